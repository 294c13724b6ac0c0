"""How far versions differ: per passage, as a whole, in pairs, and as trees."""

from ..model.measures import FORMULAE, Agreement, Measures, RowMeasures, Tree, Value, newick
from .comparing import compare
from .trees import neighbour_joining, splits, upgma

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
