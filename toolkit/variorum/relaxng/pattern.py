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

from collections.abc import Callable, Iterable, Sequence

from .datatypes import BLANKS, KEPT, Datatype, collapse
from .nameclass import Name, NameClass

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

    def failing(self, value: str, make: Patterns) -> tuple[str, Pattern] | None:
        """The first token that cannot stand where it does, and what could; None: all may."""
        state = self.parts[0]
        for token in collapse(value).split(" ") if value.strip(BLANKS) else ():
            after = state.token(token, make)
            if after is make.not_allowed:
                return token, state
            state = after
        return None

    def ends_early(self, value: str, make: Patterns) -> bool:
        """May all its tokens stand where they do, and is one more wanted?"""
        state = self.parts[0]
        tokens = collapse(value).split(" ") if value.strip(BLANKS) else ()
        for token in tokens:
            state = state.token(token, make)
        return bool(tokens) and state is not make.not_allowed and not state.nullable


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


# ---- patterns made of patterns ----------------------------------------------------------------


class Patterns:
    """Make compound patterns in a normal form; equal ones are one object."""

    def __init__(self) -> None:
        self.empty: Pattern = Empty(nullable=True)
        self.not_allowed: Pattern = NotAllowed()
        self.text: Pattern = Text(nullable=True)
        self._known: dict[tuple[object, ...], Pattern] = {}

    def choice(self, parts: Iterable[Pattern]) -> Pattern:
        """One of the parts; nothing to choose from is not allowed."""
        flat: dict[Pattern, None] = {}
        for part in parts:
            for p in part.parts if isinstance(part, Choice) else (part,):
                flat[p] = None
        flat.pop(self.not_allowed, None)
        if self.empty in flat and sum(p.nullable for p in flat) > 1:
            del flat[self.empty]
        if len(flat) < 2:
            return next(iter(flat), self.not_allowed)
        key = (Choice, frozenset(flat))
        return self._known.get(key) or self._keep(key, Choice(tuple(flat)))

    def group(self, parts: Iterable[Pattern]) -> Pattern:
        """The parts in order."""
        flat = self._flat(parts, Group)
        if flat is None or len(flat) < 2:
            return self._short(flat)
        key = (Group, *flat)
        return self._known.get(key) or self._keep(key, Group(tuple(flat)))

    def interleave(self, parts: Iterable[Pattern]) -> Pattern:
        """The parts in any order, mingled."""
        flat = self._flat(parts, Interleave)
        if flat is None or len(flat) < 2:
            return self._short(flat)
        key = (Interleave, *flat)
        return self._known.get(key) or self._keep(key, Interleave(tuple(flat)))

    def one_or_more(self, part: Pattern) -> Pattern:
        """The part, once or several times."""
        if part is self.empty or part is self.not_allowed or isinstance(part, OneOrMore):
            return part
        if part is self.text:
            return part
        if isinstance(part, Choice) and self.empty in part.parts:
            rest = self.choice(p for p in part.parts if p is not self.empty)
            return self.choice((self.one_or_more(rest), self.empty))
        key = (OneOrMore, part)
        return self._known.get(key) or self._keep(key, OneOrMore(part))

    def after(self, content: Pattern, rest: Pattern) -> Pattern:
        """Content that is open, and what follows its end."""
        if content is self.not_allowed or rest is self.not_allowed:
            return self.not_allowed
        key = (After, content, rest)
        return self._known.get(key) or self._keep(key, After(content, rest))

    def _keep(self, key: tuple[object, ...], pattern: Pattern) -> Pattern:
        self._known[key] = pattern
        return pattern

    def _flat(self, parts: Iterable[Pattern], kind: type[Compound]) -> list[Pattern] | None:
        """The parts without nesting and without what is empty; None = one is not allowed."""
        flat: list[Pattern] = []
        for part in parts:
            if part is self.not_allowed:
                return None
            if part is not self.empty:
                flat.extend(part.parts if isinstance(part, kind) else (part,))
        return flat

    def _short(self, flat: list[Pattern] | None) -> Pattern:
        if flat is None:
            return self.not_allowed
        return flat[0] if flat else self.empty


