"""TMX 1.4b: a translation memory of the aligned rows, for translators' programs. No dates."""

from __future__ import annotations

from collections.abc import Iterator

from .._version import __version__
from ..model import Synopsis
from ._options import Options
from ._xml import element, escape, quote

SUFFIX = ".tmx"
TAKES = "synopsis"
DROPS = ("markup", "normal forms", "titles", "notes", "confidence", "rows of one version")


def write(value: Synopsis, *, options: Options) -> str:
    """Every row that two versions have at least, as a translation unit."""
    source = next((w.language for w in value.witnesses if w.language), "und")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="variorum" creationtoolversion={quote(__version__)} '
        f'segtype="block" o-tmf="variorum" adminlang="en" srclang={quote(source)} '
        f'datatype="plaintext">{element("note", escape(str(value.signature)))}</header>\n'
        f"<body>\n{''.join(_units(value))}</body>\n</tmx>\n"
    )


def _units(value: Synopsis) -> Iterator[str]:
    for number in range(len(value.rows)):
        variants = []
        for w, witness in enumerate(value.witnesses):
            tokens = value.tokens(number, w)
            if tokens:
                text = " ".join(witness.slice(tokens.start, tokens.stop).split())
                siglum = element("prop", escape(witness.siglum), type_="siglum")
                segment = element("seg", escape(text))
                language = witness.language or "und"
                variants.append(f"<tuv xml:lang={quote(language)}>{siglum}{segment}</tuv>")
        if len(variants) > 1:
            yield f'<tu tuid="{number + 1}">{"".join(variants)}</tu>\n'
