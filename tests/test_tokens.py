"""Tokens rebuild the text in every script, and marks stay with their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts, witness

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.model import Kind, Witness
from variorum.text import tokens
from variorum.text.build import witness_from_text
from variorum.text.normal import DEFAULT, STEPS, Pipeline
from variorum.text.passages import UNITS, cut
from variorum.text.sentences import sentence_bounds


def _words(text: str) -> list[str]:
    return [text[a:b] for a, b, _ in tokens.spans(text)]


@given(witness())
def test_tokens_and_their_white_space_rebuild_the_text(w: Witness) -> None:
    assert w.leading + "".join(t.text + t.space for t in w.tokens) == w.text


@given(texts)
def test_between_tokens_stands_white_space_only(text: str) -> None:
    end = 0
    for start, stop, _ in tokens.spans(text):
        assert start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


@given(st.text(alphabet="abc dé'’-.[]1,ЯжΩ\n—\u00ad_&⁊·ixı(", max_size=40))
def test_the_fast_pattern_cuts_as_the_full_one(text: str) -> None:
    plain = [m.span() for m in tokens._plain().finditer(text)]
    assert plain == [m.span() for m in tokens._full().finditer(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ι̅σ̅", ["ι̅σ̅"]),
        ("धर्मक्षेत्रे कुरुक्षेत्रे", ["धर्मक्षेत्रे", "कुरुक्षेत्रे"]),
        ("בְּרֵאשִׁית בָּרָא", ["בְּרֵאשִׁית", "בָּרָא"]),
        ('ר׳ עקיבא, הרמב״ם, צה"ל', ["ר׳", "עקיבא", ",", "הרמב״ם", ",", 'צה"ל']),
        ('"שלום" ׳כן׳', ['"', "שלום", '"', "׳", "כן׳"]),
        ("can't parent-species", ["can't", "parent-species"]),
        ("E[rich] Honecker [chokhom].", ["E[rich]", "Honecker", "[", "chokhom", "]", "."]),
        ("word [sic] x", ["word", "[", "sic", "]", "x"]),
        ("1,000.50 is it.", ["1,000.50", "is", "it", "."]),
        ("wait... what?!", ["wait", "...", "what", "?", "!"]),
        ("日本語です。", ["日", "本", "語", "で", "す", "。"]),
        ("བཀྲ་ཤིས", ["བཀྲ", "་", "ཤིས"]),
        ("co\u00adop", ["co\u00adop"]),
        ("black & white, &c. ⁊ AT&T", ["black", "&", "white", ",", "&c", ".", "⁊", "AT", "&", "T"]),
        ("li .xii. (·xx·) .m.cc.xx. end", ["li", ".xii.", "(", "·xx·", ")", ".m.cc.xx.", "end"]),
        ("li .xı́ı́. ꝯpaıgnon .xxx..m.", ["li", ".xı́ı́.", "ꝯpaıgnon", ".xxx..m."]),
        ("he came. mix. end.xii. x", ["he", "came", ".", "mix", ".", "end", ".", "xii", ".", "x"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


@given(texts)
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    normal = Pipeline()
    for word in _words(text):
        assert normal(normal(word)) == normal(word)


@pytest.mark.parametrize("step", STEPS)
@given(text=texts)
def test_each_step_is_idempotent(step: str, text: str) -> None:
    normal = Pipeline((step,))
    for word in _words(text):
        assert normal(normal(word)) == normal(word)


@pytest.mark.parametrize("step", STEPS)
@given(word=st.from_regex("[A-Za-z0-9]+", fullmatch=True))
def test_the_normal_form_of_a_plain_word_is_what_the_step_makes_of_it(step: str, word: str) -> None:
    assert Pipeline((step,))(word) == STEPS[step](word)


def test_default_normal_forms_meet_where_a_reader_would_see_the_same_word() -> None:
    normal = Pipeline(DEFAULT)
    same = [
        ("café", "cafe\u0301"),
        ("Don’t", "don't"),
        ("E[rich]", "Erich"),
        ("co\u00adop", "coop"),
    ]
    for a, b in same:
        assert normal(a) == normal(b)
    assert normal("café") != normal("cafe")


@pytest.mark.parametrize("unit", UNITS)
@given(w=witness())
def test_passages_hold_every_token_once_whatever_the_unit(unit: str, w: Witness) -> None:
    passages = cut(w, unit).passages
    assert [i for p in passages for i in range(p.start, p.end)] == list(range(len(w)))


def test_signs_for_and_and_numbers_between_points_are_words() -> None:
    made = witness_from_text("A", "li .xii. & ⁊ ϗ ;")
    assert [t.kind for t in made.tokens] == [Kind.WORD] * 5 + [Kind.PUNCTUATION]


def test_a_number_between_points_ends_no_sentence_and_cuts_no_unit() -> None:
    text = "Li .xii. Per vont a Paris. Il sont .x. Franceis."
    cuts = [text[a:b] for a, b in sentence_bounds(text, "fr")]
    assert cuts == ["Li .xii. Per vont a Paris. ", "Il sont .x. Franceis."]
    a = witness_from_text("A", "il ot .xii. fiers compaignons")
    b = witness_from_text("B", "il ot .xx. bons amis")
    (unit,) = apparatus(collate([a, b]), base="A").units
    assert unit.readings[0].text == ".xii. fiers compaignons"
