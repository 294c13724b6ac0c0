"""Typed values of what was given: settings from TOML, options or Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ..errors import UsageError
from ..model import Severity
from .run.catalogue import chosen, find, known
from .run.rule import Rule
from .settings import Setting, key, table


def parsed(
    values: type, given: Mapping[str, Any], *, where: str = "", toml: bool = False,
    wrong: list[tuple[str, UsageError]] | None = None, further: Sequence[Rule] = (),
) -> dict[str, Any]:  # fmt: skip
    """Typed values of what was given, by the name of their field.

    `where` is the section that an error names. Raises `UsageError` for a key that does not exist,
    with the nearest that does, and for a value of the wrong type; with `wrong`, those keys are
    left out and what was wrong with each is put there. `further` are rules that may be named
    besides our own.
    """
    known = {name: about for name, (about, _) in table(values).items() if about.toml or not toml}
    names = {key(name): name for name in known}
    found = {}
    for written, value in given.items():
        try:
            name = names.get(written.replace("_", "-"))
            if name is None:
                raise _unknown(where, written, names)
            found[name] = KINDS[known[name].kind](
                _Named(where, written, known[name], further), value
            )
        except UsageError as error:
            if wrong is None:
                raise
            wrong.append((written, error))
    return found


def _unknown(where: str, written: str, names: Mapping[str, str]) -> UsageError:
    near = get_close_matches(written.replace("_", "-"), names, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(names)}"
    if written in ("rule", "rules"):
        hint = "the project's own rules stand in [[rule]], outside of [validate]"
    return UsageError(f"{where}unknown setting {written!r}", hint=hint)


@dataclass(frozen=True, slots=True)
class _Named:
    """A setting as it was written, for the error that names it."""

    where: str
    written: str
    about: Setting
    further: Sequence[Rule] = ()

    def wrong(self, value: object, wanted: str) -> UsageError:
        return UsageError(f"{self.where}{self.written} = {_shown(value)}", hint=f"give {wanted}")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str | int | float | list | tuple) else "a table"


def _text(one: _Named, value: object) -> str:
    if not isinstance(value, str):
        raise one.wrong(value, "a text in quotation marks")
    if one.about.choices and value not in ("", *one.about.choices):
        raise one.wrong(value, " or ".join(one.about.choices))
    return value


def _count(one: _Named, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise one.wrong(value, "a whole number from 0")
    return value


def _flag(one: _Named, value: object) -> bool:
    if not isinstance(value, bool):
        raise one.wrong(value, "true or false")
    return value


def _severity(one: _Named, value: object) -> Severity:
    if isinstance(value, Severity):
        return value
    if not isinstance(value, str) or value.upper() not in Severity.__members__:
        raise one.wrong(value, "error, warning or info")
    return Severity[value.upper()]


def _list(one: _Named, value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple | frozenset | set) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise one.wrong(value, "a list of texts")


def _words(one: _Named, value: object) -> tuple[str, ...]:
    """A list; a text is taken apart at its commas and blanks."""
    if isinstance(value, str):
        value = [value]
    return tuple(word for text in _list(one, value) for word in text.replace(",", " ").split())


def _codes(one: _Named, value: object) -> tuple[str, ...]:
    """Codes, families and slugs of rules; raises `UsageError` for one that does not exist."""
    names = _words(one, value)
    for name in names:
        if not known(name) and not any(chosen(rule, (name,)) for rule in one.further):
            try:
                find(name)
            except UsageError as error:
                raise UsageError(f"{one.where}{one.written}: {error.message}",
                                 hint=error.hint) from None  # fmt: skip
    return names


def _paths(one: _Named, value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else _list(one, value)


def _pairs(one: _Named, value: object, sign: str) -> list[tuple[str, object]]:
    """The entries of a table; of a list, those of its texts, each cut at its last `sign`."""
    if isinstance(value, Mapping):
        return [(str(k), v) for k, v in value.items()]
    found: list[tuple[str, object]] = []
    for item in value if isinstance(value, list | tuple) else [value]:
        pair = tuple(item.rpartition(sign)[::2]) if isinstance(item, str) else item
        if not isinstance(pair, tuple) or len(pair) != 2 or not all(pair):
            raise one.wrong(item, one.about.metavar)
        found.append(pair)
    return found


def _codes_by_glob(one: _Named, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((glob, _codes(one, codes)) for glob, codes in _pairs(one, value, ":"))


def _severities(one: _Named, value: object) -> tuple[tuple[str, Severity], ...]:
    return tuple(
        (code, _severity(one, level))
        for codes, level in _pairs(one, value, "=")
        for code in _codes(one, codes)
    )


def _files_by_siglum(one: _Named, value: object) -> tuple[tuple[str, str], ...]:
    return tuple((siglum, _text(one, path)) for siglum, path in _pairs(one, value, "="))


def _for(one: _Named, value: object) -> tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...]:
    """Tables each of patterns of files and of the settings that hold for them, not yet read."""
    found = []
    for block in value if isinstance(value, list | tuple) else [value]:
        if not isinstance(block, Mapping) or not block.get("files"):
            raise one.wrong(block, 'each as [[validate.for]] with files = "folder/*.xml"')
        rest = {k: v for k, v in block.items() if k != "files"}
        found.append((_paths(one, block["files"]), rest))
    return tuple(found)


KINDS: Mapping[str, Callable[[_Named, object], Any]] = {
    "text": _text,
    "path": _text,
    "paths": _paths,
    "schemas": _paths,
    "globs": _paths,
    "for": _for,
    "count": _count,
    "flag": _flag,
    "severity": _severity,
    "words": _words,
    "codes": _codes,
    "codes by glob": _codes_by_glob,
    "severities": _severities,
    "files by siglum": _files_by_siglum,
}
