"""A tree of versions as SVG: branches to scale, support at the nodes, no style of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from ..measure import Tree

ROW = 24  # pixels from leaf to leaf
WIDTH = 320  # pixels for the longest path


@dataclass(frozen=True, slots=True)
class _Placed:
    tree: Tree
    x: float
    y: float
    children: tuple[_Placed, ...]


def tree_svg(tree: Tree) -> str:
    """The tree, root at the left, branch lengths to scale."""
    depth = _depth(tree) or 1.0
    leaves = iter(range(len(tree.leaves())))
    placed = _place(tree, 0.0, WIDTH / depth, leaves)
    height = ROW * len(tree.leaves()) + 8
    longest = max((len(name) for name in tree.leaves()), default=1)
    width = WIDTH + 24 + 9 * longest
    body = "".join(_draw(placed))
    names = escape(", ".join(sorted(tree.leaves())), quote=True)
    return (
        f'<svg class="tree" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="Tree of {names}">{body}</svg>'
    )


def _depth(tree: Tree) -> float:
    return max((child.length + _depth(child) for child in tree.children), default=0.0)


def _place(tree: Tree, x: float, scale: float, leaves: Iterator[int]) -> _Placed:
    children = tuple(_place(c, x + c.length * scale, scale, leaves) for c in tree.children)
    if children:
        y = (children[0].y + children[-1].y) / 2
    else:
        y = next(leaves) * ROW + ROW / 2
    return _Placed(tree, x, y, children)


def _draw(node: _Placed) -> Iterator[str]:
    if not node.children:
        yield (
            f'<text x="{node.x + 14:.1f}" y="{node.y + 4:.1f}" fill="currentColor">'
            f"{escape(node.tree.name)}</text>"
        )
        return
    top, bottom = node.children[0].y, node.children[-1].y
    x = node.x + 8
    yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="currentColor" fill="none"/>'
    if node.tree.support is not None:
        yield (
            f'<text x="{x + 3:.1f}" y="{node.y - 3:.1f}" font-size="10" fill="currentColor">'
            f"{node.tree.support * 100:.0f}</text>"
        )
    for child in node.children:
        yield (
            f'<path d="M{x:.1f} {child.y:.1f}H{child.x + 8:.1f}" '
            'stroke="currentColor" fill="none"/>'
        )
        yield from _draw(child)
