"""TEI's own constraints (Schematron), one by one: each has a rule of ours, or a reason for none.

The names are those of the patterns in tei_all 4.3.0; that none is left out is checked where that
schema is at hand. What later releases (to 4.12) have besides stands in a list of its own.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from variorum.validation import Options
from variorum.validation.document import intake
from variorum.validation.indexes.context import Context, Shared
from variorum.validation.run.catalogue import find

CASES = Path(__file__).parent / "cases" / "validate"
CONSTRAINTS = json.loads((CASES / "constraints.json").read_text("utf-8"))
NEWER = json.loads((CASES / "constraints-newer.json").read_text("utf-8"))
KEPT = {name: one for name, one in {**CONSTRAINTS, **NEWER}.items() if "code" in one}
OPENING = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
PATTERN = "{http://purl.oclc.org/dsdl/schematron}pattern"
NUMBER = re.compile(r"^tei_all-|-constraint(-(rule|assert|report)-\d+)?$")


@pytest.mark.parametrize("name", KEPT)
def test_what_breaks_a_constraint_of_tei_is_a_finding(name: str) -> None:
    rule = find(KEPT[name]["code"])
    data = f"{OPENING}{KEPT[name]['fails']}</body></text></TEI>".encode()
    document, _ = intake.read(data, path="x.xml")
    assert document is not None
    assert rule.check is not None
    context = Context(Shared(document, Options()), rule.code, rule.slug, rule.severity)
    assert len(list(rule.check(context))) == 1


def test_no_constraint_of_tei_is_left_out(shared: Path) -> None:
    tree = etree.parse(shared / "schema" / "tei_all-4.3.0.rng")
    named = {NUMBER.sub("", pattern.get("id")) for pattern in tree.iter(PATTERN)}
    assert named == set(CONSTRAINTS)


def test_a_constraint_without_a_rule_has_its_reason() -> None:
    every = [*CONSTRAINTS.values(), *NEWER.values()]
    assert all("code" in one or one["why"].endswith(".") for one in every)


def test_what_a_later_release_allows_is_not_held_against_a_file() -> None:
    rule = find("STR032")
    data = f"{OPENING}<content><sequence><empty/></sequence></content></body></text></TEI>".encode()
    document, _ = intake.read(data, path="x.xml")
    assert document is not None
    assert rule.check is not None
    context = Context(Shared(document, Options()), rule.code, rule.slug, rule.severity)
    assert [f.severity.name for f in rule.check(context)] == ["INFO"]
