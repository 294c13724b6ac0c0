"""The reading page: what `compare` and `apparatus` put on it, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import _io, _progress, _versions
from ._options import Paging

if TYPE_CHECKING:
    from ..critic import Options
    from ..measure import Measures
    from ..model import Apparatus, Collation, Synopsis
    from ..page import Edition


@dataclass(frozen=True, slots=True)
class Target:
    """Where the page goes, and what the user says about it."""

    output: str | None
    force: bool
    title: str = ""
    paging: Paging = field(default_factory=Paging)


def title_of(named: _versions.Named, title: str) -> str:
    """The user's title, else the sigla."""
    return title or f"Versions compared: {', '.join(w.siglum for w in named.versions)}"


def edition_of(
    named: _versions.Named,
    apparatus: Apparatus,
    measures: Measures,
    rows: Synopsis,
    *,
    target: Target,
    data: str,
    options: Options | None = None,
) -> Edition:
    """What the page is made of; `data` is the command's JSON, `options` the apparatus's."""
    from ..critic.classify import Classifier
    from ..page import Edition

    languages = {w.siglum: w.language for w in named.versions}
    return Edition(
        apparatus,
        measures=measures,
        title=title_of(named, target.title),
        inputs=named.envelope_inputs(),
        glossary=_glossary(named, rows),
        source=tuple(w.siglum for w in named.beside),
        classify=Classifier(language=languages[apparatus.base] or "en"),
        others=_others(apparatus.collation, apparatus.base, options),
        data=data,
        templates=_templates(target.paging.templates),
    )


def _others(table: Collation, base: str, options: Options | None) -> Mapping[str, Apparatus]:
    """The apparatus on every other base, so that the page can change it without a guess."""
    from ..critic import apparatus

    _progress.stage("other bases")
    return {s: apparatus(table, base=s, options=options) for s in table.sigla if s != base}


def _glossary(named: _versions.Named, rows: Synopsis) -> tuple[dict[str, Any], ...]:
    from ..terms.glossary import glossary

    source = named.beside[0].siglum if named.beside else ""
    return tuple(term.row() for term in glossary(rows, source=source))


def _templates(folder: str | None) -> dict[str, str]:
    if folder is None:
        return {}
    found = sorted(Path(folder).glob("*.j2"))
    if not found:
        raise UsageError(f"{folder} holds no template", hint="its files end in .j2")
    return {path.name: _io.read_bytes(str(path)).decode("utf-8") for path in found}


def write_page(edition: Edition, target: Target) -> None:
    """Write the page, or its parts beside each other."""
    from ..page import SPLIT_AT, render, split

    if target.paging.split:
        _write_parts(split(edition, Path(target.output or "").stem, target.paging.split), target)
        return
    page = render(edition)
    if len(page) > SPLIT_AT:
        rows = page.count('<section class="row ')
        fitting = max(rows * SPLIT_AT * 4 // (len(page) * 5), 1)  # rows differ in length
        megabytes = len(page) // 1_000_000
        _io.note(f"the page has {megabytes} MB; --split {fitting} makes it lighter")
    _io.emit(page, output=target.output, force=target.force)


def _write_parts(pages: Mapping[str, str], target: Target) -> None:
    if target.output in (None, "-"):
        raise UsageError("a page in parts needs a file", hint="name it with -o")
    assert target.output is not None
    paths = {str(Path(target.output).with_name(name)): page for name, page in pages.items()}
    for path in paths:
        _io.check_target(path, force=target.force)
    for path, page in paths.items():
        _io.emit(page, output=path, force=target.force)
