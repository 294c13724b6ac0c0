"""A table of the brackets of a text and their classes, to be gone through before it is encoded.

One row for each bracket that reads alike and is judged alike: what it says, its class, the class
that was found, how often it stands, how sure that is (`high`, `medium`, `low`), and one place. A
person corrects the column `class`; `obeyed` reads it back.
"""

from __future__ import annotations

from collections import Counter

from ..errors import ReadError, UsageError
from ..model import Witness
from ..text.brackets import Bracket, find
from ..text.editorial import CLASSES

_COLUMNS = ("bracket", "class", "found", "count", "certainty", "example")
_AROUND = 30  # characters before and after in an example
_DOUBT = {"low": 0, "medium": 1, "high": 2}

Ruling = tuple[str, str, str]  # what the bracket says, the class found ("" = any), the class wanted


def inventory(witness: Witness) -> str:
    """The brackets of a text as tab-separated values with a head, the doubtful first."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[Bracket, str]] = {}
    for text in _passages(witness):
        for bracket in find(text):
            key = bracket.content(text), bracket.kind
            counts[key] += 1
            first.setdefault(key, (bracket, text))
    rows = sorted(first, key=lambda key: (_DOUBT[first[key][0].certainty], key[1], key[0]))
    lines = ["\t".join(_COLUMNS)]
    for content, kind in rows:
        bracket, text = first[content, kind]
        around = text[max(0, bracket.start - _AROUND) : bracket.end + _AROUND].strip()
        count = str(counts[content, kind])
        lines.append("\t".join((content, kind, kind, count, bracket.certainty, around)))
    return "\n".join(lines) + "\n"


def obeyed(table: str, witness: Witness, *, name: str) -> tuple[Ruling, ...]:
    """What a corrected table says of the brackets of a text.

    Only `bracket` and `class` must be there; without `found` a row holds for every bracket that
    reads so. Raises `ReadError` for a table without these columns, `UsageError` with file and line
    for a class that is not known and for a bracket that the text does not have.
    """
    lines = table.removeprefix("\ufeff").splitlines()
    head = [cell.strip().lower() for cell in lines[0].split("\t")] if lines else []
    if "bracket" not in head or "class" not in head:
        raise ReadError(
            "not a table of brackets: it needs tab-separated columns 'bracket' and 'class'",
            source=name,
            line=1,
            hint="name a file that does not exist yet, and it will be written",
        )
    present = {b.content(text) for text in _passages(witness) for b in find(text)}
    rulings: list[Ruling] = []
    for number, line in enumerate(lines[1:], 2):
        cells = dict(zip(head, (cell.strip() for cell in line.split("\t"))))
        if not any(cells.values()) and "\t" not in line:
            continue
        content, kind = cells["bracket"], cells.get("class", "")
        if content not in present and content[:1] + content[-1:] == "[]":  # as the text has it
            content = content[1:-1].strip()
        if kind not in CLASSES:
            raise UsageError(
                f"{kind!r} is not a class of brackets",
                source=name,
                line=number,
                hint=f"choose from {', '.join(CLASSES)}",
            )
        if content not in present:
            raise UsageError(
                f"the text has no bracket [{content}]",
                source=name,
                line=number,
                hint="if the text has changed, delete the table so that it is written again",
            )
        rulings.append((content, cells.get("found", ""), kind))
    return tuple(rulings)


def _passages(witness: Witness) -> list[str]:
    """The text of each passage on one line, as it is encoded."""
    return [
        " ".join(witness.text[witness.starts[p.start] : witness.ends[p.end - 1]].split())
        for p in witness.passages
        if len(p)
    ]
