"""@wit is not a list of #sigla separated by single spaces.

open-cbgm splits at every single blank. Asked with `profile = "interchange"`.

Guidelines: 13.1; the interchange profile (teiphy, open-cbgm)

PASS
    <p><app><lem>a</lem><rdg n="1" wit="#A"><w>a</w></rdg><rdg n="2" wit="#B"/></app></p>
FAIL
    <p><app><lem>a</lem><rdg n="1" wit="#A  #B">a</rdg></app></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "PRO006"
SEVERITY = Severity.WARNING
EXAMPLE_OPTIONS = {"profile": "interchange"}


_LIST = re.compile(r"#[^ \t\r\n#]+( #[^ \t\r\n#]+)*")


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "interchange":
        return
    for element, value in context.document.having("wit"):
        if not _LIST.fullmatch(value):
            yield context.finding(
                element,
                "@wit is not a list of #sigla separated by single spaces",
                attribute="wit",
                hint='write wit="#A #B"',
            )
