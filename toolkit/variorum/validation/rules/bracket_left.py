"""A square bracket was left in the text.

What an editor put in brackets has an element of its own: `supplied`, `ex`, `gloss`, `note`,
`foreign`; `rend="brackets"` remembers the print. Left alone are notes, code, phonetic script,
elements whose @rend says brackets, brackets that enclose an entry of the apparatus, and files
whose header says that all marks are kept (`punctuation/@marks="all"`).

Guidelines: 3.5.3, 12.3.1.7 (#PHSU)

PASS
    <p>This is <supplied reason="syntax" rend="brackets">a</supplied> prospect</p>
PASS
    <entry><form><orth>sage</orth><pron>[seɪdʒ]</pron></form></entry>
FAIL
    <p>This is [a] prospect</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.base import shown
from ..indexes.bracketing import crosses_app, in_supplied
from ..indexes.context import Context

CODE = "TXT001"
SEVERITY = Severity.WARNING


# In the documentation of a schema brackets are the author's own, as are links of Markdown.
SPECIFICATIONS = ("schemaSpec", "elementSpec", "classSpec", "moduleSpec", "macroSpec")


def check(context: Context) -> Iterator[Finding]:
    if context.document.named(*SPECIFICATIONS):
        return
    for block in context.shared.brackets:
        lone = set(block.lone)
        for opening, closing in block.pairs:
            run, at = opening
            if closing[0].parent is not run.parent or lone & {opening, closing}:
                continue  # crossing brackets are TXT002's, doubled ones TXT003's
            if crosses_app(context.document, opening, closing):
                continue  # no element of one witness could stand for them
            if not in_supplied(run):
                content = block.between(opening, closing)
                yield context.in_text(
                    run,
                    at,
                    at + 1,
                    "a square bracket was left in the text",
                    hint=f"encode what {shown('[' + content + ']')} stands for; "
                    "variorum encode does it",
                )
