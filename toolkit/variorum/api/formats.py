"""Every value in every form: which formats there are of what, and who writes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..errors import UsageError
from ..model import Links, Synopsis, Witness

if TYPE_CHECKING:
    from ..model import Decided, Glossary
    from ..model.comparison import Comparison, Version
    from ..model.measures import Measures

# By kind of value: each format with its suffixes; the first is what a terminal gets.
ROWS = {"txt": ".txt", "tsv": ".tsv", "csv": ".csv", "json": ".json", "tmx": ".tmx",
        "tei": ".xml", "xlsx": ".xlsx"}  # fmt: skip
LINKS = {"txt": ".txt", "tsv": ".tsv", "json": ".json", "pharaoh": ".pharaoh"}
MEASURES = {"txt": ".txt", "json": ".json", "csv": ".csv", "tsv": ".tsv", "xlsx": ".xlsx",
            "docx": ".docx", "html": ".html", "svg": ".svg", "png": ".png", "newick": ".nwk",
            "nexus": ".nex"}  # fmt: skip
TERMS = {"txt": ".txt", "json": ".json", "tsv": ".tsv", "csv": ".csv"}
OUTCOMES = {"txt": ".txt", "json": ".json", "tsv": ".tsv"}
CHANGES = {"plain": ".txt", "ansi": "", "html": ".html", "json": ".json", "patch": ".patch",
           "unified": ".diff"}  # fmt: skip
PICTURES = ("both", "tree", "heat")


@dataclass(frozen=True, slots=True)
class Shape:
    """What may be said about a value that is shown, whatever its kind."""

    width: int = 80
    title: str = ""
    top: int = 10  # places of greatest divergence
    picture: str = "both"

    def __post_init__(self) -> None:
        if self.picture not in PICTURES:
            offered = ", ".join(PICTURES)
            raise UsageError(f"unknown picture {self.picture!r}", hint=f"choose from {offered}")


def format_of(formats: Mapping[str, str], name: str, path: str) -> str:
    """The format named, else the one of the path's suffix, else the first; refuses others."""
    suffix = PurePath(path).suffix.lower()
    by_suffix = {ending: format for format, ending in formats.items() if ending}
    chosen = name or (by_suffix.get(suffix, "") if suffix else next(iter(formats)))
    if chosen not in formats:
        raise UsageError(
            f"unknown format {name or suffix!r}", hint=f"choose from {', '.join(formats)}"
        )
    return chosen


def inputs_of(witnesses: Iterable[Witness | Version]) -> tuple[dict[str, str], ...]:
    """Siglum, name and content hash of each file that witnesses come from; never a folder."""
    found: list[dict[str, str]] = []
    for witness in witnesses:
        name, checksum = witness.origin
        if found and (found[-1]["name"], found[-1]["sha256"]) == (name, checksum):
            found[-1]["siglum"] += f" {witness.siglum}"
        else:
            found.append({"siglum": witness.siglum, "name": name, "sha256": checksum})
    return tuple(found)


