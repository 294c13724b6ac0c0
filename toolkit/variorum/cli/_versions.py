"""From what the user names to versions, rows and a collation: the part that commands share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError
from . import _io, _progress

if TYPE_CHECKING:
    from ..collation import Options as CollateOptions
    from ..model import Collation, Source, Synopsis, Witness


@dataclass(frozen=True, slots=True)
class Named:
    """What the user named, read: the inputs, and the witnesses in the order of the inputs."""

    inputs: tuple[_io.Input, ...]
    sources: tuple[Source, ...]
    versions: tuple[Witness, ...]  # in the base's language: they are compared
    beside: tuple[Witness, ...]  # in another language: aligned, never a reading
    base: str

    @property
    def all(self) -> tuple[Witness, ...]:
        """Versions and source texts."""
        return (*self.versions, *self.beside)

    @property
    def read(self) -> tuple[Witness, ...]:
        """The witnesses in the order of the inputs."""
        return tuple(w for s in self.sources for w in s.witnesses)

    def envelope_inputs(self) -> tuple[tuple[str, str, str], ...]:
        """Siglum, file name and sha256 of every input, as page and JSON name them."""
        import hashlib

        return tuple(
            (" ".join(w.siglum for w in s.witnesses), i.name, hashlib.sha256(i.data).hexdigest())
            for i, s in zip(self.inputs, self.sources)
        )


def read_versions(
    files: Sequence[str],
    *,
    source: str | None = None,
    base: str | None = None,
    unit: str = "sentence",
    normal: str | None = None,
    reader: str | None = None,
    encoding: str | None = None,
    language: str | None = None,
    layers: bool = False,
    alignment: str | None = None,
) -> Named:
    """Read versions and, apart from them, texts in another language than the base's.

    The base is the one named, else the first version. `source` names a file that is the source
    text whatever its language says. `alignment` names a table that will be obeyed: the versions
    are cut as they were when it was written.
    """
    from ..text.normal import pipeline

    _progress.stage("reading")
    inputs = _io.read_inputs([*files, *([source] if source else [])])
    sources = _io.read_sources(
        inputs, reader=reader, normal=pipeline(normal), encoding=encoding, language=language,
        layers=layers,
    )  # fmt: skip
    if alignment is not None:
        unit = _unit_of(alignment, sources, unit)
    witnesses = _io.witnesses_of(sources, unit)
    last = len(witnesses) - len(sources[-1].witnesses)  # sigla given twice have been numbered
    original = {w.siglum for w in witnesses[last:]} if source else set()
    first = next((w for w in witnesses if w.siglum == base), None)
    if base and first is None:
        known = ", ".join(w.siglum for w in witnesses)
        raise UsageError(f"no witness {base!r} to be the base", hint=f"there are {known}")
    first = first or next((w for w in witnesses if w.siglum not in original), witnesses[0])
    tongue = _tongue(first)
    beside = tuple(
        w
        for w in witnesses
        if w.siglum in original or (w is not first and _tongue(w) not in (tongue, ""))
    )
    for w in beside:
        _io.note(
            f"{w.siglum} is in another language ({w.language or 'the source'}): aligned, no reading"
        )
    versions = tuple(w for w in witnesses if w not in beside)
    return Named(inputs, sources, versions, beside, first.siglum)


def _unit_of(alignment: str, sources: Sequence[Source], unit: str) -> str:
    """The unit whose passages a table numbers: the one asked for if it fits, else another.

    A table has each passage of each version once, with its text, so no second unit fits that
    would be obeyed otherwise. Where none does, reading it again says why.
    """
    from ..alignment.table import from_table
    from ..text.passages import UNITS, cut

    lines = _table_lines(alignment)
    for tried in (unit, *(u for u in UNITS if u != unit)):
        try:
            from_table(lines, [cut(w, tried) for s in sources for w in s.witnesses], name=alignment)
        except ReadError:
            continue
        if tried != unit:
            _io.note(f"{alignment} was made with --unit {tried}: cut so")
        return tried
    return unit


def _tongue(witness: Witness) -> str:
    return witness.language.split("-")[0].lower()


def read_glossary(path: str | None) -> tuple[tuple[str, str], ...]:
    """A user's two columns, word and translation, with tab or comma between."""
    if path is None:
        return ()
    from ..text.encoding import decode

    pairs = []
    for number, line in enumerate(decode(_io.read_bytes(path), name=path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t") if "\t" in line else line.split(",")
        if len(cells) < 2:
            raise ReadError(
                "a line without a second column", source=path, line=number,
                hint="write WORD, a tab, TRANSLATION",
            )  # fmt: skip
        pairs.append((cells[0].strip(), cells[1].strip()))
    return tuple(pairs)


def rows_of(
    witnesses: Sequence[Witness],
    *,
    glossary: str | None = None,
    alignment: str | None = None,
) -> Synopsis:
    """The passages of all witnesses in rows: found, or obeyed as a file says."""
    from ..alignment.passages import synopsis

    _progress.stage("matching passages")
    if alignment is not None:
        from ..alignment.table import from_table

        return from_table(_table_lines(alignment), tuple(witnesses), name=alignment)
    return synopsis(witnesses, glossary=read_glossary(glossary))


def _table_lines(path: str) -> list[list[str]]:
    """The lines of an alignment table: XLSX by its content, else tabs, else commas."""
    import csv

    from ..text.encoding import decode

    data = _io.read_bytes(path)
    if data[:2] == b"PK":
        return _sheet_lines(data, path)
    text = decode(data, name=path)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))


def _sheet_lines(data: bytes, path: str) -> list[list[str]]:
    import io
    import zipfile
    from importlib.util import find_spec

    from ..errors import MissingExtra

    if find_spec("openpyxl") is None:
        raise MissingExtra("xlsx", "reading XLSX")
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return [["" if c is None else str(c) for c in row] for row in sheet.values]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError):
        raise ReadError("is no XLSX file", source=path, hint="save it again as .xlsx") from None


def only(rows: Synopsis, witnesses: Sequence[Witness]) -> Synopsis:
    """The rows of some of the witnesses; rows that none of them has vanish."""
    from ..model import Row, Synopsis

    at = [rows.sigla.index(w.siglum) for w in witnesses]
    kept = [Row(tuple(row.passages[i] for i in at), row.confidence, row.moved) for row in rows.rows]
    return Synopsis(
        tuple(rows.witnesses[i] for i in at),
        tuple(row for row in kept if any(row.passages)),
        rows.signature,
    )


def table_of(
    named: Named,
    *,
    rows: Synopsis | None = None,
    options: CollateOptions | None = None,
    translations: bool | None = None,
    alignment: str | None = None,
    glossary: str | None = None,
) -> Collation:
    """The collation of the versions: one stream for copies, by rows and links for translations.

    What they are the words decide, unless the user says so or gives an alignment to obey.
    """
    from ..collation import Options, akin, collate

    _progress.stage("collating")
    chosen = options or Options()
    if translations is None:
        translations = alignment is not None or not akin(named.versions)
    if not translations or len(named.versions) < 2:
        return collate(named.versions, chosen)
    from ..collation import collate_translations  # loads the word aligner

    found = rows or rows_of(named.all, glossary=glossary, alignment=alignment)
    return collate_translations(only(found, named.versions), chosen)
