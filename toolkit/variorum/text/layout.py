"""How a plain text is laid out: its paragraphs, headings, verses, speeches, lists and letters.

Three settings of prose are distinguished: *wrapped* lines of about one width, where a paragraph
ends at a blank line, before an indented line or after a short line; *a line a paragraph*; and
everything else, where blank lines part. Verse is short lines that begin with capitals or leave room
for the next word, and seldom end a sentence. A paragraph runs on over a blank line only where a
line is visibly broken: the next goes on in lower case, or the last ends in a hyphen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from .editorial import is_date, judged
from .headings import heading, is_title_line
from .stanzas import is_poem, prose, verses

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_CLOSERS = "\"'”’»›)]*_"
_OPENERS = "\"'“‘«([—–-*_ "
_NARROW, _WIDE = 50, 130  # characters: wrapped prose is set between; verse is mostly narrower
_ITEM = re.compile(r"(?:[-–•*·]|\(?\d{1,3}[.)]|\(?[a-zа-я][.)])\s+\S")
_TOC = re.compile(
    r".*\S\s*(?:\.\s?){3,}\s*(?:\d{1,4}|[ivxlc]+)|.*\S(?:\t| {4,})(?:\d{1,4}|[ivxlc]+)"
)
_SPEAKER = re.compile(
    r"(?P<name>(?:[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ'’.-]+)(?:\s[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ'’.-]*){0,3})"
    r"(?:\s\([^)]{1,60}\))?[.:]\s+(?=\S)"
)
_STAGE = re.compile(
    r"[\[(_]{0,2}(?:(?:re-?)?enter|exit|exeunt|curtain|alarum|flourish|aside|manet|"
    r"entre|sort|auftritt|ab|занавес|входит|уходит)\b.*",
    re.I,
)
_SALUTE = re.compile(
    r"(?:my )?(?:dear(?:est)?|esteemed|respected|cher|chère|monsieur|madame|sehr geehrte|"
    r"liebe[rs]?|verehrte|car[oa]|egregio|gentile|estimad[oa]|querid[oa]|prezad[oa]|geachte|beste|"
    r"уважаем\w+|дорог\w+|szanown\w+|drog\w+)\b.{0,80}",
    re.I,
)
_CLOSER = re.compile(
    r"(?:(?:very |most )?(?:sincerely|respectfully|faithfully|truly|cordially)(?: yours)?|"
    r"yours (?:\w+ )?(?:sincerely|faithfully|truly|ever|respectfully)|(?:with )?(?:best|kind|warm) "
    r"(?:wishes|regards)|with (?:respect|deep respect|comradely greetings)|hochachtungsvoll|"
    r"mit (?:\w+ )*gr(?:ü|ue)(?:ß|ss)en|cordialement|veuillez agréer.*|distinti saluti|atentamente|"
    r"с уважением|с (?:\w+ )?приветом|met vriendelijke groet(?:en)?)[,.!]?",
    re.I,
)
_SHORT = 120  # characters of such a line
_TITLE = re.compile(r"[^\W\d_a-zß-öø-ÿа-яё]{2,}(?: [^\W\d_a-zß-öø-ÿа-яё]+)*")  # of a poem: LE VIN
_CHAPTERS = 100  # a bare number from which on it is no chapter's
_LETTER = 8  # words of a signature, a dateline or a salutation at the most


@dataclass(frozen=True, slots=True)
class Block:
    """A passage of a plain text: `text[start:end]`, what it is, and its line, from 1.

    `kind`: p, head, l (a verse), item, toc (a line of a table of contents), sp (a speech), stage,
    salute, dateline, closer, signed, source (a bracket that says where the text comes from).
    """

    start: int
    end: int
    kind: str
    line: int


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    number: int  # from 1
    raw: str
    torn: bool = False  # furniture stood between this line and the one before
    title: bool = False  # the title under the number of a division

    @cached_property
    def text(self) -> str:
        return self.raw.strip()

    @property
    def indented(self) -> bool:
        return self.raw[:1].isspace()

    @cached_property
    def ends_sentence(self) -> bool:
        return self.text.rstrip(_CLOSERS)[-1:] in tuple(".!?…:。！？") or not self.text

    @cached_property
    def begins_lower(self) -> bool:
        return self.text.lstrip(_OPENERS)[:1].islower()

    @cached_property
    def begins_upper(self) -> bool:
        return self.text.lstrip(_OPENERS)[:1].isupper()

    @cached_property
    def hyphened(self) -> bool:
        return len(self.text) > 1 and self.text[-1] in "-¬⸗" and self.text[-2].isalpha()

    @cached_property
    def headed(self) -> bool:
        """Is this a heading by its words, with what its division is called?"""
        said = heading(self.text)
        return said is not None and bool(said.label)

    @cached_property
    def other(self) -> bool:
        """Is this by its form something else than prose or a verse?"""
        return self.listed or self.headed or self.title or self.closes or bool(speaker(self.text))

    @cached_property
    def listed(self) -> bool:
        """Is this an item of a list or of a table of contents?"""
        return bool(_ITEM.match(self.text) or _TOC.fullmatch(self.text))

    @cached_property
    def closes(self) -> bool:
        """Does this line close a letter?"""
        return len(self.text) < _SHORT and _CLOSER.fullmatch(self.text) is not None


def blocks(text: str, torn: Sequence[int] = ()) -> tuple[Block, ...]:
    """The passages of a plain text, covering it.

    `torn` are the places where furniture was taken out (a page number, a running head): there a
    sentence may go on.

    >>> [b.kind for b in blocks("CHAPTER I\\n\\nA line.\\n\\nAnother.\\n")]
    ['head', 'p', 'p']
    """
    lines = _titled([line for line in _lines(text, torn) if line.text])
    if not lines:
        return ()
    begins = _setting(lines)
    sung = frozenset() if isinstance(begins, _Verse | _LineEach) else verses(lines, begins.width)
    parts = sung | {n + 1 for n in sung} | {0}
    told = prose(lines) if isinstance(begins, _Verse) else frozenset[int]()
    firsts = [n for n in range(len(lines)) if n in parts or begins(lines[n - 1], lines[n])]
    firsts = [n for n in firsts if not (n in told and n - 1 in told and _close(lines, n))]
    groups = [lines[a:b] for a, b in pairwise([*firsts, len(lines)])]
    kinds = _kinds(groups, text, isinstance(begins, _Verse))
    kinds = [
        "l" if n in sung else "p" if n in told else kind
        for n, kind in zip(firsts, kinds, strict=True)
    ]
    starts = [0, *(group[0].start for group in groups[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Block(start, end, kind, group[0].number)
        for start, end, kind, group in zip(starts, ends, kinds, groups)
    )


def _close(lines: Sequence[_Line], n: int) -> bool:
    """Does no blank line stand before a line?"""
    return lines[n].number == lines[n - 1].number + 1


def speaker(text: str) -> str:
    """The name of the speaker with which a speech begins, with its stop; "" where none does.

    >>> speaker("PRINCE. Who goes there?"), speaker("U.S. Army")
    ('PRINCE.', '')
    """
    found = _SPEAKER.match(text)
    if not found or not re.search(r"[^\W\d_]{3}", found["name"]):
        return ""
    return found[0].strip()


def _lines(text: str, torn: Sequence[int]) -> list[_Line]:
    found, offset, before = [], 0, 0
    for number, match in enumerate(_LINE.finditer(text), 1):
        blank = not match[0].strip()
        cut = bisect_left(torn, offset + 1) > bisect_left(torn, before)
        found.append(_Line(offset, match.end(), number, match[0], cut))
        offset = match.end()
        if not blank:
            before = offset
    return found


def _titled(lines: list[_Line]) -> list[_Line]:
    """The lines, those marked that are the title of the numbered heading above them."""
    marked = list(lines)
    for n in range(1, len(lines) - 1):
        above, line, below = lines[n - 1 : n + 2]
        if (
            above.headed
            and _is_numbered(above.text)
            and line.number == above.number + 1
            and not line.ends_sentence
            and line.begins_upper
            and below.begins_upper
            and len(line.text.split()) <= 40
        ):
            marked[n] = replace(line, title=True)
    return marked


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Only a blank line parts, and a heading."""

    width: int

    def __call__(self, before: _Line, line: _Line) -> bool:
        if line.number - before.number > 1:
            return not _goes_on(before, line)
        return _heads(before, line) or bool(_ITEM.match(line.text) and _ITEM.match(before.text))


