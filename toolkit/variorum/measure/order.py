"""What the links between two versions say: order, omission, addition, kinds of answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..model import Link


def kendall_tau(links: Sequence[Link]) -> float | None:
    """Kendall's tau-a over the links' first tokens: 1 = same order, -1 = reversed.

    None with fewer than two links. n log n, by counting inversions while merging.
    """
    order = [link.b[0] for link in sorted(links, key=lambda link: (link.a[0], link.b[0]))]
    n = len(order)
    if n < 2:
        return None
    inversions = _inversions(order)[0] if any(a > b for a, b in pairwise(order)) else 0
    return 1.0 - 4.0 * inversions / (n * (n - 1))


def _inversions(values: list[int]) -> tuple[int, list[int]]:
    if len(values) < 2:
        return 0, values
    middle = len(values) // 2
    left_count, left = _inversions(values[:middle])
    right_count, right = _inversions(values[middle:])
    merged, count, i = [], left_count + right_count, 0
    for value in right:
        while i < len(left) and left[i] <= value:
            merged.append(left[i])
            i += 1
        count += len(left) - i
        merged.append(value)
    return count, merged + left[i:]


def unanswered(links: Sequence[Link], length_a: int, length_b: int) -> tuple[float, float]:
    """The shares of a's and of b's tokens that no link touches: omission and addition rates."""
    seen_a = {i for link in links for i in link.a}
    seen_b = {j for link in links for j in link.b}
    omitted = 1 - len(seen_a) / length_a if length_a else 0.0
    added = 1 - len(seen_b) / length_b if length_b else 0.0
    return omitted, added


def profile(links: Sequence[Link]) -> dict[str, float]:
    """The share of each kind of link: the most telling single line about two versions."""
    kinds = Counter(link.kind for link in links)
    total = sum(kinds.values())
    return {kind: kinds[kind] / total for kind in sorted(kinds)}
