"""The characters beyond ASCII that a document is written with.

Rules about characters ask for few, and most documents have none of them: to know which ones a
document has at all settles it for all its text at once.
"""

from __future__ import annotations

import re

from ..values.scripts import without_ascii

_REFERENCE = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
_LAST = 0x10FFFF


def beyond_ascii(source: str) -> frozenset[str]:
    """The characters beyond ASCII of a source, those too to which its references point.

    >>> sorted(beyond_ascii("<a>b\\u00e9&#x436;&#65;</a>"))
    ['é', 'ж']
    """
    found = set(without_ascii(source))
    if "&#" in source:
        codes = {int(m[1], 16) if m[1] else int(m[2]) for m in _REFERENCE.finditer(source)}
        found.update(chr(code) for code in codes if 128 <= code <= _LAST)
    return frozenset(found)
