"""Check documents against a Schematron schema: a further checker of `validation`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..errors import ReadError
from ..model import Finding, Severity
from ..text.xml import string
from ..validation import Document, Rule, find
from .compilation import Compiled
from .places import Places
from .reading import choose
from .saxon import Broken, installed
from .schema import DEFAULT, Assertion, Let, Pattern, Problem, Schema

if TYPE_CHECKING:
    from .saxon import Fetch

_CODES = ("SCT001", "SCT002", "SCT003", "SCT004")
_SEVERITIES = {
    Severity.ERROR: ("error", "fatal", "err"),
    Severity.WARNING: ("warning", "warn", "nonfatal", "non-fatal", "caution"),
    Severity.INFO: ("info", "information", "informational", "hint", "note", "suggestion"),
}
_SEVERITY = {name: severity for severity, names in _SEVERITIES.items() for name in names}


def _no_files(uri: str) -> bytes:
    raise ReadError(f"it asks for {uri}, and no document is read here")


def _plain_address(path: str) -> str:
    return quote(path.replace("\\", "/"))


class Schematron:
    """The rules of one schema in one phase, compiled when a document first is checked.

    `base` is the address of the schema, `address` gives that of a document by its path (as rules
    see them in `base-uri()`), `fetch` the bytes of a document that a rule asks for.
    Raises `ReadError` for a phase that the schema does not have.
    """

    def __init__(
        self,
        schema: Schema,
        *,
        phase: str = DEFAULT,
        base: str = "",
        address: Callable[[str], str] = _plain_address,
        fetch: Fetch = _no_files,
    ) -> None:
        self.schema = schema
        self.base = base
        self.patterns: tuple[Pattern, ...]
        self.lets: tuple[Let, ...]
        self.patterns, self.lets = choose(schema, phase)
        self._address = address
        self._fetch = fetch
        self._compiled: Compiled | None = None

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """What may be found."""
        return tuple(find(code) for code in _CODES)

    @cached_property
    def count(self) -> int:
        """How many assertions and reports are run."""
        return sum(len(rule.assertions) for one in self.patterns for rule in one.rules)

    def __call__(self, document: Document) -> list[Finding]:
        """Every assertion that fails, every report that holds, and what could not be run."""
        places = Places(document)
        if not installed() and self.count:
            return [self._without_the_extra(places), *self._problems(places, self.schema.problems)]
        found = self._problems(places, self.schema.problems)
        if not self.count:
            return found
        try:
            if self._compiled is None:
                self._compiled = Compiled(self.schema, self.patterns, self.lets, self.base)
            said = self._compiled.run(document, self._address(document.path), self._fetch)
        except Broken as error:
            message = f"the {_rules(self.count)} of {self.schema.name} were not run: {error}"
            return [*found, _finding(places, "SCT004", "/", message)]
        found += [self._finding(places, one, hit) for one, hit in said.hits]
        return [*found, *self._problems(places, said.problems)]

    def _finding(self, places: Places, one: Assertion, hit: Any) -> Finding:
        said = [" ".join(string(text).split()) for text in hit]
        message = said[0] or f"the test {' '.join(one.test.split())!r} decides against this"
        code = "SCT002" if one.report else "SCT001"
        severity = _SEVERITY.get(one.role.strip().lower(), Severity.ERROR)
        hint = "; ".join(text for text in said[1:] if text)
        found = places.finding(hit.get("at"), code, find(code).slug, severity, message, hint)
        return replace(found, subject=one.test)

    def _problems(self, places: Places, problems: Sequence[Problem]) -> list[Finding]:
        """One finding for all that could not be run for the same reason."""
        by_reason: dict[tuple[str, str], list[Problem]] = {}
        for one in problems:
            by_reason.setdefault((one.message, one.hint), []).append(one)
        return [_not_run(places, same) for same in by_reason.values()]

    def _without_the_extra(self, places: Places) -> Finding:
        message = f"the {_rules(self.count)} of {self.schema.name} were not run"
        found = _finding(places, "SCT004", "/", message, "pip install 'variorum[schematron]'",
                         Severity.INFO)  # fmt: skip
        return replace(found, subject=self.schema.name)


def _rules(count: int) -> str:
    return "one Schematron rule" if count == 1 else f"{count} Schematron rules"


def _not_run(places: Places, same: Sequence[Problem]) -> Finding:
    first = same[0]
    lines = sorted({one.place.line for one in same if one.place.file == first.place.file})
    where = str(first.place)
    if len(lines) > 1:
        shown = ", ".join(map(str, lines[:5])) + (", …" if len(lines) > 5 else "")
        where = f"{first.place.file}, lines {shown}"
    message = f"a rule of the Schematron schema was not run ({where}): {first.message}"
    found = _finding(places, "SCT003", "/", message, first.hint)
    return replace(found, subject=f"{first.place.file}: {first.message}")


def _finding(places: Places, code: str, path: str, message: str, hint: str = "",
             severity: Severity | None = None) -> Finding:  # fmt: skip
    rule = find(code)
    return places.finding(path, code, rule.slug, rule.severity if severity is None else severity,
                          message, hint)  # fmt: skip
