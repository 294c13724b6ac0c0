"""A command imports what it uses and nothing else: told by the list of imports, not by a clock."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "lxml", "rapidfuzz", "jinja2", "mammoth", "regex", "rich", "xlsxwriter",
         "sacrebleu", "docx", "openpyxl", "langcodes", "wcwidth", "markdown_it")  # fmt: skip
ROOMS = ("align", "collate", "critic", "encode", "measure", "page", "readers", "screen", "text",
         "validate", "writers")  # fmt: skip
CHILD = """
import contextlib, io, json, sys
from variorum.cli import run
quiet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
    code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""
A, B = "The wise man said no. He left the town.", "The sage said no. He left town early."


def imported(folder: Path, *arguments: str) -> set[str]:
    """Every module in memory when a command has ended."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments], cwd=folder, capture_output=True, text=True
    )
    code, modules = json.loads(done.stdout)
    assert code in (0, 1), arguments
    return set(modules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("start")
    for name, text in (("a", A), ("b", B)):
        (made / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    tei = Path(__file__).resolve().parent.parent / "tei" / "memo.xml"
    (made / "memo.xml").write_bytes(tei.read_bytes())
    return made


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["collate", "--help"]])
def test_help_and_version_import_nothing_heavy(folder: Path, arguments: list[str]) -> None:
    modules = imported(folder, *arguments)
    assert not modules & set(HEAVY)
    assert not {f"variorum.{room}" for room in ROOMS} & modules


def test_the_version_needs_no_option_parser(folder: Path) -> None:
    assert "typer" not in imported(folder, "--version")


def test_a_diff_of_short_texts_needs_no_arrays_and_no_xml(folder: Path) -> None:
    modules = imported(folder, "diff", "a.txt", "b.txt")
    assert not modules & set(HEAVY)
    assert not {"variorum.validation", "variorum.writers", "variorum.page"} & modules


def test_validation_needs_no_arrays(folder: Path) -> None:
    modules = imported(folder, "validate", "memo.xml", "--no-cache")
    assert "lxml" in modules
    assert not modules & (set(HEAVY) - {"lxml"})
    assert not {"variorum.collation", "variorum.alignment", "variorum.writers"} & modules


@pytest.mark.parametrize("command", ["align", "collate", "apparatus", "glossary"])
def test_plain_texts_need_no_xml_and_no_page(folder: Path, command: str) -> None:
    modules = imported(folder, command, "a.txt", "b.txt")
    assert not modules & (set(HEAVY) - {"numpy", "rapidfuzz", "regex"})
    assert not {"variorum.page", "variorum.validation", "variorum.measure.trees"} & modules


def test_encoding_plain_text_needs_no_alignment(folder: Path) -> None:
    modules = imported(folder, "encode", "a.txt")
    assert not modules & {"numpy", "rapidfuzz", "jinja2", "mammoth", "rich"}
    assert not {"variorum.alignment", "variorum.collation", "variorum.page"} & modules


def test_a_comparison_on_the_terminal_needs_no_page(folder: Path) -> None:
    modules = imported(folder, "compare", "a.txt", "b.txt")
    assert not modules & {"jinja2", "mammoth", "rich", "xlsxwriter"}
    assert "variorum.page" not in modules
