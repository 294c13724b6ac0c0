"""RELAX NG by derivatives: load a schema once, check documents against it."""

from .check import check
from .grammar import Grammar, load
from .second import jing_findings, lxml_findings
from .stream import streams

__all__ = ["Grammar", "check", "jing_findings", "load", "lxml_findings", "streams"]
