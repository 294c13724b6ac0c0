"""Synthetic traditions with known truth: witnesses copied from each other along a random stemma.

The root is a text of made-up words with a natural distribution of frequencies and habits of
sequence; every token keeps the number of its *true column* through all copies. Copying makes
spelling changes, substitutions, omissions (some of them eye-skips), additions and transpositions
of neighbouring phrases (guide "performance", section 6). Same seed, same tradition.

    python bench/tradition.py [WITNESSES TOKENS]…     prints recall and precision of our collation
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from variorum.model import Collation

VOWELS = "aeiou"
CONSONANTS = "bcdfghklmnprstvwz"


@dataclass(frozen=True)
class Tradition:
    """Tokens of each witness, the true column of each, and the stemma.

    `parents[k]` is the copy that copy k was made from (-1 for the root); `names` gives the copies
    that survive, as witnesses, their sigla.
    """

    tokens: dict[str, list[str]]
    columns: dict[str, list[int]]
    parents: tuple[int, ...]
    names: dict[int, str]

    def splits(self) -> frozenset[frozenset[str]]:
        """The non-trivial splits of the stemma's witnesses, each without the first siglum."""
        everything = frozenset(self.names.values())
        below: dict[int, set[str]] = {k: set() for k in range(len(self.parents))}
        for k in reversed(range(len(self.parents))):  # a copy comes after what it was made from
            below[k] |= {self.names[k]} if k in self.names else set()
            if self.parents[k] >= 0:
                below[self.parents[k]] |= below[k]
        first = min(everything, default="")
        sides = {frozenset(everything - s if first in s else s) for s in below.values()}
        return frozenset(s for s in sides if 1 < len(s) < len(everything) - 1)


def vocabulary(size: int, rng: random.Random) -> list[str]:
    """Made-up words; the frequent ones are short."""
    words: dict[str, None] = {}
    while len(words) < size:
        syllables = 1 if len(words) < 60 else rng.choice([1, 2, 2, 2, 3, 3, 4])
        word = "".join(
            rng.choice(CONSONANTS) + rng.choice(VOWELS) + rng.choice(["", "", "n", "r", "s", "t"])
            for _ in range(syllables)
        )
        words[word if rng.random() < 0.8 else word[1:]] = None
    return list(words)


def base_text(length: int, rng: random.Random, distinct: int = 8000) -> list[str]:
    """Words by Zipf's law, each leaning towards some successors, with marks after clauses."""
    words = vocabulary(distinct, rng)
    weights = [1 / (rank + 2.7) for rank in range(distinct)]
    habits: dict[str, list[str]] = {}
    text: list[str] = []
    clause = 0
    pool = iter(rng.choices(words, weights, k=length * 2))
    while len(text) < length:
        last = text[-1] if text else ""
        known = habits.setdefault(last, [])
        if known and rng.random() < 0.35:
            word = rng.choice(known)
        else:
            word = next(pool)
            known.append(word)
        text.append(word)
        clause += 1
        if clause > 4 and rng.random() < 0.16:
            text.append(rng.choice([",", ",", ".", ";"]))
            clause = 0
    return text[:length]


def misspelt(word: str, rng: random.Random) -> str:
    """Drop, double, swap or change a letter."""
    if len(word) < 2:
        return word + rng.choice(VOWELS)
    i = rng.randrange(len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:i] + word[i + 1 :]
    if kind == 1:
        return word[: i + 1] + word[i:]
    if kind == 2 and word[i] != word[i + 1]:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    return word[:i] + rng.choice(VOWELS + CONSONANTS) + word[i + 1 :]


class Scribe:
    """Copies one list of (word, column) to another; new columns come from a common counter."""

    def __init__(self, base: list[str], rng: random.Random, first: int) -> None:
        self.base = base
        self.rng = rng
        self.fresh = first

    def copy(self, source: list[tuple[str, int]], rate: float) -> list[tuple[str, int]]:
        rng = self.rng
        out: list[tuple[str, int]] = []
        i = 0
        while i < len(source):
            if rng.random() >= rate:
                out.append(source[i])
                i += 1
            else:
                i = self._change(source, i, out)
        return out

    def _change(self, source: list[tuple[str, int]], i: int, out: list[tuple[str, int]]) -> int:
        rng = self.rng
        word, column = source[i]
        kind = rng.random()
        if kind < 0.40:
            out.append((misspelt(word, rng), column))
        elif kind < 0.65:
            out.append((rng.choice(self.base), column))
        elif kind < 0.82:
            return i + (rng.randint(5, 39) if rng.random() < 0.02 else self._run())
        elif kind < 0.95:
            out.append(source[i])
            for _ in range(self._run()):
                out.append((rng.choice(self.base), self.fresh))
                self.fresh += 1
        else:
            a, b = rng.randint(1, 3), rng.randint(1, 3)
            out += source[i + a : i + a + b] + source[i : i + a]
            return i + a + b
        return i + 1

    def _run(self) -> int:
        length = 1
        while self.rng.random() < 0.35:
            length += 1
        return length


