"""The verbs: what a user of the library calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .machine import Machine

if TYPE_CHECKING:
    from ..collation import Options as CollateOptions
    from ..critic import Options as ApparatusOptions
    from ..encoding import Options as EncodeOptions
    from ..measure import Measures
    from ..model import Apparatus, Collation, Source, Synopsis, Witness
    from ..model.comparison import Comparison
    from ..writers import Options as WriteOptions

    Texts = Source | Witness | Iterable[Source | Witness]


def read(
    path: str | PathLike[str],
    *,
    siglum: str = "",
    reader: str | None = None,
    normal: str | None = None,
    language: str = "",
    encoding: str = "",
    layers: bool = False,
) -> Source:
    """Read a file of any known format; raises `ReadError` naming file, place and remedy.

    `normal` lists what is compared (`"nfc,casefold,quotes"`). A TEI file with an apparatus gives
    all its witnesses, with `layers` also their hands and corrections.
    """
    from ..readers import Options
    from ..readers import read as read_bytes
    from ..text.normal import pipeline

    options = Options(
        siglum=siglum,
        normal=pipeline(normal),
        encoding=encoding,
        language=language,
        layers=layers,
    )
    return read_bytes(Machine().read(str(path)), name=str(path), reader=reader, options=options)


def align(
    *texts: Texts, unit: str = "sentence", glossary: Sequence[tuple[str, str]] = ()
) -> Synopsis:
    """Match the passages of two or more versions, in one language or several."""
    from ..alignment.passages import synopsis
    from ..text.passages import cut

    return synopsis([cut(w, unit) for w in _witnesses(texts)], glossary=glossary)


def collate(
    *texts: Texts,
    translations: bool | None = None,
    unit: str = "sentence",
    options: CollateOptions | None = None,
) -> Collation:
    """Collate any number of witnesses, in no order.

    Copies of one text are collated as one stream. Translations are matched by passage first and
    collated inside; `translations` None lets the texts decide: those that share few runs of
    words are translations.
    """
    from ..collation import Options, akin, collate_translations
    from ..collation import collate as collate_copies

    witnesses = _witnesses(texts)
    if translations is None:
        translations = not akin(witnesses)
    if not translations:
        return collate_copies(witnesses, options or Options())
    return collate_translations(align(*witnesses, unit=unit), options or Options())


def apparatus(
    collation: Collation, *, base: str, options: ApparatusOptions | None = None
) -> Apparatus:
    """The critical apparatus of a collation against one base witness."""
    from ..critic import apparatus as make

    return make(collation, base=base, options=options)


def diff(
    *texts: Texts,
    base: str = "",
    unit: str = "sentence",
    granularity: str = "phrase",
    ignore: Sequence[str] = (),
) -> Comparison:
    """Where versions differ, row by row, as `variorum diff` shows it.

    Each row of the result has the passages of all versions and their changes, each with its
    class; what `ignore` names (`"case"`, `"typography"`, …) is counted, not shown.
    """
    from ..comparison.compose import Options
    from ..comparison.compose import compare as compare_rows
    from ..text.passages import cut

    versions = [cut(w, unit) for w in _witnesses(texts)]
    options = Options(base=base, unit=unit, granularity=granularity, ignore=tuple(ignore))
    return compare_rows(versions, options)


def compare(*texts: Texts, unit: str = "sentence", bootstrap: int = 100) -> Measures:
    """Measure versions: per passage, as a whole, in pairs, and as trees."""
    from ..measure import compare as measure

    witnesses = _witnesses(texts)
    return measure(align(*witnesses, unit=unit), collate(*witnesses), bootstrap=bootstrap)


def encode(text: Source, options: EncodeOptions | None = None) -> str:
    """A plain text or DOCX as a TEI file, its brackets marked up."""
    from ..encoding import Options
    from ..encoding import encode as to_tei

    return to_tei(text, options=options or Options())


def write(
    value: Synopsis | Collation | Apparatus,
    path: str | PathLike[str],
    *,
    format: str = "",
    options: WriteOptions | None = None,
) -> None:
    """Write a value to a file in the format that its suffix or `format` names.

    The file is written beside and renamed; an existing one is replaced. Raises `WriteError`, and
    writes nothing, where the words of a witness would not be in it.
    """
    from ..model import Apparatus
    from ..writers import Options, by_suffix, check_kept
    from ..writers import write as to_format

    name = format or by_suffix(str(path))
    result = to_format(name, value, options)
    if not (isinstance(value, Apparatus) and value.hidden):  # what is hidden reads as the lemma
        table = value.collation if isinstance(value, Apparatus) else value
        check_kept(table.witnesses, value, name, result, options or Options())
    target = Path(path)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(result.encode("utf-8") if isinstance(result, str) else result)
    part.replace(target)


def _witnesses(texts: Iterable[Texts]) -> tuple[Witness, ...]:
    """All witnesses in what was given, each siglum once."""
    from ..model import Source, Witness

    found: list[Witness] = []
    for text in texts:
        if isinstance(text, Witness):
            found.append(text)
        elif isinstance(text, Source):
            found += text.witnesses
        else:
            found += _witnesses(text)
    sigla = [w.siglum for w in found]
    doubled = sorted({s for s in sigla if sigla.count(s) > 1})
    if doubled:
        raise UsageError(
            f"two witnesses have the siglum {doubled[0]!r}", hint="give each its own siglum"
        )
    return tuple(found)
