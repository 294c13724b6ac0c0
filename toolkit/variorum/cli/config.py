"""Show the settings that hold here, and where each comes from.

Settings are read from the nearest variorum.toml upward, or from [tool.variorum] in
pyproject.toml; options on the command line outrank them. An unknown key is an error that names
the nearest one.
"""

from __future__ import annotations

from typing import Annotated, Any

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
ENVIRONMENT = ("VARIORUM_SCHEMAS", "NO_COLOR", "FORCE_COLOR", "PAGER")


@app.callback()
def settings() -> None:
    """Show the settings that hold here, and where each comes from."""


@app.command()
def show(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Whose settings.")] = ".",
    format: Annotated[str, typer.Option("-f", "--format", help="txt or json.")] = "txt",
) -> int:
    """Print every setting with its origin: environment, file or default."""
    from ..errors import UsageError
    from . import _io, _settled

    if format not in ("txt", "json"):
        raise UsageError(f"no format {format!r}", hint="there are txt and json")
    path, values = _settled.nearest(folder)
    _settled.checked(path, values)
    rows = list(_rows(values, path.name if path else ""))
    if format == "json":
        results = [{"key": k, "value": v, "origin": origin} for k, v, origin in rows]
        _io.emit(_io.dump(_io.envelope("config", results)))
        return 0
    width = max(len(key) for key, _, _ in rows)
    file = f"settings from {path.name}" if path else "no variorum.toml here or above"
    lines = [file, *(f"{key:<{width}}  {_shown(value)}  ({o})" for key, value, o in rows)]
    _io.emit("\n".join(lines) + "\n")
    return 0


def _rows(values: dict[str, Any], name: str) -> Any:
    """Key, value and origin of every setting, those of the file and the defaults of the rest."""
    import os

    from ..critic.units import UnitOptions
    from ..text.normal import DEFAULT

    defaults = {
        "project.title": "", "project.base": "", "project.language": "",
        "project.normal": list(DEFAULT), "project.decisions": "", "project.regularise": "",
        "units.joining": UnitOptions().joining, "units.order": UnitOptions().order,
        "units.sentences": True, "units.punctuation": True, "units.brackets": True,
        "validate.fail-on": "warning",
    }  # fmt: skip
    given = dict(_flat(values))
    for key in ENVIRONMENT:
        if os.environ.get(key):
            yield key, os.environ[key], "environment"
    for key in sorted(defaults.keys() | given.keys()):
        yield (key, given[key], name) if key in given else (key, defaults[key], "default")


def _flat(values: dict[str, Any], prefix: str = "") -> Any:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _shown(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
