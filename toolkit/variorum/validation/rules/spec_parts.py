"""A specification of a schema (ODD) contradicts itself.

What is taken away has no content; what is required has no default; what may be left out of a
sequence or an alternation is not a sequence or alternation; an attribute has a datatype or a list.

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
FAIL
    <dataRef key="teidata.word"><dataFacet name="length" value="3"/></dataRef>
FAIL
    <dataRef key="teidata.word" name="token"/>
FAIL
    <attList><attDef ident="n"><datatype/></attDef><attDef ident="n"><datatype/></attDef></attList>
FAIL
    <moduleRef key="core" source="tei:4.3.0 tei:4.8.0"/>
FAIL
    <elementRef key="p" minOccurs="2"/>
FAIL
    <elementSpec ident="p" validUntil="2030-01-01"><gloss>old</gloss></elementSpec>
FAIL
    <model behaviour="block" output="web"/><model behaviour="inline" output="web"/>
FAIL
    <modelSequence><model behaviour="block" output="web"/></modelSequence>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context

CODE = "STR032"
SEVERITY = Severity.ERROR


CHECKED = "elementSpec attDef attList sequence alternate model modelSequence".split()
OF_ONE_SOURCE = "classRef dataRef elementRef macroRef moduleRef schemaSpec".split()
ALONE = ("sequence", "alternate")  # with one child TEI refuses them, until 4.12


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    having = [e for a in ("minOccurs", "validUntil") for e, _ in document.having(a) if name(e)]
    for element in dict.fromkeys([*document.named(*CHECKED, *OF_ONE_SOURCE), *having]):
        if document.ancestor(element, "egXML") is not None:
            continue
        if fault := _fault(element):
            yield context.finding(element, fault[0], hint=fault[1])
        elif name(element) in ALONE and sum(isinstance(c.tag, str) for c in element) < 2:
            yield context.finding(
                element,
                f"{_named(name(element))} has fewer than two children",
                hint="one alone needs nothing around it; before TEI 4.12 it is an error",
                severity=Severity.INFO,
            )


def _named(own: str) -> str:
    return f"{'an' if own[0] in 'ae' else 'a'} <{own}>"


def _of_any(element: Element) -> tuple[str, str] | None:
    """What contradicts itself in attributes that stand on many elements."""
    least = (element.get("minOccurs") or "").strip()[:9]
    if least.isdecimal() and int(least) > 1 and element.get("maxOccurs") is None:
        return "@minOccurs is above 1, and @maxOccurs is 1 where it is not said", "give @maxOccurs"
    old = element.get("validUntil") and name(element) not in ("valDesc", "valList", "defaultVal")
    if name(element) in OF_ONE_SOURCE and len((element.get("source") or "").split()) > 1:
        return f"@source of {_named(name(element))} names more than one", "it has one source"
    why = any(name(c) == "desc" and c.get("type") == "deprecationInfo" for c in element)
    if old and not why:
        return "a deprecated component does not say why", 'add <desc type="deprecationInfo">'
    return None


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
        case "attDef" if fault := _attribute(element, children):
            return fault
        case "attList" if twice := _twice(element):
            return f"an <attList> defines @{twice} twice", "keep one <attDef> of that name"
        case "moduleRef" if children and element.get("key") is not None:
            return "a <moduleRef> with @key has children", "children belong to @url"
        case "dataRef" if fault := _data(element, children):
            return fault
        case "modelSequence" if any(c.get("output") for c in element if name(c) == "model"):
            return "a <model> has @output within a <modelSequence>", "give it to the sequence"
        case "model" if _doubled(element):
            return "two models have the same @output and @predicate", "tell them apart"
    return _of_any(element)


def _twice(attributes: Element) -> str:
    """The first name that two definitions of a list have."""
    names = [(c.get("ident") or "").strip() for c in attributes if name(c) == "attDef"]
    return next((one for i, one in enumerate(names) if one and one in names[:i]), "")


def _data(element: Element, children: list[str]) -> tuple[str, str] | None:
    named = [f"@{a}" for a in ("key", "name", "ref") if element.get(a) is not None]
    if len(named) != 1:
        has = " and ".join(named) or "neither @key nor @name nor @ref"
        return f"a <dataRef> has {has}", "name one datatype, in one way"
    restricted = element.get("restriction") is not None
    if (restricted or "dataFacet" in children) and element.get("name") is None:
        return "a <dataRef> is restricted and has no @name", "name a datatype of XSD"
    if restricted and "dataFacet" in children:
        return "a <dataRef> has both @restriction and <dataFacet>", "keep one of them"
    return None


def _doubled(model: Element) -> bool:
    """Does another model before this one ask for the same?"""
    around = model.getparent()
    if around is None or name(around) == "modelSequence":
        return False
    asked = [(m.get("output"), m.get("predicate")) for m in around if name(m) == "model"]
    before = sum(1 for m in model.itersiblings(preceding=True) if name(m) == "model")
    return asked[before] in asked[:before]


def _attribute(element: Element, children: list[str]) -> tuple[str, str] | None:
    if element.get("usage") == "req" and "defaultVal" in children:
        return "an attribute that is required has a default", "remove one of the two"
    whole = element.get("mode") not in ("change", "delete")
    closed = any(name(c) == "valList" and c.get("type") == "closed" for c in element)
    if whole and not closed and "datatype" not in children:
        return "an <attDef> has neither a datatype nor a closed list", "add <datatype>"
    return None
