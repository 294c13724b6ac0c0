"""What 1 000 decisions cost for a long text: found, obeyed and reported, by kind.

python bench/decisions.py [WORDS WITNESSES DECISIONS]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from tradition import tradition  # type: ignore[import-not-found]

import variorum as v
from variorum.critic.classify import Classifier
from variorum.critic.decisions import Anchors, Docket
from variorum.critic.decisions.borders import borders
from variorum.critic.decisions.variants import replay
from variorum.critic.decisions.words import decided


def main() -> None:
    """Print the seconds of each kind."""
    words, count, many = (int(a) for a in (sys.argv[1:4] or ("40000", "12", "1000")))
    made = tradition(count, words, rate=0.01).tokens
    texts = [
        v.witness(
            "\n\n".join(" ".join(own[i : i + 120]) for i in range(0, len(own), 120)),
            siglum=siglum, language="la",
        )
        for siglum, own in made.items()
    ]  # fmt: skip
    start = time.process_time()
    edition = v.apparatus(*texts, translations=False)
    print(f"{words} words x {count}: {len(edition.units)} entries", end=", ")
    print(f"without decisions {time.process_time() - start:.1f} s CPU")
    classes, pairs = _decisions(edition, texts, many)
    moved = [
        v.Decision(
            "class", d.ruling, (_elsewhere(d.at[0]),), d.fields, id=d.id
        )
        for d in classes
    ]  # fmt: skip
    told = Classifier(language="la")
    _timed("classes", classes, texts, lambda docket: replay(edition, docket, told))
    _timed("classes, places found again", moved, texts, lambda d: replay(edition, d, told))
    _timed("words together and apart", pairs, texts, lambda docket: _words(edition, docket))


def _words(edition: v.Apparatus, docket: Docket) -> None:
    borders(docket, decided(edition.collation, docket))


def _timed(
    name: str, decisions: list[v.Decision], texts: list[v.Witness], obey: Callable[[Docket], object]
) -> None:
    best, states = 1e9, {}
    for _ in range(3):
        start = time.process_time()
        docket = Docket(decisions, texts)
        obey(docket)
        best = min(best, time.process_time() - start)
        found = [o.state for o in docket.outcomes()]
        states = {state: found.count(state) for state in sorted(set(found))}
    print(f"{len(decisions)} decisions, {name}: {best:.2f} s CPU; {states}")


def _decisions(
    edition: v.Apparatus, texts: list[v.Witness], many: int
) -> tuple[list[v.Decision], list[v.Decision]]:
    """Of entries at random: a class, and two words together or apart."""
    chance = random.Random(1)
    anchors = {w.siglum: Anchors(w) for w in texts}
    some = [u for u in edition.units if u.lemma and u.lemma.text]
    units = chance.sample(some, min(many, len(some)))
    classes, pairs = [], []
    for number, unit in enumerate(units):
        own = [anchors[b.siglum].place(b.start, b.end) for b in unit.readings[0].blocks[:1]]
        said = (("reading", chance.choice(unit.readings[1:]).text),)
        classes.append(v.Decision("class", "synonym", tuple(own), said, id=f"{number:026}"))
        blocks = [r.blocks[0] for r in unit.readings if r.text][:2]
        if len(blocks) == 2:
            two = tuple(anchors[b.siglum].place(b.start, b.start + 1) for b in blocks)
            pairs.append(v.Decision("apart" if number % 2 else "align", at=two, id=f"{number:026}"))
    return classes, pairs


def _elsewhere(place: v.Place) -> v.Place:
    """The place as it would be after two words were put before it."""
    return v.Place(
        place.witness, place.division, place.first + 2, place.last + 2, place.text, place.near
    )


if __name__ == "__main__":
    main()
