"""Versions in another language: no readings of an `app`, but carried beside the text and linked.

Each is a `div` of the back. Which of its passages answer which of the base's stands in a `linkGrp`
(TEI P5, 17.3 and 17.5: two texts that correspond are linked, neither is a variant of the other).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...model import Answer, Apparatus, Passage, Witness
from .._options import Options
from .._xml import element, escape, quote, xml_names


class Beside:
    """The versions of `options.beside`; `taken` are ids of the document that are not free.

    In the base's own file the links name its elements: `homes` says in which each passage of the
    base stands, `given` the ids that some of the elements have. What is told of several passages of
    one element is one link.
    """

    def __init__(
        self, options: Options, apparatus: Apparatus, taken: Iterable[str] = (),
        homes: Mapping[str, str] | None = None, given: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._versions = options.beside
        self._base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
        held = {("", p.id) for p in self._base.passages}
        held |= {(w.siglum, p.id) for w in options.beside for p in w.passages}
        rows = [row for row in options.answers if len(held.intersection(row)) == len(row)]
        self._rows = rows if homes is None else _at_home(rows, homes)
        own = {("", home): id for home, id in (given or {}).items()}
        linked = list(dict.fromkeys(key for row in self._rows for key in row))
        fresh = [key for key in linked if key not in own]
        names = xml_names((".".join(filter(None, key)) for key in fresh), taken)
        self._ids = own | dict(zip(fresh, names.values(), strict=True))

    def home_ids(self) -> dict[str, str]:
        """The id of every element of the base's own file that is linked."""
        linked = dict.fromkeys(key for row in self._rows for key in row)
        return {id: self._ids[siglum, id] for siglum, id in linked if not siglum}

    def names(self) -> frozenset[str]:
        """Every id that is written."""
        return frozenset(self._ids.values())

    def base_ids(self) -> dict[Passage, str]:
        """The ids of those passages of the base that a version answers."""
        return {p: self._ids["", p.id] for p in self._base.passages if ("", p.id) in self._ids}

    def links(self) -> str:
        """A `standOff` with a link for each row; "" where nothing is linked."""
        return f"<standOff>\n{group}\n</standOff>\n" if (group := self.group()) else ""

    def group(self) -> str:
        """The links alone, as a `linkGrp`."""
        links = "".join(
            element("link", target=" ".join(f"#{self._ids[key]}" for key in row)) + "\n"
            for row in self._rows
        )
        return element("linkGrp", f"\n{links}", type_="translation") if links else ""

    def back(self) -> str:
        """Each version as a `div` of its own in the back; "" where there is none."""
        divisions = "".join(map(self.division, self._versions))
        return f"<back>\n{divisions}</back>\n" if divisions else ""

    def division(self, witness: Witness) -> str:
        """One version, passage by passage."""
        language = f" xml:lang={quote(witness.language)}" if witness.language else ""
        passages = "".join(
            element(
                "p",
                escape(" ".join(witness.slice(p.start, p.end).split())),
                n=p.id,
                xml_id=self._ids.get((witness.siglum, p.id), ""),
            )
            + "\n"
            for p in witness.passages
        )
        return f'<div type="source" n={quote(witness.siglum)}{language}>\n{passages}</div>\n'


def _at_home(rows: Sequence[Answer], homes: Mapping[str, str]) -> list[Answer]:
    """The rows with the base's passages as elements; rows that meet in an element are joined."""
    joined: list[list[tuple[str, str]]] = []
    for row in rows:
        own = [("", homes[id]) if not siglum else (siglum, id) for siglum, id in row]
        met = [other for other in joined if not set(own).isdisjoint(other)]
        for other in met:
            joined.remove(other)
        joined.append([*(key for other in met for key in other), *own])
    return [tuple(sorted(dict.fromkeys(row), key=lambda key: bool(key[0]))) for row in joined]
