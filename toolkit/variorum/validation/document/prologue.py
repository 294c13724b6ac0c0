"""The instructions before the root that tie a file to its schemas and style sheets.

`xml-model` and `xml-stylesheet` are written as if they had attributes (W3C: Associating Style
Sheets with XML documents 1.0; ISO/IEC 19757-11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...relaxng.source.marks import COMMENT, without_doctype

if TYPE_CHECKING:
    from .document import Document

KNOWN = {
    "xml-model": ("href", "type", "schematypens", "charset", "title", "group", "phase"),
    "xml-stylesheet": ("href", "type", "title", "media", "charset", "alternate"),
}
_PART = re.compile(rf"<\?(xml-model|xml-stylesheet)\b(?![\w.:\-])(.*?)\?>|{COMMENT}", re.S)
_PSEUDO = re.compile(r"(?:\s+|\A)([^\s=\"'<>]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its name, where it stands, what it says, and what in it says nothing."""

    target: str
    start: int
    end: int
    said: tuple[tuple[str, str], ...]  # pseudo-attributes in order
    unread: str  # where the form name="value" ends; "" where all is of it

    @property
    def href(self) -> str:
        return dict(self.said).get("href", "").strip()


def instructions(document: Document) -> list[Instruction]:
    """The `xml-model` and `xml-stylesheet` instructions before the root, in order."""
    before = document.root.itersiblings(preceding=True)
    if not any(getattr(node, "target", None) in KNOWN for node in before):
        return []
    parts = _PART.finditer(without_doctype(document.source), 0, document.layout.start(0))
    return [_instruction(part) for part in parts if part[1]]


def _instruction(part: re.Match[str]) -> Instruction:
    text, said, at = part[2].rstrip(), [], 0
    while found := _PSEUDO.match(text, at):
        said.append((found[1], found[2] if found[2] is not None else found[3]))
        at = found.end()
    return Instruction(part[1], part.start(), part.end(), tuple(said), text[at:].strip())
