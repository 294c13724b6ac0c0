"""The only table of settings of validation: type, default, meaning, where each may be set.

A setting is a field of a dataclass (`Options` here, `Checks` in `api`) made with `setting`. The
`[validate]` section of `variorum.toml`, the options of the command line, the keywords of
`variorum.validate`, `config show` and the help texts are all read off these fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one setting."""

    kind: str  # one of KINDS, which `typed` reads
    says: str  # one line for the user
    metavar: str = ""
    option: str = ""  # as the command line writes it, without dashes; "-" = it may not
    toml: bool = True
    choices: tuple[str, ...] = ()
    adds: bool = False  # the command line adds to what the project says, and does not replace it


def setting(
    kind: str, default: Any, says: str, *, metavar: str = "", option: str = "", toml: bool = True,
    choices: tuple[str, ...] = (), adds: bool = False,
) -> Any:  # fmt: skip
    """A field of a dataclass that the user may set."""
    about = Setting(kind, says, metavar, option, toml, choices, adds)
    return field(default=default, metadata={"setting": about})


def table(values: type) -> dict[str, tuple[Setting, Any]]:
    """The settings of a dataclass by the name of their field, each with its default."""
    return {f.name: (f.metadata["setting"], f.default) for f in fields(values)
            if "setting" in f.metadata}  # fmt: skip


def key(name: str) -> str:
    """A setting as `variorum.toml` and the command line write it."""
    return name.rstrip("_").replace("_", "-")
