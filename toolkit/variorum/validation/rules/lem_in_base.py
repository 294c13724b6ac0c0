"""The lemma is not what the base has at the place the entry points to.

With @from and @to the words between the two points must be the lemma; with @loc the lemma must
occur in that line.

Guidelines: 13.2.1, 13.2.2 (#TCAPLK)

PASS
    <p>the <anchor xml:id="a"/>wise man<anchor xml:id="b"/> answers</p>
    <listApp><app from="#a" to="#b"><lem>wise man</lem><rdg wit="#B">sage</rdg></app></listApp>
PASS
    <l n="1">the wise man</l><listApp><app loc="1"><lem>wise</lem><rdg wit="#B">old</rdg></app>
    </listApp>
PASS
    <p>the <anchor xml:id="a"/><sic>wize</sic><anchor xml:id="b"/> man</p>
    <listApp><app from="#a" to="#b"><lem><sic>wize</sic></lem><rdg wit="#B">wise</rdg></app>
    </listApp>
PASS
    <p>the <anchor xml:id="a"/><choice><sic>wize</sic><corr>wise</corr></choice><anchor
    xml:id="b"/> man</p><listApp><app from="#a" to="#b"><lem><sic>wize</sic></lem>
    <rdg wit="#B">old</rdg></app></listApp>
FAIL
    <p>the <anchor xml:id="a"/>wise man<anchor xml:id="b"/> answers</p>
    <listApp><app from="#a" to="#b"><lem>sage</lem><rdg wit="#B">scholar</rdg></app></listApp>
PASS
    <l n="1">the wise man<app loc="1"><lem>man</lem><rdg wit="#B">men</rdg></app><app
    loc="1"><lem>wise</lem><rdg wit="#B">old</rdg></app></l>
PASS
    <l n="1">it costs $5</l><listApp><app loc="1"><lem>5</lem><rdg wit="#B">6</rdg></app></listApp>
PASS
    <l n="1">天地玄黃</l><listApp><app loc="1"><lem>黃</lem><rdg wit="#B">黄</rdg></app></listApp>
PASS
    <ab><lb n="1"/>unus duo la<lb n="2" break="no"/>ksmis tres <lb n="3"/>ibha-kumbha</ab><listApp>
    <app loc="2"><lem>laksmis</lem><rdg wit="#B">lacsmis</rdg></app><app loc="3"><lem>-kumbha</lem>
    <rdg wit="#B">-kumba</rdg></app></listApp>
PASS
    <ab><lb n="1"/>bhavantu bhutani</ab><listApp><app loc="1"><lem>bha(van)[tu] (2) bhu-</lem>
    <rdg wit="#B">bhavati</rdg></app></listApp>
PASS
    <div type="edition"><ab><lb n="1v1=1"/>pattu mūṉṟā
    <lb n="1v2=2" break="no"/>vatu</ab> <lg n="2"><l>sva</l></lg></div>
    <div type="apparatus"><listApp><app loc="1"><lem>mūṉṟāvatu</lem></app><app loc="2">
    <lem>vatu</lem></app></listApp></div><div type="translation"><p n="1">In the third</p></div>
PASS
    <ab><lb n="1"/>unus curai <milestone n="3" unit="face" break="no"/><label>Same pillar,
    second face</label> <lb n="2"/>duo</ab>
    <listApp><app loc="1"><lem>curai</lem><rdg wit="#B">cura</rdg></app></listApp>
FAIL
    <l n="1">the wise man</l><listApp><app loc="1"><lem>old</lem><rdg wit="#B">wise</rdg></app>
    </listApp>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.tokens import spans
from ..document.document import Element
from ..indexes.apps import PARALLEL
from ..indexes.base import base_texts, plain, shown, texts_around
from ..indexes.compare import comparable
from ..indexes.context import Context

CODE = "APP002"
SEVERITY = Severity.WARNING
_HYPHENS = re.compile("[-\u2010\u2011\u00ad\u00ac\u2e17°]")
_SIGNS = re.compile(r"[][(){}⟨⟩⟦⟧]")
_LINE_NUMBER = re.compile(r"\(\d+[rv]?\d*\)")
_PART = frozenset("-\u2010\u2011°")  # before or after part of a compound


def check(context: Context) -> Iterator[Finding]:
    if context.shared.method == PARALLEL:
        return  # there the lemma is the base, and a place that contradicts it is APP020's
    for app in context.apps:
        lemma = app.lemma
        if lemma is None or app.element.get("type") in ("structure", "transposition"):
            continue
        text = plain(comparable(context, lemma) or "")
        forms = base_texts(context, app.element)
        if not text or not forms:
            continue
        located = app.element.get("loc") is not None and not app.element.get("from")
        if located and _runs_on(context, app.element, comparable(context, lemma) or ""):
            continue
        if not any(_is_lemma(text, plain(form), located) for form in forms):
            where = "the line" if located else "the base between @from and @to"
            yield context.finding(
                lemma.element,
                f"the lemma {shown(text)} is not what {where} has: {shown(forms[0])}",
                hint="fix the lemma or the place",
            )


def _runs_on(context: Context, app: Element, lemma: str) -> bool:
    """Does the lemma begin in the line before, end in the next, or name part of a compound?

    Hyphens, which the print or an editor sets inside words, part none here.
    """
    part = lemma.strip()[:1] in _PART or lemma.strip()[-1:] in _PART
    for around in texts_around(context, app):
        had = plain(_HYPHENS.sub("", around))
        for form in {lemma, _unmarked(lemma)}:
            wanted = plain(_HYPHENS.sub("", form))
            if part and wanted.replace(" ", "") in had.replace(" ", ""):
                return True
            if _stands_in(wanted, had):
                return True
    return False


def _unmarked(lemma: str) -> str:
    """A lemma without the signs of Leiden, `kanayak(ā)[n]`, and the numbers of lines, `(2)`."""
    return _SIGNS.sub("", _LINE_NUMBER.sub("", lemma))


def _is_lemma(lemma: str, base: str, located: bool) -> bool:
    """Is the lemma what the base has, or in its line, or long and shortened?"""
    same = _stands_in(lemma, base) if located else lemma == base
    return same or _shortened(lemma, base)


def _stands_in(lemma: str, line: str) -> bool:
    """Do the lemma's words stand in the line as whole words, side by side?"""
    wanted, had = ([text[a:b] for a, b, _ in spans(text)] for text in (lemma, line))
    return any(had[i : i + len(wanted)] == wanted for i in range(len(had)))


def _shortened(lemma: str, base: str) -> bool:
    """A long lemma may name its first and last words only: `the … end`."""
    first, mark, last = lemma.partition("…")
    if not mark:
        first, mark, last = lemma.partition("...")
    return bool(mark) and base.startswith(first.strip()) and base.endswith(last.strip())
