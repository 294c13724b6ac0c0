"""Patterns and their derivatives: what may still follow, after what has been seen.

The method is James Clark's ("An algorithm for RELAX NG validation", 2002): a pattern is a value,
and matching a piece of a document gives another pattern. Equal patterns are one object
(`Patterns` makes them), so every derivative is kept on the pattern once it is known.

Two things are done otherwise than in the paper. What follows an element's end is not part of the
element's own pattern: the derivative by a start tag is a tuple of pairs (content, rest), and the
caller keeps the rest on a stack; only where two contents are possible at once does an `After`
tie each to its rest. And an attribute is matched by name first, then by value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .datatypes import BLANKS, KEPT, Datatype, collapse
from .nameclass import NameClass

if TYPE_CHECKING:
    from .compound import Patterns

Pairs = tuple[tuple["Pattern", "Pattern"], ...]
# for the attributes of a tag, by position: values to match, ids to note; what the content may be
AttributeStep = tuple[tuple[tuple[int, "Pattern"], ...], tuple[tuple[int, str], ...], "Pattern"]


class Pattern:
    """What a stretch of a document may be. Compare with `is`."""

    __slots__ = (
        "attr_memo",
        "closed",
        "final",
        "left_memo",
        "nullable",
        "start_memo",
        "step_memo",
        "tags_memo",
        "texted",
        "value_memo",
    )
    typed = False  # holds data, values or lists, so that white space counts
    has_attributes = False
    parts: Sequence[Pattern] = ()

    def __init__(self, nullable: bool = False) -> None:
        self.nullable = nullable
        self.start_memo: dict[str, Pairs] = {}
        self.attr_memo: dict[str, Pairs] = {}
        self.step_memo: dict[str, tuple[Pattern, Pattern | None]] = {}  # the walker's own
        self.tags_memo: dict[tuple[str, ...], AttributeStep] = {}  # also
        self.value_memo: dict[str, bool] = {}
        self.left_memo: tuple[Pattern, bool] | None = None  # also the walker's: after an end tag
        self.texted: Pattern | None = None
        self.closed: Pattern | None = None
        self.final: Pattern | None = None

    def start(self, tag: str, make: Patterns) -> Pairs:
        """The derivative by a start tag: (content, rest) for each way to read it."""
        found = self.start_memo.get(tag)
        if found is None:
            found = self.start_memo[tag] = self._start(tag, make)
        return found

    def attribute(self, tag: str, make: Patterns) -> Pairs:
        """The derivative by an attribute's name: (its value, rest)."""
        found = self.attr_memo.get(tag)
        if found is None:
            found = self.attr_memo[tag] = self._attribute(tag, make)
        return found

    def text(self, make: Patterns) -> Pattern:
        """The derivative by text that is not data."""
        if self.texted is None:
            self.texted = self._text(make)
        return self.texted

    def close(self, make: Patterns) -> Pattern:
        """The derivative by the end of the start tag: no attribute may come any more."""
        if self.closed is None:
            self.closed = self._without(make, make.not_allowed) if self.has_attributes else self
        return self.closed

    def forgive(self, make: Patterns) -> Pattern:
        """As `close`, but attributes that are missing are let pass."""
        return self._without(make, make.empty) if self.has_attributes else self

    def text_only(self, make: Patterns) -> Pattern:
        """What is left when no child element may come."""
        if self.final is None:
            self.final = self._text_only(make)
        return self.final

    def recover(self, tag: str, make: Patterns) -> Pairs:
        """As `start`, but required content before the element may be missing."""
        return self.start(tag, make)

    def accepts(self, value: str, make: Patterns) -> bool:
        """May the whole of an attribute or of an element be this text?"""
        return self.nullable and not value.strip(BLANKS)

    def matches(self, value: str, make: Patterns) -> bool:
        """As `accepts`; the answer is kept."""
        answer = self.value_memo.get(value)
        if answer is None:
            if len(self.value_memo) >= KEPT:
                self.value_memo.clear()
            answer = self.value_memo[value] = self.accepts(value, make)
        return answer

    @property
    def id_type(self) -> str:
        """`ID`, `IDREF`, `IDREFS` or the empty string: what kind of value this is."""
        return ""

    def token(self, token: str, make: Patterns) -> Pattern:
        """The derivative by one token of a list."""
        return make.not_allowed

    def _start(self, tag: str, make: Patterns) -> Pairs:
        return ()

    def _attribute(self, tag: str, make: Patterns) -> Pairs:
        return ()

    def _text(self, make: Patterns) -> Pattern:
        return make.not_allowed

    def _without(self, make: Patterns, instead: Pattern) -> Pattern:
        return self

    def _text_only(self, make: Patterns) -> Pattern:
        return self


