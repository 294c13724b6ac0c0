"""One self-contained page: template, style and script from the package, data from an `Edition`.

Everything from a text is escaped; style and script are allowed by their hashes alone, and nothing
may be fetched. The same edition gives the same bytes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zlib import compress

from .._version import TOOL, __version__
from ..measure import Measures, newick
from ..writers import heat_map, xml_names
from .cells import cell
from .edition import Edition
from .entries import Entry, data, entries, entry_html
from .overview import by_passage, overview, parting, shade, strip
from .tree import tree_svg
from .versions import Rows, direction

if TYPE_CHECKING:
    from jinja2 import Environment

SPLIT_AT = 5_000_000  # bytes; above it a page is better split
PLAIN = 500_000  # characters of JSON; above it they are deflated
_TERM = re.compile(r'data-t="(\d+)"')


@cache
def asset(name: str) -> str:
    """A file of the package: template, style or script."""
    return (files("variorum.page") / "assets" / name).read_text(encoding="utf-8")


def _environment(edition: Edition) -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    names = ("page.html.j2", "overview.html.j2")
    known = {name: asset(name) for name in names} | dict(edition.templates)
    return Environment(
        loader=DictLoader(known), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def integrity(text: str) -> str:
    """The hash of an inline style or script, as a Content-Security-Policy names it."""
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def render(edition: Edition) -> str:
    """The page as HTML."""
    from markupsafe import Markup

    terms = [str(g["term"]) for g in edition.glossary]
    rows = Rows(edition.apparatus, terms)
    first, last = edition.part or (0, len(rows))
    shown = _rows(rows, range(first, last), edition)
    style, code = styles(), script()
    measures = edition.measures
    treed = measures is not None and len(measures.sigla) > 2
    seen = overview(rows, measures, edition.file_of)
    often = sorted(((c[0], c[3]) for c in seen.counts), key=lambda c: -c[1])[:2]
    return _environment(edition).get_template("page.html.j2").render(
        title=edition.title,
        style=Markup(style),
        script=Markup(code),
        style_hash=integrity(style),
        script_hash=integrity(code),
        base=edition.apparatus.base,
        witnesses=_witnesses(edition),
        rows=shown,
        passages=len(rows),
        overview=seen,
        often=often,
        trees=_trees(measures) if measures and treed else (),
        heat=Markup(heat_map(measures)) if measures and seen.divergent else "",
        strip=strip([row["shade"] for row in shown]),
        view=edition.view,
        copies=edition.copies,
        negative=edition.negative,
        reading=direction(_language(edition)),
        units=len(edition.apparatus.units),
        formulae=_formulae(edition),
        signature=str(edition.apparatus.signature),
        inputs=edition.inputs,
        glossary=edition.glossary,
        source=edition.source,
        hidden=edition.apparatus.hidden,
        layers=_layers(edition),
        version=__version__,
        parts=edition.parts,
        part=edition.parts[first // edition.rows_a_page] if edition.parts else "",
        data=Markup(_json(edition, rows, range(first, last))),
        whole=Markup(embedded(edition.data)) if not first else "",
    )  # fmt: skip


def styles() -> str:
    """The style: its files in the order of their names."""
    return "".join(asset(f"style/{name}") for name in _names("style", ".css"))


def _names(folder: str, suffix: str) -> list[str]:
    held = files("variorum.page") / "assets" / folder
    return sorted(f.name for f in held.iterdir() if f.name.endswith(suffix))


def _language(edition: Edition) -> str:
    table = edition.apparatus.collation
    return table.witnesses[table.index(edition.apparatus.base)].language


def script() -> str:
    """The script: its files in the order of their names, in one function of their own."""
    body = "".join(asset(f"script/{name}") for name in _names("script", ".js"))
    return f'"use strict";\n(() => {{\n{body}}})();\n'


def _witnesses(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "siglum": w.siglum,
            "key": re.sub(r"\s", "\N{NO-BREAK SPACE}", w.siglum),
            "title": " ".join(w.title.split()) or w.siglum,
            "lang": w.language or "und",
            "dir": direction(w.language),
            "words": sum(1 for k in w.kinds if not k),
        }
        for w in edition.apparatus.collation.witnesses
    ]


def _trees(measures: Measures) -> list[tuple[str, Any, str]]:
    """Both trees: their name, drawing and text."""
    from markupsafe import Markup

    named = (("Neighbour joining", measures.nj), ("UPGMA", measures.upgma))
    return [(name, Markup(tree_svg(tree)), newick(tree)) for name, tree in named]


def _layers(edition: Edition) -> list[tuple[str, tuple[str, ...]]]:
    """Layers as buttons: everything, then the apparatus's own, else the groups of classes."""
    classes = edition.apparatus.classes
    groups = dict.fromkeys(c.group for c in classes)
    own = edition.apparatus.layers or tuple(
        (group, tuple(c.name for c in classes if c.group == group)) for group in groups
    )
    return [("all", tuple(c.name for c in classes)), *own]


def _formulae(edition: Edition) -> tuple[tuple[str, str], ...]:
    from ..measure import FORMULAE

    return tuple(FORMULAE.items()) if edition.measures else ()


