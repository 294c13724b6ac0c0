"""What a critic counts as one word: forms regularised once, in one witness, or everywhere.

Only the form that is compared changes; what is printed stays what the witness has. Read from a
table (FORM, what it counts as, perhaps WITNESS, perhaps `PASSAGE NUMBER`), from rules of the
Collation Editor (`editor_rules`) or from decisions of the kind `regularise`.
"""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..errors import ReadError
from ..model import Witness
from ..text.normal import Pipeline
from .decisions import Docket, Standing


@dataclass(frozen=True, slots=True)
class Regularisation:
    """A form and what it counts as; empty `siglum`, `at` and `passage` mean everywhere."""

    form: str
    regular: str
    siglum: str = ""
    at: str = ""  # "PASSAGE NUMBER": this one word
    passage: str = ""  # all witnesses, in this passage
    exceptions: tuple[str, ...] = ()  # passages in which it does not hold
    unseen: str = ""  # signs that are not looked at in form or word
    cls: str = ""  # the class of the reading, where it is said
    chained: bool = False  # takes up what an earlier one made of a word, whatever its scope
    token: int = -1  # of the witness: this one word
    decision: int = -1  # the number of the decision that says so

    def __str__(self) -> str:
        scope = " ".join(part for part in (self.siglum, self.at or self.passage) if part)
        return f"{self.form} = {self.regular}{f' ({scope})' if scope else ''}"


def parse_table(text: str, *, name: str) -> tuple[Regularisation, ...]:
    """The regularisations of a file with tabs or commas between its columns."""
    delimiter = "\t" if "\t" in text else ","
    found = []
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not 2 <= len(cells) <= 4 or not cells[0] or not cells[1]:
            raise ReadError(
                f"{len(cells)} columns, or an empty one", source=name, line=number,
                hint="write FORM, REGULAR FORM, perhaps WITNESS, perhaps PASSAGE NUMBER",
            )  # fmt: skip
        form, regular, siglum, at = (*cells, "", "")[:4]
        found.append(Regularisation(form, regular, siglum, at))
    return tuple(found)


def of_decisions(
    docket: Docket, witnesses: Sequence[Witness]
) -> tuple[tuple[Regularisation, ...], tuple[str, ...]]:
    """What decisions of the kind `regularise` say, and forms that a pattern fits anew.

    A pattern is obeyed for the forms that it was made for (`forms`); where a text has others, those
    are not taken in silence. One that is no regular expression is contradicted by itself.
    """
    found: list[Regularisation] = []
    fresh: list[str] = []
    for standing in docket.of("regularise"):
        made = _of_pattern(standing, docket, witnesses, fresh) or [_of_form(standing)]
        found += (scoped for one in made for scoped in _scoped(one, standing))
    return tuple(found), tuple(fresh)


def _of_form(standing: Standing) -> Regularisation:
    decision = standing.decision
    return Regularisation(
        decision.get("form"), decision.ruling, at=decision.get("word"),
        exceptions=decision.several("except"), cls=decision.get("class"), decision=standing.number,
    )  # fmt: skip


def _of_pattern(
    standing: Standing, docket: Docket, witnesses: Sequence[Witness], fresh: list[str]
) -> list[Regularisation]:
    """Each form that a pattern changes, as it becomes."""
    decision = standing.decision
    pattern = decision.get("pattern")
    if not pattern:
        return []
    plain = _of_form(standing)
    try:
        changed = {
            form: re.sub(pattern, decision.ruling, form) for w in witnesses for form in w.forms
        }
    except (re.error, IndexError) as error:
        docket.contradicted(standing, f"the pattern {pattern!r} cannot be used: {error}")
        return [plain]
    listed = decision.several("forms")
    hit = sorted(form for form, now in changed.items() if now != form)
    fresh += (f"{form} = {changed[form]}" for form in hit if listed and form not in listed)
    kept = [form for form in hit if not listed or form in listed]
    return [replace(plain, form=form, regular=changed[form]) for form in kept] or [plain]


def _scoped(entry: Regularisation, standing: Standing) -> Iterator[Regularisation]:
    """Once for each word or division that is named, else for each witness, else everywhere."""
    named = standing.decision.several("witnesses")
    for place, spot in zip(standing.decision.at, standing.spots, strict=True):
        if place.first:
            yield from (replace(entry, siglum=spot.siglum, token=i) for i in spot.tokens)
        else:
            sigla = named or ("",)
            yield from (replace(entry, siglum=s, passage=place.division) for s in sigla)
    if not standing.spots:
        yield from (replace(entry, siglum=s) for s in named or ("",))


