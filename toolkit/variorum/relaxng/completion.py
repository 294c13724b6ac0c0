"""What may stand at a point of a document that is being written, for an editor to offer.

What stands before the point is followed as in checking, whatever is at fault in it; what follows
it may be missing or broken. The walk leaves nothing behind that a later check could meet. Where
it is far, it is kept some way before the point: who writes on is answered from there.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import Any

from ..text.xml import XML
from .automaton import WrittenWalk
from .expect import (
    allows_text,
    offered_values,
    possible_attributes,
    possible_elements,
    required_attributes,
    required_elements,
)
from .faults import Fault, FaultKind
from .grammar import Grammar
from .source import marks
from .states import Place
from .walk import Walk

_NAME = r"[^\s/>\"'=<!?][^\s/>\"'=<]*"
_ASIDE = r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
_TAG = rf"<(/?)({_NAME})?(?>[^<>\"']+|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*(>?)"
_MARKUP = re.compile(f"(?P<aside>{_ASIDE})|{_TAG}", re.S)
_WRITTEN = re.compile(rf"\s({_NAME})\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_IN_VALUE = re.compile(rf"\s({_NAME})\s*=\s*[\"'][^\"']*\Z")
_BEFORE_NAME = re.compile(rf"<(?:{_NAME})?\Z")


FAR = 16_000  # characters before a point from which the walk is kept for the next
NEAR = 4_000  # … as it was so many before


@dataclass(frozen=True, slots=True)
class Expected:
    """What may stand at a point; names as lxml writes them, in the schema's order.

    Of elements, those that may come next; of attributes, those that may still come, required ones
    first; `values` where the schema lists them. `text` says whether text may stand there, and
    `inside` is the element, as written, whose content or start tag the point is in.
    """

    elements: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    text: bool = False
    inside: str = ""
    required: tuple[str, ...] = ()  # of the elements or attributes, those that must come


@dataclass(frozen=True, slots=True)
class _Begun:
    """The walk through the beginning of a source, which is mostly the one asked about next."""

    before: str
    opened: tuple[str, ...]
    walk: _Towards


def expected(source: str, offset: int, grammar: Grammar) -> Expected | None:
    """What may stand at an offset of a source: a child, an attribute, a value or text.

    None where that cannot be said: in a comment, an instruction, a CDATA section, an end tag, or
    after mark-up that is not well-formed (tags that do not match, a prefix that is not bound).
    """
    before = marks.without_doctype(source)[:offset]
    begun = (
        grammar.begun if isinstance(grammar.begun, _Begun) else _Begun("", (), _Towards(grammar))
    )
    if not before.startswith(begun.before):
        begun = _Begun("", (), _Towards(grammar))
    opened = list(begun.opened)  # the names of the elements around the point
    start = len(begun.before)
    cut, around = start, begun.opened  # up to where the walk is kept, and what is open there
    keep = len(before) - start > FAR
    tag = ""  # the start tag that the point is in
    for found in _MARKUP.finditer(before, start):
        if found["aside"]:
            if not found["aside"].endswith(("-->", "]]>", "?>")):
                return None
            continue
        if keep and found[4] and found.start() >= len(before) - NEAR:
            keep, cut, around = False, found.start(), tuple(opened)
        if not found[4]:
            if found[2] or found.end() < len(before) or (found[0] != "<" and not found[3]):
                return None
            tag = found[0]
        elif not found[3]:  # "<>" is no tag
            return None
        elif not found[2]:
            if not found[0].endswith("/>"):
                opened.append(found[3])
        elif not opened or opened.pop() != found[3]:
            return None
    inside = opened[-1] if opened else ""
    walk = begun.walk.copy()
    try:
        if cut > start:
            walk.follow(before[start:cut])
            grammar.begun = _Begun(before[:cut], around, walk.copy())
        walk.follow(before[cut : len(before) - len(tag)])
        if tag and not _BEFORE_NAME.fullmatch(tag):
            return _in_tag(tag, walk)
    except KeyError:  # a prefix or an entity that is not declared
        return None
    return Expected(
        possible_elements(walk.state),
        text=allows_text(walk.state),
        inside=inside,
        required=required_elements(walk.state),
    )


def _in_tag(tag: str, walk: _Towards) -> Expected:
    """What may come in a start tag: an attribute, or the value of the one that is begun."""
    make = walk.make
    begun = _IN_VALUE.search(_WRITTEN.sub("", tag))
    name = re.match(_NAME, tag[1:])
    assert name is not None
    whole = name[0] + "".join(found[0] for found in _WRITTEN.finditer(tag))
    mark, bound = marks.read(whole, walk.bound)
    content, _ = walk._start(mark)
    for attribute in tuple(mark.keys()):
        pairs = content.attribute(attribute, make)
        content = make.choice(rest for _, rest in pairs) if pairs else content
    if begun is None:
        required = required_attributes(content)
        names = dict.fromkeys((*required, *possible_attributes(content)))
        return Expected(attributes=tuple(names), inside=name[0], required=required)
    wanted = marks.read(f'x {begun[1]}=""', bound)[0].keys()
    patterns = [value for one in wanted for value, _ in content.attribute(one, make)]
    values = (value for pattern in patterns for value in offered_values(pattern))
    return Expected(values=tuple(dict.fromkeys(values)), inside=name[0])


class _Towards(WrittenWalk):
    """The walk up to a point: it notes that something is at fault, and goes on."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__(grammar, tuple)
        self.bound: dict[str, str] = {"xml": XML}  # the prefixes that are bound at the point
        self.place: Place | None = None  # where the walk is; None = at its beginning

    def follow(self, before: str) -> None:
        """Walk on through what stands before the point, mark-up that is whole."""
        place = self.place or self.grammar.scopes.of(self.bound).place(self.state)
        pieces = marks.cut([before], sections=marks.CDATA in before)
        self.place = self._through(pieces, place)
        self.bound = self.place.scope.names

    def copy(self) -> _Towards:
        """The same walk, to go on by itself."""
        other = copy(self)
        other.faults, other._refs, other._ids = [*self.faults], [*self._refs], {**self._ids}
        other._parents, other._open = [*self._parents], [*self._open]
        other._data_so_far = [*self._data_so_far]
        return other

    def _written_text(self, place: Place, written: str, after: tuple[str, int]) -> Place:
        if len(self._parents) < 2:  # outside the root, where a parser lets no text pass
            return place
        return super()._written_text(place, written, after)

    def _fault(self, kind: FaultKind, node: Any, **more: Any) -> Fault:
        more.pop("first", None)
        return Walk._fault(self, kind, None, **more)
