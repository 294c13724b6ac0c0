"""What a project settled and a person ruled holds in `diff` as it does in `collate`."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import variorum as v

RULED = """[[decision]]
kind = "class"
where = {{ passage = "p1", lemma = "{lemma}", reading = "{reading}" }}
ruling = "{ruling}"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.txt").write_text("The wise man chose a colour.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The scholar chose a color.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kinds(comparison: v.Comparison) -> list[tuple[str, str, str]]:
    return [
        (change.kind, change.base.strip(), change.other.strip())
        for row in comparison.rows
        for change in row.changes[1]
        if change.kind != "equal"
    ]


def test_a_ruled_class_is_the_class_of_the_change(folder: Path) -> None:
    ruling = RULED.format(lemma="wise man", reading="scholar", ruling="synonym")
    (folder / "rulings.toml").write_text(ruling)
    told = v.diff("a.txt", "b.txt", decisions="rulings.toml")
    assert ("synonym", "wise man", "scholar") in kinds(told)
    assert ("synonym", "wise man", "scholar") not in kinds(v.diff("a.txt", "b.txt"))
    units = v.apparatus("a.txt", "b.txt", decisions="rulings.toml")
    assert ("scholar", "synonym") in [(r.text, r.cls) for unit in units for r in unit]


def test_a_ruling_that_no_change_answers_is_reported(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "rulings.toml").write_text(RULED.format(lemma="king", reading="tsar", ruling="x"))
    with caplog.at_level(logging.INFO, "variorum"):
        v.diff("a.txt", "b.txt", decisions="rulings.toml")
    assert "outdated decision (class x, lemma=king, reading=tsar, passage=p1)" in caplog.text


def test_a_regularised_form_is_no_difference_and_is_counted(folder: Path) -> None:
    (folder / "forms.tsv").write_text("colour\tcolor\n")
    told = v.diff("a.txt", "b.txt", regularise="forms.tsv")
    assert [other for _, _, other in kinds(told)] == ["scholar"]
    assert ("regularised", 1) in told.hidden


def test_words_ruled_apart_are_a_difference_though_they_are_equal(folder: Path) -> None:
    (folder / "rulings.toml").write_text(
        '[[decision]]\nkind = "apart"\nwhere = { a = "p1 4 chose", b = "p1 3 chose" }\n'
    )
    ruled = v.diff("a.txt", "b.txt", unit="paragraph", decisions="rulings.toml")
    assert any("chose" in base for _, base, _ in kinds(ruled))
    assert not any("chose" in base for _, base, _ in kinds(v.diff("a.txt", "b.txt")))


def test_the_settings_of_the_folder_hold(folder: Path) -> None:
    (folder / "variorum.toml").write_text(
        '[project]\nbase = "b"\nregularise = "forms.tsv"\n'
        '[classes.rank]\nletter = "k"\ngroup = "substantive"\n'
        '[[rules]]\nclass = "rank"\nlemma = "scholar"\nreading = "wise man"\n'
    )
    (folder / "forms.tsv").write_text("colour\tcolor\n")
    told = v.diff("a.txt", "b.txt")
    assert told.versions[told.base].siglum == "b"
    changes = [c for row in told.rows for c in row.changes[0] if c.kind != "equal"]
    assert [(c.kind, c.base.strip(), c.other.strip()) for c in changes] == [
        ("rank", "scholar", "wise man")
    ]
    assert v.diff("a.txt", "b.txt", project="").versions[0].siglum == "a"


def test_rows_that_a_person_corrected_are_obeyed(tmp_path: Path) -> None:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("One came home.\n\nTwo went away.\n", encoding="utf-8")
    b.write_text("One came home.\n\nTwo went away.\n", encoding="utf-8")
    rows = v.align(a, b, unit="paragraph")
    v.write(rows, tmp_path / "rows.tsv")
    table = (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in table]
    cells[1][5:7], cells[2][5:7] = cells[2][5:7], cells[1][5:7]  # each opposite the other's
    (tmp_path / "rows.tsv").write_text("\n".join(map("\t".join, cells)) + "\n", encoding="utf-8")
    told = v.diff(a, b, unit="paragraph", alignment=tmp_path / "rows.tsv")
    assert [row.texts[1].strip() for row in told.rows] == ["Two went away.", "One came home."]
    assert v.align(a, b, unit="paragraph", alignment=tmp_path / "rows.tsv").rows[0]["b"] != ""
