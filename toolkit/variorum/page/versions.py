"""Rows of the page: for each witness the row's text, cut at variation units and at markup.

One copy of the text: these rows are the data, also for the script.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from ..model import Apparatus, Note, Span, VariationUnit, Witness
from ..writers import VERSE, Frame, frames
from .blocks import bounds

# How an element is shown; what is not here is shown as plain text.
SHOWN = {
    "hi": "hi", "emph": "hi", "foreign": "fo", "supplied": "su", "ex": "su", "note": "gl",
    "gloss": "gl", "title": "ti", "del": "de", "add": "ad", "unclear": "un", "bracket": "br",
    "sic": "si", "term": "fo", "q": "", "quote": "",
}  # fmt: skip
_CLASSES = {"head": "head", "l": "verse"}  # kinds of passages that look otherwise
EVERY = 5  # verses from one number to the next
TERM = "-term"  # no element: a word of the source that the page explains
SHOWN[TERM] = "tm"
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi", "syr", "dv", "ps", "sd", "ug", "arc"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one witness in one row: inside a unit (its number) or between units (None)."""

    start: int  # tokens
    end: int
    unit: int | None


def direction(language: str) -> str:
    """`rtl` for languages of right-to-left scripts."""
    code = language.split("-")[0].lower()
    return "rtl" if code in RIGHT_TO_LEFT or "-Arab" in language or "-Hebr" in language else "ltr"


