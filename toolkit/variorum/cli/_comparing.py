"""What `variorum compare` does: read, align, collate, measure, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import _io, _paging, _progress, _settings, _versions

if TYPE_CHECKING:
    from ..measure import Measures
    from ..model import Collation, Synopsis
    from ._options import Paging

FORMATS = {"": "txt", "-": "txt", ".txt": "txt", ".json": "json", ".csv": "csv", ".tsv": "tsv",
           ".html": "html", ".svg": "svg", ".png": "png", ".nwk": "newick", ".nex": "nexus",
           ".xlsx": "xlsx", ".docx": "docx"}  # fmt: skip
PICTURES = ("both", "tree", "heat")


@dataclass(frozen=True, slots=True)
class Request:
    """The options of the command."""

    files: tuple[str, ...]
    output: str | None
    format: str | None
    reader: str | None
    encoding: str | None
    language: str | None
    base: str | None
    source: str | None
    unit: str
    normal: str | None
    glossary: str | None
    alignment: str | None
    top: int
    bootstrap: int
    title: str
    paging: Paging
    force: bool
    picture: str = "both"


def run(request: Request) -> None:
    """Compare and write."""
    name = _format(request)
    if request.picture not in PICTURES:
        raise UsageError(f"no picture {request.picture!r}", hint=f"there are {', '.join(PICTURES)}")
    named = _versions.read_versions(
        request.files, source=request.source, base=request.base, unit=request.unit,
        normal=request.normal, reader=request.reader, encoding=request.encoding,
        language=request.language, alignment=request.alignment,
    )  # fmt: skip
    paths = [i.path for i in named.inputs]
    if request.output not in (None, "-"):
        assert request.output is not None
        _io.check_target(request.output, force=request.force, inputs=paths)
    rows = _versions.rows_of(named.all, glossary=request.glossary, alignment=request.alignment)
    table = _versions.table_of(named, rows=rows)
    measures = measured(named, rows, table, bootstrap=request.bootstrap)
    if name == "html":
        target = _paging.Target(request.output, request.force, request.title, request.paging)
        data = _json(named, measures)
        edition = _paging.edition_of(
            named, measures.apparatus, measures, rows, target=target, data=data
        )
        _paging.write_page(edition, target)
        return
    result = _written(name, named, measures, request)
    _io.emit(result, output=request.output, force=request.force, inputs=paths)


def _format(request: Request) -> str:
    suffix = Path(request.output or "").suffix.lower()
    name = request.format or FORMATS.get(suffix, "")
    if name not in FORMATS.values():
        offered = ", ".join(sorted(set(FORMATS.values())))
        raise UsageError(f"no format {request.format or suffix!r}", hint=f"there are {offered}")
    return name


def measured(
    named: _versions.Named, rows: Synopsis, table: Collation, *, bootstrap: int
) -> Measures:
    """Everything measured about the versions, in their rows and in their collation."""
    from ..collation import akin
    from ..measure import compare

    versions = _versions.only(rows, named.versions)
    linker = None if akin(named.versions) else _linker(versions)
    _progress.stage("measuring")
    return compare(
        versions, table, links=linker, bootstrap=bootstrap, base=named.base, source=named.beside,
        source_words=_source_words(named, rows),
    )  # fmt: skip


def _source_words(named: _versions.Named, rows: Synopsis) -> list[int]:
    """The words of the first source text in every row that a version has; none without one."""
    if not named.beside:
        return []
    at = [rows.sigla.index(w.siglum) for w in named.versions]
    source = rows.sigla.index(named.beside[0].siglum)
    kinds = rows.witnesses[source].kinds
    kept = [n for n, row in enumerate(rows.rows) if any(row.passages[i] for i in at)]
    return [sum(not kinds[i] for i in rows.tokens(n, source)) for n in kept]


def _linker(versions: Synopsis) -> Any:
    """The word aligner that has learnt from the rows; copies need none."""
    from ..alignment import words

    _progress.stage("linking words")
    pairs = [
        ([w.normal(i) for i in versions.tokens(r, 0)], [v.normal(i) for i in versions.tokens(r, n)])
        for n, v in enumerate(versions.witnesses[1:], 1)
        for w in versions.witnesses[:1]
        for r in range(len(versions.rows))
    ]
    return words.learn(pairs, language=versions.witnesses[0].language or "en").links


def _written(
    name: str, named: _versions.Named, measures: Measures, request: Request
) -> str | bytes:
    """The result in one of the formats; the page is written apart, since it may have parts."""
    from ..measure import newick, report

    if name == "json":
        return _json(named, measures)
    if name in ("csv", "tsv"):
        return _table(report.value_table(measures), "," if name == "csv" else "\t")
    if name in ("svg", "png"):
        from . import _pictures

        drawing = _pictures.svg(measures, request.picture)
        return drawing if name == "svg" else _pictures.png(drawing)
    if name == "newick":
        return newick(measures.nj) + "\n"
    if name == "nexus":
        return report.nexus(measures)
    title = _paging.title_of(named, request.title)
    if name == "xlsx":
        from ..writers import workbook

        return workbook(measures, title=title)
    if name == "docx":
        from ..writers import document

        return document(measures, title=title, top=request.top)
    from ..screen.measures import measures_text

    return measures_text(measures, width=_settings.width(), top=request.top)


def _json(named: _versions.Named, measures: Measures) -> str:
    data = measures.to_dict()
    own = {name: data[name] for name in data if name not in ("schema", "tool", "signature")}
    value = _io.envelope(
        "compare", own.pop("results"), inputs=named.inputs,
        signature=measures.signature, witnesses=named.read, **own,
    )  # fmt: skip
    return _io.dump(value)


def _table(rows: list[list[str]], delimiter: str) -> str:
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()
