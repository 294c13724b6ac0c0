"""Long silences and changes of order as entries of their own, over the variants of others.

Where a copy leaves several words out, editors print one entry from the first of them to the last
(`licet … erit] om. V`), across marks, sentences and passages, and beside it the variants that the
others have within those words. In these the silent witness is neither a reading nor lost: it is
*covered* by the long entry, which is an overlap unit where others stand within it. A word of the
base is covered at most once for a witness. So it is with words that some have in another order,
where others differ in one of them, and with a word or two instead of many (`tunc … est] etc. V`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain

from ..model import Collation, Kind
from ..text.tokens import has_word
from .columns import Texts, reader, token_texts, varies
from .slips import is_unlike
from .units import UnitOptions, reordered, units
from .wording import ends_sentence

Range = tuple[int, int]
INSTEAD = 2  # words at most that somebody has instead of a long stretch
FEW = 10  # of as many witnesses, one with a variant is enough to be told apart


@dataclass(frozen=True, slots=True)
class Place:
    """Columns `start:end` of a unit.

    `silent` are the witnesses that lack all its words, or have them in another order, where other
    units stand within it or reach into it; `covered` those that have no part in it, with the number
    of the place that covers each.
    """

    start: int
    end: int
    silent: frozenset[int] = frozenset()
    covered: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Silence:
    """Columns in which some witnesses have nothing, from the base's first word to its last."""

    start: int
    end: int
    members: set[int] = field(default_factory=set)
    worded: bool = False  # they have the words, in another order, or other words instead
    bare: Range | None = None  # of one with other words instead: where they have none


def places(collation: Collation, base: int, options: UnitOptions) -> list[Place]:
    """Where the units stand, long omissions before what stands within them."""
    options = options.settled(collation)
    if not options.overlap or options.joining == "gaps" or len(collation.witnesses) < 2:
        return [Place(start, end) for start, end in units(collation, base, options)]
    found = _silences(collation, base, options)
    found = _with_orders(collation, base, options, found)
    ranges = list(units(_masked(collation, found), base, options))
    while crossed := [s for s in found if s.worded and _is_crossed(s, ranges)]:
        found = _without_words(found, crossed)
        ranges = list(units(_masked(collation, found), base, options))
    cuts = _cuts(collation, base, ranges, found)
    found = [silence for silence in found if silence.members]
    return _placed(collation, base, _cut(_masked(collation, found), base, ranges, cuts), found)


def _silences(collation: Collation, base: int, options: UnitOptions) -> list[_Silence]:
    """The omissions of at least `options.overlap` of the base's words; equal ones are one."""
    before = _words_before(collation, base)
    runs = {w: _runs(collation, w) for w in range(len(collation.witnesses)) if w != base}
    common = _commonly_held(collation, before, runs)
    found: dict[Range, _Silence] = {}
    for w, own in runs.items():
        for a, b in own:
            if before[b] - before[a] < options.overlap:
                continue
            held = common[a:b]
            first, last = a + held.find(b"\1"), a + held.rfind(b"\1") + 1
            if last == a:  # nothing but what most leave out
                first = bisect_right(before, before[a]) - 1
                last = bisect_left(before, before[b])
            if before[last] - before[first] >= options.overlap:
                found.setdefault((first, last), _Silence(first, last)).members.add(w)
    texts_of = reader(collation)
    for silence in found.values():
        _take_marks(silence, texts_of, base, len(collation))
    reached: dict[int, int] = {}
    whole = _in_order(found.values())
    told = (_with_words(silence, texts_of, base, before, reached) for silence in whole)
    return _in_order(chain.from_iterable(told))


def _in_order(silences: Iterable[_Silence]) -> list[_Silence]:
    """Silences from left to right, the longer first; those of one place and kind are one."""
    found: dict[tuple[int, int, bool], _Silence] = {}
    for silence in silences:
        key = silence.start, -silence.end, silence.worded
        found.setdefault(key, replace(silence, members=set())).members.update(silence.members)
    return [found[key] for key in sorted(found)]


def _with_words(
    silence: _Silence, texts_of: Callable[[int], Texts], base: int, before: Sequence[int],
    reached: dict[int, int],
) -> Iterator[_Silence]:  # fmt: skip
    """A silence with the one word or two that its members have at its end instead of the base's.

    `tunc talis creatura non impleret] etc. V` is one entry: who has a word that is unlike the
    base's, and that nobody else has, beside so many words that he lacks has put it for all. Up to
    which column each has been written, `reached` holds: no word is written twice.
    """
    wider: dict[Range, set[int]] = {}
    for w in sorted(silence.members):
        start, end = silence.start, silence.end
        left = INSTEAD

        def takes(c: int, w: int = w) -> bool:
            if not 0 <= c < len(before) - 1 or before[c + 1] == before[c]:
                return False
            own, said = texts_of(c)[base], texts_of(c)[w]
            if not own or not said or not has_word(said) or not is_unlike(own, said):
                return False
            return all(v in silence.members for v, text in enumerate(texts_of(c)) if text == said)

        while left and takes(end):
            end, left = end + 1, left - 1
        while left and start > reached.get(w, 0) and takes(start - 1):
            start, left = start - 1, left - 1
        reached[w] = end
        wider.setdefault((start, end), set()).add(w)
    whole = silence.start, silence.end
    for place, members in wider.items():
        yield _Silence(*place, members, place != whole, whole if place != whole else None)


