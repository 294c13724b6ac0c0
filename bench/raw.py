"""Score the apparatus of raw transcriptions on the entries that an editor made of them.

    python bench/raw.py FOLDER … [--misses N] [--joining NAME] [--overlap N] [--layers]

Each folder holds one edited text (the TEI file with `app`) and the transcription of each of its
witnesses (TEI files that name one of them in their `listWit`). The transcriptions are collated
with the edited text, and the apparatus on it is compared with the editor's entries: the same words
of the base (marks do not count; an addition: the same place), and there the same groups of
witnesses. A witness that no entry cites is left out. A word that is spelt otherwise only is the
base's own: editors print words, not spellings. What a scribe corrected himself, with the edited
text as its result, is no variant of the final texts: such entries count as missed, and are counted;
with `--layers` a scribe's first words are a witness of their own.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from variorum.collation import collate
from variorum.critic import Options, UnitOptions, apparatus
from variorum.critic.units import JOININGS
from variorum.model import SUBSTANTIVE, Apparatus, Kind, VariationUnit, Witness
from variorum.readers import Options as Reading
from variorum.readers import read
from variorum.text.build import witness_from_text

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
ASIDE = {"note", "bibl", "head", "del"}  # of the edited text, what is none of its words
BASE = "edited"
CHOICE = "expan,reg,corr"
Place = tuple[int, int]
Groups = frozenset[frozenset[str]]  # of the witnesses that have not the base's words


@dataclass(frozen=True, slots=True)
class Entry:
    """An editor's entry: where, who reads otherwise, and whether that is a correction only."""

    place: Place  # words of the base
    groups: Groups
    lemma: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--joining", default="auto", choices=JOININGS)
    parser.add_argument("--overlap", type=int, default=UnitOptions().overlap)
    parser.add_argument("--layers", action="store_true", help="what scribes corrected, too")
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    for folder in asked.folders:
        base, entries, witnesses = edition(folder, asked.layers)
        options = Options(units=UnitOptions(joining=asked.joining, overlap=asked.overlap))
        made = apparatus(collate([base, *witnesses]), base=BASE, options=options)
        found = scored(entries, ours(made))
        total += found
        print(line(folder.name, found, len(made.units)))
        for miss in list(misses(made, entries))[: asked.misses]:
            print(miss)
    print(line("all", total, 0))


def edition(folder: Path, layers: bool = False) -> tuple[Witness, list[Entry], list[Witness]]:
    """The edited text, its entries, and the transcriptions of its witnesses."""
    files = sorted(folder.glob("*.xml"))
    parsed = {path: etree.parse(str(path)).getroot() for path in files}
    several = [path for path, root in parsed.items() if len(sigla(root)) > 1]
    edited = max(several, key=lambda path: path.stat().st_size)
    declared = sigla(parsed[edited])
    reading = Reading(choice=CHOICE, exclude_elements=("head",), language="la", layers=layers)
    body = next(parsed[edited].iter(TEI + "body"))
    cited = {s for rdg in body.iter(TEI + "rdg") for s in cited_in(rdg)}
    witnesses = [
        witness
        for path, root in parsed.items()
        if path != edited and len(sigla(root)) == 1 and set(sigla(root)) <= cited & set(declared)
        for witness in read(path.read_bytes(), name=path.name, options=reading).witnesses
    ]
    text = Text({w.siglum for w in witnesses})
    text.walk(body)
    base = witness_from_text(BASE, text.said, language="la")
    return base, list(text.entries(base)), witnesses


def sigla(root: etree._Element) -> list[str]:
    return [w.get(ID, "") for w in root.iter(TEI + "witness")]


def cited_in(rdg: etree._Element) -> set[str]:
    return {siglum.lstrip("#") for siglum in rdg.get("wit", "").split()}


def hands(rdg: etree._Element) -> Iterator[tuple[str, str]]:
    """What a witness reads, and its scribe's first and corrected words if he changed them."""
    last, first = (Text(set(), aside) for aside in (ASIDE, ASIDE - {"del"} | {"add"}))
    for text in (last, first):
        text.walk(rdg)
    changed = rdg.get("type", "").startswith("correction")
    yield "", last.said
    yield "*", first.said if changed else last.said
    yield "c", last.said


