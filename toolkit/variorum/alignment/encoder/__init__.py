"""What the words of a version mean where they stand, from an encoder (extra `neural`)."""

from .runtime import Encoder, available, changed, open_if

__all__ = ["Encoder", "available", "changed", "open_if"]
