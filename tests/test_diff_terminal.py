"""What a person at a terminal gets: colours, a pager for what is long, markers always."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [f"The {n}th king went home by road number {n}." for n in range(40)]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    (tmp_path / "b.txt").write_text("\n".join(lines).replace("king", "queen"))
    (tmp_path / "c.txt").write_text("\n".join([*lines[:-1], "The last king stayed."]))
    return tmp_path


def at_terminal(folder: Path, *args: str, **environment: str) -> tuple[int, str]:
    """The exit code of a diff, and what a terminal of 24 lines shows of it."""
    terminal, end = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "CI")}
    wanted = {"TERM": "xterm", "PAGER": "head -n 3", "LINES": "24", "COLUMNS": "80"}
    child = subprocess.Popen(
        [sys.executable, "-m", "variorum", "diff", *args],
        cwd=folder, env={**kept, **wanted, **environment}, stdin=end, stdout=end, stderr=end,
    )  # fmt: skip
    os.close(end)
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    return child.wait(), shown.decode().replace("\r", "")


def test_a_result_longer_than_the_screen_goes_to_the_pager_and_keeps_its_code(
    folder: Path,
) -> None:
    code, shown = at_terminal(folder, "a.txt", "b.txt")
    assert (code, len(shown.splitlines())) == (1, 3)
    code, shown = at_terminal(
        folder, "a.txt", "b.txt", "--word-diff", "--granularity", "word", PAGER="sed 2q | cat"
    )
    assert (code, len([x for x in shown.splitlines() if "hidden" not in x])) == (1, 2)


def test_a_short_result_is_coloured_and_has_its_markers_and_no_pager(folder: Path) -> None:
    code, shown = at_terminal(folder, "a.txt", "c.txt")
    assert code == 1
    assert "\x1b[38;5;172m" in shown
    assert "→" in shown
    assert "hidden: nothing" in shown


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        ((), {"NO_COLOR": "1"}),
        (("--color", "never"), {"FORCE_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
    ],
)
def test_a_terminal_that_wants_no_colour_gets_plain_markers(
    folder: Path, options: tuple[str, ...], environment: dict[str, str]
) -> None:
    _, shown = at_terminal(folder, "a.txt", "c.txt", *options, **environment)
    assert "\x1b" not in shown
    assert "{+" in shown


@pytest.mark.parametrize("pager", ["no-such-pager", "", 'less "'])
def test_without_a_pager_that_works_the_whole_result_is_shown(folder: Path, pager: str) -> None:
    code, shown = at_terminal(folder, "a.txt", "b.txt", PAGER=pager)
    assert code == 1
    assert shown.count("queen") >= 40
    assert "variorum:" not in shown
