"""How `variorum diff` shows what the library compares: view, colour, pager, stream."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, UsageError
from . import _settings
from ._git import GitCall, null_device, paged_by_git
from ._host import Terminal
from ._io import emit
from ._telling import note
from ._terminal import show, stream, unicode_output

if TYPE_CHECKING:
    from ..api.diffing import Given, How
    from ..model.comparison import Comparison
    from ..screen.look import Look

OTHERS = (".docx", ".odt", ".xlsx", ".pdf", ".png")  # text in them would be a broken file
READING = ("reader", "encoding", "language", "layers", "furniture", "choice", "exclude_elements",
           "only_elements")  # fmt: skip
AS_ROWS = (
    "only",
    "base",
    "layers",
    "alignment",
    "regularise",
    "decisions",
)  # mean rows of passages
VIEWS = ("side_by_side", "inline", "unified", "word_diff", "stat")


@dataclass(frozen=True, slots=True)
class Shown:
    """The form asked for: a format ("" = by the terminal), a view, and where it goes."""

    format: str
    view: str
    output: str | None
    force: bool
    full: bool
    context: int
    paged: bool = True
    chosen: bool = True  # did the user ask for this view, or for how much of it?

    @classmethod
    def of(cls, views: Any, name: str | None, output: str | None, force: bool) -> Shown:
        """The one format and view; two views at once make no sense."""
        format = _format_of(name, output)
        asked = [view.replace("_", "-") for view in VIEWS if getattr(views, view)]
        if len(asked) > 1:
            raise UsageError(f"--{asked[0]} and --{asked[1]} cannot be combined", hint="keep one")
        view = asked[0] if asked else ""
        if view == "unified" and name is None and format == "patch":
            format = "unified"  # a suffix that both have
        if format == "unified":
            if view not in ("", "unified"):
                raise UsageError(
                    f"--{view} and the format unified cannot be combined", hint="keep one"
                )
            view = "unified"
        elif view and format in ("html", "json", "patch"):
            note(f"{format} has one form: --{view} is for text, and was left out")
        chosen = bool(view or views.full or views.context)
        return cls(format, view or "rows", output, force, views.full, views.context, chosen=chosen)

    @property
    def text(self) -> bool:
        """Is it for a terminal or a plain file?"""
        return self.format in ("", "ansi", "plain")

    def look(self) -> Look:
        """How it is to look: what the user says, else what the output can show."""
        from ..screen.look import Look

        to_file = self.output not in (None, "-")
        ascii_only = not to_file and not unicode_output()
        asked = _settings.current().color
        color = self.format == "ansi" and asked != "never"
        if not self.format:
            color = _settings.use_color() and not to_file
            color |= paged_by_git() and asked == "auto" and not os.environ.get("NO_COLOR")
        return Look(
            width=_settings.width(),
            color=color,
            ascii=ascii_only,
            charset=getattr(sys.stdout, "encoding", None) or "ascii",
            arrows=color and not ascii_only,
            full=self.full,
            context=self.context,
        )


def _format_of(name: str | None, output: str | None) -> str:
    """The format asked for, else the one that the output's suffix says; "" = by the terminal."""
    from ..api.formats import CHANGES, format_of

    suffix = os.path.splitext(output or "")[1].lower()
    if name is None and suffix in OTHERS:
        raise UsageError(
            f"{output}: diff writes no {suffix[1:]}",
            hint=f"name a format with --format ({', '.join(CHANGES)}), or use variorum compare",
        )
    if name is None and suffix not in (*CHANGES.values(), ".htm"):
        return ""
    found = format_of(CHANGES, name or ("html" if suffix == ".htm" else ""), output or "")
    return "" if name is None and found == "plain" else found


