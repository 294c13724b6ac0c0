"""The command line: the only room that knows typer, files and exit codes.

Each command is one file, found by name; its docstring's first line is its help summary. A command
returns its exit code (None = 0). Only the command asked for is imported, so that starting stays
fast.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any

from .._version import __version__
from ..errors import VariorumError

EXIT_TROUBLE = 2
EXIT_INTERRUPTED = 130
PANELS = ("Encode", "Check", "Compare", "Publish", "Project")
EVERYWHERE = (
    "Everywhere: -q/--quiet, -v/--verbose, --debug (show a traceback), "
    "--color auto|always|never, --no-pager, --width N."
)


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(argv: list[str]) -> int:
    """Run one command; returns the exit code, and prints one line where it fails."""
    if argv[:1] in (["--version"], ["-V"]):
        print(f"variorum {__version__}")
        return 0
    import gc

    from . import _settings

    # No linear algebra here gains from threads: their pool costs 40 ms at each start, and sums
    # that depend on the number of processors would not be the same bytes everywhere.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(100_000, 20, 50)  # results are trees of small values: nothing to collect
    try:
        rest = _settings.take_globals(argv)
        return _dispatch(rest)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except VariorumError as error:
        return _fail(str(error))
    except RecursionError:
        return _fail("the input is nested too deeply; reduce the nesting")
    except MemoryError:
        return _fail("the input does not fit into memory; split it into smaller files")
    except OSError as error:
        return _fail(_os_error(error))
    except Exception as error:
        return _unexpected(error)


def _dispatch(argv: list[str]) -> int:
    from ..registry import names

    if not argv or argv[0] in ("-h", "--help"):
        print(_overview())
        return 0
    name = argv[0].replace("-", "_")
    if name not in names("cli"):
        return _fail(_no_such_command(argv[0]))
    return _invoke(_load(name), argv[0], argv[1:])


def _load(name: str) -> ModuleType:
    from ..registry import get

    return get("cli", name)


def _invoke(module: ModuleType, name: str, argv: list[str]) -> int:
    """Let typer read the arguments, and bring its usage errors to our one line."""
    os.environ.setdefault("TYPER_USE_RICH", "0")
    import typer

    from . import _progress

    app = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        app.command(help=_long_help(module), epilog=_epilog(module))(module.command)
    command: Any = typer.main.get_command(app)
    usage = typer.BadParameter.__mro__[2]  # ClickException, wherever typer keeps it
    try:
        with _progress.watch(name):
            code = command.main(args=argv, prog_name=f"variorum {name}", standalone_mode=False)
    except typer.Abort:
        return EXIT_INTERRUPTED
    except typer.Exit as done:
        return int(done.exit_code)
    except Exception as error:
        if not isinstance(error, usage):
            raise
        message = " ".join(str(error.format_message()).split())  # type: ignore[attr-defined]
        return _fail(f"{message.rstrip('.')}; see variorum {name} --help")
    return int(code or 0)


def _long_help(module: ModuleType) -> str:
    return (module.__doc__ or "").strip()


def _epilog(module: ModuleType) -> str:
    """Examples, then what holds everywhere; a form feed keeps line ends in plain help."""
    examples = getattr(module, "EXAMPLES", "").strip()
    parts = [f"\b\nExamples:\n{examples}"] if examples else []
    return "\n\n".join([*parts, EVERYWHERE])


def _overview() -> str:
    """The commands by panel, each with the first line of its docstring."""
    from ..registry import names

    lines = [
        "Usage: variorum COMMAND [OPTIONS] ...",
        "",
        "Translation comparison and textual criticism: encode, validate, align, collate, diff.",
    ]
    modules = {name: _load(name) for name in names("cli")}
    for panel in PANELS:
        inside = [n for n, m in modules.items() if getattr(m, "PANEL", "Project") == panel]
        if inside:
            lines += ["", f"{panel}:"]
            lines += [f"  {n.replace('_', '-'):<12}{_summary(modules[n])}" for n in inside]
    lines += [
        "",
        "variorum COMMAND --help lists its options; variorum --version shows the version.",
    ]
    lines += [
        EVERYWHERE,
        "Exit codes: 0 done, 1 differences or findings, 2 failed, 130 interrupted.",
    ]
    return "\n".join(lines)


def _summary(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().splitlines()[0].rstrip(".")


def _no_such_command(name: str) -> str:
    from difflib import get_close_matches

    from ..registry import names

    commands = [n.replace("_", "-") for n in names("cli")]
    near = get_close_matches(name, commands, 1)
    advice = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(commands)}"
    return f"unknown command {name!r}; {advice}"


def _fail(message: str) -> int:
    if sys.stderr is not None:
        print(f"variorum: {message}", file=sys.stderr)
    return EXIT_TROUBLE


def _os_error(error: OSError) -> str:
    """`FILE: what the system says; what to do`."""
    where = f"{error.filename}: " if error.filename else ""
    remedies = {
        FileNotFoundError: "check the spelling of the path",
        IsADirectoryError: "name the files in it",
        PermissionError: "check who may read or write it",
    }
    remedy = next((r for kind, r in remedies.items() if isinstance(error, kind)), "")
    said = (error.strerror or str(error)).lower()
    return f"{where}{said}{f'; {remedy}' if remedy else ''}"


def _unexpected(error: Exception) -> int:
    """A fault of ours: one line, unless the user asked to see it all."""
    from . import _settings

    if _settings.current().debug:
        import traceback

        traceback.print_exc()
        return EXIT_TROUBLE
    said = " ".join(str(error).split())[:200]
    kind = type(error).__name__
    return _fail(f"internal error ({kind}: {said}); please run it again with --debug and report it")


def _silence_stdout() -> None:
    """Keep the interpreter from complaining about a closed pipe while it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
