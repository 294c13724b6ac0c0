"""Measures as tables: what CSV and a spreadsheet hold. Nothing is measured here."""

from __future__ import annotations

from ..model.measures import Measures, newick


def degree(share: float) -> str:
    """A divergence, 0 … 1, as it is said everywhere: with two figures, what is little as little.

    >>> degree(0.5), degree(0.001), degree(0.0)
    ('0.50', '<0.01', '0.00')
    """
    return "<0.01" if 0 < share < 0.005 else f"{share:.2f}"


def value_table(measures: Measures) -> list[list[str]]:
    """Every value of versions and pairs, with a header; for CSV and spreadsheets."""
    header = ["measure", "version", "against", "value", "unit", "n", "warning"]
    rows = []
    for v in measures.values:
        version, against = (*v.of, "")[:2]
        rows.append([v.measure, version, against, f"{v.value:g}", v.unit, str(v.n), v.warning])
    for siglum, counts in measures.classes:
        rows += [
            [f"readings_{name}", siglum, measures.apparatus.base, str(count), "readings",
             str(len(measures.apparatus.units)), ""]
            for name, count in counts
        ]  # fmt: skip
    for a in measures.agreements:
        rows += [
            [f"places_{name}", *a.of[::-1], str(count), "places", str(a.places), ""]
            for name, count in a.differ
        ]
    return [header, *rows]


def distance_table(measures: Measures) -> list[list[str]]:
    """The matrix of distances, with a header."""
    sigla = measures.collation.sigla
    rows = [[s, *(f"{d:g}" for d in row)] for s, row in zip(sigla, measures.distances)]
    return [["distance", *sigla], *rows]


def class_table(measures: Measures) -> list[list[str]]:
    """Every two versions: places, agreements, and differences by class; with a header."""
    names = sorted(
        {name for a in measures.agreements for name, _ in a.differ},
        key=[c.name for c in measures.apparatus.classes].index,
    )
    rows = [
        [*a.of, str(a.places), str(a.agree), *(str(dict(a.differ).get(n, 0)) for n in names)]
        for a in measures.agreements
    ]
    return [["version", "other", "places", "agree", *names], *rows]


def shared_table(measures: Measures) -> list[list[str]]:
    """Which versions share readings that most others lack, and how often; with a header."""
    rows = [[" ".join(sigla), str(count)] for sigla, count in measures.shared]
    return [["versions", "rare readings shared"], *rows]


def place_table(measures: Measures, limit: int = 0) -> list[list[str]]:
    """The passages by divergence, the farthest first, with their text; with a header."""
    order = measures.divergent(limit or len(measures.rows))
    rows = [[r.id, f"{r.divergence:.3f}", *texts_of(measures, r.row)] for r in order]
    return [["passage", "divergence", *measures.sigla], *rows]


def texts_of(measures: Measures, row: int) -> list[str]:
    """The text of every version in a row, on one line each; empty where it lacks the passage."""
    synopsis = measures.synopsis
    ranges = [synopsis.tokens(row, w) for w in range(len(synopsis.witnesses))]
    return [" ".join(w.slice(t.start, t.stop).split()) for w, t in zip(synopsis.witnesses, ranges)]


def row_table(measures: Measures) -> list[list[str]]:
    """Every passage with its divergence and Eddy values, with a header."""
    sigla = measures.sigla
    header = [
        "passage",
        "divergence",
        *(f"words {s}" for s in sigla),
        *(f"eddy {s}" for s in sigla),
        *(f"length z {s}" for s in sigla),
    ]
    rows = []
    for row in measures.rows:
        eddy = dict(row.eddy).get("eddy_centroid_l2", (None,) * len(sigla))
        values = ["" if v is None else f"{v:g}" for v in (*eddy, *row.length_z)]
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
