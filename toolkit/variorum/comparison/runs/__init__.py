"""Two versions as runs: stretches of words that are equal, and phrases that differ."""

from .islands import Stretch, phrases, stretches
from .moves import moved_blocks

__all__ = ["Stretch", "moved_blocks", "phrases", "stretches"]
