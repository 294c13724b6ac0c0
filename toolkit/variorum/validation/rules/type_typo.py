"""The @type or @cause of a reading is almost, but not quite, a usual one.

Rare in this file and at most two letters from a frequent value, or from a word that the field
uses: `varints` beside 21,000 `variants`, `subtantive`, `homoteleuton`.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>a</lem><rdg type="omission" wit="#A"/><rdg type="addition" wit="#B">b</rdg></app>
    </p>
PASS
    <p><app><lem>a</lem><rdgGrp type="conjectures"><rdg resp="#A">b</rdg></rdgGrp></app></p>
FAIL
    <p><app><lem>a</lem><rdg type="omision" wit="#A"/></app></p>
FAIL
    <p><app><lem>a</lem><rdg type="variants" wit="#A">b</rdg><rdg type="variants" wit="#B">c</rdg>
    <rdg type="variants" wit="#D">d</rdg><rdg type="varints" wit="#C">e</rdg></app></p>
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context
from ..values.nearest import nearest

CODE = "APP019"
SEVERITY = Severity.WARNING


OWNERS = ("app", "lem", "rdg", "rdgGrp")
USUAL = frozenset(
    "substantive orthographic omission addition transposition lexical syntactic punctuation format "
    "name-form transliteration tense-modality editorial conjecture deletion illegible correction "
    "defective reconstructed subreading ambiguous correction-deletion correction-substitution "
    "correction-addition variation-absent variation-present homeoteleuton homoioteleuton "
    "homeoarchy haplography dittography paleographicConfusion falseEmendation emendation insertion "
    "aural-confusion clarification parablepsis inflection synonym word-order word-division".split()
)
FREQUENT = 3  # times as often as the rare value


def check(context: Context) -> Iterator[Finding]:
    for attribute in ("type", "cause"):
        places = [
            (element, token)
            for element, value in context.document.having(attribute)
            if name(element) in OWNERS
            for token in value.split()
        ]
        counts = Counter(token for _, token in places)
        meant = {t: m for t in counts if (m := _meant(t, counts))}
        for element, token in places:
            if token in meant:
                yield context.finding(
                    element,
                    f"@{attribute} {token!r} looks like a misspelling of {meant[token]!r}",
                    attribute=attribute,
                    token=token,
                    hint=f"did you mean {meant[token]}?",
                )


def _meant(token: str, counts: Counter[str]) -> str:
    """What a rare value was probably meant to be; "" if it stands on its own."""
    if token in USUAL or len(token) < 5:
        return ""
    frequent = [t for t, n in counts.items() if n >= FREQUENT * counts[token] and len(t) > 4]
    plural = token.removesuffix("s") in USUAL  # a group of conjectures
    return nearest(token, frequent) or ("" if plural else nearest(token, USUAL))
