"""A project's settings: per file, its schemas and catalogs, what is wrong in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

import variorum as v
from variorum.api.catalogs import Catalogs
from variorum.api.machine import Machine

RNG = "http://relaxng.org/ns/structure/1.0"
PERSON = '<element name="person"><text/></element>'
PEOPLE = f'<element name="people" xmlns="{RNG}"><oneOrMore>{PERSON}</oneOrMore></element>'
SECOND = f'<element name="people" xmlns="{RNG}">{PERSON}</element>'
MANY = "<people><person>a</person><person>b</person></people>"
WRONG = "<people><persn>a</persn></people>"
TEXT = '<text><body><p corresp="#x">a</p></body></text>'
DANGLING = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{TEXT}</TEI>'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept" / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "kept" / "data"))
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    return project


def put(folder: Path, **files: str) -> None:
    """Files by their names, `__` for `/` and `_` for `.`."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(variorum: Run, *arguments: str) -> list[tuple[str, str, str]]:
    done = variorum("validate", *arguments, "--format", "json", cwd=Path.cwd())
    rows: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return [(row["path"], row["code"], row["severity"]) for row in rows]


# ---- per file ---------------------------------------------------------------------------------


def test_a_schema_holds_for_the_files_of_a_pattern(variorum: Run, home: Path) -> None:
    put(home, people__a_xml=WRONG, people__persons_rng=PEOPLE, other_xml=WRONG)
    (home / "variorum.toml").write_text(
        '[[validate.for]]\nfiles = "people/*.xml"\nschema = "people/persons.rng"\n'
    )
    assert [f.code for f in v.validate("people/a.xml").faults] == ["SCH001"]
    assert v.validate("people/a.xml").schema == "persons.rng"
    assert "profile" in v.validate("other.xml").schema
    here = found(variorum, "people/a.xml")
    assert found(variorum, str(home / "people" / "a.xml"))[0][1:] == here[0][1:]


def test_settings_are_those_of_each_files_project_in_whatever_order(
    variorum: Run, home: Path
) -> None:
    put(home, pa__a_xml=DANGLING, pb__a_xml=DANGLING)
    put(home, pa__variorum_toml='[validate]\nselect = ["REF"]\nseverity = {REF = "info"}\n')
    put(home, pb__variorum_toml='[validate]\nignore = ["REF", "SCH"]\n')
    assert found(variorum, "pa", "pb") == [("pa/a.xml", "REF003", "info")]
    assert found(variorum, "pb", "pa") == [("pa/a.xml", "REF003", "info")]
    assert found(variorum, "pb/a.xml", "pa/a.xml", "--select", "REF003") == [
        ("pa/a.xml", "REF003", "info")
    ]


def test_relative_paths_start_at_the_folder_of_the_settings(variorum: Run, home: Path) -> None:
    put(home, pa__in__a_xml=WRONG, pa__own_rng=PEOPLE)
    put(home, pa__variorum_toml='[validate]\nschema = "own.rng"\nbaseline = "known.json"\n')
    assert [code for _, code, _ in found(variorum, "pa")] == ["CFG004", "SCH001", "SCH004"]
    assert variorum("validate", "pa", "--update-baseline", cwd=home).returncode == 0
    assert (home / "pa" / "known.json").is_file()
    assert found(variorum, "pa") == []
    assert v.validate("pa/in/a.xml").silenced == 2


def test_a_baseline_knows_files_from_wherever_it_is_used(
    variorum: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, pa__in__a_xml=WRONG, pa__own_rng=PEOPLE)
    put(home, pa__variorum_toml='[validate]\nschema = "own.rng"\nbaseline = "known.json"\n')
    variorum("validate", "pa", "--update-baseline", cwd=home)
    monkeypatch.chdir(home / "pa" / "in")
    assert found(variorum, "a.xml") == []
    assert found(variorum, str(home / "pa")) == []


