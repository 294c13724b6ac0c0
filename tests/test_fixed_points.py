"""Places that witnesses call by one name are fixed points: a verse by its number, an id."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import variorum as v
from variorum.collation import collate
from variorum.text.build import witness_from_text
from variorum.text.references import fixed_points, wanted

TEI = '<text xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><body>{}</body></text>'


def tei(siglum: str, body: str) -> v.Witness:
    return v.read(TEI.format(body).encode(), siglum=siglum).witnesses[0]


def verses(siglum: str, **lines: str) -> v.Witness:
    return tei(siglum, "".join(f'<l n="{n[1:]}">{text}</l>' for n, text in lines.items()))


A = verses("A", v1="the sun was up", v2="the king went out to hunt", v3="a fox came by the road")
B = verses("B", v1="the sun was up", v3="the king saw a hare")


def names(*witnesses: v.Witness, kinds: str = "n") -> tuple[str, ...]:
    return fixed_points(witnesses, wanted([kinds])).names


def beside(table: v.Collation, word: str) -> set[str]:
    """What stands in the column of a word of the first witness."""
    first = table.witnesses[0]
    at = next(i for i in range(len(first)) if first.tokens[i].text == word)
    column = next(c for c in range(len(table)) if at in table.cell(0, c))
    cells = [table.cell(w, column) for w in range(1, len(table.witnesses))]
    return {w.slice(cell.start, cell.stop) for w, cell in zip(table.witnesses[1:], cells)}


def test_a_verse_that_a_witness_lacks_is_omitted_and_its_words_are_not_sought_in_the_next() -> None:
    assert beside(v.collate(A, B, translations=False), "king") == {"king"}
    fixed = v.collate(A, B, translations=False, anchors="n")
    assert beside(fixed, "king") == {""}
    assert beside(fixed, "road") & {"hare", ""}
    assert "fixed:2" in str(fixed.signature)


def test_passages_that_begin_at_one_point_are_one_row() -> None:
    rows = v.align(A, B, anchors=["n"])
    assert [[len(run) for run in row.passages] for row in rows] == [[1, 1], [1, 0], [1, 1]]
    assert rows.rows[2].texts == ("a fox came by the road", "the king saw a hare")


@pytest.mark.parametrize(
    ("kinds", "first", "second", "expected"),
    [
        ("id", '<p xml:id="x">one</p><p xml:id="y">two</p>', '<ab xml:id="y">zwo</ab>', ("y",)),
        ("ab", '<ab n="1">one</ab><p n="2">two</p>', '<ab n="1">one</ab><p n="2">zwo</p>', ("1",)),
        ("milestone",
         '<p><milestone unit="chapter" n="1"/><milestone unit="verse" n="1"/>a b '
         '<milestone unit="chapter" n="2"/><milestone unit="verse" n="1"/>c d</p>',
         '<p><milestone unit="chapter" n="2"/><milestone unit="verse" n="1"/>c e</p>',
         ("chapter 2", "2.verse 1")),
        ("cb", '<p><cb n="12a"/>a<cb n="12b"/>b</p>', '<p>x<cb n="12b"/>b</p>', ("cb 12b",)),
        ("cb", '<p><cb n="a"/>a<cb n="b"/>b<cb n="a"/>c</p>', '<p>a<cb n="a"/>b c</p>', ()),
        ("n", '<div n="1"><l n="1">a</l></div><div n="2"><l n="1">b</l></div>',
         '<div n="2"><l n="1">b</l></div>', ("2", "2.1")),
        ("n", '<l n="1" part="I">a</l><l n="1" part="F">b</l><l n="2">c</l>', '<l n="1">a b</l>',
         ("1",)),
        ("n", "<p>a</p><p>b</p>", "<p>a</p><p>c</p>", ()),  # numbers that nobody gave
    ],
)  # fmt: skip
def test_what_names_a_place(kinds: str, first: str, second: str, expected: tuple[str, ...]) -> None:
    assert names(tei("A", first), tei("B", second), kinds=kinds) == expected


def test_verses_of_scripture_and_units_of_a_collation_are_fixed_points_too() -> None:
    usfm = "\\id JHN\n\\c 1\n\\p\n\\v 1 In the beginning\n\\v 2 the same was\n"
    first = v.read(usfm.encode(), siglum="A", reader="usfm").witnesses[0]
    second = v.read(usfm.replace("same", "Word").encode(), siglum="B", reader="usfm").witnesses[0]
    assert names(first, second)[-2:] == ("JHN 1:1", "JHN 1:2")


def test_a_number_that_stands_elsewhere_fixes_nothing_and_the_others_still_do() -> None:
    moved = verses("M", v1="the sun was up", v3="a fox came by the road",
                   v4="and then", v2="the king went out to hunt")  # fmt: skip
    whole = verses("W", v1="the sun was up", v2="the king went out to hunt",
                   v3="a fox came by the road", v4="and then")  # fmt: skip
    assert names(whole, moved) == ("1", "3", "4")


def test_a_number_is_no_fixed_point_where_its_words_stand_under_the_one_before() -> None:
    joined = verses("J", v1="the sun was up", v2="the king went out to hunt a fox came by the road")
    assert names(A, joined) == ("1", "2")
    assert beside(v.collate(A, joined, translations=False, anchors="n"), "fox") == {"fox"}


def test_a_witness_without_names_lets_nothing_be_fixed_and_it_is_reported(variorum: Any) -> None:
    plain = v.witness("the king saw a hare", siglum="P")
    assert names(A, B, plain) == ()


def test_the_command_takes_them_and_says_what_it_cannot_take(tmp_path: Any, variorum: Any) -> None:
    for w, lines in (("a", "<l n='1'>x y</l><l n='2'>z</l>"), ("b", "<l n='2'>y z</l>")):
        (tmp_path / f"{w}.xml").write_text(TEI.format(lines))
    (tmp_path / "c.txt").write_text("x y z\n")
    fixed = ("collate", "a.xml", "b.xml", "--copies", "-f", "csv", "--anchors")
    assert (
        variorum(*fixed, "l", cwd=tmp_path).stdout != variorum(*fixed, "none", cwd=tmp_path).stdout
    )
    wrong = variorum(*fixed, "l[2]", cwd=tmp_path)
    assert (wrong.returncode, "'l[2]' is not what fixes points; give" in wrong.stderr) == (2, True)
    alone = variorum(*fixed, "none,n", cwd=tmp_path)
    assert "none goes alone; give none, or what fixes points" in alone.stderr
    without = variorum("collate", "a.xml", "c.txt", "--copies", "--anchors", "n", cwd=tmp_path)
    assert "warning: no fixed points, since c has no names of places" in without.stderr


words = st.lists(st.sampled_from("a b c d king".split()), min_size=1, max_size=4)
poems = st.dictionaries(st.integers(1, 5), words, min_size=1)


@given(st.lists(poems, min_size=2, max_size=3))
def test_every_witness_is_rebuilt_and_no_word_crosses_a_fixed_point(
    given: list[dict[int, list[str]]],
) -> None:
    made = [
        verses(s, **{f"v{n}": " ".join(poem[n]) for n in sorted(poem)})
        for s, poem in zip("ABC", given)
    ]
    points = fixed_points(made, frozenset(("n",)))
    table = collate(made, cuts=points.tokens if points else ())
    for w, own in enumerate(made):
        assert [i for c in range(len(table)) for i in table.cell(w, c)] == list(range(len(own)))
    for tokens in zip(*points.tokens):
        before = [c for w, at in enumerate(tokens) for c in columns(table, w)[:at]]
        after = [c for w, at in enumerate(tokens) for c in columns(table, w)[at:]]
        assert not before or not after or max(before) < min(after)
    for order in permutations(made):
        other = fixed_points(order, frozenset(("n",)))
        assert other.names == points.names


def columns(table: v.Collation, w: int) -> list[int]:
    return [c for c in range(len(table)) for _ in table.cell(w, c)]


def test_the_beginning_of_a_place_is_where_its_text_begins() -> None:
    (witness,) = v.read(TEI.format('<p n="1">one two</p><p n="2">three</p>').encode()).witnesses
    assert [(r.name, r.at) for r in witness.references] == [("1", 0), ("2", 2)]
    assert witness_from_text("X", "a b", references=[(2, "l", "7", "")]).references[0].at == 1
