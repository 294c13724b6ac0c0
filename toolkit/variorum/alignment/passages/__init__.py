"""Passages of versions that answer each other: beads of two versions, rows of many."""

from .matching import match
from .points import obeying
from .synopses import passage_texts, synopsis

__all__ = ["match", "obeying", "passage_texts", "synopsis"]
