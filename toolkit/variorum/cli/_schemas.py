"""The shelf of schemas: kept copies with their checksums, and which of them a file asks for.

Nothing is fetched but by `variorum schema add URL`. The shelf is `$VARIORUM_SCHEMAS`, else
`$XDG_DATA_HOME/variorum/schemas`. Each schema has a folder of its own, since it may include others.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from ..errors import ReadError, UsageError, WriteError

if TYPE_CHECKING:
    from ..relaxng import Grammar

MOST_BYTES = 64 * 1024 * 1024  # of one schema file; TEI's largest has 3 MB
MOST_FILES = 200  # of one schema with all that it includes
SECONDS = 30
PROFILE = "profile"
_INCLUDE = re.compile(
    rb"""<(?:\w+:)?(?:include|externalRef)\b[^>]*?\bhref\s*=\s*["']([^"']+)["']"""
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
        return self.sha256[:12]


def shelf() -> Path:
    """The folder of the shelf, whether or not it exists."""
    if own := os.environ.get("VARIORUM_SCHEMAS"):
        return Path(own)
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local/share")
    return Path(data) / "variorum" / "schemas"


def kept() -> list[Kept]:
    """Every schema on the shelf; raises `ReadError` where its list is damaged."""
    index = shelf() / "index.json"
    if not index.exists():
        return []
    try:
        entries = json.loads(index.read_text("utf-8"))["schemas"]
        return [Kept(**{**entry, "answers": tuple(entry["answers"])}) for entry in entries]
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(
            "the list of schemas is damaged", source=str(index), hint="delete it and add them again"
        ) from error


def _write(entries: list[Kept]) -> None:
    folder = shelf()
    folder.mkdir(parents=True, exist_ok=True)
    fields = ("source", "file", "sha256", "title", "version", "answers")
    value = {"schemas": [{f: getattr(entry, f) for f in fields} for entry in entries]}
    part = folder / f".index.{os.getpid()}.part"
    part.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(part, folder / "index.json")


def add(source: str, answers: tuple[str, ...] = ()) -> Kept:
    """Fetch or copy a schema with all that it includes, try it, and put it on the shelf.

    The only place of the whole program that uses the network, and only for an URL.
    """
    read = _fetcher(source)
    files = _closure(source, read)
    data = files[_leaf(source)]
    from .. import relaxng as grammar

    loaded = grammar.load(data, name=_leaf(source), resolve=files.__getitem__)
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()
    folder = shelf() / digest[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    address = source if _is_url(source) else os.path.abspath(source)
    new = Kept(address, f"{digest[:16]}/{_leaf(source)}", digest, loaded.title, loaded.version,
               answers)  # fmt: skip
    _write([entry for entry in kept() if entry.source != address] + [new])
    return new


def meant(name: str) -> list[Kept]:
    """The kept schemas that a name may mean, the most exact way of naming first.

    By the whole address, title or file name; by the file name without its suffix or its version
    (`tei_all`); by how the title or the checksum begins.
    """
    low = name.casefold()
    ways: tuple[Callable[[Kept], bool], ...] = (
        lambda e: name in (e.source, e.title, *e.answers),
        lambda e: low in _names(e),
        lambda e: len(name) >= 4 and e.sha256.startswith(low),
        lambda e: len(name) >= 3 and any(n.startswith(low) for n in _names(e)),
    )
    every = kept()
    return next((found for way in ways if (found := [e for e in every if way(e)])), [])


def _names(entry: Kept) -> tuple[str, ...]:
    leaf = entry.file.rpartition("/")[2].casefold()
    return leaf, leaf.rpartition(".")[0], entry.title.casefold()


def remove(name: str) -> Kept:
    """Take a schema off the shelf, by its source, its title or the beginning of its checksum."""
    entries = kept()
    found = meant(name)
    if len(found) != 1:
        what = "no schema" if not found else f"{len(found)} schemas"
        raise UsageError(f"{what} {name!r} on the shelf", hint="variorum schema list shows them")
    rest = [e for e in entries if e is not found[0]]
    _write(rest)
    if not any(e.file == found[0].file for e in rest):
        shutil.rmtree(shelf() / found[0].file.partition("/")[0], ignore_errors=True)
    return found[0]


def _closure(source: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """A schema and what it includes, by paths relative to it that stay within its folder."""
    base = source if _is_url(source) else Path(source).name
    files: dict[str, bytes] = {}
    waiting = [_leaf(source)]
    while waiting:
        name = waiting.pop()
        if name in files:
            continue
        if len(files) >= MOST_FILES:
            raise ReadError(f"includes more than {MOST_FILES} files", source=source)
        files[name] = read(urljoin(base, name) if _is_url(source) else name)
        for match in _INCLUDE.finditer(files[name]):
            href = match[1].decode("utf-8", "replace").partition("#")[0]
            joined = os.path.normpath(os.path.join(os.path.dirname(name), unquote(href)))
            if _is_url(href) or joined.startswith(("..", "/")):
                raise ReadError(
                    f"includes {href!r}, which lies outside its folder",
                    source=source,
                    hint="flatten the schema into one file first",
                )
            waiting.append(joined.replace("\\", "/"))
    return files


def _fetcher(source: str) -> Callable[[str], bytes]:
    if _is_url(source):
        return _download
    folder = os.path.dirname(os.path.abspath(source))

    def read(name: str) -> bytes:
        from ._io import read_bytes

        path = source if name == _leaf(source) else os.path.join(folder, name)
        data = read_bytes(path)
        if len(data) > MOST_BYTES:
            raise ReadError(f"is larger than {MOST_BYTES >> 20} MB", source=path)
        return data

    return read


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


def _is_url(source: str) -> bool:
    return urlsplit(source).scheme in ("http", "https")


def _leaf(source: str) -> str:
    path = urlsplit(source).path if _is_url(source) else source
    leaf = os.path.basename(path) or "schema.rng"
    return re.sub(r"[^\w.\-]", "_", leaf).lstrip(".") or "schema.rng"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which schema a file is checked with."""

    key: str  # what tells one schema from another: a path, or "profile"
    sha256: str
    fallback: bool = False
    named: str = ""  # a schema that the file names and that is not here


