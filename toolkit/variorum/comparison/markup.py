"""Changes of encoding between two XML files: elements added, attributes changed, text untouched.

The words of both files are paired; then the tags that stand between the same words are compared.
White space between tags is layout and does not count, nor does the order of attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..alignment.equal import matches
from ..model.comparison import MarkupChange
from ..text import xml
from ..text.xml import tail as text_after
from .runs import stretches

_SHOWN = 40  # characters of an element's text that are quoted


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    line: int
    begin: int  # number of words before it
    end: int = 0
    partner: _Element | None = None


@dataclass(slots=True)
class _Encoding:
    """The words of a file, and before each word (and after the last) the tags."""

    words: list[str] = field(default_factory=list)
    opens: list[list[_Element]] = field(default_factory=lambda: [[]])

    def add(self, text: str) -> None:
        for word in text.split():
            self.words.append(word)
            self.opens.append([])

    def text_of(self, element: _Element) -> str:
        text = " ".join(self.words[element.begin : element.end])
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def compare_markup(left: bytes, right: bytes, names: tuple[str, str]) -> list[MarkupChange]:
    """What changed in the encoding, in the order of the second file's tags."""
    a, b = _read(left, names[0]), _read(right, names[1])
    found: list[MarkupChange] = []
    changes: list[MarkupChange] = []
    edges = _edges(a, b)
    for i0, i1, j0, j1 in edges:
        old = [e for gap in a.opens[i0:i1] for e in gap]
        new = [e for gap in b.opens[j0:j1] for e in gap]
        found += _paired(old, new, a, b)
    ends = {i: j for i0, i1, j0, j1 in edges for i, j in [(i1 - 1, j1 - 1)]}
    for gap in a.opens:
        for element in gap:
            other = element.partner
            if other is not None and element.end in ends and ends[element.end] != other.end:
                changes.append(
                    MarkupChange(
                        "extent", other.name, (element.line, other.line), "", b.text_of(other)
                    )
                )
    return sorted([*found, *changes], key=lambda c: (c.lines[1] or c.lines[0], c.lines[0]))


def _read(data: bytes, name: str) -> _Encoding:
    from lxml import etree

    root = xml.parse(data, name=name, huge=len(data) > 8_000_000).getroot()
    found = _Encoding()
    stack: list[_Element] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            element = _element(node, xml.local(node), dict(xml.attributes(node)), found)
            stack.append(element)
            found.add(node.text or "")
            continue
        if event == "end":
            stack.pop().end = len(found.words)
        else:
            name = "!--" if event == "comment" else f"?{node.target}"
            element = _element(node, name, {"": (node.text or "").strip()}, found)
            element.end = element.begin
        if node is not root:
            found.add(text_after(node))
    return found


def _element(node: Any, name: str, attributes: dict[str, str], found: _Encoding) -> _Element:
    element = _Element(name, attributes, int(node.sourceline or 0), len(found.words))
    found.opens[-1].append(element)
    return element


class _One(dict[str, float]):
    def __missing__(self, word: str) -> float:
        return 1.0


def _edges(a: _Encoding, b: _Encoding) -> list[tuple[int, int, int, int]]:
    """The gaps between words that correspond, each with the gaps of changed words in it."""
    edges: list[tuple[int, int, int, int]] = []
    i = j = 0
    for s in stretches(matches(a.words, b.words, _One()), len(a.words), len(b.words)):
        if s.equal:
            for d in range(s.a1 - s.a0):
                edges.append((i, s.a0 + d + 1, j, s.b0 + d + 1))
                i, j = s.a0 + d + 1, s.b0 + d + 1
    edges.append((i, len(a.words) + 1, j, len(b.words) + 1))
    return edges


def _paired(
    old: Sequence[_Element], new: Sequence[_Element], a: _Encoding, b: _Encoding
) -> Iterator[MarkupChange]:
    """Pair the tags of one gap by name, in order; say what is left and what attributes changed."""
    pairs = matches([e.name for e in old], [e.name for e in new], _One())
    for i, j in pairs:
        old[i].partner, new[j].partner = new[j], old[i]
        detail = _attributes(old[i].attributes, new[j].attributes)
        if detail:
            lines = (old[i].line, new[j].line)
            yield MarkupChange("attributes", new[j].name, lines, detail, b.text_of(new[j]))
    for e in old:
        if e.partner is None:
            yield MarkupChange("removed", e.name, (e.line, 0), "", a.text_of(e))
    for e in new:
        if e.partner is None:
            yield MarkupChange("added", e.name, (0, e.line), "", b.text_of(e))


def _attributes(old: dict[str, str], new: dict[str, str]) -> str:
    """`@n "1" → "2", @rend added`; the empty string where nothing changed."""
    said = []
    for name in sorted(old.keys() | new.keys()):
        label = f"@{name}" if name else "content"
        if name not in new:
            said.append(f"{label} {old[name]!r} removed")
        elif name not in old:
            said.append(f"{label} {new[name]!r} added")
        elif old[name] != new[name]:
            said.append(f"{label} {old[name]!r} → {new[name]!r}")
    return ", ".join(said)
