"""variorum: translation comparison and textual criticism.

    import variorum as v
    texts = [v.read("a.txt", siglum="A"), v.read("b.docx", siglum="B")]
    edition = v.apparatus(v.collate(*texts), base="A")
    for unit in edition:
        print(unit.locus, unit["A"], [(r.sigla, r.text, r.cls) for r in unit])
    v.write(edition, "edition.xml")

Every result is a typed value that cannot be changed: it iterates, is indexed by number or siglum,
shows itself in a line (in a notebook as a table), and gives plain data (`to_dict`) and rows for
pandas (`to_rows`). Nothing is printed, fetched or kept between calls; what goes wrong is a
`VariorumError` of one line. The names listed here are the API; other modules are not.
"""

from typing import TYPE_CHECKING

from ._version import __version__
from .api import align, apparatus, collate, compare, diff, encode, read, validate, write
from .errors import (
    LimitError,
    MissingExtra,
    OutOfRange,
    ReadError,
    UnknownName,
    UsageError,
    VariorumError,
    WriteError,
)

if TYPE_CHECKING:
    from .model import (
        Apparatus,
        Block,
        Cell,
        Collation,
        Column,
        Decision,
        Finding,
        Lacuna,
        Link,
        Locus,
        Note,
        Passage,
        Reading,
        ReadingClass,
        Row,
        Severity,
        Signature,
        Source,
        Span,
        Synopsis,
        Tie,
        Token,
        Transposition,
        VariationUnit,
        Witness,
    )
    from .model.comparison import Change, Comparison, Run
    from .model.measures import Agreement, Measures, RowMeasures, Tree, Value
    from .model.report import Report

__all__ = [
    "Agreement",
    "Apparatus",
    "Block",
    "Cell",
    "Change",
    "Collation",
    "Column",
    "Comparison",
    "Decision",
    "Finding",
    "Lacuna",
    "LimitError",
    "Link",
    "Locus",
    "Measures",
    "MissingExtra",
    "Note",
    "OutOfRange",
    "Passage",
    "ReadError",
    "Reading",
    "ReadingClass",
    "Report",
    "Row",
    "RowMeasures",
    "Run",
    "Severity",
    "Signature",
    "Source",
    "Span",
    "Synopsis",
    "Tie",
    "Token",
    "Transposition",
    "Tree",
    "UnknownName",
    "UsageError",
    "Value",
    "VariationUnit",
    "VariorumError",
    "Witness",
    "WriteError",
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

# Values are imported when they are asked for: a command that needs none starts without them.
_HOMES = ("model", "model.comparison", "model.measures", "model.report")


def __getattr__(name: str) -> object:
    from importlib import import_module

    for home in _HOMES if name in __all__ else ():
        module = import_module(f"{__name__}.{home}")
        if hasattr(module, name):
            globals()[name] = getattr(module, name)
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


del TYPE_CHECKING
