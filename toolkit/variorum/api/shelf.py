"""The shelf of schemas: copies kept with their checksums.

Nothing is fetched but by `variorum schema add URL`. The shelf is `$VARIORUM_SCHEMAS`, else the
folder `schemas` of our data. Each schema has a folder of its own, since it may include others.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import unquote, urljoin, urlsplit

from ..errors import ReadError, UsageError, VariorumError, WriteError
from ..host import Host
from .catalogs import CATALOG, Catalogs

MOST_BYTES = 64 * 1024 * 1024  # of one schema file; TEI's largest has 3 MB
MOST_FILES = 200  # of one schema with all that it includes
SECONDS = 30
SUFFIXES = (".rng", ".rnc", ".sch", ".isosch")
_INCLUDE = re.compile(
    rb"""<(?:\w+:)?(?:include|externalRef|extends)\b[^>]*?\bhref\s*=\s*["']([^"']+)["']"""
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One schema on the shelf."""

    source: str  # the URL or path it came from
    file: str  # below the shelf
    sha256: str
    title: str
    version: str
    answers: tuple[str, ...] = ()  # further addresses for which it is taken

    @property
    def short(self) -> str:
        """As much of the checksum as a person needs."""
        return self.sha256[:12]

    def __str__(self) -> str:
        name = f"{self.title} {self.version}".strip()
        also = f"  for {', '.join(self.answers)}" if self.answers else ""
        return f"{self.short}  {name}  {self.source}{also}"

    @property
    def names(self) -> tuple[str, ...]:
        """The file's name, that without its suffix, and the title, in small letters."""
        leaf = self.file.rpartition("/")[2].casefold()
        return leaf, leaf.rpartition(".")[0], self.title.casefold()


