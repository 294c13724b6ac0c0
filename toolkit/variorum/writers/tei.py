"""TEI P5 with the apparatus in any of its three methods, in two profiles.

`edition` keeps the inline markup of the readings; `interchange` is what teiphy and open-cbgm read
without loss. Nothing here depends on a date.
"""

from __future__ import annotations

from ..model import Apparatus
from ._options import Options
from ._tei_fresh import document

SUFFIX = ".xml"
TAKES = "apparatus"
DROPS = ("white space", "passages of other witnesses than the base", "normal forms", "ties")


def write(value: Apparatus, *, options: Options) -> str:
    """The apparatus as a TEI document, fresh or inside the base witness's own."""
    if options.document:
        from ._tei_into import into

        return into(value, options)
    return document(value, options)
