"""Copies whose scribes spell by habits of their own: hardly a word is equal in all of them."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from counting import cells_filled

from variorum.collation import collate
from variorum.collation.skeletons import skeleton
from variorum.model import Collation
from variorum.text.build import witness_from_tokens

HABITS = {"v": "u", "k": "ck", "i": "y", "z": "cz", "t": "th", "e": "ai", "n": "nn", "o": "uo"}


def copies(count: int, length: int) -> dict[str, list[str]]:
    """Words of one text, each copy with its own habits; now and then one leaves a word out."""
    rng = random.Random(7)
    letters = "aeiou", "vkztnvkztnrlmd"
    words = [
        "".join(rng.choice(letters[k % 2 == 0]) for k in range(rng.choice([4, 5, 6, 7])))
        for _ in range(length)
    ]
    found = {}
    for n in range(count):
        own = rng.sample(sorted(HABITS), 7)
        spelt = [w.translate({ord(a): HABITS[a] for a in own if rng.random() < 0.7}) for w in words]
        found[f"W{n}"] = [w for k, w in enumerate(spelt) if (k + 31 * n) % 40]
    return found


def columns(table: Collation) -> dict[str, list[int]]:
    return {
        w.siglum: [c for c in range(len(table)) for _ in table.cell(k, c)]
        for k, w in enumerate(table.witnesses)
    }


def aligned(texts: dict[str, list[str]]) -> Collation:
    return collate([witness_from_tokens(s, tokens) for s, tokens in texts.items()])


def cells(texts: dict[str, list[str]]) -> int:
    with cells_filled() as sizes:
        aligned(texts)
    return sum(sizes)


def test_scribes_habits_cost_no_full_table() -> None:
    """Four times the words took sixteen times the cells; the words' skeletons cut the tables."""
    assert 0 < cells(copies(12, 800)) < 8 * cells(copies(12, 200))


def test_words_stand_in_their_place_however_they_are_spelt() -> None:
    texts = copies(10, 600)
    table = aligned(texts)
    held = columns(table)
    true = {s: [k for k in range(600) if (k + 31 * int(s[1:])) % 40] for s in texts}
    right = total = 0
    for s in texts:
        at = dict(zip(true["W0"], held["W0"], strict=True))
        for k, c in zip(true[s], held[s], strict=True):
            total += k in at
            right += at.get(k) == c
    assert right / total > 0.97


def test_skeletons_do_not_make_order_matter() -> None:
    texts = copies(3, 500)
    first = columns(aligned(texts))
    for order in permutations(texts):
        assert columns(aligned({s: texts[s] for s in order})) == first


@pytest.mark.parametrize(
    ("left", "right"),
    [("vnd", "und"), ("czwene", "zwéne"), ("γείτων", "γίτων"), ("свѣтъ", "свет"), ("ſie", "sie")],
)
def test_what_scribes_vary_is_not_in_the_skeleton(left: str, right: str) -> None:
    assert skeleton(left) == skeleton(right) != ""


@pytest.mark.parametrize(("left", "right"), [("king", "lord"), ("דבר", "מלך"), ("道", "德")])
def test_other_words_have_other_skeletons(left: str, right: str) -> None:
    assert skeleton(left) != skeleton(right)
