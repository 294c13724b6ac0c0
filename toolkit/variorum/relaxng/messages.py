"""The wording of grammar findings: what is wrong, what is allowed, what may have been meant."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..text.xml import TEI, XML
from .datatypes import collapse
from .expect import (
    allows_any_element,
    allows_text,
    datatypes,
    offered_values,
    possible_attributes,
    possible_elements,
    required_before,
    required_elements,
)
from .faults import Fault, FaultKind
from .grammar import Grammar
from .nameclass import clark, local, namespace
from .nearest import nearest, nearest_value
from .pattern import List, Pattern
from .ranking import Usage, listing, ranked
from .values import reason

LONGEST = 40  # characters of a value or a text that a message quotes


class Words(NamedTuple):
    """What is said of a fault: the message, what to do, and what may have been meant."""

    message: str
    hint: str = ""
    meant: str = ""
    token: str = ""  # the word of a list that is at fault


class Wording:
    """Put the faults of one document into words."""

    def __init__(self, grammar: Grammar, root: Any) -> None:
        self.grammar = grammar
        self.usage = Usage(root)
        self._lists: dict[tuple[Pattern, str, str], str] = {}
        self._meant: dict[tuple[Pattern, str], tuple[str, ...]] = {}
        self.home = {namespace(tag) for tag in possible_elements(grammar.start)}

    def words(self, fault: Fault) -> Words:
        """Message and hint of one fault."""
        return _SAY[fault.kind](self, fault)

    def show(self, tag: str, node: Any) -> str:
        """An element's name in angle brackets."""
        return f"<{self._name(tag, node)}>"

    def at(self, tag: str, node: Any) -> str:
        """An attribute's name after @."""
        return f"@{self._name(tag, node)}"

    def _name(self, tag: str, node: Any) -> str:
        ns = namespace(tag)
        if not ns or ns in self.home:
            return local(tag)
        if ns == XML:
            return f"xml:{local(tag)}"
        prefix = next((p for p, uri in node.nsmap.items() if uri == ns and p), "")
        return f"{prefix}:{local(tag)}" if prefix else tag

    def _expected(self, state: Pattern, node: Any, holder: str) -> str:
        """What may come next, ranked; the empty string where nothing may."""
        key = (state, holder, str(node.nsmap))
        if key not in self._lists:
            self._lists[key] = self._list(state, node, holder)
        return self._lists[key]

    def _list(self, state: Pattern, node: Any, holder: str) -> str:
        required = required_elements(state)
        first = [tag for tag in required if tag in possible_elements(state)]
        names = ranked(
            possible_elements(state), required=first[:1], used=self.usage.children(holder)
        )
        parts = [listing(names, lambda tag: self.show(tag, node))] if names else []
        if allows_any_element(state):
            parts.append("other elements")
        if allows_text(state):
            parts.append("text")
        return " or ".join(parts)

    def unknown_element(self, fault: Fault) -> Words:
        """An element that the grammar does not know, or not in this namespace."""
        node, tag = fault.node, str(fault.node.tag)
        shown = self.show(tag, node)
        if local(tag) == "TEI.2" and self.grammar.knows(clark(TEI, "TEI")):
            return Words(
                "<TEI.2> is the root of TEI P4; this grammar is of TEI P5, whose root is <TEI>",
                "convert the file to P5",
            )
        if home := self._other_namespace(tag):
            return self._wrong_namespace(shown, tag, home)
        holder = self._holder(node)
        foreign = namespace(tag) and namespace(tag) not in self.home
        meant = () if foreign else self._nearest(fault.state, local(tag))
        expected = self._expected(fault.state, node, self._parent_tag(node))
        hint = f"allowed here: {expected}" if expected else ""
        if meant:
            message = f"{shown} is not allowed{holder}: did you mean <{meant[0]}>?"
            return Words(message, hint, meant[0])
        return Words(f"{shown} is not allowed{holder}: the schema has no such element", hint)

    def _nearest(self, state: Pattern, name: str) -> tuple[str, ...]:
        """The names that may have been meant: those allowed here, else any; remembered."""
        if (state, name) not in self._meant:
            here = nearest(name, (local(t) for t in possible_elements(state)))
            every = here or nearest(name, (local(t) for t in self.grammar.tags()))
            self._meant[state, name] = every
        return self._meant[state, name]

    def _other_namespace(self, tag: str) -> str:
        for ns in sorted(self.home):
            if ns != namespace(tag) and self.grammar.knows(clark(ns, local(tag))):
                return ns
        return ""

    def _wrong_namespace(self, shown: str, tag: str, home: str) -> Words:
        written = namespace(tag)
        where = f"in the namespace {written}" if written else "in no namespace"
        return Words(
            f"{shown} is {where}: did you mean <{local(tag)}> of {home}?",
            f'declare xmlns="{home}" on the root element',
            clark(home, local(tag)),
        )

    def _parent_tag(self, node: Any) -> str:
        parent = node.getparent()
        return "" if parent is None else str(parent.tag)

    def _holder(self, node: Any) -> str:
        parent = node.getparent()
        return " as the root" if parent is None else f" in {self.show(str(parent.tag), parent)}"

    def misplaced_element(self, fault: Fault) -> Words:
        """An element that the grammar knows, but not here."""
        node, tag = fault.node, str(fault.node.tag)
        if not self.grammar.knows(tag):
            return self.unknown_element(fault)
        shown, holder = self.show(tag, node), self._parent_tag(node)
        parents = self.grammar.parents(tag)
        expected = self._expected(fault.state, node, holder)
        allowed = f"expected {expected}" if expected else "nothing more may come here"
        if holder in parents:
            return Words(f"{shown} is not allowed at this place{self._holder(node)}: {allowed}")
        stands = ranked(parents, used=self._used_parents(parents))
        where = listing(stands, lambda t: self.show(t, node)) if stands else ""
        hint = f"it may stand in {where}" if where else ""
        message = f"{shown} is not allowed{self._holder(node)}"
        return Words(f"{message}; {hint}" if hint else message, f"here: {allowed}")

    def _used_parents(self, parents: tuple[str, ...]) -> Any:
        from collections import Counter

        return Counter({tag: sum(self.usage.children(tag).values()) for tag in parents})

    def early_element(self, fault: Fault) -> Words:
        """An element before which another is missing."""
        node, tag = fault.node, str(fault.node.tag)
        parent = node.getparent()
        shown = self.show(tag, node)
        missing = required_before(fault.state, tag)
        if parent is None or not missing:
            return self.misplaced_element(fault)
        names = listing(missing, lambda t: self.show(t, node), "and")
        return Words(f"{self.show(str(parent.tag), parent)} lacks {names} before {shown}")

    def inside_unknown(self, fault: Fault) -> Words:
        """An element whose place is inside one that is not allowed."""
        node = fault.node
        shown = self.show(str(node.tag), node)
        return Words(f"{shown} stands{self._holder(node)}, which is not allowed itself")

    def incomplete(self, fault: Fault) -> Words:
        """An end tag that comes too early."""
        node = fault.node
        shown = self.show(str(node.tag), node)
        required = required_elements(fault.state)
        if required:
            names = listing(required, lambda t: self.show(t, node), "and")
            return Words(f"{shown} is not complete: it lacks {names}")
        expected = self._expected(fault.state, node, str(node.tag))
        children = sum(1 for child in node if isinstance(child.tag, str))
        if children:
            held = "one child" if children == 1 else f"{children} children"
            return Words(f"{shown} is not complete with {held}: still expected {expected}")
        return Words(f"{shown} must not be empty: expected {expected or 'a value'}")

    def text(self, fault: Fault) -> Words:
        """Text where only elements may stand."""
        node = fault.node
        shown = self.show(str(node.tag), node)
        content = [local(t) for t in possible_elements(self.grammar.find(str(node.tag)))]
        content += [local(t) for t in possible_elements(fault.state)]
        wrappers = [f"<{name}>" for name in ("p", "ab", "l") if name in content][:2]
        message = f"text is not allowed directly in {shown}: {quoted(fault.value)}"
        if wrappers:
            return Words(message, f"put it into {' or '.join(wrappers)}")
        expected = self._expected(fault.state, node, str(node.tag))
        return Words(message, f"expected {expected}" if expected else f"{shown} ends here")

    def attribute(self, fault: Fault) -> Words:
        """An attribute that the element does not have."""
        node, name = fault.node, fault.name
        shown = self.show(str(node.tag), node)
        allowed = possible_attributes(fault.state)
        names = [self._name(tag, node) for tag in allowed]
        meant = [n for n in names if n.partition(":")[2] == name] or nearest(
            self._name(name, node), names
        )
        message = f"{self.at(name, node)} is not allowed on {shown}"
        order = ranked(allowed, used=self.usage.attributes(str(node.tag)))
        listed = listing([t for t in order if t != name], lambda t: self.at(t, node), "and")
        hint = f"allowed: {listed}" if listed else "no attribute is allowed here"
        if meant:
            return Words(f"{message}: did you mean @{meant[0]}?", hint, meant[0])
        return Words(message, hint)

    def attribute_value(self, fault: Fault) -> Words:
        """A value that the attribute cannot have."""
        what = f"{self.at(fault.name, fault.node)} cannot be {quoted(fault.value)}"
        return self._value(what, fault)

    def element_value(self, fault: Fault) -> Words:
        """A text that the element cannot hold."""
        node = fault.node
        shown = self.show(str(node.tag), node)
        if not fault.value.strip() and possible_elements(fault.state):
            return self.incomplete(fault)
        return self._value(f"{shown} cannot hold {quoted(fault.value)}", fault)

    def _value(self, what: str, fault: Fault) -> Words:
        if self._ends_early(fault):
            return Words(f"{what}: one more value must follow")
        if token := self._failing(fault):
            inner = self._reason(f'{what}: "{token[0]}" in it', token[0], (token[1],))
            return inner._replace(token=token[0])
        return self._reason(what, fault.value, fault.values)

    def _ends_early(self, fault: Fault) -> bool:
        """Is a list good as far as it goes?"""
        only = fault.values[0] if len(fault.values) == 1 else None
        return isinstance(only, List) and only.ends_early(fault.value, self.grammar.make)

    def _failing(self, fault: Fault) -> tuple[str, Pattern] | None:
        """The token of a list that is at fault, and what could stand there."""
        if len(fault.values) != 1 or not isinstance(fault.values[0], List):
            return None
        if len(fault.value.split()) < 2:
            return None  # the value itself
        return fault.values[0].failing(fault.value, self.grammar.make)

    def _reason(self, what: str, value: str, patterns: tuple[Pattern, ...]) -> Words:
        """Why a value fits none of the patterns, and what was meant."""
        offered = list(dict.fromkeys(v for p in patterns for v in offered_values(p)))
        types = [data.datatype for p in patterns for data in datatypes(p)]
        if offered and not types:
            meant = nearest_value(collapse(value), offered)
            allowed = listing(offered, lambda value: f'"{value}"')
            if meant:
                message = f'{what}: did you mean "{meant[0]}"?'
                return Words(message, f"allowed: {allowed}", meant[0])
            return Words(f"{what}: allowed is {allowed}")
        why = reason(value, types)
        others = [value for value in offered if value]
        hint = f"also allowed: {listing(others, str)}" if others else ""
        return Words(f"{what}: {why}" if why else what, hint)

    def missing_attribute(self, fault: Fault) -> Words:
        """A start tag without what it must have."""
        node = fault.node
        shown = self.show(str(node.tag), node)
        if not fault.missing:
            names = ranked(
                possible_attributes(fault.state), used=self.usage.attributes(str(node.tag))
            )
            listed = listing(names, lambda t: self.at(t, node))
            return Words(f"{shown} lacks an attribute: {listed}")
        parts = []
        for tag in fault.missing:
            values = [value for value in self._attribute_values(fault.state, tag) if value]
            offered = f" ({listing(values, str)})" if values else ""
            parts.append(self.at(tag, node) + offered)
        return Words(f"{shown} lacks required {listing(parts, str, 'and')}")

    def _attribute_values(self, state: Pattern, tag: str) -> list[str]:
        pairs = state.attribute(tag, self.grammar.make)
        return [value for pattern, _ in pairs for value in offered_values(pattern)]

    def duplicate_id(self, fault: Fault) -> Words:
        """An id that another element has already."""
        assert fault.first is not None
        first = fault.first[0]
        holder = self.show(str(first.tag), first)
        return Words(
            f"the id {quoted(fault.name)} is taken already, by {holder} in line {first.sourceline}",
            "give one of the two another id, and correct what points to it",
        )

    def first_id(self, fault: Fault) -> Words:
        """The place that had the id first."""
        return Words(f"here the id {quoted(fault.name)} stands first")

    def unknown_id(self, fault: Fault) -> Words:
        """A reference to an id that no element has."""
        return Words(f"no element has the id {quoted(fault.name)}")

    def nothing_allowed(self, fault: Fault) -> Words:
        """A schema that no document can satisfy."""
        return Words("the schema allows no document at all", "use another schema")


