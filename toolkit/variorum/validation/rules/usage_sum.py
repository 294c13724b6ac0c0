"""The shares of the languages of a text come to more than the whole.

@usage is the approximate percentage of the text that is in a language.

Guidelines: 2.4.2 Language Usage (#HD41)

PASS
    <langUsage><language ident="en" usage="70">English</language>
    <language ident="ru" usage="30">Russian</language></langUsage>
FAIL
    <langUsage><language ident="en" usage="70">English</language>
    <language ident="ru" usage="40">Russian</language></langUsage>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "LNG005"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for usage in context.document.named("langUsage"):
        total, over = 0, None
        for language in usage:
            share = (language.get("usage") or "").strip() if name(language) == "language" else ""
            total += int(share) if share.isascii() and share.isdigit() and len(share) < 9 else 0
            if total > 100 and over is None:
                over = language
        if over is not None:
            yield context.finding(
                over,
                f"the languages of this langUsage have {total} per cent of the text together",
                attribute="usage",
                hint="@usage is a percentage of the whole text",
            )
