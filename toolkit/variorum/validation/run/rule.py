"""One rule of validation: who it is, its manual page, its check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...model import Finding, Severity
from ..indexes import Context

Check = Callable[[Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its identity, its manual page, its check (None where another layer runs it)."""

    code: str
    slug: str
    severity: Severity
    title: str
    why: str
    guidelines: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    check: Check | None = None
    options: tuple[tuple[str, object], ...] = ()  # what its examples need
    of_run: bool = False  # what it says of one file it says of all: text reports say it once

    @property
    def family(self) -> str:
        return self.code.rstrip("0123456789")

    def page(self) -> str:
        """The rule's manual page."""
        lines = [f"{self.code} {self.slug} ({self.severity})", "", self.title]
        if self.why:
            lines += ["", self.why]
        for word, examples in (("Right", self.passes), ("Wrong", self.fails)):
            for example in examples:
                lines += ["", f"{word}:", *(f"    {line}" for line in example.splitlines())]
        lines += [
            "",
            f'Silence it in a file: <?variorum-ignore {self.code} reason="..."?>',
            f'in all files: [validate] ignore = ["{self.code}"] in variorum.toml, or option ignore',
            "in some files: files and ignore in a [[validate.for]] of variorum.toml, or option "
            "per-file-ignores",
            f'with another severity: [validate.severity] {self.code} = "info"',
        ]
        if self.guidelines:
            lines += ["", f"Guidelines: {self.guidelines}"]
        return "\n".join(lines) + "\n"
