"""Put witnesses side by side: the entry to the collation engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import LimitError, UsageError
from ..model.collation import Collation, Tie, Transposition
from ..model.signature import Signature
from ..model.witness import Witness
from . import table, transpositions
from .core import Placed
from .intern import Interned, intern, texts_of
from .options import DEFAULT, Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

METHOD = "profile-1"


def collate(
    witnesses: Sequence[Witness],
    options: Options = DEFAULT,
    *,
    cuts: Sequence[tuple[int, ...]] = (),
) -> Collation:
    """Collate copies of one text as one stream; rows are read off the result.

    The table is straight: every witness reads from left to right. The result depends on what the
    witnesses hold, never on their order or sigla. `cuts` are fixed points: for each witness the
    tokens before which they stand, as many in all. Raises `UsageError` for no witness, two with
    one siglum or a decision about a token that is not there, `LimitError` beyond
    `options.max_tokens`.
    """
    check(witnesses, options)
    interned = intern(witnesses, options)
    texts, which = texts_of(interned, witnesses, [range(len(w)) for w in witnesses], cuts)
    found = interned.core.place(texts)
    placed = Placed(found.width, [found.columns[n] for n in which], found.ties)
    signature = Signature().adding(fixed=str(len(cuts[0]))) if cuts and cuts[0] else None
    return finish(witnesses, interned, placed, None, options, signature)


def finish(
    witnesses: Sequence[Witness],
    interned: Interned,
    placed: Placed,
    rows: Ints | None,
    options: Options,
    signature: Signature | None = None,
) -> Collation:
    """Cells, rows (where not given), lacunae, transpositions, joined segments: the value itself."""
    found = [table.cells(own, placed.width) for own in placed.columns]
    starts, ends = [f[0] for f in found], [f[1] for f in found]
    if rows is None:
        rows = table.row_bounds(witnesses, starts, placed.width)
    lacunae = _lacunae(witnesses, starts, ends)
    ties = placed.ties
    if options.segmentation and placed.width:
        groups = table.grouping(interned.plain, starts, ends, lacunae)
        begins = table.joined(groups, rows)
        ties = table.joined_ties(ties, begins)
        starts, ends, rows = table.join(starts, ends, rows, begins)
        lacunae = _lacunae(witnesses, starts, ends)
    limits = interned.core.scores.limits
    told = {"limits": "+".join(sorted(limits))} if limits else {}
    return Collation(
        witnesses=tuple(witnesses),
        starts=tuple(table.as_array(s) for s in starts),
        ends=tuple(table.as_array(e) for e in ends),
        rows=table.as_array(rows),
        lacunae=lacunae,
        transpositions=_transpositions(witnesses, interned, placed)
        if options.transpositions
        else (),
        ties=tuple(Tie(start, end, 2) for start, end in ties),
        straight=all(table.rising(own) for own in placed.columns),
        signature=(signature or Signature()).adding(collate=_method(options), **told),
    )


def segmented(made: Collation, options: Options, cuts: Iterable[int] = ()) -> Collation:
    """The table with neighbouring columns joined in which the same witnesses agree.

    Before the columns named in `cuts` a new one begins.
    """
    import numpy as np

    if not len(made):
        return made
    plain = intern(made.witnesses, replace(options, forced=(), apart=())).plain
    starts, ends = ([np.array(own, dtype=np.int64) for own in s] for s in (made.starts, made.ends))
    begins = table.joined(
        table.grouping(plain, starts, ends, made.lacunae), np.array(made.rows, dtype=np.int64)
    )
    begins = np.union1d(begins, np.array(sorted(cuts), dtype=np.int64))
    ties = table.joined_ties([(tie.start, tie.end) for tie in made.ties], begins)
    left, right, rows = table.join(starts, ends, np.array(made.rows, dtype=np.int64), begins)
    return replace(
        made,
        starts=tuple(map(table.as_array, left)),
        ends=tuple(map(table.as_array, right)),
        rows=table.as_array(rows),
        lacunae=_lacunae(made.witnesses, left, right),
        ties=tuple(Tie(start, end, 2) for start, end in ties),
        signature=made.signature.adding(collate=f"{made.signature.get('collate')}+joined"),
    )


def _method(options: Options) -> str:
    """The method and every option that differs from its default and changes the table."""
    named = {
        "exact": not options.near,
        "joined": options.segmentation,
        "scorer": options.scorer is not None,
        "equivalences": bool(options.equivalences),
        "decisions": bool(options.forced or options.apart),
    }
    return "+".join([METHOD, *(name for name, given in named.items() if given)])


def _lacunae(
    witnesses: Sequence[Witness], starts: Sequence[Ints], ends: Sequence[Ints]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(
        tuple(table.lacuna_ranges(w, a, b)) for w, a, b in zip(witnesses, starts, ends, strict=True)
    )


def _transpositions(
    witnesses: Sequence[Witness], interned: Interned, placed: Placed
) -> tuple[Transposition, ...]:
    """Witnesses that have the same tokens in the same columns are looked at once."""
    members: dict[bytes, list[int]] = {}
    for w, own in enumerate(placed.columns):
        key = interned.plain[w].astype(">i4").tobytes() + own.astype(">i4").tobytes()
        members.setdefault(key, []).append(w)
    groups = [members[key] for key in sorted(members)]
    return transpositions.find(
        [interned.plain[g[0]] for g in groups],
        [placed.columns[g[0]] for g in groups],
        [[witnesses[w].siglum for w in g] for g in groups],
        placed.width,
        interned.core.scores,
    )


def check(witnesses: Sequence[Witness], options: Options) -> None:
    """Refuse what cannot be collated."""
    if not witnesses:
        raise UsageError("no witness to collate", hint="name at least one")
    sigla = [w.siglum for w in witnesses]
    for siglum in sigla:
        if sigla.count(siglum) > 1:
            raise UsageError(
                f"two witnesses are called {siglum!r}", hint="give each its own siglum"
            )
    if sum(len(w) for w in witnesses) > options.max_tokens:
        raise LimitError(f"more than {options.max_tokens} tokens", hint="collate the text in parts")
