"""GraphML: the variant graph for Gephi, yEd and others; lists are joined with a blank."""

from __future__ import annotations

from ..model import Collation
from ._graph import graph
from ._options import Options
from ._xml import element, escape

SUFFIX = ".graphml"
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
_KEYS = (
    ("rank", "node", "int"), ("token", "node", "string"), ("witnesses", "node", "string"),
    ("type", "edge", "string"), ("sigla", "edge", "string"), ("lacuna", "edge", "boolean"),
)  # fmt: skip


def write(value: Collation, *, options: Options) -> str:
    """The variant graph as GraphML."""
    drawn = graph(value)
    keys = "".join(
        f'<key id="{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'
        for name, domain, kind in _KEYS
    )
    nodes = "".join(
        element(
            "node",
            _data("rank", str(n.rank)) + _data("token", n.text) + _data("witnesses", n.sigla),
            id=n.id,
        )
        + "\n"
        for n in drawn.nodes
    )
    edges = "".join(
        element(
            "edge",
            _data("type", e.kind) + _data("sigla", e.sigla)
            + _data("lacuna", "true" if e.lacuna else "false"),
            id=f"e{number}", source=drawn.nodes[e.source].id, target=drawn.nodes[e.target].id,
        ) + "\n"
        for number, e in enumerate(drawn.edges)
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        f'{keys}<graph id="g0" edgedefault="directed">\n{nodes}{edges}</graph>\n</graphml>\n'
    )


def _data(key: str, value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else " ".join(value)
    return f'<data key="{key}">{escape(text)}</data>'
