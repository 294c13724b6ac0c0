"""The API: the verbs a Python user writes, on the memo and on texts of two lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TEI

import variorum as v
from variorum.errors import ReadError
from variorum.model import Source


@pytest.fixture
def texts(tmp_path: Path) -> list[Source]:
    (tmp_path / "a.txt").write_text("The sage [chokhom] answers. He left.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The wise man answers. He left early.\n", encoding="utf-8")
    return [v.read(tmp_path / "a.txt", siglum="A"), v.read(tmp_path / "b.txt", siglum="B")]


def test_all_names_are_there_and_stay_functions_when_rooms_are_imported() -> None:
    import variorum.alignment.passages
    import variorum.collation.options
    import variorum.validation.run.check  # noqa: F401

    for name in v.__all__:
        assert hasattr(v, name)
    assert callable(v.align)
    assert callable(v.collate)
    assert callable(v.validate)


def test_from_files_to_an_edition_and_back(texts: list[Source], tmp_path: Path) -> None:
    edition = v.apparatus(v.collate(*texts), base="A")
    assert {r.text for u in edition.units for r in u.readings} >= {"early"}
    for name in ("edition.xml", "edition.json", "edition.csv"):
        v.write(edition, tmp_path / name)
    assert v.read(tmp_path / "edition.json").apparatus == edition
    assert not v.validate(tmp_path / "edition.xml").findings


def test_tokens_know_their_place_in_the_source(texts: list[Source], tmp_path: Path) -> None:
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    for token in texts[0].witnesses[0].tokens:
        assert text[token.start : token.end] == token.text


def test_diff_compare_and_align_take_sources_and_witnesses(texts: list[Source]) -> None:
    assert len(v.diff(*texts).rows) == 2
    assert len(v.diff(texts, ignore=["case"]).rows) == 2
    assert v.compare(*texts).sigla == ("A", "B")
    assert len(v.align(texts[0], texts[1].witnesses[0], unit="sentence").rows) == 2


def test_encode_gives_tei(texts: list[Source]) -> None:
    assert "chokhom</foreign>" in v.encode(texts[0])


def test_two_texts_of_one_siglum_are_refused(texts: list[Source]) -> None:
    with pytest.raises(v.VariorumError, match="'A'"):
        v.collate(texts[0], texts[0])


def test_what_is_missing_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        v.read(tmp_path / "none.txt")


def test_the_memos_files_are_clean() -> None:
    assert not v.validate(TEI / "memo-b.xml").findings


def test_the_bytes_of_an_edition_give_all_its_witnesses_as_its_file_does(tmp_path: Path) -> None:
    one = v.witness("The wise man answers.", siglum="A")
    two = v.witness("The old man answers.", siglum="B")
    file = tmp_path / "edition.xml"
    v.write(v.apparatus(one, two, base="A"), file)
    data = file.read_bytes()
    assert v.read(data).sigla == v.read(file).sigla == ("A", "B")
    assert len(v.apparatus(data)) == len(v.apparatus(file)) == 1
