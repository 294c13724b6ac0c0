"""A patch is applied whole or not at all, and leaves markup alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.comparison.patching import (
    Edit,
    apply,
    edits,
    edits_by_line,
    make,
    parse,
    reverse,
)
from variorum.comparison.tei_patching import edit_tei
from variorum.errors import UsageError
from variorum.readers import read

WORDS = st.sampled_from("the wise man [chokhom] — café answers, him. «Да» 漢 & < \n  a".split(" "))
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)

TEI = """<?xml version="1.0" encoding="{encoding}"?>
<!-- kept: <as it is> -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" ><teiHeader><fileDesc><titleStmt><title>The wise man</title>
</titleStmt></fileDesc></teiHeader>
  <text><body>
    <p n='1'>The <term rend="b">wise
       man</term> answers   him<note>not the wise man</note> &amp; goes<lb/>home to <name>G. Kh.</name> today.</p>
    <p>And <!-- wise? --> then the <choice><sic>kng</sic><corr>king</corr></choice> spoke&#8230;</p>
  </body></text>
</TEI>
"""  # noqa: E501


def text_of(data: bytes) -> str:
    return read(data, name="w.xml").witnesses[0].text


def retold(old: str, new: str, encoding: str = "UTF-8") -> bytes:
    """The sample with one wording put in place of another."""
    data = TEI.format(encoding=encoding).encode(encoding)
    text = text_of(data)
    assert old in text
    return edit_tei(data, text, edits(text, text.replace(old, new)), name="w.xml")


def applied(text: str, changes: list[Edit]) -> str:
    """The text with the edits made, the last first."""
    for edit in reversed(changes):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_edits_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert applied(old, edits(old, new)) == new
    assert applied(old, edits_by_line(old, new)) == new


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_a_patch_of_the_same_text_fits_and_its_reverse_undoes_it(old: str, new: str) -> None:
    hunks = parse(make(old, new, ("a", "b")), name="p")
    assert apply(hunks, old, name="a") == new
    assert apply(reverse(hunks), new, name="b") == old


def test_a_patch_finds_its_place_when_the_text_before_it_has_grown() -> None:
    hunks = parse(
        make("He met the old man there.", "He met the wise man there.", ("a", "b")), name="p"
    )
    assert apply(hunks, "In March he went out. He met the old man there.", name="c") == (
        "In March he went out. He met the wise man there."
    )


def test_a_patch_that_does_not_fit_is_refused() -> None:
    hunks = parse(
        make("He met the old man there.", "He met the wise man there.", ("a", "b")), name="p"
    )
    with pytest.raises(UsageError, match="1 of 1 hunks do not fit"):
        apply(hunks, "Quarks come in six flavours, as everybody knows.", name="c")


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_a_word_is_replaced_inside_its_element_and_all_else_stays(encoding: str) -> None:
    before = TEI.format(encoding=encoding)
    after = retold("G. Kh.", "Ерих & Co.", encoding).decode(encoding)
    name = "Ерих" if encoding != "ISO-8859-1" else "&#1045;&#1088;&#1080;&#1093;"
    assert after == before.replace("G. Kh.", f"{name} &amp; Co.")


def test_a_word_added_before_an_element_stays_outside_it() -> None:
    assert b"home to Comrade <name>G. Kh.</name>" in retold("to G.", "to Comrade G.")


def test_the_error_that_print_has_is_patched_not_its_correction() -> None:
    assert b"<sic>kin</sic><corr>king</corr>" in retold("kng", "kin")


def test_a_word_taken_away_takes_one_blank_with_it() -> None:
    assert b"<name>G. Kh.</name>.</p>" in retold(" today", "")


def test_notes_and_header_are_no_text_of_the_witness() -> None:
    after = retold("wise man", "scholar")
    assert b"<title>The wise man</title>" in after
    assert b"<note>not the wise man</note>" in after
    assert b'<term rend="b">scholar</term>' in after


def test_an_end_of_passage_is_not_patched() -> None:
    with pytest.raises(UsageError, match="splits or joins passages"):
        retold("today.\nAnd", "today. And")


PASSAGE = st.lists(st.sampled_from("wise man home king spoke old — & «Да».".split()), min_size=1)


@settings(max_examples=90, deadline=None)
@given(PASSAGE, PASSAGE)
def test_a_patch_may_reach_over_the_end_of_a_passage(first: list[str], second: list[str]) -> None:
    body = "<p>The <hi>wise man</hi> goes <name>home</name>.</p><p><hi>And</hi> the king spoke.</p>"
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    text = text_of(data.encode())
    new = f"{' '.join(first)}\n{' '.join(second)}"
    done = edit_tei(data.encode(), text, edits_by_line(text, new), name="w.xml")
    assert text_of(done).split() == new.split()
    assert [p.count("<p>") for p in (data, done.decode())] == [2, 2]


def test_an_apparatus_in_the_text_is_refused() -> None:
    data = (
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>a <app><lem>b</lem></app> c</p>"
        b"</body></text></TEI>"
    )
    with pytest.raises(UsageError, match="apparatus"):
        edit_tei(data, "a b c", edits("a b c", "a b d"), name="x.xml")


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS.filter(lambda w: "\n" not in w), min_size=1, max_size=8).map(" ".join))
def test_the_patched_file_reads_as_the_patched_text(words: str) -> None:
    new = " ".join(words.split()) or "x"
    assert text_of(retold("wise man", new)).split() == (
        text_of(TEI.format(encoding="UTF-8").encode()).replace("wise man", new).split()
    )


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "variorum", *args], cwd=cwd, capture_output=True, text=True
    )


def test_from_diff_to_patch_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("The wise man answers him.\n")
    (tmp_path / "new.txt").write_text("The scholar answers.\n")
    (tmp_path / "w.xml").write_text(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>The <hi>wise</hi> man answers "
        "him.</p></body></text></TEI>"
    )
    made = run("diff", "old.txt", "new.txt", "-f", "patch", "-o", "p.patch", cwd=tmp_path)
    assert made.returncode == 1
    assert run("patch", "old.txt", "p.patch", "-o", "out.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.txt").read_text() == "The scholar answers.\n"
    assert "<hi>scholar</hi> answers." in run("patch", "w.xml", "p.patch", cwd=tmp_path).stdout
    refused = run("patch", "new.txt", "p.patch", "-o", "never.txt", cwd=tmp_path)
    assert refused.returncode == 2
    assert not (tmp_path / "never.txt").exists()
    assert len(refused.stderr.splitlines()) == 1