class Rows:
    """The apparatus's collation, row by row; a row too long to be read is cut (`blocks`)."""

    def __init__(self, apparatus: Apparatus, terms: Sequence[str] = ()) -> None:
        self.apparatus = apparatus
        self.collation = apparatus.collation
        self._bounds = bounds(apparatus)
        self._unit_starts = [unit.start for unit in apparatus.units]
        self._markup = [_Markup(w, terms) for w in self.collation.witnesses]
        self._framed = [frames(w) for w in self.collation.witnesses]
        self._begins = [  # the tokens at which a paragraph, a heading or a verse begins
            [p.start for p in w.passages if framed[p.id].opens and p.end > p.start]
            for w, framed in zip(self.collation.witnesses, self._framed)
        ]

        self._numbered = [
            _verses(w, framed) for w, framed in zip(self.collation.witnesses, self._framed)
        ]

    def __len__(self) -> int:
        return max(len(self._bounds) - 1, 0)

    def columns(self, row: int) -> tuple[int, int]:
        """The columns of a row."""
        return self._bounds[row], self._bounds[row + 1]

    def at(self, w: int, token: int) -> int:
        """The row in which a token of a witness stands."""
        starts, ends = self.collation.starts[w], self.collation.ends[w]
        column = next((c for c, (a, b) in enumerate(zip(starts, ends)) if a <= token < b), 0)
        return min(max(bisect_right(self._bounds, column) - 1, 0), max(len(self) - 1, 0))

    def units(self, row: int) -> list[tuple[int, VariationUnit]]:
        """The variation units of a row with their numbers (from 0)."""
        first, last = self.columns(row)
        a, b = bisect_left(self._unit_starts, first), bisect_left(self._unit_starts, last)
        return [(n, self.apparatus.units[n]) for n in range(a, b)]

    def segments(self, row: int, w: int) -> Iterator[Segment]:
        """The row of one witness, in order; a unit in which it has nothing gives an empty one."""
        first, last = self.columns(row)
        column = first
        for number, unit in self.units(row):
            if column < unit.start:
                yield Segment(*self._tokens(w, column, unit.start), None)
            yield Segment(*self._tokens(w, unit.start, unit.end), number)
            column = unit.end
        if column < last:
            yield Segment(*self._tokens(w, column, last), None)

    def _tokens(self, w: int, first: int, last: int) -> tuple[int, int]:
        """The tokens of witness w in some columns; (0, 0) when there are none."""
        starts, ends = self.collation.starts[w], self.collation.ends[w]
        filled = [c for c in range(first, last) if ends[c] > starts[c]]
        return (starts[filled[0]], ends[filled[-1]]) if filled else (0, 0)

    def passage(self, row: int) -> str:
        """The id of the row's passage: the base's, else that of the first witness that has one."""
        found = self.first_passage(row)
        if found is None:
            return str(row + 1)
        siglum, number = found
        of = "" if siglum == self.apparatus.base else f"{siglum}:"
        return of + self.collation[siglum].passages[number].id

    def first_passage(self, row: int) -> tuple[str, int] | None:
        """Where the row begins: a siglum, the base's if it has words here, and its passage."""
        base = self.collation.index(self.apparatus.base)
        order = [base, *(w for w in range(len(self.collation.witnesses)) if w != base)]
        for w in order:
            start, end = self._tokens(w, *self.columns(row))
            if end > start:
                witness = self.collation.witnesses[w]
                return witness.siglum, witness.passage_at(start)
        return None

    def words(self, first: int, last: int) -> set[str]:
        """The normal forms of all witnesses' tokens in some rows."""
        found: set[str] = set()
        for w, witness in enumerate(self.collation.witnesses):
            for c in range(self._bounds[first], self._bounds[last]):
                start, end = self.collation.starts[w][c], self.collation.ends[w][c]
                found.update(witness.forms[i] for i in witness.ids[start:end])
        return found

    def labels(self) -> tuple[str, ...]:
        """How every row is called: by its passage, a further row of that passage with a number."""
        count: Counter[str] = Counter()
        named = []
        for row in range(len(self)):
            passage = self.passage(row)
            count[passage] += 1
            named.append(passage if count[passage] == 1 else f"{passage} ({count[passage]})")
        return tuple(named)

    def html(self, w: int, segment: Segment, first: bool = True) -> str:
        """The words of a segment as HTML, with its markup; each paragraph, heading and verse on a
        line of its own, the `first` words of a cell apart."""
        begins = self._begins[w]
        low = bisect_right(begins, segment.start) if first else bisect_left(begins, segment.start)
        inner = begins[low : bisect_left(begins, segment.end)]
        cuts = [segment.start, *inner, segment.end]
        return "<br>".join(
            self._line_number(w, a) + self._markup[w].html(a, b) for a, b in pairwise(cuts)
        )

    def _line_number(self, w: int, token: int) -> str:
        """Where a verse begins whose number is shown: every fifth, drawn by the style."""
        number = self._numbered[w].get(token, 0)
        return f'<span class="ln" data-n="{number}"></span>' if number else ""

    def kind(self, row: int, w: int) -> str:
        """What a witness has in a row, as a class of the style: a heading, verse, or neither."""
        start, end = self._tokens(w, *self.columns(row))
        if end <= start:
            return ""
        witness = self.collation.witnesses[w]
        passages = range(witness.passage_at(start), witness.passage_at(end - 1) + 1)
        kinds = {self._framed[w][witness.passages[n].id].kind for n in passages if witness.passages}
        return _CLASSES.get(kinds.pop(), "") if len(kinds) == 1 else ""

    def goes_on(self, row: int) -> bool:
        """Does a row begin within a paragraph of the base?"""
        base = self.collation.index(self.apparatus.base)
        start, end = self._tokens(base, *self.columns(row))
        if end <= start:
            return False
        at = bisect_left(self._begins[base], start)
        return self._begins[base][at : at + 1] != [start]

    def space_after(self, w: int, segment: Segment) -> str:
        """A blank where white space follows the segment in the witness."""
        witness = self.collation.witnesses[w]
        if segment.end <= segment.start:
            return ""
        after = witness.ends[segment.end - 1]
        return " " if witness.text[after : after + 1].isspace() else ""

    def notes(self, row: int, w: int) -> list[tuple[str, Note]]:
        """The remarks beside a witness's words in a row, each with the word before it; those at the
        end of the passage with none."""
        witness = self.collation.witnesses[w]
        start, end = self._tokens(w, *self.columns(row))
        return [
            (self._word_before(witness, start, note.at) if note.at < end else "", note)
            for note in witness.notes
            if start < note.at <= end or note.at == start == 0 < end
        ]

    @staticmethod
    def _word_before(witness: Witness, start: int, at: int) -> str:
        """The last word, not a mark, of tokens `start:at`."""
        words = (i for i in range(at - 1, start - 1, -1) if not witness.kinds[i])
        last = next(words, None)
        return "" if last is None else witness.slice(last, last + 1)

    def lacunose(self, w: int, row: int) -> bool:
        """Is a witness not extant in the whole row?"""
        first, last = self.columns(row)
        return first < last and all(self.collation.lacunose(w, c) for c in range(first, last))


