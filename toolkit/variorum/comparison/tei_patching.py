"""Change the text of a TEI file and leave its markup, its layout and every other byte alone.

The running text of the witness is matched letter by letter with the strings between the tags;
an edit is then made in those strings. A word that replaces another takes its place inside the
same element; an element whose text is deleted stays, empty. What would need other markup (a
paragraph more, an apparatus) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from xml.sax.saxutils import escape

from ..errors import UsageError
from ..tei.elements import NO_TEXT, chosen, is_apart
from ..tei.text import text_elements
from ..text import xml
from .patching import Edit

_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE(?:[^\[>]|\[.*?\])*>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.S
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_DECLARED = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']""")


@dataclass(slots=True)
class _String:
    """A string between two tags: where it stands in the file, and its letters as read."""

    start: int
    end: int
    letters: list[str]
    tag: str  # the markup before it
    read: bool = False  # is it text of the witness?
    added: dict[int, str] = field(default_factory=dict)  # new text before the letter of that offset
    changed: bool = False

    def __str__(self) -> str:
        added = self.added
        out = [added.get(o, "") + letter for o, letter in enumerate(self.letters)]
        return "".join([*out, added.get(len(self.letters), "")])

    def add(self, o: int, text: str) -> None:
        """Put new text before a letter, behind what was put there earlier."""
        self.added[o] = self.added.get(o, "") + text
        self.changed = True


