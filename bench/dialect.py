"""Score the collation of copies that spell by habits of their own, as vernacular scribes do.

    python bench/dialect.py [WITNESSES LENGTH HABITS RATE SEED] [--peer]

On a made-up tradition (tradition.py) every copy puts its own letters for others (u for v, y for i,
cz for z, doubled consonants, …), each habit in a share of the words, and runs short words together
with the next. Printed: how many of the true pairs differ in spelling, F1 of all pairs, and
precision, recall and F1 of those that differ. With --peer the same of CollateX Python with near
matching, on texts short enough for it (`make bench-peers` installs it).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time

import _peers as peers
from collation_gold import columns_of, pairs_of, rates, unequal, witnesses_of
from tradition import tradition

from variorum.collation import Options, collate

HABITS = [
    ("v", "u"), ("w", "uu"), ("k", "c"), ("c", "k"), ("z", "cz"), ("z", "s"), ("i", "y"),
    ("i", "j"), ("ei", "ai"), ("ou", "au"), ("u", "uo"), ("a", "e"), ("e", "i"), ("t", "tt"),
    ("n", "nn"), ("f", "ff"), ("s", "sz"), ("t", "th"), ("b", "p"), ("d", "t"), ("g", "k"),
    ("h", ""), ("o", "oe"), ("u", "v"), ("e", ""),
]  # fmt: skip
JOINED = 0.01  # of the words run together with the next
SHORT = [(8, 200, 4, 0.5), (8, 200, 9, 0.7), (16, 150, 9, 0.9)]  # what CollateX can be asked
PEER = """
import json, sys, time
from collatex import Collation, collate
texts = json.load(sys.stdin)
begun = time.process_time()
given = {"witnesses": [
    {"id": s, "tokens": [{"t": t + " ", "n": t, "i": i} for i, t in enumerate(own)]}
    for s, own in texts.items()
]}
table = collate(Collation.create_from_dict(given), segmentation=False, near_match=True)
rows = {
    r.header: [[t.token_data["i"] for t in c] if c else [] for c in r.cells] for r in table.rows
}
print(json.dumps([rows, time.process_time() - begun]))
"""
SETS = [(16, 800, 4, 0.5), (16, 800, 9, 0.7), (24, 500, 9, 0.9), (37, 400, 12, 0.9)]
Habit = tuple[str, str, float]


def spelt(word: str, habits: list[Habit], rng: random.Random) -> str:
    """A word as one scribe writes it this time."""
    for old, new, share in habits:
        if old in word and rng.random() < share:
            at = word.index(old) if rng.random() < 0.5 else word.rindex(old)
            word = word[:at] + new + word[at + len(old) :] or word
    return word


def copies(
    count: int, length: int, habits: int, rate: float, seed: int
) -> tuple[dict[str, list[str]], dict[str, list[int]]]:
    """The tokens of each copy, and the true column of each token."""
    made = tradition(count, length, 0.05, seed)
    rng = random.Random(seed * 77 + count)
    tokens: dict[str, list[str]] = {}
    columns: dict[str, list[int]] = {}
    for siglum, words in made.tokens.items():
        own = [(a, b, rate * rng.random()) for a, b in rng.sample(HABITS, habits)]
        tokens[siglum], columns[siglum] = [], []
        glued = ""
        for word, column in zip(words, made.columns[siglum], strict=True):
            word = spelt(word, own, rng) if word.isalpha() else word
            if not glued:
                columns[siglum].append(column)
            if not glued and len(word) < 5 and word.isalpha() and rng.random() < JOINED:
                glued = word
                continue
            tokens[siglum].append(glued + word)
            glued = ""
        tokens[siglum] += [glued] if glued else []
    return tokens, columns


Columns = list[dict[str, int]]


def report(count: int, length: int, habits: int, rate: float, seed: int, peer: bool) -> str:
    tokens, columns = copies(count, length, habits, rate, seed)
    truth: dict[int, dict[str, int]] = {}
    for siglum, own in columns.items():
        for i, column in enumerate(own):
            truth.setdefault(column, {})[siglum] = i
    found, spent = theirs(tokens) if peer else ours(tokens)
    pairs, gold = pairs_of(found), pairs_of(truth.values())
    differing = unequal(gold, tokens)
    p, r, f = rates(unequal(pairs, tokens), differing)
    return (
        f"{'CollateX' if peer else 'variorum'} {count} x {length}, {habits} habits, seed {seed}: "
        f"{len(differing) / len(gold):.2f} of pairs differ  all F1 {rates(pairs, gold)[2]:.4f}  "
        f"differing {p:.3f} {r:.3f} F1 {f:.3f}  {spent:.1f} s"
    )


def ours(tokens: dict[str, list[str]]) -> tuple[Columns, float]:
    begun = time.process_time()
    table = collate(witnesses_of(tokens), Options(transpositions=False))
    return columns_of(table), time.process_time() - begun


def theirs(tokens: dict[str, list[str]]) -> tuple[Columns, float]:
    python = peers.python_with("collatex")
    if python is None:
        raise SystemExit("CollateX is not installed: make bench-peers")
    said = subprocess.run(
        [python, "-c", PEER], input=json.dumps(tokens), capture_output=True, text=True, check=True
    )
    rows, spent = json.loads(said.stdout.splitlines()[-1])
    width = len(next(iter(rows.values())))
    return [{s: own[c][0] for s, own in rows.items() if own[c]} for c in range(width)], spent


def main() -> None:
    numbers = [a for a in sys.argv[1:] if a != "--peer"]
    peer = "--peer" in sys.argv
    if len(numbers) == 5:
        count, length, habits, rate, seed = numbers
        print(report(int(count), int(length), int(habits), float(rate), int(seed), peer))
        return
    for settings in SHORT if peer else SETS:
        for seed in (1, 2):
            for whose in (True, False) if peer else (False,):
                print(report(*settings, seed, whose), flush=True)


if __name__ == "__main__":
    main()
