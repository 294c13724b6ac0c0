"""Is a large document valid? Answered without its tree, in little more memory than its bytes.

The answer is yes, or that it is not known: a fault has to be named with its place and its
neighbours, and for that the tree is needed. So what is said of a document that is not valid is
said by the walk over its tree alone.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from ..text.xml import library
from .automaton import WrittenWalk
from .faults import FaultKind
from .source import marks

if TYPE_CHECKING:
    from .grammar import Grammar

DEEPEST = 256  # the parser's limits, which only hold where it builds a tree
_LONGEST = re.compile(rb"<[^<]{10000000}")


def streams(data: bytes, grammar: Grammar, *, huge: bool = False) -> bool:
    """Is a document in UTF-8 without a DOCTYPE valid? False where it is not, or is not known."""
    if b"<!DOCTYPE" in data or not (huge or not _LONGEST.search(data)) or not _parses(data, huge):
        return False
    try:
        pieces = marks.cut(_decoded(data), sections=marks.CDATA.encode() in data)
        _Stream(grammar, DEEPEST if not huge else None).over(pieces)
    except (_Unsure, UnicodeDecodeError):
        return False
    return True


def _decoded(data: bytes) -> Iterator[str]:
    """The text of a document in UTF-8, a stretch at a time."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    return (decode(data[at : at + marks.STRETCH]) for at in range(0, len(data), marks.STRETCH))


def _parses(data: bytes, huge: bool) -> bool:
    """Does the parser take all of it? Asked so, it builds nothing, and knows no prefixes."""
    etree = library()
    parser = etree.XMLParser(
        target=_Nobody(), resolve_entities=False, no_network=True, huge_tree=huge
    )
    try:
        for at in range(0, len(data), marks.STRETCH):
            parser.feed(data[at : at + marks.STRETCH])
        parser.close()
    except etree.XMLSyntaxError:
        return False
    return True


class _Nobody:
    """A listener that the parser does not call."""

    def close(self) -> None:
        return None


class _Unsure(Exception):
    """Something is at fault, or can only be judged with the tree at hand."""


class _Stream(WrittenWalk):
    """The same walk, which ends at the first fault."""

    def __init__(self, grammar: Grammar, deepest: int | None) -> None:
        super().__init__(grammar, tuple)
        if deepest is not None:
            self.deepest = deepest

    def _read(self, tag: str, names: dict[str, str]) -> tuple[marks.Mark, dict[str, str]]:
        if not marks.sound(tag, names):
            raise _Unsure
        return super()._read(tag, names)

    def _too_deep(self) -> NoReturn:
        raise _Unsure

    def _fault(self, kind: FaultKind, node: Any, **more: Any) -> NoReturn:
        raise _Unsure
