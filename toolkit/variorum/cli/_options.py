"""Options that several commands share: one name, one meaning, one help text."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from ..validation.settings import Setting

Files = Annotated[
    list[str], typer.Argument(metavar="[SIGLUM=]PATH...", help="Witnesses; - is standard input.")
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write to this file; - is standard output."
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="NAME", help="Input format, if the suffix does not show it."),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of plain-text inputs.")
]
Language = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="[S=]TAG",
        help="Language of inputs that declare none, or of one witness; repeatable.",
    ),
]
Furniture = Annotated[
    str,
    typer.Option(
        "--furniture", metavar="keep|drop",
        help="Keep note marks, page numbers, running heads and line-end hyphens, or drop them.",
    ),
]  # fmt: skip
Choice = Annotated[
    str,
    typer.Option(
        "--choice", metavar="LIST",
        help="What to read of a TEI choice: orig, reg, or a list as in expan,reg,corr.",
    ),
]  # fmt: skip
ExcludeElements = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude-elements", metavar="XPATH", help="Leave out these TEI elements; repeatable."
    ),
]
OnlyElements = Annotated[
    list[str] | None,
    typer.Option(
        "--only-elements", metavar="XPATH", help="Read only these TEI elements; repeatable."
    ),
]
Base = Annotated[str | None, typer.Option("--base", metavar="S", help="The base witness.")]
SourceText = Annotated[
    str | None,
    typer.Option("--source", metavar="PATH", help="A witness in the source language."),
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", help="Unit of a passage: auto, sentence, paragraph or line."),
]
Normal = Annotated[
    str | None,
    typer.Option(
        "--normal", metavar="LIST", help="Normal form that is compared: nfc,casefold,quotes,…"
    ),
]
Alignment = Annotated[
    str | None, typer.Option("--alignment", metavar="FILE", help="Use the rows of this alignment.")
]
Anchors = Annotated[
    list[str] | None,
    typer.Option(
        "--anchors", metavar="LIST",
        help="Fixed points that the texts share: auto, none, n (numbers), id, milestone, "
        "or elements as in l,ab.",
    ),
]  # fmt: skip
Neural = Annotated[
    bool | None,
    typer.Option(
        "--neural/--no-neural", help="Link words by an encoder; without it, where it is installed."
    ),
]
Glossary = Annotated[
    str | None,
    typer.Option("--glossary", metavar="FILE", help="A table of two columns: word, translation."),
]
Project = Annotated[
    str | None,
    typer.Option(
        "--project",
        metavar="FILE",
        help="A settings file, or a config.json of the Collation Editor; default: the nearest "
        "variorum.toml.",
    ),
]
Regularise = Annotated[
    str | None,
    typer.Option(
        "--regularise", metavar="FILE",
        help="Columns: form, what it counts as, perhaps witness, perhaps passage and word number; "
        "or rules of the Collation Editor, a JSON file or a folder.",
    ),
]  # fmt: skip
Decisions = Annotated[
    str | None,
    typer.Option(
        "--decisions",
        metavar="PATH",
        help="What people decided: a folder of AUTHOR.jsonl files, or one file; see decide.",
    ),
]
Extant = Annotated[
    list[str] | None,
    typer.Option(
        "--extant",
        metavar="S=P..Q",
        help="Passages of the base that a fragment covers, as in F=p3..p9; repeatable.",
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Overwrite a file that variorum did not write.")
]
Layers = Annotated[
    bool,
    typer.Option("--layers", help="Treat hands and corrections of a TEI witness as witnesses."),
]
Only = Annotated[
    str | None, typer.Option("--only", metavar="CLASSES", help="Show only these classes.")
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Report only: never exit with 1.")]
Title = Annotated[str, typer.Option("--title", help="Title of the document.")]
Split = Annotated[
    int, typer.Option("--split", min=0, help="Page: passages per page; 0 = all on one page.")
]
Templates = Annotated[
    str | None, typer.Option("--templates", metavar="DIR", help="Page: your own templates.")
]
Translations = Annotated[
    bool | None,
    typer.Option(
        "--translations/--copies",
        help="Treat the texts as translations, or as copies; default: their words decide.",
    ),
]


def formats(*names: str, also: tuple[str, ...] = ()) -> Any:
    """`--format` of a command: its help names the formats that the command writes."""
    said = f"Output format: {', '.join(names)}."
    return typer.Option("-f", "--format", *also, metavar="NAME", help=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the files of witnesses are read."""

    reader: From = None
    encoding: Encoding = None
    language: Language = None
    furniture: Furniture = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing(Reading):
    """How the files of witnesses are read, and which elements of those in TEI."""

    choice: Choice = "orig"
    exclude_elements: ExcludeElements = None
    only_elements: OnlyElements = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs(Choosing):
    """The witnesses, and how their files are read."""

    files: Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """How passages are cut and matched."""

    source: SourceText = None
    unit: Unit = None
    anchors: Anchors = None
    alignment: Alignment = None
    glossary: Glossary = None
    neural: Neural = None
    project: Project = None
    decisions: Decisions = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collating:
    """What is compared, and what was decided beforehand."""

    base: Base = None
    normal: Normal = None
    translations: Translations = None
    layers: Layers = False
    regularise: Regularise = None
    extant: Extant = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the reading page is made."""

    split: Split = 0
    templates: Templates = None


def said(*groups: Any) -> dict[str, Any]:
    """What the user says in groups of options, by the names of the library's arguments."""
    values = {f.name: getattr(group, f.name) for group in groups for f in fields(group)}
    return {name: v for name, v in values.items() if v is not None and name != "files"}


