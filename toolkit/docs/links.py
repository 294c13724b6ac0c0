"""Links of Markdown files of the repository, made to lead where the text is going to stand.

The sources link to one another by relative paths, which work in a checkout and on the web pages of
a repository. On the site and on PyPI the same links have to be addresses. Standard library only:
the build of the package uses this file too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(```|~~~).*?^\1[ ]*$", re.M | re.S)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"(!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\()([^()\s]+)(\))")
PICTURES = (".png", ".svg", ".jpg")


def urls() -> dict[str, str]:
    """The project's addresses, from the one place where they stand."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: dict[str, str] = tomllib.load(file)["project"]["urls"]
    return found


def _links(text: str) -> Iterator[re.Match[str]]:
    """The links of a Markdown text, their places those in the text; within code there are none."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0]) if "\n" in match[0] else "x" * len(match[0])

    return LINK.finditer(CODE.sub(blank, FENCE.sub(blank, text)))


def targets(text: str) -> Iterator[str]:
    """What the links of a Markdown text lead to."""
    return (match[2] for match in _links(text))


def relative(target: str) -> bool:
    """Does a link lead to a file beside the one it stands in?"""
    return not target.startswith(("#", "/", "mailto:")) and "://" not in target


def moved(text: str, to: Callable[[str], str]) -> str:
    """The text with each relative link replaced by what `to` makes of it.

    >>> moved("[`a`](b.md) and `[c](d)`", str.upper)
    '[`a`](B.MD) and `[c](d)`'
    """
    parts, done = [], 0
    for match in _links(text):
        if relative(match[2]):
            parts += [text[done : match.start(2)], to(match[2])]
            done = match.end(2)
    return "".join([*parts, text[done:]])


def absolute(target: str, folder: str = "") -> str:
    """The address in the repository of a file that a text in `folder` links to."""
    path, _, anchor = target.partition("#")
    joined: list[str] = []
    for part in (PurePosixPath(folder) / path).parts:
        if part == "..":
            joined.pop()
        else:
            joined.append(part)
    kind = "raw" if path.endswith(PICTURES) else "blob"
    return f"{urls()['Source']}/{kind}/main/{'/'.join(joined)}{'#' + anchor if anchor else ''}"
