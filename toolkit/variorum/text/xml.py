"""The one door for XML: parser flags, refusals, and the only place that says `.tail`.

Documents are untrusted: no entity is resolved, nothing is fetched, depth and size are bounded.
lxml's own defaults refuse a document with a doubled `xml:id`; ours reads it, so that the rules
can report it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import ReadError
from .doctype import entity_at
from .encoding import refuse_signed

if TYPE_CHECKING:
    from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"  # of what is shown, and not meant
EXAMPLE = f"{EXAMPLES}egXML"
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
XML_BASE = f"{{{XML}}}base"

# A name without a colon, as XML 1.0 has it (fifth edition, 2.3): its first letter, its letters.
NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_LETTERS = f"{NAME_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
NCNAME = re.compile(f"[{NAME_START}][{NAME_LETTERS}]*")


def parse(data: bytes, *, name: str, huge: bool = False) -> etree._ElementTree:
    """Parse a document; raises `ReadError` with file, line and remedy.

    Entity declarations are refused, since a text that depends on them is not in the file. With
    `huge` the limits on depth (256) and on a text node (10 MB) are lifted.
    """
    etree = library()
    if (declaration := entity_at(data)) >= 0:
        raise ReadError(
            "the document declares entities, which are refused",
            source=name,
            line=data.count(b"\n", 0, declaration) + 1,
            hint="replace each entity by its text and remove the declarations",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=huge,
        collect_ids=False,
        remove_blank_text=False,
    )
    parser.resolvers.add(_nothing_else())
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        refuse_signed(data, name=name)
        line = getattr(error, "lineno", 0) or 0
        message = re.sub(
            r", line \d+, column \d+.*$", "", str(error.args[0] if error.args else error)
        )
        raise ReadError(
            f"not well-formed XML: {message}", source=name, line=line, hint="fix the markup there"
        ) from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise ReadError(  # in an encoding in which its letters are not those of ASCII
            "the document declares entities, which are refused",
            source=name,
            line=1,
            hint="replace each entity by its text and remove the declarations",
        )
    for entity in root.iter(etree.Entity):
        raise ReadError(
            f"the entity {entity.text} is not declared in the file",
            source=name,
            line=int(str(entity.sourceline or 0)),
            hint="replace it by its text",
        )
    return root.getroottree()  # type: ignore[no-any-return]


@cache
def library() -> Any:
    """lxml.etree, loaded without the compact-syntax parser that it looks for.

    lxml imports rnc2rng where that is installed, which builds a parser table and pulls in the
    network library: a fifth of the start-up of a check that needs neither.
    """
    unwanted = "rnc2rng"
    absent = unwanted not in sys.modules
    if absent:
        sys.modules[unwanted] = None  # type: ignore[assignment]
    try:
        from lxml import etree
    finally:
        if absent:
            del sys.modules[unwanted]
    return etree


@cache
def _nothing_else() -> etree.Resolver:
    """Answers every other file that a parser asks for with an empty one.

    `collect_ids=False` makes libxml2 load the external DTD whatever `load_dtd` says: without this
    a DOCTYPE could have any file of the machine opened, `/dev/zero` too.
    """
    from lxml import etree

    class Nothing(etree.Resolver):
        def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
            del system_url, public_id
            return self.resolve_string("<!-- -->", context, base_url=None)

    return Nothing()


def local(node: Any) -> str:
    """The local name of an element; the empty string for comments and processing instructions."""
    tag = node.tag
    return local_name(tag) if isinstance(tag, str) else ""


@lru_cache(4096)
def local_name(tag: str) -> str:
    """The local part of a qualified name; a document has few names and many elements."""
    return tag.rpartition("}")[2]


def is_element(node: Any) -> bool:
    """Is this an element, and no comment, processing instruction or entity?"""
    return isinstance(node.tag, str)


def attributes(node: Any) -> tuple[tuple[str, str], ...]:
    """Attributes as written, with the prefix `xml:` for that namespace, sorted by name."""
    found = []
    for key, value in node.attrib.items():
        name = str(key)
        if name.startswith(f"{{{XML}}}"):
            name = "xml:" + name.rpartition("}")[2]
        found.append((name, str(value)))
    return tuple(sorted(found))


def pieces(node: Any) -> Iterator[str | Any]:
    """The content of an element in order: strings and child nodes (comments and PIs included)."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail


def string(node: Any) -> str:
    """All the text below an element, without comments and processing instructions."""
    return "".join(
        piece if isinstance(piece, str) else (string(piece) if is_element(piece) else "")
        for piece in pieces(node)
    )


def append(node: Any, text: str) -> None:
    """Add text at the end of an element's content."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def insert_after(node: Any, new: Any) -> None:
    """Put a new element directly after a node, before the text that follows the node."""
    parent = node.getparent()
    new.tail, node.tail = node.tail, None
    parent.insert(parent.index(node) + 1, new)


def remove_keeping_text(node: Any) -> None:
    """Take an element out of its parent; the text that follows it stays."""
    parent = node.getparent()
    after = node.tail or ""
    index = parent.index(node)
    node.tail = None
    parent.remove(node)
    if after:
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + after
        else:
            parent.text = (parent.text or "") + after


def tail(node: Any) -> str:
    """The text that directly follows an element inside its parent."""
    return node.tail or ""


def tree_tail(node: Any, text: str | None) -> None:
    """Set the text that directly follows an element inside its parent."""
    node.tail = text


def serialise(tree: Any) -> str:
    """The document as text, with an XML declaration and a final line end."""
    from lxml import etree

    body = etree.tostring(tree, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body.rstrip()}\n'
