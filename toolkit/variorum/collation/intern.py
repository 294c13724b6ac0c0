"""Number the normal forms of all witnesses once, and collapse witnesses of equal content.

Form numbers follow the order of the forms, so that sorting by number is sorting by content, on
every machine and in every run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model.witness import Witness
from .core import Core, Text
from .options import Options, Place
from .score import APART, FORCED, Scores, rarity, weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


@dataclass(slots=True)
class Interned:
    """The witnesses as form numbers."""

    ids: list[Ints]  # form numbers, one array a witness; decisions give tokens forms of their own
    plain: list[Ints]  # the same without decisions
    gaps: list[list[int]]  # tokens before which a witness is not extant
    ends: list[list[int]]  # last tokens of passages
    core: Core


def intern(witnesses: Sequence[Witness], options: Options) -> Interned:
    """Number forms, weigh them, and prepare the scores."""
    import numpy as np

    forms = sorted({form for w in witnesses for form in w.forms})
    number = {form: i for i, form in enumerate(forms)}
    ids: list[Ints] = []
    for w in witnesses:
        table = np.array([number[form] for form in w.forms], dtype=np.int32)
        ids.append(table[np.array(w.ids, dtype=np.int32)])
    counts = np.zeros(len(forms), dtype=np.int64)
    words = np.zeros(len(forms), dtype=bool)
    for w, own in zip(witnesses, ids, strict=True):
        counts += np.bincount(own, minlength=len(forms))
        words[own[np.frombuffer(w.kinds, dtype=np.uint8) == 0]] = True
    size = len(witnesses)
    weights = [
        weight(form, n, size, word)
        for form, n, word in zip(forms, counts.tolist(), words.tolist(), strict=True)
    ]
    scores = Scores(
        forms,
        words.tolist(),
        weights,
        counts,
        size,
        *rarity(words, counts, size),
        options.near,
        options.scorer,
        max_cells=options.max_cells,
    )
    _equivalent(scores, number, options)
    plain = [own.copy() for own in ids] if options.forced or options.apart else ids
    forced = _decide(scores, ids, witnesses, options)
    return Interned(
        ids,
        plain,
        [sorted({lacuna.at for lacuna in w.lacunae}) for w in witnesses],
        [sorted({p.end - 1 for p in w.passages if p.end > p.start}) for w in witnesses],
        Core(scores, options.passes, forced),
    )


def _equivalent(scores: Scores, number: dict[str, int], options: Options) -> None:
    for a, b, share in options.equivalences:
        if a in number and b in number and a != b:
            i, j = sorted((number[a], number[b]))
            least = min(scores.weights[i], scores.weights[j])
            scores.fixed[i, j] = round(least * min(max(share, 0.0), 1.0))


def _decide(
    scores: Scores, ids: list[Ints], witnesses: Sequence[Witness], options: Options
) -> tuple[tuple[int, int], ...]:
    """Give each token of a decision a form of its own, so that scores can speak of it.

    Returns the pairs of forms that belong together.
    """
    import numpy as np

    index = {w.siglum: i for i, w in enumerate(witnesses)}
    own: dict[Place, int] = {}
    kin: dict[int, list[int]] = {}
    for place in (place for pair in (*options.forced, *options.apart) for place in pair):
        if place not in own:
            own[place] = _own_form(scores, ids, index, place, kin)
    extra = np.zeros(len(scores.forms) - len(scores.rare), dtype=bool)
    scores.rare = np.append(scores.rare, extra)
    scores.single = np.append(scores.single, extra)
    for pairs, value in ((options.forced, FORCED), (options.apart, APART)):
        for a, b in pairs:
            low, high = sorted((own[a], own[b]))
            scores.fixed[low, high] = value
    return tuple((own[a], own[b]) for a, b in options.forced)


def _own_form(
    scores: Scores,
    ids: list[Ints],
    index: dict[str, int],
    place: Place,
    kin: dict[int, list[int]],
) -> int:
    """A new form for one token, as good as equal to its old one and to others made of that."""
    siglum, token = place
    if siglum not in index or not 0 <= token < len(ids[index[siglum]]):
        raise UsageError(
            f"a decision names token {token} of {siglum!r}, which is not there",
            hint="tokens are counted from 0",
        )
    array = ids[index[siglum]]
    old, fresh = int(array[token]), len(scores.forms)
    scores.forms.append(scores.forms[old])
    scores.words.append(scores.words[old])
    scores.weights.append(scores.weights[old])
    for other in (old, *kin.setdefault(old, [])):
        scores.fixed[other, fresh] = scores.weights[old]
    kin[old].append(fresh)
    array[token] = fresh
    return fresh


def texts_of(
    interned: Interned, witnesses: Sequence[Witness], ranges: Sequence[range],
    cuts: Sequence[tuple[int, ...]] = (),
) -> tuple[list[Text], list[int]]:  # fmt: skip
    """The distinct texts of some token ranges, sorted by content, and the text of each witness.

    `cuts` are the fixed points of each witness, where it is taken whole.
    """
    found: dict[tuple[bytes, tuple[int, ...], tuple[int, ...], tuple[int, ...]], list[int]] = {}
    for w, own in enumerate(ranges):
        ids = interned.ids[w][own.start : own.stop]
        gaps = _between(interned.gaps[w], own.start, own.stop + 1)
        ends = _between(interned.ends[w], own.start, own.stop - 1)
        fixed = cuts[w] if cuts else ()
        found.setdefault((ids.astype(">i4").tobytes(), gaps, ends, fixed), []).append(w)
    texts: list[Text] = []
    which = [0] * len(witnesses)
    for key in sorted(found):
        members = found[key]
        own = ranges[members[0]]
        for w in members:
            which[w] = len(texts)
        ids = interned.ids[members[0]][own.start : own.stop]
        texts.append(Text(ids, key[1], key[2], len(members), key[3]))
    return texts, which


def _between(positions: list[int], start: int, stop: int) -> tuple[int, ...]:
    low, high = bisect_left(positions, start), bisect_left(positions, stop)
    return tuple([p - start for p in positions[low:high]])
