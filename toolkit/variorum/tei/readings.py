"""Who reads what: sigla of a TEI document, and the reading of one witness in one `app`.

For apparatus that stands in its place in the text (parallel segmentation). Apparatus that points
to the text (`@from`, `@loc`) or stands in a list is not resolved here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..text import xml
from .elements import MILESTONES

LACUNOSE = frozenset("lac lacuna lacunose defective_lac vac ambiguous".split())
_ENTERING = ("witStart", "lacunaEnd")


def pointers(value: str | None) -> tuple[str, ...]:
    """The sigla of a `@wit`: blanks part, one leading `#` goes.

    >>> pointers("#A  #B C"), pointers(None)
    (('A', 'B', 'C'), ())
    """
    return tuple(p.rpartition("#")[2] for p in (value or "").split())


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
    _of: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

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
    """Collect the witnesses of every `listWit` of a document."""
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
            if xml.local(part) in ("lem", "rdg", "witDetail") and part.get("wit"):
                for name in pointers(part.get("wit")):
                    for siglum in known.groups.get(name, (known.names.get(name, name),)):
                        found.setdefault(siglum)
    return tuple(found)


def reading(app: Any, siglum: str, known: Sigla) -> Any | None:
    """The `lem` or `rdg` of a witness in an `app`, through `rdgGrp`; None where it has none.

    A witness that no reading names has the lemma where the lemma names no witness (a negative
    apparatus); where the lemma names its own, silence means that the witness is not extant. The
    first reading that names the witness holds.
    """
    silent: Any | None = None
    for part in readings(app):
        wit = part.get("wit")
        if wit is None:
            if xml.local(part) == "lem" and silent is None:
                silent = part
        elif siglum in known.of(wit):
            return part
    if silent is None or _lacunose_detail(app, siglum, known):
        return None
    return silent


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


def is_lacunose(part: Any) -> bool:
    """Does this reading say that its witnesses are not extant?"""
    return part.get("type") in LACUNOSE and not xml.string(part).strip()


def begins_absent(root: Any, siglum: str, known: Sigla) -> bool:
    """Is the first milestone of a witness one at which it enters? Then it is off until there."""
    for node in root.iter(*(f"{{*}}{name}" for name in sorted(MILESTONES))):
        if siglum in concerned(node, known):
            return xml.local(node) in _ENTERING
    return False


def concerned(milestone: Any, known: Sigla) -> frozenset[str]:
    """The witnesses of a milestone: its own `@wit`, else that of the reading in which it stands."""
    if milestone.get("wit"):
        return known.of(milestone.get("wit"))
    for parent in milestone.iterancestors():
        if xml.local(parent) in ("lem", "rdg"):
            return known.of(parent.get("wit"))
    return frozenset()
