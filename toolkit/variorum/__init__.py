"""variorum: translation comparison and textual criticism.

    import variorum as v
    texts = [v.read("a.txt", siglum="A"), v.read("b.docx", siglum="B")]
    edition = v.apparatus(v.collate(*texts), base="A")
    for unit in edition.units:
        print(unit.locus, unit.lemma.text, [(r.sigla, r.text, r.cls) for r in unit.readings])
    v.write(edition, "edition.xml")

Every result is a typed, immutable value of `variorum.model` with offsets into the texts. Nothing
is printed, fetched or kept between calls; what goes wrong is a `VariorumError` of one line.
"""

from ._version import __version__
from .api import align, apparatus, collate, compare, diff, encode, read, validate, write
from .errors import VariorumError

__all__ = [
    "VariorumError",
    "__version__",
    "align",
    "apparatus",
    "collate",
    "compare",
    "diff",
    "encode",
    "read",
    "validate",
    "write",
]
