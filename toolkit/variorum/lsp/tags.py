"""Mark-up as it stands while somebody writes it: tags that lack their ends, quotes not closed.

Nothing here asks whether a text is well-formed. Offsets are code points; spans are half open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

NAME = r"[^\s/>\"'=<!?&][^\s/>\"'=<]*"
_ASIDE = (
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<![A-Z](?:\[.*?\]\s*|[^\[>])*>?"
)
_TAG = rf"<(?P<slash>/?)(?P<name>{NAME})(?P<rest>(?>[^<>\"']+|\"[^\"<]*\"|'[^'<]*')*)(?P<gt>>?)"
_MARKUP = re.compile(f"(?P<aside>{_ASIDE})|{_TAG}", re.S)
_ATTRIBUTE = re.compile(rf"({NAME})\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_OPEN_VALUE = re.compile(rf"({NAME})\s*=\s*(?:\"([^\"]*)|'([^']*))\Z")
_PARTIAL = re.compile(rf"(?:\s|\A)((?:{NAME})?)\Z")
_NAME = re.compile(NAME)
_NEXT = re.compile(r"\s+[\w:.-]+\s*=\s*\Z")  # of the attribute whose quotation mark was met
_TOKEN = re.compile(r"[^\s]*")
_AFTER_NAME = re.compile(r"[^\s/>\"'=<]*")
_ENTITY = re.compile(r"&([\w.:-]*)\Z")
_BINDING = re.compile(r"xmlns(?::([^\s=]+))?\s*=\s*[\"']([^\"'<]*)[\"']")
_ROOT = re.compile(r"\A(?:[^<]|<[?!])*<(TEI|teiCorpus)(?=[\s>])([^<>]*)>")
TEI = "http://www.tei-c.org/ns/1.0"
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)[\w.:-]*;?")


class Tag(NamedTuple):
    """One tag as written: where it begins and ends, its name, and what it does."""

    start: int
    end: int
    name: str
    closes: bool  # an end tag
    empty: bool  # `<lb/>`

    @property
    def after_name(self) -> int:
        return self.start + 1 + self.closes + len(self.name)


class Attribute(NamedTuple):
    """An attribute as written: its name, where that begins, and where its value stands."""

    name: str
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Caret:
    """Where a caret stands.

    `kind` is "content", "name" (of a start tag), "closing" (in an end tag), "attribute" (of a start
    tag, or its beginning), "value", "entity", "tag" (in one, where nothing can begin), or "aside"
    (a comment, an instruction, CDATA). What has been written there so far, and what follows of it,
    is `start` to `end`.
    """

    kind: str
    start: int
    end: int
    tag: str = ""  # the name of the tag that it is in
    begins: int = -1  # the offset of the "<" of that tag
    attribute: str = ""  # the one in whose value it is
    value: tuple[int, int] = (0, 0)  # where that begins, and where it ends or seems to


def caret(source: str, offset: int) -> Caret:
    """Where an offset is, from what stands around it."""
    for begin, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
        opened = source.rfind(begin, 0, offset)
        if opened >= 0 and source.find(end, opened + len(begin), offset) < 0:
            closed = source.find(end, opened, len(source))
            return Caret("aside", opened, closed + len(end) if closed >= 0 else len(source))
    less = source.rfind("<", 0, offset)
    written = source[less + 1 : offset] if less >= 0 else ""
    if less < 0 or _leaves(source, less + 1, offset):
        return _in_content(source, offset)
    if written.startswith("/"):
        return Caret("closing", less + 2, _name_end(source, less + 2), begins=less)
    name = _NAME.match(written)
    if name is None and written:
        return _in_content(source, offset)  # a bare "<" before a blank
    if name is None or name.end() == len(written):
        return Caret("name", less + 1, _name_end(source, less + 1), begins=less)
    rest = _ATTRIBUTE.sub(lambda found: " " * len(found[0]), written[name.end() :])
    begun = _OPEN_VALUE.search(rest)
    if begun is not None:
        start = less + 1 + name.end() + max(begun.start(2), begun.start(3))
        value = start, _value_end(source, start)
        at = offset - len(re.split(r"\s", source[start:offset])[-1])
        token = _TOKEN.match(source, offset, max(offset, value[1]))
        return Caret("value", at, token.end() if token else offset, name[0], less, begun[1], value)
    partial = _PARTIAL.search(rest)
    if partial is None:
        return Caret("tag", offset, offset, name[0], less)
    at = offset - len(partial[1])
    return Caret("attribute", at, _name_end(source, at), name[0], less)


def _leaves(source: str, start: int, offset: int) -> bool:
    """Does the tag that begins before `start` end before an offset?"""
    stop = source.find("<", start)
    whole = source[start : stop if stop >= 0 else len(source)]
    if ">" not in whole[: offset - start]:
        return False
    plain = re.sub(r"\"[^\"<]*\"|'[^'<]*'", lambda found: " " * len(found[0]), whole)
    return ">" in plain[: offset - start]


def _in_content(source: str, offset: int) -> Caret:
    entity = _ENTITY.search(source, max(0, offset - 40), offset)
    if entity:
        return Caret("entity", entity.start(1), offset)
    return Caret("content", offset, offset)


def _name_end(source: str, start: int) -> int:
    found = _AFTER_NAME.match(source, start)
    return found.end() if found else start


def _value_end(source: str, start: int) -> int:
    """Where a value ends: at its quotation mark, unless the tag seems to end before."""
    less = source.find("<", start)
    limit = less if less >= 0 else len(source)
    end = source.find(source[start - 1], start, limit)
    if end < 0:
        greater = source.find(">", start, limit)
        return greater if greater >= 0 else limit
    following = _NEXT.search(source[start:end])
    return start + following.start() if following else end


def tags(source: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Every tag, in order; one that has no end ends before the next "<"."""
    for found in _MARKUP.finditer(source, start, len(source) if end is None else end):
        if found["aside"] is None:
            empty = found["rest"].endswith("/")
            yield Tag(*found.span(), intern(found["name"]), bool(found["slash"]), empty)


