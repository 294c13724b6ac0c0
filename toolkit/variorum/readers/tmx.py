"""TMX translation memories: a witness for each language, and the alignment that the memory is.

The language of the source comes first. A language asked for is read alone. Codes of other programs
within a segment are not text. TMX 1.4b, <https://www.ttt.org/oscarstandards/tmx/>.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..text import xml
from ._options import Options
from ._units import Unit, aligned, chosen, words

SUFFIXES = (".tmx",)

_CODES = frozenset("bpt ept it ph ut".split())
_LANGUAGE = "lang"  # before TMX 1.4


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a memory; raises `ReadError`, or `UsageError` for a language that it has not."""
    root = xml.parse(data, name=name, huge=True).getroot()
    if xml.local(root) != "tmx":
        raise ReadError(
            f"the root element is <{xml.local(root)}>, no TMX", source=name, line=1,
            hint="give a TMX file, or name the format",
        )  # fmt: skip
    header = root.find("{*}header")
    source = "" if header is None else header.get("srclang", "")
    sigla = _Sigla()
    skipped: Counter[str] = Counter()
    units = [
        _unit(tu, number, sigla, skipped) for number, tu in enumerate(root.iter("{*}tu"), start=1)
    ]
    units = [unit for unit in units if unit.texts]
    if not units:
        raise ReadError(
            "the memory has no segment with text", source=name, hint="export it again with its text"
        )
    first = source.lower()
    languages = dict(sorted(sigla.languages.items(), key=lambda pair: pair[1].lower() != first))
    languages = chosen(languages, options.language, name, "memory")
    witnesses, rows = aligned(units, languages, options)
    found = tuple(
        Finding(
            name, 0, 0, "TMX001", "left-out", Severity.INFO, f"left out: {count} {what}",
            count=count,
        )
        for what, count in skipped.items()
    )  # fmt: skip
    synopsis = rows if len(witnesses) > 1 else None
    return Source(witnesses, synopsis=synopsis, findings=found, reader="tmx")


class _Sigla:
    """The siglum of each version: as the memory names it, else its language."""

    def __init__(self) -> None:
        self.languages: dict[str, str] = {}  # by siglum, in the order of the file
        self._sigla: dict[tuple[str, str], str] = {}

    def of(self, language: str, named: str) -> str:
        key = (named, language.lower())
        if key not in self._sigla:
            siglum = named or language or "und"
            if siglum in self.languages:  # one name in two languages
                siglum = f"{siglum}-{language}"
            self._sigla[key] = siglum
            self.languages[siglum] = "" if language == "und" else language
        return self._sigla[key]


def _unit(tu: Any, number: int, sigla: _Sigla, skipped: Counter[str]) -> Unit:
    texts: dict[str, list[str]] = {}
    notes: list[tuple[str, str]] = []
    own = [xml.string(note) for note in tu.findall("{*}note")]
    for tuv in tu.findall("{*}tuv"):
        language = tuv.get(xml.XML_LANG) or tuv.get(_LANGUAGE) or ""
        named = next(
            (xml.string(p).strip() for p in tuv.findall("{*}prop") if p.get("type") == "siglum"), ""
        )
        segment = tuv.find("{*}seg")
        text = "" if segment is None else words(segment, _CODES)
        if not text:
            skipped["empty segments"] += 1
            continue
        siglum = sigla.of(language, named)
        texts.setdefault(siglum, []).append(text)
        said = [*own, *(xml.string(note) for note in tuv.findall("{*}note"))]
        notes += [(siglum, note) for text in said if (note := " ".join(text.split()))]
        own = []  # a remark on the unit stands with its first version
    return Unit(tu.get("tuid") or f"u{number}", tu.sourceline or 0, texts, notes)
