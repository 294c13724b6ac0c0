"""Versions in another language: no readings of an `app`, but carried beside the text."""

from __future__ import annotations

from ..model import Apparatus, Witness
from ._options import Options
from ._xml import element, escape, quote


def beside(options: Options, apparatus: Apparatus) -> str:
    """Each as a `div` of its own in the back; "" where there is none."""
    if not options.beside:
        return ""
    return f"<back>\n{''.join(_version(w) for w in options.beside)}</back>\n"


def _version(witness: Witness) -> str:
    language = f" xml:lang={quote(witness.language)}" if witness.language else ""
    passages = "".join(
        element("p", escape(" ".join(witness.slice(p.start, p.end).split())), n=p.id) + "\n"
        for p in witness.passages
    )
    return f'<div type="source" n={quote(witness.siglum)}{language}>\n{passages}</div>\n'
