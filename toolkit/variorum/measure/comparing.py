"""Everything measured about several versions, as one value: what `variorum compare` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import log

from ..collation import Linked
from ..critic import apparatus
from ..critic.classify import Classifier
from ..model import Apparatus, Collation, Kind, Link, Synopsis, Witness
from ..model.measures import Agreement, Measures, RowMeasures, Value
from . import agreement, columns, distance, eddy, lexical, order, translation
from .trees import neighbour_joining, upgma, with_support


def compare(
    synopsis: Synopsis,
    collation: Collation,
    *,
    linked: Linked | None = None,
    bootstrap: int = 100,
    base: str = "",
    source: Sequence[Witness] = (),
    source_words: Sequence[int] = (),
    made: Apparatus | None = None,
) -> Measures:
    """Measure versions that are aligned (rows) and collated.

    `linked` are the word links of translations; without them the columns of the collation say which
    words correspond.
    Lacunose passages count as missing, never as omitted words. The classes of readings are
    determined against `base` (the first version where none is named); `source` are texts in the
    language translated from, against which lengths are given; `source_words` says how many words
    the first of them has in each row. Where the apparatus is `made` already, as for an edition's
    page, it is taken as it is, and measures of style and of translation are left out.
    """
    rows = _with_lengths(
        [_row(synopsis, number) for number in range(len(synopsis.rows))], source_words
    )
    sigla = synopsis.sigla
    edited = made is not None
    made = made or apparatus(collation, base=base or next(iter(collation.sigla), ""))
    language = collation.witnesses[collation.index(made.base)].language or "en"
    agreements = agreement.by_pair(made, Classifier(language=language))
    values = [] if edited else _of_texts(synopsis, collation, rows, linked, source)
    values += _agreed(agreements)
    distances = distance.matrix(collation)
    names = list(collation.sigla)
    replicates = distance.resampled(collation, bootstrap) if len(names) > 3 else []
    return Measures(
        synopsis=synopsis,
        collation=collation,
        rows=rows,
        values=tuple(values),
        distances=distances,
        upgma=with_support(upgma(names, distances), [upgma(names, m) for m in replicates]),
        nj=with_support(
            neighbour_joining(names, distances), [neighbour_joining(names, m) for m in replicates]
        ),
        shared=tuple(distance.shared_rare(collation)) if len(sigla) > 3 else (),
        apparatus=made,
        classes=agreement.by_version(made),
        agreements=agreements,
        signature=collation.signature.adding(measure="1", bootstrap=str(len(replicates))),
    )


def _of_texts(
    synopsis: Synopsis, collation: Collation, rows: Sequence[RowMeasures], linked: Linked | None,
    source: Sequence[Witness],
) -> list[Value]:  # fmt: skip
    """Measures of style and of translation: of each version, of two, and against the sources."""
    words = [_words(w, range(len(w))) for w in synopsis.witnesses]
    return [
        *_single(synopsis, words, rows),
        *_pairs(synopsis, collation, words, linked),
        *_against(synopsis, words, source),
    ]


def _words(witness: Witness, tokens: range) -> list[str]:
    """Normal forms of the words (no marks) among some tokens."""
    kinds, forms, ids = witness.kinds, witness.forms, witness.ids
    return [forms[ids[i]] for i in tokens if kinds[i] == Kind.WORD]


def _row(synopsis: Synopsis, number: int) -> RowMeasures:
    row = synopsis.rows[number]
    counts = [
        Counter(_words(w, synopsis.tokens(number, i))) for i, w in enumerate(synopsis.witnesses)
    ]
    present = [i for i, count in enumerate(counts) if count]
    versions = [counts[i] for i in present]
    return RowMeasures(
        row=number,
        id=_row_id(synopsis, number),
        words=tuple(sum(count.values()) for count in counts),
        eddy=tuple(
            (name, _spread(measure(versions), present, len(counts)))
            for name, measure in eddy.EDDY.items()
        )
        if len(versions) > 1
        else (),
        viv=tuple((name, round(measure(versions), 9)) for name, measure in eddy.VIV.items())
        if len(versions) > 1
        else (),
        moved=row.moved,
    )


def _with_lengths(rows: list[RowMeasures], source: Sequence[int]) -> tuple[RowMeasures, ...]:
    """The rows with the length of each version's passage, and how unusual it is for the version."""
    lengths = []
    for number, row in enumerate(rows):
        present = [n for n in row.words if n]
        mean = sum(present) / len(present) if len(present) > 1 else 0.0
        against = float(source[number]) if source else mean
        lengths.append([log(n / against) if n and against else None for n in row.words])
    scores = [lexical.standard_scores(own) for own in zip(*lengths)]
    return tuple(
        replace(
            row,
            length=tuple(None if v is None else round(v, 6) for v in own),
            length_z=tuple(None if z is None else round(z, 4) for z in unusual),
        )
        for row, own, unusual in zip(rows, lengths, zip(*scores))
    )


