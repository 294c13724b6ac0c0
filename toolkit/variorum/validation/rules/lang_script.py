"""The letters are not of the script that the language tag implies.

Transliterated Russian is `ru-Latn`, not `ru`; Cyrillic text is not `en`. Most letters of the text
to which an @xml:lang applies decide; in a short `foreign` or `term` one letter is enough. The tag
of the whole file is held against its text, not its header.

Guidelines: vi.1 (#CHSH), 3.3.2.1 (#COHQHF)

PASS
    <p xml:lang="en">a catalyst, <foreign xml:lang="ru-Latn">vozbuditel</foreign>, or
    <foreign xml:lang="ru">возбудитель</foreign></p>
PASS
    <TEI xml:lang="ru"><teiHeader><title>A poem: an edition</title></teiHeader><p>Стихи</p></TEI>
PASS
    <text xml:lang="grc"><note>One line of commentary</note><p>χρημα</p></text>
FAIL
    <p xml:lang="en">a catalyst,
    <foreign xml:lang="ru">vozbuditel</foreign></p>
FAIL
    <p xml:lang="en">a catalyst, <foreign xml:lang="ru-Latn-alalc97">возбудитель</foreign></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...model import Finding, Severity
from ...text.xml import XML_LANG
from ..indexes.context import Context
from ..indexes.languages import spoken
from ..values.scripts import count, expected, said, script, scripts

CODE = "LNG003"
SEVERITY = Severity.WARNING


WORDS = frozenset(
    ("Hani", "Hira", "Kana", "Hang", "Jpan", "Kore")
)  # a sign says a syllable or more
WORD = 4  # letters that such a sign is worth
_ACRONYM = re.compile("[A-Z]{1,6}")  # CSS, TEI, CBETA: of every language
FEW = 4  # Latin letters under which nothing is told: edt, mm
MOST = 0.5  # share of letters of another script from which a tag is doubted


def _of_no_language(text: str, strange: Mapping[str, int], wanted: frozenset[str]) -> bool:
    """Is a text in Latin letters a sign, an acronym, or the one foreign name of a unit?"""
    if strange.keys() != {"Latn"}:
        return False
    word = text.strip()
    if strange["Latn"] < FEW or _ACRONYM.fullmatch(word):
        return True
    return bool(wanted & WORDS) and word.istitle() and word.isalpha()  # Pascal, in Chinese


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    written = {"Latn", *map(script, document.letters)} - {""}
    if all(written <= (expected(tag) or written) for _, tag in document.having(XML_LANG)):
        return
    for element, text in spoken(document):
        tag = element.get(XML_LANG)
        wanted = expected(tag)
        if written <= (wanted or written) or ("Latn" in wanted and text.isascii()):
            continue
        if scripts(text) <= wanted:
            continue
        found = count(text)
        for code in found.keys() & WORDS:
            found[code] *= WORD
        total = sum(found.values())
        strange = {s: n for s, n in found.items() if s not in wanted}
        if sum(strange.values()) > total * MOST and not _of_no_language(text, strange, wanted):
            most = max(strange, key=lambda s: strange[s])
            usual = " or ".join(sorted(said(s) for s in wanted))
            scripted = f"{tag.split('-')[0]}-{most}"
            yield context.finding(
                element,
                f"@xml:lang {tag!r} implies {usual} letters, but the text is in {said(most)}",
                attribute=XML_LANG,
                hint=f"name the script: {scripted}"
                if most == "Latn"
                else f"name the language that it is in, or the script: {scripted}",
            )
