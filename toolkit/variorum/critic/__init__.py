"""From a collation to an apparatus: units, classes of reading, layers, decisions, methods.

Offers `apparatus` and `restore`; `units`, `classify`, `layers`, `decisions`, `project`, `methods`
and `convert` hold the parts. Nothing here reads a file.
"""

from .edition import Options, apparatus
from .rebuild import restore
from .units import UnitOptions

__all__ = ["Options", "UnitOptions", "apparatus", "restore"]
