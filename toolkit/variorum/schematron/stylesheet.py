"""Schematron as XSLT 3: one template a rule, tried in order; the nodes are visited in one pass.

For each node the templates that match it follow each other by `xsl:next-match`, the rule that
stands first having the highest priority; the patterns of which a rule has matched are handed on,
so that no later rule of them is applied. What fails while it runs is caught where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ..text.xml import pieces, string, tree_tail
from .reading import ISO, XSLT
from .schema import Assertion, Let, Node, Pattern, Rule, Schema

OWN = "urn:variorum:schematron"
WANTED = "variorum wants "  # begins the message of a stylesheet that asks for a document
ABSENT, REFUSED = "-", "!"  # begin the reason why a document is not to be had
_SCHEMA = "http://www.w3.org/2001/XMLSchema"
_ERROR = "http://www.w3.org/2005/xqt-errors"
_INTEGERS = f"Q{{{_SCHEMA}}}integer*"
_USUAL = {  # prefixes that rules use without declaring them
    "xs": "http://www.w3.org/2001/XMLSchema",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "fn": "http://www.w3.org/2005/xpath-functions",
    "map": "http://www.w3.org/2005/xpath-functions/map",
    "array": "http://www.w3.org/2005/xpath-functions/array",
    "math": "http://www.w3.org/2005/xpath-functions/math",
    "tei": "http://www.tei-c.org/ns/1.0",
    "xi": "http://www.w3.org/2001/XInclude",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "sch": ISO,
    "xsl": XSLT,
}
_TOKEN = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')|(?P<comment>\(:)|(?P<variable>\$\s*(?P<name>[\w.\-]+)(?!:))"""
    r"""|(?P<call>(?:fn:)?(?P<function>document|doc-available|doc)\s*\()"""
    r"""|Q\{[^}]*\}[\w.\-]+|[\w.\-]+(?::[\w.\-]+)?|\s+|.""",
    re.S,
)
_EXPRESSIONS = ("select", "test", "match", "use", "value", "group-by", "group-adjacent")
_WRITES = (f"{{{XSLT}}}result-document",)
_BEYOND_ELEMENTS = {"@": "//@*", "attribute": "//@*", "text": "//text()", "comment": "//comment()",
                    "processing-instruction": "//processing-instruction()",
                    "node": "//node()|//@*", "$": "//node()|//@*"}  # fmt: skip

_LIBRARY = f"""
<xsl:param name="Q{{{OWN}}}documents" as="map(*)" select="map{{}}"/>
<xsl:function name="Q{{{OWN}}}fetch" as="node()?">
 <xsl:param name="uri" as="Q{{{_SCHEMA}}}string"/>
 <xsl:variable name="known" select="$Q{{{OWN}}}documents($uri)"/>
 <xsl:choose>
  <xsl:when test="empty($known)"><xsl:message select="'{WANTED}' || $uri"/></xsl:when>
  <xsl:when test="$known instance of node()"><xsl:sequence select="$known"/></xsl:when>
  <xsl:otherwise>
   <xsl:sequence select="error(QName('{OWN}', 'refused'), substring($known, 2))"/>
  </xsl:otherwise>
 </xsl:choose>
</xsl:function>
<xsl:function name="Q{{{OWN}}}document" as="node()*">
 <xsl:param name="uris" as="item()*"/>
 <xsl:sequence select="Q{{{OWN}}}document($uris, ())"/>
</xsl:function>
<xsl:function name="Q{{{OWN}}}document" as="node()*">
 <xsl:param name="uris" as="item()*"/><xsl:param name="near" as="node()*"/>
 <xsl:variable name="found" as="node()*">
  <xsl:for-each select="$uris">
   <xsl:variable name="base" select="string((if ($near) then base-uri($near[1]) else
     if (. instance of node()) then base-uri(.) else (), $Q{{{OWN}}}base)[string(.)][1])"/>
   <xsl:variable name="parts" select="tokenize(string(.), '#')"/>
   <xsl:variable name="file"
     select="Q{{{OWN}}}fetch(string(resolve-uri(string($parts[1]), $base)))"/>
   <xsl:sequence select="if ($parts[2]) then $file//*[@xml:id = $parts[2]] else $file"/>
  </xsl:for-each>
 </xsl:variable>
 <xsl:sequence select="$found | ()"/>
</xsl:function>
<xsl:function name="Q{{{OWN}}}doc" as="node()?">
 <xsl:param name="uri" as="item()?"/>
 <xsl:sequence select="if (empty($uri)) then () else
   Q{{{OWN}}}fetch(string(resolve-uri(string($uri), $Q{{{OWN}}}base)))"/>
</xsl:function>
<xsl:function name="Q{{{OWN}}}doc-available" as="Q{{{_SCHEMA}}}boolean">
 <xsl:param name="uri" as="item()?"/>
 <xsl:variable name="known" select="if (empty($uri)) then () else
   $Q{{{OWN}}}documents(string(resolve-uri(string($uri), $Q{{{OWN}}}base)))"/>
 <xsl:sequence select="if (empty($uri) or string($known)[starts-with(., '{ABSENT}')]) then false()
   else exists(Q{{{OWN}}}doc($uri))"/>
</xsl:function>
<xsl:template match="node()|@*|/" mode="Q{{{OWN}}}check" priority="-1"/>
"""


