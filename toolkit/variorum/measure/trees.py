"""Trees of versions from a distance matrix: UPGMA and neighbour joining, with bootstrap.

A tree here groups witnesses that agree; it is not a stemma: it knows neither direction nor
contamination. Ties are broken by the content of the matrix, then by the order of the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model.measures import Tree

Matrix = Sequence[Sequence[float]]


def upgma(names: Sequence[str], distances: Matrix) -> Tree:
    """Average-linkage clustering (Sokal & Michener 1958); all leaves equally far from the root."""
    nodes = [Tree(name) for name in names]
    heights = [0.0] * len(nodes)
    sizes = [1] * len(nodes)
    table = [list(row) for row in distances]
    while len(nodes) > 1:
        i, j = _closest(table, nodes, [[1.0] * len(nodes)] * len(nodes))
        height = table[i][j] / 2
        joined = _join(
            replace(nodes[i], length=height - heights[i]),
            replace(nodes[j], length=height - heights[j]),
        )
        row = [
            (table[i][k] * sizes[i] + table[j][k] * sizes[j]) / (sizes[i] + sizes[j])
            for k in range(len(nodes))
        ]
        size = sizes[i] + sizes[j]
        table = _merged(table, row, i, j)
        nodes = [n for k, n in enumerate(nodes) if k not in (i, j)] + [joined]
        heights = [h for k, h in enumerate(heights) if k not in (i, j)] + [height]
        sizes = [s for k, s in enumerate(sizes) if k not in (i, j)] + [size]
    return nodes[0] if nodes else Tree()


def neighbour_joining(names: Sequence[str], distances: Matrix) -> Tree:
    """Unrooted tree with branch lengths (Saitou & Nei 1987, in Studier & Keppler's form).

    The root has three children (two for two names); negative lengths are set to 0.
    """
    nodes = [Tree(name) for name in names]
    table = [list(row) for row in distances]
    while len(nodes) > 3:
        n = len(nodes)
        sums = [sum(row) for row in table]
        criterion = [
            [(n - 2) * table[i][j] - sums[i] - sums[j] for j in range(n)] for i in range(n)
        ]
        i, j = _closest(criterion, nodes, table)
        shift = (sums[i] - sums[j]) / (2 * (n - 2))
        joined = _join(
            replace(nodes[i], length=max(table[i][j] / 2 + shift, 0.0)),
            replace(nodes[j], length=max(table[i][j] / 2 - shift, 0.0)),
        )
        row = [(table[i][k] + table[j][k] - table[i][j]) / 2 for k in range(n)]
        table = _merged(table, row, i, j)
        nodes = [node for k, node in enumerate(nodes) if k not in (i, j)] + [joined]
    return _last(nodes, table)


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


def _join(a: Tree, b: Tree) -> Tree:
    first, second = sorted((a, b), key=lambda t: min(t.leaves()))
    return Tree(children=(first, second))


def _closest(criterion: Matrix, nodes: Sequence[Tree], table: Matrix) -> tuple[int, int]:
    """The pair with the least criterion; equal ones by distance, then by name."""
    best: tuple[float, float, tuple[str, str]] | None = None
    found = (0, 1)
    for i in range(len(nodes)):
        for j in range(i + 1, len(nodes)):
            names = tuple(sorted((min(nodes[i].leaves()), min(nodes[j].leaves()))))
            key = (round(criterion[i][j], 12), round(table[i][j], 12), (names[0], names[1]))
            if best is None or key < best:
                best, found = key, (i, j)
    return found


def _merged(table: list[list[float]], row: list[float], i: int, j: int) -> list[list[float]]:
    kept = [k for k in range(len(table)) if k not in (i, j)]
    smaller = [[table[a][b] for b in kept] + [row[a]] for a in kept]
    return [*smaller, [row[b] for b in kept] + [0.0]]


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
