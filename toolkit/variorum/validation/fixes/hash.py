"""WIT002, REF003: put the missing "#" before the xml:id of an element of the same file."""

from __future__ import annotations

from collections.abc import Iterator

from ..document.document import name
from ..document.layout import Layout
from ..indexes.context import Shared
from ..indexes.pointers import pointers
from ._edits import Edit

CODE = "WIT002"


def edits(shared: Shared) -> Iterator[Edit]:
    """An edit for each bare token that is the id of an element the attribute may point to."""
    document = shared.document
    seen: set[tuple[object, str]] = set()
    for element, attribute, token in pointers(document):
        if token not in document.ids or (element, f"{attribute} {token}") in seen:
            continue
        if not shared.elsewhere.lacks_hash(token, element):
            continue
        seen.add((element, f"{attribute} {token}"))
        if attribute == "wit" and name(document.ids[token]) not in ("witness", "listWit"):
            continue
        if attribute in ("target", "from", "to") and name(element) in ("witDetail", "certainty"):
            continue
        for at in _places(document.layout, element, attribute, token):
            yield Edit(at, at, "#")


def _places(layout: Layout, element: object, attribute: str, token: str) -> Iterator[int]:
    """Where a blank-separated token stands in an attribute as written."""
    found = layout.value_of(element, attribute)
    if found is None:
        return
    _, start, end = found
    at = layout.source.find(token, start, end)
    while at >= 0:
        before = at == start or layout.source[at - 1].isspace()
        after = at + len(token) == end or layout.source[at + len(token)].isspace()
        if before and after:
            yield at
        at = layout.source.find(token, at + 1, end)
