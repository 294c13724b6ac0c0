"""variorum: translation comparison and textual criticism.

    import variorum as v
    texts = [v.read("a.txt", siglum="A"), v.read("b.docx", siglum="B")]
    edition = v.apparatus(v.collate(*texts), base="A")
    for unit in edition.units:
        print(unit.locus, unit.lemma.text, [(r.sigla, r.text, r.cls) for r in unit.readings])
    v.write(edition, "edition.xml")

Every result is a typed, immutable value of `variorum.model` with offsets into the texts. Nothing
is printed, fetched or kept between calls; what goes wrong is a `VariorumError` of one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ._version import __version__
from .errors import UsageError, VariorumError

if TYPE_CHECKING:
    from .collation import Options as CollateOptions
    from .critic import Options as ApparatusOptions
    from .encoding import Options as EncodeOptions
    from .measure import Measures
    from .model import Apparatus, Collation, Source, Synopsis, Witness
    from .model.comparison import Comparison
    from .validation import Options as ValidateOptions
    from .validation import Report
    from .writers import Options as WriteOptions

    Texts = Source | Witness | Iterable[Source | Witness]

__all__ = [
    "VariorumError",
    "__version__",
    "align",
    "apparatus",
    "collate",
    "compare",
    "diff",
    "encode",
    "read",
    "validate",
    "write",
]


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
    from .readers import Options
    from .readers import read as read_bytes
    from .text.normal import pipeline

    options = Options(
        siglum=siglum,
        normal=pipeline(normal),
        encoding=encoding,
        language=language,
        layers=layers,
    )
    return read_bytes(_bytes(path), name=str(path), reader=reader, options=options)


def align(
    *texts: Texts, unit: str = "sentence", glossary: Sequence[tuple[str, str]] = ()
) -> Synopsis:
    """Match the passages of two or more versions, in one language or several."""
    from .alignment.passages import synopsis
    from .text.passages import cut

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
    from .collation import Options, akin, collate_translations
    from .collation import collate as collate_copies

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
    from .critic import apparatus as make

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
    from .comparison.compose import Options
    from .comparison.compose import compare as compare_rows
    from .text.passages import cut

    versions = [cut(w, unit) for w in _witnesses(texts)]
    options = Options(base=base, unit=unit, granularity=granularity, ignore=tuple(ignore))
    return compare_rows(versions, options)


def compare(*texts: Texts, unit: str = "sentence", bootstrap: int = 100) -> Measures:
    """Measure versions: per passage, as a whole, in pairs, and as trees."""
    from .measure import compare as measure

    witnesses = _witnesses(texts)
    return measure(align(*witnesses, unit=unit), collate(*witnesses), bootstrap=bootstrap)


def validate(
    path: str | PathLike[str],
    *,
    schema: str | PathLike[str] | None = None,
    options: ValidateOptions | None = None,
) -> Report:
    """Check a TEI file: well-formedness, grammar, integrity.

    The grammar is the RELAX NG file named, else the bundled profile of TEI.
    """
    from importlib.resources import files

    from .relaxng import load
    from .validation import validate as check

    if schema is None:
        name = "profile.rng"
        data = (files("variorum.validation") / "profile" / name).read_bytes()
        grammar = load(data, name=name)
    else:
        folder = Path(schema).parent
        grammar = load(
            Path(schema).read_bytes(),
            name=str(schema),
            resolve=lambda href: (folder / href).read_bytes(),
        )
    return check(_bytes(path), path=str(path), schema=grammar, options=options)


def encode(text: Source, options: EncodeOptions | None = None) -> str:
    """A plain text or DOCX as a TEI file, its brackets marked up."""
    from .encoding import Options
    from .encoding import encode as to_tei

    return to_tei(text, options=options or Options())


def write(
    value: Synopsis | Collation | Apparatus,
    path: str | PathLike[str],
    *,
    format: str = "",
    options: WriteOptions | None = None,
) -> None:
    """Write a value to a file in the format that its suffix or `format` names.

    The file is written beside and renamed; an existing one is replaced.
    """
    from .writers import by_suffix
    from .writers import write as to_format

    result = to_format(format or by_suffix(str(path)), value, options)
    target = Path(path)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(result.encode("utf-8") if isinstance(result, str) else result)
    part.replace(target)


def _bytes(path: str | PathLike[str]) -> bytes:
    from .errors import ReadError

    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError("no such file", source=str(path), hint="check the path") from None
    except OSError as error:
        raise ReadError(
            f"cannot be read ({error.strerror})", source=str(path), hint="check the path"
        ) from None


def _witnesses(texts: Iterable[Texts]) -> tuple[Witness, ...]:
    """All witnesses in what was given, each siglum once."""
    from .model import Source, Witness

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
