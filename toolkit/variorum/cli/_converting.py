"""What `variorum convert` does: read, write, read back, and refuse what changed a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import _io
from . import _publishing as publish
from ._keeping import check_kept

if TYPE_CHECKING:
    from ..model import Apparatus, Collation, Source, Synopsis, Witness
    from ..writers import Options


def run(
    path: str, name: str, options: Options, *, output: str | None, reader: str | None,
    encoding: str | None, base: str, names: Mapping[str, str], layer: Sequence[str],
    hide: str | None, force: bool,
) -> None:  # fmt: skip
    """Convert one file."""
    from ..writers import write

    inputs = _io.read_inputs([path])
    publish.check_output(output, force, inputs)
    (source,) = _io.read_sources(inputs, reader=reader, encoding=encoding)
    if name == "txt" and _is_one_text(source):
        _io.emit(_plain(source.witnesses[0]), output=output, force=force, inputs=[path])
        return
    value, hidden = _value(source, name, base=base, names=names, layer=layer, hide=hide)
    options = replace(
        options,
        inputs=publish.named_inputs(inputs, [source.witnesses]),
        beside=source.beside,
        answers=source.answers,
    )
    result = write(name, value, options)
    if not hidden:
        check_kept(source.witnesses, value, name, result, options, names)
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
    source: Source, name: str, *, base: str, names: Mapping[str, str], layer: Sequence[str],
    hide: str | None,
) -> tuple[Synopsis | Collation | Apparatus, bool]:  # fmt: skip
    """What the writer takes, and whether something of it is hidden."""
    from ..critic import rename
    from ..critic.convert import edition
    from ..critic.layers import layered, parse_classes, parse_layers, shown
    from ..writers import writer

    taken = (writer(name).TAKES, *getattr(writer(name), "ALSO", ()))
    if source.collation is None and source.synopsis is not None and "synopsis" in taken:
        return rename.synopsis(source.synopsis, names), False
    if source.apparatus is None and not base and "apparatus" not in taken and source.collation:
        return rename.collation(source.collation, names), False
    made = edition(_with_table(source), base=base, names=names)
    layers = parse_layers(layer, made.classes) or made.layers
    hidden = parse_classes(hide, made.classes) if hide else made.hidden
    kept, counts = shown(layered(made, layers, hidden))
    publish.report_hidden(counts)
    return kept, bool(counts)


def _with_table(source: Source) -> Source:
    """A source without a table gets one: its witnesses are collated."""
    from ..collate import collate

    if source.collation is not None or source.apparatus is not None:
        return source
    if len(source.witnesses) < 2 or any(f.rule == "no-table" for f in source.findings):
        raise UsageError(
            "the input holds no collation and no apparatus that can be read",
            hint="name a file with an apparatus, or use variorum apparatus on several texts",
        )
    return replace(source, collation=collate(source.witnesses))
