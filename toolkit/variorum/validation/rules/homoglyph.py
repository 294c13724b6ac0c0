"""A word mixes Latin letters with Cyrillic or Greek ones that look alike.

`с` and `c` look the same and are not: no search finds the word. Sigla that are written together
(`PaPcγ`) rightly mix them: passed over are declared sigla, and capitals, each with a small letter
at most, beside Greek letters that look like no Latin ones. So are the two signs `ъ` and `ь`
after a Latin letter, with which Slavic is transliterated (`osъtъ`).

Guidelines: vi.2 (#CH)

PASS
    <p>vozbuditel возбудитель</p>
PASS
    <p>PaPcγσ in A. 9.1, PaPcγU in A. 12.162</p>
PASS
    <listWit><witness xml:id="Pa"/><witness xml:id="α"/></listWit><p>homo Paα: om. ceteri</p>
PASS
    <p>Old Slavonic osъtъ, ostьnъ</p>
PASS
    <entry><form><orth>bath</orth><pron>bɑːθ</pron></form></entry><ab xml:lang="grc">hορος</ab>
PASS
    <formula><math xmlns="http://www.w3.org/1998/Math/MathML">mα</math></formula>
FAIL
    <p>vozбuditel</p>
FAIL
    <p>сatalyst</p>
FAIL
    <p>Tο be or not</p>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import ancestor_or_self, name
from ..document.runs import Run
from ..indexes.context import Context
from ..values.scripts import count, said, script

CODE = "TXT005"
SEVERITY = Severity.WARNING


_SIGLA = re.compile("(?:[A-Z][a-z]?|[\u0370-\u03ff])+")
_YERS = re.compile("(?<!^)[ъь]")  # they look like no Latin letter
ALIKE = frozenset("οναικρυτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")  # Greek that looks Latin
_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def check(context: Context) -> Iterator[Finding]:
    for run in context.document.runs_with(_OTHER, _LATIN):
        if not name(run.parent):
            continue  # a formula, or another thing that is not TEI
        if _is_phonetic(context, run):
            continue
        for match in _WORD.finditer(run.text):
            word = match[0]
            rest = _YERS.sub("", word)
            if not (_OTHER.search(rest) and _LATIN.search(rest)) or _of_sigla(context, word):
                continue
            if set(_LATIN.findall(rest)) <= {"h", "H"} and not count(rest)["Cyrl"]:
                continue  # the heta of archaic Greek
            found = count(rest)
            if found["Latn"] and (found["Cyrl"] or found["Grek"]):
                rarer = min(found, key=lambda s: (found[s], s))
                odd = next(c for c in rest if script(c) == rarer)
                alike = found["Cyrl"] or all(c in ALIKE for c in rest if script(c) == "Grek")
                yield context.in_text(
                    run,
                    match.start(),
                    match.end(),
                    f"the word {word!r} mixes {' and '.join(map(said, sorted(found)))} letters",
                    hint=f"{odd!r} is {unicodedata.name(odd, '?')}",
                    severity=None if alike else Severity.INFO,  # Avestan ϑ
                )


def _is_phonetic(context: Context, run: Run) -> bool:
    """Phonetic script takes θ, β and χ from Greek."""
    tag = context.document.language(run.parent).lower()
    return "fonipa" in tag or ancestor_or_self(run.parent, "pron") is not None


def _of_sigla(context: Context, word: str) -> bool:
    """Is a word one siglum or several, written together?"""
    if _SIGLA.fullmatch(word) and not any(c in ALIKE for c in word):
        return True
    witnesses = context.witnesses
    return _parts({*witnesses.declared, *witnesses.by_siglum}, word)


def _parts(sigla: set[str], word: str) -> bool:
    """Can a word be divided into these sigla?"""
    reached = [True] + [False] * len(word)
    for end in range(1, len(word) + 1):
        starts = range(max(0, end - 20), end)
        reached[end] = any(reached[i] and word[i:end] in sigla for i in starts)
    return reached[-1]
