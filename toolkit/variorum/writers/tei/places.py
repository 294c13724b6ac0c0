"""Where the words of a witness stand in the tree of its own TEI file.

The words are found by counting letters: reading a file folds its white space and changes nothing
else, so the n-th character that is not white space is the same in the file and in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ...errors import WriteError
from ...model import Witness
from ...tei.elements import BLOCKS, CONTAINERS, NO_TEXT, passage_ids
from ...tei.readings import sigla
from ...tei.text import Walk, Wanted
from ...text import xml
from ...text.hyphens import HYPHENS
from ...text.xml import tail

ATOMIC = frozenset("w pc c g m am choice subst".split())  # elements that no `app` may stand in


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of character data: the text at an element's beginning, or what follows one."""

    node: Any
    after: bool  # the text that follows the element, inside its parent

    @property
    def text(self) -> str:
        return tail(self.node) if self.after else (self.node.text or "")

    @property
    def parent(self) -> Any:
        """The element whose content this is."""
        return self.node.getparent() if self.after else self.node


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a piece: before its character number `offset`."""

    piece: Piece
    offset: int
    behind: bool = False  # of the word before it rather than of the one after


class _Reader(Walk):
    """Reads a witness and keeps the pieces that gave it text."""

    def pieces(self, root: Any) -> list[Piece]:
        from lxml import etree

        found: list[Piece] = []
        self._begin(root)
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                if not self._enter(node, xml.local(node)):
                    walker.skip_subtree()
                elif node.text and not self.off and xml.local(node) not in NO_TEXT:
                    found.append(Piece(node, False))
                continue
            if event == "end" and node in self.closing:
                self.closing.pop(node)()
            after = tail(node) if node is not root else ""
            if after and not self.off and xml.local(node.getparent()) not in NO_TEXT:
                found.append(Piece(node, True))
        return found


class Places:
    """The spots of a witness's words in a tree; raises `WriteError` if it is not its file."""

    def __init__(self, root: Any, text: Any, witness: Witness, name: str) -> None:
        self._witness = witness
        wanted = Wanted(witness.siglum, sigla(root))
        self._ids = passage_ids(text)
        self._pieces = _Reader(wanted, self._ids).pieces(text)
        self._letters = [  # offset of each letter of each piece
            [i for i, c in enumerate(piece.text) if not c.isspace()] for piece in self._pieces
        ]
        if not self._found(iter("".join(witness.text.split()))):
            raise WriteError(
                f"its text is not that of {witness.siglum} as collated",
                source=name,
                hint="write a new document",
            )
        self._first = [0, *accumulate(len(own) for own in self._letters)]
        spaces = [c.isspace() for c in witness.text]
        self._rank = [0, *accumulate(not space for space in spaces)]  # letters before a character

    def _found(self, wanted: Iterator[str]) -> bool:
        """Are the letters of the file those wanted, but for the hyphens at its line ends?

        These are not letters: reading has left them out.
        """
        letter = next(wanted, "")
        for piece, own in zip(self._pieces, self._letters):
            skipped = []
            for place, offset in enumerate(own):
                if piece.text[offset] == letter:
                    letter = next(wanted, "")
                elif piece.text[offset] in HYPHENS:
                    skipped.append(place)
                else:
                    return False
            for place in reversed(skipped):
                del own[place]
        return not letter

    def before(self, token: int) -> Spot:
        """The spot directly before a token."""
        return self._spot(self._rank[self._witness.starts[token]], 0)

    def behind(self, token: int) -> Spot:
        """The spot directly after a token."""
        return self._spot(self._rank[self._witness.ends[token]] - 1, 1)

    def homes(self) -> dict[str, str]:
        """The passage of the file in which each passage of the witness begins, by their ids."""
        found = {}
        for passage in self._witness.passages:
            if passage.end > passage.start:
                parent = self.before(passage.start).piece.parent
                above = (n for n in (parent, *parent.iterancestors()) if n in self._ids)
                found[passage.id] = self._ids[next(above)]
        return found

    def _spot(self, letter: int, step: int) -> Spot:
        from bisect import bisect_right

        number = bisect_right(self._first, letter) - 1
        offset = self._letters[number][letter - self._first[number]]
        return Spot(self._pieces[number], offset + step, behind=step > 0)

    def within(self, element: Any) -> range:
        """The tokens that have a letter in an element."""
        from bisect import bisect_left

        inside = [
            n for n, p in enumerate(self._pieces)
            if self._letters[n] and (p.parent is element or element in p.parent.iterancestors())
        ]  # fmt: skip
        if not inside:
            return range(0)
        low, high = self._first[inside[0]], self._first[inside[-1] + 1]
        starts = [self._rank[a] for a in self._witness.starts]
        ends = [self._rank[b] for b in self._witness.ends]
        from bisect import bisect_right

        return range(bisect_right(ends, low), bisect_left(starts, high))

    def fitted(self, start: int, end: int) -> tuple[int, int]:
        """The least range around tokens `start:end` that no element's border cuts."""
        while True:
            top = common(self.before(start).piece.parent, self.behind(end - 1).piece.parent)
            low, high = start, end
            for spot in (self.before(start), self.behind(end - 1)):
                if spot.piece.parent is not top:
                    cover = self.within(child_of(spot.piece.parent, top))
                    low, high = min(low, cover.start), max(high, cover.stop)
            if (low, high) == (start, end):
                return low, high
            start, end = low, high

    def takes_blocks(self, start: int, end: int) -> bool:
        """Do tokens `start:end` reach over a passage of the file, so that it is wrapped whole?"""
        last = self.behind(end - 1).piece.parent
        top = common(self.before(start).piece.parent, last)
        inner = [last, *last.iterancestors()]
        return any(xml.local(node) in BLOCKS for node in inner[: inner.index(top)])


