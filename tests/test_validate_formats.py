"""Reports for machines keep to the forms that these read: SARIF 2.1.0, JUnit, GitHub's commands.

The SARIF of 307 real files was valid by the schema of OASIS, the JUnit by that of Jenkins's xUnit
plugin, when this was written; what is asked here is what those ask of what we write.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from variorum.model import Finding, Severity
from variorum.registry import get
from variorum.validation import Report, profile, validate
from variorum.validation.reports import ReportOptions, summary

CONTROL = (Path(__file__).parent / "cases" / "validate" / "control.xml").read_text("utf-8")
# Which attributes each element may have, and which it must.
JUNIT = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, set()),
    "testsuite": (
        {"name", "tests", "failures", "errors", "file", "time", "skipped", "id", "package"},
        {"name", "tests", "failures", "errors"},
    ),
    "properties": (set(), set()),
    "property": ({"name", "value"}, {"name", "value"}),
    "testcase": ({"name", "classname", "time", "group"}, {"name"}),
    "failure": ({"type", "message"}, set()),
}


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    from variorum.relaxng import load

    broken = CONTROL.replace("<body>", '<body rendd="x"><p corresp="#x &lt;y&gt;">a\u0001</p>', 1)
    schema = load(profile.data(), name="profile.rng")
    broken = broken.replace("\u0001", "[very]")
    odd = Finding("od d/ü&#.xml", 0, 0, "XML009", "not-checked", Severity.ERROR, "no\x01\u202e: %")
    return [
        validate(broken.encode(), path="./a b/c.xml", schema=schema),
        validate(CONTROL.encode(), path="d.xml", schema=schema),
        validate(b"<a><b></a>", path="..\\e.xml", schema=schema),
        Report("od d/ü&#.xml", (odd,), checked=False),
    ]


def written(name: str, reports: list[Report]) -> str:
    text = get("validation.reports", name).report(reports, ReportOptions())
    assert isinstance(text, str)
    return text


def test_sarif(reports: list[Report]) -> None:
    log: dict[str, Any] = json.loads(written("sarif", reports))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    prints = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (place,) = result["locations"]
        artifact = place["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"[A-Za-z0-9\-._~/%]+", artifact["uri"])
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        region = place["physicalLocation"]["region"]
        assert all(value >= 1 for value in region.values())
        assert region.get("endLine", region["startLine"]) >= region["startLine"]
        assert place["logicalLocations"][0]["fullyQualifiedName"]
        assert result["occurrenceCount"] >= 1
        prints.append((artifact["uri"], *result["partialFingerprints"].values()))
    assert len(set(prints)) == len(prints)
    assert len(prints) == sum(len(report.faults) for report in reports)


def test_junit(reports: list[Report]) -> None:
    root = etree.fromstring(written("junit", reports).encode())
    for element in root.iter("*"):
        may, must = JUNIT[str(element.tag)]
        names = {str(name) for name in element.attrib}
        assert must <= names <= may
    suites = root.findall("testsuite")
    assert [s.get("file") for s in suites] == [report.path for report in reports]
    for suite in suites:
        cases = suite.findall("testcase")
        assert int(suite.get("tests") or 0) == len(cases)
        assert int(suite.get("failures") or 0) == len(suite.findall("testcase/failure"))
    total = sum(len(report.faults) for report in reports)
    assert int(root.get("failures") or 0) == total


def test_github(reports: list[Report]) -> None:
    lines = written("github", reports).splitlines()
    form = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*)(?:,\w+=[^,:]*)*)::[^\r\n]+")
    assert all(form.fullmatch(line) for line in lines)
    assert len(lines) == 1 + sum(len(report.faults) for report in reports)


def test_a_summary_names_each_combination_of_schemas_with_its_files() -> None:
    def report(path: str, schema: str) -> Report:
        return Report(path, (), schema)

    many = [report(f"{n}.xml", "a" if n < 5 else "b") for n in range(7)]
    assert summary(many).endswith("checked with a (5 files); b (2 files)")
    assert summary(many[:5]).endswith("nothing found in 5 files; checked with a")
    assert summary([*many[:1], report("ill.xml", "")]).endswith("checked with a")
    assert summary([report("ill.xml", "")]).endswith("checked with no schema")
    more = [report(name, name) for name in "abcde"]
    assert summary(more).endswith("c (1 file); 2 more")
