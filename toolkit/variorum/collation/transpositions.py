"""Blocks that stand in another place in other witnesses, found after the alignment.

Looked for only among readings that do not agree with each other where they stand: a word that
some witnesses have in one column and quite other witnesses in another, with what goes before and
after it as far as it agrees too. Such links that follow each other at both places are one move: a
scene that was moved is one, not one a verse. A move must be rarer than its distance makes likely
and have passed by words that both have, and nothing moved where both witnesses have other words at
the other's place. Nothing here changes the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING, Any

from ..model.collation import Block, Transposition
from .score import LONG, Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

PLACES = 12  # a form that differs in more columns starts no link: it is too common
BIT = 16  # rarity is counted in sixteenths of a bit, as whole numbers
LIBRARY = 1000  # words of its language that a text is thought to be part of: one word is not rare
FLOOR = 3 * BIT // 2  # what a move must be worth when its distance is paid
DOUBLING = 3 * BIT  # what each doubling of the distance costs
LEAP = 20  # columns that two links of one move may be apart, at either place
DRIFT = 12  # and by how much more at one place than at the other


@dataclass(frozen=True, slots=True)
class _Link:
    """The same forms in the columns `first` for some texts and in `second` for others."""

    worth: int  # how rare these words are one after the other, in sixteenths of a bit
    ids: tuple[int, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]
    left: frozenset[int]  # the texts that have them at the first place
    right: frozenset[int]

    @property
    def margin(self) -> int:
        return self.worth - cost(self.second[0] - self.first[0])

    @property
    def rank(self) -> tuple[int, ...]:
        return (-self.margin, self.second[0] - self.first[0], *self.first, *self.second, *self.ids)


def cost(distance: int) -> int:
    """What a move over a number of columns must be worth, without the floor.

    >>> cost(1), cost(4), cost(1024)
    (0, 96, 480)
    """
    return round(DOUBLING * log2(max(abs(distance), 1)))


def find(
    texts: Sequence[Ints],
    columns: Sequence[Ints],
    members: Sequence[Sequence[str]],
    width: int,
    scores: Scores,
) -> tuple[Transposition, ...]:
    """Link the moved blocks of a table.

    `texts[t]` are the form numbers of one text, `columns[t]` the column of each of its tokens and
    `members[t]` the sigla that have this text.
    """
    if len(texts) < 2 or not width:
        return ()
    table = _Table(texts, columns, width, scores)
    taken: set[tuple[int, int]] = set()  # column and form
    kept = []
    for link in sorted(table.links(), key=lambda k: k.rank):
        places = {*zip(link.first, link.ids), *zip(link.second, link.ids)}
        if not places & taken and table.has_moved(link):
            taken |= places
            kept.append(link)
    moves = (
        table.holders(chain)
        for chain in _chains(kept)
        if _worth_its_way(chain) and table.has_passed(chain)
    )
    return tuple(
        Transposition(_blocks(first, members), _blocks(second, members))
        for first, second in moves
        if first and second
    )


def _joint(link: _Link, after: _Link) -> int:
    """What it costs to see two links as parts of one move: words that happen to be near."""
    one, other = _gaps(link, after)
    return round(2 * BIT * log2(max(one, other) * (1 + 2 * abs(one - other))))


def _worth_its_way(chain: Sequence[_Link]) -> bool:
    distance = min(link.second[0] - link.first[0] for link in chain)
    worth = sum(k.worth for k in chain) - sum(_joint(a, b) for a, b in pairwise(chain))
    return worth >= FLOOR + cost(distance)


def _chains(links: Sequence[_Link]) -> list[list[_Link]]:
    """Links that follow each other at both places, in order of their first place."""
    chains: list[list[_Link]] = []
    open_: list[list[_Link]] = []  # those that may go on
    for link in sorted(links, key=lambda k: (k.first, k.second, k.ids)):
        open_ = [chain for chain in open_ if link.first[0] - chain[-1].first[-1] <= LEAP]
        before = [chain for chain in open_ if _follows(chain, link)]
        if before:
            chain = min(before, key=lambda c: _gaps(c[-1], link))
            last = chain[-1]
            chain.append(replace(link, left=link.left & last.left, right=link.right & last.right))
        else:
            open_.append([link])
            chains.append(open_[-1])
    return chains


def _gaps(link: _Link, after: _Link) -> tuple[int, int]:
    return after.first[0] - link.first[-1], after.second[0] - link.second[-1]


def _follows(chain: Sequence[_Link], link: _Link) -> bool:
    """Is it the next part of the same move? No move reaches over its own other place."""
    last = chain[-1]
    one, other = _gaps(last, link)
    if not (0 < one <= LEAP and 0 < other <= LEAP and abs(one - other) <= DRIFT):
        return False
    shared = last.left & link.left and last.right & link.right
    free = link.first[-1] < chain[0].second[0] and link.worth > _joint(last, link)
    return bool(shared) and free


def _blocks(
    holders: Sequence[tuple[int, int, int]], members: Sequence[Sequence[str]]
) -> tuple[Block, ...]:
    return tuple(Block(siglum, a, b) for t, a, b in holders for siglum in members[t])


class _Table:
    """Texts in their columns, and what is rare in them."""

    def __init__(
        self, texts: Sequence[Ints], columns: Sequence[Ints], width: int, scores: Scores
    ) -> None:
        import numpy as np

        self._texts = texts
        self._columns = columns
        self._words = scores.words
        self._tokens = np.full((len(texts), width), -1, dtype=np.int32)  # -1: none
        self._forms = np.full((len(texts), width), -1, dtype=np.int32)
        for t, own in enumerate(columns):
            self._tokens[t, own] = np.arange(len(own), dtype=np.int32)
            self._forms[t, own] = texts[t]
        self._counts = scores.counts
        self._size = max(scores.size, 1)
        self._length = int(scores.counts.sum()) / self._size + LIBRARY
        self._names = scores.forms
        self._known: dict[int, int] = {}

    def links(self) -> list[_Link]:
        found: list[_Link] = []
        seen: dict[tuple[int, int, int], list[tuple[int, int]]] = {}  # runs of one diagonal
        for places in self._variant_places().values():
            if not 2 <= len(places) <= PLACES:
                continue
            for x, (_, mask, b, j) in enumerate(places):
                for _, other_mask, a, i in places[:x]:
                    if mask & other_mask:
                        continue
                    runs = seen.setdefault((a, b, i - j), [])
                    if not any(start <= i < end for start, end in runs):
                        start, end = self._run(a, i, b, j)
                        runs.append((start, end))
                        found.append(self._link(a, b, start, end, j - i))
        return found

    def _variant_places(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """For each word: where some texts have it and others do not.

        The column, bits of texts, and one of them with its token; columns rise.
        """
        import numpy as np

        forms = self._forms
        varying = np.flatnonzero(np.any(forms != forms[0], axis=0))
        places: dict[int, list[tuple[int, int, int, int]]] = {}
        for c, cell in zip(varying.tolist(), forms[:, varying].T.tolist()):
            masks: dict[int, int] = {}
            first: dict[int, int] = {}
            for t, form in enumerate(cell):
                if form >= 0 and self._words[form]:
                    masks[form] = masks.get(form, 0) | 1 << t
                    first.setdefault(form, t)
            for form, mask in masks.items():
                t = first[form]
                places.setdefault(form, []).append((c, mask, t, int(self._tokens[t, c])))
        return places

    def _run(self, a: int, i: int, b: int, j: int) -> tuple[int, int]:
        """The tokens of a, words at both ends, that b has from its own token j on as well."""
        left, right, col_l, col_r = (
            self._texts[a], self._texts[b], self._columns[a], self._columns[b],
        )  # fmt: skip

        def moved(x: int, y: int) -> bool:
            return bool(left[x] == right[y]) and bool(col_l[x] != col_r[y])

        start, end, other = i, i + 1, j - i
        while start > 0 and start + other > 0 and moved(start - 1, start - 1 + other):
            start -= 1
        while end < len(left) and end + other < len(right) and moved(end, end + other):
            end += 1
        while not self._words[left[start]]:
            start += 1
        while not self._words[left[end - 1]]:
            end -= 1
        return start, end

    def _link(self, a: int, b: int, start: int, end: int, other: int) -> _Link:
        ids = tuple(self._texts[a][start:end].tolist())
        first = tuple(self._columns[a][start:end].tolist())
        second = tuple(self._columns[b][start + other : end + other].tolist())
        rarities = [self._rarity(form) for form in ids]
        worth = (sum(rarities) + max(rarities)) // 2  # words of a phrase come together anyway
        if first > second:
            first, second = second, first
        left, right = (frozenset(self._having(ids, at, len(ids))) for at in (first, second))
        return _Link(worth, ids, first, second, left, right)

    def _rarity(self, form: int) -> int:
        """How unlikely it is to meet a word by chance; a short one is likelier than it looks."""
        if not self._words[form]:
            return 0
        known = self._known.get(form)
        if known is None:
            each = max(int(self._counts[form]) / self._size, 1)
            short = max(0, LONG - len(self._names[form])) * BIT
            known = max(BIT, round(BIT * log2(self._length / each)) - short)
            self._known[form] = known
        return known

    def has_moved(self, link: _Link) -> bool:
        """Has a text next to nothing at the other's place, or have they exchanged their words?"""
        return any(
            self._moved_between(link, left, right)
            for left in sorted(link.left)
            for right in sorted(link.right - {left})
        )

    def has_passed(self, chain: Sequence[_Link]) -> bool:
        """Has a move passed by words that two texts share, at either place one of them?

        A block that stands far from where another text has it, with nothing between that the two
        agree on, tells that they are not copies of each other there: nothing has moved.
        """
        start, end = chain[-1].first[-1] + 1, chain[0].second[0]
        if end - start <= LEAP:
            return True
        for left in sorted(chain[-1].left):
            for right in sorted(chain[-1].right - {left}):
                one, other = self._forms[left, start:end], self._forms[right, start:end]
                both = (one >= 0) & (other >= 0)
                if 2 * int((both & (one == other)).sum()) > int(both.sum()):
                    return True
        return False

    def _moved_between(self, link: _Link, left: int, right: int) -> bool:
        from_left = self._held(left, link.second)
        from_right = self._held(right, link.first)
        if not from_left or not from_right:
            return True
        if 2 * min(len(from_left), len(from_right)) < len(link.ids):
            return True
        exchanged = len(set(from_left) & set(from_right))
        return 2 * exchanged >= len(link.ids)

    def _held(self, t: int, columns: Sequence[int]) -> list[int]:
        """The words that a text has in columns."""
        forms = self._forms[t, columns[0] : columns[-1] + 1].tolist()
        return [form for form in forms if form >= 0 and self._words[form]]

    def _having(self, forms: Sequence[int], columns: Sequence[int], least: int) -> list[int]:
        """The texts that have at least a given number of some forms in these columns."""
        import numpy as np

        own = self._forms[:, columns] == np.array(forms, dtype=np.int32)
        found: list[int] = np.flatnonzero(own.sum(axis=1) >= least).tolist()
        return found

    def holders(
        self, chain: Sequence[_Link]
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        """The texts that have most of a move's words at either place, with their tokens."""
        forms = [form for link in chain for form in link.ids]
        least = len(forms) if len(chain) == 1 else (2 * len(forms) + 2) // 3
        places = [c for link in chain for c in link.first], [c for k in chain for c in k.second]
        first, second = (set(self._having(forms, own, least)) for own in places)
        return (
            self._extents(sorted(first - second), places[0]),
            self._extents(sorted(second - first), places[1]),
        )

    def _extents(self, having: list[int], columns: Sequence[int]) -> list[tuple[int, int, int]]:
        """The tokens, from the first to the last, that texts have between these columns."""
        found = []
        for t in having:
            tokens = self._tokens[t, columns[0] : columns[-1] + 1]
            tokens = tokens[tokens >= 0]
            found.append((t, int(tokens[0]), int(tokens[-1]) + 1))
        return found
