"""One fault, one finding: at its line, with its code, and nothing besides.

Two editions without a fault (`control.xml`, parallel segmentation; `edition-control.xml`, an
external apparatus by double end-point), each spoilt in one place at a time. They are checked as
the command line does it without a schema, and with full TEI where that is at hand.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from variorum import relaxng as grammar
from variorum.validation import Fallback, Options, Report, profile, validate

CASES = Path(__file__).parent / "cases" / "validate"
FALLBACK = Fallback(profile.names(), profile.other_names(), "", profile.attributes())
EDITIONS = ("", "edition-")
MANY = " ".join(f'a{i}="x"' for i in range(3000))
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
def tei_all(shared: Path) -> Any:
    data = (shared / "schema" / "tei_all-4.3.0.rng").read_bytes()
    return grammar.load(data, name="tei_all-4.3.0.rng")


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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('matchPattern="([a-z]+)"', 'matchPattern="(a|a)*b"'),
        ('matchPattern="([a-z]+)"', 'matchPattern=".*.*.*.*.*.*="'),
        ('<l n="1">', f"<l {MANY}>"),
        ('<l n="1">', f'<l n="1">{"<foo/>" * 3000}'),
    ],
    ids=["alternatives that repeat", "six stars", "many attributes", "many strangers"],
)
def test_no_file_is_a_trap(old: str, new: str, own: Any) -> None:
    text = control("edition-").replace(old, new, 1).replace("pers:hild", f"pers:{'a' * 900}", 1)
    since = time.process_time()
    check(text.encode(), own, FALLBACK)
    assert time.process_time() - since < 5
