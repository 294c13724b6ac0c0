"""Names in a text and what points to them: `xml:id`, sigla, prefixes, other files.

All is found in the letters of the text, so that it is found while the text is being written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from . import tags

_ID = re.compile(r"xml:id\s*=\s*[\"']\s*([^\"'<\s]*)\s*[\"']")
_SIGLUM = re.compile(r"<witness\b(?![^>]*xml:id)[^>]*?\sn\s*=\s*[\"']([^\"'<]*)[\"']")
_CITED = re.compile(r"\swit\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_PREFIX = re.compile(r"<prefixDef\b[^<]*")
_MARKUP = re.compile(r"<[^>]*>?")
LABEL = 80  # characters
_PERSONS = ("person", "personGrp", "persona", "org", "respStmt", "editor", "author", "name",
            "persName", "principal", "change")  # fmt: skip
# The elements that an attribute points to, where it points to one kind.
KINDS: dict[str, tuple[str, ...]] = {
    "wit": ("witness", "listWit", "msDesc"),
    "hand": ("handNote", "hand", "scriptNote"),
    "new": ("handNote", "hand", "scriptNote"),
    "resp": _PERSONS,
    "who": ("person", "personGrp", "role", "castItem", "org"),
    "facs": ("surface", "zone", "graphic", "facsimile"),
    "scheme": ("taxonomy",),
    "change": ("change",),
    "calendar": ("calendar",),
    "decls": (),
}
# What @ref points to, by the element that has it.
REFERRED: dict[str, tuple[str, ...]] = {
    "persName": ("person", "personGrp"),
    "rs": ("person", "personGrp", "place", "org", "bibl", "event", "object"),
    "name": ("person", "personGrp", "place", "org"),
    "placeName": ("place",),
    "orgName": ("org",),
    "title": ("bibl", "biblStruct", "msDesc"),
    "term": ("category", "item"),
    "g": ("glyph", "char"),
    "objectName": ("object",),
}


class Named(NamedTuple):
    """An element that has a name: its name, the element, where the name and the tag stand."""

    name: str
    element: str
    at: int  # the offset of the name in its attribute
    begins: int  # of the tag


class Pointer(NamedTuple):
    """A token of an attribute that points: what it says, where it stands, and on what."""

    token: str
    at: int
    attribute: str
    element: str

    @property
    def fragment(self) -> tuple[int, str]:
        """Where the part after the last `#` stands, and that part; all, where there is none."""
        file, sign, name = self.token.rpartition("#")
        return (self.at + len(file) + 1, name) if sign else (self.at, self.token)


def find(source: str, name: str) -> Named | None:
    """The element of one name, as `named` has it, without reading all the others."""
    pattern = re.compile(rf"xml:id\s*=\s*[\"']\s*{re.escape(name)}\s*[\"']")
    if (one := pattern.search(source)) is None:
        return named(source).get(name) if _SIGLUM.search(source) else None
    begins = source.rfind("<", 0, one.start())
    tag = _named_tag(source, begins)
    at = source.index(name, one.start() + len("xml:id"))
    return Named(name, tag, at, begins) if tag and name else None


def citations(source: str, name: str) -> int:
    """How often the readings of a text cite a witness."""
    values = Counter(a or b for a, b in _CITED.findall(source))
    return sum(
        count * (target(source, Pointer(token, 0, "wit", "rdg"))[1] == name)
        for value, count in values.items()
        if name in value
        for token in value.split()
    )


@lru_cache(maxsize=4)
def named(source: str) -> dict[str, Named]:
    """Every name in a text, by its first place: each xml:id, and @n of witnesses without one."""
    found: dict[str, Named] = {}
    for pattern in (_ID, _SIGLUM):
        for one in pattern.finditer(source):
            begins = source.rfind("<", 0, one.start(1))
            tag = _named_tag(source, begins)
            if tag and one[1]:
                found.setdefault(one[1], Named(one[1], tag, one.start(1), begins))
    return found


_TAG_NAME = re.compile(rf"<({tags.NAME})")


def _named_tag(source: str, begins: int) -> str:
    found = _TAG_NAME.match(source, begins) if begins >= 0 else None
    return found[1].rpartition(":")[2] if found else ""


def label(source: str, one: Named) -> str:
    """How a named element begins: its text, on one line."""
    end = source.find(">", one.begins)
    if end < 0 or source[end - 1] == "/":
        return ""
    close = source.find(f"</{one.element}", end)
    stop = min(close if close >= 0 else end, end + 20 * LABEL)
    words = " ".join(_MARKUP.sub(" ", source[end + 1 : stop]).replace("&amp;", "&").split())
    return words if len(words) <= LABEL else f"{words[: LABEL - 1].rstrip()}…"


def points(attribute: str, element: str) -> bool:
    """Is an attribute one whose tokens point, on this element?"""
    from ..validation.indexes.pointers import ANYWHERE, NEVER, ONLY_ON

    own = element.rpartition(":")[2]
    if attribute in ONLY_ON:
        return own in ONLY_ON[attribute]
    return attribute in ANYWHERE and own not in NEVER.get(attribute, ())


def wanted(attribute: str, element: str) -> tuple[str, ...]:
    """The elements that an attribute of an element may point to; empty for any."""
    if attribute == "who" and element.rpartition(":")[2] == "change":
        return _PERSONS
    if attribute == "ref":
        return REFERRED.get(element.rpartition(":")[2], ())
    return KINDS.get(attribute, ())


def ranked(source: str, attribute: str, element: str, begins: int) -> list[Named]:
    """Every name of a text, those first to which such an attribute is most likely to point.

    `begins` is the offset of its tag: a span ends at what comes after it, as a rule at an anchor.
    """
    every = list(named(source).values())
    if attribute == "spanTo":
        return sorted(every, key=lambda o: (o.begins < begins, o.element != "anchor", o.begins))
    if attribute == "ref" and element.rpartition(":")[2] in _PERSONS:
        return sorted(every, key=lambda one: one.element not in _PERSONS)
    return every


def pointer_at(source: str, offset: int) -> Pointer | None:
    """The pointer in whose token an offset is; None where it is in none."""
    here = tags.caret(source, offset)
    if here.kind != "value" or not points(here.attribute, here.tag) or here.start == here.end:
        return None
    return Pointer(source[here.start : here.end], here.start, here.attribute, here.tag)


@lru_cache(maxsize=1)
def _pointers(source: str) -> tuple[Pointer, ...]:
    from ..validation.indexes.pointers import ATTRIBUTES

    names = "|".join(sorted(ATTRIBUTES))
    pattern = re.compile(rf"\s({names})\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
    found = []
    for one in pattern.finditer(source):
        element = intern(_named_tag(source, source.rfind("<", 0, one.start())))
        if element and points(one[1], element):
            which = 2 if one[2] is not None else 3
            found += [
                Pointer(intern(token[0]), one.start(which) + token.start(), intern(one[1]), element)
                for token in re.finditer(r"\S+", one[which])
            ]
    return tuple(found)


def pointers(source: str) -> Iterator[Pointer]:
    """Every pointer of a text, in order."""
    yield from _pointers(source)


@lru_cache(maxsize=2)
def _prefixes(source: str) -> tuple[tuple[str, str, str], ...]:
    """What each `prefixDef` says: ident, matchPattern, replacementPattern."""
    found = []
    for one in _PREFIX.finditer(source):
        said = dict(re.findall(r"\s(\w+)\s*=\s*\"([^\"]*)\"", one[0]))
        keys = ("ident", "matchPattern", "replacementPattern")
        found.append((said.get(keys[0], ""), said.get(keys[1], ""), said.get(keys[2], "")))
    return tuple(found)


def expanded(source: str, token: str) -> str:
    """A token with its private prefix replaced as the text's `prefixDef` says."""
    from ..validation.values.patterns import replaced

    ident, colon, rest = token.partition(":")
    for known, pattern, replacement in _prefixes(source) if colon and "#" not in ident else ():
        if known == ident and (meant := replaced(pattern, replacement, rest)) is not None:
            return meant
    return token


@lru_cache(maxsize=2)
def bare(source: str) -> bool:
    """Does a text cite its witnesses without `#`?"""
    cited = re.findall(r"\swit\s*=\s*[\"']\s*(#?)\S", source)
    return bool(cited) and cited.count("") * 2 > len(cited)


def target(source: str, pointer: Pointer) -> tuple[str, str]:
    """The file that a pointer names, "" for its own, and the name in it; ("", "") for no name."""
    token = expanded(source, pointer.token)
    file, sign, name = token.partition("#")
    if sign:
        return file, name
    if pointer.attribute == "wit" and bare(source):
        return "", token
    return (file, "") if token == pointer.token and ":" not in token else ("", "")
