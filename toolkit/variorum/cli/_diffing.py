"""The work behind `variorum diff`: read, compare, choose a view, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import _settings
from ._io import Input, emit, read_inputs, read_sources

if TYPE_CHECKING:
    from ..model import Source, Witness
    from ..screen.comparison import Comparison
    from ..screen.look import Look

FORMATS = ("ansi", "plain", "html", "json", "patch", "unified")
SUFFIXES = {".json": "json", ".html": "html", ".htm": "html", ".patch": "patch", ".diff": "unified"}


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    files: tuple[str, ...]
    output: str | None
    format: str
    view: str
    reader: str | None
    encoding: str | None
    language: str | None
    base: str
    unit: str
    granularity: str
    ignore: tuple[str, ...]
    only: str
    context: int
    full: bool
    layers: bool
    force: bool


def format_of(name: str | None, output: str | None) -> str:
    """The format asked for, else the one that the output's suffix says; "" = by the terminal."""
    if name is None:
        return next((f for s, f in SUFFIXES.items() if (output or "").endswith(s)), "")
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}", hint=f"there are {', '.join(FORMATS)}")
    return name


def view_of(flags: Mapping[str, bool], format: str | None) -> str:
    """The one view asked for; two at once make no sense."""
    asked = [name for name, on in flags.items() if on]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} and --{asked[1]} exclude each other", hint="keep one")
    if format == "unified":
        return "unified"
    return asked[0] if asked else "rows"


def run(request: Request) -> bool:
    """Do it; True where the versions differ."""
    inputs = read_inputs(request.files)
    comparison = compare_inputs(request, inputs)
    write(request, inputs, comparison)
    return comparison.different


def compare_inputs(request: Request, inputs: tuple[Input, ...]) -> Comparison:
    """Read, cut into passages, compare, leave out the classes not asked for."""
    from ..screen.build import Options, compare
    from ..screen.choosing import only

    sources = read_sources(
        inputs,
        reader=request.reader,
        encoding=request.encoding,
        language=request.language,
        layers=request.layers,
    )
    unit = "sentence" if request.unit == "auto" else request.unit
    witnesses = versions_of(sources, unit)
    options = Options(request.base, request.granularity, request.ignore, unit)
    found = compare(witnesses, options)
    return only(found, request.only) if request.only else found


def versions_of(sources: Sequence[Source], unit: str) -> list[Witness]:
    """All witnesses of all sources; of two with one siglum (`old/a.txt new/a.txt`) one is `a2`."""
    from ..text.build import rename
    from ..text.passages import cut

    found: list[Witness] = []
    for witness in (w for source in sources for w in source.witnesses):
        sigla = {w.siglum for w in found}
        siglum, number = witness.siglum, 2
        while siglum in sigla:
            siglum, number = f"{witness.siglum}{number}", number + 1
        found.append(cut(rename(witness, siglum), unit))
    if len(found) < 2:
        raise UsageError("one version only", hint="name two texts or more")
    return found


def write(request: Request, inputs: tuple[Input, ...], comparison: Comparison) -> None:
    """Print the comparison as asked."""
    from ._terminal import show

    paths = [item.path for item in inputs]
    if request.format == "json":
        emit(_json(inputs, comparison), output=request.output, force=request.force, inputs=paths)
        return
    lines = render(request, comparison)
    show(lines, output=request.output, force=request.force, inputs=paths)


def _json(inputs: tuple[Input, ...], comparison: Comparison) -> str:
    from ..screen.views.json import results
    from ._io import dump, envelope

    sigla = [v.siglum for v in comparison.versions]
    found = envelope(
        "diff",
        results(comparison),
        inputs=inputs,
        signature=comparison.signature,
        base=sigla[comparison.base],
        hidden=dict(comparison.hidden),
    )
    if len(sigla) == len(inputs):
        for entry, siglum in zip(found["inputs"], sigla):
            entry["siglum"] = siglum
    return dump(found)


def render(request: Request, comparison: Comparison) -> Iterator[str]:
    """The lines of the view asked for."""
    from ..registry import get

    view = "html" if request.format == "html" else request.view
    lines: Iterable[str] = get("screen.views", view).render(comparison, look(request))
    return iter(lines)


def look(request: Request) -> Look:
    """How it is to look: what the user says, else what the output can show."""
    from ..screen.look import Look
    from ._terminal import unicode_output

    to_file = request.output not in (None, "-")
    ascii_only = not to_file and not unicode_output()
    color = request.format == "ansi" and _settings.current().color != "never"
    if not request.format:
        color = _settings.use_color() and not to_file
    arrows = color and not ascii_only
    return Look(
        width=_settings.width(),
        color=color,
        ascii=ascii_only,
        arrows=arrows,
        full=request.full,
        context=request.context,
    )