class Declared:
    """A parameter `dict[str, Any]` that stands for the settings of a declared table.

    The options are made of the table; the command gets the values of those that were given.
    """

    def __init__(self, values: Callable[[], type]) -> None:
        self._values = values

    def parameters(self) -> list[inspect.Parameter]:
        """The option of each setting that the command line may say."""
        from ..validation.settings import table

        return [
            inspect.Parameter(
                _option_name(name, about), inspect.Parameter.KEYWORD_ONLY,
                default=None, annotation=_annotated(name, about),
            )
            for name, (about, _) in table(self._values()).items()
            if about.option != "-"
        ]  # fmt: skip

    def taken(self, values: dict[str, Any]) -> dict[str, Any]:
        """Take the settings that were given out of the values of all parameters."""
        from ..validation.settings import table

        found = {}
        for name, (about, _) in table(self._values()).items():
            if about.option != "-":
                value = values.pop(_option_name(name, about))
                if value not in (None, []):
                    found[name] = not value if about.option.startswith("no-") else value
        return found


def _option_name(name: str, about: Setting) -> str:
    return (about.option or name.rstrip("_")).replace("-", "_")


def _annotated(name: str, about: Setting) -> Any:
    """The type of an option and its declaration for typer."""
    written = f"--{_option_name(name, about).replace('_', '-')}"
    if about.kind == "flag":
        return Annotated[bool | None, typer.Option(written, help=about.says)]
    option = typer.Option(written, metavar=about.metavar, help=about.says)
    if about.kind == "count":
        return Annotated[int | None, option]
    if about.kind in ("text", "path", "schema", "severity"):
        return Annotated[str | None, option]
    return Annotated[list[str] | None, option]


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """A command whose parameters may be groups of options: typer sees the fields of each.

    A group is a frozen dataclass, or a declared table of settings; options that several commands
    share are declared once, in it.
    """
    return _Grouped(command)


class _Grouped:
    """The command with its groups taken apart, once somebody asks for its parameters."""

    def __init__(self, command: Callable[..., int]) -> None:
        self._command = command
        self.__name__, self.__doc__ = command.__name__, command.__doc__

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self._command, include_extras=True)

    @cached_property
    def __signature__(self) -> inspect.Signature:
        parameters: list[inspect.Parameter] = []
        for name, given in inspect.signature(self._command).parameters.items():
            hint = self._hints[name]
            if is_dataclass(hint):
                parameters += _options_of(hint)
            elif tables := _tables(hint):
                parameters += tables[0].parameters()
            else:
                parameters.append(given.replace(annotation=hint, kind=given.KEYWORD_ONLY))
        return inspect.Signature(parameters)

    @property
    def __annotations__(self) -> dict[str, Any]:  # type: ignore[override]
        return {p.name: p.annotation for p in self.__signature__.parameters.values()}

    def __call__(self, **values: Any) -> int:
        for name, hint in self._hints.items():
            if is_dataclass(hint):
                group: Any = hint
                values[name] = group(**{f.name: values.pop(f.name) for f in fields(group)})
            elif tables := _tables(hint):
                values[name] = tables[0].taken(values)
        return self._command(**values)


def _tables(hint: Any) -> list[Declared]:
    return [told for told in getattr(hint, "__metadata__", ()) if isinstance(told, Declared)]


def _options_of(group: Any) -> list[inspect.Parameter]:
    """The fields of a group, each with its option."""
    known = inspect.signature(group).parameters
    typed = get_type_hints(group, include_extras=True)
    return [known[f.name].replace(annotation=typed[f.name]) for f in fields(group)]
