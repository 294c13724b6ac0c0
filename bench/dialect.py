"""Score the collation of copies that spell by habits of their own, as vernacular scribes do.

    python bench/dialect.py [WITNESSES LENGTH HABITS RATE SEED]

On a made-up tradition (tradition.py) every copy puts its own letters for others (u for v, y for i,
cz for z, doubled consonants, …), each habit in a share of the words, and runs short words together
with the next. Printed: how many of the true pairs differ in spelling, F1 of all pairs, and
precision, recall and F1 of those that differ.
"""

from __future__ import annotations

import random
import sys
import time

from collation_gold import columns_of, pairs_of, rates, unequal, witnesses_of
from tradition import tradition

from variorum.collate import Options, collate

HABITS = [
    ("v", "u"), ("w", "uu"), ("k", "c"), ("c", "k"), ("z", "cz"), ("z", "s"), ("i", "y"),
    ("i", "j"), ("ei", "ai"), ("ou", "au"), ("u", "uo"), ("a", "e"), ("e", "i"), ("t", "tt"),
    ("n", "nn"), ("f", "ff"), ("s", "sz"), ("t", "th"), ("b", "p"), ("d", "t"), ("g", "k"),
    ("h", ""), ("o", "oe"), ("u", "v"), ("e", ""),
]  # fmt: skip
JOINED = 0.01  # of the words run together with the next
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


def report(count: int, length: int, habits: int, rate: float, seed: int) -> str:
    tokens, columns = copies(count, length, habits, rate, seed)
    truth: dict[int, dict[str, int]] = {}
    for siglum, own in columns.items():
        for i, column in enumerate(own):
            truth.setdefault(column, {})[siglum] = i
    begun = time.process_time()
    table = collate(witnesses_of(tokens), Options(transpositions=False))
    spent = time.process_time() - begun
    ours, gold = pairs_of(columns_of(table)), pairs_of(truth.values())
    differing = unequal(gold, tokens)
    p, r, f = rates(unequal(ours, tokens), differing)
    return (
        f"{count} x {length}, {habits} habits, seed {seed}: {len(differing) / len(gold):.2f} of "
        f"pairs differ  all F1 {rates(ours, gold)[2]:.4f}  differing {p:.3f} {r:.3f} F1 {f:.3f}  "
        f"{spent:.1f} s"
    )


def main() -> None:
    if len(sys.argv) == 6:
        count, length, habits, rate, seed = sys.argv[1:]
        print(report(int(count), int(length), int(habits), float(rate), int(seed)))
        return
    for settings in SETS:
        for seed in (1, 2):
            print(report(*settings, seed), flush=True)


if __name__ == "__main__":
    main()