class Compound(Pattern):
    """A pattern made of patterns."""

    __slots__ = ("has_attributes", "parts", "typed")

    def __init__(self, parts: tuple[Pattern, ...], nullable: bool) -> None:
        super().__init__(nullable)
        self.parts = parts
        self.typed = any(p.typed for p in parts)
        self.has_attributes = any(p.has_attributes for p in parts)

    @property
    def id_type(self) -> str:
        return next((p.id_type for p in self.parts if p.id_type), "")

    def remake(self, make: Patterns, parts: Iterable[Pattern]) -> Pattern:
        """The same kind of pattern over other parts."""
        raise NotImplementedError

    def _without(self, make: Patterns, instead: Pattern) -> Pattern:
        return self.remake(
            make,
            (
                p.close(make)
                if instead is make.not_allowed
                else (p._without(make, instead) if p.has_attributes else p)
                for p in self.parts
            ),
        )

    def _text_only(self, make: Patterns) -> Pattern:
        return self.remake(make, (p.text_only(make) for p in self.parts))

    def around(self, index: int, middle: Pattern, make: Patterns) -> Pattern:
        """This pattern with one part put for another."""
        return self.remake(make, (*self.parts[:index], middle, *self.parts[index + 1 :]))

    def _attribute(self, tag: str, make: Patterns) -> Pairs:
        found: list[tuple[Pattern, Pattern]] = []
        for i, part in enumerate(self.parts):
            if part.has_attributes:
                pairs = part.attribute(tag, make)
                found += [(value, self.around(i, rest, make)) for value, rest in pairs]
        return merged(found, make)


class Choice(Compound):
    """One of several patterns."""

    __slots__ = ("_by_name", "_others")

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        super().__init__(parts, any(p.nullable for p in parts))
        self._by_name: dict[str, list[Pattern]] | None = None
        self._others: list[Pattern] = []

    def remake(self, make: Patterns, parts: Iterable[Pattern]) -> Pattern:
        return make.choice(parts)

    def _candidates(self, tag: str) -> list[Pattern]:
        """The parts that may begin with the element: models of TEI have some 200 parts."""
        if self._by_name is None:
            self._by_name = {}
            for part in self.parts:
                if isinstance(part, Element) and isinstance(part.names, Name):
                    self._by_name.setdefault(part.names.tag, []).append(part)
                else:
                    self._others.append(part)
        return self._by_name.get(tag, []) + self._others

    def _start(self, tag: str, make: Patterns) -> Pairs:
        return merged([pair for p in self._candidates(tag) for pair in p.start(tag, make)], make)

    def recover(self, tag: str, make: Patterns) -> Pairs:
        return merged([pair for p in self._candidates(tag) for pair in p.recover(tag, make)], make)

    def _attribute(self, tag: str, make: Patterns) -> Pairs:
        return merged([pair for p in self.parts for pair in p.attribute(tag, make)], make)

    def _text(self, make: Patterns) -> Pattern:
        return make.choice(p.text(make) for p in self.parts)

    def accepts(self, value: str, make: Patterns) -> bool:
        return any(p.accepts(value, make) for p in self.parts)

    def token(self, token: str, make: Patterns) -> Pattern:
        return make.choice(p.token(token, make) for p in self.parts)


class Several(Compound):
    """What groups and interleaves share."""

    __slots__ = ()

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        super().__init__(parts, all(p.nullable for p in parts))

    def accepts(self, value: str, make: Patterns) -> bool:
        if super().accepts(value, make):
            return True
        wanting = [p for p in self.parts if not p.nullable]
        if len(wanting) > 1:
            return not value.strip(BLANKS) and all(p.accepts(value, make) for p in wanting)
        return any(p.accepts(value, make) for p in wanting or self.parts)


class Group(Several):
    """Several patterns, one after the other."""

    __slots__ = ()

    def remake(self, make: Patterns, parts: Iterable[Pattern]) -> Pattern:
        return make.group(parts)

    def _start(self, tag: str, make: Patterns) -> Pairs:
        found: list[tuple[Pattern, Pattern]] = []
        for i, part in enumerate(self.parts):
            after = self.parts[i + 1 :]
            found += [(c, make.group((rest, *after))) for c, rest in part.start(tag, make)]
            if not part.nullable:
                break
        return merged(found, make)

    def recover(self, tag: str, make: Patterns) -> Pairs:
        found: list[tuple[Pattern, Pattern]] = []
        for i, part in enumerate(self.parts):
            after = self.parts[i + 1 :]
            found += [(c, make.group((rest, *after))) for c, rest in part.recover(tag, make)]
        return merged(found, make)

    def _text(self, make: Patterns) -> Pattern:
        return make.choice(self._steps(lambda p: p.text(make), make))

    def token(self, token: str, make: Patterns) -> Pattern:
        return make.choice(self._steps(lambda p: p.token(token, make), make))

    def _steps(self, step: Callable[[Pattern], Pattern], make: Patterns) -> Iterable[Pattern]:
        for i, part in enumerate(self.parts):
            yield make.group((step(part), *self.parts[i + 1 :]))
            if not part.nullable:
                return


