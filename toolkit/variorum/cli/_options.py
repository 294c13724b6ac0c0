"""Options that several commands share: one name, one meaning, one help text."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

Files = Annotated[
    list[str], typer.Argument(metavar="[SIGLUM=]PATH...", help="Witnesses; - is standard input.")
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write here; - is standard output."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="NAME", help="Input format, when the suffix does not say."),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of plain-text inputs.")
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="TAG", help="Language of inputs that name none.")
]
Base = Annotated[str | None, typer.Option("--base", metavar="S", help="The base witness.")]
SourceText = Annotated[
    str | None,
    typer.Option("--source", metavar="PATH", help="A witness in the source language."),
]
Unit = Annotated[
    str, typer.Option("--unit", help="What a passage is: auto, sentence, paragraph, line.")
]
Normal = Annotated[
    str | None,
    typer.Option("--normal", metavar="LIST", help="What is compared: nfc,casefold,quotes,…"),
]
Alignment = Annotated[
    str | None, typer.Option("--alignment", metavar="FILE", help="Obey this alignment.")
]
Glossary = Annotated[
    str | None,
    typer.Option("--glossary", metavar="FILE", help="Two columns: word, its translation."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file this program did not write.")]
Layers = Annotated[
    bool, typer.Option("--layers", help="Hands and corrections of a TEI witness as witnesses.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=0, help="Processes; 0 = one a core.")]
Only = Annotated[
    str | None, typer.Option("--only", metavar="CLASSES", help="Show these classes only.")
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Report only: never exit with 1.")]
Title = Annotated[str, typer.Option("--title", help="Title of the document.")]
Split = Annotated[int, typer.Option("--split", min=0, help="Page: passages a page; 0 = one.")]
Templates = Annotated[
    str | None, typer.Option("--templates", metavar="DIR", help="Page: your own templates.")
]
Translations = Annotated[
    bool | None,
    typer.Option("--translations/--copies", help="Are the texts translations? Else they tell."),
]


def formats(*names: str, also: tuple[str, ...] = ()) -> Any:
    """`--format` of a command: its help names the formats that the command writes."""
    said = f"Output format: {', '.join(names)}."
    return typer.Option("-f", "--format", *also, metavar="NAME", help=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The witnesses, and how their files are read."""

    files: Files
    reader: From = None
    encoding: Encoding = None
    language: Language = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What is known beforehand of how the texts answer each other."""

    translations: Translations = None
    alignment: Alignment = None
    glossary: Glossary = None
    layers: Layers = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the reading page is made."""

    split: Split = 0
    templates: Templates = None


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """A command whose parameters may be groups of options: typer sees the fields of each.

    A group is a frozen dataclass; options that several commands share are declared once, in it.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters = []
    for name, given in inspect.signature(command).parameters.items():
        own = given.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        parameters += _options_of(groups[name]) if name in groups else [own]

    @wraps(command)
    def flat(**values: Any) -> int:
        for name, group in groups.items():
            values[name] = group(**{f.name: values.pop(f.name) for f in fields(group)})
        return command(**values)

    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    flat.__annotations__ = {p.name: p.annotation for p in parameters}
    del flat.__wrapped__  # typer would look through to the groups
    return flat


def _options_of(group: Any) -> list[inspect.Parameter]:
    """The fields of a group, each with its option."""
    known = inspect.signature(group).parameters
    typed = get_type_hints(group, include_extras=True)
    return [known[f.name].replace(annotation=typed[f.name]) for f in fields(group)]
