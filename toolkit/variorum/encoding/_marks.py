"""Elements laid over one passage, and the brackets that they replace.

Marks are collected over the printed text, brackets included; `rendered` then takes the brackets
out and writes the rest with its elements.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import count

from ..model import Span
from ..text.spans import markup

# Attributes are written in this order: who it is, what it is, where it points, how print has it.
_ORDER = (
    "xml:id n type reason unit quantity when from to notBefore notAfter full place target xml:lang "
    "rend resp cert"
).split()


class Ids:
    """Fresh ids of a document: `n1`, `n2` for names, `s1` for segments, and so on."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._counts: dict[str, Iterator[int]] = {}

    def new(self, letter: str) -> str:
        """The next id that begins with this letter and is not in use."""
        numbers = self._counts.setdefault(letter, count(1))
        id = next(i for i in (f"{letter}{n}" for n in numbers) if i not in self._taken)
        self._taken.add(id)
        return id


class Marks:
    """The elements of one passage, outer before inner where they begin and end together."""

    def __init__(self, text: str, resp: str) -> None:
        self.text = text
        self.resp = resp
        self.certainty = "medium"  # how sure the class of the bracket in hand is
        self._spans: list[Span] = []
        self._dropped: list[int] = []
        self.names: list[tuple[int, int]] = []  # where a name is marked already

    def add(self, name: str, start: int, end: int, **attributes: str) -> None:
        """An element over `text[start:end]`; `xml_id` is `xml:id`, `type_` is `type`."""
        named = {k.rstrip("_").replace("xml_", "xml:"): v for k, v in attributes.items() if v}
        given = tuple(sorted(named.items(), key=lambda pair: _ORDER.index(pair[0])))
        self._spans.append(Span(name, start, end, given))

    def owed(self, name: str, start: int, end: int, **attributes: str) -> None:
        """An element whose words the translator or an editor added."""
        self.add(name, start, end, **attributes, resp=self.resp, cert=self.certainty)

    def keep(self, span: Span) -> None:
        """A span that the source had already."""
        self._spans.append(span)

    def drop_brackets(self, start: int, end: int) -> None:
        """The bracket `text[start:end]` is said by an element now."""
        self._dropped += [start, end - 1]

    def drop(self, start: int, end: int) -> None:
        """What an attribute says now."""
        self._dropped += range(start, end)

    def rendered(self) -> str:
        """The passage as XML content, without the brackets that became elements."""
        dropped = sorted(self._dropped)

        def moved(offset: int) -> int:
            return offset - bisect_left(dropped, offset)

        order = sorted(self._spans, key=lambda s: (s.start, -s.end))
        spans = [Span(s.name, moved(s.start), moved(s.end), s.attributes, n) for n, s in
                 enumerate(order)]  # fmt: skip
        gone = set(dropped)
        text = "".join(c for i, c in enumerate(self.text) if i not in gone)
        return markup(text, spans)
