"""The critical apparatus: what `apparatus` and `convert` mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from ..errors import UsageError
from ..model import Apparatus, Collation, Decided, Source
from .collating import collated
from .deciding import docket_of, report
from .door import verb
from .machine import Machine
from .reading import sources, texts_of
from .settled import settled
from .versions import Versions, versions

if TYPE_CHECKING:
    from ..critic import Options as ApparatusOptions
    from ..critic.decisions import Docket
    from ..critic.project import Project
    from ..host import Host
    from ..model import Synopsis, Witness
    from .kinds import Layer, Matching, Names, Path, Text, Texts

_OF_A_VALUE = ("project", "decisions")  # what may be said of a collation that is there already


@verb
def apparatus(
    *texts: Collation | Apparatus | Texts,
    base: str | None = None,
    joining: str | None = None,
    bridge: int | None = None,
    overlap: int | None = None,
    layer: Layer | None = None,
    hide: Names | None = None,
    options: ApparatusOptions | None = None,
    host: Host | None = None,
    **matching: Unpack[Matching],
) -> Apparatus:
    """The critical apparatus of a collation, or of texts that are collated for it.

    `base` is the witness that gives the lemmata; by default that of the project, otherwise the
    first text. An edition that was read (one source with its own apparatus, or its collation) keeps
    its editor's units and classes. `joining` (auto, pattern, gaps, phrase, none) and `bridge` set
    how far a unit reaches. In copies an omission of at least `overlap` words of the base (default
    3; 0 = never) is an entry of its own, over the variants of other witnesses within it. `layer`
    puts classes into layers (`{"A": "substantive"}` or `["A=substantive"]`); `hide` lists classes
    that are not shown in the output. Decisions of the project are applied.
    """
    host = host or Machine()
    given: dict[str, Any] = {
        "joining": joining, "bridge": bridge, "overlap": overlap, "layer": layer, "hide": hide,
    }  # fmt: skip
    values = [text for text in texts if isinstance(text, Collation | Apparatus)]
    if not values:
        return _of_texts(texts, base, options, given, host, matching)
    if len(texts) > 1:
        raise UsageError(
            "a collation cannot be combined with other inputs", hint="give one collation, or texts"
        )
    foreign = [name for name in matching if name not in _OF_A_VALUE]
    if foreign:
        raise UsageError(
            f"{foreign[0]} is for texts that are read", hint="set it where the texts are collated"
        )
    project = settled(matching.get("project"), (), host)
    chosen = made_with(project, options, **given)
    (value,) = values
    docket = docket_of(matching.get("decisions"), project.decisions, value_witnesses(value), host)
    if isinstance(value, Apparatus):
        table = value.collation
        table = replace(table, encoded=getattr(value.made_with, "encoded", ()))
        source = Source(table.witnesses, collation=table, apparatus=value)
        _refuse(docket)
        return edited(_kept(source, base, chosen, given), chosen, docket, host)
    if value.encoded:
        source = Source(
            value.witnesses, collation=value, beside=value.beside, answers=value.answers
        )
        _refuse(docket)
        return edited(_kept(source, base, chosen, given), chosen, docket, host)
    first = project.base if project.base in value.sigla else "".join(value.sigla[:1])
    value = _reworded(value, docket)
    return edited(_made(value, base or first, chosen, docket), chosen, docket, host)


def _reworded(table: Collation, docket: Docket) -> Collation:
    """A table that was made before, with its words as was decided; its passages stay."""
    for standing in docket.of("row", "passage", "regularise"):
        docket.contradicted(standing, "the table was made before; collate the texts anew")
    if not docket.of("align", "apart", "transpose"):
        return table
    from ..critic.decisions import words

    if any(b - a > 1 for own in zip(table.starts, table.ends) for a, b in zip(*own)):
        for standing in docket.of("align", "apart"):
            docket.contradicted(standing, "the table has several words in one cell")
        return words.moved(table, docket)
    return words.moved(words.decided(table, docket), docket)


def _refuse(docket: Docket) -> None:
    """Say of decisions on table and borders that an editor's own entries are kept."""
    kinds = ("row", "passage", "align", "apart", "unit", "transpose", "regularise")
    for standing in docket.of(*kinds):
        docket.contradicted(standing, "the entries are those of an edition, and are kept")


@verb
def decide(
    *texts: Texts,
    base: str | None = None,
    host: Host | None = None,
    **matching: Unpack[Matching],
) -> Decided:
    """The apparatus of texts that obeys what people decided, with what became of each decision.

    `decisions` is a file, a folder of `AUTHOR.jsonl` files, or decisions; without it those of the
    project. Each was applied, contradicted (another one or the text does not allow it), is stale
    (its place is gone) or withdrawn.
    """
    host = host or Machine()
    translations = matching.pop("translations", None)
    named = versions(texts, base=base, host=host, copies=translations is False, **matching)
    return obeyed(named, translations=translations)