def _spread(values: list[float], present: list[int], size: int) -> tuple[float | None, ...]:
    found = dict(zip(present, values))
    return tuple(round(found[i], 9) if i in found else None for i in range(size))


def _row_id(synopsis: Synopsis, number: int) -> str:
    """The id of the first passage that any version has in the row."""
    for witness, run in zip(synopsis.witnesses, synopsis.rows[number].passages):
        if run:
            return witness.passages[run.start].id
    return str(number + 1)


def _single(synopsis: Synopsis, words: list[list[str]], rows: Sequence[RowMeasures]) -> list[Value]:
    """Measures of one version each."""
    values = []
    for i, siglum in enumerate(synopsis.sigla):
        n = len(words[i])
        short = f"under {lexical.SHORT_FOR_MTLD} words" if n < lexical.SHORT_FOR_MTLD else ""
        values += [
            Value("words", (siglum,), n, "words", n),
            Value("mattr", (siglum,), round(lexical.mattr(words[i]), 6), "words", n, short),
            Value("mtld", (siglum,), round(lexical.mtld(words[i]), 4), "words", n, short),
        ]
        for name in eddy.EDDY:
            found = [
                v for r in rows if (v := dict(r.eddy).get(name, (None,) * (i + 1))[i]) is not None
            ]
            if found:
                mean = round(sum(found) / len(found), 6)
                values.append(Value(name, (siglum,), mean, "passages", len(found)))
    return values


def _pairs(
    synopsis: Synopsis, collation: Collation, words: list[list[str]], linked: Linked | None
) -> list[Value]:
    """Measures of two versions each; both directions where a measure has one."""
    z = lexical.z_scores(words) if len(words) > 2 else []
    values: list[Value] = []
    for i, j in combinations(range(len(words)), 2):
        of = (synopsis.sigla[i], synopsis.sigla[j])
        values += _overlap(of, words[i], words[j])
        if z:
            values += _delta(of, z[i], z[j], min(len(words[i]), len(words[j])))
        if linked is not None:  # translations: copies are no references for each other
            values += _asymmetric(synopsis, i, j)
            values += _ordered(of, *_links(synopsis, i, j, linked))
        else:
            at = (collation.index(of[0]), collation.index(of[1]))
            values += _ordered(of, *columns.links(collation, *at))
    return values


def _against(synopsis: Synopsis, words: list[list[str]], source: Sequence[Witness]) -> list[Value]:
    """How long each version is beside each source text."""
    values = []
    for original in source:
        theirs = _words(original, range(len(original)))
        for siglum, own in zip(synopsis.sigla, words):
            if (ratio := lexical.length_ratio(own, theirs)) is not None:
                of = (siglum, original.siglum)
                values.append(Value("length_ratio", of, round(ratio, 6), "words", len(theirs)))
    return values


def _agreed(agreements: Sequence[Agreement]) -> list[Value]:
    """The share of the places of variation where two versions read alike."""
    return [
        Value("agreement", a.of, round(a.share, 6), "places", a.places)
        for a in agreements
        if a.share is not None
    ]


