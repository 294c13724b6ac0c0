"""A schema compiled: all of it at once, or without the parts that Saxon refuses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..text.xml import parse
from ..validation import Document
from .saxon import NO_DOCUMENT, Broken, Fetch, Saxon, saxon, without_place
from .schema import Assertion, Let, Node, Pattern, Place, Problem, Schema
from .stylesheet import Declared, Part, Writer, parts, writes

_KEPT = 100  # documents that rules asked for and that are kept for the next file
_UNDECLARED = re.compile(r"Variable \$(\S+) has not been declared")


@dataclass(slots=True)
class Said:
    """What the rules said of one document: the assertions that struck, what could not be run."""

    hits: list[tuple[Assertion, Any]]
    problems: list[Problem]


class Compiled:
    """What can be run of some patterns of a schema, and what of it cannot."""

    def __init__(self, schema: Schema, patterns: Sequence[Pattern], lets: Sequence[Let],
                 base: str) -> None:  # fmt: skip
        self.engine = saxon()
        self._writer = Writer(schema, patterns, lets, base)
        self._parts = parts(patterns)
        self._documents: dict[str, Any] = {}
        self._trials: dict[tuple[Node, ...], Any] = {}
        self._whole = _Compiling(schema, self.engine, self._writer, self._parts, [])
        self._without: dict[tuple[Declared, ...], _Compiling] = {}
        self._schema = schema

    def run(self, document: Document, address: str, fetch: Fetch) -> Said:
        """Run all that can be run over a document; raises `Broken` where nothing can."""
        if len(self._documents) > _KEPT:
            self._documents.clear()
        node = self.engine.parse(_bare(document), address)
        way = self._whole
        found = self._said(way.executable, node, fetch)
        if any(hit.get("rule") for hit in found) and (bad := self._failing(way, node, fetch)):
            key = tuple(bad)
            if key not in self._without:
                self._without[key] = _Compiling(
                    self._schema, self.engine, self._writer, self._parts, list(bad.items())
                )
            way = self._without[key]
            found = self._said(way.executable, node, fetch)
        hits: list[tuple[Assertion, Any]] = []
        broken: dict[Place, Problem] = {}
        for hit in found:
            if hit.tag == "hit":
                hits.append((way.assertion(hit), hit))
            else:
                problem = _failed(hit, way.place(hit))
                broken.setdefault(problem.place, problem)
        return Said(hits, [*way.problems, *broken.values()])

    def _said(self, executable: Any, node: Any, fetch: Fetch) -> list[Any]:
        said = self.engine.run(executable, node, self._documents, fetch)
        return list(parse(said.encode(), name="Saxon's answer", huge=True).getroot())

    def _failing(self, way: _Compiling, node: Any, fetch: Fetch) -> dict[Declared, str]:
        """The variables that cannot be worked out for a document, each with the reason."""
        if way.trial is None:
            way.trial = self.engine.compile(self._writer.trial(way.lets, way.foreign))
        failed: dict[int, str] = {}
        for one in self._said(way.trial, node, fetch):
            if one.tag == "broken":
                failed.setdefault(int(one.get("let")), without_place(one.text or ""))
        return {way.lets[n]: reason for n, reason in failed.items()}


def _failed(said: Any, place: Place) -> Problem:
    """Why a part failed at run time."""
    reason = without_place(said.text or "")
    return Problem(place, reason or f"it failed ({said.get('code')})", _remedy(reason))


def _remedy(reason: str) -> str:
    if NO_DOCUMENT in reason:
        return "ask for each by document()"
    if "network" in reason:
        return "keep a copy beside the schema and name that"
    return "correct the rule"


class _Compiling:
    """One compilation, without the variables that are known to fail."""

    def __init__(self, schema: Schema, engine: Saxon, writer: Writer, every: list[Part],
                 failing: Sequence[tuple[Declared, str]]) -> None:  # fmt: skip
        self.schema = schema
        self.engine = engine
        self.writer = writer
        self.parts = every
        bad = [one for one, _ in failing]
        self.lets: list[Declared] = [one for one in writer.declared if one not in bad]
        self.foreign: list[Node] = []
        self.problems: list[Problem] = []
        self.trial: Any = None
        self._reasons: dict[str, str] = {}  # of variables that are left out, by name
        for (_, let), reason in failing:
            self._reasons[let.name] = reason
        for node in schema.foreign:
            if writes(node):
                self._refused(self._at(node), "xsl:result-document would write a file")
            else:
                self.foreign.append(node)
        try:
            self.executable = self._compile(self.parts)
        except Broken:
            self._declarations()
            self.parts = self._sound(self.parts)
            self.executable = self._compile(self.parts)
        self._numbered = {n: one for part in self.parts for n, one in part.assertions}
        self._rules = {part.number: part.rule for part in self.parts}

    def assertion(self, hit: Any) -> Assertion:
        """The assertion that struck."""
        return self._numbered[int(hit.get("n"))]

    def place(self, broken: Any) -> Place:
        """Where a part stands that failed."""
        if broken.get("rule") is not None:
            return self._rules[int(broken.get("rule"))].place
        return self.assertion(broken).place

    def _compile(self, chosen: Sequence[Part]) -> Any:
        return self.engine.compile(self.writer.stylesheet(chosen, self.lets, self.foreign))

    def _declarations(self) -> None:
        """Leave out the variables and functions that are broken in themselves."""
        every: list[Declared | Node] = [*self.foreign, *self.lets]
        if self._broken(every) is None:
            return
        for i, one in enumerate(every):
            others = [*every[:i], *every[i + 1 :]]
            if self._broken(others) is None:
                self._left_out(one, every)
                self._declare(others)
                return
        kept: list[Declared | Node] = []
        more = True
        while more:  # one may use another that stands after it
            more = False
            for one in every:
                if one not in kept and self._broken([*kept, one]) is None:
                    kept.append(one)
                    more = True
        for one in every:
            if one not in kept:
                self._left_out(one, [*kept, one])
        self._declare(kept)

    def _declare(self, chosen: Sequence[Declared | Node]) -> None:
        self.lets = [one for one in chosen if isinstance(one, tuple)]
        self.foreign = [one for one in chosen if not isinstance(one, tuple)]

    def _broken(self, chosen: Sequence[Declared | Node]) -> str | None:
        """Why declarations cannot be compiled; None where they can."""
        lets = [one for one in chosen if isinstance(one, tuple)]
        foreign = [one for one in chosen if not isinstance(one, tuple)]
        try:
            self.engine.compile(self.writer.trial(lets, foreign))
        except Broken as error:
            return str(error)
        return None

    def _left_out(self, one: Declared | Node, among: Sequence[Declared | Node]) -> None:
        reason = self._broken(among) or "it is broken"
        if isinstance(one, tuple):
            let = one[1]
            self._reasons[let.name] = f"the variable {let.name!r} is broken: {reason}"
            self._refused(let.place, self._reasons[let.name])
            return
        kind, name = one.tag.rpartition("}")[2], one.get("name")
        self._refused(self._at(one), f"xsl:{kind} {name!r} is broken: {reason}")

    def _at(self, node: Node) -> Place:
        return Place(self.schema.name, int(node.sourceline or 0))

    def _sound(self, chosen: list[Part]) -> list[Part]:
        """The rules that can be compiled; the others become problems."""
        if not chosen:
            return []
        try:
            self._compile(chosen)
            return chosen
        except Broken:
            pass
        if len(chosen) > 1:
            half = len(chosen) // 2
            return self._sound(chosen[:half]) + self._sound(chosen[half:])
        return self._sound_assertions(chosen[0])

    def _sound_assertions(self, part: Part) -> list[Part]:
        """A rule without the assertions that are broken; nothing, if it is so itself."""
        try:
            self._compile([replace(part, assertions=())])
        except Broken as error:
            self._refused(part.rule.place, f"its context or a variable is broken: {error}",
                          str(error))  # fmt: skip
            return []
        kept = []
        for numbered in part.assertions:
            try:
                self._compile([replace(part, assertions=(numbered,))])
                kept.append(numbered)
            except Broken as error:
                test = " ".join(numbered[1].test.split())
                self._refused(numbered[1].place, f"{test!r} is broken: {error}")
        return [replace(part, assertions=tuple(kept))]

    def _refused(self, place: Place, message: str, error: str = "") -> None:
        """Note a problem; where a variable that was left out is its cause, with that one's."""
        missing = _UNDECLARED.search(error or message)
        if missing and (cause := self._reasons.get(missing[1].rpartition("}")[2])):
            message = cause
        self.problems.append(Problem(place, message, _remedy(message)))


def _bare(document: Document) -> str:
    """A document as text, without its DOCTYPE, which Saxon's parser would follow."""
    from lxml import etree

    root = document.root
    before = [*root.itersiblings(preceding=True)][::-1]
    nodes = [*before, root, *root.itersiblings()]
    return "".join(etree.tostring(n, encoding="unicode", with_tail=False) for n in nodes)
