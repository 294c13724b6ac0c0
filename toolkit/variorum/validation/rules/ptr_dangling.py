"""A pointer leads to no element.

Looked at: every attribute of TEI that holds pointers (@target, @corresp, @ref, @resp, @source,
@who, @next, @ana ...), within the file and, where they can be read, in files near it. @wit has its
own rule. Under an xml:base that names another document `#x` is looked for there. What an
xi:include brings in from files near it is known; one that cannot be read makes a remark of it. A
bare word that is an xml:id of the file, and no file beside it, lacks its `#`. In the interchange
profile `witDetail/@target` names readings by @n.

Guidelines: 17.1 Links (#SAPTL), 1.3.1.1.2

PASS
    <p xml:id="p1"/><p corresp="#p1"/>
PASS
    <p xml:id="intro"/><p xml:base="https://example.org/"><ref target="intro">x</ref></p>
PASS
    <p><div xml:base="letters.xml"><ref target="#l1">x</ref></div></p>
PASS
    <p><app><rdg n="1" wit="#A">x</rdg><witDetail type="ambiguous" target="1" wit="#B"/></app></p>
PASS
    <figure><graphic xml:id="1r.jpg" url="1r.jpg"/></figure>
FAIL
    <p xml:id="p1"/>
    <p corresp="#p2"/>
FAIL
    <p xml:id="enc"/><p resp="enc">x</p>
FAIL
    <p xml:id="p1"/><div xml:base="letters.xml"><ref target="#p1">x</ref></div>
FAIL
    <p corresp="#">x</p>
FAIL
    <listPrefixDef><prefixDef ident="p" matchPattern="([a-z]+)" replacementPattern="#$1"/>
    </listPrefixDef><p corresp="p:9">x</p>
FAIL
    <p><ref target="javascript:alert(1)">x</ref></p>
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_BASE
from ..document.document import Element, ancestor, name
from ..indexes.context import Context
from ..indexes.elsewhere import Answer
from ..indexes.pointers import ATTRIBUTES, looks_like_file, pointers_of, unknown_scheme
from ..values.nearest import nearest

CODE = "REF003"
SEVERITY = Severity.ERROR


_PROGRAM = re.compile(r"(?:javascript|vbscript|data:text/html)\b", re.I)
OF_FILE = "point to the file in which the ids are declared: file.xml#id"
NO_HASH = "which is an xml:id of this file: a pointer to it begins with '#'"
NOTHING = "write the xml:id after the '#'"
OF_BASE = "an element of this file has it, but xml:base hides it: remove the xml:base"
Lost = tuple[Element, str, str]  # with the token and what is wrong with it
FEW = 3  # further pointers of one attribute that are named
MANY = 20  # pointers of one attribute; if not one of them resolves, that is said once


def _example_files(file: str) -> bytes | None:
    return b'<p xml:id="l1"/>' if file == "letters.xml" else None


EXAMPLE_OPTIONS = {"resolve": _example_files}


def check(context: Context) -> Iterator[Finding]:
    faults: dict[str, list[Lost]] = {}
    tried: Counter[str] = Counter()
    ids, elsewhere = context.document.ids, context.shared.elsewhere
    messages: dict[str, str] = {}
    for attribute in ATTRIBUTES:
        if attribute == "wit" or _lead(context, attribute, messages):
            continue
        for element, token in pointers_of(context.document, attribute):
            if token.startswith("#"):
                tried[attribute] += 1
                if token[1:] in ids and elsewhere.stays(token, element):
                    continue
            elif _names_reading(element, attribute, token):
                continue
            message = messages.get(token)
            if message is None:
                message = _fault(context, element, token)
            if message:
                faults.setdefault(attribute, []).append((element, token, message))
    yield from _unsure(context, faults)
    for attribute, lost in faults.items():
        bare = [fault for fault in lost if fault[2] == NO_HASH]
        if len(bare) >= MANY:
            yield from _without_hash(context, attribute, bare)
            lost = [fault for fault in lost if fault[2] != NO_HASH]
        if lost and len(lost) >= max(MANY, tried[attribute]):
            yield from _none_leads(context, attribute, lost)
            continue
        all_lost = len(lost) == tried[attribute]
        for element, token, message, others in _at_one_place(lost):
            unsure = elsewhere.unsure if _is_of_file(token) else ""
            yield context.finding(
                element,
                f"@{attribute} points to {token!r}, {message}{_and_more(others)}",
                attribute=attribute,
                token=token,
                hint=unsure or _hint(context, element, token) or (OF_FILE if all_lost else ""),
                severity=Severity.INFO if unsure else None,
                meant=_meant(context, token),
                count=1 + len(others),
                subjects=(token, *others),
            )


def _unsure(context: Context, faults: dict[str, list[Lost]]) -> Iterator[Finding]:
    """Of a file of which a part could not be read, all pointers into it are one finding.

    They leave `faults`; one alone stays.
    """
    hint = context.shared.elsewhere.unsure
    every = [(a, *one) for a, lost in faults.items() for one in lost if _is_of_file(one[1])]
    if not hint or len(every) < 2:
        return
    for attribute, lost in faults.items():
        faults[attribute] = [one for one in lost if not _is_of_file(one[1])]
    attribute, element, token, _ = min(every, key=lambda one: context.document.order(one[1]))
    yield context.finding(
        element,
        "pointers of this file lead to an xml:id that it does not have",
        attribute=attribute,
        token=token,
        hint=hint,
        severity=Severity.INFO,
        count=len(every),
        subjects=tuple(token for _, _, token, _ in every),
    )


def _is_of_file(token: str) -> bool:
    """Does a pointer name an id of the document in which it stands?"""
    return token.startswith("#") and token != "#"


def _at_one_place(lost: list[Lost]) -> Iterator[tuple[Element, str, str, list[str]]]:
    """The pointers of one attribute of one element that have one fault are one finding."""
    groups: dict[tuple[Element, str], list[str]] = {}
    for element, token, message in lost:
        groups.setdefault((element, message), []).append(token)
    for (element, message), (token, *others) in groups.items():
        yield element, token, message, others


def _and_more(others: list[str]) -> str:
    if not others:
        return ""
    few = ", ".join(map(repr, others[:FEW]))
    more = f" and {len(others) - FEW} more" if len(others) > FEW else ""
    return f"; nor do {few}{more}" if len(others) > 1 else f"; nor does {few}"


def _without_hash(context: Context, attribute: str, bare: list[Lost]) -> Iterator[Finding]:
    element, token, _ = bare[0]
    yield context.finding(
        element,
        f"{len(bare)} pointers of @{attribute} to an xml:id of this file lack the '#'",
        attribute=attribute,
        token=token,
        hint=f"write #{token}, and so on; variorum validate --fix does it",
        count=len(bare),
        subjects=tuple(token for _, token, _ in bare),
    )


def _none_leads(context: Context, attribute: str, lost: list[Lost]) -> Iterator[Finding]:
    element, token, _ = lost[0]
    yield context.finding(
        element,
        f"none of the {len(lost)} pointers of @{attribute} leads anywhere in this file",
        attribute=attribute,
        token=token,
        hint=OF_FILE,
        count=len(lost),
        subjects=tuple(token for _, token, _ in lost),
    )


def _lead(context: Context, attribute: str, messages: dict[str, str]) -> bool:
    """Do all pointers of an attribute lead somewhere? What is said of each is entered.

    Where an xml:base stands, that depends on the element.
    """
    document, ids = context.document, context.document.ids
    if document.having(XML_BASE):
        return not document.tokens(attribute)
    lost = [t for t in document.tokens(attribute) if t[0] != "#" or t[1:] not in ids]
    for token in lost:
        if token not in messages:
            messages[token] = _fault(context, document.root, token)
    return not any(messages[token] for token in lost)


def _fault(context: Context, element: Element, token: str) -> str:
    if token == "#":
        return "which names nothing"
    if _PROGRAM.match(token):
        return "which is a program, not an address"
    elsewhere = context.shared.elsewhere
    if elsewhere.lacks_hash(token, element):
        return NO_HASH
    target = context.witnesses.expand(token)
    if "#" in target and elsewhere.answer(target, element) is Answer.NO_ID:
        file = elsewhere.file(target, element)
        way = "" if target.partition("#")[0] == file else f" in {file!r}, where xml:base leads,"
        return f"but no element{way} has this xml:id"
    if target == token and (scheme := unknown_scheme(context, token)):
        return f"whose prefix {scheme!r} is not declared by a prefixDef"
    if target == token and context.witnesses.misses(token):
        return "which does not match the pattern of its prefixDef"
    return ""


def _hint(context: Context, element: Element, token: str) -> str:
    """What a pointer may have been meant for."""
    file, mark, bare = token.rpartition("#")
    if not bare:
        return NOTHING
    if bare in context.document.ids and not file and mark:
        return OF_BASE
    if mark and not file and looks_like_file(bare):
        return f"a pointer to a file has no '#' before it: write {bare}"
    meant = _meant(context, token)
    return f"did you mean {meant}?" if meant else ""


def _meant(context: Context, token: str) -> str:
    """The pointer that may have been meant; "" for none."""
    file, mark, bare = token.rpartition("#")
    if bare in context.document.ids and not file:
        return "" if mark else f"#{bare}"
    if mark and not file and looks_like_file(bare):
        return bare
    found = nearest(bare, context.document.ids) if bare else ""
    return f"#{found}" if found else ""


def _names_reading(element: Element, attribute: str, token: str) -> bool:
    """`witDetail target="1 2"` and `certainty target="1"` name readings of their app by @n."""
    if attribute != "target" or "#" in token:
        return False
    app = ancestor(element, "app")
    if app is None or name(element) not in ("witDetail", "certainty"):
        return False
    return any(e.get("n") == token for e in app.iter("{*}rdg", "{*}lem", "{*}witDetail"))
