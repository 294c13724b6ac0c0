"""Who reads what: sigla of a TEI document, and the reading of one witness in one `app`.

For apparatus that stands in its place in the text (parallel segmentation). Apparatus that points
to the text (`@from`, `@loc`) or stands in a list is not resolved here.

A siglum that is cited but not declared is a witness all the same. One that is a declared siglum
with a suffix (`424*`, `1739/2`) is that witness itself; where both stand in different readings of
one entry it is a layer of it, which reads as its witness does wherever it is not cited itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..text import xml
from ..text.xml import tail
from .elements import APART, BREAKS, MILESTONES

# What an entry says of witnesses that have no words: its text, if any, is a label.
LOST = frozenset("lac lacuna lacunose".split())
_NO_WORDS = LOST | {"overlap"}  # of readings that say nothing of the words here
OMITTED = frozenset({"om", "om."})
LACUNOSE = LOST | frozenset("defective_lac vac ambiguous".split())
_BESIDE_ENTRIES = BREAKS | MILESTONES | {"app", "note", "anchor"}
_EDITORIAL = frozenset({"editorial", "editorial text"})  # ITSEE's names for no witness
# Hands, correctors, lections and other parts of a witness; a number is never cut.
_SUFFIX = re.compile(r"""[*/^+'"(\[].*|(?<=\d)[^\W\d_].*""")
_ENTERING = ("witStart", "lacunaEnd")


def pointers(value: str | None) -> tuple[str, ...]:
    """The sigla of a `@wit`: blanks part, one leading `#` goes.

    >>> pointers("#A  #B C"), pointers(None)
    (('A', 'B', 'C'), ())
    """
    return tuple(filter(None, (p.rpartition("#")[2] for p in (value or "").split())))


def points(app: Any) -> bool:
    """Does this `app` say by its attributes to which part of the text it belongs?"""
    return bool(app.get("loc") or "#" in f"{app.get('from')}{app.get('to')}")


def in_place(app: Any) -> bool:
    """Does this `app` stand in its place, so that one of its readings is the text there?"""
    return not points(app) and all(xml.local(p) != "listApp" for p in app.iterancestors())


@dataclass(frozen=True, slots=True)
class Sigla:
    """The witnesses of a document, in the order of its lists, then of their first mention."""

    listed: tuple[str, ...]  # siglum of each witness in listWit
    names: dict[str, str]  # what @wit points to (xml:id or @n) -> siglum
    groups: dict[str, tuple[str, ...]]  # xml:id of a group -> sigla of its members
    titles: dict[str, str]
    layers: dict[str, str] = field(default_factory=dict)  # siglum of a layer -> of its witness
    _of: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    _positive: dict[Any, bool] = field(default_factory=dict, compare=False, repr=False)

    def of(self, value: str | None) -> frozenset[str]:
        """The sigla that a `@wit` stands for, groups resolved into their members."""
        known = self._of.get(value or "")
        if known is None:
            found: set[str] = set()
            for name in pointers(value):
                found.update(self.groups.get(name, (self.names.get(name, name),)))
            known = self._of[value or ""] = frozenset(found)
        return known


def sigla(root: Any) -> Sigla:
    """The witnesses of every `listWit` of a document, and what cited sigla have to do with them."""
    return _with_suffixed(_declared(root), root)


def _declared(root: Any) -> Sigla:
    names: dict[str, str] = {}
    titles: dict[str, str] = {}
    groups: dict[str, tuple[str, ...]] = {}
    pending: list[tuple[str, Any]] = []
    for witness in _elements(root, "witness"):
        key = witness.get(xml.XML_ID) or witness.get("n") or ""
        siglum = _own_siglum(witness) or key or " ".join(xml.string(witness).split())
        members = [child for child in witness if xml.local(child) == "ptr"]
        if members:
            pending.append((key, [child.get("target") for child in members]))
            continue
        for name in filter(None, (key, witness.get("n"), siglum)):
            names.setdefault(name, siglum)
        titles[siglum] = " ".join(xml.string(witness).split())
    for listing in _elements(root, "listWit"):
        inner = [names[k] for w in _elements(listing, "witness") if (k := _key(w)) in names]
        if _key(listing) and inner:
            groups[_key(listing)] = tuple(inner)
    for key, targets in pending:
        groups[key] = tuple(names.get(t, t) for target in targets for t in pointers(target))
    return Sigla(tuple(dict.fromkeys(names.values())), names, groups, titles)


def _with_suffixed(known: Sigla, root: Any) -> Sigla:
    """The sigla with those that are a declared one with a suffix."""
    parents = {
        name: parent
        for app in _elements(root, "app")
        for part in readings(app)
        for name in pointers(wit(part))
        if name not in known.names
        and name not in known.groups
        and (parent := _longest_prefix(name, known))
    }
    if not parents:
        return known
    clashing = {name for app in _elements(root, "app") for name in _clashes(app, parents, known)}
    names = {name: siglum for name, siglum in parents.items() if name not in clashing}
    layers = {name: siglum for name, siglum in parents.items() if name in clashing}
    return replace(known, names={**known.names, **names}, layers=layers)


def ambiguous(root: Any) -> tuple[Any, str, list[str]] | None:
    """The first reading that cites a siglum which two declared witnesses share: the reading, the
    siglum, and the ids of both. An id is its witness's own, whatever another is called."""
    ids: set[str] = set()
    called: dict[str, list[str]] = {}
    for witness in _elements(root, "witness"):
        id, number = witness.get(xml.XML_ID) or "", witness.get("n") or ""
        ids.add(id)
        for name in {number, _own_siglum(witness)} - {"", id}:
            called.setdefault(name, []).append(id or number)
    shared = {name: own for name, own in called.items() if len(own) > 1 and name not in ids}
    if shared:
        for app in _elements(root, "app"):
            for part in readings(app):
                for name in pointers(wit(part)):
                    if name in shared:
                        return part, name, shared[name]
    return None


def _longest_prefix(name: str, known: Sigla) -> str:
    """The declared siglum that a name is, with a suffix; "" if it is none.

    >>> known = Sigla(("424", "L60"), {"424": "424", "L60": "L60"}, {}, {})
    >>> [_longest_prefix(n, known) for n in ("424*", "424C1", "4241", "L60S1W2D3", "A*")]
    ['424', '424', '', 'L60', '']
    """
    for end in range(len(name) - 1, 0, -1):
        if name[:end] in known.names and _SUFFIX.fullmatch(name, end):
            return known.names[name[:end]]
    return ""


def _clashes(app: Any, parents: dict[str, str], known: Sigla) -> Iterator[str]:
    """The suffixed sigla that stand in another reading than their witness, or than another of its
    layers; of these the first hand is the witness itself."""
    placed: dict[str, dict[str, int]] = {}  # witness -> its names -> number of the reading
    for number, part in enumerate(readings(app)):
        for name in pointers(wit(part)):
            if name in parents:
                placed.setdefault(parents[name], {}).setdefault(name, number)
            else:
                for siglum in known.of(name):
                    placed.setdefault(siglum, {}).setdefault("", number)
    for held in placed.values():
        if len(set(held.values())) > 1:
            itself = "" if "" in held else next((n for n in held if n.endswith("*")), None)
            yield from (n for n in held if n and n != itself)


def wit(part: Any) -> str | None:
    """The `@wit` of a reading; None where it names no witness."""
    value = part.get("wit")
    return None if value is None or " ".join(value.split()) in _EDITORIAL else str(value)


def _key(node: Any) -> str:
    return str(node.get(xml.XML_ID) or node.get("n") or "")


def _own_siglum(witness: Any) -> str:
    for child in witness.iter():
        if xml.local(child) in ("idno", "abbr") and child.get("type") == "siglum":
            return " ".join(xml.string(child).split())
    return ""


def _elements(root: Any, name: str) -> Any:
    return root.iter(name, f"{{{xml.TEI}}}{name}")


def cited(root: Any, known: Sigla) -> tuple[str, ...]:
    """The sigla of every reading that stands in its place, in the order of first mention."""
    found: dict[str, None] = {}
    for app in _elements(root, "app"):
        if not in_place(app):
            continue
        for part in app.iter():
            if xml.local(part) in ("lem", "rdg", "witDetail"):
                for name in pointers(wit(part)):
                    for siglum in known.groups.get(name, (known.names.get(name, name),)):
                        found.setdefault(siglum)
    return tuple(found)


def reading(app: Any, siglum: str, known: Sigla) -> Any | None:
    """The `lem` or `rdg` of a witness in an `app`, through `rdgGrp`; None where it has none.

    A witness that no reading names has the lemma where the lemma names no witness (a negative
    apparatus); where the lemma names its own, or a reading repeats its words with sigla, silence
    means that the witness is not extant. The first reading that names the witness holds; a layer
    that none names reads as its witness.
    """
    silent: Any | None = None
    for part in readings(app):
        named = wit(part)
        if named is None:
            if xml.local(part) == "lem" and silent is None:
                silent = part
        elif siglum in known.of(named):
            return part
    if siglum in known.layers:
        return reading(app, known.layers[siglum], known)
    if silent is None or _lacunose_detail(app, siglum, known) or is_positive(app, known):
        return None
    return silent


def is_positive(app: Any, known: Sigla) -> bool:
    """Does a reading with sigla repeat a lemma without? Then all who have the words are named."""
    found = known._positive.get(app)
    if found is None:
        parts = readings(app)
        lemma = next((p for p in parts if xml.local(p) == "lem" and wit(p) is None), None)
        found = lemma is not None and any(
            wit(p) is not None and p.get("type") not in _NO_WORDS and _has(p) == _has(lemma)
            for p in parts
        )
        known._positive[app] = found
    return found


def _has(part: Any) -> list[str]:
    return own_words(part) if says_words(part) else []


def own_words(part: Any) -> list[str]:
    """The words of a reading, without notes and lists of witnesses in it."""
    if not len(part):
        return (part.text or "").split()
    return "".join(_strings(part)).split()


def _strings(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        name = xml.local(child)
        if xml.is_element(child) and name not in APART and name not in ("note", "gap"):
            yield from _strings(child) if name != "w" else (" ", *_strings(child), " ")
        yield tail(child)


def readings(app: Any) -> list[Any]:
    """The `lem` and `rdg` of an `app` itself, through `rdgGrp`, not those of an `app` within."""
    found: list[Any] = []
    for part in app:
        name = xml.local(part)
        if name in ("lem", "rdg"):
            found.append(part)
        elif name == "rdgGrp":
            found.extend(readings(part))
    return found


def _lacunose_detail(app: Any, siglum: str, known: Sigla) -> bool:
    details = (part for part in app if xml.local(part) == "witDetail")
    return any(siglum in known.of(d.get("wit")) and d.get("type") for d in details)


def says_words(part: Any) -> bool:
    """Is the text of this reading words that its witnesses have, and no label?"""
    return part.get("type") not in LOST | OMITTED


def is_lacunose(part: Any) -> bool:
    """Does this reading say that its witnesses are not extant?

    By its type, whose text is a label then, by that of its entry (`lem` "Whole verse"), or since it
    holds a `gap` and no word.
    """
    if part.get("type") in LOST or (is_whole(part.getparent()) and xml.local(part) == "rdg"):
        return True
    if own_words(part):
        return False
    return part.get("type") in LACUNOSE or next(part.iter("{*}gap"), None) is not None


def is_whole(app: Any) -> bool:
    """Is this entry about witnesses that lack the whole passage? Its lemma is not text then."""
    return bool(app.get("type") == "lac" and xml.local(app) == "app")


def counts_words(app: Any) -> bool:
    """Does this entry say by numbers which words of its passage it is about?"""
    return bool(app.get("from", "").isdecimal() and app.get("to", "").isdecimal())


def holds_entries_only(passage: Any) -> bool:
    """Are there several entries in a passage, and no text beside them?"""
    if (passage.text or "").strip():
        return False
    entries = 0
    for child in passage:
        name = xml.local(child) if xml.is_element(child) else ""
        if tail(child).strip() or (name and name not in _BESIDE_ENTRIES):
            return False
        entries += name == "app"
    return entries > 1


def begins_absent(root: Any, siglum: str, known: Sigla) -> bool:
    """Is the first milestone of a witness one at which it enters? Then it is off until there."""
    for node in root.iter(*(f"{{*}}{name}" for name in sorted(MILESTONES))):
        if siglum in concerned(node, known):
            return xml.local(node) in _ENTERING
    return False


def concerned(milestone: Any, known: Sigla) -> frozenset[str]:
    """The witnesses of a milestone: its own `@wit`, else that of the reading in which it stands."""
    if milestone.get("wit"):
        return _with_layers(known.of(milestone.get("wit")), known)
    for parent in milestone.iterancestors():
        if xml.local(parent) in ("lem", "rdg"):
            return _with_layers(known.of(parent.get("wit")), known)
    return frozenset()


def _with_layers(found: frozenset[str], known: Sigla) -> frozenset[str]:
    return found.union(layer for layer, witness in known.layers.items() if witness in found)
