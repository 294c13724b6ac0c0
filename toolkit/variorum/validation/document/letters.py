"""The characters beyond ASCII that a document is written with, and the runs in which some stand.

Rules about characters ask for few, and most documents have none of them: to know which ones a
document has at all settles it for all its text at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..values.scripts import without_ascii

if TYPE_CHECKING:
    from .document import Document
    from .runs import Run

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


def runs_with(
    document: Document, signs: re.Pattern[str], others: re.Pattern[str] | None = None
) -> list[Run]:
    """The runs in which one of a class of characters stands, all of them beyond ASCII.

    With `others` only those in which one of these stands as well.
    """
    if not signs.search("".join(document.letters)):
        return []
    if others is None:
        return runs_where(document, signs.search)
    beside = others.search
    return runs_where(document, lambda text: beside(text) and signs.search(text))


def runs_where(document: Document, found: Callable[[str], object]) -> list[Run]:
    """The runs that are not all ASCII and in whose text something is found."""
    if not document.letters:
        return []
    return [document.runs[i] for i, text in document.layout.beyond_ascii if found(text)]
