"""Small editions that the tests of the reading page show."""

from __future__ import annotations

import re
from itertools import pairwise

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.measure import compare
from variorum.model import Apparatus, Lacuna, Row, Synopsis, Witness
from variorum.page import Edition
from variorum.text.build import witness_from_text, witness_from_tokens

TEXTS = {
    "Z": "Each country has its own way and we shall not treat them across-the-board [chokhom]. "
    "Their illness has one cause. They wait.",
    "B": "Every country has its own way, and we shall not tar them all with one brush [chokhom]. "
    "Their disease has one cause. They wait.",
    "C": "Each country has a way of its own and we shall not treat them wholesale. "
    "Their illness has a single cause. They wait and hope.",
}


def page_witnesses() -> list[Witness]:
    made = []
    for siglum, text in TEXTS.items():
        cuts = [0, *(m.end() for m in re.finditer(r"\. ", text)), len(text)]
        made.append(
            witness_from_text(
                siglum,
                text,
                bounds=list(pairwise(cuts)),
                language="en",
                title=f"Version {siglum}",
            )
        )
    return made


def edition(title: str = "A memo") -> Edition:
    witnesses = page_witnesses()
    table = collate(witnesses)
    rows = Synopsis(tuple(witnesses), tuple(Row((range(i, i + 1),) * 3) for i in range(3)))
    return Edition(
        apparatus(table, base="Z"),
        measures=compare(rows, table, bootstrap=10),
        title=title,
        inputs=(("Z", "z.txt", "0" * 64),),
    )


def apparatus_of(texts: dict[str, list[str]], **lacunae: int) -> Apparatus:
    witnesses = [
        witness_from_tokens(s, t, lacunae=(Lacuna(lacunae[s]),) if s in lacunae else ())
        for s, t in texts.items()
    ]
    return apparatus(collate(witnesses), base=next(iter(texts)))