class Interleave(Several):
    """Several patterns, mingled in any order."""

    __slots__ = ()

    def remake(self, make: Patterns, parts: Iterable[Pattern]) -> Pattern:
        return make.interleave(parts)

    def _start(self, tag: str, make: Patterns) -> Pairs:
        return self._pairs(lambda p: p.start(tag, make), make)

    def recover(self, tag: str, make: Patterns) -> Pairs:
        return self._pairs(lambda p: p.recover(tag, make), make)

    def _pairs(self, step: Callable[[Pattern], Pairs], make: Patterns) -> Pairs:
        found: list[tuple[Pattern, Pattern]] = []
        for i, part in enumerate(self.parts):
            found += [(c, self.around(i, rest, make)) for c, rest in step(part)]
        return merged(found, make)

    def _text(self, make: Patterns) -> Pattern:
        return make.choice(self.around(i, p.text(make), make) for i, p in enumerate(self.parts))

    def token(self, token: str, make: Patterns) -> Pattern:
        parts = enumerate(self.parts)
        return make.choice(self.around(i, p.token(token, make), make) for i, p in parts)


class OneOrMore(Compound):
    """A pattern, once or several times."""

    __slots__ = ()

    def __init__(self, part: Pattern) -> None:
        super().__init__((part,), part.nullable)

    def remake(self, make: Patterns, parts: Iterable[Pattern]) -> Pattern:
        return make.one_or_more(*parts)

    def _then_more(self, pairs: Pairs, make: Patterns) -> Pairs:
        more = make.choice((self, make.empty))
        return merged([(c, make.group((rest, more))) for c, rest in pairs], make)

    def _start(self, tag: str, make: Patterns) -> Pairs:
        return self._then_more(self.parts[0].start(tag, make), make)

    def recover(self, tag: str, make: Patterns) -> Pairs:
        return self._then_more(self.parts[0].recover(tag, make), make)

    def _attribute(self, tag: str, make: Patterns) -> Pairs:
        return self._then_more(self.parts[0].attribute(tag, make), make)

    def _text(self, make: Patterns) -> Pattern:
        return make.group((self.parts[0].text(make), make.choice((self, make.empty))))

    def accepts(self, value: str, make: Patterns) -> bool:
        return self.parts[0].accepts(value, make)

    def token(self, token: str, make: Patterns) -> Pattern:
        return make.group((self.parts[0].token(token, make), make.choice((self, make.empty))))


class After(Pattern):
    """Content that is open, tied to what follows its end."""

    __slots__ = ("content", "has_attributes", "rest", "typed")

    def __init__(self, content: Pattern, rest: Pattern) -> None:
        super().__init__()
        self.content = content
        self.rest = rest
        self.typed = content.typed
        self.has_attributes = content.has_attributes

    def _pairs(self, pairs: Pairs, make: Patterns) -> Pairs:
        return merged([(c, make.after(r, self.rest)) for c, r in pairs], make)

    def _start(self, tag: str, make: Patterns) -> Pairs:
        return self._pairs(self.content.start(tag, make), make)

    def recover(self, tag: str, make: Patterns) -> Pairs:
        return self._pairs(self.content.recover(tag, make), make)

    def _attribute(self, tag: str, make: Patterns) -> Pairs:
        return self._pairs(self.content.attribute(tag, make), make)

    def _text(self, make: Patterns) -> Pattern:
        return make.after(self.content.text(make), self.rest)

    def _without(self, make: Patterns, instead: Pattern) -> Pattern:
        forgive = instead is make.empty
        content = self.content.forgive(make) if forgive else self.content.close(make)
        return make.after(content, self.rest)

    def _text_only(self, make: Patterns) -> Pattern:
        return make.after(self.content.text_only(make), self.rest)


def merged(pairs: Iterable[tuple[Pattern, Pattern]], make: Patterns) -> Pairs:
    """Join the rests of equal contents; drop what cannot be."""
    rests: dict[Pattern, Pattern] = {}
    for content, rest in pairs:
        if rest is not make.not_allowed:
            known = rests.get(content)
            rests[content] = rest if known is None else make.choice((known, rest))
    return tuple(rests.items())
