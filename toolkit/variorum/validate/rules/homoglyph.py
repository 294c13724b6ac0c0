"""A word mixes Latin letters with Cyrillic or Greek ones that look alike.

`с` and `c` look the same and are not: no search finds the word.

Guidelines: vi.2 (#CH)

PASS
    <p>vozbuditel возбудитель</p>
FAIL
    <p>vozбuditel</p>
FAIL
    <p>сatalyst</p>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..scripts import count, said, script

CODE = "TXT005"
SEVERITY = Severity.WARNING


ALIKE = frozenset("οναικρυτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")  # Greek that looks Latin
_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def check(context: Context) -> Iterator[Finding]:
    for run in context.document.beyond_ascii:
        if not (_OTHER.search(run.text) and _LATIN.search(run.text)):
            continue
        for match in _WORD.finditer(run.text):
            if not (_OTHER.search(match[0]) and _LATIN.search(match[0])):
                continue
            found = count(match[0])
            if found["Latn"] and (found["Cyrl"] or found["Grek"]):
                rarer = min(found, key=lambda s: (found[s], s))
                odd = next(c for c in match[0] if script(c) == rarer)
                alike = found["Cyrl"] or all(c in ALIKE for c in match[0] if script(c) == "Grek")
                yield context.in_text(
                    run,
                    match.start(),
                    match.end(),
                    f"the word {match[0]!r} mixes {' and '.join(said(s) for s in sorted(found))} "
                    "letters",
                    hint=f"{odd!r} is {unicodedata.name(odd, '?')}",
                    severity=None if alike else Severity.INFO,  # Avestan ϑ, a siglum γ
                )
