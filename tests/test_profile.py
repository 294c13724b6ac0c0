"""The bundled profile: one source, a strict subset of TEI, wide enough for what we write."""

from __future__ import annotations

from pathlib import Path

import pytest
from rng_documents import Generator

from variorum import relaxng as grammar
from variorum.relaxng import Positions
from variorum.text.xml import parse
from variorum.validation import profile, validate

FOLDER = Path(profile.__file__).parent
CONTROL = Path(__file__).parent / "cases" / "validate" / "control.xml"


@pytest.fixture(scope="module")
def own():
    return grammar.load(profile.data(), name="profile.rng")


@pytest.fixture(scope="module")
def tei_all(shared):
    data = (shared / "schema" / "tei_all-4.3.0.rng").read_bytes()
    return grammar.load(data, name="tei_all-4.3.0.rng")


def faults(data: bytes, schema) -> list[str]:
    tree = parse(data, name="x.xml")
    found = grammar.check(tree, schema, positions=Positions(data.decode()))
    return [f"{f.xpath}: {f.message}" for f in found if f.cause is None]


def to_rng(source: str) -> str:
    """The RELAX NG (XML) of the profile's compact source."""
    rnc2rng = pytest.importorskip("rnc2rng", reason="rnc2rng is not installed")
    lines = rnc2rng.dumps(rnc2rng.loads(source)).splitlines()
    head = (
        f"<!-- {profile.TITLE}. Version: {profile.VERSION}. "
        "Made from profile.rnc: edit that, not this. -->"
    )
    at = next(i for i, line in enumerate(lines) if line.lstrip().startswith("<start"))
    title = f"  <a:documentation>{profile.TITLE}</a:documentation>"
    return "\n".join([lines[0], head, *lines[1:at], title, *lines[at:]]) + "\n"


def test_the_two_syntaxes_are_one_grammar(request):
    made = to_rng(profile.source())
    if request.config.getoption("--accept"):
        (FOLDER / "profile.rng").write_text(made, "utf-8")
        profile.data.cache_clear()
    assert made == profile.data().decode()


def test_the_profile_holds_what_an_edition_needs():
    needed = "TEI app lem rdg witness lacunaStart supplied ex choice persName standOff linkGrp fs"
    assert set(needed.split()) <= profile.names()
    assert len(profile.names()) >= 90
    assert not profile.names() & profile.other_names()


def documents(count: int, seed: int):
    for i in range(count):
        yield Generator(profile.data(), seed + i).document()


def test_generated_documents_are_valid_in_the_profile(own):
    for data in documents(25, 0):
        assert faults(data, own) == []


def test_what_the_profile_accepts_tei_all_accepts(tei_all):
    for data in documents(25, 0):
        assert faults(data, tei_all) == []


@pytest.mark.slow
def test_what_the_profile_accepts_tei_all_accepts_of_many_documents(tei_all):
    for data in documents(1000, 10_000):
        assert faults(data, tei_all) == []


def test_the_corpus_is_accepted_only_where_tei_all_accepts_it(own, tei_all, shared):
    for path in sorted((shared / "data" / "tei").glob("*.xml")):
        data = path.read_bytes()
        if not faults(data, own):
            assert faults(data, tei_all) == [], path.name


def test_the_control_is_tei(tei_all, own):
    assert faults(CONTROL.read_bytes(), tei_all) == []
    assert faults(CONTROL.read_bytes(), own) == []


SINCE = {"eventName", "gender"}  # elements of TEI later than the schema at hand


def test_names_that_are_none_of_tei_are_not_taken_for_tei(tei_all):
    known = {tag.rpartition("}")[2] for tag in tei_all.tags()}
    assert profile.names() <= known
    assert profile.other_names() - SINCE <= known


@pytest.mark.parametrize("path", sorted((Path(__file__).parent.parent / "tei").glob("*.xml")),
                         ids=lambda p: p.name)  # fmt: skip
def test_our_own_editions_are_clean(path, own):
    report = validate(path.read_bytes(), path=path.name, schema=own)
    assert [(f.line, f.code, f.message) for f in report.findings] == []