class _LineEach:
    """Every line is a paragraph, but for a page that breaks one."""

    def __call__(self, before: _Line, line: _Line) -> bool:
        return not (line.torn and _goes_on(before, line))


class _Verse:
    """Every line is a verse."""

    def __call__(self, before: _Line, line: _Line) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """Prose in lines of about `width` characters."""

    width: int
    indents: bool  # an indent marks a paragraph: most lines have none

    def __call__(self, before: _Line, line: _Line) -> bool:
        if line.number - before.number > 1:
            return not self._within_sentence(before, line)
        if _heads(before, line) or (self.indents and line.indented):
            return True
        return before.ends_sentence and self._short(before, line)

    def _within_sentence(self, before: _Line, line: _Line) -> bool:
        if self.indents and line.indented and not line.torn:
            return False
        if line.begins_lower and before.ends_sentence:
            return not self._short(before, line)
        return _goes_on(before, line)

    def _short(self, before: _Line, line: _Line) -> bool:
        """Would the next word have found room, with some to spare for a ragged margin?"""
        word = line.text.split(maxsplit=1)[0]
        return len(before.text) + 1 + len(word) < 0.85 * self.width


def _goes_on(before: _Line, line: _Line) -> bool:
    """Is a line visibly broken: does the next go on in lower case, or the last end in a hyphen?"""
    if before.hyphened and line.begins_lower:
        return True
    return line.begins_lower and not before.ends_sentence and not _ITEM.match(line.text)


