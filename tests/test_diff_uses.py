"""How `variorum diff` meets the files that people really have: names, folders, bytes, formats."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, as the command line would."""
    return runner(monkeypatch, capsys)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    for name, text in (("old", "One king came."), ("new", "One queen came.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text)
    return tmp_path


@pytest.mark.parametrize("command", ["diff", "collate", "compare"])
def test_of_two_files_with_one_siglum_the_second_is_numbered_and_that_is_said(
    two: Path, run: Run, command: str
) -> None:
    done = run(command, "old/a.txt", "new/a.txt", cwd=two)
    assert done.returncode == (command == "diff")
    assert done.stderr.splitlines() == [
        "variorum: a is given twice, here a, a2; SIGLUM=PATH names it otherwise"
    ]
    assert "a2" in done.stdout


def test_a_number_given_to_a_siglum_is_never_the_siglum_of_another(two: Path, run: Run) -> None:
    (two / "a2.txt").write_text("One tsar came.")
    files = ("old/a.txt", "new/a.txt", "a2.txt", "old/a.txt")
    done = run("diff", *files, "-f", "json", cwd=two)
    runs = json.loads(done.stdout)["results"][0]["runs"]
    texts = {s: "".join(r["texts"][s] for r in runs) for s in ("a", "a3", "a2", "a4")}
    assert [texts[s].split()[1] for s in texts] == ["king", "queen", "tsar", "king"]
    assert "a is given 3 times, here a, a3, a4;" in done.stderr


def test_files_of_two_folders_go_by_the_folders_names(two: Path, run: Run) -> None:
    done = run("diff", "old", "new", cwd=two)
    assert done.returncode == 1
    assert "old  One king came." in " ".join(done.stdout.split("\n"))
    assert "new  One [-king-]{+queen+} came." in done.stdout
    assert done.stderr == ""


def test_a_read_me_of_a_folder_is_compared_as_little_as_it_is_collated(two: Path, run: Run) -> None:
    for name in ("old", "new"):
        (two / name / "README.md").write_text(f"About {name}.")
    done = run("diff", "old", "new", cwd=two)
    assert "About" not in done.stdout
    assert "README" not in done.stdout
    assert "old/README.md: describes the folder; skipped (name it to read it)" in done.stderr


def test_an_empty_folder_stands_against_a_full_one(two: Path, run: Run) -> None:
    (two / "none").mkdir()
    done = run("diff", "none", "new", cwd=two)
    assert (done.returncode, done.stdout) == (1, "only in new: a.txt\n")
    assert run("diff", "none", "none", cwd=two).returncode == 2


def test_a_file_that_cannot_be_read_does_not_hide_the_others_of_its_folder(
    two: Path, run: Run
) -> None:
    (two / "old" / "0.txt").write_bytes(b"\0\1\2")
    (two / "new" / "0.txt").write_text("Text.")
    done = run("diff", "old", "new", cwd=two)
    assert done.returncode == 2
    assert "{+queen+}" in done.stdout
    assert "0.txt:1: a binary file" in done.stderr


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_hands_over_whole_trees(two: Path) -> None:
    """`git difftool --dir-diff`: the right folder holds links to the files of the working tree."""

    def git(*args: str) -> str:
        name = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        done = subprocess.run(["git", *name, *args], cwd=two, capture_output=True, check=False)
        return done.stdout.decode()

    git("init", "-q", ".")
    git("config", "difftool.v.cmd", f'\'{sys.executable}\' -m variorum diff "$LOCAL" "$REMOTE"')
    git("add", "old")
    git("commit", "-qm", "first")
    shutil.copy(two / "new" / "a.txt", two / "old" / "a.txt")
    shown = git("difftool", "-y", "--dir-diff", "-t", "v")
    assert "== old/a.txt" in shown
    assert "One [-king-]{+queen+} came." in shown
    assert "only in" not in shown


def test_a_siglum_that_the_user_gives_twice_is_refused(two: Path, run: Run) -> None:
    done = run("diff", "A=old/a.txt", "A=new/a.txt", cwd=two)
    assert done.returncode == 2
    assert done.stderr == (
        "variorum: two witnesses have the siglum 'A'; name one otherwise: A2=PATH\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old/a.txt", "new/a.txt", "-o", "x.docx"], "x.docx: diff writes no docx; "),
        (["A=", "new/a.txt"], "A= names no file; write SIGLUM=PATH"),
        (["old/a.txt", "new/a.txt", "-f", "unified", "--stat"], "--stat and the format unified"),
        (
            ["old/a.txt", "new/a.txt", "--inline", "--stat"],
            "--inline and --stat cannot be combined",
        ),
        (["old/a.txt"], "only one version; name two texts or more"),
        (["old/a.txt", "none.txt"], "none.txt: no such file; check the path"),
        (["-", "-"], "standard input is named twice; write it to a file first"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_nothing_is_written(
    two: Path, run: Run, arguments: list[str], said: str
) -> None:
    done = run("diff", *arguments, cwd=two)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"variorum: {said}")
    assert done.stderr.count("\n") == 1
    assert not (two / "x.docx").exists()


def test_a_format_that_has_one_form_says_that_a_view_was_left_out(two: Path, run: Run) -> None:
    done = run("diff", "A=old/a.txt", "B=new/a.txt", "--stat", "-f", "json", cwd=two)
    assert json.loads(done.stdout)["results"]
    assert done.stderr == "variorum: json has one form: --stat is for text, and was left out\n"


@pytest.mark.parametrize("options", [["-o", "x.diff"], ["--unified", "-o", "x.patch"]])
def test_a_file_for_diffs_holds_what_diff_tools_read(
    two: Path, run: Run, options: list[str]
) -> None:
    run("diff", "A=old/a.txt", "B=new/a.txt", *options, cwd=two)
    (made,) = two.glob("x.*")
    assert made.read_text().startswith("--- A\n+++ B\n@@ -1 +1 @@\n")


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_goes_on_over_files_that_are_new_broken_or_no_text(two: Path) -> None:
    def git(*args: str) -> subprocess.CompletedProcess[str]:
        name = ("-c", "user.name=x", "-c", "user.email=x@example.org", "--no-pager")
        return subprocess.run(["git", *name, *args], cwd=two, capture_output=True, text=True)

    git("init", "-q", ".")
    git("config", "diff.v.command", f"'{sys.executable}' -m variorum diff --markup")
    (two / ".gitattributes").write_text("*.xml diff=v\n*.docx diff=v\n")
    (two / "1.xml").write_text(TEI.format("One king."))
    (two / "2.docx").write_bytes(b"PK\x03\x04 no archive")
    (two / "4.xml").write_text(TEI.format("One king."))
    git("add", ".")
    git("commit", "-qm", "first")
    (two / "1.xml").write_text(TEI.format("One <hi>queen."))
    (two / "2.docx").write_bytes(b"PK\x03\x04\0 none either")
    (two / "3.xml").write_text(TEI.format("One tsar."))
    (two / "4.xml").write_text(TEI.format("One queen."))
    git("add", ".")
    done = git("diff", "HEAD")
    assert done.returncode == 0
    headings = [line for line in done.stdout.splitlines() if line.startswith("== ")]
    assert headings == ["== 1.xml", "== 2.docx", "== 3.xml", "== 4.xml"]
    assert "not well-formed XML" in done.stderr
    assert "contains no text that can be compared" in done.stdout
    assert "One [-king-]{+queen+}." in done.stdout
    assert "is empty" not in done.stderr


TEI = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{}</p></body></text></TEI>"
KING = "One king came."
SAME = {
    "no line end at the end": ("b.txt", KING.encode()),
    "line ends of Windows": ("b.txt", f"{KING}\r\n".encode()),
    "a byte-order mark": ("b.txt", f"{KING}\n".encode("utf-8-sig")),
    "UTF-16": ("b.txt", f"{KING}\n".encode("utf-16")),
    "HTML": ("b.html", b"<html><body><p>One <b>king</b> came.</p></body></html>"),
    "Markdown": ("b.md", b"One *king* came.\n"),
    "TEI": ("b.xml", TEI.format("One <hi>king</hi> came.").encode()),
    "TEI in Latin-1": (
        "b.xml",
        b"<?xml version='1.0' encoding='ISO-8859-1'?>" + TEI.format("One king came.").encode(),
    ),
    "no suffix": ("b", f"{KING}\n".encode()),
}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_words_are_the_same_text_in_whatever_file(two: Path, run: Run, kind: str) -> None:
    name, data = SAME[kind]
    (two / name).write_bytes(data)
    done = run("diff", "old/a.txt", name, cwd=two)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 passage · 0 differ" in done.stdout
    assert run("diff", "new/a.txt", name, cwd=two).returncode == 1


def test_from_is_for_the_input_whose_name_does_not_say_its_format(two: Path, run: Run) -> None:
    tei = TEI.format("One king came.")
    assert run("diff", "old/a.txt", "-", "--from", "tei", cwd=two, stdin=tei).returncode == 0
    (two / "tei.txt").write_text(tei)
    overruled = run("diff", "tei.txt", "tei.txt", "--from", "tei", "-f", "json", cwd=two)
    assert json.loads(overruled.stdout)["results"][0]["runs"][0]["texts"]["tei"] == KING


def test_beside_a_file_of_an_old_encoding_one_of_utf_8_stays_what_it_is(
    two: Path, run: Run
) -> None:
    (two / "x.txt").write_bytes("Un café là.".encode("latin-1"))
    (two / "y.txt").write_bytes("Un café là.".encode())
    done = run("diff", "x.txt", "y.txt", "--encoding", "latin-1", cwd=two)
    assert done.returncode == 0
    assert (
        done.stderr
        == "variorum: y.txt is UTF-8 and is read as UTF-8; the encoding that was named applies to "
        "the other files\n"
    )
    refused = run("diff", "x.txt", "y.txt", cwd=two)
    assert refused.returncode == 2
    assert "x.txt:1: not UTF-8" in refused.stderr


def test_twelve_versions_are_compared_and_thirteen_refused(two: Path, run: Run) -> None:
    files = []
    for n in range(13):
        (two / f"v{n}.txt").write_text("One queen came." if n == 11 else KING)
        files.append(f"v{n}.txt")
    done = run("diff", *files[:12], cwd=two)
    assert done.returncode == 1
    assert "v11" in done.stdout
    assert "1 differs · lexical 1" in " ".join(done.stdout.split())
    refused = run("diff", *files, cwd=two)
    assert (refused.returncode, refused.stderr) == (2, "variorum: 13 versions; name two to 12\n")


def test_a_word_diff_of_long_texts_is_one_stream_unless_rows_are_asked_for(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("variorum.api.diffing.BOOK", 40)
    (tmp_path / "a.txt").write_text("In the beginning was the old word.\n\nAnd it was good.\n")
    (tmp_path / "b.txt").write_text("In the beginning was the new word.\n\nAnd it was good.\n")
    stream = run("diff", "a.txt", "b.txt", "--granularity", "word", cwd=tmp_path)
    assert "[-old-]{+new+}" in stream.stdout
    assert "compared as one stream of words; --full or --context N shows rows" in stream.stderr
    asked = run("diff", "a.txt", "b.txt", "--granularity", "word", "--word-diff", cwd=tmp_path)
    assert asked.stdout == stream.stdout
    rows = run("diff", "a.txt", "b.txt", "--granularity", "word", "--full", cwd=tmp_path)
    assert "one stream" not in rows.stderr


def test_what_was_left_out_is_listed_from_so_many_words_on(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(
        "One very old king came home, who had lost all of his men. He slept."
    )
    (tmp_path / "b.txt").write_text("One old king came home. He slept.")
    asked = ("diff", "a.txt", "b.txt", "--only", "omission")
    assert "[-very-]" in run(*asked, cwd=tmp_path).stdout
    done = run(*asked, "--min-words", "5", cwd=tmp_path)
    assert "[-very-]" not in done.stdout
    assert "who had lost all of his men" in done.stdout.replace("\n      ", " ")
    assert "omission 1" in done.stdout
    assert run(*asked, "--min-words", "50", cwd=tmp_path).returncode == 0
    assert run(*asked, "--min-words", "-1", cwd=tmp_path).returncode == 2
