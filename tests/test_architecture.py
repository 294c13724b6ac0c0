"""The house stays as it was drawn: imports point down, files stay small, rooms keep their rules."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

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
    {"__init__"},
    {"cli"},
    {"__main__"},
]
LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
LONGEST = 400
FILES = sorted(ROOT.rglob("*.py"))
MODULES = {
    ".".join(["variorum", *p.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")
    for p in FILES
}
APART = {"readers", "writers", "rules", "reports"}  # files of these rooms don't know each other
IO = {"open", "print", "input"}
FORBIDDEN = {"random", "time", "datetime", "locale", "subprocess", "socket", "tempfile"}
FORBIDDEN |= {"urllib.request"}


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


class Drawn(NamedTuple):
    """What the rules below ask of a file, which is parsed once for all of them."""

    imports: set[str]  # dotted names, relative ones resolved
    calls: set[str]  # plain names that are called
    tails: list[int]  # lines that say .tail


@cache
def _drawn(path: Path) -> Drawn:
    package = ["variorum", *path.relative_to(ROOT).with_suffix("").parts][:-1]
    drawn = Drawn(set(), set(), [])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            drawn.imports.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            drawn.imports.add(module)
            drawn.imports.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            drawn.calls.add(node.func.id)
        elif isinstance(node, ast.Attribute) and node.attr == "tail":
            drawn.tails.append(node.lineno)
    return drawn


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_imports_point_down(path: Path) -> None:
    own = _room(path)
    assert own in LAYER, f"{own} has no layer: add it to LAYERS and to toolkit/ARCHITECTURE.md"
    for name in _drawn(path).imports:
        parts = name.split(".")
        if parts[0] != "variorum" or len(parts) < 2 or parts[1] not in LAYER:
            continue
        other = parts[1]
        assert other == own or LAYER[other] < LAYER[own], (
            f"{_name(path)} imports variorum.{other}, which is not below {own}"
        )


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_is_longer_than_it_should_be(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{_name(path)} has {lines} lines: it is two files; split it by idea"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_files_of_one_kind_do_not_know_each_other(path: Path) -> None:
    folder = path.parent.name
    if folder not in APART or path.name.startswith("_"):
        return
    room = ".".join(["variorum", *path.relative_to(ROOT).parent.parts])
    others = {
        f"{room}.{p.stem}" for p in path.parent.glob("*.py") if not p.name.startswith("_")
    } - {f"{room}.{path.stem}"}
    assert not others & _drawn(path).imports, (
        f"{_name(path)}: share through a file that begins with _"
    )


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_below_the_rim_nothing_touches_files_clock_chance_or_terminal(path: Path) -> None:
    if _room(path) in ("api", "cli", "__init__", "__main__"):
        return
    calls, imports = _drawn(path).calls, _drawn(path).imports
    assert not calls & IO, f"{_name(path)} calls {calls & IO}: that is the command line's business"
    modules = {name.split(".")[0] for name in imports} | imports
    assert not modules & FORBIDDEN, f"{_name(path)} imports {modules & FORBIDDEN}"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_only_the_xml_door_speaks_of_tails(path: Path) -> None:
    if _name(path) == "text/xml.py":
        return
    tails = _drawn(path).tails
    assert not tails, f"{_name(path)} says .tail in lines {tails}: use variorum.text.xml"


def test_relaxng_could_be_lifted_out() -> None:
    """It imports two modules of the house, and the house its door and its reader of tags."""
    known = {"variorum", "variorum.errors", "variorum.text", "variorum.text.xml"}
    doors = {"variorum.relaxng", "variorum.relaxng.source", "variorum.relaxng.source.marks"}
    found = []
    for path in FILES:
        modules = _modules(path)
        if _room(path) == "relaxng":
            others = {m for m in modules if m.split(".")[:2] != ["variorum", "relaxng"]}
            found += [f"{_name(path)}: {m}" for m in others - known if m.startswith("variorum")]
        else:
            inside = {m for m in modules if m.startswith("variorum.relaxng")}
            found += [f"{_name(path)}: {m}" for m in inside - doors]
    assert not found


def _modules(path: Path) -> set[str]:
    """The modules of the house that a file imports, or imports names of."""
    return {name for name in _drawn(path).imports if name in MODULES}


def test_every_layer_exists() -> None:
    missing = [
        room for room in LAYER if not ((ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file())
    ]
    assert not missing
