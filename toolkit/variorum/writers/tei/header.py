"""The TEI header of a fresh document: title, witnesses, how the apparatus was made. No clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..._version import __version__
from ...model import Apparatus, Witness
from .._options import METHODS, Options
from .._xml import element, escape, quote, xml_names


def header(
    apparatus: Apparatus, ids: Mapping[str, str], options: Options, sources: Mapping[str, str]
) -> str:
    """The whole `teiHeader`; `sources` are those whose conjectures are named, with their ids."""
    title = options.title or _title(apparatus)
    return (
        "<teiHeader>\n<fileDesc>\n"
        f"<titleStmt>{element('title', escape(title))}</titleStmt>\n"
        "<publicationStmt><p>Unpublished; generated from the witnesses named below.</p>"
        "</publicationStmt>\n"
        f"<sourceDesc>\n{list_wit(apparatus, ids)}{_sources(sources)}{_beside(options)}"
        "</sourceDesc>\n"
        "</fileDesc>\n"
        f"<encodingDesc>\n{app_info(apparatus)}\n{variant_encoding(options)}\n"
        f"{_marks(apparatus)}</encodingDesc>\n"
        f"{_profile(apparatus, options)}"
        "</teiHeader>\n"
    )


def _title(apparatus: Apparatus) -> str:
    base = apparatus.collation.witnesses[apparatus.collation.index(apparatus.base)]
    return base.title or "Critical apparatus"


def agreeing(apparatus: Apparatus, ids: Mapping[str, str], options: Options) -> str:
    """In a negative apparatus, the witnesses that no entry names: the base text is theirs."""
    if options.style == "positive" or options.profile == "interchange":
        return ""
    named = {
        siglum
        for unit in apparatus.units
        for reading in unit.readings
        if reading is not unit.lemma or any(c.lemma for c in unit.conjectures)
        for siglum in reading.sigla
    }
    named |= {siglum for unit in apparatus.units for siglum in unit.lacunose}
    return " ".join(f"#{ids[s]}" for s in apparatus.collation.sigla if s not in named)


def list_wit(apparatus: Apparatus, ids: Mapping[str, str]) -> str:
    """Every witness; the siglum beside it where it can be no `xml:id`, or two have one title."""
    witnesses = apparatus.collation.witnesses
    titles = Counter(w.title.casefold() for w in witnesses)
    rows = "".join(
        element(
            "witness",
            _description(w, ids[w.siglum], shared=titles[w.title.casefold()] > 1),
            xml_id=ids[w.siglum],
        )
        + "\n"
        for w in witnesses
    )
    return f"<listWit>\n{rows}</listWit>\n"


def _description(witness: Witness, id: str, *, shared: bool) -> str:
    siglum = witness.siglum
    title = escape(witness.title)
    named = siglum != id or (shared and title)
    own = f"<idno{' type='}{quote('siglum')}>{escape(siglum)}</idno>" if named else ""
    return f"{own} {title}".strip() or escape(siglum)


def credited(
    apparatus: Apparatus, ids: Mapping[str, str], options: Options, taken: Iterable[str]
) -> dict[str, str]:
    """Whose the conjectures are that no witness has, with an id for each."""
    if options.profile == "interchange":
        return {}
    names = (name for unit in apparatus.units for c in unit.conjectures for name in c.by)
    fresh = dict.fromkeys(name for name in names if name not in ids)
    return xml_names(fresh, {*ids.values(), *taken})


def _sources(sources: Mapping[str, str]) -> str:
    rows = "".join(element("bibl", escape(name), xml_id=id) + "\n" for name, id in sources.items())
    return element("listBibl", f"\n{rows}") + "\n" if rows else ""


def _beside(options: Options) -> str:
    """Witnesses in another language are sources, no witnesses of the text."""
    return "".join(
        f"{element('bibl', escape(w.title or w.siglum), n=w.siglum, type_='source')}\n"
        for w in options.beside
    )


def app_info(apparatus: Apparatus) -> str:
    """How the apparatus was made: the signature, which has no date."""
    version = ".".join(__version__.split(".")[:2])
    signature = element("p", escape(str(apparatus.signature)))
    label = element("label", "variorum (translation comparison)")
    application = element("application", label + signature, ident="variorum", version=version)
    return f"<appInfo>{application}</appInfo>"


def variant_encoding(options: Options) -> str:
    """The method; parallel segmentation is always internal."""
    location = "internal" if options.method == "ps" else options.location
    return element("variantEncoding", method=METHODS[options.method], location=location)


def _marks(apparatus: Apparatus) -> str:
    """That brackets are text, where a witness has some: they are compared as marks like others."""
    if not any(sign in w.text for w in apparatus.collation.witnesses for sign in "[]"):
        return ""
    said = element("p", "Square brackets are the witnesses’ own and stand in the text.")
    return f"<editorialDecl>{element('punctuation', said, marks='all')}</editorialDecl>\n"


def _profile(apparatus: Apparatus, options: Options) -> str:
    witnesses = (*apparatus.collation.witnesses, *options.beside)
    tags = dict.fromkeys(w.language for w in witnesses if w.language)
    if options.profile == "edition":  # the only one that keeps markup
        inner = {s.get("xml:lang") for w in apparatus.collation.witnesses for s in w.spans}
        tags |= dict.fromkeys(sorted(inner - {""}))
    if not tags:
        return ""
    languages = "".join(element("language", escape(tag), ident=tag) for tag in tags)
    return f"<profileDesc><langUsage>{languages}</langUsage></profileDesc>\n"
