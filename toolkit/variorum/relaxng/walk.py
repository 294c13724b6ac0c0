"""Walk a document with a grammar, and after each fault go on as jing does.

What jing does was learnt from its messages and its published description: after an element that
is not allowed yet, what is missing before it is taken as given; an element that the grammar knows
elsewhere is checked as it would be there; inside an unknown element nothing is said of the
unknown, but elements that are known again are checked again; a wrong value counts as right.
So errors are found on the same lines. The walk keeps its own stack: depth is no matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeGuard

from ..text.xml import tail
from .datatypes import BLANKS, collapse
from .expect import required_attributes, required_before
from .faults import Fault, FaultKind
from .pattern import After, AttributeStep, Choice, Pattern, Patterns

if TYPE_CHECKING:
    from .grammar import Grammar

Frame = tuple[Any, Iterator[Any], "Pattern | None", int, int]


def has_text(text: str | None) -> TypeGuard[str]:
    """Is there anything but XML white space?"""
    if not text:
        return False
    return not text.isspace() or bool(text.strip(BLANKS))


def _whole_text(node: Any) -> str | None:
    """The text of an element that has no child elements, through comments; None if it has."""
    text = node.text or ""
    if not len(node):
        return str(text)
    if any(isinstance(child.tag, str) for child in node):
        return None
    return str(text) + "".join(tail(child) for child in node)


class Walk:
    """One walk through one document; `faults` in the order in which jing would name them."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.make: Patterns = grammar.make
        self.faults: list[Fault] = []
        self.state: Pattern = grammar.start
        self.index = -1  # number of the last element entered
        self.misc = -1  # number of the last comment or processing instruction inside the root
        self._parents: list[int] = [-1]
        self._ids: dict[str, tuple[Any, int]] = {}
        self._refs: list[tuple[str, Any, int, int]] = []

    def run(self, root: Any) -> list[Fault]:
        """Walk the whole document."""
        if self.state is self.make.not_allowed:
            self._fault(FaultKind.NOTHING_ALLOWED, root)
            return self.faults
        stack: list[Frame] = []
        self._enter(root, stack)
        while stack:
            frame = stack[-1]
            child = next(frame[1], None)
            if child is None:
                stack.pop()
                self._parents.pop()
                self._leave(frame)
                if stack and has_text(after := tail(frame[0])):
                    self._text(stack[-1], after, ("end", frame[3]))
            elif isinstance(child.tag, str):
                self._enter(child, stack)
            else:
                self.misc += 1
                if has_text(after := tail(child)):
                    self._text(frame, after, ("misc", self.misc))
        self._resolve_ids()
        return self.faults

    def _enter(self, node: Any, stack: list[Frame]) -> None:
        """Take a start tag; an element without child elements is left at once."""
        self.index = index = self.index + 1
        state = self.state
        content, rest = state.step_memo.get(node.tag) or self._start(node)
        self.state = content = self._after_attributes(node, content)
        frame: Frame = (node, iter(node), rest, index, self._parents[-1])
        if content.typed and (text := _whole_text(node)) is not None:
            self.misc += len(node)
            self._data(frame, content, text)
        else:
            if has_text(text := node.text):
                self._text(frame, text, ("start", index))
            if len(node):
                stack.append(frame)
                self._parents.append(index)
                return
            self._leave(frame)
        if stack and has_text(after := tail(node)):
            self._text(stack[-1], after, ("end", index))

    def _fault(self, kind: FaultKind, node: Any, **more: Any) -> Fault:
        more.setdefault("index", max(self.index, 0))
        more.setdefault("parent", self._parents[-1])
        more.setdefault("state", self.state)
        fault = Fault(kind, node, **more)
        self.faults.append(fault)
        return fault

    def _silent(self, state: Pattern) -> bool:
        """Inside what the grammar does not know, nothing more is said."""
        return state is self.make.not_allowed and bool(self.faults)

    def _start(self, node: Any) -> tuple[Pattern, Pattern | None]:
        state, tag = self.state, node.tag
        pairs = state.start(tag, self.make)
        if pairs:
            step = self._split(pairs)
            state.step_memo[tag] = step
            return step
        pairs = state.recover(tag, self.make)
        if pairs:
            if not self._silent(state):
                missing = required_before(state, tag)
                kind = FaultKind.EARLY_ELEMENT if missing else FaultKind.MISPLACED_ELEMENT
                self._fault(kind, node, missing=missing)
            return self._split(pairs)
        content = self.grammar.find(tag)
        if not self._silent(state):
            known = content is not self.make.not_allowed
            self._fault(FaultKind.MISPLACED_ELEMENT if known else FaultKind.UNKNOWN_ELEMENT, node)
        return content, state

    def _split(self, pairs: Any) -> tuple[Pattern, Pattern | None]:
        """One content leaves its rest to the stack; several keep their rests with them."""
        if len(pairs) == 1:
            return pairs[0]  # type: ignore[no-any-return]
        return self.make.choice(self.make.after(c, r) for c, r in pairs), None

    def _after_attributes(self, node: Any, content: Pattern) -> Pattern:
        """What the content may be after the start tag with all its attributes."""
        names = node.keys()
        if names:
            return self._attributes(node, content, tuple(names))
        return self._close(node, content) if content.has_attributes else content

    def _attributes(self, node: Any, content: Pattern, names: tuple[str, ...]) -> Pattern:
        step = content.tags_memo.get(names)
        if step is None:
            step = self._attribute_step(content, names)
            if step is None:
                return self._attributes_slowly(node, content)
            content.tags_memo[names] = step
        checked, ids, after = step
        values = node.values()
        for i, pattern in checked:
            value = values[i]
            if not (pattern.value_memo.get(value) or pattern.matches(value, self.make)):
                return self._attributes_slowly(node, content)
        for i, id_type in ids:
            self._note_id(node, id_type, values[i])
        return after

    def _attribute_step(self, content: Pattern, names: tuple[str, ...]) -> AttributeStep | None:
        """What the values must be and what is left, where every name is read in one way only."""
        patterns = []
        for name in names:
            pairs = content.attribute(name, self.make)
            if len(pairs) != 1:
                return None
            patterns.append(pairs[0][0])
            content = pairs[0][1]
        closed = content.close(self.make)
        if closed is self.make.not_allowed:
            return None
        checked = tuple((i, p) for i, p in enumerate(patterns) if p is not self.make.text)
        return checked, tuple((i, p.id_type) for i, p in checked if p.id_type), closed

    def _attributes_slowly(self, node: Any, state: Pattern) -> Pattern:
        make = self.make
        for name, value in node.items():
            pairs = state.attribute(name, make)
            if not pairs:
                if not self._silent(state):
                    self._fault(FaultKind.ATTRIBUTE, node, state=state, name=name, value=value)
                continue
            right = [pair for pair in pairs if pair[0].matches(value, make)]
            if not right:
                values = tuple(v for v, _ in pairs)
                self._fault(
                    FaultKind.ATTRIBUTE_VALUE,
                    node,
                    state=state,
                    name=name,
                    value=value,
                    values=values,
                )
            for pattern, _ in right[:1]:
                if pattern.id_type:
                    self._note_id(node, pattern.id_type, value)
            state = make.choice(rest for _, rest in right or pairs)
        return self._close(node, state)

    def _close(self, node: Any, state: Pattern) -> Pattern:
        """The end of the start tag: are attributes missing?"""
        closed = state.close(self.make)
        if closed is not self.make.not_allowed or state is self.make.not_allowed:
            return closed
        missing = required_attributes(state)
        self._fault(FaultKind.MISSING_ATTRIBUTE, node, state=state, missing=missing)
        return state.forgive(self.make)

    def _text(self, frame: Frame, text: str, after: tuple[str, int]) -> None:
        state = self.state
        following = state.text(self.make)
        if following is not self.make.not_allowed:
            self.state = following
        elif not self._silent(state):
            self._fault(
                FaultKind.TEXT,
                frame[0],
                index=frame[3],
                parent=frame[4],
                value=text,
                after=after,
            )

    def _data(self, frame: Frame, state: Pattern, text: str) -> None:
        """The whole content of an element as data, and its end tag."""
        node, _, rest, index, parent = frame
        final = state.text_only(self.make)
        readings = [(final, rest)] if rest is not None else _readings(final)
        right = [r for content, r in readings if content.matches(text, self.make)]
        if not right:
            if not self._silent(final):
                self._fault(
                    FaultKind.ELEMENT_VALUE,
                    node,
                    index=index,
                    parent=parent,
                    state=state,
                    value=text,
                    values=tuple(content for content, _ in readings),
                )
            right = [rest] if rest is not None else [r for _, r in _readings(state)]
            self.state = self.make.choice(right)
            return
        self.state = self.make.choice(right)
        self._left(frame, final)

    def _leave(self, frame: Frame) -> None:
        """Take an end tag: is the content complete?"""
        node, _, rest, index, parent = frame
        state = self.state
        if rest is not None:
            self.state = rest
            complete = state.nullable
        else:
            if state.left_memo is None:
                readings = _readings(state)
                done = [r for content, r in readings if content.nullable]
                state.left_memo = self.make.choice(done or [r for _, r in readings]), bool(done)
            self.state, complete = state.left_memo
        if not complete and not self._silent(state):
            self._fault(FaultKind.INCOMPLETE, node, index=index, parent=parent, state=state)
        elif complete:
            self._left(frame, state)

    def _left(self, frame: Frame, state: Pattern) -> None:
        """jing repeats itself where an element that it knows ends inside one that it does not."""
        not_allowed = self.make.not_allowed
        if self.state is not_allowed and state is not not_allowed and self.faults:
            self._fault(
                FaultKind.INSIDE_UNKNOWN,
                frame[0],
                index=frame[3],
                parent=frame[4],
                cause=self.faults[-1].cause or self.faults[-1],
            )

    def _note_id(self, node: Any, kind: str, value: str) -> None:
        if kind != "ID":
            names = collapse(value).split(" ") if kind == "IDREFS" else [collapse(value)]
            self._refs += [(name, node, self.index, self._parents[-1]) for name in names]
            return
        name = collapse(value)
        first = self._ids.setdefault(name, (node, self.index))
        if first[1] != self.index:
            fault = self._fault(FaultKind.DUPLICATE_ID, node, name=name, first=first)
            self._fault(FaultKind.FIRST_ID, first[0], index=first[1], name=name, cause=fault)

    def _resolve_ids(self) -> None:
        for name, node, index, parent in self._refs:
            if name not in self._ids:
                self._fault(FaultKind.UNKNOWN_ID, node, index=index, parent=parent, name=name)


def _readings(state: Pattern) -> list[tuple[Pattern, Pattern]]:
    """The contents that are open at once, each with what follows its end."""
    parts = state.parts if isinstance(state, Choice) else (state,)
    return [(part.content, part.rest) for part in parts if isinstance(part, After)]