def test_what_is_excluded_is_left_out_of_folders_and_said(variorum: Run, home: Path) -> None:
    put(home, a_xml=MANY, build_xml=WRONG, node__modules__z_xml=WRONG, lib__b_xml=WRONG)
    put(home, own_rng=PEOPLE)
    put(
        home,
        variorum_toml='[validate]\nschema = "own.rng"\nexclude = ["build.xml", "lib", "node/**"]',
    )
    assert found(variorum, ".") == []
    assert "3 files left out" in variorum("validate", ".", cwd=home).stderr
    assert ("build.xml", "SCH001", "error") in found(variorum, "build.xml")
    assert found(variorum, ".", "--exclude", "a.xml", "build.xml")[0][1] == "SCH001"


def test_the_severity_of_a_rule_is_the_projects(home: Path) -> None:
    put(home, a_xml=DANGLING)
    for given, level in (
        (["REF=info"], "info"), (["REF=info", "ptr-dangling=error"], "error"),
        (["REF003=error", "REF=info"], "error"), ({"all": "warning"}, "warning"),
    ):  # fmt: skip
        report = v.validate("a.xml", select=["REF003"], severity=given)
        assert [str(f.severity) for f in report.findings] == [level]


# ---- schemas ----------------------------------------------------------------------------------


def test_all_grammars_that_a_file_names_are_run(home: Path) -> None:
    put(home, one_rng=PEOPLE, two_rng=SECOND)
    models = "".join(f'<?xml-model href="{n}.rng"?>' for n in ("one", "two", "one"))
    put(home, a_xml=models + MANY, b_xml=models + WRONG)
    report = v.validate("a.xml")
    assert report.schema == "one.rng and two.rng"
    assert [f.code for f in report.faults] == ["SCH001"]
    assert len(v.validate("b.xml").faults) == 1  # both say the same of one place: once
    assert v.validate("a.xml", schema="one.rng").findings == ()
    assert len(v.validate("a.xml", schema=["one.rng", "two.rng"]).faults) == 1


def test_oxygens_instruction_names_a_schema(home: Path) -> None:
    put(home, own_rng=PEOPLE, a_xml='<?oxygen RNGSchema="own.rng" type="xml"?>' + WRONG)
    assert [(f.code, f.line) for f in v.validate("a.xml").faults] == [("SCH001", 1)]


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("https://example.org/own.rng", "is not kept here"),
        ("gone.rng", "there is no such file"),
        ("own.xsd", "W3C XML Schema"),
        ("own.dtd", "a DTD"),
        ("own.odd", "an ODD"),
        ("broken.rng", "cannot be used"),
        ("../../outside.rng", "outside the project"),
    ],
)
def test_a_schema_that_is_not_run_is_said_and_may_be_an_error(
    variorum: Run, home: Path, named: str, why: str
) -> None:
    put(home, broken_rng=f'<element xmlns="{RNG}"/>')
    for n in range(3):
        put(home, **{f"{n}_xml": f'<?xml-model href="{named}"?>\n' + DANGLING})
    done = variorum("validate", ".", "--select", "SCH011", "-f", "concise", cwd=home)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert named in done.stdout
    assert why in done.stdout
    assert "(3 files)" in done.stdout
    assert done.stderr.startswith("variorum: 1 remark in 3 files")
    assert len(found(variorum, ".", "--select", "SCH011")) == 3
    (home / "variorum.toml").write_text("[validate]\nrequire-schema = true\n")
    assert variorum("validate", ".", "--select", "SCH011", cwd=home).returncode == 1
    assert {s for _, _, s in found(variorum, ".", "--select", "SCH011")} == {"error"}


