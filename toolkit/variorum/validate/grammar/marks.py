"""The mark-up of a document as it is written, tag by tag: equal tags are equal bytes.

Only for text that the parser has accepted, in UTF-8: so nothing is checked here, and what a tag
says is read from its letters (XML 1.0, 2.4-3.3; Namespaces in XML, 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from ...text.xml import XML

_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*(<!DOCTYPE[^\[\"'>]*"
    rb"(?:(?:\"[^\"]*\"|'[^']*')[^\[\"'>]*)*"
    rb"(?:\[(?:<!--.*?-->|\"[^\"]*\"|'[^']*'|[^\]])*\]\s*)?>)",
    re.S,
)
_CLOSED = re.compile(rb"[^\"']*(?:(?:\"[^\"]*\"|'[^']*')[^\"']*)*")
_NAME = re.compile(rb"[^\s/]+")
_ATTRIBUTE = re.compile(rb"\s([^\s=\"'<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNPLAIN = re.compile(rb"[&\t\r\n]")
_BLANK = re.compile(rb"\r\n|[\t\r\n]")
_LINE_END = re.compile(rb"\r\n?")
_REFERENCE = re.compile(rb"&(#?\w+);")
_SECTION = re.compile(rb"<!\[CDATA\[(.*?)\]\]>|&(#?\w+);|\r\n?", re.S)
_NAMED = {b"amp": "&", b"lt": "<", b"gt": ">", b"quot": '"', b"apos": "'"}
_KEPT = {"xml": XML, "xmlns": "http://www.w3.org/2000/xmlns/"}  # prefixes that none may bind
_OWN = tuple(_KEPT.values())
STRETCH = 1 << 20
CDATA = b"<![CDATA["
END, ASIDE = ord("/"), b"!?"  # the first letter of an end tag; of comments and instructions


class Mark:
    """A start tag: its qualified name, and its attributes in the order in which they stand."""

    __slots__ = ("_names", "_values", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self._names = list(attributes)
        self._values = list(attributes.values())

    def keys(self) -> list[str]:
        return self._names

    def values(self) -> list[str]:
        return self._values

    def items(self) -> list[tuple[str, str]]:
        return list(zip(self._names, self._values))


def in_utf8(data: bytes, encoding: str) -> bytes | None:
    """A document in UTF-8, whatever it was in; None where no codec reads it."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and encoding.lower() in ("utf-8", "utf8", "us-ascii", "ascii"):
        return None if b"\0" in data else data
    try:
        return data.decode("utf-16" if wide else encoding).encode()
    except (LookupError, UnicodeError):
        return None


def without_doctype(data: bytes) -> bytes:
    """The same document with blanks for the DOCTYPE, so that all else stands where it stood."""
    found = _DOCTYPE.match(data) if b"<!DOCTYPE" in data else None
    if not found:
        return data
    begin, end = found.span(1)
    return b"".join((data[:begin], b" " * (end - begin), data[end:]))


def cut(data: bytes) -> Iterator[bytes]:
    """A document without DOCTYPE at every "<": tag, ">", and the text that follows it.

    Cut a stretch at a time, so that a large document needs little memory. A comment may be in
    several pieces: see `aside`. CDATA sections stay with the text that they are part of.
    """
    pieces = chain.from_iterable(_stretches(data))
    next(pieces)  # what stands before the first tag
    return _joined(pieces) if CDATA in data else pieces


