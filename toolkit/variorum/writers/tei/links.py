"""An alignment as TEI: every version's passages, and a `linkGrp` that says which answer which.

A `link` is a row that several passages share, a `ptr` a passage that nothing answers. Their order
is that of the rows; `cert` is the row's confidence in TEI's three words, exact in JSON and tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..._version import __version__
from ...model import Row, Synopsis, Witness
from .._options import Options
from .._xml import element, escape, quote, xml_names

_HIGH, _MEDIUM = 0.9, 0.6  # confidence from which on a row is called so
Ids = Sequence[Sequence[str]]


def linked(synopsis: Synopsis, options: Options) -> str:
    """The document as text, with an XML declaration."""
    sigla = xml_names(synopsis.sigla)
    names = [
        [f"{sigla[w.siglum]}.{n}" for n in range(1, len(w.passages) + 1)]
        for w in synopsis.witnesses
    ]
    given = xml_names((name for each in names for name in each), taken=sigla.values())
    ids = [[given[name] for name in each] for each in names]
    links = "".join(_links(synopsis, ids))
    group = element("linkGrp", f"\n{links}", type_="alignment") if links else ""
    stand_off = f"<standOff>\n{group}\n</standOff>\n" if group else ""
    versions = "".join(_version(w, own) for w, own in zip(synopsis.witnesses, ids))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
        f"{_header(synopsis, sigla, options)}{stand_off}"
        f"<text>\n<body>\n{versions or '<p/>'}</body>\n</text>\n</TEI>\n"
    )


def _links(synopsis: Synopsis, ids: Ids) -> Iterator[str]:
    for row in synopsis.rows:
        held = [f"#{own[i]}" for own, run in zip(ids, row.passages) for i in run]
        if sum(map(bool, row.passages)) < 2:
            yield from (element("ptr", target=passage) + "\n" for passage in held)
        else:
            moved = "moved" if row.moved else ""
            yield element("link", target=" ".join(held), type_=moved, cert=_cert(row)) + "\n"


def _cert(row: Row) -> str:
    if row.confidence >= _HIGH:
        return "high"
    return "medium" if row.confidence >= _MEDIUM else "low"


def _version(witness: Witness, ids: Sequence[str]) -> str:
    """The passages of one version, their own ids as `n`; white space within is as it was."""
    language = f" xml:lang={quote(witness.language)}" if witness.language else ""
    held = "".join(
        element("ab", escape(witness.slice(p.start, p.end)), xml_id=own, n=p.id) + "\n"
        for p, own in zip(witness.passages, ids)
    )
    return f'<div type="version" n={quote(witness.siglum)}{language}>\n{held or "<ab/>"}</div>\n'


def _header(synopsis: Synopsis, sigla: dict[str, str], options: Options) -> str:
    version = ".".join(__version__.split(".")[:2])
    witnesses = "".join(
        element("witness", escape(w.title or w.siglum), xml_id=sigla[w.siglum]) + "\n"
        for w in synopsis.witnesses
    )
    source = f"<listWit>\n{witnesses}</listWit>" if witnesses else "<p>No version.</p>"
    signature = element("p", escape(str(synopsis.signature)))
    made = element(
        "application",
        element("label", "variorum (translation comparison)") + signature,
        ident="variorum",
        version=version,
    )
    return (
        "<teiHeader>\n<fileDesc>\n"
        f"<titleStmt>{element('title', escape(options.title or 'Alignment'))}</titleStmt>\n"
        "<publicationStmt><p>Unpublished; generated from the versions named below.</p>"
        "</publicationStmt>\n"
        f"<sourceDesc>\n{source}\n</sourceDesc>\n</fileDesc>\n"
        f"<encodingDesc><appInfo>{made}</appInfo></encodingDesc>\n</teiHeader>\n"
    )
