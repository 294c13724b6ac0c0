"""One version of a text, held as columns: the string, token offsets, interned normal forms.

A `Token` object costs some 160 bytes; at millions of tokens only columns fit. So `Witness` keeps
arrays, and `witness.tokens[i]` is a view made when asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import overload


class Kind(IntEnum):
    """What a token is."""

    WORD = 0
    PUNCTUATION = 1


@dataclass(frozen=True, slots=True)
class Token:
    """A view of one token: as written, as compared, and where it stands in the witness's text."""

    text: str
    normal: str
    space: str  # the white space that follows, exactly
    start: int  # code points from the beginning of the witness's text
    end: int
    kind: Kind
    keys: Mapping[str, object] = field(default_factory=dict)  # the caller's own


@dataclass(frozen=True, slots=True)
class Span:
    """Stand-off markup or an editorial bracket over `text[start:end]` of a witness.

    Character offsets, since it may begin inside a word (`E<ex>rich</ex>`) or be empty
    (`<lb/>`, start == end). Spans of a witness stand in document order: by start, the outer
    before the inner; `depth` is the nesting depth, so writing the text with its spans gives the
    elements back.
    """

    name: str  # local name of the TEI element, or "bracket" for a printed square bracket
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()
    depth: int = 0

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute; namespaced ones are written `xml:lang`, `xml:id`."""
        return dict(self.attributes).get(attribute, default)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable run of tokens `start:end` (`p`, `ab`, `l`, `seg`, a sentence). May be empty."""

    id: str
    start: int
    end: int
    kind: str = "p"
    line: int = 0  # line in the source file, from 1; 0 = not known

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Lacuna:
    """*Not extant* before token `at` (0 … number of tokens). Never an omission.

    A witness that begins late has one at 0, a witness that ends early one at `len(witness)`.
    """

    at: int
    reason: str = ""
    extent: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the text, before token `at` (0 … number of tokens). Never part of it."""

    at: int
    text: str
    kind: str = ""  # as the source says: editorial, footnote, …


class Tokens(Sequence[Token]):
    """The tokens of a witness as a sequence of views."""

    __slots__ = ("_witness",)

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    def __len__(self) -> int:
        return len(self._witness.starts)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, index: int | slice) -> Token | tuple[Token, ...]:
        if isinstance(index, slice):
            return tuple(self._at(i) for i in range(*index.indices(len(self))))
        i = index + len(self) if index < 0 else index
        if not 0 <= i < len(self):
            raise IndexError(index)
        return self._at(i)

    def __iter__(self) -> Iterator[Token]:
        return (self._at(i) for i in range(len(self)))

    def _at(self, i: int) -> Token:
        w = self._witness
        start, end = w.starts[i], w.ends[i]
        after = w.starts[i + 1] if i + 1 < len(w.starts) else len(w.text)
        return Token(
            text=w.text[start:end],
            normal=w.forms[w.ids[i]],
            space=w.text[end:after],
            start=start,
            end=end,
            kind=Kind(w.kinds[i]),
            keys=w.keys.get(i, {}),
        )


@dataclass(frozen=True, slots=True)
class Witness:
    """One version: its text exactly, cut into tokens and passages.

    What always holds: token offsets rise and do not overlap; between tokens stands only white
    space; passages follow each other and hold every token once; `forms[ids[i]]` is the normal
    form of token i. Hence `leading` and all tokens with their white space rebuild `text`.
    """

    siglum: str
    text: str
    starts: array[int]  # starts[i]: offset of token i in text
    ends: array[int]
    forms: tuple[str, ...]  # the distinct normal forms
    ids: array[int]  # ids[i]: index into forms
    kinds: bytes  # kinds[i]: a Kind
    passages: tuple[Passage, ...]
    spans: tuple[Span, ...] = ()
    lacunae: tuple[Lacuna, ...] = ()
    language: str = ""  # BCP 47; "" = not known
    title: str = ""
    document: str = ""  # siglum of the document of which this is a layer (A for A*, Ac)
    keys: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def tokens(self) -> Tokens:
        """The tokens, as views."""
        return Tokens(self)

    @property
    def leading(self) -> str:
        """The white space before the first token."""
        return self.text[: self.starts[0]] if len(self.starts) else self.text

    def normal(self, i: int) -> str:
        """The normal form of token i."""
        return self.forms[self.ids[i]]

    def slice(self, start: int, end: int) -> str:
        """The text of tokens `start:end` as written, without the white space around it."""
        if start >= end:
            return ""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def full_slice(self, start: int, end: int) -> str:
        """The text of tokens `start:end` with the white space that follows the last.

        The slice that begins with token 0 takes the leading white space too, so neighbouring
        slices, joined, give the text back.
        """
        n = len(self.starts)
        left = 0 if start == 0 else (self.starts[start] if start < n else len(self.text))
        right = self.starts[end] if end < n else len(self.text)
        if start >= end:
            return ""
        return self.text[left:right]

    def passage_at(self, token: int) -> int:
        """The index of the passage that holds a token (the last that begins at or before it)."""
        starts = [p.start for p in self.passages]
        index = bisect_right(starts, token) - 1
        return max(index, 0)

    def spans_over(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans that touch the characters `start:end`, in document order."""
        return tuple(s for s in self.spans if s.start < end and start < s.end)
