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
_BESIDE = ("apparatus", "translation", "commentary", "bibliography")  # divisions of an edition
_PRINTED = ("sic", "orig", "abbr")  # the sides of a choice
_MENDED = ("corr", "reg", "expan")


def end_points(context: Context, app: Element) -> tuple[Element, Element] | None:
    """The elements to which @from and @to point within the file; None where one does not."""
    ids = context.document.ids
    first = ids.get((app.get("from") or "").strip().removeprefix("#"))
    to = (app.get("to") or "").strip()
    last = ids.get(to.removeprefix("#")) if to else None
    return (first, last) if first is not None and last is not None else None


def base_texts(context: Context, app: Element) -> list[str]:
    """What the base may be at an entry: what stands between its end points, or the line of @loc.

    Several if a line and a stanza have the number, or a choice has two sides: the corrected form
    and the printed one. Empty if the place is not here, or cannot be found.
    """
    if app.get("from"):
        ends = end_points(context, app)
        if ends is None or context.document.order(ends[0]) > context.document.order(ends[1]):
            return []
        return [between(context, *ends, printed) for printed in (False, True)]
    location = (app.get("loc") or "").split()
    if len(location) != 1 or app.get("to"):
        return []
    named = lines(context).get(location[0], [])
    if len({name(line) for line in named}) < len(named):
        return []  # counted with the same number on another page or plate
    return [_line_text(context, line, printed) for printed in (False, True) for line in named]


def texts_around(context: Context, app: Element) -> list[str]:
    """Each line that @loc names with the lines before and after, whose words run on.

    A word that the end of a line parts is whole here, since a break adds no blank of its own.
    """
    named = lines(context).get((app.get("loc") or "").strip(), [])
    return [_text_around(context, line) for line in named]


def _text_around(context: Context, line: Element) -> str:
    layout = context.document.layout
    alike = context.document.named(name(line))
    at = bisect_right(alike, layout.index[line], key=layout.index.__getitem__) - 1
    first = alike[max(at - 1, 0)]
    begin = layout.span_of_runs(first)[0]
    if name(line) not in EMPTY:
        stop = layout.span_of_runs(alike[min(at + 1, len(alike) - 1)])[1]
    else:
        stop = _until(context, alike[min(at + 1, len(alike) - 1)], alike[at + 2 : at + 3])
    return _text(context, begin, stop, False)


def between(context: Context, first: Element, last: Element, printed: bool = False) -> str:
    """The text from one element through another; of empty elements, what stands between them."""
    layout = context.document.layout
    begin, end = layout.span_of_runs(first)[0], layout.span_of_runs(last)[1]
    return _text(context, begin, end, printed)


def _text(context: Context, begin: int, end: int, printed: bool) -> str:
    document = context.document
    unbroken = _unbroken(context)
    said = ""
    goes_on = False  # over the end of a line, before and after which blanks say nothing
    for number, run in enumerate(document.runs[begin:end], begin):
        if number in unbroken:
            said, goes_on = said.rstrip(), True
        if _is_read(document, run.parent, printed):
            text = run.text.lstrip() if goes_on else run.text
            said, goes_on = said + text, goes_on and not text
    return " ".join(said.split())


def _unbroken(context: Context) -> frozenset[int]:
    """The numbers of the runs before which a line, column or page ends within a word."""
    if context.shared.unbroken is None:
        layout = context.document.layout
        context.shared.unbroken = frozenset(
            layout.span_of_runs(element)[1]
            for element, value in context.document.having("break")
            if value == "no" and name(element) in EMPTY
        )
    return context.shared.unbroken


def _is_read(document: Document, element: Element, printed: bool) -> bool:
    """Is the text of an element the base's? Of a choice one side is."""
    if name(element) in _SKIP or document.ancestor(element, *_SKIP) is not None:
        return False
    label = element if name(element) == "label" else document.ancestor(element, "label")
    if label is not None and document.ancestor(label, "list") is None:
        return False  # an editor's: it says what part of the object follows
    app = element if name(element) == "app" else document.ancestor(element, "app")
    if app is not None and any(app.get(pointer) for pointer in ("from", "to", "loc")):
        return False  # its lem repeats what stands elsewhere
    other = _MENDED if printed else _PRINTED
    unread = element if name(element) in other else document.ancestor(element, *other)
    return unread is None or document.ancestor(unread, "choice") is None


def lines(context: Context) -> dict[str, list[Element]]:
    """The numbered lines and divisions of the text by @n, by @n of the whole path, and by id.

    `1v1=5` is the first line of a page and the fifth of all: it may be cited as either.
    """
    if context.shared.lines is None:
        context.shared.lines = _lines(context.document)
    return context.shared.lines


def _lines(document: Document) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in document.named(*LINES):
        number = element.get("n")
        if number and not _stands_beside(document, element):
            for one in dict.fromkeys((number, *number.split("="))):
                found.setdefault(one, []).append(element)
            outer = document.ancestor(element, *LINES)
            while outer is not None and not outer.get("n"):
                outer = document.ancestor(outer, *LINES)
            if outer is not None:
                for mark in ".,:":
                    found.setdefault(f"{outer.get('n')}{mark}{number}", []).append(element)
    return found


def _stands_beside(document: Document, element: Element) -> bool:
    """Is an element none of the text: in the header, the apparatus, a translation of it?"""
    if document.ancestor(element, *_ELSEWHERE) is not None:
        return True
    division = document.ancestor(element, "div")
    while division is not None and division.get("type") not in _BESIDE:
        division = document.ancestor(division, "div")
    return division is not None


def _line_text(context: Context, line: Element, printed: bool) -> str:
    """The text of a line, be it an element or begun by an empty one."""
    layout = context.document.layout
    first, after = layout.span_of_runs(line)
    if name(line) not in EMPTY:
        return _text(context, first, after, printed)
    alike = context.document.named(name(line))
    following = bisect_right(alike, layout.index[line], key=layout.index.__getitem__)
    return _text(context, after, _until(context, line, alike[following : following + 1]), printed)


def _until(context: Context, line: Element, following: list[Element]) -> int:
    """The run at which a line ends that an empty element begins: at the next, in its division."""
    layout = context.document.layout
    stop = layout.span_of_runs(following[0])[0] if following else len(layout.runs)
    division = context.document.ancestor(line, "div")
    return stop if division is None else min(stop, layout.span_of_runs(division)[1])


def plain(text: str) -> str:
    """Text normalised so that comparison ignores case, punctuation and spacing."""
    folded = unicodedata.normalize("NFC", text).casefold()
    kept = "".join(" " if unicodedata.category(c)[0] == "P" and c != "…" else c for c in folded)
    return " ".join(kept.split())


def shown(text: str, most: int = 40) -> str:
    """Text for a message: in quotes, cut in the middle if long."""
    if len(text) > most:
        text = f"{text[: most // 2]} … {text[-most // 2 :]}"
    return f"“{text}”"
