"""Links between two versions, composed through the words of the original that both translate."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent
USFM = ROOT / "cases" / "usfm"


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT.parent / "bench"))
    return import_module("compose_gold")


@pytest.fixture
def made(gold: ModuleType) -> tuple[list[dict[str, object]], dict[str, int]]:
    one, other = ((USFM / f"{name}.usfm").read_text("utf-8") for name in ("literal", "simple"))
    lines, left_out = gold.book("JON", one, other)
    return [json.loads(line) for line in lines], dict(left_out)


def linked(segment: dict, kind: str) -> set[tuple[str, str]]:
    return {(segment["a"][i], segment["b"][j]) for i, j in segment[kind]}


def test_words_are_linked_through_the_word_that_both_translate(
    made: tuple[list[dict], dict],
) -> None:
    (first, _), _ = made
    assert first["id"] == "32001001"
    assert first["a"] == "And the ship was going to the harbour".split()  # without its note
    assert first["b"] == "Then the boat sailed towards the city’s port".split()
    assert linked(first, "sure") == {
        ("to", "towards"),  # one word, one word
        ("ship", "boat"),  # the only words of content in a larger group
        ("the", "the"),  # the same form, once on each side: of the ship and of the harbour
        ("going", "sailed"),
    }
    assert [1, 1] in first["sure"]
    assert [6, 5] in first["sure"]
    assert [1, 5] not in first["sure"]
    assert {("was", "sailed"), ("harbour", "port"), ("harbour", "city’s")} <= linked(
        first, "possible"
    )


def test_words_of_the_original_that_one_version_joins_are_one_group(
    made: tuple[list[dict], dict],
) -> None:
    (_, second), _ = made
    assert linked(second, "sure") == {
        ("Captain", "captain"),
        ("laughed", "laughed"),
        ("laughed", "aloud"),
    }
    assert linked(second, "possible") == {("Captain", "Its")}  # and nothing that is sure


def test_which_verses_are_left_out_is_counted(made: tuple[list[dict], dict]) -> None:
    segments, left_out = made
    assert [s["id"] for s in segments] == ["32001001", "32001002"]
    assert left_out == {
        "fewer than two sure links": 1,
        "in one version only, empty or joined": 1,
        "too few words aligned": 1,
    }


def test_the_order_of_the_files_of_a_folder_does_not_matter(
    gold: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, name in (("a", "literal"), ("b", "simple")):
        text = (USFM / f"{name}.usfm").read_text("utf-8")
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.usfm").write_text(text.replace("JON", "NAM"), "utf-8")
        (tmp_path / folder / "2.usfm").write_text(text, "utf-8")
    lines = gold.compose((tmp_path / "a", tmp_path / "b"), ["NAM", "JON", "GEN"])
    assert [json.loads(line)["id"][:2] for line in lines] == ["32", "32", "34", "34"]
    assert "GEN: not in both folders" in capsys.readouterr().out