def obeyed(
    named: Versions,
    *,
    translations: bool | None = None,
    options: ApparatusOptions | None = None,
    before: Collation | None = None,
) -> Decided:
    """The same for versions that were read; `before` is a table for `collating.collated`."""
    chosen = options or named.settled.options
    if len(named.sources) == 1 and _is_edited(named.sources[0]):
        _refuse(named.docket)
        made = _kept(named.sources[0], named.base, chosen, {"layer": None, "hide": None})
    else:
        table = collated(named, translations=translations, before=before)
        made = _made(table, named.base, chosen, named.docket)
    made = _replayed(made, chosen, named.docket)
    return Decided(made, named.docket.outcomes())


def _of_texts(
    texts: Sequence[Any], base: str | None, options: ApparatusOptions | None,
    given: Mapping[str, Any], host: Host, matching: Matching,
) -> Apparatus:  # fmt: skip
    """The apparatus of texts, or of the one edition that was named."""
    translations = matching.pop("translations", None)
    named = versions(texts, base=base, host=host, copies=translations is False, **matching)
    chosen = made_with(named.settled, options, **given)
    if len(named.sources) == 1 and _is_edited(named.sources[0]):
        _refuse(named.docket)
        made = _kept(named.sources[0], base, chosen, given)
    else:
        table = collated(named, translations=translations)
        made = _made(table, named.base, chosen, named.docket)
    return edited(made, chosen, named.docket, host)


def _made(table: Collation, base: str, options: ApparatusOptions, docket: Docket) -> Apparatus:
    """The apparatus, its entries joined and parted as was decided."""
    from ..collation import straighten
    from ..critic import apparatus as make

    if docket:
        from ..critic.decisions.borders import borders, check

        table = straighten(table)
        said = borders(docket, table)
        own = replace(options.units, borders=said.cuts, wholes=said.wholes, kept=said.kept)
        made = make(table, base=base, options=replace(options, units=own))
        check(docket, made)
        return replace(made, made_with=options)
    return make(table, base=base, options=options)


def _is_edited(source: Source) -> bool:
    """Has it units of an editor, which are not ours to make anew?"""
    return source.apparatus is not None or bool(source.units)


def _kept(
    source: Source, base: str | None, options: ApparatusOptions, given: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
) -> Apparatus:  # fmt: skip
    """The editor's own apparatus; its own layers and hidden classes outrank the project's."""
    from ..critic.convert import edition
    from ..critic.layers import layered

    made = edition(source, base=base or "", names=names, options=options)
    beside, answers = source.beside, source.answers
    if beside:
        made = replace(made, collation=replace(made.collation, beside=beside, answers=answers))
    layers = options.layers if given["layer"] else made.layers or options.layers
    hidden = options.hidden if given["hide"] else made.hidden or options.hidden
    return layered(made, layers, hidden)


def value_witnesses(value: Collation | Apparatus) -> Sequence[Witness]:
    """The witnesses of a value that was made before."""
    return value.collation.witnesses if isinstance(value, Apparatus) else value.witnesses


def edited(made: Apparatus, options: ApparatusOptions, docket: Docket, host: Host) -> Apparatus:
    """The apparatus with what was decided about it, in its layers; what was not obeyed is told."""
    found = _replayed(made, options, docket)
    report(docket, host)
    return found


def _replayed(made: Apparatus, options: ApparatusOptions, docket: Docket) -> Apparatus:
    from ..critic.classify import Classifier
    from ..critic.decisions.variants import look, replay
    from ..critic.layers import layered

    table = made.collation
    language = table.witnesses[table.index(made.base)].language or "en"
    found = replay(made, docket, Classifier(language=language, rules=options.rules))
    look(found, docket)
    return layered(found, found.layers or options.layers, found.hidden or options.hidden)


def made_with(
    project: Project,
    options: ApparatusOptions | None,
    *,
    joining: str | None = None,
    bridge: int | None = None,
    overlap: int | None = None,
    layer: Layer | None = None,
    hide: Names | None = None,
) -> ApparatusOptions:
    """How an apparatus is made: the project's options with what the caller says on top."""
    from ..critic.layers import parse_classes, parse_layers

    if bridge is not None and bridge < 0:
        raise UsageError(f"invalid bridge {bridge}", hint="give a number from 0")
    chosen = options or project.options
    units = chosen.units
    if joining:
        units = replace(units, joining=joining)
    if bridge is not None:
        units = replace(units, bridge=bridge)
    if overlap is not None:
        units = replace(units, overlap=overlap)
    pairs = layer.items() if isinstance(layer, Mapping) else ()
    listed = [f"{name}={_joined(classes)}" for name, classes in pairs]
    if layer and not listed:
        listed = [layer] if isinstance(layer, str) else list(layer)
    return replace(
        chosen,
        units=units,
        layers=parse_layers(listed, chosen.classes) or chosen.layers,
        hidden=parse_classes(_joined(hide), chosen.classes) if hide else chosen.hidden,
    )


