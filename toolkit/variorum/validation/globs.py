"""Which files a pattern of the settings means, by their path from the folder of the settings."""

from __future__ import annotations

import re
from functools import cache


def fits(path: str, globs: tuple[str, ...]) -> bool:
    """Does a path fit one of the patterns?

    `*` and `?` stand for what is no `/`, `**` for any number of folders; a pattern without `/`
    means files and folders of that name wherever they stand.

    >>> [fits(p, ("people/*.xml",)) for p in ("people/a.xml", "people/x/a.xml", "x/people/a.xml")]
    [True, False, False]
    >>> [fits(p, ("build.xml", "lib/**", "old")) for p in ("x/build.xml", "lib/a/b.xml", "x/old/a")]
    [True, True, True]
    """
    return any(_pattern(glob).fullmatch(path.replace("\\", "/")) for glob in globs)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    parts = glob.removeprefix("./").rstrip("/")
    found = "" if "/" in parts else "(?:.*/)?"
    for piece in re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", parts):
        found += _SIGNS.get(piece) or re.escape(piece)
    return re.compile(found + "(?:/.*)?")


_SIGNS = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
