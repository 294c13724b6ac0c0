"""CollateX's vertical JSON: one row for each column of the table, a cell is a list of tokens.

An omission and a lacuna are both `[]`, as CollateX has it; which cells are lacunae stands in
`lacunae`, and linked blocks in `transpositions` (witness, first token, the token after the last);
CollateX ignores both. A token that was given comes back with every key as it was given; to others
the word with the white space after it (`t`) and its normal form (`n`) are given.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from ..model import Collation, Witness
from ._options import Options

SUFFIX = ".json"
TAKES = "collation"
DROPS = (
    "classes",
    "names of layers",
    "markup",
    "language",
    "titles",
    "notes",
    "labels",
    "conjectures",
    "entry notes",
    "passages",
    "ties",
)


def write(value: Collation, *, options: Options) -> str:
    """The table as CollateX writes it."""
    encode = json.JSONEncoder(ensure_ascii=False, default=dict).encode  # keys are read-only
    written = [_written(w, encode) for w in value.witnesses]
    lines = (
        "[" + ", ".join([f"[{', '.join(map(t, value.cell(w, c)))}]" for w, t in enumerate(written)])
        + "]"
        for c in range(len(value))
    )  # fmt: skip
    lacunae = {s: [list(r) for r in own] for s, own in zip(value.sigla, value.lacunae) if own}
    moved = [
        {side: [[b.siglum, b.start, b.end] for b in blocks]
         for side, blocks in (("here", t.here), ("there", t.there))}
        for t in value.transpositions
    ]  # fmt: skip
    return (
        f'{{"witnesses": {encode(list(value.sigla))},\n"table": [\n'
        + ",\n".join(lines)
        + f'\n],\n"lacunae": {encode(lacunae)},\n"transpositions": {encode(moved)}}}\n'
    )


def _written(witness: Witness, encode: Callable[[object], str]) -> Callable[[int], str]:
    """Each token of a witness as JSON; a text repeats its words, so what was made is kept."""
    starts, ids, keys = witness.starts, witness.ids, witness.keys
    known: dict[tuple[str, int], str] = {}

    def token(i: int) -> str:
        end = starts[i + 1] if i + 1 < len(starts) else None
        word = (witness.text[starts[i] : end], ids[i])
        found = known.get(word) if i not in keys else None
        if found is None:
            made = {"t": word[0], "n": witness.forms[word[1]]}
            own = keys.get(i, {})
            found = encode(own if "t" in own else {**made, **own})
            if i not in keys:
                known[word] = found
        return found

    return token
