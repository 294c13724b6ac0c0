"""The encoder: each sentence on its own, so many versions cost as many runs, not their pairs.

A fine-tuned MiniLM (Wang et al., NeurIPS 2020) of six layers in int8, run by onnxruntime; made by
`bench/train_neural.py`. Two heads give the probability that two words are a link, and that they are
in one block of words that correspond. A sentence is run alone, never in a batch: what one
gives never depends on another.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources, util
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import MissingExtra, ReadError
from ...text.languages import base
from .pieces import Pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

FILE = "weights/encoder-1.onnx"
CHECKSUM = "d94b661853d706fa8d659cd8edaf24a7af7026289a5f74b53d49009fba5593b4"
STEPS = 1_000  # probabilities are told apart to 1 / STEPS
OVERLAP = 60  # pieces that two windows of a long sentence share
ENDS = frozenset(".!?…")


def available() -> bool:
    """Is onnxruntime there, and are the weights those that this version was measured with?"""
    return util.find_spec("onnxruntime") is not None and not changed()


@cache
def changed() -> bool:
    """Is the file of weights another than this version was measured with, or is there none?"""
    return hashlib.sha256(data()).hexdigest() != CHECKSUM


def data() -> bytes:
    file = resources.files("variorum.alignment").joinpath(FILE)
    return file.read_bytes() if file.is_file() else b""


@cache
def _shipped() -> Encoder:
    """The encoder that is shipped, loaded once."""
    return Encoder(data())


def open_if(wanted: bool | None, *languages: str) -> Encoder | None:
    """The encoder if it is wanted; None (no preference) takes it for English where installed.

    Raises `MissingExtra` where it is wanted and missing.
    """
    if wanted is None:
        wanted = available() and all(base(tongue) in ("", "en") for tongue in languages)
    if not wanted:
        return None
    if not available():
        if util.find_spec("onnxruntime") is None:
            raise MissingExtra("neural", "linking words by an encoder")
        raise ReadError("is not the file of this version", source=FILE, hint="reinstall variorum")
    return _shipped()


class Sentence(NamedTuple):
    """The words of a sentence for two heads: a vector each, and how readily each has a link."""

    vectors: Floats  # (2, words, size), half precision
    alone: Floats  # (2, words)


class Encoder:
    """Encodes sentences, and says how likely the words of two correspond."""

    def __init__(self, data: bytes, *, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Nodes that are fused round otherwise; what is then one step of uint8 more or less grows
        # through the layers: 6 of 1,400 links were others. Unfused ones take as long.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        self._session = onnxruntime.InferenceSession(
            data, options, providers=["CPUExecutionProvider"]
        )
        told: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        heads: dict[str, Any] = json.loads(told["heads"])
        self.version = told["version"]
        self._pieces = Pieces(told["vocabulary"].split("\n"))
        self._places = int(told["places"])
        self._size: int = heads["size"]
        self._scale: list[float] = heads["scale"]
        self._bias: list[float] = heads["bias"]
        self._kept: dict[tuple[str, ...], Sentence] = {}
        self._held = 0

    def sentence(self, words: Sequence[str]) -> Sentence:
        """The words of a sentence, encoded; once for each that is asked for."""
        key = tuple(words)
        found = self._kept.get(key)
        if found is None:
            self._held += len(key)
            if self._held > MOST_KEPT:
                self._kept.clear()
                self._held = len(key)
            found = self._kept[key] = self.encoded(key)
        return found

    def probabilities(
        self, a: Sequence[str], b: Sequence[str],
        of_a: slice = slice(None), of_b: slice = slice(None),
    ) -> Floats:  # fmt: skip
        """(2, len(a), len(b)): how likely each two words are a link; are in one block.

        Of parts of two sentences with `of_a`, `of_b`: what is asked, not what is encoded.
        """
        import numpy as np

        left, right = (
            Sentence(
                found.vectors[:, part].astype(np.float32), found.alone[:, part].astype(np.float32)
            )
            for found, part in ((self.sentence(a), of_a), (self.sentence(b), of_b))
        )
        logits = np.matmul(left.vectors, right.vectors.transpose(0, 2, 1))
        logits *= (np.array(self._scale, np.float32) / np.float32(self._size**0.5))[:, None, None]
        logits += left.alone[:, :, None] + right.alone[:, None, :]
        logits += np.array(self._bias, np.float32)[:, None, None]
        p: Floats = np.round(STEPS / (1 + np.exp(-logits))) / np.float32(STEPS)
        return p

    def encoded(self, words: tuple[str, ...]) -> Sentence:
        import numpy as np

        cut = [self._pieces(word) for word in words]
        vectors = np.zeros((len(words), 2 * self._size + 2), np.float32)
        counted = np.zeros((len(words), 1), np.float32)
        ends = [n for n, word in enumerate(words, 1) if word in ENDS]
        for start, end in windows([len(c) for c in cut], self._places - 2, ends):
            vectors[start:end] += self._run(cut[start:end])
            counted[start:end] += 1
        vectors /= np.maximum(counted, 1)
        heads = vectors[:, : 2 * self._size].reshape(len(words), 2, self._size)
        return Sentence(
            np.ascontiguousarray(heads.transpose(1, 0, 2), np.float16),
            np.ascontiguousarray(vectors[:, 2 * self._size :].T, np.float16),
        )

    def _run(self, cut: Sequence[tuple[int, ...]]) -> Floats:
        """What the model says of the words of one window: the mean of first and last piece."""
        import numpy as np

        start, end = self._pieces.ends
        ids, first, last = [start], [], []
        for word in cut:
            first.append(len(ids))
            ids += word
            last.append(len(ids) - 1)
        ids.append(end)
        (found,) = self._session.run(None, {"pieces": np.array(ids, np.int64)})
        made: Floats = (found[first] + found[last]) / 2
        return made


MOST_KEPT = 200_000  # words that are remembered: 150 MB


def windows(sizes: Sequence[int], room: int, ends: Sequence[int] = ()) -> list[tuple[int, int]]:
    """The stretches of words that fit.

    A stretch ends where a sentence does (`ends`, rising: the numbers of the words after which one
    ends), if that is in its latter half; else the next one begins within it.
    """
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(sizes):
        end, held = start, 0
        while end < len(sizes) and held + sizes[end] <= room:
            held += sizes[end]
            end += 1
        known = bisect_right(ends, end) if end < len(sizes) else 0
        stop = ends[known - 1] if known else 0
        if stop > (start + end) // 2:
            found.append((start, stop))
            start = stop
            continue
        found.append((start, end))
        if end == len(sizes):
            break
        back, shared = end, 0
        while back > start + 1 and shared + sizes[back - 1] <= OVERLAP:
            back -= 1
            shared += sizes[back]
        start = back
    return found