def _overlap(of: tuple[str, str], a: list[str], b: list[str]) -> list[Value]:
    n = min(len(a), len(b))
    values = [
        Value("jaccard", of, round(lexical.jaccard(a, b), 6), "types", n),
        Value("dice", of, round(lexical.dice(a, b), 6), "types", n),
        Value("containment", of, round(lexical.containment(a, b), 6), "types", n),
        Value("containment", of[::-1], round(lexical.containment(b, a), 6), "types", n),
    ]
    if (ratio := lexical.length_ratio(b, a)) is not None:
        values.append(Value("length_ratio", of, round(ratio, 6), "words", n))
    return values


def _delta(of: tuple[str, str], a: list[float], b: list[float], n: int) -> list[Value]:
    short = f"under {lexical.SHORT_FOR_DELTA} words" if n < lexical.SHORT_FOR_DELTA else ""
    return [
        Value("burrows_delta", of, round(lexical.burrows_delta(a, b), 6), "words", n, short),
        Value("cosine_delta", of, round(lexical.cosine_delta(a, b), 6), "words", n, short),
    ]


def _shared_rows(synopsis: Synopsis, i: int, j: int) -> list[int]:
    return [n for n, r in enumerate(synopsis.rows) if r.passages[i] and r.passages[j]]


def _asymmetric(synopsis: Synopsis, i: int, j: int) -> list[Value]:
    """TER, chrF and BLEU in both directions, where sacreBLEU is installed."""
    if not translation.available():
        return []
    rows = _shared_rows(synopsis, i, j)
    texts = {}
    for w in (i, j):
        runs = [synopsis.tokens(row, w) for row in rows]
        texts[w] = [" ".join(synopsis.witnesses[w].slice(r.start, r.stop).split()) for r in runs]
    values = []
    for hypothesis, reference in ((i, j), (j, i)):
        of = (synopsis.sigla[hypothesis], synopsis.sigla[reference])
        directions = len(synopsis.sigla) * (len(synopsis.sigla) - 1)
        found = translation.scores(texts[hypothesis], texts[reference], directions=directions)
        for score in found:
            out = len(rows) - score.segments
            values.append(
                Value(
                    score.measure, of, score.value, "passages", score.segments,
                    f"{out} of {len(rows)} passages left out, too long or too many"
                    if out else "",
                    score.signature,
                )
            )  # fmt: skip
    return values


def _links(synopsis: Synopsis, i: int, j: int, linked: Linked) -> tuple[list[Link], int, int]:
    """The links over the rows that both versions have, and how many words each has there.

    Numbered by words: marks are not counted, and what only links them is no link of words.
    """
    rows = _shared_rows(synopsis, i, j)
    at = [_numbered(synopsis, w, rows) for w in (i, j)]
    found = []
    for left, right, links in linked.between(i, j):
        for link in links:
            a = tuple(at[0][left[n]] for n in link.a if left[n] in at[0])
            b = tuple(at[1][right[n]] for n in link.b if right[n] in at[1])
            if a and b:
                found.append(Link(a, b, link.kind))
    return found, len(at[0]), len(at[1])


def _numbered(synopsis: Synopsis, w: int, rows: Sequence[int]) -> dict[int, int]:
    """The number of every word of a version among those of some rows, by its token."""
    kinds = synopsis.witnesses[w].kinds
    tokens = (t for row in rows for t in synopsis.tokens(row, w) if kinds[t] == Kind.WORD)
    return {token: number for number, token in enumerate(tokens)}


def _ordered(of: tuple[str, str], found: list[Link], size_a: int, size_b: int) -> list[Value]:
    """Order, omission, addition and the kinds of links."""
    omitted, added = order.unanswered(found, size_a, size_b)
    tau = order.kendall_tau(found)
    values = [
        Value("omission_rate", of, round(omitted, 6), "words", size_a),
        Value("addition_rate", of, round(added, 6), "words", size_b),
    ]
    if tau is not None:
        values.append(Value("kendall_tau", of, round(tau, 6), "links", len(found)))
    for kind, share in order.profile(found).items():
        values.append(Value(f"links_{kind}", of, round(share, 6), "links", len(found)))
    return values
