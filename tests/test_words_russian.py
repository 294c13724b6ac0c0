"""Russian against English, word by word: the links drawn by hand, and what is found of them."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

import variorum as v
from variorum.alignment import words
from variorum.alignment.words.vocabulary import Vocabulary
from variorum.api.tongues import of_sides
from variorum.errors import UsageError

CASES = Path(__file__).parent / "cases" / "words"
SETS = ("verses", "prose")
KINDS = ("sure", "possible")

Links = set[tuple[int, int]]


def rows(name: str) -> list[dict]:
    lines = (CASES / f"ru-en.{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def links(row: dict, kind: str) -> Links:
    return {(i, j) for i, j in row[kind]}


@pytest.mark.parametrize(("name", "count"), [("verses", 45), ("prose", 40)])
def test_every_link_is_between_two_words_that_are_there_and_drawn_once(
    name: str, count: int
) -> None:
    segments = rows(name)
    assert len({segment["id"] for segment in segments}) == count
    for segment in segments:
        drawn = segment["sure"] + segment["possible"]
        assert len(drawn) == len({tuple(link) for link in drawn}), segment["id"]
        assert segment["sure"], segment["id"]
        for kind in KINDS:
            assert segment[kind] == sorted(segment[kind]), segment["id"]
        for i, j in drawn:
            assert 0 <= i < len(segment["a"]), segment["id"]
            assert 0 <= j < len(segment["b"]), segment["id"]


def test_no_verse_is_of_mark_or_john_whose_verses_are_a_set_of_their_own() -> None:
    assert not {segment["id"][:2] for segment in rows("verses")} & {"41", "43"}


def test_what_both_passes_drew_alike_was_kept_and_nothing_was_added() -> None:
    settled = {segment["id"]: segment for name in SETS for segment in rows(name)}
    passes = rows("passes")
    assert [row["id"] for row in passes] == list(settled)
    for row in passes:
        final = settled[row["id"]]
        every: Links = set()
        for kind in KINDS:
            first, second = links(row["first"], kind), links(row["second"], kind)
            assert first & second <= links(final, kind), row["id"]
            every |= first | second
        assert links(final, "sure") | links(final, "possible") <= every, row["id"]


def test_the_readme_counts_the_disagreements_of_the_passes() -> None:
    names = {segment["id"]: name for name in SETS for segment in rows(name)}
    counts = {
        name: dict.fromkeys(["links", "sure-possible", "sure-none", "none"], 0) for name in SETS
    }
    for row in rows("passes"):
        kinds: dict[tuple[int, int], list[str]] = {}
        for number, part in enumerate(("first", "second")):
            for kind in KINDS:
                for link in links(row[part], kind):
                    kinds.setdefault(link, ["none", "none"])[number] = kind
        count = counts[names[row["id"]]]
        for pair in map(set, kinds.values()):
            count["links"] += 1
            for label, disagreement in zip(
                ("sure-possible", "sure-none", "none"),
                combinations(("sure", "possible", "none"), 2),
            ):
                count[label] += pair == set(disagreement)
    readme = (CASES / "README.md").read_text("utf-8")
    for name, count in counts.items():
        assert f"| {name} | " + " | ".join(map(str, count.values())) + " |" in readme


@pytest.mark.parametrize("name", SETS)
def test_the_aligner_alone_finds_what_it_found_before(name: str) -> None:
    """Without vectors, which know no Russian, names, numbers and places are all there is."""
    segments = rows(name)
    pairs = [(segment["a"], segment["b"]) for segment in segments]
    met = drawn = sure = rightly = 0
    for segment, cells in zip(
        segments, words.learn(pairs, language="ru", other="en", semantic=False).cells(pairs)
    ):
        found, gold = set(cells), links(segment, "sure")
        met += len(found & gold)
        rightly += len(found & (gold | links(segment, "possible")))
        drawn += len(found)
        sure += len(gold)
    precision, recall = rightly / drawn, met / sure
    assert 2 * precision * recall / (precision + recall) >= 0.42  # .432, .448


def test_each_side_has_the_stems_and_function_words_of_its_language() -> None:
    segments = rows("verses")
    pairs = [(segment["a"], segment["b"]) for segment in segments]
    one = words.learn(pairs, language="ru", other="en", semantic=False)
    turned = words.learn([pair[::-1] for pair in pairs], language="en", other="ru", semantic=False)
    there = one.cells(pairs)
    back = turned.cells(pair[::-1] for pair in pairs)
    for found, mirrored in zip(there, back, strict=True):
        assert found == sorted((i, j) for j, i in mirrored)
    vocabulary = Vocabulary("ru", "en")
    forms = vocabulary.ids(["и", "and", "словами", "слова", "words", "word"])
    left, right = vocabulary.tables()
    assert [right.kinds[forms[n]] for n in (0, 1)] == [0, 1]
    assert [left.kinds[forms[n]] for n in (0, 1)] == [0, 0]  # too few to tell by frequency
    assert left.stems[forms[2]] == left.stems[forms[3]]
    assert right.stems[forms[4]] == right.stems[forms[5]]


def test_links_of_two_languages_are_the_same_from_either_version(tmp_path: Path) -> None:
    segments = rows("prose")[:12]
    for name, side in (("ru", "a"), ("en", "b")):
        text = "\n\n".join(" ".join(segment[side]) for segment in segments)
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    names = [f"{name}={tmp_path / name}.txt" for name in ("ru", "en")]
    languages = ["ru=ru", "en=en"]
    there = v.align(*names, level="word", language=languages)
    back = v.align(*names[::-1], level="word", language=languages)
    ((_, _, links),), ((_, _, mirrored),) = there.pairs, back.pairs
    seen = [sorted((x.b, x.a) for x in row) for row in mirrored]
    assert [[(x.a, x.b) for x in row] for row in links] == seen


@pytest.mark.parametrize(
    ("given", "sides"),
    [
        (None, ("en", "en")),
        ("de", ("de", "de")),
        (["A=ru", "B=en"], ("ru", "en")),
        (["ru", "B=en"], ("ru", "en")),
    ],
)
def test_a_bitext_has_a_language_for_each_side(given, sides: tuple[str, str]) -> None:
    assert of_sides(given) == sides


@pytest.mark.parametrize("given", [["A=ru"], ["C=ru"]])
def test_a_side_without_language_or_another_side_is_an_error(given: list[str]) -> None:
    with pytest.raises(UsageError, match="side"):
        of_sides(given)
