"""What an editor can have done with a text: its page, a collation of witnesses, a comparison.

Each is worked out in a process of its own, so that no key waits for it, from what is open in the
editor, and becomes a page in a folder of the system's temporary files.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import api
from ..errors import ReadError, UsageError, VariorumError
from .messages import receive, send
from .overlay import Overlay
from .process import run

PREVIEW, COLLATE, COMPARE = "variorum.preview", "variorum.collate", "variorum.compare"
WITNESSES = "variorum.witnesses"
COMMANDS = (PREVIEW, COLLATE, COMPARE, WITNESSES)
_COMMAND = "from variorum.lsp.errands import main; main()"


def ask(command: str, path: str, texts: Mapping[str, bytes], said: Mapping[str, Any]) -> Any:
    """Have a command done in another process; raises a `VariorumError` with what went wrong.

    `texts` are those that are open, by path. What `said` may hold: the `folder` of the page, the
    sigla of `witnesses`, a `revision` and the siglum of a `witness`. Gives the path of the page
    that was made, and the sigla of what was changed; of `WITNESSES` a list of sigla with titles.
    """
    process = run(_COMMAND)
    try:
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            send(process.stdin, (command, path, dict(texts), dict(said)))
            done, what = receive(process.stdout)
    except (OSError, EOFError):
        raise UsageError("the process that worked on it was stopped", source=path,
                         hint="is there enough memory?") from None  # fmt: skip
    if not done:
        raise UsageError(what)
    return what


def main() -> None:
    """Do one command, in a process of its own."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    command, path, texts, said = receive(asked)
    host = Overlay()
    for one, data in texts.items():
        host.open(one, data)
    try:
        send(answers, (True, done(command, path, host, said)))
    except VariorumError as error:
        send(answers, (False, " ".join(str(error).split())))


def done(command: str, path: str, host: Overlay, said: Mapping[str, Any]) -> Any:
    """What a command gives."""
    if command == WITNESSES:
        return [(one.siglum, one.title) for one in _witnesses(path, host)]
    changed: list[str] = []
    page = os.path.join(said["folder"], f"{Path(path).stem}-{command.rpartition('.')[2]}.html")
    if command == PREVIEW:
        made = api.apparatus(path, host=host)
    elif command == COLLATE:
        made = _collated(path, host, said.get("witnesses") or ())
    else:
        made, changed = _compared(path, host, said)
    api.write(made, page, host=host)
    return page, changed


def _witnesses(path: str, host: Overlay) -> Sequence[Any]:
    return api.read(path, host=host).witnesses


def _collated(path: str, host: Overlay, sigla: Sequence[str]) -> Any:
    """Some witnesses of an edition, collated: the page of them. All where none is named."""
    every = {one.siglum: one for one in _witnesses(path, host)}
    if lost := [one for one in sigla if one not in every]:
        raise UsageError(f"no witness {lost[0]!r}", source=path, hint=f"one of {', '.join(every)}")
    chosen = [every[one] for one in sigla or every]
    if len(chosen) < 2:
        raise UsageError("a collation takes two witnesses or more", source=path)
    return api.apparatus(api.collate(*chosen, host=host), host=host)


def _compared(path: str, host: Overlay, said: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """What was changed in a witness since a revision: what `variorum diff` shows of two files.

    And the sigla of all witnesses that were changed; the first of them is compared where none is
    named.
    """
    revision = str(said.get("revision") or "HEAD")
    old = os.path.join(said["folder"], os.path.basename(path))
    Path(old).write_bytes(_kept(path, revision))
    before = {one.siglum: one for one in _witnesses(old, host)}
    now = {one.siglum: one for one in _witnesses(path, host)}
    both = [one for one in now if one in before]
    changed = [one for one in both if now[one].text != before[one].text]
    siglum = str(said.get("witness") or (changed or both or [""])[0])
    if siglum not in both:
        raise UsageError(f"no witness {siglum!r} in both", source=path, hint=f"since {revision}")
    words = "".join(sign if sign.isalnum() else "_" for sign in revision)
    pair = replace(before[siglum], siglum=words), replace(now[siglum], siglum="now")
    return api.diff(*pair, host=host), changed


def _kept(path: str, revision: str) -> bytes:
    """A file as git keeps it in a revision."""
    folder, name = os.path.split(path)
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is not a revision", hint="a branch, a tag, a commit")
    try:
        done = subprocess.run(["git", "-C", folder, "show", f"{revision}:./{name}"], check=False,
                              capture_output=True, stdin=subprocess.DEVNULL)  # fmt: skip
    except OSError:
        raise ReadError("git is not there", source=path, hint="install git") from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ReadError(why.removeprefix("fatal: "), source=path, hint="is it committed?")
    return done.stdout
