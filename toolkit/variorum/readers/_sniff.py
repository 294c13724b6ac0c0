"""Tell a format by its content, where the name does not."""

from __future__ import annotations

import re

_ZIP = b"PK\x03\x04"
_PACKAGES = (  # the first part of the archive says what it is
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
)
_EXCHANGE = re.compile(
    rb"^(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!(?!--)[^>]*>)\s*)*<(tmx|xliff)\b", re.S
)
_SCANNED = re.compile(
    rb"^(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!(?!--)[^>]*>)\s*)*"
    rb"(?:<variorum-pages>\s*<page[^>]*>\s*)?<(?:[\w.-]+:)?(PcGts|alto)\b",
    re.S,
)
_SCANS = {b"PcGts": "pagexml", b"alto": "alto"}
_MARK = re.compile(rb"^(?:\xef\xbb\xbf)?\s*")
_HTML = re.compile(rb"<(?:!doctype html|html)\b", re.I)
_VARIORUM = re.compile(rb'"schema"\s*:\s*"variorum\.')
_EDITOR = re.compile(rb'"(?:rule_match|transcription|transcription_id|collation-editor)"\s*:')


def sniff(data: bytes) -> str:
    """The name of the reader that fits the content; plain text when nothing else does.

    >>> sniff(b'{"witnesses": []}'), sniff(b"<TEI/>"), sniff(b"To be")
    ('collatex', 'tei', 'txt')
    """
    if data.startswith(_ZIP):
        return next((name for mark, name in _PACKAGES if mark in data[:128]), "docx")
    head = data[:4096]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:8192].decode("utf-16", "ignore").encode()
    begin = head[_MARK.match(head).end() :]  # type: ignore[union-attr]  # it matches always
    if _HTML.search(begin[:1024]):
        return "html"
    if exchange := _EXCHANGE.match(begin):
        return exchange[1].decode()
    if scanned := _SCANNED.match(begin):
        return _SCANS[scanned[1]]
    if begin.startswith(b"\\id "):
        return "usfm"
    if begin.startswith(b"<"):
        return "tei"
    if begin[:1] in (b"{", b"[") and _EDITOR.search(head):
        return "itsee"
    if begin.startswith(b"{"):
        return "json" if _VARIORUM.search(head) else "collatex"
    return "txt"
