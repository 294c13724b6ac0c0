"""As `diff -u`, one passage a line: what `patch` and the viewers of diffs read.

The lines are those that `versions` gives: white space inside a passage folded, one passage a
line. A moved passage is a line less here and a line more there, as the format has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...comparison.ignoring import fold
from ...model.comparison import Comparison
from ..look import Look
from ..width import Piece

CONTEXT = 3  # lines around a change, as diff has it


def lines(comparison: Comparison, v: int) -> list[str]:
    """A version as lines, in its own order: what the unified diff is a diff of."""
    return [" ".join(text.split()) for text in comparison.passages[v]]


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the view, without line ends."""
    base = lines(comparison, comparison.base)
    name = comparison.versions[comparison.base].siglum
    context = look.context or CONTEXT
    for v in comparison.others:
        if not any(row.differs(v) for row in comparison.rows):
            continue
        other = lines(comparison, v)
        hunks = list(_hunks(base, other, context, frozenset(comparison.ignored)))
        if hunks:
            yield look.paint([Piece(f"--- {name}", "base")])
            yield look.paint([Piece(f"+++ {comparison.versions[v].siglum}", "other")])
        for line in (line for hunk in hunks for line in hunk):
            role = {"-": "base", "+": "other", "@": "faint"}.get(line[:1], "")
            yield look.paint([Piece(line, role)])


def _key(line: str, ignored: frozenset[str]) -> str:
    """A line as it is compared: what is ignored made one."""
    return " ".join(filter(None, (fold(word, ignored) for word in line.split())))


def _hunks(
    base: list[str], other: list[str], context: int, ignored: frozenset[str]
) -> Iterator[list[str]]:
    from difflib import SequenceMatcher

    left, right = ([_key(line, ignored) for line in side] for side in (base, other))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for group in matcher.get_grouped_opcodes(context):
        a0, a1, b0, b1 = group[0][1], group[-1][2], group[0][3], group[-1][4]
        hunk = [f"@@ -{_range(a0, a1)} +{_range(b0, b1)} @@"]
        for tag, i0, i1, j0, j1 in group:
            if tag == "equal":
                hunk += [f" {line}" for line in base[i0:i1]]
            else:
                hunk += [f"-{line}" for line in base[i0:i1]]
                hunk += [f"+{line}" for line in other[j0:j1]]
        yield hunk


def _range(start: int, end: int) -> str:
    """Lines counted from 1; an empty range names the line before it."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + 1 if end > start else start},{end - start}"
