"""Romanised Russian: forward, back, and which scheme a document uses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from variorum import translit
from variorum.errors import UsageError

CASES = json.loads((Path(__file__).parent / "cases/translit/words.json").read_text("utf-8"))
cyrillic = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=1, max_size=9)
latin = st.text("abcdefghijklmnopqrstuvwxyzčšžëèêʹʺ' -", max_size=9)
scheme = st.sampled_from(translit.NAMES)


def best(word, *schemes):
    return [c.cyrillic for c in translit.back(word, schemes or translit.NAMES)]


@pytest.mark.parametrize("case", CASES, ids=[c["latin"] for c in CASES])
def test_a_transliteration_comes_back_as_the_word_with_its_schemes(case):
    pytest.importorskip("pymorphy3")
    found = {c.cyrillic: c for c in translit.back(case["latin"])}
    assert case["cyrillic"] in found
    assert list(found[case["cyrillic"]].schemes) == case["schemes"]
    assert found[case["cyrillic"]].known


def test_the_two_words_of_the_memo_come_back_first():
    pytest.importorskip("pymorphy3")
    assert best("chokhom")[0] == "чохом"
    assert best("vozbuditel")[0] == "возбудитель"


@given(latin | cyrillic.flatmap(lambda w: scheme.map(lambda s: translit.romanise(w, s))))
@settings(max_examples=90, deadline=None)
def test_every_candidate_romanises_to_the_given_form(word):
    for candidate in translit.back(word):
        for name in candidate.schemes:
            given_form = word.strip().lower()
            assert translit.agreement(candidate.cyrillic.lower(), given_form, name)


@given(cyrillic, scheme)
@settings(max_examples=100, deadline=None)
def test_a_romanised_word_agrees_with_its_cyrillic_with_and_without_marks(word, name):
    full = translit.romanise(word, name)
    assert translit.agreement(word, full, name) == "exact"
    assert translit.agreement(word, translit.fold(full), name) in ("exact", "simplified")


@given(st.text(max_size=20), scheme)
def test_romanising_leaves_other_letters_alone(text, name):
    assume(not any("\u0400" <= c <= "\u04ff" for c in text))
    from unicodedata import normalize

    assert translit.romanise(text, name) == normalize("NFC", text)


def test_a_word_the_dictionary_lacks_is_answered_by_rule_and_says_so():
    candidates = translit.back("Khonekker")
    assert candidates[0].cyrillic == "Хонеккер"
    assert not any(c.known for c in candidates)


def test_without_the_dictionary_rules_answer_alone(monkeypatch):
    monkeypatch.setattr(sys.modules["variorum.translit.backward"], "dictionary", lambda: None)
    assert best("chokhom")[0] == "чохом"
    assert best("vozbuditelʹ", "iso9")[0] == "возбудитель"
    assert not any(c.known for c in translit.back("chokhom"))


def test_one_word_does_not_decide_the_scheme_but_the_document_does():
    pytest.importorskip("pymorphy3")
    fits = translit.schemes(["glasnost", "perestroika", "chokhom"])
    assert [(f.scheme, f.words) for f in fits] == [
        ("ala-lc", 3), ("bgn", 2), ("iso9", 1), ("scholarly", 1),
    ]  # fmt: skip


def test_no_words_fit_no_scheme():
    assert all(f.words == f.of == 0 for f in translit.schemes([]))
    assert translit.back("") == translit.back("123") == ()


@pytest.mark.parametrize(
    ("word", "name", "groups"),
    [
        ("prozreniia", "ala-lc", ()),
        ("prozreniya", "ala-lc", ("iya",)),
        ("prozreniya", "bgn", ()),
        ("chokhom", "bgn", ()),
        ("čoxom", "bgn", ("č", "x")),
        ("čoxom", "scholarly", ()),
        ("qwerty", "ala-lc", ("q", "w")),
    ],
)
def test_letter_groups_that_a_scheme_never_gives_are_named(word, name, groups):
    assert translit.illegal_groups(word, name) == groups


@given(cyrillic, scheme)
@settings(max_examples=60, deadline=None)
def test_a_real_spelling_is_legal_in_its_own_scheme(word, name):
    from variorum.translit.orthography import may_follow

    assume(all(may_follow(word[i - 1 : i], c) for i, c in enumerate(word)))
    assert translit.illegal_groups(translit.romanise(word, name), name) == ()


def test_language_tags_name_schemes_and_schemes_write_tags():
    assert translit.scheme_of("ru-latn-ALALC97") == "ala-lc"
    assert translit.scheme_of("ru-Latn") == ""
    assert all(translit.scheme_of(translit.tag_of(n)) == n for n in translit.NAMES)
    with pytest.raises(UsageError, match="bgn, ala-lc"):
        translit.romanise("щи", "volapük")
