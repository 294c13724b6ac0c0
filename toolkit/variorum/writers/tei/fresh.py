"""A fresh TEI document around the base text and its apparatus, by the three methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from ...critic.methods import with_lacunae, with_lemmata
from ...critic.segments import by_passages, gathered, segmented
from ...model import Apparatus, Passage, Witness
from ...text.tokens import spans
from .._events import Begin, Blank, Bound, Edge, End, Event, Unit, Words, events
from .._frame import frames
from .._options import Options
from .._xml import attributes, element, quote, xml_names
from .apps import Apps
from .beside import Beside
from .header import agreeing, credited, header

Prepare = Callable[[Apparatus], Apparatus]
Writer = Callable[[Apparatus, Apps, Options, "_Tags"], Iterator[str]]
_ELEMENTS = frozenset("p l ab head bibl stage item".split())  # kinds that a body may hold as such
_AROUND = {"l": "lg", "item": "list"}  # what holds several of an element


def document(apparatus: Apparatus, options: Options) -> str:
    """The document as text, with an XML declaration."""
    ids = xml_names(apparatus.collation.sigla)
    prepare, writer = _METHODS[options.method]
    apparatus = by_passages(apparatus)
    whole = apparatus if options.method == "loc" else gathered(apparatus)
    native = options.method == "dep" and _nests(whole)
    apparatus = whole if native else prepare(segmented(whole))
    beside = Beside(options, apparatus, ids.values())
    sources = credited(apparatus, ids, options, beside.names())
    apps = Apps(apparatus, ids, options, beside.names(), sources, None if native else whole)
    base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
    tags = _Tags(base, beside.base_ids())
    language = _language(apparatus)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
        f"{header(apparatus, ids, options, sources)}{beside.links()}"
        f"<text{language}{attributes({'corresp': agreeing(apparatus, ids, options)})}>\n"
        + "".join(writer(apparatus, apps, options, tags))
        + f"{beside.back()}</text>\n</TEI>\n"
    )


def _nests(apparatus: Apparatus) -> bool:
    """Does every entry stand within a long omission or beside it, and is nobody lost anywhere?"""
    long = [unit for unit in apparatus.units if unit.overlap]
    edges = {edge for unit in long for edge in (unit.start, unit.end)}
    crossed = any(
        any(unit.start < edge < unit.end for edge in edges)
        for unit in apparatus.units
        if not unit.overlap
    )
    return bool(long) and not crossed and not any(apparatus.collation.lacunae)


def _language(apparatus: Apparatus) -> str:
    base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
    return f" xml:lang={quote(base.language)}" if base.language else ""


def _tag(kind: str) -> str:
    """The element of a block."""
    return (
        "item" if kind == "toc" else kind if kind in _ELEMENTS else "ab" if kind == "seg" else "p"
    )


class _Tags:
    """The tags around each passage of the base: of its sentence, its block, and of several blocks.

    A heading that follows other blocks begins a division, which has its headings first.
    """

    def __init__(self, base: Witness, ids: Mapping[Passage, str]) -> None:
        self._ids = ids
        self._framed = frames(base)
        passages = base.passages
        tags = [_tag(self._framed[p.id].kind) for p in passages]
        self._divided = {
            p.id for p, (a, b) in zip(passages[1:], pairwise(tags)) if b == "head" != a
        }
        around = [_AROUND.get(tag, "") for tag in tags]
        self._begins = {
            p.id
            for p, a, b in zip(passages, ["", *around], around)
            if b and (a != b or self._framed[p.id].stanza_opens)
        }
        self._ends = {
            p.id
            for p, a, b in zip(passages, around, [*around[1:], ""])
            if a and (a != b or self._framed[p.id].stanza_closes)
        }

    def opening(self, passage: Passage) -> str:
        """What stands before the words of a passage."""
        frame = self._framed[passage.id]
        tag = _tag(frame.kind)
        named = {"n": "_".join(passage.id.split()), "xml:id": self._ids.get(passage, "")}
        made = "</div>\n<div>\n" if passage.id in self._divided else ""
        if passage.id in self._begins:
            made += f"<{_AROUND[tag]}>\n"
        if frame.whole:
            return f"{made}<{tag}{attributes(named)}>"
        if frame.opens:
            made += f"<{tag}{attributes({'n': '_'.join(frame.of.split())})}>"
        return f"{made}<s{attributes(named)}>"

    def closing(self, passage: Passage) -> str:
        """What stands behind them."""
        frame = self._framed[passage.id]
        tag = _tag(frame.kind)
        made = "" if frame.whole else "</s>"
        if not frame.closes:
            return made + ("\n" if frame.parted else "")
        made += f"</{tag}>\n"
        return f"{made}</{_AROUND[tag]}>\n" if passage.id in self._ends else made


def _plain(event: Event, apps: Apps, apparatus: Apparatus, tags: _Tags) -> str:
    """Passages, agreed words and blanks are the same in every method."""
    if isinstance(event, Begin):
        return tags.opening(event.passage)
    if isinstance(event, End):
        return tags.closing(event.passage)
    if isinstance(event, Words):
        return apps.markup[apparatus.base].tokens(event.start, event.end)
    return " " if isinstance(event, Blank) else ""


def _segmented(apparatus: Apparatus, apps: Apps, options: Options, tags: _Tags) -> Iterator[str]:
    """Every unit in its place, around the words it is about."""
    yield "<body>\n<div>\n"
    for event in events(apparatus):
        if isinstance(event, Unit):
            yield apps.app(event)
        elif isinstance(event, Edge):
            yield apps.edge(event) if options.profile == "edition" else ""
        else:
            yield _plain(event, apps, apparatus, tags)
    yield "</div>\n</body>\n"


def _pointed(apparatus: Apparatus, apps: Apps, options: Options, tags: _Tags) -> Iterator[str]:
    """The base text with anchors; each unit points to both ends of its words."""
    outside: list[str] = []
    yield "<body>\n<div>\n"
    for event in events(apparatus):
        if not isinstance(event, Unit | Bound):
            if not isinstance(event, Edge):
                yield _plain(event, apps, apparatus, tags)
            continue
        left, right = apps.anchors(event.unit)
        if isinstance(event, Bound):
            yield f'<anchor xml:id="{left if event.begins else right}"/>'
            if event.begins:
                continue
            spaced = ((False, False),) * len(event.unit.readings)
            event = Unit(event.unit, spaced, 0, 0)
        else:
            yield f'<anchor xml:id="{left}"/>{apps.lemma(event)}<anchor xml:id="{right}"/>'
        app = apps.app(event, {"from_": f"#{left}", "to": f"#{right}"})
        if options.location == "internal":
            yield app
        else:
            outside.append(app)
    yield "</div>\n</body>\n"
    yield _list_app(outside)


def _located(apparatus: Apparatus, apps: Apps, options: Options, tags: _Tags) -> Iterator[str]:
    """The base text as it is; each unit names its passage, its lemma, and which one it is.

    Where the base has no word by which to find the place, the unit points to anchors instead.
    """
    here: list[str] = []
    passage = _Written(apparatus)
    yield "<body>\n<div>\n"
    for event in events(apparatus):
        if isinstance(event, Begin):
            passage.begin(event.passage)
        if isinstance(event, Unit) and event.start < event.end:
            number = passage.occurrence(event.start, event.end)
            here.append(apps.app(event, {"loc": passage.name}, number))
            yield apps.lemma(event)
        elif isinstance(event, Unit):
            left, right = apps.anchors(event.unit)
            here.append(apps.app(event, {"from_": f"#{left}", "to": f"#{right}"}))
            yield f'<anchor xml:id="{left}"/><anchor xml:id="{right}"/>'
        elif isinstance(event, End) and options.location == "internal":
            yield "".join(here) + _plain(event, apps, apparatus, tags)
            here.clear()
        elif not isinstance(event, Edge):
            if isinstance(event, Words):
                passage.add(event.start, event.end)
            yield _plain(event, apps, apparatus, tags)
    yield "</div>\n</body>\n"
    yield _list_app(here)


class _Written:
    """The words of a passage as far as it is written: a unit that reaches into the next passage
    has taken words of that one along."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
        self.name = ""

    def begin(self, passage: Passage) -> None:
        self.name = "_".join(passage.id.split())
        self._words: list[str] = []
        self._at: dict[str, list[int]] = {}

    def add(self, start: int, end: int) -> list[str]:
        """Write tokens; they are cut into words as who reads them will."""
        text = self._base.slice(start, end)
        words = [text[a:b] for a, b, _ in spans(text)]
        for word in words:
            self._at.setdefault(word, []).append(len(self._words))
            self._words.append(word)
        return words

    def occurrence(self, start: int, end: int) -> int:
        """Write the words of a unit: which one is this of the equal runs of words so far?"""
        words = self.add(start, end)
        places = self._at.get(words[0], []) if words else []
        return sum(self._words[p : p + len(words)] == words for p in places)


def _list_app(apps: list[str]) -> str:
    if not apps:
        return ""
    listing = element("listApp", "\n" + "\n".join(apps) + "\n")
    return f"<back>\n<div>\n{listing}\n</div>\n</back>\n"


_METHODS: dict[str, tuple[Prepare, Writer]] = {
    "ps": (lambda apparatus: apparatus, _segmented),
    "dep": (with_lacunae, _pointed),
    "loc": (lambda apparatus: with_lemmata(with_lacunae(apparatus)), _located),
}
