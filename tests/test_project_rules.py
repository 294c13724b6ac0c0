"""Rules that a project adds in its `variorum.toml`: an XPath that must find nothing; examples."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from variorum import validate
from variorum.errors import UsageError

TEI = "http://www.tei-c.org/ns/1.0"
RULE = """
[[rule]]
code = "OWN001"
name = "date-when"
severity = "error"
title = "A date has no @when."
why = "The index of dates is made from @when."
xpath = "//tei:date[not(@when)]"
message = "the date {value!r} has no @when"
hint = "add it"
pass = ['<p><date when="1988">1988</date></p>']
fail = ["<p><date>1988</date></p>"]
""".replace("{value!r}", "'{value}'")


def letter(body: str) -> str:
    header = "<fileDesc><titleStmt><title>A</title></titleStmt>"
    header += "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    return (
        f'<TEI xmlns="{TEI}"><teiHeader>{header}</teiHeader><text><body>\n{body}\n'
        "</body></text></TEI>\n"
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "variorum.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "a.xml").write_text(letter("<p>in <date>1988</date></p>"), encoding="utf-8")
    return tmp_path


def test_it_is_reported_like_any_other(project: Path, variorum: Any) -> None:
    done = variorum("validate", "a.xml", "--format", "json", cwd=project)
    (found,) = [f for f in json.loads(done.stdout)["results"] if f["code"] == "OWN001"]
    assert done.returncode == 1
    assert (found["line"], found["column"], found["rule"]) == (2, 7, "date-when")
    assert found["severity"] == "error"
    assert found["message"] == "the date '1988' has no @when; add it"
    sarif = variorum("validate", "a.xml", "--format", "sarif", cwd=project)
    assert "OWN001" in sarif.stdout


def test_its_page_stands_in_the_manual_beside_ours(project: Path, variorum: Any) -> None:
    page = variorum("rules", "OWN001", cwd=project).stdout
    assert "A date has no @when." in page
    assert "The index of dates" in page
    assert "OWN001" in variorum("rules", cwd=project).stdout
    assert variorum("rules", "OWN001", cwd=project.parent).returncode == 2


@pytest.mark.parametrize("name", ["OWN001", "OWN", "date-when"])
def test_it_can_be_ignored_and_selected_wherever_ours_can(
    project: Path, variorum: Any, name: str
) -> None:
    codes = variorum("validate", "a.xml", "--select", name, "--format", "json", cwd=project)
    assert [f["code"] for f in json.loads(codes.stdout)["results"]] == ["OWN001"]
    assert variorum("validate", "a.xml", "--ignore", name, cwd=project).returncode == 0
    outside = variorum("validate", project.name, "--select", name, cwd=project.parent)
    assert outside.stdout.count("OWN001") == 1
    assert outside.returncode == 1
    settings = f'[validate]\nignore = ["{name}"]\n' + RULE
    (project / "variorum.toml").write_text(settings, encoding="utf-8")
    assert variorum("validate", "a.xml", cwd=project).returncode == 0


def test_the_library_finds_it_too(project: Path) -> None:
    report = validate(project / "a.xml")
    assert [f.code for f in report.findings if f.code.startswith("OWN")] == ["OWN001"]


def test_several_processes_find_what_one_does(project: Path, variorum: Any) -> None:
    for n in range(9):
        (project / f"b{n}.xml").write_text(letter("<p><date>1</date></p>"), encoding="utf-8")
    one, two = (
        variorum("validate", ".", "--jobs", jobs, "--no-cache", "--format", "json", cwd=project)
        for jobs in ("1", "2")
    )
    assert one.stdout == two.stdout
    found = json.loads(one.stdout)["results"]
    assert sum(f["code"] == "OWN001" for f in found) == 10


def test_a_rule_that_is_changed_is_asked_anew(project: Path, variorum: Any) -> None:
    assert variorum("validate", "a.xml", cwd=project).returncode == 1
    laxer = RULE.replace("[not(@when)]", "[not(@when) and not(text())]")
    laxer = laxer.replace("<date>1988</date>", "<date/>")
    (project / "variorum.toml").write_text(laxer, encoding="utf-8")
    assert variorum("validate", "a.xml", cwd=project).returncode == 0


def test_attributes_and_texts_can_be_selected_and_pyproject_be_used(
    project: Path, variorum: Any
) -> None:
    (project / "variorum.toml").unlink()
    rule = RULE.replace("[[rule]]", "[[tool.variorum.rule]]")
    rule = rule.replace("//tei:date[not(@when)]", "//tei:date/@n | //tei:date/text()[. = '1988']")
    rule = rule.replace('"1988">1988', '"1988">1989')
    (project / "pyproject.toml").write_text(rule, encoding="utf-8")
    (project / "a.xml").write_text(letter('<p><date\nn="1">1988</date></p>'), encoding="utf-8")
    done = variorum("validate", "a.xml", "--select", "OWN", "--format", "json", cwd=project)
    found = json.loads(done.stdout)["results"]
    assert [(f["line"], f["message"]) for f in found] == [
        (2, "the date '1988' has no @when; add it"),
        (3, "the date '1' has no @when; add it"),
    ]


def test_a_document_in_no_namespace_is_judged_as_well(project: Path, variorum: Any) -> None:
    plain = letter("<p><date>1988</date></p>").replace(f' xmlns="{TEI}"', "")
    (project / "a.xml").write_text(plain, encoding="utf-8")
    done = variorum("validate", "a.xml", "--select", "OWN", cwd=project)
    assert done.stdout.count("OWN001") == 1


SECOND = RULE.replace("OWN001", "OWN002").replace("date-when", "date-again")
INVALID = {
    "a code of ours": (RULE.replace("OWN001", "WIT001"), 2, "the code is in use, by wit-"),
    "a name of ours": (RULE.replace("date-when", "date-order"), 2, "name 'date-order' is in use"),
    "a code given twice": (RULE + RULE, 14, "the code is in use, by date-when"),
    "no code": (RULE.replace('code = "OWN001"', ""), 2, "code is missing"),
    "not a code": (RULE.replace("OWN001", "own-1"), 2, "invalid code"),
    "no examples": (re.sub(r"(?m)^(pass|fail) = .*$", "", RULE), 2, "pass is missing"),
    "none that fails": (re.sub(r"(?m)^fail = .*$", "fail = []", RULE), 2, "fail is missing"),
    "an example that fails to fail": (
        RULE.replace("<date>1988</date>", "<date when='x'/>"), 2, "it finds nothing in a fail",
    ),
    "an example that fails to pass": (
        RULE.replace('<date when="1988">', "<date>"), 2, "it finds a pass example wrong",
    ),
    "an example that is not XML": (
        RULE.replace("<date>1988</date>", "<date>"), 2, "an example cannot be read",
    ),
    "not an XPath": (SECOND + RULE.replace("[not(@when)]", "[not(@when"), 14, "invalid XPath"),
    "an unknown prefix": (RULE.replace("tei:date", "svg:date"), 2, "invalid XPath"),
    "an unknown function": (RULE.replace("not(@when)", "matches(@when)"), 2, "invalid XPath"),
    "an XPath that counts": (RULE.replace("//tei:date[not(@when)]", "count(//tei:date)"), 2,
                             "selects no nodes"),
    "an unknown field": (RULE.replace("hint =", "advice ="), 2, "unknown field 'advice'"),
    "an unknown severity": (RULE.replace('"error"', '"grave"'), 2, "invalid severity"),
    "a number for a text": (RULE.replace('hint = "add it"', "hint = 1"), 2, "hint is not a text"),
    "a text for a list": (RULE.replace('fail = ["<p><date>1988</date></p>"]', 'fail = "<p/>"'), 2,
                          "fail is not a list"),
    "a table for a list": (RULE.replace("[[rule]]", "[rule]"), 0, "rule is not a list of tables"),
}  # fmt: skip


@pytest.mark.parametrize("fault", INVALID)
def test_an_invalid_rule_is_one_line_with_file_and_line(
    project: Path, variorum: Any, fault: str
) -> None:
    settings, line, message = INVALID[fault]
    (project / "variorum.toml").write_text(settings, encoding="utf-8")
    done = variorum("validate", "a.xml", cwd=project)
    assert done.returncode == 2
    assert done.stdout == ""
    place = f"variorum.toml:{line}: " if line else "variorum.toml: "
    assert done.stderr.startswith(f"variorum: {place}")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    with pytest.raises(UsageError, match=re.escape(message)):
        validate(project / "a.xml")


def test_an_xpath_that_takes_over_a_second_is_named_and_ends_with_2(
    project: Path, variorum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from variorum.api import Machine

    ticks = iter(range(0, 1000, 2))
    monkeypatch.setattr(Machine, "clock", lambda machine: float(next(ticks)))
    done = variorum("validate", "a.xml", "--no-cache", cwd=project)
    said = done.stdout + done.stderr
    assert done.returncode == 2
    assert "variorum.toml:2: rule OWN001: its XPath takes over a second in a.xml" in said
