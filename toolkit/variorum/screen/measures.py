"""Measures in the terminal: first the places where the versions part ways most, with their text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..measure import Measures, RowMeasures, newick
from ..measure.report import degree
from .synopsis import chapters

FIRST = ("eddy_centroid_norm", "jaccard", "length_ratio", "burrows_delta", "kendall_tau")
BAR = " ▁▂▃▄▅▆▇█"


def measures_text(
    measures: Measures, *, width: int = 80, top: int = 10, ascii: bool = False
) -> str:
    """The whole report as text, no line longer than `width` where words allow."""
    return "\n".join(_lines(measures, width, top, ascii)) + "\n"


def _lines(measures: Measures, width: int, top: int, ascii: bool) -> Iterator[str]:
    rule = ("-" if ascii else "─") * width
    sigla = measures.sigla
    yield f"Where {_listed(sigla)} part ways most ({len(measures.rows)} passages compared)"
    yield rule
    under = chapters(measures.synopsis)
    for number, row in enumerate(measures.divergent(top), 1):
        yield from _place(measures, number, row, under[row.row], width, ascii)
    yield rule
    yield from _heat(measures, width, ascii)
    if any(0 < r.missing < len(sigla) for r in measures.rows):
        yield rule
        yield "Passages that are missing from some version"
        yield from _missing(measures, under, width)
    yield rule
    yield from _matrix(measures)
    yield rule
    for line in _classes(measures):
        yield from textwrap.wrap(line, width, subsequent_indent="      ")
    yield rule
    yield from _values(measures)
    if len(measures.collation.sigla) > 2:
        yield rule
        yield from textwrap.wrap(f"Tree (neighbour joining): {newick(measures.nj)}", width)
    for group, count in measures.shared[:5]:
        yield f"  {_listed(group)} share {count} readings that most others lack"


def _missing(measures: Measures, under: list[str], width: int) -> Iterator[str]:
    """The passages that some have not, chapter by chapter, by those they are missing from."""
    found: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for row in measures.rows:
        gone = tuple(s for s, n in zip(measures.sigla, row.words) if not n)
        if 0 < len(gone) < len(measures.sigla):
            found.setdefault(under[row.row], {}).setdefault(gone, []).append(row.id)
    for heading, groups in found.items():
        lead = "  "
        if len(found) > 1 and heading:
            yield f"  {textwrap.shorten(heading, width - 4, placeholder='…')}"
            lead = "    "
        for sigla, ids in groups.items():
            line = f"{lead}not in {_listed(sigla)}: § {', '.join(ids)}"
            yield from textwrap.wrap(line, width, subsequent_indent=lead + "  ")


def _listed(sigla: tuple[str, ...] | list[str]) -> str:
    return " and ".join([", ".join(sigla[:-1]), sigla[-1]] if len(sigla) > 1 else list(sigla))


def _place(
    measures: Measures, number: int, row: RowMeasures, chapter: str, width: int, ascii: bool
) -> Iterator[str]:
    bar = "" if ascii else BAR[min(int(row.divergence * len(BAR)), len(BAR) - 1)] + " "
    moved = "  (stands elsewhere in some version)" if row.moved else ""
    alone = len(row.words) - row.missing < 2  # nothing to diverge from
    said = "only one version has it" if alone else f"{bar}divergence {degree(row.divergence)}"
    under = f" ({textwrap.shorten(chapter, 40, placeholder='…')})" if chapter else ""
    yield f"{number:>3}  § {row.id}{under}  {said}{moved}"
    pad = max(len(s) for s in measures.sigla)
    for w, siglum in enumerate(measures.sigla):
        tokens = measures.synopsis.tokens(row.row, w)
        text = " ".join(measures.synopsis.witnesses[w].slice(tokens.start, tokens.stop).split())
        lead = f"     {siglum:>{pad}}  "
        missing = "-" if ascii else "—"
        yield from textwrap.wrap(
            text or missing, max(width, 30), initial_indent=lead, subsequent_indent=" " * len(lead)
        )


def _heat(measures: Measures, width: int, ascii: bool) -> Iterator[str]:
    """A line for each version, a sign a passage: the higher, the farther from the others."""
    size = len(measures.sigla)
    table = [dict(r.eddy).get("eddy_angular", (None,) * size) for r in measures.rows]
    most = max((v for row in table for v in row if v is not None), default=0.0) or 1.0
    steps, gone = ("0123456789", "-") if ascii else (BAR[1:], "·")
    yield f"How far each version stands from the others, by passage ({gone} does not have it)"
    pad = max(len(s) for s in measures.sigla)
    across = max(width - pad - 4, 20)
    for first in range(0, len(table), across):
        for w, siglum in enumerate(measures.sigla):
            signs = (
                gone if (v := row[w]) is None else steps[round(v / most * (len(steps) - 1))]
                for row in table[first : first + across]
            )
            yield f"  {siglum:>{pad}}  {''.join(signs)}"


def _classes(measures: Measures) -> Iterator[str]:
    """Every two versions: in how many places they agree, and in what way they differ."""
    if not any(a.places for a in measures.agreements):
        return
    yield "Places where some version differs: agreement and differences of every two"
    for a in measures.agreements:
        differ = ", ".join(f"{name} {count}" for name, count in a.differ)
        yield f"  {'/'.join(a.of)}: agree in {a.agree} of {a.places}; {differ or 'no difference'}"


def _matrix(measures: Measures) -> Iterator[str]:
    sigla = measures.collation.sigla
    cell = max(5, *(len(s) for s in sigla)) + 1
    yield "Distance (share of places that differ)"
    yield " " * cell + "".join(f"{s:>{cell}}" for s in sigla)
    for siglum, row in zip(sigla, measures.distances):
        yield f"{siglum:>{cell}}" + "".join(f"{d:>{cell}.2f}" for d in row)


def _values(measures: Measures) -> Iterator[str]:
    """The few measures worth a first look; JSON, CSV and the page have all."""
    warned: dict[str, str] = {}
    for name in FIRST:
        found = [v for v in measures.values if v.measure == name]
        if not found:
            continue
        shown = "  ".join(f"{'/'.join(v.of)} {v.value:.3g}" for v in found)
        yield f"{name}: {shown}"
        warned.update((name, v.warning) for v in found if v.warning)
    for name, warning in warned.items():
        yield f"  warning: {name} is unsafe here ({warning})"
