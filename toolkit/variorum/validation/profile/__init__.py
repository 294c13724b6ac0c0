"""The bundled profile: a small grammar of our own, a strict subset of TEI.

`profile.rnc` is the source, written by hand; `profile.rng` is made from it and kept equal by a
test. Package data, read only when a file is checked with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

TITLE = "variorum profile of TEI"
VERSION = "1.0"


@cache
def data() -> bytes:
    """The profile in RELAX NG's XML syntax."""
    return files(__package__).joinpath("profile.rng").read_bytes()


@cache
def source() -> str:
    """The profile in compact syntax."""
    return files(__package__).joinpath("profile.rnc").read_text("utf-8")


@cache
def names() -> frozenset[str]:
    """The element names that the profile knows."""
    return frozenset(re.findall(r"<element>\s*<name[^>]*>([\w.]+)</name>", data().decode()))


@cache
def other_names() -> frozenset[str]:
    """The elements of TEI that the profile leaves out."""
    return _words("other-elements.txt")


@cache
def attributes() -> Mapping[str, frozenset[str]]:
    """The attributes that TEI gives each of its elements."""
    found: dict[str, frozenset[str]] = {}
    common = frozenset[str]()
    for named, words in _rows("attributes.txt"):
        if named == "*":
            common = words
            continue
        for element in words:
            found[element] = found.get(element, common).union(named.split())
    every = names() | other_names()
    return {element: found.get(element, common) for element in every | found.keys()}


TEXT = "#"  # among what an element may hold


@cache
def contents() -> Mapping[str, frozenset[str]]:
    """What each element of TEI may hold, in whatever order: the elements, and `TEXT`."""
    classes: dict[str, frozenset[str]] = {}
    found: dict[str, frozenset[str]] = {}
    for named, every in _rows("contents.txt"):
        if named.startswith("model."):
            classes[named] = every
            continue
        known = every & classes.keys()
        holds = (every - known).union(*(classes[one] for one in known))
        found.update(dict.fromkeys(named.split(), holds))
    return found


def _rows(file: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The rows `name = words` of a file of facts, which may go on in the next lines."""
    text = files(__package__).joinpath(file).read_text("utf-8")
    for row in re.sub(r"^#.*\n", "", text, flags=re.M).replace("\n  ", " ").splitlines():
        named, _, words = row.partition(" = ")
        yield named, frozenset(words.split())


def _words(file: str) -> frozenset[str]:
    text = files(__package__).joinpath(file).read_text("utf-8")
    return frozenset(
        w for line in text.splitlines() if not line.startswith("#") for w in line.split()
    )
