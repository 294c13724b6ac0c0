"""Pictures of a comparison: the tree and the heat map on one sheet, as SVG or PNG."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from ..errors import MissingExtra, WriteError

if TYPE_CHECKING:
    from ..model.measures import Measures

_SIZE = re.compile(r'width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"')
GAP = 16  # pixels around and between the parts
SCALE = 2  # pixels of a PNG for one of the drawing's, sharp enough for print


def svg(measures: Measures, picture: str = "both") -> str:
    """A drawing that stands alone: its own background, black, with the signature in it."""
    from ..page.tree import tree_svg
    from ..writers import heat_map

    parts = []
    if picture in ("both", "tree"):
        parts.append(tree_svg(measures.nj))
    if picture in ("both", "heat"):
        parts.append(heat_map(measures))
    y, width, body = GAP, 0.0, []
    for part in parts:
        found = _SIZE.search(part)
        assert found is not None, "a drawing gives its size"
        body.append(part.replace("<svg ", f'<svg x="{GAP}" y="{y:g}" ', 1))
        width, y = max(width, float(found[1])), y + round(float(found[2])) + GAP
    width += 2 * GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {y}" '
        f'width="{width:g}" height="{y}" color="black" font-family="sans-serif" font-size="13">\n'
        f"<desc>{escape(str(measures.signature))}</desc>\n"
        f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def png(drawing: str) -> bytes:
    """The drawing as a picture of pixels; needs the extra `png`."""
    from importlib.util import find_spec

    if find_spec("cairosvg") is None:
        raise MissingExtra("png", "PNG output")
    try:
        import cairosvg
    except OSError as error:  # the package is there, the library that it needs is not
        raise WriteError(
            "PNG output needs the Cairo library", hint="install libcairo2, or write SVG"
        ) from error
    picture: bytes = cairosvg.svg2png(bytestring=drawing.encode("utf-8"), scale=SCALE)
    return picture
