"""What a careful reader sees of a diff: phrases, blanks, brackets, which files are versions."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.alignment.equal import Vocabulary
from variorum.comparison.bracketed import HELD
from variorum.comparison.compose import Options, compare
from variorum.comparison.ignoring import Ignoring
from variorum.comparison.side import Side
from variorum.comparison.versus import versus
from variorum.model import Span
from variorum.model.comparison import EQUAL
from variorum.registry import get
from variorum.screen.look import Look
from variorum.screen.views.inline import render
from variorum.screen.views.stat import words_kept
from variorum.text.build import as_printed, witness_from_text
from variorum.text.passages import cut
from variorum.text.spans import printed

Run = Callable[..., subprocess.CompletedProcess[str]]
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<p>He met E<ex rend="brackets">rich</ex> Honecker across the board
<note type="sourceTerm" place="inline" rend="brackets">chokhom</note>, a thing.</p>
<p>This is <supplied rend="brackets">a</supplied> prospect.</p></body></text></TEI>"""
BRACKETS = (("rend", "brackets"),)
PRINT = "He met E[rich] Honecker across the board [chokhom], a thing.\n\nThis is [a] prospect.\n"


def _shown(base: str, other: str) -> str:
    found = compare([witness_from_text("A", base), witness_from_text("B", other)])
    return " ".join(line.strip() for line in render(found, Look(width=200))).split("word ")[-1]


