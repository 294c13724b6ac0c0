"""CollateX's vertical JSON: one row a column of the table, a cell is a list of tokens.

An omission and a lacuna are both `[]`, as CollateX has it; which cells are lacunae stands in
`lacunae`, and linked blocks in `transpositions` (witness, first token, the token after the last);
CollateX ignores both. Every key of an input token comes back.
"""

from __future__ import annotations

import json
from typing import Any

from ..model import Collation
from ._options import Options

SUFFIX = ".json"
TAKES = "collation"
DROPS = ("passages", "markup", "ties", "language")


def write(value: Collation, *, options: Options) -> str:
    """The table as CollateX writes it."""
    width = range(len(value.witnesses))
    lines = (
        json.dumps([_tokens(value, w, c) for w in width], ensure_ascii=False)
        for c in range(len(value))
    )
    lacunae = {s: [list(r) for r in own] for s, own in zip(value.sigla, value.lacunae) if own}
    moved = [
        {side: [[b.siglum, b.start, b.end] for b in blocks]
         for side, blocks in (("here", t.here), ("there", t.there))}
        for t in value.transpositions
    ]  # fmt: skip
    return (
        f'{{"witnesses": {json.dumps(list(value.sigla), ensure_ascii=False)},\n"table": [\n'
        + ",\n".join(lines)
        + f'\n],\n"lacunae": {json.dumps(lacunae, ensure_ascii=False)},\n'
        f'"transpositions": {json.dumps(moved, ensure_ascii=False)}}}\n'
    )


def _tokens(value: Collation, w: int, c: int) -> list[dict[str, Any]]:
    tokens = value.witnesses[w].tokens
    return [
        {"t": token.text + token.space, "n": token.normal, **token.keys}
        for token in (tokens[i] for i in value.cell(w, c))
    ]
