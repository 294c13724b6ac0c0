"""Words that stand elsewhere: what one side lost in one place and the other has in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...alignment.equal import Pairs

LEAST = 2.0  # worth of the shortest block that counts as moved: two content words


def moved_blocks(
    pairs: Pairs, a: Sequence[str], b: Sequence[str], worth: Mapping[str, float]
) -> list[tuple[int, int, int]]:
    """Blocks `(i, j, length)`: `a[i : i + length]` equals `b[j : j + length]`, neither is paired.

    The longest first; none overlaps another. Only blocks worth two content words or more.

    >>> from variorum.alignment.equal import Vocabulary
    >>> a, b = "yesterday evening he went home".split(), "he went home yesterday evening".split()
    >>> moved_blocks([(2, 0), (3, 1), (4, 2)], a, b, Vocabulary().worth)
    [(0, 3, 2)]
    """
    left = set(range(len(a))) - {i for i, _ in pairs}
    right = set(range(len(b))) - {j for _, j in pairs}
    places: dict[tuple[str, str], list[int]] = {}
    for j in sorted(right):
        if j + 1 in right:
            places.setdefault((b[j], b[j + 1]), []).append(j)
    candidates = []
    for i in sorted(left):
        if i + 1 in left:
            for j in places.get((a[i], a[i + 1]), ())[:8]:
                length = _extent(i, j, a, b, left, right)
                value = sum(worth[word] for word in a[i : i + length])
                if value >= LEAST:
                    candidates.append((-value, i, j, length))
    found = []
    for _, i, j, length in sorted(candidates):
        here, there = set(range(i, i + length)), set(range(j, j + length))
        if here <= left and there <= right:
            left -= here
            right -= there
            found.append((i, j, length))
    return found


def _extent(
    i: int, j: int, a: Sequence[str], b: Sequence[str], left: set[int], right: set[int]
) -> int:
    length = 0
    while i + length in left and j + length in right and a[i + length] == b[j + length]:
        length += 1
    return length
