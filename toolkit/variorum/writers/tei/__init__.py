"""TEI P5 with the apparatus in any of its three methods, in two profiles.

`edition` keeps the inline markup of the readings; `interchange` is what teiphy and open-cbgm read
without loss. An alignment of passages is written as a `linkGrp`. Nothing here depends on a date.
"""

from __future__ import annotations

from ...model import Apparatus, Synopsis
from .._options import Options
from .fresh import document

SUFFIX = ".xml"
TAKES = "apparatus"
ALSO = ("synopsis",)
OVERLAPS = True
DROPS = ("normal forms", "notes", "white space", "passages", "ties")


def write(value: Apparatus | Synopsis, *, options: Options) -> str:
    """The apparatus as a TEI document, fresh or inside the base witness's own; or an alignment."""
    if isinstance(value, Synopsis):
        from .links import linked

        return linked(value, options)
    if options.document:
        from ...critic.segments import segmented
        from .into import into

        return into(segmented(value), options)
    return document(value, options)
