"""Make a `Witness` from strings: the one place where tokens become columns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..model import Lacuna, Note, Passage, Reference, Span, Witness
from .brackets import bracket_spans
from .normal import Pipeline
from .tokens import spans as token_spans
from .tokens import tokenise


def intern_forms(
    text: str, starts: Iterable[int], ends: Iterable[int], normal: Pipeline
) -> tuple[tuple[str, ...], array[int]]:
    """The distinct normal forms of the tokens, and each token's index into them."""
    known: dict[str, int] = {}  # token text -> id
    forms: dict[str, int] = {}  # normal form -> id
    ids = array("i")
    for start, end in zip(starts, ends):
        word = text[start:end]
        number = known.get(word)
        if number is None:
            number = known[word] = forms.setdefault(normal(word), len(forms))
        ids.append(number)
    return tuple(forms), ids


def witness_from_text(
    siglum: str,
    text: str,
    *,
    normal: Pipeline | None = None,
    bounds: Sequence[tuple[int, int]] | None = None,
    ids: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    lines: Sequence[int] | None = None,
    spans: tuple[Span, ...] | None = None,
    gaps: Sequence[tuple[int, str, str]] = (),
    notes: Sequence[tuple[int, str, str]] = (),
    references: Sequence[tuple[int, str, str, str]] = (),
    language: str = "",
    title: str = "",
    document: str = "",
) -> Witness:
    """Tokenise a text.

    `bounds` are the character ranges of its passages, in order (default: the whole text is one);
    `gaps` are lacunae as (character offset, reason, extent), `notes` remarks as (character offset,
    text, kind), `references` places as (character offset, kind, name, names above). Printed square
    brackets become spans unless `spans` are given.
    """
    pipeline = normal or Pipeline()
    starts, ends, token_kinds = tokenise(text)
    forms, form_ids = intern_forms(text, starts, ends, pipeline)
    ranges = list(bounds) if bounds is not None else [(0, len(text))]
    passages = []
    first = 0
    for number, (_, stop) in enumerate(ranges):
        last = first
        while last < len(starts) and (starts[last] < stop or number == len(ranges) - 1):
            last += 1
        passages.append(
            Passage(
                id=ids[number] if ids else f"p{number + 1}",
                start=first,
                end=last,
                kind=kinds[number] if kinds else "p",
                line=lines[number] if lines else 0,
            )
        )
        first = last
    return Witness(
        siglum=siglum,
        text=text,
        starts=starts,
        ends=ends,
        forms=forms,
        ids=form_ids,
        kinds=token_kinds,
        passages=tuple(passages),
        spans=bracket_spans(text) if spans is None else spans,
        lacunae=tuple(_lacuna(starts, gap) for gap in gaps),
        language=language,
        title=title,
        document=document,
        notes=tuple(Note(_before(starts, offset), said, kind) for offset, said, kind in notes),
        references=tuple(Reference(_before(starts, at), *said) for at, *said in references),
    )


def _before(starts: array[int], offset: int) -> int:
    """The number of tokens that begin before a character."""
    return bisect_left(starts, offset)


def _lacuna(starts: array[int], gap: tuple[int, str, str]) -> Lacuna:
    offset, reason, extent = gap
    return Lacuna(_before(starts, offset), reason, extent)


def witness_from_tokens(
    siglum: str,
    tokens: Sequence[str],
    normals: Sequence[str] | None = None,
    *,
    normal: Pipeline | None = None,
    keys: Mapping[int, Mapping[str, object]] | None = None,
    lacunae: tuple[Lacuna, ...] = (),
    language: str = "",
    title: str = "",
) -> Witness:
    """A witness whose tokens the caller has made; white space at a token's end is its own.

    Where no token ends in white space a blank is put between tokens, so that printed text is not
    glued together. `normals` are the caller's normal forms, else the pipeline's.
    """
    pipeline = normal or Pipeline()
    glue = "" if any(t[-1:].isspace() for t in tokens[:-1]) else " "
    starts, ends, kinds = array("i"), array("i"), bytearray()
    offset = 0
    known: dict[str, tuple[int, int, int]] = {}  # a text repeats its words
    for token in tokens:
        shape = known.get(token)
        if shape is None:
            shape = known[token] = _shape(token)
        starts.append(offset + shape[0])
        ends.append(offset + shape[1])
        kinds.append(shape[2])
        offset += len(token) + len(glue)
    text = glue.join(tokens)
    forms: dict[str, int] = {}
    given = normals if normals is not None else [pipeline(text[a:b]) for a, b in zip(starts, ends)]
    ids = array("i", (forms.setdefault(form, len(forms)) for form in given))
    return Witness(
        siglum=siglum,
        text=text,
        starts=starts,
        ends=ends,
        forms=tuple(forms),
        ids=ids,
        kinds=bytes(kinds),
        passages=(Passage("p1", 0, len(starts)),),
        lacunae=lacunae,
        language=language,
        title=title,
        keys=keys or {},
    )


def _shape(token: str) -> tuple[int, int, int]:
    """Where a token's text begins and ends within it, and its kind."""
    bare = token.strip() or token
    lead = token.find(bare)
    word = any(is_word for _, _, is_word in token_spans(bare))
    return lead, lead + len(bare), 0 if word else 1


def renormalise(witness: Witness, normal: Pipeline) -> Witness:
    """The same witness, compared otherwise; what is printed does not change."""
    forms, ids = intern_forms(witness.text, witness.starts, witness.ends, normal)
    return replace(witness, forms=forms, ids=ids)


def rename(witness: Witness, siglum: str) -> Witness:
    """The same witness under another siglum; a title that only repeats the old one goes with it."""
    title = siglum if witness.title == witness.siglum else witness.title
    return replace(witness, siglum=siglum, title=title)


def as_printed(witness: Witness) -> Witness:
    """The witness with the square brackets that `rend` remembers in its text, as print has them.

    So that a transcription with brackets meets an encoding of the same print. Its markup stays
    behind; a witness without such marks is given back as it is.
    """
    from .spans import bracket_marks, with_marks

    marks = bracket_marks(witness.spans)
    if not marks:
        return witness
    keys = [(at, opens) for at, opens, _ in marks]

    def moved(token: int) -> int:
        at = witness.starts[token] if token < len(witness) else len(witness.text)
        return at + bisect_left(keys, (at, 1))

    return witness_from_text(
        witness.siglum,
        with_marks(witness.text, marks, 0, len(witness.text)),
        bounds=[(moved(p.start), moved(p.end)) for p in witness.passages],
        ids=[p.id for p in witness.passages],
        kinds=[p.kind for p in witness.passages],
        lines=[p.line for p in witness.passages],
        gaps=[(moved(gap.at), gap.reason, gap.extent) for gap in witness.lacunae],
        notes=[(moved(note.at), note.text, note.kind) for note in witness.notes],
        language=witness.language,
        title=witness.title,
        document=witness.document,
    )
