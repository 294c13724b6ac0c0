"""ISO Schematron: rules in XPath that a project wrote for its own files (extra `schematron`).

A schema is read here without any other package, so that what was not run can be counted; Saxon,
which runs it, is imported when the first document is checked.
"""

from .check import Schematron
from .reading import choose, embeds, is_schematron, load
from .saxon import installed
from .schema import ALL, DEFAULT, Schema

__all__ = [
    "ALL",
    "DEFAULT",
    "Schema",
    "Schematron",
    "choose",
    "embeds",
    "installed",
    "is_schematron",
    "load",
]
