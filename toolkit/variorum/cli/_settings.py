"""Options that mean the same for every command: how much is said, in what colour, how wide."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace

from ..errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole run."""

    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    color: str = "auto"  # auto, always, never
    pager: bool = True
    width: int = 0  # columns; 0 = ask the terminal


_current = Settings()

_FLAGS = {
    "-q": ("quiet", True),
    "--quiet": ("quiet", True),
    "-v": ("verbose", True),
    "--verbose": ("verbose", True),
    "--debug": ("debug", True),
    "--no-pager": ("pager", False),
}


def current() -> Settings:
    """The settings of this run."""
    return _current


def take_globals(argv: list[str]) -> list[str]:
    """Take the options that every command shares out of the arguments, up to a `--`."""
    global _current
    settings, rest = Settings(), []
    arguments = iter(argv)
    for argument in arguments:
        name, _, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *arguments]
        elif argument in _FLAGS:
            field, on = _FLAGS[argument]
            settings = replace(settings, **{field: on})  # type: ignore[arg-type]
        elif name in ("--color", "--colour"):
            settings = replace(settings, color=_color(value or next(arguments, "")))
        elif name == "--width":
            settings = replace(settings, width=_width(value or next(arguments, "")))
        else:
            rest.append(argument)
    _current = settings
    return rest


def _color(value: str) -> str:
    if value not in ("auto", "always", "never"):
        raise UsageError(f"invalid --color {value!r}", hint="choose auto, always or never")
    return value


def _width(value: str) -> int:
    if not value.isdecimal() or not 20 <= int(value) <= 10_000:
        raise UsageError(f"invalid --width {value!r}", hint="give a number from 20 to 10000")
    return int(value)


def use_color(stream: object = None) -> bool:
    """Colour? The option outranks NO_COLOR and FORCE_COLOR, which outrank the terminal."""
    if _current.color != "auto":
        return _current.color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    out = stream or sys.stdout
    return bool(getattr(out, "isatty", lambda: False)()) and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns a line may take: the option, else the terminal, else 80."""
    if _current.width:
        return _current.width
    import shutil

    return shutil.get_terminal_size((80, 24)).columns
