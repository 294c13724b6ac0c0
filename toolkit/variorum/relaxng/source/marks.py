"""The mark-up of a document as it is written, tag by tag: equal tags are equal letters.

Only for text that the parser has accepted: so nothing is checked here, and what a tag
says is read from its letters (XML 1.0, 2.4-3.3; Namespaces in XML, 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ...text.xml import XML

LITERAL = r"\"[^\"]*\"|'[^']*'"
COMMENT = r"<!--.*?-->|<\?.*?\?>"  # or an instruction
_DOCTYPE = re.compile(
    rf"\ufeff?(?>\s+|{COMMENT})*(<!DOCTYPE(?>[^\[>\"']+|{LITERAL})*"
    rf"(?:\[((?>{COMMENT}|[^\]\"'<]+|{LITERAL}|<)*)\]\s*)?>)",
    re.S,
)
_CLOSED = re.compile(r"[^\"']*(?:(?:\"[^\"]*\"|'[^']*')[^\"']*)*")
_NAME = re.compile(r"[^\s/]+")
_ATTRIBUTE = re.compile(r"\s([^\s=\"'<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNPLAIN = re.compile(r"[&\t\r\n]")
_BLANK = re.compile(r"\r\n|[\t\r\n]")
LINE_END = re.compile(r"\r\n?")
_REFERENCE = re.compile(r"&(#?\w+);")
_SECTION = re.compile(r"<!\[CDATA\[(.*?)\]\]>|&(#?\w+);|\r\n?", re.S)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_KEPT = {"xml": XML, "xmlns": "http://www.w3.org/2000/xmlns/"}  # prefixes that none may bind
_OWN = tuple(_KEPT.values())
STRETCH = 1 << 20
CDATA = "<![CDATA["
END, ASIDE = "/", "!?"  # the first letter of an end tag; of comments and instructions


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


def doctype(source: str) -> re.Match[str] | None:
    """The DOCTYPE of a document: group 1 is all of it, group 2 what it declares itself."""
    return _DOCTYPE.match(source) if "<!DOCTYPE" in source else None


def without_doctype(source: str) -> str:
    """The same document with blanks for the DOCTYPE, so that all else stands where it stood."""
    if not (found := doctype(source)):
        return source
    begin, end = found.span(1)
    return "".join((source[:begin], " " * (end - begin), source[end:]))


def pieces(source: str) -> Iterator[str]:
    """A document at every "<": tag, ">", and the text that follows it; see `cut`."""
    plain = without_doctype(source)
    stretches = (plain[at : at + STRETCH] for at in range(0, len(plain), STRETCH))
    return cut(stretches, sections=CDATA in plain)


def cut(document: Iterable[str], *, sections: bool) -> Iterator[str]:
    """A document without DOCTYPE at every "<"; may there be CDATA sections in it?

    It is given in stretches, so that a large one needs little memory. A comment may be in several
    pieces: see `aside`. CDATA sections stay with the text that they are part of.
    """
    found = chain.from_iterable(_stretches(document))
    next(found)  # what stands before the first tag
    return _joined(found) if sections else found


def _stretches(document: Iterable[str]) -> Iterator[list[str]]:
    rest = ""
    for stretch in document:
        found = (rest + stretch).split("<")
        rest = found.pop()
        yield found
    yield [rest]


def _joined(found: Iterator[str]) -> Iterator[str]:
    """The same, with the sections joined to the pieces before them, and each comment in one."""
    parts: list[str] = []
    for piece in found:
        if piece.startswith(CDATA[1:]):
            parts.append(piece)
            while "]]>" not in piece:
                piece = next(found, "]]>")
                parts.append(piece)
            continue
        if parts:
            yield "<".join(parts)
        if piece[0] in ASIDE:  # a comment may speak of sections
            piece = ">".join(aside(piece, found))
        parts = [piece]
    yield "<".join(parts)


def aside(piece: str, following: Iterator[str]) -> tuple[str, str]:
    """A comment or a processing instruction, and the text after it.

    What ends it has no "<", and so stands in one of its pieces.
    """
    sign, at = ("-->", 3) if piece.startswith("!") else ("?>", 1)
    parts: list[str] = []
    while (end := piece.find(sign, at)) < 0:
        parts.append(piece)
        piece, at = next(following, sign), 0
    end += len(sign)
    return "<".join([*parts, piece[: end - 1]]), piece[end:]


def whole(tag: str, text: str) -> tuple[str, str]:
    """A tag cut at its first ">", where that stands in a value: the whole of it, and the text."""
    while not _CLOSED.fullmatch(tag):
        more, _, text = text.partition(">")
        tag += ">" + more
    return tag, text


def plain(written: str) -> str:
    """The text that is meant: references resolved, sections opened, line ends as line feeds."""
    if "&" not in written and "\r" not in written and "<" not in written:
        return written
    return _SECTION.sub(_meant, written)


def _meant(found: re.Match[str]) -> str:
    if found[1] is not None:
        return LINE_END.sub("\n", found[1])
    return "\n" if found[2] is None else _referred(found[2])


def _referred(name: str) -> str:
    if name.startswith("#"):
        return chr(int(name[2:], 16) if name[1:2] == "x" else int(name[1:]))
    return _NAMED[name]


def _value(written: str) -> str:
    """An attribute's value: white space as written is a blank, white space referred to stays."""
    if not _UNPLAIN.search(written):
        return written
    return _REFERENCE.sub(lambda found: _referred(found[1]), _BLANK.sub(" ", written))


def read(written: str, names: dict[str, str]) -> tuple[Mark, dict[str, str]]:
    """A start tag as written, where these prefixes are bound; and what is bound inside it.

    Raises `KeyError` for a prefix that is not bound.
    """
    begin = _NAME.match(written)
    assert begin, written[:80]
    found = _attributes(written)
    if bindings := {name[6:]: value for name, value in found if _binds(name)}:
        names = {**names, **bindings}
        found = [pair for pair in found if not _binds(pair[0])]
    prefix, _, own = begin[0].rpartition(":")
    attributes = {_qualified(name, names): value for name, value in found}
    return Mark(_qualified(f"{prefix}:{own}", names), attributes), names


def sound(written: str, names: dict[str, str]) -> bool:
    """Are the prefixes of a start tag bound, as they may be, and does no attribute occur twice?"""
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


def _attributes(written: str) -> list[tuple[str, str]]:
    return [(name, _value(double or single))
            for name, double, single in _ATTRIBUTE.findall(written)]  # fmt: skip


def _binds(name: str) -> bool:
    return name == "xmlns" or name.startswith("xmlns:")


def _qualified(name: str, names: dict[str, str]) -> str:
    """A name with its namespace. One without colon is an attribute's, and in none."""
    prefix, colon, own = name.rpartition(":")
    if not colon:
        return own
    namespace = names[prefix] if prefix else names.get("", "")
    return f"{{{namespace}}}{own}" if namespace else own
