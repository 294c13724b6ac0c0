"""Bytes to text: UTF-8, UTF-16 by its mark, or what the user names; anything else is refused.

Nothing is guessed: a guess that is wrong is mojibake in an edition. What is not text at all (an
archive, a PDF, an old Word file) is named as what it is. XML does not come through here, since
an XML declaration names its own encoding.
"""

from __future__ import annotations

import codecs

from ..errors import ReadError, UsageError

_MARKS = (  # the longer first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT, EPUB)", "name the format: docx"),
    (b"%PDF", "a PDF", "export its text first; a PDF does not hold paragraphs"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", "save it as .docx or as plain text"),
    (b"{\\rtf", "a Rich Text file", "save it as .docx or as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"\x89PNG", "a PNG image", "give a text; images are not read"),
    (b"\xff\xd8\xff", "a JPEG image", "give a text; images are not read"),
    (b"GIF8", "a GIF image", "give a text; images are not read"),
    (b"\x7fELF", "a program", "give a text"),
    (b"SQLite format 3", "a database", "export the text first"),
)


def decode(data: bytes, *, name: str, encoding: str = "") -> str:
    """The text of a plain file, without its byte-order mark, line ends as they are.

    A byte-order mark holds first, then `encoding`, which is what the user says. Raises
    `ReadError` with the file, the byte offset (from 0), the line and a remedy; `UsageError` for
    an unknown encoding.

    >>> decode("Привет".encode("utf-16"), name="a.txt")
    'Привет'
    """
    for mark, known in _MARKS:
        if data.startswith(mark):
            return _strictly(data, known, name, skip=len(mark))
    if encoding:
        return _declared(data, name, encoding)
    refuse_binary(data, name=name)
    return _strictly(data, "utf-8", name)


def refuse_binary(data: bytes, *, name: str) -> None:
    """Raise `ReadError` if it is not text, naming what it is."""
    refuse_signed(data, name=name)
    nul = data.find(b"\0")
    if nul < 0:
        return
    if looks := _utf16_without_mark(data):
        raise ReadError(
            f"byte {nul} is NUL: the file looks like UTF-16 without a byte-order mark",
            source=name,
            hint=f"name the encoding: {looks}",
        )
    raise ReadError(
        f"a binary file (byte {nul} is NUL)",
        source=name,
        line=data.count(b"\n", 0, nul) + 1,
        hint="give a text file",
    )


def refuse_signed(data: bytes, *, name: str) -> None:
    """Raise `ReadError` for what begins as an archive or the like begins."""
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"not a text but {what}", source=name, hint=remedy)


def _utf16_without_mark(data: bytes) -> str:
    sample = data[: 4096 & ~1]
    half = len(sample) // 2
    if sample.count(0) < 2:
        return ""
    if sample[1::2].count(0) > 0.4 * half and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _declared(data: bytes, name: str, encoding: str) -> str:
    try:
        known = codecs.lookup(encoding).name
        "".encode(known)
    except (LookupError, TypeError, ValueError) as error:
        raise UsageError(
            f"unknown encoding {encoding!r}", hint="such names are utf-8, windows-1251, iso-8859-1"
        ) from error
    return _strictly(data, known, name).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _strictly(data: bytes, encoding: str, name: str, skip: int = 0) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + skip
        raise ReadError(
            _fault(data, offset, encoding, error.reason),
            source=name,
            line=data.count(b"\n", 0, offset) + 1 if encoding == "utf-8" else 0,
            hint="save the file as UTF-8, or name its encoding, such as windows-1251",
        ) from error


def _fault(data: bytes, offset: int, encoding: str, reason: str) -> str:
    if "unexpected end" in reason or "truncated" in reason:
        return f"the file ends within a character at byte {offset}: it is truncated"
    return f"not {encoding.upper()}: byte {offset} is 0x{data[offset]:02X}"
