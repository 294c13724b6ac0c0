"""What `variorum convert` does: read, write, read back, and refuse what changed a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import _io
from . import _publishing as publish

if TYPE_CHECKING:
    from ..critic import Options as ApparatusOptions
    from ..model import Apparatus, Collation, Source, Synopsis, Witness
    from ..writers import Options


@dataclass(frozen=True, slots=True)
class Request:
    """The options that decide what is written, whatever the format."""

    base: str
    names: Mapping[str, str]  # old siglum -> new
    layer: Sequence[str]
    hide: str | None
    project: str | None


def run(
    path: str, name: str, options: Options, request: Request, *, output: str | None,
    reader: str | None, encoding: str | None, force: bool,
) -> None:  # fmt: skip
    """Convert one file."""
    from ..writers import check_kept, write

    settled = publish.read_project(request.project)
    inputs = _io.read_inputs([path])
    publish.check_output(output, force, inputs)
    (source,) = _io.read_sources(inputs, reader=reader, encoding=encoding)
    if name == "txt" and _is_one_text(source):
        _io.emit(_plain(source.witnesses[0]), output=output, force=force, inputs=[path])
        return
    value, hidden = _value(source, name, request, settled.options)
    options = replace(
        options,
        title=options.title or settled.title,
        inputs=publish.named_inputs(inputs, [source.witnesses]),
        beside=source.beside,
        answers=source.answers,
    )
    result = write(name, value, options)
    if not hidden:
        for said in check_kept(source.witnesses, value, name, result, options, request.names):
            _io.note(said)
    _io.emit(result, output=output, force=force, inputs=[path])


def _is_one_text(source: Source) -> bool:
    """Has it one witness, and nothing to compare it with?"""
    several = source.apparatus or source.collation or source.synopsis
    return not several and len(source.witnesses) == 1


def _plain(witness: Witness) -> str:
    """The text of one witness, a passage a line, with the brackets that print has."""
    from ..text.spans import printed

    lines = []
    for passage in witness.passages:
        if len(passage):
            start, end = witness.starts[passage.start], witness.ends[passage.end - 1]
            text = printed(witness.text, witness.spans, start, end)
            lines.append(" ".join(text.split()) + "\n")
    return "".join(lines)


def _value(
    source: Source, name: str, request: Request, settled: ApparatusOptions
) -> tuple[Synopsis | Collation | Apparatus, bool]:
    """What the writer takes, and whether something of it is hidden."""
    from ..critic import rename
    from ..critic.convert import edition
    from ..critic.layers import layered, parse_classes, parse_layers, shown
    from ..writers import writer

    names = request.names
    taken = (writer(name).TAKES, *getattr(writer(name), "ALSO", ()))
    if source.collation is None and source.synopsis is not None and "synopsis" in taken:
        return rename.synopsis(source.synopsis, names), False
    as_table = source.apparatus is None and not request.base and "apparatus" not in taken
    if as_table and source.collation:
        return rename.collation(source.collation, names), False
    made = edition(_with_table(source), base=request.base, names=names, options=settled)
    layers = parse_layers(request.layer, made.classes) or made.layers or settled.layers
    asked = parse_classes(request.hide, made.classes) if request.hide else ()
    kept, counts = shown(layered(made, layers, asked or made.hidden or settled.hidden))
    publish.report_hidden(counts)
    return kept, bool(counts) or _is_folded(source, made, names)


def _is_folded(source: Source, made: Apparatus, names: Mapping[str, str]) -> bool:
    """Was the input written with classes hidden? Its units cannot rebuild the witnesses then."""
    given = source.apparatus
    if given is None or not given.hidden or made.base != names.get(given.base, given.base):
        return False
    _io.note(f"the input hides {', '.join(given.hidden)}: such readings agree with the lemma in it")
    return True


def _with_table(source: Source) -> Source:
    """A source without a table gets one: its witnesses are collated."""
    from ..collation import collate

    if source.collation is not None or source.apparatus is not None:
        return source
    if len(source.witnesses) < 2 or any(f.rule == "no-table" for f in source.findings):
        raise UsageError(
            "the input holds no collation and no apparatus that can be read",
            hint="name a file with an apparatus, or use variorum apparatus on several texts",
        )
    return replace(source, collation=collate(source.witnesses))
