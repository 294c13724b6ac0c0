"""Decisions made on the command line or by a program: places as people write them, what a decision
would change, and older files made anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model import Decision, Place
from .editing import obeyed
from .versions import Versions, versions

if TYPE_CHECKING:
    from ..critic.decisions import Anchors
    from ..host import Host
    from ..model import Decided, Outcome, Row, VariationUnit

_NUMBER = re.compile(r"[1-9]\d*(-[1-9]\d*)?")


def place_of(text: str, anchors: Mapping[str, Anchors]) -> Place:
    """A place as people write it: `SIGLUM DIVISION`, or `SIGLUM DIVISION NUMBER[-NUMBER] [WORDS]`.

    The numbers count words and marks; the division is the file's own, or a passage as an output
    names it. Raises `UsageError` where nothing stands there, or other words than were said.
    """
    siglum, *rest = text.split() or [""]
    if siglum not in anchors:
        raise UsageError(
            f"{text!r} names no witness", hint=f"begin with one of {', '.join(anchors)}"
        )
    at = next((n for n, part in enumerate(rest) if n and _NUMBER.fullmatch(part)), len(rest))
    division, words = " ".join(rest[:at]), " ".join(rest[at + 1 :])
    first, _, last = (rest[at] if at < len(rest) else "0").partition("-")
    place = Place(siglum, division, int(first), int(last or first), words)
    found = anchors[siglum].tokens(place)
    if isinstance(found, str):
        raise UsageError(f"{text!r}: {found}", hint="write SIGLUM DIVISION NUMBER, as in A p1 4-5")
    return found


def places(
    said: Sequence[str], texts: Sequence[Any], *, host: Host, **matching: Any
) -> tuple[Place, ...]:
    """The places that people wrote, in some texts."""
    matching.pop("decisions", None)
    copies = matching.pop("translations", None) is False
    anchors = anchors_of(versions(texts, host=host, decisions=(), copies=copies, **matching))
    return tuple(place_of(text, anchors) for text in said)


def kinds() -> tuple[str, ...]:
    """The kinds that are made with places or words; withdraw and settle take ids."""
    from ..critic.decisions import KINDS

    return tuple(name for name in KINDS if name not in ("withdraw", "settle"))


def checked(decision: Decision) -> Decision:
    """Raise `UsageError` for a decision that cannot be obeyed whatever the texts are."""
    from ..critic.decisions.catalogue import fault

    if decision.kind == "regularise" and any(p.last - p.first > 0 for p in decision.at):
        raise UsageError(
            "regularise is for one word, or for a division of the file",
            hint="name the file's own division, as in A p1, or each word",
        )
    if said := fault(decision):
        raise UsageError(said, hint="the manual has an example of each kind")
    return decision


def anchors_of(named: Versions) -> dict[str, Anchors]:
    """The places of all texts that were read, by siglum."""
    from ..critic.decisions import Anchors

    return {w.siglum: Anchors(w) for w in named.given}


@dataclass(frozen=True, slots=True)
class Effect:
    """What decisions change: rows and entries that go and that come; words regularised."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    words: int  # that count as another form than before
    sigla: tuple[str, ...]  # of the witnesses that have them
    outcomes: tuple[Outcome, ...]  # of the new decisions
    forms: tuple[str, ...] = ()  # that a pattern hits

    def lines(self) -> Iterable[str]:
        """In words, for a terminal."""
        for outcome in self.outcomes:
            if outcome.reason:
                yield f"{outcome.state}: {outcome.reason}"
        if self.words:
            many = "word counts" if self.words == 1 else "words count"
            yield f"{self.words} {many} as another form, in {', '.join(self.sigla)}"
        if self.forms:
            yield f"forms: {', '.join(self.forms)}"
        yield from (f"- {line}" for line in self.before)
        yield from (f"+ {line}" for line in self.after)
        if not (self.before or self.after or self.words):
            yield "no entry changes"


def effect(
    texts: Sequence[Any], known: Sequence[Decision], new: Sequence[Decision], *, host: Host,
    **matching: Any,
) -> Effect:  # fmt: skip
    """What new decisions would change in the apparatus of texts, beside those that are known."""
    translations = matching.pop("translations", None)
    matching |= {"host": host, "copies": translations is False}
    one = versions(texts, decisions=known, **matching)
    two = versions(texts, decisions=[*known, *new], **matching)
    before, after = (obeyed(named, translations=translations) for named in (one, two))
    rows = any(decision.kind in ("row", "passage") for decision in new)
    old, now = _lines(before, rows=rows), _lines(after, rows=rows)
    changed = {
        w.siglum: sum(w.normal(i) != v.normal(i) for i in range(len(w)))
        for w, v in zip(one.versions, two.versions, strict=True)
    }
    return Effect(
        tuple(line for line in old if line not in now),
        tuple(line for line in now if line not in old),
        sum(changed.values()),
        tuple(siglum for siglum, count in changed.items() if count),
        tuple(o for o in after.outcomes if o.decision in new),
        tuple(form for decision in new for form in decision.several("forms")),
    )


