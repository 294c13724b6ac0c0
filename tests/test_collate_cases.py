"""Hard cases as data: the table that ought to come out (tests/cases/collation)."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from variorum.collation import Options, collate
from variorum.model import Collation
from variorum.text.build import witness_from_tokens

CASES = json.loads((Path(__file__).parent / "cases/collation/hard.json").read_text("utf-8"))


def columns_of(case: dict[str, Any], order: list[str]) -> list[str]:
    given = [witness_from_tokens(s, case["witnesses"][s].split()) for s in order]
    table = collate(given, Options(**case.get("options", {})))
    return [" ".join(cell(table, s, c) for s in case["witnesses"]) for c in range(len(table))]


def cell(table: Collation, siglum: str, c: int) -> str:
    w = table.index(siglum)
    text = table.witnesses[w].slice(table.starts[w][c], table.ends[w][c])
    return text.replace(" ", "_") or "-"


def marked(case: dict[str, Any]) -> Any:
    failing = pytest.mark.xfail(strict=True, reason=case["comment"])
    return pytest.param(case, id=case["label"], marks=failing if case["expect"] == "fail" else ())


@pytest.mark.parametrize("case", [marked(c) for c in CASES])
def test_hard_case(case):
    assert columns_of(case, list(case["witnesses"])) == case["columns"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["label"])
def test_hard_case_in_any_order(case):
    found = {tuple(columns_of(case, list(order))) for order in permutations(case["witnesses"])}
    assert len(found) == 1
