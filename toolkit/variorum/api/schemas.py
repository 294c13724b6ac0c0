"""Which schemas a file is checked with, and their grammars."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ..errors import ReadError, UsageError, VariorumError
from ..host import Host
from ..schematron import is_schematron
from ..validation import Missing
from .catalogs import Catalogs
from .nearby import Nearby, Seen, look, unchanged
from .shelf import Shelf, is_url

if TYPE_CHECKING:
    from ..relaxng import Grammar
    from .checks import Checks
    from .other_schemas import OtherSchema

PROFILE = "profile"
_PI = re.compile(r"<\?(xml-model|oxygen)\s+(.*?)\?>", re.S)
_XSI = re.compile(  # how a file names a W3C XML Schema: namespaces with addresses, or one address
    r"""<[^<>]*\sxsi:(?:(schemaLocation)|noNamespaceSchemaLocation)\s*=\s*(?:"([^"]*)"|'([^']*)')"""
)
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OTHER = {".xsd": "a W3C XML Schema", ".dtd": "a DTD", ".odd": "an ODD", ".sch": "a Schematron",
          ".isosch": "a Schematron"}  # fmt: skip
_MARKS = (
    (re.compile(rb"<(?:\w+:)?schema\b[^>]*www\.w3\.org/2001/XMLSchema[\"']"), "a W3C XML Schema"),
    (re.compile(rb"<schemaSpec[\s>]"), "an ODD"),
    (re.compile(rb"<(?:\w+:)?TEI[\s>]"), "a TEI file"),
    (re.compile(rb"<!(?:ELEMENT|ENTITY|ATTLIST)\s"), "a DTD"),
)
RUN_BY_LIBXML2 = ("a W3C XML Schema", "a DTD")
_REMEDIES = {
    "a W3C XML Schema": "name the RELAX NG schema (.rng), or give this one with the option schema",
    "a DTD": "name the RELAX NG schema (.rng), or give this one with the option schema",
    "an ODD": "make a RELAX NG schema (.rng) of it first, with Roma or TEI's stylesheets",
    "a TEI file": "name the project's RELAX NG schema (.rng)",
    "a Schematron": "give the RELAX NG schema as schema and this as schematron",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a file says of its schemas: addresses in order."""

    grammars: tuple[str, ...] = ()  # of RELAX NG, and of kinds that are not run
    schematron: tuple[tuple[str, str], ...] = ()  # each with the phase that is asked for, or ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A schema with which a file is checked."""

    key: str  # what tells one schema from another: a path, or "profile"
    sha256: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The schemas of a file, those that were asked for and are not run, and why the profile is."""

    choices: tuple[Choice, ...]
    missing: tuple[Missing, ...] = ()
    fallback: bool = False
    others: tuple[Choice, ...] = ()  # in other languages, which libxml2 runs


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
        self.catalogs = Catalogs(host)
        self._files: dict[str, Choice] = {}
        self._asked: dict[str, Choice] = {}
        self._rules: dict[str, bool] = {}
        self._loaded: dict[Choice, Loaded | VariorumError] = {}
        self._others: dict[Choice, OtherSchema] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What another process is given: a grammar is loaded there again."""
        return {**self.__dict__, "_loaded": {}, "_others": {}}

    def renewed(self, host: Host) -> Schemas:
        """The same anew: every file is looked at again, what has not changed is not built again."""
        fresh = Schemas(host)
        fresh._loaded = {
            choice: one
            for choice, one in self._loaded.items()
            if isinstance(one, Loaded) and unchanged(one.asked, host)
        }
        return fresh

    def choose(self, checks: Checks, named: Named, near: Nearby) -> Chosen:
        """The schemas of one file: those asked for, or all that it names, or the profile.

        One that is not at hand, or is no usable RELAX NG, is among the missing, with the reason.
        """
        choices: dict[Choice, None] = {}
        others: dict[Choice, None] = {}
        missing = []
        asked = [name for name in checks.schema if not self.is_schematron(name)]
        for name in asked or named.grammars:
            try:
                choice = self.asked(name) if asked else self._of_file(name, checks, near)
                if asked and self.other_kind(name):
                    self.other(name)
                    others[choice] = None
                    continue
                self.load(choice)
                choices[choice] = None
            except VariorumError as error:
                missing.append(Missing(name, error.message, error.hint, bool(asked)))
        if choices or others:
            return Chosen(tuple(choices), tuple(missing), others=tuple(others))
        return Chosen((Choice(PROFILE, _profile_sum()),), tuple(missing), True)

    def asked(self, name: str) -> Choice:
        """The schema that a user names; raises a `VariorumError` where there is none."""
        if name not in self._asked:
            self._asked[name] = self._find(name)
        return self._asked[name]

    def _find(self, name: str) -> Choice:
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

    def other_kind(self, name: str) -> str:
        """What a schema that a user names is, if libxml2 is to run it; else empty."""
        if name == PROFILE:
            return ""
        key = self.asked(name).key
        if not self.host.is_file(key):
            return ""  # who loads it says so
        kind = kind_of(os.path.basename(key), self.host.read(key))
        return kind if kind in RUN_BY_LIBXML2 else ""

    def other(self, name: str) -> OtherSchema:
        """Such a schema, loaded once; raises `ReadError` where it cannot be used."""
        from .other_schemas import OtherSchema

        choice = self.asked(name)
        if choice not in self._others:
            self._others[choice] = OtherSchema(choice.key, self.other_kind(name))
        return self._others[choice]

    def others(self, chosen: Chosen) -> list[OtherSchema]:
        """Those of a file."""
        return [self.other(one.key) for one in chosen.others]

    def is_schematron(self, name: str) -> bool:
        """Is what a user names as a schema Schematron, not a grammar?"""
        if name not in self._rules:
            try:
                said = name != PROFILE and is_schematron(self.host.read(self.asked(name).key))
            except VariorumError:
                said = False  # who asks for it next says so
            self._rules[name] = said
        return self._rules[name]

    def _of_file(self, href: str, checks: Checks, near: Nearby) -> Choice:
        """The grammar that a file names."""
        if kind := _OTHER.get(os.path.splitext(href)[1].lower(), ""):
            raise ReadError(f"it is {kind}, not RELAX NG", hint=_REMEDIES[kind])
        return self.located(href, checks, near)

    def located(self, href: str, checks: Checks, near: Nearby) -> Choice:
        """The schema that a file names, through the catalogs, the shelf, or at its path.

        Raises `ReadError` with the reason where it is not at hand.
        """
        if target := self.catalogs.resolve(href, checks.catalog):
            if not urlsplit(target).scheme:
                if not self.host.is_file(target):
                    raise ReadError(f"the catalog gives {target}, and there is no such file",
                                    hint="correct the catalog")  # fmt: skip
                return self._file(self.host.absolute(target))
            href = target
        if entry := self.shelf.find(href):
            return Choice(self.shelf.path(entry), entry.sha256)
        if urlsplit(href).scheme:
            hint = f"variorum schema add {href}, or use the option schema"
            raise ReadError("it is not kept here", hint=hint)
        path = self.host.absolute(os.path.join(near.folder, unquote(href)))
        if not path.startswith(near.root.rstrip(os.sep) + os.sep):
            hint = "the option root names a wider one"
            raise ReadError("it lies outside the project's folder", hint=hint)
        if not self.host.is_file(path):
            raise ReadError(
                "there is no such file",
                hint="correct the path, or use the option schema",
            )
        return self._file(path)

    def _file(self, path: str) -> Choice:
        if path not in self._files:
            digest = hashlib.sha256(self.host.read(path)).hexdigest()
            self._files[path] = Choice(path, digest)
        return self._files[path]

    def load(self, choice: Choice) -> Loaded:
        """The grammar of a choice, loaded once.

        Raises `ReadError` where it cannot be used, or is a kept copy that was changed or deleted.
        """
        if choice not in self._loaded:
            try:
                self._loaded[choice] = self._load(choice)
            except VariorumError as error:
                self._loaded[choice] = error
        found = self._loaded[choice]
        if isinstance(found, VariorumError):
            raise found
        return found

    def _load(self, choice: Choice) -> Loaded:
        from .. import relaxng as grammar
        from ..validation.profile import data

        if choice.key == PROFILE:
            return Loaded(grammar.load(data(), name="variorum-profile.rng"))
        folder = os.path.dirname(choice.key)
        if self.shelf.holds(folder):
            again = "add it again: variorum schema add"
            if not self.host.is_file(choice.key):
                raise ReadError("the kept schema was deleted", source=choice.key, hint=again)
            if not self.shelf.sound(folder, choice.sha256):
                raise ReadError("the kept schema was changed", source=choice.key, hint=again)
        asked: dict[str, Seen] = {}

        def resolve(href: str) -> bytes:
            path = self.host.absolute(os.path.join(folder, unquote(href)))
            if not path.startswith(folder + os.sep):
                raise ReadError(f"includes {href!r}, outside its folder", source=choice.key)
            asked[path] = look(path, self.host)[0]
            return self.host.read(path)

        content = self.host.read(choice.key)
        name = os.path.basename(choice.key)
        if kind := kind_of(name, content):
            raise ReadError(f"is {kind}, not RELAX NG", source=choice.key, hint=_REMEDIES[kind])
        return Loaded(grammar.load(content, name=name, resolve=resolve), asked)


def kind_of(name: str, data: bytes) -> str:
    """What a schema is if it is not RELAX NG ("a DTD"); empty where it may be."""
    head = data[:4096]
    if b"relaxng.org/ns/structure" in head:
        return ""
    if is_schematron(data):
        return "a Schematron"
    by_name = _OTHER.get(os.path.splitext(name)[1].lower(), "")
    for mark, kind in _MARKS:
        if mark.search(data if kind == "an ODD" else head):
            return by_name if kind == "a TEI file" and by_name else kind
    return by_name


@cache
def _profile_sum() -> str:
    from ..validation.profile import data

    return hashlib.sha256(data()).hexdigest()


def named(head: str) -> Named:
    """The schemas that a file names in its head: by `xml-model`, or by oXygen's instructions.

    One that `xsi:schemaLocation` names counts where there is no other.
    """
    grammars: list[str] = []
    schematron: list[tuple[str, str]] = []
    for kind, href, phase in _instructions(head):
        if kind == "schematron":
            schematron.append((href, phase))
        else:
            grammars.append(href)
    if not grammars and (located := _XSI.search(head)):
        grammars = (located[2] or located[3]).split()[1 if located[1] else 0 :: 2]
    return Named(tuple(dict.fromkeys(grammars)), tuple(dict.fromkeys(schematron)))


def _instructions(text: str) -> Iterator[tuple[str, str, str]]:
    """The kind, the address and the phase of each schema that is named, in order."""
    for target, content in _PI.findall(text):
        pseudo = {key: a or b for key, a, b in _PSEUDO.findall(content)}
        if target == "oxygen":
            if href := pseudo.get("RNGSchema"):
                yield "grammar", href, ""
            if href := pseudo.get("SCHSchema"):
                yield "schematron", href, ""
        elif href := pseudo.get("href", ""):
            said = pseudo.get("schematypens", "") + pseudo.get("type", "")
            suffix = os.path.splitext(href.partition("#")[0])[1].lower()
            rules = "schematron" in said or "ascc.net" in said or suffix in (".sch", ".isosch")
            kind = "schematron" if rules and "relax" not in said else "grammar"
            yield kind, href, pseudo.get("phase", "")
