"""Measure `variorum diff` against wdiff: hunks and words on real translations, CPU on whole books.

    python bench/diff.py [words] [limit] [segments] [speed] [FOLDER]

`words`: on ../shared/data/wordalign, how many hunks there are as a share of wdiff's, what share of
the words shown unchanged the gold links (sure or possible), and how many of the words that wdiff
rightly shows unchanged are still shown so: standing between the hunks ("outside"), or there and
as words that a phrase's two sides share ("shown").
`limit`: what anybody could keep "outside" who had at most so many hunks: wdiff's own hunks joined
over the stretches between them that hold the fewest right words, with the gold at hand.
`segments`: hunks on the English chapters of ../shared/data/segalign, rows found by us.
`speed`: CPU of whole processes, paired: 645 000 words with 5 % noise, two New Testaments, and two
texts of 1 000 words. Given a FOLDER with a long text, a verse a line (eng_ot_BSB.txt), also that
text, a blank line after every twenty verses, against itself with each word replaced by another of
the text, left out or doubled with probability .05: in one stream, and in rows with its memory.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from variorum.comparison.compose import compare
from variorum.model.comparison import EQUAL
from variorum.text.build import witness_from_text
from variorum.text.passages import cut

runs = importlib.import_module("variorum.comparison.runs")
equal = importlib.import_module("variorum.alignment.equal")
SHARED = Path(__file__).resolve().parents[2] / "shared/data"
MARKS = ("\x01", "\x02", "\x03", "\x04")
Pairs = set[tuple[int, int]]


def wdiff(a: list[str], b: list[str], folder: Path) -> tuple[Pairs, int]:
    """The words that wdiff shows unchanged, and its number of hunks."""
    (folder / "a").write_text(" ".join(a) + "\n")
    (folder / "b").write_text(" ".join(b) + "\n")
    flags = [x for option, mark in zip("wxyz", MARKS) for x in (f"-{option}", mark)]
    command = ["wdiff", *flags, str(folder / "a"), str(folder / "b")]
    text = subprocess.run(command, capture_output=True, text=True).stdout
    pairs: Pairs = set()
    i = j = hunks = mode = 0
    inside = False
    for piece in re.findall("[\x01-\x04]|[^\\s\x01-\x04]+", text):
        if piece in MARKS:
            mode = {MARKS[0]: 1, MARKS[2]: 2}.get(piece, 0)
        elif mode:
            hunks += not inside
            inside = True
            i, j = i + (mode == 1), j + (mode == 2)
        else:
            pairs.add((i, j))
            i, j, inside = i + 1, j + 1, False
    assert (i, j) == (len(a), len(b))
    return pairs, hunks


def words() -> None:
    vocabulary = equal.Vocabulary()
    with tempfile.TemporaryDirectory() as name:
        for path in sorted((SHARED / "wordalign").glob("*.dev.jsonl")):
            n: Counter[str] = Counter()
            for line in path.read_text("utf-8").splitlines():
                count(json.loads(line), vocabulary.worth, Path(name), n)
            print(
                f"{path.name:22} hunks {n['ours'] / n['wdiff']:.3f} of wdiff's  right of shown "
                f"{n['right'] / n['shown']:.3f}, outside "
                f"{n['right out'] / n['outside']:.3f}, wdiff "
                f"{n['wdiff right'] / n['wdiff shown']:.3f}  kept: shown "
                f"{n['kept'] / n['wdiff right']:.3f}, "
                f"outside {n['kept out'] / n['wdiff right']:.3f}"
            )


def count(segment: dict[str, Any], worth: Any, folder: Path, n: Counter[str]) -> None:
    gold = {tuple(link) for link in segment["sure"] + segment["possible"]}
    a, b = segment["a"], segment["b"]
    theirs, hunks = wdiff(a, b, folder)
    low = [[w.lower() for w in side] for side in (a, b)]
    shown = equal.matches(*low, worth)
    found = runs.phrases(shown, *low, worth)
    outside = {(s.a0 + d, s.b0 + d) for s in found if s.equal for d in range(s.a1 - s.a0)}
    n["wdiff"] += hunks
    n["ours"] += sum(not s.equal for s in found)
    for name, pairs in (("shown", set(shown)), ("outside", outside), ("wdiff shown", theirs)):
        n[name] += len(pairs)
    right = theirs & gold
    n["right"] += len(set(shown) & gold)
    n["right out"] += len(outside & gold)
    n["wdiff right"] += len(right)
    n["kept"] += len(right & set(shown))
    n["kept out"] += len(right & outside)


def limit() -> None:
    with tempfile.TemporaryDirectory() as name:
        for path in sorted((SHARED / "wordalign").glob("*.dev.jsonl")):
            hunks = right = 0
            inner: list[int] = []  # right words of each stretch between two hunks
            for line in path.read_text("utf-8").splitlines():
                segment = json.loads(line)
                gold = {tuple(link) for link in segment["sure"] + segment["possible"]}
                theirs, own = wdiff(segment["a"], segment["b"], Path(name))
                ends = len(segment["a"]) - 1, len(segment["b"]) - 1
                hunks, right = hunks + own, right + len(theirs & gold)
                inner += [
                    len(gold.intersection(run))
                    for run in stretches(theirs)
                    if run[0] != (0, 0) and run[-1] != ends
                ]
            inner.sort()
            kept = (1 - sum(inner[: round(hunks * (1 - t))]) / right for t in (0.6, 0.7, 0.8))
            said = ", ".join(f"{k:.3f} with {t} of wdiff's" for k, t in zip(kept, (0.6, 0.7, 0.8)))
            print(f"{path.name:22} outside at most {said} hunks")


def stretches(pairs: Pairs) -> list[list[tuple[int, int]]]:
    """Words shown unchanged, as runs without a change in them."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in sorted(pairs):
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    return runs


