"""Where the variation units stand: runs of varying columns, joined and cut by declared policy.

A unit stands wherever texts differ, even in case only. Adjacent varying columns are one unit
where the witnesses agree in the same way in both or the same witnesses part from the base in both
("pattern"; a change of order close by is one unit too, and so is what others add at one point or
have where the base is lost; slips of two kinds, and like words of two witnesses, stay alone: see
`slips`), or where what stands there
can only be exchanged as a whole ("gaps", for translations: words of content that correspond in all
versions stay apart, what some lack or what turned round becomes a phrase, see `wholes`), or always
("phrase"), or never ("none"). Units never cross a passage of the base or a row of the table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..errors import UsageError
from ..model import Collation
from .columns import Texts, pattern, reader, varies
from .joining import additions, wholes, without_scraps
from .order import joined, moves
from .slips import alike, bare, differ_in_kind, runs_across
from .wording import PREPOSITIONS, PRONOUNS, ends_sentence, is_content, is_island, is_mark

JOININGS = ("auto", "pattern", "gaps", "phrase", "none")
_ORDERED = ("pattern", "phrase")


@dataclass(frozen=True, slots=True)
class UnitOptions:
    """How columns become units; the name stands in the signature."""

    joining: str = "auto"  # "gaps" for translations, "pattern" for copies
    at_sentences: bool = True  # cut after a sentence's end
    at_punctuation: bool = True  # cut between words and marks
    at_brackets: bool = True  # cut at the borders of a bracketed word (a transliteration)
    order: int = 6  # copies: columns within which a change of order makes one unit; 0 = never
    bridge: int = 0  # agreeing function words or marks that do not part a phrase
    overlap: int = (
        3  # copies: words of the base from which a silence is a unit of its own; 0 = never
    )

    # What people decided of one table, no part of the name: columns before which every unit ends,
    # and columns that are one unit.
    borders: frozenset[int] = frozenset()
    wholes: tuple[tuple[int, int], ...] = ()
    kept: frozenset[tuple[int, int]] = frozenset()  # … though nobody differs in them

    def __post_init__(self) -> None:
        if self.joining not in JOININGS:
            raise UsageError(
                f"unknown joining {self.joining!r}", hint=f"choose from {', '.join(JOININGS)}"
            )
        if self.overlap < 0:
            raise UsageError(f"invalid overlap {self.overlap}", hint="give a number from 0")

    def settled(self, collation: Collation) -> UnitOptions:
        """The same with `auto` decided: translations are collated by links."""
        if self.joining != "auto":
            return self
        linked = collation.signature.get("collate").startswith("links")
        return replace(self, joining="gaps" if linked else "pattern")

    @property
    def name(self) -> str:
        cuts = ("sentences", self.at_sentences), ("punctuation", self.at_punctuation)
        cut = "".join(f"-{name}" for name, on in (*cuts, ("brackets", self.at_brackets)) if on)
        order = f"-order{self.order}" if self.order and self.joining in _ORDERED else ""
        overlap = f"-overlap{self.overlap}" if self.overlap and self.joining != "gaps" else ""
        return f"{self.joining}{self.bridge or ''}{order}{cut}{overlap}"


@dataclass(frozen=True, slots=True)
class _Column:
    c: int
    texts: Texts
    pattern: tuple[int, ...]
    inside: bool  # inside a bracket, or a bracket itself
    complete: bool  # every witness that has words in this row has some here


def units(collation: Collation, base: int, options: UnitOptions) -> Iterator[tuple[int, int]]:
    """Yield the column ranges `start:end` of the variation units, in order."""
    options = options.settled(collation)
    found = _joined(collation, base, options)
    if options.borders or options.wholes or options.kept:
        return iter(_decided(collation, base, options, list(found)))
    return found


def _joined(collation: Collation, base: int, options: UnitOptions) -> Iterator[tuple[int, int]]:
    found = _runs(collation, base, options)
    if options.joining == "gaps":
        cuts = hard_cuts(collation, base)
        fit = list(without_scraps(collation, cuts, found))
        return additions(collation, base, wholes(collation, base, cuts, fit))
    if options.order and options.joining in _ORDERED:
        cuts = hard_cuts(collation, base)
        return iter(joined(collation, base, found, cuts, options.order))
    return found


def _decided(
    collation: Collation, base: int, options: UnitOptions, found: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The ranges as people decided: some made one, with nothing else in it; some cut."""
    for start, end in sorted({*options.wholes, *options.kept}):
        found = [
            piece for a, b in found for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]  # fmt: skip
        found.append((start, end))
    texts_of = reader(collation)
    cuts = sorted(options.borders)
    return [
        (a, b)
        for start, end in sorted(found)
        for a, b in pairwise(
            [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        )
        if (a, b) in options.kept or any(varies(texts_of(c), base) for c in range(a, b))
    ]


def reordered(
    collation: Collation, base: int, options: UnitOptions
) -> list[tuple[tuple[int, int], set[int]]]:
    """The column ranges in which words of copies stand in another order, with who has that."""
    options = options.settled(collation)
    if not options.order or options.joining not in _ORDERED:
        return []
    found = _runs(collation, base, options)
    return moves(collation, base, found, hard_cuts(collation, base), options.order)


def _runs(collation: Collation, base: int, options: UnitOptions) -> Iterator[tuple[int, int]]:
    """Runs of varying columns, joined by the policy."""
    cuts = hard_cuts(collation, base)
    run: list[_Column] = []
    bridged: list[_Column] = []
    for column in _columns(collation):
        if run and (column.c in cuts or _parted(run, [*bridged, column], options, base)):
            yield from _bounds(run, options)
            run, bridged = [], []
        if varies(column.texts, base):
            run += [*bridged, column]
            bridged = []
        elif run:
            bridged.append(column)
            if not _is_bridge(column, len(bridged), options):
                yield from _bounds(run, options)
                run, bridged = [], []
    if run:
        yield from _bounds(run, options)


def _is_bridge(column: _Column, length: int, options: UnitOptions) -> bool:
    """Does an agreeing column not end a phrase: a pronoun within a verb (`shall we do`)?"""
    if length <= options.bridge and is_island(column.texts):
        return True
    if options.joining != "gaps" or length > 1 or not column.complete:
        return False
    return {t.casefold() for t in column.texts if t} <= PRONOUNS


def _bounds(run: list[_Column], options: UnitOptions) -> Iterator[tuple[int, int]]:
    """The columns of a run; a lone bracket at either end of a phrase is a unit of its own."""
    first, last = run[0].c, run[-1].c + 1
    start, stop = first, last
    if options.joining == "gaps" and options.at_punctuation and len(run) > 1:
        start += _is_bracket(run[0].texts)
        stop -= _is_bracket(run[-1].texts)
    yield from ((a, b) for a, b in pairwise([first, start, stop, last]) if a < b)


def _is_bracket(texts: Texts) -> bool:
    return {t for t in texts if t} <= set("()[]{}")


def _columns(collation: Collation) -> Iterator[_Column]:
    texts_of = reader(collation)
    present_in = _presence(collation)
    depth = 0
    for c in range(len(collation)):
        texts = texts_of(c)
        complete = not any(text == "" and w in present_in[c] for w, text in enumerate(texts))
        present = {t for t in texts if t}
        opens, closes = "[" in present, "]" in present
        yield _Column(c, texts, pattern(texts), bool(depth or opens or closes), complete)
        depth = 1 if opens and not closes else 0 if closes else depth


def _presence(collation: Collation) -> list[frozenset[int]]:
    """For each column, the witnesses that have words anywhere in its row."""
    found: list[frozenset[int]] = []
    for first, last in pairwise(collation.rows):
        here = frozenset(
            w
            for w in range(len(collation.witnesses))
            if any(collation.ends[w][c] > collation.starts[w][c] for c in range(first, last))
        )
        found += [here] * (last - first)
    return found


def _parted(run: list[_Column], following: list[_Column], options: UnitOptions, base: int) -> bool:
    """Does a unit end between its last column and what follows?"""
    last, column = run[-1], following[-1]
    if len(following) == 1 and options.joining in _ORDERED and _beside(last, column, base):
        return False
    if options.at_sentences and ends_sentence(last.texts) and not _goes_on(last, column):
        return True
    if len(following) > 1 and options.joining not in ("phrase", "gaps"):
        return True
    if options.joining == "none":
        return True
    if options.joining == "gaps":
        if _same_silence(last, column):  # words that only some have, and no other has any there
            return options.at_brackets and last.inside != column.inside
        apart = _exchanged(last, column) or _stands_alone(last, column, options)
        return apart or (options.at_brackets and last.inside != column.inside)
    same = last.pattern == column.pattern
    if options.joining == "pattern" and (alike(last.texts) or alike(column.texts)):
        return not runs_across(last.texts, column.texts, base)
    if options.joining == "pattern" and differ_in_kind(last.texts, column.texts, base):
        return True
    if options.joining == "pattern" and not same:
        return len(following) == 1 and not _share_a_reading([*run, column], base)
    if same and _one_sided(last.texts) and _one_sided(column.texts):
        return _silent(last.texts) != _silent(column.texts) and _crosses(last, column, options)
    return _crosses(last, column, options)


def _goes_on(last: _Column, column: _Column) -> bool:
    """Do those without the mark go on where those with it are silent: `etc.`, `and so on`?"""
    pairs = list(zip(last.texts, column.texts, strict=True))
    return {bool(mark) != bool(word) for mark, word in pairs if mark is not None} == {True}


def _exchanged(last: _Column, column: _Column) -> bool:
    """Can each of two words be exchanged alone: have all versions one of content in both places?

    Where three versions or more have another word each, the border holds whatever follows: that
    they all came to stand in one column is no chance.
    """
    words, after = ([t for t in c.texts if t] for c in (last, column))
    if all(t[:1].isupper() for t in (*words, *after)) and column.complete:
        return False  # the parts of a name are one
    if not last.complete or not all(map(is_content, words)):
        return False
    if len(last.texts) > 2 and len({t.casefold() for t in words}) == len(last.texts):
        return True
    return column.complete and (
        all(map(is_content, after)) or {t.casefold() for t in after} <= PREPOSITIONS
    )


def _beside(last: _Column, column: _Column, base: int) -> bool:
    """Is the base lost in both columns, or has it in neither a word where others have one?

    What others add at one point is one unit, and so is what they have where the base is lost.
    """
    held = last.texts[base], column.texts[base]
    words = not (is_mark(last.texts) or is_mark(column.texts))
    return held == (None, None) or (held == ("", "") and words)


def _same_silence(last: _Column, column: _Column) -> bool:
    """Do the same witnesses have one text in both columns, and the same have none?"""
    one_sided = _one_sided(last.texts) and _one_sided(column.texts)
    return one_sided and last.pattern == column.pattern


def _share_a_reading(columns: list[_Column], base: int) -> bool:
    """Do exactly the same witnesses part from the base in all of the columns?

    In all, not in each two neighbours: else many copies that each err now and then chain whole
    sentences together. A scribe who writes no accents parts from the base at every word: that
    alone joins nothing.
    """
    return bool(frozenset.intersection(*(_parties(c, base) for c in columns)))


def _parties(column: _Column, base: int) -> frozenset[tuple[int, ...]]:
    """The groups of witnesses that have not what the base has, with its accents or without."""
    agreement, own = column.pattern, bare(column.texts[base])
    groups: dict[int, list[int]] = {}
    for w, number in enumerate(agreement):
        if number not in (-1, agreement[base]) and (not own or bare(column.texts[w]) != own):
            groups.setdefault(number, []).append(w)
    return frozenset(map(tuple, groups.values()))


def _stands_alone(last: _Column, column: _Column, options: UnitOptions) -> bool:
    """Does a mark that every witness has, or its counterpart, part words?"""
    marks = [c.complete and is_mark(c.texts) for c in (last, column)]
    return options.at_punctuation and any(marks)


def _crosses(last: _Column, column: _Column, options: UnitOptions) -> bool:
    """Is there a border between words and marks, or at a bracket?"""
    if options.at_brackets and last.inside != column.inside:
        return True
    marks = is_mark(last.texts) != is_mark(column.texts)
    return options.at_punctuation and marks and not (last.inside and column.inside)


def _one_sided(texts: Texts) -> bool:
    """Only one text and silence: an omission or an addition."""
    return len({t for t in texts if t}) == 1


def _silent(texts: Texts) -> tuple[int, ...]:
    return tuple(w for w, text in enumerate(texts) if text == "")


def hard_cuts(collation: Collation, base: int) -> set[int]:
    """Columns before which every unit ends: rows, and passages of the base within a row.

    The base's first passage of a row begins with the row, so what others have before its first
    word belongs to it.
    """
    cuts = set(collation.rows)
    firsts = {p.start for p in collation.witnesses[base].passages}
    starts, ends = collation.starts[base], collation.ends[base]
    for row, after in pairwise(collation.rows):
        filled = [c for c in range(row, after) if ends[c] > starts[c]]
        cuts.update(c for c in filled[1:] if starts[c] in firsts)
    return cuts
