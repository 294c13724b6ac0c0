"""Passages of versions that answer each other: beads of two versions, rows of many."""

from .matching import match
from .synopses import passage_texts, synopsis

__all__ = ["match", "passage_texts", "synopsis"]
