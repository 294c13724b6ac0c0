"""Which faults are mere consequences of another: one fault, one message.

All that jing would say stays in the list; a consequence names its cause. The rules, each about
the children of one element:

* what is missing, after a child that was not allowed there: the stranger stands in its place;
* a child that comes after its absence was already reported: the order is wrong, and that is said;
* the same text, broken by mark-up or over several lines: the first piece speaks for all;
* an attribute that is missing while one with nearly its name is not allowed: a slip of the pen;
* the first place of an id that is used twice.
"""

from __future__ import annotations

from collections.abc import Iterable

from .faults import Fault, FaultKind
from .nameclass import local
from .nearest import near

_STRANGERS = (FaultKind.UNKNOWN_ELEMENT, FaultKind.MISPLACED_ELEMENT, FaultKind.EARLY_ELEMENT)


def assign(faults: Iterable[Fault]) -> None:
    """Set `cause` on every fault that has one; causes come before their consequences."""
    strangers: dict[int, Fault] = {}  # the first child not allowed, by the parent's number
    missed: dict[tuple[int, str], Fault] = {}  # who reported a missing child
    texts: dict[int, Fault] = {}
    attributes: dict[int, list[Fault]] = {}
    for fault in faults:
        kind = fault.kind
        if kind in _STRANGERS:
            _child(fault, strangers, missed)
        elif kind is FaultKind.INCOMPLETE:
            fault.cause = strangers.get(fault.index) or texts.get(fault.index)
        elif kind is FaultKind.TEXT:
            first = texts.setdefault(fault.index, fault)
            fault.cause = None if first is fault else first
        elif kind is FaultKind.ATTRIBUTE:
            attributes.setdefault(fault.index, []).append(fault)
        elif kind is FaultKind.MISSING_ATTRIBUTE:
            fault.cause = _misspelt(fault, attributes.get(fault.index, []))


def _child(fault: Fault, strangers: dict[int, Fault], missed: dict[tuple[int, str], Fault]) -> None:
    tag = str(fault.node.tag)
    earlier = strangers.get(fault.parent)
    reported = missed.get((fault.parent, tag))
    if reported is not None:
        fault.cause = reported
    elif earlier is not None and any(
        near(local(str(earlier.node.tag)), local(name)) for name in fault.missing
    ):
        fault.cause = earlier
    for name in fault.missing:
        missed.setdefault((fault.parent, name), fault.cause or fault)
    strangers.setdefault(fault.parent, fault.cause or fault)


def _misspelt(fault: Fault, strangers: list[Fault]) -> Fault | None:
    for stranger in strangers:
        if all(near(local(stranger.name), local(name)) for name in fault.missing[:1]):
            return stranger
    return None
