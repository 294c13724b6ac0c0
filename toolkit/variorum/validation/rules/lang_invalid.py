"""A language tag is not valid under BCP 47.

No underscore; the two-letter code where one exists; nothing deprecated; scripts and variants that
are registered: `ru-Latn-alalc97`, not `ru-Latin` or `rus`.

Guidelines: vi.1 Language Identification (#CHSH)

PASS
    <p xml:lang="ru-Latn-alalc97">vozbuditel</p>
PASS
    <p xml:lang="ru-Latn-t-ru-m0-bgn"/><p xml:lang="x-own"/><p xml:lang="grc"/>
FAIL
    <p xml:lang="ru_RU">x</p>
FAIL
    <p xml:lang="rus">x</p>
FAIL
    <p xml:lang="ru-Latn-bgnpcgn">x</p>
FAIL
    <p xml:lang="franglais">x</p>
FAIL
    <p xml:lang="iw">x</p>
FAIL
    <p xml:lang="zzz">x</p>
FAIL
    <p xml:lang="xyq-Latn">x</p>
FAIL
    <p xml:lang="en-UK">x</p>
PASS
    <p xml:lang="tl"/><p xml:lang="und"/><p xml:lang="qaa"/><p xml:lang="ru-SU"/><p xml:lang="cmn"/>
PASS
    <p xml:lang="orv-Cyrs"/><p xml:lang="lld-fodom"/><p xml:lang="es-419"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..indexes.languages import tags
from ..values.langtags import fault

CODE = "LNG001"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element, attribute, tag in tags(context.document):
        what, remedy = fault(tag)
        if what:
            yield context.finding(
                element,
                f"the language tag {tag!r} is not valid: {what}",
                attribute=attribute,
                token=tag,
                hint=remedy,
            )
