"""The reference pages of the site, made from the code itself, and the hooks that add them.

`pages()` gives each page as Markdown; it needs variorum alone. MkDocs calls the functions `on_…`.
What a page says stands in the code: docstrings, declared options, settings, rules, comments beside
fields. So a page cannot be out of date, and none is kept in the repository.
"""

from __future__ import annotations

import dataclasses
import inspect
import io
import json
import os
import re
import sys
import tokenize
import typing
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import links  # noqa: E402  (MkDocs loads this file by its path)

ROOT = links.ROOT
SOURCES = HERE / "pages"
INCLUDED = {  # pages of the site that are files of the repository
    "bench/RESULTS.md": "measured.md",
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "toolkit/ARCHITECTURE.md": "project/architecture.md",
    "toolkit/DECISIONS.md": "project/decisions.md",
    "toolkit/WORDS.md": "project/house-words.md",
}
OPTION = re.compile(r"(?<![\w`/-])--[a-z][a-z-]*(?: [A-Z]+\b)?")  # as prose names one
TEXTS = {"A": "The wise man [chokhom] answers him.\n", "B": "The sage [chokhom] answers.\n"}
FAULTY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p n="1"/></bodi></text></TEI>'


def pages() -> dict[str, str]:
    """Every made page by its path within the site."""
    made = {
        "reference/index.md": _overview(),
        "reference/commands.md": _commands(),
        "reference/python.md": _python(),
        "reference/formats.md": _formats(),
        "reference/json.md": _json(),
        "reference/settings.md": _settings(),
        "reference/rules.md": _rules(),
    }
    return made | {page: _included(file) for file, page in INCLUDED.items()}


# Markdown


def prose(text: str) -> str:
    """Plain text of the code as Markdown: code stays, whatever else Markdown would read is text.

    >>> prose("`<p>` in <div>, a*b")
    '`<p>` in &lt;div>, a\\\\*b'
    """
    parts = re.split(r"(`[^`]+`)", OPTION.sub(r"`\g<0>`", text) if "`" not in text else text)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"([*_\[\]])", r"\\\1", parts[i].replace("<", "&lt;"))
    return "".join(parts)


def _docstring(text: str | None) -> str:
    """A docstring as Markdown: prose, indented literals, and examples with what they print."""
    out = []
    for block in re.split(r"\n\s*\n", inspect.cleandoc(text or "")):
        if block.lstrip().startswith(">>>"):
            out.append(f"```pycon\n{inspect.cleandoc(block)}\n```")
        elif all(line.startswith("    ") for line in block.splitlines()):
            out.append(_fenced(inspect.cleandoc("\n" + block)))
        else:
            out.append(prose(re.sub(r"::$", ":", block)))
    return "\n\n".join(out)


def _fenced(text: str, language: str = "") -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """A cell of a table: a bar outside of code would end it."""
    return "".join(
        p if p[:1] == "`" else p.replace("|", "\\|") for p in re.split(r"(`[^`]*`)", text)
    )


def _code(text: object) -> str:
    """A word or a value as code; nothing where there is none."""
    return f"`{text}`" if str(text) else ""


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"


# Commands


def _overview() -> str:
    from variorum.cli import run

    with _output() as out:
        run(["--help"])
    return _page(
        "Reference",
        "These pages are made from the code of this version, so they describe what it does.",
        "* [Commands](commands.md): every command with its options and examples\n"
        "* [Python](python.md): verbs, values and errors\n"
        "* [Formats](formats.md): what is read, what is written, and what each format leaves out\n"
        "* [JSON](json.md): the JSON output of every command\n"
        "* [Settings](settings.md): `variorum.toml`\n"
        "* [Rules](rules.md): every rule of validation with right and wrong examples",
        _fenced(out.getvalue(), "text"),
    )


def _output() -> Any:
    from contextlib import redirect_stdout

    return redirect_stdout(io.StringIO())


def _commands() -> str:
    from variorum.cli import EVERYWHERE, PANELS
    from variorum.registry import entries

    modules = entries("cli")
    parts = [
        "Every command takes `-h`. " + prose(EVERYWHERE.removesuffix(".")) + ". Exit codes: 0 done,"
        " 1 differences or findings, 2 failed, 130 interrupted by the user.",
    ]
    for panel in PANELS:
        for name, module in modules.items():
            if getattr(module, "PANEL", "Project") == panel:
                parts += _command(name.replace("_", "-"), module)
    return _page("Commands", *parts)


