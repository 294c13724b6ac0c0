"""The glossary of source terms that translators left standing in brackets."""

from __future__ import annotations

import pytest

from variorum.align.glossary import glossary
from variorum.align.passages import synopsis
from variorum.model import Link
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
    assert all(t.schemes == ("bgn", "ala-lc") and t.in_dictionary for t in terms.values())


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
    row = glossary(table)[0].row()
    assert list(row) == ["term", "cyrillic", "schemes", "in_dictionary", "places", "renderings"]


def test_a_term_is_a_fixed_point_of_the_passages_across_languages():
    english = ["Nothing here at all, my friend.", "They did it across the board [chokhom], so."]
    russian = ["Чохом.", "Ровным счётом пусто."]
    from variorum.align.passages import match

    beads = match(english[1:], russian[:1])
    assert [(list(b.left), list(b.right)) for b in beads] == [([0], [0])]
