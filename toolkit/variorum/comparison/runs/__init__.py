"""Two versions as runs: stretches of words that are equal, and phrases that differ."""

from .equal import matches
from .islands import Stretch, phrases, stretches
from .moves import moved_blocks
from .words import Vocabulary

__all__ = ["Stretch", "Vocabulary", "matches", "moved_blocks", "phrases", "stretches"]
