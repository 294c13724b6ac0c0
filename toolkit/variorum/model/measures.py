"""Everything measured about several versions, as one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, overload

from .._version import TOOL
from . import notebook
from .alignment import Synopsis
from .apparatus import Apparatus
from .collation import Collation
from .shown import Parts, Shown, counted, item, listed, unknown
from .signature import Signature

FORMULAE = {
    "eddy_centroid_l2": "sqrt(sum_w (x_w - mean_w)^2) over word counts",
    "eddy_centroid_norm": "the same over relative frequencies",
    "eddy_angular": "1 - cos(x, mean)",
    "eddy_rarity": "mean over words of 1 - versions having it / versions",
    "viv_mean": "mean of eddy_centroid_l2",
    "viv_sd": "standard deviation of eddy_centroid_l2",
    "viv_cosine": "mean over pairs of 1 - cos(x, y)",
    "viv_dice": "mean over pairs of 1 - Dice of word types",
    "length": "ln(words / words of the source, or mean words of the versions)",
    "length_z": "(length - mean of the version's passages) / their standard deviation",
}


SHORTEST = 4  # words: below it a passage's divergence says little


@dataclass(frozen=True, slots=True, repr=False)
class Agreement(Shown):
    """Agreement of two versions at the places where any version differs and both are extant.

    The classes describe the second version against the first, so an omission is the second's.
    """

    of: tuple[str, str]
    places: int
    agree: int
    differ: tuple[tuple[str, int], ...]  # class, places; in the order of the apparatus's classes

    @property
    def share(self) -> float | None:
        """The share of places where both have the same reading; None if there is no such place."""
        return self.agree / self.places if self.places else None


@dataclass(frozen=True, slots=True, repr=False)
class Tree(Shown):
    """A node of a tree: a leaf has a name, an inner node has children.

    `length` is the length of the branch above. `support` is the share (0 … 1) of bootstrap trees
    that have the split of this node; None = unknown.
    """

    name: str = ""
    length: float = 0.0
    children: tuple[Tree, ...] = ()
    support: float | None = None

    def __str__(self) -> str:
        return newick(self)

    def _line(self) -> str:
        return f"<Tree {self}>"

    def leaves(self) -> tuple[str, ...]:
        """The names below, from left to right."""
        if not self.children:
            return (self.name,)
        return tuple(leaf for child in self.children for leaf in child.leaves())


@dataclass(frozen=True, slots=True, repr=False)
class Value(Shown):
    """One number: of which version or ordered pair, in which unit, from how many observations."""

    measure: str
    of: tuple[str, ...]
    value: float
    unit: str
    n: int
    warning: str = ""
    detail: str = ""

    def _line(self) -> str:
        warning = f", {self.warning}" if self.warning else ""
        of = " → ".join(self.of)
        return f"<Value {self.measure} of {of}: {self.value:g}, from {self.n} {self.unit}{warning}>"


@dataclass(frozen=True, slots=True, repr=False)
class RowMeasures(Shown):
    """The measures of one row; None for versions without the passage."""

    row: int
    id: str
    words: tuple[int, ...]  # one a version
    eddy: tuple[tuple[str, tuple[float | None, ...]], ...]
    viv: tuple[tuple[str, float], ...]
    moved: bool = False
    length: tuple[float | None, ...] = ()  # ln(words / words of the source or, without, mean words)
    length_z: tuple[float | None, ...] = ()  # the same against the version's other passages

    @property
    def divergence(self) -> float:
        """The value by which rows are sorted: the mean distance between two versions' words, 0 …
        1.
        """
        return dict(self.viv).get("viv_cosine", 0.0)

    def eddy_of(self, measure: str, version: int) -> float | None:
        """One of the Eddy values of a version; None if the passage is missing from it."""
        found = dict(self.eddy).get(measure)
        return found[version] if found else None

    @property
    def missing(self) -> int:
        """The number of versions from which the passage is missing."""
        return sum(count == 0 for count in self.words)

    def _line(self) -> str:
        words = ", ".join(map(str, self.words))
        return f"<RowMeasures {self.id}, words {words}, divergence {self.divergence:.3f}>"


@dataclass(frozen=True, slots=True, repr=False)
class Measures(Parts):
    """The whole comparison."""

    synopsis: Synopsis
    collation: Collation
    rows: tuple[RowMeasures, ...]
    values: tuple[Value, ...]
    distances: tuple[tuple[float, ...], ...]
    upgma: Tree
    nj: Tree
    shared: tuple[tuple[tuple[str, ...], int], ...]  # versions that share rare readings, how often
    apparatus: Apparatus  # against the base; what the classes were counted over
    classes: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # version, (class, readings)
    agreements: tuple[Agreement, ...]  # every two versions
    signature: Signature = Signature()

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[RowMeasures]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> RowMeasures: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[RowMeasures, ...]: ...
    @overload
    def __getitem__(self, index: str) -> tuple[Value, ...]: ...
    def __getitem__(
        self, index: int | slice | str
    ) -> RowMeasures | tuple[RowMeasures, ...] | tuple[Value, ...]:
        """A row by its number, or the values of a version by its siglum."""
        if isinstance(index, slice):
            return self.rows[index]
        if isinstance(index, int):
            return item(self.rows, index, "row")
        if index not in self.sigla:
            raise unknown(index, self.sigla, "siglum")
        return tuple(value for value in self.values if index in value.of)

    def _line(self) -> str:
        size = counted(len(self), "row")
        return f"<Measures of {listed(self.sigla, 'version')}, {size}, {len(self.values)} values>"

    def _repr_html_(self) -> str:
        rows = [
            {"passage": row.id, "divergence": round(row.divergence, 3)}
            | dict(zip(self.sigla, self.synopsis[row.row].texts))
            for row in self.divergent(notebook.SHOWN)
        ]
        return notebook.table(rows, caption=repr(self), total=len(self))

    def members(self) -> Iterator[tuple[str, Any]]:
        table = self.collation.sigla
        yield "schema", "variorum.compare/1"
        yield "tool", TOOL
        yield "signature", str(self.signature)
        yield "values", [value.to_dict() for value in self.values]
        yield (
            "distances",
            {siglum: dict(zip(table, row)) for siglum, row in zip(table, self.distances)},
        )
        yield "trees", {"upgma": newick(self.upgma), "neighbour_joining": newick(self.nj)}
        yield "base", self.apparatus.base
        yield "classes", {siglum: dict(counts) for siglum, counts in self.classes}
        yield (
            "agreements",
            [
                {"of": list(a.of), "places": a.places, "agree": a.agree, "differ": dict(a.differ)}
                for a in self.agreements
            ],
        )
        yield "shared_rare", [{"sigla": list(s), "readings": n} for s, n in self.shared]
        yield "divergent", [row.row for row in self.divergent()]
        yield "formulae", FORMULAE
        yield "results", map(self._result, self.rows)

    def _result(self, row: RowMeasures) -> dict[str, Any]:
        """Of a passage: Eddy a version, Viv, lengths."""
        return {
            "row": row.row,
            "passage": row.id,
            "words": dict(zip(self.sigla, row.words)),
            "divergence": round(row.divergence, 6),
            "eddy": {name: dict(zip(self.sigla, values)) for name, values in row.eddy},
            "viv": dict(row.viv),
            "length": dict(zip(self.sigla, row.length)),
            "length_z": dict(zip(self.sigla, row.length_z)),
            "moved": row.moved,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each passage and version: words, Eddy and length; the divergence of the
        passage.
        """
        return [
            {
                "row": row.row,
                "passage": row.id,
                "divergence": row.divergence,
                "version": siglum,
                "words": row.words[i],
                **{n: row.eddy_of(n, i) for n in FORMULAE if n.startswith("eddy_")},
                "length": row.length[i] if row.length else None,
                "length_z": row.length_z[i] if row.length_z else None,
            }
            for row in self.rows
            for i, siglum in enumerate(self.sigla)
        ]

    @property
    def sigla(self) -> tuple[str, ...]:
        return self.synopsis.sigla

    def divergent(self, limit: int = 10) -> tuple[RowMeasures, ...]:
        """The rows where the versions diverge most, the most divergent first.

        Only rows of at least `SHORTEST` words on average are taken, since two words differ easily;
        a row in which all are alike is none.
        """
        apart = [r for r in self.rows if r.divergence > 0]
        long = [r for r in apart if len(r.words) - r.missing > 1 and _mean_words(r) >= SHORTEST]
        ranked = sorted(long or apart, key=lambda r: (-round(r.divergence, 9), r.row))
        return tuple(ranked[:limit])


def _mean_words(row: RowMeasures) -> float:
    present = [count for count in row.words if count]
    return sum(present) / len(present) if present else 0.0


def newick(tree: Tree) -> str:
    """The tree in Newick form, labels quoted where they must be, support as a percentage.

    >>> newick(Tree(children=(Tree("A", 1), Tree("B's", 1.5))))
    "(A:1,'B''s':1.5);"
    """
    return f"{_newick(tree, root=True)};"


def _newick(node: Tree, root: bool = False) -> str:
    if node.children:
        label = "" if node.support is None else f"{node.support * 100:.0f}"
        text = f"({','.join(_newick(child) for child in node.children)}){label}"
    else:
        plain = node.name.replace("_", "").replace(".", "").replace("-", "").isalnum()
        text = node.name if plain else "'" + node.name.replace("'", "''") + "'"
    return text if root else f"{text}:{node.length:.6g}"
