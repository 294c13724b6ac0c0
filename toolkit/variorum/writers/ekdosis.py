r"""LaTeX with ekdosis, for LuaLaTeX: the apparatus by `\app`, `\lem`, `\rdg`.

ekdosis exports TEI of its own (`teiexport`), so that the printed edition can be checked against
ours. Its witness ids must be XML names; the siglum as printed stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model import Apparatus, Reading
from ._entries import LACUNOSE, others
from ._events import Begin, Blank, End, Unit, Words, events
from ._frame import HEADING, VERSE, Frame, frames
from ._latex import comment, escape, preamble
from ._moved import Twins, asides, lost, twins
from ._options import Options
from ._xml import xml_names

SUFFIX = ".tex"
TAKES = "apparatus"
DROPS = (
    "classes",
    "names of layers",
    "markup",
    "normal forms",
    "language",
    "notes",
    "labels",
    "entry notes",
)

EMPTY = r"\lem{}"  # where the base is not extant
# What stands between readings and between entries: ekdosis by itself puts a blank.
STYLE = r"\SetApparatus{subsep={\unskip; }, delim={\unskip\quad}}"
# What LaTeX escapes, as patterns of Lua, and what the export is to make of it, which takes
# neither `#1` nor references of two digits.
_SIGNS = {
    r"\&": "&amp;", r"\%%": "%%", r"\_": "_", r"\#": "#", r"\%$": "$",
    r"\textbackslash%s*{}": "&#x5C;", r"\textbraceleft%s*{}": "&#x7B;",
    r"\textbraceright%s*{}": "&#x7D;", r"\textasciitilde%s*{}": "&#x7E;",
    r"\textasciicircum%s*{}": "&#x5E;", r"\textquotedbl%s*{}": "&#x22;",
}  # fmt: skip


def write(value: Apparatus, *, options: Options) -> str:
    """A document that LuaLaTeX compiles."""
    return "".join(_parts(value, options))


def _parts(value: Apparatus, options: Options) -> Iterator[str]:
    base = value.collation.witnesses[value.collation.index(value.base)]
    ids = _ids(value.collation.sigla)
    declared = [
        rf"\DeclareWitness{{{ids[w.siglum]}}}{{{escape(w.siglum)}}}{{{escape(w.title)}}}"
        for w in value.collation.witnesses
    ]
    packages = (r"\usepackage[teiexport=tidy]{ekdosis}", STYLE, _export(), *declared)
    yield preamble(
        *packages,
        title=options.title,
        texts=[base.text, *(w.text for w in value.collation.witnesses)],
    )
    yield comment(str(value.signature))
    known = twins(value)
    framed = frames(base)
    varied = {unit.locus.passage for unit in value.units}
    yield "\\begin{ekdosis}\n"
    for event in events(value):
        if isinstance(event, Begin):
            yield _begin(framed[event.passage.id], event.passage.id in varied)
        elif isinstance(event, End):
            yield _end(framed[event.passage.id], event.passage.id in varied)
        elif isinstance(event, Blank):
            yield " "
        elif isinstance(event, Words):
            yield _set(" ".join(base.slice(event.start, event.end).split()))
        elif isinstance(event, Unit):
            yield _app(event, ids, known)
    yield "\\end{ekdosis}\n"
    if gone := "; ".join(lost(value)):
        yield f"\\par\\noindent\\textit{{{LACUNOSE} {escape(gone)}}}\n"
    yield "\\end{document}\n"


def _begin(frame: Frame, varied: bool) -> str:
    """What opens a heading or a stanza; a heading with entries is none of ekdosis's divisions."""
    if frame.kind == HEADING and frame.opens:
        return "\\textbf{" if varied else "\\ekddiv{head={"
    return "\\begin{ekdverse}\n" if frame.stanza_opens else ""


def _end(frame: Frame, varied: bool) -> str:
    if not frame.closes:
        return " " if frame.parted else ""
    if frame.kind == HEADING:
        return "}\n\n" if varied else "}}\n\n"
    if frame.kind == VERSE:  # without the last the export does not close the verse
        return "\\\\\n" + ("\\end{ekdverse}\n\n" if frame.stanza_closes else "")
    return "\n\n"


def _ids(sigla: Sequence[str]) -> dict[str, str]:
    """The export finds ids of ASCII letters only."""
    plain = {s: s.encode("ascii", "backslashreplace").decode("ascii") for s in sigla}
    named = xml_names(list(plain.values()))
    return {siglum: named[spelt] for siglum, spelt in plain.items()}


def _export() -> str:
    """Teach the export the signs that LaTeX escapes."""
    pairs = ",".join(f'["{_lua(tex)}"]="{_lua(tei)}"' for tex, tei in _SIGNS.items())
    return f"\\directlua{{for a, b in pairs({{{pairs}}}) do ekdosis.newpatttotag(a, b) end}}"


def _lua(text: str) -> str:
    """The inside of a string of Lua in which TeX sees no sign of its own."""
    return "".join(c if c.isalpha() else rf"\string\{ord(c):03}" for c in text)


def _set(text: str) -> str:
    """Escaped text whose braces the export does not count."""
    spelt = escape(text).replace(r"\{", r"\textbraceleft{}")
    return spelt.replace(r"\}", r"\textbraceright{}")


def _app(event: Unit, ids: Mapping[str, str], known: Twins) -> str:
    unit = event.unit
    left, right = (" " if b else "" for b in event.spaced[0]) if unit.lemma else ("", "")
    lemma = f"\\lem[{_keys(unit.lemma, ids)}]{{{_set(unit.lemma.text)}}}" if unit.lemma else ""
    inside = dict(zip((r.sigla for r in unit.readings), event.spaced, strict=True))
    readings = "".join(
        f"\\rdg[{_keys(r, ids)}]{{{_spaced(_set(r.text), inside[r.sigla], left, right)}}}"
        for r in others(unit)
    )
    said = [f"{LACUNOSE} {', '.join(unit.lacunose)}"] if unit.lacunose else []
    said += [also] if (also := asides(unit, known)) else []
    note = f"\\note{{{_set('; '.join(said))}}}" if said else ""
    return f"{left}\\app{{{lemma or EMPTY}{readings}{note}}}{right}"


def _spaced(text: str, inside: tuple[bool, bool], left: str, right: str) -> str:
    """A reading with the blanks that its witnesses have and the text around the entry has not."""
    before, after = (" " if b else "" for b in inside)
    before, after = "" if left else before, "" if right else after
    return f"{before}{text}{after}" if text else before or after


def _keys(reading: Reading, ids: Mapping[str, str]) -> str:
    """Witnesses; what the apparatus prints where there are no words."""
    wit = ", ".join(ids[s] for s in reading.sigla)
    return f"wit={{{wit}}}" + ("" if reading.text else r", alt={\textit{om.}}")
