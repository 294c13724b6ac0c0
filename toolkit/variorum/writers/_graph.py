"""The variant graph of a table: a node a reading of a column, edges along each witness's text.

Equal words in one column are one node. Transpositions join the nodes of both places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..collation import straighten
from ..model import Block, Collation
from . import _cells


@dataclass(frozen=True, slots=True)
class Node:
    """A reading; `rank` is its column. The first node is the start, the last the end."""

    id: str
    rank: int
    text: str
    sigla: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to the next that the same witnesses read; or a transposition."""

    source: int
    target: int
    sigla: tuple[str, ...]
    kind: str = "path"  # or "transposition"
    lacuna: bool = False  # text is missing between the two


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by rank, then in the order of their first witness; edges by source and target."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(given: Collation) -> Graph:
    """The variant graph of a table, straightened first."""
    table = straighten(given)
    nodes = [Node("n0", -1, "", table.sigla)]
    last = [0] * len(table.witnesses)
    gaps = [False] * len(table.witnesses)
    links: dict[tuple[int, int, bool], list[str]] = {}
    place: dict[tuple[int, int], int] = {}  # witness, token -> node
    for c in range(len(table)):
        known: dict[str, int] = {}
        for w, siglum in enumerate(table.sigla):
            text = _cells.text(table, w, c)
            if not text:
                gaps[w] = gaps[w] or table.lacunose(w, c)
                continue
            if text not in known:
                known[text] = len(nodes)
                nodes.append(Node(f"n{len(nodes)}", c, text, ()))
            n = known[text]
            nodes[n] = Node(nodes[n].id, c, text, (*nodes[n].sigla, siglum))
            links.setdefault((last[w], n, gaps[w]), []).append(siglum)
            last[w], gaps[w] = n, False
            place.update({(w, i): n for i in table.cell(w, c)})
    nodes.append(Node(f"n{len(nodes)}", len(table), "", table.sigla))
    for w, siglum in enumerate(table.sigla):
        links.setdefault((last[w], len(nodes) - 1, gaps[w]), []).append(siglum)
    paths = [Edge(a, b, tuple(s), lacuna=gone) for (a, b, gone), s in sorted(links.items())]
    return Graph(tuple(nodes), (*paths, *_moved(table, place)))


def _moved(table: Collation, place: dict[tuple[int, int], int]) -> Iterator[Edge]:
    """Both ends of each transposition: the first words of either side."""

    def first(blocks: tuple[Block, ...]) -> int | None:
        block = blocks[0]
        return place.get((table.index(block.siglum), block.start))

    for moved in table.transpositions:
        a, b = first(moved.here), first(moved.there)
        if a is not None and b is not None and a != b:
            sigla = tuple(block.siglum for block in moved.there)
            yield Edge(min(a, b), max(a, b), sigla, "transposition")