Declared = tuple[int, Let]  # the number of the pattern, and its variable


@dataclass(frozen=True, slots=True)
class Part:
    """One rule, or a part of it, with the number of its pattern and those of its assertions."""

    number: int  # of the rule, among all
    pattern: int
    rule: Rule
    assertions: tuple[tuple[int, Assertion], ...]


def parts(patterns: Sequence[Pattern]) -> list[Part]:
    """All rules in order, their assertions numbered through."""
    made: list[Part] = []
    said = 0
    for i, pattern in enumerate(patterns):
        for rule in pattern.rules:
            numbered = tuple(enumerate(rule.assertions, said))
            said += len(rule.assertions)
            made.append(Part(len(made), i, rule, numbered))
    return made


class Writer:
    """The stylesheets of one schema: for all of it, or for some of its parts."""

    def __init__(
        self, schema: Schema, patterns: Sequence[Pattern], lets: Sequence[Let], base: str
    ) -> None:
        self.schema = schema
        self.patterns = patterns
        self.lets = lets
        self.base = base
        self.version = ' version="1.0"' if schema.binding == "xslt" else ""
        crowded = [i for i, one in enumerate(patterns) if len(one.rules) > 1]
        self._crowded = frozenset(crowded)  # patterns of which the first rule alone holds
        self._own_lets = [{let.name for let in one.lets} for one in patterns]

    @property
    def declared(self) -> list[Declared]:
        """The variables of the schema and of its patterns; -1 for those of the schema."""
        own = [(i, let) for i, one in enumerate(self.patterns) for let in one.lets]
        return [*((-1, let) for let in self.lets), *own]

    def stylesheet(
        self, chosen: Sequence[Part], lets: Sequence[Declared], foreign: Sequence[Node]
    ) -> str:
        """The stylesheet of some rules, with these variables and functions."""
        visited = _visited(chosen)
        start = f'<xsl:apply-templates select="{visited}" mode="Q{{{OWN}}}check"/>'
        used = {-1, *(part.pattern for part in chosen)}
        kept = [one for one in lets if one[0] in used]
        return self._whole(start, kept, foreign, "".join(map(self._template, chosen)))

    def trial(self, lets: Sequence[Declared], foreign: Sequence[Node]) -> str:
        """A stylesheet that works out every variable and says of which it cannot.

        What fails in a variable of the schema passes Saxon's innermost `xsl:try`: hence two.
        """
        tries = []
        for n, (at, let) in enumerate(lets):
            count = f'<xsl:value-of select="count(${_scope(at)}{let.name})"/>'
            broken = f'<broken let="{n}"'
            tries.append(_tried(_tried(count, broken), broken))
        return self._whole("".join(tries), lets, foreign, "")

    def _whole(self, start: str, lets: Sequence[Declared], foreign: Sequence[Node],
               templates: str) -> str:  # fmt: skip
        names = {**_USUAL, **{p: u for p, u in self.schema.namespaces.items() if p and u}}
        spaces = "".join(f" xmlns:{p}={quoteattr(u)}" for p, u in names.items() if p != "xsl")
        base = quoteattr("'" + self.base.replace("'", "''") + "'")
        variables = "".join(self._variable(let, at, _scope(at)) for at, let in lets)
        return (
            f'<xsl:stylesheet xmlns:xsl="{XSLT}"{spaces} version="3.0" expand-text="no"'
            f' exclude-result-prefixes="#all" xml:base={quoteattr(self.base)}>'
            f'<xsl:output method="xml" encoding="UTF-8" indent="no"/>{_LIBRARY}'
            f'<xsl:variable name="Q{{{OWN}}}base" as="Q{{{_SCHEMA}}}string" select={base}/>'
            f"{variables}{''.join(map(self._foreign, foreign))}"
            f'<xsl:template match="/"><found>{start}</found></xsl:template>'
            f"{templates}</xsl:stylesheet>"
        )

    def _template(self, part: Part) -> str:
        rule, at = part.rule, part.pattern
        names = {p: u for p, u in rule.namespaces.items()
                 if p not in ("xml", "xsl") and p not in self.schema.namespaces}  # fmt: skip
        spaces = "".join(f" xmlns:{p}={quoteattr(u)}" for p, u in names.items())
        body = "".join(
            [
                *(self._variable(let, at, "") for let in rule.lets),
                *(self._assertion(n, one, rule, at) for n, one in part.assertions),
            ]
        )
        tried = _tried(body, f'<broken rule="{part.number}"')
        handed = f'<xsl:with-param name="Q{{{OWN}}}done" select="$Q{{{OWN}}}done"/>'
        if at in self._crowded:
            tried = f'<xsl:if test="not($Q{{{OWN}}}done = {at})">{tried}</xsl:if>'
            handed = handed.replace('done"/>', f'done, {at}"/>')
        done = f'<xsl:param name="Q{{{OWN}}}done" as="{_INTEGERS}" select="()"/>'
        return (
            f"<xsl:template match={quoteattr(self.expression(rule.context, at))}{spaces}"
            f' mode="Q{{{OWN}}}check" priority="{1_000_000 - part.number}"'
            f"{self.version}>"
            f"{done}{tried}<xsl:next-match>{handed}</xsl:next-match></xsl:template>"
        )

    def _assertion(self, number: int, one: Assertion, rule: Rule, at: int) -> str:
        test = self.expression(one.test, at, rule)
        test = f"({test}\n)" if one.report else f"not(({test}\n))"
        subject = one.subject or rule.subject
        place = "path(.)"
        if subject:
            place = f"path((({self.expression(subject, at, rule)}\n),.)[1])"
        more = [
            *self._texts(one.diagnostics, self.schema.diagnostics, "more", at, rule),
            *self._texts(one.properties, self.schema.properties, "property", at, rule),
        ]
        hit = (
            f'<xsl:if test={quoteattr(test)}><hit n="{number}"><xsl:attribute name="at"'
            f' select={quoteattr(place)} version="3.0"/>'
            f"<text>{self._message(one.node, at, rule)}</text>{''.join(more)}</hit></xsl:if>"
        )
        return _tried(hit, f'<broken n="{number}"')

    def _texts(self, ids: Sequence[str], known: Mapping[str, Node], tag: str, at: int,
               rule: Rule) -> list[str]:  # fmt: skip
        return [f"<{tag} id={quoteattr(one)}>{self._message(known[one], at, rule)}</{tag}>"
                for one in ids if one in known]  # fmt: skip

    def _message(self, node: Node, at: int, rule: Rule) -> str:
        """The text of an assertion with what stands in it to be worked out."""
        said = []
        for piece in pieces(node):
            if isinstance(piece, str):
                said.append(f"<xsl:text>{escape(piece)}</xsl:text>" if piece else "")
            elif not isinstance(piece.tag, str):
                continue
            elif piece.tag == f"{{{ISO}}}value-of":
                select = quoteattr(self.expression(piece.get("select") or ".", at, rule))
                said.append(f"<xsl:value-of select={select}/>")
            elif piece.tag == f"{{{ISO}}}name":
                path = piece.get("path")
                select = f"name({self.expression(path, at, rule)})" if path else "name(.)"
                said.append(f"<xsl:value-of select={quoteattr(select)}/>")
            elif piece.tag.startswith(f"{{{XSLT}}}"):
                said.append(self._foreign(piece))
            elif "quickfix" not in piece.tag:
                said.append(self._message(piece, at, rule))
        return "".join(said)

    def _variable(self, let: Let, at: int, scope: str) -> str:
        name = quoteattr(scope + let.name)
        kind = f" as={quoteattr(let.node.get('as'))}" if let.node.get("as") else ""
        if let.select is not None:
            select = quoteattr(self.expression(let.select, at))
            return f"<xsl:variable name={name}{kind} select={select}{self.version}/>"
        if not len(let.node):
            return f"<xsl:variable name={name}{kind}>{escape(string(let.node))}</xsl:variable>"
        inner = "".join(escape(p) if isinstance(p, str) else self._foreign(p)
                        for p in pieces(let.node))  # fmt: skip
        return f"<xsl:variable name={name}{kind}>{inner}</xsl:variable>"

    def _foreign(self, node: Node) -> str:
        """A part of the schema that is XSLT already, which reads documents through us alone."""
        copy = deepcopy(node)
        tree_tail(copy, None)
        for one in copy.iter():
            if isinstance(one.tag, str):
                for key in _EXPRESSIONS:
                    if (value := one.get(key)) is not None:
                        one.set(key, self.expression(value, -1))
        return _written(copy)

    def expression(self, written: str, at: int, rule: Rule | None = None) -> str:
        """An XPath that reads documents through us alone and finds its pattern's variables."""
        own = set(self._own_lets[at]) if at >= 0 else set()
        if rule is not None:
            own -= {let.name for let in rule.lets}
        return rewritten(written, _scope(at), own)


