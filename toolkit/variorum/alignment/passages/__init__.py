"""Passages of versions that correspond: beads of two versions, rows of many."""

from .matching import match
from .points import obeying
from .synopses import passage_texts, synopsis

__all__ = ["match", "obeying", "passage_texts", "synopsis"]
