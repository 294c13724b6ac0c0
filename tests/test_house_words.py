"""What a user reads keeps to the list of words (`toolkit/WORDS.md`).

Messages, hints and help, the texts of rules, and docstrings, of which the reference is made.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from conftest import ROOT

from variorum.registry import entries

CODE = ROOT / "toolkit" / "variorum"
NO = r"(?<!there )(?<!There )\b(?:is|are) no (?!longer\b|more\b|shorter\b|such\b|matter\b|less\b|"
NO += r"other\b|further\b|better\b|chance\b|proof\b|fault\b|usable\b|good\b|way\b|need\b)\w+"
EVERYWHERE = re.compile(r"\b(?:mend(?:s|ed|ing)?|shall|lest|answer each other)\b")
TO_USERS = re.compile(
    rf"{EVERYWHERE.pattern}|{NO}|\b(?:told|obeys?|obeyed|ruling|set apart|besides what|else they)\b"
)
ERRORS = {"UsageError", "ReadError", "WriteError", "LimitError", "MissingExtra"}
TEXTS = {"hint", "help", "message", "meaning"}


@cache
def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(CODE.rglob("*.py"))}


def _plain(node: ast.expr | None) -> str:
    """A literal text, "…" for what is put into it; empty for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_plain(v) if isinstance(v, ast.Constant) else "…" for v in values)
        case ast.IfExp(body=one, orelse=other):
            return f"{_plain(one)}; {_plain(other)}"
    return ""


def _messages() -> Iterator[tuple[str, str]]:
    """Each text of an error, a hint or a help text, with the name of its file."""
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in ERRORS and node.args:
                yield path.name, _plain(node.args[0])
            for keyword in node.keywords:
                if keyword.arg in TEXTS:
                    yield path.name, _plain(keyword.value)


def _docstrings() -> Iterator[tuple[str, str]]:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kinds):
                prose = re.sub(r"`[^`]*`", "", (ast.get_docstring(node) or "").split(">>>")[0])
                yield path.name, re.sub(r"(?m)^(?:PASS|FAIL)\b.*|^ {4}.*", "", prose)


def _against(words: re.Pattern[str], texts: Iterator[tuple[str, str]], least: int) -> list[str]:
    """Where the texts use a word of the list; there must be many of them for this to mean much."""
    read = [(name, " ".join(text.split())) for name, text in texts if text]
    assert len(read) > least
    return [
        f"{name}: {match[0]}: {text[:80]}" for name, text in read if (match := words.search(text))
    ]


def test_no_message_hint_or_option_uses_a_word_that_the_list_avoids() -> None:
    assert not _against(TO_USERS, _messages(), 700)


def test_no_docstring_uses_a_word_that_the_list_avoids() -> None:
    assert not _against(EVERYWHERE, _docstrings(), 3000)


def test_no_help_of_a_command_uses_a_word_that_the_list_avoids() -> None:
    helps = ((name, module.__doc__ or "") for name, module in entries("cli").items())
    assert not _against(TO_USERS, helps, 12)


def test_no_rule_that_is_a_row_uses_a_word_that_the_list_avoids() -> None:
    rows = tomllib.loads((CODE / "validation" / "rules" / "simple.toml").read_text("utf-8"))["rule"]
    texts = ((r["code"], r.get(k, "")) for r in rows for k in ("title", "why", "message", "hint"))
    assert not _against(TO_USERS, texts, 40)
