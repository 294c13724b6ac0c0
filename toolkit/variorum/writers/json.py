"""JSON: the whole value, nothing dropped; `readers/json.py` gives it back.

Offsets count code points; token and column numbers count from 0. A cell is `[start, end]`, the
tokens of one witness; an empty one is an omission unless `lacunae` names its column. Written
piece by piece, so that a large table costs little more than its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..model import Apparatus, Collation, Synopsis
from ._options import Options

SUFFIX = ".json"
TAKES = "apparatus"
ALSO = ("collation", "synopsis")
OVERLAPS = True
DROPS: tuple[str, ...] = ()


def write(value: Apparatus | Collation | Synopsis, *, options: Options) -> str:
    """The value as JSON text: its `to_dict`, and the inputs of which it was made."""
    return "".join(_parts(value, options))


def _parts(value: Apparatus | Collation | Synopsis, options: Options) -> Iterator[str]:
    separator = "{\n"
    for name, member in value.members():
        yield separator
        separator = ",\n"
        if name == "witnesses":
            yield f' "inputs": {_dump([dict(i) for i in options.inputs])},\n'
        if isinstance(member, Iterator):
            yield from _list(name, map(_dump, member))
        else:
            yield f' "{name}": {_dump(member)}'
    yield "\n}\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _list(name: str, items: Iterator[str]) -> Iterator[str]:
    yield f' "{name}": ['
    separator = "\n  "
    for item in items:
        yield separator + item
        separator = ",\n  "
    yield "\n ]"
