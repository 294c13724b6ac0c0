"""Texts that come as numbered units, each in several languages: a witness a language, and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import UsageError
from ..model import Row, Synopsis, Witness
from ..text import xml
from ..text.build import rename, witness_from_text
from ..text.flow import unique
from ._options import Options


@dataclass(frozen=True, slots=True)
class Unit:
    """What is one in all languages: its id, its line in the file, the segments of each language."""

    id: str
    line: int
    texts: dict[str, list[str]]  # by siglum; empty ones are none
    notes: list[tuple[str, str]] = field(default_factory=list)  # siglum, text


def aligned(
    units: Sequence[Unit], languages: dict[str, str], options: Options
) -> tuple[tuple[Witness, ...], Synopsis]:
    """A witness for each siglum of `languages`, in that order, and a row for each unit."""
    witnesses = tuple(
        _witness(siglum, language, units, options) for siglum, language in languages.items()
    )
    if len(witnesses) == 1 and options.siglum:
        witnesses = (rename(witnesses[0], options.siglum),)
    taken = dict.fromkeys(languages, 0)
    rows = []
    for unit in units:
        runs = []
        for siglum in languages:
            count = len(unit.texts.get(siglum, ()))
            runs.append(range(taken[siglum], taken[siglum] + count))
            taken[siglum] += count
        if any(runs):
            rows.append(Row(tuple(runs)))
    return witnesses, Synopsis(witnesses, tuple(rows))


def _witness(siglum: str, language: str, units: Sequence[Unit], options: Options) -> Witness:
    parts: list[str] = []
    bounds, ids, lines, notes = [], [], [], []
    at = 0
    for unit in units:
        for n, text in enumerate(unit.texts.get(siglum, ()), start=1):
            if parts:
                parts.append("\n")
                at += 1
            parts.append(text)
            bounds.append((at, at + len(text)))
            at += len(text)
            ids.append(unit.id if n == 1 else f"{unit.id}/{n}")
            lines.append(unit.line)
        notes += [(at, said, "comment") for whose, said in unit.notes if whose == siglum]
    return witness_from_text(
        siglum, "".join(parts), normal=options.normal, bounds=bounds, ids=unique(ids), lines=lines,
        notes=notes, language=language,
    )  # fmt: skip


def words(node: Any, codes: frozenset[str]) -> str:
    """The text of a segment, white space folded, without the codes of another program in it."""
    return " ".join("".join(_pieces(node, codes)).split())


def _pieces(node: Any, codes: frozenset[str]) -> Iterator[str]:
    """Without recursion: a segment may be nested as deep as XML may."""
    open_nodes = [xml.pieces(node)]
    while open_nodes:
        piece = next(open_nodes[-1], None)
        if piece is None:
            open_nodes.pop()
        elif isinstance(piece, str):
            yield piece
        elif xml.is_element(piece):
            name = xml.local(piece)
            if name == "cp":  # a character that XML cannot hold
                yield _character(piece.get("hex", ""))
            elif name not in codes:
                open_nodes.append(xml.pieces(piece))


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return ""


def chosen(languages: dict[str, str], wanted: str, name: str, what: str) -> dict[str, str]:
    """The languages by siglum that the user asked for: all, or one with its regions.

    Raises `UsageError` where the file has none of them.
    """
    if not wanted:
        return languages
    asked = wanted.lower()
    exact = {s: tongue for s, tongue in languages.items() if tongue.lower() == asked}
    near = {
        s: tongue
        for s, tongue in languages.items()
        if tongue.lower().split("-")[0] == asked.split("-")[0]
    }
    if not (exact or near):
        offered = ", ".join(dict.fromkeys(languages.values()))
        raise UsageError(
            f"the {what} has no text in {wanted}", source=name, hint=f"it has {offered}"
        )
    return exact or near
