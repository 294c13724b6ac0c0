"""List the rules of validation, or explain one.

Name a rule by its code (WIT001) or its slug (wit-unresolved).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import _options as o

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..validation import Rule

PANEL = "Check"
EXAMPLES = """
variorum rules
variorum rules WIT001
variorum rules lacuna-pair
variorum rules --format json
"""


def command(
    names: Annotated[list[str] | None, typer.Argument(metavar="[CODE]...")] = None,
    format: Annotated[str | None, o.formats("text", "json")] = None,
    output: o.Output = None,
    force: o.Force = False,
) -> int:
    """Show rules."""
    from ..api.formats import envelope
    from ..api.project_rules import own_rules
    from ..errors import UsageError
    from ..validation.run.catalogue import find, rules
    from . import _io
    from ._host import Terminal

    own = own_rules(Terminal())
    wanted = [find(name, own) for name in names] if names else [*rules(), *own]
    if format not in (None, "text", "json"):
        raise UsageError(f"unknown format {format!r}", hint="choose text or json")
    if format == "json":
        text = envelope("rules", [_row(rule) for rule in wanted])
    elif names:
        text = "\n".join(rule.page() for rule in wanted)
    else:
        text = "\n".join(_families(wanted))
    _io.emit(text, output=output, force=force)
    return 0


def _families(listed: list[Rule]) -> Iterator[str]:
    """The rules under the heading of their family, a line for each."""
    from itertools import groupby

    from ..validation.run.catalogue import FAMILIES

    for family, inside in groupby(listed, key=lambda rule: rule.family):
        yield f"{family}: {FAMILIES.get(family, 'rules of this project')}"
        yield from (f"  {r.code}  {r.severity!s:<7}  {r.slug:<20}  {r.title}" for r in inside)
        yield ""


def _row(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "rule": rule.slug,
        "severity": str(rule.severity),
        "title": rule.title,
        "why": rule.why,
        "good": list(rule.passes),
        "bad": list(rule.fails),
        "guidelines": rule.guidelines,
    }