def regularised(
    witnesses: Sequence[Witness], table: Sequence[Regularisation], normal: Pipeline
) -> tuple[tuple[Witness, ...], tuple[Regularisation, ...]]:
    """The witnesses with their compared forms changed, and the entries that found no word.

    A narrower scope outranks a wider one; of equal scopes, and of those that are chained, the
    later holds.
    """
    used: set[Regularisation] = set()
    ranked = sorted(table, key=_rank)
    made = tuple(_Words(witness, normal).regularised(ranked, used) for witness in witnesses)
    return made, tuple(entry for entry in table if entry not in used)


def _rank(entry: Regularisation) -> int:
    once = bool(entry.at) or entry.token >= 0
    return (
        0
        if entry.chained
        else bool(entry.siglum) + 2 * once + (bool(entry.passage) and entry.decision >= 0)
    )


class _Words:
    """The words of a witness by their compared forms, as they are and as they become."""

    def __init__(self, witness: Witness, normal: Pipeline) -> None:
        self._witness = witness
        self._normal = normal
        self._ids = array("i", witness.ids)
        self._forms = {form: n for n, form in enumerate(witness.forms)}
        self._places: dict[int, list[int]] = {}
        for i, form in enumerate(witness.ids):
            self._places.setdefault(form, []).append(i)
        self._seen: dict[str, dict[str, list[int]]] = {}  # by signs not seen: form -> forms
        self._also: dict[str, list[int]] = {}  # further forms that a word says it has
        for i, keys in witness.keys.items():
            matches = keys.get("rule_match")
            for form in matches if isinstance(matches, Sequence) else ():
                if normal(str(form)) != witness.normal(i):
                    self._also.setdefault(normal(str(form)), []).append(i)

    def regularised(self, ranked: Sequence[Regularisation], used: set[Regularisation]) -> Witness:
        for entry in ranked:
            if not self._concerned(entry.siglum):
                continue
            hit = self._within(entry, self._matching(entry))
            if hit:
                used.add(entry)
                new = self._forms.setdefault(self._normal(entry.regular), len(self._forms))
                for i in hit:
                    self._ids[i] = new
        if self._ids == self._witness.ids:
            return self._witness
        return replace(self._witness, forms=tuple(self._forms), ids=self._ids)

    def _concerned(self, siglum: str) -> bool:
        """Of a first hand (`109*`), also what is said of it where it was not corrected (`109`)."""
        own = self._witness.siglum
        return siglum in ("", own) or (siglum == self._witness.document and own == f"{siglum}*")

    def _matching(self, entry: Regularisation) -> list[int]:
        """The words that have the form, or say they have; where chained, that have got it."""
        form = self._normal(entry.form)
        found = {i for old in self._alike(form, entry.unseen) for i in self._places.get(old, ())}
        found.update(self._also.get(form, ()))
        if entry.chained and (got := self._forms.get(form)) is not None:
            changed = zip(self._ids, self._witness.ids)
            found.update(i for i, (now, was) in enumerate(changed) if now == got != was)
        return sorted(found)

    def _alike(self, form: str, unseen: str) -> Sequence[int]:
        if not unseen:
            return [self._forms[form]] if form in self._forms else []
        seen = self._seen.get(unseen)
        if seen is None:
            seen = self._seen[unseen] = {}
            for n, one in enumerate(self._witness.forms):
                seen.setdefault(_without(one, unseen), []).append(n)
        return seen.get(_without(form, unseen), ())

    def _within(self, entry: Regularisation, found: Sequence[int]) -> Sequence[int]:
        """Those of some words that stand where the entry holds."""
        if entry.token >= 0:
            return [i for i in found if i == entry.token]
        if entry.at:
            place = _place(self._witness, entry.at)
            return [i for i in found if i in place]
        if not (entry.passage or entry.exceptions) or not found:
            return found
        passages = self._witness.passages
        names = [passages[self._witness.passage_at(i)].id for i in found]
        return [
            i for i, name in zip(found, names)
            if (not entry.passage or _is_of(name, entry.passage))
            and not any(_is_of(name, other) for other in entry.exceptions)
        ]  # fmt: skip


def _without(form: str, signs: str) -> str:
    return "".join(c for c in form if c not in signs) or form


def _is_of(passage: str, name: str) -> bool:
    """Is this the passage of that name, or a piece of it?"""
    return passage == name or passage.startswith((f"{name}.", f"{name}/"))


def _place(witness: Witness, at: str) -> range:
    """The one token that `PASSAGE NUMBER` names; none where it is not there."""
    name, _, number = at.rpartition(" ")
    found = next((p for p in witness.passages if p.id == name), None)
    if found is None or not number.isdecimal():
        return range(0)
    index = found.start + int(number) - 1
    return range(index, index + 1) if found.start <= index < found.end else range(0)
