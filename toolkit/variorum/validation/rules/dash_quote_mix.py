"""The text uses two styles of dash or of quotation marks.

Witnesses may differ in this: each one's text is judged by itself. So may languages: a Russian text
beside an English one keeps its own quotation marks.

Guidelines: 3.2, 3.3.3 (#COHQQ)

PASS
    <p>He came – and went – “at once”.</p>
PASS
    <p>He said <app><lem wit="#A">“yes”</lem><rdg wit="#B">"yes"</rdg></app>.</p>
PASS
    <p>He said “yes”.</p><p xml:lang="ru">Он сказал «да».</p>
FAIL
    <p>He came – and went – at once — so he said.</p>
FAIL
    <p>He said “yes” and "no".</p>
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import Finding, Severity
from ..document.runs import Run
from ..indexes import strands
from ..indexes.context import Context

CODE = "TXT008"
SEVERITY = Severity.INFO


STYLES = {
    "dashes": (" - ", " – ", " — "),
    "quotation marks": ('"', "“", "«"),
}


Counts = dict[str, int]
Firsts = dict[str, tuple[Run, int]]


def check(context: Context) -> Iterator[Finding]:
    source, letters = context.document.source, context.document.letters
    for what, styles in STYLES.items():
        possible = [s for s in styles if letters.issuperset(c for c in s if not c.isascii())]
        written = sum(s == '"' or s in source for s in possible)  # it may be &quot;
        if written < 2 and "&#" not in source:
            continue
        found = _mixed(context, styles)
        if not found:
            continue
        mixed, first = found
        rarest = min(mixed, key=lambda s: (mixed[s], styles.index(s)))
        usual = max(mixed, key=lambda s: (mixed[s], styles.index(s)))
        run, at = first[rarest]
        yield context.in_text(
            run,
            at,
            at + len(rarest),
            f"the text mixes styles of {what}: {rarest.strip()} ({mixed[rarest]}) beside "
            f"{usual.strip()} ({mixed[usual]})",
            hint="keep to one, or say in editorialDecl what each means",
        )


def _mixed(context: Context, styles: tuple[str, ...]) -> tuple[Counts, Firsts] | None:
    """The counts of the first language in which a witness mixes, and where each style begins."""
    counts: dict[str, dict[strands.Chain, Counts]] = {}
    first: dict[str, Firsts] = {}
    document = context.document
    for run in document.saying(*styles):
        for style in styles:
            if style in run.text:
                language = document.language(run.parent)
                own = counts.setdefault(language, {}).setdefault(strands.chain(run.parent), {})
                own[style] = own.get(style, 0) + run.text.count(style)
                first.setdefault(language, {}).setdefault(style, (run, run.text.index(style)))
    for language, places in first.items():
        if len(places) > 1 and len(mixed := _of_one_witness(counts[language])) > 1:
            return mixed, places
    return None


def _of_one_witness(counts: Mapping[strands.Chain, Counts]) -> Counts:
    """What the first witness that mixes has; {} where each witness keeps to one style."""
    readers = strands.Readers()
    for siglum in strands.sigla(counts):
        total: Counts = {}
        for chain, own in counts.items():
            if readers.reads(siglum, chain):
                for style, number in own.items():
                    total[style] = total.get(style, 0) + number
        if len(total) > 1:
            return total
    return {}
