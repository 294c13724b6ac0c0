"""What a printed page has that is not text: note marks, page numbers, running heads, hyphens at
line ends, soft hyphens, the header and licence of a digital library.

Each is recognised by its form *and* by evidence: a lone figure is a page number only in a rising
series that breaks sentences; figures glued to a word are the mark of a note where a series or a
sentence end says so. What is in doubt is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .headings import heading
from .hyphens import line_ends
from .lexicon import is_english

KINDS = ("licence", "page-number", "running-head", "note-mark", "footnote", "hyphen")
SAID = {  # for the line that reports them
    "licence": "licence text", "page-number": "page number", "running-head": "running head",
    "note-mark": "note mark", "footnote": "footnote", "hyphen": "hyphen at a line end",
}  # fmt: skip

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LINES_MATTER = re.compile(  # a line of figures or capitals, a bracket or a library's words
    r"^[ \t]*(?:[\[{*⁰¹²³⁴-⁹]|[-–—]? ?\d+ ?[-–—]?[ \t]*$|End of |[^a-zß-öø-ÿа-яё\r\n]{3,60}$)",
    re.M,
)
_START = re.compile(
    r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK.*|\*END[* ]*THE SMALL PRINT.*"
)
_END = re.compile(
    r"\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK.*|End of (?:the )?Project Gutenberg.*"
)
_PAGE = re.compile(
    r"(?:\[(?:Pg|p|pg|page|S|s|Seite|стр)\.? ?(\d+[a-z]?|[ivxlc]+)\]|\{(\d+)\}"
    r"|[-–—] ?(\d{1,4}) ?[-–—])"
)
_INLINE_PAGE = re.compile(r"\{(\d{1,4})\}|\[(?:Pg|pg) ?(\d+|[ivxlc]+)\]")
_FIGURE = re.compile(r"\d{1,4}")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]+")
_UNITS = re.compile(r"\b(?:[mckdhµ]?m|ft|in|mi|yd|[kc]?g|[ms]|x|y|n|R|CO|H)$")
_BRACKETED = re.compile(r"\[(\d{1,3}|[*†‡§]|[a-z])\](?!\()")
_BESIDE = '.,;:!?"”’»)'  # marks that a note's mark may follow
_RAISED = re.compile(r"\[?(?:\d{1,3}|[*†‡§]+)\]?")
_FIGURES = re.compile(r"\d+")
_GLUED = re.compile(  # what stands before figures that may be the mark of a note
    r"[^\W\d_]{3}$"  # war1
    r"|[a-zß-öø-ÿа-яё]{2}[.!?…,;:]$"  # coast.3
    r"|[.!?…,;][\"”’»)]$"  # said.”3
    r"|\d{4}\.$"  # 1812.4
)
_AFTER_GLUED = re.compile(r"[\s.,;:!?\"”’»)—–]|$")
_NOTE = re.compile(r"\[(\d{1,3}|[*†‡§]|[a-z])\]\s+(?=\S)|([⁰¹²³⁴-⁹]+)\s*(?=\S)")
_DIGITS = {ord(c): str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_SOFT = re.compile("(?<=\\w)\u00ad(?=\\w)")
_ABBREVIATIONS = frozenset(  # before a figure they end no sentence
    "vol vols no nos nr fig art ch chap pp sec cap lib col cols ed eds matt mark luke john gen "
    "exod ps rev op cit para par ver bk pt app doc docs tab abb bd bde jg kap abs ziff стр гл кн "
    "оп ст рис".split()
)
_HEAD = 60  # characters of a running head
_SERIES = 3  # so many in a row are a series


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` is furniture of this kind.

    `said` is the number of a page or mark, or the text of a note after its mark.
    """

    start: int
    end: int
    kind: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # stripped


