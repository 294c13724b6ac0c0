"""A square bracket was left in the text.

What an editor put in brackets has an element of its own: `supplied`, `ex`, `gloss`, `note`,
`foreign`; `rend="brackets"` remembers the print. Where a file gives no such element to anything,
its brackets may be the author's own, and are one remark. Left alone are notes, code, phonetic
script, titles and references, what is said about the text (a translation, a commentary), numbers
such as [12], elements whose @rend says brackets, brackets that enclose an entry of the apparatus,
and files whose header says that all marks are kept (`punctuation/@marks="all"`).

Guidelines: 3.5.3, 12.3.1.7 (#PHSU)

PASS
    <p>This is <supplied reason="syntax" rend="brackets">a</supplied> prospect</p>
PASS
    <entry><form><orth>sage</orth><pron>[seɪdʒ]</pron></form></entry>
PASS
    <p>as was shown before [12], <ref target="#b7">[Miller 2018]</ref></p>
PASS
    <div type="translation"><p>In the time of [our] master</p></div>
FAIL
    <p>This is [a] prospect</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...model import Finding, Severity
from ..document.runs import Run
from ..indexes.base import shown
from ..indexes.bracketing import crosses_app, in_supplied, said_about
from ..indexes.context import Context

CODE = "TXT001"
SEVERITY = Severity.WARNING


# In the documentation of a schema brackets are the author's own, as are links of Markdown.
SPECIFICATIONS = ("schemaSpec", "elementSpec", "classSpec", "moduleSpec", "macroSpec")
# What an editor does to a text, by the elements in which it stands where it is encoded.
EDITORIAL = ("supplied", "ex", "surplus", "corr")
_CITED = re.compile(r"[\d\s,;:.–-]*\d[\d\s,;:.–-]*|[^\W\d_].*\b(?:1[5-9]|20)\d\d[a-z]?")
_LEAF = re.compile(r"\d+[rvd]?(?:\s*[-–—]\s*\d*[rvd]?)?")  # f [147v], ff[1-2]: no leaf is numbered
_COUNTED = re.compile(r"\b(?:f|ff|fols?|pp?|mbs?|sheets?)\.?\s*$")
Found = tuple[Run, int, str]  # where a bracket opens, and what it holds


def check(context: Context) -> Iterator[Finding]:
    if context.document.named(*SPECIFICATIONS):
        return
    found = [*_left(context)]
    if found and not context.document.named(*EDITORIAL):
        yield _once(context, found)
        return
    for run, at, content in found:
        yield context.in_text(
            run,
            at,
            at + 1,
            "a square bracket was left in the text",
            hint=f"encode what {shown('[' + content + ']')} stands for; variorum encode does it",
        )


def _once(context: Context, found: list[Found]) -> Finding:
    """One remark of all brackets of a file that encodes nothing of what an editor does."""
    run, at, content = found[0]
    many = f"{len(found)} square brackets stand" if len(found) > 1 else "a square bracket stands"
    one = context.in_text(
        run,
        at,
        at + 1,
        f"{many} in the text, of which nothing is encoded as an editor's",
        hint=f"if {shown('[' + content + ']')} is an editor's, encode what it stands for",
        severity=Severity.INFO,
    )
    return replace(one, count=len(found), subjects=("[",) * len(found))


def _left(context: Context) -> Iterator[Found]:
    for block in context.shared.brackets:
        lone = set(block.lone)
        for opening, closing in block.pairs:
            run, at = opening
            if closing[0].parent is not run.parent or lone & {opening, closing}:
                continue  # crossing brackets are TXT002's, doubled ones TXT003's
            if crosses_app(context.document, opening, closing):
                continue  # no element of one witness could stand for them
            if in_supplied(run) or said_about(run.parent):
                continue
            content = block.between(opening, closing)
            if _LEAF.fullmatch(content) and _COUNTED.search(run.text, max(0, at - 8), at):
                continue
            attached = at > 0 and run.text[at - 1].isalnum()
            if attached or not _CITED.fullmatch(content):
                yield run, at, content
