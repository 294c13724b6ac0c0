"""The witnesses a document declares, and what a token of @wit stands for.

A group siglum is a `witness` (or a `listWit` with an id) that holds other witnesses or `ptr`s to
them; its members are closed over nesting.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...text.xml import XML_ID
from ..document.document import Element, ancestor, name
from ..values.patterns import matches, replaced

if TYPE_CHECKING:
    from ..document.document import Document

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_HAND = re.compile(r"(?:\*|[CcKVTSr]\d?|/\d+)+$")  # 01*, 424C, 1739C2, 2174/1: a hand, a part
SIGLA_MODE = 0.5  # share of tokens without "#" above which a file is taken to cite bare sigla


@dataclass(slots=True)
class Declared:
    """One declared witness: its key (xml:id, else @n), its element, its direct members."""

    key: str
    element: Element
    members: list[str] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return bool(self.members)


@dataclass(slots=True)
class Witnesses:
    """All declared witnesses by key, and the ways in which @wit may name them."""

    declared: dict[str, Declared]
    by_siglum: dict[str, str]  # @n -> key
    prefixes: tuple[tuple[str, str, str], ...]  # prefixDef: ident, matchPattern, replacement
    sigla_mode: bool
    closure: dict[str, frozenset[str]] = field(default_factory=dict)
    lists: dict[tuple[str | None, ...], frozenset[str]] = field(default_factory=dict)

    def resolve(self, token: str) -> str | None:
        """The key of the witness that a token of @wit names; None where it names none."""
        target = self.expand(token)
        if target.startswith("#"):
            key = target[1:]
            return key if key in self.declared else None
        if self.sigla_mode and not _SCHEME.match(target):
            return self._bare(target) or self._bare(_HAND.sub("", target))
        return None

    def _bare(self, siglum: str) -> str | None:
        return siglum if siglum in self.declared else self.by_siglum.get(siglum)

    def expand(self, token: str) -> str:
        """A token with its private scheme (`wit:A`) replaced as `prefixDef` says."""
        ident, colon, rest = token.partition(":")
        if not colon:
            return token
        for known, pattern, replacement in self.prefixes:
            if known == ident and (target := replaced(pattern, replacement, rest)) is not None:
                return target
        return token

    def misses(self, token: str) -> bool:
        """Has a token a declared prefix, and matches none of the patterns of that?"""
        ident, colon, rest = token.partition(":")
        patterns = [pattern for known, pattern, _ in self.prefixes if known == ident and colon]
        return bool(patterns) and all(matches(pattern, rest) is False for pattern in patterns)

    def knows_scheme(self, token: str) -> bool:
        ident = token.partition(":")[0]
        return any(ident == known for known, _, _ in self.prefixes)

    def leaves(self, key: str) -> frozenset[str]:
        """The single witnesses that a siglum stands for: itself, or a group's members."""
        if key not in self.closure:
            self.closure[key] = self._close(key)
        return self.closure[key]

    def leaves_of(self, keys: tuple[str | None, ...]) -> frozenset[str]:
        """The single witnesses that a list of sigla stands for; of one list kept."""
        if keys not in self.lists:
            self.lists[keys] = frozenset().union(*(self.leaves(key) for key in keys if key))
        return self.lists[keys]

    def _close(self, key: str) -> frozenset[str]:
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [key]
        while waiting:
            one = waiting.pop()
            if one in seen or one not in self.declared:
                continue
            seen.add(one)
            if self.declared[one].is_group:
                waiting.extend(self.declared[one].members)
            else:
                found.add(one)
        return frozenset(found)

    @property
    def singles(self) -> frozenset[str]:
        """Every witness that is not a group."""
        return frozenset(k for k, w in self.declared.items() if not w.is_group)


def collect(document: Document) -> Witnesses:
    """Read the witness declarations of a document."""
    declared: dict[str, Declared] = {}
    by_siglum: dict[str, str] = {}
    for element in document.named("witness", "listWit"):
        identity = element.get(XML_ID)
        key = identity or (element.get("n") if name(element) == "witness" else None)
        if key and key not in declared:
            declared[key] = Declared(key, element)
            if name(element) == "witness" and (siglum := element.get("n")):
                by_siglum.setdefault(siglum, key)
    _add_members(document, declared)
    return Witnesses(declared, by_siglum, _prefixes(document), _bare(document))


def _add_members(document: Document, declared: dict[str, Declared]) -> None:
    """Enter each witness in the group around it, and each `ptr` of a group's."""
    by_element = {one.element: one for one in declared.values()}
    for one in list(declared.values()):
        outer = ancestor(one.element, "witness", "listWit")
        while outer is not None:
            if outer in by_element:
                by_element[outer].members.append(one.key)
                break
            outer = ancestor(outer, "witness", "listWit")
    for pointer in document.named("ptr"):
        outer = ancestor(pointer, "witness", "listWit")
        if outer is not None and outer in by_element and name(outer) == "witness":
            for token in (pointer.get("target") or "").split():
                if token.startswith("#") and token[1:] in declared:
                    by_element[outer].members.append(token[1:])


def _prefixes(document: Document) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (e.get("ident") or "", e.get("matchPattern") or "", e.get("replacementPattern") or "")
        for e in document.named("prefixDef")
    )


def _bare(document: Document) -> bool:
    """Do most tokens of @wit lack the `#`?"""
    bare = total = 0
    for value, times in Counter(value for _, value in document.having("wit")).items():
        for token in value.split():
            total += times
            bare += times * ("#" not in token and not _SCHEME.match(token))
    return total > 0 and bare > total * SIGLA_MODE
