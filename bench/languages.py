"""Measure passages across languages: works of which passage i of one language is passage i of all.

    python bench/languages.py FOLDER [--work W ...] [--left-out .08] [--jobs 1]

FOLDER holds WORK.json: {"work": name, "texts": {"en": [passage, ...], "fr": [...], ...}}, the same
number of passages in each language. For every pair of languages of a work, no language told, some
of the second one's passages are left out (by a fixed seed). Printed: precision and recall of pairs
of passages, and the share of the passages left out that stand alone; pairs of languages by their
least figure, worst first.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from variorum.alignment.passages import match


class Figures(NamedTuple):
    """Of one pair of languages of one work."""

    pair: str
    precision: float
    recall: float
    alone: float  # share of the passages left out that stand alone
    left_out: int
    seconds: float


def measured(work: str, one: str, two: str, texts: dict[str, list[str]], share: float) -> Figures:
    """Leave out passages of the second language, match, and compare."""
    a, b = texts[one], texts[two]
    choice = random.Random(f"{work}{one}{two}")
    gone = set(choice.sample(range(len(b)), round(len(b) * share)))
    kept = [n for n in range(len(b)) if n not in gone]
    began = time.process_time()
    beads = match(a, [b[n] for n in kept])
    spent = time.process_time() - began
    found = {(i, kept[j]) for bead in beads for i in bead.left for j in bead.right}
    right = sum(i == j for i, j in found)
    alone = len(gone - {i for i, _ in found})
    pair = f"{work} {one}-{two}"
    return Figures(
        pair, right / max(1, len(found)), right / max(1, len(kept)), alone / max(1, len(gone)),
        len(gone), spent,
    )  # fmt: skip


def tasks(folder: Path, works: Sequence[str], share: float) -> Iterator[tuple[Any, ...]]:
    """What to measure: every ordered pair of languages of every work."""
    for path in sorted(folder.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        if not works or held["work"] in works:
            for one, two in permutations(sorted(held["texts"]), 2):
                texts = {code: held["texts"][code] for code in (one, two)}
                yield held["work"], one, two, texts, share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", action="append", default=[])
    parser.add_argument("--left-out", type=float, default=0.08)
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    listed = list(tasks(chosen.folder, chosen.work, chosen.left_out))
    if not listed:
        sys.exit(f"{chosen.folder}: no WORK.json there; nothing measured")
    with ProcessPoolExecutor(chosen.jobs) as pool:
        found = list(pool.map(measured, *zip(*listed)))
    for each in sorted(found, key=lambda f: min(f.precision, f.recall, f.alone)):
        print(
            f"{each.pair:32} precision {each.precision:.3f}  recall {each.recall:.3f}  "
            f"left out and alone {each.alone:.2f} of {each.left_out:3}  {each.seconds:5.1f} s"
        )
    for name, at in (("precision", 1), ("recall", 2), ("left out and alone", 3)):
        values = [f[at] for f in found]
        print(f"{name}: mean {sum(values) / len(values):.3f}, least {min(values):.3f}")


if __name__ == "__main__":
    main()
