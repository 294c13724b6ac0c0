"""An xml:id is not a valid XML name.

It must begin with a letter or underscore and hold no blank, colon, or the like.

Guidelines: 1.3.1.1.1 (#STGAid)

PASS
    <p xml:id="p1.2-a"/>
FAIL
    <p xml:id="1p"/>
FAIL
    <p xml:id="a b"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import NCNAME, XML_ID
from ..indexes.context import Context

CODE = "REF002"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element, value in context.document.having(XML_ID):
        if not NCNAME.fullmatch(value.strip()):
            yield context.finding(
                element,
                f"xml:id {value!r} is not a valid XML name",
                attribute=XML_ID,
                hint="begin with a letter; no blanks, colons or signs",
            )
