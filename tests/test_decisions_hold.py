"""Whatever people decide, in whatever order: each decision has an outcome, and no text is lost."""

from __future__ import annotations

import logging
import random
import re
from typing import Any

import pytest
from conftest import ROOT

import variorum as v
from variorum.api import editing
from variorum.api.collating import collated
from variorum.api.versions import versions
from variorum.critic import restore
from variorum.critic.decisions import KINDS, Anchors

WORDS = "the wise old man came home and saw a king who had no sons .".split()
ANEW = ("row", "passage", "regularise")  # the collation is made anew for these
PAGE = ROOT / "toolkit" / "docs" / "pages" / "how-to" / "decisions.md"


def copy(words: list[str], chance: random.Random) -> list[str]:
    made: list[str] = []
    for word in words:
        at = chance.random()
        if at >= 0.1:
            made.append(chance.choice(WORDS) if at < 0.25 else word)
        if chance.random() < 0.08:
            made.append(chance.choice(WORDS))
    return made or ["x"]


def witnesses(chance: random.Random) -> list[v.Witness]:
    base = [chance.choice(WORDS) for _ in range(chance.randint(5, 40))]
    found = []
    for siglum in "ABCD"[: chance.randint(2, 4)]:
        words = copy(base, chance)
        parts = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
        found.append(v.witness("\n\n".join(parts), siglum=siglum, language="en"))
    return found


