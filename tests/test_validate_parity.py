"""`variorum.validate` and `variorum validate` are one: the same findings, fields and order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TEI, Run

import variorum as v
from variorum.registry import get
from variorum.validation import Report
from variorum.validation.reports import ReportOptions, summary

CONTROL = (Path(__file__).parent / "cases" / "validate" / "control.xml").read_text("utf-8")
MODEL = '<?xml-model href="{}" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
OWN = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
<start><element name="TEI"><zeroOrMore><element><anyName/><ref name="any"/></element></zeroOrMore>
</element></start><define name="any"><zeroOrMore><choice><text/><attribute><anyName/></attribute>
<element><anyName/><ref name="any"/></element></choice></zeroOrMore></define></grammar>"""
FILES = {
    "broken.xml": CONTROL.replace("<body>", '<body rendd="x"><bogus/>', 1),
    "ill.xml": "<TEI><p></TEI>",
    "lost.xml": CONTROL.replace("<body>", '<body><p><ref target="gone.xml#p">x</ref></p>', 1),
    "remote.xml": CONTROL.replace(
        "<TEI", MODEL.format("https://example.org/own.rng") + "<TEI", 1
    ).replace("<body>", "<body><p>a <lang>word</lang></p>", 1),
    "own.xml": CONTROL.replace("<TEI", MODEL.format("own.rng") + "<TEI", 1),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with broken files, a schema beside them, settings, and an empty cache."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in FILES.items():
        (texts / name).write_text(text, encoding="utf-8")
    (texts / "own.rng").write_text(OWN, encoding="utf-8")
    (texts / "variorum.toml").write_text('[validate]\nignore = ["HDR"]\n', encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(reports: list[Report]) -> Iterator[str]:
    """All that a report says, in the forms that say the most."""
    for name in ("json", "sarif", "full"):
        yield get("validation.reports", name).report(
            reports, ReportOptions(width=80, consequences=True)
        )


def printed(variorum: Run, *arguments: str, stdin: bytes | None = None) -> Iterator[str]:
    for name in ("json", "sarif", "full"):
        given = (*arguments, "--format", name, "--consequences")
        yield variorum("validate", *given, stdin=stdin, cwd=Path.cwd()).stdout


def own(text: str) -> str:
    return text.replace("\n\n", "\n").strip()


def same(variorum: Run, reports: list[Report], *arguments: str, stdin: bytes | None = None) -> None:
    for one, other in zip(said(reports), printed(variorum, *arguments, stdin=stdin)):
        assert own(one) == own(other)
    assert summary(reports) in variorum("validate", *arguments, stdin=stdin, cwd=Path.cwd()).stderr


@pytest.mark.parametrize("path", sorted(TEI.glob("*.xml")), ids=lambda p: p.name)
def test_an_edition(variorum: Run, project: Path, path: Path) -> None:
    same(variorum, [v.validate(path)], str(path))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_broken_file_by_its_path_again_from_the_cache_and_by_its_bytes(
    variorum: Run, project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"texts/{name}"
    first = v.validate(path)
    same(variorum, [first], path)
    assert v.validate(Path(path)) == first == v.validate(path, cache=False)
    monkeypatch.chdir(project / "texts")
    data = (project / path).read_bytes()
    same(variorum, [v.validate(data)], "-", stdin=data)


def test_a_pointer_to_a_file_that_is_not_there_and_a_schema_that_is_not_kept(
    project: Path,
) -> None:
    assert [f.code for f in v.validate("texts/lost.xml").faults] == ["REF004"]
    report = v.validate("texts/remote.xml")
    assert [(f.code, str(f.severity)) for f in report.faults] == [("SCH011", "info")]
    assert [f.code for f in report.findings] == ["SCH011", "SCH010"]
    assert "fallback" not in v.validate("texts/own.xml").schema


def test_a_folder_and_several_files(variorum: Run, project: Path) -> None:
    several = ["texts/own.xml", str(TEI / "memo.xml"), "texts"]
    same(variorum, list(v.validate(several)), *several)
    assert [r.path for r in v.validate(["texts"])] == [f"texts/{n}" for n in sorted(FILES)]


def test_settings_said_over_those_of_the_project(variorum: Run, project: Path) -> None:
    asked = v.validate("texts/broken.xml", schema="profile", select=["SCH"], aggregate=3)
    assert asked.findings
    assert all(f.code.startswith("SCH") for f in asked.findings)
    same(variorum, [asked], "texts/broken.xml", "--schema", "profile", "--select", "SCH")
    named = v.validate("texts/own.xml", schema=project / "texts" / "own.rng")
    same(variorum, [named], "texts/own.xml", "--schema", str(project / "texts" / "own.rng"))


def test_a_baseline(variorum: Run, project: Path) -> None:
    variorum("validate", "texts", "--baseline", "known.json", "--update-baseline")
    known = list(v.validate(["texts"], baseline="known.json"))
    assert sum(r.silenced for r in known) > 0
    assert not [f for r in known for f in r.findings]
    same(variorum, known, "texts", "--baseline", "known.json")


@pytest.mark.parametrize(
    ("settings", "arguments", "message"),
    [
        ({"schema": "nope"}, ["--schema", "nope"], "nope: no such schema"),
        ({"select": ["XYZ1"]}, ["--select", "XYZ1"], "unknown rule 'XYZ1'"),
        ({"fail_on": "bad"}, ["--fail-on", "bad"], "give error, warning or info"),
        ({"engine": "x"}, ["--engine", "x"], "give variorum or lxml or jing"),
        ({"profile": "x"}, ["--profile", "x"], "give edition or interchange"),
    ],
)
def test_a_wrong_request_is_one_line(
    variorum: Run, project: Path, settings: dict[str, object], arguments: list[str], message: str
) -> None:
    with pytest.raises(v.VariorumError) as raised:
        v.validate("texts/own.xml", **settings)
    done = variorum("validate", "texts/own.xml", *arguments)
    assert done.returncode == 2
    assert done.stderr == f"variorum: {raised.value}\n"
    assert message in done.stderr


def test_what_is_no_file_or_no_setting_is_said(project: Path) -> None:
    for wrong, message in (("gone.xml", "no such file"), ("texts", "is a folder")):
        with pytest.raises(v.VariorumError, match=message):
            v.validate(wrong)
    with pytest.raises(v.VariorumError, match="is not a file"):
        v.validate(7)  # type: ignore[call-overload]
    with pytest.raises(v.VariorumError, match="did you mean 'ignore'"):
        v.validate("texts/own.xml", ignoer=["REF"])
