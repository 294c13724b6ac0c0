"""A reading holds markup with which other programs lose text.

lb, pb, del, add and the like swallow the text after them. Asked with `profile = "interchange"`.

Guidelines: 13.1; the interchange profile (teiphy, open-cbgm)

PASS
    <p><app><lem>a</lem><rdg n="1" wit="#A"><w>a</w></rdg><rdg n="2" wit="#B"/></app></p>
FAIL
    <p><app><lem>a</lem><rdg n="1" wit="#A">sat<lb/> down</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "PRO007"
SEVERITY = Severity.WARNING
EXAMPLE_OPTIONS = {"profile": "interchange"}


READ = frozenset("w abbr hi space ex gap supplied unclear choice ref app sic corr".split())


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "interchange":
        return
    for element in context.document.named("rdg"):
        for child in element:
            if name(child) and name(child) not in READ:
                yield context.finding(
                    child,
                    f"<{name(child)}> in a reading loses text in other programs",
                    hint="write the reading as <w>s, without it",
                )
                break