def _same(address: str) -> str:
    """An address without what makes no difference."""
    bare = re.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/")
    return bare.replace("tei-c.org/release/xml/tei/custom/schema/", "tei-c.org/vault/current/")


def find(address: str) -> Kept | None:
    """The kept copy of an address, if there is one; of several the last added."""
    wanted = _same(address)
    for entry in reversed(kept()):
        if wanted in {_same(a) for a in (entry.source, *entry.answers)}:
            return entry
    return None


def choose(asked: str | None, named: tuple[str, ...], folder: str, root: str) -> Choice:
    """The schema for one file: asked for, or named by the file and at hand, or the profile."""
    if asked:
        return _asked(asked)
    for href in named:
        if entry := find(href):
            return Choice(str(shelf() / entry.file), entry.sha256)
        if not urlsplit(href).scheme:
            path = os.path.realpath(os.path.join(folder, unquote(href)))
            if path.startswith(os.path.realpath(root) + os.sep) and os.path.isfile(path):
                return _file(path)
    return Choice(PROFILE, _profile_sum(), True, named[0] if named else "")


def _asked(asked: str) -> Choice:
    if asked == PROFILE:
        return Choice(PROFILE, _profile_sum())
    if os.path.isfile(asked):
        return _file(os.path.realpath(asked))
    found = [entry] if (entry := find(asked)) else meant(asked)
    if len(found) > 1:
        choice = ", ".join(f"{e.title} {e.version} ({e.short})" for e in found)
        raise UsageError(f"{len(found)} kept schemas may be meant by {asked!r}", hint=choice)
    entry = found[0] if found else None
    if entry:
        return Choice(str(shelf() / entry.file), entry.sha256)
    if _is_url(asked):
        raise ReadError("is not kept here", source=asked, hint=f"variorum schema add {asked}")
    raise ReadError("no such schema", source=asked, hint="check the path, or variorum schema list")


def _file(path: str) -> Choice:
    with open(path, "rb") as stream:
        return Choice(path, hashlib.sha256(stream.read()).hexdigest())


def _profile_sum() -> str:
    from ..validation.profile import data

    return hashlib.sha256(data()).hexdigest()


def load(choice: Choice) -> Grammar:
    """The grammar of a choice; raises `ReadError` where it cannot be used or was tampered with."""
    from .. import relaxng as grammar
    from ..validation.profile import data

    if choice.key == PROFILE:
        return grammar.load(data(), name="variorum-profile.rng")
    from ._io import read_bytes

    folder = os.path.dirname(choice.key)
    content = read_bytes(choice.key)
    _verify(choice, folder, content)

    def resolve(href: str) -> bytes:
        path = os.path.realpath(os.path.join(folder, unquote(href)))
        if not path.startswith(os.path.realpath(folder) + os.sep):
            raise ReadError(f"includes {href!r}, outside its folder", source=choice.key)
        return read_bytes(path)

    return grammar.load(content, name=os.path.basename(choice.key), resolve=resolve)


def _verify(choice: Choice, folder: str, content: bytes) -> None:
    """A kept copy must still be what was added."""
    if not os.path.realpath(folder).startswith(os.path.realpath(shelf()) + os.sep):
        return
    parts = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            parts[str(path.relative_to(folder)).replace("\\", "/")] = path.read_bytes()
    digest = hashlib.sha256(b"".join(parts[name] for name in sorted(parts))).hexdigest()
    if digest != choice.sha256:
        raise ReadError("the kept schema was changed", source=choice.key,
                        hint="add it again: variorum schema add")  # fmt: skip


def check_writable() -> None:
    """Fail early where the shelf cannot be written."""
    folder = shelf()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError("the shelf cannot be made", source=str(folder),
                         hint="set VARIORUM_SCHEMAS to a folder of yours") from error  # fmt: skip