def _without_words(found: Sequence[_Silence], crossed: Sequence[_Silence]) -> list[_Silence]:
    """The silences, without those crossed; of a silence with words its silence stays."""
    kept = [silence for silence in found if silence not in crossed]
    return _in_order(
        [*kept, *(_Silence(*s.bare, s.members) for s in crossed if s.bare is not None)]
    )


def _with_orders(
    collation: Collation, base: int, options: UnitOptions, silences: list[_Silence]
) -> list[_Silence]:
    """The silences, and the changes of order within which others have variants of their own."""
    masked = _masked(collation, silences)
    orders = [
        _Silence(start, end, movers, worded=True)
        for (start, end), movers in reordered(masked, base, options)
        if _is_mere_order(collation, base, movers, start, end)
    ]
    index = _Index(silences)
    orders = [
        order
        for order in orders
        if not any(order.members & s.members for s in index.around(order.start, order.end))
    ]
    if not orders:
        return silences
    texts_of = reader(_masked(masked, orders))
    varied = [
        order
        for order in orders
        if any(_varies_much(texts_of(c), base) for c in range(order.start, order.end))
    ]
    return _in_order([*silences, *varied])


def _is_crossed(order: _Silence, ranges: Sequence[Range]) -> bool:
    """Does a range begin within a change of order and end outside, or the other way round?"""
    return any(
        not (order.start <= start and end <= order.end)
        for start, end in _touching(ranges, order.start, order.end)
    )


def _varies_much(texts: Texts, base: int) -> bool:
    """Do enough others differ from the base in a column to be distinct from a change of order?

    Among very many witnesses the slips of a few stand in every stretch, and would break it up.
    """
    extant = [text for text in texts if text is not None]
    return FEW * sum(text != texts[base] for text in extant) >= len(extant)


def _is_mere_order(
    collation: Collation, base: int, movers: Collection[int], start: int, end: int
) -> bool:
    """Have a few witnesses the base's very words in some columns, but for their order?

    Where most have another order, or other words too, it is one reading against another.
    """

    def words(w: int) -> list[str]:
        return sorted(text.casefold() for text in token_texts(collation, w, start, end))

    if not movers or 2 * len(movers) > len(collation.witnesses):
        return False
    own = words(base)
    return all(words(w) == own for w in movers)


def _words_before(collation: Collation, base: int) -> list[int]:
    """For each column, how many words of the base stand before it; then all of them."""
    kinds = collation.witnesses[base].kinds
    counts = [0]
    for start, end in zip(collation.starts[base], collation.ends[base]):
        counts.append(counts[-1] + sum(kinds[i] == Kind.WORD for i in range(start, end)))
    return counts


def _commonly_held(
    collation: Collation, before: Sequence[int], runs: Mapping[int, Sequence[Range]]
) -> bytes:
    """For each column whether the base has words there that at least half of the others have.

    What most leave out is a reading of its own: at either end it is not part of the silence of one
    who leaves out more.
    """
    import numpy as np

    silent = np.zeros(len(collation) + 1, dtype=np.int64)
    extant = np.full(len(collation), len(runs), dtype=np.int64)
    for w, own in runs.items():
        for a, b in own:
            silent[a] += 1
            silent[b] -= 1
        for a, b in collation.lacunae[w]:
            extant[a:b] -= 1
    most = np.cumsum(silent)[:-1] * 2 > extant
    return ((np.diff(np.asarray(before)) > 0) & ~most).astype(np.uint8).tobytes()


def _runs(collation: Collation, w: int) -> list[Range]:
    """The column ranges in which a witness is extant and has nothing."""
    import numpy as np

    empty = np.asarray(collation.starts[w]) == np.asarray(collation.ends[w])
    for a, b in collation.lacunae[w]:
        empty[a:b] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist()))


def _take_marks(silence: _Silence, texts_of: Callable[[int], Texts], base: int, width: int) -> None:
    """Take the marks on either side that the same witnesses lack and all others have."""

    def is_theirs(c: int) -> bool:
        texts = texts_of(c)
        own = texts[base]
        if not own or has_word(own):
            return False
        return all(
            text == "" if w in silence.members else text in (own, None)
            for w, text in enumerate(texts)
        )

    while silence.end < width and is_theirs(silence.end):
        silence.end += 1
    while silence.start and is_theirs(silence.start - 1):
        if ends_sentence(texts_of(silence.start - 1)):
            break
        silence.start -= 1


