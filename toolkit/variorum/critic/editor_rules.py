"""Regularisation rules and project files of the Collation Editor (ITSEE), from their JSON.

A rule makes one word (`t`) count as another (`n`): once (a word of a witness in a unit), in a unit
(`verse`), in a witness (`manuscript`) or always, but for the units in `exceptions`. Rules hold in
the order in which they were made, and a later one may take up what an earlier one made of a word.
<https://github.com/itsee-birmingham/collation_editor_core>
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import ReadError
from ..model import CLASSES, ReadingClass
from ..text.normal import DEFAULT
from .edition import Options
from .project import Project
from .regularise import Regularisation
from .rules import ProjectRule

_OWN = (  # the editor's classes where a project declares none
    {"value": "reconstructed", "identifier": "V", "name": "reconstructed"},
    {"value": "regularised", "identifier": "r", "name": "regularised"},
    {"value": "abbreviation", "identifier": "ab", "name": "abbreviation"},
)
SCOPES = ("always", "verse", "manuscript", "once")
_SIGNS = {"ignore_supplied": "[]", "ignore_unclear": "\u0323"}  # what a condition does not see


def parse_rules(files: Iterable[tuple[str, str]]) -> tuple[Regularisation, ...]:
    """The rules of files (name, text), each with one rule or a list, the oldest first.

    Raises `ReadError`, with file and remedy, for what is not a rule.
    """
    made: list[tuple[float, Regularisation]] = []
    for name, text in files:
        value = _json(text, name)
        for rule in value if isinstance(value, list) else [value]:
            if not isinstance(rule, dict):
                raise _fault(name, "it is not an object", rule)
            made.append((_time(rule), _rule(rule, name)))
    return tuple(rule for _, rule in sorted(made, key=lambda one: one[0]))


def parse_project(
    text: str, *, name: str, base: str = "", rules: Sequence[Regularisation] = ()
) -> Project:
    """What a project file settles: title, language, base text, whether case counts, and the classes
    of its rules, each a class of readings that are formal. `base` is the siglum of its base text.
    """
    value = _json(text, name)
    if not isinstance(value, dict) or not isinstance(value.get("base_text"), str):
        raise ReadError(
            "not a project of the Collation Editor: it names no base_text", source=name,
            hint="name its config.json, or a variorum.toml",
        )  # fmt: skip
    classes = _classes(value.get("ruleClasses"), rules)
    return Project(
        title=str(value.get("name") or ""),
        base=base or value["base_text"],
        language=str(value.get("language") or ""),
        normal=_normal(value.get("displaySettings")),
        options=Options(classes=(*CLASSES, *classes), rules=_pairs(rules)),
    )


def _normal(settings: Any) -> tuple[str, ...]:
    """The normal forms, with case where it is to be seen; the default where nothing is said."""
    listed = settings.get("configs") if isinstance(settings, dict) else None
    shown = [s for s in listed or () if isinstance(s, dict) and s.get("check_by_default")]
    if not any(s.get("id") == "view_capitalisation" for s in shown):
        return ()
    return tuple(step for step in DEFAULT if step != "casefold")


def _classes(given: Any, rules: Sequence[Regularisation]) -> tuple[ReadingClass, ...]:
    """The classes of rules that are declared, those of the editor itself, and those that are used.

    Those that the project does not declare are the editor's own, or have only a name.
    """
    declared = given if isinstance(given, list) else _OWN
    made: dict[str, ReadingClass] = {}
    for one in (c for c in declared if isinstance(c, dict) and c.get("value")):
        name = str(one["value"])
        letter = str(one.get("identifier") or name[:2])
        made[name] = ReadingClass(name, "formal", letter, str(one.get("name") or name).lower())
    for rule in rules:
        made.setdefault(rule.cls, ReadingClass(rule.cls, "formal", rule.cls[:2], rule.cls))
    known = {c.name for c in CLASSES}
    return tuple(c for name, c in made.items() if name not in (*known, "", "none"))


def _pairs(rules: Sequence[Regularisation]) -> tuple[ProjectRule, ...]:
    """A rule a class: which words are readings of which, by the rules that say so."""
    found: dict[str, set[tuple[str, str]]] = {}
    for rule in rules:
        if rule.cls not in ("", "none"):
            found.setdefault(rule.cls, set()).add((rule.regular, rule.form))
    return tuple(ProjectRule(cls, pairs=frozenset(pairs)) for cls, pairs in found.items())


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(
            f"not JSON: {getattr(error, 'msg', 'nested too deeply')}", source=name,
            line=getattr(error, "lineno", 0), hint="fix the file there",
        ) from error  # fmt: skip


def _fault(name: str, what: str, rule: Any) -> ReadError:
    said = json.dumps(rule, ensure_ascii=False)
    return ReadError(
        f"not a regularisation rule: {what} ({said[:60]})", source=name,
        hint='give {"scope": "always", "t": "…", "n": "…", "context": {}}',
    )  # fmt: skip


def _time(rule: Mapping[str, Any]) -> float:
    """When a rule was made, or changed last."""
    about = rule.get("_meta")
    said = about.get("_last_modified_time") if isinstance(about, dict) else rule.get("created_time")
    if isinstance(said, int | float):
        return float(said)
    return float("".join(c for c in str(said or 0) if c.isascii() and c.isdecimal()) or 0)


def _rule(rule: Mapping[str, Any], name: str) -> Regularisation:
    for key in ("t", "n"):
        if not isinstance(rule.get(key), str) or not rule[key]:
            raise _fault(name, f"it has no {key!r}", rule)
    scope = rule.get("scope", "always")
    if scope not in SCOPES:
        raise _fault(name, f"its scope is not one of {', '.join(SCOPES)}", rule)
    context = rule.get("context") or {}
    wanted = {"verse": ("unit",), "manuscript": ("witness",), "once": ("unit", "witness", "word")}
    if gone := [key for key in wanted.get(scope, ()) if not context.get(key)]:
        raise _fault(name, f"scope {scope!r} needs {', '.join(gone)} in its context", rule)
    conditions = rule.get("conditions") or {}
    return Regularisation(
        rule["t"], rule["n"],
        siglum=str(context["witness"]) if scope in ("manuscript", "once") else "",
        at=f"{context['unit']} {_number(context['word'], name, rule)}" if scope == "once" else "",
        passage=str(context["unit"]) if scope == "verse" else "",
        exceptions=tuple(map(str, rule.get("exceptions") or ())),
        unseen="".join(signs for key, signs in _SIGNS.items() if conditions.get(key)),
        cls=str(rule.get("class") or ""),
        chained=True,
    )  # fmt: skip


def _number(word: Any, name: str, rule: Any) -> int:
    """The number of a word; the editor counts 2, 4, 6, …"""
    said = str(word)
    if not said.isdecimal() or int(said) < 2 or int(said) % 2:
        raise _fault(name, "its word is not an even number", rule)
    return int(said) // 2
