"""The glossary of source terms that translators left standing in brackets."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from variorum import cli
from variorum.alignment.passages import synopsis
from variorum.model import Link
from variorum.terms.glossary import glossary
from variorum.text.build import witness_from_text

FIRST = (
    "Each country is unique and it would be wrong to approach them across-the-board [chokhom]; "
    "we study each of them.\n"
    "The catalyst [vozbuditel] of the disease is not a germ but the model itself.\n"
    "This is [a] realistic prospect."
)
SECOND = (
    "Each country is unique and it would be wrong to approach them with one brush; "
    "we study each of them.\n"
    "The causative agent of the disease is no germ but the model itself.\n"
    "This is a realistic prospect."
)
SOURCE = (
    "Каждая страна своеобразна, и нельзя подходить к ним чохом; мы изучаем каждую из них.\n"
    "Симптомы болезни говорят, что её возбудителем является не микроб, а сама модель.\n"
    "Это реальная перспектива."
)


def witness(siglum, text, language):
    bounds, at = [], 0
    for line in text.splitlines(keepends=True):
        bounds.append((at, at + len(line)))
        at += len(line)
    return witness_from_text(siglum, text, bounds=bounds, language=language)


@pytest.fixture
def table():
    texts = [("A", FIRST, "en"), ("B", SECOND, "en"), ("R", SOURCE, "ru")]
    return synopsis([witness(*t) for t in texts])


def test_the_terms_of_the_memo_come_back_in_cyrillic(table):
    pytest.importorskip("pymorphy3")
    terms = {t.term: t for t in glossary(table)}
    assert set(terms) == {"chokhom", "vozbuditel"}
    assert terms["chokhom"].cyrillic[0] == "чохом"
    assert terms["vozbuditel"].cyrillic[0] == "возбудитель"
    assert terms["chokhom"].schemes == ("bgn", "ala-lc")
    assert terms["vozbuditel"].schemes == ("bgn", "ala-lc", "iso9", "scholarly")
    assert all(t.in_dictionary for t in terms.values())


def test_the_whole_document_says_which_scheme_is_likeliest():
    pytest.importorskip("pymorphy3")
    text = FIRST + "\nSource: Tsena prozreniia."
    terms = glossary(synopsis([witness("A", text, "en")]))
    assert [t.schemes[:2] for t in terms] == [("ala-lc", "bgn")] * 2


def test_a_loan_word_or_an_english_one_decides_no_scheme():
    text = FIRST + "\nPerestroika and the Politburo; employees were skiing."
    terms = {t.term: t for t in glossary(synopsis([witness("A", text, "en")]))}
    assert terms["chokhom"].schemes == ("bgn", "ala-lc")


def test_every_version_says_how_it_renders_the_term(table):
    terms = {t.term: t for t in glossary(table, source="R")}
    assert terms["chokhom"].renderings == {
        "A": ("across-the-board",),
        "B": ("with one brush",),
        "R": ("чохом",),
    }
    assert terms["vozbuditel"].renderings == {
        "A": ("catalyst",),
        "B": ("causative agent",),
        "R": ("возбудителем",),
    }
    assert terms["vozbuditel"].places == ("p2",)


def test_the_word_of_the_source_is_given_even_when_inflected(table):
    terms = {t.term: t for t in glossary(table, source="R")}
    assert terms["vozbuditel"].given == "возбудителем"
    assert "возбудитель" in terms["vozbuditel"].cyrillic


def test_word_links_decide_the_rendering_where_they_are_given(table):
    def links(a, b):
        if "catalyst" in a and "agent" in b:
            yield Link((a.index("catalyst"),), (b.index("agent"),), "synonym", 0.9)

    terms = {t.term: t for t in glossary(table, links=links)}
    assert terms["vozbuditel"].renderings["B"] == ("agent",)


def test_a_supplied_word_of_the_versions_own_language_is_no_term():
    text = "An old realm and a great [ancient] realm.\nThe ancient walls stand."
    assert glossary(synopsis([witness("A", text, "en")])) == ()


def test_the_row_has_the_fields_of_the_contract(table):
    row = glossary(table)[0].to_dict()
    assert list(row) == ["term", "cyrillic", "schemes", "in_dictionary", "places", "renderings"]


def test_a_term_is_a_fixed_point_of_the_passages_across_languages():
    english = ["Nothing here at all, my friend.", "They did it across the board [chokhom], so."]
    russian = ["Чохом.", "Ровным счётом пусто."]
    from variorum.alignment.passages import match

    beads = match(english[1:], russian[:1])
    assert [(list(b.left), list(b.right)) for b in beads] == [([0], [0])]


ROOT = Path(__file__).parents[1]
MEMO = {"Z": "memo.xml", "B": "memo-b.xml", "C": "memo-c.xml", "R": "memo-ru.xml"}


def told(tmp_path, *arguments):
    """The rows of `variorum glossary` by term."""
    target = tmp_path / "glossary.json"
    assert cli.run(["glossary", *map(str, arguments), "-q", "--force", "-o", str(target)]) == 0
    return {row["term"]: row for row in json.loads(target.read_text("utf-8"))["results"]}


@pytest.mark.parametrize("sigla", ["ZBCR", "RCZB", "ZB", "BC"])
def test_the_memos_terms_stand_beside_their_renderings(tmp_path, sigla):
    pytest.importorskip("pymorphy3")
    rows = told(tmp_path, *(ROOT / "tei" / MEMO[s] for s in sigla))
    board, cause = rows["chokhom"], next(r for t, r in rows.items() if t.startswith("vozb"))
    by_hand = {
        "Z": (["across-the-board"], ["catalyst"]),
        "B": (["with one brush"], ["agent of the disease"]),
        "C": (["lump them all together"], ["pathogen"]),
        "R": (["чохом"], ["возбудитель"]),
    }
    assert set(rows) == {board["term"], cause["term"]}
    assert board["renderings"] == {s: by_hand[s][0] for s in sigla}
    assert cause["renderings"] == {s: by_hand[s][1] for s in sigla}
    assert (board["cyrillic"][0], cause["cyrillic"][0]) == ("чохом", "возбудитель")
    assert set(board["schemes"]) == {"bgn", "ala-lc"}
    assert set(cause["schemes"]) == {"bgn", "ala-lc", "iso9", "scholarly"}


def test_places_are_passages_of_the_first_version_alone(tmp_path):
    files = [ROOT / "tei" / MEMO[s] for s in "ZBC"]
    assert [r["places"] for r in told(tmp_path, *files).values()] == [["p4"], ["p5.3"]]
    paragraphs = told(tmp_path, *reversed(files), "--unit", "paragraph")
    assert [r["places"] for r in paragraphs.values()] == [["p4"], ["p5"]]


def test_a_rendering_of_one_origin_is_found_behind_other_words(tmp_path):
    folder = ROOT / "examples" / "three-translations"
    files = [folder / f"{name}.txt" for name in ("plain", "stately", "brisk")]
    (row,) = told(tmp_path, *files, "--source", folder / "source.txt").values()
    assert row["cyrillic"][0] == "гувернантка"
    assert {s: row["renderings"][s] for s in ("plain", "stately", "brisk")} == {
        "plain": ["governess"], "stately": ["governess"], "brisk": ["governess"],
    }  # fmt: skip
    assert row["renderings"]["source"] == ["гувернанткой"]


def test_the_print_in_plain_text_gives_its_terms(tmp_path):
    pytest.importorskip("pymorphy3")
    memo = ROOT.parent / "shared" / "seed" / "memo.txt"
    if not memo.is_file():
        pytest.skip("no ../shared/seed/memo.txt beside the repository")
    rows = told(tmp_path, memo)
    assert {t: r["renderings"]["memo"] for t, r in rows.items()} == {
        "chokhom": ["across-the-board"], "vozbuditel": ["catalyst"],
    }  # fmt: skip
    assert [r["schemes"][0] for r in rows.values()] == ["ala-lc", "ala-lc"]


def test_what_is_missing_without_the_dictionary_is_said(tmp_path, capsys, monkeypatch):
    name = "variorum.translit.dictionary"
    monkeypatch.setattr(sys.modules[name], "dictionary", lambda: None)
    (tmp_path / "a.txt").write_text("A kind of silence [tishina] fell.", "utf-8")
    (tmp_path / "b.txt").write_text("A sort of stillness fell.", "utf-8")
    assert cli.run(["glossary", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 0
    printed = capsys.readouterr()
    assert "тишина" in printed.out
    assert "pip install 'variorum[russian]'" in printed.err
