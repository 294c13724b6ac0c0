"""What the verbs take and give, by name; the types at the door are checked against these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from os import PathLike
from typing import Any, TypedDict, Unpack

from ..host import Host
from ..model import Apparatus, Collation, Decision, Glossary, Links, Source, Synopsis, Witness
from ..model.comparison import Comparison
from ..model.measures import Measures

__all__ = [
    "NAMES",
    "Decided",
    "Layer",
    "Matching",
    "Names",
    "Pairs",
    "Path",
    "Reading",
    "Text",
    "Texts",
    "Value",
    "Writing",
]

Path = str | PathLike[str]
Text = Path | bytes | Witness | Source  # a path may be `SIGLUM=PATH`, or a folder of versions
Texts = Text | Iterable[Text]
Names = str | Sequence[str]  # "case,punct" or ("case", "punct")
Value = Synopsis | Collation | Apparatus
Pairs = Sequence[tuple[str, str]]
Decided = Path | Sequence[Decision]  # a file of decisions, a folder of such files, or decisions
Layer = Mapping[str, Names] | Sequence[str]  # of the apparatus: name and classes


class Reading(TypedDict, total=False):
    """How texts are read that are given as paths or bytes; the options of every verb that reads.

    `reader` is the format, where neither suffix nor content says it; `encoding` that of plain
    text; `language` that of texts that name none, or
    of single ones by their sigla (["A=en", "B=fr"]); `normal` what is compared
    ("nfc,casefold,quotes"); `layers` reads hands and corrections of a TEI file as witnesses;
    `furniture` is "keep" where note marks, page numbers and running heads of plain text, or hyphens
    at line ends, are text. Of TEI's `choice` elements `choice` takes the first of its names that
    there is ("expan,reg,corr", else what stands on the page); `exclude_elements` and
    `only_elements` are XPaths of elements that are not read, or outside of which nothing is.
    `unit` is what a passage is: auto, sentence, paragraph or line. `source` is a text in the
    source language: aligned, never a reading. `anchors` lists the names of places that are fixed
    points where the witnesses share them: "n" (numbers of lines, verses and divisions), "id"
    (`xml:id`), "milestone" (with columns), elements with numbers ("l,ab"), or "auto", which is all.
    `alignment` is a table of passages to obey,
    `glossary` a file or pairs of words and translations that help to match. `neural` says whether
    an encoder helps to link words (extra `neural`; else where it is there). `project` names a
    file of settings, else the nearest `variorum.toml` holds; "" = none. `decisions` is a file, a
    folder of files, or a list, of what people decided; it may stand in the project's settings.
    """

    reader: str | None
    encoding: str | None
    language: Names | None
    normal: Names | None
    layers: bool
    furniture: str
    choice: str
    exclude_elements: Names
    only_elements: Names
    unit: str
    source: Text | None
    anchors: Names | None
    alignment: Path | None
    glossary: Path | Pairs | None
    neural: bool | None
    project: Path | None
    decisions: Decided | None


class Matching(Reading, total=False):
    """Options of the verbs that collate, besides those of reading.

    `translations` says whether the texts are translations or copies; without it their words
    decide. `regularise` names a table of forms that count as others; it may stand in the project's
    settings. `extant` says which passages of the base a fragment has (`{"S": "p3..p9"}`): outside
    them it omits nothing.
    """

    translations: bool | None
    regularise: Path | None
    extant: Mapping[str, str] | Names | None


class Writing(TypedDict, total=False):
    """How a value is written; a format ignores what it has no use for.

    `title` is what the whole is called, else as the project says. `base` is for a collation in a
    format that only an apparatus has: the witness against which it is made, else the first.
    Of TEI: `method` (ps, dep, loc), `external` (the entries apart from the text), `style`
    (positive, negative), `profile` (edition, interchange), `into` (the base witness's own TEI
    file, or several files of which it is one). Of tables: `shape` (wide, long), `formulas`, `bom`.
    Of NEXUS and PHYLIP: `omission` (state, gap), `trivial` (classes that share a state). Of DOCX:
    `form` (notes, changes, table). Of the page: `split` (passages a page), `templates` (a folder).
    Of measures: `top`, `picture` (both, tree, heat). Of text: `width`.
    """

    title: str
    base: str | None
    method: str
    external: bool
    style: str
    profile: str
    into: Path | Sequence[Path] | None
    shape: str
    formulas: bool
    bom: bool
    omission: str
    trivial: Names
    form: str
    split: int
    templates: Path | None
    top: int
    picture: str
    width: int


class _Names(dict[str, Any]):
    """Names in the types of verbs; those of rooms that not every verb needs, when asked for."""

    def __missing__(self, name: str) -> Any:
        if name not in _ELSEWHERE:
            raise KeyError(name)
        module, attribute = _ELSEWHERE[name]
        return getattr(import_module(f"..{module}", __package__), attribute)


_ELSEWHERE = {
    "CollateOptions": ("collation.options", "Options"),
    "ApparatusOptions": ("critic.edition", "Options"),
    "EncodeOptions": ("encoding", "Options"),
    "WriteOptions": ("writers", "Options"),
}
_HERE = (
    Host,
    Glossary,
    Links,
    Comparison,
    Measures,
    Apparatus,
    Collation,
    Decision,
    Source,
    Synopsis,
    Witness,
)
NAMES = _Names({**globals(), **{kind.__name__: kind for kind in _HERE}, "Unpack": Unpack})
