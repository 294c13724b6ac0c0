"""The entries that the page has for every base are those of an apparatus made on that base."""

from __future__ import annotations

import random

import pytest
from editions import edition

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.edition import Options
from variorum.critic.pairs import Stored, stored
from variorum.critic.segments import segmented
from variorum.model import Apparatus, Lacuna, VariationUnit
from variorum.text.build import witness_from_tokens

WORDS = "gallia est omnis divisa in partes tres quarum unam incolunt belgae aliam aquitani".split()


def _copies(count: int, seed: int) -> Apparatus:
    """An apparatus of copies that leave out, change, add and exchange words, one with a gap."""
    dice = random.Random(seed)
    text = [dice.choice(WORDS) + dice.choice(["", "que", "m"]) for _ in range(120)]
    witnesses = []
    for n in range(count):
        own = []
        for word in text:
            lot = dice.random()
            own += {0: [], 1: [word, "et"], 2: [word + "s"], 3: ["autem"]}.get(
                int(lot * 60), [word]
            )
        gaps = (Lacuna(50, 50),) if n == 2 else ()
        witnesses.append(witness_from_tokens(f"W{n}", own, lacunae=gaps, language="la"))
    return apparatus(collate(witnesses), base="W0")


def _on(made: Apparatus, base: str) -> Apparatus:
    """The same apparatus made on another base."""
    known = made.made_with
    assert isinstance(known, Options)
    return segmented(apparatus(made.collation, base=base, options=known))


def _entry(unit: VariationUnit) -> list[tuple[str, tuple[str, ...], str]]:
    return [(r.text, r.sigla, r.cls) for r in unit.readings]


def _chosen(found: Stored, base: str) -> list[tuple[str, tuple[str, ...], str]]:
    """The entry that the script of the page makes for a base."""
    own = next((n for n, r in enumerate(found.readings) if base in r.sigla), None)
    order = [n for n in range(len(found.readings)) if n != own]
    if own is not None:
        order.insert(0, own)
    row = found.classes[own or 0]
    return [(found.readings[n].text, found.readings[n].sigla, row[n]) for n in order]


@pytest.mark.parametrize("made", [_copies(4, 1), _copies(9, 2), edition().apparatus], ids=str)
def test_what_is_stored_gives_the_entries_of_every_base(made: Apparatus) -> None:
    made = segmented(made)
    known = {(s.unit.start, s.unit.end): s for s in stored(made)}
    same = all_of = 0
    for base in made.collation.sigla:
        for unit in _on(made, base).units:
            all_of += 1
            if found := known.get((unit.start, unit.end)):
                same += 1
                assert _chosen(found, base) == _entry(unit)
    assert same > 0.85 * all_of > 20  # where units begin and end depends on the base