@dataclass(frozen=True, slots=True)
class Work:
    """What is compared and how it is shown; `said` holds the library's arguments."""

    shown: Shown
    said: dict[str, Any]
    sides: tuple[str, ...] = ()  # what the inputs are called, where they are two states of one file

    def run(self, files: Sequence[str]) -> bool:
        """Compare the files named; True where they differ."""
        from ..api.reading import inputs

        return self.compare(inputs(files, Terminal()))

    def compare(self, given: Sequence[Given]) -> bool:
        """Compare what was read; True where it differs."""
        from ..api import diffing
        from ..api.reading import Input

        said = dict(self.said)
        reading = {name: said.pop(name) for name in READING if name in said}
        how = diffing.How.of(given, Terminal(), sides=self.sides, **reading)
        paths = [item.path for item in given if isinstance(item, Input)]
        if self.shown.format == "patch":
            patch, different = diffing.patch_between(given, how)
            emit(patch, output=self.shown.output, force=self.shown.force, inputs=paths)
            return different
        said |= {name: diffing.listed(said.get(name, "")) for name in ("ignore", "only")}
        if self._by_words(given):
            return self._books(given, how, said["ignore"], paths)
        said["only"] = ",".join(said["only"])
        printed = True
        found = diffing.compared(given, how, printed=printed, **said)
        self._write(found, paths)
        return found.different

    def _by_words(self, given: Sequence[Given]) -> bool:
        """Two texts, word against word: whole books at once, without passages."""
        from ..api.diffing import are_books

        stream = self.shown.view in ("word-diff", "stat")
        return (
            len(given) == 2
            and self.said["granularity"] == "word"
            and (stream or (not self.shown.chosen and are_books(given)))
            and self.shown.text
            and not any(self.said.get(name) for name in AS_ROWS)
        )

    def _books(
        self, given: Sequence[Given], how: How, ignore: tuple[str, ...], paths: Sequence[str]
    ) -> bool:
        from ..api import diffing
        from ..screen import word_mode

        books = diffing.books(given, how, ignore)
        hidden = ", ".join(f"{n} {name}" for name, n in books.hidden) or "nothing"
        output, force = self.shown.output, self.shown.force
        if self.shown.view == "stat":
            old, new = map(diffing.name_of, given)
            lines = [*word_mode.counts(books, (old, new)), f"hidden: {hidden}"]
            show(lines, output=output, force=force, inputs=paths)
        else:
            if self.shown.view != "word-diff":
                note(
                    "long texts are compared as one stream of words; --full or --context N "
                    "shows rows"
                )
            pieces = word_mode.marked(books, self.shown.look())
            stream(pieces, output=output, force=force, inputs=paths)
            note(f"hidden: {hidden}")
        return books.different

    def _write(self, comparison: Comparison, paths: Sequence[str]) -> None:
        output, force = self.shown.output, self.shown.force
        if self.shown.format == "json":
            from ..api.formats import comparison_json

            emit(comparison_json(comparison), output=output, force=force, inputs=paths)
            return
        lines = self._lines(comparison)
        show(lines, output=output, force=force, inputs=paths, pager=self.shown.paged)
        if self.shown.view == "unified" and self.shown.format != "html":
            from ..screen.closing import summary

            note(summary(comparison))

    def _lines(self, comparison: Comparison) -> Iterator[str]:
        from ..registry import get

        view = "html" if self.shown.format == "html" else self.shown.view
        return iter(get("screen.views", view).render(comparison, self.shown.look()))


def run_git(work: Work, call: GitCall) -> None:
    """One file of git's: its path, then the view. Git wants 0 whatever was found.

    Where it is no longer, or not yet, what its name says, it is compared as plain text: anything
    but 0 would end git's own run before the files that follow.
    """
    from ..api.reading import Input

    host = Terminal()
    given = [
        Input("", path, b"" if null_device(path) else host.read(path))
        for path in (call.old, call.new)
    ]
    show([f"== {call.path}"], pager=False)
    work = replace(work, shown=replace(work.shown, paged=False), sides=("old", "new"))
    try:
        work.compare(given)
    except ReadError as error:
        note(str(error))
        plain = {**work.said, "reader": "txt", "markup": False}
        try:
            replace(work, said=plain).compare(given)
        except ReadError:
            show(["contains no text that can be compared"], pager=False)
