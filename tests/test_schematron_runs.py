"""Schematron in a project: which rules a file is held to, what they may read, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import Run, runner

import variorum as v
from variorum.errors import UsageError
from variorum.model import Finding

pytest.importorskip("saxonche", reason="needs the extra schematron")
ISO = "http://purl.oclc.org/dsdl/schematron"
RNG = "http://relaxng.org/ns/structure/1.0"
TYPES = f'schematypens="{ISO}"'
LIST = "document('list.xml')//k/@n"


def rules(*tests: str, more: str = "", context: str = "b") -> str:
    said = "".join(f'<assert test="{test}">{test}</assert>' for test in tests)
    pattern = f'<pattern id="p"><rule context="{context}">{said}</rule></pattern>'
    return f'<schema xmlns="{ISO}" queryBinding="xslt2">{more}{pattern}</schema>'


def grammar(inner: str = "") -> str:
    content = '<zeroOrMore><element name="b"><empty/></element></zeroOrMore>'
    return f'<element name="a" xmlns="{RNG}" xmlns:s="{ISO}">{inner}{content}</element>'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept" / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "kept" / "data"))
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "variorum.toml").write_text("")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def put(project: Path, **files: str) -> None:
    for name, text in files.items():
        path = project / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def said(findings: Iterable[Finding]) -> list[str]:
    return [f.message for f in findings if f.code in ("SCT001", "SCT002")]


def not_run(findings: Iterable[Finding]) -> list[str]:
    return [f.whole for f in findings if f.code in ("SCT003", "SCT004", "SCH011")]


# ---- which ------------------------------------------------------------------------------------


def test_every_schema_that_a_file_names_is_run_each_once(project: Path) -> None:
    one, two, three = (rules(f"@{n}") for n in "xyz")
    named = (
        f'<?xml-model href="one.sch" {TYPES}?><?xml-model href="two.sch"?>\n'
        f'<?oxygen SCHSchema="three.sch"?><?xml-model href="one.sch" {TYPES}?>'
    )
    put(project, one_sch=one, two_sch=two, three_sch=three, d_xml=f"{named}<a><b/></a>")
    assert sorted(said(v.validate("d.xml"))) == ["@x", "@y", "@z"]


def test_rules_in_the_grammar_are_run_with_the_grammar(project: Path) -> None:
    said_of_b = '<s:assert test="@n">b without n</s:assert>'
    own = f'<s:pattern><s:rule context="b">{said_of_b}</s:rule></s:pattern>'
    put(project, own_rng=grammar(own), d_xml='<?xml-model href="own.rng"?>\n<a><b/></a>')
    report = v.validate("d.xml")
    assert said(report) == ["b without n"]
    assert report.schema == "own.rng, Schematron own.rng (1 rule)"
    assert said(v.validate("d.xml", schema="own.rng")) == ["b without n"]


def test_the_settings_add_schemas_of_their_own_folder(project: Path) -> None:
    put(project, r__own_sch=rules("@x"), d_xml="<a><b/></a>", e_xml="<a><b/></a>")
    (project / "variorum.toml").write_text(
        '[[validate.for]]\nfiles = "d.xml"\nschematron = ["r/own.sch"]\n'
    )
    assert said(v.validate("d.xml")) == ["@x"]
    assert said(v.validate("e.xml")) == []
    assert sorted(said(v.validate("e.xml", schematron=["r/own.sch"]))) == ["@x"]


def test_schematron_given_as_the_schema_is_taken_for_what_it_is(project: Path) -> None:
    put(project, own_sch=rules("@x"), g_rng=grammar())
    put(project, d_xml='<?xml-model href="g.rng"?>\n<a><b/><c/></a>')
    report = v.validate("d.xml", schema="own.sch")
    assert said(report) == ["@x"]
    assert "SCH001" in [f.code for f in report]  # the grammar is still that of the file


def test_the_phase_is_that_asked_for_else_that_of_the_instruction(project: Path) -> None:
    phases = '<phase id="none"/><phase id="all"><active pattern="p"/></phase>'
    put(project, own_sch=rules("@x", more=phases))
    put(project, d_xml=f'<?xml-model href="own.sch" {TYPES} phase="none"?>\n<a><b/></a>')
    assert said(v.validate("d.xml")) == []
    assert said(v.validate("d.xml", phase="all")) == ["@x"]
    (line,) = not_run(v.validate("d.xml", phase="quick"))
    assert "has no phase 'quick'; choose from none, all, #ALL, #DEFAULT" in line


def test_a_phase_is_asked_only_of_schemas_that_have_any(project: Path) -> None:
    put(project, own_sch=rules("@x"), d_xml="<a><b/></a>")
    assert said(v.validate("d.xml", schematron=["own.sch"], phase="quick")) == ["@x"]


def test_a_schema_that_is_kept_stands_for_its_address(project: Path, run: Run) -> None:
    address = "https://example.org/own.sch"
    more = '<rule context="a"><assert test="@y">@y</assert></rule>'
    put(project, own_sch=rules("@x", more='<include href="more.sch"/>'))
    put(project, more_sch=f'<pattern xmlns="{ISO}">{more}</pattern>')
    put(project, d_xml=f'<?xml-model href="{address}" {TYPES}?>\n<a><b/></a>')
    (line,) = not_run(v.validate("d.xml"))
    assert f"{address}) was not run: it is not kept here" in line
    done = run("schema", "add", "own.sch", "--for", address, cwd=project)
    assert done.returncode == 0
    assert sorted(said(v.validate("d.xml"))) == ["@x", "@y"]


# ---- what they may read -----------------------------------------------------------------------


def test_what_rules_read_is_part_of_what_a_kept_report_hangs_on(project: Path) -> None:
    put(project, own_sch=rules(f"@n = {LIST}"), list_xml='<l><k n="1"/></l>')
    put(project, d_xml=f'<?xml-model href="own.sch" {TYPES}?>\n<a><b n="2"/></a>')
    assert len(said(v.validate("d.xml"))) == 1
    put(project, list_xml='<l><k n="1"/><k n="2"/></l>')
    assert said(v.validate("d.xml")) == []
    put(project, own_sch=rules("@x"))
    assert said(v.validate("d.xml")) == ["@x"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("../secret.xml", "it reads secret.xml, which lies outside the project"),
        ("https://example.org/x.xml", "it needs the network (example.org)"),
        ("ftp://example.org/x.xml", "it needs the network (example.org)"),
        ("none.xml", "there is no document"),
    ],
)
def test_nothing_outside_the_project_is_read(project: Path, address: str, why: str) -> None:
    (project.parent / "secret.xml").write_text("<s>secret</s>")
    tests = rules(f"doc('{address}')//none", f"{address[:1]!r} = 'x'", "false()")
    put(project, own_sch=tests, d_xml=f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>')
    report = v.validate("d.xml")
    assert len(said(report)) == 2
    (line,) = not_run(report)
    assert why in line
    assert "own.sch:1" in line


def test_an_include_stays_within_the_project_too(project: Path) -> None:
    (project.parent / "secret.sch").write_text(rules("@z"))
    put(project, own_sch=rules("@x", more='<include href="../secret.sch"/>'))
    put(project, d_xml=f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>')
    report = v.validate("d.xml")
    assert said(report) == ["@x"]
    assert "lies outside the project" in not_run(report)[0]


def test_rules_see_where_a_file_lies(project: Path) -> None:
    put(project, own_sch=rules("ends-with(base-uri(.), 'a%20b.xml')"))
    text = f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>'
    (project / "a b.xml").write_text(text)
    assert said(v.validate("a b.xml")) == []


# ---- what is said -----------------------------------------------------------------------------


def test_what_was_not_run_is_said_once_for_people_and_of_each_file_for_machines(
    project: Path, run: Run
) -> None:
    put(project, own_sch=rules("doc('https://example.org/x.xml')"))
    for name in "abc":
        put(project, **{f"{name}_xml": f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>'})
    done = run("validate", ".", "--select", "SCT", "--format", "concise", cwd=project)
    assert done.returncode == 1
    assert done.stdout.count("SCT003") == 1
    assert "(3 files)" in done.stdout
    done = run("validate", ".", "--select", "SCT", "--format", "json", cwd=project)
    assert [row["code"] for row in json.loads(done.stdout)["results"]] == ["SCT003"] * 3
    assert run("validate", ".", "--ignore", "SCT,SCH,XML", cwd=project).returncode == 0


def test_without_the_extra_the_rules_are_counted(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("variorum.schematron.check.installed", lambda: False)
    put(project, own_sch=rules("@x", "@y"))
    for name in "ab":
        put(project, **{f"{name}_xml": f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>'})
    done = run("validate", ".", "--select", "SCT", "--format", "concise", cwd=project)
    assert done.returncode == 0
    assert done.stdout == (
        "a.xml:2:1: SCT004 info: the 2 Schematron rules of own.sch were not run (2 files); "
        "pip install 'variorum[schematron]' [/a]\n"
    )


@pytest.mark.parametrize("asked", [("--select", "REF"), ("--ignore", "SCT,SCH")])
def test_rules_that_nobody_asks_for_are_not_run(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, str]
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a Schematron was made ready")

    monkeypatch.setattr("variorum.api.schematrons.Schematrons._made", never)
    put(project, own_sch=rules("@x"))
    put(project, a_xml=f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>')
    assert run("validate", "a.xml", *asked, cwd=project).returncode == 0


def test_a_request_for_a_schema_that_is_not_there_ends_the_run(project: Path, run: Run) -> None:
    put(project, d_xml="<a/>")
    with pytest.raises(UsageError):
        v.validate("d.xml", schematron=3)
    done = run("validate", "d.xml", "--schematron", "none.sch", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("variorum: none.sch: no such schema")


def test_the_rules_are_run_in_several_processes(project: Path, run: Run) -> None:
    put(project, own_sch=rules("@x"))
    for n in range(6):
        put(project, **{f"d{n}_xml": f'<?xml-model href="own.sch" {TYPES}?>\n<a><b/></a>'})
    args = ("validate", ".", "--select", "SCT001", "--no-cache", "--format", "concise")
    alone = run(*args, "--jobs", "1", cwd=project)
    assert alone.stdout.count("SCT001") == 6
    assert run(*args, "--jobs", "2", cwd=project).stdout == alone.stdout


def test_what_tei_says_by_schematron_and_we_in_words_is_one_finding(shared: Path) -> None:
    schema = shared / "schema" / "tei_all-4.3.0.rng"
    head = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
    text = f'{head}<text><body><p><ptr target="a.xml" cRef="b"/></p></body></text></TEI>'
    report = v.validate(text.encode(), schema=schema, cache=False)
    spoken = [report[f.cause].code for f in report if f.code in ("SCT001", "SCT002")]
    assert spoken == ["STR008"]


def test_a_file_too_large_for_rules_is_checked_by_the_grammar_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = '<s:pattern><s:rule context="b"><s:assert test="@n">n</s:assert></s:rule></s:pattern>'
    put(project, own_rng=grammar(own), d_xml="<a><b/></a>")
    monkeypatch.setattr("variorum.validation.document.intake.WHOLE", 5)
    report = v.validate("d.xml", schema="own.rng", cache=False)
    assert [f.code for f in report] == ["XML010"]
    assert report.schema == "own.rng"
