"""A specification of a schema (ODD) contradicts itself.

What is taken away has no content; what is required has no default; what may be left out of a
sequence or an alternation is no sequence or alternation; an attribute has a datatype or a list.

Guidelines: 23 Documentation Elements (#TD); Schematron

PASS
    <elementSpec ident="p" mode="change"><attList><attDef ident="n"><datatype>
    <dataRef name="token"/></datatype></attDef></attList></elementSpec>
FAIL
    <elementSpec ident="p" mode="delete"><desc>a paragraph</desc></elementSpec>
FAIL
    <elementSpec ident="p" mode="change"/>
FAIL
    <attDef ident="n" mode="add"><desc>a number</desc></attDef>
FAIL
    <attDef ident="n" usage="req"><datatype><dataRef name="token"/></datatype>
    <defaultVal>1</defaultVal></attDef>
FAIL
    <content><sequence><elementRef key="p"/></sequence></content>
FAIL
    <moduleRef key="core"><content><empty/></content></moduleRef>
FAIL
    <dataRef key="teidata.word" restriction="[a-z]+"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..document import Element, name

CODE = "STR032"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    checked = ("elementSpec", "attDef", "sequence", "alternate", "moduleRef", "dataRef")
    for element in document.named(*checked):
        if document.ancestor(element, "egXML") is None and (fault := _fault(element)):
            yield context.finding(element, fault[0], hint=fault[1])


def _fault(element: Element) -> tuple[str, str] | None:
    """What contradicts itself, and what to do."""
    own, children = name(element), [name(c) for c in element if isinstance(c.tag, str)]
    mode = element.get("mode")
    match own:
        case "elementSpec" if mode == "delete" and children:
            return "a deleted <elementSpec> has content", 'leave it empty, or write mode="change"'
        case "elementSpec" if mode in ("add", "change", "replace") and not children:
            if not set(element.keys()) - {"mode", "ident"}:
                return f'an <elementSpec mode="{mode}"> says nothing', "say what it changes"
        case "attDef":
            return _attribute(element, children)
        case "sequence" | "alternate" if len(children) < 2:
            return f"<{own}> has fewer than two children", "one alone needs nothing around it"
        case "moduleRef" if children and element.get("key") is not None:
            return "a <moduleRef> with @key has children", "children belong to @url"
        case "dataRef" if element.get("restriction") is not None and element.get("name") is None:
            return "@restriction of a <dataRef> stands without @name", "name a datatype of XSD"
    return None


def _attribute(element: Element, children: list[str]) -> tuple[str, str] | None:
    if element.get("usage") == "req" and "defaultVal" in children:
        return "an attribute that is required has a default", "take one of the two away"
    whole = element.get("mode") not in ("change", "delete")
    closed = any(name(c) == "valList" and c.get("type") == "closed" for c in element)
    if whole and not closed and "datatype" not in children:
        return "an <attDef> has neither a datatype nor a closed list", "add <datatype>"
    return None
