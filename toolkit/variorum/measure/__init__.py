"""How far versions differ: per passage, as a whole, in pairs, and as trees."""

from .agreement import Agreement
from .compare import FORMULAE, Measures, RowMeasures, Value, compare
from .trees import Tree, neighbour_joining, newick, splits, upgma

__all__ = [
    "Agreement",
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
