"""A range ends before it begins: @atLeast above @atMost, or @min above @max.

Guidelines: att.ranging, att.repeatable

PASS
    <p><gap unit="line" atLeast="2" atMost="4"/></p>
PASS
    <p><measure type="length" min="2" max="10">some inches</measure></p>
FAIL
    <p><gap unit="line" atLeast="4" atMost="2"/></p>
FAIL
    <p><height unit="cm" min="10" max="2">about</height></p>
FAIL
    <p><classRef key="model.pLike" minOccurs="3" maxOccurs="2"/></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR024"
SEVERITY = Severity.ERROR

PAIRS = (("atLeast", "atMost"), ("min", "max"), ("minOccurs", "maxOccurs"))
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)%?")


def check(context: Context) -> Iterator[Finding]:
    for low, high in PAIRS:
        for element, value in context.document.having(low):
            least, most = _number(value), _number(element.get(high) or "")
            if name(element) and least is not None and most is not None and least > most:
                yield context.finding(
                    element,
                    f"@{low} {value!r} is greater than @{high} {element.get(high)!r}",
                    attribute=low,
                    hint="swap the two, or correct the one that is wrong",
                )


def _number(value: str) -> float | None:
    """A number or a percentage; None where it is neither (the grammar says that)."""
    stripped = value.strip()
    return float(stripped.rstrip("%")) if _NUMBER.fullmatch(stripped) else None