def _command(name: str, module: Any) -> Iterator[str]:
    import typer

    app = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False)
        app.command()(module.command)
    command: Any = typer.main.get_command(app)
    yield f"## {name}"
    yield _docstring(module.__doc__)
    yield f"In Python: [`{name}`](python.md#{name})." if name in _verbs() else ""
    for inner, one in getattr(command, "commands", {"": command}).items():
        yield from _options(f"{name} {inner}".strip(), one, nested=bool(inner))
    yield _fenced(module.EXAMPLES.strip(), "sh")


def _options(name: str, command: Any, *, nested: bool) -> Iterator[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join(["variorum", name, *(p.make_metavar(context) for p in arguments)])
    if nested:
        yield f"### {name}"
        yield prose(command.help or "")
    yield _fenced(f"{usage} [OPTIONS]", "text")
    rows = []
    for p in command.params:
        if p.param_type_name == "argument" or p.hidden:
            continue
        written = ", ".join(f"`{o}`" for o in (*p.opts, *p.secondary_opts))
        metavar = "" if p.is_flag else _code(p.make_metavar(context))
        default = "" if p.is_flag or p.default in (None, "", 0, ()) else _code(p.default)
        rows.append([written, metavar, prose(p.help or ""), default])
    if rows:
        yield _table(["option", "value", "meaning", "default"], rows)


# Python


def _verbs() -> list[str]:
    import variorum as v

    return [n for n in v.__all__ if n.islower() and inspect.isroutine(getattr(v, n))]


def _python() -> str:
    import variorum as v
    from variorum.api import kinds

    offered = {name: getattr(v, name) for name in v.__all__ if not name.startswith("_")}
    errors = [n for n, k in offered.items() if isinstance(k, type) and issubclass(k, Exception)]
    values = [n for n, k in offered.items() if isinstance(k, type) and n not in errors]
    parts = [_docstring(v.__doc__), "## Verbs"]
    for name in _verbs():
        parts += _verb(name, offered[name])
    parts.append("## Options that verbs share")
    for name in ("Reading", "Matching", "Writing"):
        parts += _shared_options(name, getattr(kinds, name))
    parts.append("## Values")
    for name in values:
        parts += _value(name, offered[name])
    parts.append("## Errors")
    for name in errors:
        parts += [f"### {name} {{#{name}}}", _docstring(offered[name].__doc__)]
    return _page("Python", *parts)


def _verb(name: str, function: Any) -> Iterator[str]:
    plain = inspect.unwrap(function)
    yield f"### {name}"
    yield _fenced(_signature(name, plain), "python")
    yield _docstring(plain.__doc__)
    for parameter in inspect.signature(plain).parameters.values():
        table = re.fullmatch(r"Unpack\[(\w+)\]", str(parameter.annotation))
        if table and table[1] in ("Reading", "Matching", "Writing"):
            yield f"Further options: [{table[1]}](#{_anchor(table[1])})."


def _anchor(table: str) -> str:
    return f"options-{table.lower()}"


def _signature(name: str, function: Any) -> str:
    """A signature on a line an argument, its types as they are written."""
    lines = []
    starred = False
    for p in inspect.signature(function).parameters.values():
        if p.kind is p.KEYWORD_ONLY and not starred:
            lines.append("*,")
        starred = starred or p.kind in (p.KEYWORD_ONLY, p.VAR_POSITIONAL)
        mark = {p.VAR_POSITIONAL: "*", p.VAR_KEYWORD: "**"}.get(p.kind, "")
        default = "" if p.default is p.empty else f" = {p.default!r}"
        lines.append(f"{mark}{p.name}: {p.annotation}{default},")
    returns = inspect.signature(function).return_annotation
    return "\n".join([f"{name}(", *(f"    {line}" for line in lines), f") -> {returns}"])


def _shared_options(name: str, table: Any) -> Iterator[str]:
    yield f"### {name} {{#{_anchor(name)}}}"
    yield _docstring(table.__doc__)
    yield _table(
        ["option", "type"],
        ([_code(k), _code(_written(t))] for k, t in inspect.get_annotations(table).items()),
    )


def _written(annotation: Any) -> str:
    """A type as the code writes it."""
    if isinstance(annotation, typing.ForwardRef):
        return annotation.__forward_arg__
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")


def _value(name: str, kind: Any) -> Iterator[str]:
    yield f"### {name} {{#{name}}}"
    yield _docstring(kind.__doc__)
    if dataclasses.is_dataclass(kind):
        notes = _comments(kind)
        rows = [
            [_code(f.name), _code(_written(f.type)), prose(notes.get(f.name, ""))]
            for f in dataclasses.fields(kind)
            if not f.name.startswith("_")
        ]
        yield _table(["field", "type", "meaning"], rows)
    elif issubclass(kind, __import__("enum").Enum):
        yield "One of " + ", ".join(f"`{member}`" for member in kind) + "."
    rows = [[_code(shown), prose(said)] for shown, said in _members(kind)]
    if rows:
        yield _table(["member", "what it gives"], rows)


def _comments(kind: type) -> dict[str, str]:
    """The comment behind each field of a class, where the source is at hand."""
    found, name = {}, ""
    source = inspect.cleandoc("\n" + inspect.getsource(kind))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = re.match(r"\s+(\w+):", token.line)
        name = line[1] if line else ""
        if token.type == tokenize.COMMENT and name and "fmt:" not in token.string:
            found[name] = token.string.lstrip("# ")
    return found


def _members(kind: type) -> Iterator[tuple[str, str]]:
    """Public methods and properties, those of our own base classes too, with their first line."""
    seen = {f.name for f in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else set()
    for owner in kind.__mro__:
        if not owner.__module__.startswith("variorum"):
            continue
        for name, member in vars(owner).items():
            plain = inspect.unwrap(member) if callable(member) else getattr(member, "fget", member)
            plain = getattr(plain, "func", plain)
            said = (getattr(plain, "__doc__", "") or "").strip().split("\n\n")[0]
            if name in seen or name.startswith("_") or not said or not inspect.isfunction(plain):
                continue
            seen.add(name)
            held = list(inspect.signature(plain).parameters.values())[1:]
            call = f"({', '.join(p.name for p in held)})" if callable(member) else ""
            yield f"{name}{call}", " ".join(said.split())


# Formats, JSON, settings, rules


def _formats() -> str:
    from variorum.api import formats
    from variorum.registry import entries

    readers = [
        [_code(name), " ".join(f"`{s}`" for s in module.SUFFIXES), prose(_first(module))]
        for name, module in entries("readers").items()
    ]
    writers = [
        [_code(name), _code(module.SUFFIX), ", ".join((module.TAKES, *getattr(module, "ALSO", ()))),
         prose(_first(module)), prose("; ".join(module.DROPS)) or "nothing"]
        for name, module in entries("writers").items()
    ]  # fmt: skip
    kinds = {
        "rows of passages (`align`)": formats.ROWS, "linked words (`align --level word`)":
        formats.LINKS, "measures (`compare`)": formats.MEASURES, "terms (`glossary`)":
        formats.TERMS, "changes (`diff`)": formats.CHANGES,
    }  # fmt: skip
    return _page(
        "Formats",
        "## Formats that are read",
        "The format of a file is recognised by its suffix or its content; `--from NAME` (in Python "
        "`reader`) sets it if neither shows it.",
        _table(["name", "suffixes", "what it is"], readers),
        "## Formats for a collation or an apparatus",
        "The suffix of the output decides, or `--format`. What a format leaves out is lost if the "
        "file is read back; the text of a witness is never lost in a format that can be read.",
        _table(["name", "suffix", "of", "what it is", "what it leaves out"], writers),
        "## Formats for other results",
        _table(
            ["result", "formats"],
            [[kind, " ".join(f"`{name}`" for name in there)] for kind, there in kinds.items()],
        ),
    )


def _first(module: Any) -> str:
    return " ".join((module.__doc__ or "").strip().split("\n\n")[0].split())


def _json() -> str:
    """What each verb gives for two sentences: every key, its type, and the first value it had."""
    import variorum as v

    a, b = (v.witness(text, siglum=siglum) for siglum, text in TEXTS.items())
    table = v.collate(a, b)
    shown = {
        "align": v.align(a, b), "collate": table, "apparatus": v.apparatus(table, base="A"),
        "compare": v.compare(a, b), "diff": v.diff(a, b), "glossary": v.glossary(a, b),
    }  # fmt: skip
    parts = [
        "These tables are made by running each verb on two sentences, A and B. Where a key is `A` "
        "or `B`, it can be any siglum. Every output has `schema` (its name and version; the number "
        "rises with a change that breaks programs), `tool`, `signature` (what was done, in one "
        "line) and the input files.",
        _docstring(sys.modules["variorum.writers.json"].__doc__)
        if "variorum.writers.json" in sys.modules
        else "",
    ]
    for name, value in shown.items():
        parts += [f"## {name}", _shape(value.to_dict())]
    from variorum.validation.reports import ReportOptions
    from variorum.validation.reports.json import report

    written = json.loads(report([v.validate(FAULTY.encode())], ReportOptions()))
    parts += ["## validate", _shape(written)]
    return _page("JSON", *parts)


def _shape(value: Any) -> str:
    found: dict[str, tuple[str, str]] = {}
    for path, kind, example in _paths(value, ""):
        if path not in found or found[path][0] == "null":
            found[path] = (kind, example)
    return _table(
        ["key", "type", "example"],
        ([_code(path), kind, _code(example)] for path, (kind, example) in found.items()),
    )


def _paths(value: Any, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for one in value:
            yield from _paths(one, f"{path}[]")
    else:
        kind = {dict: "object", list: "list", str: "string", bool: "boolean", type(None): "null",
                int: "number", float: "number"}[type(value)]  # fmt: skip
        example = json.dumps(value, ensure_ascii=False).replace("`", "'")
        yield path, kind, example if len(example) < 60 else f"{example[:57]}…"


def _settings() -> str:
    from variorum.api import checks, machine
    from variorum.api.configuration import Configuration
    from variorum.critic import project
    from variorum.validation.run import xpath_rules

    rows = [
        [_code(key), _code(json.dumps(value, ensure_ascii=False)), prose(says)]
        for key, value, origin, says in checks.rows(Configuration(), machine.Machine())
        if origin == "default"
    ]
    return _page(
        "Settings",
        "Settings of a project are in `variorum.toml`, or under `[tool.variorum]` in "
        "`pyproject.toml`, and apply to every file below that folder. Options of the command line "
        "override them. `variorum config show` lists the settings in force and where each comes "
        "from.",
        "## All settings",
        _fenced(inspect.cleandoc(project.__doc__ or "").split("\n\n", 1)[1], "text"),
        "## Defaults",
        _table(["key", "default", "meaning"], rows),
        "## Rules of a project",
        _docstring((xpath_rules.__doc__ or "").split("\n\n", 1)[1]),
        "## The environment",
        "These environment variables are read as well: "
        + ", ".join(f"`{name}`" for name in checks.ENVIRONMENT)
        + ".",
    )


def _rules() -> str:
    from variorum.validation.run.catalogue import FAMILIES, rules

    every = rules()
    parts = [
        f"There are {len(every)} rules. `variorum rules CODE` prints the same page; "
        "[Settings](settings.md) explains how to leave a rule out or change its severity. "
        "A project can [add its own rules](../how-to/tei-editor.md#a-rule-of-your-own).",
        "Families: " + ", ".join(f"[{name}](#{name})" for name in FAMILIES) + ".",
    ]
    for family, title in FAMILIES.items():
        parts.append(f"## {family}: {title} {{#{family}}}")
        for rule in every:
            if rule.family == family:
                parts += _rule(rule)
    return _page("Rules", *parts)


def _rule(rule: Any) -> Iterator[str]:
    yield f"### {rule.code} {rule.slug} {{#{rule.code}}}"
    yield f"*{rule.severity}.* {prose(rule.title)} {prose(rule.why)}"
    for word, examples in (("Right:", rule.passes), ("Wrong:", rule.fails)):
        if examples:
            yield word
            yield _fenced("\n\n".join(examples), "xml")
    if rule.guidelines:
        yield prose(f"TEI Guidelines: {rule.guidelines}")


# Links, and what MkDocs calls


def _included(file: str) -> str:
    """A file of the repository as a page, its links as they have to be there."""
    text = (ROOT / file).read_text(encoding="utf-8")
    folder = str(PurePosixPath(file).parent)
    return links.moved(text, lambda to: _to(to, folder, INCLUDED[file]))


def _to(target: str, folder: str, page: str) -> str:
    """Where a link of a text in a folder of the repository leads from a page of the site."""
    path, _, anchor = target.partition("#")
    file = os.path.normpath(PurePosixPath(folder) / path)
    if file in INCLUDED:
        path = os.path.relpath(INCLUDED[file], PurePosixPath(page).parent)
        return f"{path}#{anchor}" if anchor else path
    return links.absolute(target, folder)


def on_config(config: Any) -> Any:
    """The project's addresses are those of the package."""
    config["site_url"], config["repo_url"] = links.urls()["Documentation"], links.urls()["Source"]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made."""
    from mkdocs.structure.files import File

    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Let links to files of the repository lead there, or to the page that such a file is."""
    source = page.file.src_uri
    if not (SOURCES / source).is_file():
        return markdown
    folder = PurePosixPath("toolkit/docs/pages", source).parent

    def to(target: str) -> str:
        file = os.path.normpath(folder / target.partition("#")[0])
        return target if file.startswith("toolkit/docs/pages") else _to(target, str(folder), source)

    return links.moved(markdown, to)


FETCHED = "https://unpkg.com/iframe-worker/shim"  # by the plugin `offline`


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Let no page fetch anything: the search has a script of ours where the theme names another."""
    script = os.path.relpath("assets/search_from_a_folder.js", PurePosixPath(page.url).parent)
    return output.replace(FETCHED, script)


def on_post_template(output: str, **_: Any) -> str:
    """Likewise the page that a server shows where there is none."""
    return output.replace(FETCHED, "/assets/search_from_a_folder.js")
