"""Fixed points: places that the witnesses call by the same name, as a verse by its number.

What stands under a name in one witness belongs with what stands under it in the others. A name
that stands in another order in some witness fixes nothing, and neither does one that a witness
lacks though it has the words: its verse stands there under the name before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import UsageError
from ..model import Reference, Witness
from .rising import longest_rise

# What may fix points: the numbers of lines, verses and divisions, ids, milestones; or elements.
KINDS = ("auto", "n", "id", "milestone", "none")
_POINTS = ("milestone", "cb")
_DIVISIONS = frozenset("div div1 div2 div3 div4 div5 div6 div7 lg sp body text group".split())
SHARED = 0.5  # of the words of a place that a witness has under the name before

Key = tuple[str, str]  # what sort of name, and the name
Named = dict[Key, int]  # token before which each begins, in the order of the text


@dataclass(frozen=True, slots=True)
class Fixed:
    """Fixed points: their names, and the token of each witness before which each begins."""

    names: tuple[str, ...]
    tokens: tuple[tuple[int, ...], ...]  # a row a witness, rising

    def __bool__(self) -> bool:
        return bool(self.names)


def wanted(names: Sequence[str]) -> frozenset[str]:
    """The kinds of a list such as `n,milestone` or `l,ab`; empty for `none`.

    `@n`, `l/@n` and `@xml:id` are taken as they are meant. Raises `UsageError` for what names none.
    """
    found = set()
    for name in (n.strip() for n in names):
        bare = name.removesuffix("/@n").removeprefix("@").replace("xml:id", "id")
        if not bare.replace("-", "").replace("_", "").isalnum():
            raise UsageError(
                f"{name!r} is not what fixes points",
                hint=f"give {', '.join(KINDS)}, or elements that are numbered, as in l,ab",
            )
        found.add(bare)
    if "none" in found and len(found) > 1:
        raise UsageError("none goes alone", hint="give none, or what fixes points")
    return frozenset(found - {"none"})


def fixed_points(witnesses: Sequence[Witness], kinds: frozenset[str]) -> Fixed:
    """The points at which all witnesses may be cut; none where one of them has none of the names.

    The result depends on what the witnesses hold, not on their order or sigla.
    """
    nothing = Fixed((), tuple(() for _ in witnesses))
    if not kinds or len(witnesses) < 2:
        return nothing
    named = _named([_chosen(w, kinds) for w in witnesses])
    common = Counter(key for own in named for key in own)
    named = [{key: at for key, at in own.items() if common[key] > 1} for own in named]
    if not all(named):
        return nothing
    order = _order(named)
    gone = _misplaced(witnesses, named, order)
    kept = [key for key in order if key not in gone]
    rows = tuple(_tokens(own, kept, len(w)) for own, w in zip(named, witnesses))
    return Fixed(tuple(name for _, name in kept), rows)


def _chosen(witness: Witness, kinds: frozenset[str]) -> list[tuple[str, Reference]]:
    """The references of the kinds asked for, each with what sort of name it is."""
    found = []
    for one in witness.references:
        sort = "n"
        if one.kind == "id":
            sort = "id"
        elif one.kind in _POINTS:
            sort = "milestone"
        elif one.kind in _DIVISIONS:
            sort = "division"
        asked = {one.kind, "auto", "n" if sort == "division" else sort}
        if asked & kinds:
            found.append((sort, one))
    return found


def _named(chosen: Sequence[Sequence[tuple[str, Reference]]]) -> list[Named]:
    """The places of each witness by name: by the number alone where that is enough in all of them,
    else with the numbers of the divisions around it.

    A name that comes again is none (columns a and b of each leaf), unless it goes on (a line in two
    parts).
    """
    ambiguous = {
        sort
        for own in chosen
        for sort in {sort for sort, _ in own}
        if len({(r.above, r.name) for s, r in own if s == sort})
        > len({r.name for s, r in own if s == sort})
    }
    named: list[Named] = []
    for own in chosen:
        places: Named = {}
        twice: set[Key] = set()
        last: dict[str, Key] = {}
        for sort, one in own:
            long = sort in ambiguous and one.above
            key = sort, f"{one.above}.{one.name}" if long else one.name
            if key in places and last.get(sort) != key:
                twice.add(key)
            places.setdefault(key, one.at)
            last[sort] = key
        named.append({key: at for key, at in places.items() if key not in twice})
    return named


def _order(named: Sequence[Named]) -> list[Key]:
    """All names in the order that the witnesses share; without those that stand otherwise in one.

    Begins with the witness that has most of them; what others have besides follows its predecessor.
    """
    sequences = sorted({tuple(own) for own in named}, key=lambda s: (-len(s), s))
    order = list(sequences[0])
    crossed: set[Key] = set()
    for sequence in sequences[1:]:
        place = {key: n for n, key in enumerate(order)}
        known = [key for key in sequence if key in place]
        rising = {known[i] for i in longest_rise([place[key] for key in known])}
        crossed.update(key for key in known if key not in rising)
        after: dict[Key | None, list[Key]] = {}
        last: Key | None = None
        for key in sequence:
            if key in rising:
                last = key
            elif key not in place:
                after.setdefault(last, []).append(key)
        merged = list(after.get(None, ()))
        for key in order:
            merged += [key, *after.get(key, ())]
        order = merged
    return [key for key in order if key not in crossed]


def _tokens(own: Named, order: Sequence[Key], length: int) -> tuple[int, ...]:
    """Where each name begins in a witness; one that it lacks, where the next begins."""
    found, last = [], length
    for key in reversed(order):
        last = min(own.get(key, last), last)
        found.append(last)
    return tuple(reversed(found))


def _misplaced(
    witnesses: Sequence[Witness], named: Sequence[Named], order: Sequence[Key]
) -> set[Key]:
    """The names that a witness lacks, though it has their words under the name before."""
    rows = [_tokens(own, order, len(w)) for own, w in zip(named, witnesses)]
    found: set[Key] = set()
    for n, key in enumerate(order):
        lacking = [w for w, own in enumerate(named) if key not in own]
        if not lacking:
            continue
        having = [w for w, own in enumerate(named) if key in own]
        words = set().union(*(_words(witnesses[w], rows[w], n) for w in having))
        before = (
            set().union(*(_words(witnesses[w], rows[w], n - 1) for w in having)) if n else set()
        )
        peculiar = words - before
        for w in lacking:
            earlier = next((k for k in range(n - 1, -1, -1) if order[k] in named[w]), -1)
            if len(peculiar & _words(witnesses[w], rows[w], earlier)) > SHARED * len(peculiar):
                found.add(key)
    return found


def _words(witness: Witness, row: Sequence[int], n: int) -> set[str]:
    """The compared forms of the words that a witness has under a name; before the first for -1."""
    start = row[n] if n >= 0 else 0
    end = row[n + 1] if n + 1 < len(row) else len(witness)
    return {witness.normal(i) for i in range(start, end) if witness.kinds[i] == 0}
