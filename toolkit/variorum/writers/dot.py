"""DOT: the variant graph for Graphviz; transpositions are dashed and do not shift the ranks."""

from __future__ import annotations

from ..model import Collation
from ._graph import Edge, Graph, graph
from ._options import Options

SUFFIX = ".dot"
TAKES = "collation"
DROPS = (
    "classes",
    "names of layers",
    "markup",
    "normal forms",
    "language",
    "titles",
    "notes",
    "labels",
    "conjectures",
    "entry notes",
)


def write(value: Collation, *, options: Options) -> str:
    """The variant graph as DOT text, left to right."""
    drawn = graph(value)
    lines = ["digraph variants {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    for node in drawn.nodes:
        ends = {-1: "start", len(value): "end"}
        label = node.text or ends.get(node.rank, "")
        lines.append(f"  {node.id} [label={_quoted(label)}];")
    lines += [_edge(drawn, edge) for edge in drawn.edges]
    return "\n".join([*lines, "}", ""])


def _edge(drawn: Graph, edge: Edge) -> str:
    a, b = drawn.nodes[edge.source].id, drawn.nodes[edge.target].id
    label = _quoted(", ".join(edge.sigla) + (" (lac.)" if edge.lacuna else ""))
    style = ", style=dashed, dir=none, constraint=false" if edge.kind != "path" else ""
    return f"  {a} -> {b} [label={label}{style}];"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
