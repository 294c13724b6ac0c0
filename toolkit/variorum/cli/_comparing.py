"""What `variorum compare` does: read, align, collate, measure, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import _io, _progress, _settings, _versions

if TYPE_CHECKING:
    from ..measure import Measures
    from ..model import Synopsis
    from ..page import Edition

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
    split: int
    templates: str | None
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
        language=request.language,
    )  # fmt: skip
    paths = [i.path for i in named.inputs]
    if request.output not in (None, "-"):
        assert request.output is not None
        _io.check_target(request.output, force=request.force, inputs=paths)
    rows = _versions.rows_of(named.all, glossary=request.glossary, alignment=request.alignment)
    measures = _measure(named, rows, request)
    if name == "html":
        _write_page(request, named, measures, rows)
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


def _measure(named: _versions.Named, rows: Synopsis, request: Request) -> Measures:
    from ..align import words
    from ..measure import compare

    versions = _versions.only(rows, named.versions)
    table = _versions.table_of(named, rows=rows)
    _progress.stage("linking words")
    pairs = [
        ([w.normal(i) for i in versions.tokens(r, 0)], [v.normal(i) for i in versions.tokens(r, n)])
        for n, v in enumerate(versions.witnesses[1:], 1)
        for w in versions.witnesses[:1]
        for r in range(len(versions.rows))
    ]
    aligner = words.learn(pairs, language=versions.witnesses[0].language or "en")
    _progress.stage("measuring")
    return compare(
        versions, table, links=aligner.links, bootstrap=request.bootstrap, base=named.base,
        source=named.beside,
    )  # fmt: skip


def _written(
    name: str, named: _versions.Named, measures: Measures, request: Request
) -> str | bytes:
    """The result in one of the formats; the page is written apart, since it may have parts."""
    from ..measure import newick, report

    if name == "json":
        value = _io.envelope(
            "compare", report.as_data(measures), inputs=named.inputs,
            signature=measures.signature, witnesses=named.all, **report.summary(measures),
        )  # fmt: skip
        return _io.dump(value)
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
    title = request.title or _title(named)
    if name == "xlsx":
        from ..writers._measures_xlsx import workbook

        return workbook(measures, title=title)
    if name == "docx":
        from ..writers._measures_docx import document

        return document(measures, title=title, top=request.top)
    from ..screen.measures import measures_text

    return measures_text(measures, width=_settings.width(), top=request.top)


def _table(rows: list[list[str]], delimiter: str) -> str:
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def edition_of(
    named: _versions.Named, measures: Measures, rows: Synopsis, request: Request, base: str
) -> Edition:
    """What the page is made of."""
    from ..critic.classify import Classifier
    from ..page import Edition

    languages = {w.siglum: w.language for w in named.versions}
    return Edition(
        measures.apparatus,
        measures=measures,
        title=request.title or _title(named),
        inputs=named.envelope_inputs(),
        glossary=_glossary(named, rows),
        source=tuple(w.siglum for w in named.beside),
        classify=Classifier(language=languages[base] or "en"),
        templates=_templates(request.templates),
    )


def _title(named: _versions.Named) -> str:
    return f"Versions compared: {', '.join(w.siglum for w in named.versions)}"


def _glossary(named: _versions.Named, rows: Synopsis) -> tuple[dict[str, Any], ...]:
    from ..align.glossary import glossary

    source = named.beside[0].siglum if named.beside else ""
    return tuple(term.row() for term in glossary(rows, source=source))


def _templates(folder: str | None) -> dict[str, str]:
    if folder is None:
        return {}
    found = sorted(Path(folder).glob("*.j2"))
    if not found:
        raise UsageError(f"{folder} holds no template", hint="its files end in .j2")
    return {path.name: _io.read_bytes(str(path)).decode("utf-8") for path in found}


def _write_page(
    request: Request, named: _versions.Named, measures: Measures, rows: Synopsis
) -> None:
    from ..page import SPLIT_AT, render, split

    edition = edition_of(named, measures, rows, request, named.base)
    if request.split:
        if request.output in (None, "-"):
            raise UsageError("a page in parts needs a file", hint="name it with -o")
        assert request.output is not None
        target = Path(request.output)
        pages = split(edition, target.stem, request.split)
        for name in pages:
            _io.check_target(str(target.with_name(name)), force=request.force)
        for name, page in pages.items():
            _io.emit(page, output=str(target.with_name(name)), force=request.force)
        return
    page = render(edition)
    if len(page) > SPLIT_AT:
        _io.note(f"the page has {len(page) // 1_000_000} MB; --split 200 makes it lighter")
    _io.emit(page, output=request.output, force=request.force)
