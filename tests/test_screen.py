"""What `variorum diff` puts on the screen: width, markers, colours, pipes, git."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from commands import Run, runner
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from variorum.comparison.choosing import only
from variorum.comparison.compose import Options, compare
from variorum.comparison.markup import compare_markup
from variorum.registry import get, names
from variorum.screen.look import Look
from variorum.screen.width import Piece, _chunks, _words, char_width, width, wrap
from variorum.text.build import witness_from_text
from variorum.text.passages import cut

ROOT = Path(__file__).parent.parent
VIEWS = [name for name in names("screen.views") if name not in ("json", "html")]
WIDE = [name for name in VIEWS if name != "unified"]
PIECES = st.lists(
    st.text(st.sampled_from("ab ,—漢字アשלמقبcafe\u0301é"), max_size=30), min_size=1, max_size=4
)


def compared(*texts: str, **options: object):  # type: ignore[no-untyped-def]
    witnesses = [
        cut(witness_from_text("ABCDEFGHIJKL"[n], text), "sentence") for n, text in enumerate(texts)
    ]
    return compare(witnesses, Options(**options))  # type: ignore[arg-type]


def screen(view: str, *texts: str, look: Look | None = None, **options: object) -> str:
    found = compared(*texts, **options)
    return "\n".join(get("screen.views", view).render(found, look or Look()))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, as the command line would."""
    return runner(monkeypatch, capsys)


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "The catalyst of the crisis must not condemn them all. He left.\n"
    )
    (tmp_path / "b.txt").write_text(
        "The causative agent of the crisis should not condemn them. He left.\n"
    )
    return tmp_path


@settings(max_examples=60, deadline=None)
@given(PIECES, st.integers(8, 40))
def test_wrapped_lines_keep_to_the_width_and_lose_no_letter(texts: list[str], columns: int) -> None:
    lines = wrap([Piece(text) for text in texts], columns)
    assert all(sum(width(p.text) for p in line) <= columns for line in lines)
    kept = "".join(p.text for line in lines for p in line)
    assert kept.replace(" ", "") == "".join(texts).replace(" ", "")


HARD = st.lists(
    st.sampled_from(
        "漢字|かな交じり文を比べる|한국어|각|שלום|مرحبا|cafe\u0301|न\u092e\u0938\u094d\u0924\u0947|กำลัง|👍🏽|🇩🇪"
        "|❤\ufe0f|1\ufe0f\u20e3|👩\u200d👩\u200d👧\u200d👦|a\tb|co\u00adop|‹x›|the|a|man.|End.|[gloss]|\0"
        "|\x1b[31m|\u2028|-]|—|\r|\n\n".split("|")
        + ["e\u0301" * 30, "x" * 150, "http://example.org/" + "y" * 90]
    ),
    min_size=1, max_size=20,
).map(" ".join)  # fmt: skip
SIGLA = ("A", "漢字", "C" * 30, "ש")


@settings(max_examples=60)
@given(
    st.lists(HARD, min_size=2, max_size=4),
    st.sampled_from(["", "A very long title of a text " * 3, "漢字" * 30]),
    st.sampled_from([20, 21, 25, 40, 80, 120, 200]),
    st.booleans(),
    st.booleans(),
)
def test_no_line_of_any_view_is_wider_than_the_screen_whatever_the_text(
    texts: list[str], title: str, columns: int, ascii_only: bool, full: bool
) -> None:
    witnesses = [
        cut(witness_from_text(s, t, title=title), "sentence") for s, t in zip(SIGLA, texts)
    ]
    found = compare(witnesses)
    look = Look(width=columns, ascii=ascii_only, arrows=full, full=full)
    for view in WIDE:
        for line in get("screen.views", view).render(found, look):
            assert width(line) <= columns
            assert not re.search(r"[\0-\x1f]", line)
            assert not ascii_only or line.isascii()


