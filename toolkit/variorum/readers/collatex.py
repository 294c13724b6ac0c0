"""CollateX JSON: its input (token lists or content) and its output (both shapes of the table).

The Python release writes one row for each witness, a cell being a list of tokens or `null`; the
Java release one row for each column, an empty cell being `[]`. In both, silence may mean omission
as well as loss; only the top-level key `lacunae` (ours) tells them apart, and `transpositions`
(ours) links blocks that stand in two places. Keys of a token other than `t` and `n` survive in
`Witness.keys`; where its `t` or `n` is not what the writer would make of the word, so do these two,
and the token is written as it was given.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Any

from ..errors import ReadError
from ..model import (
    Block,
    Collation,
    Finding,
    Lacuna,
    Severity,
    Source,
    Transposition,
    Witness,
)
from ..text.build import witness_from_text, witness_from_tokens
from ._json import value_of
from ._options import Options

SUFFIXES = (".json",)


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read CollateX JSON; raises `ReadError` with file, line and remedy."""
    value = value_of(data, name)
    if not isinstance(value, dict) or not isinstance(value.get("witnesses"), list):
        raise _fault(name, 'no list "witnesses"')
    if "table" in value:
        return _table(value, name, options)
    return Source(tuple(_witness(w, name, options) for w in value["witnesses"]), reader="collatex")


def _fault(name: str, what: str) -> ReadError:
    return ReadError(
        f"no CollateX JSON: {what}",
        source=name,
        hint='give {"witnesses": [{"id": "A", "content": "…"}]}',
    )


def _witness(entry: Any, name: str, options: Options) -> Witness:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise _fault(name, "a witness without an id")
    siglum = entry["id"]
    if isinstance(entry.get("tokens"), list):
        tokens = [_token(token, name) for token in entry["tokens"]]
        return _from_tokens(siglum, tokens, options)
    if not isinstance(entry.get("content"), str):
        raise _fault(name, f"witness {siglum!r} has neither tokens nor content")
    return witness_from_text(
        siglum, entry["content"], normal=options.normal, language=options.language
    )


def _token(token: Any, name: str) -> dict[str, Any]:
    if isinstance(token, str):
        return {"t": token}
    if isinstance(token, dict) and isinstance(token.get("t"), str):
        return token
    raise _fault(name, 'a token without a text "t"')


def _from_tokens(
    siglum: str, tokens: list[dict[str, Any]], options: Options, lacunae: tuple[Lacuna, ...] = ()
) -> Witness:
    texts = [token["t"] for token in tokens]
    normals = None
    if any(isinstance(token.get("n"), str) for token in tokens):
        normals = [
            n if isinstance(n := token.get("n"), str) else options.normal(token["t"].strip())
            for token in tokens
        ]
    made = witness_from_tokens(
        siglum,
        texts,
        normals,
        normal=options.normal,
        lacunae=lacunae,
        language=options.language,
    )
    keys = {i: own for i, token in enumerate(tokens) if (own := _own_keys(made, i, token))}
    return replace(made, keys=keys)


def _own_keys(witness: Witness, i: int, token: dict[str, Any]) -> dict[str, Any]:
    """What has to be kept of a token beside its word: what else is given, or all of it."""
    word = witness.tokens[i]
    if token["t"] == word.text + word.space and token.get("n") == word.normal:
        return {k: v for k, v in token.items() if k not in ("t", "n")}
    return token


