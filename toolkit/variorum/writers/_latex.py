"""What the LaTeX writers share: escaping, the preamble, an entry in words. For LuaLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model import VariationUnit
from ._entries import LACUNOSE, others

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "\N{SOFT HYPHEN}": r"\-", "\N{NO-BREAK SPACE}": "~", '"': r"\textquotedbl{}",
}  # fmt: skip
_PATTERN = re.compile("|".join(map(re.escape, _SPECIAL)))
# Anything but Latin, its marks of punctuation and what fonts for Latin usually have.
_BEYOND_LATIN = re.compile("[^\x00-\u024f\u2010-\u2044\u20ac\u2122]")
_RIGHT_TO_LEFT = re.compile("[\u05d0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WIDE = ("FreeSerif", "Noto Serif", "DejaVu Serif", "Times New Roman")
_STAND_INS = (
    "Noto Serif Hebrew", "Noto Naskh Arabic", "Noto Serif Ethiopic", "Noto Serif Devanagari",
    "Noto Serif CJK SC", "DejaVu Sans",
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def escape(text: str) -> str:
    r"""Text that LuaLaTeX prints as it is; the preamble keeps `--` from becoming a dash.

    >>> print(escape(r"50% of $a_b & #1 {x} ~^ \y -- z"))
    50\% of \$a\_b \& \#1 \{x\} \textasciitilde{}\textasciicircum{} \textbackslash{}y -- z
    """
    return _PATTERN.sub(lambda m: _SPECIAL[m[0]], _CONTROL.sub("\ufffd", text))


def preamble(*packages: str, title: str = "", texts: Iterable[str] = ()) -> str:
    """The document's beginning up to its body.

    `texts` are those to be set, the base first. babel turns right-to-left words round where there
    are any; else it is not asked to, since its reordering stumbles over reledmac's lines where a
    word has a hyphen (`\\exhyphenchar` keeps it from being a place to break). A text mainly in such
    letters runs from the right. Where texts hold more than Latin letters, the first font of wide
    coverage that the machine has is taken, and any other stands in for the letters it lacks.
    """
    own = list(texts)
    mirrored = any(_RIGHT_TO_LEFT.search(text) for text in own)
    lines = [
        "% !TeX program = lualatex",
        "% Needs three runs: latexmk -lualatex FILE",
        r"\documentclass{article}",
        r"\usepackage{fontspec}",
        r"\defaultfontfeatures[\rmfamily,\sffamily]{}",
        r"\setmainfont{Latin Modern Roman}",
        rf"\usepackage[english{',bidi=basic' if mirrored else ''}]{{babel}}",
        *(_fonts() if any(_BEYOND_LATIN.search(text) for text in own) else ()),
        *packages,
        r"\setlength\emergencystretch{2em}",
    ]
    if title:
        lines += [rf"\title{{{escape(title)}}}", r"\date{}"]
    lines.append(r"\begin{document}")
    if title:
        lines.append(r"\maketitle")
    if own and len(_RIGHT_TO_LEFT.findall(own[0])) * 2 > sum(map(str.isalpha, own[0])):
        lines.append(r"\pardir TRT")
    if mirrored:
        lines.append(r"\exhyphenchar=-1")
    return "\n".join(lines) + "\n"


def _fonts() -> Iterator[str]:
    """Choose among the fonts that are there, when the document is compiled."""
    yield r"\def\standins{}\def\mainface{Latin Modern Roman}"
    for name in reversed(_WIDE):
        yield (
            rf"\IfFontExistsTF{{{name}}}{{\def\mainface{{{name}}}"
            rf'\edef\standins{{"{name}:mode=harf;",\standins}}}}{{}}'
        )
    for name in _STAND_INS:
        yield rf'\IfFontExistsTF{{{name}}}{{\edef\standins{{\standins"{name}:mode=harf;",}}}}{{}}'
    yield r'\directlua{luaotfload.add_fallback("standins", {\standins})}'
    yield r"\setmainfont{\mainface}[RawFeature={fallback=standins}]"


def comment(text: str) -> str:
    """A comment line."""
    return f"% {' '.join(text.split())}\n"


def variants(unit: VariationUnit, *, style: str, also: str = "") -> str:
    """What follows the lemma in an entry: readings with their sigla."""
    parts = []
    if unit.lemma and style == "positive":
        parts.append(rf"\textit{{{escape(' '.join(unit.lemma.sigla))}}}")
    for reading in others(unit):
        said = escape(reading.text) if reading.text else r"\textit{om.}"
        parts.append(rf"{said} \textit{{{escape(' '.join(reading.sigla))}}}")
    if unit.lacunose:
        parts.append(rf"\textit{{{LACUNOSE} {escape(' '.join(unit.lacunose))}}}")
    if also:
        parts.append(rf"\textit{{{escape(also)}}}")
    return "; ".join(parts)
