"""Score the apparatus made by default on edited ones: units, reading groups, agreement of pairs.

    python bench/apparatus.py [FILE.xml …] [--joining NAME] [--base S] [--misses N]

A TEI file with an apparatus gives each witness's text and the editors' own units; the texts alone
are collated and the apparatus is made anew. A unit is right when it covers the same words of the
base (an addition: when it stands at the same place), a reading group when in addition exactly the
same witnesses have it. Pairs: of two witnesses in an edited unit, do they agree or differ?
"""

from __future__ import annotations

import argparse
import re
import time
from array import array
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from variorum.collation import collate
from variorum.critic import Options, UnitOptions, apparatus
from variorum.critic.units import JOININGS
from variorum.model import Apparatus, Collation, Lacuna
from variorum.readers import read
from variorum.text.build import witness_from_tokens

SHARED = Path(__file__).resolve().parents[2] / "shared/data/tei"
APP = r'<app [^>]*?(?:xml:id|n)="([^"]+)"'
ADDRESS = re.compile(r".*?V(\d+)U(\d+)(?:-(\d+))?")
Place = tuple[int, int]
Groups = dict[Place, frozenset[frozenset[str]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--joining", default="auto", choices=JOININGS)
    parser.add_argument("--base", default="")
    parser.add_argument("--misses", type=int, default=0)
    asked = parser.parse_args()
    for path in asked.files or sorted(SHARED.glob("*.xml")):
        held = read(path.read_bytes(), name=path.name).collation
        if held is None or len(held.sigla) < 3 or not len(held):
            continue
        held = spaced(held, path.read_text(encoding="utf-8"))
        base = asked.base or fullest(held)
        began = time.process_time()
        made = again(held, base, UnitOptions(joining=asked.joining))
        print(report(path.stem, made, edited(held, base), time.process_time() - began, base))
        for line in list(misses(made, edited(held, base)))[: asked.misses]:
            print(line)


def again(held: Collation, base: str, units: UnitOptions) -> Apparatus:
    """The apparatus made of the bare texts."""
    return apparatus(collate(held.witnesses), base=base, options=Options(units=units))


def spaced(table: Collation, xml: str) -> Collation:
    """The table with a made-up agreed word wherever the editors' numbers leave words out.

    Where units are numbered by words (`V3U12-20`: words 6 to 10 of verse 3) and nothing but units
    is encoded, units that were apart in the text would seem to be neighbours.
    """
    marks = [ADDRESS.fullmatch(m[1]) for m in re.finditer(APP, xml)]
    if len(marks) != len(table) or not all(marks):
        return table
    fillers: list[list[str]] = []
    verse, reached = "", 0
    for mark in marks:
        assert mark is not None
        first, last = int(mark[2]), int(mark[3] or mark[2])
        if mark[1] != verse:
            verse, reached = mark[1], 0
        fillers.append([f"v{verse}w{n}" for n in range(reached + 2, first, 2)])
        reached = last - last % 2
    return _filled(table, fillers)


def _filled(table: Collation, fillers: list[list[str]]) -> Collation:
    """The table with columns of agreed words before its own."""
    made = []
    for w, witness in enumerate(table.witnesses):
        words: list[str] = []
        starts, ends = array("i"), array("i")
        gone: list[tuple[int, int]] = []
        for c, added in enumerate(fillers):
            lost = table.lacunose(w, c)
            own = [witness.tokens[i].text for i in table.cell(w, c)]
            for cell in [*([word] for word in added), own]:
                starts.append(len(words))
                words += cell
                ends.append(len(words))
            if lost:
                gone.append((len(starts) - 1, len(starts)))
        lacunae = tuple(Lacuna(at, "edited") for at in sorted({starts[a] for a, _ in gone}))
        own_witness = witness_from_tokens(witness.siglum, words, lacunae=lacunae)
        made.append((own_witness, starts, ends, tuple(gone)))
    return replace(
        table,
        witnesses=tuple(m[0] for m in made),
        starts=tuple(m[1] for m in made),
        ends=tuple(m[2] for m in made),
        rows=array("i", [0, len(made[0][1])]),
        lacunae=tuple(m[3] for m in made),
    )


def fullest(table: Collation) -> str:
    """The witness that is extant longest; the first of those."""
    return max(table.witnesses, key=len).siglum


def edited(table: Collation, base: str) -> Groups:
    """The editors' units: the columns where texts differ, by the words of the base."""
    w = table.index(base)
    found: Groups = {}
    position = 0
    for c in range(len(table)):
        start, end = table.starts[w][c], table.ends[w][c]
        place = (start, end) if end > start else (position, position)
        position = max(position, end)
        groups: dict[str, set[str]] = {}
        for v, witness in enumerate(table.witnesses):
            if not table.lacunose(v, c):
                cell = table.cell(v, c)
                text = " ".join(witness.slice(cell.start, cell.stop).split())
                groups.setdefault(text, set()).add(witness.siglum)
        if len(groups) > 1 and not (place in found and place[0] == place[1]):
            found[place] = frozenset(frozenset(g) for g in groups.values())
    return found


def ours(made: Apparatus) -> Groups:
    """Our units, by the words of the base."""
    found: Groups = {}
    for unit in made.units:
        block = next((b for r in unit.readings for b in r.blocks if b.siglum == made.base), None)
        if block is not None:
            found[block.start, block.end] = frozenset(frozenset(r.sigla) for r in unit.readings)
    return found


def report(name: str, made: Apparatus, gold: Groups, seconds: float, base: str) -> str:
    units = ours(made)
    same = units.keys() & gold.keys()
    groups = [{(p, g) for p, own in each.items() for g in own} for each in (units, gold)]
    shared = len(groups[0] & groups[1])
    good, all_pairs = agreement(units, gold)
    return (
        f"{name[:44]:44} base {base:6} units {len(gold):4} edited {len(units):4} ours, "
        f"P {len(same) / max(len(units), 1):.3f} R {len(same) / max(len(gold), 1):.3f}; "
        f"groups P {shared / max(len(groups[0]), 1):.3f} R {shared / max(len(groups[1]), 1):.3f}; "
        f"pairs {good / max(all_pairs, 1):.3f}; {seconds:.1f} s"
    )


def agreement(units: Groups, gold: Groups) -> tuple[int, int]:
    """Over all pairs of witnesses in every edited unit: told rightly, and all."""
    good = total = 0
    for place, groups in gold.items():
        told = [own for at, own in units.items() if _touch(at, place)]
        home = {s: n for n, g in enumerate(groups) for s in g}
        own = {s: tuple(_home(own, s) for own in told) for s in home}
        for a, b in combinations(sorted(home), 2):
            good += (home[a] == home[b]) == (own[a] == own[b])
            total += 1
    return good, total


def _home(groups: frozenset[frozenset[str]], siglum: str) -> frozenset[str]:
    return next((g for g in groups if siglum in g), frozenset())


def _touch(a: Place, b: Place) -> bool:
    if a[0] == a[1] or b[0] == b[1]:
        return a == b or (a[0] < b[0] < a[1]) or (b[0] < a[0] < b[1])
    return a[0] < b[1] and b[0] < a[1]


def misses(made: Apparatus, gold: Groups) -> Iterator[str]:
    """Edited units that ours are not, with what we have there."""
    units = ours(made)
    witness = made.collation.witnesses[made.collation.index(made.base)]
    for place in sorted(gold.keys() - units.keys()):
        near = sorted(at for at in units if _touch(at, place))
        text = " | ".join(f"{at} {witness.slice(*at)!r}" for at in near)
        yield f"    {place} {witness.slice(*place)!r}: {text or '-'}"


if __name__ == "__main__":
    main()