def find(text: str) -> tuple[Piece, ...]:
    """The furniture of a plain text, in order; pieces do not overlap."""
    found = _Found()
    low, high = 0, len(text)
    if "{" in text or "[Pg" in text or _LINES_MATTER.search(text):
        lines = [_Line(m.start(), m.end(), m[0].strip()) for m in _LINE.finditer(text) if m[0]]
        first, last = _licence(lines, found)
        body = lines[first:last]
        _pages(body, found)
        _running_heads(body, found)
        _footnotes(body, text, found)
        low, high = (body[0].start, body[-1].end) if body else (0, 0)
        inline = _INLINE_PAGE.finditer(text, low, high)
        found.take(Piece(m.start(), m.end(), "page-number", m[1] or m[2]) for m in inline)
    found.take(_marks(text, low, high))
    found.take(_hyphens(text, low, high))
    if "\u00ad" in text:
        found.take(Piece(m.start(), m.end(), "hyphen") for m in _SOFT.finditer(text, low, high))
    return found.pieces()


def is_mark(before: str, said: str) -> bool:
    """Is something printed as a superscript the mark of a note, after these characters?

    Not after figures (10²), a unit (cm²) or a single letter (x²).

    >>> is_mark("the port", "12"), is_mark("five cm", "2"), is_mark("the 1", "st")
    (True, False, False)
    """
    if _RAISED.fullmatch(said) is None or _UNITS.search(before):
        return False
    return (before[-1:] != "" and before[-1:] in _BESIDE) or (
        len(before) > 1 and before[-2:].isalpha()
    )


def without(text: str, pieces: Sequence[Piece]) -> str:
    """The text without its furniture."""
    parts, at = [], 0
    for piece in pieces:
        parts.append(text[at : piece.start])
        at = piece.end
    return "".join([*parts, text[at:]])


def moved(offset: int, pieces: Sequence[Piece]) -> int:
    """Where a character of the whole text stands in the text without furniture."""
    gone = 0
    for piece in pieces:
        if piece.start >= offset:
            break
        gone += min(piece.end, offset) - piece.start
    return offset - gone


def report(pieces: Iterable[Piece]) -> str:
    """What was found, in words: `4 note marks, 3 running heads`.

    >>> report([Piece(0, 1, "note-mark"), Piece(2, 3, "note-mark")])
    '2 note marks'
    """
    counts = Counter(piece.kind for piece in pieces)
    words = []
    for kind in KINDS:
        if n := counts[kind]:
            name = SAID[kind]
            head, at, rest = name.partition(" at ")
            words.append(f"{n} {head}{'s' if n > 1 else ''}{at}{rest}")
    return ", ".join(words)


class _Found:
    """Pieces without overlaps: what was found first stays."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []

    def take(self, pieces: Iterable[Piece]) -> None:
        taken = self.pieces()
        starts = [p.start for p in taken]
        for piece in pieces:
            before = bisect_right(starts, piece.start) - 1
            after = before + 1
            if before >= 0 and taken[before].end > piece.start:
                continue
            if after < len(taken) and taken[after].start < piece.end:
                continue
            self._pieces.append(piece)

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(sorted(self._pieces, key=lambda p: p.start))

    def holds(self, line: _Line) -> bool:
        return any(p.start <= line.start and p.end >= line.end for p in self._pieces)


def _licence(lines: Sequence[_Line], found: _Found) -> tuple[int, int]:
    """The lines between a library's header and its licence."""
    first, last = 0, len(lines)
    begins = [n for n, line in enumerate(lines) if _START.fullmatch(line.text)]
    if begins:
        first = begins[-1] + 1
        found.take([Piece(0, lines[begins[-1]].end, "licence")])
    ends = [n for n, line in enumerate(lines) if n >= first and _END.fullmatch(line.text)]
    if ends:
        last = ends[0]
        found.take([Piece(lines[last].start, lines[-1].end, "licence")])
    return first, last


