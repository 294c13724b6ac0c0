"""Do trees recover the stemma of a synthetic tradition without contamination?

    python bench/trees.py [WITNESSES TOKENS [SEEDS]]

Needs nothing but the repository. Each tradition (`tradition.py`) is collated, and the trees made
of the table are held to the stemma: the share of its non-trivial splits that a tree has. A witness
that others were copied from makes a knot of more than three branches, which a tree of forks cannot
but resolve further: so splits too many are no fault, and are counted apart.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from tradition import Tradition, tradition


@dataclass(frozen=True)
class Recovery:
    """How many true splits there are, and how many each method found."""

    true: int
    joined: int  # by neighbour joining
    averaged: int  # by UPGMA
    extra: int  # splits of neighbour joining that the stemma has not
    sure: int  # of these, with a support of 95 % and more


def recovered(made: Tradition) -> Recovery:
    """Collate a tradition and compare its trees with its stemma."""
    from variorum.collation import collate
    from variorum.measure import distance, neighbour_joining, splits, upgma
    from variorum.measure.trees import with_support
    from variorum.text.build import witness_from_tokens

    table = collate([witness_from_tokens(s, t) for s, t in made.tokens.items()])
    names, distances = list(table.sigla), distance.matrix(table)
    truth = made.splits()
    tree = neighbour_joining(names, distances)
    samples = [neighbour_joining(names, m) for m in distance.resampled(table, 50)]
    marked = with_support(tree, samples)
    return Recovery(
        true=len(truth),
        joined=len(truth & splits(tree)),
        averaged=len(truth & splits(upgma(names, distances))),
        extra=len(splits(tree) - truth),
        sure=sum(s not in truth for s in splits(marked, least=0.95)),
    )


def totals(witnesses: int, length: int, seeds: range) -> list[Recovery]:
    """One recovery a seed."""
    return [recovered(tradition(witnesses, length, seed=seed)) for seed in seeds]


def main() -> None:
    """Print a line a seed, then the shares."""
    given = [int(x) for x in sys.argv[1:]] or [12, 5000, 8]
    witnesses, length, seeds = (*given, 8)[:3]
    found = []
    for seed in range(1, seeds + 1):
        found += totals(witnesses, length, range(seed, seed + 1))
        print(f"seed {seed}: {found[-1]}", flush=True)
    true = sum(r.true for r in found)
    print(
        f"{witnesses} x {length}, {seeds} seeds: neighbour joining "
        f"{sum(r.joined for r in found) / true:.3f}, UPGMA "
        f"{sum(r.averaged for r in found) / true:.3f} of {true} splits"
    )


if __name__ == "__main__":
    main()
