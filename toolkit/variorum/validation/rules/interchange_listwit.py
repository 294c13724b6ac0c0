"""The witnesses are not a flat listWit in the sourceDesc.

open-cbgm reads teiHeader/fileDesc/sourceDesc/listWit/witness and nothing else. Asked with
`profile = "interchange"`.

Guidelines: 13.1; the interchange profile (teiphy, open-cbgm)

PASS
    <teiHeader><fileDesc><sourceDesc><listWit><witness xml:id="A"/></listWit></sourceDesc>
    </fileDesc></teiHeader>
FAIL
    <text><body><listWit><witness xml:id="A"/></listWit></body></text>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "PRO008"
SEVERITY = Severity.WARNING
EXAMPLE_OPTIONS = {"profile": "interchange"}


PLACE = ["listWit", "sourceDesc", "fileDesc", "teiHeader"]


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "interchange":
        return
    for element in context.document.named("witness"):
        around = [name(e) for e in element.iterancestors()]
        if around[:4] != PLACE:
            yield context.finding(
                element,
                "this <witness> is not in sourceDesc/listWit, where other programs look for it",
                hint="move it into one flat listWit in the sourceDesc",
            )
