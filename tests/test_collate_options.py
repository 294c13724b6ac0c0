"""Every option of a collation, and its limits."""

from __future__ import annotations

import random

import pytest

from variorum.collation import Options, collate
from variorum.collation.options import Scorer
from variorum.errors import UsageError
from variorum.model import Collation
from variorum.text.build import witness_from_text, witness_from_tokens


def drawn(*texts: str, options: Options) -> list[str]:
    table = collate([witness_from_text(chr(65 + i), t) for i, t in enumerate(texts)], options)
    return [
        " ".join(
            w.slice(table.starts[i][c], table.ends[i][c]) or "-"
            for i, w in enumerate(table.witnesses)
        )
        for c in range(len(table))
    ]


def rebuilt(table: Collation) -> bool:
    return all(list(table.row(w.siglum)) == list(w.tokens) for w in table.witnesses)


def test_near_matching_can_be_left_out():
    texts = ("we saw ships", "we saw many shipps")
    assert drawn(*texts, options=Options())[2:] == ["- many", "ships shipps"]
    assert drawn(*texts, options=Options(near=False))[2:] == ["ships many", "- shipps"]


def test_forms_declared_equivalent_attract_each_other():
    texts = ("his steel spectacles", "his glasses")
    options = Options(equivalences=(("spectacles", "glasses", 1.0),))
    assert drawn(*texts, options=options) == ["his his", "steel -", "spectacles glasses"]


def test_a_scorer_says_what_letters_do_not_show():
    import numpy as np

    meaning = {"house": 1, "дом": 1, "white": 2, "белый": 2}

    def scorer(a, b):
        return np.array([[float(meaning.get(x, x) == meaning.get(y, y)) for y in b] for x in a])

    found: Scorer = scorer
    assert drawn("the white house", "дом", options=Options(scorer=found)) == [
        "the -",
        "white -",
        "house дом",
    ]


def test_tokens_put_together_by_the_user_share_a_column():
    texts = ("red sun and moon", "moon and red sun")
    options = Options(forced=((("A", 3), ("B", 0)),))
    assert "moon moon" in drawn(*texts, options=options)


def test_tokens_kept_apart_by_the_user_share_no_column():
    texts = ("one two three", "one too three", "one two three")
    options = Options(apart=((("A", 1), ("B", 1)),))
    found = drawn(*texts, options=options)
    assert "two too two" not in found
    assert all(not ("two" in c.split()[:1] and "too" in c.split()[1:2]) for c in found)


def test_a_decision_outranks_fixed_points():
    words = [f"w{i}" for i in range(120)]
    a, b = [*words, "x"], ["x", *words]
    given = [witness_from_tokens("A", a), witness_from_tokens("B", b)]
    table = collate(given, Options(forced=((("A", 120), ("B", 0)),)))
    together = [c for c in range(len(table)) if table.cell(0, c) == range(120, 121)]
    assert table.cell(1, together[0]) == range(1)
    assert rebuilt(table)


def test_decisions_do_not_make_equal_words_differ():
    given = [witness_from_text("A", "one two three"), witness_from_text("B", "one two three")]
    options = Options(segmentation=True, forced=((("A", 1), ("B", 1)),))
    assert len(collate(given, options)) == 1


def test_a_decision_about_a_missing_token_is_refused():
    with pytest.raises(UsageError, match="which is not there"):
        collate([witness_from_text("A", "one")], Options(apart=((("A", 0), ("B", 7)),)))


def test_passes_of_refinement_may_be_none():
    texts = ("a b c d", "a c d", "b d c", "x b d")
    assert drawn(*texts, options=Options(passes=0))


@pytest.mark.parametrize("cells", [50, 5_000])
@pytest.mark.parametrize("other", ["litany", "strange"])
def test_a_limit_of_cells_costs_no_token(cells, other):
    rng = random.Random(5)
    a = [rng.choice(["om", "mani", "padme", "hum"]) for _ in range(400)]
    b = [word for word in a if rng.random() > 0.1] if other == "litany" else ["x"] * 300
    given = [witness_from_tokens("A", a), witness_from_tokens("B", b)]
    table = collate(given, Options(max_cells=cells))
    assert rebuilt(table)
    if other == "strange":
        assert table.signature.get("limits") == "max_cells"
    assert not collate(given).signature.get("limits")


def test_a_tie_is_told():
    given = [witness_from_text("A", "om"), witness_from_text("B", "om om")]
    assert [(t.start, t.end) for t in collate(given).ties] == [(0, 2)]
    clear = [witness_from_text("A", "red om"), witness_from_text("B", "red om om")]
    assert not collate(clear).ties  # contiguity decides


def test_a_tie_is_told_in_joined_columns_too():
    given = [witness_from_text("A", "so be it x om"), witness_from_text("B", "so be it y om om")]
    table = collate(given, Options(segmentation=True))
    assert [(t.start, t.end) for t in table.ties] == [(2, 4)]


def test_segments_join_what_the_same_witnesses_share():
    texts = ("the quick fox jumps over it", "the slow red fox jumps over it")
    assert drawn(*texts, options=Options(segmentation=True)) == [
        "the the",
        "quick slow red",
        "fox jumps over it fox jumps over it",
    ]


def test_nothing_in_common_still_makes_a_table():
    table = collate([witness_from_text("A", "a b c"), witness_from_text("B", "x y")])
    assert rebuilt(table)


def test_many_short_witnesses():
    rng = random.Random(2)
    words = [f"w{rng.randrange(400)}" for _ in range(400)]
    given = [witness_from_tokens(f"W{i}", words[i : i + 20]) for i in range(120)]
    assert rebuilt(collate(given))


def test_a_token_of_a_million_letters():
    table = collate(
        [
            witness_from_tokens("A", ["x", "a" * 1_000_000]),
            witness_from_tokens("B", ["x", "a" * 999_999]),
        ]
    )
    assert len(table) == 2


@pytest.mark.slow
def test_no_token_is_lost_in_ten_thousand_inputs():
    rng = random.Random(7)
    words = ["om", "a", "river", "rivers", "the", ",", ".", "stone", "ston", "x"]
    for _ in range(10_000):
        given = []
        base = [rng.choice(words) for _ in range(rng.randrange(45))]
        for w in range(rng.randrange(1, 6)):
            text = [t for t in base if rng.random() > 0.2]
            if rng.random() < 0.3:
                cut = rng.randrange(len(text) + 1)
                text = text[cut:] + text[:cut]
            given.append(witness_from_tokens(f"W{w}", text))
        options = Options(segmentation=rng.random() < 0.5, near=rng.random() < 0.5)
        assert rebuilt(collate(given, options))


def test_the_signature_names_what_differs_from_the_default():
    given = [witness_from_text("A", "one two"), witness_from_text("B", "one")]
    assert collate(given).signature.get("collate") == "profile-1"
    options = Options(near=False, segmentation=True)
    assert collate(given, options).signature.get("collate") == "profile-1+exact+joined"