def _table(value: dict[str, Any], name: str, options: Options) -> Source:
    sigla = [w if isinstance(w, str) else str(w.get("id", "")) for w in value["witnesses"]]
    table = value["table"]
    if not isinstance(table, list) or not all(isinstance(row, list) for row in table):
        raise _fault(name, '"table" is not a list of rows')
    cells, doubtful = _columns(table, sigla, name)
    lacunae = _lacunae(value.get("lacunae"), sigla, name)
    witnesses, starts, ends = [], [], []
    for w, siglum in enumerate(sigla):
        counts = [len(column[w]) for column in cells]
        first, last = array("i"), array("i")
        total = 0
        for count in counts:
            first.append(total)
            total += count
            last.append(total)
        losses = tuple(Lacuna(first[a] if a < len(first) else total) for a, _ in lacunae[w])
        tokens = [token for column in cells for token in column[w]]
        witnesses.append(_from_tokens(siglum, tokens, options, losses))
        starts.append(first)
        ends.append(last)
    collation = Collation(
        tuple(witnesses),
        tuple(starts),
        tuple(ends),
        array("i", [0, len(cells)]),
        lacunae,
        transpositions=_transpositions(value.get("transpositions"), witnesses, name),
    )
    findings = _doubts(name, doubtful, any(None in row for row in table), "lacunae" in value)
    return Source(tuple(witnesses), collation=collation, findings=findings, reader="collatex")


def _columns(
    table: list[list[Any]], sigla: list[str], name: str
) -> tuple[list[list[list[dict[str, Any]]]], bool]:
    """The cells as columns x witnesses, and whether the shape had to be guessed."""
    across = len(table) == len(sigla) and len({len(row) for row in table}) <= 1
    down = all(len(row) == len(sigla) for row in table)
    if not across and not down:
        raise _fault(name, f"the table fits no {len(sigla)} witnesses")
    doubtful = False
    if across and down:
        verdict = _marked_across(table, sigla)
        doubtful = verdict is None and len(sigla) > 1
        across = bool(verdict)
    rows = zip(*table) if across else table
    return [[_cell(cell, name) for cell in row] for row in rows], doubtful


def _marked_across(table: list[list[Any]], sigla: list[str]) -> bool | None:
    """Does a square table have a row for each witness? None if neither marks nor nulls decide."""
    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            for token in cell or ():
                if isinstance(token, dict) and token.get("_sigil") in sigla and r != c:
                    return bool(token["_sigil"] == sigla[r])
    return True if any(None in row for row in table) else None


def _cell(cell: Any, name: str) -> list[dict[str, Any]]:
    if cell is None:
        return []
    if not isinstance(cell, list):
        raise _fault(name, "a cell that is not a list of tokens")
    return [_token(token, name) for token in cell]


def _lacunae(given: Any, sigla: list[str], name: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    if given is None:
        return tuple(() for _ in sigla)
    try:
        return tuple(tuple((int(a), int(b)) for a, b in given.get(s, ())) for s in sigla)
    except (AttributeError, TypeError, ValueError) as error:
        raise _fault(name, '"lacunae" does not map sigla to column ranges') from error


def _transpositions(given: Any, witnesses: list[Witness], name: str) -> tuple[Transposition, ...]:
    """The linked blocks; a block that lies outside its witness is a fault of the file."""
    sizes = {w.siglum: len(w) for w in witnesses}
    try:
        found = tuple(
            Transposition(
                tuple(Block(s, int(a), int(b)) for s, a, b in entry["here"]),
                tuple(Block(s, int(a), int(b)) for s, a, b in entry["there"]),
            )
            for entry in given or ()
        )
        held = all(0 <= b.start < b.end <= sizes[b.siglum] for t in found for b in t.here + t.there)
    except (KeyError, TypeError, ValueError) as error:
        raise _fault(name, '"transpositions" is not a list of linked blocks') from error
    if not held:
        raise _fault(name, "a transposed block lies outside its witness")
    return found


def _doubts(name: str, doubtful: bool, nulls: bool, told: bool) -> tuple[Finding, ...]:
    found = []
    if doubtful:
        found.append("the table is square; it was read as one row a column (as Java writes it)")
    if nulls and not told:
        found.append("null may mean omitted or not extant; it was read as omitted")
    return tuple(
        Finding(name, 0, 0, f"CTX00{i}", "ambiguous", Severity.WARNING, message)
        for i, message in enumerate(found, 1)
    )
