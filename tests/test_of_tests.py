"""What is asked of the tests themselves: one that fails now and then is one nobody believes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FILES = sorted(Path(__file__).parent.glob("*.py"))
READ_ONCE = frozenset(
    "is_visible is_hidden is_checked is_enabled is_disabled is_editable count inner_text "
    "inner_html text_content input_value get_attribute all all_inner_texts all_text_contents "
    "bounding_box evaluate evaluate_all eval_on_selector eval_on_selector_all title url".split()
)  # of a page or a locator: what is so now, and may be so only a moment later
CLOCKS = frozenset("time process_time perf_counter monotonic thread_time".split())


def _browser_tests(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        marks = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        if any(ast.unparse(mark) == "pytest.mark.browser" for mark in marks):
            assert isinstance(node, ast.FunctionDef)
            yield node


def _read_once(test: ast.FunctionDef) -> Iterator[int]:
    """The lines of the assertions that read the page without waiting."""
    for statement in ast.walk(test):
        if isinstance(statement, ast.Assert):
            for node in ast.walk(statement.test):
                if isinstance(node, ast.Attribute) and node.attr in READ_ONCE:
                    yield statement.lineno


def test_what_a_page_shows_is_asserted_by_waiting() -> None:
    tests = [(path, test) for path in FILES for test in _browser_tests(path)]
    found = [f"{path.name}:{line}" for path, test in tests for line in _read_once(test)]
    assert tests
    assert not found, f"use expect(...), which waits, in {', '.join(found)}"


def test_no_test_reads_a_clock() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "time"
        and node.attr in CLOCKS
    ]
    assert not found, f"count what is done (tests/counting.py) in {', '.join(found)}"