def test_where_a_schema_is_required_a_file_that_names_none_is_at_fault(home: Path) -> None:
    put(home, a_xml=DANGLING, own_rng=PEOPLE, b_xml='<?xml-model href="own.rng"?>' + MANY)
    (found,) = v.validate("a.xml", select=["SCH011"], require_schema=True).findings
    assert "names no schema" in found.message
    assert v.validate("b.xml", require_schema=True).findings == ()
    assert v.validate("a.xml", select=["SCH011"]).findings == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.odd", '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "an ODD"),
    ],
)
def test_what_is_given_as_a_schema_is_taken_for_what_it_is(
    variorum: Run, home: Path, name: str, text: str, said: str
) -> None:
    put(home, a_xml=MANY)
    (home / name).write_text(text)
    done = variorum("validate", "a.xml", "--schema", name, cwd=home)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_label_is_the_customisations_name_and_version(home: Path) -> None:
    head = (
        "Schema generated from ODD source 2026-07-21T08:02:28Z. .\nTEI Edition: P5 Version 4.11.0."
    )
    put(home, a_xml=MANY)
    for name, label in (("own.rng", "own 2026-07-21 (TEI 4.11.0)"), ("tei_all.rng", "TEI 4.11.0")):
        (home / name).write_text(f"<!-- {head} -->{PEOPLE}")
        assert v.validate("a.xml", schema=name).schema == label


# ---- the shelf --------------------------------------------------------------------------------


def test_a_folder_of_schemas_is_kept_and_each_removed(variorum: Run, home: Path) -> None:
    part = f'<grammar xmlns="{RNG}"><define name="x"><text/></define></grammar>'
    start = '<start><element name="a"><ref name="x"/></element></start>'
    whole = f'<grammar xmlns="{RNG}"><include href="parts/x.rng"/>{start}</grammar>'
    put(home, s__one_rng=PEOPLE, s__whole_rng=whole, s__parts__x_rng=part, s__bad_rng="<a/>")
    done = variorum("schema", "add", "s", cwd=home)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
    assert "not kept: " in done.stderr
    listed = variorum("schema", "list").stdout
    assert "one.rng" in listed
    assert "whole.rng" in listed
    assert variorum("schema", "remove", "one").returncode == 0
    listed = variorum("schema", "list").stdout
    assert "one.rng" not in listed
    assert "whole.rng" in listed
    again = variorum("schema", "remove", "one")
    assert again.returncode == 2
    assert "no schema 'one'" in again.stderr


def test_adding_a_schema_anew_replaces_it(variorum: Run, home: Path) -> None:
    put(home, own_rng=PEOPLE)
    variorum("schema", "add", "own.rng", "--for", "urn:x:own", cwd=home)
    put(
        home,
        own_rng=SECOND,
        a_xml='<?xml-model href="urn:x:own" type="application/relax-ng"?>' + MANY,
    )
    assert v.validate("a.xml").findings == ()
    variorum("schema", "add", "own.rng", "--for", "urn:x:own", cwd=home)
    assert len(variorum("schema", "list").stdout.splitlines()) == 2
    assert [f.code for f in v.validate("a.xml").faults] == ["SCH001"]


def test_a_kept_schema_that_was_deleted_or_changed_is_said(home: Path, variorum: Run) -> None:
    put(home, own_rng=PEOPLE, a_xml='<?xml-model href="https://e.org/own.rng"?>' + MANY)
    variorum("schema", "add", "own.rng", "--for", "https://e.org/own.rng", cwd=home)
    assert v.validate("a.xml").findings == ()
    (copy,) = (home.parent / "kept").rglob("own.rng")
    for spoil, said in ((lambda: copy.write_text(SECOND), "was changed"), (copy.unlink, "deleted")):
        spoil()
        report = v.validate("a.xml", select=["SCH011"])
        assert said in report.findings[0].message
        assert "variorum schema add" in report.findings[0].hint
        done = variorum("validate", "a.xml", "--schema", "own", cwd=home)
        assert done.returncode == 2
        assert said in done.stderr


# ---- catalogs ---------------------------------------------------------------------------------

