"""What a careful reader sees of a diff: phrases, blanks, brackets, which files are versions."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from variorum.model import Span
from variorum.screen.build import compare
from variorum.screen.comparison import EQUAL
from variorum.screen.look import Look
from variorum.screen.views.inline import render
from variorum.screen.views.stat import words_kept
from variorum.text.build import as_printed, witness_from_text
from variorum.text.spans import printed

Run = Callable[..., subprocess.CompletedProcess[str]]
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<p>He met E<ex rend="brackets">rich</ex> Honecker across the board
<note type="sourceTerm" place="inline" rend="brackets">chokhom</note>, a thing.</p>
<p>This is <supplied rend="brackets">a</supplied> prospect.</p></body></text></TEI>"""
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


def test_in_a_like_rewording_a_word_or_two_shared_do_not_part_a_phrase() -> None:
    base = "He saw a wolf in the dark wood by the river"
    other = "He met a fox on the dark hill by the river"
    found = compare([witness_from_text("A", base), witness_from_text("B", other)])
    (change,) = [c for row in found.rows for c in row.changes[1] if c.kind != EQUAL]
    assert (change.other.strip(), change.shared) == (
        "met a fox on the dark hill",
        ("a", "the", "dark"),
    )


def test_a_read_me_is_no_version_of_the_text(variorum: Run, tmp_path: Path) -> None:
    for name, text in (("a.txt", "One king."), ("b.txt", "One queen."), ("README.md", "About.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = variorum("collate", tmp_path)
    assert "README.md: about the folder, left out" in done.stderr
    assert "About" not in done.stdout
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    assert "About" in variorum("collate", tmp_path).stdout  # there is nothing else to read
