"""Write an apparatus into the base witness's own TEI file: its header and markup stay.

Where a unit's words begin or end inside an element, the unit is widened to the whole element, with
each witness's full text: nothing is split. Every unit goes in from the end of the text to its
beginning, so that places found before stay true.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..critic.columns import Finder
from ..critic.methods import merged, rebuilt, with_lacunae
from ..errors import WriteError
from ..model import Apparatus, Block
from ..text import xml
from ..text.tei import text_elements
from ._options import Options
from ._stream import Unit
from ._tei_apps import Apps
from ._tei_header import app_info, list_wit, variant_encoding
from ._tei_places import Piece, Places, Spot, insert, wrap
from ._xml import xml_names


def into(apparatus: Apparatus, options: Options) -> str:
    """The base's document with the apparatus in it.

    Raises `WriteError` for a file that is not the base's, that has an apparatus already, or for
    the location-referenced method, which needs numbers that the file may not have.
    """
    if options.method == "loc":
        raise WriteError("--into writes no @loc", hint="use --method ps or dep")
    tree = xml.parse(options.document, name=options.document_name)
    root = tree.getroot()
    if next(root.iter("{*}app"), None) is not None:
        raise WriteError(
            "has an apparatus already", source=options.document_name, hint="leave out --into"
        )
    (text, *more) = text_elements(root)
    if more or xml.local(root) != "TEI":
        raise WriteError(
            "is not one TEI text", source=options.document_name, hint="leave out --into"
        )
    base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
    places = Places(root, text, base, options.document_name)
    value = _fitted(with_lacunae(apparatus), places)
    taken = frozenset(str(i) for n in root.iter() if (i := n.get(xml.XML_ID)))
    ids = _ids(value, root, taken)
    apps = Apps(value, ids, options, taken)
    _Writer(value, apps, places, options, text).run()
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
        spans = []
        for unit in value.units:
            start, end = _extent(value, unit.start, unit.end)
            if end > start:
                start, end = places.fitted(start, end)
                columns = find(Block(value.base, start, end))
                spans.append((min(unit.start, columns.start), max(unit.end, columns.stop)))
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
        """Blanks that a reading has and the file, beside the lemma, has not."""
        left, right = self._blank(start), self._blank(end)
        if start == end:
            left, right = False, start > 0 and left  # put in directly after the word before
        found = []
        for reading in readings:
            block = reading.blocks[0]
            witness = self.value.collation.witnesses[self.value.collation.index(block.siglum)]
            wants = [
                i <= 0 or i >= len(witness) or witness.ends[i - 1] < witness.starts[i]
                for i in (block.start, block.end)
            ]
            own = reading is readings[0] and end > start
            said = bool(reading.text) and not own
            found.append((said and wants[0] and not left, said and wants[1] and not right))
        return tuple(found)

    def _blank(self, token: int) -> bool:
        """Has the base white space before a token?"""
        n = len(self.base)
        return token <= 0 or token >= n or self.base.ends[token - 1] < self.base.starts[token]

    def _segment(self, event: Unit) -> None:
        app = self._element(self.apps.app(event))
        if event.start == event.end:
            insert(self._gap(event.start), app)
            return
        lemma = app.find(f"{{{xml.TEI}}}lem")
        for child in list(lemma):
            lemma.remove(child)
        start, end = self.places.before(event.start), self.places.behind(event.end - 1)
        wrap(start, end, app, lemma)

    def _point(self, event: Unit) -> None:
        left, right = self.apps.anchors(event.unit)
        anchors = [self._element(f'<anchor xml:id="{id}"/>') for id in (left, right)]
        app = self._element(self.apps.app(event, {"from_": f"#{left}", "to": f"#{right}"}))
        empty = event.start == event.end
        end = self._gap(event.start) if empty else self.places.behind(event.end - 1)
        if self.options.location == "internal":
            insert(end, app)
        else:
            self.outside.append(app)
        insert(end, anchors[1])
        insert(end if empty else self.places.before(event.start), anchors[0])

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
        back = self.text.find(f"{{{xml.TEI}}}back")
        if back is None:
            back = self._element("<back/>")
            self.text.append(back)
        division = self._element("<div><listApp/></div>")
        for app in apps:
            division[0].append(app)
        back.append(division)

    def _element(self, text: str) -> Any:
        from lxml import etree

        wrapped = f'<x xmlns="{xml.TEI}">{text}</x>'
        return etree.fromstring(wrapped.encode())[0]


def _header(root: Any, value: Apparatus, ids: Mapping[str, str], options: Options) -> None:
    """Add the witnesses and how the apparatus was made; nothing in the header is changed."""
    from lxml import etree

    def parsed(text: str) -> Any:
        return etree.fromstring(f'<x xmlns="{xml.TEI}">{text}</x>'.encode())[0]

    header = root.find(f"{{{xml.TEI}}}teiHeader")
    source = header.find(f"{{{xml.TEI}}}fileDesc/{{{xml.TEI}}}sourceDesc")
    listing = parsed(list_wit(value, ids))
    known = next(source.iter(f"{{{xml.TEI}}}listWit"), None)
    if known is None and any(xml.local(child) in ("p", "ab") for child in source):
        paragraph = parsed("<p/>")  # prose and lists do not stand side by side there
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
        encoding = parsed("<encodingDesc/>")
        header.insert(header.index(header.find(f"{{{xml.TEI}}}fileDesc")) + 1, encoding)
    encoding.append(parsed(app_info(value)))
    encoding.append(parsed(variant_encoding(options)))


__all__ = ["into"]
