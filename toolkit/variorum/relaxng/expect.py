"""What a pattern would have taken: the expectations behind a message."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .nameclass import is_open, listed
from .pattern import (
    After,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    Pattern,
    Text,
    Value,
)

KEPT = 1024  # answers kept: files repeat their faults, and tei_all has hundreds of names to read


def next_parts(state: Pattern) -> Iterator[Pattern]:
    """The elements, texts and data with which a pattern may begin, in the schema's order."""
    if isinstance(state, After):
        yield from next_parts(state.content)
    elif isinstance(state, Group):
        for part in state.parts:
            yield from next_parts(part)
            if not part.nullable and not isinstance(part, Attribute):
                return
    elif isinstance(state, (List, Data, Value, Text, Element)):
        yield state
    else:
        for part in state.parts:
            yield from next_parts(part)


@lru_cache(maxsize=KEPT)
def possible_elements(state: Pattern) -> tuple[str, ...]:
    """The names of the elements that may come next, sorted.

    The order of a choice means nothing: it is that of whatever file was checked first.
    """
    found = {tag for p in next_parts(state) if isinstance(p, Element) for tag in listed(p.names)}
    return tuple(sorted(found, key=_by_name))


@lru_cache(maxsize=KEPT)
def allows_any_element(state: Pattern) -> bool:
    """May elements come that the schema does not name one by one?"""
    return any(isinstance(p, Element) and is_open(p.names) for p in next_parts(state))


@lru_cache(maxsize=KEPT)
def allows_text(state: Pattern) -> bool:
    """May text come next?"""
    return any(not isinstance(p, Element) for p in next_parts(state))


def _attributes(state: Pattern) -> Iterator[Attribute]:
    if isinstance(state, Attribute):
        yield state
    elif isinstance(state, After):
        yield from _attributes(state.content)
    elif state.has_attributes:
        for part in state.parts:
            yield from _attributes(part)


@lru_cache(maxsize=KEPT)
def possible_attributes(state: Pattern) -> tuple[str, ...]:
    """The names of the attributes that may still come, sorted."""
    return tuple(sorted({t for a in _attributes(state) for t in listed(a.names)}, key=_by_name))


def _by_name(tag: str) -> tuple[str, str]:
    return tag.rpartition("}")[2], tag


@lru_cache(maxsize=KEPT)
def required_attributes(state: Pattern) -> tuple[str, ...]:
    """The attributes without which the start tag is not complete, however it is read."""
    return tuple(_required(state, Attribute))


@lru_cache(maxsize=KEPT)
def required_elements(state: Pattern) -> tuple[str, ...]:
    """The child elements that must come, however the content is read."""
    return tuple(_required(state, Element))


def _required(state: Pattern, kind: type[Attribute] | type[Element]) -> dict[str, None]:
    if isinstance(state, kind):
        names = listed(state.names)
        return {names[0]: None} if len(names) == 1 and not is_open(state.names) else {}
    if isinstance(state, After):
        return _required(state.content, kind)
    if isinstance(state, Choice):
        first, *others = (_required(p, kind) for p in state.parts)
        return {tag: None for tag in first if all(tag in other for other in others)}
    if isinstance(state, List):
        return {}
    return {tag: None for p in state.parts for tag in _required(p, kind)}


@lru_cache(maxsize=KEPT)
def required_before(state: Pattern, tag: str) -> tuple[str, ...]:
    """The required elements that are missing before an element, which may come after them."""
    if isinstance(state, After):
        return required_before(state.content, tag)
    if isinstance(state, Group):
        missing: dict[str, None] = {}
        for part in state.parts:
            if _begins(part, tag):
                return tuple(missing)
            missing.update(_required(part, Element))
        return ()
    if isinstance(state, (Choice, Interleave)):
        found = (required_before(part, tag) for part in state.parts)
        return next((names for names in found if names), ())
    return ()


def _begins(state: Pattern, tag: str) -> bool:
    return any(isinstance(p, Element) and p.names.covers(tag) for p in next_parts(state))


def offered_values(pattern: Pattern) -> tuple[str, ...]:
    """The values that a pattern lists one by one."""
    if isinstance(pattern, Value):
        return (pattern.written,)
    return tuple({value: None for part in pattern.parts for value in offered_values(part)})


def datatypes(pattern: Pattern) -> tuple[Data, ...]:
    """The datatypes that a pattern takes."""
    if isinstance(pattern, Data):
        return (pattern,)
    return tuple({data: None for part in pattern.parts for data in datatypes(part)})
