"""Rules as rows: an XPath that must find nothing, with its words and examples.

Our own stand in `rules/simple.toml`, a project's in its `variorum.toml`, with the same fields::

    [[rule]]
    code = "STR010"                 # three capital letters, three figures
    name = "s-nested"
    severity = "error"              # error, warning (the default), info
    title = "A sentence (`s`) stands within a sentence."
    why = ""                        # may be left out
    guidelines = "18.1 (#AILC)"     # may be left out
    xpath = "//tei:s[ancestor::tei:s]"
    message = "an <s> stands within an <s>"
    hint = "use seg for the inner one"
    pass = ["<p><s>one</s> <s>two</s></p>"]
    fail = ["<p><s>one <s>two</s></s></p>"]

The XPath is of version 1.0 and selects elements, attributes or texts; each is one finding. `tei:`
is TEI's namespace, or none in a document that has none. In message and hint, `{name}`, `{parent}`
and `{value}` stand for the element, the one around it, and the attribute's value or the element's
text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ...errors import UsageError
from ...model import Finding, Severity
from ...text.xml import TEI, library, local
from ..document import Document, Element, intake
from ..indexes import Context, Shared
from ..options import Options
from .rule import Check, Rule

TEXTS = ("code", "name", "severity", "title", "why", "guidelines", "xpath", "message", "hint")
LISTS = ("pass", "fail")
NEEDED = ("code", "name", "title", "xpath", "message", "pass", "fail")
SHOWN = 60  # characters of a value that a message shows
_CODE = re.compile(r"[A-Z]{3}\d{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LAST_ATTRIBUTE = re.compile(r"/@([\w.-]+)$")
_FIRST_ELEMENT = re.compile(r"^//tei:([\w.-]+)")
_OPENING = f'<TEI xmlns="{TEI}" xmlns:xi="http://www.w3.org/2001/XInclude">'


@cache
def simple_rules() -> tuple[Rule, ...]:
    """Our own rules that are rows."""
    text = files("variorum.validation.rules").joinpath("simple.toml").read_text("utf-8")
    return tuple(rule_of(row) for row in tomllib.loads(text)["rule"])


def rule_of(row: Mapping[str, Any]) -> Rule:
    """The rule of a row; raises `UsageError` for a field that is missing, unknown or invalid."""
    code = str(row.get("code") or row.get("name") or "without a code")
    for field, value in row.items():
        if field not in (*TEXTS, *LISTS):
            offered = ", ".join((*TEXTS, *LISTS))
            raise UsageError(f"rule {code}: unknown field {field!r}", hint=f"choose from {offered}")
        if field in TEXTS and not isinstance(value, str):
            raise UsageError(f"rule {code}: {field} is not a text", hint="write it in quotes")
        if field in LISTS and not (
            isinstance(value, list) and all(isinstance(one, str) for one in value)
        ):
            raise UsageError(f"rule {code}: {field} is not a list of texts", hint='write ["<p/>"]')
    for field in NEEDED:
        if not row.get(field):
            raise UsageError(f"rule {code}: {field} is missing", hint=_WANTED[field])
    if not _CODE.fullmatch(code):
        raise UsageError(f"rule {code}: invalid code", hint='write it as "OWN001"')
    if not _NAME.fullmatch(row["name"]):
        raise UsageError(f"rule {code}: invalid name {row['name']!r}", hint='write "date-when"')
    severity = str(row.get("severity", "warning")).upper()
    if severity not in Severity.__members__:
        raise UsageError(f"rule {code}: invalid severity", hint="write error, warning or info")
    return Rule(
        code,
        row["name"],
        Severity[severity],
        row["title"],
        row.get("why", ""),
        row.get("guidelines", ""),
        tuple(row["pass"]),
        tuple(row["fail"]),
        _check(row["xpath"], row["message"], row.get("hint", ""), code),
    )


_WANTED = {
    "code": 'write code = "OWN001"',
    "name": 'write name = "date-when"',
    "title": "say in one sentence what is wrong",
    "xpath": "write the XPath that must find nothing",
    "message": "write what is reported of each place that the XPath finds",
    "pass": "give an example in which the XPath finds nothing",
    "fail": "give an example in which the XPath finds the fault",
}


def hold_to_examples(rule: Rule) -> None:
    """Raise `UsageError` where a rule does not do to its examples what they say."""
    assert rule.check is not None
    for examples, wanted in ((rule.passes, False), (rule.fails, True)):
        for example in examples:
            document, remarks = intake.read(document_of(example), path="example")
            if document is None:
                said = f"an example cannot be read ({remarks[0].message})"
                raise UsageError(f"rule {rule.code}: {said}", hint="correct the example")
            context = Context(Shared(document, Options()), rule.code, rule.slug, rule.severity)
            if any(True for _ in rule.check(context)) is not wanted:
                does = "finds nothing in a fail example" if wanted else "finds a pass example wrong"
                raise UsageError(f"rule {rule.code}: it {does}: {_short(example)}",
                                 hint="correct the XPath or the example")  # fmt: skip


def document_of(example: str) -> bytes:
    """An example as a whole document, unless it is one."""
    if "<TEI" in example:
        return example.encode()
    if "<teiHeader" in example:
        return f"{_OPENING}{example}</TEI>".encode()
    return f"{_OPENING}<text><body>{example}</body></text></TEI>".encode()


def _check(xpath: str, message: str, hint: str, code: str) -> Check:
    search = _Search(xpath, code)

    def check(context: Context) -> Iterator[Finding]:
        for element, attribute, value in search.in_(context.document):
            parent = element.getparent()
            words = {
                "{name}": local(element),
                "{parent}": "" if parent is None else local(parent),
                "{value}": _short(value),
            }
            said, advice = (_filled(text, words) for text in (message, hint))
            yield context.finding(element, said, attribute=attribute, hint=advice)

    return check


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{\w+\}", lambda found: words.get(found[0], found[0]), text)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


class _Search:
    """An XPath that is ready to be asked of documents; compiled when it is first needed."""

    def __init__(self, xpath: str, code: str) -> None:
        self._xpath = xpath
        self._code = code
        self._compiled: dict[str, Any] = {}
        self._branches = [_needs(branch) for branch in _branches(xpath)]

    def in_(self, document: Document) -> Iterator[tuple[Element, str, str]]:
        """What is found: the element, the attribute or "", the value or the text."""
        if not any(_may_be(document, *branch) for branch in self._branches):
            return
        found = self._nodes(document, self._xpath)
        if any("}" not in tag for tag in document.tags):
            plain = self._xpath.replace("tei:*", "*[namespace-uri()='']").replace("tei:", "")
            found += [node for node in self._nodes(document, plain) if node not in found]
        for node in found:
            if isinstance(node, str):  # lxml's, which knows where it stands
                holder = node.getparent()  # type: ignore[attr-defined]
                name = node.attrname or ""  # type: ignore[attr-defined]
                yield (holder.getparent() if node.is_tail else holder), name, str(node)  # type: ignore[attr-defined]
            else:
                yield node, "", "".join(node.itertext())

    def _nodes(self, document: Document, xpath: str) -> list[Any]:
        etree = library()
        try:
            if xpath not in self._compiled:
                self._compiled[xpath] = etree.XPath(xpath, namespaces={"tei": TEI})
            found = self._compiled[xpath](document.tree)
        except etree.XPathError as error:
            raise UsageError(f"rule {self._code}: invalid XPath {self._xpath!r} ({error})",
                             hint="correct the expression (XPath 1.0)") from error  # fmt: skip
        if not isinstance(found, list) or any(isinstance(one, tuple) for one in found):
            raise UsageError(f"rule {self._code}: the XPath {self._xpath!r} selects no nodes",
                             hint="select the elements or attributes at fault")  # fmt: skip
        return [one for one in found if isinstance(one, str) or isinstance(one.tag, str)]


def _branches(xpath: str) -> Iterator[str]:
    """The parts of a union, where it is not within brackets or quotation marks."""
    depth, begin, quote = 0, 0, ""
    for at, sign in enumerate(xpath):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "|" and not depth:
            yield xpath[begin:at].strip()
            begin = at + 1
    yield xpath[begin:].strip()


def _needs(branch: str) -> tuple[str, str]:
    """The element and the attribute without which a branch finds nothing; "" for any."""
    if not branch.startswith("//tei:"):
        return "", ""
    element, attribute = _FIRST_ELEMENT.match(branch), _LAST_ATTRIBUTE.search(branch)
    return element[1] if element else "", attribute[1] if attribute else ""


def _may_be(document: Document, element: str, attribute: str) -> bool:
    if attribute and not document.having(attribute):
        return False
    return not element or bool(document.named(element))