def envelope(
    command: str, results: Any, *, inputs: Sequence[Mapping[str, str]] = (),
    signature: object = "", **more: Any,
) -> str:  # fmt: skip
    """The JSON that every command shares, as text."""
    version = ".".join(__version__.split(".")[:2])
    value = {
        "schema": f"variorum.{command}/1", "tool": f"variorum {version}",
        "signature": str(signature), "inputs": list(inputs), **more, "results": results,
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def json_of(
    value: Links | Measures | Glossary | Comparison, of: Iterable[Witness | Version]
) -> str:
    """A value's own data, with the files that its witnesses or versions come from."""
    data = value.to_dict()
    del data["tool"]
    command = str(data.pop("schema")).removeprefix("variorum.").partition("/")[0]
    signature, results = data.pop("signature"), data.pop("results")
    return envelope(command, results, inputs=inputs_of(of), signature=signature, **data)


def table(lines: Iterable[Sequence[str]], delimiter: str, *, end: str = "\n") -> str:
    """Lines of cells as CSV or TSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(lines)
    return stream.getvalue()


def rows(value: Synopsis, name: str, shape: Shape) -> str | bytes:
    """Rows of passages as text, table, or in a form that other programs read."""
    if name in ("tsv", "csv"):
        from ..alignment.table import to_table

        return table(to_table(value), "\t" if name == "tsv" else ",")
    if name == "txt":
        from ..screen.synopsis import rows_text

        return rows_text(value, width=shape.width)
    from ..writers import Options, write

    inputs = inputs_of(value.witnesses)
    return write(name, value, Options(title=shape.title or "Alignment", inputs=inputs))


def links(value: Links, name: str) -> str:
    """Linked words as lines, table or data."""
    if name == "json":
        return json_of(value, value.synopsis.witnesses)
    if name == "pharaoh":
        return "".join(f"{line}\n" for line in _pharaoh(value))
    lines = _link_lines(value)
    if name == "tsv":
        return table(lines, "\t")
    next(lines)  # the header
    shown = [f"{a:>24}  =  {b:<24} {kind} {p}" for _, _, _, a, b, kind, p in lines]
    return "\n".join([f"method {value.signature.get('words')}", *shown]) + "\n"


def _link_lines(value: Links) -> Iterator[list[str]]:
    yield ["row", "a", "b", "a words", "b words", "kind", "confidence"]
    for a, b, by_row in value.pairs:
        left, right = value.synopsis.witnesses[a], value.synopsis.witnesses[b]
        for r, found in enumerate(by_row):
            for k in found:
                yield [
                    str(r + 1), left.siglum, right.siglum,
                    " ".join(left.slice(i, i + 1) for i in k.a),
                    " ".join(right.slice(j, j + 1) for j in k.b),
                    k.kind, f"{k.confidence:.3f}",
                ]  # fmt: skip


def _pharaoh(value: Links) -> Iterator[str]:
    """A line for each row, indexes from the beginning of the row; only for two versions."""
    if len(value.pairs) != 1:
        raise UsageError(
            "the Pharaoh format takes exactly two versions", hint="name two versions, or write JSON"
        )
    ((a, b, by_row),) = value.pairs
    held = value.synopsis
    for r, found in enumerate(by_row):
        first, second = held.tokens(r, a).start, held.tokens(r, b).start
        cells = sorted({(i - first, j - second) for k in found if k.kind != "phrase"
                        for i in k.a for j in k.b})  # fmt: skip
        yield " ".join(f"{i}-{j}" for i, j in cells)


def measures(value: Measures, name: str, shape: Shape) -> str | bytes:
    """Measures as text, table, picture or tree; the page is made of more than they."""
    from ..measure import newick, report

    if name == "json":
        held = value.collation.synopsis or value.synopsis
        return json_of(value, held.witnesses)
    if name in ("csv", "tsv"):
        return table(report.value_table(value), "," if name == "csv" else "\t", end="\r\n")
    if name in ("svg", "png"):
        from . import pictures

        drawing = pictures.svg(value, shape.picture)
        return drawing if name == "svg" else pictures.png(drawing)
    if name == "newick":
        return newick(value.nj) + "\n"
    if name == "nexus":
        return report.nexus(value)
    title = shape.title or title_of(value.sigla)
    if name == "xlsx":
        from ..writers import workbook

        return workbook(value, title=title)
    if name == "docx":
        from ..writers import document

        return document(value, title=title, top=shape.top)
    from ..screen.measures import measures_text

    return measures_text(value, width=shape.width, top=shape.top)


NAMED = 6  # versions that a title names


def title_of(sigla: Sequence[str]) -> str:
    """What a comparison is called that nobody has named."""
    named = f": {', '.join(sigla)}" if len(sigla) <= NAMED else ""
    return f"Versions compared{named}" if named else f"{len(sigla)} versions compared"


def outcomes(value: Decided, name: str) -> str:
    """What became of decisions: a line each, or a table, or JSON."""
    if name == "json":
        return envelope(
            "decide", [o.to_dict() for o in value],
            inputs=inputs_of(value.apparatus.collation.witnesses),
            signature=value.apparatus.signature,
        )  # fmt: skip
    if name == "tsv":
        rows = value.to_rows()
        header = list(rows[0]) if rows else ["id", "kind"]
        return table([header, *([str(v) for v in row.values()] for row in rows)], "\t")
    said = [
        f"{o.state:12}  {o.decision.id}  {o.decision.kind} {o.decision.ruling}".rstrip()
        + (f", {o.place}" if o.place else "")
        + (f": {o.reason}" if o.reason else "")
        for o in value
    ]
    return "".join(f"{line}\n" for line in said)


def terms(value: Glossary, name: str) -> str:
    """A glossary as lines, table or data."""
    if name == "json":
        return json_of(value, value.synopsis.witnesses)
    listed = [term.to_dict() for term in value]
    if name == "txt":
        return _terms_text(listed)
    return table(_terms_table(listed, value.synopsis.sigla), "\t" if name == "tsv" else ",")


def _terms_text(listed: Sequence[dict[str, Any]]) -> str:
    if not listed:
        return "no transliterated word found\n"
    lines = []
    for term in listed:
        known = "in the dictionary" if term["in_dictionary"] else "not in a dictionary"
        cyrillic = ", ".join(term["cyrillic"]) or "no Cyrillic form fits"
        schemes = ", ".join(term["schemes"]) or "no scheme fits"
        lines.append(f"{term['term']}  =  {cyrillic}   ({schemes}; {known})")
        lines.append(f"    at {', '.join(term['places'])}")
        for siglum, texts in term["renderings"].items():
            lines.append(f"    {siglum}: {'; '.join(texts) or '—'}")
    return "\n".join(lines) + "\n"


def _terms_table(listed: Sequence[dict[str, Any]], sigla: Sequence[str]) -> Iterator[list[str]]:
    yield ["term", "cyrillic", "schemes", "in dictionary", "places", *sigla]
    for term in listed:
        yield [
            term["term"],
            " | ".join(term["cyrillic"]),
            " | ".join(term["schemes"]),
            "yes" if term["in_dictionary"] else "no",
            " | ".join(term["places"]),
            *(" | ".join(term["renderings"].get(s, [])) for s in sigla),
        ]


def changes(value: Comparison, name: str, look: Any, view: str = "rows") -> str:
    """A comparison as text, page, data or patch; `look` is how text appears."""
    if name == "json":
        return comparison_json(value)
    if name == "patch":
        from ..comparison.patching import make

        if len(value.versions) != 2:
            raise UsageError(
                f"a patch is between two texts, not {len(value.versions)}", hint="name two"
            )
        old, new = value.versions
        return make(old.text, new.text, (old.origin[0] or old.siglum, new.origin[0] or new.siglum))
    from ..registry import get

    shown = get("screen.views", name if name in ("html", "unified") else view)
    return "".join(f"{line}\n" for line in shown.render(value, look))


def comparison_json(value: Comparison) -> str:
    """The rows of a comparison, with what was hidden and what changed in the encoding."""
    return json_of(value, value.versions)
