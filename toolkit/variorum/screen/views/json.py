"""The rows as data: what the JSON envelope calls `results`."""

from __future__ import annotations

from typing import Any

from ...model.comparison import EQUAL, Comparison, Row


def results(comparison: Comparison) -> list[dict[str, Any]]:
    """One object a row. The texts of one siglum, joined over the runs, give its text there."""
    sigla = [v.siglum for v in comparison.versions]
    return [_row(row, sigla, comparison.base) for row in comparison.rows]


def _row(row: Row, sigla: list[str], base: int) -> dict[str, Any]:
    found: dict[str, Any] = {"passage": row.passage, "moved": any(row.moved), "runs": []}
    divided = {s: d for s, d in zip(sigla, row.divided) if d}
    if divided:
        found["divided"] = divided
    for run in row.runs:
        entry: dict[str, Any] = {"kind": run.kind, "texts": dict(zip(sigla, run.texts))}
        kinds = {s: k for s, k in zip(sigla, run.kinds) if k != EQUAL}
        if len(sigla) > 2 and kinds:
            entry["kinds"] = kinds
        shared = {s: list(words) for s, words in zip(sigla, run.shared) if words}
        if shared:
            entry["shared"] = shared
        found["runs"].append(entry)
    return found
