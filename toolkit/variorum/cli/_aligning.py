"""What `variorum align` does: read, match passages, link words, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import _io, _settings, _versions

if TYPE_CHECKING:
    from ..model import Link, Synopsis

PASSAGE_FORMATS = ("txt", "tsv", "csv", "json", "tmx", "tei", "xlsx")
WORD_FORMATS = ("txt", "tsv", "json", "pharaoh")
SUFFIXES = {".tsv": "tsv", ".csv": "csv", ".json": "json", ".tmx": "tmx", ".xml": "tei",
            ".xlsx": "xlsx", ".txt": "txt"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """The options of the command."""

    files: tuple[str, ...]
    output: str | None
    format: str | None
    level: str
    unit: str
    reader: str | None
    encoding: str | None
    language: str | None
    source: str | None
    glossary: str | None
    alignment: str | None
    doubtful: float | None
    semantic: bool | None
    force: bool


def run(request: Request) -> None:
    """Align and write."""
    if request.level not in ("passage", "word"):
        raise UsageError(f"no level {request.level!r}", hint="there are passage and word")
    if not request.files:
        raise UsageError("no version to align", hint="name at least two files")
    name = _format(request)
    named = _versions.read_versions(
        request.files, source=request.source, unit=request.unit, reader=request.reader,
        encoding=request.encoding, language=request.language, alignment=request.alignment,
    )  # fmt: skip
    paths = [i.path for i in named.inputs]
    if request.output not in (None, "-"):
        assert request.output is not None
        _io.check_target(request.output, force=request.force, inputs=paths)
    in_order = [w for s in named.sources for w in s.witnesses]
    cut = {w.siglum: w for w in named.all}
    rows = _versions.rows_of(
        [cut[w.siglum] for w in in_order], glossary=request.glossary, alignment=request.alignment
    )
    if request.level == "word":
        result: str | bytes = _words(name, rows, named, request)
    else:
        result = _passages(name, rows, named, request)
    _io.emit(result, output=request.output, force=request.force, inputs=paths)


def _format(request: Request) -> str:
    offered = PASSAGE_FORMATS if request.level == "passage" else WORD_FORMATS
    suffix = Path(request.output or "").suffix.lower()
    name = request.format or SUFFIXES.get(suffix, suffix.removeprefix(".") or "txt")
    if name not in offered:
        raise UsageError(
            f"no format {name!r} for this level", hint=f"there are {', '.join(offered)}"
        )
    return name


def _passages(name: str, rows: Synopsis, named: _versions.Named, request: Request) -> str | bytes:
    kept = _doubtful(rows, request.doubtful)
    if name == "json":
        results = [
            {
                "passages": {s: list(run) for s, run in zip(rows.sigla, row.passages)},
                "confidence": round(row.confidence, 4),
                "moved": row.moved,
            }
            for row in kept.rows
        ]
        value = _io.envelope(
            "align",
            results,
            inputs=named.inputs,
            signature=rows.signature,
            witnesses=named.read,
        )
        return _io.dump(value)
    if name in ("tsv", "csv"):
        from ..alignment.table import to_table

        return table(to_table(kept), "\t" if name == "tsv" else ",")
    if name == "txt":
        from ..screen.synopsis import rows_text

        return rows_text(kept, width=_settings.width())
    from ..writers import Options, write

    return write(name, kept, Options(title="Alignment"))


def _doubtful(rows: Synopsis, limit: float | None) -> Synopsis:
    """Only the rows whose confidence is below the limit."""
    if limit is None:
        return rows
    from dataclasses import replace

    return replace(rows, rows=tuple(r for r in rows.rows if r.confidence < limit))


def table(lines: Iterator[list[str]], delimiter: str) -> str:
    """Lines of cells as CSV or TSV."""
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(lines)
    return stream.getvalue()


def _words(name: str, rows: Synopsis, named: _versions.Named, request: Request) -> str:
    from ..alignment import words

    tongues = {w.language.split("-")[0] for w in rows.witnesses if w.language}
    if len(tongues) > 1:
        raise UsageError(
            "words are linked between versions in one language",
            hint="leave the source text out, or use --level passage",
        )
    pairs = list(combinations(range(len(rows.witnesses)), 2))
    bounds = {
        (a, b): [(rows.tokens(r, a), rows.tokens(r, b)) for r in range(len(rows.rows))]
        for a, b in pairs
    }
    learned = [
        p for (a, b), t in bounds.items()
        for p in words.row_pairs(rows.witnesses[a], rows.witnesses[b], t)
    ]  # fmt: skip
    aligner = words.learn(learned, language=next(iter(tongues), "en"), semantic=request.semantic)
    found = {
        (a, b): words.align(rows.witnesses[a], rows.witnesses[b], t, aligner=aligner)
        for (a, b), t in bounds.items()
    }
    signature = rows.signature.adding(words=aligner.method)
    return _written_words(name, rows, found, named, signature)


Linked = dict[tuple[int, int], tuple[tuple["Link", ...], ...]]


def _written_words(
    name: str, rows: Synopsis, found: Linked, named: _versions.Named, signature: Any
) -> str:
    if name == "json":
        results = [
            {
                "row": r,
                "a": rows.sigla[a],
                "b": rows.sigla[b],
                "links": [
                    {"a": list(k.a), "b": list(k.b), "kind": k.kind,
                     "confidence": round(k.confidence, 4)}
                    for k in links
                ],
            }
            for (a, b), by_row in found.items()
            for r, links in enumerate(by_row)
        ]  # fmt: skip
        value = _io.envelope(
            "align", results, inputs=named.inputs, signature=signature, witnesses=named.read
        )
        return _io.dump(value)
    if name == "pharaoh":
        return "".join(f"{line}\n" for line in _pharaoh(rows, found))
    lines = _word_lines(rows, found)
    if name == "tsv":
        return table(lines, "\t")
    next(lines)  # the header
    shown = [f"{a:>24}  =  {b:<24} {kind} {p}" for _, _, _, a, b, kind, p in lines]
    return "\n".join([f"method {signature.get('words')}", *shown]) + "\n"


def _word_lines(rows: Synopsis, found: Linked) -> Iterator[list[str]]:
    yield ["row", "a", "b", "a words", "b words", "kind", "confidence"]
    for (a, b), by_row in found.items():
        left, right = rows.witnesses[a], rows.witnesses[b]
        for r, links in enumerate(by_row):
            for k in links:
                yield [
                    str(r + 1), left.siglum, right.siglum,
                    " ".join(left.slice(i, i + 1) for i in k.a),
                    " ".join(right.slice(j, j + 1) for j in k.b),
                    k.kind, f"{k.confidence:.3f}",
                ]  # fmt: skip


def _pharaoh(rows: Synopsis, found: Linked) -> Iterator[str]:
    """A line a row, indexes from the beginning of the row; only for two versions."""
    if len(found) != 1:
        raise UsageError("Pharaoh lines hold two versions", hint="name two, or use --format json")
    (((a, b), by_row),) = found.items()
    for r, links in enumerate(by_row):
        first, second = rows.tokens(r, a).start, rows.tokens(r, b).start
        cells = sorted({(i - first, j - second) for k in links if k.kind != "phrase"
                        for i in k.a for j in k.b})  # fmt: skip
        yield " ".join(f"{i}-{j}" for i, j in cells)


class _Lines:
    """Lines of a file that can be read twice; standard input is kept in a temporary file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._spool: Any = None
        if path == "-":
            import shutil
            import sys
            import tempfile

            self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the lines
            shutil.copyfileobj(sys.stdin.buffer, self._spool)

    def __iter__(self) -> Iterator[str]:
        from ..errors import ReadError

        stream = self._spool or open(self._path, "rb")  # noqa: SIM115
        stream.seek(0)
        try:
            for number, line in enumerate(stream, 1):
                try:
                    yield line.decode("utf-8").rstrip("\r\n")
                except UnicodeDecodeError:
                    raise ReadError(
                        "not UTF-8", source=self._path, line=number, hint="save it as UTF-8"
                    ) from None
        finally:
            if self._spool is None:
                stream.close()


def run_bitext(
    path: str, output: str | None, language: str, semantic: bool | None, force: bool
) -> None:
    """One line of links for every line, in bounded memory."""
    from ..alignment import words

    if path != "-" and not Path(path).is_file():
        _io.read_bytes(path)  # says what is wrong with it
    found = words.bitext(_Lines(path), language=language, semantic=semantic, name=path)
    _io.emit_lines(found, output=output, force=force, inputs=[path])
