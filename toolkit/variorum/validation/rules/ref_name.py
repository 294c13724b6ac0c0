"""One @ref is given to names that have nothing in common.

`Phomvihan` and `K. Phomvihan` may be one person; `Honecker` and `Jaruzelski` hardly.

Guidelines: 14.2.1 (#NDPER)

PASS
    <p><persName ref="#x">K. Phomvihan</persName>, <persName ref="#x">Phomvihan</persName></p>
FAIL
    <p><persName ref="#x">Honecker</persName>, <persName ref="#x">Jaruzelski</persName></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.base import shown
from ..indexes.context import Context
from ..values.scripts import count

CODE = "ENC004"
SEVERITY = Severity.INFO


NAMES = ("persName", "placeName", "orgName", "geogName")


def check(context: Context) -> Iterator[Finding]:
    for kind in NAMES:
        known: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for element in context.document.named(kind):
            ref = element.get("ref") or ""
            text = context.document.text(element, frozenset({"note"}))
            words = frozenset(re.findall(r"[^\W\d_]{3,}", text.casefold()))
            if not ref or not words:
                continue
            others = known.setdefault(ref, [])
            strange = others and not any(_kin(words, w) for _, w in others)
            if strange:
                yield context.finding(
                    element,
                    f"{shown(text)} and {shown(others[0][0])} have the same @ref {ref!r}",
                    attribute="ref",
                    hint="are they the same?",
                )
            if len(others) < 20:
                others.append((text, words))


def _kin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Have two names a word in common, or words that begin alike, or different scripts?"""
    if one & other or {_script(one)} != {_script(other)}:
        return True
    return any(a[:3] == b[:3] for a in one for b in other)


def _script(words: frozenset[str]) -> str:
    return max(count("".join(sorted(words))).items(), key=lambda item: item[1], default=("", 0))[0]
