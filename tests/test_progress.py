"""Long work says how far it is, where somebody watches; stopping it leaves no half-written file."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from variorum.cli import _io, _progress, _settings

pty = pytest.importorskip("pty", reason="needs a system with pseudo-terminals")

CHILD = """
import sys, time
from variorum.cli import _telling, _progress, _settings
_settings.take_globals(sys.argv[1:])
_progress.AFTER = 0.05
with _progress.watch("collate"):
    _progress.stage("collating")
    time.sleep(0.6)
    _telling.note("a note")
print("rich" in sys.modules)
"""

AT_WORK = """
import sys
from variorum.cli import _progress, run
def say(name):
    if name == "collating":
        print("at work", flush=True)
_progress.stage = say
sys.exit(run(sys.argv[1:]))
"""


def watched(*arguments: str, terminal: bool = True, **environment: str) -> tuple[str, bool]:
    """What a slow command says on standard error, and whether rich was imported."""
    leader, follower = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if k not in ("CI", "TERM", "NO_COLOR")}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments],
        stdout=subprocess.PIPE,
        stderr=follower if terminal else subprocess.DEVNULL,
        env={**plain, "TERM": "xterm", **environment},
    )
    os.close(follower)
    said = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece
    os.close(leader)
    out, _ = child.communicate(timeout=30)
    return said.decode("utf-8", "replace"), b"True" in out


def test_long_work_shows_a_bar_with_what_it_is_at() -> None:
    said, rich = watched()
    assert "collating" in said
    assert said.rstrip().endswith("variorum: a note"), "the bar is cleared before a line is printed"
    assert rich


@pytest.mark.parametrize(
    ("arguments", "environment"), [(["--quiet"], {}), ([], {"CI": "1"}), ([], {"TERM": "dumb"})]
)
def test_no_bar_where_it_is_not_wanted(arguments: list[str], environment: dict[str, str]) -> None:
    said, rich = watched(*arguments, **environment)
    assert "collating" not in said
    assert not rich


def test_no_bar_in_a_pipe() -> None:
    assert watched(terminal=False) == ("", False)


def test_short_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_progress, "wanted", lambda: True)
    with _progress.watch("diff"):
        _progress.count(1, 3)
        assert _progress._bar.shown is None
        assert _progress._bar.timer is not None
    assert _progress._bar.timer is None


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_settings, "_current", _settings.Settings(quiet=True))
    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        _io.emit("half", output=str(tmp_path / "table.csv"))
    with pytest.raises(KeyboardInterrupt):
        _io.emit_lines(iter(["half"]), output=str(tmp_path / "table.txt"))
    assert list(tmp_path.iterdir()) == []


def test_stopping_a_long_comparison_leaves_nothing_and_says_130(tmp_path: Path) -> None:
    chance = random.Random(1)
    words = [f"w{n}" for n in range(400)]
    for name in "abcd":
        text = " ".join(chance.choice(words) + "." * (n % 9 == 8) for n in range(9000))
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    child = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, "compare", *map(str, files), "-o", "out.html"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored in background
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"at work\n"
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130
    assert b"Traceback" not in said
    assert sorted(tmp_path.iterdir()) == files
