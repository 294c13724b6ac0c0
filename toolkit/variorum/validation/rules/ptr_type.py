"""A pointer leads to an element of the wrong kind.

@hand asks for a `handNote`, @resp for someone responsible, @ref on a name for the person, place or
body that bears it, @calendar for the calendar.

Guidelines: 12.3.2.1 (#PHDH), 14.2.1 (#NDPER)

PASS
    <p><person xml:id="x"/><persName ref="#x">K</persName></p>
FAIL
    <p><place xml:id="x"/><persName ref="#x">K</persName></p>
FAIL
    <p xml:id="p1"><add hand="#p1">a</add></p>
FAIL
    <p xml:id="p1"><date calendar="#p1">a</date></p>
FAIL
    <p xml:id="p1"><supplied resp="#p1" reason="sense">a</supplied></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "REF005"
SEVERITY = Severity.WARNING


PEOPLE = frozenset(
    "respStmt person personGrp persName name author editor principal sponsor funder org orgName "
    "authority publisher distributor resp listPerson listOrg rs bibl biblStruct biblFull edition "
    "witness msDesc roleName forename surname meeting handNote change licence correspAction "
    "signatory docAuthor particDesc application".split()
)
PERSONS = frozenset("person personGrp persona persName author editor respStmt name rs role".split())
BODIES = frozenset("org orgName listOrg name rs".split())
WANTED = {
    ("*", "hand"): (frozenset({"handNote", "handDesc", "person", "handShift", "respStmt"}),
                    "a handNote"),
    ("*", "resp"): (PEOPLE, "someone responsible (respStmt, person, …)"),
    ("*", "calendar"): (frozenset({"calendar"}), "a calendar"),
    ("persName", "ref"): (PERSONS, "a person"),
    ("placeName", "ref"): (frozenset({"place", "placeName", "name", "rs", "org", "geogName"}),
                           "a place"),
    ("orgName", "ref"): (BODIES, "an organisation (org)"),
}  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for (owner, attribute), (kinds, wanted) in WANTED.items():
        for element, value in context.document.having(attribute):
            if owner not in ("*", name(element)):
                continue
            for token in value.split():
                found = context.document.ids.get(token[1:]) if token.startswith("#") else None
                if found is None or not name(found) or name(found) in kinds:
                    continue
                if context.shared.elsewhere.stays(token, element):
                    yield context.finding(
                        element,
                        f"@{attribute} should point to {wanted}; {token!r} is a <{name(found)}>",
                        attribute=attribute,
                        token=token,
                    )