class Empty(Pattern):
    """Nothing."""

    __slots__ = ()


class NotAllowed(Pattern):
    """What no document matches."""

    __slots__ = ()


class Text(Pattern):
    """Any text, also none."""

    __slots__ = ()

    def accepts(self, value: str, make: Patterns) -> bool:
        return True

    def token(self, token: str, make: Patterns) -> Pattern:
        return self

    def _text(self, make: Patterns) -> Pattern:
        return self


class Data(Pattern):
    """Text of a datatype, but for the excepted values."""

    __slots__ = ("datatype", "excepted")
    typed = True

    def __init__(self, datatype: Datatype, excepted: Pattern | None) -> None:
        super().__init__()
        self.datatype = datatype
        self.excepted = excepted

    @property
    def id_type(self) -> str:
        return self.datatype.id_type

    def accepts(self, value: str, make: Patterns) -> bool:
        if not self.datatype.allows(value):
            return False
        return self.excepted is None or not self.excepted.accepts(value, make)

    def token(self, token: str, make: Patterns) -> Pattern:
        return make.empty if self.accepts(token, make) else make.not_allowed


class Value(Pattern):
    """One value of a datatype."""

    __slots__ = ("datatype", "value", "written")
    typed = True

    def __init__(self, datatype: Datatype, written: str) -> None:
        super().__init__()
        self.datatype = datatype
        self.written = written
        self.value = datatype.value(written)

    def accepts(self, value: str, make: Patterns) -> bool:
        return self.datatype.value(value) == self.value and self.datatype.allows(value)

    def token(self, token: str, make: Patterns) -> Pattern:
        return make.empty if self.accepts(token, make) else make.not_allowed


class List(Pattern):
    """Tokens between white space, each matched in turn."""

    __slots__ = ("parts",)
    typed = True

    def __init__(self, inner: Pattern) -> None:
        super().__init__()
        self.parts = (inner,)

    @property
    def id_type(self) -> str:
        return "IDREFS" if self.parts[0].id_type == "IDREF" else ""

    def accepts(self, value: str, make: Patterns) -> bool:
        state = self.parts[0]
        for token in collapse(value).split(" ") if value.strip(BLANKS) else ():
            state = state.token(token, make)
            if state is make.not_allowed:
                return False
        return state.nullable


class Element(Pattern):
    """A child element; its content is built when first asked for."""

    __slots__ = ("_build", "_content", "names")

    def __init__(self, names: NameClass, build: Callable[[], Pattern]) -> None:
        super().__init__()
        self.names = names
        self._build = build
        self._content: Pattern | None = None

    @property
    def content(self) -> Pattern:
        if self._content is None:
            self._content = self._build()
        return self._content

    def _start(self, tag: str, make: Patterns) -> Pairs:
        if not self.names.covers(tag) or self.content is make.not_allowed:
            return ()
        return ((self.content, make.empty),)

    def _text_only(self, make: Patterns) -> Pattern:
        return make.not_allowed


class Attribute(Pattern):
    """An attribute and the pattern of its value."""

    __slots__ = ("names", "value")
    has_attributes = True

    def __init__(self, names: NameClass, value: Pattern) -> None:
        super().__init__()
        self.names = names
        self.value = value

    def _attribute(self, tag: str, make: Patterns) -> Pairs:
        return ((self.value, make.empty),) if self.names.covers(tag) else ()

    def _without(self, make: Patterns, instead: Pattern) -> Pattern:
        return instead
