"""Score the collation engine on the shared case collection (guide "collation", section 5).

    python bench/collation_cases.py [--cases FILE] [--show] [--orders N]

Prints, by kind of case, how many are exact, tied, the same in matched pairs, or different; every
case that does not pass, with the pairs that we match and those that are wanted and the reason that
`collation_misses.json` gives (a miss without a reason is said to have none, and the script ends
with 1); and how many cases change when their witnesses are given in another order.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from variorum.collation import Options, collate
from variorum.model import Collation, Witness
from variorum.text.build import witness_from_tokens

SHARED = Path(__file__).resolve().parents[2] / "shared/data/collation/cases.json"
REASONS = Path(__file__).with_name("collation_misses.json")
TIE_IN_NOTE = {"p_wombat_tokens", "p_duplicate_token", "p_hermans_3"}

Pairs = frozenset[tuple[str, int, str, int]]
Spans = list[frozenset[tuple[str, int, int]]]


def witnesses_of(case: dict[str, Any], order: list[str] | None = None) -> list[Witness]:
    """The witnesses of a case, in an order of their sigla."""
    return [
        witness_from_tokens(
            siglum,
            [t["t"].strip() for t in case["tokens"][siglum]],
            [t["n"].strip() for t in case["tokens"][siglum]],
        )
        for siglum in order or list(case["tokens"])
    ]


def options_of(case: dict[str, Any]) -> Options:
    wanted = case["options"]
    return Options(segmentation=bool(wanted["segmentation"]), near=bool(wanted["near_match"]))


def spans(table: Collation) -> Spans:
    """The columns as sets of (siglum, start, end)."""
    return [
        frozenset(
            (siglum, table.starts[w][c], table.ends[w][c])
            for w, siglum in enumerate(table.sigla)
            if table.ends[w][c] > table.starts[w][c]
        )
        for c in range(len(table))
    ]


def expected_spans(case: dict[str, Any]) -> Spans:
    return [
        frozenset((s, span[0], span[1]) for s, span in column.items() if span and span[0] < span[1])
        for column in case["expected_spans"]
    ]


def matched(columns: Spans, case: dict[str, Any]) -> Pairs:
    """Token pairs of cells with the same normal forms."""
    normal = {s: [t["n"].strip() for t in tokens] for s, tokens in case["tokens"].items()}
    found = set()
    for column in columns:
        for (a, i, k), (b, j, m) in itertools.combinations(sorted(column), 2):
            if normal[a][i:k] == normal[b][j:m]:
                found |= {(a, i + t, b, j + t) for t in range(k - i)}
    return frozenset(found)


def verdict(case: dict[str, Any], columns: Spans) -> str:
    """exact, tied, same or different."""
    expected = expected_spans(case)
    if columns == expected:
        return "exact"
    ours, theirs = matched(columns, case), matched(expected, case)
    facts = case["verification"]
    may_tie = facts.get("one_of_several_equally_good") or case["id"] in TIE_IN_NOTE
    if ours == theirs:
        return "same"
    if may_tie and len(ours) == facts["expected_matched_pairs"]:
        return "tied"
    return "different"


def passes(case: dict[str, Any], word: str) -> bool:
    return word in {"exact", "tied"} or (word == "same" and case["kind"] == "matches")


def judged(cases: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Spans, str]]:
    """Each case that has an expected table, with our columns and the verdict on them."""
    for case in cases:
        columns = spans(collate(witnesses_of(case), options_of(case)))  # the others must not crash
        if case.get("expected_spans") is not None:
            yield case, columns, verdict(case, columns)


def read_cases(path: Path = SHARED) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found


def drawing(columns: Spans, case: dict[str, Any]) -> str:
    rows = []
    for siglum in case["tokens"]:
        cells = []
        for column in columns:
            own = [(a, b) for s, a, b in column if s == siglum]
            cells.append(
                " ".join(t["n"].strip() for t in case["tokens"][siglum][own[0][0] : own[0][1]])
                if own
                else "-"
            )
        rows.append([siglum, *cells])
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(" | ".join(c.ljust(w) for c, w in zip(row, widths)) for row in rows)


def order_dependent(case: dict[str, Any], limit: int, options: Options) -> bool:
    """Does any order of the witnesses give another set of matched pairs or another table?"""
    sigla = list(case["tokens"])
    orders = list(itertools.permutations(sigla))
    if len(orders) > limit:
        orders = random.Random(1).sample(orders, limit)
    first = spans(collate(witnesses_of(case), options))
    return any(spans(collate(witnesses_of(case, list(o)), options)) != first for o in orders)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=SHARED)
    parser.add_argument("--show", action="store_true", help="draw the cases that do not pass")
    parser.add_argument("--orders", type=int, default=0, help="orders to try for each case")
    arguments = parser.parse_args()
    if not arguments.cases.exists():
        raise SystemExit(f"no case collection at {arguments.cases}; name one with --cases")
    tally: dict[str, dict[str, int]] = {}
    changed = []
    missed: dict[str, str] = {}
    for case, columns, word in judged(read_cases(arguments.cases)):
        row = tally.setdefault(case["kind"], {})
        row[word] = row.get(word, 0) + 1
        row["pass"] = row.get("pass", 0) + passes(case, word)
        more = len(matched(columns, case)) - len(matched(expected_spans(case), case))
        if word == "different" and more > 0:
            row["better matched"] = row.get("better matched", 0) + 1
        if not passes(case, word):
            missed[case["id"]] = miss(case, word, columns)
        if arguments.show and not passes(case, word):
            ours, theirs = matched(columns, case), matched(expected_spans(case), case)
            print(
                f"\n{case['id']} ({case['kind']}): {word}, {len(ours)} pairs, {len(theirs)} wanted"
            )
            print(case.get("note", ""))
            print(f"{drawing(columns, case)}\nwanted\n{drawing(expected_spans(case), case)}")
        if arguments.orders and (
            order_dependent(case, arguments.orders, options_of(case))
            or order_dependent(case, arguments.orders, Options())
        ):
            changed.append(case["id"])
    for kind, row in tally.items():
        print(kind, dict(sorted(row.items())))
    unexplained = explain(missed)
    asserted = [tally.get(kind, {}) for kind in ("table", "matches")]
    passed = sum(row.get("pass", 0) for row in asserted)
    better = sum(row.get("better matched", 0) for row in asserted)
    print(f"asserted cases of 94: {passed} pass, {better} more match more tokens than asserted")
    if arguments.orders:
        print(f"order-dependent: {len(changed)} {changed}")
    if unexplained:
        raise SystemExit(1)


def miss(case: dict[str, Any], word: str, columns: Spans) -> str:
    """What a case that does not pass is like: our matched pairs beside those that are wanted."""
    ours, theirs = (len(matched(c, case)) for c in (columns, expected_spans(case)))
    return f"{case['kind']}, {word}: {ours} pairs matched, {theirs} wanted"


def explain(missed: dict[str, str]) -> list[str]:
    """Print every miss with its reason; returns the ids of those that have none."""
    reasons = json.loads(REASONS.read_text(encoding="utf-8"))
    print("\nNot as asserted:")
    for id, what in sorted(missed.items()):
        print(f"  {id} ({what}): {reasons.get(id, 'NO REASON GIVEN')}")
    for id in sorted(set(reasons) - set(missed)):
        print(f"  {id}: has a reason, but passes now; take it out of {REASONS.name}")
    print()
    return sorted(set(missed) - set(reasons))


if __name__ == "__main__":
    main()
