"""List the source words that translators left standing, and how every version renders them.

For each transliterated word: its Cyrillic form, given by a source text or reconstructed (every
candidate, the best first), the romanisations that fit, whether a dictionary knows it (extra
russian), where it stands, and each version's rendering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import _options as o

if TYPE_CHECKING:
    from ..model import Witness
    from . import _versions

PANEL = "Compare"
EXAMPLES = """
variorum glossary memo.xml other.xml
variorum glossary memo.xml other.xml --source memo-ru.xml
variorum glossary memo.txt -f json
"""
FORMATS = ("txt", "json", "tsv", "csv")


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[str | None, o.formats(*FORMATS)] = None,
    source: o.SourceText = None,
    unit: Annotated[str, typer.Option("--unit", help="sentence, paragraph or line.")] = "sentence",
    words: o.Glossary = None,
    alignment: o.Alignment = None,
    force: o.Force = False,
) -> int:
    """List source words."""
    from ..alignment import words as word_alignment
    from ..errors import MissingExtra
    from ..terms.glossary import glossary
    from ..translit.dictionary import dictionary
    from . import _aligning, _io, _versions

    name = _format(format, output)
    named = _versions.read_versions(
        inputs.files, source=source, unit=unit, reader=inputs.reader, encoding=inputs.encoding,
        language=inputs.language, alignment=alignment,
    )  # fmt: skip
    if output:
        _io.check_target(output, force=force, inputs=[i.path for i in named.inputs])
    quoting, sources = _apart(named)
    rows = _versions.rows_of((*quoting, *sources), glossary=words, alignment=alignment)
    versions = _versions.only(rows, quoting)
    pairs = [
        pair
        for n in range(1, len(versions.witnesses))
        for pair in word_alignment.row_pairs(
            versions.witnesses[0],
            versions.witnesses[n],
            [(versions.tokens(r, 0), versions.tokens(r, n)) for r in range(len(versions.rows))],
        )
    ]
    aligner = word_alignment.learn(pairs, language=quoting[0].language or "en")
    original = sources[0].siglum if sources else ""
    terms = [term.row() for term in glossary(rows, source=original, links=aligner.links)]
    if terms and dictionary() is None:
        _io.note(str(MissingExtra("russian", "telling Russian words from possible spellings")))
    if name == "json":
        signature = rows.signature.adding(words=aligner.method)
        result = _io.dump(
            _io.envelope(
                "glossary", terms, inputs=named.inputs, signature=signature, witnesses=named.read
            )
        )
    elif name == "txt":
        result = _text(terms)
    else:
        result = _aligning.table(_table(terms, list(rows.sigla)), "\t" if name == "tsv" else ",")
    _io.emit(result, output=output, force=force)
    return 0


def _apart(named: _versions.Named) -> tuple[tuple[Witness, ...], tuple[Witness, ...]]:
    """The versions that quote words of a source, and the source; whichever is named first."""
    if named.beside and named.versions[0].language.startswith("ru"):
        return named.beside, named.versions
    return named.versions, named.beside


def _format(format: str | None, output: str | None) -> str:
    from pathlib import Path

    from ..errors import UsageError

    suffix = Path(output or "").suffix.lower().removeprefix(".")
    name = format or (suffix if suffix in ("json", "tsv", "csv") else "txt")
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}", hint=f"there are {', '.join(FORMATS)}")
    return name


def _text(terms: list[dict[str, Any]]) -> str:
    if not terms:
        return "no transliterated word found\n"
    lines = []
    for term in terms:
        known = "in the dictionary" if term["in_dictionary"] else "not in a dictionary"
        cyrillic = ", ".join(term["cyrillic"]) or "no Cyrillic form fits"
        schemes = ", ".join(term["schemes"]) or "no scheme fits"
        lines.append(f"{term['term']}  =  {cyrillic}   ({schemes}; {known})")
        lines.append(f"    at {', '.join(term['places'])}")
        for siglum, texts in term["renderings"].items():
            lines.append(f"    {siglum}: {'; '.join(texts) or '—'}")
    return "\n".join(lines) + "\n"


def _table(terms: list[dict[str, Any]], sigla: list[str]) -> Any:
    yield ["term", "cyrillic", "schemes", "in dictionary", "places", *sigla]
    for term in terms:
        yield [
            term["term"],
            " | ".join(term["cyrillic"]),
            " | ".join(term["schemes"]),
            "yes" if term["in_dictionary"] else "no",
            " | ".join(term["places"]),
            *(" | ".join(term["renderings"].get(s, [])) for s in sigla),
        ]
