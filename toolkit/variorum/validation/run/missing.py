"""Schemas that were asked for and not run: said of each file, an error where one is required."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Finding, Severity

CODE, SLUG = "SCH011", "schema-missing"


@dataclass(frozen=True, slots=True)
class Missing:
    """A schema that was asked for and is not run: by what name, why, what to do."""

    name: str
    why: str
    hint: str = ""
    asked: bool = False  # by the settings, not by the file: then it is an error


def said(
    missing: Sequence[Missing], head: str, *, path: str, required: bool, fallback: bool
) -> Iterator[Finding]:
    """A finding for each, where the file names it; `head` is how the file's text begins."""
    for one in missing:
        line, column, end = _place(head, one.name)
        who = "the settings name" if one.asked else "the file names"
        yield Finding(
            path, line, column, CODE, SLUG,
            Severity.ERROR if required or one.asked else Severity.INFO,
            f"the schema that {who} ({one.name}) was not run: {one.why}",
            one.hint, "/", end_line=line if end else 0, end_column=end, subject=one.name,
        )  # fmt: skip
    if required and fallback and not missing:
        yield Finding(
            path, 1, 1, CODE, SLUG, Severity.ERROR, "the file names no schema, and one is required",
            "name it in an xml-model instruction, in variorum.toml, or with the option schema", "/",
        )  # fmt: skip


def _place(head: str, name: str) -> tuple[int, int, int]:
    """Line, column and end of a name; the start of the file where it does not stand."""
    at = head.find(name) if name else -1
    if at < 0:
        return 1, 1, 0
    start = head.rfind("\n", 0, at) + 1
    return head.count("\n", 0, at) + 1, at - start + 1, at - start + 1 + len(name)
