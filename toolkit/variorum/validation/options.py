"""What a user may ask of the check of one file; plain values, read by the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..model import Severity
from .settings import setting

Resolver = Callable[[str], "bytes | None"]
"""Gives the bytes of a file named by a relative pointer; None where there is none.

Raises `PermissionError` for a path that leaves the root within which pointers may lead.
"""

FORMAL_TYPES = frozenset(
    "orthographic orthography orth punctuation case word-division name-form number-form damaged "
    "transliteration format formal spelling itacism paleographic defective".split()
)
NORMAL = ("nfc", "casefold", "quotes", "dashes", "spacing", "ligatures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All settings for the check of one file; the defaults suit an edition in one file.

    Each setting with its kind and its meaning: `settings` reads the table off these fields.
    """

    select: tuple[str, ...] = setting(
        "codes", (), "Run only these rules: codes, families (WIT) or slugs.", metavar="CODES"
    )
    extend_select: tuple[str, ...] = setting(
        "codes", (), "Run these rules as well.", metavar="CODES"
    )
    ignore: tuple[str, ...] = setting(
        "codes", (), "Do not run these rules.", metavar="CODES", adds=True
    )
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = setting(
        "codes by glob",
        (),
        "Do not run these rules in these files.",
        metavar="GLOB:CODES",
        adds=True,
    )
    severity: tuple[tuple[str, Severity], ...] = setting(
        "severities",
        (),
        "Severity of the findings of a rule.",
        metavar="CODE=LEVEL",
        adds=True,
    )
    require_schema: bool = setting(
        "flag", False, "Report a missing schema as an error, not as a remark."
    )
    fail_on: Severity = setting(
        "severity",
        Severity.WARNING,
        "Lowest severity at which validation fails: error, warning or info.",
        metavar="LEVEL",
    )
    aggregate: int = setting(
        "count",
        20,
        "Report more equal findings of a rule in a file than this as one; 0 = never.",
        metavar="N",
        option="-",
    )
    huge: bool = setting("flag", False, "Lift the limits on depth and size.")
    xinclude: bool = setting("flag", True, "Do not follow xi:include.", option="no-xinclude")
    external_entities: bool = setting(
        "flag", False, "Read entities that are files within the root."
    )
    profile: str = setting(
        "text",
        "",
        "Check files against the profile edition or interchange, too.",
        metavar="NAME",
        choices=("edition", "interchange"),
    )
    reading_types: tuple[str, ...] = setting(
        "words", (), "The project's own values of @type on app and rdg; [] = any.", option="-"
    )
    normal: tuple[str, ...] = setting(
        "words", NORMAL, "What does not count as a difference between readings.", option="-"
    )
    strict_coverage: bool | None = setting(
        "flag", None, "Whether each app must account for every witness.", option="-"
    )
    # What the caller puts in:
    transcriptions: Mapping[str, str] = field(default_factory=dict)  # siglum -> its whole text
    resolve: Resolver | None = None  # None: pointers to other files are not followed
    alone: bool = False  # nothing is put into the file: neither entities nor what it includes
    fragment: bool = False  # a part of a document is no matter for a remark
    found: bool = False  # in a folder or by a pattern, where there is more than TEI
    elements: frozenset[str] | None = None  # names the schema knows; None = no schema
