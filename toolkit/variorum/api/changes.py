"""Which files were changed, as git says it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..errors import UsageError
from ..host import Host


def changed_since(files: Iterable[str], ref: str, host: Host) -> list[str]:
    """Those of the files that git says were changed or made since a commit."""

    def git(*arguments: str) -> list[str]:
        done = host.run(["git", *arguments])
        if done.code:
            said = done.err.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(f"git cannot say what changed since {ref!r}",
                             hint=said[-1] if said else "is this a git repository?")  # fmt: skip
        return [name for name in done.out.decode("utf-8", "replace").split("\0") if name]

    if ref.startswith("-"):
        raise UsageError(f"{ref!r} is not a commit")
    top = git("rev-parse", "--show-toplevel")[0].strip()
    names = git("diff", "--name-only", "-z", ref, "--") + git(
        "ls-files", "--others", "--exclude-standard", "--full-name", "-z", top
    )
    touched = {host.absolute(os.path.join(top, name)) for name in names}
    return [path for path in files if host.absolute(path) in touched]