def _joined(names: Names) -> str:
    return names if isinstance(names, str) else ",".join(names)


@verb
def convert(
    text: Text,
    *,
    to: str = "",
    base: str | None = None,
    rename: Mapping[str, str] | None = None,
    layer: Layer | None = None,
    hide: Names | None = None,
    project: Path | None = None,
    reader: str | None = None,
    encoding: str | None = None,
    choice: str = "orig",
    exclude_elements: Names = (),
    only_elements: Names = (),
    host: Host | None = None,
) -> Apparatus | Collation | Synopsis | Source:
    """The content of an edition, a table or a text, in the form that the format `to` takes.

    An apparatus keeps its editor's units, classes and labels. If the base or the sigla change
    (`rename`), every witness keeps its text, or a `WriteError` says which would not. The options of
    `read` choose what is read of a TEI file. Without `to` an edition is returned as an apparatus, a
    table as a collation, and a text without either as its source.
    """
    host = host or Machine()
    listed = list(texts_of((text,)))
    agreed = settled(project, listed, host)
    found = sources(
        listed, host=host, reader=reader, encoding=encoding, choice=choice,
        exclude_elements=exclude_elements, only_elements=only_elements,
    )  # fmt: skip
    if len(found.sources) != 1:
        raise UsageError("several files", hint="convert one at a time")
    (source,) = found.sources
    _tell_folded(source, base, rename or {}, host)
    value = _converted(source, to, base, rename or {}, {"layer": layer, "hide": hide}, agreed, host)
    _check_kept(source.witnesses, value, rename)
    return _titled(value, agreed.title)


def _tell_folded(source: Source, base: str | None, names: Mapping[str, str], host: Host) -> None:
    """Say where the input was written with classes hidden: its units hold no more than it shows."""
    given = source.apparatus
    if given is not None and given.hidden and base in (None, "", names.get(given.base, given.base)):
        listed = ", ".join(given.hidden)
        host.note(f"the input hides {listed}: such readings count as agreeing with the lemma")


def _titled(
    value: Apparatus | Collation | Synopsis | Source, title: str
) -> Apparatus | Collation | Synopsis | Source:
    """The value under the project's title."""
    if isinstance(value, Apparatus):
        return replace(value, collation=replace(value.collation, title=title))
    return replace(value, title=title) if isinstance(value, Collation) else value


def _converted(
    source: Source, to: str, base: str | None, names: Mapping[str, str],
    given: Mapping[str, Any], project: Project, host: Host,
) -> Apparatus | Collation | Synopsis | Source:  # fmt: skip
    from ..critic import rename
    from ..writers import writer

    several = source.apparatus or source.collation or source.synopsis
    if to in ("", "txt") and not several and len(source.witnesses) == 1:
        return source
    taken = (writer(to).TAKES, *getattr(writer(to), "ALSO", ())) if to else ()
    if source.collation is None and source.synopsis is not None and (not to or "synopsis" in taken):
        return rename.synopsis(source.synopsis, names)
    table = not _is_edited(source) if not to else "apparatus" not in taken
    if table and source.apparatus is None and not base and source.collation:
        return rename.collation(source.collation, names)
    chosen = made_with(project, None, layer=given["layer"], hide=given["hide"])
    return _kept(_with_table(source), base, chosen, given, names)


def _with_table(source: Source) -> Source:
    """A source without a table gets one: its witnesses are collated."""
    from ..collation import collate

    if source.collation is not None or source.apparatus is not None:
        return source
    if len(source.witnesses) < 2 or any(f.rule == "no-table" for f in source.findings):
        raise UsageError(
            "the input contains neither a collation nor an apparatus",
            hint="give a file with an apparatus, or make one from several texts with apparatus",
        )
    return replace(source, collation=collate(source.witnesses))


def _check_kept(
    before: Sequence[Witness],
    value: Apparatus | Collation | Synopsis | Source,
    names: Mapping[str, str] | None = None,
) -> None:
    """Raise `WriteError` where a value does not hold every witness with its text.

    `names` are sigla that were renamed. The witnesses of an apparatus are rebuilt from its base
    and units; one that was written with classes hidden cannot be, and is taken as it is.
    """
    from ..critic import restore
    from ..critic.convert import check_unchanged

    if isinstance(value, Source):
        return
    if not isinstance(value, Apparatus):
        check_unchanged(before, value.witnesses, names)
    elif not value.hidden:
        table = value.collation
        rebuilt = tuple(replace(w, text=restore(value, w.siglum)) for w in table.witnesses)
        check_unchanged(before, rebuilt, names)
