"""Trees of versions from a distance matrix: UPGMA and neighbour joining, with bootstrap.

A tree here groups witnesses that agree; it is not a stemma: it knows neither direction nor
contamination. Ties are broken by the content of the matrix, then by the order of the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from ..model.measures import Tree

Matrix = Sequence[Sequence[float]]


def upgma(names: Sequence[str], distances: Matrix) -> Tree:
    """Average-linkage clustering (Sokal & Michener 1958); all leaves equally far from the root."""
    left = _Unjoined(names, distances)
    heights = {id(node): 0.0 for node in left.nodes}
    sizes = {id(node): 1 for node in left.nodes}
    while len(left.nodes) > 1:
        i, j = left.closest(left.table)
        a, b = left.nodes[i], left.nodes[j]
        height = float(left.table[i, j]) / 2
        joined = left.joined(i, j, height - heights[id(a)], height - heights[id(b)])
        size = sizes[id(a)] + sizes[id(b)]
        row = (left.table[i] * sizes[id(a)] + left.table[j] * sizes[id(b)]) / size
        left.replace(i, j, joined, row)
        heights[id(joined)], sizes[id(joined)] = height, size
    return left.nodes[0] if left.nodes else Tree()


def neighbour_joining(names: Sequence[str], distances: Matrix) -> Tree:
    """Unrooted tree with branch lengths (Saitou & Nei 1987, in Studier & Keppler's form).

    The root has three children (two for two names); negative lengths are set to 0.
    """
    left = _Unjoined(names, distances)
    while len(left.nodes) > 3:
        n = len(left.nodes)
        sums = left.table.sum(axis=1)
        i, j = left.closest((n - 2) * left.table - sums[:, None] - sums)
        between = float(left.table[i, j])
        shift = float(sums[i] - sums[j]) / (2 * (n - 2))
        joined = left.joined(i, j, max(between / 2 + shift, 0.0), max(between / 2 - shift, 0.0))
        left.replace(i, j, joined, (left.table[i] + left.table[j] - between) / 2)
    return _last(left.nodes, left.table.tolist())


class _Unjoined:
    """The nodes that have no parent yet, and the distances between them."""

    def __init__(self, names: Sequence[str], distances: Matrix) -> None:
        import numpy as np

        self.nodes = [Tree(name) for name in names]
        self.firsts = list(names)  # the first name below each node
        self.table = np.array(distances, dtype=float).reshape(len(names), len(names))

    def closest(self, criterion: Any) -> tuple[int, int]:
        """The pair with the least criterion; equal ones by distance, then by name."""
        import numpy as np

        rows, columns = _pairs(len(self.nodes))
        for values in (criterion, self.table):
            near = np.round(values[rows, columns], 12)
            least = near == near.min()
            rows, columns = rows[least], columns[least]
        pairs = zip(rows.tolist(), columns.tolist())
        return min(pairs, key=lambda p: tuple(sorted((self.firsts[p[0]], self.firsts[p[1]]))))

    def joined(self, i: int, j: int, a: float, b: float) -> Tree:
        """The parent of two nodes, with the lengths of its branches."""
        children = [
            (self.firsts[i], replace(self.nodes[i], length=a)),
            (self.firsts[j], replace(self.nodes[j], length=b)),
        ]
        return Tree(children=tuple(node for _, node in sorted(children, key=lambda c: c[0])))

    def replace(self, i: int, j: int, joined: Tree, row: Any) -> None:
        """Put the parent in the place of two nodes; `row` says how far it is from every other."""
        import numpy as np

        kept = [k for k in range(len(self.nodes)) if k not in (i, j)]
        size = len(kept) + 1
        table = np.zeros((size, size))
        table[:-1, :-1] = self.table[np.ix_(kept, kept)]
        table[-1, :-1] = table[:-1, -1] = row[kept]
        self.table = table
        self.nodes = [*(self.nodes[k] for k in kept), joined]
        self.firsts = [*(self.firsts[k] for k in kept), min(self.firsts[i], self.firsts[j])]


@cache
def _pairs(size: int) -> Any:
    """The two nodes of every pair among so many, as arrays."""
    import numpy as np

    return np.triu_indices(size, 1)


def _last(nodes: list[Tree], table: list[list[float]]) -> Tree:
    if len(nodes) == 3:
        ab, ac, bc = table[0][1], table[0][2], table[1][2]
        lengths = [(ab + ac - bc) / 2, (ab + bc - ac) / 2, (ac + bc - ab) / 2]
    elif len(nodes) == 2:
        lengths = [table[0][1] / 2] * 2
    else:
        return nodes[0] if nodes else Tree()
    children = (replace(n, length=max(x, 0.0)) for n, x in zip(nodes, lengths))
    return Tree(children=tuple(sorted(children, key=lambda t: min(t.leaves()))))


def splits(tree: Tree, *, least: float = 0.0) -> frozenset[frozenset[str]]:
    """The non-trivial splits of an unrooted tree, each as its side without the first name.

    With `least`, those only whose bootstrap support is at least so high.
    """
    everything = frozenset(tree.leaves())
    first = min(everything, default="")
    found = set()
    for node in _inner(tree):
        if (node.support or 0.0) < least:
            continue
        side = frozenset(node.leaves())
        side = everything - side if first in side else side
        if 1 < len(side) < len(everything) - 1:
            found.add(side)
    return frozenset(found)


def _inner(tree: Tree) -> Iterator[Tree]:
    for child in tree.children:
        if child.children:
            yield child
            yield from _inner(child)


def with_support(tree: Tree, replicates: Sequence[Tree]) -> Tree:
    """The tree with, at each inner node, the share of the replicates that have its split."""
    everything = frozenset(tree.leaves())
    first = min(everything, default="")
    had = [splits(replicate) for replicate in replicates]

    def marked(node: Tree, root: bool) -> Tree:
        if not node.children:
            return node
        side = frozenset(node.leaves())
        side = everything - side if first in side else side
        share = sum(side in h for h in had) / len(had) if had else None
        trivial = root or not 1 < len(side) < len(everything) - 1
        return replace(
            node,
            children=tuple(marked(child, False) for child in node.children),
            support=None if trivial else share,
        )

    return marked(tree, True)
