"""Places name whose number they use, and chapters are sections of what a terminal shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import runner

A = """CHAPTER I

The sea was calm that morning. Nobody on board had slept.

CHAPTER II

We landed at noon. The people of the village had fled.
"""
B = A.replace(
    "had fled.", "had gone.\n\nOnly an old fisherman was left, mending a torn net."
).replace("CHAPTER", "Chapter")


Says = Callable[..., str]


@pytest.fixture
def says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Says:
    """What a command writes to the terminal of the two versions."""
    run = runner(monkeypatch, capsys)
    for siglum, text in (("A", A), ("B", B)):
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
    return lambda verb, *options: run(verb, "A.txt", "B.txt", *options, cwd=tmp_path).stdout


@pytest.mark.parametrize("view", ["--inline", "--side-by-side", ""])
def test_a_difference_stands_under_the_heading_of_its_chapter(says: Says, view: str) -> None:
    said = says("diff", "--ignore", "case", *filter(None, [view]))
    assert "── CHAPTER II" in said
    assert "── CHAPTER I\n" not in said
    assert said.index("── CHAPTER II") < said.index("fisherman")


def test_what_the_base_has_not_is_named_by_the_version_that_has_it(says: Says) -> None:
    assert "§B:p5   only B" in says("diff")
    assert "§A:p5" not in says("diff")


def test_an_alignment_is_read_chapter_by_chapter(says: Says) -> None:
    said = says("align")
    assert "── CHAPTER I\n" in said
    assert "── CHAPTER II\n" in said
