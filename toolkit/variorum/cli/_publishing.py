"""What `collate`, `apparatus` and `convert` share: a value, a format, a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from . import _io

if TYPE_CHECKING:
    from ..critic.project import Project
    from ..model import Apparatus, Collation, Decision, Synopsis, Witness
    from ..writers import Options
    from . import _versions
    from ._publish_options import Entries, Tables


def writing(tables: Tables, entries: Entries | None = None) -> Options:
    """The writers' options, from what the command line says."""
    from ..writers import Options, method
    from . import _settings

    options = Options(
        shape=tables.shape, formulas=tables.formulas, bom=tables.bom, omission=tables.omission,
        title=tables.title, width=_settings.width(),
    )  # fmt: skip
    if entries is None:
        return options
    return replace(
        options, method=method(entries.method),
        location="external" if entries.external else "internal", style=entries.style,
        profile=entries.profile, trivial=tuple(t for t in entries.trivial.split(",") if t),
        form=entries.form,
    )  # fmt: skip


def format_of(format: str | None, output: str | None, default: str) -> str:
    """The format named, else that of the output's suffix, else the default."""
    from ..writers import by_suffix, writer

    if format:
        writer(format)
        return format
    if output in (None, "-"):
        return default
    assert output is not None
    return by_suffix(output)


def check_output(output: str | None, force: bool, inputs: Sequence[_io.Input]) -> None:
    """Refuse a target that must not be written, before the work."""
    if output not in (None, "-"):
        assert output is not None
        _io.check_target(output, force=force, inputs=[i.path for i in inputs])


def emit_value(
    name: str,
    value: Synopsis | Collation | Apparatus,
    options: Options,
    *,
    output: str | None,
    force: bool,
    inputs: Sequence[_io.Input],
) -> str | bytes:
    """Write a value in a format; gives back what was written."""
    from ..writers import write

    result = write(name, value, options)
    _io.emit(result, output=output, force=force, inputs=[i.path for i in inputs])
    return result


def named_inputs(
    inputs: Sequence[_io.Input], witnesses: Sequence[Sequence[Witness]]
) -> tuple[dict[str, str], ...]:
    """Siglum, name and content hash of each input, for the JSON; never a folder."""
    import hashlib

    return tuple(
        {
            "siglum": " ".join(w.siglum for w in own),
            "name": item.name,
            "sha256": hashlib.sha256(item.data).hexdigest(),
        }
        for item, own in zip(inputs, witnesses)
    )


def read_project(path: str | None) -> Project:
    """The project's settings: the file named, else the nearest upward, else none."""
    from ..api.configuration import Configuration, checked, nearest, read
    from ..critic.project import project
    from ._host import Terminal

    host = Terminal()
    found = Configuration(path, read(path, host)) if path else nearest(".", host)
    checked(found, host)
    return project(found.tables)


def read_decisions(path: str | None, settled: Project) -> tuple[Decision, ...]:
    """The rulings of the file named on the command line, else of the project's."""
    from ..critic.decisions import parse
    from ..text.encoding import decode

    name = path or settled.decisions
    if not name:
        return ()
    if path is None and not Path(name).is_file():
        _io.note(f"warning: {name} is not there; no decision is replayed")
        return ()
    return parse(decode(_io.read_bytes(name), name=name), name=name)


def regularise(
    named: _versions.Named, path: str | None, normal: str | None,
    rulings: Sequence[Decision] = (),
) -> tuple[_versions.Named, str]:  # fmt: skip
    """The versions with their compared forms regularised, and the normalisation by name."""
    from ..text.normal import pipeline

    steps = pipeline(normal)
    if not path and not rulings:
        return named, steps.name
    from ..critic.regularise import of_decisions, parse_table, regularised
    from ..text.encoding import decode

    table = of_decisions(rulings)
    if path:
        table = (*parse_table(decode(_io.read_bytes(path), name=path), name=path), *table)
    if not table:
        return named, steps.name
    versions, unused = regularised(named.versions, table, steps)
    for entry in unused:
        _io.note(f"stale regularisation ({entry}): no such word")
    return replace(named, versions=versions), f"{steps.name}+table({len(table)})"


def report_stale(stale: Iterable[tuple[Any, str]]) -> None:
    """Say which rulings found nothing to rule."""
    for decision, why in stale:
        where = ", ".join(f"{k}={v}" for k, v in decision.selector)
        _io.note(f"stale decision ({decision.kind} {where}): {why}")


def sigla_map(renames: Sequence[str]) -> dict[str, str]:
    """`OLD=NEW` pairs; raises `UsageError` for anything else."""
    found = {}
    for text in renames:
        old, sign, new = text.partition("=")
        if not (old and sign and new):
            raise UsageError(f"no renaming {text!r}", hint="write OLD=NEW")
        found[old] = new
    return found


def report_hidden(counts: Mapping[str, int]) -> None:
    """Say how many readings are not shown, and of which classes."""
    if counts:
        total = sum(counts.values())
        listed = ", ".join(f"{n} {cls}" for cls, n in counts.items())
        _io.note(f"hidden: {total} reading{'s' * (total != 1)} ({listed})")
