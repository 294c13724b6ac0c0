"""Words that two versions share: which stands where, and what an equal pair is worth.

What `diff` shows as equal and what the columns of an apparatus hold together is decided here.
"""

from .pairing import Pairs, matches
from .worth import Vocabulary

__all__ = ["Pairs", "Vocabulary", "matches"]