class Deciding:
    """Decisions at random about some texts; most speak of entries that there are."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.texts = witnesses(chance)
        self.sigla = [w.siglum for w in self.texts]
        self.anchors = {w.siglum: Anchors(w) for w in self.texts}
        self.plain = v.apparatus(*self.texts)

    def place(self, siglum: str = "", *, whole: bool = False) -> v.Place:
        own = self.anchors[siglum or self.chance.choice(self.sigla)]
        start = self.chance.randrange(len(own.witness))
        end = min(start + self.chance.choice([1, 1, 1, 2, 3]), len(own.witness))
        return own.whole(start) if whole else own.place(start, end)

    def places(self, kind: str) -> list[v.Place]:
        if kind in ("withdraw", "settle"):
            return []
        if kind in ("align", "apart", "transpose", "row"):
            several = self.chance.randint(2, len(self.sigla)) if kind == "align" else 2
            some = self.chance.sample(self.sigla, several)
            return [self.place(s, whole=kind == "row") for s in some]
        return [self.place(whole=not KINDS[kind].words and self.chance.random() < 0.3)]

    def decision(self, number: int) -> v.Decision:
        chance = self.chance
        kind = chance.choice(list(KINDS))
        at, reading = self.places(kind), "x"
        unit = chance.choice(self.plain.units) if self.plain.units else None
        fields: dict[str, Any] = {}
        if unit:
            reading = chance.choice(unit.readings).text
            block = unit.readings[0].blocks[0]
            if kind in ("class", "lemma", "order", "sub", "label", "suppress", "lacuna", "note"):
                fields["readings"] = tuple(r.text for r in unit.readings[::-1])
                if block.end > block.start:
                    at = [self.anchors[block.siglum].place(block.start, block.end)]
        fields |= {"reading": reading, "witnesses": (chance.choice(self.sigla),)}
        fields |= {"form": chance.choice(WORDS)}
        kept = {k: fields[k] for k in KINDS[kind].fields if k in fields}
        ruling = chance.choice(KINDS[kind].rulings or (reading, "king"))
        ruling = chance.choice(self.plain.classes).name if kind == "class" else ruling
        ruling = f"{chance.randrange(12):026}" if kind in ("withdraw", "settle") else ruling
        author = chance.choice(["EN", "MK"])
        return v.Decision(
            kind, ruling, tuple(at), tuple(kept.items()), author, reason="r", id=f"{number:026}"
        )


def columns_of(table: v.Collation, siglum: str) -> dict[int, int]:
    w = table.index(siglum)
    return {i: c for c in range(len(table)) for i in table.cell(w, c)}


def obeyed(done: v.Decided, deciding: Deciding) -> None:
    """What is said to be applied stands so in the table and in the entries."""
    table = done.apparatus.collation
    columns = {s: columns_of(table, s) for s in table.sigla}
    for outcome in done:
        decision = outcome.decision
        if outcome.state != "applied" or decision.kind not in ("align", "apart"):
            continue
        found = []
        for place in decision.at:
            spot = deciding.anchors[place.witness].find(place)
            assert not isinstance(spot, str)
            found.append([columns[place.witness][i] for i in spot[0]])
        if decision.kind == "align":
            assert len({own[0] for own in found}) == 1
            continue
        assert not set(found[0]) & set(found[1])
        for unit in done.apparatus:
            inside = [any(unit.start <= c < unit.end for c in own) for own in found]
            assert not all(inside)


def said(done: v.Decided) -> list[Any]:
    entries = [
        (str(unit.locus), [(r.text, r.sigla, r.cls) for r in unit.readings])
        for unit in done.apparatus
    ]
    return [entries, [(o.decision.id, o.state) for o in done]]


def held(seed: int) -> None:
    chance = random.Random(seed)
    deciding = Deciding(chance)
    decisions = [deciding.decision(n) for n in range(chance.randint(1, 12))]
    how: dict[str, Any] = {"translations": chance.choice([None, None, True, False])}
    done = editing.decide(*deciding.texts, decisions=decisions, **how)
    assert [o.decision for o in done] == decisions
    assert all(o.reason for o in done if o.state in ("stale", "contradicted"))
    made = done.apparatus
    for witness in made.collation.witnesses:
        assert [t.text for t in made.collation.row(witness.siglum)] == [t.text for t in witness]
        assert restore(made, witness.siglum) == witness.text
    for unit in made:
        differs = len(unit.readings) > 1 or unit.lemma is None
        assert differs or unit.conjectures or unit.lacunose
        all_ = [*(s for r in unit for s in r.sigla), *unit.lacunose, *dict(unit.covered)]
        assert sorted(all_) == sorted(made.collation.sigla)
    obeyed(done, deciding)
    # Rows that moved stand where the first text has them; all else is the same in any order.
    moves = any(o.decision.kind == "row" and o.state == "applied" for o in done)
    texts = deciding.texts if moves else deciding.texts[::-1]
    how["base"] = deciding.sigla[0]
    again = editing.decide(*texts, decisions=decisions[::-1], **how)
    assert said(again) == said(done)


@pytest.mark.parametrize("seed", range(10))
def test_a_table_that_is_kept_gives_what_collating_anew_gives(seed: int) -> None:
    deciding = Deciding(random.Random(seed))
    made = [d for d in map(deciding.decision, range(40)) if d.kind not in ANEW]
    host = v.api.Machine()
    plain = collated(versions(deciding.texts, host=host), translations=False)
    named = versions(deciding.texts, decisions=made, host=host)
    kept = editing.obeyed(named, translations=False, before=plain)
    assert said(kept) == said(editing.decide(*deciding.texts, decisions=made, translations=False))


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("variorum").setLevel(logging.CRITICAL)


@pytest.mark.parametrize("seed", range(30))
def test_decisions_at_random_are_obeyed_or_refused_and_lose_nothing(seed: int) -> None:
    held(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30, 1000))
def test_a_thousand_sets_of_decisions(seed: int) -> None:
    held(seed)


def test_the_manual_shows_each_kind_from_the_command_line() -> None:
    shown = set(re.findall(r"^\$ variorum --quiet decide (\w+)", PAGE.read_text("utf-8"), re.M))
    by_id = {"withdraw", "settle"}
    assert set(KINDS) - by_id <= shown
    assert all(f"decide {name} ID" in PAGE.read_text("utf-8") for name in by_id)
