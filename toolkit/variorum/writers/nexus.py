"""NEXUS: a DATA block of units as characters, for PAUP, MrBayes, SplitsTree and others."""

from __future__ import annotations

import re

from ..model import Apparatus
from ._matrix import GAP, MISSING, matrix
from ._options import Options

SUFFIX = ".nex"
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
    "text between units",
)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")


def write(value: Apparatus, *, options: Options) -> str:
    """The matrix with labels of witnesses, units and states."""
    table = matrix(value, options)
    labels = [_label(s) for s in table.sigla]
    width = max((len(label) for label in labels), default=0)
    rows = "\n".join(f"\t\t{label:<{width}} {row}" for label, row in zip(labels, table.rows))
    characters = ",\n".join(
        f"\t\t{number} {_label(id)} / {' '.join(_label(state) for state in states)}"
        for number, (id, states) in enumerate(table.labels, 1)
    )
    gap = f" GAP={GAP}" if options.omission == "gap" else ""
    return (
        "#NEXUS\n"
        f"[{_comment(str(value.signature))}]\n\n"
        "BEGIN DATA;\n"
        f"\tDIMENSIONS NTAX={len(labels)} NCHAR={len(table.labels)};\n"
        f'\tFORMAT DATATYPE=STANDARD MISSING={MISSING}{gap} SYMBOLS="{" ".join(table.symbols)}";\n'
        f"\tCHARSTATELABELS\n{characters};\n"
        f"\tMATRIX\n{rows}\n\t;\nEND;\n"
    )


def _label(text: str) -> str:
    """A NEXUS word, in single quotes where it needs them."""
    flat = " ".join(text.split())
    return flat if _PLAIN.fullmatch(flat) else "'" + flat.replace("'", "''") + "'"


def _comment(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")
