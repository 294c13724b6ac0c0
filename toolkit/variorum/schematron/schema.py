"""A Schematron schema as a value: what is left once includes and abstraction are resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BINDINGS = ("xslt", "xslt2", "xslt3", "xpath2", "xpath3", "xpath31")
ALL, DEFAULT = "#ALL", "#DEFAULT"  # the names of phases that every schema has

Node = Any  # lxml's element


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a schema: the file as it was named, the line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a schema that cannot be run: where, what is wrong, what to do."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: an expression, or the content of an element where `select` is None."""

    name: str
    select: str | None
    node: Node
    place: Place


@dataclass(frozen=True, slots=True)
class Assertion:
    """One `assert` or `report`: its test, its text as mark-up, how grave it is."""

    report: bool
    test: str
    node: Node  # holds the text
    place: Place
    id: str = ""
    role: str = ""
    subject: str = ""
    diagnostics: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold of the nodes that match a context and no earlier rule of the pattern."""

    context: str
    lets: tuple[Let, ...]
    assertions: tuple[Assertion, ...]
    place: Place
    subject: str = ""
    namespaces: Mapping[str, str] = field(default_factory=dict)  # bound where the rule stands


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of which the first that matches a node is applied to it."""

    id: str
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Phase:
    """A named choice of patterns."""

    id: str
    active: tuple[str, ...]
    lets: tuple[Let, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """All rules of one schema in order, and what could not be read of it."""

    name: str
    title: str
    binding: str
    namespaces: Mapping[str, str]
    lets: tuple[Let, ...]
    foreign: tuple[Node, ...]  # functions and keys of XSLT
    patterns: tuple[Pattern, ...]
    phases: tuple[Phase, ...]
    default_phase: str
    diagnostics: Mapping[str, Node]
    properties: Mapping[str, Node]
    problems: tuple[Problem, ...] = ()

    @property
    def version(self) -> str:
        """The version in the title of a schema is not separated from it."""
        return ""

    @property
    def count(self) -> int:
        """How many assertions and reports there are."""
        return sum(len(rule.assertions) for one in self.patterns for rule in one.rules)
