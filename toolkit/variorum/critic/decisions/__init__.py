"""What people decided: kinds, files, places that are found again, and how each is obeyed.

`catalogue` lists the kinds; `lines` has `decisions/AUTHOR.jsonl`, `older` the TOML files of
before; `anchors` makes and finds places; `Docket` holds what is in force in one run and what became
of each; `rows`, `words`, `borders` and `variants` obey. Nothing here reads a file.
"""

from __future__ import annotations

from .anchors import Anchors
from .catalogue import KINDS, Kind
from .docket import Docket, Spot, Standing

__all__ = ["KINDS", "Anchors", "Docket", "Kind", "Spot", "Standing"]
