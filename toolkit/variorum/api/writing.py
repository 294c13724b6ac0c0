"""Every value becomes a file: what `write` means, and what the command line writes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Unpack

from ..errors import UsageError
from ..model import Apparatus, Collation, Decided, Glossary, Links, Source, Synopsis
from ..model.comparison import Comparison
from ..model.measures import Measures
from . import formats
from .door import verb
from .editing import apparatus
from .formats import Shape
from .machine import Machine

if TYPE_CHECKING:
    from ..host import Host
    from ..writers import Options
    from .kinds import Path, Value, Writing


@verb
def write(
    value: Value | Source | Links | Glossary | Decided | Comparison | Measures | str | bytes,
    path: Path,
    *,
    format: str = "",
    host: Host | None = None,
    **writing: Unpack[Writing],
) -> None:
    """Write a value to a file in the format of `format`, or of the suffix.

    The file is written next to its destination and then renamed; an existing file is replaced.
    Hidden classes of an apparatus are left out and counted. If the text of a witness could not be
    recovered from the output, nothing is written: `WriteError` says which witness and where.
    """
    host = host or Machine()
    target = os.fspath(path)
    made = published(value, format_of(value, format, target), target, host, writing)
    for name, data in made.items():
        whole = str(PurePath(target).with_name(name)) if name else target
        host.write(whole, data.encode("utf-8") if isinstance(data, str) else data)


def format_of(value: object, name: str = "", path: str = "") -> str:
    """The format named, else that of the path's suffix, else the kind's own; refuses others."""
    from ..writers import by_suffix, writer

    kind = value if isinstance(value, type) else type(value)
    known = _formats(kind)
    if known is not None:
        return formats.format_of(known, name, path)
    if kind in (str, bytes):
        return "text"
    if name == "fragment":
        return name
    if name:
        writer(name)
        return name
    return by_suffix(path) if path else "txt"


def _formats(kind: type) -> Mapping[str, str] | None:
    return {
        Measures: formats.MEASURES,
        Links: formats.LINKS, Glossary: formats.TERMS, Comparison: formats.CHANGES,
        Synopsis: formats.ROWS, Decided: formats.OUTCOMES,
    }.get(kind)  # fmt: skip


def published(
    value: Any, name: str, target: str, host: Host, writing: Mapping[str, Any]
) -> dict[str, str | bytes]:
    """The value in a format, by file name: "" for the one file that most formats need."""
    shape = Shape(**{k: v for k, v in writing.items() if k in _SHAPE})
    if isinstance(value, str | bytes):
        return {"": value}
    if isinstance(value, Links):
        return {"": formats.links(value, name)}
    if isinstance(value, Glossary):
        return {"": formats.terms(value, name)}
    if isinstance(value, Decided):
        return {"": formats.outcomes(value, name)}
    if isinstance(value, Comparison):
        from ..screen.look import Look

        color = name == "ansi"
        return {"": formats.changes(value, name, Look(shape.width, color=color, arrows=color))}
    if isinstance(value, Source):
        return {"": _plain(value, name)}
    if isinstance(value, Synopsis) and name in formats.ROWS:
        return {"": formats.rows(value, name, shape)}
    if isinstance(value, Synopsis | Collation | Apparatus):
        return _edition(value, name, target, host, writing)
    if name == "html":
        from . import paging

        return paging.of_measures(value, target, host, writing)
    return {"": formats.measures(value, name, shape)}


_SHAPE = ("width", "title", "top", "picture")


def _edition(
    value: Synopsis | Collation | Apparatus, name: str, target: str, host: Host,
    writing: Mapping[str, Any],
) -> dict[str, str | bytes]:  # fmt: skip
    """A table or an apparatus in the writers' formats; an apparatus in HTML is the page."""
    from ..critic.layers import shown
    from ..writers import write as to_format

    form = "html" if name == "fragment" else name
    if isinstance(value, Collation) and not _takes(form, "collation"):
        value = apparatus(value, base=writing.get("base"), host=host)
    options = options_of(value, name, host, writing)
    if not isinstance(value, Apparatus):
        made = to_format(form, value, options)
        if isinstance(value, Synopsis) or form == "tei":
            _guard(value, form, made, options, host)
        return {"": made}
    whole = name == "json" and not value.hidden  # it says of each entry why it is not printed
    kept, counts = (value, {}) if whole else shown(value)
    _report_hidden(counts, host)
    if name == "html":
        from . import paging

        return paging.of_apparatus(kept, target, host, writing, options)
    result = to_format(form, kept, options)
    if not (value.hidden or counts):  # what is hidden reads as the lemma
        _guard(value, form, result, options, host)
    return {"": result}


