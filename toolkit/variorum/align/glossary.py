"""A glossary of the source terms that translators left standing: `catalyst [vozbuditel]`.

For each transliterated word: the Cyrillic it stands for (given by a source witness, or
reconstructed), the romanisation, where it stands, and how every version renders it. Candidates
are all listed, never one in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Span, Synopsis, Witness
from ..text import translit
from ..text.spans import editorial_class
from ..text.translit import Candidate
from .renderings import Links, rendering, word_before


@dataclass(frozen=True, slots=True)
class Term:
    """One source term. The fields are those of the `glossary` row of the JSON, and `given`.

    `cyrillic` lists every candidate, best first; `given` is the word as a source witness writes
    it, "" without one. `renderings` holds each siglum's texts in the order of the rows.
    """

    term: str
    cyrillic: tuple[str, ...]
    schemes: tuple[str, ...]
    in_dictionary: bool
    places: tuple[str, ...]
    renderings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: str = ""

    def row(self) -> dict[str, object]:
        """The term as a row of the JSON output."""
        return {
            "term": self.term,
            "cyrillic": list(self.cyrillic),
            "schemes": list(self.schemes),
            "in_dictionary": self.in_dictionary,
            "places": list(self.places),
            "renderings": {s: list(texts) for s, texts in self.renderings.items()},
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """A term in one place: tokens `start:end` of a witness, in a row, with its language tag."""

    w: int
    row: int
    start: int
    end: int
    text: str
    tag: str
    glosses: bool  # stands behind its translation, and is not itself the rendering


def glossary(
    synopsis: Synopsis, *, source: str = "", links: Links | None = None
) -> tuple[Term, ...]:
    """The source terms of all versions, in the order in which the rows have them.

    `source` is the siglum of a witness in the source language, if there is one. `links` gives
    the word links of two token sequences of one language; without it a rendering is found
    between the nearest words that both versions have. A version whose rendering cannot be told
    has none.
    """
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions(synopsis, source):
        grouped.setdefault(translit.fold(mention.text).lower(), []).append(mention)
    kept = {key: group for key, group in grouped.items() if _foreign(key, synopsis.witnesses)}
    candidates = {key: _candidates(group) for key, group in kept.items()}
    winners = _document_schemes(candidates.values())
    return tuple(
        _term(group, candidates[key], winners, synopsis, source, links)
        for key, group in kept.items()
    )


def mentions(synopsis: Synopsis, source: str = "") -> Iterator[Mention]:
    """Every place where a version shows a source term, row by row."""
    for w, witness in enumerate(synopsis.witnesses):
        if witness.siglum == source:
            continue
        homes = {p: r for r, row in enumerate(synopsis.rows) for p in row.passages[w]}
        seen: set[int] = set()
        found = []
        for span, glosses in _term_spans(witness):
            words = [i for i in _tokens(witness, span) if witness.kinds[i] == 0]
            if words and words[0] not in seen:
                seen.update(words)
                row = homes.get(witness.passage_at(words[0]), 0)
                text = witness.slice(words[0], words[-1] + 1)
                tag = span.get("xml:lang")
                found.append(Mention(w, row, words[0], words[-1] + 1, text, tag, glosses))
        yield from sorted(found, key=lambda m: (m.row, m.start))


def _term_spans(witness: Witness) -> Iterator[tuple[Span, bool]]:
    """Spans that hold a source term: `foreign` in Russian first, then brackets and notes."""
    notes = [s for s in witness.spans if editorial_class(s) == "source-term"]
    for span in witness.spans:
        if span.name == "foreign" and span.get("xml:lang").lower().startswith("ru"):
            yield span, any(n.start <= span.start and span.end <= n.end for n in notes)
    yield from ((note, True) for note in notes)


def _tokens(witness: Witness, span: Span) -> range:
    from bisect import bisect_left

    return range(bisect_left(witness.starts, span.start), bisect_left(witness.starts, span.end))


def _foreign(key: str, witnesses: Sequence[Witness]) -> bool:
    """Is this no word of the versions' own language? (`[ancient] realm` is none of the source's.)

    It is one when some version writes it as its own text, outside every term.
    """
    for witness in witnesses:
        own = {i for span, _ in _term_spans(witness) for i in _tokens(witness, span)}
        forms = {n for n, form in enumerate(witness.forms) if translit.fold(form).lower() == key}
        if forms and any(witness.ids[i] in forms for i in range(len(witness)) if i not in own):
            return False
    return True


def _candidates(group: Sequence[Mention]) -> tuple[Candidate, ...]:
    """What a term may be in Cyrillic; its own tag, where it names a scheme, comes first."""
    text = group[0].text
    if any("\u0400" <= c <= "\u04ff" for c in text):
        return (Candidate(text, (), 1.0, False),)
    declared = next((s for s in (translit.scheme_of(m.tag) for m in group) if s), "")
    found = _phrase(text, (declared,)) if declared else ()
    return found or _phrase(text, translit.NAMES)


def _phrase(text: str, schemes: Sequence[str]) -> tuple[Candidate, ...]:
    """The candidates of a word; of a phrase, the best reading of each word in one scheme."""
    words = text.split()
    if len(words) == 1:
        return translit.back(text, schemes)
    made: dict[str, tuple[Candidate, list[str]]] = {}
    for name in schemes:
        parts = [translit.back(word, (name,))[:1] for word in words]
        if all(parts):
            worst = min((part[0] for part in parts), key=lambda c: (c.known, c.score))
            whole = " ".join(part[0].cyrillic for part in parts)
            made.setdefault(whole, (worst, []))[1].append(name)
    out = [Candidate(w, tuple(names), c.score, c.known) for w, (c, names) in made.items()]
    return tuple(sorted(out, key=lambda c: (not c.known, -c.score, c.cyrillic)))


def _document_schemes(all_candidates: Iterable[Sequence[Candidate]]) -> tuple[str, ...]:
    """The schemes that explain most terms of the document."""
    votes = Counter(name for found in all_candidates for name in translit.consistent(found))
    most = max(votes.values(), default=0)
    return tuple(name for name in translit.NAMES if most and votes[name] == most)


def _term(
    group: Sequence[Mention],
    candidates: Sequence[Candidate],
    winners: Sequence[str],
    synopsis: Synopsis,
    source: str,
    links: Links | None,
) -> Term:
    order = sorted(
        candidates, key=lambda c: (not c.known, not set(c.schemes) & set(winners), -c.score)
    )
    given = _given(group, order, synopsis, source)
    written = [c.cyrillic for c in order]
    fits = [name for name in translit.consistent(order) if name in winners]
    return Term(
        term=group[0].text,
        cyrillic=tuple(_given_first(written, given)),
        schemes=tuple(fits) or translit.consistent(order),
        in_dictionary=any(c.known for c in order),
        places=tuple(dict.fromkeys(_place(m, synopsis) for m in group)),
        renderings=_renderings(group, synopsis, source, given, links),
        given=given,
    )


def _given_first(written: list[str], given: str) -> list[str]:
    """The candidate that the source itself writes, before all others."""
    plain = given.lower().replace("ё", "е")
    same = [w for w in written if w.lower().replace("ё", "е") == plain]
    return [*same, *(w for w in written if w not in same)] if written else [given] * bool(given)


def _place(mention: Mention, synopsis: Synopsis) -> str:
    witness = synopsis.witnesses[mention.w]
    return witness.passages[witness.passage_at(mention.start)].id


def _given(
    group: Sequence[Mention], candidates: Sequence[Candidate], synopsis: Synopsis, source: str
) -> str:
    """The word of the source passage that the term stands for, as written there; or "".

    It romanises to the term, or is a form of one of its candidates (by lemma, else by stem).
    """
    if source not in synopsis.sigla:
        return ""
    w = synopsis.sigla.index(source)
    witness = synopsis.witnesses[w]
    for mention in group:
        tokens = synopsis.tokens(mention.row, w)
        words = [witness.slice(i, i + 1) for i in tokens if witness.kinds[i] == 0]
        found = translit.find_source_word(mention.text, candidates, words)
        if found:
            return found
    return ""


def _renderings(
    group: Sequence[Mention],
    synopsis: Synopsis,
    source: str,
    given: str,
    links: Links | None,
) -> dict[str, tuple[str, ...]]:
    """How each version renders the term, over all its places."""
    found: dict[str, list[str]] = {siglum: [] for siglum in synopsis.sigla}
    if given:
        found[source].append(given)
    for row in dict.fromkeys(m.row for m in group):
        here = [m for m in group if m.row == row]
        own = {m.w for m in here}
        for mention in here:
            siglum = synopsis.sigla[mention.w]
            found[siglum].append(_own(mention, synopsis.witnesses[mention.w]))
        for w, siglum in enumerate(synopsis.sigla):
            if w not in own and siglum != source:
                found[siglum].append(rendering(here[0].start, here[0].w, w, row, synopsis, links))
    return {s: tuple(dict.fromkeys(t for t in texts if t)) for s, texts in found.items()}


def _own(mention: Mention, witness: Witness) -> str:
    """The rendering in the version that shows the term: the word before it, or the term."""
    if not mention.glosses:
        return mention.text
    at = word_before(witness, mention.start)
    return witness.slice(at, at + 1) if at is not None else ""
