"""An `app` for a variation unit: bare lemma, flat readings, lacunae distinct from omissions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ...critic.causes import cause_of
from ...critic.encoded import GROUP as ENCODED
from ...critic.segments import ORDERED, silences
from ...model import Apparatus, Conjecture, Reading, VariationUnit
from .._events import Edge, Unit
from .._markup import Markup
from .._moved import Twins, twins
from .._options import Options
from .._xml import element, escape, xml_names

OVERLAP = "overlap"  # of readings that a longer silence of their witnesses takes in
INTERCHANGE_TYPES = "formal"  # the group whose classes teiphy and open-cbgm call trivial


class Apps:
    """Writes the apps of one apparatus."""

    def __init__(
        self, apparatus: Apparatus, ids: Mapping[str, str], options: Options,
        taken: frozenset[str] = frozenset(), sources: Mapping[str, str] | None = None,
        whole: Apparatus | None = None,
    ) -> None:  # fmt: skip
        """`sources`: the ids of those whose conjectures stand in entries, by name; `whole`: the
        apparatus with its long omissions, where this one has them in pieces."""
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
        self.unit_ids = xml_names(
            (u.id for u in apparatus.units), {*taken, *ids.values(), *(sources or {}).values()}
        )
        self._sources = sources or {}
        # The words of the file, or those by which a place is found, can be no conjecture.
        self._conjectured = options.method != "loc" and not options.document and not self._plain
        self._edges = 0
        self._twins = twins(apparatus) if whole is None else _in_pieces(whole, apparatus)
        told = silences(whole or apparatus, apparatus)
        self._silences = {
            id: own for id, own in told.items() if whole is not None or id.endswith(ORDERED)
        }
        long = [unit for unit in (whole or apparatus).units if unit.overlap]
        self._long_classes = {u.id: r.cls for u in long for r in u.readings if r is not u.lemma}
        self._long_ids = (
            self.unit_ids
            if whole is None
            else xml_names(
                (unit.id for unit in long), {*taken, *ids.values(), *self.unit_ids.values()}
            )
        )
        # long silences that have their name in the document
        self._told = {unit.id for unit in long} if whole is None else set[str]()

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
        parts = [*self._lemma(event, occurrence), *self._readings(event), *self._aside(unit)]
        remarks = (element("note", escape(remark)) for remark in unit.remarks)
        return element("app", "".join([*parts, *unit.notes, *remarks]), **attributes)

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
        """The base's words, without `@wit`: every reading has an `rdg` of its own. Where the
        edition prints a conjecture, that."""
        unit = event.unit
        printed = self._printed(unit)
        if printed is not None:
            yield element("lem", escape(printed.text), **self._by(printed))
        elif unit.lemma is not None:
            number = str(occurrence) if occurrence else ""
            content = self._content(unit.lemma, event.spaced[0], self._base)
            yield element("lem", content, n=number)
        elif self._plain and unit.readings:
            yield element("lem", self._content(unit.readings[0], event.spaced[0]))

    def _printed(self, unit: VariationUnit) -> Conjecture | None:
        """The conjecture that stands in the text, where this form can say so."""
        found = (c for c in unit.conjectures if c.lemma and self._conjectured)
        return next(found, None)

    def _by(self, conjecture: Conjecture) -> dict[str, str]:
        ids = (self._sources.get(name) or self._ids.get(name) for name in conjecture.by)
        return {"source": " ".join(f"#{id}" for id in ids if id)}

    def _readings(self, event: Unit) -> Iterator[str]:
        """The readings with sigla, and the conjectures at their places among them."""
        unit = event.unit
        printed = self._printed(unit)
        pairs: list[tuple[Reading | Conjecture, tuple[bool, bool]]] = list(self._ordered(event))
        if not self._plain:
            pairs += [(c, (False, False)) for c in unit.conjectures if c is not printed]
        if any(reading.place for reading, _ in pairs):
            pairs.sort(key=lambda pair: pair[0].place)
        labels = {reading.label for reading, _ in pairs}
        number = 0
        for reading, spaced in pairs:
            if isinstance(reading, Conjecture):
                number += 1
                label = reading.label or _free(number, labels)
                kind = _word(reading.cls)
                content = escape(reading.text)
                yield element("rdg", content, n=label, type_=kind, **self._by(reading))
                continue
            unnamed = self._negative and reading is unit.lemma and printed is None
            for sigla, long in self._by_silence(unit, reading):
                number += 1
                if unnamed and not long:
                    continue
                attributes = {
                    "n": reading.label or _free(number, labels),
                    "type_": self._type(reading),
                    "cause": "" if self._plain else cause_of(self._apparatus, unit, reading),
                    "wit": self._wit(sigla),
                    **self._linked(unit, reading),
                }
                lead = self._base if unit.overlap else ""  # others may differ within
                content = self._content(reading, spaced, lead)
                yield element("rdg", content, **(attributes | self._long(long)))

    def _by_silence(
        self, unit: VariationUnit, reading: Reading
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        """The witnesses of a reading by the long omission that each has here, "" for none."""
        ordered = unit.id.endswith(ORDERED) and reading is not unit.lemma
        told = self._silences.get(unit.id, {}) if reading.omitted or ordered else {}
        groups: dict[str, list[str]] = {}
        for siglum in reading.sigla:
            groups.setdefault(told.get(siglum, ""), []).append(siglum)
        for long, sigla in sorted(groups.items()):
            yield tuple(sigla), long

    def _long(self, silence: str) -> dict[str, str]:
        """What names a long omission at its first piece, and points to it further on."""
        if not silence:
            return {}
        id = self._long_ids[silence]
        if silence not in self._told:
            self._told.add(silence)
            kind = self._long_classes[silence]
            return {"type_": self._class(kind), "xml_id": id}
        return {"type_": OVERLAP, "cause": "", "corresp": f"#{id}"}

    def _ordered(self, event: Unit) -> Iterator[tuple[Reading, tuple[bool, bool]]]:
        """The readings as they stand; for programs, the formal ones directly after the lemma, whose
        sub-readings they are."""
        pairs = list(zip(event.unit.readings, event.spaced))
        yield from pairs[:1]
        formal = INTERCHANGE_TYPES if self._plain else ""
        yield from sorted(
            pairs[1:], key=lambda p: bool(formal) and self._groups.get(p[0].cls) != formal
        )

    def _linked(self, unit: VariationUnit, reading: Reading) -> dict[str, str]:
        """A transposed reading names the other place itself."""
        if self._plain or reading.cls != "transposition":
            return {}
        return {"corresp": self._corresp(unit)}

    def _type(self, reading: Reading) -> str:
        if reading.kind:
            return _word(reading.kind)
        return self._class(reading.cls)

    def _class(self, cls: str) -> str:
        told = (INTERCHANGE_TYPES, ENCODED)  # an edition's own types are for its own programs
        return "" if self._plain and self._groups.get(cls) not in told else _word(cls)

    def _wit(self, sigla: tuple[str, ...]) -> str:
        return " ".join(f"#{self._ids[s]}" for s in sigla)

    def _aside(self, unit: VariationUnit) -> Iterator[str]:
        """Who has no part in an entry: silent by a longer silence, or not extant."""
        for id in dict.fromkeys(long for _, long in unit.covered):
            sigla = tuple(siglum for siglum, long in unit.covered if long == id)
            target = f"#{self._long_ids[id]}"
            yield element("rdg", n=OVERLAP, type_=OVERLAP, wit=self._wit(sigla), corresp=target)
        if unit.lacunose:
            yield element("rdg", n="lac", type_="lac", wit=self._wit(unit.lacunose))

    def _content(self, reading: Reading, spaced: tuple[bool, bool], siglum: str = "") -> str:
        """The words of a reading; with the markup of one of its witnesses."""
        left, right = (" " if blank else "" for blank in spaced)
        if self._plain:
            return f"{left}{escape(reading.text)}{right}" if reading.text else left
        block = next((b for b in reading.blocks if b.siglum == siglum), reading.blocks[0])
        return f"{left}{self.markup[block.siglum].tokens(block.start, block.end)}{right}"


def _in_pieces(whole: Apparatus, flat: Apparatus) -> Twins:
    """The other places of moved blocks; a long omission stands at its first piece."""
    units = {unit.id: unit for unit in flat.units}

    def piece(id: str) -> VariationUnit | None:
        return units.get(id) or units.get(f"{id}.1")

    found = {}
    for id, others in twins(whole).items():
        own, there = piece(id), [at for other in others if (at := piece(other.id))]
        if own and there:
            found[own.id] = tuple(there)
    return found


def _word(text: str) -> str:
    """A name as TEI's `@type` takes it: one word."""
    return "-".join(text.split())


def _free(number: int, labels: Collection[str]) -> str:
    """A running number, made longer where the edition calls another reading so."""
    name = str(number)
    while name in labels:
        name += "x"
    return name
