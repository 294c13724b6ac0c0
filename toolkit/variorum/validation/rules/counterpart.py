"""Passages of a source in another file have no counterpart in its translation.

Where most passages of one kind are answered by @corresp from this file, one that nothing answers
was left out, or its @corresp was. Asked where the other file can be read.

Guidelines: 17.4 Correspondence and Alignment (#SACS)

PASS
    <p corresp="source.xml#s1">one</p><p corresp="source.xml#s2 source.xml#s3">two and three</p>
    <p corresp="source.xml#s4">four</p>
FAIL
    <p corresp="source.xml#s1">one</p><p corresp="source.xml#s2">two</p>
    <p corresp="source.xml#s4">four</p>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...model import Finding, Severity
from ..document.document import Element
from ..indexes.context import Context

CODE = "REF008"
SEVERITY = Severity.WARNING

FEW = 3  # passages of the source that are answered before their order is taken for a rule
MOST = 0.5  # share of them


def _example_files(file: str) -> bytes | None:
    passages = "".join(f'<p xml:id="s{number}"/>' for number in range(1, 5))
    return f"<body>{passages}</body>".encode() if file == "source.xml" else None


EXAMPLE_OPTIONS = {"resolve": _example_files}


def check(context: Context) -> Iterator[Finding]:
    for file, answered in _answered(context).items():
        names = context.shared.elsewhere.ids(file)
        kinds = {names[key] for key in answered if key in names} - {""}
        for kind in sorted(kinds):
            every = [key for key, own in names.items() if own == kind]
            lost = [key for key in every if key not in answered]
            found = len(every) - len(lost)
            if lost and found >= FEW and found > MOST * len(every):
                shown = " ".join(f"#{key}" for key in lost[:8]) + (" …" if len(lost) > 8 else "")
                have = "has" if len(lost) == 1 else "have"
                yield context.finding(
                    _before(every, answered, lost[0]),
                    f"{len(lost)} of the {len(every)} <{kind}> of {file!r} {have} no counterpart "
                    f"here: {shown}",
                    attribute="corresp",
                    hint="translate them after this place, or add the missing @corresp",
                    count=len(lost),
                    subjects=tuple(lost),
                )


def _answered(context: Context) -> dict[str, dict[str, Element]]:
    """By file the ids to which @corresp points, each with the first element that does."""
    found: dict[str, dict[str, Element]] = {}
    for element, value in context.document.having("corresp"):
        for token in value.split():
            target = context.witnesses.expand(token)
            written, mark, key = target.partition("#")
            if not written or not mark or ":" in written:
                continue
            if file := context.shared.elsewhere.file(target, element):
                found.setdefault(file, {}).setdefault(key, element)
    return found


def _before(every: list[str], answered: dict[str, Element], lost: str) -> Element:
    """The element that answers the passage before the lost one; the first where there is none."""
    last = None
    for key, following in pairwise(every):
        last = answered.get(key, last)
        if following == lost and last is not None:
            return last
    return next(iter(answered.values()))
