"""Writes a rule that is to be ignored into a file of settings, which stays as it is otherwise."""

from __future__ import annotations

import re
import tomllib
from typing import Any


def ignoring(text: str, code: str, name: str) -> tuple[int, int, str] | None:
    """What to put where, so that the settings ignore a rule: start, end, text.

    None where they do already, where they are invalid, or where the place cannot be found.
    """
    header = "tool.variorum.validate" if name == "pyproject.toml" else "validate"
    edit = _edit(text, code, header)
    if edit is None:
        return None
    start, end, new = edit
    try:
        before, after = (_ignored(t, header) for t in (text, text[:start] + new + text[end:]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return None
    return edit if code not in before and after == [code, *before] else None


def _edit(text: str, code: str, header: str) -> tuple[int, int, str] | None:
    table = re.search(rf"^\[\s*{re.escape(header)}\s*\][^\n]*(\n|\Z)", text, re.M)
    if table is None:
        space = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        return len(text), len(text), f'{space}[{header}]\nignore = ["{code}"]\n'
    following = re.compile(r"^\[", re.M).search(text, table.end())
    stop = following.start() if following else len(text)
    key = re.compile(r"^ignore\s*=\s*\[\s*(\])?", re.M).search(text, table.end(), stop)
    if key is None:
        line = "" if table[1] else "\n"
        return table.end(), table.end(), f'{line}ignore = ["{code}"]\n'
    if key[1]:
        return key.end() - 1, key.end() - 1, f'"{code}"'
    return key.end(), key.end(), f'"{code}", '


def _ignored(text: str, header: str) -> list[Any]:
    found: Any = tomllib.loads(text)
    for part in header.split("."):
        found = found.get(part, {})
    return list(found.get("ignore", []))
