"""Two neighbouring runs of words that have changed places: `A B` here, `B A` there.

A path through a table can match only one of the two; the other is then torn out of its context
and gets columns of its own, before it in one witness and after it in the others. Where what is
torn out is no shorter than what is matched, neither has the better claim: the words stand where
they stand, column by column, and both runs are linked as transposed. A lone word that has moved
keeps columns of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from .profile import Profile, Segment, part

LEAST = 2  # words of the shortest run that is treated so


def in_place(profile: Profile, segments: Sequence[Segment]) -> Profile:
    """Undo the tearing wherever an exchange is complete; the columns torn open disappear."""
    longest = max(len(s.ids) for s in segments)
    c = 0
    while c < len(profile) and len(profile) >= longest + LEAST:  # else nothing is torn open
        moves = _exchange(profile, segments, c)
        if moves:
            for s, columns in moves.items():
                profile.places[s] = columns
            profile = part(profile, sorted(profile.places), segments)
        else:
            c += 1
    return profile


def _exchange(profile: Profile, segments: Sequence[Segment], c: int) -> dict[int, list[int]]:
    """New columns of the segments whose torn-out run begins, or ends, at column c."""
    owners = {s for s, place in profile.places.items() if c in place}
    if len(owners) == len(segments):
        return {}
    for step in (1, -1):
        runs = _runs(profile, owners, c, step)
        if runs is not None and _same_words(profile, segments, owners, *runs):
            torn, matched, silent = runs
            target = sorted(matched + silent)
            source = set(torn + matched)
            moves = {s: _shifted(profile.places[s], source, target) for s in owners}
            if _falls_in_place(profile, segments, moves, sorted(torn), silent):
                return moves
    return {}


def _runs(
    profile: Profile, owners: set[int], c: int, step: int
) -> tuple[list[int], list[int], list[int]] | None:
    """Columns of the owners alone, then columns they share, then as many without them."""
    have = {s: set(profile.places[s]) for s in profile.places}

    def alone(x: int) -> bool:
        return all((x in own) == (s in owners) for s, own in have.items())

    def shared(x: int) -> bool:
        return all(x in have[s] for s in owners) and not alone(x)

    def without(x: int) -> bool:
        return not any(x in have[s] for s in owners)

    found = []
    for test in (alone, shared, without):
        run = []
        while 0 <= c < len(profile) and test(c):
            run.append(c)
            c += step
        found.append(run)
    torn, matched, silent = found
    silent = silent[: len(torn)]
    if len(torn) < LEAST or len(silent) < len(torn) or not 0 < len(matched) <= len(torn):
        return None
    return torn, matched, silent


def _same_words(
    profile: Profile,
    segments: Sequence[Segment],
    owners: set[int],
    torn: list[int],
    matched: list[int],
    silent: list[int],
) -> bool:
    """Do the silent columns hold the words of the torn-out run, in any order?"""
    for s in owners:
        free = [{form for form, _ in profile.columns[c]} for c in silent]
        for form in _forms(profile, segments, s, torn):
            at = next((n for n, readings in enumerate(free) if form in readings), -1)
            if at < 0:
                return False
            free.pop(at)
    return True


def _falls_in_place(
    profile: Profile,
    segments: Sequence[Segment],
    moves: dict[int, list[int]],
    torn: list[int],
    silent: list[int],
) -> bool:
    """Either run has moved as it was, or what stood between two runs now meets its like."""
    readings = [{form for form, _ in profile.columns[c]} for c in sorted(silent)]
    for s, place in moves.items():
        forms = _forms(profile, segments, s, torn)
        as_it_was = all(form in own for form, own in zip(forms, readings, strict=True))
        meets = any(
            c != old and form in {f for f, _ in profile.columns[c]}
            for form, c, old in zip(segments[s].ids, place, profile.places[s], strict=True)
        )
        if not as_it_was and not meets:
            return False
    return True


def _forms(profile: Profile, segments: Sequence[Segment], s: int, columns: list[int]) -> list[int]:
    return [segments[s].ids[profile.places[s].index(c)] for c in columns]


def _shifted(place: list[int], source: set[int], target: list[int]) -> list[int]:
    fresh = iter(target)
    return [next(fresh) if c in source else c for c in place]
