"""Static word vectors from the files that the `wordllama` wheel ships (extra `semantic`).

The weights (safetensors) and the tokeniser (byte-pair merges in JSON) are read directly: no
import of the package, whose own loader may ask the network, and no call of the network, ever.
A word's vector is the mean of its pieces' vectors, of length 1.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import util
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .arrays import Floats
    from .batches import Batch

PACKAGE = "wordllama"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENISER = "tokenizers/l2_supercat_tokenizer_config.json"
TENSOR = "embedding.weight"
START = "\N{LOWER ONE EIGHTH BLOCK}"  # stands for the blank before a word
LONGEST = 40  # letters of a word that are looked at


def available() -> bool:
    """Are the files there?"""
    return _files() is not None


@cache
def _files() -> tuple[Path, Path] | None:
    """Where weights and tokeniser lie; None where the package is missing or ships others."""
    from pathlib import Path

    spec = util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        found = Path(place, WEIGHTS), Path(place, TOKENISER)
        if all(path.is_file() for path in found):
            return found
    return None


def read_tensor(data: bytes, name: str) -> Floats:
    """One half-precision tensor of a safetensors file: length of header, header, raw numbers."""
    import numpy as np

    size = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + size])[name]
    if entry["dtype"] != "F16":
        raise ValueError(f"{name} has type {entry['dtype']}, not F16")
    start, end = entry["data_offsets"]
    raw = np.frombuffer(data, np.dtype("<f2"), (end - start) // 2, 8 + size + start)
    return raw.reshape(entry["shape"])


class Pieces:
    """Cuts a word into the pieces of a byte-pair tokeniser (Sennrich et al., ACL 2016)."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._ids: dict[str, int] = data["vocab"]
        merges = (m.split(" ") if isinstance(m, str) else m for m in data["merges"])
        self._ranks = {(left, right): rank for rank, (left, right) in enumerate(merges)}

    def __call__(self, word: str) -> list[int]:
        """The piece ids of a word; letters that the tokeniser lacks become bytes."""
        parts = list(START + word)
        while len(parts) > 1:
            ranked = [self._ranks.get(pair, len(self._ranks)) for pair in pairwise(parts)]
            best = min(ranked)
            if best == len(self._ranks):
                break
            at = ranked.index(best)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return [number for part in parts for number in self._numbers(part)]

    def _numbers(self, part: str) -> list[int]:
        if part in self._ids:
            return [self._ids[part]]
        names = (f"<0x{byte:02X}>" for byte in part.encode("utf-8", "replace"))
        return [self._ids[name] for name in names if name in self._ids]


@cache
def _read() -> tuple[Floats, Pieces]:
    """Both files, read once."""
    files = _files()
    assert files is not None, "ask `available` first"
    model = json.loads(files[1].read_bytes())["model"]
    return read_tensor(files[0].read_bytes(), TENSOR), Pieces(model)


class Vectors:
    """The vectors of the forms of one vocabulary, made when first asked for."""

    name = ""

    def __init__(self) -> None:
        import numpy as np

        self._weights, self._pieces = _read()
        self._table: Floats = np.zeros((0, self._weights.shape[1]), np.float16)

    def of(self, word: str) -> Floats:
        """The vector of a word, of length 1; 0 for a word without pieces."""
        import numpy as np

        pieces = self._pieces(word[:LONGEST])
        if not pieces:
            return np.zeros(self._weights.shape[1], np.float32)
        mean = self._weights[pieces].astype(np.float32).mean(0)
        unit: Floats = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return unit

    def cosine(self, batch: Batch, forms: Sequence[str]) -> Floats:
        """(segments, n, m): the cosines of all words of a with all of b; 0 in padding."""
        import numpy as np

        done = len(self._table)
        if done < len(forms):
            new = np.array([self.of(form) for form in forms[done:]], np.float16)
            self._table = np.concatenate((self._table, new))
        a = self._table[batch.a].astype(np.float32)
        b = self._table[batch.b].astype(np.float32)
        cosine: Floats = np.matmul(a, b.transpose(0, 2, 1)) * batch.mask
        return cosine
