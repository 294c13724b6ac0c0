"""Measure passage alignment: block and strict F1 on the development sets, and its speed.

    python bench/passages.py [SET ...] [--half 0|1]

Needs ../shared/data/segalign beside the repository; says so where it is absent. Block scoring:
precision = share of beads inside one gold block, recall = share of gold blocks crossed by no
bead; strict: bead equals gold bead.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from variorum.alignment.passages import match
from variorum.model import Bead

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "segalign"
EXCERPT = 60  # passages of the left side
Text = dict[str, Any]


def joined(chapters: Sequence[Text]) -> Text:
    """Chapters as one text."""
    out: Text = {"a": [], "b": [], "gold": []}
    for chapter in chapters:
        n, m = len(out["a"]), len(out["b"])
        out["a"] += chapter["a"]
        out["b"] += chapter["b"]
        out["gold"] += [([i + n for i in x], [j + m for j in y]) for x, y in chapter["gold"]]
    return out


def excerpts(chapters: Sequence[Text]) -> Iterator[Text]:
    """Excerpts of EXCERPT passages, cut at borders of gold blocks, from the whole text."""
    whole = joined(chapters)
    n = m = 0
    blocks: list[Any] = []
    for x, y in whole["gold"]:
        blocks.append((x, y))
        i, j = sum(len(g[0]) for g in blocks), sum(len(g[1]) for g in blocks)
        closed = all(k < n + i for g, _ in blocks for k in g) and all(
            k < m + j for _, h in blocks for k in h
        )
        if i >= EXCERPT and closed:
            gold = [([k - n for k in g], [k - m for k in h]) for g, h in blocks]
            yield {"a": whole["a"][n : n + i], "b": whole["b"][m : m + j], "gold": gold}
            n, m, blocks = n + i, m + j, []


def tally(text: Text, beads: Sequence[Bead]) -> tuple[int, ...]:
    """Beads, good beads, gold blocks, uncrossed gold blocks, equal beads."""
    block_a = {i: k for k, (x, _) in enumerate(text["gold"]) for i in x}
    block_b = {j: k for k, (_, y) in enumerate(text["gold"]) for j in y}
    good, crossed = 0, set()
    for bead in beads:
        inside = {block_a[i] for i in bead.left} | {block_b[j] for j in bead.right}
        whole = len(inside) == 1
        if whole and (not bead.left or not bead.right):
            x, y = text["gold"][next(iter(inside))]
            whole = not x or not y
        good += whole
        if len(inside) > 1:
            crossed |= inside
    gold = {(tuple(x), tuple(y)) for x, y in text["gold"]}
    equal = sum((tuple(b.left), tuple(b.right)) in gold for b in beads)
    return len(beads), good, len(gold), len(gold) - len(crossed), equal


def f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def measure(name: str, texts: Sequence[Text], label: str) -> None:
    """Print one row."""
    languages = {"language_a": "", "language_b": ""}
    began = time.process_time()
    results = [match(t["a"], t["b"], **languages) for t in texts]
    spent = time.process_time() - began
    counts = [sum(c) for c in zip(*(tally(t, r) for t, r in zip(texts, results)))]
    beads, good, gold, uncrossed, equal = counts
    p, r = good / beads, uncrossed / gold
    words = sum(len(s.split()) for t in texts for s in (*t["a"], *t["b"]))
    pairs = [(b.confidence, t) for t, r_ in zip(texts, results) for b, t in zip(r_, _right(t, r_))]
    loss = -sum(math.log(max(1e-3, c if ok else 1 - c)) for c, ok in pairs) / len(pairs)
    print(
        f"{name:16} {label:9} block {p:.3f} {r:.3f} {f1(p, r):.3f}  strict "
        f"{equal / beads:.3f} {equal / gold:.3f} {f1(equal / beads, equal / gold):.3f}  "
        f"log loss {loss:.3f}  {1e6 * spent / words:5.0f} ms/1000 words  {spent:5.1f} s",
        flush=True,
    )


def _right(text: Text, beads: Sequence[Bead]) -> list[bool]:
    gold = {(tuple(x), tuple(y)) for x, y in text["gold"]}
    return [(tuple(b.left), tuple(b.right)) in gold for b in beads]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[])
    parser.add_argument("--half", type=int, choices=(0, 1), default=None)
    parser.add_argument("--only", choices=("whole", "chapters", "excerpts"))
    chosen = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA.name}: no development data beside the repository; nothing measured")
    for path in sorted(DATA.glob("*.dev.jsonl")):
        name = path.name.removesuffix(".dev.jsonl")
        if chosen.sets and name not in chosen.sets:
            continue
        chapters = [json.loads(line) for line in path.open(encoding="utf-8")]
        if chosen.half is not None:
            chapters = chapters[chosen.half :: 2]
        views = {"whole": [joined(chapters)], "chapters": chapters,
                 "excerpts": list(excerpts(chapters))}  # fmt: skip
        for label, texts in views.items():
            if chosen.only in (None, label):
                measure(name, texts, label)


if __name__ == "__main__":
    main()
