"""What the base text has at the place to which an apparatus entry points."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from .document import NOT_TEXT, Document, Element, name

if TYPE_CHECKING:
    from .context import Context

LINES = ("l", "lb", "p", "ab", "seg", "milestone", "lg", "div", "cb", "s", "head")
EMPTY = ("lb", "milestone", "cb", "pb")
_SKIP = tuple(sorted(NOT_TEXT | {"rdg", "listApp"}))
_ELSEWHERE = ("teiHeader", "app", "listApp", "note")
_PRINTED = ("sic", "orig", "abbr")  # beside another form in a choice: not read


def end_points(context: Context, app: Element) -> tuple[Element, Element] | None:
    """The elements to which @from and @to point within the file; None where one does not."""
    ids = context.document.ids
    first = ids.get((app.get("from") or "").strip().removeprefix("#"))
    to = (app.get("to") or "").strip()
    last = ids.get(to.removeprefix("#")) if to else None
    return (first, last) if first is not None and last is not None else None


def base_text(context: Context, app: Element) -> str | None:
    """The base at an entry: between its end points, or the whole line of @loc; None: not here."""
    if app.get("from"):
        ends = end_points(context, app)
        if ends is None or context.document.order(ends[0]) > context.document.order(ends[1]):
            return None
        return between(context, *ends)
    location = (app.get("loc") or "").split()
    if len(location) != 1 or app.get("to"):
        return None
    line = lines(context).get(location[0])
    if line is None or _repeated(context, line):
        return None
    return _line_text(context, line)


def _repeated(context: Context, line: Element) -> bool:
    """Is another line counted with the same number, on another page or plate?"""
    alike = (e for e, n in context.document.having("n") if n == line.get("n"))
    return any(e is not line and name(e) == name(line) for e in alike)


def between(context: Context, first: Element, last: Element) -> str:
    """The text from one element through another; of empty elements, what stands between them."""
    layout = context.document.layout
    return _text(context, layout.span_of_runs(first)[0], layout.span_of_runs(last)[1])


def _text(context: Context, begin: int, end: int) -> str:
    document = context.document
    found = [run.text for run in document.runs[begin:end] if _is_read(document, run.parent)]
    return " ".join("".join(found).split())


def _is_read(document: Document, element: Element) -> bool:
    """Is the text of an element the base's? What print has, not where a choice mends it."""
    if name(element) in _SKIP or document.ancestor(element, *_SKIP) is not None:
        return False
    app = element if name(element) == "app" else document.ancestor(element, "app")
    if app is not None and any(app.get(pointer) for pointer in ("from", "to", "loc")):
        return False  # its lem repeats what stands elsewhere
    printed = element if name(element) in _PRINTED else document.ancestor(element, *_PRINTED)
    return printed is None or document.ancestor(printed, "choice") is None


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


def _line_text(context: Context, line: Element) -> str:
    """The text of a line, be it an element or begun by an empty one."""
    layout = context.document.layout
    first, after = layout.span_of_runs(line)
    if name(line) not in EMPTY:
        return _text(context, first, after)
    alike = context.document.named(name(line))
    following = bisect_right(alike, layout.index[line], key=layout.index.__getitem__)
    last = following == len(alike)
    stop = len(layout.runs) if last else layout.span_of_runs(alike[following])[0]
    return _text(context, after, stop)


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
