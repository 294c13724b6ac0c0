"""Passages of versions that answer each other: beads of two versions, rows of many."""

from .match import match
from .synopsis import passage_texts, synopsis

__all__ = ["match", "passage_texts", "synopsis"]