def test_a_transcription_with_brackets_is_the_same_print_as_its_encoding(
    variorum: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    (tmp_path / "a.txt").write_text(PRINT, encoding="utf-8")
    for files in (("a.txt", "a.xml"), ("a.xml", "a.txt")):
        done = variorum("diff", *(tmp_path / name for name in files))
        assert (done.returncode, "0 differ" in done.stdout) == (0, True), done.stdout
    (tmp_path / "a.txt").write_text(PRINT.replace("[a] ", ""), encoding="utf-8")
    done = variorum("diff", tmp_path / "a.txt", tmp_path / "a.xml", "--word-diff")
    assert done.returncode == 1
    assert "This is {+[a]+} prospect." in done.stdout


@given(st.text("ab .", max_size=20), st.sets(st.integers(0, 20), max_size=6))
def test_printed_brackets_keep_passages_and_words(text: str, places: set[int]) -> None:
    marks = sorted(p for p in places if p <= len(text))
    spans = tuple(
        Span("supplied", a, b, (("rend", "brackets"),)) for a, b in zip(marks[::2], marks[1::2])
    )
    half = len(text) // 2
    witness = witness_from_text("A", text, spans=spans, bounds=[(0, half), (half, len(text))])
    made = as_printed(witness)
    assert made.text == (printed(text, spans) if spans else text)
    assert [p.id for p in made.passages] == [p.id for p in witness.passages]
    assert len(made) >= len(witness)


def test_words_that_stay_are_counted_as_versions_count_them() -> None:
    text = "E[rich] met N[icolae], well-known"
    pair = [witness_from_text(s, text) for s in "AB"]
    found = compare(pair)
    assert sum(words_kept(row, 1) for row in found.rows) == found.versions[1].words == 4


def test_a_blank_parts_what_stays_from_what_goes() -> None:
    shown = _shown("the Party leader Jambyn asks for it", "the Party, also asks for it")
    assert "the Party [-leader Jambyn-]{+, also+} asks for it" in shown


def test_in_a_free_rewording_shared_words_of_content_stay_apart() -> None:
    """They are all a reader has to hold on to; a lone function word is none."""
    base = "Now the old king of that far land went slowly down the stony road"
    other = "At once, it is told, a ruler left for his distant land by some road of rock"
    found = compare([witness_from_text("A", base), witness_from_text("B", other)])
    equal = [c.other.strip() for row in found.rows for c in row.changes[1] if c.kind == EQUAL]
    assert {"land", "road"} <= set(equal)


def test_function_words_that_are_shared_do_not_part_a_phrase_and_words_of_content_do() -> None:
    base = "He saw a wolf in the dark wood by the river"
    other = "He met a fox on the dark hill by the river"
    found = compare([witness_from_text("A", base), witness_from_text("B", other)])
    changes = [c for row in found.rows for c in row.changes[1] if c.kind != EQUAL]
    assert [(c.base.strip(), c.other.strip(), c.shared) for c in changes] == [
        ("saw a wolf in", "met a fox on", ("a",)),
        ("wood", "hill", ()),
    ]


def test_what_turned_round_is_one_change_though_it_turned_about_a_word_of_content() -> None:
    base = "The dog that barked was upset in the Petrovs house today"
    other = "The dog that barked was upset in the house of the Petrovs today"
    found = compare([witness_from_text("A", base), witness_from_text("B", other)])
    changes = [c for row in found.rows for c in row.changes[1] if c.kind != EQUAL]
    assert [(c.base.strip(), c.other.strip()) for c in changes] == [
        ("Petrovs house", "house of the Petrovs")
    ]


def test_a_read_me_is_no_version_of_the_text(variorum: Run, tmp_path: Path) -> None:
    for name, text in (("a.txt", "One king."), ("b.txt", "One queen."), ("README.md", "About.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = variorum("collate", tmp_path)
    assert "README.md: describes the folder; skipped" in done.stderr
    assert "About" not in done.stdout
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    assert "About" in variorum("collate", tmp_path).stdout  # there is nothing else to read


GLOSSES = [
    ("In his age [starost], he slept.", "In his age, he slept.", "his age [-[starost]-], he"),
    (
        "In age [starost], he slept.",
        "In age, he was slow.",
        "age [-[starost]-], he [-slept-]{+was slow+}",
    ),
    (
        "across the board [chokhom]; so",
        "across the board [skopom]; so",
        "[-[chokhom]-]{+[skopom]+}",
    ),
    ("a catalyst [vozbuditel] is", "an agent [vozbuditel’] is", "catalyst [vozbuditel]-]"),
    (
        "the [East German leader] spoke",
        "the East German leader spoke",
        "[-[East German leader]-]{+E",
    ),
    (
        "socialist countries–[Laotian Prime Minister Kaysone] K. spoke",
        "socialist countries: Kaysone (Prime Minister of Laos) spoke",
        "[-–[Laotian Prime Minister Kaysone] K.-]",
    ),
]


@pytest.mark.parametrize(("base", "other", "expected"), GLOSSES)
def test_the_border_of_a_change_does_not_cut_an_editors_bracket(
    base: str, other: str, expected: str
) -> None:
    assert expected in _shown(base, other)


def test_of_a_long_bracket_the_equal_words_stay_and_each_mark_keeps_its_word() -> None:
    gloss = "the task of preparing materials for this discussion."
    shown = _shown(f"Give the Commission [{gloss}]", f"Give the Commission {gloss}")
    middle = "task of preparing materials for this"
    assert f"[-[the-]{{+the+}} {middle} [-discussion.]-]{{+discussion.+}}" in shown


def test_a_bracket_that_is_markup_is_cut_as_little_as_one_that_is_a_sign() -> None:
    text = "Now Mongolian People’s Party leader Jambyn Batmunkh asks for it."
    start, end = text.index("Mongolian"), text.index(" Batmunkh")
    base = witness_from_text("A", text, spans=[Span("supplied", start, end, BRACKETS)])
    other = witness_from_text("B", "And now Jambyn Batmunkh, head of the Party, is asking for it.")
    found = compare([base, other], Options(printed=True))
    for change in (c for row in found.rows for c in row.changes[1]):
        assert change.base.count("[") == change.base.count("]")


WORDS = st.lists(st.sampled_from("the a man king old of , . [ ] [chokhom] [so he]".split(" ")))


@given(WORDS, WORDS)
def test_a_bracket_is_cut_nowhere_or_around_more_than_a_few_equal_words(
    left: list[str], right: list[str]
) -> None:
    base, other = witness_from_text("A", " ".join(left)), witness_from_text("B", " ".join(right))
    sides = [Side(w, tuple(range(len(w)))) for w in (base, other)]
    found = versus(*sides, Ignoring.of(()), Vocabulary(), "phrase")
    assert [(s.a0, s.b0) for s in found[1:]] == [(s.a1, s.b1) for s in found[:-1]]
    assert all(s.a1 - s.a0 == s.b1 - s.b0 for s in found if s.equal)
    for s in (s for s in found if not s.equal):
        assert all(s.a0 <= i < s.a1 and s.b0 <= j < s.b1 for i, j in s.shared)
    for side, ends in zip(sides, ([(s.a0, s.a1) for s in found], [(s.b0, s.b1) for s in found])):
        for start, end in brackets(side):
            cut_by = [s for s, (x, y) in zip(found, ends) if x < end and y > start]
            equal = [k for s, (x, y) in zip(found, ends) if s.equal for k in range(x, y)]
            texts = [side.text(k) for k in equal if start <= k < end]
            words = sum(text.isalnum() for text in texts)
            moved = any(s.move for s in cut_by)
            assert len(cut_by) == 1 or words > HELD or "." in texts or moved


def brackets(side: Side) -> Iterator[tuple[int, int]]:
    """The tokens from each opening bracket to its own closing one."""
    open_: list[int] = []
    for k in range(len(side.tokens)):
        if side.text(k) == "[":
            open_.append(k)
        elif side.text(k) == "]" and open_:
            yield open_.pop(), k + 1


def test_agreement_left_out_beside_a_change_does_not_cut_a_short_bracket() -> None:
    long = "He saw the leaders of the many socialist countries, [East German leader]"
    found = compare(
        [witness_from_text("A", f"{long} E."), witness_from_text("B", f"{long} Erich.")]
    )
    lines = get("screen.views", "rows").render(found, Look(width=100))
    assert any("… [East German leader] [-E-]{+Erich+}" in line for line in lines)


def test_a_moved_passage_says_where_it_stands_and_every_view_calls_it_moved() -> None:
    parts = ["The king came home.", "His wife was glad.", "Nobody else in the town knew it."]
    base, other = (
        cut(witness_from_text(s, " ".join(parts[k] for k in order)), "sentence")
        for s, order in (("A", (0, 1, 2)), ("B", (2, 0, 1)))
    )
    found = compare([base, other])
    shown = {
        view: "\n".join(get("screen.views", view).render(found, Look(width=100)))
        for view in ("rows", "side_by_side", "inline", "word_diff", "html")
    }
    assert all("moved" in text for text in shown.values())
    assert "moved in B, to the beginning" in shown["rows"]
    turned = "\n".join(get("screen.views", "rows").render(compare([other, base]), Look()))
    assert "moved in A, after §p1.3" in turned


def test_beside_two_others_a_version_says_what_it_leaves_out() -> None:
    texts = ("The old king came home.", "The king came home.", "The old king came late.")
    found = compare([witness_from_text(s, t) for s, t in zip("ABC", texts)])
    shown = " ".join(get("screen.views", "side_by_side").render(found, Look(width=120)))
    assert "The [-old-] king came home." in shown
