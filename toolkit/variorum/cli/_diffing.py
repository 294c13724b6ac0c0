"""The work behind `variorum diff`: read, compare, choose a view, write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError
from . import _settings
from ._diff_inputs import suffixes_say, text_of, versions, with_markup
from ._folders import are_folders, run_folders
from ._git import GitCall, null_device, paged_by_git
from ._io import Input, emit, note, read_bytes, read_inputs
from ._terminal import show, unicode_output

if TYPE_CHECKING:
    from ..model.comparison import Comparison
    from ..screen.look import Look

FORMATS = ("ansi", "plain", "html", "json", "patch", "unified")
OTHERS = (".docx", ".odt", ".xlsx", ".pdf", ".png")  # text in them would be a broken file
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
    markup: bool = False
    paged: bool = True
    overrules: bool = True  # does `reader` hold against a suffix that says something else?
    sides: tuple[str, ...] = ()  # what the inputs are called, where they are two states of one file


def format_of(name: str | None, output: str | None) -> str:
    """The format asked for, else the one that the output's suffix says; "" = by the terminal."""
    if name is None:
        suffix = os.path.splitext(output or "")[1].lower()
        if suffix in OTHERS:
            raise UsageError(
                f"{output}: diff writes no {suffix[1:]}",
                hint=f"name a format with --format ({', '.join(FORMATS)}), or use variorum compare",
            )
        return SUFFIXES.get(suffix, "")
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}", hint=f"there are {', '.join(FORMATS)}")
    return name


def form_of(flags: Mapping[str, bool], name: str | None, output: str | None) -> tuple[str, str]:
    """The format and the one view asked for; two views at once make no sense."""
    format = format_of(name, output)
    asked = [view for view, on in flags.items() if on]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} and --{asked[1]} exclude each other", hint="keep one")
    view = asked[0] if asked else ""
    if view == "unified" and name is None and format == "patch":
        format = "unified"  # a suffix that both have
    if format == "unified":
        if view not in ("", "unified"):
            raise UsageError(f"--{view} and the format unified exclude each other", hint="keep one")
        return format, "unified"
    if view and format in ("html", "json", "patch"):
        note(f"{format} has one form: --{view} is for text, and was left out")
    return format, view or "rows"


def run(request: Request) -> bool:
    """Do it; True where the versions differ."""
    if are_folders(request.files):
        return run_folders(request, run_inputs)
    return run_inputs(request, read_inputs(request.files))


def run_git(request: Request, call: GitCall) -> None:
    """One file of git's: its path, then the view. Git wants 0 whatever was found.

    Where it is no longer, or not yet, what its name says, it is compared as plain text: anything
    but 0 would end git's own run before the files that follow.
    """
    inputs = tuple(
        Input("", path, b"" if null_device(path) else read_bytes(path))
        for path in (call.old, call.new)
    )
    show([f"== {call.path}"], pager=False)
    request = replace(request, paged=False, sides=("old", "new"))
    try:
        run_inputs(request, inputs)
    except ReadError as error:
        note(str(error))
        try:
            run_inputs(replace(request, reader="txt", markup=False), inputs)
        except ReadError:
            show(["no text that can be compared"], pager=False)


def run_inputs(request: Request, inputs: tuple[Input, ...]) -> bool:
    """Compare what was read; True where it differs."""
    request = replace(request, overrules=not request.reader or suffixes_say(inputs))
    if request.format == "patch":
        return _patch(request, inputs)
    if _in_word_mode(request, inputs):
        return _word_mode(request, inputs)
    comparison = compare_inputs(request, inputs)
    write(request, inputs, comparison)
    return comparison.different


def _patch(request: Request, inputs: Sequence[Input]) -> bool:
    """The patch that makes the second text of the first."""
    from ..comparison.patching import make

    if len(inputs) != 2:
        raise UsageError(f"a patch is of two texts, not {len(inputs)}", hint="name two")
    old, new = (text_of(item, request) for item in inputs)
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
    from ..comparison.books import compare_books
    from ..comparison.ignoring import Ignoring
    from ..screen import word_mode
    from ._terminal import stream

    ignore = Ignoring.of(request.ignore).names
    books = compare_books(text_of(inputs[0], request), text_of(inputs[1], request), ignore)
    target = {"output": request.output, "force": request.force}
    paths = [item.path for item in inputs]
    if request.view == "stat":
        lines = [*word_mode.counts(books, (inputs[0].name, inputs[1].name)), _hidden(books.hidden)]
        show(lines, inputs=paths, **target)  # type: ignore[arg-type]
    else:
        stream(word_mode.marked(books, look(request)), inputs=paths, **target)  # type: ignore[arg-type]
        note(_hidden(books.hidden))
    return books.different


def _hidden(hidden: Sequence[tuple[str, int]]) -> str:
    return "hidden: " + (", ".join(f"{n} {name}" for name, n in hidden) or "nothing")


def compare_inputs(request: Request, inputs: tuple[Input, ...]) -> Comparison:
    """Read, cut into passages, compare, leave out the classes not asked for."""
    from ..comparison.choosing import only
    from ..comparison.compose import Options, compare

    unit = "sentence" if request.unit == "auto" else request.unit
    witnesses = versions(inputs, request, unit)
    printed = request.format != "json"  # data has the text, a reader what is printed
    options = Options(request.base, request.granularity, request.ignore, unit, printed)
    found = compare(witnesses, options)
    found = with_markup(found, inputs, request)
    return only(found, request.only) if request.only else found


def write(request: Request, inputs: tuple[Input, ...], comparison: Comparison) -> None:
    """Print the comparison as asked."""
    paths = [item.path for item in inputs]
    if request.format == "json":
        emit(_json(inputs, comparison), output=request.output, force=request.force, inputs=paths)
        return
    lines = render(request, comparison)
    show(lines, output=request.output, force=request.force, inputs=paths, pager=request.paged)
    if request.view == "unified" and request.format != "html":
        from ..screen.closing import summary

        note(summary(comparison))


def _json(inputs: tuple[Input, ...], comparison: Comparison) -> str:
    from ._io import dump, envelope

    data = comparison.to_dict()
    sigla = comparison.sigla
    found = envelope(
        "diff",
        data["results"],
        inputs=inputs,
        signature=comparison.signature,
        **{name: data[name] for name in ("base", "hidden", "markup")},
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


def _no_color() -> bool:
    return bool(os.environ.get("NO_COLOR"))


def look(request: Request) -> Look:
    """How it is to look: what the user says, else what the output can show."""
    from ..screen.look import Look

    to_file = request.output not in (None, "-")
    ascii_only = not to_file and not unicode_output()
    color = request.format == "ansi" and _settings.current().color != "never"
    if not request.format:
        color = _settings.use_color() and not to_file
        color |= paged_by_git() and _settings.current().color == "auto" and not _no_color()
    arrows = color and not ascii_only
    return Look(
        width=_settings.width(),
        color=color,
        ascii=ascii_only,
        charset=getattr(sys.stdout, "encoding", None) or "ascii",
        arrows=arrows,
        full=request.full,
        context=request.context,
    )