class Text:
    """The words of an edited text, and where its entries stand."""

    def __init__(self, known: set[str], aside: set[str] = ASIDE) -> None:
        self.said = ""
        self._aside = aside
        self._known = known
        self._held: list[tuple[int, int, Groups, str]] = []

    def walk(self, element: etree._Element) -> None:
        name = etree.QName(element).localname if isinstance(element.tag, str) else "note"
        if name == "app":
            self._app(element)
        elif name not in self._aside:
            self.said += element.text or ""
            for child in element:
                self.walk(child)
                self.said += child.tail or ""
            if name in ("p", "div", "item"):
                self.said += "\n"

    def _app(self, app: etree._Element) -> None:
        start = len(self.said)
        for lem in app.findall(TEI + "lem")[:1]:
            self.walk(lem)
        lemma = " ".join(self.said[start:].split())
        readings: dict[str, set[str]] = {}
        for rdg in app.findall(TEI + "rdg"):
            for suffix, words in hands(rdg):
                if bare(words) != bare(lemma):
                    who = {siglum + suffix for siglum in cited_in(rdg)} & self._known
                    readings.setdefault(bare(words), set()).update(who)
        groups = frozenset(frozenset(who) for who in readings.values() if who)
        self._held.append((start, len(self.said), groups, lemma))

    def entries(self, base: Witness) -> Iterator[Entry]:
        words = Words(base)
        for start, end, groups, lemma in self._held:
            first = bisect_left(base.starts, start)
            yield Entry(words.place(first, bisect_left(base.starts, end)), groups, lemma)


class Words:
    """Places of a witness counted in words: its marks do not count."""

    def __init__(self, witness: Witness) -> None:
        self._before = [0]
        for token in witness.tokens:
            self._before.append(self._before[-1] + (token.kind is Kind.WORD))

    def place(self, start: int, end: int) -> Place:
        return self._before[start], self._before[end]


def bare(text: str) -> str:
    """Letters without case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def ours(made: Apparatus) -> dict[Place, Groups]:
    """Our units with variants that are words, by the words of the base."""
    words = Words(made.collation[made.base])
    found: dict[Place, Groups] = {}
    for unit in made.units:
        groups = varying(unit)
        if groups and unit.lemma is not None:
            own = next(b for b in unit.lemma.blocks if b.siglum == made.base)
            place = words.place(own.start, own.end)
            found[place] = found.get(place, frozenset()) | groups
    return found


def varying(unit: VariationUnit) -> Groups:
    """The groups of witnesses that have other words, those alike in letters as one."""
    readings: dict[str, set[str]] = {}
    for reading in unit.readings:
        same = unit.lemma is not None and bare(reading.text) == bare(unit.lemma.text)
        if reading is not unit.lemma and reading.cls in SUBSTANTIVE and not same:
            readings.setdefault(bare(reading.text), set()).update(reading.sigla)
    return frozenset(map(frozenset, readings.values()))


def scored(entries: list[Entry], units: dict[Place, Groups]) -> Counter[str]:
    """How many entries there are, at one place with a unit of ours, with the same groups."""
    return Counter(
        entries=len(entries),
        corrections=sum(not e.groups for e in entries),
        place=sum(bool(e.groups) and e.place in units for e in entries),
        same=sum(bool(e.groups) and units.get(e.place) == e.groups for e in entries),
    )


def line(name: str, found: Counter[str], units: int) -> str:
    size = max(found["entries"], 1)
    return (
        f"{name[:24]:24} {found['entries']:5} entries ({found['corrections']} corrections only): "
        f"same place {found['place'] / size:.3f}, and groups {found['same'] / size:.3f}"
        + (f"; {units} units" if units else "")
    )


def misses(made: Apparatus, entries: list[Entry]) -> Iterator[str]:
    """The entries that ours are not, with what we have there."""
    units = ours(made)
    base = made.collation[made.base]
    words = [t for t in base.tokens if t.kind is Kind.WORD]

    def said(place: Place) -> str:
        return " ".join(t.text for t in words[slice(*place)]) or f"after {place[0]}"

    for entry in entries:
        if units.get(entry.place) == entry.groups:
            continue
        a, b = entry.place
        near = [p for p in units if p[0] <= b and a <= p[1]]
        yield f"    {entry.place} {said(entry.place)!r} {told(entry.groups)}: " + (
            " | ".join(f"{p} {said(p)!r} {told(units[p])}" for p in sorted(near)) or "-"
        )


def told(groups: Groups) -> str:
    return " : ".join(sorted(" ".join(sorted(g)) for g in groups)) or "correction"


if __name__ == "__main__":
    main()
