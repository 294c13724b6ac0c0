"""Passages of versions that answer each other: beads of two versions, rows of many."""

from .match import match

__all__ = ["match"]
