"""What a rule is given: the document, the shared indexes, and how to report a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Finding, Severity
from ..document.document import Document, Element, name
from ..document.layout import written
from ..document.runs import Run
from ..options import Options
from . import apps, witnesses

if TYPE_CHECKING:
    from .apps import App, Reading
    from .bracketing import Block
    from .elsewhere import Elsewhere
    from .witnesses import Witnesses


class Shared:
    """The indexes that several rules of one file use."""

    def __init__(self, document: Document, options: Options) -> None:
        self.document = document
        self.options = options
        self.texts: dict[Element, str | None] = {}  # of readings, as `compare` takes them
        self.differences: dict[str, list[tuple[Reading, str, str]]] | None = None  # likewise
        self.unbroken: frozenset[int] | None = None  # runs before which a word goes on, likewise
        self.lines: dict[str, list[Element]] | None = None  # by number, as `base` takes them

    @cached_property
    def witnesses(self) -> Witnesses:
        return witnesses.collect(self.document)

    @cached_property
    def apps(self) -> tuple[App, ...]:
        return apps.collect(self.document, self.witnesses)

    @cached_property
    def method(self) -> str:
        return apps.method(self.document)

    @cached_property
    def brackets(self) -> list[Block]:
        from . import bracketing

        return list(bracketing.collect(self.document))

    @cached_property
    def elsewhere(self) -> Elsewhere:
        from .elsewhere import Elsewhere

        return Elsewhere(self.document, self.options.resolve)


class Context:
    """One rule at work on one file."""

    __slots__ = ("code", "document", "options", "rule", "severity", "shared")

    def __init__(self, shared: Shared, code: str, rule: str, severity: Severity) -> None:
        self.shared = shared
        self.document = shared.document
        self.options = shared.options
        self.code, self.rule, self.severity = code, rule, severity

    @property
    def witnesses(self) -> Witnesses:
        return self.shared.witnesses

    @property
    def apps(self) -> tuple[App, ...]:
        return self.shared.apps

    def finding(
        self,
        element: Element,
        message: str,
        *,
        attribute: str = "",
        token: str = "",
        hint: str = "",
        severity: Severity | None = None,
        count: int = 1,
        subject: str = "",
        subjects: tuple[str, ...] = (),
        meant: str = "",
    ) -> Finding:
        """A fault at an element, at one of its attributes, or at a token of its value.

        `subject` is what is at fault, else the token, the value or the element; of a finding that
        stands for several places, `subjects` are those of all.
        """
        start, end = self._extent(element, attribute, token)
        path = f"/@{written(attribute)}" if attribute else ""
        found = self._at(element, start, end, message, hint, severity, count, path)
        return replace(
            found,
            subject=subject or token or _subject(element, attribute),
            attribute=written(attribute) if attribute else "",
            subjects=subjects,
            meant=meant,
        )

    def in_text(
        self,
        run: Run,
        start: int,
        end: int,
        message: str,
        *,
        hint: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """A fault in the characters `start:end` of a run of text."""
        layout = self.document.layout
        begin, stop = layout.offset_in(run, start), layout.offset_in(run, end)
        found = self._at(run.parent, begin, stop, message, hint, severity, 1)
        return replace(found, subject=run.text[start:end])

    def in_prologue(
        self,
        start: int,
        end: int,
        message: str,
        *,
        hint: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """A fault in the source before the root, which stands for the whole of the file."""
        return self._at(self.document.root, start, end, message, hint, severity, 1)

    def _extent(self, element: Element, attribute: str, token: str) -> tuple[int, int]:
        layout = self.document.layout
        i = layout.index[element]
        found = layout.value_of(element, attribute) if attribute else None
        if found is None:
            return layout.start(i), layout.opened(i)
        name_at, value, end = found
        if token:
            for at in _tokens(layout.source, value, end, token):
                return at, at + len(token)
        return name_at, end + 1

    def _at(
        self,
        element: Element,
        start: int,
        end: int,
        message: str,
        hint: str,
        severity: Severity | None,
        count: int,
        attribute: str = "",
    ) -> Finding:
        place = self.document.layout.place
        line, column = place(start)
        end_line, end_column = place(end)
        return Finding(
            self.document.path,
            line,
            column,
            self.code,
            self.rule,
            self.severity if severity is None else severity,
            message,
            hint,
            self.document.xpath(element) + attribute,
            self.document.near(element),
            end_line=end_line,
            end_column=end_column,
            count=count,
        )


def _subject(element: Element, attribute: str) -> str:
    """What is at fault where no token is named: the value, if it is one token, or the element."""
    if not attribute:
        return name(element)
    value = (element.get(attribute) or "").split()
    return value[0] if len(value) == 1 else ""


def _tokens(source: str, start: int, end: int, token: str) -> Iterator[int]:
    """Where a blank-separated token stands in a value."""
    at = source.find(token, start, end)
    while at >= 0:
        before = source[at - 1] if at > start else " "
        after = source[at + len(token)] if at + len(token) < end else " "
        if before.isspace() and after.isspace():
            yield at
        at = source.find(token, at + 1, end)
