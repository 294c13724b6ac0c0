"""The text uses two styles of dash or of quotation marks.

Guidelines: 3.2, 3.3.3 (#COHQQ)

PASS
    <p>He came – and went – “at once”.</p>
FAIL
    <p>He came – and went – at once — so he said.</p>
FAIL
    <p>He said “yes” and "no".</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..layout import Run

CODE = "TXT008"
SEVERITY = Severity.INFO


STYLES = {
    "dashes": (" - ", " – ", " — "),
    "quotation marks": ('"', "“", "«"),
}


def check(context: Context) -> Iterator[Finding]:
    for what, styles in STYLES.items():
        counts: dict[str, int] = {}
        first: dict[str, tuple[Run, int]] = {}
        for run in context.document.text_body:
            for style in styles:
                if n := run.text.count(style):
                    counts[style] = counts.get(style, 0) + n
                    first.setdefault(style, (run, run.text.index(style)))
        if len(counts) < 2:
            continue
        rarest = min(counts, key=lambda s: (counts[s], styles.index(s)))
        usual = max(counts, key=lambda s: (counts[s], styles.index(s)))
        run, at = first[rarest]
        yield context.in_text(
            run,
            at,
            at + len(rarest),
            f"the text mixes styles of {what}: {rarest.strip()} ({counts[rarest]}) beside "
            f"{usual.strip()} ({counts[usual]})",
            hint="keep to one, or say in editorialDecl what each means",
        )