def _guard(
    value: Synopsis | Collation | Apparatus, name: str, result: str | bytes, options: Options,
    host: Host,
) -> None:  # fmt: skip
    """Raise `WriteError` where the result does not hold the words of every witness."""
    from ..writers import check_kept

    table = value.collation if isinstance(value, Apparatus) else value
    for said in check_kept(table.witnesses, value, name, result, options):
        host.note(said)


def _takes(name: str, kind: str) -> bool:
    """Does a format take this kind of value, or can it be had from an apparatus only?"""
    from ..writers import writer

    module = writer(name)
    taken = (module.TAKES, *getattr(module, "ALSO", ()))
    return kind in taken or taken == ("synopsis",)


def options_of(value: Any, name: str, host: Host, writing: Mapping[str, Any]) -> Options:
    """The writers' options: what the caller says, and what stands beside the value."""
    from ..writers import Options, method

    plain = {k: writing[k] for k in _PLAIN if k in writing and (k != "style" or writing[k])}
    table = value.collation if isinstance(value, Apparatus) else value
    beside = table.beside if isinstance(table, Collation) else ()
    trivial = writing.get("trivial") or ()
    listed = trivial.split(",") if isinstance(trivial, str) else trivial
    document, document_name = b"", ""
    if writing.get("into") and name == "tei":
        document, document_name = _document(value, writing["into"], host)
    if isinstance(table, Collation) and not plain.get("title"):
        plain["title"] = table.title
    return Options(
        **plain,
        method=method(writing.get("method") or "ps"),
        location="external" if writing.get("external") else "internal",
        trivial=tuple(t for t in listed if t),
        beside=beside,
        answers=_answers(value) if name == "tei" else (),
        document=document,
        document_name=document_name,
        inputs=formats.inputs_of((*table.witnesses, *beside)),
    )


_PLAIN = ("title", "style", "profile", "shape", "formulas", "bom", "omission", "form", "width")


def _answers(value: Any) -> Any:
    """Which passages of the texts beside an apparatus correspond to the base's."""
    if not isinstance(value, Apparatus):
        return ()
    table = value.collation
    if not table.beside or table.synopsis is None:
        return table.answers
    return table.synopsis.answers(value.base, [w.siglum for w in table.beside])


def _document(value: Apparatus, into: Path | Sequence[Path], host: Host) -> tuple[bytes, str]:
    """The base witness's own TEI file, to write into: of several the one it was read from."""
    listed = [into] if isinstance(into, str | os.PathLike) else list(into)
    base = value.collation.witnesses[value.collation.index(value.base)]
    for path in listed:
        data = host.read(os.fspath(path))
        if len(listed) > 1 and sha256(data).hexdigest() != base.origin[1]:
            continue
        name = PurePath(path).name
        from ..readers import reader_for

        if reader_for(data, name=name) != "tei":
            raise UsageError(f"{name} is not a TEI file to write into", hint="write a new file")
        return data, name
    raise UsageError(f"none of the files belongs to {value.base}", hint="name the base's file")


def _plain(source: Source, name: str) -> str:
    """The text of one witness, a passage a line, with the brackets that print has."""
    from ..text.spans import printed

    if name != "txt" or len(source.witnesses) != 1:
        raise UsageError(
            f"{name} needs an apparatus, a collation or rows", hint="convert the source first"
        )
    (witness,) = source.witnesses
    lines = []
    for passage in witness.passages:
        if len(passage):
            start, end = witness.starts[passage.start], witness.ends[passage.end - 1]
            text = printed(witness.text, witness.spans, start, end)
            lines.append(" ".join(text.split()) + "\n")
    return "".join(lines)


def _report_hidden(counts: Mapping[str, int], host: Host) -> None:
    """Say how many readings are not shown, and of which classes."""
    if counts:
        total = sum(counts.values())
        listed = ", ".join(f"{n} {cls}" for cls, n in counts.items())
        host.note(f"hidden: {total} reading{'s' * (total != 1)} ({listed})")
