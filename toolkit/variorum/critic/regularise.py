"""What a critic counts as one word: forms regularised once, in one witness, or everywhere.

Only the form that is compared changes; what is printed stays what the witness has. Read from a
table (FORM, what it counts as, perhaps WITNESS, perhaps `PASSAGE NUMBER`) or from decisions of the
kind `regularise` (`where = { form = "x", witness = "A", at = "p1 4" }`).
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..errors import ReadError
from ..model import Decision, Witness
from ..text.normal import Pipeline


@dataclass(frozen=True, slots=True)
class Regularisation:
    """A form and what it counts as; empty `siglum` and `at` mean everywhere."""

    form: str
    regular: str
    siglum: str = ""
    at: str = ""  # "PASSAGE NUMBER": this one word

    def __str__(self) -> str:
        scope = " ".join(part for part in (self.siglum, self.at) if part)
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
        found.append(Regularisation(*cells))
    return tuple(found)


def of_decisions(decisions: Iterable[Decision]) -> tuple[Regularisation, ...]:
    """What decisions of the kind `regularise` say."""
    return tuple(
        Regularisation(
            dict(d.selector).get("form", ""), d.ruling,
            dict(d.selector).get("witness", ""), dict(d.selector).get("at", ""),
        )
        for d in decisions
        if d.kind == "regularise"
    )  # fmt: skip


def regularised(
    witnesses: Sequence[Witness], table: Sequence[Regularisation], normal: Pipeline
) -> tuple[tuple[Witness, ...], tuple[Regularisation, ...]]:
    """The witnesses with their compared forms changed, and the entries that found no word.

    A narrower scope outranks a wider one; of equal scopes the later holds.
    """
    used: set[Regularisation] = set()
    ranked = sorted(table, key=lambda r: bool(r.siglum) + 2 * bool(r.at))
    made = tuple(_regularised(witness, ranked, normal, used) for witness in witnesses)
    return made, tuple(entry for entry in table if entry not in used)


def _regularised(
    witness: Witness, ranked: Sequence[Regularisation], normal: Pipeline,
    used: set[Regularisation],
) -> Witness:  # fmt: skip
    forms = {form: n for n, form in enumerate(witness.forms)}
    ids = array("i", witness.ids)
    for entry in ranked:
        old = forms.get(normal(entry.form))
        if old is None or entry.siglum not in ("", witness.siglum):
            continue
        places = range(len(ids)) if not entry.at else _place(witness, entry.at)
        hit = [i for i in places if witness.ids[i] == old]
        if hit:
            used.add(entry)
            new = forms.setdefault(normal(entry.regular), len(forms))
            for i in hit:
                ids[i] = new
    return replace(witness, forms=tuple(forms), ids=ids) if ids != witness.ids else witness


def _place(witness: Witness, at: str) -> range:
    """The one token that `PASSAGE NUMBER` names; none where it is not there."""
    name, _, number = at.rpartition(" ")
    found = next((p for p in witness.passages if p.id == name), None)
    if found is None or not number.isdecimal():
        return range(0)
    index = found.start + int(number) - 1
    return range(index, index + 1) if found.start <= index < found.end else range(0)
