"""What a diff shows, as a value: rows of passages, and in each row runs that are equal or differ.

What always holds: the texts of one version in the runs of a row, joined, are its text in that
row, character for character; so are the texts of its changes against the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, overload

from .._version import TOOL
from ..errors import UsageError
from . import notebook
from .shown import Parts, Shown, counted, item, listed, unknown
from .signature import Signature

EQUAL = "equal"


@dataclass(frozen=True, slots=True, repr=False)
class Version(Shown):
    """One of the texts compared."""

    siglum: str
    title: str = ""
    words: int = 0
    origin: tuple[str, str] = field(default=("", ""), compare=False, repr=False)  # file, its sha256
    text: str = field(default="", compare=False, repr=False)  # as its file has it: what is patched


@dataclass(frozen=True, slots=True, repr=False)
class Change(Shown):
    """A stretch of one version compared with the base; `kind` is a class of reading, or `equal`.

    `shared` lists words that both sides of a reworded phrase have. The two ends of a move have the
    same number, counted from 1 within the row and version.
    """

    kind: str
    base: str
    other: str
    shared: tuple[str, ...] = ()
    move: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Run(Shown):
    """A stretch of all versions; `kinds` gives for each how it differs from the base."""

    kind: str
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    shared: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Row(Shown):
    """Passages of all versions that correspond."""

    passage: str  # the base's passage, or the first of another version where the base has none
    texts: tuple[str, ...]  # "" where a version has none
    counts: tuple[int, ...]  # how many passages each version has here
    changes: tuple[tuple[Change, ...], ...]  # per version; the base's own are empty
    runs: tuple[Run, ...]
    moved: tuple[bool, ...]  # per version: stands elsewhere than the base has it
    divided: tuple[str, ...]  # per version: "split", "merge" or ""
    follows: tuple[str, ...] = ()  # per version, where moved: after which passage; "" = the first
    of: str = ""  # the version whose passage names the row, where it is not the base
    section: str = ""  # the heading of the base under which it stands
    _sigla: tuple[str, ...] | None = field(default=None, init=False, compare=False)

    @property
    def sigla(self) -> tuple[str, ...]:
        """The versions' sigla; raises `UsageError` for a row that is part of no comparison."""
        if self._sigla is None:
            raise UsageError("the row is part of no comparison", hint="take it from its `rows`")
        return self._sigla

    @property
    def place(self) -> str:
        """The row's passage, as people are told of it: `B:p11` where the number is B's own."""
        return f"{self.of}:{self.passage}" if self.of else self.passage

    def __getitem__(self, siglum: str) -> str:
        """The text that a version has here."""
        if siglum not in self.sigla:
            raise unknown(siglum, self.sigla, "siglum")
        return self.texts[self.sigla.index(siglum)]

    def differs(self, v: int) -> bool:
        """Does version v differ from the base here?"""
        return (
            self.moved[v]
            or bool(self.divided[v])
            or any(change.kind != EQUAL for change in self.changes[v])
        )

    @property
    def different(self) -> bool:
        return any(self.differs(v) for v in range(len(self.texts)))

    def _line(self) -> str:
        kinds = dict.fromkeys(run.kind for run in self.runs if run.kind != EQUAL)
        moved = ", moved" if any(self.moved) else ""
        divided = "".join(f", {d}" for d in dict.fromkeys(self.divided) if d)
        return f"<Row {self.passage}: {', '.join(kinds) or 'equal'}{moved}{divided}>"

    def _repr_html_(self) -> str:
        sigla = self._sigla or ("",) * len(self.texts)
        return notebook.versions([self.marked()], sigla, caption=repr(self), total=1)

    def marked(self) -> tuple[str, list[list[tuple[str, bool]]]]:
        """The passage, and for each version its text in pieces: does the piece differ?"""
        return self.passage, [
            [(run.texts[v], run.kind != EQUAL) for run in self.runs] for v in range(len(self.texts))
        ]

    def to_dict(self) -> dict[str, Any]:
        """The row as the JSON output holds it.

        The texts of one siglum, joined over the runs, give its text here.
        """
        found: dict[str, Any] = {"passage": self.passage, "moved": any(self.moved), "runs": []}
        divided = {s: d for s, d in zip(self.sigla, self.divided) if d}
        if divided:
            found["divided"] = divided
        found["runs"] = [self._run(run) for run in self.runs]
        return found

    def _run(self, run: Run) -> dict[str, Any]:
        entry: dict[str, Any] = {"kind": run.kind, "texts": dict(zip(self.sigla, run.texts))}
        kinds = {s: k for s, k in zip(self.sigla, run.kinds) if k != EQUAL}
        if len(self.sigla) > 2 and kinds:
            entry["kinds"] = kinds
        shared = {s: list(words) for s, words in zip(self.sigla, run.shared) if words}
        if shared:
            entry["shared"] = shared
        return entry

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict a difference of a version from the base; `base` and `other` are the texts."""
        return [
            {"passage": self.passage, "version": siglum, "kind": kind, "base": base, "other": other}
            for v, siglum in enumerate(self.sigla)
            for kind, base, other in self._differences(v)
        ]

    def _differences(self, v: int) -> Iterator[tuple[str, str, str]]:
        """Kind and both texts of each difference; the two ends of a move are one."""
        ends: dict[int, list[str]] = {}
        for change in self.changes[v]:
            if change.move:
                held = ends.setdefault(change.move, ["", ""])
                held[0], held[1] = held[0] + change.base, held[1] + change.other
            elif change.kind != EQUAL:
                yield change.kind, change.base, change.other
        yield from (("transposition", base, other) for base, other in ends.values())
        base = "".join(change.base for change in self.changes[v])
        if self.moved[v]:
            yield "transposition", base, self.texts[v]
        if self.divided[v]:
            yield self.divided[v], base, self.texts[v]

    def __reduce__(self) -> tuple[Any, ...]:
        own = (
            self.passage, self.texts, self.counts, self.changes, self.runs, self.moved,
            self.divided, self.follows,
        )  # fmt: skip
        return _row, (own, self._sigla)


@dataclass(frozen=True, slots=True, repr=False)
class MarkupChange(Shown):
    """One change of encoding. Lines count from 1, 0 = not in that file."""

    kind: str  # "added", "removed", "attributes", "extent"
    name: str
    lines: tuple[int, int]
    detail: str = ""
    text: str = ""  # what the element holds, shortened

    def __str__(self) -> str:
        around = f" around “{self.text}”" if self.text else ""
        what = {
            "added": f"<{self.name}> added{around}",
            "removed": f"<{self.name}> removed{around}",
            "attributes": f"<{self.name}> {self.detail}{around}",
            "extent": f"<{self.name}> holds other words{around}",
        }[self.kind]
        return f"{self.lines[0] or '–'} → {self.lines[1] or '–'}: {what}"

    def to_dict(self) -> dict[str, Any]:
        """The change as the JSON output holds it."""
        return {
            "change": self.kind,
            "element": self.name,
            "lines": list(self.lines),
            "detail": self.detail,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Parts):
    """Two to twelve versions against a base."""

    versions: tuple[Version, ...]
    base: int
    rows: tuple[Row, ...]
    hidden: tuple[tuple[str, int], ...] = ()  # what was ignored, and how often it was met
    unit: str = "sentence"
    passages: tuple[tuple[str, ...], ...] = ()  # the texts of every version, in its own order
    markup: tuple[MarkupChange, ...] = ()  # changes of encoding, where they are asked for
    ignored: tuple[str, ...] = ()
    signature: Signature = Signature()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", _of(self.rows, self.sigla))

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[index] if isinstance(index, slice) else item(self.rows, index, "row")

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(version.siglum for version in self.versions)

    def _line(self) -> str:
        differing = sum(row.different for row in self.rows)
        sigla = listed(self.sigla, "version")
        return f"<Comparison of {sigla}, {counted(len(self), 'row')}, {differing} differing>"

    def _repr_html_(self) -> str:
        some = [row.marked() for row in self.rows[: notebook.SHOWN]]
        return notebook.versions(some, self.sigla, caption=repr(self), total=len(self))

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.diff/1"
        yield "tool", TOOL
        yield "signature", str(self.signature)
        yield "base", self.sigla[self.base]
        yield "hidden", dict(self.hidden)
        yield "markup", [change.to_dict() for change in self.markup]
        yield "results", (row.to_dict() for row in self.rows)

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each difference of a version from the base, as `kinds` counts them."""
        return [
            {"row": n, **difference}
            for n, row in enumerate(self.rows)
            for difference in row.to_rows()
        ]

    @property
    def others(self) -> tuple[int, ...]:
        """The versions that are compared with the base."""
        return tuple(v for v in range(len(self.versions)) if v != self.base)

    @property
    def different(self) -> bool:
        return bool(self.markup) or any(row.different for row in self.rows)

    def kinds(self, v: int | None = None) -> Counter[str]:
        """The number of changes of each class, in one version or in all."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            for w in self.others if v is None else (v,):
                moves = {c.move for c in row.changes[w] if c.move}
                counts.update(c.kind for c in row.changes[w] if c.kind != EQUAL and not c.move)
                counts["transposition"] += len(moves) + row.moved[w]
                if row.divided[w]:
                    counts[row.divided[w]] += 1
        return +counts


def _of(rows: tuple[Row, ...], sigla: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows as parts of a comparison; one that is part of another already is copied."""
    made = list(rows)
    for n, row in enumerate(rows):
        if row._sigla == sigla:
            continue
        if row._sigla is not None:
            made[n] = row = replace(row)
        object.__setattr__(row, "_sigla", sigla)
    return tuple(made)


def _row(own: tuple[Any, ...], sigla: tuple[str, ...] | None) -> Row:
    """A row out of a pickle."""
    row = Row(*own)
    object.__setattr__(row, "_sigla", sigla)
    return row
