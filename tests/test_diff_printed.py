"""What of a text's outward form a diff shows or lets pass: brackets, titles, typography."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.comparison.compose import Options, compare
from variorum.model import Span
from variorum.registry import get
from variorum.screen.look import Look
from variorum.screen.width import width
from variorum.text.build import witness_from_text
from variorum.text.passages import cut
from variorum.text.spans import bracket_marks, printed, with_marks

BRACKETS = (("rend", "brackets"),)
TEXTS = {
    "en": "The “old” man’s house — so they say — was burnt. He said: “It’s over,” and left.",
    "fr": "Les élèves étaient à l’école – naturellement. « Où êtes-vous ? » demanda-t-il.",
    "ru": "Товарищ Ёлкин сказал: «Мы пойдём — и всё». Он ушёл домой.",
    "el": "Ὁ ἄνθρωπος εἶπεν· «οὐκ οἶδα» — καὶ ἀπῆλθεν. Οὐδεὶς ἀπεκρίθη αὐτῷ λόγον.",
    "vi": "Người Việt nói: “Tôi không biết gì cả.” Rồi ông ấy đi về nhà.",
    "he": 'הָאִישׁ אָמַר: "לֹא יָדַעְתִּי" – וְהָלַךְ. הוּא לֹא חָזַר.',
    "ar": "قالَ الرَّجُلُ: «لا أَعرِفُ» — ثُمَّ ذَهَبَ. عادَ إلى بَيتِهِ.",
    "hi": "आदमी ने कहा, “मुझे नहीं पता।” फिर वह घर चला गया।",
    "ko": "그 남자는 “모른다”고 말했다. 그리고 집으로 돌아갔다.",
}
STRAIGHT = str.maketrans({c: '"' for c in "“”«»„"} | {"’": "'", "—": "–"})
FORMS = {
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "quotes and dashes": lambda t: t.translate(STRAIGHT),
    "reflow": lambda t: textwrap.fill(t, 24),
    "soft hyphens": lambda t: " ".join(
        f"{w[:3]}\N{SOFT HYPHEN}{w[3:]}" if w.isalpha() and len(w) > 6 else w for w in t.split(" ")
    ),
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("form", FORMS)
def test_typography_of_any_script_is_no_difference_but_is_counted(language: str, form: str) -> None:
    text = TEXTS[language]
    other = FORMS[form](text)
    pair = [
        cut(witness_from_text(s, t, language=language), "sentence")
        for s, t in (("A", text), ("B", other))
    ]
    found = compare(pair, Options(ignore=("typography", "whitespace")))
    assert not found.different
    assert bool(found.hidden) == (text != other)


PROSE = (
    "The “old” man’s house — so they say… — was burnt in 1914–18. He said: “It’s over,” and left "
    "the café. Their office, the first of five, was co-operative.\n\nThe second – ‘it’ – is here."
)
ONLY_PRINT = {
    "straight quotes": lambda t: t.translate(STRAIGHT | {ord("‘"): "'"}),
    "guillemets": lambda t: t.replace("“", "«").replace("”", "»"),
    "typewriter": lambda t: t.replace("“", "``").replace("”", "''").replace("—", "--"),
    "hyphens for dashes": lambda t: t.replace("—", "-").replace("–", "-"),
    "primes for apostrophes": lambda t: t.replace("’", "′"),
    "letters for apostrophes": lambda t: t.replace("’", "ʼ"),
    "tight dashes": lambda t: t.replace(" — ", "—"),
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "three dots": lambda t: t.replace("…", "..."),
    "dots apart": lambda t: t.replace("…", ". . ."),
    "ligatures": lambda t: t.replace("ffi", "ﬃ").replace("fi", "ﬁ"),
    "long s": lambda t: t.replace("house", "houſe"),
    "soft hyphens": lambda t: t.replace("second", "sec\u00adond"),
    "hyphens of another kind": lambda t: t.replace("co-op", "co\u2011op"),
    "zero-width blanks": lambda t: t.replace("house", "ho\u200buse"),
    "hard blanks": lambda t: t.replace("The ", "The\u00a0").replace(" —", "\u202f—"),
    "reflow": lambda t: "\n\n".join(textwrap.fill(p, 29) for p in t.split("\n\n")),
    "words parted": lambda t: t.replace("burnt", "bur-\nnt").replace("co-op", "co-\nop"),
    "other line ends": lambda t: t.replace("\n", "\r\n"),
    "two blanks": lambda t: t.replace(". ", ".  "),
    "a line end at the end": lambda t: t + "\n",
    "one paragraph": lambda t: t.replace("\n\n", " "),
}


@pytest.mark.parametrize("form", ONLY_PRINT)
def test_what_only_the_setting_of_a_text_has_is_no_difference_but_is_counted(form: str) -> None:
    other = ONLY_PRINT[form](PROSE)
    assert other != PROSE
    pair = [cut(witness_from_text(s, t), "sentence") for s, t in (("A", PROSE), ("B", other))]
    for granularity in ("char", "word", "phrase", "sentence"):
        found = compare(pair, Options("", granularity, ("typography", "whitespace")))
        assert not found.different
        assert sum(count for _, count in found.hidden) > 0
        unified = list(get("screen.views", "unified").render(found, Look()))
        assert unified == []


def test_a_dash_that_is_a_hyphen_hides_no_change_of_the_words_beside_it() -> None:
    pair = [
        cut(witness_from_text(s, t), "sentence") for s, t in (("A", "1914–18"), ("B", "1914-19"))
    ]
    assert compare(pair, Options(ignore=("typography",))).different
    assert compare([pair[0], witness_from_text("B", "1914-18")]).different


def bracketed(siglum: str, text: str, *words: str, title: str = ""):  # type: ignore[no-untyped-def]
    spans = [Span("ex", text.index(w), text.index(w) + len(w), BRACKETS) for w in words]
    return witness_from_text(siglum, text, spans=tuple(spans), title=title)


def shown(*witnesses, look: Look | None = None, **options: object) -> str:  # type: ignore[no-untyped-def]
    found = compare(witnesses, Options(printed=True, **options))  # type: ignore[arg-type]
    return "\n".join(get("screen.views", "rows").render(found, look or Look()))


def test_brackets_that_are_markup_are_shown_as_print_has_them() -> None:
    a = bracketed("A", "The agreement chokhom with Erich failed.", "chokhom", "rich")
    b = bracketed("B", "The treaty chokhom with Erich failed.", "chokhom", "rich")
    assert "[-agreement-]{+treaty+} [chokhom] with E[rich] failed." in shown(a, b)
    assert "[-agreement-]{+treaty+} chokhom with Erich failed." in shown(a, b, ignore=("brackets",))


def test_brackets_that_are_markup_are_no_difference_of_words() -> None:
    a = bracketed("A", "The agreement chokhom failed.", "chokhom")
    b = bracketed("B", "The agreement chokhom failed.")
    assert not compare([a, b], Options(printed=True)).different


@given(
    st.text("ab c", min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4),
    st.integers(0, 12),
)
def test_stretches_that_follow_each_other_hold_every_bracket_once(
    text: str, places: list[tuple[int, int]], cut_at: int
) -> None:
    spans = [
        Span("ex", min(p), max(p), BRACKETS)
        for p in places
        if max(p) <= len(text) and min(p) < max(p)
    ]
    marks, middle = bracket_marks(spans), min(cut_at, len(text))
    halves = with_marks(text, marks, 0, middle) + with_marks(text, marks, middle, len(text))
    assert halves == printed(text, spans)
    assert halves.count("[") == halves.count("]") == len(spans)


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_long_titles_take_a_line_each(columns: int) -> None:
    title = "Memorandum of a conversation between the ambassador and the General Secretary, 1979"
    a, b = (bracketed(s, t, title=title) for s, t in (("A", "He left."), ("B", "He stayed.")))
    lines = shown(a, b, look=Look(width=columns)).split("\n")
    assert [line[:13] for line in lines[:2]] == [" A Memorandum", " B Memorandum"]
    assert all(width(line) <= columns for line in lines)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_git_shows_the_text_of_a_tei_file(tmp_path: Path) -> None:
    def git(*args: str) -> str:
        done = subprocess.run(["git", *args], cwd=tmp_path, capture_output=True, check=True)
        return done.stdout.decode()

    page = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{}</p></body></text></TEI>\n"
    git("init", "-q", ".")
    convert = f"'{sys.executable}' -m variorum convert --to txt -o -"
    git("config", "diff.astext.textconv", convert)
    (tmp_path / ".gitattributes").write_text("*.xml diff=astext\n")
    (tmp_path / "memo.xml").write_text(page.format("We met E<ex rend='brackets'>rich</ex>."))
    git("add", ".")
    (tmp_path / "memo.xml").write_text(page.format("They met E<ex rend='brackets'>rich</ex>."))
    shown = git("--no-pager", "diff", "--no-color").splitlines()
    assert shown[-2:] == ["-We met E[rich].", "+They met E[rich]."]
