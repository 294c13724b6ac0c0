"""XLIFF 1.2 and 2: source and target as two witnesses, and the alignment that the file is.

Their sigla are the two languages, or `source` and `target` if the file does not distinguish them.
Proposals of a memory (`alt-trans`, `matches`) are left out and counted; notes stand beside the
source. <http://docs.oasis-open.org/xliff/>.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..model.shown import counted
from ..text import xml
from ._options import Options
from ._units import Unit, aligned, chosen, words

SUFFIXES = (".xlf", ".xliff")

_CODES = frozenset("bpt ept it ph x bx ex sc ec sm em".split())
_PROPOSALS = ("{*}alt-trans", "{*}match")
_S, _T = "source", "target"


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a file of units; raises `ReadError`, or `UsageError` for a language that it has not."""
    root = xml.parse(data, name=name, huge=True).getroot()
    if xml.local(root) != "xliff":
        raise ReadError(
            f"the root element is <{xml.local(root)}>, no XLIFF", source=name, line=1,
            hint="give an XLIFF file, or name the format",
        )  # fmt: skip
    units = [unit for unit in _units(root) if unit.texts]
    if not units:
        raise ReadError(
            "the file has no unit with text", source=name, hint="export it again with its text"
        )
    if not any(_T in unit.texts for unit in units):
        raise ReadError(
            "no unit has a target: nothing is translated here",
            source=name,
            line=units[0].line,
            hint="export it with its translations",
        )
    sigla, languages = _languages(root)
    units = [_under(unit, sigla) for unit in units]
    languages = chosen(languages, options.language, name, "file")
    witnesses, rows = aligned(units, languages, options)
    proposals = sum(1 for _ in root.iter(*_PROPOSALS))
    message = f"left out: {counted(proposals, 'proposal')} of a memory"
    found = Finding(name, 0, 0, "XLF001", "left-out", Severity.INFO, message, count=proposals)
    return Source(
        witnesses,
        synopsis=rows if len(witnesses) > 1 else None,
        findings=(found,) if proposals else (),
        reader="xliff",
    )


def _languages(root: Any) -> tuple[dict[str, str], dict[str, str]]:
    """The siglum of source and target, and the language of each siglum."""
    file = root.find("{*}file")
    first = root.get("srcLang") or ("" if file is None else file.get("source-language", ""))
    other = root.get("trgLang") or ("" if file is None else file.get("target-language", ""))
    if not first or not other or first.lower() == other.lower():
        return {_S: _S, _T: _T}, {_S: first, _T: other}
    return {_S: first, _T: other}, {first: first, other: other}


def _under(unit: Unit, sigla: dict[str, str]) -> Unit:
    texts = {sigla[side]: said for side, said in unit.texts.items()}
    return Unit(unit.id, unit.line, texts, [(sigla[side], note) for side, note in unit.notes])


def _units(root: Any) -> Iterator[Unit]:
    for number, node in enumerate(root.iter("{*}trans-unit", "{*}unit"), start=1):
        id = node.get("id") or f"u{number}"
        pairs = _segments(node) if xml.local(node) == "unit" else _old_segments(node)
        notes = [" ".join(xml.string(n).split()) for n in node.findall(".//{*}note")]
        remarks = [(_S, said) for said in notes if said]
        numbered = len(pairs) > 1
        for n, (source, target) in enumerate(pairs, start=1):
            texts = {side: [text] for side, text in ((_S, source), (_T, target)) if text}
            yield Unit(f"{id}.{n}" if numbered else id, node.sourceline or 0, texts, remarks)
            remarks = []


def _segments(unit: Any) -> list[tuple[str, str]]:
    """The segments of a unit of XLIFF 2; what stands between them is white space."""
    return [(_side(part, _S), _side(part, _T)) for part in unit.iter("{*}segment")]


def _old_segments(unit: Any) -> list[tuple[str, str]]:
    """A unit of XLIFF 1.2: its segments, where source and target have the same."""
    whole = [(_side(unit, _S), _side(unit, _T))]
    divided, target = unit.find("{*}seg-source"), unit.find("{*}target")
    if divided is None:
        return whole
    sources = _marked(divided)
    targets = {} if target is None else _marked(target)
    if not sources or (list(targets) != list(sources) and whole[0][1]):
        return whole
    return [(text, targets.get(id, "")) for id, text in sources.items()]


def _marked(node: Any) -> dict[str, str]:
    return {m.get("mid", ""): words(m, _CODES) for m in node.iter("{*}mrk")
            if m.get("mtype") == "seg"}  # fmt: skip


def _side(node: Any, side: str) -> str:
    found = node.find(f"{{*}}{side}")
    return "" if found is None else words(found, _CODES)
