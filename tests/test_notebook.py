"""The notebook among the examples shows what its cells give today."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from conftest import ROOT

BOOK = ROOT / "examples" / "notebook" / "versions.ipynb"


def shown(source: str, names: dict[str, Any]) -> dict[str, list[str]]:
    """What a notebook shows below a cell: the value of its last expression, in each form."""
    tree = ast.parse(source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr), "a cell ends with what it shows"
    exec(compile(tree, "cell", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    forms = {"text/plain": repr(value)}
    if hasattr(value, "_repr_html_"):
        forms["text/html"] = value._repr_html_()
    return {kind: text.splitlines(True) for kind, text in sorted(forms.items())}


def test_every_cell_gives_the_output_that_is_kept(request: pytest.FixtureRequest) -> None:
    book = json.loads(BOOK.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 3
    for number, cell in enumerate(cells, 1):
        output = {
            "data": shown("".join(cell["source"]), names), "execution_count": number,
            "metadata": {}, "output_type": "execute_result",
        }  # fmt: skip
        if request.config.getoption("--accept"):
            cell["outputs"], cell["execution_count"] = [output], number
        assert cell["outputs"] == [output]
    if request.config.getoption("--accept"):
        text = json.dumps(book, indent=1, ensure_ascii=False) + "\n"
        BOOK.write_text(text, encoding="utf-8")
    assert BOOK.stat().st_size < 20_000
