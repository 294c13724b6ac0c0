"""The text of each witness of a TEI tree.

Every element that holds text of the document is taken; what is apart is listed in `tei_elements`.
White space is folded, passages are parted by one line end, inline markup is kept as stand-off
spans. Apparatus in its place is resolved per witness, hands become layers. Apparatus that points
to the text is not resolved here: its base text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..text import xml
from ..text.flow import Flow
from ..text.xml import tail as text_after
from .elements import (
    APART,
    BLOCKS,
    BREAKS,
    CONTAINERS,
    EITHER,
    MILESTONES,
    NO_TEXT,
    chosen,
    is_apart,
    is_ours,
    is_sentence,
    numbers_above,
    passage_ids,
)
from .readings import (
    LOST,
    Sigla,
    begins_absent,
    concerned,
    counts_words,
    holds_entries_only,
    is_whole,
    points,
    reading,
    says_words,
)

if TYPE_CHECKING:
    pass

_DASH = re.compile("dash|hyphen")
_ENTERING = ("witStart", "lacunaEnd")
_NO_SPAN = frozenset("app lem rdg rdgGrp choice subst TEI text".split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which text of a tree is asked for."""

    siglum: str = ""  # the witness whose readings are taken
    known: Sigla = Sigla((), {}, {}, {})
    choice: tuple[str, ...] = ("orig",)
    hands: frozenset[str] | None = None  # whose corrections count; None = everybody's
    hyphens: bool = False  # keep hyphens at line ends
    excluded: frozenset[Any] = frozenset()  # elements that are not read
    only: frozenset[Any] | None = None  # elements outside of which nothing is read


def read_text(root: Any, wanted: Wanted, ids: dict[Any, str] | None = None) -> Flow:
    """The running text of one witness: everything below `root` that it reads.

    `ids` are the passage ids of the tree (`passage_ids`), computed once for all its witnesses.
    Time is linear in the size of the tree.
    """
    return Walk(wanted, passage_ids(root) if ids is None else ids).run(root)


def text_elements(root: Any) -> list[Any]:
    """The `text` of a document (of a corpus, of each); the root itself where it is a fragment."""
    if xml.local(root) == "teiCorpus":
        inner = [child for child in root if xml.local(child) in ("TEI", "teiCorpus")]
        return [text for child in inner for text in text_elements(child)]
    if xml.local(root) != "TEI":
        return [root]
    return [child for child in root if xml.local(child) == "text"]


