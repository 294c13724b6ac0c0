"""Which schemas a file is checked with, and their grammars."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..errors import ReadError, UsageError
from ..host import Host
from .nearby import Nearby, Seen, look
from .shelf import Shelf, is_url

if TYPE_CHECKING:
    from ..relaxng import Grammar

PROFILE = "profile"
_PI = re.compile(rb"<\?xml-model\s+(.*?)\?>", re.S)
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Choice:
    """A schema with which a file is checked."""

    key: str  # what tells one schema from another: a path, or "profile"
    sha256: str
    fallback: bool = False
    named: str = ""  # a schema that the file names and that is not here


@dataclass(slots=True)
class Loaded:
    """A grammar, and the files of which it was made."""

    grammar: Grammar
    asked: dict[str, Seen] = field(default_factory=dict)


class Schemas:
    """Chooses schemas and loads each once."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.shelf = Shelf(host)
        self._loaded: dict[Choice, Loaded] = {}

    def choose(self, asked: str, named: tuple[str, ...], near: Nearby) -> Choice:
        """The schema of one file: asked for, or named by the file and at hand, or the profile."""
        if asked:
            return self.asked(asked)
        for href in named:
            if entry := self.shelf.find(href):
                return Choice(self.shelf.path(entry), entry.sha256)
            if not urlsplit(href).scheme:
                path = self.host.absolute(os.path.join(near.folder, unquote(href)))
                inside = path.startswith(near.root.rstrip(os.sep) + os.sep)
                if inside and self.host.is_file(path):
                    return self._file(path)
        return Choice(PROFILE, _profile_sum(), True, named[0] if named else "")

    def asked(self, name: str) -> Choice:
        """The schema that a user names; raises a `VariorumError` where there is none."""
        if name == PROFILE:
            return Choice(PROFILE, _profile_sum())
        if self.host.is_file(name):
            return self._file(self.host.absolute(name))
        found = [entry] if (entry := self.shelf.find(name)) else self.shelf.meant(name)
        if len(found) > 1:
            choice = ", ".join(f"{e.title} {e.version} ({e.short})" for e in found)
            raise UsageError(f"{len(found)} kept schemas may be meant by {name!r}", hint=choice)
        if found:
            return Choice(self.shelf.path(found[0]), found[0].sha256)
        if is_url(name):
            raise ReadError("is not kept here", source=name, hint=f"variorum schema add {name}")
        hint = "check the path, or variorum schema list"
        raise ReadError("no such schema", source=name, hint=hint)

    def _file(self, path: str) -> Choice:
        return Choice(path, hashlib.sha256(self.host.read(path)).hexdigest())

    def load(self, choice: Choice) -> Loaded:
        """The grammar of a choice, loaded once.

        Raises `ReadError` where it cannot be used, or is a kept copy that was changed.
        """
        key = replace(choice, fallback=False, named="")
        if key not in self._loaded:
            self._loaded[key] = self._load(key)
        return self._loaded[key]

    def _load(self, choice: Choice) -> Loaded:
        from .. import relaxng as grammar
        from ..validation.profile import data

        if choice.key == PROFILE:
            return Loaded(grammar.load(data(), name="variorum-profile.rng"))
        folder = os.path.dirname(choice.key)
        if not self.shelf.sound(folder, choice.sha256):
            raise ReadError("the kept schema was changed", source=choice.key,
                            hint="add it again: variorum schema add")  # fmt: skip
        asked: dict[str, Seen] = {}

        def resolve(href: str) -> bytes:
            path = self.host.absolute(os.path.join(folder, unquote(href)))
            if not path.startswith(folder + os.sep):
                raise ReadError(f"includes {href!r}, outside its folder", source=choice.key)
            asked[path] = look(path, self.host)[0]
            return self.host.read(path)

        content = self.host.read(choice.key)
        name = os.path.basename(choice.key)
        return Loaded(grammar.load(content, name=name, resolve=resolve), asked)


def _profile_sum() -> str:
    from ..validation.profile import data

    return hashlib.sha256(data()).hexdigest()


def named_schemas(data: bytes) -> tuple[str, ...]:
    """The RELAX NG schemas that a file's `xml-model` instructions name, in order."""
    head = data[: 64 * 1024]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    found = []
    for match in _PI.finditer(head):
        text = match[1].decode("utf-8", "replace")
        pseudo = {key: a or b for key, a, b in _PSEUDO.findall(text)}
        href = pseudo.get("href", "")
        kind = pseudo.get("schematypens", "") + pseudo.get("type", "")
        if (
            "relaxng" in kind
            or "relax-ng" in kind
            or ("schematron" not in kind and href.endswith((".rng", ".rnc")))
        ):
            found.append(href)
    return tuple(dict.fromkeys(found))
