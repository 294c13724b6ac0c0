"""The house stays as it was drawn: imports point down, nothing goes in circles, rooms have doors.

Each test looks through every file of the package and names all that offend.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent / "toolkit" / "variorum"
LAYERS = [
    {"_version", "errors"},
    {"model", "registry", "host"},
    {"text"},
    {"translit"},
    {"relaxng"},
    {"tei"},
    {"readers"},
    {"alignment"},
    {"collation"},
    {"critic"},
    {"measure"},
    {"comparison"},
    {"terms"},
    {"encoding"},
    {"validation"},
    {"schematron"},
    {"writers"},
    {"screen", "page"},
    {"api"},
    {"lsp"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
FILES = sorted(ROOT.rglob("*.py"))
LONG = 400  # lines from which a file has to say here why it is one
WHY_LONG = {
    "relaxng/pattern.py": "patterns and the patterns made of them: in two files they were a circle",
}
REGISTRIES = ("readers", "writers", "validation.rules", "validation.reports", "validation.fixes",
              "screen.views", "cli")  # fmt: skip
APART = {"readers", "writers", "rules", "reports"}  # files of these rooms don't know each other
IO = {"open", "print", "input"}
FORBIDDEN = {"random", "time", "datetime", "locale", "subprocess", "socket", "tempfile"}
FORBIDDEN |= {"urllib.request"}
RIM = {"api", "lsp", "cli", "__init__", "__main__"}  # what may touch the world
CALLED_FROM_OUTSIDE = {
    "DROPS": "what a writer loses; its tests read it",
    "handle_starttag": "of html.parser",
    "handle_endtag": "of html.parser",
    "handle_data": "of html.parser",
    "lsp_text_document__did_open": "of pygls",
    "lsp_text_document__did_change": "of pygls",
    "lsp_text_document__did_close": "of pygls",
    "structure_message": "of pygls",
    "formatException": "of logging",
    "formatMessage": "of logging",
    "clock": "of Host: what runs for long will ask for it",
}


class Import(NamedTuple):
    """One imported thing, as a dotted name, and the module it is in or is."""

    name: str
    module: str


class Drawn(NamedTuple):
    """What the rules below ask of a file, which is parsed once for all of them."""

    imports: tuple[Import, ...]
    calls: frozenset[str]  # plain names that are called
    tails: tuple[int, ...]  # lines that say .tail
    defined: tuple[str, ...]  # functions, classes, methods and constants
    used: frozenset[str]  # every name, attribute, keyword and word in quotation marks


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _module(path: Path) -> str:
    dotted = ".".join(["variorum", *path.relative_to(ROOT).with_suffix("").parts])
    return dotted.removesuffix(".__init__")


MODULES = {_module(path): path for path in FILES}


@cache
def _drawn(path: Path) -> Drawn:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    return Drawn(
        tuple(found for node in nodes for found in _imports(node, path)),
        frozenset(
            n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        ),
        tuple(n.lineno for n in nodes if isinstance(n, ast.Attribute) and n.attr == "tail"),
        tuple(_defined(tree)),
        frozenset(word for node in nodes for word in _used(node)),
    )


def _imports(node: ast.AST, path: Path) -> Iterator[Import]:
    """What a statement imports, at the top of a file, in a function or for the type checker."""
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = ["variorum", *path.relative_to(ROOT).parts[:-1]]
        base = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*base, *([node.module] if node.module else [])])
        for alias in node.names:
            name = f"{module}.{alias.name}"
            yield Import(name, name if name in MODULES else module)


def _defined(node: ast.Module | ast.ClassDef) -> Iterator[str]:
    for inner in node.body:
        if isinstance(inner, (ast.FunctionDef, ast.ClassDef)):
            yield inner.name
            if isinstance(inner, ast.ClassDef):
                yield from _defined(inner)
        elif isinstance(inner, (ast.Assign, ast.AnnAssign)):
            targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _used(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.keyword) and node.arg:
        yield node.arg
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from [node.value] if node.value.isidentifier() else []


def _ours(path: Path) -> Iterator[str]:
    """The modules of the house that a file imports, or imports names of."""
    yield from sorted(
        {i.module for i in _drawn(path).imports if i.module in MODULES} - {"variorum"}
    )


def test_every_layer_exists_and_every_room_has_one() -> None:
    rooms = {_room(path) for path in FILES}
    assert rooms == set(LAYER), "a room needs a place in LAYERS and a row in ARCHITECTURE.md"


def test_imports_point_down() -> None:
    found = []
    for path in FILES:
        own = _room(path)
        for module in _ours(path):
            other = module.split(".")[1]
            if other != own and LAYER[other] >= LAYER[own]:
                found.append(f"{_name(path)} imports {module}, which is not below {own}")
    assert not found


def test_no_modules_import_each_other_in_a_circle() -> None:
    """In functions and for the type checker neither: who needs whom would be no question then."""
    uses = {module: set(_ours(path)) - {module} for module, path in MODULES.items()}
    circles = {module: _way_back(module, uses) for module in uses}
    assert not {m: way for m, way in circles.items() if way}


def _way_back(start: str, uses: dict[str, set[str]]) -> str:
    """The module through which a module is led back to itself; "" where none does."""
    waiting, seen = [start], {start}
    while waiting:
        module = waiting.pop()
        if start in uses[module]:
            return module
        waiting += uses[module] - seen
        seen |= uses[module]
    return ""


def test_no_room_imports_what_another_keeps_to_itself() -> None:
    found = []
    for path in FILES:
        for one in _drawn(path).imports:
            parts = one.name.split(".")
            if parts[0] != "variorum" or parts[1:2] in ([_room(path)], ["_version"]):
                continue
            if any(part.startswith("_") and not part.endswith("__") for part in parts):
                found.append(f"{_name(path)}: {one.name}")
    assert not found, "name it in the room's __init__, or ask the room for what you want of it"


def test_no_three_files_share_a_name() -> None:
    """But for what is found by its name, and what says what may be asked of a room."""
    files = defaultdict(list)
    for module, path in MODULES.items():
        room, _, _ = module.removeprefix("variorum.").rpartition(".")
        if path.name != "__init__.py" and not (room in REGISTRIES and path.stem[0] != "_"):
            files[path.stem.lstrip("_")].append(_name(path))
    found = {stem: names for stem, names in files.items() if len(names) > 2 and stem != "options"}
    assert not found


def test_nothing_is_defined_that_nothing_uses() -> None:
    used = frozenset().union(*(_drawn(path).used for path in FILES))
    found = [
        f"{_name(path)}: {name}"
        for path in FILES
        for name in _drawn(path).defined
        if name not in used and name not in CALLED_FROM_OUTSIDE and not name.startswith("__")
    ]
    assert not found


def test_a_long_file_says_why_it_is_one() -> None:
    """Length is a warning sign, no law: cut by idea, or say in WHY_LONG why it is one idea."""
    lines = {_name(path): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {name for name, count in lines.items() if count > LONG} <= set(WHY_LONG)


def test_files_of_one_kind_do_not_know_each_other() -> None:
    found = []
    for path in FILES:
        if path.parent.name in APART and not path.name.startswith("_"):
            room = _module(path).rpartition(".")[0]
            others = (m for m in _ours(path) if m.startswith(f"{room}.") and m != _module(path))
            found += [
                f"{_name(path)} imports {m}: share through a file that begins with _"
                for m in others
                if not m.rpartition(".")[2].startswith("_") and m.count(".") == room.count(".") + 1
            ]
    assert not found


def test_below_the_rim_nothing_touches_files_clock_chance_or_terminal() -> None:
    found = []
    for path in FILES:
        if _room(path) not in RIM:
            names = {i.name for i in _drawn(path).imports}
            touched = _drawn(path).calls & IO
            touched |= ({n.split(".")[0] for n in names} | names) & FORBIDDEN
            found += [f"{_name(path)}: {name}" for name in sorted(touched)]
    assert not found


def test_what_the_library_says_does_not_name_options_of_the_command() -> None:
    """A caller of the library has no `--schema`; a whole command that helps may be named."""
    found = []
    for path in FILES:
        if _room(path) in {"cli", "__main__"}:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree)
                      if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)}  # fmt: skip
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            said = node.value.replace("variorum validate --fix", "")
            if " " in said and node.value not in docstrings and re.search(r"(?<!\S)--[a-z]", said):
                found.append(f"{_name(path)}:{node.lineno}: {said}")
    assert not found


def test_only_the_xml_door_speaks_of_tails() -> None:
    found = {_name(path): _drawn(path).tails for path in FILES if _drawn(path).tails}
    assert found.keys() == {"text/xml.py"}, "use variorum.text.xml"


def test_relaxng_could_be_lifted_out() -> None:
    """It imports two modules of the house, and the house its door and its reader of tags."""
    known = {"variorum.errors", "variorum.text", "variorum.text.xml"}
    doors = {"variorum.relaxng", "variorum.relaxng.source", "variorum.relaxng.source.marks"}
    found = []
    for path in FILES:
        inner = {m for m in _ours(path) if m.startswith("variorum.relaxng")}
        strange = set(_ours(path)) - inner - known if _room(path) == "relaxng" else inner - doors
        found += [f"{_name(path)}: {module}" for module in sorted(strange)]
    assert not found


def test_every_room_says_what_it_offers() -> None:
    short = [
        _name(path)
        for path in FILES
        if path.name == "__init__.py"
        and len(re.findall(r"\w+", ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")) < 6
    ]
    assert not short


def test_the_map_names_every_room() -> None:
    shown = (ROOT.parent / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {_room(path) for path in FILES} - {"__main__", "__init__", "_version"}
    missing = [room for room in rooms if not re.search(rf"^\| `{room}(/|\.py)", shown, re.M)]
    assert not missing


def test_every_name_is_counted_once() -> None:
    """The tests above would pass on nothing."""
    counted = Counter(_room(path) for path in FILES)
    assert counted["validation"] > 100
    assert "Witness" in _drawn(ROOT / "model" / "witness.py").defined
