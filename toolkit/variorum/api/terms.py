"""The source words that translators left standing: what `glossary` means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from .deciding import report
from .door import verb
from .linking import linking
from .machine import Machine
from .versions import language, only, rows_of, versions

if TYPE_CHECKING:
    from ..host import Host
    from ..model import Glossary, Witness
    from .kinds import Reading, Texts
    from .versions import Versions


@verb
def glossary(*texts: Texts, host: Host | None = None, **reading: Unpack[Reading]) -> Glossary:
    """The transliterated words of a source in its translations, with the rendering of each
    version.

    Each term has its Cyrillic form, taken from a text in the source language or reconstructed
    (every candidate, the best first), the romanisations that fit, whether a dictionary has it
    (extra `russian`), the places where it occurs, and each version's rendering.
    """
    from ..alignment import words
    from ..errors import MissingExtra
    from ..model import Glossary
    from ..terms.glossary import glossary as terms_of
    from ..translit.dictionary import dictionary

    host = host or Machine()
    named = versions(texts, host=host, **reading)
    quoting, originals = _apart(named)
    rows = rows_of(named, (*quoting, *originals))
    held = only(rows, quoting)
    pairs = [
        pair
        for n in range(1, len(held.witnesses))
        for pair in words.row_pairs(
            held.witnesses[0],
            held.witnesses[n],
            [(held.tokens(r, 0), held.tokens(r, n)) for r in range(len(held.rows))],
        )
    ]
    aligner = words.learn(
        pairs, language=quoting[0].language or "en", neural=linking(named.neural, host)
    )
    source = originals[0].siglum if originals else ""
    terms = terms_of(rows, source=source, links=aligner.links)
    if terms and dictionary() is None:
        host.note(str(MissingExtra("russian", "telling Russian words from possible spellings")))
    report(named.docket, host)
    return Glossary(terms, rows, source, rows.signature.adding(words=aligner.method))


def _apart(named: Versions) -> tuple[tuple[Witness, ...], tuple[Witness, ...]]:
    """The versions that quote words of a source, and the source; whichever is named first."""
    if named.beside and language(named.versions[0]) == "ru":
        return named.beside, named.versions
    return named.versions, named.beside
