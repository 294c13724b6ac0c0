"""The year in the text of a date is not the year in its @when.

Asked of what is a date: the text of a change or an event mentions other years too. @when counts by
the Gregorian calendar; a year of the Hijra, of the Hebrew or of the Byzantine era stands in
@when-custom.

Guidelines: 3.6.4 (#CONADA), 14.4.2 (#NDDATECUSTOM)

PASS
    <p><date when="1988-12-20">20 December 1988</date></p>
PASS
    <change when="2020-06">Catalogue of manuscripts 1060 to 1220 used</change>
PASS
    <origDate when="1857">1854-1861</origDate>
PASS
    <p><date when="1651" calendar="#hijri">1061</date></p>
FAIL
    <p><date when="1061" calendar="#hijri">1061</date></p>
FAIL
    <p><date when="1989-12-20">20 December 1988</date></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context
from ..values.dates import parse

CODE = "DAT002"
SEVERITY = Severity.WARNING


_YEAR = re.compile(r"(?<![\d.,])(1\d{3}|20\d\d)(?![\d.,]\d|\d)")
_STRETCH = re.compile(r"(?<!\d)(1\d{3}|20\d\d)\s*[-–/]\s*(1\d{3}|20\d\d)(?!\d)")
OTHER_COUNT = ("calendar", "when-custom", "datingMethod")
_OTHER_ERA = re.compile(r"hijr|hegir|islam|hebrew|jewish|anno.?mundi|byzant|seleuc", re.I)
DATES = frozenset("date docDate origDate birth death".split())


def check(context: Context) -> Iterator[Finding]:
    for element, value in context.document.having("when"):
        when = parse(value)
        if when is None or name(element) not in DATES:
            continue
        if any(element.get(a) for a in OTHER_COUNT):
            yield from _of_another_era(context, element, value, when[0])
            continue
        text = context.document.text(element, frozenset({"note"}))
        years = [int(y) for y in _YEAR.findall(text)]
        if years and len(text) < 200 and when[0] not in years and not _spanned(text, when[0]):
            yield context.finding(
                element,
                f"the text says {years[0]}, @when says {when[0]}",
                attribute="when",
                hint="fix the one that is wrong",
            )


def _spanned(text: str, year: int) -> bool:
    """Does the text name a stretch of years, `1854-1861`, in which a year lies?"""
    return any(int(m[1]) <= year <= int(m[2]) for m in _STRETCH.finditer(text))


def _of_another_era(context: Context, element: Element, value: str, year: int) -> Iterator[Finding]:
    """A date whose year was written into @when as the other calendar counts it."""
    era = element.get("calendar") or element.get("datingMethod") or ""
    text = context.document.text(element, frozenset({"note"}))
    if _OTHER_ERA.search(era) and re.search(rf"(?<!\d){year}(?!\d)", text):
        yield context.finding(
            element,
            f"the year {year} counts by {era}, but @when counts Gregorian years",
            attribute="when",
            hint=f'write when-custom="{value}", and in @when the Gregorian year',
        )
