"""Square brackets in running text: found with nesting and across lines.

What a bracket says is `editorial`'s question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..model import Span
from .editorial import judged


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket: `text[start:end]` with the brackets themselves, its depth and its class.

    `certainty` says how sure the class is: `high`, `medium` or `low`.
    """

    start: int
    end: int
    depth: int
    kind: str
    certainty: str = "medium"

    def content(self, text: str) -> str:
        """What stands between the brackets, white space folded."""
        return " ".join(text[self.start + 1 : self.end - 1].split())


@cache
def _scan() -> re.Pattern[str]:
    return re.compile(r"[\[\]]")


def find(text: str) -> tuple[Bracket, ...]:
    """Every balanced bracket of a text in document order, the outer before the inner.

    A lone bracket is left alone.

    >>> text = "E[rich] and [one [two]\\n three]"
    >>> [b.content(text) for b in find(text)]
    ['rich', 'one [two] three', 'two']
    """
    stack: list[int] = []
    found: list[tuple[int, int, int]] = []
    for match in _scan().finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            found.append((start, match.end(), len(stack)))
    found.sort(key=lambda f: (f[0], -f[1]))
    return tuple(_bracket(text, a, b, depth) for a, b, depth in found)


def _bracket(text: str, start: int, end: int, depth: int) -> Bracket:
    said = judged(text, start, end)
    return Bracket(start, end, depth, said.kind, said.certainty)


def classify(text: str, start: int, end: int) -> str:
    """The class of the bracket `text[start:end]`, from its content and its neighbours."""
    return judged(text, start, end).kind


def bracket_spans(text: str) -> tuple[Span, ...]:
    """The brackets of a text as spans named `bracket`, with their class."""
    if "[" not in text:
        return ()
    return tuple(Span("bracket", b.start, b.end, (("type", b.kind),), b.depth) for b in find(text))
