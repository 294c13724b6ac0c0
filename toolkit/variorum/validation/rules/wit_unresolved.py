"""A siglum cited in @wit is declared nowhere.

Whoever follows the siglum finds no witness; programs drop the reading or invent a witness. Give
the witness an xml:id in a listWit, or fix the siglum. Pointers into other files and prefixes
declared by `prefixDef` are followed. Where an xi:include cannot be read, this is a remark.

Guidelines: 13.1.4 Witness Information (#TCAPWI)

PASS
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
PASS
    <listPrefixDef><prefixDef ident="w" matchPattern="(.+)" replacementPattern="#$1"/>
    </listPrefixDef>
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="w:A">sage</lem></app></p>
FAIL
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">sage</lem><rdg wit="#Q">scholar</rdg></app></p>
FAIL
    <p><app><lem wit="w:A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_BASE
from ..document.document import Element
from ..indexes.context import Context
from ..indexes.elsewhere import Answer
from ..values.nearest import nearest

CODE = "WIT001"
SEVERITY = Severity.ERROR


UNDECLARED = "declare the witnesses in a listWit, or point to the file that does"
COMMON = frozenset("http https urn doi ark info file tag cts hdl ftp mailto".split())


def check(context: Context) -> Iterator[Finding]:
    witnesses, ids = context.witnesses, context.document.ids
    cited = context.document.having("wit")
    based = bool(context.document.having(XML_BASE))
    bare_file = not witnesses.declared
    if bare_file:
        yield from _nothing_declared(context)
    names = set(witnesses.declared) | set(witnesses.by_siglum)
    said: dict[
        str, tuple[str, str]
    ] = {}  # what was found out about a token: message, what was meant
    sound: set[str] = set()  # values without a fault that hangs on no element
    for element, value in cited:
        if value in sound:
            continue
        sound.add(value)
        for token in value.split():
            if bare_file and _is_siglum(context, element, token):
                continue  # said once, above
            known = said.get(token)
            if known is None:
                message = _fault(context, element, token)
                bare = witnesses.expand(token).removeprefix("#")
                own = "" if not message or bare in ids else nearest(bare, names)
                known = message, own
                if "#" not in bare and not based:  # else it hangs on the element what file is meant
                    said[token] = known
                else:
                    sound.discard(value)
            if known[0]:
                sound.discard(value)
                unsure = context.shared.elsewhere.unsure
                yield context.finding(
                    element,
                    known[0],
                    attribute="wit",
                    token=token,
                    hint=unsure or (f"did you mean #{known[1]}?" if known[1] else ""),
                    severity=Severity.INFO if unsure else None,
                    meant=f"#{known[1]}" if known[1] else "",
                )


def _fault(context: Context, element: Element, token: str) -> str:
    """What is wrong with one token; "" for nothing."""
    witnesses = context.witnesses
    target = witnesses.expand(token)
    if witnesses.resolve(token) or target.removeprefix("#") in context.document.ids:
        return ""
    scheme, colon, _ = target.partition(":")
    if colon and "#" not in scheme:
        known = scheme.lower() in COMMON or witnesses.knows_scheme(token)
        return "" if known else f"the prefix {scheme!r} of {token!r} in @wit is declared nowhere"
    elsewhere = context.shared.elsewhere
    if "#" in target[1:] or (target[:1] == "#" and not elsewhere.stays(target, element)):
        answer = elsewhere.answer(target, element)
        lost = (Answer.NO_ID, Answer.NO_FILE, Answer.OUTSIDE)
        return f"siglum {token!r} leads nowhere: {answer.value}" if answer in lost else ""
    if not target.startswith("#") and not witnesses.sigla_mode:
        return ""  # WIT002 asks for the "#"
    if elsewhere.includes(target.removeprefix("#")):
        return ""
    return f"siglum {token!r} is cited in @wit but not declared in any listWit"


def _is_siglum(context: Context, element: Element, token: str) -> bool:
    """Is a token of @wit meant for a witness of this file: `#A`, or `A` where all are so?"""
    if token.startswith("#"):
        return context.shared.elsewhere.stays(token, element)
    return context.witnesses.sigla_mode and "#" not in token and ":" not in token


def _nothing_declared(context: Context) -> Iterator[Finding]:
    elsewhere = context.shared.elsewhere
    lost = [
        (element, token)
        for element, value in context.document.having("wit")
        for token in value.split()
        if _is_siglum(context, element, token)
        and token.removeprefix("#") not in context.document.ids
        and not elsewhere.includes(token.removeprefix("#"))
    ]
    if lost:
        element, token = lost[0]
        sigla = sorted({token for _, token in lost})
        shown = " ".join(sigla[:12]) + (" …" if len(sigla) > 12 else "")
        yield context.finding(
            element,
            f"the file declares no witness, so no siglum of @wit leads anywhere ({shown})",
            attribute="wit",
            token=token,
            hint=elsewhere.unsure or UNDECLARED,
            severity=Severity.INFO if elsewhere.unsure else None,
            count=len(lost),
            subjects=tuple(token for _, token in lost),
        )
