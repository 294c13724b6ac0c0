"""What people decided: read from files and folders, written to them, and obeyed.

`decisions/AUTHOR.jsonl` is only ever appended to, by its author; a folder of such files is what a
project has. Files of before (`[[decision]]` in TOML) are read as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError, WriteError

if TYPE_CHECKING:
    from ..critic.decisions import Docket
    from ..host import Host
    from ..model import Decision, Outcome, Synopsis, Witness
    from .kinds import Decided, Path

ATTRIBUTES = "*.jsonl merge=union\n"
LISTED = 20  # reasons that are reported one by one


def docket_of(
    given: Decided | None, settled: str, witnesses: Sequence[Witness], host: Host
) -> Docket:
    """The decisions that were named, else the project's, with the places of these witnesses."""
    from ..critic.decisions import Docket

    return Docket(decisions_of(given, settled, host), witnesses)


def recut(witness: Witness, docket: Docket) -> Witness:
    """The witness with its passages split and joined as people decided."""
    if not docket:
        return witness
    from ..critic.decisions import rows

    return rows.recut(witness, docket)


def arranged(rows: Synopsis, docket: Docket) -> Synopsis:
    """The rows as people decided."""
    if not docket.of("row"):
        return rows
    from ..critic.decisions import rows as of_rows

    return of_rows.arranged(rows, docket)


def decisions_of(given: Decided | None, settled: str, host: Host) -> tuple[Decision, ...]:
    """What people decided: given as such, in the file or folder named, else in the project's."""
    if given is not None and not isinstance(given, str | os.PathLike):
        return tuple(given)
    name = os.fspath(given) if given else settled
    if not name:
        return ()
    if not given and not (host.is_file(name) or host.is_folder(name)):
        host.note(f"warning: {name} does not exist; no decision is replayed")
        return ()
    return journal(name, host)


def journal(path: Path, host: Host) -> tuple[Decision, ...]:
    """The decisions of a file, or of all files of a folder, in the order in which they were made.

    Raises `ReadError` with the line that is broken. A torn last line was never confirmed as saved:
    it is reported, and is not there.
    """
    from ..critic.decisions.lines import in_order

    name = os.fspath(path)
    if not host.is_folder(name):
        return in_order(_of_file(name, host))
    files = [f for f in host.files(name) if f.endswith((".jsonl", ".toml"))]
    found: dict[object, Decision] = {}
    for number, file in enumerate(files):
        for decision in _of_file(file, host):
            key = decision.id if file.endswith(".jsonl") else (number, decision.id)
            other = found.setdefault(key, decision)
            if other != decision:
                raise ReadError(
                    f"the id {decision.id} was given to a decision of another file too",
                    source=file, hint="give one of them an id of its own",
                )  # fmt: skip
    return in_order(found.values())


def _of_file(name: str, host: Host) -> tuple[Decision, ...]:
    from ..critic.decisions import lines, older
    from ..text.encoding import decode

    data = host.read(name)
    whole, end, last = data.rpartition(b"\n")
    if name.endswith(".jsonl"):  # a line that is cut off may be so within a character
        text = decode(whole + end, name=name) + last.decode("utf-8", "replace")
    else:
        text = decode(data, name=name)
    if name.endswith(".toml") or (not name.endswith(".jsonl") and "[[decision]]" in text):
        return older.parse(text, name=name)
    found, torn = lines.parse(text, name=name)
    if torn:
        host.note(
            f"warning: {name}: the last line is cut off; it was never confirmed as saved, and is "
            "left out"
        )
    return found


def record(
    decisions: Sequence[Decision], folder: Path, *, author: str, host: Host
) -> tuple[Decision, ...]:
    """Save decisions in `FOLDER/AUTHOR.jsonl`; when this returns they are on the disk.

    Each gets an id, its author and the date; several are one step, and `withdraw` takes them back
    together. Raises `WriteError`, and then nothing was saved.
    """
    from ..critic.decisions import catalogue, ids, lines

    path = file_of(folder, author, host)
    last = max((d.id for d in _known(path, host)), default="")
    made: list[Decision] = []
    now = host.now()
    for decision in decisions:
        if said := catalogue.fault(decision):
            raise UsageError(said, hint="the manual lists the kinds of decisions")
        last = ids.made(now, host.random(10), after=last)
        made.append(replace(decision, id=last, author=author, date=decision.date or _date(now)))
    if len(made) > 1:
        made = [replace(decision, batch=decision.batch or made[0].id) for decision in made]
    _prepare(os.fspath(folder), host)
    torn = host.append(path, "".join(map(lines.line, made)).encode("utf-8"))
    if torn:
        host.note(f"warning: {path}: a line that was cut off was moved to {path}.broken")
    return tuple(made)


def withdraw(
    ids: Sequence[str], folder: Path, *, author: str, reason: str = "", host: Host
) -> tuple[Decision, ...]:
    """Take decisions back; a withdrawal taken back puts the decision in force again.

    An id may be shortened to its end; one of a batch stands for all of it. Raises `UsageError` for
    one that is unknown, or that several have.
    """
    from ..model import Decision

    known = held(folder, host)
    named = list(dict.fromkeys(d.id for id in ids for d in _step(id, known)))
    made = [Decision("withdraw", ruling=id, reason=reason) for id in named]
    return record(made, folder, author=author, host=host)


def settle(
    ids: Sequence[str], folder: Path, *, author: str, reason: str = "", host: Host
) -> tuple[Decision, ...]:
    """Say that decisions hold over those that disagree with them."""
    from ..model import Decision

    known = held(folder, host)
    made = [Decision("settle", identified(id, known).id, reason=reason) for id in ids]
    return record(made, folder, author=author, host=host)


