"""List the rules of validation, or explain one.

A rule is named by its code (WIT001) or its slug (wit-unresolved).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import _options as o

if TYPE_CHECKING:
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
        raise UsageError(f"no format {format!r}", hint="there are text, json")
    if format == "json":
        text = envelope("rules", [_row(rule) for rule in wanted])
    elif names:
        text = "\n".join(rule.page() for rule in wanted)
    else:
        text = "".join(f"{r.code}  {r.severity!s:<7}  {r.slug:<20}  {r.title}\n" for r in wanted)
    _io.emit(text, output=output, force=force)
    return 0


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
