"""What the base text has at the place to which an apparatus entry points."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from ..document.document import NOT_TEXT, Document, Element, name

if TYPE_CHECKING:
    from .context import Context

LINES = ("l", "lb", "p", "ab", "seg", "milestone", "lg", "div", "cb", "s", "head")
EMPTY = ("lb", "milestone", "cb", "pb")
_SKIP = tuple(sorted(NOT_TEXT | {"rdg", "listApp"}))
_ELSEWHERE = ("teiHeader", "app", "listApp", "note")
_PRINTED = ("sic", "orig", "abbr")  # the sides of a choice
_MENDED = ("corr", "reg", "expan")


def end_points(context: Context, app: Element) -> tuple[Element, Element] | None:
    """The elements to which @from and @to point within the file; None where one does not."""
    ids = context.document.ids
    first = ids.get((app.get("from") or "").strip().removeprefix("#"))
    to = (app.get("to") or "").strip()
    last = ids.get(to.removeprefix("#")) if to else None
    return (first, last) if first is not None and last is not None else None


def base_text(context: Context, app: Element, *, printed: bool = False) -> str | None:
    """The base at an entry: between its end points, or the whole line of @loc; None: not here.

    Of a choice it is the form that mends print, or with `printed` the one that print has.
    """
    if app.get("from"):
        ends = end_points(context, app)
        if ends is None or context.document.order(ends[0]) > context.document.order(ends[1]):
            return None
        return between(context, *ends, printed)
    location = (app.get("loc") or "").split()
    if len(location) != 1 or app.get("to"):
        return None
    line = lines(context).get(location[0])
    if line is None or _repeated(context, line):
        return None
    return _line_text(context, line, printed)


def lines_around(context: Context, app: Element) -> str | None:
    """The line that @loc names with the lines before and after, whose words run on; None: no line.

    A word that the end of a line parts is whole here, since a break adds no blank of its own.
    """
    line = lines(context).get((app.get("loc") or "").strip())
    if line is None:
        return None
    layout = context.document.layout
    alike = context.document.named(name(line))
    at = bisect_right(alike, layout.index[line], key=layout.index.__getitem__) - 1
    first = alike[max(at - 1, 0)]
    begin = layout.span_of_runs(first)[0]
    last = at + 2
    if name(line) not in EMPTY:
        stop = layout.span_of_runs(alike[min(at + 1, len(alike) - 1)])[1]
    else:
        stop = len(layout.runs) if last >= len(alike) else layout.span_of_runs(alike[last])[0]
    return _text(context, begin, stop, False)


def _repeated(context: Context, line: Element) -> bool:
    """Is another line counted with the same number, on another page or plate?"""
    alike = context.document.values("n").get(line.get("n"), ())
    return any(e is not line and name(e) == name(line) for e in alike)


def between(context: Context, first: Element, last: Element, printed: bool = False) -> str:
    """The text from one element through another; of empty elements, what stands between them."""
    layout = context.document.layout
    begin, end = layout.span_of_runs(first)[0], layout.span_of_runs(last)[1]
    return _text(context, begin, end, printed)


def _text(context: Context, begin: int, end: int, printed: bool) -> str:
    document = context.document
    runs = document.runs[begin:end]
    found = [run.text for run in runs if _is_read(document, run.parent, printed)]
    return " ".join("".join(found).split())


def _is_read(document: Document, element: Element, printed: bool) -> bool:
    """Is the text of an element the base's? Of a choice one side is."""
    if name(element) in _SKIP or document.ancestor(element, *_SKIP) is not None:
        return False
    app = element if name(element) == "app" else document.ancestor(element, "app")
    if app is not None and any(app.get(pointer) for pointer in ("from", "to", "loc")):
        return False  # its lem repeats what stands elsewhere
    other = _MENDED if printed else _PRINTED
    unread = element if name(element) in other else document.ancestor(element, *other)
    return unread is None or document.ancestor(unread, "choice") is None


def lines(context: Context) -> dict[str, Element]:
    """The numbered lines and divisions of the text by @n, by @n of the whole path, and by id."""
    if context.shared.lines is None:
        context.shared.lines = _lines(context.document)
    return context.shared.lines


def _lines(document: Document) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in document.named(*LINES):
        number = element.get("n")
        if number and document.ancestor(element, *_ELSEWHERE) is None:
            found.setdefault(number, element)
            outer = document.ancestor(element, *LINES)
            while outer is not None and not outer.get("n"):
                outer = document.ancestor(outer, *LINES)
            if outer is not None:
                for mark in ".,:":
                    found.setdefault(f"{outer.get('n')}{mark}{number}", element)
    return found


def _line_text(context: Context, line: Element, printed: bool) -> str:
    """The text of a line, be it an element or begun by an empty one."""
    layout = context.document.layout
    first, after = layout.span_of_runs(line)
    if name(line) not in EMPTY:
        return _text(context, first, after, printed)
    alike = context.document.named(name(line))
    following = bisect_right(alike, layout.index[line], key=layout.index.__getitem__)
    last = following == len(alike)
    stop = len(layout.runs) if last else layout.span_of_runs(alike[following])[0]
    return _text(context, after, stop, printed)


def plain(text: str) -> str:
    """Text for a comparison that shall not stumble over case, marks and spaces."""
    folded = unicodedata.normalize("NFC", text).casefold()
    kept = "".join(" " if unicodedata.category(c)[0] == "P" and c != "…" else c for c in folded)
    return " ".join(kept.split())


def shown(text: str, most: int = 40) -> str:
    """Text for a message: in quotes, cut in the middle if long."""
    if len(text) > most:
        text = f"{text[: most // 2]} … {text[-most // 2 :]}"
    return f"“{text}”"