class Walk:
    """One pass over a tree for one witness, in document order, without recursion."""

    def __init__(self, wanted: Wanted, ids: dict[Any, str]) -> None:
        self.wanted = wanted
        self.ids = ids
        self.flow = Flow()
        self.root: Any = None
        self.taken: dict[Any, Any] = {}  # of these parents only this child is read
        self.closing: dict[Any, Callable[[], None]] = {}  # what to do at an element's end
        self.after: dict[Any, Callable[[], None]] = {}  # … and behind it
        self.places: list[tuple[str, str, int]] = []  # open passages and groups of passages
        self.blocks = 0  # open passages
        self.words = 0  # open `w`
        self.word_end = -1  # where the last `w` or `pc` ended
        self.off = False  # the witness is not extant here
        self.units: dict[str, str] = {}  # the last number of each unit of milestones
        self.edges: set[int] = set()  # where the one text of a file begins, ends or breaks off
        self.inside = 0  # open elements of those that alone are read
        self.parted: dict[Any, bool] = {}  # passages that hold entries alone
        self.english = True  # may be judged by the words of English
        self.exact = False  # our own file: every blank is there

    def run(self, root: Any) -> Flow:
        from lxml import etree

        self._begin(root)
        silent: list[bool] = []  # of each open element: is what stands directly in it no text?
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                name = xml.local_name(node.tag)
                silent.append(name in NO_TEXT)
                if not self._enter(node, name):
                    walker.skip_subtree()
                elif self.reads and not silent[-1] and (text := node.text):
                    self.flow.text(text)
                continue
            if event == "end":
                silent.pop()
                if node in self.closing:
                    self.closing.pop(node)()
                if node in self.after:
                    self.after.pop(node)()
            if silent and self.reads and not silent[-1] and (after := text_after(node)):
                self.flow.text(after)
        self.flow.end_passage()
        return self.flow

    @property
    def reads(self) -> bool:
        """Is what stands here text of the witness that is asked for?"""
        return not self.off and (self.wanted.only is None or self.inside > 0)

    def _begin(self, root: Any) -> None:
        self.root = root
        self.exact = is_ours(root)
        above = (n.get(xml.XML_LANG) for n in (root, *root.iterancestors()))
        self.english = next(filter(None, above), "en").startswith("en")
        self.off = begins_absent(root, self.wanted.siglum, self.wanted.known)
        if self.off:
            self.flow.gap("not extant", "")

    def _enter(self, node: Any, name: str) -> bool:
        """Begin an element; False if what it holds is not read."""
        if (self.taken and self._passed_over(node)) or node in self.wanted.excluded:
            return False
        if self.wanted.only is not None and node in self.wanted.only:
            self.flow.blank()  # what stands apart is no one word
            self.inside += 1
            self.after[node] = self._outside
        if (name in ("note", "div") or name in APART) and self._is_left(node):
            if name == "note" and self.reads:
                said = read_text(node, self.wanted, self.ids).string()
                self.flow.note(said, node.get("type") or "")
            return False
        if name in BLOCKS or name in CONTAINERS or self._may_be_block(node, name):
            self._block(node, name)
        elif name in BREAKS:
            self._break(node, name)
        elif name in MILESTONES:
            self._milestone(node, name)
        elif name == "app":
            return self._apparatus(node)
        elif name == "choice":
            self.taken[node] = chosen(node, self.wanted.choice)
        elif name == "gap":
            self._gap(node)
            return False
        elif name in ("add", "del") and not self._counts(node, name):
            return False
        elif name not in _NO_SPAN and self.reads:
            self._inline(node, name)
        return True

    def _outside(self) -> None:
        self.inside -= 1
        self.flow.blank()

    def _passed_over(self, node: Any) -> bool:
        """Is another child of its parent the one that is read?"""
        parent = node.getparent()
        return parent is not None and self.taken.get(parent, node) is not node

    def _is_left(self, node: Any) -> bool:
        """Is this, unless it was asked for itself, no text of the document?"""
        return node is not self.root and is_apart(node)

    def _may_be_block(self, node: Any, name: str) -> bool:
        alone = name in EITHER and self._stands_alone()
        return alone or (self.exact and is_sentence(node))

    def _stands_alone(self) -> bool:
        return not self.blocks and not self.flow.inside

    def _block(self, node: Any, name: str) -> None:
        place = (self.ids.get(node, name), name, int(node.sourceline or 0))
        inner = name not in CONTAINERS
        self._named(node, name)
        self.places.append(place)
        self.blocks += inner
        self.flow.passage(*place)

        def end() -> None:
            self.places.pop()
            self.blocks -= inner
            self.flow.passage(*(self.places[-1] if self.places else place))

        self.closing[node] = end

    def _named(self, node: Any, name: str) -> None:
        """Note what the file calls a place: its id, its number."""
        if not self.reads:
            return
        if id := node.get(xml.XML_ID):
            self.flow.reference("id", id)
        if number := node.get("n"):
            self.flow.reference(name, number, ".".join(numbers_above(node)))

    def _milestone_named(self, node: Any, name: str) -> None:
        """Note the number of a milestone or a column, below those of the greater units."""
        unit, number = (node.get("unit") or name) if name == "milestone" else name, node.get("n")
        if number:
            greater = [u for u in self.units if u != unit]
            if unit in self.units:
                greater = greater[: list(self.units).index(unit)]
            self.units[unit] = number
            self.flow.reference(name, f"{unit} {number}", ".".join(self.units[u] for u in greater))

    def _inline(self, node: Any, name: str) -> None:
        if name == "w":
            self._word_begins(node)
        elif name in EITHER or name == "s":
            self._named(node, name)
        self.flow.open(name, xml.attributes(node))

        def end() -> None:
            self.flow.close()
            self.words -= name == "w"
            if name in ("w", "pc"):
                self.word_end = self.flow.length

        self.closing[node] = end

    def _word_begins(self, node: Any) -> None:
        """Words that are marked as such need no blank between them in the file."""
        self.words += 1
        if self.flow.length != self.word_end or node.get("part") in ("M", "F"):
            return
        if node.get("join") not in ("left", "both"):
            self.flow.blank()

    def _break(self, node: Any, name: str) -> None:
        if not self.reads:
            return
        if name in ("milestone", "cb"):
            self._milestone_named(node, name)
        signed = node.get("break") is None and _follows_hyphen(node)
        attributes = (*xml.attributes(node), *((("break", "no"),) if signed else ()))
        joined = signed or node.get("break") == "no" or bool(self.words)
        hyphened = node.get("break") != "yes" and not self.exact and not self.wanted.hyphens
        if hyphened and self.flow.line_end(name, attributes, self.english and not joined):
            return
        if joined:
            self.flow.join()
        else:
            self.flow.blank()
        self.flow.milestone(name, attributes)

    def _milestone(self, node: Any, name: str) -> None:
        if not self.wanted.siglum:
            self._edge()
            return
        if self.wanted.siglum not in concerned(node, self.wanted.known):
            return
        leaving = name not in _ENTERING
        if leaving and not self.off:
            self.flow.gap("not extant", "")
        self.off = leaving

    def _edge(self) -> None:
        """The one text of a file begins, ends or breaks off here; what is written is read."""
        if self.reads and self.flow.length not in self.edges:
            self.edges.add(self.flow.length)
            self.flow.gap("not extant", "")

    def _gap(self, node: Any) -> None:
        if not self.reads:
            return
        quantity = " ".join(filter(None, (node.get("quantity"), node.get("unit"))))
        self.flow.gap(node.get("reason") or "", node.get("extent") or quantity)
        self.flow.milestone("gap", xml.attributes(node))

    def _apparatus(self, app: Any) -> bool:
        """Go into the one reading of the witness; what else the `app` holds is not read."""
        if points(app):
            return False
        part = reading(app, self.wanted.siglum, self.wanted.known)
        if not self.exact and (counts_words(app) or self._parted(app.getparent())):
            self.flow.blank()  # entries for words, whatever white space the file has between them
            self.closing[app] = self.flow.blank
        if is_whole(app) and (part is None or xml.local(part) == "lem"):
            return False  # the passage is not lost here
        if part is None or not says_words(part) or is_whole(app):
            lost = part is None or is_whole(app) or part.get("type") in LOST
            if lost and self.reads:
                self.flow.gap("not extant", "")
            return False
        while part is not app:
            self.taken[part.getparent()] = part
            part = part.getparent()
        return True

    def _parted(self, passage: Any) -> bool:
        if passage not in self.parted:
            self.parted[passage] = holds_entries_only(passage)
        return self.parted[passage]

    def _counts(self, node: Any, name: str) -> bool:
        """Is an `add` or `del` part of the text at the state that is asked for?"""
        hands = self.wanted.hands
        done = hands is None or hand_of(node) in hands
        if name == "del" and xml.local(node.getparent()) == "restore":
            done = not done
        return done == (name == "add")


def _follows_hyphen(node: Any) -> bool:
    """Does a break stand directly after a sign, encoded as a glyph (`g`), that a word goes on?

    An empty `g` says by its name alone what the sign is: `#dbdash`, `#hyphen`.
    """
    before = node.getprevious()
    while before is not None and not text_after(before).strip():
        name = xml.local(before) if xml.is_element(before) else ""
        if name == "g":
            said = f"{before.get('ref') or ''} {before.get('type') or ''}".lower()
            return not text_after(before) and not xml.string(before) and bool(_DASH.search(said))
        if name not in BREAKS and name:
            return False
        before = before.getprevious()
    return False


def hand_of(node: Any) -> str:
    """The hand of an `add` or `del`, its own or its `subst`'s; the empty string if unnamed."""
    hand = node.get("hand") or node.getparent().get("hand") or ""
    return str(hand).rpartition("#")[2]
