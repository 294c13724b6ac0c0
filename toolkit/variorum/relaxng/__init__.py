"""RELAX NG by derivatives: load a schema once, check documents against it, ask what may come.

A schema and a document give violations: values with place, words, what was expected and the cause.
This package knows nothing of the house around it but its errors and its XML parser: see README.md.
"""

from __future__ import annotations

from .checking import check
from .completion import Expected, expected
from .documentation import Documentation
from .grammar import Grammar, load
from .source import Positions
from .stream import streams
from .violation import Kind, Violation

__all__ = [
    "Documentation",
    "Expected",
    "Grammar",
    "Kind",
    "Positions",
    "Violation",
    "check",
    "expected",
    "load",
    "streams",
]
