"""An `app` for a variation unit: bare lemma, flat readings, lacunae told apart from omissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...critic.causes import cause_of
from ...model import Apparatus, Passage, Reading, VariationUnit
from .._events import Edge, Unit
from .._markup import Markup
from .._moved import twins
from .._options import Options
from .._xml import element, escape, xml_names

INTERCHANGE_TYPES = "formal"  # the group whose classes teiphy and open-cbgm call trivial


class Apps:
    """Writes the apps of one apparatus."""

    def __init__(
        self, apparatus: Apparatus, ids: Mapping[str, str], options: Options,
        taken: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._apparatus = apparatus
        self._table = apparatus.collation
        self._base = apparatus.base
        self._ids = ids
        self._options = options
        self._groups = {c.name: c.group for c in apparatus.classes}
        self._plain = options.profile == "interchange"
        self._negative = options.style == "negative" and not self._plain
        self.markup = {
            w.siglum: Markup(w, keep=not self._plain, whole=bool(options.document))
            for w in self._table.witnesses
        }
        self.unit_ids = xml_names((u.id for u in apparatus.units), {*taken, *ids.values()})
        self.passages: Mapping[Passage, str] = {}  # ids of the base's, where one is pointed at
        self.divided: frozenset[Passage] = frozenset()  # those of the base that begin a division
        self._edges = 0
        self._twins = twins(apparatus)

    def app(self, event: Unit, extra: Mapping[str, str] | None = None, occurrence: int = 0) -> str:
        """The element; `extra` are attributes (`from`, `to`, `loc`), `occurrence` tells equal
        lemmata of one passage apart."""
        unit = event.unit
        attributes = {
            "xml_id": self.unit_ids[unit.id],
            "n": unit.id,
            "type_": _word(unit.layer) if not self._plain else "",
            **(extra or {}),
            "corresp": self._corresp(unit),
        }
        parts = [*self._lemma(event, occurrence), *self._readings(event), *self._lacunose(unit)]
        return element("app", "".join(parts), **attributes)

    def anchors(self, unit: VariationUnit) -> tuple[str, str]:
        """The ids of the anchors at both ends of a unit's words."""
        own = self.unit_ids[unit.id]
        return f"{own}.from", f"{own}.to"

    def lemma(self, event: Unit) -> str:
        """What the base has at a unit, as it stands in the base text."""
        lemma = event.unit.lemma
        return self._content(lemma, event.spaced[0], self._base) if lemma else ""

    def edge(self, event: Edge) -> str:
        """A point at which one witness stops or begins to be extant."""
        self._edges += 1
        id = self._wit((event.siglum,))
        milestone = element("lacunaStart" if event.begins else "lacunaEnd", wit=id)
        reading = element("rdg", milestone, n="1", wit=id)
        if others := tuple(s for s in self._table.sigla if s != event.siglum):
            reading += element("rdg", n="2", wit=self._wit(others))  # to them a point is nothing
        return element("app", f"<lem/>{reading}", xml_id=f"lacuna.{self._edges}", type_="lacuna")

    def _corresp(self, unit: VariationUnit) -> str:
        """The other places of the same transposed block."""
        return " ".join(f"#{self.unit_ids[u.id]}" for u in self._twins.get(unit.id, ()))

    def _lemma(self, event: Unit, occurrence: int) -> Iterator[str]:
        """The base's words, without `@wit`: every reading has an `rdg` of its own."""
        unit = event.unit
        if unit.lemma is not None:
            number = str(occurrence) if occurrence else ""
            content = self._content(unit.lemma, event.spaced[0], self._base)
            yield element("lem", content, n=number)
        elif self._plain and unit.readings:
            yield element("lem", self._content(unit.readings[0], event.spaced[0]))

    def _readings(self, event: Unit) -> Iterator[str]:
        for number, (reading, spaced) in enumerate(ordered(event, self._groups), 1):
            if self._negative and reading is event.unit.lemma:
                continue
            yield element(
                "rdg",
                self._content(reading, spaced),
                n=str(number),
                type_=self._type(reading),
                cause="" if self._plain else cause_of(self._apparatus, event.unit, reading),
                wit=self._wit(reading.sigla),
                **self._linked(event.unit, reading),
            )

    def _linked(self, unit: VariationUnit, reading: Reading) -> dict[str, str]:
        """A transposed reading names the other place itself."""
        if self._plain or reading.cls != "transposition":
            return {}
        return {"corresp": self._corresp(unit)}

    def _type(self, reading: Reading) -> str:
        if self._plain and self._groups.get(reading.cls) != INTERCHANGE_TYPES:
            return ""
        return _word(reading.cls)

    def _wit(self, sigla: tuple[str, ...]) -> str:
        return " ".join(f"#{self._ids[s]}" for s in sigla)

    def _lacunose(self, unit: VariationUnit) -> Iterator[str]:
        if unit.lacunose:
            yield element("rdg", n="lac", type_="lac", wit=self._wit(unit.lacunose))

    def _content(self, reading: Reading, spaced: tuple[bool, bool], siglum: str = "") -> str:
        """The words of a reading; with the markup of one of its witnesses."""
        left, right = (" " if blank else "" for blank in spaced)
        if self._plain:
            return f"{left}{escape(reading.text)}{right}" if reading.text else left
        block = next((b for b in reading.blocks if b.siglum == siglum), reading.blocks[0])
        return f"{left}{self.markup[block.siglum].tokens(block.start, block.end)}{right}"


def _word(text: str) -> str:
    """A name as TEI's `@type` takes it: one word."""
    return "-".join(text.split())


def ordered(event: Unit, groups: Mapping[str, str]) -> list[tuple[Reading, tuple[bool, bool]]]:
    """Readings with the formal ones directly after the lemma, whose sub-readings they are."""
    pairs = list(zip(event.unit.readings, event.spaced))
    return pairs[:1] + sorted(pairs[1:], key=lambda p: groups.get(p[0].cls) != "formal")