def _lines(done: Decided, *, rows: bool) -> list[str]:
    """The entries as a terminal shows them; before them the rows, where they matter."""
    from ..critic.layers import shown
    from ..writers import Options, write

    kept, _ = shown(done.apparatus)
    synopsis = done.apparatus.collation.synopsis
    held = [_row(row) for row in synopsis.rows] if rows and synopsis else []
    return [*held, *str(write("txt", kept, Options(width=10_000))).splitlines()]


def _row(row: Row) -> str:
    """A row by its passages: `row: A p1 | B p1 p2`."""
    said = (
        " ".join((w.siglum, *(w.passages[n].id for n in run)))
        for w, run in zip(row.witnesses, row.passages, strict=True)
        if run
    )
    return f"row: {' | '.join(said)}{' (moved)' if row.moved else ''}"


def completed(
    decision: Decision, texts: Sequence[Any], known: Sequence[Decision], *, host: Host,
    **matching: Any,
) -> Decision:  # fmt: skip
    """A decision with what it has to remember: the readings seen, the forms that a pattern hit."""
    translations = matching.pop("translations", None)
    if decision.kind in ("done", "doubt"):
        from ..critic.decisions.variants import Entries, fingerprint

        named = versions(
            texts, decisions=[*known, decision], host=host, copies=translations is False, **matching
        )
        made = obeyed(named, translations=translations)
        spots = [s.spots for s in named.docket.of(decision.kind) if s.decision == decision]
        seen = fingerprint(Entries(made.apparatus), spots[-1] if spots else ())
        return replace(decision, fields=(*decision.fields, ("seen", seen))) if seen else decision
    if decision.kind == "regularise" and (pattern := decision.get("pattern")):
        named = versions(texts, decisions=known, host=host, **matching)
        forms = {form for w in named.versions for form in w.forms}
        try:
            hit = sorted(form for form in forms if re.sub(pattern, decision.ruling, form) != form)
        except (re.error, IndexError) as error:
            raise UsageError(
                f"{pattern!r} is not a pattern: {error}", hint="write a regular expression"
            ) from None
        return replace(decision, fields=(*decision.fields, ("forms", tuple(hit))))
    return decision


def converted(
    old: Sequence[Decision], texts: Sequence[Any], *, host: Host, **matching: Any
) -> tuple[tuple[Decision, ...], tuple[Outcome, ...]]:
    """Older decisions with places by the file's own divisions; and what has no place now.

    What names an entry by its lemma and reading alone holds everywhere, and stays so. What has no
    place now is kept as it was written.
    """
    from ..critic.decisions.variants import Entries

    translations = matching.pop("translations", None)
    named = versions(texts, decisions=old, host=host, copies=translations is False, **matching)
    anchors = anchors_of(named)
    made = obeyed(named, translations=translations)
    entries = Entries(made.apparatus)
    found: list[Decision] = []
    for outcome in made.outcomes:
        decision = outcome.decision
        if decision.at and outcome.state != "stale":
            at = tuple(_anew(place, anchors) for place in decision.at)
            decision = replace(decision, at=at)
        elif named_by_place(decision) and (units := entries.named(decision)):
            decision = _anchored(decision, [entries.units[n] for n in units], anchors)
        found.append(decision)
    stale = tuple(o for o in made.outcomes if o.state == "stale")
    return tuple(found), stale


def named_by_place(decision: Decision) -> bool:
    """Does a decision name its entry by passage, number or unit, as older files do?"""
    fields = dict(decision.fields)
    return decision.kind in ("class", "lemma") and not fields.keys().isdisjoint(
        ("passage", "word", "occurrence", "unit")
    )


def _anew(place: Place, anchors: Mapping[str, Anchors]) -> Place:
    found = anchors[place.witness].tokens(place)
    return place if isinstance(found, str) else found


def _anchored(
    decision: Decision, units: Sequence[VariationUnit], anchors: Mapping[str, Anchors]
) -> Decision:
    """The decision with the words of its entry as its place, where there is one entry."""
    blocks = [b for r in units[0].readings for b in r.blocks if b.end > b.start]
    if len(units) != 1 or not blocks:
        return decision
    place = anchors[blocks[0].siglum].place(blocks[0].start, blocks[0].end)
    kept = tuple((k, v) for k, v in decision.fields if k in ("lemma", "reading"))
    return replace(decision, at=(place,), fields=kept)
