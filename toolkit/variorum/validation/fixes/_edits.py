"""Edits of a source: what a fix proposes, and how edits are put into the bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the characters `start:end` of the decoded source."""

    start: int
    end: int
    text: str


def apply(data: bytes, source: str, edits: Sequence[Edit], codec: str) -> bytes:
    """Put edits into the bytes of which `source` is the decoded text.

    Edits must not overlap. Every byte outside them stays; a byte-order mark too.
    """
    prefix, form = _form(data, codec)
    pieces = [data[:prefix]]
    at, byte_at = 0, prefix
    for edit in sorted(edits):
        byte_start = byte_at + len(source[at : edit.start].encode(form))
        byte_end = byte_start + len(source[edit.start : edit.end].encode(form))
        pieces += [data[byte_at:byte_start], edit.text.encode(form)]
        at, byte_at = edit.end, byte_end
    pieces.append(data[byte_at:])
    return b"".join(pieces)


def _form(data: bytes, codec: str) -> tuple[int, str]:
    """How many bytes the byte-order mark takes, and the codec without it."""
    if data.startswith(b"\xef\xbb\xbf"):
        return 3, "utf-8"
    if data.startswith(b"\xff\xfe"):
        return 2, "utf-16-le"
    if data.startswith(b"\xfe\xff"):
        return 2, "utf-16-be"
    return 0, codec
