"""A baseline can be trusted: what is fixed makes nothing new, what is new is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import relaxng
from variorum.validation import Fallback, Options, Report, profile, validate
from variorum.validation.run import baseline

CASES = Path(__file__).parent / "cases" / "validate"
OWN = relaxng.load(profile.data(), name="profile.rng")
FALLBACK = Fallback(
    profile.names(), profile.other_names(), "", profile.attributes(), profile.contents()
)
# A file that is not well-formed says nothing else, nor does an element that is not allowed say
# what is wrong inside it: what these hid is seen once they are fixed.
HIDING = ("XML", "SCH001")


def outside(file: str) -> bytes | None:
    if file.startswith(".."):
        raise PermissionError(file)
    return None


def check(text: str, **options: Any) -> Report:
    asked = Options(resolve=outside, **options)
    data = text.encode()
    return validate(data, path="a.xml", schema=OWN, options=asked, fallback=FALLBACK)


def control(edition: str) -> str:
    return (CASES / f"{edition}control.xml").read_text("utf-8")


def faults(edition: str) -> list[list[tuple[str, str]]]:
    """What each seeded fault replaces by what, of those that hide no other."""
    return [
        [(one["replace"], one["by"]), *map(tuple, one.get("more", []))]
        for one in json.loads((CASES / f"{edition}faults.json").read_text("utf-8"))
        if not one["code"].startswith(HIDING) and "encoding" not in one
    ]


def spoilt(text: str, several: list[list[tuple[str, str]]]) -> str:
    for fault in several:
        if all(old in text for old, _ in fault):
            for old, new in fault:
                text = text.replace(old, new, 1)
    return text


FAULTS = {edition: faults(edition) for edition in ("", "edition-")}


def new(before: Report, after: Report) -> list[str]:
    known = baseline.read(baseline.write([before]).encode(), name="known.json")
    return [str(f) for f in baseline.subtract(after, known).findings]


@pytest.mark.parametrize("edition", ["", "edition-"])
@given(st.data())
def test_fixing_any_faults_makes_no_finding_new(edition: str, data: st.DataObject) -> None:
    every = FAULTS[edition]
    made = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=8))
    left = [one for one in made if data.draw(st.booleans())]
    before = check(spoilt(control(edition), made))
    after = check(spoilt(control(edition), left))
    hidden = {f.code for f in before.findings} & {"SCH001"}
    if not hidden:
        assert new(before, after) == []


@given(st.integers(1, 60), st.data())
def test_fixing_some_of_many_pointers_makes_none_new(many: int, data: st.DataObject) -> None:
    left = data.draw(st.sets(st.integers(0, many - 1)))
    marks = [f'<seg corresp="#lost{n % 7}" facs="gone{n}.jpg"/>' for n in range(many)]
    fixed = [one if n in left else "<seg/>" for n, one in enumerate(marks)]
    body = "<TEI><text><body><p>{}</p></body></text></TEI>"
    for aggregate in (0, 20):
        options = {"aggregate": aggregate, "select": ("REF",)}
        before = check(body.format("".join(marks)), **options)
        assert new(before, check(body.format("".join(fixed)), **options)) == []
        assert new(before, check(body.format("\n".join(marks)), **options)) == []


@given(st.integers(1, 40))
def test_one_more_of_the_same_is_new_and_only_that(many: int) -> None:
    body = "<TEI><text><body><p>{}</p></body></text></TEI>"
    marks = '<seg corresp="#lost"/>' * many
    before = check(body.format(marks), select=("REF",), aggregate=0)
    after = check(body.format(marks + '<seg corresp="#other"/>'), select=("REF",), aggregate=0)
    if many + 1 < 20:  # from there on one finding speaks for all
        assert len(new(before, after)) == 1
    assert new(before, before) == []


def test_a_key_hangs_neither_on_the_line_nor_on_the_words_of_a_message() -> None:
    text = control("").replace('<rdg wit="#C">', '<rdg wit="#Q">', 1)
    moved = text.replace("<teiHeader>", "\n\n<teiHeader>")
    keys = [f.key for f in check(text).findings]
    assert keys
    assert keys == [f.key for f in check(moved).findings]
    assert all(keys)


@pytest.mark.parametrize("edition", ["", "edition-"])
def test_each_finding_of_a_file_has_a_key_of_its_own(edition: str) -> None:
    findings = check(spoilt(control(edition), FAULTS[edition]), aggregate=0).findings
    assert len(findings) > 50
    assert len({f.key for f in findings}) == len(findings)


def test_a_pointer_names_itself_and_not_its_message() -> None:
    report = check('<TEI><text><body><p corresp="#x">a</p></body></text></TEI>', select=("REF",))
    (found,) = report.findings
    assert (found.subject, found.attribute, found.key) == ("#x", "corresp", "REF003 @corresp #x")
