"""The work behind `variorum diff`: read, compare, choose a view, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import _settings
from ._io import Input, emit, note, read_inputs, read_sources

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
    if request.format == "patch":
        return _patch(request, inputs)
    if _in_word_mode(request, inputs):
        return _word_mode(request, inputs)
    comparison = compare_inputs(request, inputs)
    write(request, inputs, comparison)
    return comparison.different


def _patch(request: Request, inputs: Sequence[Input]) -> bool:
    """The patch that makes the second text of the first."""
    from ..screen.patching import make

    if len(inputs) != 2:
        raise UsageError(f"a patch is of two texts, not {len(inputs)}", hint="name two")
    old, new = (_text_of(item, request) for item in inputs)
    patch = make(old, new, (inputs[0].name, inputs[1].name))
    paths = [item.path for item in inputs]
    emit(patch, output=request.output, force=request.force, inputs=paths)
    return old != new


def _in_word_mode(request: Request, inputs: Sequence[Input]) -> bool:
    """Two texts, word against word: whole books at once, without passages."""
    return (
        len(inputs) == 2
        and request.granularity == "word"
        and request.view in ("word-diff", "stat")
        and request.format in ("", "ansi", "plain")
        and not (request.only or request.base or request.layers)
    )


def _word_mode(request: Request, inputs: Sequence[Input]) -> bool:
    from ..screen.books import compare_books
    from ..screen.ignoring import Ignoring
    from ..screen.views import _books
    from ._terminal import show, stream

    ignore = Ignoring.of(request.ignore).names
    books = compare_books(_text_of(inputs[0], request), _text_of(inputs[1], request), ignore)
    target = {"output": request.output, "force": request.force}
    paths = [item.path for item in inputs]
    if request.view == "stat":
        lines = [*_books.counts(books, (inputs[0].name, inputs[1].name)), _hidden(books.hidden)]
        show(lines, inputs=paths, **target)  # type: ignore[arg-type]
    else:
        stream(_books.marked(books, look(request)), inputs=paths, **target)  # type: ignore[arg-type]
        note(_hidden(books.hidden))
    return books.different


def _hidden(hidden: Sequence[tuple[str, int]]) -> str:
    return "hidden: " + (", ".join(f"{n} {name}" for name, n in hidden) or "nothing")


def _text_of(item: Input, request: Request) -> str:
    """A plain file as it stands; of any other format the text of its one witness."""
    from ..text.encoding import decode

    plain = item.path.endswith((".txt", ".text")) and request.reader in (None, "txt")
    if plain:
        return decode(item.data, name=item.path, encoding=request.encoding or "")
    (source,) = read_sources(
        [item], reader=request.reader, encoding=request.encoding, language=request.language
    )
    if len(source.witnesses) != 1:
        raise UsageError(
            f"{item.name} holds {len(source.witnesses)} versions",
            hint="give the file of one version",
        )
    return source.witnesses[0].text


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
