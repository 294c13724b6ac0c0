"""variorum: translation comparison and textual criticism.

    import variorum as v
    edition = v.apparatus("A=a.txt", "B=b.docx", base="A")
    for unit in edition:
        print(unit.locus, unit["A"], [(r.sigla, r.text, r.cls) for r in unit])
    v.write(edition, "edition.xml")

A verb takes paths, bytes, literal text (`v.witness("…", siglum="A")`) and values that were read
before. Every result is a typed, immutable value: you can iterate over it and index it by number or
siglum; it prints as one line, in a notebook as a table, and gives plain data (`to_dict`) and rows
for pandas (`to_rows`). Nothing is fetched, and nothing is kept between calls. Errors are a
`VariorumError` of one line. What was left out or read in an unexpected way is reported to the
logger `variorum`. The names listed here are the API; other modules are not.
"""

from typing import TYPE_CHECKING

from ._version import __version__
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
    from .api import (
        align,
        apparatus,
        collate,
        compare,
        convert,
        decide,
        diff,
        encode,
        glossary,
        patch,
        read,
        validate,
        witness,
        write,
    )
    from .model import (
        Apparatus,
        Block,
        Cell,
        Collation,
        Column,
        Decided,
        Decision,
        Finding,
        Glossary,
        Lacuna,
        Link,
        Links,
        Locus,
        Note,
        Outcome,
        Passage,
        Place,
        Reading,
        ReadingClass,
        Row,
        Severity,
        Signature,
        Source,
        Span,
        Synopsis,
        Term,
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
    "Decided",
    "Decision",
    "Finding",
    "Glossary",
    "Lacuna",
    "LimitError",
    "Link",
    "Links",
    "Locus",
    "Measures",
    "MissingExtra",
    "Note",
    "OutOfRange",
    "Outcome",
    "Passage",
    "Place",
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
    "Term",
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
    "convert",
    "decide",
    "diff",
    "encode",
    "glossary",
    "patch",
    "read",
    "validate",
    "witness",
    "write",
]

# Names are imported when they are asked for: a command that needs none starts without them.
_HOMES = ("api", "model", "model.comparison", "model.measures", "model.report")


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
