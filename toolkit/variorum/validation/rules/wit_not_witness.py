"""A token of @wit points at something that is not a witness.

@wit may name a `witness`, a group of them, or a manuscript, book or person listed as a source.

Guidelines: 13.1.4 Witness Information (#TCAPWI)

PASS
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
FAIL
    <p xml:id="p1"><app><lem wit="#p1">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "WIT003"
SEVERITY = Severity.ERROR


SOURCES = frozenset(
    "witness listWit msDesc msPart msFrag msIdentifier altIdentifier bibl biblStruct biblFull "
    "listBibl person personGrp listPerson org persName handNote object editor author".split()
)


def check(context: Context) -> Iterator[Finding]:
    ids = context.document.ids
    sound: set[str] = set()  # values in which every token names a witness
    for element, value in context.document.having("wit"):
        if value in sound:
            continue
        sound.add(value)
        for token in value.split():
            target = context.witnesses.expand(token)
            if not target.startswith("#"):
                continue
            found = ids.get(target[1:])
            if found is not None and name(found) and name(found) not in SOURCES:
                sound.discard(value)
                yield context.finding(
                    element,
                    f"@wit names {token!r}, which is a <{name(found)}>, no witness",
                    attribute="wit",
                    token=token,
                    hint="point at a witness",
                )
