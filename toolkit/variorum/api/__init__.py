"""The verbs of the library, and every decision behind them.

What a request means (which language, which base, what counts as print, which settings of the
project hold) is decided here and nowhere else: the command line reads options, calls a verb and
writes. A verb takes paths, bytes, witnesses and sources, checks them at the door, and raises
nothing but a `VariorumError` of one line for what a user can cause.
"""

from .machine import Machine
from .validating import validate
from .verbs import align, apparatus, collate, compare, diff, encode, read, write

__all__ = [
    "Machine",
    "align",
    "apparatus",
    "collate",
    "compare",
    "diff",
    "encode",
    "read",
    "validate",
    "write",
]