def _pages(lines: Sequence[_Line], found: _Found) -> None:
    """Lines that are nothing but the number of a page."""
    plain: list[tuple[int, int]] = []
    for n, line in enumerate(lines):
        if said := _PAGE.fullmatch(line.text):
            number = next(filter(None, said.groups()))
            if not line.text.startswith(("-", "–", "—")):
                found.take([Piece(line.start, line.end, "page-number", number)])
            else:
                plain.append((n, int(number)))
        elif _FIGURE.fullmatch(line.text):
            plain.append((n, int(line.text)))
    rising = [n for n, number in _rising(plain)]
    torn = sum(_tears(lines, n) for n in rising)
    if len(rising) >= _SERIES and torn * 2 >= len(rising):
        found.take(Piece(lines[n].start, lines[n].end, "page-number", lines[n].text.strip("-–— "))
                   for n in rising)  # fmt: skip


def _rising(numbered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the numbered lines that count up by one or two from their neighbour."""
    kept: dict[int, int] = {}
    for (m, a), (n, b) in pairwise(numbered):
        if 1 <= b - a <= 2:
            kept[m], kept[n] = a, b
    return sorted(kept.items())


def _tears(lines: Sequence[_Line], n: int) -> bool:
    """Does this line stand within a sentence?"""
    before = next((line.text for line in reversed(lines[max(0, n - 6) : n]) if line.text), "")
    after = next((line.text for line in lines[n + 1 : n + 7] if line.text), "")
    ended = before.rstrip("\"'”’»)]*_0123456789")[-1:] in tuple(".!?…:")
    return bool(before) and not ended and not (after[:1].isupper() and heading(after))


def _running_heads(lines: Sequence[_Line], found: _Found) -> None:
    """Short lines beside the break of a page, or repeated within sentences."""
    marks = [n for n, line in enumerate(lines) if line.text and found.holds(line)]
    beside = set()
    for n in marks:
        for step in (1, -1):
            m = n + step
            while 0 <= m < len(lines) and not lines[m].text and abs(m - n) < 4:
                m += step
            if 0 <= m < len(lines) and _may_head(lines[m]) and not found.holds(lines[m]):
                beside.add(m)
    alike = Counter(_bare(lines[n].text) for n in beside)
    for n in beside:
        line = lines[n]
        capitals = line.text.isupper() and _torn_around(lines, n, found)
        if alike[_bare(line.text)] >= _SERIES or capitals:
            found.take([Piece(line.start, line.end, "running-head", line.text)])
    if marks:
        return
    places: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        if line.text.isupper() and _may_head(line):
            places.setdefault(_bare(line.text), []).append(n)
    for again in places.values():
        if len(again) >= _SERIES and sum(_torn_around(lines, n, found) for n in again) * 2 > len(
            again
        ):
            found.take(Piece(lines[n].start, lines[n].end, "running-head", lines[n].text)
                       for n in again)  # fmt: skip


def _may_head(line: _Line) -> bool:
    text = line.text
    return (
        3 <= len(_bare(text)) <= _HEAD
        and text[-1] not in ".!?,;"
        and (text.isupper() or text.istitle() or text[:1].isdigit() or text[-1:].isdigit())
    )


def _bare(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text).strip().casefold()


def _torn_around(lines: Sequence[_Line], n: int, found: _Found) -> bool:
    """Does a sentence run on over this line and the furniture beside it?"""
    text = [line for line in lines[max(0, n - 8) : n] if line.text and not found.holds(line)]
    rest = [line for line in lines[n + 1 : n + 9] if line.text and not found.holds(line)]
    ended = not text or text[-1].text.rstrip("\"'”’»)]*_")[-1:] in tuple(".!?…:")
    return not ended and bool(rest) and rest[0].text.lstrip("\"'“‘«([")[:1].islower()


def _footnotes(lines: Sequence[_Line], text: str, found: _Found) -> None:
    """Paragraphs that begin with the mark of a note that stands in the text before."""
    n = 0
    while n < len(lines):
        line = lines[n]
        opened = _NOTE.match(line.text)
        blank_before = n == 0 or not lines[n - 1].text or _NOTE.match(lines[n - 1].text) is not None
        if opened and blank_before and not found.holds(line):
            mark = (opened[1] or opened[2]).translate(_DIGITS)
            shown = opened[0].strip()
            if re.search(rf"\S{re.escape(shown)}", text[: line.start]):
                last = n
                while (
                    last + 1 < len(lines)
                    and lines[last + 1].text
                    and not _NOTE.match(lines[last + 1].text)
                ):
                    last += 1
                said = " ".join(other.text for other in lines[n : last + 1])[len(opened[0]) :]
                found.take([Piece(line.start, lines[last].end, "footnote", f"{mark} {said}")])
                n = last
        n += 1


def _marks(text: str, low: int, high: int) -> Iterator[Piece]:
    """Marks of notes: superscripts, figures in brackets, figures glued to a word."""
    for match in _SUPERSCRIPT.finditer(text, low, high):
        before = text[max(0, match.start() - 12) : match.start()]
        if (before[-1:].isalpha() or before[-1:] in _BESIDE) and not _UNITS.search(before):
            yield Piece(match.start(), match.end(), "note-mark", match[0].translate(_DIGITS))
    if "[" in text:
        bracketed = [m for m in _BRACKETED.finditer(text, low, high) if _follows_word(text, m)]
        for match in bracketed:
            if not (match[1].isalpha() and len(bracketed) < 2):
                yield Piece(match.start(), match.end(), "note-mark", match[1])
    glued = [m for m in _FIGURES.finditer(text, low, high) if _is_glued(text, m)]
    numbers = [int(m[0]) for m in glued]
    for n, match in enumerate(glued):
        if _in_address(text, match.start()) or _abbreviated(text, match.start()):
            continue
        if _in_series(numbers, n) or _is_mark(text, match):
            yield Piece(match.start(), match.end(), "note-mark", match[0])


def _follows_word(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    return before.isalnum() or (before != "" and before in _BESIDE)


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Do figures follow a word or the end of a sentence without a blank, and end there?"""
    start, end = match.span()
    if end - start > 3 or text[start - 1 : start].isspace() or not start:
        return False
    before = text[max(0, start - 6) : start]
    if _AFTER_GLUED.match(text, end) is None or _GLUED.search(before) is None:
        return False
    # `1812.4` is a number unless a sentence ends there.
    return (
        not before[-2:-1].isdigit()
        or re.match(r"\s*\n|\s*$|\s+[A-ZА-ЯЁ\"“«]", text[end:][:9]) is not None
    )


def _in_address(text: str, at: int) -> bool:
    """Does this character belong to an address of the web or of mail?"""
    word = re.search(r"\S*$", text[max(0, at - 200) : at])
    return word is not None and any(sign in word[0] for sign in ("://", "www.", "@", "/"))


def _abbreviated(text: str, at: int) -> bool:
    """Does an abbreviation stand before this figure, as in `vol.2`?"""
    word = re.search(r"([^\W\d_]+)\.$", text[max(0, at - 12) : at])
    return word is not None and word[1].lower() in _ABBREVIATIONS


def _in_series(numbers: Sequence[int], n: int) -> bool:
    """Does this number count on from its neighbours, or begin a new count?"""
    before = numbers[n - 1] if n else None
    after = numbers[n + 1] if n + 1 < len(numbers) else None
    return before == numbers[n] - 1 or after == numbers[n] + 1


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Is one figure by itself the mark of a note: after a sentence, or glued to a known word?"""
    start = match.start()
    if not text[start - 1].isalpha():
        return re.match(r"\s+[^\W\d_a-zа-яё]|\s*(?:\n|$)", text[match.end() :][:9]) is not None
    word = re.search(r"[^\W\d_]+$", text[max(0, start - 30) : start])
    return bool(word and word[0].islower() and is_english(word[0]) and len(match[0]) <= 2)


def _hyphens(text: str, low: int, high: int) -> Iterator[Piece]:
    """Hyphens at line ends: undone where the word is known without, kept where it is not."""
    for start, end, kept in line_ends(text, low, high):
        yield Piece(start + 1, end, "hyphen", "kept") if kept else Piece(start, end, "hyphen")
