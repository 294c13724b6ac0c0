"""What the printed page of an encoded edition has: the reverse of encoding, for its tests."""

from __future__ import annotations

from typing import Any

from lxml import etree

from variorum.tei.readings import sigla
from variorum.tei.text import Wanted, read_text, text_elements

TEI = "{http://www.tei-c.org/ns/1.0}"


def print_text(data: bytes) -> str:
    """The running text with the brackets that `rend` remembers, and the source note.

    `rend` says `brackets`, `bracket-start` or `bracket-end`; what print has of notes and gaps it
    has in brackets. Passages are parted by line ends, white space is folded.
    """
    root = etree.fromstring(data)
    for node in root.iter(f"{TEI}*"):
        rend = (node.get("rend") or "").split()
        shown = "brackets" in rend or node.get("type") == "source"
        if shown and node.tag in (f"{TEI}note", f"{TEI}gap"):
            node.tag = f"{TEI}seg"
        if {"brackets", "bracket-start"} & set(rend):
            node.text = "[" + (node.text or "").lstrip()
        if {"brackets", "bracket-end"} & set(rend):
            _close(node)
    wanted = Wanted(known=sigla(root))
    return "\n".join(read_text(text, wanted).string() for text in text_elements(root))


def _close(node: Any) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "").rstrip() + "]"
    else:
        node.text = (node.text or "").rstrip() + "]"


def lone_brackets(text: str) -> list[int]:
    """Offsets of square brackets that have no partner."""
    opened: list[int] = []
    closed = []
    for at, sign in enumerate(text):
        if sign == "[":
            opened.append(at)
        elif sign == "]":
            closed += [] if opened else [at]
            opened = opened[:-1]
    return opened + closed
