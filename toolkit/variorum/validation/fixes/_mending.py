"""Collect the edits of every fix, put them into the bytes, show them as a diff."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from ...registry import entries
from ..document import codecs, intake
from ..document.document import Document
from ..indexes.context import Shared
from ..options import Options
from ..run.catalogue import chosen, find
from ._edits import Edit, apply


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its fixes, and how many there were."""

    data: bytes
    count: int


def proposed(data: bytes, *, path: str, options: Options) -> list[tuple[str, Edit]]:
    """Every safe edit that the options allow, with the code of what it fixes, in order.

    None for a file that cannot be read. Edits are in the offsets of the decoded text, and apart.
    """
    document, _ = intake.read(data, path=path, huge=options.huge)
    return [] if document is None else _proposed(document, options)


def _proposed(document: Document, options: Options) -> list[tuple[str, Edit]]:
    shared = Shared(document, options)
    found: dict[Edit, str] = {}
    for module in entries("validation.fixes").values():
        if _allowed(module.CODE, options):
            for edit in module.edits(shared):
                found.setdefault(edit, module.CODE)
    return [(found[edit], edit) for edit in _apart(list(found))]


def mend(data: bytes, *, path: str, options: Options) -> Mended:
    """Apply every safe fix that the options allow; a file that cannot be read stays as it is.

    Deterministic, and idempotent: fixing twice is fixing once.
    """
    document, _ = intake.read(data, path=path, huge=options.huge)
    if document is None:
        return Mended(data, 0)
    edits = [edit for _, edit in _proposed(document, options)]
    if not edits:
        return Mended(data, 0)
    return Mended(apply(data, document.source, edits, codecs.codec(data)), len(edits))


def _allowed(code: str, options: Options) -> bool:
    rule = find(code)
    if options.select and not chosen(rule, options.select + options.extend_select):
        return False
    return not chosen(rule, options.ignore)


def _apart(edits: list[Edit]) -> list[Edit]:
    """Edits in order without overlap; of two that overlap the first holds."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def unified(before: bytes, after: bytes, path: str) -> str:
    """A unified diff of two states of a file, as text."""
    codec = codecs.codec(before)
    old, new = (d.decode(codec, "replace").splitlines(keepends=True) for d in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
