"""A project's settings, from the values of `variorum.toml`; nothing here reads the file.

[project]            title, base, language, normal, decisions, regularise
[sigla]              SIGLUM = "file"
[extant]             SIGLUM = "p3..p9": the passages of the base that a fragment covers
[units]              joining, sentences, punctuation, brackets, order, bridge, overlap
[layers]             NAME = ["class", ...]; hide = [...]
[classes.NAME]       group, letter, description: a class of your own, or a changed one
[[rules]]            class, lemma, reading: patterns that are tried before the built-in ones
[spelling.LANG]      NAME = [pattern, replacement]: two spellings of one word
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ..errors import UsageError
from ..model import CLASSES, ReadingClass
from .edition import Options
from .layers import Layers, parse_classes
from .rules import ProjectRule
from .tables import own_patterns
from .units import UnitOptions

# Other rooms read tables of their own from the same file.
FOREIGN = frozenset(("validate", "rule", "encode", "align", "diff", "page", "tool"))
_KEYS: dict[str, tuple[str, ...]] = {
    "project": ("title", "base", "language", "normal", "decisions", "regularise"),
    "units": ("joining", "sentences", "punctuation", "brackets", "order", "bridge", "overlap"),
    "class": ("group", "letter", "description"),
    "rule": ("class", "lemma", "reading"),
}
_TABLES = ("project", "sigla", "extant", "units", "layers", "classes", "rules", "spelling")


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a project."""

    title: str = ""
    base: str = ""
    language: str = ""
    normal: tuple[str, ...] = ()  # empty = the default
    decisions: str = ""  # the file of decisions, as named
    regularise: str = ""  # the file of regularisations, as named
    sigla: tuple[tuple[str, str], ...] = ()  # siglum, file
    extant: tuple[tuple[str, str], ...] = ()  # siglum, range of passages
    options: Options = Options()


def project(values: Mapping[str, Any]) -> Project:
    """The typed settings of a project.

    Raises `UsageError` for a key that is not known, with the nearest one that is.
    """
    for key in values:
        _known(key, (*_TABLES, *sorted(FOREIGN)), "variorum.toml")
    main = _table(values, "project")
    normal = main.get("normal", ())
    return Project(
        title=str(main.get("title", "")),
        base=str(main.get("base", "")),
        language=str(main.get("language", "")),
        normal=tuple(normal.split(",") if isinstance(normal, str) else map(str, normal)),
        decisions=str(main.get("decisions", "")),
        regularise=str(main.get("regularise", "")),
        sigla=tuple((k, str(v)) for k, v in values.get("sigla", {}).items()),
        extant=tuple((k, str(v)) for k, v in values.get("extant", {}).items()),
        options=_options(values),
    )


def _options(values: Mapping[str, Any]) -> Options:
    classes = _classes(values.get("classes", {}))
    layers, hidden = _layers(values.get("layers", {}), classes)
    cuts = _table(values, "units")
    return Options(
        units=UnitOptions(
            joining=str(cuts.get("joining", "auto")),
            at_sentences=bool(cuts.get("sentences", True)),
            at_punctuation=bool(cuts.get("punctuation", True)),
            at_brackets=bool(cuts.get("brackets", True)),
            order=int(cuts.get("order", UnitOptions().order)),
            bridge=int(cuts.get("bridge", 0)),
            overlap=int(cuts.get("overlap", UnitOptions().overlap)),
        ),
        classes=classes,
        rules=tuple(_rule(rule, classes) for rule in values.get("rules", ())),
        spelling=own_patterns(values.get("spelling", {})),
        layers=layers,
        hidden=hidden,
    )


def _known(key: str, known: tuple[str, ...], where: str) -> None:
    if key not in known:
        near = get_close_matches(key, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(known)}"
        raise UsageError(f"{where}: unknown setting {key!r}", hint=hint)


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = values.get(name, {})
    if not isinstance(found, Mapping):
        raise UsageError(f"{name} is not a table", hint=f"begin it with [{name}]")
    for key in found:
        _known(key, _KEYS[name], f"[{name}]")
    return found


def _classes(given: Mapping[str, Any]) -> tuple[ReadingClass, ...]:
    made = {c.name: c for c in CLASSES}
    for name, entry in given.items():
        for key in entry:
            _known(key, _KEYS["class"], f"[classes.{name}]")
        old = made.get(name, ReadingClass(name, "substantive", name[:2], ""))
        made[name] = ReadingClass(
            name,
            str(entry.get("group", old.group)),
            str(entry.get("letter", old.letter)),
            str(entry.get("description", old.description)),
        )
    return tuple(made.values())


def _layers(
    given: Mapping[str, Any], classes: tuple[ReadingClass, ...]
) -> tuple[Layers, tuple[str, ...]]:
    layers: dict[str, tuple[str, ...]] = {}
    for name, wanted in given.items():
        listed = wanted if isinstance(wanted, str) else ",".join(map(str, wanted))
        layers[name] = parse_classes(listed, classes)
    hidden = layers.pop("hide", ())
    return tuple(layers.items()), hidden


def _rule(entry: Mapping[str, Any], classes: tuple[ReadingClass, ...]) -> ProjectRule:
    for key in entry:
        _known(key, _KEYS["rule"], "[[rules]]")
    (cls,) = parse_classes(str(entry.get("class", "")), classes) or ("",)
    lemma, reading = (str(entry.get(side, ".*")) for side in ("lemma", "reading"))
    for pattern in (lemma, reading):
        try:
            re.compile(pattern)
        except re.error as error:
            raise UsageError(
                f"[[rules]]: {pattern!r} is not a valid pattern ({error})",
                hint="fix the expression",
            ) from error
    if not cls:
        raise UsageError("[[rules]]: a rule without a class", hint='write class = "…"')
    return ProjectRule(cls, lemma, reading)
