"""A `choice` holds one half of a pair without the other.

abbr goes with expan, sic with corr, orig with reg: one alternative is not a choice.

Guidelines: 3.5 (#COED), 3.6.5 (#CONAAB)

PASS
    <p><choice><abbr>dr</abbr><expan>doctor</expan></choice></p>
PASS
    <p><choice><sic>a</sic><corr>b</corr><corr>c</corr></choice></p>
FAIL
    <p><choice><abbr>dr</abbr></choice></p>
FAIL
    <p><choice><sic>a</sic><reg>b</reg></choice></p>
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "ENC002"
SEVERITY = Severity.WARNING


PAIRS = {"abbr": ("expan",), "expan": ("abbr", "am", "ex"), "sic": ("corr",), "corr": ("sic",),
         "orig": ("reg",), "reg": ("orig",), "am": ("ex", "expan"), "ex": ("am",)}  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for choice in context.document.named("choice"):
        if lacking := _lacking(frozenset(map(name, choice))):
            wanted = " and ".join(sorted({f"<{PAIRS[n][0]}>" for n in lacking}))
            halves = " and ".join(f"<{n}>" for n in lacking)
            few = "a <choice> needs two children: " if len(list(choice)) < 2 else ""
            stand = "stands" if len(lacking) == 1 else "stand"
            yield context.finding(
                choice,
                f"{few}{halves} {stand} in this <choice> without {wanted}",
                hint="add the other half, or remove the <choice>",
            )


@lru_cache(maxsize=1024)
def _lacking(inside: frozenset[str]) -> list[str]:
    """The halves among the names in a choice without whose pair they stand; few are combined."""
    return [n for n in sorted(inside) if n in PAIRS and inside.isdisjoint(PAIRS[n])]
