"""USFM, the markers of Bible translators: a passage for each verse, named as `MAT 1:1`.

Footnotes and cross references stand beside the text at their place; lines of poetry are kept as
`lb`. Headings are passages of their own; what a book says of itself (titles for tables of
contents, remarks of the editors) is left out. USFM 3.1, <https://docs.usfm.bible/>.
"""

from __future__ import annotations

import re
from collections import Counter

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..text.encoding import decode
from ..text.flow import Flow
from ._options import Options

SUFFIXES = (".usfm", ".sfm")

_ATTRIBUTES = r'(?:\s*[\w-]+="[^"\\\n]*")+'
_MARKER = re.compile(
    r"\\(\+?)([a-zA-Z]+\d*(?:-[se])?)(\*?)|\\\*"
    rf"|\|(?:[^\\\n]*(?:\n{_ATTRIBUTES}\s*)?(?=\\)|{_ATTRIBUTES}(?=\s))|//|~"
)
_BOOK = re.compile(r"\s*([A-Za-z0-9]{3})\b")
_NUMBER = re.compile(r"\s*([^\s\\]+)[^\S\n]?")
_IGNORED = frozenset(  # the whole line
    "usfm ide sts rem h h1 h2 h3 toc1 toc2 toc3 toca1 toca2 toca3 restore lit cat cp".split()
)
_HEADS = re.compile(r"(?:mt|mte|ms|mr|s|sr|r|d|sp|sd|imt|imte|is|iot|cl|cd|qa)\d?")
_POETRY = re.compile(r"(?:q|qm|qr|qc|qs|qd)\d?")
_PARAGRAPHS = re.compile(
    r"(?:p|m|po|pr|cls|pmo|pm|pmc|pmr|pi|mi|nb|pc|ph|b|ip|im|ipi|imi|ipq|imq|ipr|iq|ib|ili|io|iex|ie|"
    r"li|lh|lf|lim|tr|lit|pb)\d?"
)
_EMPHASIS = {
    "add": "italic", "it": "italic", "em": "italic", "bk": "italic", "tl": "italic",
    "bd": "bold", "bdit": "bold", "sc": "small-caps", "nd": "small-caps", "sup": "superscript",
}  # fmt: skip
_NOTES = {
    "f": "footnote",
    "ef": "footnote",
    "fe": "endnote",
    "x": "cross-reference",
    "ex": "cross-reference",
}
_REFERENCES = frozenset("fr xo fv fm".split())  # where a note belongs: its place says it
_NUMBERS = frozenset("vp va ca".split())  # other numbers of verses: the next marker ends them
_APART = {"fig": "pictures", "rq": "references in the margin"} | dict.fromkeys(_NUMBERS, "")


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read one or more books as one witness; raises `ReadError`, naming file and remedy."""
    text = decode(data, name=name, encoding=options.encoding)
    if re.match(r"\ufeff?\s*\\id\b", text) is None:
        raise ReadError(
            "not USFM: it does not begin with \\id", source=name, line=1,
            hint="begin it with \\id and the code of the book, as \\id MAT",
        )  # fmt: skip
    bible = _Bible(name)
    bible.read(text)
    witness = bible.flow.witness(
        options.siglum_for(name), normal=options.normal, language=options.language
    )
    found = tuple(
        Finding(
            name, 0, 0, "USF001", "left-out", Severity.INFO, f"left out: {count} {what}",
            count=count,
        )
        for what, count in bible.skipped.items()
    )  # fmt: skip
    return Source((witness,), findings=found, reader="usfm")


class _Bible:
    """Goes through the markers once; `flow` has the text."""

    def __init__(self, name: str) -> None:
        self.flow = Flow()
        self.skipped: Counter[str] = Counter()
        self._name = name
        self._book = self._chapter = self._verse = ""
        self._line = 1
        self._heads = 0
        self._in_verse = False  # does text belong to the verse?
        self._poetry = False
        self._line_due = False  # a line of verse began within the verse of Scripture
        self._note: list[str] | None = None
        self._kind = ""  # of the note
        self._muted = ""  # the marker up to whose end nothing is text
        self._emphasised: list[str] = []

    def read(self, text: str) -> None:
        at = 0
        for match in _MARKER.finditer(text):
            if match.start() < at:
                continue  # part of a number
            self._say(text[at : match.start()])
            self._line += text.count("\n", at, match.start())
            at = match.end()
            if match[2] is None:
                self._sign(match[0])
            elif match[3]:
                self._end(match[2])
            else:
                after = self._begin(match[2], text, at + (text[at : at + 1] == " "))
                self._line += text.count("\n", at, after)
                at = after
        self._say(text[at:])
        self._end_note()

    def _say(self, text: str) -> None:
        if self._muted or not text:
            return
        if self._note is not None:
            self._note.append(text)
            return
        if self._line_due and not text.isspace():
            self.flow.milestone("lb")
            self._line_due = False
        self.flow.text(text)

    def _sign(self, sign: str) -> None:
        if sign == "~":
            self._say("\u00a0")
        elif sign == "//":
            self._say(" ")

    def _begin(self, marker: str, text: str, at: int) -> int:
        """What a marker begins; where the text after it goes on."""
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        if self._muted in _NUMBERS or (self._muted in _APART and _starts(marker)):
            self._muted = ""  # it was not closed
            self.flow.blank()
        if marker == "id":
            return self._new_book(text, at, line_end)
        if marker in _IGNORED:
            return line_end
        if marker == "c":
            return self._new_chapter(text, at)
        if marker == "v":
            return self._new_verse(text, at)
        if marker in _NOTES:
            self._end_note()
            self._note, self._kind = [], _NOTES[marker]
            return _after(text, at, r"\s*[^\s\\]\s")  # the caller: + or - or a letter
        if marker in _APART:
            self._muted = marker
            if _APART[marker]:
                self.skipped[_APART[marker]] += 1
        elif self._note is not None:
            self._in_note(marker)
        elif marker.endswith(("-s", "-e")) or marker.startswith("z"):
            return at
        else:
            self._layout(marker)
        return at

    def _new_book(self, text: str, at: int, line_end: int) -> int:
        code = _BOOK.match(text, at, line_end)
        if code is None:
            raise ReadError(
                "\\id names no book", source=self._name, line=self._line,
                hint="write its code of three letters, as \\id MAT",
            )  # fmt: skip
        self._end_note()
        self._leave_verse()
        self._book, self._chapter, self._heads = code[1].upper(), "", 0
        self._verse = ""
        self._place("p")
        return line_end

    def _new_chapter(self, text: str, at: int) -> int:
        number = _NUMBER.match(text, at)
        self._end_note()
        self._leave_verse()
        self._chapter, self._heads, self._verse = number[1] if number else "", 0, ""
        self._place("p")
        return number.end() if number else at

    def _new_verse(self, text: str, at: int) -> int:
        number = _NUMBER.match(text, at)
        self._end_note()
        self._close_emphasis()
        self._verse = number[1] if number else ""
        self._in_verse = True
        self._place("l" if self._poetry else "p")
        return number.end() if number else at

    def _in_note(self, marker: str) -> None:
        self._muted = marker if marker in _REFERENCES else ""
        if self._note and marker[0] in "fx":
            self._note.append(" ")

    def _layout(self, marker: str) -> None:
        """A marker of paragraphs, headings or characters outside notes."""
        if _HEADS.fullmatch(marker):
            self._close_emphasis()
            self._in_verse, self._heads = False, self._heads + 1
            self._line_due = False
            self.flow.passage(f"{self._here()} head {self._heads}", "head", self._line)
        elif _POETRY.fullmatch(marker) and marker != "qs":
            self._new_line(poetry=True)
        elif _PARAGRAPHS.fullmatch(marker):
            self._new_line(poetry=False)
        elif marker[:2] in ("th", "tc"):
            self.flow.blank()
        elif marker in _EMPHASIS:
            self.flow.open("hi", (("rend", _EMPHASIS[marker]),))
            self._emphasised.append(marker)

    def _new_line(self, *, poetry: bool) -> None:
        self._close_emphasis()
        self._poetry = poetry
        if self._in_verse and self.flow.inside:
            self.flow.blank()
            self._line_due = poetry
        else:
            self._in_verse = bool(self._verse)
            self._place("l" if poetry else "p")

    def _place(self, kind: str) -> None:
        id = f"{self._here()}:{self._verse}" if self._verse else self._here()
        self._line_due = False
        self.flow.passage(id, kind, self._line)
        self.flow.reference("verse", id)

    def _here(self) -> str:
        return f"{self._book} {self._chapter}".rstrip()

    def _leave_verse(self) -> None:
        self._close_emphasis()
        self._in_verse = self._poetry = False

    def _close_emphasis(self) -> None:
        for _ in self._emphasised:
            self.flow.close()
        self._emphasised.clear()

    def _end(self, marker: str) -> None:
        if marker in _NOTES:
            self._end_note()
        elif marker == self._muted:
            self._muted = ""
        elif marker in self._emphasised:
            while self._emphasised:
                self.flow.close()
                if self._emphasised.pop() == marker:
                    break

    def _end_note(self) -> None:
        if self._note is not None:
            self.flow.note("".join(self._note), self._kind)
        self._note, self._muted = None, ""


def _starts(marker: str) -> bool:
    """Does a paragraph, a heading, a verse or a chapter begin?"""
    kinds = (_HEADS, _POETRY, _PARAGRAPHS)
    return marker in ("c", "v") or any(kind.fullmatch(marker) for kind in kinds)


def _after(text: str, at: int, pattern: str) -> int:
    found = re.compile(pattern).match(text, at)
    return found.end() if found else at
