"""The encoding that the XML declaration names is not the one in which the bytes are.

Declared as Latin-1, but the bytes are UTF-8: every accented letter is read as two wrong ones.
(Declared as UTF-8 with other bytes is not XML at all: XML002.)

Guidelines: vi.2 (#CH)

PASS
    <?xml version="1.0" encoding="UTF-8"?><TEI><p>café</p></TEI>
FAIL
    <?xml version="1.0" encoding="ISO-8859-1"?><TEI><p>café</p></TEI>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...model import Finding, Severity
from ..document.codecs import declared_encoding
from ..indexes.context import Context

CODE = "HDR002"
SEVERITY = Severity.WARNING


_ONE_BYTE = re.compile(r"(iso-?8859|windows-|cp12|latin|koi8|us-ascii|mac)", re.I)
_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def check(context: Context) -> Iterator[Finding]:
    data = context.document.data
    declared = declared_encoding(data)
    if not _ONE_BYTE.match(declared) or data.isascii():
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if _PAIR.search(data):
        yield replace(
            context.finding(
                context.document.root,
                f"the file declares {declared}, but its bytes are UTF-8",
                hint='declare encoding="UTF-8"',
            ),
            line=1,
            column=1,
            end_line=1,
            end_column=1,
        )
