"""Whether the DOCTYPE of a document declares entities: the door refuses those before it parses.

The declarations are read as XML has them, so that neither a comment that speaks of entities is
taken for one, nor one missed behind a ">" in an address. Where the bytes may not be what they
look like (UTF-16 and other encodings of several bytes), any mention counts.
"""

from __future__ import annotations

import re

_LITERAL = rb"\"[^\"]*\"|'[^']*'"
_ASIDE = rb"<!--.*?-->|<\?.*?\?>"
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|" + _ASIDE + rb")*", re.S)
_OPENED = re.compile(rb"<!DOCTYPE(?>[^\[>\"']+|" + _LITERAL + rb")*([\[>])", re.S)
_PASSED = re.compile(
    rb"(?>\s+|" + _ASIDE + rb"|<!(?!ENTITY)[A-Z]+(?>[^<>\"']+|" + _LITERAL + rb")*>)*", re.S
)
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.S)
_PLAIN = re.compile(rb"utf-?8|us-ascii|ascii|iso-8859-\d+|latin-?1|windows-125\d", re.I)
_MENTION = re.compile(rb"<!ENTITY\b|%[\w:][\w:.\-]*;", re.I)
_FAR = 1 << 20  # bytes in which a mention is looked for where nothing else can be known


def entity_at(data: bytes) -> int:
    """Where a document first declares an entity, or uses one of the DTD's own; -1 if nowhere."""
    if not _is_plain(data):
        return _mentioned(data)
    begin = _BEFORE.match(data)
    start = begin.end() if begin else 0
    if not data.startswith(b"<!DOCTYPE", start):
        return -1
    opened = _OPENED.match(data, start)
    if opened is None:
        return _mentioned(data)  # no DOCTYPE that XML knows
    if opened[1] == b">":
        return -1
    passed = _PASSED.match(data, opened.end())
    end = passed.end() if passed else opened.end()
    if data.startswith(b"]", end):
        return -1
    return end if _MENTION.match(data, end) else _mentioned(data)


def _is_plain(data: bytes) -> bool:
    """Is every sign of ASCII one byte of its own, and no other sign made of such bytes?"""
    declared = _DECLARED.match(data)
    if declared:
        return bool(_PLAIN.fullmatch(declared[1].strip()))
    return b"\0" not in data[:4] and data[:2] not in (b"\xff\xfe", b"\xfe\xff")


def _mentioned(data: bytes) -> int:
    """Any mention of a declaration counts, in one byte a sign or in two."""
    forms = [b"<!ENTITY", *("<!ENTITY".encode(form) for form in ("utf-16-le", "utf-16-be"))]
    found = [at for form in forms if (at := data.find(form, 0, _FAR)) >= 0]
    return min(found, default=-1)
