"""Train the weights of passage alignment: a conditional random field over the beads.

    python bench/train_passages.py [--steps 80] [--write]

Trained on every second chapter of the `sim` sets of ../shared/data/segalign (Bible translations;
exact gold), judged on the others; the gradient is gold features less expected features. Besides
its long excerpts each chapter gives texts of a few passages, some left out by one version, and
in one language some whose versions are copies. With --write the weights go into the package as
weights.json.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import passages as bench

import variorum.alignment.passages  # noqa: F401  (its modules are taken from sys.modules below)

matching = sys.modules["variorum.alignment.passages.matching"]
path = sys.modules["variorum.alignment.passages.path"]
scores = sys.modules["variorum.alignment.passages.scores"]

SETS = {"same": "bsb-leb.sim"}
FEWEST, MOST = 2, 8  # gold beads of a short text
SHORT = 4  # short texts from each chapter
OMITTED = 0.15  # of the beads of a short text: what one version leaves out
TWICE = 0.05  # of the beads of a short text: one version has a passage twice
RATE, DECAY, PENALTY = 0.15, (0.9, 0.99), 2e-4  # of Adam, and of the weights' squares
NAMES = scores.FEATURES
Example = tuple[Any, dict[tuple[int, int], Any], Any, int, int]


def scorers(a: Sequence[str], b: Sequence[str]) -> Any:
    """The scorer of a text in one language, English."""
    return matching.full(matching.Within(a, b, "en"))


def stacked(scorer: Any, rows: range, columns: range) -> dict[tuple[int, int], Any]:
    """Features of each shape as one array, features first."""
    out: dict[tuple[int, int], Any] = {}
    for shape, name, value in scorer.features(rows, columns):
        table = out.setdefault(shape, np.zeros((len(NAMES), *value.shape), dtype=np.float32))
        table[NAMES.index(name)] = value
    return out


def gold_beads(text: bench.Text) -> list[tuple[int, int, int, int]]:
    """(i, j, p, q) of each gold bead; one-sided ones passage by passage."""
    beads = []
    for x, y in text["gold"]:
        if x and y:
            beads.append((x[0], y[0], len(x), len(y)))
        else:
            beads += [(i, 0, 1, 0) for i in x] + [(0, j, 0, 1) for j in y]
    return beads


def example(text: bench.Text, scorer: Any, rows: range, columns: range) -> Example | None:
    """A window of a text with the summed features of its gold; None where it has other shapes."""
    table = stacked(scorer, rows, columns)
    total = np.zeros(len(NAMES))
    for i, j, p, q in gold_beads(text):
        if (p, q) not in table:
            return None
        place = (i,) if not q else (j,) if not p else (i, j)
        total += table[p, q][(slice(None), *place)]
    return text, table, total, len(rows), len(columns)


def short(chapters: Sequence[bench.Text], *, copies: bool) -> Iterator[bench.Text]:
    """Texts of a few passages, cut from chapters; some beads keep one side only."""
    choice = random.Random(1)
    for number, chapter in enumerate(chapters):
        size = choice.randint(FEWEST, MOST)
        start = choice.randrange(max(1, len(chapter["gold"]) - size))
        blocks = [
            ([chapter["a"][i] for i in x], [chapter["b"][j] for j in y])
            for x, y in chapter["gold"][start : start + size]
        ]
        if copies and number % 3 == 0:
            blocks = [([text], [text]) for x, _ in blocks for text in x]
        out: bench.Text = {"a": [], "b": [], "gold": []}
        for x, y in blocks:
            lost = choice.choice("ab") if choice.random() < OMITTED else ""
            x, y = [] if lost == "a" else x, [] if lost == "b" else y
            n, m = len(out["a"]), len(out["b"])
            out["gold"].append(([*range(n, n + len(x))], [*range(m, m + len(y))]))
            out["a"] += x
            out["b"] += y
            if x and y and choice.random() < TWICE:
                side = choice.choice("ab")
                here = len(out[side])
                out[side].append(out[side][-1])
                out["gold"].append(([here], []) if side == "a" else ([], [here]))
        if out["a"] and out["b"]:
            yield out


def examples(chapters: Sequence[bench.Text]) -> list[Example]:
    """Chapters as windows."""
    found = (
        example(text, scorers(text["a"], text["b"]), range(len(text["a"])), range(len(text["b"])))
        for text in chapters
    )
    return [x for x in found if x]


def gradient(data: Sequence[Example], weight: Any) -> Any:
    """Gold less expected features, over all windows."""
    total = np.zeros(len(NAMES))
    for _, table, gold, n, m in data:
        summed = {shape: np.tensordot(weight, f, 1) for shape, f in table.items()}
        expected = np.zeros(len(NAMES))
        for shape, chance in path.posteriors(summed, n, m).items():
            if 0 in shape:
                chance = chance.sum(axis=1 if shape == (1, 0) else 0)
            expected += (table[shape] * chance).reshape(len(NAMES), -1).sum(axis=1)
        total += gold - expected
    return total


def train(data: Sequence[Example], start: Mapping[str, float], steps: int) -> dict[str, float]:
    """Weights that make the gold most probable (Adam; Kingma & Ba 2015)."""
    weight = np.array([start[name] for name in NAMES], dtype=float)
    mean, square = np.zeros((2, len(NAMES)))
    for step in range(1, steps + 1):
        slope = gradient(data, weight) / len(data) - PENALTY * weight
        mean = DECAY[0] * mean + (1 - DECAY[0]) * slope
        square = DECAY[1] * square + (1 - DECAY[1]) * slope**2
        size = np.sqrt(square / (1 - DECAY[1] ** step)) + 1e-8
        weight += RATE * mean / (1 - DECAY[0] ** step) / size
    return {name: round(float(x), 3) for name, x in zip(NAMES, weight)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--kind", choices=tuple(SETS), action="append")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    target = Path(scores.__file__).with_name("weights.json")
    made = json.loads(target.read_text(encoding="utf-8"))
    for kind in chosen.kind or SETS:
        source = bench.DATA / f"{SETS[kind]}.dev.jsonl"
        chapters = [json.loads(line) for line in source.open(encoding="utf-8")][::2]
        data = examples(list(bench.excerpts(chapters)))
        data += examples(list(short(chapters * SHORT, copies=kind == "same")))
        made[kind] = train(data, made[kind], chosen.steps)
        print(kind, made[kind], flush=True)
    if chosen.write:
        target.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
