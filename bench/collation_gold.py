"""Score the collation engine on edited alignments (guide "collation", section 6).

    python bench/collation_gold.py [FILE …] [--orders N]

Precision, recall and F1 over pairs of tokens of two witnesses in one column: all pairs, and those
whose texts differ. Files hold {"tokens": {siglum: [text]}, "gold_columns": [{siglum: index}]}.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterable
from pathlib import Path

from variorum.collation import Options, collate
from variorum.model import Collation, Witness
from variorum.text.build import witness_from_tokens

SHARED = Path(__file__).resolve().parents[2] / "shared/data/collation/gold"
Pair = tuple[str, int, str, int]


def pairs_of(columns: Iterable[dict[str, int]]) -> set[Pair]:
    return {
        (a, column[a], b, column[b])
        for column in columns
        for a, b in itertools.combinations(sorted(column), 2)
    }


def columns_of(table: Collation) -> list[dict[str, int]]:
    return [
        {s: table.starts[w][c] for w, s in enumerate(table.sigla) if table.cell(w, c)}
        for c in range(len(table))
    ]


def rates(ours: set[Pair], gold: set[Pair]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    shared = len(ours & gold)
    p, r = shared / max(len(ours), 1), shared / max(len(gold), 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def witnesses_of(tokens: dict[str, list[str]], order: Iterable[str] | None = None) -> list[Witness]:
    sigla = list(order or tokens)
    return [witness_from_tokens(s, tokens[s], [t.lower() for t in tokens[s]]) for s in sigla]


def unequal(pairs: set[Pair], tokens: dict[str, list[str]]) -> set[Pair]:
    return {p for p in pairs if tokens[p[0]][p[1]].lower() != tokens[p[2]][p[3]].lower()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--orders", type=int, default=0, help="random orders that must agree")
    arguments = parser.parse_args()
    files = arguments.files or sorted(SHARED.glob("*.json"))
    if not files:
        raise SystemExit("no gold alignments; name some files")
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        tokens = data["tokens"]
        begun = time.process_time()
        table = collate(witnesses_of(tokens), Options(transpositions=False))
        spent = time.process_time() - begun
        ours, gold = pairs_of(columns_of(table)), pairs_of(data["gold_columns"])
        every = rates(ours, gold)
        some = rates(unequal(ours, tokens), unequal(gold, tokens))
        print(
            f"{path.stem:14} {len(table):5} columns ({len(data['gold_columns'])})  "
            f"all {every[0]:.4f} {every[1]:.4f}  "
            f"unequal {some[0]:.3f} {some[1]:.3f} F1 {some[2]:.4f}  {spent:.2f} s"
        )
        changed = 0
        for seed in range(arguments.orders):
            order = random.Random(seed).sample(list(tokens), len(tokens))
            changed += pairs_of(columns_of(collate(witnesses_of(tokens, order)))) != ours
        if arguments.orders:
            print(f"{'':14} {changed} of {arguments.orders} orders give another result")


if __name__ == "__main__":
    main()