def test_a_line_breaks_before_no_mark_and_inside_no_picture() -> None:
    family = "\u200d".join("👩👩👧👦")
    for text in (
        "e\u0301" * 50,
        family * 5,
        "न\u092e\u0938\u094d\u0924\u0947" * 20,
        "❤\ufe0f" * 20,
    ):
        for line in wrap([Piece(text)], 11):
            first = "".join(piece.text for piece in line)[0]
            assert unicodedata.category(first) not in ("Mn", "Mc", "Cf")
    assert all(
        len("".join(p.text for p in line)) % 7 == 0 for line in wrap([Piece(family * 5)], 20)
    )


def test_a_change_has_markers_without_any_colour() -> None:
    shown = screen("word_diff", "He must go.", "He should go.")
    assert "He [-must-]{+should+} go." in shown
    assert "\x1b" not in shown


def test_colours_are_neither_red_nor_green_and_markers_stay() -> None:
    shown = screen("rows", "He must go.", "He should go.", look=Look(color=True, arrows=True))
    assert "‹" in shown
    assert "→" in shown
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?(?:31|32|91|92|41|42)m", shown)


def test_an_output_without_unicode_gets_ascii_signs() -> None:
    shown = screen("rows", "He must go. So.", "He should go. So.", look=Look(ascii=True))
    assert shown.isascii()


@pytest.mark.parametrize("view", [*WIDE, "html"])
def test_every_view_says_what_was_hidden(view: str) -> None:
    shown = screen(
        view, "The Café’s end.", "the cafe's end.", ignore=("case", "accents", "typography")
    )
    assert re.search(r"hidden: 1 accents, 2 case, 1 typography", " ".join(shown.split()))


def test_typography_alone_is_no_difference_where_it_is_ignored() -> None:
    a = "“It’s” – he said… – co\u00adoperation, cafe\u0301."
    b = '"It\'s"\n\n— he said... - cooperation, café.'
    found = compared(a, b, ignore=("typography", "whitespace"))
    assert not found.different
    assert dict(found.hidden)["typography"] >= 5
    assert compared(a, b).different


def test_function_words_between_rewordings_are_bridged() -> None:
    found = compared("The position of affairs was bad.", "The state of things was bad.")
    changed = [c for c in found.rows[0].changes[1] if c.kind != "equal"]
    assert [(c.base, c.other, c.shared) for c in changed] == [
        ("position of affairs ", "state of things ", ("of",))
    ]


def test_no_phrase_crosses_the_end_of_a_sentence() -> None:
    witnesses = [
        witness_from_text(s, t)
        for s, t in (("A", "It rained. They went."), ("B", "It snowed. We went."))
    ]
    found = compare(witnesses)
    assert len([c for c in found.rows[0].changes[1] if c.kind != "equal"]) == 2


def test_a_sentence_that_stands_elsewhere_is_moved_and_not_lost_and_found() -> None:
    first, second, third = (
        "The delegation arrived in Berlin on Monday.",
        "Honecker received the visitors at the airport.",
        "Nobody mentioned the economic difficulties.",
    )
    found = compared(f"{first} {second} {third}", f"{second} {third} {first}")
    assert found.kinds() == {"transposition": 1}
    assert sum(any(row.moved) for row in found.rows) == 1


def test_words_that_stand_elsewhere_in_a_sentence_are_one_move() -> None:
    found = compared(
        "Yesterday evening in Moscow the old minister finally resigned his office.",
        "The old minister finally resigned his office yesterday evening in Moscow.",
        ignore=("case",),
    )
    assert found.kinds() == {"transposition": 1}


def test_one_sentence_made_two_is_a_split() -> None:
    found = compared("He came in, and he sat down.", "He came in. He sat down.")
    assert found.kinds()["split"] == 1


def test_only_the_classes_asked_for_are_shown_and_the_rest_is_counted() -> None:
    found = only(
        compared("The king spoke to the old man.", "The King spoke to the man."), "omission"
    )
    assert found.kinds() == {"omission": 1}
    assert dict(found.hidden)["case"] == 1


