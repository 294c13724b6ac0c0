"""A word that no other equals stands with the one that is likest, if its neighbours leave it free.

The aligner scores a column by all of its readings, so that a word of two columns may fall into
the fuller one though the other holds its double but for a letter. Two witnesses that agree weigh
more than a likeness: a word in a column with an equal one is never moved, nor is one that would
leave its column to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from .profile import Profile, Segment, part
from .readings import Table

ALIKE = 50  # points of a score of a hundred that a word must be worth there: a letter or two differ
CLEAR = 15  # and by which the other column must be liker


def to_the_likest(profile: Profile, segments: Sequence[Segment], table: Table) -> Profile:
    """Move lone words to a liker column between the columns of their neighbours."""
    for s in sorted(profile.places):
        for i in range(len(segments[s].ids)):
            place = profile.places[s]
            low = place[i - 1] + 1 if i else 0
            high = place[i + 1] if i + 1 < len(place) else len(profile)
            if high - low > 1:
                c = _likest(profile, segments[s], place[i], range(low, high), i, table)
                if c != place[i]:
                    profile.places[s] = [*place[:i], c, *place[i + 1 :]]
                    profile = part(profile, sorted(profile.places), segments)
    return profile


def _likest(profile: Profile, segment: Segment, own: int, free: range, i: int, table: Table) -> int:
    """The column, of those that are free for token i, in which its likest counterpart stands."""
    form = segment.ids[i]
    others = dict(profile.columns[own])
    if others.pop(form) > segment.weight or not others:
        return own
    scores = table.between([form], [f for c in free for f, _ in profile.columns[c]])[0].tolist()
    best = iter(scores)
    found = {c: max([next(best) for _ in profile.columns[c]]) for c in free}
    del found[own]
    here = max(table.between([form], sorted(others))[0].tolist())
    there, c = max((score, -c) for c, score in found.items())
    return -c if there >= max(ALIKE, here + CLEAR) else own