def segments() -> None:
    for kind in ("sent", "sim"):
        path = SHARED / "segalign" / f"bsb-leb.{kind}.dev.jsonl"
        ours = theirs = 0
        with tempfile.TemporaryDirectory() as name:
            for line in path.read_text("utf-8").splitlines():
                chapter = json.loads(line)
                texts = [" ".join(chapter[side]) for side in "ab"]
                theirs += wdiff(texts[0].split(), texts[1].split(), Path(name))[1]
                pair = [cut(witness_from_text(s, t), "sentence") for s, t in zip("AB", texts)]
                found = compare(pair)
                ours += sum(c.kind != EQUAL for row in found.rows for c in row.changes[1])
        print(f"{path.name:22} hunks {ours / theirs:.3f} of wdiff's ({ours} of {theirs})")


def noisy(text: list[str], rate: float, seed: int) -> list[str]:
    """A copy with misspellings, substitutions, omissions, additions and exchanged neighbours."""
    rng = random.Random(seed)
    out: list[str] = []
    i = 0
    while i < len(text):
        word, i = text[i], i + 1
        chance = rng.random()
        if rng.random() >= rate:
            out.append(word)
        elif chance < 0.4:
            at = rng.randrange(len(word))
            out.append(word[:at] + rng.choice("aeioutnrs") + word[at:])
        elif chance < 0.65:
            out.append(rng.choice(text))
        elif chance < 0.82:
            i += rng.randrange(5, 40) if rng.random() < 0.02 else rng.randrange(2)
        elif chance < 0.95:
            out += [word, rng.choice(text)]
        else:
            out += [*text[i : i + 1], word]
            i += 1
    return out


def trigrams(size: int) -> list[str]:
    """A long text that repeats itself as little as a real one."""
    rng = random.Random(1)
    lines = (SHARED / "wordalign/bsb-ult.dev.jsonl").read_text("utf-8").splitlines()
    source = [word for line in lines for word in json.loads(line)["a"]]
    follow: dict[tuple[str, str], list[str]] = {}
    for x, y, z in zip(source, source[1:], source[2:]):
        follow.setdefault((x, y), []).append(z)
    out = source[:2]
    while len(out) < size:
        offered = follow.get((out[-2], out[-1]), source) if rng.random() > 0.02 else source
        out.append(rng.choice(offered))
    return out


