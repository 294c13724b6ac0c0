"""A witness stands in no reading of a positive apparatus and is not lacunose there.

In a positive apparatus every witness is accounted for at every entry, so that it can be rebuilt.
Asked only where the apparatus is positive: said so in the encodingDesc, set by `strict-coverage`,
or plain since nine entries in ten are complete.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app></p>
PASS
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app>
    <app><rdg wit="#B"><lacunaStart wit="#B"/></rdg></app></p>
FAIL
    <encodingDesc><p>The apparatus is positive.</p></encodingDesc>
    <listWit><witness xml:id="A"/><witness xml:id="B"/><witness xml:id="C"/></listWit>
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app></p>
FAIL
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app>
    <app><lem wit="#A">c</lem><rdg wit="#B">d</rdg></app>
    <app><lem wit="#A">e</lem><rdg wit="#B">f</rdg></app>
    <app><lem wit="#A">g</lem><rdg resp="#x">h</rdg></app></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes import milestones
from ..indexes.apps import App
from ..indexes.context import Context

CODE = "WIT005"
SEVERITY = Severity.WARNING


ENOUGH = 0.9  # share of complete entries that shows an apparatus to be positive
FEW = 3  # with so many entries or more, a single incomplete one is the odd one out


def check(context: Context) -> Iterator[Finding]:
    singles = context.witnesses.singles
    apps = [app for app in context.apps if app.outer is None and app.readings]
    if len(apps) >= FEW:
        singles &= _cited(context)
    if not singles or context.options.strict_coverage is False:
        return
    if context.document.named(*milestones.NAMES):
        apps = [app for app in apps if not milestones.marks_only(app.element)]
    if not apps:
        return
    off = _off(context)
    lacking = [(app, missing) for app in apps if (missing := _missing(context, app, singles, off))]
    complete = len(apps) - len(lacking)
    plain = complete >= ENOUGH * len(apps) or (len(lacking) == 1 and complete >= FEW)
    if not (plain or context.options.strict_coverage or _declared(context)):
        return
    for app, missing in lacking:
        sigla = " ".join(f"#{key}" for key in sorted(missing))
        yield context.finding(
            app.element,
            f"no reading is given for {sigla}",
            hint="cite it, or mark it as lacunose with witDetail or lacunaStart",
            subjects=tuple(sorted(missing)),
        )


def _cited(context: Context) -> frozenset[str]:
    """What is cited somewhere; a witness that never is, is WIT007's, said once."""
    every = {reading.keys for app in context.apps for reading in app.readings}
    return frozenset().union(*map(context.witnesses.leaves_of, every))


def _declared(context: Context) -> bool:
    return any(
        re.search(r"\bpositiv", context.document.text(e, frozenset()), re.I)
        for e in context.document.named("encodingDesc")
    )


def _off(context: Context) -> dict[str, list[tuple[int, int]]]:
    end = len(context.document.layout.nodes)
    found = milestones.by_witness(context.shared)
    return {w: list(milestones.off_ranges(marks, end)) for w, marks in found.items()}


def _missing(
    context: Context, app: App, singles: frozenset[str], off: dict[str, list[tuple[int, int]]]
) -> frozenset[str]:
    read = context.witnesses.leaves_of
    for reading in app.readings:
        if None in reading.keys:
            return frozenset()  # a siglum that leads nowhere is WIT001's; the lack follows from it
    lacking = singles.difference(*[read(reading.keys) for reading in app.readings])
    if not lacking:
        return lacking
    order = context.document.order(app.element)
    return frozenset(w for w in lacking if not any(a <= order < b for a, b in off.get(w, ())))