def test_letters_of_a_spelling_are_told_apart() -> None:
    shown = screen("word_diff", "the colour", "the color", granularity="char")
    assert "colo[-u-]r" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("<hi>", "<hi rend='i'>"), "<hi> @rend 'i' added around “wise”"),
        (("<hi>wise</hi>", "wise"), "<hi> removed around “wise”"),
        (("answers", "<w>answers</w>"), "<w> added around “answers”"),
        (("<hi>wise</hi> man", "<hi>wise man</hi>"), "<hi> holds other words around “wise man”"),
    ],
)
def test_changes_of_encoding_are_named(change: tuple[str, str], said: str) -> None:
    old = "<TEI><text><body>\n<p>The <hi>wise</hi> man answers.</p>\n</body></text></TEI>"
    found = compare_markup(old.encode(), old.replace(*change).encode(), ("a", "b"))
    assert [str(c).partition(": ")[2] for c in found] == [said]


def test_layout_of_the_file_is_no_change_of_encoding() -> None:
    old = "<TEI><text a='1' b='2'><p>The <hi>wise</hi> man.</p></text></TEI>"
    new = '<TEI>\n  <text b="2"\n a="1">\n<p>The\n<hi>wise</hi> man.</p>\n</text></TEI>'
    assert compare_markup(old.encode(), new.encode(), ("a", "b")) == []


def test_exit_codes_tell_same_different_and_trouble(memo: Path, run: Run) -> None:
    assert run("diff", "a.txt", "a.txt", cwd=memo).returncode == 0
    assert run("diff", "a.txt", "b.txt", cwd=memo).returncode == 1
    assert run("diff", "a.txt", "b.txt", "--exit-zero", cwd=memo).returncode == 0
    missing = run("diff", "a.txt", "missing.txt", cwd=memo)
    assert missing.returncode == 2
    assert missing.stderr.splitlines() == ["variorum: missing.txt: no such file; check the path"]


def test_an_empty_side_is_legal(memo: Path, run: Run) -> None:
    (memo / "empty.xml").write_text("")
    assert run("diff", "a.txt", "empty.xml", cwd=memo).returncode == 1


def test_json_gives_every_text_back(memo: Path, run: Run) -> None:
    found = json.loads(run("diff", "A=a.txt", "B=b.txt", "-f", "json", cwd=memo).stdout)
    assert found["schema"] == "variorum.diff/1"
    for siglum, name in (("A", "a.txt"), ("B", "b.txt")):
        texts = [r["texts"].get(siglum, "") for row in found["results"] for r in row["runs"]]
        assert "".join(texts) == (memo / name).read_text()


def test_colour_is_asked_for_or_not_there(memo: Path, run: Run) -> None:
    plain = {"NO_COLOR": "", "FORCE_COLOR": ""}
    assert "\x1b" not in run("diff", "a.txt", "b.txt", cwd=memo, **plain).stdout
    forced = {"NO_COLOR": "", "FORCE_COLOR": "1"}
    assert "\x1b" in run("diff", "a.txt", "b.txt", cwd=memo, **forced).stdout
    refused = {"NO_COLOR": "1", "FORCE_COLOR": "1"}
    assert "\x1b" not in run("diff", "a.txt", "b.txt", cwd=memo, **refused).stdout
    asked = run("diff", "a.txt", "b.txt", "--color", "always", cwd=memo, **refused)
    assert "\x1b" in asked.stdout


def test_one_input_may_be_standard_input(memo: Path, run: Run) -> None:
    text = (memo / "a.txt").read_text()
    assert run("diff", "-", "a.txt", cwd=memo, stdin=text).returncode == 0


def test_a_closed_pipe_is_silent(memo: Path) -> None:
    (memo / "long.txt").write_text("".join(f"Sentence {n} is here.\n\n" for n in range(3000)))
    command = f"'{sys.executable}' -m variorum diff a.txt long.txt | head -n 2"
    done = subprocess.run(command, shell=True, cwd=memo, capture_output=True, text=True)
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == ""


def test_folders_are_compared_file_by_file(memo: Path, run: Run) -> None:
    for folder, names_ in (("one", "ab"), ("two", "bc")):
        (memo / folder).mkdir()
        for name in names_:
            (memo / folder / f"{name}.txt").write_text(f"Text of {folder}.")
    done = run("diff", "one", "two", cwd=memo)
    assert done.returncode == 1
    assert "only in one: a.txt" in done.stdout
    assert "only in two: c.txt" in done.stdout
    assert "== b.txt" in done.stdout


