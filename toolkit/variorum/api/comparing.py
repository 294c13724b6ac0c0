"""Measure versions: what `compare` means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from ..errors import UsageError
from .collating import collated
from .deciding import report
from .door import verb
from .linking import linking
from .machine import Machine
from .versions import only, rows_of, versions

if TYPE_CHECKING:
    from ..collation import Linked
    from ..host import Host
    from ..model import Apparatus, Collation, Synopsis
    from ..model.measures import Measures
    from .kinds import Matching, Texts


@verb
def compare(
    *texts: Texts,
    base: str | None = None,
    bootstrap: int = 100,
    host: Host | None = None,
    **matching: Unpack[Matching],
) -> Measures:
    """Measure versions: by passage, as a whole, in pairs, and as trees.

    The versions are aligned and collated first. Classes of readings are determined against `base`
    (by default the first version), and lengths also against a text in the source language.
    `bootstrap` is the number of samples for the support of the trees.
    """
    if bootstrap < 0:
        raise UsageError(f"invalid number of samples {bootstrap}", hint="give a number from 0")
    from ..collation import Linked

    host = host or Machine()
    translations = matching.pop("translations", None)
    named = versions(texts, base=base, host=host, copies=translations is False, **matching)
    rows = rows_of(named)
    linked = Linked()
    table = collated(named, translations=translations, rows=rows, kept=linked)
    report(named.docket, host)
    if classes := named.docket.of("class"):
        host.note(f"decided classes are not measured: {len(classes)}; an apparatus has them")
    return measured(
        table, rows, named.base, bootstrap=bootstrap, linked=linked or None,
        neural=linking(named.neural, host), host=host,
    )  # fmt: skip


def measured(
    table: Collation,
    rows: Synopsis,
    base: str,
    *,
    host: Host,
    bootstrap: int = 100,
    linked: Linked | None = None,
    neural: bool | None = None,
    made: Apparatus | None = None,
) -> Measures:
    """Everything measured about versions: `rows` are those of the texts beside them too.

    Where their apparatus is `made` already, what an edition shows: no measures of style.
    `linked` are the word links by which translations were collated; else they are found again.
    """
    from ..collation import Linked, akin
    from ..measure import compare as measure

    held = only(rows, table.witnesses)
    if linked is None and made is None and not akin(table.witnesses):
        host.stage("linking words")
        linked = Linked.of(held, neural=neural)
    host.stage("measuring")
    return measure(
        held, replace(table, synopsis=rows), linked=linked, bootstrap=bootstrap, base=base,
        source=table.beside, source_words=_source_words(table, rows), made=made,
    )  # fmt: skip


def _source_words(table: Collation, rows: Synopsis) -> list[int]:
    """The words of the first source text in every row that a version has; none without one."""
    if not table.beside:
        return []
    at = [rows.sigla.index(siglum) for siglum in table.sigla]
    source = rows.sigla.index(table.beside[0].siglum)
    kinds = rows.witnesses[source].kinds
    kept = [n for n, row in enumerate(rows.rows) if any(row.passages[i] for i in at)]
    return [sum(not kinds[i] for i in rows.tokens(n, source)) for n in kept]