def common(a: Any, b: Any) -> Any:
    """The innermost element that holds both and may hold an `app`."""
    above = [a, *a.iterancestors()]
    both = (node for node in [b, *b.iterancestors()] if node in above)
    return next(node for node in both if xml.local(node) not in ATOMIC)


def child_of(node: Any, top: Any) -> Any:
    """The child of `top` that is `node` or holds it."""
    while node.getparent() is not top:
        node = node.getparent()
    return node


def insert(spot: Spot, new: Any) -> None:
    """Put an element at a spot, outside the inline elements that end or begin there."""
    while _at_border(spot) or xml.local(spot.piece.parent) in ATOMIC:
        spot = _outward(spot, spot.piece.parent.getparent(), spot.behind)
    _put(spot, new)


def _put(spot: Spot, new: Any) -> None:
    """Put an element exactly at a spot; what stood after it follows it."""
    piece, text = spot.piece, spot.piece.text
    _set(piece, text[: spot.offset])
    if piece.after:
        parent = piece.node.getparent()
        parent.insert(parent.index(piece.node) + 1, new)
    else:
        piece.node.insert(0, new)
    xml.tree_tail(new, text[spot.offset :])


def _at_border(spot: Spot) -> bool:
    """Is nothing left of an inline element behind a spot, or nothing of it before?"""
    piece, top = spot.piece, spot.piece.parent
    if xml.local(top) in BLOCKS | CONTAINERS:
        return False
    if not spot.behind:
        return piece == Piece(top, False) and not piece.text[: spot.offset].strip()
    last = piece == (Piece(top[-1], True) if len(top) else Piece(top, False))
    return last and not piece.text[spot.offset :].strip()


def wrap(start: Spot, end: Spot, app: Any, lemma: Any) -> None:
    """Put what stands between two spots into `lemma`, and `app`, which holds it, in its place.

    Borders that cut an element move outwards to it.
    """
    top = common(start.piece.parent, end.piece.parent)
    start, end = _outward(start, top, False), _outward(end, top, True)
    # An element that belongs to the words is taken along, and one that takes no `app` is left.
    while xml.local(top) in ATOMIC or _holds_only(top, start, end):
        start = _outward(start, top.getparent(), False)
        end = Spot(Piece(top, True), 0)
        top = top.getparent()
    if start.piece == end.piece:
        text = start.piece.text
        lemma.text = text[start.offset : end.offset]
        rest = text[end.offset :]
        _set(start.piece, text[: end.offset])
        _put(start, app)
        xml.tree_tail(app, rest)
        return
    head, last = start.piece.text, end.piece
    rest = last.text[end.offset :]
    _set(last, last.text[: end.offset])
    lemma.text = head[start.offset :]
    _set(start.piece, head[: start.offset])
    first = top.index(start.piece.node) + 1 if start.piece.after else 0
    moved = list(top)[first : top.index(last.node) + 1]
    top.insert(first, app)
    for child in moved:
        lemma.append(child)
    xml.tree_tail(app, rest)


def _holds_only(top: Any, start: Spot, end: Spot) -> bool:
    """Is an inline element filled by what stands between two spots in it?"""
    if xml.local(top) in BLOCKS | CONTAINERS or start.piece != Piece(top, False):
        return False
    last = top[-1] if len(top) else None
    closing = Piece(top, False) if last is None else Piece(last, True)
    around = start.piece.text[: start.offset] + end.piece.text[end.offset :]
    return end.piece == closing and not around.strip()


def _outward(spot: Spot, top: Any, end: bool) -> Spot:
    """The same spot directly in `top`: before or after the child that holds it."""
    if spot.piece.parent is top:
        return spot
    child = child_of(spot.piece.parent, top)
    if end:
        return Spot(Piece(child, True), 0, behind=True)
    before = child.getprevious()
    piece = Piece(top, False) if before is None else Piece(before, True)
    return Spot(piece, len(piece.text))


def _set(piece: Piece, text: str) -> None:
    if piece.after:
        xml.tree_tail(piece.node, text)
    else:
        piece.node.text = text
