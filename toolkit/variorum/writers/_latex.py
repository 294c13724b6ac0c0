"""What the LaTeX writers share: escaping, the preamble, an entry in words. For LuaLaTeX."""

from __future__ import annotations

import re

from ..model import VariationUnit
from ._entries import LACUNOSE, others

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "\N{SOFT HYPHEN}": r"\-", "\N{NO-BREAK SPACE}": "~", '"': r"\textquotedbl{}",
}  # fmt: skip
_PATTERN = re.compile("|".join(map(re.escape, _SPECIAL)))
# Pairs that TeX fonts join into one sign.
_LIGATURE = re.compile(r"(?<=[-`',<>?!])(?=[-`',<>])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def escape(text: str) -> str:
    r"""Text that LuaLaTeX prints as it is.

    >>> print(escape(r"50% of $a_b & #1 {x} ~^ \y -- z"))
    50\% of \$a\_b \& \#1 \{x\} \textasciitilde{}\textasciicircum{} \textbackslash{}y -{}- z
    """
    bare = _LIGATURE.sub("\x00", " ".join(_CONTROL.sub("\ufffd", text).split(" ")))
    return _PATTERN.sub(lambda m: _SPECIAL[m[0]], bare).replace("\x00", "{}")


def preamble(*packages: str, title: str = "") -> str:
    """The document's beginning up to its body; babel turns right-to-left words round."""
    lines = [
        "% !TeX program = lualatex",
        "% Needs three runs: latexmk -lualatex FILE",
        r"\documentclass{article}",
        r"\usepackage{fontspec}",
        r"\usepackage[english,bidi=basic]{babel}",
        *packages,
    ]
    if title:
        lines += [rf"\title{{{escape(title)}}}", r"\date{}"]
    lines.append(r"\begin{document}")
    if title:
        lines.append(r"\maketitle")
    return "\n".join(lines) + "\n"


def comment(text: str) -> str:
    """A comment line."""
    return f"% {' '.join(text.split())}\n"


def variants(unit: VariationUnit, *, style: str) -> str:
    """What follows the lemma in an entry: readings with their sigla."""
    parts = []
    if unit.lemma and style == "positive":
        parts.append(rf"\textit{{{escape(' '.join(unit.lemma.sigla))}}}")
    for reading in others(unit):
        said = escape(reading.text) if reading.text else r"\textit{om.}"
        parts.append(rf"{said} \textit{{{escape(' '.join(reading.sigla))}}}")
    if unit.lacunose:
        parts.append(rf"\textit{{{LACUNOSE} {escape(' '.join(unit.lacunose))}}}")
    return "; ".join(parts)
