"""What `variorum apparatus` does: read, collate, find units, rule, write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import _io, _paging, _versions
from . import _publishing as publish

if TYPE_CHECKING:
    from ..critic import Options as ApparatusOptions
    from ..critic.project import Project
    from ..model import Answer, Apparatus, Collation, Decision
    from ..writers import Options
    from ._options import Inputs, Matching, Paging
    from ._publish_options import Entries


@dataclass(frozen=True, slots=True)
class Request:
    """The options that decide what the apparatus is."""

    inputs: Inputs
    matching: Matching
    entries: Entries
    base: str | None
    source: str | None
    unit: str
    normal: str | None
    joining: str | None
    bridge: int | None
    decisions: str | None
    project: str | None
    regularise: str | None
    paging: Paging


def run(
    request: Request, name: str, options: Options, *, output: str | None, force: bool, into: bool
) -> None:
    """Make the apparatus and write it."""
    from ..writers import check_kept, write

    settled = publish.read_project(request.project)
    rulings = publish.read_decisions(request.decisions, settled)
    normal = request.normal or ",".join(settled.normal) or None
    named = _versions.read_versions(
        request.inputs.files, source=request.source, base=request.base or settled.base or None,
        unit=request.unit, normal=normal,
        reader=request.inputs.reader, encoding=request.inputs.encoding,
        language=request.inputs.language or settled.language or None,
        layers=request.matching.layers, alignment=request.matching.alignment,
    )  # fmt: skip
    publish.check_output(output, force, named.inputs)
    named, forms = publish.regularise(
        named, request.regularise or settled.regularise or None, normal, rulings
    )
    table = _table(request, named, rulings)
    table = replace(table, signature=table.signature.adding(normal=forms))
    edition = _apparatus(request, settled, table, named.base, rulings)
    shown = _shown(edition)
    document = _document(named) if into else None
    options = replace(
        options,
        title=options.title or settled.title,
        beside=named.beside,
        answers=_answers(request, named) if name == "tei" else (),
        document=document.data if document else b"",
        document_name=document.name if document else "",
        inputs=publish.named_inputs(named.inputs, [s.witnesses for s in named.sources]),
    )
    if name == "html":
        target = _paging.Target(output, force, options.title, request.paging)
        _page(request, named, shown, options, target, _options(request, settled))
        return
    result = write(name, shown, options)
    if name == "tei" and shown is edition:  # what is hidden reads as the lemma
        for said in check_kept(edition.collation.witnesses, shown, name, result, options):
            _io.note(said)
    _io.emit(result, output=output, force=force, inputs=[i.path for i in named.inputs])


def _answers(request: Request, named: _versions.Named) -> tuple[Answer, ...]:
    """Which passages of the versions in another language answer which of the base."""
    if not named.beside:
        return ()
    known = request.matching
    base = [w for w in named.versions if w.siglum == named.base]
    held = named.all if known.alignment else (*base, *named.beside)
    rows = _versions.rows_of(held, glossary=known.glossary, alignment=known.alignment)
    return rows.answers(named.base, [w.siglum for w in named.beside])


def _page(
    request: Request, named: _versions.Named, shown: Apparatus, options: Options,
    target: _paging.Target, made_with: ApparatusOptions,
) -> None:  # fmt: skip
    """The reading page of the apparatus, with the measures that its overview shows."""
    from ..writers import write
    from ._comparing import measured

    data = write("json", shown, options)
    assert isinstance(data, str)
    known = request.matching
    rows = _versions.rows_of(named.all, glossary=known.glossary, alignment=known.alignment)
    measures = measured(named, rows, shown.collation, bootstrap=100)
    edition = _paging.edition_of(
        named, shown, measures, rows, target=target, data=data, options=made_with
    )
    _paging.write_page(edition, target)


def _table(request: Request, named: _versions.Named, rulings: tuple[Decision, ...]) -> Collation:
    """The collation, obeying what was ruled about tokens."""
    from ..collation import Options
    from ..critic.decisions import pairs

    together, stale = pairs(rulings, "align", named.versions)
    apart, more = pairs(rulings, "apart", named.versions)
    publish.report_stale([*stale, *more])
    known = request.matching
    return _versions.table_of(
        named, options=Options(forced=tuple(together), apart=tuple(apart)),
        translations=known.translations, alignment=known.alignment, glossary=known.glossary,
    )  # fmt: skip


def _apparatus(
    request: Request, settled: Project, table: Collation, base: str,
    rulings: tuple[Decision, ...],
) -> Apparatus:  # fmt: skip
    from ..critic import apparatus
    from ..critic.classify import Classifier
    from ..critic.decisions import replay
    from ..critic.layers import layered

    options = _options(request, settled)
    made = apparatus(table, base=base, options=options)
    language = table.witnesses[table.index(base)].language or "en"
    replayed = replay(made, rulings, Classifier(language=language, rules=options.rules))
    publish.report_stale(replayed.stale)
    return layered(replayed.apparatus, options.layers, options.hidden)


def _options(request: Request, settled: Project) -> ApparatusOptions:
    """The project's options with what the command line says on top."""
    from ..critic.layers import parse_classes, parse_layers

    options = settled.options
    units = options.units
    if request.joining:
        units = replace(units, joining=request.joining)
    if request.bridge is not None:
        units = replace(units, bridge=request.bridge)
    layer, hide = request.entries.layer or (), request.entries.hide
    return replace(
        options,
        units=units,
        layers=parse_layers(layer, options.classes) or options.layers,
        hidden=parse_classes(hide, options.classes) if hide else options.hidden,
    )


def _shown(edition: Apparatus) -> Apparatus:
    """The apparatus without what is hidden, which is counted on standard error."""
    from ..critic.layers import shown

    kept, counts = shown(edition)
    publish.report_hidden(counts)
    return kept if counts else edition


def _document(named: _versions.Named) -> _io.Input:
    """The file of the base witness, to write into."""
    for item, source in zip(named.inputs, named.sources):
        if any(w.siglum == named.base for w in source.witnesses):
            if source.reader != "tei":
                raise UsageError(
                    f"{item.name} is no TEI file to write into", hint="leave out --into"
                )
            return item
    raise AssertionError("the base is a witness of an input")
