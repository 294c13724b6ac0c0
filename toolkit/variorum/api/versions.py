"""From what the caller names to versions, rows and a collation: decided once for every verb."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, UsageError
from ..text import languages
from ..text.languages import stem
from .attested import Attested, attested
from .deciding import arranged, docket_of, recut
from .linking import linking
from .reading import numbered, sources, texts_of
from .regularising import regularisations, report_regularised
from .settled import settled
from .tongues import in_languages, with_settled

if TYPE_CHECKING:
    from ..collation import Linked
    from ..collation import Options as CollateOptions
    from ..critic.decisions import Docket
    from ..critic.project import Project
    from ..host import Host
    from ..model import Collation, Source, Synopsis, Witness
    from .kinds import Decided, Names, Pairs, Path, Text


FEW = 6  # passages in all, below which it says nothing that none has a partner


@dataclass(frozen=True, slots=True)
class Versions:
    """What the caller named, read: the versions, and texts in another language beside them."""

    sources: tuple[Source, ...]
    given: tuple[Witness, ...]  # all witnesses in the order in which they were named
    versions: tuple[Witness, ...]  # in the base's language: they are compared
    beside: tuple[Witness, ...]  # in another language: aligned, never a reading
    original: frozenset[str]  # of these, the sigla of the source that was named as such
    base: str
    settled: Project
    docket: Docket  # what was decided, and what became of it
    normal: str  # the normalisation by name
    alignment: Path | None
    glossary: tuple[tuple[str, str], ...]
    host: Host
    extant: tuple[Attested, ...] = ()  # which part of the base fragments have
    anchors: frozenset[str] = frozenset()  # the names of places that are fixed points
    neural: bool | None = None  # does an encoder link words? None: where it is installed

    @property
    def all(self) -> tuple[Witness, ...]:
        """Versions and texts beside them, in the order in which they were named."""
        known = {w.siglum: w for w in (*self.versions, *self.beside)}
        return tuple(known[w.siglum] for w in self.given)


def versions(
    texts: Sequence[Any],
    *,
    host: Host,
    base: str | None = None,
    source: Text | None = None,
    unit: str = "sentence",
    alignment: Path | None = None,
    glossary: Path | Pairs | None = None,
    project: Path | None = None,
    regularise: Path | None = None,
    decisions: Decided | None = None,
    extant: Mapping[str, str] | Names | None = None,
    anchors: Names | None = None,
    neural: bool | None = None,
    copies: bool = False,
    **reading: Any,
) -> Versions:
    """Read versions and, apart from them, texts in another language than the base's.

    The base is the one named, else the project's, else the first version. `source` is the source
    text whatever its language says; with `copies` all others are in one language. `alignment`
    names a table that will be obeyed: the versions are cut as they were when it was written. What
    the project settles holds where the caller says nothing else.
    """
    from ..text.passages import cut, uneven

    host.stage("reading")
    listed = [*texts_of(texts), *([source] if source is not None else [])]
    agreed = settled(project, listed, host)
    reading["language"] = with_settled(reading.get("language"), agreed.language)
    normal = reading["normal"] = reading.get("normal") or agreed.normal or None
    found = sources(listed, host=host, **reading)
    witnesses = numbered(
        [(w, own) for s, own in zip(found.sources, found.own) for w in s.witnesses], host
    )
    if not witnesses:
        raise UsageError("no witness", hint="name at least one text")
    if empty := [w.siglum for w in witnesses if not len(w)]:
        host.note(f"warning: {', '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty")
    witnesses = in_languages(witnesses, reading["language"], host)
    if alignment is not None:
        unit = unit_of(alignment, witnesses, unit, host)
    elif unit == "auto" and (long := uneven(witnesses)):
        unit = "sentence"
        host.note(f"the passages of {long} are far longer than another's: matched by sentences")
    docket = docket_of(decisions, agreed.decisions, witnesses, host)
    witnesses = tuple(recut(cut(w, unit), docket) for w in witnesses)
    last = len(witnesses) - (len(found.sources[-1].witnesses) if source is not None else 0)
    original = {w.siglum for w in witnesses[last:]}
    first = _first(witnesses, base, agreed.base, original, host)
    beside = _beside(witnesses, first, original, host, copies=copies)
    made = Versions(
        found.sources, witnesses, tuple(w for w in witnesses if w not in beside), beside,
        frozenset(original), first.siglum, agreed, docket, "", alignment,
        read_glossary(glossary, host), host,
        attested(extant, witnesses, first.siglum, agreed.extant), _kinds(anchors), neural,
    )  # fmt: skip
    return _regularised(made, regularise or agreed.regularise or None, normal)


def _kinds(anchors: Names | None) -> frozenset[str]:
    """What fixes points, of a list such as `n,milestone`; nothing where none is named."""
    from ..text.references import wanted

    listed = anchors.split(",") if isinstance(anchors, str) else list(anchors or ())
    return wanted([part for one in listed for part in one.split(",")])


def _fixed(named: Versions, witnesses: Sequence[Witness]) -> tuple[tuple[int, ...], ...]:
    """The fixed points of some witnesses, as tokens of each; where there are none, why."""
    from ..text.references import fixed_points

    if not named.anchors or len(witnesses) < 2:
        return ()
    found = fixed_points(witnesses, named.anchors)
    if found:
        named.host.detail(
            f"fixed points: {len(found.names)}, {found.names[0]} to {found.names[-1]}"
        )
        return found.tokens
    lacking = [w.siglum for w in witnesses if not w.references]
    why = (
        f"{', '.join(lacking)} {'has' if len(lacking) == 1 else 'have'} no names of places"
        if lacking
        else "no name of a place is shared"
    )
    named.host.note(f"warning: no fixed points, since {why}")
    return ()


def _first(
    witnesses: Sequence[Witness], base: str | None, settled: str, original: set[str], host: Host
) -> Witness:
    """The base: the one named, else the project's where it is there, else the first version."""
    known = {w.siglum: w for w in witnesses}
    if base and base not in known:
        raise UsageError(f"unknown base witness {base!r}", hint=f"choose from {', '.join(known)}")
    if not base and settled and settled not in known:
        host.note(f"the project's base {settled} is not among these witnesses")
    first = known.get(base or settled)
    return first or next((w for w in witnesses if w.siglum not in original), witnesses[0])


