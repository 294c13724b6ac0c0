"""Schematron: what the standard says, what its users write, and what must never happen."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from variorum.errors import ReadError, UsageError
from variorum.model import Finding
from variorum.schematron import DEFAULT, Schematron, load
from variorum.validation import validate

pytest.importorskip("saxonche", reason="needs the extra schematron")
CASES = Path(__file__).parent / "cases" / "schematron" / "cases.toml"
EVERY = tomllib.loads(CASES.read_text("utf-8"))["case"]
ISO = "http://purl.oclc.org/dsdl/schematron"
BASE = "file:///project/"


def whole(case: dict[str, Any]) -> bytes:
    """The schema of a case."""
    if "schema" in case:
        return case["schema"].strip().encode()  # type: ignore[no-any-return]
    binding = f' queryBinding="{case["binding"]}"' if "binding" in case else ""
    return f'<schema xmlns="{ISO}"{binding}>{case["rules"]}</schema>'.encode()


def checker(schema: bytes, beside: dict[str, str], phase: str = DEFAULT) -> Schematron:
    def resolve(name: str) -> bytes:
        if name not in beside:
            raise ReadError("there is no such file")
        return beside[name].encode()

    def fetch(uri: str) -> bytes | None:
        if not uri.startswith(BASE):
            raise UsageError(f"it asks for {uri}, and the network is not used")
        found = beside.get(uri.removeprefix(BASE))
        return found.encode() if found is not None else None

    return Schematron(
        load(schema, name="rules.sch", resolve=resolve),
        phase=phase,
        base=f"{BASE}rules.sch",
        address=lambda path: BASE + path,
        fetch=fetch,
    )


def of_rules(rules: str) -> bytes:
    return f'<schema xmlns="{ISO}"><pattern>{rules}</pattern></schema>'.encode()


def found(case: dict[str, Any]) -> list[Finding]:
    schematron = checker(whole(case), case.get("with", {}), case.get("phase", DEFAULT))
    report = validate(case["document"].strip().encode(), path="doc.xml", checkers=[schematron])
    return [f for f in report.findings if f.code.startswith("SCT")]


def said(one: Finding) -> str:
    hint = f"; {one.hint}" if one.hint else ""
    text = f"{one.line}:{one.column} {one.code} {one.severity}: {one.message}{hint}"
    return text.replace(BASE, "")


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case["name"])
def test_what_is_found_is_what_the_standard_says(case: dict[str, Any]) -> None:
    every = sorted(said(one) for one in found(case))
    expected = sorted(case.get("findings", []))
    unmatched = [one for one in every if not any(matches(one, e) for e in expected)]
    assert not unmatched, "\n".join(unmatched)
    assert len(every) == len(expected), "\n".join(every)


def matches(text: str, pattern: str) -> bool:
    """Is it said as expected, where `*` stands for Saxon's own words?"""
    plain = pattern.replace("[", "[[]")
    return fnmatchcase(text, plain)


def test_a_phase_that_is_not_there_is_refused_with_those_that_are() -> None:
    schema = f'<schema xmlns="{ISO}"><phase id="quick"/></schema>'.encode()
    with pytest.raises(ReadError, match="no phase 'slow'; choose from quick, #ALL, #DEFAULT"):
        checker(schema, {}, "slow")


@pytest.mark.parametrize("root", ["<TEI/>", '<xs:schema xmlns:xs="urn:x"/>'])
def test_what_is_no_schematron_is_said(root: str) -> None:
    with pytest.raises(ReadError, match="not a Schematron schema"):
        load(root.encode(), name="x.sch")


def test_the_instruction_to_ignore_silences_a_finding_of_schematron() -> None:
    schema = of_rules('<rule context="b"><assert test="@n">n</assert></rule>')
    document = b'<a><b/><c><?variorum-ignore SCT001 reason="old"?><b/></c></a>'
    report = validate(document, path="d.xml", checkers=[checker(schema, {})])
    assert [(f.line, f.column) for f in report.findings if f.code == "SCT001"] == [(1, 4)]


def test_without_the_extra_one_remark_says_how_many_rules_were_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("variorum.schematron.check.installed", lambda: False)
    two = '<assert test="1">a</assert><assert test="2">b</assert>'
    rules = f'<pattern><rule context="b">{two}</rule></pattern>'
    case = {"rules": rules, "document": "<a><b/></a>"}
    assert [said(one) for one in found(case)] == [
        "1:1 SCT004 info: the 2 Schematron rules of rules.sch were not run; "
        "pip install 'variorum[schematron]'"
    ]


def test_places_hold_after_entities_doctype_and_many_lines() -> None:
    schema = of_rules('<rule context="b"><assert test="@n">n</assert></rule>')
    before = '<?xml version="1.0"?>\r\n<!DOCTYPE a [\n<!ATTLIST b n CDATA #IMPLIED>]>\n<!-- <b> -->'
    document = f"{before}\n<a>\n <c/><b\n/>é<b/></a>"
    report = validate(document.encode(), path="d.xml", checkers=[checker(schema, {})])
    assert [(f.line, f.column) for f in report.findings if f.code == "SCT001"] == [(6, 6), (7, 4)]


def test_the_xpath_of_a_finding_leads_to_its_element() -> None:
    schema = of_rules('<rule context="@n"><assert test="false()">n</assert></rule>')
    document = b'<a><b/><c n="1"/><b><c n="2"/></b></a>'
    report = validate(document, path="d.xml", checkers=[checker(schema, {})])
    paths = [f.xpath for f in report.findings if f.code == "SCT001"]
    assert paths == ["/a/c[1]/@n", "/a/b[2]/c[1]/@n"]
