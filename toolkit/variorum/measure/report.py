"""Measures as plain data: what JSON, CSV and a spreadsheet hold. Nothing is measured here."""

from __future__ import annotations

from typing import Any

from .compare import FORMULAE, Measures
from .trees import newick


def as_data(measures: Measures) -> list[dict[str, Any]]:
    """One object per passage, in order: Eddy a version, Viv, who lacks it."""
    return [
        {
            "row": row.row,
            "passage": row.id,
            "words": dict(zip(measures.sigla, row.words)),
            "divergence": round(row.divergence, 6),
            "eddy": {name: dict(zip(measures.sigla, values)) for name, values in row.eddy},
            "viv": dict(row.viv),
            "moved": row.moved,
        }
        for row in measures.rows
    ]


def summary(measures: Measures) -> dict[str, Any]:
    """What concerns the versions as a whole."""
    return {
        "values": [
            {
                "measure": v.measure,
                "of": list(v.of),
                "value": v.value,
                "unit": v.unit,
                "n": v.n,
                "warning": v.warning,
                "detail": v.detail,
            }
            for v in measures.values
        ],
        "distances": {
            siglum: dict(zip(measures.collation.sigla, row))
            for siglum, row in zip(measures.collation.sigla, measures.distances)
        },
        "trees": {"upgma": newick(measures.upgma), "neighbour_joining": newick(measures.nj)},
        "shared_rare": [{"sigla": list(s), "readings": n} for s, n in measures.shared],
        "divergent": [row.row for row in measures.divergent()],
        "formulae": FORMULAE,
    }


def value_table(measures: Measures) -> list[list[str]]:
    """Every value of versions and pairs, with a header; for CSV and spreadsheets."""
    header = ["measure", "version", "against", "value", "unit", "n", "warning"]
    rows = []
    for v in measures.values:
        version, against = (*v.of, "")[:2]
        rows.append([v.measure, version, against, f"{v.value:g}", v.unit, str(v.n), v.warning])
    return [header, *rows]


def row_table(measures: Measures) -> list[list[str]]:
    """Every passage with its divergence and Eddy values, with a header."""
    sigla = measures.sigla
    header = [
        "passage",
        "divergence",
        *(f"words {s}" for s in sigla),
        *(f"eddy {s}" for s in sigla),
    ]
    rows = []
    for row in measures.rows:
        eddy = dict(row.eddy).get("eddy_centroid_l2", (None,) * len(sigla))
        values = ["" if value is None else f"{value:g}" for value in eddy]
        rows.append([row.id, f"{row.divergence:g}", *map(str, row.words), *values])
    return [header, *rows]


def nexus(measures: Measures) -> str:
    """Distances and both trees as NEXUS (Maddison, Swofford & Maddison, Syst. Biol. 46, 1997)."""
    labels = ["'" + s.replace("'", "''") + "'" for s in measures.collation.sigla]
    lines = [
        "#NEXUS",
        f"[{measures.signature}]",
        "BEGIN TAXA;",
        f"  DIMENSIONS NTAX={len(labels)};",
        f"  TAXLABELS {' '.join(labels)};",
        "END;",
        "BEGIN DISTANCES;",
        "  FORMAT TRIANGLE=BOTH DIAGONAL LABELS=LEFT;",
        "  MATRIX",
    ]
    for label, row in zip(labels, measures.distances):
        lines.append(f"    {label} {' '.join(f'{d:g}' for d in row)}")
    lines += [
        "  ;",
        "END;",
        "BEGIN TREES;",
        f"  TREE upgma = [&R] {newick(measures.upgma)}",
        f"  TREE neighbour_joining = [&U] {newick(measures.nj)}",
        "END;",
    ]
    return "\n".join(lines) + "\n"
