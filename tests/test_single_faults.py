"""One fault, one finding: at its line, with its code, and nothing besides.

Two editions without a fault (`control.xml`, parallel segmentation; `edition-control.xml`, an
external apparatus by double end-point), each spoilt in one place at a time. They are checked as
the command line does it without a schema, and with full TEI where that is at hand.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from counting import calls

from variorum import relaxng as grammar
from variorum.validation import Fallback, Options, Report, profile, validate
from variorum.validation.values import patterns

CASES = Path(__file__).parent / "cases" / "validate"
FALLBACK = Fallback(
    profile.names(), profile.other_names(), "", profile.attributes(), profile.contents()
)
EDITIONS = ("", "edition-")
TEI_ALL = "facc222ce0c2d3647f772bc9e8b584722bf2d71e65a4f73b26d41a7ed869d4a1"  # its SHA-256
VAULT = "https://www.tei-c.org/Vault/P5/4.3.0/xml/tei/custom/schema/relaxng/tei_all.rng"
BEYOND_THE_PROFILE = {  # what only a whole schema of TEI can tell
    "an attribute that is not allowed",
    "an element of another namespace",
}


def outside(file: str) -> bytes | None:
    """A project with no other files."""
    if file.startswith(".."):
        raise PermissionError(file)
    return None


def control(edition: str) -> str:
    return (CASES / f"{edition}control.xml").read_text("utf-8")


def faults() -> list[Any]:
    return [
        pytest.param(edition, fault, id=fault["label"])
        for edition in EDITIONS
        for fault in json.loads((CASES / f"{edition}faults.json").read_text("utf-8"))
    ]


def spoilt(edition: str, fault: dict[str, Any]) -> tuple[bytes, int]:
    """The edition with its fault, and the line of that.

    A text is told where jing tells it: where its parser hands it over, which is the next tag, so
    many lines further on.
    """
    text = control(edition)
    for old, new in [(fault["replace"], fault["by"]), *fault.get("more", [])]:
        assert old in text, f"the control has no {old!r}"
        text = text.replace(old, new, 1)
    line = text[: text.index(fault["at"])].count("\n") + 1 + fault.get("handed_over", 0)
    return text.encode(fault.get("encoding", "utf-8")), line


def check(data: bytes, schema: Any, fallback: Fallback | None = None) -> Report:
    options = Options(resolve=outside)
    return validate(data, path="edition.xml", schema=schema, options=options, fallback=fallback)


def found(report: Report) -> list[tuple[str, int]]:
    return [(f.code, f.line) for f in report.faults if f.code != "SCH010"]


@pytest.fixture(scope="module")
def own() -> Any:
    return grammar.load(profile.data(), name="profile.rng")


@pytest.fixture(scope="module")
def tei_all() -> Any:
    """The whole schema of TEI 4.3.0, known by its checksum wherever it is kept."""
    places = [SHARED / "schema" / "tei_all-4.3.0.rng"]
    if named := os.environ.get("VARIORUM_TEI_ALL"):
        places.insert(0, Path(named))
    for place in places:
        data = place.read_bytes() if place.is_file() else b""
        if hashlib.sha256(data).hexdigest() == TEI_ALL:
            return grammar.load(data, name=place.name)
    pytest.skip("needs tei_all.rng of TEI 4.3.0, named by VARIORUM_TEI_ALL: " + VAULT)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_without_fault_is_clean_without_a_schema(edition: str, own: Any) -> None:
    assert found(check(control(edition).encode(), own, FALLBACK)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_without_fault_is_clean(edition: str, tei_all: Any) -> None:
    assert check(control(edition).encode(), tei_all).findings == ()


@pytest.mark.parametrize(("edition", "fault"), faults())
def test_one_fault_is_one_finding_at_its_line(
    edition: str, fault: dict[str, Any], tei_all: Any
) -> None:
    data, line = spoilt(edition, fault)
    assert found(check(data, tei_all)) == [(fault["code"], line)]


@pytest.mark.parametrize(("edition", "fault"), faults())
def test_one_fault_is_one_finding_without_a_schema(
    edition: str, fault: dict[str, Any], own: Any
) -> None:
    if fault["label"] in BEYOND_THE_PROFILE:
        pytest.skip("the profile does not know")
    data, line = spoilt(edition, fault)
    assert found(check(data, own, FALLBACK)) == [(fault["code"], line)]


@pytest.mark.parametrize("pattern", ["(a|a)*b", ".*.*.*.*.*.*="])
def test_an_expression_that_would_run_for_ever_is_not_run(
    pattern: str, own: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = control("edition-").replace('matchPattern="([a-z]+)"', f'matchPattern="{pattern}"', 1)
    bounded, run = patterns._bounded, []

    def watched(expression: str, reference: str) -> object:
        found = bounded(expression, reference)
        run.append((expression, found))
        return found

    monkeypatch.setattr(patterns, "_bounded", watched)
    check(text.replace("pers:hild", f"pers:{'a' * 900}", 1).encode(), own, FALLBACK)
    assert (pattern, None) in run
    assert not any(found for expression, found in run if expression == pattern)


def many_attributes(count: int) -> str:
    return "<l " + " ".join(f'a{count}-{i}="x"' for i in range(count)) + ">"


def many_strangers(count: int) -> str:
    return '<l n="1">' + "<foo/>" * count


@pytest.mark.parametrize("many", [many_attributes, many_strangers])
def test_many_faults_in_one_place_cost_no_more_each(many: Callable[[int], str], own: Any) -> None:
    """Names are others each time, since what was said of a name is remembered."""

    def cost(count: int) -> int:
        text = control("edition-").replace('<l n="1">', many(count), 1)
        return calls(lambda: check(text.encode(), own, FALLBACK))

    cost(1)  # what is built once
    least = cost(0)
    assert cost(800) - least < 2.2 * (cost(400) - least)