def _stretches(data: bytes) -> Iterator[list[bytes]]:
    rest = b""
    for at in range(0, len(data), STRETCH):
        pieces = (rest + data[at : at + STRETCH]).split(b"<")
        rest = pieces.pop()
        yield pieces
    yield [rest]


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with the sections joined to the pieces before them, and each comment in one."""
    parts: list[bytes] = []
    for piece in pieces:
        if piece.startswith(CDATA[1:]):
            parts.append(piece)
            while b"]]>" not in piece:
                piece = next(pieces, b"]]>")
                parts.append(piece)
            continue
        if parts:
            yield b"<".join(parts)
        if piece[0] in ASIDE:  # a comment may speak of sections
            piece = b">".join(aside(piece, pieces))
        parts = [piece]
    yield b"<".join(parts)


def aside(piece: bytes, following: Iterator[bytes]) -> tuple[bytes, bytes]:
    """A comment or a processing instruction, and the text after it.

    What ends it has no "<", and so stands in one of its pieces.
    """
    sign, at = (b"-->", 3) if piece.startswith(b"!") else (b"?>", 1)
    parts: list[bytes] = []
    while (end := piece.find(sign, at)) < 0:
        parts.append(piece)
        piece, at = next(following, sign), 0
    end += len(sign)
    return b"<".join([*parts, piece[: end - 1]]), piece[end:]


def whole(tag: bytes, text: bytes) -> tuple[bytes, bytes]:
    """A tag cut at its first ">", where that stands in a value: the whole of it, and the text."""
    while not _CLOSED.fullmatch(tag):
        more, _, text = text.partition(b">")
        tag += b">" + more
    return tag, text


def plain(written: bytes) -> str:
    """The text that is meant: references resolved, sections opened, line ends as line feeds."""
    if b"&" not in written and b"\r" not in written and b"<" not in written:
        return written.decode()
    parts = []
    at = 0
    for found in _SECTION.finditer(written):
        parts.append(written[at : found.start()].decode())
        at = found.end()
        if found[1] is not None:
            parts.append(_LINE_END.sub(b"\n", found[1]).decode())
        else:
            parts.append("\n" if found[2] is None else _referred(found[2]))
    return "".join(parts) + written[at:].decode()


def _referred(name: bytes) -> str:
    if name.startswith(b"#"):
        return chr(int(name[2:], 16) if name[1:2] == b"x" else int(name[1:]))
    return _NAMED[name]


def _value(written: bytes) -> str:
    """An attribute's value: white space as written is a blank, white space referred to stays."""
    if not _UNPLAIN.search(written):
        return written.decode()
    blanked = _BLANK.sub(b" ", written)
    parts = _REFERENCE.split(blanked)
    parts[1::2] = [_referred(name).encode() for name in parts[1::2]]
    return b"".join(parts).decode()


def read(written: bytes, names: dict[str, str]) -> tuple[Mark, dict[str, str]]:
    """A start tag as written, where these prefixes are bound; and what is bound inside it.

    Raises `KeyError` for a prefix that is not bound.
    """
    begin = _NAME.match(written)
    assert begin, written[:80]
    found = _attributes(written)
    if bindings := {name[6:]: value for name, value in found if _binds(name)}:
        names = {**names, **bindings}
        found = [pair for pair in found if not _binds(pair[0])]
    prefix, _, own = begin[0].decode().rpartition(":")
    attributes = {_qualified(name, names): value for name, value in found}
    return Mark(_qualified(f"{prefix}:{own}", names), attributes), names


def sound(written: bytes, names: dict[str, str]) -> bool:
    """Are the prefixes of a start tag bound, as they may be, and is no attribute there twice?"""
    found = _attributes(written)
    bindings = [(name[6:], value) for name, value in found if _binds(name)]
    if any(
        value in _OWN or (prefix and not value) or prefix in _KEPT for prefix, value in bindings
    ):
        return False
    try:
        mark, _ = read(written, names)
    except KeyError:
        return False
    return len(mark.keys()) == len(found) - len(bindings)


def _attributes(written: bytes) -> list[tuple[str, str]]:
    return [(m[1].decode(), _value(m[2] if m[2] is not None else m[3]))
            for m in _ATTRIBUTE.finditer(written)]  # fmt: skip


def _binds(name: str) -> bool:
    return name == "xmlns" or name.startswith("xmlns:")


def _qualified(name: str, names: dict[str, str]) -> str:
    """A name with its namespace. One without colon is an attribute's, and in none."""
    prefix, colon, own = name.rpartition(":")
    if not colon:
        return own
    namespace = names[prefix] if prefix else names.get("", "")
    return f"{{{namespace}}}{own}" if namespace else own
