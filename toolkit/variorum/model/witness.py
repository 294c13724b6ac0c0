"""One version of a text, held as columns: the string, token offsets, interned normal forms.

A `Token` object costs some 160 bytes; at millions of tokens only columns fit. So `Witness` keeps
arrays, and `witness.tokens[i]` is a view made when asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, overload

from ..errors import UsageError
from . import notebook
from .frozen import Frozen, frozen, ints, thawed
from .shown import Shown, counted, out_of_range, plain, unknown

NO_KEYS: Mapping[Any, Any] = Frozen({})


class Kind(IntEnum):
    """What a token is."""

    WORD = 0
    PUNCTUATION = 1

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, repr=False)
class Token(Shown):
    """A view of one token: as written, in its normal form, and its place in the text."""

    text: str
    normal: str
    space: str  # the white space that follows, exactly
    start: int  # code points from the beginning of the witness's text
    end: int
    kind: Kind
    keys: Mapping[str, object] = NO_KEYS  # the caller's own

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, repr=False)
class Span(Shown):
    """Stand-off markup or an editorial bracket over `text[start:end]` of a witness.

    Offsets count characters, since a span may begin inside a word (`E<ex>rich</ex>`) or be empty
    (`<lb/>`, start == end). The spans of a witness are in document order: by start, outer before
    inner. `depth` is the nesting depth, so the elements can be rebuilt from the text and its spans.
    """

    name: str  # local name of the TEI element, or "bracket" for a printed square bracket
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()
    depth: int = 0

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute; namespaced ones are written `xml:lang`, `xml:id`."""
        return dict(self.attributes).get(attribute, default)


@dataclass(frozen=True, slots=True, repr=False)
class Passage(Shown):
    """A citable range of tokens `start:end` (`p`, `ab`, `l`, `seg`, a sentence). May be empty.

    A passage has a text once it belongs to a witness.
    """

    id: str
    start: int
    end: int
    kind: str = "p"
    line: int = 0  # line in the source file, from 1; 0 = not known
    _within: Within | None = field(default=None, init=False, compare=False)

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def text(self) -> str:
        """Its words as the witness writes them, without surrounding white space."""
        if self._within is None:
            raise UsageError(
                f"passage {self.id!r} is part of no witness", hint="take it from `witness.passages`"
            )
        text, starts, ends = self._within
        return text[starts[self.start] : ends[self.end - 1]] if self.end > self.start else ""

    def __str__(self) -> str:
        return self.text

    def _line(self) -> str:
        said = "" if self._within is None else f" {self.text!r}"
        return f"<Passage {self.id}, {counted(len(self), 'token')}{said}>"

    def __reduce__(self) -> tuple[Any, ...]:
        own = (self.id, self.start, self.end, self.kind, self.line)
        return (Passage, own) if self._within is None else (_alone, (own, self.text))


Within = tuple[str, Sequence[int], Sequence[int]]  # text, starts and ends of the witness


def _alone(own: tuple[str, int, int, str, int], text: str) -> Passage:
    """A passage that was pickled without its witness: it keeps its own text."""
    passage = Passage(*own)
    size = passage.end  # any index up to it leads to the whole text
    within = (text, ints([0] * size), ints([len(text)] * size))
    object.__setattr__(passage, "_within", within)
    return passage


def _within(passages: tuple[Passage, ...], within: Within) -> tuple[Passage, ...]:
    """The passages as parts of a witness; one that is part of another text already is copied."""
    made = list(passages)
    for n, passage in enumerate(passages):
        held = passage._within
        if held is not None:
            if held[0] is within[0] and held[1] is within[1] and held[2] is within[2]:
                continue
            made[n] = passage = replace(passage)
        object.__setattr__(passage, "_within", within)
    return tuple(made)


@dataclass(frozen=True, slots=True, repr=False)
class Lacuna(Shown):
    """*Not extant* before token `at` (0 … number of tokens). Never an omission.

    A witness that begins late has one at 0, a witness that ends early one at `len(witness)`.
    """

    at: int
    reason: str = ""
    extent: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Note(Shown):
    """A note attached to the text before token `at` (0 … number of tokens); not part of the
    text.
    """

    at: int
    text: str
    kind: str = ""  # as the source says: editorial, footnote, …


