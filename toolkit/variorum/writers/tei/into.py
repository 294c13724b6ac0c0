"""Write an apparatus into the base witness's own TEI file: its header and markup stay.

Where a unit's words begin or end inside an element, the unit is widened to the whole element, with
each witness's full text: nothing is split. Every unit goes in from the end of the text to its
beginning, so that places found before stay true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...critic.columns import Finder
from ...critic.methods import merged, rebuilt, with_lacunae
from ...errors import WriteError
from ...model import Apparatus, Block
from ...tei.elements import passage_ids
from ...tei.text import text_elements
from ...text import xml
from .._events import Unit
from .._options import Options
from .._xml import xml_names
from .apps import Apps
from .beside import Beside
from .header import agreeing, app_info, list_wit, variant_encoding
from .places import Piece, Places, Spot, insert, wrap


def into(apparatus: Apparatus, options: Options) -> str:
    """The base's document with the apparatus in it.

    Raises `WriteError` for a file that is not the base's, that has an apparatus already, or for
    the location-referenced method, which needs numbers that the file may not have.
    """
    if options.method == "loc":
        raise WriteError("@loc is not written into a file", hint="use the method ps or dep")
    tree = xml.parse(options.document, name=options.document_name)
    root = tree.getroot()
    if next(root.iter("{*}app"), None) is not None:
        raise WriteError(
            "has an apparatus already", source=options.document_name, hint="write a new file"
        )
    (text, *more) = text_elements(root)
    if more or xml.local(root) != "TEI":
        raise WriteError(
            "is not one TEI text", source=options.document_name, hint="write a new file"
        )
    base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
    places = Places(root, text, base, options.document_name)
    value = _fitted(with_lacunae(apparatus), places)
    taken = frozenset(str(i) for n in root.iter() if (i := n.get(xml.XML_ID)))
    ids = _ids(value, root, taken)
    apps = Apps(value, ids, options, taken)
    _Writer(value, apps, places, options, text).run()
    if options.beside:
        _beside(root, text, value, places, options, ids.values())
    if silent := agreeing(value, ids, options):
        text.set("corresp", f"{text.get('corresp', '')} {silent}".strip())
    _header(root, value, ids, options)
    return xml.serialise(tree)


def _ids(value: Apparatus, root: Any, taken: frozenset[str]) -> dict[str, str]:
    """Each witness's id: its own where the file declares it, else a free one."""
    own = {str(w.get(xml.XML_ID)) for w in root.iter("{*}witness") if w.get(xml.XML_ID)}
    known = {s: s for s in value.collation.sigla if s in own}
    fresh = xml_names((s for s in value.collation.sigla if s not in known), taken)
    return {s: known.get(s) or fresh[s] for s in value.collation.sigla}


def _fitted(value: Apparatus, places: Places) -> Apparatus:
    """Units that no element's border cuts; those that come to overlap are merged."""
    find = Finder(value.collation)
    while True:
        spans: list[tuple[int, int]] = []
        last = 0, 0
        for unit in value.units:
            start, end = _extent(value, unit.start, unit.end)
            if end > start:
                last = start, end = places.fitted(start, end)
                columns = find(Block(value.base, start, end))
                spans.append((min(unit.start, columns.start), max(unit.end, columns.stop)))
            elif spans and start == last[1] > 0 and places.takes_blocks(*last):
                # put in at the end of a passage that the unit before takes along as a whole
                spans[-1] = spans[-1][0], max(spans[-1][1], unit.end)
            else:
                spans.append((unit.start, unit.end))
        found = list(merged(spans))
        if found == [(u.start, u.end) for u in value.units]:
            return value
        value = rebuilt(value, found)


def _extent(value: Apparatus, start: int, end: int) -> tuple[int, int]:
    """The base's tokens in columns `start:end`; empty where it has none: before the next."""
    w = value.collation.index(value.base)
    starts, ends = value.collation.starts[w], value.collation.ends[w]
    filled = [c for c in range(start, end) if ends[c] > starts[c]]
    if filled:
        return starts[filled[0]], ends[filled[-1]]
    before = next((ends[c] for c in range(start - 1, -1, -1) if ends[c] > starts[c]), 0)
    return before, before


