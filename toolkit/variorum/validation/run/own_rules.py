"""The rules of a project: rows of its settings, checked before they are used; then a checker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...errors import UsageError
from ...model import Finding
from ..document import Document
from ..indexes import Context, Shared
from ..options import Options
from .catalogue import rules as all_rules
from .rule import Rule
from .xpath_rules import hold_to_examples, rule_of

SLOWEST = 1.0  # seconds that an XPath may take over one file: it is one of a hundred rules


class OwnRules:
    """Further rules of one project, as a `Checker`."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, Any]],
        lines: Sequence[int],
        *,
        source: str,
        clock: Callable[[], float],
    ) -> None:
        """Raises `UsageError` with source and line for a row that is invalid.

        That is one with a field missing, with a code or a name in use, with an XPath that is
        none, or that does not do to its examples what they say. `lines` say where each row
        begins in `source`; `clock` gives seconds.
        """
        self.source = source
        self.rows = tuple(tuple(row.items()) for row in rows)  # what they are made of
        self._clock = clock
        self._lines: dict[str, int] = {}
        found: list[Rule] = []
        for row, line in zip(rows, lines, strict=True):
            try:
                rule = rule_of(row)
                _refuse_known(rule, [*all_rules(), *found])
                hold_to_examples(rule)
            except UsageError as error:
                raise self._placed(error, line) from error
            self._lines[rule.code] = line
            found.append(rule)
        self.rules: tuple[Rule, ...] = tuple(found)

    def __repr__(self) -> str:
        return f"OwnRules({self.rows!r})"

    def __reduce__(self) -> tuple[object, ...]:
        """Rules travel to other processes as the rows that they are made of."""
        rows = [dict(row) for row in self.rows]
        return _again, (rows, list(self._lines.values()), self.source, self._clock)

    def __call__(self, document: Document) -> Iterator[Finding]:
        shared = Shared(document, Options())
        for rule in self.rules:
            assert rule.check is not None
            context = Context(shared, rule.code, rule.slug, rule.severity)
            since = self._clock()
            try:
                found = list(rule.check(context))
            except UsageError as error:
                raise self._placed(error, self._lines[rule.code]) from error
            if self._clock() - since > SLOWEST:
                raise self._placed(
                    UsageError(
                        f"rule {rule.code}: its XPath takes over a second in {document.path}",
                        hint="begin it with the element at fault: //tei:date[...]",
                    ),
                    self._lines[rule.code],
                )
            yield from found

    def _placed(self, error: UsageError, line: int) -> UsageError:
        return UsageError(error.message, source=self.source, line=line, hint=error.hint)


def _again(
    rows: Sequence[Mapping[str, Any]],
    lines: Sequence[int],
    source: str,
    clock: Callable[[], float],
) -> OwnRules:
    return OwnRules(rows, lines, source=source, clock=clock)


def _refuse_known(rule: Rule, known: Sequence[Rule]) -> None:
    for other in known:
        if rule.code == other.code:
            hint = "take another: three letters of your own, as OWN001"
            raise UsageError(f"rule {rule.code}: the code is in use, by {other.slug}", hint=hint)
        if rule.slug == other.slug:
            raise UsageError(f"rule {rule.code}: the name {rule.slug!r} is in use, by {other.code}",
                             hint="take another")  # fmt: skip
