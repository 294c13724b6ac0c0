"""A report of measures for a word processor: the places with their text, then the tables."""

from __future__ import annotations

from collections.abc import Iterator

from ..measure import Measures, newick, report
from ._docx_package import package, paragraph, run

FEW = frozenset(
    "measure eddy_centroid_norm mtld jaccard length_ratio burrows_delta kendall_tau omission_rate "
    "addition_rate agreement ter chrf bleu".split()
)  # of the measures, what a report can bear; "measure" is the header


def document(measures: Measures, *, title: str = "", top: int = 10) -> bytes:
    """The report; the same bytes for the same measures."""
    body = "".join(_body(measures, top))
    return package(body, [], [], title=title, signature=str(measures.signature))


def _body(measures: Measures, top: int) -> Iterator[str]:
    yield _heading(f"Where the versions part ways most ({len(measures.rows)} passages compared)")
    yield _grid(report.place_table(measures, top))
    yield _heading("Distances: share of places that differ")
    yield _grid(report.distance_table(measures))
    yield _heading(f"Places of variation by class (divided by {measures.apparatus.base})")
    yield _grid(report.class_table(measures))
    if measures.shared:
        yield _heading("Rare readings shared")
        yield _grid(report.shared_table(measures)[:21])
    yield _heading("Measures")
    yield _grid([row for row in report.value_table(measures) if row[0] in FEW])
    yield paragraph(run("JSON, CSV and XLSX hold every measure."))
    if len(measures.collation.sigla) > 2:
        yield _heading("Tree (neighbour joining, Newick)")
        yield paragraph(run(newick(measures.nj)))


def _heading(text: str) -> str:
    return paragraph(run(text, bold=True))


def _grid(rows: list[list[str]]) -> str:
    """A table with its header on every page."""
    grid = "<w:gridCol/>" * len(rows[0])
    parts = [
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    ]
    for number, row in enumerate(rows):
        mark = "" if number else "<w:trPr><w:tblHeader/></w:trPr>"
        cells = "".join(
            f"<w:tc><w:tcPr/>{paragraph(run(cell, bold=not number))}</w:tc>" for cell in row
        )
        parts.append(f"<w:tr>{mark}{cells}</w:tr>")
    return "".join([*parts, "</w:tbl>", paragraph("")])