OASIS = 'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"'
CATALOG = f"""<?xml version="1.0"?>
<!DOCTYPE catalog PUBLIC "-//OASIS//DTD Entity Resolution XML Catalog V1.0//EN"
  "http://www.oasis-open.org/committees/entity/release/1.0/catalog.dtd">
<catalog {OASIS} prefer="public">
  <public publicId="-//X" uri="no.rng"/>
  <uri name="urn:x:one" uri="s/one.rng"/>
  <system systemId="https://e.org/two.rng" uri="s/two.rng"/>
  <group xml:base="s/"><uri name="urn:x:based" uri="one.rng"/></group>
  <rewriteURI uriStartString="https://e.org/" rewritePrefix="far/"/>
  <rewriteURI uriStartString="https://e.org/schemas/" rewritePrefix="s/"/>
  <rewriteSystem systemIdStartString="https://sys.org/" rewritePrefix="s/"/>
  <uriSuffix uriSuffix="/any/one.rng" uri="s/one.rng"/>
  <delegateURI uriStartString="https://del.org/" catalog="del.xml"/>
  <nextCatalog catalog="next.xml"/>
</catalog>"""
NEXT = f"""<catalog {OASIS}><uri name="urn:x:next" uri="s/two.rng"/>
<uri name="https://del.org/never" uri="s/two.rng"/><nextCatalog catalog="catalog.xml"/></catalog>"""
DELEGATE = f'<catalog {OASIS}><uri name="https://del.org/a" uri="s/one.rng"/></catalog>'


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("urn:x:one", "s/one.rng"),
        ("https://e.org/two.rng", "s/two.rng"),
        ("urn:x:based", "s/one.rng"),
        ("https://e.org/b.rng", "far/b.rng"),
        ("https://e.org/schemas/b.rng", "s/b.rng"),
        ("https://sys.org/c/d.rng", "s/c/d.rng"),
        ("http://else.org/any/one.rng", "s/one.rng"),
        ("https://del.org/a", "s/one.rng"),
        ("https://del.org/never", ""),
        ("urn:x:next", "s/two.rng"),
        ("urn:x:nowhere", ""),
    ],
)
def test_a_catalog_says_where_an_address_lies(home: Path, address: str, target: str) -> None:
    put(home, catalog_xml=CATALOG, next_xml=NEXT, del_xml=DELEGATE)
    expected = str((home / target).resolve()) if target else ""
    assert Catalogs(Machine()).resolve(address, ("catalog.xml",)) == expected


def test_a_file_finds_its_schema_through_the_projects_catalog(variorum: Run, home: Path) -> None:
    put(home, cat__catalog_xml=CATALOG, cat__next_xml=NEXT, cat__del_xml=DELEGATE)
    put(home, cat__s__one_rng=PEOPLE, cat__s__two_rng=SECOND)
    put(home, variorum_toml='[validate]\ncatalog = "cat/catalog.xml"\n')
    put(home, a__x_xml='<?xml-model href="urn:x:one" type="application/relax-ng"?>' + WRONG)
    assert [f.code for f in v.validate("a/x.xml").faults] == ["SCH001"]
    put(home, a__y_xml='<?xml-model href="https://e.org/gone.rng"?>' + MANY)
    (lost,) = v.validate("a/y.xml", select=["SCH011"]).findings
    assert "the catalog gives" in lost.message
    done = variorum("schema", "add", "cat/catalog.xml", cwd=home)
    assert len(done.stdout.splitlines()) == 2
    (home / "variorum.toml").unlink()
    assert [f.code for f in v.validate("a/x.xml").faults] == ["SCH001"]


