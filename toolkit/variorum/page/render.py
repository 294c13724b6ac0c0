"""One self-contained page: template, style and script from the package, data from an `Edition`.

Everything from a text is escaped; style and script are allowed by their hashes alone, and nothing
may be fetched. The same edition gives the same bytes.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..writers._measures_svg import heat_map
from .edition import Edition
from .entries import Entry, data, entries, entry_html
from .overview import overview, shade
from .rows import Rows, direction
from .tree import tree_svg

if TYPE_CHECKING:
    from jinja2 import Environment

SPLIT_AT = 5_000_000  # bytes; above it a page is better split


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

    rows = Rows(edition.apparatus)
    first, last = edition.part or (0, len(rows))
    all_entries = entries(edition.apparatus)
    collation = edition.apparatus.collation
    style, script = asset("style.css"), asset("script.js")
    measures = edition.measures
    template = _environment(edition).get_template("page.html.j2")
    return template.render(
        title=edition.title,
        style=Markup(style),
        script=Markup(script),
        style_hash=integrity(style),
        script_hash=integrity(script),
        base=edition.apparatus.base,
        witnesses=[
            {
                "siglum": w.siglum,
                "title": " ".join(w.title.split()) or w.siglum,
                "lang": w.language or "und",
                "dir": direction(w.language),
                "words": sum(1 for k in w.kinds if not k),
            }
            for w in collation.witnesses
        ],
        rows=[_row(rows, r, all_entries, edition) for r in range(first, last)],
        minimap=_minimap(rows, edition, (first, last)),
        overview=overview(edition.apparatus, measures),
        tree=Markup(tree_svg(measures.nj)) if measures and len(measures.sigla) > 2 else "",
        heat=Markup(heat_map(measures)) if measures else "",
        formulae=_formulae(edition),
        signature=str(edition.apparatus.signature),
        inputs=edition.inputs,
        glossary=edition.glossary,
        source=edition.source,
        hidden=edition.apparatus.hidden,
        layers=_layers(edition),
        version=__version__,
        parts=edition.parts,
        data=Markup(_json(edition, (first, last))),
    )


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


def _row(
    rows: Rows, number: int, all_entries: tuple[Entry, ...], edition: Edition
) -> dict[str, Any]:
    """One row: a cell for each witness, and the entries of its units."""
    from markupsafe import Markup

    collation = rows.collation
    base = collation.index(edition.apparatus.base)
    units = rows.units(number)
    divergence = _divergence(rows, number, edition)
    return {
        "id": f"r-{number + 1}",
        "passage": rows.passage(number),
        "divergence": divergence,
        "shade": shade(divergence),
        "cells": [
            {
                "siglum": w.siglum,
                "html": Markup(_cell(rows, number, i, all_entries, i == base)),
                "lacuna": rows.lacunose(i, number),
            }
            for i, w in enumerate(collation.witnesses)
        ],
        "entries": [Markup(entry_html(all_entries[n])) for n, _ in units],
    }


def _divergence(rows: Rows, number: int, edition: Edition) -> float:
    """How far the versions part in a row, 0 … 1: the share of words that stand in a unit."""
    collation = rows.collation
    inside = total = 0
    for w in range(len(collation.witnesses)):
        for segment in rows.segments(number, w):
            size = segment.end - segment.start
            total += size
            inside += size if segment.unit is not None else 0
    return round(inside / total, 4) if total else 0.0


def _cell(rows: Rows, number: int, w: int, all_entries: tuple[Entry, ...], is_base: bool) -> str:
    """The words of one witness in one row, its variants linked to their entries."""
    parts = []
    for segment in rows.segments(number, w):
        space = rows.space_after(w, segment)
        if segment.unit is None:
            parts.append(rows.html(w, segment) + space)
            continue
        entry = all_entries[segment.unit]
        parts.append(_variant(rows, w, segment, entry, is_base) + space)
    return "".join(parts)


def _variant(rows: Rows, w: int, segment: Any, entry: Entry, is_base: bool) -> str:
    """A link where the version is the base or parts from it; else its words with the number.

    Marking what agrees would mark most of a tradition of many witnesses, and weigh as much.
    """
    siglum = rows.collation.witnesses[w].siglum
    words = rows.html(w, segment)
    n = entry.number
    agrees = entry.unit.lemma is not None and siglum in entry.unit.lemma.sigla
    if agrees and not is_base:
        return f'<a data-u="{n}">{words}</a>'
    kinds = " ".join(f"k-{c}" for c in entry.classes) + ("" if words else " z")
    if not words:
        gone = siglum in entry.unit.lacunose
        words = '<span class="gap">[…]</span>' if gone else '<span class="om">∅</span>'
    own = f' id="v-{n}"' if is_base else ""
    return (
        f'<a class="v {kinds}"{own} href="#app-{n}" data-u="{n}">{words}'
        f'<sup aria-hidden="true">{n}</sup></a>'
    )


def _minimap(rows: Rows, edition: Edition, part: tuple[int, int]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"r-{r + 1}",
            "passage": rows.passage(r),
            "shade": shade(_divergence(rows, r, edition)),
        }
        for r in range(*part)
    ]


def _json(edition: Edition, part: tuple[int, int]) -> str:
    """Loci, classes and measures for the script; `<` is written so that nothing can end it."""
    apparatus = edition.apparatus
    value = {
        "schema": "variorum.page/1",
        "tool": f"variorum {'.'.join(__version__.split('.')[:2])}",
        "signature": str(apparatus.signature),
        "title": edition.title,
        "base": apparatus.base,
        "inputs": [{"siglum": s, "name": n, "sha256": h} for s, n, h in edition.inputs],
        "classes": [
            {"name": c.name, "group": c.group, "letter": c.letter} for c in apparatus.classes
        ],
        "units": data(apparatus, edition.classify),
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for mark, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, code)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def split(edition: Edition, stem: str, rows_a_page: int = 200) -> dict[str, str]:
    """Several pages of so many rows each, by file name; the first has the plain name."""
    total = len(Rows(edition.apparatus))
    starts = list(range(0, total, rows_a_page)) or [0]
    names = tuple(f"{stem}.html" if n == 0 else f"{stem}-{n + 1}.html" for n in range(len(starts)))
    return {
        name: render(replace(edition, part=(start, min(start + rows_a_page, total)), parts=names))
        for name, start in zip(names, starts)
    }
