"""Show the settings in force here, and where each comes from.

Settings are read from the nearest variorum.toml upward, or from [tool.variorum] in
pyproject.toml; options on the command line override them. An unknown key is an error that names
the nearest one.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

PANEL = "Project"
EXAMPLES = """
variorum config show
variorum config show --format json
"""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help=__doc__,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def settings() -> None:
    """Show the settings that hold here, and where each comes from."""


@app.command()
def show(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Whose settings.")] = ".",
    format: Annotated[str, typer.Option("-f", "--format", help="txt or json.")] = "txt",
) -> int:
    """Print every setting with its origin: environment, file or default."""
    from ..api import checks, configuration, settled
    from ..api.formats import envelope
    from ..errors import UsageError
    from . import _io
    from ._host import Terminal

    if format not in ("txt", "json"):
        raise UsageError(f"unknown format {format!r}", hint="choose txt or json")
    host = Terminal()
    found = configuration.nearest(folder, host)
    settled.checked(found, host)
    rows = list(checks.rows(found, host))
    if format == "json":
        results = [{"key": k, "value": v, "origin": origin} for k, v, origin, _ in rows]
        _io.emit(envelope("config", results))
        return 0
    width = max(len(key) for key, *_ in rows)
    file = (
        f"settings from {found.name}" if found.path else "no variorum.toml in this folder or above"
    )
    shown = (
        f"{key:<{width}}  {json.dumps(value, ensure_ascii=False)}  ({origin})"
        + (f"  # {says}" if says else "")
        for key, value, origin, says in rows
    )
    _io.emit("\n".join((file, *shown)) + "\n")
    return 0