# ---- what is wrong in settings ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "line", "said", "remedy"),
    [
        ('[validate]\n\nschem = "own.rng"', 3, "unknown setting 'schem'", "did you mean 'schema'"),
        ("[validate]\nselect = 7", 2, "select = 7", "a list of texts"),
        ('[validate]\nselect = ["XYZ7"]', 2, "unknown rule 'XYZ7'", ""),
        ('[validate]\nfail-on = "grave"', 2, "fail-on = 'grave'", "error, warning or info"),
        ("[validate]\nrequire-schema = 1", 2, "require-schema = 1", "true or false"),
        ('[validate]\nseverity = {REF = "bad"}', 2, "'bad'", "error, warning or info"),
        ('[[validate.for]]\nfiles = "nope/*.xml"', 2, "no file matches 'nope/*.xml'", "pattern"),
        ('[[validate.for]]\nschema = "a.rng"', 1, "for = a table", "files ="),
        ('[[validate.for]]\nfiles = "*.xml"\nignroe = ["REF"]', 3, "'ignroe'", "'ignore'"),
        ('[validate]\ncatalog = "gone.xml"', 2, "catalog", "check the path"),
        ('[validate]\ncatalog = "a.xml"', 2, "is not an XML catalog", "OASIS"),
        ('[validate]\nroot = "gone"', 2, "the root gone: no such folder", "check the path"),
        ("[validate]\nrule = 1", 2, "unknown setting 'rule'", "[[rule]]"),
        ('[validate]\nbaseline = "gone.json"', 2, "baseline", "check the path"),
        ('[validate]\nbaseline = "old.json"', 2, "another version", "option update-baseline"),
        ('validate = "x"', 1, "validate is not a table", "[validate]"),
    ],
)
def test_a_wrong_setting_is_one_line_and_the_rest_is_checked(
    variorum: Run, home: Path, toml: str, line: int, said: str, remedy: str
) -> None:
    put(home, a_xml=DANGLING, variorum_toml=toml)
    put(home, old_json='{"schema": "variorum.baseline/1", "files": {}}')
    done = variorum("validate", "a.xml", "-f", "concise", cwd=home)
    wrong = [text for text in done.stdout.splitlines() if "CFG004" in text]
    assert len(wrong) == 1
    assert wrong[0].startswith(f"variorum.toml:{line}:1: CFG004 error: ")
    assert said in wrong[0]
    assert remedy in wrong[0]
    assert "REF003" in done.stdout
    assert done.returncode == 1
    with pytest.raises(v.VariorumError, match=r"variorum\.toml"):
        v.validate("a.xml")


def test_what_the_caller_names_and_is_wrong_ends_the_run(variorum: Run, home: Path) -> None:
    put(home, a_xml=DANGLING, old_json='{"schema": "variorum.baseline/1", "files": {}}')
    for arguments, said in (
        (["--baseline", "old.json"], "another version"),
        (["--baseline", "gone.json"], "no such file"),
        (["--catalog", "gone.xml"], "no such file"),
        (["--schema", "gone.rng"], "no such schema"),
        (["--schema", "a.xml"], "is a TEI file, not RELAX NG"),
        (["--root", "gone"], "no such folder"),
        (["gone/*.xml"], "no file matches"),
    ):
        done = variorum("validate", "a.xml", *arguments, cwd=home)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert said in done.stderr


def test_every_setting_is_shown_with_its_meaning_and_is_an_option_or_a_key(
    variorum: Run, home: Path
) -> None:
    shown = variorum("config", "show", cwd=home).stdout
    helped = variorum("validate", "--help").stdout
    for key in ("schema", "catalog", "exclude", "severity", "require-schema", "baseline", "for"):
        line = next(one for one in shown.splitlines() if one.split()[0] == f"validate.{key}")
        assert " # " in line
        assert key == "for" or f"--{key}" in helped


def test_the_settings_that_the_readme_shows_are_settings() -> None:
    import re
    import tomllib

    from variorum.api.checks import Checks
    from variorum.validation.typed import parsed

    shown = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    (section,) = (t["validate"] for t in map(tomllib.loads, shown) if "validate" in t)
    values = parsed(Checks, section, toml=True)
    assert len(values) == len(section)
    for _, inner in values["for_"]:
        assert parsed(Checks, inner, toml=True)