VERSES = "eng_ot_BSB.txt"  # a real Old Testament; none is kept here


def verses(path: Path) -> tuple[str, str]:
    """A real text and what copying made of it, a line a verse, a gap after every twenty."""
    rng = random.Random(1)
    lines = path.read_text("utf-8").splitlines()
    words = [word for line in lines for word in line.split()]

    def copied(word: str) -> str:
        if rng.random() >= 0.05:
            return word
        return (rng.choice(words), "", f"{word} {word}")[rng.randrange(3)]

    told = [" ".join(filter(None, map(copied, line.split()))) for line in lines]
    old, new = (
        "".join(f"{line}\n" + "\n" * (n % 20 == 0) for n, line in enumerate(side, 1))
        for side in (lines, told)
    )
    return old, new


def scripture(folder: Path, pairs: int = 3) -> None:
    """The CPU of a diff of real verses word by word, as a ratio, in one stream and in rows."""
    ours = [sys.executable, "-m", "variorum", "-q", "diff", "--granularity", "word"]
    with tempfile.TemporaryDirectory() as name:
        files = [str(Path(name) / f"{side}.txt") for side in "ab"]
        for file, text in zip(files, verses(folder / VERSES)):
            Path(file).write_text(text, "utf-8")
        for label, options in (("one stream", ["--word-diff"]), ("rows", [])):
            commands = ([*ours, *files, *options], ["wdiff", *files])
            times = [tuple(cpu(c, f"{name}/pyc") for c in commands) for _ in range(pairs + 1)][1:]
            print(
                f"{VERSES}, {label:12} {statistics.median(t[0] for t in times):.2f} s, "
                f"{statistics.median(a / b for a, b in times):.2f} x wdiff"
            )
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"the most memory of any of these: {most / 1024:.0f} MB")


def cpu(command: list[str], cache: str) -> float:
    """User and system seconds of a child process, its modules compiled before, as installed."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = cache
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speed(pairs: int = 3) -> None:
    ours = [sys.executable, "-m", "variorum", "-q", "diff"]
    words_only = ["--granularity", "word", "--word-diff"]
    with tempfile.TemporaryDirectory() as name:
        for label, texts, options in books():
            files = []
            for side, text in zip("ab", texts):
                files.append(str(Path(name) / f"{side}.txt"))
                lines = (" ".join(text[k : k + 12]) for k in range(0, len(text), 12))
                Path(files[-1]).write_text("\n".join(lines) + "\n")
            options = words_only if options else []
            commands = ([*ours, *files, *options], ["wdiff", *files])
            times = [tuple(cpu(c, f"{name}/pyc") for c in commands) for _ in range(pairs + 1)][1:]
            ratios = sorted(a / b for a, b in times)
            print(
                f"{label:28} {statistics.median(t[0] for t in times):.2f} s, "
                f"{statistics.median(ratios):.2f} x wdiff ({ratios[0]:.2f}–{ratios[-1]:.2f})"
            )


def books() -> list[tuple[str, tuple[list[str], list[str]], bool]]:
    """What is timed: a label, two texts, and whether word against word."""
    old = trigrams(645_000)
    path = SHARED / "segalign/bsb-leb.sent.dev.jsonl"
    chapters = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    two = [" ".join(s for c in chapters for s in c[side]).split() for side in "ab"]
    short = two[0][:1000], two[1][:1000]
    return [
        ("645 000 words, 5 % noise", (old, noisy(old, 0.05, 2)), True),
        ("two New Testaments (parts)", (two[0], two[1]), True),
        ("1 000 words, default view", short, False),
    ]


if __name__ == "__main__":
    parts = {"words": words, "limit": limit, "segments": segments, "speed": speed}
    folders = [name for name in sys.argv[1:] if name not in parts]
    for part in [name for name in sys.argv[1:] if name in parts] or ([] if folders else [*parts]):
        parts[part]()
    for folder in folders:
        scripture(Path(folder))
