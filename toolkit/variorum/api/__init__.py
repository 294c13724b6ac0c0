"""The verbs of the library, and every decision behind them.

What a request means (which language, which base, what counts as print, which settings of the
project hold) is decided here and nowhere else: the command line reads options, calls a verb and
writes. A verb takes paths, bytes, witnesses and sources, checks them at the door, and raises
nothing but a `VariorumError` of one line for what a user can cause.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .aligning import align
    from .collating import collate
    from .comparing import compare
    from .diffing import diff
    from .editing import apparatus, convert, decide
    from .machine import Machine
    from .marking import encode
    from .patching import patch
    from .reading import read, witness
    from .terms import glossary
    from .validating import validate
    from .writing import write

__all__ = [
    "Machine",
    "align",
    "apparatus",
    "collate",
    "compare",
    "convert",
    "decide",
    "diff",
    "encode",
    "glossary",
    "patch",
    "read",
    "validate",
    "witness",
    "write",
]

# A verb is imported when it is asked for: a command loads what it uses and nothing else.
_HOME = {
    "align": "aligning",
    "collate": "collating",
    "compare": "comparing",
    "diff": "diffing",
    "apparatus": "editing",
    "convert": "editing",
    "decide": "editing",
    "Machine": "machine",
    "encode": "marking",
    "patch": "patching",
    "read": "reading",
    "witness": "reading",
    "glossary": "terms",
    "validate": "validating",
    "write": "writing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
