"""Sentences: hard cases as data, and what always holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts, witness

from variorum.errors import UsageError
from variorum.model import Witness
from variorum.text.build import witness_from_text
from variorum.text.passages import cut
from variorum.text.sentences import sentence_bounds

CASES = [
    pytest.param(
        case,
        id=f"{path.stem}: {case['label']}",
        marks=[pytest.mark.xfail(strict=True)] if case.get("expect") == "fail" else [],
    )
    for path in sorted((ROOT / "tests" / "cases" / "sentences").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_ends_them(case: dict[str, Any]) -> None:
    text = "".join(case["sentences"])
    found = [text[a:b] for a, b in sentence_bounds(text, case["language"])]
    assert found == case["sentences"]


@given(texts, st.sampled_from(["en", "ru", "zh", "hi", "und", ""]))
def test_the_sentences_of_a_passage_joined_are_the_passage(text: str, language: str) -> None:
    bounds = sentence_bounds(text, language)
    assert "".join(text[a:b] for a, b in bounds) == text
    assert all(a < b for a, b in bounds)


@given(witness(), st.sampled_from(["sentence", "line", "paragraph"]))
def test_a_witness_cut_into_another_unit_keeps_every_token_once(
    version: Witness, unit: str
) -> None:
    pieces = cut(version, unit)
    assert pieces.text == version.text
    at = 0
    for passage in pieces.passages:
        assert passage.start == at
        at = passage.end
    assert at == len(version)


def test_the_sentences_of_a_passage_are_numbered_under_it() -> None:
    version = witness_from_text("A", "One. Two.\nThree.", bounds=[(0, 10), (10, 16)])
    assert [p.id for p in cut(version, "sentence").passages] == ["p1.1", "p1.2", "p2"]


def test_an_unknown_unit_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="unknown unit 'verse'; choose from auto, sentence"):
        cut(witness_from_text("A", "x"), "verse")
