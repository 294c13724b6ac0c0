"""HTML pages: headings, paragraphs, lists, emphasis and language; scripts and navigation apart."""

from __future__ import annotations

import re

from ..model import Finding, Severity, Source
from ..text.encoding import decode
from ._html import HtmlText
from ._options import Options

SUFFIXES = (".html", ".htm", ".xhtml")

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a page as one witness, in the encoding that it declares."""
    declared = _CHARSET.search(data[:2048])
    encoding = options.encoding or (declared[1].decode("ascii") if declared else "")
    text = HtmlText(marks=options.furniture != "keep")
    text.feed(decode(data, name=name, encoding=encoding))
    text.close()
    witness = text.flow.witness(
        options.siglum_for(name),
        normal=options.normal,
        language=options.language or text.language,
    )
    skipped = {
        "notes that nothing refers to": text.lost,
        "note marks": text.marks,
    }
    found = tuple(
        Finding(
            name, 0, 0, "HTM001", "left-out", Severity.INFO, f"left out: {count} {what}",
            count=count,
        )
        for what, count in skipped.items()
        if count
    )  # fmt: skip
    return Source((witness,), findings=found, reader="html")
