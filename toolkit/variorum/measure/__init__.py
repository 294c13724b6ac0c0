"""How far versions differ: per passage, as a whole, in pairs, and as trees."""

from .compare import FORMULAE, Measures, RowMeasures, Value, compare
from .trees import Tree, neighbour_joining, newick, splits, upgma

__all__ = [
    "FORMULAE",
    "Measures",
    "RowMeasures",
    "Tree",
    "Value",
    "compare",
    "neighbour_joining",
    "newick",
    "splits",
    "upgma",
]
