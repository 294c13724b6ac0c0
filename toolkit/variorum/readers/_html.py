"""Running text from HTML: passages, emphasis and language as spans, notes kept apart.

Meant for what converters write and for plain pages: headings, paragraphs, lists, tables, verse
by line breaks. Scripts, styles and navigation are no text.
"""

from __future__ import annotations

from html.parser import HTMLParser

from ..text.flow import Flow

_BLOCKS = {
    "p": "p", "h1": "head", "h2": "head", "h3": "head", "h4": "head", "h5": "head", "h6": "head",
    "li": "item", "td": "cell", "th": "cell", "dt": "label", "dd": "item", "pre": "ab",
    "caption": "head", "figcaption": "head", "div": "p", "blockquote": "quote", "section": "p",
    "article": "p", "tr": "row", "table": "table", "ul": "list", "ol": "list", "dl": "list",
    "body": "p", "main": "p", "header": "p", "footer": "p", "address": "p",
}  # fmt: skip
_INLINE = {
    "em": "italic", "i": "italic", "cite": "italic", "strong": "bold", "b": "bold",
    "u": "underline", "s": "strikethrough", "del": "strikethrough", "sup": "superscript",
    "sub": "subscript", "small": "small", "mark": "highlight", "code": "monospace",
}  # fmt: skip
_APART = frozenset("script style head nav template noscript svg iframe".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class HtmlText(HTMLParser):
    """Feed HTML; `flow` has the running text, `notes` each note's text by its number."""

    def __init__(self, *, lines: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = lines  # do the file's lines mean anything to the user?
        self.flow = Flow()
        self.notes: list[str] = []
        self.images = 0
        self.language = ""
        self._note: list[str] | None = None
        self._named: list[str] = []  # the id of each note
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
            self.language = given.get("lang", "")
        if self._is_note(tag, given):
            self._note = []
            self._named.append(given.get("id", ""))
        if _is_reference(tag, given):
            if self._note is None:
                self._places.setdefault(given["href"][1:], self.flow.length)
            self._apart += 1  # the number or arrow of a note is no text
            return
        if self._note is not None:
            self._open.append((tag, 0))
            return
        self._open.append((tag, self._begin(tag, given)))

    def _is_note(self, tag: str, given: dict[str, str]) -> bool:
        return tag in ("li", "aside", "section", "dd") and (
            given.get("id", "").startswith(("footnote-", "endnote-", "fn:", "fn-", "comment-"))
            or "footnote" in given.get("class", "").split()
        )

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
            if open_tag == tag:
                break
        if self._note is not None and tag in ("li", "aside", "section", "dd"):
            self.notes.append(" ".join("".join(self._note).split()))
            self._note = None

    def close(self) -> None:
        """The end: every note whose reference was met stands beside the text there."""
        super().close()
        for name, said in zip(self._named, self.notes):
            if name in self._places:
                self.flow.note(said, "footnote", self._places[name])

    def handle_data(self, data: str) -> None:
        if self._apart:
            return
        if self._note is not None:
            self._note.append(data)
        else:
            self.flow.text(data)


def _is_reference(tag: str, given: dict[str, str]) -> bool:
    target = given.get("href", "")
    return tag == "a" and target.startswith(("#footnote", "#endnote", "#fn", "#comment"))