def encoding_of(data: bytes) -> str:
    """The encoding that the XML declaration names, or that the byte-order mark shows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    declared = _DECLARED.match(data.lstrip()[:200])
    return declared[1].decode("ascii") if declared else "utf-8"


def edit_tei(data: bytes, text: str, changes: list[Edit], *, name: str) -> bytes:
    """The file with the edits made; `text` is the witness's running text, which they edit.

    Raises `UsageError`, and nothing is done, where the text cannot be changed without markup.
    """
    encoding = encoding_of(data)
    source = data.decode(encoding)
    strings = _strings(source)
    _mark_read(strings, xml.parse(data, name=name, huge=True), name)
    places = _places(strings, text, name)
    for edit in changes:
        _make(edit, text, strings, places, name)
    out, at = [], 0
    for string in strings:
        if string.changed:
            out += [source[at : string.start], escape(str(string))]
            at = string.end
    return "".join([*out, source[at:]]).encode(encoding, "xmlcharrefreplace")


def _strings(source: str) -> list[_String]:
    """Every string between two pieces of markup, empty ones too, with the tag before it."""
    masked = _CDATA.sub(lambda m: "\0" * len(m[0]), source)
    found, at, before = [], 0, ""
    for tag in _MARKUP.finditer(masked):
        found.append(_string(source, at, tag.start(), before))
        at, before = tag.end(), tag[0]
    found.append(_string(source, at, len(source), before))
    return found


def _string(source: str, start: int, end: int, tag: str) -> _String:
    raw = source[start:end]
    if "<" in raw:
        parts = _CDATA.split(raw)
        text = "".join(p if k % 2 else unescape(p) for k, p in enumerate(parts))
    else:
        text = unescape(raw) if "&" in raw else raw
    return _String(start, end, list(text), tag)


def _mark_read(strings: list[_String], tree: Any, name: str) -> None:
    """Find the strings that are text of the document, by walking tags and tree side by side."""
    flags = _flags(tree, name)
    depth = 0
    for string in strings:
        tag = string.tag
        if tag.startswith(("<!--", "<?")):
            string.read = bool(depth) and next(flags)
        elif tag.startswith("</"):
            depth -= 1
            string.read = next(flags)
        elif tag and not tag.startswith("<!"):
            string.read = next(flags)
            depth += 1
            if tag.endswith("/>"):
                depth -= 1
                string.read = next(flags)


def _flags(tree: Any, name: str) -> Iterator[bool]:
    """For each start, end, comment and instruction: is the string after it text of the witness?"""
    from lxml import etree

    texts = text_elements(tree.getroot())
    inside = skipping = 0
    for event, node in etree.iterwalk(tree.getroot(), events=("start", "end", "comment", "pi")):
        if event == "start":
            if inside and xml.local(node) == "app":
                raise UsageError(
                    f"{name} holds an apparatus in its text",
                    hint="patch the file of one witness, or edit the readings by hand",
                )
            inside += node in texts
            skipping += _skipped(node)
            holder = node
        else:
            if event == "end":
                inside -= node in texts
                skipping -= _skipped(node)
            holder = node.getparent()
        holds = holder is not None and xml.local(holder) not in NO_TEXT
        yield bool(inside) and not skipping and holds


def _skipped(node: Any) -> bool:
    """Is this element, with what it holds, no text of the witness?"""
    parent = node.getparent()
    name = xml.local(node)
    if (
        parent is not None
        and xml.local(parent) == "choice"
        and chosen(parent, ("orig",)) is not node
    ):
        return True
    deleted = name == "del" and (parent is None or xml.local(parent) != "restore")
    return deleted or name == "gap" or is_apart(node)


Spots = list[list[tuple[int, int]]]


def _places(strings: list[_String], text: str, name: str) -> Spots:
    """For each character of the text where it stands: strings and offsets.

    A letter stands in one place; a blank in none (a break stands for it) or in several.
    """
    raw = (
        (s, o, letter)
        for s, string in enumerate(strings)
        if string.read
        for o, letter in enumerate(string.letters)
    )
    found: Spots = [[] for _ in text]
    blanks: list[tuple[int, int]] = []
    letters = [k for k, char in enumerate(text) if not _blank(char)]
    waiting = iter(letters)
    before = -1
    for s, o, letter in raw:
        if _blank(letter):
            blanks.append((s, o))
            continue
        k = next(waiting, -1)
        if k < 0 or text[k] != letter:
            raise _unlike(name)
        if k > before + 1:
            found[k - 1] = blanks
        found[k] = [(s, o)]
        before, blanks = k, []
    if next(waiting, -1) >= 0:
        raise _unlike(name)
    return found


def _unlike(name: str) -> UsageError:
    return UsageError(
        f"{name}: its markup changes the text between the tags",
        hint="edit it by hand",
    )


def _blank(char: str) -> bool:
    return char in " \t\r\n"


def _make(edit: Edit, text: str, strings: list[_String], places: Spots, name: str) -> None:
    """Make one edit in the strings. Later edits stand later, and offsets do not move."""
    old = text[edit.start : edit.end]
    if "\n" in old or "\n" in edit.new:
        words = " ".join((old.strip() or edit.new).split())
        raise UsageError(
            f"{name}: the patch splits or joins passages, near {words[:40]!r}",
            hint="change the paragraphs by hand",
        )
    if edit.new:
        s, o = _spot(edit, text, strings, places, name)
        strings[s].add(o, edit.new)
    for k in range(edit.start, edit.end):
        for s, o in places[k]:
            strings[s].letters[o] = ""
            strings[s].changed = True


def _spot(
    edit: Edit, text: str, strings: list[_String], places: Spots, name: str
) -> tuple[int, int]:
    """String, and offset of the letter before which new text goes: inside what it replaces.

    A pure addition stays with the letter or blank before it, so outside an element that begins
    after it; at the beginning of a passage, with what follows.
    """
    for k in range(edit.start, edit.end):
        if places[k] and not _blank(text[k]):
            return places[k][0]
    before = edit.start - 1
    if before >= 0 and text[before] != "\n" and places[before]:
        s = places[before][0][0]
        return s, 1 + max(o for t, o in places[before] if t == s)
    if edit.end < len(places) and places[edit.end]:
        return places[edit.end][0]
    raise UsageError(f"{name}: no place for {edit.new!r}", hint="add it by hand")
