"""Romanised Russian: forward, back, and which scheme a document uses."""

from .backward import Candidate, back
from .forward import agreement, fold, romanise, scheme, scheme_of, standard, tag_of
from .given import find_source_word
from .orthography import illegal_groups
from .pooled import Fit, consistent, schemes
from .tables import NAMES, SCHEMES, Scheme

__all__ = [
    "Candidate",
    "Fit",
    "NAMES",
    "SCHEMES",
    "Scheme",
    "agreement",
    "back",
    "consistent",
    "find_source_word",
    "fold",
    "illegal_groups",
    "romanise",
    "scheme",
    "scheme_of",
    "schemes",
    "standard",
    "tag_of",
]
