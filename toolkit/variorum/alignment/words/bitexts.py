"""Lines `tokens ||| tokens` to lines of word links `i-j`, the format of fast_align (Pharaoh).

Tokens are taken as they stand. The lines are read twice, first to learn, then to link; memory
does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...errors import ReadError
from .aligner import Aligner, learn

SEPARATOR = "|||"


def bitext(
    lines: Iterable[str],
    *,
    language: str = "en",
    other: str = "",
    semantic: bool | None = None,
    neural: bool | None = None,
    name: str = "",
) -> Iterator[str]:
    """Yield one line of sorted links, such as `0-0 1-2`, for every line.

    `lines` must be readable twice (a list, or a value whose `iter` starts anew). The first side is
    in `language`, the second in `other` ("": the same). An empty line and an empty side give an
    empty line. Raises `ReadError` for a line without `|||`; `name` is
    the file named in it.
    """
    aligner = learn(
        pairs(lines, name), language=language, other=other, semantic=semantic, neural=neural
    )
    yield from linked(aligner, pairs(lines, name))


def linked(aligner: Aligner, parted: Iterable[tuple[list[str], list[str]]]) -> Iterator[str]:
    """The lines of links of pairs."""
    for cells in aligner.cells(parted):
        yield " ".join(f"{i}-{j}" for i, j in cells)


def pairs(lines: Iterable[str], name: str = "") -> Iterator[tuple[list[str], list[str]]]:
    """The two sides of each line, cut at blanks and tabs.

    >>> list(pairs(["the sage answers ||| the wise man answers"]))
    [(['the', 'sage', 'answers'], ['the', 'wise', 'man', 'answers'])]
    """
    for number, line in enumerate(lines, 1):
        tokens = line.split()
        if SEPARATOR in tokens:
            bar = tokens.index(SEPARATOR)
            yield tokens[:bar], tokens[bar + 1 :]
        elif tokens:
            raise ReadError(
                f"no {SEPARATOR} in this line", source=name, line=number, hint="write a ||| b"
            )
        else:
            yield [], []