class _Markup:
    """The spans of one witness, ready to be laid over any run of its tokens."""

    def __init__(self, witness: Witness, terms: Sequence[str] = ()) -> None:
        self.witness = witness
        shown = [s for s in witness.spans if s.end > s.start and SHOWN.get(s.name)]
        self.spans = sorted([*shown, *_mentions(witness, terms)], key=lambda s: s.start)
        self.edges = sorted({e for s in self.spans for e in (s.start, s.end)})
        self.starts = [s.start for s in self.spans]
        self.longest = max((s.end - s.start for s in self.spans), default=0)

    def html(self, first: int, last: int) -> str:
        if first >= last:
            return ""
        start, end = self.witness.starts[first], self.witness.ends[last - 1]
        inner = self.edges[bisect_right(self.edges, start) : bisect_left(self.edges, end)]
        cuts = [start, *inner, end]
        return "".join(self._piece(a, b) for a, b in pairwise(cuts))

    def _piece(self, start: int, end: int) -> str:
        text = escape(" ".join(_words(self.witness.text[start:end])), quote=False)
        low = bisect_left(self.starts, start - self.longest)
        high = bisect_right(self.starts, start)
        over = [s for s in self.spans[low:high] if s.start <= start and end <= s.end]
        if not over:
            return text
        classes = list(dict.fromkeys(SHOWN[s.name] for s in over))
        opens, closes = _brackets(over, start, end)
        text = f"{opens}{text}{closes}"
        term = next((s.get("n") for s in over if s.name == TERM), "")
        data = f' data-t="{term}"' if term else ""
        return f'<span class="{" ".join(classes)}"{data}>{text}</span>'


def _mentions(witness: Witness, terms: Sequence[str]) -> Iterator[Span]:
    """Where a witness has words of the source: spans that name the term by its number from 1."""
    for number, term in enumerate(terms, 1):
        for found in re.finditer(rf"\b{re.escape(term)}\b", witness.text, re.IGNORECASE):
            yield Span(TERM, *found.span(), (("n", str(number)),))


def _words(text: str) -> list[str]:
    """The text's words, keeping one blank at an end that has white space."""
    words = text.split()
    if not words:
        return ["", ""] if text else []
    if text[:1].isspace():
        words.insert(0, "")
    if text[-1:].isspace():
        words.append("")
    return words


def _brackets(over: list[Span], start: int, end: int) -> tuple[str, str]:
    """The brackets that print has (`rend`) before and after the words: text, so that whoever copies
    the words has them too."""
    opens = closes = ""
    for span in over:
        rend = span.get("rend").split()
        if start == span.start and ("brackets" in rend or "bracket-start" in rend):
            opens += '<span class="bk">[</span>'
        if end == span.end and ("brackets" in rend or "bracket-end" in rend):
            closes += '<span class="bk">]</span>'
    return opens, closes


def _verses(witness: Witness, framed: Mapping[str, Frame]) -> dict[int, int]:
    """The tokens at which verses begin that have a number to be shown, every fifth."""
    found = {}
    for passage in witness.passages:
        number = re.search(r"(\d+)$", passage.id)
        verse = passage.end > passage.start and framed[passage.id].kind == VERSE
        if verse and number and int(number[1]) % EVERY == 0:
            found[passage.start] = int(number[1])
    return found
