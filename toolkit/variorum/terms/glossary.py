"""A glossary of the source terms that translators left standing: `catalyst [vozbuditel]`.

For each transliterated word: the Cyrillic it stands for (given by a source witness, or
reconstructed), the romanisation, where it stands, and how every version renders it. Candidates
are all listed, never one in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import translit
from ..model import Span, Synopsis, Term, Witness
from ..text.spans import editorial_class
from ..translit import NAMES, Candidate
from .renderings import Links, glossed, rendering

LOANS = frozenset(
    "apparatchik glasnost nomenklatura perestroika perestroyka politburo samizdat".split()
)  # English by now, whatever scheme a document uses
_ROMANISED = re.compile(
    r"^(?=\w{6})\w*(?:i[iy]|yy|ij|shch|zh|[aeo]ye|eev|kh[aoiu]|[šžčŝ])", re.IGNORECASE
)  # may be romanised Russian: what the dictionary is asked about


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
    target: str = ""  # the id of the words that the markup says it stands for


def glossary(
    synopsis: Synopsis, *, source: str = "", links: Links | None = None
) -> tuple[Term, ...]:
    """The source terms of all versions, in the order in which the rows have them.

    `source` is the siglum of a witness in the source language, if there is one. `links` gives
    the word links of two token sequences of one language; without it a rendering is found
    between the nearest words that both versions have. A version whose rendering cannot be found
    has none.
    """
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions(synopsis, source):
        grouped.setdefault(translit.fold(mention.text).lower(), []).append(mention)
    kept = {key: group for key, group in grouped.items() if _foreign(key, synopsis.witnesses)}
    candidates = {key: _candidates(group) for key, group in kept.items()}
    votes = _votes(((g, candidates[key]) for key, g in kept.items()), synopsis.witnesses)
    return tuple(
        _term(group, candidates[key], _ranked(votes, group[0].w), synopsis, source, links)
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
        for span, note in _term_spans(witness):
            words = [i for i in _tokens(witness, span) if witness.kinds[i] == 0]
            if words and words[0] not in seen:
                seen.update(words)
                row = homes.get(witness.passage_at(words[0]), 0)
                text = witness.slice(words[0], words[-1] + 1)
                aim = note.get("target").removeprefix("#") if note else ""
                tag = span.get("xml:lang")
                found.append(
                    Mention(w, row, words[0], words[-1] + 1, text, tag, note is not None, aim)
                )
        yield from sorted(found, key=lambda m: (m.row, m.start))


def _term_spans(witness: Witness) -> Iterator[tuple[Span, Span | None]]:
    """Spans that hold a source term, with the note about it that each is or stands in.

    `foreign` in Russian first, then brackets and notes.
    """
    notes = [s for s in witness.spans if editorial_class(s) == "source-term"]
    for span in witness.spans:
        if span.name == "foreign" and span.get("xml:lang").lower().startswith("ru"):
            around = (n for n in notes if n.start <= span.start and span.end <= n.end)
            yield span, next(around, None)
    yield from ((note, note) for note in notes)


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
    """What a term may be in Cyrillic, under any scheme."""
    text = group[0].text
    if any("\u0400" <= c <= "\u04ff" for c in text):
        return (Candidate(text, (), 1.0, False),)
    return _phrase(text, NAMES)


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


def _votes(
    groups: Iterable[tuple[Sequence[Mention], Sequence[Candidate]]], witnesses: Sequence[Witness]
) -> tuple[Counter[str], ...]:
    """How many romanised words of each document each scheme explains.

    A term votes for the schemes under which it makes sense, a language tag for the one it names,
    and so does every other word that looks romanised and that the dictionary knows under some
    schemes only.
    """
    votes = tuple(Counter[str]() for _ in witnesses)
    for group, candidates in groups:
        for mention in group:
            votes[mention.w].update(translit.consistent(candidates))
            votes[mention.w].update(filter(None, [translit.scheme_of(mention.tag)]))
    for counter, witness in zip(votes, witnesses):
        for word in filter(_ROMANISED.search, witness.forms):
            found = () if word.lower() in LOANS else translit.back(word)
            fits = translit.consistent(found) if found and found[0].known else NAMES
            counter.update(fits if len(fits) < len(NAMES) else ())
    return votes


def _ranked(votes: Sequence[Counter[str]], w: int) -> tuple[str, ...]:
    """All schemes, best first for document w; what it leaves open all documents decide.

    Ties stand in the order of the table.
    """
    total = {name: sum(counter[name] for counter in votes) for name in NAMES}
    return tuple(sorted(NAMES, key=lambda n: (-votes[w][n], -total[n], NAMES.index(n))))


def _term(
    group: Sequence[Mention],
    candidates: Sequence[Candidate],
    schemes: Sequence[str],
    synopsis: Synopsis,
    source: str,
    links: Links | None,
) -> Term:
    order = sorted(
        candidates,
        key=lambda c: (not c.known, min(map(schemes.index, c.schemes), default=0), -c.score),
    )
    given = _given(group, order, synopsis, source)
    written = [c.cyrillic for c in order]
    fits = translit.consistent(order)
    return Term(
        term=group[0].text,
        cyrillic=tuple(_given_first(written, given)),
        schemes=tuple(name for name in schemes if name in fits),
        in_dictionary=any(c.known for c in order),
        places=_places(group, synopsis),
        renderings=_renderings(group, synopsis, source, given, links),
        given=given,
    )


def _given_first(written: list[str], given: str) -> list[str]:
    """The candidate that the source itself writes, before all others."""
    plain = given.lower().replace("ё", "е")
    same = [w for w in written if w.lower().replace("ё", "е") == plain]
    return [*same, *(w for w in written if w not in same)] if written else [given] * bool(given)


def _places(group: Sequence[Mention], synopsis: Synopsis) -> tuple[str, ...]:
    """Where the first version has the term, or has what answers it; each passage once, in order.

    Only a term of which the first version knows nothing is placed where another has it.
    """
    found: set[int] = set()
    for row in {m.row for m in group}:
        own = {synopsis.witnesses[0].passage_at(m.start) for m in group if (m.w, m.row) == (0, row)}
        found |= own or set(synopsis.rows[row].passages[0])
    if found:
        return tuple(synopsis.witnesses[0].passages[i].id for i in sorted(found))
    places = [(synopsis.witnesses[m.w], m.start) for m in group]
    return tuple(dict.fromkeys(w.passages[w.passage_at(start)].id for w, start in places))


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
        whole = [witness.slice(i, i + 1) for i in tokens if witness.kinds[i] == 0]
        words = [part for word in whole for part in (word, *word.split("-")) if part]
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
        shown = {m.w: _own(m, synopsis, links) for m in here}
        first = next((m for m in here if m.glosses and shown[m.w]), here[0])
        for w, siglum in enumerate(synopsis.sigla):
            if w in shown:
                run = shown[w]
            elif siglum != source and first.glosses:
                run = rendering(shown[first.w], first.w, w, row, synopsis, links)
            else:
                run = range(0)
            found[siglum].append(synopsis.witnesses[w].slice(run.start, run.stop))
    return {s: tuple(dict.fromkeys(t for t in texts if t)) for s, texts in found.items()}


def _own(mention: Mention, synopsis: Synopsis, links: Links | None) -> range:
    """The rendering in the version that shows the term, or the term itself; may be empty."""
    if not mention.glosses:
        return range(mention.start, mention.end)
    witness = synopsis.witnesses[mention.w]
    if mention.target:
        spans = (s for s in witness.spans if s.get("xml:id") == mention.target)
        marked = next((_tokens(witness, span) for span in spans), range(0))
        if marked:
            return marked
    return glossed(mention.start, mention.text, mention.w, mention.row, synopsis, links)
