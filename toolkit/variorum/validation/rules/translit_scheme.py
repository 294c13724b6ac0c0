"""A transliteration breaks the scheme that its language tag declares, or does not match its
Cyrillic.

`ru-Latn-alalc97` never gives `iya`; where @corresp points to the Cyrillic form the scheme must give
the transliteration from it, marks dropped or not.

Guidelines: vi.1 (#CHSH), 3.3.2.1 (#COHQHF)

PASS
    <p><foreign xml:lang="ru-Latn-alalc97">prozreniia</foreign></p>
PASS
    <p><foreign xml:lang="ru-Latn-alalc97" corresp="#c">vozbuditel</foreign>
    <note xml:id="c" xml:lang="ru">возбудитель</note></p>
FAIL
    <p><foreign xml:lang="ru-Latn-alalc97">prozreniya</foreign></p>
FAIL
    <p><foreign xml:lang="ru-Latn-alalc97" corresp="#c">vozbudilo</foreign>
    <note xml:id="c" xml:lang="ru">возбудитель</note></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_LANG
from ..document.document import Element
from ..indexes.base import shown
from ..indexes.context import Context
from ..values.scripts import count

CODE = "LNG004"
SEVERITY = Severity.WARNING


LONGEST = 400  # characters of a text that is looked at group by group


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if not any("latn" in tag.lower() for _, tag in document.having(XML_LANG)):
        return
    from ...translit import agreement, illegal_groups, romanise, scheme_of

    for element, tag in document.having(XML_LANG):
        name = scheme_of(tag)
        if not name:
            continue
        text = document.text(element, frozenset({"note"}))
        if not text or len(text) > LONGEST or set(count(text)) != {"Latn"}:
            continue  # letters of another script are LNG003's
        cyrillic = _linked(context, element)
        if cyrillic and not agreement(cyrillic, text, name):
            yield context.finding(
                element,
                f"{shown(text)} is not what {name} gives for {shown(cyrillic)}",
                attribute=XML_LANG,
                hint=f"{name} gives {romanise(cyrillic, name)}",
            )
        elif not cyrillic and (groups := illegal_groups(text, name)):
            yield context.finding(
                element,
                f"{shown(text)} cannot be {name}, which never gives {', '.join(groups)}",
                attribute=XML_LANG,
                hint="declare the scheme that was used, or fix the letters",
            )


def _linked(context: Context, element: Element) -> str:
    """The Cyrillic form to which @corresp points, if it points to one."""
    for token in (element.get("corresp") or "").split():
        target = context.document.ids.get(token.removeprefix("#"))
        if target is not None:
            text = context.document.text(target, frozenset())
            if set(count(text)) == {"Cyrl"}:
                return text
    return ""
