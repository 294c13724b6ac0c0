"""Words linked by an encoder: each version once, alike on any machine, only where it is there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from commands import Notes
from hypothesis import given
from hypothesis import strategies as st

import variorum as v
from variorum.alignment import encoder, words
from variorum.alignment.encoder import runtime
from variorum.alignment.encoder.pieces import UNKNOWN, Pieces
from variorum.errors import MissingExtra

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = [ROOT / "tei" / name for name in ("memo.xml", "memo-b.xml", "memo-c.xml")]
PAIR = (
    "we must condemn the crisis and not lump them all together".split(),
    "we should tar the crisis and not paint all of them with one brush".split(),
)


@pytest.fixture
def shipped(encoded: None) -> encoder.Encoder:
    found = encoder.open_if(True, "en")
    assert found is not None
    return found


def _rows(count: int) -> list[tuple[list[str], list[str]]]:
    """Rows of two versions of the memo."""
    rows = v.align(*VERSIONS[:2])
    pairs = words.row_pairs(
        *rows.witnesses, [(rows.tokens(n, 0), rows.tokens(n, 1)) for n in range(len(rows.rows))]
    )
    return [pair for pair in pairs if all(pair)][:count]


@given(st.text(max_size=30))
def test_every_word_has_a_piece(word: str) -> None:
    cut = Pieces([UNKNOWN, "[CLS]", "[SEP]", "a", "##a", "b", "##b", "."])
    assert cut(word)


@given(st.lists(st.integers(1, 12), max_size=400), st.integers(80, 254))
def test_windows_of_a_long_sentence_hold_every_word_and_overlap(
    sizes: list[int], room: int
) -> None:
    found = runtime.windows(sizes, room)
    assert {n for start, end in found for n in range(start, end)} == set(range(len(sizes)))
    assert all(sum(sizes[start:end]) <= room for start, end in found)
    assert all(after[0] < before[1] for before, after in pairwise(found))


@given(
    st.lists(st.integers(1, 12), min_size=60, max_size=400),
    st.integers(80, 254),
    st.sets(st.integers(1, 400)),
)
def test_windows_end_where_a_sentence_does_and_hold_every_word(
    sizes: list[int], room: int, marks: set[int]
) -> None:
    ends = sorted(n for n in marks if n <= len(sizes))
    found = runtime.windows(sizes, room, ends)
    assert {n for start, end in found for n in range(start, end)} == set(range(len(sizes)))
    assert all(sum(sizes[start:end]) <= room for start, end in found)
    for before, after in pairwise(found):
        assert before[0] < after[0]
        assert after[0] < before[1] or after[0] == before[1] in ends


def test_rewordings_that_no_dictionary_has_are_linked(shipped: encoder.Encoder) -> None:
    links = words.learn([PAIR], neural=True).links(*PAIR)
    said = {" ".join(PAIR[0][i] for i in x.a): " ".join(PAIR[1][j] for j in x.b) for x in links}
    assert said["condemn"] == "tar" or said["must condemn"] == "should tar"
    assert said["crisis"] == "crisis"


def test_both_directions_say_the_same(shipped: encoder.Encoder) -> None:
    for a, b in [PAIR, *_rows(5)]:
        there, back = shipped.probabilities(a, b), shipped.probabilities(b, a)
        assert (there == back.transpose(0, 2, 1)).all()


def test_a_sentence_says_the_same_whatever_was_encoded_before(shipped: encoder.Encoder) -> None:
    fresh = runtime.Encoder(runtime.data())
    expected = fresh.probabilities(*PAIR)
    for a, b in _rows(5):
        shipped.probabilities(a, b)
    assert (shipped.probabilities(*PAIR) == expected).all()


def test_links_depend_on_no_thread(
    shipped: encoder.Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = _rows(12)
    expected = list(words.learn(pairs, neural=True).links_many(pairs))
    other = runtime.Encoder(runtime.data(), threads=2)
    monkeypatch.setattr(runtime, "_shipped", lambda: other)
    assert list(words.learn(pairs, neural=True).links_many(pairs)) == expected


def test_three_versions_are_encoded_three_times(
    shipped: encoder.Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = runtime.Encoder(runtime.data())
    monkeypatch.setattr(runtime, "_shipped", lambda: fresh)
    run: list[int] = []
    inner = fresh.encoded
    monkeypatch.setattr(fresh, "encoded", lambda key: (run.append(len(key)), inner(key))[1])
    made = v.collate(*VERSIONS, translations=True)
    assert sum(run) <= sum(len(w) for w in made.witnesses)
    assert "encoder-1" in made.signature.get("words")


def test_without_the_extra_the_words_of_today_are_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    assert words.learn([PAIR]).method == words.learn([PAIR], neural=False).method
    with pytest.raises(MissingExtra, match="neural"):
        words.learn([PAIR], neural=True)


def test_a_file_of_another_version_is_not_used_and_that_is_said(
    encoded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = Notes()
    monkeypatch.setattr(runtime, "CHECKSUM", "another")
    runtime.changed.cache_clear()
    made = v.collate(*VERSIONS[:2], translations=True, host=host)
    runtime.changed.cache_clear()
    assert "encoder" not in made.signature.get("words")
    assert any("words are linked without the encoder" in said for said in host.said)


def test_a_sentence_of_two_thousand_words_is_linked_to_its_end(shipped: encoder.Encoder) -> None:
    a = [f"{word}" for n in range(200) for word in (*PAIR[0][:9], f"n{n}")]
    p = shipped.probabilities(a, a)
    assert p.shape == (2, 2000, 2000)
    assert p[0, -1].argmax() == 1999 or p[0, -1].max() > 0.2


def test_scripts_that_the_vocabulary_lacks_and_empty_sides_are_no_error(
    shipped: encoder.Encoder,
) -> None:
    assert shipped.probabilities(["数", "≠"], ["word"]).shape == (2, 2, 1)
    assert words.learn([([], ["a"])], neural=True).links([], ["a"]) == ()
