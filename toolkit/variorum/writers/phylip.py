"""PHYLIP, relaxed: a line for each witness, its label and its states; a lacuna is `?`."""

from __future__ import annotations

import re

from ..model import Apparatus
from ._matrix import matrix
from ._options import Options

SUFFIX = ".phy"
TAKES = "apparatus"
OVERLAPS = True
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
    "words of readings",
    "text between units",
)
_NOT_LABEL = re.compile(r"[\s()\[\]:;,']")


def write(value: Apparatus, *, options: Options) -> str:
    """The matrix, its labels made unique."""
    table = matrix(value, options)
    labels = _labels(table.sigla)
    width = max((len(label) for label in labels), default=0)
    rows = "".join(f"{label:<{width}}  {row}\n" for label, row in zip(labels, table.rows))
    return f"{len(labels)} {len(table.labels)}\n{rows}"


def _labels(sigla: tuple[str, ...]) -> list[str]:
    taken: set[str] = set()
    labels = []
    for siglum in sigla:
        plain = label = _NOT_LABEL.sub("_", siglum)
        number = 2
        while label in taken:
            label, number = f"{plain}_{number}", number + 1
        taken.add(label)
        labels.append(label)
    return labels
