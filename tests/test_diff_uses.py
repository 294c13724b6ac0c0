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
        "variorum: a is given again, here a2; SIGLUM=PATH names it otherwise"
    ]
    assert "a2" in done.stdout


def test_a_number_given_to_a_siglum_is_never_the_siglum_of_another(two: Path, run: Run) -> None:
    (two / "a2.txt").write_text("One tsar came.")
    files = ("old/a.txt", "new/a.txt", "a2.txt", "old/a.txt")
    done = run("diff", *files, "-f", "json", cwd=two)
    runs = json.loads(done.stdout)["results"][0]["runs"]
    texts = {s: "".join(r["texts"][s] for r in runs) for s in ("a", "a3", "a2", "a4")}
    assert [texts[s].split()[1] for s in texts] == ["king", "queen", "tsar", "king"]
    assert "a is given again, here a3, a is given again, here a4;" in done.stderr


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
    assert "old/README.md: about the folder, left out; name it to read it" in done.stderr


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
