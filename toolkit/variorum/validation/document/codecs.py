"""In which encoding a file of XML is: by its byte order mark, its declaration, else UTF-8."""

from __future__ import annotations

import re

_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def declared_encoding(data: bytes) -> str:
    """The encoding that the XML declaration names; "" for none."""
    match = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    return match[1].decode("ascii") if match else ""


def codec(data: bytes) -> str:
    """The codec that decodes a document: by its BOM, its declaration, else UTF-8."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    return declared_encoding(data) or "utf-8"


def known_codec(data: bytes) -> str:
    """The codec of a file, UTF-8 where it declares one that does not exist."""
    try:
        "".encode(codec(data))
    except LookupError:
        return "utf-8"
    return codec(data)
