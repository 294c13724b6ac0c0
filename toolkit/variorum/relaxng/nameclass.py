"""Name classes: which element and attribute names a pattern covers.

Names are written as lxml writes them, `{namespace}local` or `local`.
"""

from __future__ import annotations

from dataclasses import dataclass


def namespace(tag: str) -> str:
    """The namespace of a name; the empty string for none."""
    return tag[1:].partition("}")[0] if tag[:1] == "{" else ""


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def clark(ns: str, name: str) -> str:
    """Join namespace and local name."""
    return f"{{{ns}}}{name}" if ns else name


@dataclass(frozen=True, slots=True)
class Name:
    """Exactly one name."""

    tag: str

    def covers(self, tag: str) -> bool:
        return tag == self.tag

    def specificity(self, tag: str) -> int:
        """How closely the class describes a name that it covers; -1 = it does not cover it."""
        return 2 if tag == self.tag else -1


@dataclass(frozen=True, slots=True)
class NsName:
    """Any name of a namespace, but for the exceptions."""

    ns: str
    excepted: NameClass | None = None

    def covers(self, tag: str) -> bool:
        return namespace(tag) == self.ns and not (self.excepted and self.excepted.covers(tag))

    def specificity(self, tag: str) -> int:
        return 1 if self.covers(tag) else -1


@dataclass(frozen=True, slots=True)
class AnyName:
    """Any name at all, but for the exceptions."""

    excepted: NameClass | None = None

    def covers(self, tag: str) -> bool:
        return not (self.excepted and self.excepted.covers(tag))

    def specificity(self, tag: str) -> int:
        return 0 if self.covers(tag) else -1


@dataclass(frozen=True, slots=True)
class NameChoice:
    """The names of any of several classes."""

    classes: tuple[NameClass, ...]

    def covers(self, tag: str) -> bool:
        return any(c.covers(tag) for c in self.classes)

    def specificity(self, tag: str) -> int:
        return max((c.specificity(tag) for c in self.classes), default=-1)


NameClass = Name | NsName | AnyName | NameChoice


def listed(names: NameClass) -> tuple[str, ...]:
    """The names that a class gives one by one, in the schema's order."""
    if isinstance(names, Name):
        return (names.tag,)
    if isinstance(names, NameChoice):
        return tuple(tag for c in names.classes for tag in listed(c))
    return ()


def is_open(names: NameClass) -> bool:
    """Does the class cover names that it does not list?"""
    if isinstance(names, NameChoice):
        return any(is_open(c) for c in names.classes)
    return not isinstance(names, Name)
