"""Headings of equal number are fixed points of the alignment, where the words bear them out."""

from __future__ import annotations

import random

import variorum as v
from variorum.alignment.passages import match

PLACES = "Lisbon Paris Venice Surinam Cadiz Portsmouth Bordeaux Dieppe Naples Smyrna".split()
ONSETS = "ab br cl dr es fl gr in ju kr lo mi no op pr qu ra st tr ul ve wi".split()
ENDS = "ar en ist od und ell orn ait ume ock ent il".split()


def chapters(count: int, seed: int) -> list[list[str]]:
    """Chapters of three to five passages, each with words of its own and words of all."""
    chance = random.Random(seed)
    rare = [a + b + c for a in ONSETS for b in ENDS for c in ENDS]
    chance.shuffle(rare)
    told = []
    for n in range(count):
        own = [rare.pop() for _ in range(12)]
        told.append(
            [
                f"The {own[k]} and the {own[k + 1]} of {PLACES[n % 10]} were as {own[k + 2]} as he."
                for k in range(0, chance.choice((9, 12)), 3)
            ]
        )
    return told


def reworded(told: list[list[str]]) -> list[list[str]]:
    """The same, in another's words, but for half of the rare ones."""
    return [
        [p.replace("The ", "That ").replace(" were as ", " had been of ") for p in c] for c in told
    ]


def book(told: list[list[str]], called: str, numbers: list[str] | None = None) -> list[str]:
    numbers = numbers or [str(n) for n in range(1, len(told) + 1)]
    return [x for number, c in zip(numbers, told) for x in (called.format(number), *c)]


ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
WORDS = "Erstes Zweites Drittes Viertes Fünftes Sechstes Siebtes Achtes".split()
STORY = chapters(8, 1)


def faces(a: list[str], b: list[str], heading: str) -> list[str]:
    """What stands beside a heading."""
    (bead,) = (x for x in match(a, b) if a.index(heading) in x.left)
    return [b[j] for j in bead.right]


def test_a_roman_number_alone_faces_the_chapter_of_that_number() -> None:
    a, b = book(STORY, "{}", ROMAN), book(reworded(STORY), "CHAPTER {}")
    assert [faces(a, b, r) for r in ROMAN[:8]] == [[f"CHAPTER {n}"] for n in range(1, 9)]
    assert all(x.confidence == 1 for x in match(a, b) if x.left and a[x.left.start] in ROMAN)


def test_headings_face_each_other_across_languages() -> None:
    german = [
        [p.replace("The ", "Der ").replace(" and the ", " und die ").replace(" of ", " von ")
         .replace(" were as ", " waren so ").replace(" as he.", " wie er.") for p in c]
        for c in STORY
    ]  # fmt: skip
    a, b = book(STORY, "CHAPTER THE {}", ROMAN), book(german, "{} Kapitel", WORDS)
    beads = match(a, b, language_a="en", language_b="de")
    found = {a[x.left.start]: b[x.right.start] for x in beads if x.left and x.right}
    assert [found[f"CHAPTER THE {r}"] for r in ROMAN[:8]] == [f"{w} Kapitel" for w in WORDS]


def test_what_faces_what_does_not_depend_on_which_version_comes_first() -> None:
    a, b = book(STORY, "{}", ROMAN), book(reworded(STORY[:3] + STORY[4:]), "CHAPTER {}")
    there = {(x.left, x.right) for x in match(a, b) if x.left and x.right}
    assert {(x.right, x.left) for x in match(b, a) if x.left and x.right} == there


def test_numbers_that_the_words_deny_hold_nothing() -> None:
    other = reworded(STORY[:3] + STORY[4:])
    a, b = book(STORY, "{}", ROMAN), book(other, "CHAPTER {}")
    beads = match(a, b)
    assert not any(bead.moved for bead in beads)
    found = {(a[i], b[j]) for bead in beads for i in bead.left for j in bead.right}
    kept = [p for c in STORY[:3] + STORY[4:] for p in c]
    assert found >= {*zip(kept, (p for c in other for p in c))}


def test_a_table_of_contents_is_no_fixed_point() -> None:
    contents = [f"Chapter {n}. Of what came then" for n in range(1, 9)]
    a = book(STORY, "{}", ROMAN)
    b = [*contents, *book(reworded(STORY), "CHAPTER {}")]
    assert [faces(a, b, r) for r in ROMAN[:8]] == [[f"CHAPTER {n}"] for n in range(1, 9)]


def test_where_parts_begin_to_count_again_each_chapter_faces_its_own() -> None:
    numbers = ["1", "2", "3", "4"] * 2
    a, b = book(STORY, "{}", ROMAN[:4] * 2), book(reworded(STORY), "Chapter {}", numbers)
    beads = {x.left.start: x.right for x in match(a, b) if x.left}
    assert all(beads[i] == range(i, i + 1) for i, text in enumerate(a) if text in ROMAN)


def test_a_heading_is_never_joined_with_prose() -> None:
    one = [[*c[:-1], c[-1] + " chapter"] for c in STORY]
    other = [[*c[:-1], "Chapter " + c[-1]] for c in reworded(STORY)]
    for a, b in ((book(one, "{}", ROMAN), book(other, "CHAPTER {}")),
                 (book(one, "CHAPTER {}"), [p for c in other for p in c])):  # fmt: skip
        for bead in match(a, b):
            kinds = {t in ROMAN or t[:7] == "CHAPTER" for i in bead.left for t in [a[i]]}
            assert len(kinds) < 2, bead


def test_a_title_that_the_file_calls_a_heading_joins_no_prose() -> None:
    told = "They came to the Dorado. There the roads were gold, said the old men of Lima."
    first = f"<h2>They came to the Dorado</h2><p>{told}</p><p>End.</p>"
    other = f"<p>They came to the Dorado: {told}</p><p>End.</p>"
    read = [v.read(x.encode(), reader="html", siglum=s) for s, x in (("A", first), ("B", other))]
    rows = v.align(*read, unit="paragraph").rows
    assert [list(r.passages[0]) for r in rows if r.passages[0]] == [[0], [1], [2]]


def test_numbered_articles_are_no_headings() -> None:
    law = [f"{n}. {' '.join(c)}" for n, c in enumerate(chapters(8, 2), 1)]
    halves = [(" ".join(t.split()[:20]), " ".join(t.split()[20:])) for t in law]
    split = [half for both in halves for half in both]
    assert [bead.right for bead in match(law, split)] == [range(n, n + 2) for n in range(0, 16, 2)]
