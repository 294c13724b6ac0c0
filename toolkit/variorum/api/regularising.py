"""Which forms count as others: a table, rules of the Collation Editor, what a person decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import ReadError

if TYPE_CHECKING:
    from ..critic.decisions import Docket
    from ..critic.regularise import Regularisation
    from ..host import Host
    from ..model import Witness
    from .kinds import Path


def regularisations(
    path: Path | None, docket: Docket, witnesses: Sequence[Witness], host: Host
) -> tuple[Regularisation, ...]:
    """Which forms count as others: by the table or the editor's rules named, then by decisions.

    Rules of the Collation Editor are a JSON file, or a folder of such files.
    """
    if not path and not docket:
        return ()
    from ..critic.regularise import of_decisions, parse_table
    from ..text.encoding import decode

    table, fresh = of_decisions(docket, witnesses)
    for said in fresh:
        host.note(f"a pattern that was decided fits a new form, which is left as it is: {said}")
    if not path:
        return table
    name = str(path)
    files = [name]
    if host.is_folder(name):
        files = [file for file in host.files(name) if file.lower().endswith(".json")]
        if not files:
            raise ReadError("contains no rule", source=name, hint="name a folder of JSON files")
    texts = [(file, decode(host.read(file), name=file)) for file in files]
    if host.is_folder(name) or name.lower().endswith(".json"):
        from ..critic.editor_rules import parse_rules

        return (*parse_rules(texts), *table)
    return (*parse_table(texts[0][1], name=name), *table)


def report_regularised(
    docket: Docket, table: Sequence[Regularisation], unused: Sequence[Regularisation]
) -> None:
    """Which decisions on forms found a word."""
    hit = {entry.decision for entry in table} - {-1}
    for standing in docket.of("regularise"):
        if standing.number not in hit:
            continue
        own = [entry for entry in table if entry.decision == standing.number]
        if all(entry in unused for entry in own):
            docket.stale(standing, f"no such word: {own[0]}")
        else:
            docket.applied(standing)