def quoted(text: str) -> str:
    """A value in quotation marks, its white space collapsed, cut where it is long."""
    short = collapse(text)
    return f'"{short}"' if len(short) <= LONGEST else f'"{short[: LONGEST - 1]}…"'


_SAY = {
    FaultKind.UNKNOWN_ELEMENT: Wording.unknown_element,
    FaultKind.MISPLACED_ELEMENT: Wording.misplaced_element,
    FaultKind.EARLY_ELEMENT: Wording.early_element,
    FaultKind.INSIDE_UNKNOWN: Wording.inside_unknown,
    FaultKind.INCOMPLETE: Wording.incomplete,
    FaultKind.TEXT: Wording.text,
    FaultKind.ATTRIBUTE: Wording.attribute,
    FaultKind.ATTRIBUTE_VALUE: Wording.attribute_value,
    FaultKind.ELEMENT_VALUE: Wording.element_value,
    FaultKind.MISSING_ATTRIBUTE: Wording.missing_attribute,
    FaultKind.DUPLICATE_ID: Wording.duplicate_id,
    FaultKind.FIRST_ID: Wording.first_id,
    FaultKind.UNKNOWN_ID: Wording.unknown_id,
    FaultKind.NOTHING_ALLOWED: Wording.nothing_allowed,
}