def _beside(
    witnesses: Sequence[Witness], first: Witness, original: set[str], host: Host, *, copies: bool
) -> tuple[Witness, ...]:
    """The witnesses in another language than the base's; reported, since they give no reading.

    Stages of one language are no other language, and who shares his words with the base is in its
    language, whatever his file says.
    """
    beside = tuple(
        w for w in witnesses if w.siglum in original or (not copies and is_foreign(w, first))
    )
    for w in beside:
        said = w.language or "the source"
        host.note(f"{w.siglum} is in another language ({said}): aligned, no reading")
    return beside


def is_foreign(witness: Witness, first: Witness) -> bool:
    """Is a witness in another language than the first, by its tag and by its words?"""
    tongue, other = stem(first.language), stem(witness.language)
    if witness is first or other in (tongue, ""):
        return False
    from ..collation import akin

    return not (tongue and akin((first, witness)))


def language(witness: Witness) -> str:
    """The language of a witness by its shortest code; "" where it is not known."""
    return languages.base(witness.language)


def refuse_alone(named: Versions) -> None:
    """Raise `UsageError` where several witnesses were named and one is left to collate."""
    others = [w for w in named.beside if w.siglum not in named.original]
    if len(named.versions) == 1 and others:
        said = ", ".join(f"{w.siglum} ({w.language})" for w in others)
        only = named.versions[0]
        raise UsageError(
            f"only one witness is left to collate, {only.siglum} "
            f"({only.language or 'no language'}); in another language: {said}",
            hint="use the option copies if they are in one language, or source for one in another",
        )


def unit_of(alignment: Path, witnesses: Sequence[Witness], unit: str, host: Host) -> str:
    """The unit whose passages a table numbers: the one asked for if it fits, else another.

    A table has each passage of each version once, with its text, so no second unit fits that
    would be obeyed otherwise. Where none does, reading it again says why.
    """
    from ..alignment.table import from_table
    from ..text.passages import UNITS, cut

    lines = table_lines(alignment, host)
    for tried in (unit, *(u for u in UNITS if u != unit)):
        try:
            from_table(lines, [cut(w, tried) for w in witnesses], name=str(alignment))
        except ReadError:
            continue
        if tried != unit:
            host.note(f"{alignment} was made with the unit {tried}: cut so")
        return tried
    return unit


def read_glossary(given: Path | Pairs | None, host: Host) -> tuple[tuple[str, str], ...]:
    """A user's words and translations: pairs, or a file with tab or comma between two columns."""
    if given is None:
        return ()
    if not isinstance(given, str | os.PathLike):
        return tuple((word, other) for word, other in given)
    from ..text.encoding import decode

    path, pairs = os.fspath(given), []
    for number, line in enumerate(decode(host.read(path), name=path).splitlines(), 1):
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


