"""Check a document against a grammar: violations with places, words and causes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..text.xml import XML
from .automaton import WrittenWalk
from .causes import assign
from .expect import offered_values, possible_attributes, possible_elements
from .faults import Fault, FaultKind
from .grammar import Grammar
from .messages import Wording, Words
from .nameclass import local, namespace
from .source import marks
from .source.positions import Positions, Span, text_pieces
from .violation import Kind, Violation
from .walk import Walk

if TYPE_CHECKING:
    from lxml import etree

_ON_ATTRIBUTES = (FaultKind.ATTRIBUTE, FaultKind.ATTRIBUTE_VALUE)
_ON_END_TAGS = (FaultKind.INCOMPLETE, FaultKind.ELEMENT_VALUE, FaultKind.INSIDE_UNKNOWN)


def check(
    tree: etree._ElementTree,
    grammar: Grammar,
    *,
    positions: Positions,
    exact: bool = False,
) -> list[Violation]:
    """Find every violation that the grammar sees, in the order in which jing names them.

    `positions` are those of the source that was parsed. The line is jing's: that of the end of a
    start tag for what concerns an element and its attributes, that of the end tag for what is
    missing, that where its parser hands over a text; column and end say what stands there. With
    `exact`, tags, attributes and texts are given their own line where mark-up runs over several.
    Consequences name their `cause` by index.
    """
    root = tree.getroot()
    if _typed(tree, positions.source):
        faults = Walk(grammar).run(root)
    else:
        walk = WrittenWalk(grammar, cache(lambda: list(root.iter("*"))))
        faults = walk.over(marks.pieces(positions.source))
    if not faults:
        return []
    assign(faults)
    return Reporter(root, grammar, positions, exact).violations(faults)


def _typed(tree: etree._ElementTree, source: str) -> bool:
    """May names and values be others than the tags say: does the DOCTYPE declare attributes?"""
    return tree.docinfo.internalDTD is not None and "<!ATTLIST" in source


class Reporter:
    """Turns the faults of one document into violations."""

    def __init__(self, root: Any, grammar: Grammar, positions: Positions, exact: bool) -> None:
        self.exact = exact
        self.positions = positions
        self.wording = Wording(grammar, root)
        self._near: tuple[Any, str] = (None, "")  # of the last element asked for
        self._numbers: dict[Any, dict[Any, int]] = {}
        self._found: list[Violation] = []

    def violations(self, faults: list[Fault]) -> list[Violation]:
        """All of them; a text over several lines gives one a piece, as with jing."""
        index: dict[int, int] = {}
        for fault in faults:
            index[id(fault)] = len(self._found)
            cause = index.get(id(fault.cause)) if fault.cause else None
            words = self.wording.words(fault)
            for span in self._spans(fault):
                self._add(fault, span, words, cause)
                cause = index[id(fault)] if cause is None else cause
        return self._found

    def _add(self, fault: Fault, span: Span, words: Words, cause: int | None) -> None:
        line, column = self.positions.place(span[0])
        end_line, end_column = self.positions.place(span[1])
        node = fault.node
        xpath = self.xpath(node)
        if self._near[0] is not node:
            self._near = node, near(node)
        attribute = fault.name if fault.kind in _ON_ATTRIBUTES else ""
        if attribute:
            prefix = "xml:" if namespace(attribute) == XML else ""
            xpath += f"/@{prefix}{local(attribute)}"
        self._found.append(
            Violation(
                kind=fault.kind.reported,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
                message=words.message,
                hint=words.hint,
                xpath=xpath,
                element=str(node.tag),
                attribute=attribute,
                value=fault.value or ("" if attribute else fault.name),
                expected=_expected(fault),
                token=words.token,
                meant=words.meant,
                near=self._near[1],
                cause=cause,
            )
        )

    def _spans(self, fault: Fault) -> list[Span]:
        """The places of a fault, each with its end."""
        at = self.positions
        if fault.kind in _ON_END_TAGS:
            begin, end = at.end_tag(fault.index)
            return [self._clip(begin, end, end - 1)]
        if fault.kind is FaultKind.TEXT:
            return self._texts(fault)
        begin, end = at.start_tag(fault.index)
        if fault.kind not in _ON_ATTRIBUTES:
            name = len(self._written(fault.node))
            tag = begin, begin + name + 1
            return [tag if self.exact else self._clip(*tag, end - 1)]
        written = self._written_attribute(fault)
        span = begin, end
        if found := at.attribute(fault.index, written):
            whole = fault.kind is FaultKind.ATTRIBUTE
            span = (found.start, found.end + 1) if whole else (found.value, found.end)
        return [span if self.exact else self._clip(*span, end - 1)]

    def _clip(self, begin: int, end: int, anchor: int) -> Span:
        """The span, if it stands on the anchor's line; else what stands there before the anchor."""
        at = self.positions
        line = at.line(anchor)
        if at.line(begin) == line:
            return begin, end
        start = at.line_start(line)
        blanks = len(at.source[start:anchor]) - len(at.source[start:anchor].lstrip())
        return start + blanks, anchor + (at.source[anchor : anchor + 1] == ">")

    def _texts(self, fault: Fault) -> list[Span]:
        at = self.positions
        begin, end = at.text_after(*fault.after)
        spans: dict[int, Span] = {}
        for first, last in text_pieces(at.source, begin, end):
            piece = at.source[first:last]
            if not piece.strip():
                continue
            own = (first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip()))
            span = own if self.exact else self._clip(*own, last)
            spans.setdefault(at.line(span[0]), span)
        return list(spans.values()) or [(begin, end)]

    def _written(self, node: Any) -> str:
        return f"{node.prefix}:{local(str(node.tag))}" if node.prefix else local(str(node.tag))

    def _written_attribute(self, fault: Fault) -> str:
        ns, name = namespace(fault.name), local(fault.name)
        if not ns:
            return name
        if ns == XML:
            return f"xml:{name}"
        prefix = next((p for p, uri in fault.node.nsmap.items() if uri == ns and p), "")
        return f"{prefix}:{name}"

    def xpath(self, node: Any) -> str:
        """The path of an element with the number of each step among those of its name."""
        steps = []
        at = node
        while (parent := at.getparent()) is not None:
            numbers = self._numbers.get(parent)
            if numbers is None:
                numbers = self._numbers[parent] = _numbered(parent)
            steps.append(f"{local(str(at.tag))}[{numbers[at]}]")
            at = parent
        steps.append(local(str(at.tag)))
        return "/" + "/".join(reversed(steps))


def _expected(fault: Fault) -> tuple[str, ...]:
    """What would have been allowed; the schema's lists are shared, not copied."""
    kind = fault.kind.reported
    if kind is Kind.VALUE:
        return tuple(dict.fromkeys(v for p in fault.values for v in offered_values(p)))
    if kind in (Kind.ATTRIBUTE, Kind.MISSING_ATTRIBUTE):
        return fault.missing or possible_attributes(fault.state)
    if kind in (Kind.ELEMENT, Kind.INCOMPLETE, Kind.TEXT):
        return possible_elements(fault.state)
    return ()


def _numbered(parent: Any) -> dict[Any, int]:
    counts: dict[str, int] = {}
    numbers = {}
    for child in parent:
        if isinstance(child.tag, str):
            counts[child.tag] = counts.get(child.tag, 0) + 1
            numbers[child] = counts[child.tag]
    return numbers


def near(node: Any) -> str:
    """The nearest xml:id or @n, on the element or around it."""
    at = node
    while at is not None:
        found = at.get(f"{{{XML}}}id") or at.get("n")
        if found:
            return str(found)
        at = at.getparent()
    return ""
