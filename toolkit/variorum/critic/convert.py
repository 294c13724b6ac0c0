"""From any source to the value a writer takes; the text of every witness stays what it was.

The proof is made on tokens: what each witness has, word for word, before and after. White space
is nobody's reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..errors import UsageError, WriteError
from ..model import Apparatus, Block, Collation, Source, Transposition, Witness
from ..text.tokens import spans
from .edition import Options, apparatus


def renamed(collation: Collation, names: Mapping[str, str]) -> Collation:
    """The collation with sigla changed; raises `UsageError` for one unknown or given twice."""
    unknown = [s for s in names if s not in collation.sigla]
    if unknown:
        known = ", ".join(collation.sigla)
        raise UsageError(f"no witness {unknown[0]!r} to rename", hint=f"there are {known}")
    new = [names.get(s, s) for s in collation.sigla]
    doubled = sorted({s for s in new if new.count(s) > 1})
    if doubled:
        raise UsageError(f"two witnesses would be {doubled[0]!r}", hint="choose another siglum")

    def blocks(given: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(replace(b, siglum=names.get(b.siglum, b.siglum)) for b in given)

    base = collation.signature.get("base")
    return replace(
        collation,
        witnesses=tuple(
            replace(w, siglum=names.get(w.siglum, w.siglum)) for w in collation.witnesses
        ),
        transpositions=tuple(
            Transposition(blocks(t.here), blocks(t.there)) for t in collation.transpositions
        ),
        signature=collation.signature.adding(base=names.get(base, base))
        if base
        else collation.signature,
    )


def edition(
    source: Source, *, base: str = "", names: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Apparatus:  # fmt: skip
    """The apparatus that a source holds, with another base or other sigla where asked for.

    An apparatus whose base and sigla stay is taken as it is, with all its rulings. Raises
    `UsageError` where the source holds no table.
    """
    if source.apparatus and not names and base in ("", source.apparatus.base):
        return source.apparatus
    if source.collation is None:
        raise UsageError("the input holds no collation", hint="use variorum apparatus on the texts")
    table = renamed(source.collation, names or {})
    held = source.apparatus.base if source.apparatus else table.signature.get("base")
    wanted = base or (names or {}).get(held, held) or (table.sigla or ("",))[0]
    chosen = options or (_kept(source.apparatus) if source.apparatus else Options())
    return apparatus(table, base=wanted, options=chosen)


def _kept(given: Apparatus) -> Options:
    return Options(classes=given.classes, layers=given.layers, hidden=given.hidden)


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
