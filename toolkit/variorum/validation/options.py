"""What a user may ask of validation; plain values, read from `variorum.toml` by the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import UsageError
from ..model import Severity

Resolver = Callable[[str], "bytes | None"]
"""Gives the bytes of a file named by a relative pointer; None where there is none.

Raises `PermissionError` for a path that leaves the root within which pointers may lead.
"""

FORMAL_TYPES = frozenset(
    "orthographic orthography orth punctuation case word-division name-form number-form "
    "transliteration format formal spelling itacism paleographic defective".split()
)


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that validation can be told; the defaults fit an edition of one file."""

    select: tuple[str, ...] = ()  # codes, code families ("WIT") or slugs; () = all
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()  # glob -> codes
    fail_on: Severity = Severity.WARNING
    aggregate: int = 20  # equal messages of one rule in one file above which they become one
    huge: bool = False
    profile: str = ""  # "edition": our vocabularies; "interchange": for teiphy and open-cbgm
    reading_types: tuple[str, ...] = ()  # the project's own list for app/rdg @type; () = any
    normal: tuple[str, ...] = ("nfc", "casefold", "quotes", "dashes", "spacing", "ligatures")
    transcriptions: Mapping[str, str] = field(default_factory=dict)  # siglum -> its whole text
    resolve: Resolver | None = None  # None: pointers to other files are not followed
    elements: frozenset[str] | None = None  # names the schema knows; None = no schema
    strict_coverage: bool | None = None  # True: every app must account for every witness

    @classmethod
    def from_config(cls, section: Mapping[str, object]) -> Options:
        """Options from the `[validate]` section of a configuration file.

        Raises `UsageError` for a key that means nothing or a value of the wrong kind.
        """
        values: dict[str, Any] = {k: _value(k, v) for k, v in _known(section).items()}
        return cls(**values)


_LISTS = ("select", "extend_select", "ignore", "reading_types", "normal")
_PLAIN: dict[str, type] = {
    "aggregate": int,
    "huge": bool,
    "profile": str,
    "strict_coverage": bool,
}
_KEYS = (*_LISTS, *_PLAIN, "per_file_ignores", "fail_on")


def _known(section: Mapping[str, object]) -> dict[str, object]:
    known = {}
    for key, value in section.items():
        name = key.replace("-", "_")
        if name not in _KEYS:
            offered = ", ".join(k.replace("_", "-") for k in _KEYS)
            raise UsageError(f"[validate] has no key {key!r}", hint=f"there are {offered}")
        known[name] = value
    return known


def _value(key: str, value: object) -> object:
    if key in _LISTS and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if key == "fail_on":
        return severity(str(value))
    if key == "per_file_ignores" and isinstance(value, dict):
        return tuple((str(glob), tuple(str(c) for c in codes)) for glob, codes in value.items())
    if key in _PLAIN and isinstance(value, _PLAIN[key]):
        return value
    raise UsageError(f"[validate] {key.replace('_', '-')} has a value of the wrong kind: {value!r}")


def severity(name: str) -> Severity:
    """The severity of a name; raises `UsageError` naming the three."""
    try:
        return Severity[name.upper()]
    except KeyError:
        raise UsageError(
            f"no severity {name!r}", hint="there are error, warning and info"
        ) from None
