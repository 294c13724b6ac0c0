"""Further checkers are given to validation by its caller; it treats their findings as its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from variorum.errors import UsageError
from variorum.model import Finding, Severity
from variorum.validation import Options, Report, Rule, validate
from variorum.validation.document.document import Document
from variorum.validation.run import baseline

CONTROL = (Path(__file__).parent / "cases" / "validate" / "control.xml").read_bytes()
KEY = Rule("OWN001", "name-without-key", Severity.WARNING, "A name has no @key.", "", "", (), ())


class Names:
    """A project's own check: every name has a key; what is in a list follows from the first."""

    rules = (KEY,)

    def __call__(self, document: Document) -> Iterator[Finding]:
        for n, element in enumerate(document.named("rs")):
            line, column = document.layout.place(document.layout.start(document.order(element)))
            cause = 0 if n and element.getparent().tag.endswith("item") else None
            yield Finding(
                document.path, line, column, KEY.code, KEY.slug, KEY.severity,
                "this <rs> has no @key", "add it", document.xpath(element),
                document.near(element), cause,
            )  # fmt: skip


def with_names(names: str) -> bytes:
    return CONTROL.replace(b"who said little", names.encode(), 1)


def check(data: bytes, **options: object) -> Report:
    return validate(data, path="a.xml", options=Options(**options), checkers=(Names(),))


def of_names(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.code == "OWN001"]


def test_its_findings_stand_among_the_others_in_the_order_of_places() -> None:
    report = check(with_names('<rs>Hero</rs> <ref target="#nowhere">x</ref> <rs>Leander</rs>'))
    assert [f.code for f in report.findings] == ["OWN001", "REF003", "OWN001"]
    assert report.lines[report.findings[0].line].strip().find("<rs>Hero") >= 0


def test_a_cause_among_its_own_is_the_same_finding_among_all() -> None:
    listed = "<rs>Hero</rs> <list><item><rs>Leander</rs></item></list>"
    report = check(with_names('<ref target="#nowhere">x</ref>' + listed))
    first, second = of_names(report)
    assert second.cause is not None
    assert report.findings[second.cause] == first


@pytest.mark.parametrize("name", ["OWN001", "OWN", "name-without-key"])
def test_it_is_selected_and_ignored_by_code_family_and_name(name: str) -> None:
    data = with_names("<rs>Hero</rs>")
    assert not of_names(check(data, ignore=(name,)))
    assert len(of_names(check(data, select=(name,)))) == 1
    assert not of_names(check(data, select=("WIT",)))
    assert not of_names(check(data, per_file_ignores=(("a.xml", (name,)),)))


@pytest.mark.parametrize("name", ["OWN001", "OWN", "name-without-key"])
def test_the_file_silences_it_and_an_instruction_that_silences_nothing_says_so(name: str) -> None:
    instruction = f'<?variorum-ignore {name} reason="so in print"?>'
    assert check(with_names(f"<rs>Hero</rs>{instruction}")).findings == ()
    idle = check(with_names(instruction))
    assert [f.code for f in idle.findings] == ["CFG001"]


def test_many_of_the_same_are_one_and_a_baseline_knows_it() -> None:
    report = check(with_names("<rs>Hero</rs>" * 30))
    assert [f.count for f in of_names(report)] == [30]
    known = baseline.read(baseline.write([report]).encode(), name="baseline.json")
    assert baseline.subtract(report, known).findings == ()


def test_it_is_asked_of_no_file_that_is_not_well_formed() -> None:
    assert [f.code for f in check(b"<TEI><rs></TEI>").findings] == ["XML001"]


def test_it_is_asked_of_a_file_too_large_for_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    from variorum.validation.document import intake

    monkeypatch.setattr(intake, "WHOLE", 100)
    assert [f.code for f in of_names(check(with_names("<rs>Hero</rs>")))] == ["OWN001"]


def test_one_that_cannot_be_used_ends_the_run() -> None:
    class Unusable(Names):
        def __call__(self, document: Document) -> Iterator[Finding]:
            raise UsageError("own.sch: no such phase 'x'")

    with pytest.raises(UsageError, match="no such phase"):
        validate(CONTROL, path="a.xml", checkers=(Unusable(),))
