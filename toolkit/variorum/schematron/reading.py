"""Read a Schematron schema: ISO/IEC 19757-3, the older 1.5, or rules embedded in RELAX NG.

Includes are followed, abstract patterns and rules are filled in, `extends` is replaced by what it
names. What cannot be read is a `Problem` of the schema; the rest of it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from posixpath import dirname, join, normpath
from urllib.parse import urldefrag, urlsplit

from ..errors import ReadError, VariorumError
from ..text.xml import XML_ID, insert_after, parse, string
from .schema import (
    ALL,
    BINDINGS,
    DEFAULT,
    Assertion,
    Let,
    Node,
    Pattern,
    Phase,
    Place,
    Problem,
    Rule,
    Schema,
)

ISO = "http://purl.oclc.org/dsdl/schematron"
OLD = "http://www.ascc.net/xml/schematron"
XSLT = "http://www.w3.org/1999/XSL/Transform"
RELAXNG = "http://relaxng.org/ns/structure/1.0"
DEEPEST = 30  # rules that extend each other
_FILE = "{urn:variorum:schematron}file"  # on the root of what was included: where it came from
_CHAIN = "{urn:variorum:schematron}chain"  # and the includes that brought it
_TOP = ("ns", "let", "pattern", "phase", "diagnostic", "property", "key", "rule", "include")
_IN_A_RULE = ("let", "assert", "report", "extends", "include", "p", "param")
_XSLT_PARTS = ("function", "key", "variable", "param", "template", "decimal-format", "accumulator")

_SCHEMA = re.compile(
    rb"<(?:[\w.\-]+:)?schema\s[^>]*=\s*[\"'](?:%b|%b)[\"']" % (ISO.encode(), OLD.encode())
)

Resolve = Callable[[str], bytes]
"""Gives the bytes of a file by its path relative to the schema; raises `ReadError`."""


def embeds(data: bytes) -> bool:
    """May a RELAX NG schema hold rules?"""
    return ISO.encode() in data or OLD.encode() in data


def is_schematron(data: bytes) -> bool:
    """Is a file a Schematron schema, and no grammar that may hold rules?"""
    return bool(_SCHEMA.search(data[:65536]))


def load(data: bytes, *, name: str, resolve: Resolve | None = None) -> Schema:
    """Read a schema, or the rules embedded in a RELAX NG schema.

    Raises `ReadError` where it is neither, or not well-formed.
    """
    root = _modern(parse(data, name=name, huge=True).getroot())
    if root.tag not in (f"{{{ISO}}}schema", f"{{{RELAXNG}}}grammar", f"{{{RELAXNG}}}element"):
        raise ReadError(
            f"this is not a Schematron schema (its root is {root.tag.rpartition('}')[2]!r})",
            source=name,
            hint="name a .sch file, or a RELAX NG schema with embedded rules",
        )
    return _Reading(name, resolve).schema(root)


class _Reading:
    """One reading of one schema with all that it includes."""

    def __init__(self, name: str, resolve: Resolve | None) -> None:
        self.name = name
        self.resolve = resolve
        self.problems: list[Problem] = []
        self._files: dict[str, Node] = {}

    def schema(self, root: Node) -> Schema:
        embedded = root.tag != f"{{{ISO}}}schema"
        if embedded:
            self._gather_grammars(root, {self.name})
        else:
            self._include(root)
        parts = list(root.iter(*(f"{{{ISO}}}{one}" for one in _TOP)))
        patterns = [p for p in parts if _own(p) == "pattern"]
        if embedded:
            patterns = [p for p in parts if _is_pattern(p) or _stands_alone(p)]
        binding = (root.get("queryBinding") or ("xslt2" if embedded else "xslt")).strip().lower()
        if binding not in BINDINGS:
            self._problem(root, f"the query binding {binding!r} is not known",
                          f"use one of {', '.join(BINDINGS)}")  # fmt: skip
            patterns = []
        top = root.iterchildren() if not embedded else iter(parts)
        namespaces = {n.get("prefix") or "": n.get("uri") or "" for n in parts if _own(n) == "ns"}
        found = [one for p in patterns for one in self._pattern(p, root)]
        titles = root.findall(f"{{{ISO}}}title")
        return Schema(
            name=self.name,
            title=" ".join(string(titles[0]).split()) if titles else "",
            binding=binding,
            namespaces=namespaces,
            lets=tuple(self._lets(one for one in top if not _inside(one, "pattern", "phase"))),
            foreign=tuple(self._foreign(root)),
            patterns=tuple(found),
            phases=tuple(self._phase(p) for p in parts if _own(p) == "phase"),
            default_phase=root.get("defaultPhase") or ALL,
            diagnostics={d.get("id"): d for d in parts if _own(d) == "diagnostic" and d.get("id")},
            properties={d.get("id"): d for d in parts if _own(d) == "property" and d.get("id")},
            problems=tuple(self.problems),
        )

    # ---- parts --------------------------------------------------------------------------------

    def _pattern(self, node: Node, root: Node) -> Iterator[Pattern]:
        if node.get("abstract") == "true":
            return
        if node.get("documents"):
            self._problem(node, "a pattern for other documents (@documents) is not run")
            return
        if _own(node) == "rule":  # one that stands alone in a grammar
            rules, holder = [node], node
        else:
            holder = self._instance(node, root) if node.get("is-a") else node
            if holder is None:
                return
            rules = [c for c in holder if _own(c) == "rule"]
        own = self._lets(holder) if _own(holder) != "rule" else ()
        made = [self._rule(r, holder, root) for r in rules if r.get("abstract") != "true"]
        yield Pattern(node.get("id") or "", tuple(own), tuple(r for r in made if r is not None),
                      self._place(node))  # fmt: skip

    def _instance(self, node: Node, root: Node) -> Node | None:
        """A copy of the abstract pattern that a pattern names, with its parameters filled in."""
        wanted = node.get("is-a")
        found = next((p for p in root.iter(f"{{{ISO}}}pattern")
                      if p.get("id") == wanted and p.get("abstract") == "true"), None)  # fmt: skip
        if found is None:
            self._problem(node, f"there is no abstract pattern {wanted!r}")
            return None
        values = {p.get("name") or p.get("formal"): p.get("value") or p.get("actual") or ""
                  for p in node.iterchildren(f"{{{ISO}}}param")}  # fmt: skip
        for one in found.iterchildren(f"{{{ISO}}}param"):  # defaults
            values.setdefault(one.get("name"), one.get("value") or "")
        copy = deepcopy(found)
        copy.set(_FILE, self._place(found).file)
        names = "|".join(sorted(map(re.escape, filter(None, values)), key=len, reverse=True))
        if names:
            parameter = re.compile(rf"\$({names})(?![\w.\-])")
            for one in copy.iter():
                if isinstance(one.tag, str):
                    for key, value in one.items():
                        one.set(key, parameter.sub(lambda m: values[m[1]], value))
        return copy

    def _rule(self, node: Node, holder: Node, root: Node) -> Rule | None:
        context = node.get("context")
        if not context:
            self._problem(node, "a rule has no context")
            return None
        lets: list[Let] = []
        assertions: list[Assertion] = []
        self._fill(node, holder, root, lets, assertions, 0)
        return Rule(
            context, tuple(lets), tuple(assertions), self._place(node), node.get("subject") or "",
            {p: uri for p, uri in node.nsmap.items() if p},
        )  # fmt: skip

    def _fill(self, node: Node, holder: Node, root: Node, lets: list[Let],
              assertions: list[Assertion], depth: int) -> None:  # fmt: skip
        """Add what a rule holds, and what the rules that it extends hold."""
        if depth > DEEPEST:
            self._problem(node, "a rule extends itself")
            return
        for child in node.iterchildren(f"{{{ISO}}}*", f"{{{XSLT}}}variable"):
            kind = _own(child)
            if kind in ("let", "variable"):
                lets += self._lets([child])
            elif kind in ("assert", "report") and not (child.get("test") or "").strip():
                self._problem(child, f"an <{kind}> has no test")
            elif kind in ("assert", "report"):
                assertions.append(self._assertion(child, node, holder))
            elif kind == "extends" and child.get("rule"):
                wanted = child.get("rule").removeprefix("#")
                scopes = (holder, root)
                found = next((r for scope in scopes for r in scope.iter(f"{{{ISO}}}rule")
                              if r.get("id") == wanted and r is not node), None)  # fmt: skip
                if found is None:
                    self._problem(child, f"there is no rule {wanted!r} to extend")
                else:
                    self._fill(found, holder, root, lets, assertions, depth + 1)
            elif kind not in _IN_A_RULE:
                self._problem(child, f"<{kind}> is not known in a rule")

    def _assertion(self, node: Node, rule: Node, pattern: Node) -> Assertion:
        around = (node, rule, pattern)
        return Assertion(
            report=_own(node) == "report",
            test=node.get("test") or "",
            node=node,
            place=self._place(node),
            id=next((n.get("id") for n in around if n.get("id")), ""),
            role=next((n.get(k) for n in around for k in ("role", "flag") if n.get(k)), ""),
            subject=node.get("subject") or "",
            diagnostics=tuple((node.get("diagnostics") or "").split()),
            properties=tuple((node.get("properties") or "").split()),
        )

    def _lets(self, nodes: Sequence[Node] | Iterator[Node] | Node) -> Iterator[Let]:
        for node in nodes:
            if _own(node) in ("let", "variable") and node.get("name"):
                value = node.get("value") or node.get("select")
                yield Let(node.get("name"), value, node, self._place(node))

    def _phase(self, node: Node) -> Phase:
        active = [a.get("pattern") for a in node.iterchildren(f"{{{ISO}}}active")]
        return Phase(node.get("id") or "", tuple(filter(None, active)), tuple(self._lets(node)))

    def _foreign(self, root: Node) -> Iterator[Node]:
        """The functions and keys, wherever they stand outside the rules."""
        for node in root.iter(f"{{{XSLT}}}*", f"{{{ISO}}}key"):
            around = node.getparent()
            if around is None or around.tag.startswith(f"{{{XSLT}}}"):
                continue
            if _inside(node, "rule", "assert", "report", "let", "diagnostic", "property"):
                continue
            kind = _own(node)
            if node.tag.startswith(f"{{{ISO}}}"):
                yield _key(node)
            elif kind in ("include", "import", "use-package"):
                self._problem(
                    node, f"xsl:{kind} is not followed", "copy the functions into the schema"
                )
            elif kind in _XSLT_PARTS and not (kind == "template" and node.get("match")):
                yield node

    # ---- includes -----------------------------------------------------------------------------

    def _include(self, root: Node) -> None:
        """Replace every include, and every extends with an address, by what it names."""
        names = (f"{{{ISO}}}include", f"{{{ISO}}}extends")
        while (one := next((n for n in root.iter(*names) if n.get("href")), None)) is not None:
            chain = next((n.get(_CHAIN) for n in (one, *one.iterancestors()) if n.get(_CHAIN)), "")
            address = self._address(one)
            found = None
            if address in chain.split():
                self._problem(one, f"{one.get('href')!r} includes itself", "remove one include")
            else:
                found = self._named(one, address)
            if found is not None:
                parts = _own(one) == "extends" or _own(found) == "schema"
                for child in [*(found if parts else [found])][::-1]:
                    if isinstance(child.tag, str):
                        copy = deepcopy(child)
                        copy.set(_FILE, self._place(found).file)
                        copy.set(_CHAIN, f"{chain} {address}")
                        insert_after(one, copy)
            one.getparent().remove(one)

    def _address(self, node: Node) -> str:
        """What an include names: the path of the file as the schema would name it, and the id."""
        href, fragment = urldefrag(node.get("href").strip())
        here = self._place(node).file
        file = _beside(here, href) if href else here
        return f"{file}#{fragment}"

    def _named(self, node: Node, address: str) -> Node | None:
        """What an address names: an element by its id, else the root of the file."""
        file, fragment = urldefrag(address)
        if file not in self._files:
            try:
                if self.resolve is None:
                    raise ReadError("files are not read here")
                self._files[file] = _modern(parse(self.resolve(file), name=file).getroot())
            except VariorumError as error:
                self._problem(node, f"{file!r} cannot be included: {error.message}",
                              error.hint or "check the address")  # fmt: skip
                return None
            self._files[file].set(_FILE, file)
        root = self._files[file]
        if not fragment:
            return root
        found = next((e for e in root.iter("*") if fragment in (e.get("id"), e.get(XML_ID))), None)
        if found is None:
            self._problem(node, f"{file!r} has no element {fragment!r}", "check the address")
        return found

    def _gather_grammars(self, root: Node, seen: set[str]) -> None:
        """Put the rules of the grammars that a grammar includes beside its own."""
        for node in list(root.iter(f"{{{RELAXNG}}}include", f"{{{RELAXNG}}}externalRef")):
            file = _beside(self._place(node).file, urldefrag(node.get("href") or "")[0])
            if file in seen or self.resolve is None:
                continue
            seen.add(file)
            try:
                data = self.resolve(file)
            except VariorumError:
                continue  # the grammar itself says so
            if embeds(data):
                inner = _modern(parse(data, name=file, huge=True).getroot())
                inner.set(_FILE, file)
                root.append(inner)
                self._gather_grammars(inner, seen)
        self._include(root)

    def _place(self, node: Node) -> Place:
        at, line = node, int(node.sourceline or 0)
        while at is not None:
            if file := at.get(_FILE):
                return Place(file, line)
            at = at.getparent()
        return Place(self.name, line)

    def _problem(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(
            Problem(self._place(node), message, hint or "correct the schema there")
        )


def choose(schema: Schema, phase: str = DEFAULT) -> tuple[tuple[Pattern, ...], tuple[Let, ...]]:
    """The patterns of a phase, and the variables that hold in it.

    Raises `ReadError` naming the phases that there are.
    """
    name = schema.default_phase if phase in ("", DEFAULT) else phase
    if name == ALL:
        return schema.patterns, schema.lets
    chosen = next((one for one in schema.phases if one.id == name), None)
    if chosen is None:
        there = ", ".join([*(one.id for one in schema.phases), ALL, DEFAULT])
        raise ReadError(f"has no phase {name!r}", source=schema.name, hint=f"choose from {there}")
    own = {let.name for let in chosen.lets}
    kept = [let for let in schema.lets if let.name not in own]
    active = tuple(one for one in schema.patterns if one.id in chosen.active)
    return active, (*kept, *chosen.lets)


def _beside(file: str, href: str) -> str:
    """The path of a file that another names, as one would name it from the schema."""
    return href if urlsplit(href).scheme else normpath(join(dirname(file), href))


def _modern(root: Node) -> Node:
    """The same with the elements of Schematron 1.5 under the names of ISO's."""
    for node in root.iter(f"{{{OLD}}}*"):
        node.tag = f"{{{ISO}}}{_own(node)}"
    return root


def _own(node: Node) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _is_pattern(node: Node) -> bool:
    return _own(node) == "pattern"


def _stands_alone(node: Node) -> bool:
    """Is this a rule of a grammar around which there is no pattern?"""
    return _own(node) == "rule" and not _inside(node, "pattern") and node.get("abstract") != "true"


def _inside(node: Node, *names: str) -> bool:
    wanted = {f"{{{ISO}}}{one}" for one in names}
    return any(above.tag in wanted for above in node.iterancestors())


def _key(node: Node) -> Node:
    """The key of Schematron 1.5 as XSLT has it."""
    made = node.makeelement(f"{{{XSLT}}}key", nsmap=node.nsmap)
    made.set("name", node.get("name") or "")
    made.set("match", node.get("match") or node.get("path") or "*")
    made.set("use", node.get("use") or (node.get("path") if node.get("match") else ".") or ".")
    return made
