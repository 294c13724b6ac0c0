"""Is a large document valid? Answered while it is read, its tree forgotten as it goes.

The answer is yes, or that it is not known: a fault has to be named with its place and its
neighbours, and for that the tree is needed. So the memory does not grow with a valid document,
and what is said of one that is not is said by the walk over its tree alone.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NoReturn

from ...text.xml import library, tail
from .datatypes import collapse
from .faults import FaultKind
from .walk import Frame, Walk, has_text

if TYPE_CHECKING:
    from .grammar import Grammar
    from .pattern import Pattern

EMPTIED = 64  # elements after which the tree behind the last of them is emptied
EVENTS = ("start", "end", "comment", "pi")


def streams(data: bytes, grammar: Grammar, *, huge: bool = False) -> bool:
    """Is a document without a DOCTYPE valid? False where it is not, or where that is not known."""
    etree = library()
    events = etree.iterparse(
        io.BytesIO(data), events=EVENTS, resolve_entities=False, no_network=True, huge_tree=huge
    )
    try:
        _Stream(grammar).through(events)
    except (_Unsure, etree.XMLSyntaxError):
        return False
    return True


class _Unsure(Exception):
    """Something is at fault, or can only be judged with the tree at hand."""


class _Stream(Walk):
    """The same walk, led by the parser's events.

    An element is taken when what follows its start tag has come: only then its first text is
    whole. For the same reason the text behind an element is looked at with the next event; the
    parser being ahead, it may have been looked at before, which changes nothing.
    """

    def through(self, events: Any) -> None:
        """Walk the whole document; raises `_Unsure` at the first fault."""
        stack: list[Frame] = []
        waiting: Any = None  # an element of which only the start tag has come
        behind: Any = None  # what has ended last: text may follow it
        for event, node in events:
            if waiting is not None and event != "end":
                self._enter(waiting, stack)
                waiting = None
            elif stack and behind is not None and has_text(after := tail(behind)):
                self._text(stack[-1], after, ("end", 0))
            behind = None
            if event == "start":
                waiting = node
                continue
            emptied = not self.index % EMPTIED
            if event == "end" and waiting is not None:
                self._enter(node, stack)
                waiting = None
            elif event == "end":
                frame = stack.pop()
                self._parents.pop()
                self._leave(frame)
                node.clear(keep_tail=True)
                emptied = True
            if stack:
                behind = node
                if emptied:
                    _forget_before(node)
        if any(name not in self._ids for name, *_ in self._refs):
            raise _Unsure

    def _fault(self, kind: FaultKind, node: Any, **more: Any) -> NoReturn:
        raise _Unsure

    def _data(self, frame: Frame, state: Pattern, text: str) -> None:
        if len(frame[0]):
            raise _Unsure  # a comment in the middle of a value: more of it is to come
        super()._data(frame, state, text)

    def _note_id(self, node: Any, kind: str, value: str) -> None:
        if kind == "ID" and collapse(value) in self._ids:
            raise _Unsure
        super()._note_id(None, kind, value)


def _forget_before(node: Any) -> None:
    """Free the memory of what stands before an element in its parent."""
    parent = node.getparent()
    while (before := node.getprevious()) is not None:
        parent.remove(before)
