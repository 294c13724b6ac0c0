"""All rules by code and by slug, with the documentation that is their docstring.

A rule's docstring is its manual page, and its PASS and FAIL examples are run by the tests::

    What is wrong, in one sentence.

    Why it matters, in one paragraph.

    Guidelines: 13.1.4 (#TCAPWI)

    PASS
        <app>...</app>
    FAIL
        <app>...</app>
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from functools import cache
from types import ModuleType

from ...errors import UsageError
from ...model import Finding, Severity
from ...registry import entries
from ..document import intake
from . import schema_rules
from .rule import Rule
from .xpath_rules import simple_rules

# What the rules of a family are about; a family is the letters of a code.
FAMILIES = {
    "APP": "Entries of an apparatus",
    "CFG": "Settings, and instructions to ignore a rule",
    "DAT": "Dates",
    "ENC": "Characters and the encoding of the file",
    "HDR": "The header",
    "LNG": "Languages and scripts",
    "PRO": "Profiles: further demands on an edition, or on a file for other programs",
    "REF": "Pointers",
    "SCH": "The schema",
    "SCT": "Schematron",
    "STR": "Structure beyond the schema",
    "TXT": "Brackets, quotation marks, breaks and spacing",
    "WIT": "Witnesses and sigla",
    "XML": "The file as XML",
}
_EXAMPLE = re.compile(r"^(PASS|FAIL)[^\n]*\n((?:[ \t]+[^\n]*\n?|\n)+)", re.M)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code. Codes and slugs are unique."""
    found = [_rule(module, name) for name, module in entries("validation.rules").items()]
    found += simple_rules()
    found += [_of_intake(fault) for fault in intake.FAULTS.values()]
    found += [_of_schema(page) for page in schema_rules.PAGES]
    found += _CONFIGURATION
    found += _SCHEMATRON
    return tuple(sorted(found, key=lambda rule: rule.code))


def checks() -> tuple[Rule, ...]:
    """The rules that look at a document."""
    return tuple(rule for rule in rules() if rule.check is not None)


def find(name: str, further: Sequence[Rule] = ()) -> Rule:
    """The rule of a code or a slug; raises `UsageError` naming what is near.

    `further` are rules besides ours: a project's own.
    """
    wanted = name.strip().lower().replace("_", "-")
    for rule in (*rules(), *further):
        if wanted in (rule.code.lower(), rule.slug):
            return rule
    from difflib import get_close_matches

    every = [r.slug for r in rules()] + [r.code for r in rules()]
    near = get_close_matches(wanted, every, 1) or get_close_matches(wanted.upper(), every, 1)
    hint = f"did you mean {near[0]}?" if near else "variorum rules lists them"
    raise UsageError(f"unknown rule {name!r}", hint=hint)


def known(name: str) -> bool:
    """Is this a code, a slug, or a code family?"""
    wanted = name.strip().lower().replace("_", "-")
    if wanted == "all":
        return True
    return any(wanted in (r.code.lower(), r.slug, r.family.lower()) for r in rules())


def chosen(rule: Rule | Finding, names: tuple[str, ...]) -> bool:
    """Is a rule, or the rule of a finding, meant by one of these codes, families or slugs?"""
    slug = rule.slug if isinstance(rule, Rule) else rule.rule
    family = rule.code.rstrip("0123456789")
    wanted = {n.strip().lower().replace("_", "-") for n in names}
    return bool(wanted & {"all", rule.code.lower(), slug.lower(), family.lower()})


def _rule(module: ModuleType, name: str) -> Rule:
    text = inspect.cleandoc(module.__doc__ or "")
    prose = _EXAMPLE.split(text)[0].strip()
    guidelines = re.search(r"^Guidelines: (.*)$", prose, re.M)
    paragraphs = re.sub(r"^Guidelines: .*$", "", prose, flags=re.M).strip().split("\n\n")
    examples = _EXAMPLE.findall(text)
    return Rule(
        module.CODE,
        name.replace("_", "-"),
        module.SEVERITY,
        " ".join(paragraphs[0].split()),
        "\n\n".join(" ".join(p.split()) for p in paragraphs[1:]),
        guidelines[1] if guidelines else "",
        tuple(inspect.cleandoc("\n" + body).strip() for kind, body in examples if kind == "PASS"),
        tuple(inspect.cleandoc("\n" + body).strip() for kind, body in examples if kind == "FAIL"),
        module.check,
        tuple(getattr(module, "EXAMPLE_OPTIONS", {}).items()),
    )


_REMARKS = (
    "XML007",
    "XML008",
    "XML010",
    "XML011",
    "XML012",
    "XML013",
)  # what is not refused and yet not done


def _of_intake(fault: intake.Fault) -> Rule:
    severity = Severity.INFO if fault.code in _REMARKS else Severity.ERROR
    return Rule(fault.code, fault.slug, severity, f"{fault.title}.",
                f"What to do: {fault.remedy}.", "", (), (),
                of_run=fault.code in ("XML008", "XML013"))  # fmt: skip


def _of_schema(page: schema_rules.Page) -> Rule:
    severity = Severity.INFO if page.code in ("SCH010", "SCH011") else Severity.ERROR
    passes, fails = ((example,) if example else () for example in (page.passes, page.fails))
    return Rule(page.code, page.slug, severity, page.title, page.why, "", passes, fails,
                of_run=page.code in ("SCH010", "SCH011"))  # fmt: skip


_CONFIGURATION = [
    Rule("XML009", "not-checked", Severity.ERROR, "The file could not be checked at all.",
         "It is not there, may not be read, or its schema cannot be used: the message says which.",
         "", (), ()),
    Rule("CFG004", "settings-wrong", Severity.ERROR, "A setting of variorum.toml has no effect.",
         "The key does not exist, its value is of the wrong type, or what it names is not there: "
         "the message says which, and what to do. All other settings hold.", "", (), ()),
    Rule("CFG001", "unused-ignore", Severity.WARNING,
         "A variorum-ignore instruction silences nothing.",
         "What it once silenced has been fixed: take it out, or it will hide the next fault.",
         "", (), ()),
    Rule("CFG002", "unknown-ignore", Severity.WARNING,
         "A variorum-ignore instruction names no rule.", "See `variorum rules` for the codes.",
         "", (), ()),
    Rule("CFG003", "ignore-without-reason", Severity.INFO,
         "A variorum-ignore instruction gives no reason.",
         'Write <?variorum-ignore CODE reason="..."?>: whoever edits next will want to know.',
         "", (), ()),
]  # fmt: skip

_SCHEMATRON = [
    Rule("SCT001", "assertion-fails", Severity.ERROR,
         "An assertion of the project's Schematron does not hold.",
         "The message is the project's own, and so is the severity: role=\"warning\" or \"info\" "
         "in the schema. Correct the file, or the rule.", "", (), ()),
    Rule("SCT002", "report-holds", Severity.ERROR,
         "The project's Schematron reports what it looks for.",
         "The message is the project's own, and so is the severity: role=\"warning\" or \"info\" "
         "in the schema. Correct the file, or the rule.", "", (), ()),
    Rule("SCT003", "schematron-rule-not-run", Severity.WARNING,
         "A rule of a Schematron schema was not run.",
         "It is broken, or it needs a document that is not at hand: the message names its place "
         "in the schema. All other rules were run.", "", (), (), of_run=True),
    Rule("SCT004", "schematron-not-run", Severity.WARNING,
         "A Schematron schema was not run at all.",
         "It is not at hand or cannot be used, or the package that runs it is not installed.",
         "", (), (), of_run=True),
]  # fmt: skip