def _rows(rows: Rows, numbers: range, edition: Edition) -> list[dict[str, Any]]:
    """Rows for the template: a cell for each witness, entries, and the words of the source."""
    made = entries(edition.apparatus)
    labels = rows.labels()
    place = {n: row for row in range(len(rows)) for n, _ in rows.units(row)}
    files = {e.number: edition.file_of(place[e.partner - 1]) for e in made if e.partner}
    measured = by_passage(edition.measures)
    found = []
    for n in numbers:
        said, apart = parting(rows, n, edition.measures, measured)
        row = _row(rows, n, labels[n], made, files, edition)
        found.append(row | {"parting": said, "shade": shade(apart)})
    return found


def _row(
    rows: Rows, number: int, label: str, made: tuple[Entry, ...], files: Mapping[int, str],
    edition: Edition,
) -> dict[str, Any]:  # fmt: skip
    from markupsafe import Markup

    cells = _cells(rows, number, made, edition)
    terms = {int(n) for held in cells for n in _TERM.findall(held["html"])}
    return {
        "id": f"r-{number + 1}",
        "passage": label,
        "goes_on": rows.goes_on(number),
        "cells": cells,
        "entries": [
            Markup(entry_html(made[n], files.get(n + 1, ""))) for n, _ in rows.units(number)
        ],
        "terms": [(n, edition.glossary[n - 1]) for n in sorted(terms)],
    }


def _cells(
    rows: Rows, number: int, made: tuple[Entry, ...], edition: Edition
) -> list[dict[str, Any]]:
    """What the witnesses have in a row; copies that have the same words and marks share a cell."""
    from markupsafe import Markup

    witnesses = rows.collation.witnesses
    base = rows.collation.index(edition.apparatus.base)
    found: dict[object, dict[str, Any]] = {}
    for i in [base, *(n for n in range(len(witnesses)) if n != base)]:
        held: dict[str, Any] = {
            "lacuna": rows.lacunose(i, number),
            "kind": rows.kind(number, i),
            "notes": rows.notes(number, i),
        }
        plain = cell(rows, number, i, made, False)
        said = [(word, note.text) for word, note in held["notes"]]
        alike = (plain, held["lacuna"], held["kind"], said, witnesses[i].language)
        key = repr(alike) if edition.copies else i
        own = found.setdefault(key, held | {"html": plain, "of": []})
        own["of"].append(i)
        if i == base:
            own["html"] = cell(rows, number, i, made, True)
    cells = sorted(found.values(), key=lambda own: min(own["of"]))
    return [own | {"html": Markup(own["html"]), "of": sorted(own["of"])} for own in cells]


def _json(edition: Edition, rows: Rows, numbers: range) -> str:
    """Loci, classes and readings of some rows for the script."""
    apparatus = edition.apparatus
    units = [n for row in numbers for n, _ in rows.units(row)]
    within = range(units[0], units[-1] + 1) if units else range(0)
    value = {
        "schema": "variorum.page/1",
        "tool": TOOL,
        "signature": str(apparatus.signature),
        "title": edition.title,
        "base": apparatus.base,
        "view": edition.view,
        "negative": edition.negative,
        "dir": direction(_language(edition)),
        "inputs": [{"siglum": s, "name": n, "sha256": h} for s, n, h in edition.inputs],
        "classes": [
            {"name": c.name, "group": c.group, "letter": c.letter} for c in apparatus.classes
        ],
        "titles": {w["siglum"]: w["title"] for w in _witnesses(edition)},
        "ids": {s: id for s, id in xml_names(apparatus.collation.sigla).items() if s != id},
        "words": edition.words,
        "units": data(apparatus, within),
    }
    return _inert(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _inert(text: str) -> str:
    """JSON that nothing in it can end: the marks of HTML are written as escapes."""
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def embedded(text: str) -> str:
    """The command's JSON in an element of its own, from which the page gives back its bytes.

    Plain while it is small; deflated (RFC 1950, in base64) where it holds whole texts, which
    would else stand in the page twice.
    """
    if not text:
        return ""
    if len(text) <= PLAIN:
        return f'<script type="application/json" id="whole">{_inert(text)}</script>'
    packed = b64encode(compress(text.encode("utf-8"), 4)).decode("ascii")
    return f'<script type="application/zlib" id="whole">{packed}</script>'


def split(edition: Edition, stem: str, rows_a_page: int = 200) -> dict[str, str]:
    """Several pages of so many rows each, by file name; the first has the plain name."""
    rows = Rows(edition.apparatus)
    starts = list(range(0, len(rows), rows_a_page)) or [0]
    names = tuple(f"{stem}.html" if n == 0 else f"{stem}-{n + 1}.html" for n in range(len(starts)))
    bounds = [(start, min(start + rows_a_page, len(rows))) for start in starts]
    words = tuple(" ".join(sorted(rows.words(*bound))) for bound in bounds)
    whole = replace(edition, parts=names, rows_a_page=rows_a_page, words=words)
    return {name: render(replace(whole, part=bound)) for name, bound in zip(names, bounds)}