class _Writer:
    def __init__(
        self, value: Apparatus, apps: Apps, places: Places, options: Options, text: Any
    ) -> None:
        self.value = value
        self.apps = apps
        self.places = places
        self.options = options
        self.text = text
        self.base = value.collation.witnesses[value.collation.index(value.base)]
        self.outside: list[Any] = []
        self.head: Any = None  # the first element put before the first word

    def run(self) -> None:
        for unit in reversed(self.value.units):
            start, end = _extent(self.value, unit.start, unit.end)
            event = Unit(unit, self._spaced(unit.readings, start, end), start, end)
            if self.options.method == "ps":
                self._segment(event)
            else:
                self._point(event)
        if self.outside:
            self._append(self.outside[::-1])

    def _spaced(self, readings: Any, start: int, end: int) -> tuple[tuple[bool, bool], ...]:
        """Blanks that a reading has and the file, beside the lemma, has not.

        Of witnesses who share a reading one that has a blank suffices: better parted than glued.
        """
        left, right = self._blank(start), self._blank(end)
        if start == end:
            left, right = False, start > 0 and left  # put in directly after the word before
        found = []
        for reading in readings:
            own = reading is readings[0] and end > start
            before, after = (any(b) for b in zip(*map(self._wants, reading.blocks), strict=True))
            if reading.text and not own:
                found.append((before and not left, after and not right))
            else:  # who lacks the word may have a blank where the base has none on either side
                found.append((end > start and before and not (own or left or right), False))
        return tuple(found)

    def _wants(self, block: Block) -> tuple[bool, bool]:
        """Has a witness white space before and after its words?"""
        witness = self.value.collation.witnesses[self.value.collation.index(block.siglum)]
        before, after = (
            i <= 0 or i >= len(witness) or witness.ends[i - 1] < witness.starts[i]
            for i in (block.start, block.end)
        )
        return before, after

    def _blank(self, token: int) -> bool:
        """Has the base white space before a token?"""
        n = len(self.base)
        return token <= 0 or token >= n or self.base.ends[token - 1] < self.base.starts[token]

    def _segment(self, event: Unit) -> None:
        app = _parsed(self.apps.app(event))
        if event.start == event.end:
            self._add(event.start, app)
            return
        lemma = app.find(f"{{{xml.TEI}}}lem")
        for child in list(lemma):
            lemma.remove(child)
        start, end = self.places.before(event.start), self.places.behind(event.end - 1)
        wrap(start, end, app, lemma)

    def _point(self, event: Unit) -> None:
        left, right = self.apps.anchors(event.unit)
        anchors = [_parsed(f'<anchor xml:id="{id}"/>') for id in (left, right)]
        app = _parsed(self.apps.app(event, {"from_": f"#{left}", "to": f"#{right}"}))
        parts = [*anchors, app] if self.options.location == "internal" else anchors
        if self.options.location != "internal":
            self.outside.append(app)
        if event.start == event.end:
            for part in reversed(parts):
                self._add(event.start, part)
            return
        for part in reversed(parts[1:]):
            insert(self.places.behind(event.end - 1), part)
        insert(self.places.before(event.start), anchors[0])

    def _add(self, token: int, new: Any) -> None:
        """Put an element where the base has no words; before what was put there already."""
        if not token and self.head is not None:
            parent = self.head.getparent()
            parent.insert(parent.index(self.head), new)
        else:
            insert(self._gap(token), new)
        if not token:
            self.head = new

    def _gap(self, token: int) -> Spot:
        """After the word before a token; in an empty text, at its beginning."""
        if token:
            return self.places.behind(token - 1)
        if len(self.base):
            return self.places.before(0)
        block = next((n for n in self.text.iter() if xml.local(n) in ("p", "ab", "l")), None)
        if block is None:
            raise WriteError("has no passage to write into", source=self.options.document_name)
        return Spot(Piece(block, False), 0)

    def _append(self, apps: list[Any]) -> None:
        division = _parsed("<div><listApp/></div>")
        for app in apps:
            division[0].append(app)
        _back(self.text).append(division)


def _parsed(text: str) -> Any:
    from lxml import etree

    return etree.fromstring(f'<x xmlns="{xml.TEI}">{text}</x>'.encode())[0]


def _back(text: Any) -> Any:
    back = text.find(f"{{{xml.TEI}}}back")
    if back is None:
        back = _parsed("<back/>")
        text.append(back)
    return back


def _beside(
    root: Any, text: Any, value: Apparatus, places: Places, options: Options, taken: Iterable[str]
) -> None:
    """Versions in another language, linked to the elements of this file that they answer.

    An element that has no id is linked by an anchor at its beginning: its attributes stay.
    """
    nodes = {id: node for node, id in passage_ids(text).items()}
    given = {id: str(own) for id, node in nodes.items() if (own := node.get(xml.XML_ID))}
    used = {*taken, *(str(i) for n in root.iter() if (i := n.get(xml.XML_ID)))}
    beside = Beside(options, value, used, places.homes(), given)
    for id, name in beside.home_ids().items():
        if id not in given:
            _put_first(nodes[id], _parsed(f'<anchor xml:id="{name}"/>'))
    if group := beside.group():
        stand_off = root.find(f"{{{xml.TEI}}}standOff")
        if stand_off is None:
            stand_off = _parsed("<standOff/>")
            text.addprevious(stand_off)
        stand_off.append(_parsed(group))
    for witness in options.beside:
        _back(text).append(_parsed(beside.division(witness)))


def _put_first(node: Any, new: Any) -> None:
    insert_at = node.text
    node.text = None
    node.insert(0, new)
    xml.tree_tail(new, insert_at or "")


def _header(root: Any, value: Apparatus, ids: Mapping[str, str], options: Options) -> None:
    """Add the witnesses and how the apparatus was made; nothing in the header is changed."""
    header = root.find(f"{{{xml.TEI}}}teiHeader")
    source = header.find(f"{{{xml.TEI}}}fileDesc/{{{xml.TEI}}}sourceDesc")
    listing = _parsed(list_wit(value, ids))
    known = next(source.iter(f"{{{xml.TEI}}}listWit"), None)
    if known is None and any(xml.local(child) in ("p", "ab") for child in source):
        paragraph = _parsed("<p/>")  # prose and lists do not stand side by side there
        paragraph.append(listing)
        source.append(paragraph)
    elif known is None:
        source.append(listing)
    else:
        declared = {w.get(xml.XML_ID) for w in known}
        for witness in list(listing):
            if witness.get(xml.XML_ID) not in declared:
                known.append(witness)
    encoding = header.find(f"{{{xml.TEI}}}encodingDesc")
    if encoding is None:
        encoding = _parsed("<encodingDesc/>")
        header.insert(header.index(header.find(f"{{{xml.TEI}}}fileDesc")) + 1, encoding)
    encoding.append(_parsed(app_info(value)))
    encoding.append(_parsed(variant_encoding(options)))


__all__ = ["into"]
