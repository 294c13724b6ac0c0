"""Stand-off spans back into running markup, and what a span means to an editor.

The inverse of reading: a text with its spans becomes elements again, in document order. Spans
that overlap, which no XML can hold, are cut where the outer one ends and taken up after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush

from ..model import Span

# What XML 1.0 cannot hold, in any escape; U+FFFD says that something stood there.
_ILLEGAL = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_CLASSES = {  # a TEI element that an editor's bracket became -> the bracket's class
    "ex": "completion",
    "gloss": "gloss",
    "note sourceTerm": "source-term",
    "note gloss": "role",
    "note source": "source-note",
    "note editorial": "editorial",
    "note hand": "hand",
    "note noteMark": "note-mark",
    "note unknown": "unknown",
    "gap": "gap",
    "stamp": "stamp",
    "incident": "incident",
    "fw pageNum": "page",
    "ref": "link",
    "supplied completion": "completion",
    "supplied date": "date",
    "supplied": "supplied",
}


def escape(text: str) -> str:
    """Text as XML content; every `>` is escaped, so that `]]>` cannot arise.

    >>> escape("a < b & c]]>")
    'a &lt; b &amp; c]]&gt;'
    """
    # The pattern takes 5 ms to compile, and hardly a text needs it.
    clean = text if text.isprintable() else re.sub(_ILLEGAL, "\N{REPLACEMENT CHARACTER}", text)
    bare = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return bare.replace("\r", "&#13;")


def attribute(name: str, value: str) -> str:
    """One attribute with a blank before it; its white space survives parsing."""
    bare = escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f' {name}="{bare}"'


def markup(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """The text `start:end` with the spans that touch it, as well-formed XML content.

    Spans of one place stand in the order given (document order), the outer before the inner; an
    empty span at the end of another is inside it if it is deeper. Of a span that is cut, only
    the first part keeps its `xml:id`. Time is linear but for sorting.

    >>> markup("Erich", [Span("forename", 0, 5), Span("ex", 1, 5, (("rend", "brackets"),), 1)])
    '<forename>E<ex rend="brackets">rich</ex></forename>'
    """
    stop = len(text) if end is None else end
    touching = (s for s in spans if s.end >= start and s.start <= stop)
    heap = [
        (max(s.start, start), n, replace(s, start=max(s.start, start), end=min(s.end, stop)))
        for n, s in enumerate(touching)
        if s.start == s.end or (s.start < stop and s.end > start)
    ]
    heapify(heap)
    parts: list[str] = []
    stack: list[Span] = []
    position = start
    while heap:
        _, order, span = heappop(heap)
        position = _close(text, parts, stack, position, span)
        if stack and span.end > stack[-1].end:
            rest = tuple(a for a in span.attributes if a[0] != "xml:id")
            border = stack[-1].end
            heappush(heap, (border, order, replace(span, start=border, attributes=rest)))
            if border == span.start:
                continue
            span = replace(span, end=border)
        parts.append(escape(text[position : span.start]))
        position = span.start
        parts.append(_tag(span))
        stack.append(span)
    position = _close(text, parts, stack, position, None)
    parts.append(escape(text[position:stop]))
    return "".join(parts)


def _close(
    text: str, parts: list[str], stack: list[Span], position: int, following: Span | None
) -> int:
    """Close what ends before the next span; an empty one that is deeper is still inside."""
    while stack and (following is None or not _holds(stack[-1], following)):
        span = stack.pop()
        if span.start == span.end and parts[-1] == _tag(span):
            parts[-1] = parts[-1][:-1] + "/>"
            continue
        parts.append(escape(text[position : span.end]))
        position = span.end
        parts.append(f"</{span.name}>")
    return position


def _holds(outer: Span, inner: Span) -> bool:
    if inner.start < outer.end:
        return True
    return inner.start == inner.end == outer.end and inner.depth > outer.depth


def _tag(span: Span) -> str:
    """The start tag; attributes of other namespaces have no prefix here and stay out."""
    written = (attribute(k, v) for k, v in span.attributes if not k.startswith("{"))
    return f"<{span.name}{''.join(written)}>"


def editorial_class(span: Span) -> str:
    """The class of the bracket that a span is or was, `""` for any other markup.

    >>> editorial_class(Span("supplied", 0, 1, (("reason", "date"),)))
    'date'
    """
    if span.name == "bracket":
        return span.get("type")
    kind = span.get("type") or span.get("reason")
    return _CLASSES.get(f"{span.name} {kind}") or _CLASSES.get(span.name, "")


def printed(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """The text `start:end` as print has it: with the brackets that `rend` remembers.

    >>> printed("Erich", [Span("ex", 1, 5, (("rend", "brackets"),))])
    'E[rich]'
    """
    stop = len(text) if end is None else end
    return with_marks(text, bracket_marks(spans), start, stop)


def bracket_marks(spans: Iterable[Span]) -> list[tuple[int, int, str]]:
    """The brackets that `rend` remembers, sorted: where, 1 for an opening one, the mark."""
    marks: list[tuple[int, int, str]] = []
    for span in spans:
        rend = span.get("rend").split()
        if {"brackets", "bracket-start"} & set(rend):
            marks.append((span.start, 1, "["))
        if {"brackets", "bracket-end"} & set(rend):
            marks.append((span.end, 0, "]"))  # what ends here comes before what begins here
    return sorted(marks, key=lambda m: m[:2])


def with_marks(text: str, marks: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """The text `start:end` with its marks; stretches that follow each other share none."""
    parts, position = [], start
    for at, opens, mark in marks[bisect_left(marks, (start, 1)) :]:
        if at >= end + (not opens):
            break
        parts += [text[position:at], mark]
        position = at
    return "".join([*parts, text[position:end]])