def tradition(witnesses: int, length: int, rate: float = 0.05, seed: int = 1) -> Tradition:
    """Make a stemma of witnesses and a third more nodes; the last ones survive."""
    rng = random.Random(seed * 1_000_003 + witnesses * 1009 + length)
    shape = random.Random(seed * 1009 + witnesses)  # one stemma for all lengths
    base = base_text(length, rng)
    scribe = Scribe(base, rng, length)
    nodes = [list(zip(base, range(length)))]
    parents = [-1]
    for _ in range(witnesses + witnesses // 3):
        parents.append(shape.choice(range(max(len(nodes) - 6, 0), len(nodes))))
        nodes.append(scribe.copy(nodes[parents[-1]], rate * shape.uniform(0.4, 1.2)))
    first = len(nodes) - witnesses
    names = {first + i: f"W{i:02}" for i in range(witnesses)}
    return Tradition(
        {n: [w for w, _ in nodes[k]] for k, n in names.items()},
        {n: [c for _, c in nodes[k]] for k, n in names.items()},
        tuple(parents),
        names,
    )


def repetitive(length: int, seed: int = 1) -> dict[str, list[str]]:
    """Two texts of which half of all tokens are one word; a tenth of the tokens vary."""
    rng = random.Random(seed)
    words = vocabulary(400, rng)
    weights = [1 / (rank + 1) for rank in range(400)]
    first = [
        words[0] if rng.random() < 0.5 else rng.choices(words, weights)[0] for _ in range(length)
    ]
    second = []
    for word in first:
        kind = rng.random()
        if kind < 0.05:
            second.append(rng.choices(words, weights)[0])
        elif kind < 0.075:
            second += [word, words[0]]
        elif kind >= 0.1:
            second.append(word)
    return {"A": first, "B": second}


def pair_rates(
    columns: dict[str, list[int]], truth: dict[str, list[int]]
) -> tuple[float, float, int]:
    """Recall and precision over all pairs of witnesses, and the number of true pairs.

    A pair is two tokens in one column; it is true if both have one true column.
    """
    import numpy as np

    hit = wanted = got = 0
    names = list(truth)
    for x, a in enumerate(names):
        own, true = np.array(columns[a]), np.array(truth[a])
        for b in names[:x]:
            own_b, true_b = np.array(columns[b]), np.array(truth[b])
            _, i, j = np.intersect1d(own, own_b, assume_unique=True, return_indices=True)
            got += len(i)
            hit += int(np.sum(true[i] == true_b[j]))
            wanted += len(np.intersect1d(true, true_b, assume_unique=True))
    return hit / max(wanted, 1), hit / max(got, 1), wanted


def link_rates(table: Collation, truth: dict[str, list[int]]) -> tuple[int, int]:
    """Token pairs that transpositions link, and how many of these are true."""
    got = hit = 0
    for moved in table.transpositions:
        for x in moved.here:
            for y in moved.there:
                pairs = zip(range(x.start, x.end), range(y.start, y.end))
                same = [truth[x.siglum][i] == truth[y.siglum][j] for i, j in pairs]
                got += len(same)
                hit += sum(same)
    return got, hit


def report(witnesses: int, length: int, seed: int) -> None:
    """Collate one tradition and print the rates."""
    from variorum.collation import collate
    from variorum.text.build import witness_from_tokens

    made = tradition(witnesses, length, seed=seed)
    given = [witness_from_tokens(s, t) for s, t in made.tokens.items()]
    begun = time.process_time()
    table = collate(given)
    spent = time.process_time() - begun
    columns = {
        s: [c for c in range(len(table)) if table.ends[w][c] > table.starts[w][c]]
        for w, s in enumerate(table.sigla)
    }
    recall, precision, wanted = pair_rates(columns, made.columns)
    got, hit = link_rates(table, made.columns)
    print(
        f"{witnesses} x {length}: recall {recall:.4f}, with links {recall + hit / wanted:.4f}, "
        f"precision {precision:.4f}, links {hit / max(got, 1):.2f} true of {got}, "
        f"{len(table)} columns, {spent:.2f} s"
    )


def main() -> None:
    sizes = [int(x) for x in sys.argv[1:]] or [8, 1000, 16, 1000, 8, 10_000, 16, 10_000]
    for witnesses, length in zip(sizes[::2], sizes[1::2]):
        for seed in (1, 2) if length <= 1000 else (1,):
            report(witnesses, length, seed)


if __name__ == "__main__":
    main()
