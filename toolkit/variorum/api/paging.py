"""The reading page: what stands on it, and its files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import formats
from .comparing import measured

if TYPE_CHECKING:
    from ..host import Host
    from ..model import Apparatus, Collation, Synopsis
    from ..model.measures import Measures
    from ..page import Edition
    from ..writers import Options


def of_apparatus(
    shown: Apparatus, target: str, host: Host, writing: Mapping[str, Any], options: Options
) -> dict[str, str | bytes]:
    """The page of an apparatus, with the measures that its overview shows."""
    from ..writers import write

    table = shown.collation
    rows = _rows(table)
    measures = measured(table, rows, shown.base, made=shown, host=host)
    data = write("json", shown, options)
    assert isinstance(data, str)
    return _pages(_edition(shown, measures, rows, data, host, writing), target, host, writing)


def of_measures(
    measures: Measures, target: str, host: Host, writing: Mapping[str, Any]
) -> dict[str, str | bytes]:
    """The page of a comparison: its own apparatus, with everything measured."""
    rows = measures.collation.synopsis or measures.synopsis
    data = formats.measures(measures, "json", formats.Shape())
    assert isinstance(data, str)
    made = _edition(measures.apparatus, measures, rows, data, host, writing)
    return _pages(made, target, host, writing)


def _rows(table: Collation) -> Synopsis:
    """The rows in which the texts were collated; of copies those that their columns imply."""
    from ..alignment.passages import synopsis
    from ..collation import straighten
    from ..critic.passages import synopsis as implied

    if table.synopsis is not None:
        return table.synopsis
    if table.beside:
        return synopsis((*table.witnesses, *table.beside))
    return implied(straighten(table))


def _edition(
    shown: Apparatus, measures: Measures, rows: Synopsis, data: str, host: Host,
    writing: Mapping[str, Any],
) -> Edition:  # fmt: skip
    from ..critic.segments import segmented
    from ..page import Edition
    from ..terms.glossary import glossary

    table = shown.collation
    source = tuple(w.siglum for w in table.beside)
    return Edition(
        segmented(shown),
        measures=replace(measures, apparatus=segmented(measures.apparatus)),
        title=writing.get("title") or table.title or _title(table, shown.base),
        copies=not table.signature.get("collate").startswith("links"),
        style=writing.get("style") or "",
        inputs=tuple((i["siglum"], i["name"], i["sha256"])
                     for i in formats.inputs_of(rows.witnesses)),
        glossary=tuple(term.to_dict() for term in glossary(rows, source="".join(source[:1]))),
        source=source,
        data=data,
        templates=_templates(writing.get("templates"), host),
    )  # fmt: skip


def _title(table: Collation, base: str) -> str:
    """What the base is called in its own file, else that versions are compared."""
    found = " ".join(table.witnesses[table.index(base)].title.split())
    return found if found not in ("", base) else formats.title_of(table.sigla)


def _templates(folder: Any, host: Host) -> dict[str, str]:
    if folder is None:
        return {}
    path = os.fspath(folder)
    found = [p for p in host.files(path) if p.endswith(".j2") and os.path.dirname(p) == path]
    if not found:
        raise UsageError(f"{path} holds no template", hint="its files end in .j2")
    return {os.path.basename(p): host.read(p).decode("utf-8") for p in found}


def _pages(
    edition: Edition, target: str, host: Host, writing: Mapping[str, Any]
) -> dict[str, str | bytes]:
    """The page, or its parts, which stand beside each other."""
    from ..page import SPLIT_AT, render, split

    rows_a_page = writing.get("split") or 0
    if rows_a_page < 0:
        raise UsageError(
            f"invalid number of passages per page: {rows_a_page}", hint="give 1 or more"
        )
    if rows_a_page:
        if target in ("", "-"):
            raise UsageError(
                "a page split into parts needs an output file", hint="name the file to write"
            )
        return dict(split(edition, PurePath(target).stem, rows_a_page))
    page = render(edition)
    if len(page) > SPLIT_AT:
        rows = page.count('<section class="row ')
        fitting = max(rows * SPLIT_AT * 4 // (len(page) * 5), 1)  # rows differ in length
        megabytes = len(page) // 1_000_000
        host.note(
            f"the page has {megabytes} MB; split {fitting} (passages per page) makes it smaller"
        )
    return {"": page}
