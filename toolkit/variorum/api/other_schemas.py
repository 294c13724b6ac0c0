"""W3C XML Schemas and DTDs that a user names: run by libxml2, reported as a grammar's findings.

libxml2 reads what such a schema includes by itself, so only one that the user names is run, never
one that a document names.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Finding
    from ..validation import Document, Rule

DTD = "a DTD"
MOST = 300  # characters of what libxml2 says
_SPACE = re.compile(r"\{[^{}]*\}")
_SAYS = re.compile(r"^Element '([^']*)'(?:, attribute '([^']*)')?: (?:\[facet '\w+'\] )?")


class OtherSchema:
    """One schema as a further checker; raises `ReadError` where libxml2 cannot use it."""

    rules: Sequence[Rule] = ()  # its findings bear the codes of the grammar's

    def __init__(self, path: str, kind: str) -> None:
        self.path = path
        self.kind = kind
        self._schema  # noqa: B018 - what is wrong with it is said at once

    @property
    def title(self) -> str:
        return f"{os.path.basename(self.path)} ({self.kind.removeprefix('a ')}, by libxml2)"

    @cached_property
    def _schema(self) -> Any:
        from ..text.xml import library

        etree = library()
        try:
            if self.kind == DTD:
                return etree.DTD(self.path)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.XMLSchema(etree.parse(self.path, parser))
        except (etree.LxmlError, OSError) as error:
            said, _, line = " ".join(_SPACE.sub("", str(error)).split()).partition(", line ")
            raise ReadError(f"the schema cannot be used: {said.rstrip('.')}", source=self.path,
                            line=int(line) if line.isdigit() else 0,
                            hint="correct it, or name one in RELAX NG") from None  # fmt: skip

    def __call__(self, document: Document) -> Iterable[Finding]:
        from ..validation import lxml_findings

        if self._schema.validate(document.tree):
            return []
        entries = list(self._schema.error_log)
        found = lxml_findings(entries, document.path)
        return [_placed(document, one, entry) for one, entry in zip(found, entries)]


def _placed(document: Document, finding: Finding, entry: Any) -> Finding:
    """A finding at the start tag of its element, in words without namespaces."""
    element = _element(document, entry)
    layout = document.layout
    number = layout.index[element]
    line, column = layout.place(layout.start(number))
    end_line, end_column = layout.place(layout.opened(number))
    message = _worded(finding.message)
    return replace(
        finding, line=line, column=column, end_line=end_line, end_column=end_column,
        message=message, subject=message,
        xpath=document.xpath(element), near=document.near(element),
    )  # fmt: skip


def _element(document: Document, entry: Any) -> Any:
    from ..text.xml import library

    try:
        found = document.tree.xpath(entry.path) if entry.path else []
    except library().XPathError:
        found = []
    for one in found if isinstance(found, list) else []:
        if one in document.layout.index and isinstance(one.tag, str):
            return one
    behind = (e for e in document.elements if (e.sourceline or 0) >= entry.line)
    return next(behind, document.root)


def _worded(message: str) -> str:
    """`Element 'p': …` as `<p>: …`."""
    plain = _SPACE.sub("", message)
    said = _SAYS.match(plain)
    if said is None:
        return _short(plain)
    about = f"@{said[2]} of <{said[1]}>" if said[2] else f"<{said[1]}>"
    return f"{about}: {_short(plain[said.end() :])}"


def _short(text: str) -> str:
    """Without its full stop, and cut: a DTD's content model fills pages."""
    plain = " ".join(text.split()).rstrip(".")
    return plain if len(plain) <= MOST else f"{plain[:MOST].rstrip(' |,')} …"