def _heads(before: _Line, line: _Line) -> bool:
    """Does a heading begin or end between two lines that follow each other?"""
    if before.headed or before.title or before.closes or line.closes:
        return True
    return line.headed and before.ends_sentence


def _setting(lines: list[_Line]) -> _Blocks | _LineEach | _Verse | _Wrapped:
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 9 // 10]
    followed = [a for a, b in pairwise(lines) if b.number == a.number + 1]
    if is_poem(lines):
        return _Verse()
    if not followed:
        return _Wrapped(width, False) if _NARROW <= width <= _WIDE else _Blocks(width)
    running = sum(not line.ends_sentence for line in followed)
    full = sum(len(line.text) >= 0.75 * width for line in followed)
    if _NARROW <= width <= _WIDE and full >= 0.6 * len(followed) and running >= len(followed) / 3:
        return _Wrapped(width, sum(line.indented for line in lines) < 0.5 * len(lines))
    if width > _WIDE or (running <= 0.2 * len(followed) and width >= _NARROW):
        return _LineEach()
    return _Blocks(width)


def _kinds(groups: Sequence[Sequence[_Line]], text: str, verse: bool) -> list[str]:
    said = [" ".join(line.text for line in group) for group in groups]
    spoken = [bool(speaker(t)) for t in said]
    play = sum(spoken) >= 2 and sum(spoken) * 3 >= len(said)
    toc = [len(g) == 1 and _is_toc(t) for g, t in zip(groups, said)]
    items = [_ITEM.match(t) is not None for t in said]
    series = _series(said)
    kinds: list[str] = []
    for n, words in enumerate(said):
        before = kinds[-1] if kinds else ""
        if toc[n] and sum(toc[max(0, n - 2) : n + 3]) >= 3:
            kind = "toc"
        elif _is_head(groups, said, n, before, n in series, verse):
            kind = "head"
        elif play and spoken[n]:
            kind = "sp"
        elif _STAGE.fullmatch(words) and (play or words[0] in "[(_"):
            kind = "stage"
        elif not verse and _is_item(said, items, n):
            kind = "item"
        elif kind := _of_a_letter(words, before, n):
            pass
        elif words[:1] + words[-1:] == "[]" and judged(words, 0, len(words)).kind == "source-note":
            kind = "source"
        else:
            kind = "l" if verse else "p"
        kinds.append(kind)
    return kinds


