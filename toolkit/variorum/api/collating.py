"""Put witnesses side by side: what `collate` means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from ..model.shown import counted
from .attested import clipped, fragments, words_outside
from .door import verb
from .machine import Machine
from .versions import Versions, refuse_alone, table_of, versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..collation import Linked
    from ..collation import Options as CollateOptions
    from ..host import Host
    from ..model import Collation, Decision, Synopsis
    from .kinds import Matching, Texts


@verb
def collate(
    *texts: Texts,
    base: str | None = None,
    segmentation: bool | None = None,
    options: CollateOptions | None = None,
    host: Host | None = None,
    **matching: Unpack[Matching],
) -> Collation:
    """Collate any number of witnesses; their order makes no difference.

    Copies of one text are collated as one stream. Translations are matched by passage first and
    collated inside the rows; texts that share few runs of words are taken for translations. A text
    in another language than the base (by default the first text) is aligned with the others in the
    `synopsis` of the collation, but gives no reading. `segmentation` joins neighbouring columns in
    which the same witnesses agree, as the command does for display; an apparatus is made from the
    single columns.
    """
    translations = matching.pop("translations", None)
    copies = translations is False
    named = versions(texts, base=base, host=host or Machine(), copies=copies, **matching)
    return collated(named, options=options, segmentation=segmentation, translations=translations)


def collated(
    named: Versions,
    *,
    options: CollateOptions | None = None,
    segmentation: bool | None = None,
    translations: bool | None = None,
    rows: Synopsis | None = None,
    kept: Linked | None = None,
) -> Collation:
    """The collation of versions that were read, obeying what was decided about tokens."""
    from ..collation import Options
    from ..critic.decisions import pairs

    refuse_alone(named)
    if named.extant:
        named = replace(named, versions=fragments(named.versions, named.extant, named.base))
    chosen = options or Options()
    together, stale = pairs(named.decisions, "align", named.versions)
    apart, more = pairs(named.decisions, "apart", named.versions)
    report_stale([*stale, *more], named.host)
    chosen = replace(
        chosen,
        segmentation=chosen.segmentation if segmentation is None else segmentation,
        forced=(*chosen.forced, *together),
        apart=(*chosen.apart, *apart),
    )
    table = table_of(named, options=chosen, translations=translations, rows=rows, kept=kept)
    if not named.extant:
        return table
    for siglum, count in words_outside(table, named.extant, named.base).items():
        words = counted(count, "word")
        named.host.note(f"{siglum} has {words} outside what it is said to have; check its range")
    return clipped(table, named.extant, named.base)


def report_stale(stale: Iterable[tuple[Decision, str]], host: Host) -> None:
    """Tell which decisions found nothing to decide."""
    for decision, why in stale:
        where = ", ".join(f"{k}={v}" for k, v in decision.selector)
        host.note(f"outdated decision ({decision.kind} {where}): {why}")