@dataclass(frozen=True, slots=True, repr=False)
class Reference(Shown):
    """What the source calls a place: a verse number, an id. It begins before token `at`.

    `kind` is the element that says it (`l`, `div`, `milestone`), or `id`; `above` the numbers of
    the divisions around it.
    """

    at: int
    kind: str
    name: str
    above: str = ""


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
            raise out_of_range(index, len(self), "token")
        return self._at(i)

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'token')} of {self._witness.siglum}>"

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
            keys=w.keys.get(i, NO_KEYS),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Witness(Shown):
    """One version: its exact text, divided into tokens and passages.

    These hold for every witness: token offsets rise and do not overlap; between tokens there is
    only white space; passages follow each other and hold every token once; `forms[ids[i]]` is the
    normal form of token i. Hence `leading` and all tokens with their white space rebuild `text`.
    """

    siglum: str
    text: str
    starts: Sequence[int] = field(hash=False)  # starts[i]: offset of token i in text
    ends: Sequence[int] = field(hash=False)
    forms: tuple[str, ...]  # the distinct normal forms
    ids: Sequence[int] = field(hash=False)  # ids[i]: index into forms
    kinds: bytes  # kinds[i]: a Kind
    passages: tuple[Passage, ...]
    spans: tuple[Span, ...] = ()
    lacunae: tuple[Lacuna, ...] = ()
    language: str = ""  # BCP 47; "" = not known
    title: str = ""
    document: str = ""  # siglum of the document of which this is a layer (A for A*, Ac)
    keys: Mapping[int, Mapping[str, object]] = field(default=NO_KEYS, hash=False)
    notes: tuple[Note, ...] = ()
    origin: tuple[str, str] = field(default=("", ""), compare=False, repr=False)  # file, its sha256
    references: tuple[Reference, ...] = field(default=(), compare=False, repr=False)
    # The file's own divisions, where the passages are pieces of them: id, first token, end.
    divisions: tuple[tuple[str, int, int], ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("starts", "ends", "ids"):
            object.__setattr__(self, name, ints(getattr(self, name)))
        object.__setattr__(self, "kinds", bytes(self.kinds))
        object.__setattr__(self, "keys", frozen(self.keys))
        within = (self.text, self.starts, self.ends)
        object.__setattr__(self, "passages", _within(self.passages, within))

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.starts)

    def __iter__(self) -> Iterator[Token]:
        return iter(Tokens(self))

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Token, ...]: ...
    @overload
    def __getitem__(self, index: str) -> Passage: ...
    def __getitem__(self, index: int | slice | str) -> Token | tuple[Token, ...] | Passage:
        """A token by its number, or a passage by its id."""
        if isinstance(index, int | slice):
            return Tokens(self)[index]
        for passage in self.passages:
            if passage.id == index:
                return passage
        raise unknown(index, (p.id for p in self.passages), "passage")

    def __str__(self) -> str:
        return self.text

    def _line(self) -> str:
        language = f", {self.language}" if self.language else ""
        passages = counted(len(self.passages), "passage")
        return f"<Witness {self.siglum}, {counted(len(self), 'token')}, {passages}{language}>"

    def _repr_html_(self) -> str:
        rows = ({"passage": p.id, self.siglum: p.text} for p in self.passages)
        return notebook.table(rows, caption=repr(self), total=len(self.passages))

    def to_dict(self) -> dict[str, Any]:
        """The witness as in the JSON output."""
        notes = [[note.at, note.text, note.kind] for note in self.notes]
        return {
            "siglum": self.siglum,
            "language": self.language,
            "title": self.title,
            "document": self.document,
            "text": self.text,
            "starts": list(self.starts),
            "ends": list(self.ends),
            "kinds": self.kinds.hex(),
            "forms": list(self.forms),
            "ids": list(self.ids),
            "passages": [[p.id, p.start, p.end, p.kind, p.line] for p in self.passages],
            "spans": [
                [s.name, s.start, s.end, [list(a) for a in s.attributes], s.depth]
                for s in self.spans
            ],
            "lacunae": [[lac.at, lac.reason, lac.extent] for lac in self.lacunae],
            "keys": {str(i): plain(keys) for i, keys in self.keys.items()},
            **({"notes": notes} if notes else {}),
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each token."""
        ids = [p.id for p in self.passages for _ in range(len(p))]
        return [
            {
                "token": i,
                "passage": ids[i] if i < len(ids) else "",
                "text": token.text,
                "normal": token.normal,
                "kind": str(token.kind),
                "start": token.start,
                "end": token.end,
            }
            for i, token in enumerate(self)
        ]

    def __reduce__(self) -> tuple[Any, ...]:
        given = {f: thawed(getattr(self, f)) for f in self.__slots__}
        given["passages"] = tuple((p.id, p.start, p.end, p.kind, p.line) for p in self.passages)
        return _witness, (given,)

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
        """The text of tokens `start:end` as written, without surrounding white space.

        Raises `UsageError` if there are not that many tokens.
        """
        if start >= end:
            return ""
        if start < 0 or end > len(self.starts):
            there = f"{self.siglum} has {counted(len(self), 'token')}"
            raise UsageError(f"tokens {start}:{end} are out of range", hint=there)
        return self.text[self.starts[start] : self.ends[end - 1]]

    def full_slice(self, start: int, end: int) -> str:
        """The text of tokens `start:end` with the white space that follows the last.

        A slice that begins with token 0 includes the leading white space, so neighbouring slices
        can be joined to give the text back.
        """
        n = len(self.starts)
        left = 0 if start == 0 else (self.starts[start] if start < n else len(self.text))
        right = self.starts[end] if end < n else len(self.text)
        if start >= end:
            return ""
        return self.text[left:right]

    def passage_at(self, token: int) -> int:
        """The index of the passage that contains a token (the last that begins at or before it)."""
        starts = [p.start for p in self.passages]
        index = bisect_right(starts, token) - 1
        return max(index, 0)

    def spans_over(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans that touch the characters `start:end`, in document order."""
        return tuple(s for s in self.spans if s.start < end and start < s.end)


def _witness(given: dict[str, Any]) -> Witness:
    """A witness out of a pickle."""
    passages = tuple(Passage(*own) for own in given.pop("passages"))
    return Witness(passages=passages, **given)


def witness_of(witnesses: tuple[Witness, ...], siglum: str) -> Witness:
    """The witness of a siglum; raises `UnknownName` with the sigla that there are."""
    for witness in witnesses:
        if witness.siglum == siglum:
            return witness
    raise unknown(siglum, (w.siglum for w in witnesses), "siglum")
