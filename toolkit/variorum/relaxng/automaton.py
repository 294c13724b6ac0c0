"""The walk over a document as it is written: what was seen once is not worked out again.

Where a tag has stood in the same place before, all there is to do is to follow the link that was
laid then. Faults are never remembered: what is at fault, and what defines or names an id, is
taken by the walk itself, which does and says what it does on a tree.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..text.xml import XML
from .faults import Fault, FaultKind
from .source import marks
from .source.marks import ASIDE, END
from .states import Place, Scope, Step, Way
from .walk import Frame, Walk, has_text

if TYPE_CHECKING:
    from .grammar import Grammar
    from .pattern import Pattern

_VALUE = re.compile(r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class WrittenWalk(Walk):
    """The walk, led by the tags of a source that the parser has accepted.

    `elements` gives the elements of the tree in order; it is asked only where something is at
    fault.
    """

    def __init__(self, grammar: Grammar, elements: Callable[[], Sequence[Any]]) -> None:
        super().__init__(grammar)
        self._elements = elements
        self._open: list[Step] = []
        self._data_so_far: list[tuple[tuple[str, int], str]] = []
        self._ids_noted = 0
        self.deepest = sys.maxsize  # of elements that are open; the parser has its own limit

    def over(self, pieces: Iterator[str]) -> list[Fault]:
        """Walk the whole document, cut into its pieces."""
        if self.state is self.make.not_allowed:
            self._fault(FaultKind.NOTHING_ALLOWED, None)
            return self.faults
        place = self.grammar.scopes.of({"xml": XML}).place(self.state)
        self._through(pieces, place)
        self._resolve_ids()
        return self.faults

    def _through(self, pieces: Iterator[str], place: Place) -> Place:
        """Follow the links as far as they lead, to the last place.

        One loop, since every letter passes here: a call for each tag would double the time.
        """
        opened, numbers, deepest = self._open, self._parents, self.deepest
        index, ended = self.index, -1
        for piece in pieces:
            tag, _, text = piece.partition(">")
            if (first := tag[0]) == END:
                step = opened.pop()
                ended = numbers.pop()
                if step[1] is not None and place.complete:
                    place = step[1]
                else:
                    self.index = index
                    place = self._end(place, step, ended)
            elif (known := place.steps.get(tag)) is not None:
                index += 1
                place = known[0]
                if known[2]:
                    opened.append(known)
                    numbers.append(index)
                    if len(opened) > deepest:
                        self._too_deep()
            elif first in ASIDE:
                tag, text = marks.aside(piece, pieces)
                self.misc += bool(opened)
            else:
                tag, text = marks.whole(tag, text)
                self.index = index = index + 1
                step = self._start_tag(place, tag)
                place = step[0]
                if step[2]:
                    opened.append(step)
                    numbers.append(index)
                    if len(opened) > deepest:
                        self._too_deep()
            if text and (not (text.isspace() and text.isascii()) or place.held):
                if (following := place.texted) is None or "&" in text or "<" in text:
                    self.index = index
                    place = self._written_text(place, text, self._before(tag, index, ended))
                else:
                    place = following
        self.index, self.state = index, place.state
        return place

    def _too_deep(self) -> None:
        """More elements are open than is allowed; of no concern where a parser has counted."""

    def _before(self, tag: str, index: int, ended: int) -> tuple[str, int]:
        """The mark-up before a text, as faults name it."""
        if tag[0] == END:
            return "end", ended
        if tag[0] in ASIDE:
            return "misc", self.misc
        return ("end" if tag.endswith("/") else "start"), index

    # ---- what is not remembered ---------------------------------------------------------------

    def _start_tag(self, place: Place, tag: str) -> Step:
        if place.held:
            place = self._no_data(place)
            if (known := place.steps.get(tag)) is not None:
                return known
        self.state = place.state
        parts = _VALUE.split(tag)
        shape = "=".join(parts[::3])
        if (way := place.shapes.get(shape)) is not None and "&" not in tag:
            values = [double or single or "" for double, single in zip(parts[1::3], parts[2::3])]
            if self._alike(way, values):
                if not way[2]:
                    place.scope.remember(place.steps, tag, way[0])
                return way[0]
        faults, ids = len(self.faults), self._ids_noted
        mark, names = self._read(tag, place.scope.names)
        scope = place.scope if names is place.scope.names else self.grammar.scopes.of(names)
        begun, rest = self._start(mark)
        step = self._step(place, tag, scope, self._after_attributes(mark, begun), rest)
        if len(self.faults) == faults:
            if self._ids_noted == ids:
                place.scope.remember(place.steps, tag, step)
            read = begun.tags_memo.get(tuple(mark.keys()))
            if read is not None and names is place.scope.names:
                place.scope.remember(place.shapes, shape, (step, read[0], read[1]))
        return step

    def _alike(self, way: Way, values: list[str]) -> bool:
        """May a tag of the shape of one that was allowed have these values? Notes its ids."""
        for i, pattern in way[1]:
            value = values[i]
            if not value.isprintable():
                return False  # white space is told from a blank where the tag is read
            if not (pattern.value_memo.get(value) or pattern.matches(value, self.make)):
                return False
        for i, kind in way[2]:
            self._note_id(None, kind, values[i])
        return True

    def _read(self, tag: str, names: dict[str, str]) -> tuple[marks.Mark, dict[str, str]]:
        return marks.read(tag, names)

    def _step(
        self, place: Place, tag: str, scope: Scope, content: Pattern, rest: Pattern | None
    ) -> Step:
        """Where a start tag leads: into its content, or at once beyond it."""
        if not tag.endswith("/"):
            known = rest is not None and rest is not self.make.not_allowed
            after = place.scope.place(rest) if known and rest is not None else None
            return scope.place(content, content.typed), after, True, rest, place.scope
        self.state = content
        frame: Frame = (None, iter(()), rest, self.index, self._parents[-1])
        if content.typed:
            self._data(frame, content, "")
        else:
            self._leave(frame)
        return place.scope.place(self.state), None, False, None, place.scope

    def _end(self, place: Place, step: Step, number: int) -> Place:
        if step[3] is None and place.left is not None and place.scope is step[4]:
            return place.left
        frame: Frame = (None, iter(()), step[3], number, self._parents[-1])
        self.state = place.state
        if place.held:
            text = "".join(marks.plain(text) for _, text in self._data_so_far)
            self._data_so_far.clear()
            self._data(frame, place.state, text)
            return step[4].place(self.state)
        faults = len(self.faults)
        self._leave(frame)
        following = step[4].place(self.state)
        if step[3] is None and place.scope is step[4] and len(self.faults) == faults:
            place.left = following
        return following

    def _no_data(self, place: Place) -> Place:
        """What was kept as data is text after all, since a child element follows."""
        place = place.scope.place(place.state)
        for after, text in self._data_so_far:
            place = self._written_text(place, text, after)
        self._data_so_far.clear()
        return place

    def _written_text(self, place: Place, written: str, after: tuple[str, int]) -> Place:
        if place.held:
            self._data_so_far.append((after, written))
            return place
        text = marks.plain(written)
        if not has_text(text):
            return place
        self.state = place.state
        frame: Frame = (None, iter(()), None, self._parents[-1], self._parents[-2])
        faults = len(self.faults)
        self._text(frame, text, after)
        following = place.scope.place(self.state)
        if len(self.faults) == faults and place.state is not self.make.not_allowed:
            place.texted = following
        return following

    def _note_id(self, node: Any, kind: str, value: str) -> None:
        self._ids_noted += 1
        super()._note_id(node, kind, value)

    def _fault(self, kind: FaultKind, node: Any, **more: Any) -> Fault:
        """As on the tree: the walk knows an element's number, the tree its neighbours."""
        elements = self._elements()
        number = more.setdefault("index", max(self.index, 0))
        if "first" in more:
            more["first"] = elements[more["first"][1]], more["first"][1]
        return super()._fault(kind, elements[number], **more)
