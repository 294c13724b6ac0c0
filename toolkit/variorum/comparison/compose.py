"""Compare versions: passages first, words second, and every change with its class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ..alignment.equal import Vocabulary
from ..alignment.passages import synopsis
from ..critic.classify import Classifier
from ..errors import UsageError
from ..model import Signature, Synopsis, Witness
from ..model.comparison import EQUAL, Change, Comparison, Row, Run, Version
from ..text.build import renormalise
from ..text.spans import bracket_marks
from .ignoring import Ignoring, widest
from .lining import Line, lines
from .runs import Stretch
from .side import Side
from .spelling import letters
from .versus import GRANULARITIES, versus

if TYPE_CHECKING:
    from ..critic.regularise import Regularisation
    from ..critic.rules import ProjectRule
    from .rulings import Rulings

MOST = 12  # versions


@dataclass(frozen=True, slots=True)
class Options:
    """How to compare. Raises `UsageError` for an unknown granularity."""

    base: str = ""  # siglum; "" = the first version
    granularity: str = "phrase"
    ignore: tuple[str, ...] = ()
    unit: str = "sentence"
    printed: bool = False  # texts with the brackets that are markup, unless those are ignored
    rules: tuple[ProjectRule, ...] = ()  # the project's own, asked before ours
    spelling: tuple[tuple[str, str, str], ...] = ()  # the project's own patterns
    regularised: tuple[Regularisation, ...] = ()  # forms that count as others

    def __post_init__(self) -> None:
        if self.granularity not in GRANULARITIES:
            raise UsageError(
                f"unknown granularity {self.granularity!r}",
                hint=f"choose from {', '.join(GRANULARITIES)}",
            )


def compare(
    witnesses: Sequence[Witness],
    options: Options | None = None,
    *,
    rows: Synopsis | None = None,
    rulings: Rulings | None = None,
) -> Comparison:
    """The rows of two to twelve versions; their passages must be cut before.

    `rows` are matched here unless they are given; `rulings` are obeyed. Empty versions are legal.
    Raises `UsageError` for a base that is none of them, or too many.
    """
    options = options or Options()
    if not 2 <= len(witnesses) <= MOST:
        raise UsageError(f"{len(witnesses)} versions", hint=f"name two to {MOST}")
    base = _base(witnesses, options.base)
    folding = widest()
    folded: Sequence[Witness] = [renormalise(w, folding) for w in witnesses]
    if options.regularised:
        from ..critic.regularise import regularised

        folded, _ = regularised(folded, options.regularised, folding)
    work = _Work(folded, base, options, rulings)
    found = lines(rows or synopsis(witnesses, sure=False), base)
    made = [row for row in _placed(list(map(work.row, found)), found) if any(row.texts)]
    return Comparison(
        versions=tuple(Version(w.siglum, w.title, w.kinds.count(0)) for w in witnesses),
        base=base,
        rows=tuple(made),
        hidden=tuple((n, work.ignoring.tally[n]) for n in sorted(work.ignoring.tally)),
        unit=options.unit,
        ignored=options.ignore,
        passages=tuple(tuple(w.full_slice(p.start, p.end) for p in w.passages) for w in witnesses),
        signature=Signature().adding(
            base=witnesses[base].siglum,
            granularity=options.granularity,
            ignore="+".join(sorted(options.ignore)) or "none",
            runs="2",
        ),
    )


def _placed(rows: list[Row], found: list[Line]) -> list[Row]:
    """The rows; one that is moved in a version says after which passage it stands there."""
    if not any(any(row.moved) for row in rows):
        return rows
    names = [
        {p: row.place for row, line in zip(rows, found) for p in line.passages[v]}
        for v in range(len(rows[0].moved))
    ]
    return [
        replace(
            row,
            follows=tuple(
                names[v].get(min(line.passages[v]) - 1, "") if moved else ""
                for v, moved in enumerate(row.moved)
            ),
        )
        for row, line in zip(rows, found)
    ]


def _base(witnesses: Sequence[Witness], siglum: str) -> int:
    sigla = [w.siglum for w in witnesses]
    if siglum and siglum not in sigla:
        raise UsageError(f"unknown version {siglum!r}", hint=f"choose from {', '.join(sigla)}")
    return sigla.index(siglum) if siglum else 0


def _sections(base: Witness) -> list[str]:
    """For every passage the heading above it; headings that follow each other are one."""
    found: list[str] = []
    said = ""
    for headings, group in groupby(base.passages, lambda passage: passage.kind == "head"):
        passages = list(group)
        if headings:
            said = " · ".join(" ".join(passage.text.split()) for passage in passages)
        found += [said] * len(passages)
    return found


class _Work:
    """What one comparison remembers from row to row."""

    def __init__(
        self, witnesses: Sequence[Witness], base: int, options: Options, rulings: Rulings | None
    ) -> None:
        self.witnesses = witnesses
        self.rulings = rulings
        self.base = base
        self.options = options
        self.ignoring = Ignoring.of(options.ignore)
        self.sections = _sections(witnesses[base])
        self.section = ""  # of the row before
        self.vocabulary = Vocabulary()
        printed = options.printed and "brackets" not in self.ignoring.names
        self.marks = [bracket_marks(w.spans) if printed else [] for w in witnesses]
        self.classify = Classifier(
            language=witnesses[base].language or "en",
            rules=options.rules,
            spelling=options.spelling,
        )

    def row(self, line: Line) -> Row:
        sides = [self._side(v, passages) for v, passages in enumerate(line.passages)]
        base = sides[self.base]
        found = [[] if v == self.base else self._versus(base, side) for v, side in enumerate(sides)]
        changes = [
            tuple(c for s in stretches for c in self._changes(base, side, s))
            for side, stretches in zip(sides, found)
        ]
        self._tally_ends(base, sides, line)
        counts = tuple(len(p) for p in line.passages)
        equal = all(s.equal for stretches in found for s in stretches)
        of, name = self._name(line)
        return Row(
            passage=name,
            of=of,
            section=self._section(line),
            texts=tuple(side.shown(0, len(side.tokens)) for side in sides),
            counts=counts,
            changes=tuple(changes),
            runs=tuple(self._runs(sides, found)),
            moved=line.moved,
            divided=self._divided(counts, equal),
        )

    def _side(self, v: int, passages: Sequence[int]) -> Side:
        witness = self.witnesses[v]
        tokens = (
            t for p in passages for t in range(witness.passages[p].start, witness.passages[p].end)
        )
        return Side(witness, tuple(tokens), self.marks[v])

    def _versus(self, base: Side, other: Side) -> list[Stretch]:
        grain = "word" if self.options.granularity == "char" else self.options.granularity
        return versus(base, other, self.ignoring, self.vocabulary, grain, self.rulings)

    def _tally_ends(self, base: Side, sides: Sequence[Side], line: Line) -> None:
        """Count where white space after a row is not the base's, as between its words."""
        for v, side in enumerate(sides):
            if v == self.base or line.moved[v] or not (base.tokens and side.tokens):
                continue
            if base.ends != side.ends:  # what follows on one side only is no white space
                continue
            if base.space(len(base.tokens) - 1) != side.space(len(side.tokens) - 1):
                self.ignoring.tally["whitespace"] += 1

    def _divided(self, counts: tuple[int, ...], equal: bool) -> tuple[str, ...]:
        """Where a version has more passages than the base, or fewer, and both have some."""
        here = counts[self.base]
        said = tuple(
            "" if not n or not here or n == here else "split" if n > here else "merge"
            for n in counts
        )
        if equal and "whitespace" in self.ignoring.names and any(said):
            self.ignoring.tally["whitespace"] += 1
            return ("",) * len(counts)
        return said

    def _name(self, line: Line) -> tuple[str, str]:
        """The version whose passages name a row ("" for the base), and their name."""
        for v in (self.base, *range(len(self.witnesses))):
            passages, ids = line.passages[v], self.witnesses[v].passages
            if passages:
                first, last = ids[passages[0]].id, ids[passages[-1]].id
                of = "" if v == self.base else self.witnesses[v].siglum
                return of, first if first == last else f"{first}–{last}"
        return "", ""

    def _section(self, line: Line) -> str:
        """The heading above a row of the base, and above what the base lacks that of the last."""
        here = line.passages[self.base]
        self.section = self.sections[here[-1]] if here else self.section
        return self.section

    def _changes(self, base: Side, other: Side, s: Stretch) -> list[Change]:
        left, right = base.full(s.a0, s.a1), other.full(s.b0, s.b1)
        shown = base.shown(s.a0, s.a1), other.shown(s.b0, s.b1)
        if s.equal:
            return [Change(EQUAL, *shown)]
        ends = (base, s.a0, other, s.b0)
        kind = "transposition" if s.move else self._kind(*ends, left, right)
        shared = tuple(base.text(i) for i, _ in s.shared)
        if self.options.granularity == "char" and s.a1 - s.a0 == s.b1 - s.b0 == 1:
            return [
                Change(EQUAL if x.strip() == y.strip() else kind, x, y)
                for x, y in letters(left, right)
            ]
        return [Change(kind, *shown, shared, s.move)]

    def _kind(self, base: Side, at: int, other: Side, beside: int, left: str, right: str) -> str:
        """The class of a change that begins at a token of both: decided, else found."""
        left, right = left.strip(), right.strip()
        given = (base, at, other, beside, (left, right))
        ruled = self.rulings.cls(*given) if self.rulings else ""
        return ruled or self.classify(left, right)

    def _runs(self, sides: list[Side], found: list[list[Stretch]]) -> list[Run]:
        if len(sides) == 2:
            return self._pair_runs(sides, found)
        return self._merged_runs(sides, found)

    def _pair_runs(self, sides: list[Side], found: list[list[Stretch]]) -> list[Run]:
        other = 1 - self.base
        runs = []
        for s in found[other]:
            for c in self._changes(sides[self.base], sides[other], s):
                texts, kinds = [c.base, c.other], [EQUAL, c.kind]
                shared: list[tuple[str, ...]] = [(), c.shared]
                if other == 0:
                    texts, kinds, shared = texts[::-1], kinds[::-1], shared[::-1]
                runs.append(Run(c.kind, tuple(texts), tuple(kinds), tuple(shared)))
        return runs

    def _merged_runs(self, sides: list[Side], found: list[list[Stretch]]) -> list[Run]:
        from .merging import merged

        runs = []
        base = sides[self.base]
        for a0, a1, spans in merged(found, self.base, len(base.tokens)):
            texts, kinds = [], []
            for v, side in enumerate(sides):
                b0, b1, equal = spans[v]
                own = (a0, a1) if v == self.base else (b0, b1)
                texts.append(side.shown(*own))
                left, right = base.full(a0, a1), side.full(*own)
                kinds.append(EQUAL if equal else self._kind(base, a0, side, b0, left, right))
            runs.append(Run(_gravest(kinds), tuple(texts), tuple(kinds), ((),) * len(sides)))
        return runs


def _gravest(kinds: Iterable[str]) -> str:
    """The kind of a run of many versions: the last of the table's classes that occurs."""
    from ..model import CLASSES

    order = [EQUAL, "editorial", *(c.name for c in CLASSES if c.name != "editorial")]
    return max(kinds, key=lambda kind: order.index(kind) if kind in order else len(order))
