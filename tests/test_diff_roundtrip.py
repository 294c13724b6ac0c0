"""What diff prints for other tools they accept, and it makes of the one version the other."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import Run, runner

from variorum.readers import read
from variorum.text.passages import cut

SIGNS = (
    "a the king . , \n \r\n \r \t % # é e\u0301 漢字 \u2028 \u00a0 \x0b \x85 + - %0A \\ ’ [x] Yes."
)
LINES = ("\n\n", "@@ -1,2 +3 @@", "--- x", "+++ y", "\\ No newline", "word " * 30, "👩\u200d👧")
ODD = [*SIGNS.split(" "), *LINES]


def odd_pair(seed: int) -> tuple[str, str]:
    """Two versions of a text that has what breaks patches: their signs, line ends, repetition."""
    rng = random.Random(seed)
    old = [rng.choice(ODD) + rng.choice(["", " "]) for _ in range(rng.randrange(40))]
    new = list(old)
    for _ in range(rng.randrange(8)):
        at = rng.randrange(len(new) + 1)
        new[at : at + rng.randrange(6)] = [rng.choice(ODD)]
    return "".join(old), "".join(new)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, as the command line would."""
    return runner(monkeypatch, capsys)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_patch_makes_the_other_version_byte_for_byte_and_its_reverse_the_first(
    tmp_path: Path, run: Run, encoding: str
) -> None:
    for seed in range(25):
        texts = odd_pair(seed)
        a, b = (tmp_path / "a.txt", tmp_path / "b.txt")
        for path, text in zip((a, b), texts):
            path.write_bytes(text.encode(encoding))
        made = run("diff", a, b, "-f", "patch", "-o", "p.patch", "--force", cwd=tmp_path)
        assert made.returncode == (texts[0] != texts[1])
        run("patch", a, "p.patch", "-o", "new.txt", "--force", cwd=tmp_path)
        assert (tmp_path / "new.txt").read_bytes() == b.read_bytes()
        run("patch", "-R", b, "p.patch", "-o", "old.txt", "--force", cwd=tmp_path)
        assert (tmp_path / "old.txt").read_bytes() == a.read_bytes()


def test_a_patch_that_does_not_fit_changes_nothing_even_in_place(tmp_path: Path, run: Run) -> None:
    rng = random.Random(3)
    words = "king queen river mountain castle soldier merchant horse garden winter".split()
    old = " ".join(rng.choice(words) for _ in range(60))
    (tmp_path / "a.txt").write_text(old)
    (tmp_path / "b.txt").write_text(old.replace("king", "emperor of all").replace("river", "sea"))
    run("diff", "a.txt", "b.txt", "-f", "patch", "-o", "p.patch", cwd=tmp_path)
    other = "Quarks come in six flavours, as everybody who read about them knows very well. " * 4
    (tmp_path / "c.txt").write_text(other)
    refused = run("patch", "c.txt", "p.patch", "--in-place", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "do not fit" in refused.stderr
    assert (tmp_path / "c.txt").read_text() == other
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt", "c.txt", "p.patch"]


def test_a_line_diff_or_half_a_patch_is_no_text_patch_and_is_refused(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "a.txt").write_text("The king came home.\n")
    (tmp_path / "b.txt").write_text("The queen came home at last.\n")
    run("diff", "a.txt", "b.txt", "-f", "patch", "-o", "half.patch", cwd=tmp_path)
    whole = (tmp_path / "half.patch").read_text()
    (tmp_path / "half.patch").write_text(whole[: whole.rindex("\n+")] + "\n")
    lines = "--- a\n+++ b\n@@ -1 +1 @@\n-The king came home.\n+The queen came home.\n"
    (tmp_path / "lines.patch").write_text(lines)
    for patch in ("half.patch", "lines.patch"):
        done = run("patch", "a.txt", patch, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert re.search(rf"{patch}: hunk [12] is not as long as its header says", done.stderr)
    twice = run("patch", "-", "-", cwd=tmp_path, stdin=whole)
    assert "standard input is named twice" in twice.stderr


def lines_of(path: Path) -> str:
    """The file as the unified view has it: a passage a line."""
    (witness,) = read(path.read_bytes(), name=path.name).witnesses
    witness = cut(witness, "sentence")
    passages = (witness.full_slice(p.start, p.end) for p in witness.passages)
    return "".join(" ".join(text.split()) + "\n" for text in passages)


@pytest.mark.skipif(not (shutil.which("patch") and shutil.which("git")), reason="needs patch, git")
@pytest.mark.parametrize("name", ["A", "my file"])
def test_patch_and_git_apply_take_the_unified_view_whatever_the_text(
    tmp_path: Path, run: Run, name: str
) -> None:
    for seed in range(12):
        for path, text in zip(("a.txt", "b.txt"), odd_pair(seed)):
            (tmp_path / path).write_bytes(text.encode())
        old, new = (lines_of(tmp_path / p) for p in ("a.txt", "b.txt"))
        made = run("diff", f"{name}=a.txt", "B=b.txt", "--unified", cwd=tmp_path).stdout
        assert bool(made) == (old != new)
        tools = {name: ["patch", "-s", name], "B": ["git", "apply", "-p0"]} if made else {}
        for target, tool in tools.items():
            path = tmp_path / target
            path.write_bytes(old.encode())
            subprocess.run(tool, input=made.encode(), cwd=tmp_path, check=True)
            assert (path.read_bytes().decode() if path.exists() else "") == new


@pytest.mark.parametrize("granularity", ["char", "word", "phrase", "sentence"])
@pytest.mark.parametrize("unit", ["auto", "paragraph", "line"])
def test_the_runs_of_each_siglum_in_the_json_are_its_text(
    tmp_path: Path, run: Run, granularity: str, unit: str
) -> None:
    for seed in range(6):
        rng = random.Random(seed)
        names = "ABC"[: rng.choice([2, 3])]
        texts = dict(zip(names, (*odd_pair(seed), odd_pair(seed)[0])))
        for siglum, text in texts.items():
            (tmp_path / f"{siglum}.txt").write_bytes(text.encode())
        options = ("-f", "json", "--granularity", granularity, "--unit", unit)
        done = run("diff", *(f"{s}.txt" for s in names), *options, cwd=tmp_path)
        rows = json.loads(done.stdout)["results"]
        for siglum, text in texts.items():
            joined = "".join(r["texts"].get(siglum, "") for row in rows for r in row["runs"])
            assert sorted(joined) == sorted(text if text.strip() else "")
