"""Keep copies of schemas: add, list, remove.

`variorum validate` never fetches anything. If a file names its schema by URL, the copy that is kept
here is used; `add` is the only command that may use the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..api.shelf import Shelf

PANEL = "Check"
EXAMPLES = """
variorum schema add https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng
variorum schema add tei_all.rng --for https://example.org/my.rng
variorum schema add schemas/
variorum schema add catalog.xml
variorum schema list
variorum schema remove 3f9a
"""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    help="Keep copies of schemas: add, list, remove.",
    epilog=f"\b\nExamples:\n{EXAMPLES.strip()}",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("add")
def add(
    source: Annotated[
        str,
        typer.Argument(metavar="URL|FILE|FOLDER", help="A schema, a folder of them, a catalog."),
    ],
    answers: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="URL", help="Use it also for files that name this URL."),
    ] = None,
) -> int:
    """Fetch or copy a schema, or all of a folder or of an XML catalog; try it, and keep it."""
    from . import _io, _telling

    kept, left = _shelf().add_all(source, tuple(answers or ()))
    for reason in left:
        _telling.note(f"not kept: {reason}")
    _io.emit("".join(f"{entry}\n" for entry in kept))
    return 0


@app.command("list")
def show() -> int:
    """Show the schemas kept, and the bundled profile."""
    from ..validation.profile import TITLE, VERSION
    from . import _io

    lines = [f"{'bundled':12}  {TITLE} {VERSION}  (--schema profile)"]
    lines += [str(entry) for entry in _shelf().kept()]
    _io.emit("\n".join(lines) + "\n")
    return 0


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="Its source, title, or checksum's first letters.")],
) -> int:
    """Remove a kept schema."""
    from . import _io

    _io.emit(f"removed {_shelf().remove(name)}\n")
    return 0


def _shelf() -> Shelf:
    from ..api.shelf import Shelf
    from ._host import Terminal

    return Shelf(Terminal())
