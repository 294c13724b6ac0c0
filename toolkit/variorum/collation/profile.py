"""Segments of witnesses, and profiles: segments already aligned with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .gaps import Costs, Path, column_costs

PASSAGE_END = 20  # a pair of tokens that both end a passage: passages attract, softly


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens that `weight` witnesses have in common.

    `ids` are form numbers, `gaps` the boundaries (0 … len) at which the witnesses are not extant,
    `ends` the indexes of tokens that end a passage.
    """

    ids: tuple[int, ...]
    weight: int
    gaps: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(slots=True)
class Profile:
    """Aligned segments: for each column the readings with the number of their witnesses.

    `places[s]` gives the column of each token of segment s.
    """

    columns: list[list[tuple[int, int]]]  # (form, witnesses)
    counts: list[int]  # witnesses with a token, by column
    ends: list[int]  # of these, witnesses whose passage ends there
    places: dict[int, list[int]]
    size: int  # witnesses

    def __len__(self) -> int:
        return len(self.columns)


def single(number: int, segment: Segment) -> Profile:
    """The profile of one segment."""
    weight = segment.weight
    ends = [0] * len(segment.ids)
    for i in segment.ends:
        ends[i] = weight
    return Profile(
        columns=[[(form, weight)] for form in segment.ids],
        counts=[weight] * len(segment.ids),
        ends=ends,
        places={number: list(range(len(segment.ids)))},
        size=weight,
    )


def _readings(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(left) == 1 and len(right) == 1 and left[0][0] == right[0][0]:
        return [(left[0][0], left[0][1] + right[0][1])]
    merged = dict(left)
    for form, count in right:
        merged[form] = merged.get(form, 0) + count
    return sorted(merged.items())


def merge(left: Profile, right: Profile, path: Path) -> Profile:
    """One profile of two, along a path."""
    columns, counts, ends = [], [], []
    at_left, at_right = [0] * len(left), [0] * len(right)
    for c, (i, j) in enumerate(path):
        if j < 0:
            at_left[i] = c
            columns.append(left.columns[i])
            counts.append(left.counts[i])
            ends.append(left.ends[i])
        elif i < 0:
            at_right[j] = c
            columns.append(right.columns[j])
            counts.append(right.counts[j])
            ends.append(right.ends[j])
        else:
            at_left[i] = at_right[j] = c
            columns.append(_readings(left.columns[i], right.columns[j]))
            counts.append(left.counts[i] + right.counts[j])
            ends.append(left.ends[i] + right.ends[j])
    places = {s: [at_left[c] for c in place] for s, place in left.places.items()}
    for s, place in right.places.items():
        places[s] = [at_right[c] for c in place]
    return Profile(columns, counts, ends, places, left.size + right.size)


def part(profile: Profile, members: Sequence[int], segments: Sequence[Segment]) -> Profile:
    """The profile of some of its segments, without the columns that become empty."""
    used = sorted({c for s in members for c in profile.places[s]})
    new = {c: i for i, c in enumerate(used)}
    readings: list[dict[int, int]] = [{} for _ in used]
    ends = [0] * len(used)
    places = {}
    for s in members:
        segment = segments[s]
        place = places[s] = [new[c] for c in profile.places[s]]
        for c, form in zip(place, segment.ids, strict=True):
            readings[c][form] = readings[c].get(form, 0) + segment.weight
        for i in segment.ends:
            ends[place[i]] += segment.weight
    columns = [sorted(r.items()) for r in readings]
    counts = [sum(r.values()) for r in readings]
    return Profile(columns, counts, ends, places, sum(segments[s].weight for s in members))


def present(profile: Profile, segments: Sequence[Segment]) -> list[int]:
    """For each boundary between columns: how many witnesses are extant there."""
    extant = [profile.size] * (len(profile) + 1)
    for s, place in profile.places.items():
        for gap in segments[s].gaps:
            begin = place[gap - 1] + 1 if gap else 0
            end = place[gap] if gap < len(place) else len(profile)
            for boundary in range(begin, end + 1):
                extant[boundary] -= segments[s].weight
    return extant


def costs(profile: Profile, segments: Sequence[Segment]) -> Costs:
    """What leaving columns of this profile alone costs, for each witness of the other side."""
    first, later = column_costs(profile.counts)
    return Costs(first, later, present(profile, segments))


def split_path(profile: Profile, left: Profile, right: Profile) -> Path:
    """The path along which two parts of a profile stand in it."""

    def used(side: Profile) -> dict[int, int]:
        return {
            c: own
            for s, place in side.places.items()
            for own, c in zip(place, profile.places[s], strict=True)
        }

    lefts, rights = used(left), used(right)
    return [(lefts.get(c, -1), rights.get(c, -1)) for c in range(len(profile))]
