"""An xml:id is no XML name.

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

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..context import Context

CODE = "REF002"
SEVERITY = Severity.ERROR


_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NCNAME = re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*")


def check(context: Context) -> Iterator[Finding]:
    for element, value in context.document.having(XML_ID):
        if not NCNAME.fullmatch(value.strip()):
            yield context.finding(
                element,
                f"xml:id {value!r} is no XML name",
                attribute=XML_ID,
                hint="begin with a letter; no blanks, colons or signs",
            )