def _scope(at: int) -> str:
    """What stands before the name of a variable of a pattern."""
    return f"Q{{{OWN}:{at}}}" if at >= 0 else ""


def rewritten(written: str, scope: str, names: set[str]) -> str:
    """The same expression with other names for some functions and some variables."""
    if "doc" not in written and not names:
        return written
    found: list[str] = []
    at = 0
    while token := _TOKEN.match(written, at):
        at = token.end()
        if token["comment"]:
            at = _after_comment(written, at)
            found.append(" ")
        elif token["variable"] and token["name"] in names:
            found.append(f"${scope}{token['name']}")
        elif token["call"]:
            found.append(f"Q{{{OWN}}}{token['function']}(")
        else:
            found.append(token[0])
    return "".join(found)


def _after_comment(written: str, at: int) -> int:
    depth = 1
    while depth and at < len(written):
        pair = written[at : at + 2]
        depth += (pair == "(:") - (pair == ":)")
        at += 2 if pair in ("(:", ":)") else 1
    return at


def _visited(rules: Sequence[Part]) -> str:
    """Which nodes the contexts may match; elements and the document are always visited."""
    kinds = {".", "//*"}
    for part in rules:
        steps = _steps(part.rule.context)
        for sign, path in _BEYOND_ELEMENTS.items():
            if sign in steps if sign in "@$" else re.search(rf"{sign}\s*(\(|::)", steps):
                kinds.add(path)
    return "|".join(sorted(kinds))


def _steps(context: str) -> str:
    """A context without its predicates and strings."""
    plain, depth, found = re.sub(r"\"[^\"]*\"|'[^']*'", "", context), 0, []
    for sign in plain:
        depth += (sign == "[") - (sign == "]")
        if not depth:
            found.append(sign)
    return "".join(found)


def _tried(body: str, broken: str) -> str:
    """What is done, and what is said where it fails."""
    if not body:
        return ""
    return (
        f"<xsl:try>{body}<xsl:catch>{broken}>"
        f'<xsl:attribute name="code" select="$Q{{{_ERROR}}}code" version="3.0"/>'
        f'<xsl:value-of select="$Q{{{_ERROR}}}description" version="3.0"/>'
        f"</{broken[1:].split(' ')[0]}></xsl:catch></xsl:try>"
    )


def _written(node: Node) -> str:
    from lxml import etree

    return str(etree.tostring(node, encoding="unicode", with_tail=False))


def writes(node: Node) -> bool:
    """Would a part of a schema write files?"""
    return any(True for _ in node.iter(*_WRITES))
