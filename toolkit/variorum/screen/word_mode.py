"""Word mode on the screen: the marked text, and the count of its words."""

from __future__ import annotations

from collections.abc import Iterator

from ..comparison.books import Books, marked_text
from .look import Look


def marked(books: Books, look: Look) -> Iterator[str]:
    """The second text with `[-old-]{+new+}`, in pieces that keep its own line ends."""
    yield from marked_text(books, look.marks())


def counts(books: Books, names: tuple[str, str]) -> Iterator[str]:
    """Lines as of `wdiff -s`: what each text has, shares, and has alone."""
    hunks = books.hunks
    old, new = hunks[:, 1] - hunks[:, 0], hunks[:, 3] - hunks[:, 2]
    changed = (old > 0) & (new > 0)
    sizes = (
        ("deleted", books.words[0], int(old[~changed].sum()), int(old[changed].sum())),
        ("inserted", books.words[1], int(new[~changed].sum()), int(new[changed].sum())),
    )
    for name, (alone, total, lone, reworded) in zip(names, sizes):
        common = total - lone - reworded
        yield (
            f"{name}: {total} words  {_share(common, total)} common  "
            f"{_share(lone, total)} {alone}  {_share(reworded, total)} changed"
        )
    yield f"{len(hunks)} changes"


def _share(part: int, whole: int) -> str:
    return f"{part} {part * 100 // whole if whole else 0}%"
