"""The attributes of TEI that hold pointers, and what a pointer looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..document.document import Document, Element, name

if TYPE_CHECKING:
    from .context import Context

# The attributes whose datatype is teidata.pointer, on whatever element they stand.
ANYWHERE = (
    "active ana change children copyOf corresp datcat datingMethod decls domains edRef exclude "
    "facs feats filter follow fVal hand lemmaRef mutual next nymRef origin passive perf period "
    "prev ref rendition require resp sameAs scheme scribeRef select since source spanTo synch "
    "target targetEnd uri valueDatcat who wit given inst mergedIn parts where"
).split()
# Attributes that are pointers only on some elements.
ONLY_ON = {
    "from": ("app", "span"),
    "to": ("app", "span"),
    "url": ("graphic", "media", "binaryObject"),
    "start": ("u", "annotationBlock"),
    "end": ("u", "annotationBlock"),
    "trans": ("u",),
    "new": ("handShift",),
    "calendar": ("date", "time", "origDate"),
}
NEVER = {
    "scheme": ("objectIdno",),
    "origin": ("timeline",),
    "ref": ("sortKey",),
    "source": ("egXML", "schemaSpec", "moduleRef", "classRef", "elementRef", "dataRef"),
    "target": ("moduleRef",),
    "parts": ("nym",),
}
ATTRIBUTES = (*ANYWHERE, *ONLY_ON)
COMMON_SCHEMES = frozenset(
    "http https urn doi ark info file tag cts hdl ftp mailto tel data geo isbn orcid purl viaf "
    "gnd lccn oclc wikidata javascript xmldb".split()
)
SUFFIXES = frozenset(
    "xml tei odd rng rnc sch isosch xsd dtd xsl xslt xq xql xquery css js json jsonld rdf ttl owl "
    "html htm xhtml shtml php asp aspx jsp cfm cgi pdf ps djvu epub txt md rst tex csv tsv tab doc "
    "docx odt rtf xls xlsx ods zip gz gif jpg jpeg jp2 jpx png svg tif tiff webp bmp mp3 mp4 wav "
    "ogg oga ogv flac aif aiff mov avi webm mei musicxml mxl mid midi eaf trs textgrid".split()
)
DOMAINS = frozenset("com org net edu gov info eu uk de fr ch at it nl es us ca".split())
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_FILE = re.compile(r"[^\s{}|\\^`<>\"]+")


def pointers(document: Document) -> Iterator[tuple[Element, str, str]]:
    """Every pointer of a document: the element, the attribute, one token of its value."""
    for attribute in ATTRIBUTES:
        for element, token in pointers_of(document, attribute):
            yield element, attribute, token


def pointers_of(document: Document, attribute: str) -> Iterator[tuple[Element, str]]:
    """The pointers of one attribute: each element and one token of its value."""
    only, never = ONLY_ON.get(attribute), NEVER.get(attribute, ())
    for element, value in document.having(attribute):
        own = name(element)
        if own and own not in never and (only is None or own in only):
            for token in value.split():
                yield element, token


def looks_like_file(file: str) -> bool:
    """Does the part of a pointer before "#" name a file: with a suffix or a folder?

    Without a folder the suffix must be one of files, or of an address that lacks its scheme:
    `europe.italy.rome` is a key, `F.217.a` a place, and so is `2.14`, even in a folder.
    """
    file = unquote(file)  # ..%2F leads out as ../ does
    if _SCHEME.match(file) or not _FILE.fullmatch(file):
        return False
    folder, _, name = file.rpartition("/")
    _, dot, suffix = name.strip(".").rpartition(".")
    if folder:
        named = bool(dot) and any(letter.isalpha() for letter in suffix)
        return named or file.startswith(("../", "./", "/"))
    known = suffix.lower() in SUFFIXES or suffix.lower() in DOMAINS or "@" in name
    return (bool(dot) and known) or file.startswith("/")


def unknown_scheme(context: Context, token: str) -> str:
    """The private prefix of a pointer that no `prefixDef` declares; "" if all is well.

    Asked only of files that declare prefixes: elsewhere `bm:Sergew` may be anybody's scheme.
    """
    match = _SCHEME.match(token)
    if not match or not context.witnesses.prefixes:
        return ""
    if len(match[1]) == 1 and token[2:3] in ("/", "\\"):
        return ""  # the drive of a machine
    known = match[1].lower() in COMMON_SCHEMES or context.witnesses.knows_scheme(token)
    return "" if known else match[1]
