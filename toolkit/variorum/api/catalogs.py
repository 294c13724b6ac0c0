"""XML catalogs (OASIS, 2005): where a document that is named by an address lies on this machine.

Read are `uri`, `system`, `rewriteURI`, `rewriteSystem`, `uriSuffix`, `systemSuffix`,
`delegateURI`, `delegateSystem`, `nextCatalog` and `group`, each with `xml:base`. Entries for
public identifiers are passed over, since no schema is named by one. Nothing is fetched: a catalog
on the network is not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import pathname2url

from ..errors import ReadError, VariorumError
from ..host import Host
from ..text.xml import XML_BASE, local, parse

CATALOG = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
DEEPEST = 32  # catalogs that name the next


@dataclass(slots=True)
class _Catalog:
    """The entries of one file: name or prefix, and the address that is meant."""

    exact: list[tuple[str, str]] = field(default_factory=list)
    prefixes: list[tuple[str, str]] = field(default_factory=list)
    suffixes: list[tuple[str, str]] = field(default_factory=list)
    delegates: list[tuple[str, str]] = field(default_factory=list)
    following: list[str] = field(default_factory=list)


class Catalogs:
    """Catalogs, each read once, asked one after the other."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self._read: dict[str, _Catalog] = {}

    def resolve(self, address: str, catalogs: tuple[str, ...]) -> str:
        """The path or URL that the first catalog that knows an address gives; "" if none does.

        A catalog that cannot be read knows nothing; `faults` says why.
        """
        for path in catalogs:
            found = self._asked(self.host.absolute(path), address, 0)
            if found is not None:
                return found
        return ""

    def addresses(self, path: str) -> list[tuple[str, str]]:
        """Every address that a catalog gives by its whole name, with the path or URL meant."""
        found: dict[str, str] = {}
        waiting, seen = [self.host.absolute(path)], set()
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            catalog = self._of(path)
            for name, target in catalog.exact:
                found.setdefault(name, _path(target))
            waiting += [p for target in catalog.following if (p := _path(target))]
        return list(found.items())

    def faults(self, catalogs: tuple[str, ...]) -> Iterator[tuple[str, ReadError]]:
        """Each catalog of those named, or that one of them names, that cannot be read."""
        waiting = [(path, self.host.absolute(path)) for path in catalogs]
        seen = set()
        while waiting:
            first, path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            try:
                catalog = self._of(path)
            except ReadError as error:
                yield first, error
                continue
            named = [*catalog.following, *(target for _, target in catalog.delegates)]
            waiting += [(first, _path(target)) for target in named]

    def _asked(self, path: str, address: str, depth: int) -> str | None:
        """What one catalog and those that it names say; None where they do not know."""
        if depth > DEEPEST:
            return None
        try:
            catalog = self._of(path)
        except VariorumError:
            return None
        for name, target in catalog.exact:
            if name == address:
                return _path(target)
        for start, target in _longest(catalog.prefixes):
            if address.startswith(start):
                return _path(target + address[len(start) :])
        for end, target in _longest(catalog.suffixes):
            if address.endswith(end):
                return _path(target)
        delegates = [t for start, t in _longest(catalog.delegates) if address.startswith(start)]
        for target in delegates or catalog.following:
            if (found := self._asked(_path(target), address, depth + 1)) is not None:
                return found
        return "" if delegates else None  # who delegates leaves it to these alone

    def _of(self, path: str) -> _Catalog:
        if path not in self._read:
            self._read[path] = self._parsed(path)
        return self._read[path]

    def _parsed(self, path: str) -> _Catalog:
        if "://" in path:
            raise ReadError("lies on the network", source=path, hint="keep a copy beside yours")
        root = parse(self.host.read(path), name=path).getroot()
        if local(root) != "catalog":
            raise ReadError("is not an XML catalog", source=path,
                            hint="its root is <catalog> of OASIS")  # fmt: skip
        found = _Catalog()
        _collect(root, "file://" + pathname2url(path), found)
        return found


def _collect(node: Any, base: str, found: _Catalog) -> None:
    base = urljoin(base, node.get(XML_BASE, ""))
    for entry in node.iterchildren("*"):
        if not str(entry.tag).startswith(("{" + CATALOG + "}", local(entry))):
            continue
        here = urljoin(base, entry.get(XML_BASE, ""))
        kind = local(entry)
        if kind == "group":
            _collect(entry, base, found)
        elif kind in ("uri", "system"):
            name = entry.get("name" if kind == "uri" else "systemId", "")
            found.exact.append((name, urljoin(here, entry.get("uri", ""))))
        elif kind in ("rewriteURI", "rewriteSystem"):
            start = entry.get("uriStartString") or entry.get("systemIdStartString", "")
            found.prefixes.append((start, urljoin(here, entry.get("rewritePrefix", ""))))
        elif kind in ("uriSuffix", "systemSuffix"):
            end = entry.get("uriSuffix") or entry.get("systemIdSuffix", "")
            found.suffixes.append((end, urljoin(here, entry.get("uri", ""))))
        elif kind in ("delegateURI", "delegateSystem"):
            start = entry.get("uriStartString") or entry.get("systemIdStartString", "")
            found.delegates.append((start, urljoin(here, entry.get("catalog", ""))))
        elif kind == "nextCatalog":
            found.following.append(urljoin(here, entry.get("catalog", "")))


def _longest(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Entries with the longest name first; empty names mean nothing."""
    return sorted(((n, t) for n, t in entries if n), key=lambda e: -len(e[0]))


def _path(address: str) -> str:
    """The path of a file's address; any other address as it stands."""
    parts = urlsplit(address)
    return os.path.normpath(unquote(parts.path)) if parts.scheme == "file" else address
