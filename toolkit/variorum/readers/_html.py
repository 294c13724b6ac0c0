"""Running text from HTML: passages, emphasis and language as spans, notes kept apart.

Meant for what converters write and for plain pages: headings, paragraphs, lists, tables, verse
by line breaks. Scripts, styles and navigation are not text. What a page marks as a note (by
`epub:type`, `role`, class or the name of its anchor) stands beside the text where it is referred
to, in the same page or in another.
"""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from ..text.flow import Flow
from ..text.furniture import is_mark

_BLOCKS = {
    "p": "p", "h1": "head", "h2": "head", "h3": "head", "h4": "head", "h5": "head", "h6": "head",
    "li": "item", "td": "cell", "th": "cell", "dt": "label", "dd": "item", "pre": "ab",
    "caption": "head", "figcaption": "head", "div": "p", "blockquote": "quote", "section": "p",
    "article": "p", "tr": "row", "table": "table", "ul": "list", "ol": "list", "dl": "list",
    "body": "p", "main": "p", "header": "p", "footer": "p", "address": "p", "aside": "p",
}  # fmt: skip
_INLINE = {
    "em": "italic", "i": "italic", "cite": "italic", "strong": "bold", "b": "bold",
    "u": "underline", "s": "strikethrough", "del": "strikethrough", "sup": "superscript",
    "sub": "subscript", "small": "small", "mark": "highlight", "code": "monospace",
}  # fmt: skip
_APART = frozenset("script style head nav template noscript svg iframe".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HOLDERS = frozenset("li aside section dd dt div p".split())  # what a note may be
_ANCHOR = re.compile(r"(footnote|endnote|comment|fn|ftn|note)s?[-_:.]?\w*\d", re.I)
_BACK = re.compile(
    r"(?:foot|end)?note[-_]?ref|fn-?ref|comment-ref|(?:fn)?anchor|noteref|backlink", re.I
)
_TYPES = frozenset("footnote endnote rearnote doc-footnote doc-endnote".split())
_REFERS = frozenset("noteref doc-noteref footnote-ref fnanchor".split())
_RETURNS = frozenset("backlink doc-backlink footnote-back".split())
_KINDS = (("endnote", "endnote"), ("rearnote", "endnote"), ("comment", "comment"))


class HtmlText(HTMLParser):
    """Feed HTML; `flow` has the running text, `notes` each note's text by its number.

    `page` is the name of the page that is fed next, where several make one text. With `marks`
    figures printed as superscripts after a word are marks of notes, no words.
    """

    def __init__(self, *, lines: bool = True, marks: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = lines  # do the file's lines mean anything to the user?
        self._take_marks = marks
        self.flow = Flow()
        self.notes: list[str] = []
        self.marks = 0
        self.images = 0
        self.lost = 0  # notes that nothing refers to
        self.language = ""
        self.page = ""
        self._note: list[str] | None = None
        self._note_depth = 0
        self._named: list[list[str]] = []  # the ids of each note
        self._kinds: list[str] = []
        self._places: dict[str, int] = {}  # where a note is referred to
        self._apart = 0
        self._counts: dict[str, int] = {}
        self._open: list[tuple[str, int]] = []  # element, spans it opened
        self._blocks: list[tuple[str, str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in _VOID:
            self._void(tag, given)
            return
        if self._apart or tag in _APART:
            self._apart += 1
            return
        if tag == "html":
            self.language = self.language or given.get("lang", given.get("xml:lang", ""))
        if self._note is None and (kind := _note_kind(tag, given)):
            self._note, self._note_depth = [], len(self._open)
            self._named.append([])
            self._kinds.append(kind)
        if self._note is not None and given.get("id"):
            self._named[-1].append(f"{self.page}#{given['id']}")
        if tag == "a" and _refers(given):
            if self._note is None:
                self._places.setdefault(self._target(given["href"]), self.flow.length)
            self._apart += 1  # the number or arrow of a note is no text
            return
        if self._note is not None:
            if tag in _BLOCKS:
                self._note.append(" ")
            self._open.append((tag, 0))
            return
        self._open.append((tag, self._begin(tag, given)))

    def _target(self, href: str) -> str:
        path, _, fragment = unquote(href).partition("#")
        if path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path))
        return f"{path or self.page}#{fragment}"

    def _begin(self, tag: str, given: dict[str, str]) -> int:
        if tag in _BLOCKS:
            kind = _BLOCKS[tag]
            self._counts[kind] = self._counts.get(kind, 0) + 1
            line = self.getpos()[0] if self._lines else 0
            place = (f"{kind}{self._counts[kind]}", kind, line)
            self._blocks.append(place)
            self.flow.passage(*place)
        spans = 0
        if tag in _INLINE:
            self.flow.open("hi", (("rend", _INLINE[tag]),))
            spans += 1
        if given.get("lang") and tag not in _BLOCKS and tag != "html":
            self.flow.open("foreign", (("xml:lang", given["lang"]),))
            spans += 1
        return spans

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if self._apart:
            return
        if tag == "img":
            self.images += 1
        elif self._note is not None:
            self._note.append(" ")
        elif tag in ("br", "hr"):
            self.flow.blank()
            self.flow.milestone("pb" if given.get("class") == "page" else "lb")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._apart:
            self._apart -= 1
            return
        if not any(open_tag == tag for open_tag, _ in self._open):
            return
        while self._open:
            open_tag, spans = self._open.pop()
            for _ in range(spans):
                self.flow.close()
            if self._note is None and open_tag in _BLOCKS and self._blocks:
                self._blocks.pop()
                self.flow.passage(*(self._blocks[-1] if self._blocks else ("p0", "p", 0)))
            if self._note is not None and len(self._open) <= self._note_depth:
                self.notes.append(" ".join("".join(self._note).split()))
                self._note = None
            if open_tag == tag:
                break

    def end_page(self) -> None:
        """The end of one page of several: what it left open is closed."""
        self._apart = 0
        while self._open:
            self.handle_endtag(self._open[-1][0])
        self.flow.end_passage()

    def close(self) -> None:
        """The end: every note whose reference was met stands beside the text there."""
        super().close()
        for names, said, kind in zip(self._named, self.notes, self._kinds):
            place = next((self._places[name] for name in names if name in self._places), None)
            if place is None:
                self.lost += bool(said)
            else:
                self.flow.note(said, kind, place)

    def handle_data(self, data: str) -> None:
        if self._apart:
            return
        if self._note is not None:
            self._note.append(data)
        elif self._is_mark(data):
            self.flow.note(data.strip("[]"), "mark")
            self.marks += 1
        else:
            self.flow.text(data)

    def _is_mark(self, data: str) -> bool:
        raised = self._take_marks and any(tag == "sup" for tag, _ in self._open[-3:])
        return raised and is_mark(self.flow.before(), data)


def _words(given: dict[str, str]) -> set[str]:
    """What an element says of its use."""
    return {w for key in ("epub:type", "role", "class") for w in given.get(key, "").split()}


def _note_kind(tag: str, given: dict[str, str]) -> str:
    """The kind of note that an element is; the empty string if it is none."""
    if tag not in _HOLDERS:
        return ""
    said, id = _words(given), given.get("id", "")
    named = tag in ("li", "aside", "section", "dd") and _ANCHOR.match(id) and not _BACK.match(id)
    if not (said & _TYPES or named):
        return ""
    text = " ".join((id, *said))
    return next((kind for sign, kind in _KINDS if sign in text), "footnote")


def _refers(given: dict[str, str]) -> bool:
    """Is a link the mark of a note, or the way back from one?"""
    _, sign, fragment = given.get("href", "").partition("#")
    if not sign or "://" in given["href"]:
        return False
    named = _ANCHOR.match(fragment) or _BACK.match(fragment)
    return named is not None or bool(_words(given) & (_REFERS | _RETURNS))