class Shelf:
    """The kept schemas of one host."""

    def __init__(self, host: Host) -> None:
        self.host = host
        own = host.environment("VARIORUM_SCHEMAS")
        self.folder = own or os.path.join(host.folder("data"), "schemas")
        self._index = os.path.join(self.folder, "index.json")
        self._entries: list[Kept] | None = None  # as they were when first asked for

    def path(self, entry: Kept) -> str:
        """Where a kept schema lies."""
        return os.path.join(self.folder, entry.file)

    def kept(self) -> list[Kept]:
        """Every schema on the shelf, the last added last; raises `ReadError` for a damaged list."""
        if self._entries is None:
            self._entries = self._read()
        return list(self._entries)

    def _read(self) -> list[Kept]:
        if not self.host.is_file(self._index):
            return []
        try:
            entries = json.loads(self.host.read(self._index))["schemas"]
            return [Kept(**{**entry, "answers": tuple(entry["answers"])}) for entry in entries]
        except (ValueError, KeyError, TypeError) as error:
            raise ReadError("the list of schemas is damaged", source=self._index,
                            hint="delete it and add the schemas again") from error  # fmt: skip

    def _write(self, entries: Sequence[Kept]) -> None:
        value = {"schemas": [asdict(entry) for entry in entries]}
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        self._make(self.folder)
        self.host.write(self._index, text.encode("utf-8"))
        self._entries = list(entries)

    def _make(self, folder: str) -> None:
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            hint = "set VARIORUM_SCHEMAS to a folder of yours"
            raise WriteError("cannot be made", source=folder, hint=hint) from error

    def add(self, source: str, answers: tuple[str, ...] = ()) -> Kept:
        """Fetch or copy a schema with all that it includes, try it, and put it on the shelf.

        The only place of the whole program that uses the network, and only for an URL.
        """
        from .. import relaxng, schematron

        self._make(self.folder)  # before the work
        files = _closure(source, self._fetcher(source))
        leaf = _leaf(source)
        room = schematron if schematron.is_schematron(files[leaf]) else relaxng
        loaded = room.load(files[leaf], name=leaf, resolve=files.__getitem__)
        digest = checksum(files)
        for name, content in files.items():
            target = os.path.join(self.folder, digest[:16], name)
            self._make(os.path.dirname(target))
            self.host.write(target, content)
        address = source if is_url(source) else self.host.absolute(source)
        new = Kept(address, f"{digest[:16]}/{leaf}", digest, loaded.title, loaded.version, answers)
        self._write([entry for entry in self.kept() if entry.source != address] + [new])
        return new

    def add_all(self, source: str, answers: tuple[str, ...] = ()) -> tuple[list[Kept], list[str]]:
        """Add a schema, all those below a folder, or all that an XML catalog names.

        Gives what was kept and, of what was not, a line each. Of a folder, a file that another
        includes is kept with that one only. Raises a `VariorumError` where nothing is kept.
        """
        if self.host.is_folder(source):
            wanted = self._below(source)
        elif not is_url(source) and self._is_catalog(source):
            wanted = self._of_catalog(source)
        else:
            return [self.add(source, answers)], []
        if answers:
            raise UsageError("file patterns belong to one schema", hint="add the schema by itself")
        kept, left = [], []
        for path, names in wanted.items():
            try:
                kept.append(self.add(path, names))
            except VariorumError as error:
                left.append(str(error))
        if not kept:
            raise ReadError("names no schema that can be kept", source=source,
                            hint=left[0] if left else f"wanted {', '.join(SUFFIXES)}")  # fmt: skip
        return kept, left

    def _below(self, folder: str) -> dict[str, tuple[str, ...]]:
        found = [p for p in self.host.files(folder) if p.lower().endswith(SUFFIXES)]
        included = {
            os.path.normpath(os.path.join(os.path.dirname(path), unquote(href.decode())))
            for path in found
            for href in _INCLUDE.findall(self.host.read(path))
        }
        return {path: () for path in found if os.path.normpath(path) not in included}

    def _is_catalog(self, path: str) -> bool:
        return self.host.is_file(path) and CATALOG.encode() in self.host.read(path)[:4096]

    def _of_catalog(self, path: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for address, target in Catalogs(self.host).addresses(path):
            if target.lower().endswith((".rng", ".rnc")):
                found[target] = (*found.get(target, ()), address)
        return found

    def meant(self, name: str) -> list[Kept]:
        """The kept schemas that a name may mean, the most exact way of naming first.

        By the whole address, title or file name; by the file name without its suffix or its
        version (`tei_all`); by how the title or the checksum begins.
        """
        low = name.casefold()
        ways: tuple[Callable[[Kept], bool], ...] = (
            lambda e: name in (e.source, e.title, *e.answers),
            lambda e: low in e.names,
            lambda e: len(name) >= 4 and e.sha256.startswith(low),
            lambda e: len(name) >= 3 and any(n.startswith(low) for n in e.names),
        )
        every = self.kept()
        return next((found for way in ways if (found := [e for e in every if way(e)])), [])

    def remove(self, name: str) -> Kept:
        """Take a schema off the shelf, by its source, its title or the start of its checksum."""
        found = self.meant(name)
        if len(found) != 1:
            what = "no schema" if not found else f"{len(found)} schemas"
            raise UsageError(
                f"{what} {name!r} on the shelf", hint="variorum schema list shows them"
            )
        (gone,) = found
        rest = [entry for entry in self.kept() if entry != gone]
        self._write(rest)
        if not any(entry.file == gone.file for entry in rest):
            shutil.rmtree(os.path.dirname(self.path(gone)), ignore_errors=True)
        return gone

    def find(self, address: str) -> Kept | None:
        """The kept copy of an address, if there is one; of several the last added."""
        wanted = _same(address)
        for entry in reversed(self.kept()):
            if wanted in {_same(a) for a in (entry.source, *entry.answers)}:
                return entry
        return None

    def holds(self, folder: str) -> bool:
        """Does a folder belong to the shelf?"""
        return self.host.absolute(folder).startswith(self.host.absolute(self.folder) + os.sep)

    def sound(self, folder: str, digest: str) -> bool:
        """Is a kept copy still what was added?"""
        return digest == checksum({
            os.path.relpath(path, folder).replace("\\", "/"): self.host.read(path)
            for path in self.host.files(folder)
        })  # fmt: skip

    def _fetcher(self, source: str) -> Callable[[str], bytes]:
        if is_url(source):
            return _download
        folder = os.path.dirname(self.host.absolute(source))

        def read(name: str) -> bytes:
            path = source if name == _leaf(source) else os.path.join(folder, name)
            data = self.host.read(path)
            if len(data) > MOST_BYTES:
                raise ReadError(f"is larger than {MOST_BYTES >> 20} MB", source=path)
            return data

        return read


def checksum(files: dict[str, bytes]) -> str:
    """The checksum of a schema with all its files, in the order of their names."""
    return hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()


def _same(address: str) -> str:
    """An address without what makes no difference."""
    bare = re.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/")
    return bare.replace("tei-c.org/release/xml/tei/custom/schema/", "tei-c.org/vault/current/")


def _closure(source: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """A schema and what it includes, by paths relative to it that stay within its folder."""
    files: dict[str, bytes] = {}
    waiting = [_leaf(source)]
    while waiting:
        name = waiting.pop()
        if name in files:
            continue
        if len(files) >= MOST_FILES:
            raise ReadError(f"includes more than {MOST_FILES} files", source=source)
        files[name] = read(urljoin(source, name) if is_url(source) else name)
        for match in _INCLUDE.finditer(files[name]):
            href = match[1].decode("utf-8", "replace").partition("#")[0]
            joined = os.path.normpath(os.path.join(os.path.dirname(name), unquote(href)))
            if is_url(href) or joined.startswith(("..", "/")):
                raise ReadError(
                    f"includes {href!r}, which lies outside its folder",
                    source=source,
                    hint="flatten the schema into one file first",
                )
            waiting.append(joined.replace("\\", "/"))
    return files


def _download(url: str) -> bytes:
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    from .._version import __version__

    try:
        request = Request(url, headers={"User-Agent": f"variorum/{__version__}"})
        with urlopen(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(MOST_BYTES + 1)
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise ReadError(f"cannot be fetched ({reason})", source=url,
                        hint="download it yourself and add the file") from error  # fmt: skip
    if len(data) > MOST_BYTES:
        raise ReadError(f"is larger than {MOST_BYTES >> 20} MB", source=url)
    return data


def is_url(source: str) -> bool:
    """Is this an address on the network?"""
    return urlsplit(source).scheme in ("http", "https")


def _leaf(source: str) -> str:
    path = urlsplit(source).path if is_url(source) else source
    leaf = os.path.basename(path) or "schema.rng"
    return re.sub(r"[^\w.\-]", "_", leaf).lstrip(".") or "schema.rng"
