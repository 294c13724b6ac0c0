"""Values as HTML for a notebook, and the words of an entry that the reading page shows too.

Everything from a text is escaped; the style is in the elements, since a notebook has no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

SHOWN = 20  # rows of a value that a notebook shows; how many there are stands above them
_BARRED = (
    "[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # compiled when first used: it takes 5 ms
)
_CELL = 'style="text-align:left;vertical-align:top"'


class Shown(Protocol):
    """What is shown of a reading: `apparatus.Reading` is one."""

    @property
    def sigla(self) -> tuple[str, ...]: ...
    @property
    def text(self) -> str: ...
    @property
    def cls(self) -> str: ...


class Entry(Protocol):
    """What is shown of a variation unit: `apparatus.VariationUnit` is one."""

    @property
    def locus(self) -> object: ...
    @property
    def lemma(self) -> Shown | None: ...
    @property
    def readings(self) -> Sequence[Shown]: ...
    @property
    def lacunose(self) -> tuple[str, ...]: ...


def table(rows: Iterable[Mapping[str, Any]], *, caption: str, total: int = 0) -> str:
    """A table of dicts with the same keys, cut after `SHOWN`; `total` says how many there are.

    >>> table([{"A": "a < b", "B": None}], caption="<Row>")  # doctest: +ELLIPSIS
    '<table><caption ...>&lt;Row&gt;</caption>...a &lt; b...>–</td></tr></tbody></table>'
    """
    some = list(islice(rows, SHOWN + 1))
    total = max(total, len(some))
    some = some[:SHOWN]
    head = "".join(f"<th scope='col' {_CELL}>{_safe(n)}</th>" for n in (some[0] if some else ()))
    body = "".join(f"<tr>{''.join(map(_cell, row.values()))}</tr>" for row in some)
    return _table(caption, head, body, total)


def versions(
    rows: Sequence[tuple[str, Sequence[Sequence[tuple[str, bool]]]]],
    sigla: Sequence[str],
    *,
    caption: str,
    total: int,
) -> str:
    """Passages side by side, each text in pieces; those that differ are marked."""
    head = "".join(f"<th scope='col' {_CELL}>{_safe(s)}</th>" for s in ("", *sigla))
    body = "".join(
        f"<tr><td {_CELL}>{_safe(name)}</td>"
        + "".join(f"<td dir='auto' {_CELL}>{''.join(map(_piece, text))}</td>" for text in texts)
        + "</tr>"
        for name, texts in rows
    )
    return _table(caption, head, body, total)


def paragraph(text: str) -> str:
    """A line of plain text."""
    return _legal(f"<p>{_safe(text)}</p>")


def entries(units: Sequence[Entry], *, caption: str) -> str:
    """The apparatus as the reading page prints it: a list of entries, each with its place."""
    listed = "".join(
        f"<li><small>{_safe(str(unit.locus))}</small> {entry(unit)}</li>" for unit in units[:SHOWN]
    )
    return _legal(f"<p>{_safe(caption)}</p><ol>{listed}</ol>{more(len(units))}")


def entry(unit: Entry) -> str:
    """Lemma, bracket and readings, each with its witnesses and class."""
    parts = [_reading(r) for r in unit.readings if r is not unit.lemma]
    own = f' <i class="sg">{sigla(unit.lemma.sigla)}</i>' if unit.lemma else ""
    if unit.lacunose:
        lost = sigla(unit.lacunose)
        parts.append(f'<span class="rd lac">lacuna <i class="sg">{lost}</i></span>')
    lemma = _safe(words(unit.lemma))
    head = f'<b class="lm"><bdi>{lemma}</bdi></b>{own}'
    return f'{head} <span aria-hidden="true">]</span> {" : ".join(parts)}'


def words(reading: Shown | None) -> str:
    """A reading as the apparatus prints it."""
    if reading is None:
        return "[not extant]"
    return " ".join(reading.text.split()) or "om."


def sigla(listed: Sequence[str]) -> str:
    """Sigla as HTML, set apart from the direction of the words around; each, where one of them is
    of a script that runs from right to left."""
    if all(siglum.isascii() for siglum in listed):
        return f"<bdi>{_safe(' '.join(listed))}</bdi>"
    return " ".join(f"<bdi>{_safe(siglum)}</bdi>" for siglum in listed)


def _reading(reading: Shown) -> str:
    kind = _safe(reading.cls)
    mark = f' <small class="kd">{kind}</small>' if kind else ""
    text = f'<bdi>{_safe(words(reading))}</bdi> <i class="sg">{sigla(reading.sigla)}</i>{mark}'
    return f'<span class="rd" data-k="{kind}">{text}</span>'


def _table(caption: str, head: str, body: str, total: int) -> str:
    return _legal(
        f'<table><caption style="text-align:left">{_safe(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more(total)}"
    )


def _piece(piece: tuple[str, bool]) -> str:
    text, differs = piece
    return f"<mark>{_safe(text)}</mark>" if differs and text else _safe(text)


def _cell(value: Any) -> str:
    return f'<td dir="auto" {_CELL}>{_text(value)}</td>'


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{_safe(str(k))}: {_text(v)}" for k, v in value.items())
    return _safe(f"{value:g}" if isinstance(value, float) else str(value))


def _legal(html: str) -> str:
    """Without the control characters that neither HTML nor XML may hold."""
    return re.sub(_BARRED, "\ufffd", html)


def more(total: int) -> str:
    """What stands below a value that is cut."""
    return f"<p>… {total - SHOWN} more</p>" if total > SHOWN else ""


def _safe(text: str) -> str:
    from html import escape  # its table of entities takes 5 ms to load, and few are in a notebook

    return escape(text)
