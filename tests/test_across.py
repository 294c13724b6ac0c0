"""Passages of versions in two languages, declared or not."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.alignment.passages import match
from variorum.alignment.passages.borne_out import borne_out
from variorum.alignment.passages.verse import is_verse, run_on
from variorum.model import Bead

LETTERS = str.maketrans("0123456789", "bcdfghklmn")
CASES = Path(__file__).parent / "cases/translations"


def passages(name: str) -> list[str]:
    return (CASES / name).read_text("utf-8").strip().split("\n\n")


def pairs(beads) -> set[tuple[int, int]]:
    return {(i, j) for bead in beads for i in bead.left for j in bead.right}


def test_parallel_lines_of_prose_that_name_no_language_are_all_paired() -> None:
    beads = match(passages("lf-en.txt"), passages("lf-fr.txt"))
    assert pairs(beads) == {(n, n) for n in range(4)}
    assert len(beads) == 4


def test_what_one_version_leaves_out_stands_alone() -> None:
    english, french = passages("lf-en.txt"), passages("lf-fr.txt")
    for gone in (0, 2):
        kept = [n for n in range(4) if n != gone]
        beads = match(english, [french[n] for n in kept])
        assert pairs(beads) == {(n, at) for at, n in enumerate(kept)}


def test_the_same_is_found_whichever_version_comes_first() -> None:
    english, french = passages("lf-en.txt"), passages("lf-fr.txt")[1:]
    found, turned = match(english, french), match(french, english)
    assert pairs(found) == {(i, j) for j, i in pairs(turned)} == {(1, 0), (2, 1), (3, 2)}


WORDS = "Paris Londres 1789 la table le roi mange une pomme the king eats an apple ? ! — «".split()
text = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
version = st.lists(text, min_size=1, max_size=12)


@given(version, version)
@settings(max_examples=40, deadline=None)
def test_every_passage_stands_in_one_bead_whatever_the_texts(a, b) -> None:
    beads = match(a, b, language_a="fr", language_b="en")
    assert sorted(i for bead in beads for i in bead.left) == [*range(len(a))]
    assert sorted(j for bead in beads for j in bead.right) == [*range(len(b))]
    assert all(0 <= bead.confidence <= 1 for bead in beads)


def test_every_thing_of_the_everyday_list_has_a_word_in_every_language() -> None:
    from importlib import resources

    lines = resources.files("variorum.alignment.passages").joinpath("everyday.tsv")
    rows = [line.split("\t") for line in lines.read_text("utf-8").splitlines()]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(word.strip() for row in rows for cell in row for word in cell.split(","))


def test_a_few_everyday_words_find_what_was_left_out_of_a_short_tale() -> None:
    german = ["Der König hatte drei Söhne.", "Die Hexe wohnte im Wald.", "Der Hund fraß das Brot."]
    french = ["Le roi avait trois fils.", "Le chien mangea le pain."]
    assert pairs(match(german, french, language_a="de", language_b="fr")) == {(0, 0), (2, 1)}


# Ovid, Metamorphoses 1.466-473: Brookes More (1922) and Arthur Golding (1567), both public domain
MORE = """he said, but with his wings expanded thence
flew lightly to Parnassus, lofty peak.
There, from his quiver he plucked arrows twain,
most curiously wrought of different art;
one love exciting, one repelling love.
The dart of love was glittering, gold and sharp,
the other had a blunted tip of lead;
and with that dull lead dart he shot the Nymph,
but with the keen point of the golden dart
he pierced the bone and marrow of the God.
Immediately the one with love was filled,
the other, scouting at the thought of love,""".split("\n")
GOLDING = """This saide, with drift of fethered wings in broken ayre he flue,
And to the forkt and shadie top of Mount Parnasus drue.
There from hys quiver full of shafts two arrowes did he take
Of sundrie workes: t'one causeth Love, the tother doth it slake.
That causeth love, is all of golde with point full sharpe and bright,
That chaseth love is blunt, whose stele with leaden head is dight.
The God this fired in the Nymph Peneis for the nones:
The tother perst Apollos heart and overraft his bones.
Immediatly in smoldring heate of Love the t'one did swelt,
Againe the tother in hir heart no sparke nor motion felt.
In woods and forrests is hir joy, the savage beasts to chase,
And as the price of all hir paine to take the skinne and case.""".split("\n")


def test_two_verse_translations_share_rows_of_one_line_and_of_several() -> None:
    assert is_verse(MORE, GOLDING)
    beads = match(MORE, GOLDING)
    alone = [bead for bead in beads if not (bead.left and bead.right)]
    assert len(alone) <= len(beads) / 4
    assert {(1, 1), (2, 2), (5, 4)} <= pairs(beads)


def test_prose_is_no_verse() -> None:
    assert not is_verse(["He came. He saw. He won."] * 20)
    assert not is_verse(passages("lf-en.txt"))


def test_a_line_that_runs_on_joins_the_pair_that_it_makes_more_even() -> None:
    lines, others = ["x" * 40, "x" * 30, "x" * 40], ["y" * 40, "y" * 70]
    beads = (
        Bead(range(0, 1), range(0, 1), 0.8),
        Bead(range(1, 2), range(1, 1), 0.5),
        Bead(range(2, 3), range(1, 2), 0.8),
    )
    assert [(x.left, x.right) for x in run_on(beads, lines, others)] == [
        (range(0, 1), range(0, 1)), (range(1, 3), range(1, 2)),
    ]  # fmt: skip


def test_a_reply_of_common_words_has_not_moved_over_a_hundred_passages() -> None:
    words = "said not know do he I".split()
    story = [
        f"{words[n % 6]} {words[n % 5]} ship {n * 17 + 9} reached island {n * 31 + 7}, {n + 1700}, "
        f"with {n * 7 + 2000} men, {n * 11 + 7000} barrels, {n * 13 + 50000} coins."
        for n in range(120)
    ]
    reply = "I do not know, he said."
    first = [*story[:3], reply, *story[3:]]
    other = [*story[:110], reply, *story[110:]]
    assert not any(bead.moved for bead in match(first, other))
    near = [*story[:6], reply, *story[6:]]
    assert any(bead.moved for bead in match(first, near))


@pytest.mark.parametrize(("code", "word"), [("el", "όταν"), ("el", "ίδιο"), ("tr", "leri")])
def test_a_word_that_is_all_ending_is_a_word(code: str, word: str) -> None:
    a = [f"{word} Tom 1801 Paris.", f"Tom {word}."]
    beads = match(a, ["When Tom saw Paris in 1801.", "Tom died."], language_a=code, language_b="en")
    assert [(x.left, x.right) for x in beads] == [(range(n, n + 1),) * 2 for n in range(2)]


def stories(seed: int) -> tuple[list[str], list[str]]:
    """A story in two languages that share no word: sixty sentences, word for word."""
    chance = random.Random(seed)
    said = [[chance.randrange(150) for _ in range(chance.randint(4, 14))] for _ in range(60)]
    return (
        [" ".join(f"{'aeiou'[k % 5]}bakur{k}q".translate(LETTERS) for k in x) for x in said],
        [" ".join(f"{'wvxyz'[k % 5]}fosan{k}j".translate(LETTERS) for k in x) for x in said],
    )


def paired(a: list[str], b: list[str]) -> float:
    """The share of the passages of two versions that have a partner."""
    beads = match(a, b, language_a="en", language_b="de")
    assert sum(len(x.left) for x in beads) == len(a)
    assert sum(len(x.right) for x in beads) == len(b)
    return sum(len(x.left) + len(x.right) for x in beads if x.left and x.right) / len(a + b)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_text_is_paired_with_its_translation_and_not_with_another(seed: int) -> None:
    english, german = stories(seed)
    other = german[:]
    random.Random(seed).shuffle(other)
    assert paired(english, german) >= 0.95
    assert paired(english, other) <= 0.3
    assert paired(english, stories(seed + 10)[1]) <= 0.3


def test_an_unsure_pair_stays_where_sure_ones_stand_around_it() -> None:
    sure = [0.9] * 20 + [0.1] * 3 + [0.9] * 20
    held = [Bead(range(n, n + 1), range(n, n + 1), c) for n, c in enumerate(sure)]
    assert borne_out(held) == tuple(held)
    alone = [replace(bead, confidence=0.1) for bead in held]
    assert [x.confidence for x in borne_out(alone)] == [0.9] * 86
    assert borne_out(alone[:9]) == tuple(alone[:9])  # so few make nothing sure


def test_a_stated_confidence_is_about_as_often_right(shared: Path) -> None:
    """In a tale of which some passages are left out, summed over what is told of its pairs."""
    work = shared / "data" / "parallel" / "hansel_und_gretel.json"
    texts = json.loads(work.read_text("utf-8"))["texts"]
    kept = [n for n in range(len(texts["de"])) if n % 12]
    beads = match(texts["fr"], [texts["de"][n] for n in kept])
    told = [bead for bead in beads if bead.left and bead.right]
    right = sum([*bead.left] == [kept[j] for j in bead.right] for bead in told)
    assert right >= 0.9 * len(told)
    assert abs(sum(bead.confidence for bead in told) - right) <= 0.04 * len(told)


PROSE = (
    "Arms I sing and the man who came from the far shore to Italy.",
    "For years he was driven over land and sea by the anger of the gods.",
    "Muse, tell me why the queen of heaven hated so good a man.",
    "There was an old city, rich and fierce in war, which she loved above all others.",
    "There she kept her chariot and her weapons.",
    "But she had heard that a people was to rise that would throw down its towers.",
)
VERSE = (
    "I sing of arms, and of the man who first",
    "Came from that far-off shore to Italy.",
    "Much was he driven, year by weary year,",
    "Across the land and over every sea,",
    "Because the gods were angry and would not rest.",
    "O Muse, relate the causes: tell me why",
    "The queen of heaven hated one so good.",
    "An ancient city was there, rich and proud",
    "And fierce in war; they say that of all lands",
    "The goddess loved it more than any else.",
    "Her weapons there, and there her chariot stood.",
    "Yet had she heard a people was to rise",
    "That one day should throw down its lofty towers.",
)


def test_verse_stands_beside_prose_sentence_by_sentence() -> None:
    for code in ("en", ""):
        beads = match(VERSE, PROSE, language_a=code, language_b=code)
        lines = [(bead.left.start, bead.left.stop) for bead in beads if bead.right]
        assert lines == [(0, 2), (2, 5), (5, 7), (7, 10), (10, 11), (11, 13)]
        turned = match(PROSE, VERSE, language_a=code, language_b=code)
        assert [bead.right for bead in turned] == [bead.left for bead in beads]


@given(st.lists(st.sampled_from([*VERSE, "A title"]), min_size=12, max_size=30), st.data())
@settings(max_examples=20, deadline=None)
def test_beside_prose_every_line_stands_once(lines, data) -> None:
    prose = data.draw(st.lists(st.sampled_from(PROSE), min_size=1, max_size=12))
    titles = {n for n, line in enumerate(lines) if line == "A title"}
    beads = match(lines, prose, headings=(titles, ()))
    assert sorted(i for bead in beads for i in bead.left) == [*range(len(lines))]
    assert sorted(j for bead in beads for j in bead.right) == [*range(len(prose))]