def _is_toc(text: str) -> bool:
    """A line of a table of contents: it ends in a page after dots or a gap."""
    return len(text) < 200 and text[-1] in "0123456789ivxlc" and _TOC.fullmatch(text) is not None


def _is_item(said: Sequence[str], items: Sequence[bool], n: int) -> bool:
    """One of two items that follow each other; of three where a dash may begin a speech."""
    if not items[n]:
        return False
    first, last = n, n
    while first and items[first - 1]:
        first -= 1
    while last + 1 < len(items) and items[last + 1]:
        last += 1
    dashed = said[n][0] in "-–" and said[n].rstrip(_CLOSERS)[-1:] in tuple(".!?…")
    return last - first + 1 >= (4 if dashed else 2)


def _is_head(
    groups: Sequence[Sequence[_Line]], said: Sequence[str], n: int, before: str, counted: bool,
    verse: bool,
) -> bool:  # fmt: skip
    """By its words, by capitals, or as the title under a number."""
    words, group = said[n], groups[n]
    if n + 1 == len(said) and n:
        return False  # nothing stands under it
    apart = not n or group[0].number - groups[n - 1][-1].number > 1 or before == "head"
    one = heading(words)
    if one is not None and one.label:
        return True
    if one is not None:
        return counted or (apart and len(said) > 2 and one.number < _CHAPTERS)
    if is_title_line(words) and apart:
        return True
    if verse and apart and _TITLE.fullmatch(words) and _follows(groups, n) > 1:
        return True
    if verse and not n and said[1:] and groups[1][0].number - group[0].number > 1:
        return not group[-1].ends_sentence  # the title of a poem
    if verse and _follows(groups, n) == 1:
        return False  # the first verse under a number
    under = before == "head" and _is_numbered(said[n - 1]) and any(map(str.isalpha, words))
    return under and not group[-1].ends_sentence and len(words.split()) <= 40 and not speaker(words)


def _follows(groups: Sequence[Sequence[_Line]], n: int) -> int:
    """How many lines farther the next paragraph begins; 0 where there is none."""
    return groups[n + 1][0].number - groups[n][-1].number if n + 1 < len(groups) else 0


def _series(said: Sequence[str]) -> frozenset[int]:
    """The paragraphs that are no more than a number and count up, as chapters do."""
    bare = [(n, one.number) for n, words in enumerate(said) if len(words) < 12
            and (one := heading(words)) and not one.label]  # fmt: skip
    up = [(a[0], b[0]) for a, b in pairwise(bare) if b[1] == a[1] + 1]
    return frozenset(n for pair in up for n in pair) if len(up) >= 2 else frozenset()


def _is_numbered(words: str) -> bool:
    """Is this heading no more than a name and a number, so that a title may follow?"""
    one = heading(words)
    return one is not None and one.number > 0 and len(words.split()) <= 3


def _of_a_letter(words: str, before: str, n: int) -> str:
    """`salute`, `dateline`, `closer` or `signed`; "" for anything else."""
    if len(words) > _SHORT:
        return ""
    count = len(words.split())
    if count <= _LETTER and _SALUTE.fullmatch(words.rstrip(",:!.")) and words[-1] in ",:!":
        return "salute"
    if count <= _LETTER and is_date(words.rpartition(", ")[2] if words.count(",") == 1 else words):
        return "dateline"
    if count <= _LETTER + 4 and _CLOSER.fullmatch(words):
        return "closer"
    if before in ("closer", "signed") and count <= _LETTER and words[-1] not in "!?:":
        return "signed"
    return ""