def _masked(collation: Collation, silences: Iterable[_Silence]) -> Collation:
    """The table as if those of whom an overlap unit speaks were not extant there."""
    lacunae = [list(own) for own in collation.lacunae]
    starts = list(collation.starts)
    for silence in silences:
        for w in silence.members:
            lacunae[w].append((silence.start, silence.end))
            if any(collation.cell(w, c) for c in range(silence.start, silence.end)):
                emptied = array("i", starts[w])
                here = slice(silence.start, silence.end)
                emptied[here] = array("i", collation.ends[w][here])
                starts[w] = emptied
    return replace(
        collation,
        starts=tuple(starts),
        lacunae=tuple(tuple(sorted(own)) for own in lacunae),
    )


def _touching(ranges: Sequence[Range], start: int, end: int) -> Iterator[Range]:
    """Those of some ranges, disjoint and in order, that have columns of `start:end`."""
    for found in ranges[bisect_right(ranges, start, key=lambda r: r[1]) :]:
        if found[0] >= end:
            return
        yield found


def _cuts(
    collation: Collation, base: int, ranges: Sequence[Range], silences: Sequence[_Silence]
) -> set[int]:
    """Where ranges must end, since a witness that falls silent within them differs in the rest.

    A witness that is silent only within a wider range, and differs around, has a reading there: its
    silence is part of that.
    """
    cuts: set[int] = set()
    for silence in silences:
        for start, end in list(_touching(ranges, silence.start, silence.end)):
            for w in sorted(silence.members):
                if _agrees(collation, base, w, (start, end), silence):
                    continue
                if start <= silence.start and silence.end <= end:
                    silence.members.discard(w)
                else:
                    cuts |= {c for c in (silence.start, silence.end) if start < c < end}
    return cuts


def _agrees(collation: Collation, base: int, w: int, place: Range, silence: _Silence) -> bool:
    """Has a witness the base's words in a place, but for those it is silent about?"""
    outside = (
        c for c in range(place[0], place[1]) if not silence.start <= c < silence.end
    )  # fmt: skip
    return all(
        not collation.lacunose(w, c)
        and token_texts(collation, w, c, c + 1) == token_texts(collation, base, c, c + 1)
        for c in outside
    )


def _cut(masked: Collation, base: int, ranges: Iterable[Range], cuts: Iterable[int]) -> list[Range]:
    """The ranges cut, without what does not vary at their ends."""
    borders, texts_of = sorted(cuts), reader(masked)
    found: list[Range] = []
    for start, end in ranges:
        inner = borders[bisect_right(borders, start) : bisect_right(borders, end - 1)]
        if not inner:
            found.append((start, end))
            continue
        for a, b in zip([start, *inner], [*inner, end]):
            varying = [c for c in range(a, b) if varies(texts_of(c), base)]
            if varying:
                found.append((varying[0], varying[-1] + 1))
    return found


def _placed(
    collation: Collation, base: int, ranges: Sequence[Range], silences: Sequence[_Silence]
) -> list[Place]:
    """Silences and ranges in order, each with those that have no part in it."""
    whole: list[tuple[int, int, _Silence | None]] = [(s.start, s.end, s) for s in silences]
    whole += [(start, end, None) for start, end in ranges]
    whole.sort(key=lambda place: (place[0], -place[1], place[2] is None))
    numbers = {id(s): n for n, (_, _, s) in enumerate(whole)}
    index = _Index(silences)
    made = []
    for start, end, own in whole:
        others = [s for s in index.around(start, end) if s is not own]
        covered = {
            w: numbers[id(s)]
            for s in others
            for w in s.members
            if _is_covered(collation, base, w, (start, end), s, own is not None)
        }
        shared = own and (others or any(True for _ in _touching(ranges, start, end)))
        silent = frozenset(own.members if own and shared else ())
        made.append(Place(start, end, silent, tuple(sorted(covered.items()))))
    return made


class _Index:
    """Silences by their columns."""

    def __init__(self, silences: Sequence[_Silence]) -> None:
        self._silences = sorted(silences, key=lambda s: (s.start, s.end))
        self._starts = [s.start for s in self._silences]
        self._reach = list(accumulate((s.end for s in self._silences), max))

    def around(self, start: int, end: int) -> list[_Silence]:
        """Those that have columns of `start:end`, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [s for s in self._silences[first:last] if s.end > start]


def _is_covered(
    collation: Collation, base: int, w: int, place: Range, silence: _Silence, whole: bool
) -> bool:
    """Has a witness no part in a place since it is silent there?

    In another silence it has one as soon as it has a word there.
    """
    if silence.start <= place[0] and place[1] <= silence.end:
        return True
    return not whole and _agrees(collation, base, w, place, silence)
