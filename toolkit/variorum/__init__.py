"""variorum: translation comparison and textual criticism."""

from ._version import __version__

__all__ = ["__version__"]