def held(folder: Path, host: Host) -> tuple[Decision, ...]:
    """What was decided so far; nothing where there is no such folder yet."""
    name = os.fspath(folder)
    return journal(name, host) if host.is_folder(name) or host.is_file(name) else ()


def listed(decisions: Sequence[Decision]) -> Iterator[str]:
    """The decisions in lines: id, date, author, what was decided, whether it was withdrawn."""
    from ..critic.decisions import Docket

    gone = {o.decision.id for o in Docket(decisions, ()).outcomes() if o.state == "withdrawn"}
    for one in decisions:
        said = f"{one.id}  {one.date:10}  {one.author:6}  {one}"
        why = f" ({one.reason})" if one.reason else ""
        yield f"{said}{why}{' [withdrawn]' if one.id in gone else ''}"


def record_all(decisions: Sequence[Decision], folder: Path, *, author: str, host: Host) -> int:
    """Save decisions of several authors, each in his own file; those of nobody are `author`'s."""
    by: dict[str, list[Decision]] = {}
    for decision in decisions:
        by.setdefault(decision.author or author, []).append(decision)
    for name in by:
        file_of(folder, name, host)
    for name, own in by.items():
        record(own, folder, author=name, host=host)
    return len(decisions)


def identified(id: str, known: Iterable[Decision]) -> Decision:
    """The decision of an id, or of the end of one; raises `UsageError`."""
    found = [d for d in known if d.id == id] or [d for d in known if id and d.id.endswith(id)]
    if len(found) != 1:
        said = f"{len(found)} decisions have the id {id!r}" if found else f"no decision {id!r}"
        raise UsageError(said, hint="variorum decide list shows them")
    return found[0]


def _step(id: str, known: Sequence[Decision]) -> list[Decision]:
    one = identified(id, known)
    return [d for d in known if d.batch == one.batch] if one.batch == one.id else [one]


def file_of(folder: Path, author: str, host: Host) -> str:
    """The file of an author; raises `UsageError` for a name that is no file's."""
    plain = author.replace("-", "").replace("_", "").replace(".", "")
    if not plain.isalnum() or author.startswith(".") or len(author) > 60:
        raise UsageError(
            f"{author!r} cannot name a file" if author else "nobody is named as the author",
            hint="give letters and digits, as in EN",
        )
    if host.is_file(os.fspath(folder)):
        raise WriteError(
            "is a file, and each author has one of his own", source=os.fspath(folder),
            hint="name a folder; variorum decide convert makes one of an old file",
        )  # fmt: skip
    return os.path.join(os.fspath(folder), f"{author}.jsonl")


def _known(path: str, host: Host) -> tuple[Decision, ...]:
    """What an author decided before; a file that cannot be read is not appended to."""
    return _of_file(path, host) if host.is_file(path) else ()


def _prepare(folder: str, host: Host) -> None:
    """git takes the lines of both sides: said once, in the folder."""
    path = os.path.join(folder, ".gitattributes")
    held = host.read(path) if host.is_file(path) else b""
    if b"*.jsonl" in held:
        return
    if not held:
        host.append(path, ATTRIBUTES.encode())
    else:
        host.write(path, held + (b"" if held.endswith(b"\n") else b"\n") + ATTRIBUTES.encode())


def _date(seconds: float) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def report(docket: Docket, host: Host) -> None:
    """Say which decisions were not obeyed in this run, and why; and which were found elsewhere."""
    if not docket:
        return
    from ..critic.decisions.docket import ABSENT

    refused = [o for o in docket.outcomes() if o.state in ("stale", "contradicted")]
    absent = [o for o in refused if o.reason.startswith(ABSENT)]
    if absent:
        sigla = ", ".join(sorted({o.reason.removeprefix(ABSENT) for o in absent}))
        said = "1 decision is" if len(absent) == 1 else f"{len(absent)} decisions are"
        host.note(f"{said} about witnesses that are not here: {sigla}")
    refused = [o for o in refused if not o.reason.startswith(ABSENT)]
    for outcome in refused[:LISTED]:
        host.note(told(outcome))
    if len(refused) > LISTED:
        more = len(refused) - LISTED
        host.note(f"{more} more decisions were not obeyed; variorum decide check lists them")
    for outcome in docket.outcomes():
        if outcome.state == "applied" and outcome.reason:
            host.detail(told(outcome))
    if rest := docket.pending():
        kinds = ", ".join(sorted({standing.kind for standing in rest}))
        host.detail(f"decisions that are for an apparatus or another command: {kinds}")


def told(outcome: Outcome) -> str:
    """An outcome in one line.

    >>> from variorum.model import Decision, Outcome
    >>> told(Outcome(Decision("class", "case", id="01J"), "stale", "A p1 4 man", "no witness B"))
    'outdated decision (class case, A p1 4 man; 01J): no witness B'
    """
    word = {"stale": "outdated"}.get(outcome.state, outcome.state)
    decision = outcome.decision
    named = decision.place if decision.fields and not decision.at else outcome.place
    what = " ".join(part for part in (decision.kind, decision.ruling) if part)
    said = f"{what}, {named}" if named else what
    older = decision.id.isdecimal() and len(decision.id) == 6  # numbered by us, in an older file
    id = f"; {decision.id}" if decision.id and not older else ""
    return f"{word} decision ({said}{id}): {outcome.reason}".removesuffix(": ")
