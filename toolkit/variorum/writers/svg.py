"""SVG: the variant graph drawn by ranks; edges carry sigla, dashed arcs are transpositions."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import replace

from ..collation import straighten
from ..model import Collation
from ._graph import Edge, Graph, graph
from ._options import Options
from ._width import columns_of
from ._xml import element, escape

SUFFIX = ".svg"
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
CHARACTER, GAP = 8, 60  # pixels: a letter; between two ranks, where sigla stand
COLUMNS = 600  # more is drawn by nobody and read by nobody; whole rows are kept
LINE, HEIGHT, MARGIN = 48, 26, 24  # pixels: between readings of a column; a node; around all
LANE = 14  # pixels between edges that pass below columns, each with its sigla
STYLE = (
    "text{font:13px sans-serif;fill:#222}.s{font-size:10px;fill:#555}"
    "rect{fill:#fff;stroke:#444}path{fill:none;stroke:#888}.t{stroke:#a33;stroke-dasharray:5 4}"
    ".l{stroke-dasharray:2 3}@media(prefers-color-scheme:dark){text{fill:#eee}.s{fill:#bbb}"
    "rect{fill:#222;stroke:#aaa}}"
)

Box = tuple[float, float, float]  # centre x, centre y, width


def write(value: Collation, *, options: Options) -> str:
    """The variant graph as a stand-alone SVG with a title and a description."""
    shown, note = _first_rows(value)
    drawn = graph(shown)
    boxes = _layout(drawn)
    lanes = _lanes(drawn, boxes)
    width = max(x + w / 2 for x, _, w in boxes) + MARGIN
    height = max([*(y + HEIGHT for _, y, _ in boxes), *lanes.values()]) + MARGIN
    title = element("title", escape(options.title or "Variant graph"))
    described = f"{len(drawn.nodes) - 2} readings of {', '.join(value.sigla)}{note}"
    if note:
        height += LINE
        below = f'<text x="{MARGIN}" y="{height - MARGIN:.0f}">{escape(described)}</text>\n'
    else:
        below = ""
    edges = "".join(_edge(e, boxes, lanes.get(n)) for n, e in enumerate(drawn.edges))
    nodes = "".join(_node(n.text, box) for n, box in zip(drawn.nodes, boxes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img">\n{title}'
        f"{element('desc', escape(described))}<style>{STYLE}</style>\n{edges}{nodes}{below}</svg>\n"
    )


def _first_rows(value: Collation) -> tuple[Collation, str]:
    """As many whole rows as can be looked at, and what is to be said of the others."""
    table = straighten(value)
    if len(table) <= COLUMNS:
        return table, ""
    fitting = [end for end in table.rows if 0 < end <= COLUMNS]
    end = fitting[-1] if fitting else COLUMNS
    note = f"; the first {end} columns of {len(table)}: take a passage to see the others"
    return (
        replace(
            table,
            starts=tuple(own[:end] for own in table.starts),
            ends=tuple(own[:end] for own in table.ends),
            rows=array("i", [*(r for r in table.rows if r < end), end]),
        ),
        note,
    )


def _layout(drawn: Graph) -> list[Box]:
    """Columns side by side; in each, the reading of most witnesses on top."""
    ranks: dict[int, list[int]] = defaultdict(list)
    for n, node in enumerate(drawn.nodes):
        ranks[node.rank].append(n)
    boxes: list[Box] = [(0.0, 0.0, 0.0)] * len(drawn.nodes)
    left = float(MARGIN)
    for rank in sorted(ranks):
        order = sorted(ranks[rank], key=lambda n: (-len(drawn.nodes[n].sigla), n))
        widths = [_width(drawn.nodes[n].text) for n in order]
        for row, (n, own) in enumerate(zip(order, widths)):
            boxes[n] = (left + max(widths) / 2, MARGIN + HEIGHT + row * LINE, own)
        left += max(widths) + GAP
    return boxes


def _width(text: str) -> float:
    return float(columns_of(text) * CHARACTER + 16) if text else 12.0


def _node(text: str, box: Box) -> str:
    x, y, width = box
    if not text:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>\n'
    return (
        f'<rect x="{x - width / 2:.1f}" y="{y - HEIGHT / 2:.1f}" width="{width:.1f}" '
        f'height="{HEIGHT}" rx="5"/><text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">'
        f"{escape(text)}</text>\n"
    )


def _lanes(drawn: Graph, boxes: list[Box]) -> dict[int, float]:
    """The height at which an edge over other columns runs: below their readings, and below every
    other such edge that it would meet; the shortest first."""
    lowest: dict[int, float] = defaultdict(float)
    for node, (_, y, _w) in zip(drawn.nodes, boxes):
        lowest[node.rank] = max(lowest[node.rank], y)
    found: dict[int, float] = {}
    taken: list[tuple[int, int, float]] = []
    spans = [(drawn.nodes[e.source].rank, drawn.nodes[e.target].rank) for e in drawn.edges]
    for n in sorted(range(len(spans)), key=lambda n: (spans[n][1] - spans[n][0], n)):
        first, last = spans[n]
        if last - first < 2 or drawn.edges[n].kind == "transposition":
            continue
        lane = max(lowest[rank] for rank in range(first + 1, last)) + HEIGHT / 2 + LANE
        while any(a < last and first < b and abs(y - lane) < LANE for a, b, y in taken):
            lane += LANE
        taken.append((first, last, lane))
        found[n] = lane
    return found


def _edge(edge: Edge, boxes: list[Box], lane: float | None) -> str:
    (x1, y1, w1), (x2, y2, w2) = boxes[edge.source], boxes[edge.target]
    if edge.kind == "transposition":
        top = min(y1, y2) - LINE
        path = f"M{x1:.1f} {y1 - HEIGHT / 2:.1f}Q{(x1 + x2) / 2:.1f} {top:.1f} "
        path += f"{x2:.1f} {y2 - HEIGHT / 2:.1f}"
        said = element("title", escape(f"transposed: {' '.join(edge.sigla)}"))
        return f'<path class="t" d="{path}">{said}</path>\n'
    a, b = x1 + w1 / 2, x2 - w2 / 2
    bend = GAP / 2 if lane is not None else (b - a) / 2
    if lane is None:
        path = f"M{a:.1f} {y1:.1f}C{a + bend:.1f} {y1:.1f} {b - bend:.1f} {y2:.1f} {b:.1f} {y2:.1f}"
    else:
        path = f"M{a:.1f} {y1:.1f}C{a + bend:.1f} {y1:.1f} {a + bend:.1f} {lane:.1f} "
        path += f"{a + 2 * bend:.1f} {lane:.1f}L{b - 2 * bend:.1f} {lane:.1f}"
        path += f"C{b - bend:.1f} {lane:.1f} {b - bend:.1f} {y2:.1f} {b:.1f} {y2:.1f}"
    kind = ' class="l"' if edge.lacuna else ""
    label = " ".join(edge.sigla) if len(edge.sigla) <= 4 else f"{len(edge.sigla)} witnesses"
    middle = (y1 + y2) / 2 if lane is None else lane
    return (
        f'<path{kind} d="{path}"/><text class="s" x="{(a + b) / 2:.1f}" y="{middle - 4:.1f}" '
        f'text-anchor="middle">{escape(label)}</text>\n'
    )
