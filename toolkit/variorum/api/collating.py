"""Put witnesses side by side: what `collate` means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from ..model.shown import counted
from .attested import clipped, fragments, words_outside
from .deciding import report
from .door import verb
from .machine import Machine
from .versions import Versions, refuse_alone, table_of, versions

if TYPE_CHECKING:
    from ..collation import Linked
    from ..collation import Options as CollateOptions
    from ..host import Host
    from ..model import Collation, Synopsis
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
    made = collated(named, options=options, segmentation=segmentation, translations=translations)
    report(named.docket, named.host)
    return made


def collated(
    named: Versions,
    *,
    options: CollateOptions | None = None,
    segmentation: bool | None = None,
    translations: bool | None = None,
    rows: Synopsis | None = None,
    kept: Linked | None = None,
    before: Collation | None = None,
) -> Collation:
    """The collation of versions that were read, obeying what was decided about tokens.

    `before` is a table of the same versions and rows, made without decisions on words and unjoined:
    it is changed around them, and nothing is collated. `kept` takes the words that were linked.
    """
    from ..collation import Options
    from ..collation.stream import segmented
    from ..critic.decisions import words
    from ..critic.decisions.borders import borders

    refuse_alone(named)
    if named.extant:
        named = replace(named, versions=fragments(named.versions, named.extant, named.base))
    chosen = options or Options()
    joined = chosen.segmentation if segmentation is None else segmentation
    ruled = bool(named.docket.of("align", "apart"))
    chosen = replace(chosen, segmentation=joined and not ruled)
    table = before or table_of(
        named, options=chosen, translations=translations, rows=rows, kept=kept
    )
    if ruled:
        table = words.decided(table, named.docket)
        if joined:
            table = segmented(table, chosen, borders(named.docket, table).cuts)
    if named.docket.of("transpose"):
        table = words.moved(table, named.docket)
    if not named.extant:
        return table
    for siglum, count in words_outside(table, named.extant, named.base).items():
        said = counted(count, "word")
        named.host.note(f"{siglum} has {said} outside what it is said to have; check its range")
    return clipped(table, named.extant, named.base)
