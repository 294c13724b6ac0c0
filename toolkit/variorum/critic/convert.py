"""From any source to the value a writer takes; the text of every witness stays what it was.

The proof is made on tokens: what each witness has, word for word, before and after. White space
is nobody's reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..errors import UsageError, WriteError
from ..model import Apparatus, EncodedUnit, Source, Witness
from ..text.tokens import spans
from . import rename
from .edition import Options, apparatus


def edition(
    source: Source, *, base: str = "", names: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Apparatus:  # fmt: skip
    """The apparatus that a source holds, with another base or other sigla where asked for.

    An apparatus whose base stays is taken as it is, with all its decisions; so are the units of an
    encoded edition, whose classes hold against its own base only. Raises `UsageError` where the
    source holds no table.
    """
    chosen = options or Options()
    given = source.apparatus and rename.apparatus(source.apparatus, names or {})
    if given:
        chosen = _kept(given, chosen)
    if given and base in ("", given.base):
        return replace(given, classes=chosen.classes)
    if source.collation is None:
        raise UsageError(
            "the input contains no collation", hint="make an apparatus from the texts first"
        )
    table = rename.collation(source.collation, names or {})
    held = given.base if given else table.signature.get("base")
    wanted = base or held or (table.sigla or ("",))[0]
    units = table.encoded if wanted == held else tuple(map(_without_classes, table.encoded))
    layers = () if units and not given else chosen.layers  # an edition's own come first
    return apparatus(table, base=wanted, options=replace(chosen, layers=layers, encoded=units))


def _kept(given: Apparatus, chosen: Options) -> Options:
    """The options with what an apparatus has settled itself; classes it has not come after."""
    known = {c.name for c in given.classes}
    more = tuple(c for c in chosen.classes if c.name not in known)
    return replace(
        chosen, classes=(*given.classes, *more), layers=given.layers, hidden=given.hidden
    )


def _without_classes(unit: EncodedUnit) -> EncodedUnit:
    """A unit against another base: a class against the first one's reading is not a class."""
    return replace(unit, readings=tuple(replace(said, cls="", kind="") for said in unit.readings))


def words(witness: Witness) -> tuple[str, ...]:
    """The text of a witness as our tokens, whoever cut it: what two forms of it must share."""
    return tuple(witness.text[a:b] for a, b, _ in spans(witness.text))


def check_unchanged(
    before: Iterable[Witness], after: Iterable[Witness], names: Mapping[str, str] | None = None,
    *, exempt: Iterable[str] = (),
) -> None:  # fmt: skip
    """Raise `WriteError` naming the first witness whose text is not what it was, and where."""
    found = {w.siglum: words(w) for w in after}
    skipped = set(exempt)
    for witness in before:
        siglum = (names or {}).get(witness.siglum, witness.siglum)
        if siglum in skipped:
            continue
        if siglum not in found:
            raise WriteError(f"{siglum} would be lost", hint="choose another format or method")
        had, has = words(witness), found[siglum]
        if had != has:
            at = next(
                (i for i, (a, b) in enumerate(zip(had, has)) if a != b), min(len(had), len(has))
            )
            near = " ".join(had[max(at - 2, 0) : at + 3])
            raise WriteError(
                f"the text of {siglum} would change at word {at + 1} ({near!r})",
                hint="choose another format or method",
            )