@pytest.mark.skipif(not shutil.which("patch"), reason="needs patch")
def test_patch_accepts_the_unified_view(memo: Path, run: Run) -> None:
    shown = run("diff", "a.txt", "b.txt", "--unified", cwd=memo)
    made = shown.stdout
    assert "hidden: nothing" in shown.stderr
    old = "The catalyst of the crisis must not condemn them all.\nHe left.\n"
    (memo / "A").write_text(old)
    done = subprocess.run(["patch", "A"], cwd=memo, input=made, text=True, capture_output=True)
    assert done.returncode == 0
    assert (memo / "A").read_text() == (
        "The causative agent of the crisis should not condemn them.\nHe left.\n"
    )


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_shows_phrases_and_encoding_in_a_real_repository(tmp_path: Path) -> None:
    script = ROOT / "examples" / "git-diff" / "run.sh"
    environment = {
        **os.environ,
        "VARIORUM": f"'{sys.executable}' -m variorum",
        "HOME": str(tmp_path),
    }
    done = subprocess.run(["sh", str(script)], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "The [-catalyst-]{+causative agent+} of the" in " ".join(done.stdout.split())
    assert "<persName> added around “Honecker”" in done.stdout
    assert "== memo.xml" in done.stdout
    assert "[-Dear-]{+My dear+} friend," in done.stdout  # of the Word file
    assert "\n-Dear friend,\n-I have read" in done.stdout  # … and as git compares its text
    assert "hidden: 1 whitespace" in done.stdout


GOLDEN = (
    "All happy families resemble one another, but each unhappy family is unhappy in its own way. "
    "Everything was upset in the Oblonskys’ house. The wife had found out, and left.",
    "Happy families are all alike; every unhappy family is unhappy in its own way. Everything was "
    "in confusion in the Oblonskys' house. The wife had found out. And she left the house.",
    "All happy families resemble one another; every unhappy family is unhappy in its own way. All "
    "was confusion in the house of the Oblonskys. The wife had left and found out.",
)


@pytest.mark.parametrize("view", [*VIEWS, "html"])
def test_views_look_as_they_did(view: str, golden: Callable[[str, str], None]) -> None:
    golden(f"diff.{view}.txt", screen(view, *GOLDEN, look=Look(width=78)) + "\n")


@given(
    st.lists(
        st.tuples(st.text("abéж—’  漢\u0301", max_size=9), st.sampled_from(["", "old", "new"])),
        max_size=6,
    ),
    st.integers(1, 30),
)
def test_plain_words_are_cut_as_any_text_is(parts: list[tuple[str, str]], columns: int) -> None:
    pieces = [Piece(text, role) for text, role in parts]

    def letters(chunks: Iterable[list[Piece]]) -> list[list[tuple[str, str]]]:
        return [[(c, p.role) for p in chunk for c in p.text] for chunk in chunks]

    found = _words(pieces, columns)
    assert found is None or letters(found) == letters(_chunks(pieces, columns))


def test_signs_that_are_seen_take_a_column_and_newer_wide_ones_two() -> None:
    assert width("\u0600") == width("\u06dd") == 1  # the Arabic number sign and end of verse
    assert width("\u4dc0") == 2  # a hexagram, wide since Unicode 16
    assert width("का") == 2  # a vowel sign beside its letter: no terminal gives more
    assert width("क्ष") == 2


def test_characters_taken_as_narrow_are_one_column_in_the_tables_of_terminals() -> None:
    """`wcwidth` is asked only where a character needs it; what is not asked agrees with it."""
    plain = [chr(n) for n in (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x300),
                              *range(0x410, 0x450), *range(0x2010, 0x2028),
                              *range(0x2500, 0x2580), 0x2934, 0x2935)]  # fmt: skip
    assert [c for c in plain if wcwidth(c) != char_width(c)] == []