def _regularised(named: Versions, path: Path | None, normal: Names | None) -> Versions:
    """The versions with their compared forms regularised, and the normalisation by name."""
    from ..text.normal import pipeline

    steps = pipeline(normal)
    table = regularisations(path, named.docket, named.versions, named.host)
    if not table:
        return replace(named, normal=steps.name)
    from ..critic.regularise import regularised

    found, unused = regularised(named.versions, table, steps)
    report_regularised(named.docket, table, unused)
    for entry in (entry for entry in unused if entry.decision < 0):
        named.host.note(f"outdated regularisation ({entry}): no such word")
    return replace(named, versions=found, normal=f"{steps.name}+table({len(table)})")


def rows_in_table(table: Path, witnesses: Sequence[Witness], host: Host) -> Synopsis:
    """The rows of a table of passages, obeyed."""
    from ..alignment.table import from_table

    return from_table(table_lines(table, host), witnesses, name=str(table))


def rows_of(named: Versions, witnesses: Sequence[Witness] | None = None) -> Synopsis:
    """The passages of all witnesses in rows: found, or obeyed as a file says."""
    from ..alignment.passages import obeying, synopsis

    held = named.all if witnesses is None else tuple(witnesses)
    named.host.stage("matching passages")
    if named.alignment is not None:
        return arranged(rows_in_table(named.alignment, held, named.host), named.docket)
    rows = synopsis(held, glossary=named.glossary)
    if points := _fixed(named, held):
        rows = obeying(rows, points)
    rows = arranged(rows, named.docket)
    if doubt := _doubt(rows):
        named.host.note(f"warning: {doubt}")
    return rows


def _doubt(rows: Synopsis) -> str:
    """What is odd about rows in which hardly a passage has a partner; "" for others."""
    held = [len(w.passages) for w in rows.witnesses]
    if sum(count > 0 for count in held) < 2 or sum(held) < FEW:
        return ""
    found = sum(
        len(run) for row in rows.rows if sum(map(bool, row.passages)) > 1 for run in row.passages
    )
    if found * 3 >= sum(held):
        return ""
    tongues = {language(w) for w in rows.witnesses}
    if "" in tongues:
        why = "are they in two languages? The option language says which"
    elif len(tongues) > 1:
        why = "are they versions of one work, in these languages and divided into the same units?"
    else:
        why = "are they versions of one work, in one language?"
    return f"{found} of {sum(held)} passages have a partner; {why}"


def table_lines(path: Path, host: Host) -> list[list[str]]:
    """The lines of an alignment table: XLSX by its content, else tabs, else commas."""
    import csv

    from ..text.encoding import decode

    name = str(path)
    data = host.read(name)
    if data[:2] == b"PK":
        return _sheet_lines(data, name)
    text = decode(data, name=name)
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
        raise ReadError("invalid XLSX", source=path, hint="save it again as .xlsx") from None


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
    named: Versions,
    *,
    options: CollateOptions | None = None,
    translations: bool | None = None,
    rows: Synopsis | None = None,
    kept: Linked | None = None,
) -> Collation:
    """The collation of the versions: one stream for copies, by rows and links for translations.

    What they are the words decide, unless the caller says so or gives an alignment to obey. Copies
    of which somebody decided on passages are collated row by row too. Where rows were found or
    obeyed, or a text stands beside the versions, the collation has them.
    """
    from ..collation import Options, akin, collate, collate_rows

    chosen = options or Options()
    if translations is None:
        translations = named.alignment is not None or not akin(named.versions)
        named.host.detail(f"taken as {'translations' if translations else 'copies'}")
    if rows is None and (named.beside or (translations and len(named.versions) > 1)):
        rows = rows_of(named)
    named.host.stage("collating")
    if not translations and named.docket.of("row"):
        rows = rows or rows_of(named)
        table = collate_rows(only(rows, named.versions), chosen)
    elif not translations or len(named.versions) < 2:
        table = collate(named.versions, chosen, cuts=_fixed(named, named.versions))
    else:
        from ..collation import collate_translations  # loads the word aligner

        assert rows is not None
        helped = linking(named.neural, named.host)
        table = collate_translations(only(rows, named.versions), chosen, neural=helped, kept=kept)
    return replace(
        table, beside=named.beside, synopsis=rows, title=named.settled.title,
        signature=table.signature.adding(normal=named.normal),
    )  # fmt: skip