def attributes(source: str, tag: Tag) -> Iterator[Attribute]:
    """The attributes of a tag whose values are whole."""
    for found in _ATTRIBUTE.finditer(source, tag.after_name, tag.end):
        which = 2 if found[2] is not None else 3
        yield Attribute(found[1], found.start(1), *found.span(which))


def value(source: str, tag: Tag, name: str) -> str | None:
    """The value of an attribute as written; None where a tag has none of that name."""
    for one in attributes(source, tag):
        if one.name == name:
            return source[one.start : one.end]
    return None


def opened(source: str, offset: int) -> list[Tag]:
    """The start tags of the elements around an offset, outermost first.

    An end tag that fits none of them is passed over; one that fits an outer one ends the inner.
    """
    around: list[Tag] = []
    for tag in tags(source, 0, offset):
        if tag.closes:
            _close(around, tag.name)
        elif not tag.empty and source[tag.end - 1] == ">":
            around.append(tag)
    return around


def _close(around: list[Tag], name: str) -> None:
    for i in range(len(around) - 1, -1, -1):
        if around[i].name == name:
            del around[i:]
            return


def repaired(source: str, offset: int) -> str:
    """What stands before an offset, made well-formed but for what is open there.

    Tags without an end are left out, and end tags that fit nothing; those that are missing are put
    in; references to what is not declared are left out. The tag at the offset stays as it is.
    """
    here = caret(source, offset)
    upto = here.begins if here.begins >= 0 else offset
    pieces: list[str] = []
    around: list[str] = []
    at = 0
    for found in _MARKUP.finditer(source, 0, upto):
        pieces.append(_text(source[at : found.start()]))
        at = found.end()
        if found["aside"] is not None:
            pieces.append(found[0])
        elif found["slash"]:
            if found["name"] in around:
                while (name := around.pop()) != found["name"]:
                    pieces.append(f"</{name}>")
                pieces.append(f"</{name}>")
        elif found["gt"]:
            pieces.append(_REFERENCE.sub("", found[0]))
            if not found["rest"].endswith("/"):
                around.append(found["name"])
    pieces.append(_text(source[at:upto]))
    return "".join(pieces) + source[upto:offset]


def _text(written: str) -> str:
    """Text without what no text may hold."""
    plain = _REFERENCE.sub("", written) if "&" in written else written
    return plain.replace("<", " ")


def bindings(source: str, upto: int) -> dict[str, str]:
    """The namespaces by prefix that are bound at an offset, by the tag there or around it.

    A `TEI` that binds none is taken for what it is called: a DTD, which is not read, may say so.
    """
    end = source.find(">", upto)
    stop = end + 1 if end >= 0 else len(source)
    found = set(_BINDING.findall(source, 0, stop))
    if len({prefix for prefix, _ in found}) < len(found):  # of two only one holds here
        around = [source[tag.start : tag.end] for tag in opened(source, upto)]
        last = source.rfind("<", 0, stop)
        around.append(source[last:stop] if last >= 0 else "")
        pairs = [pair for tag in around for pair in _BINDING.findall(tag)]
    else:
        pairs = list(found)
    bound = {prefix or "": name for prefix, name in pairs}
    return {"": TEI, **bound} if _lacking(source) is not None else bound


def _lacking(source: str) -> int | None:
    """Where a TEI document that binds no namespace would bind it; None for all others."""
    root = _ROOT.search(source)
    return root.end(1) if root and "xmlns=" not in root[2] else None


def bound(source: str, offset: int) -> tuple[str, int]:
    """A text and an offset in it, the namespace of TEI bound at its root if that lacks it."""
    at = _lacking(source)
    if at is None or at >= offset:
        return source, offset
    said = f' xmlns="{TEI}"'
    return source[:at] + said + source[at:], offset + len(said)


class Element(NamedTuple):
    """An element as written: its start tag, its end tag (None = it has none), its parent."""

    start: Tag
    end: Tag | None
    parent: int  # number among the elements; -1 = none

    @property
    def stop(self) -> int:
        return self.end.end if self.end else self.start.end


def elements(source: str) -> list[Element]:
    """Every element in document order. What is never closed ends with what is around it."""
    found: list[Element] = []
    around: list[int] = []
    for tag in tags(source):
        if tag.closes:
            for i in range(len(around) - 1, -1, -1):
                if found[around[i]].start.name == tag.name:
                    found[around[i]] = found[around[i]]._replace(end=tag)
                    del around[i:]
                    break
        elif source[tag.end - 1] == ">":
            found.append(Element(tag, None, around[-1] if around else -1))
            if not tag.empty:
                around.append(len(found) - 1)
    return found


def at(found: list[Element], offset: int) -> int:
    """The number of the innermost element around an offset; -1 = none."""
    inner = bisect_right(found, offset, key=lambda one: one.start.start) - 1
    while inner >= 0 and offset >= found[inner].stop:
        inner = found[inner].parent
    return inner


def plain(source: str, element: Element, most: int = 80) -> str:
    """The beginning of the text of an element, without its mark-up."""
    if element.end is None:
        return ""
    written = source[element.start.end : min(element.end.start, element.start.end + 20 * most)]
    words = " ".join(_MARKUP.sub(" ", written).replace("&amp;", "&").split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
