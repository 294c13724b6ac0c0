"""What commands print as JSON is what their schemas, which are in the package, say."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

jsonschema = pytest.importorskip("jsonschema", reason="needs the package jsonschema")

TEI = Path(__file__).resolve().parent.parent / "tei"
SCHEMAS = files("variorum.cli") / "schemas"
MEMOS = [str(TEI / "memo.xml"), str(TEI / "memo-b.xml"), str(TEI / "memo-c.xml")]
SOURCE = ["--source", str(TEI / "memo-ru.xml")]
COMMANDS = [
    ["align", *MEMOS, *SOURCE],
    ["align", *MEMOS[:2], "--level", "word"],
    ["diff", *MEMOS],
    ["diff", *MEMOS[:2], "--markup", "--ignore", "case"],
    ["collate", *MEMOS],
    ["apparatus", *MEMOS],
    ["compare", *MEMOS[:2], *SOURCE],
    ["compare", "short.txt", "empty.txt"],
    ["validate", *MEMOS],
    ["validate", "broken.xml"],
    ["glossary", *MEMOS[:2], *SOURCE],
    ["decide", "check", *MEMOS[:2], "--decisions", "EN.jsonl"],
    ["apparatus", *MEMOS[:2], "--decisions", "EN.jsonl"],
]


def schema(name: str) -> dict[str, Any]:
    return dict(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))


@pytest.mark.parametrize("name", sorted(p.name[:-5] for p in SCHEMAS.iterdir()))
def test_each_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert schema(name)["properties"]["schema"] == {"const": f"variorum.{name}/1"}


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: " ".join(a[:1] + a[-1:])[-40:])
def test_output_keeps_to_its_schema(arguments: list[str], variorum: Any, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("One. Two words.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    decided = [
        '{"id": "1", "kind": "note", "at": [{"w": "Z", "p": "p1", "n": 2, "t": "Sergeevich"}],'
        ' "ruling": "A note."}',
        '{"id": "2", "kind": "suppress", "at": [{"w": "Z", "p": "p1", "n": 2, "t": "Sergeevich",'
        ' "near": ""}], "reason": "a slip"}',
        '{"id": "3", "kind": "doubt", "at": [{"w": "Z", "p": "nowhere"}]}',
    ]
    (tmp_path / "EN.jsonl").write_text("\n".join(decided) + "\n", encoding="utf-8")
    memo = Path(MEMOS[0]).read_text("utf-8")
    (tmp_path / "broken.xml").write_text(
        memo.replace("<body>", '<body><bogus/><p xml:id="p1"/>', 1), "utf-8"
    )
    done = variorum(*arguments, "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    value = json.loads(done.stdout)
    jsonschema.Draft202012Validator(schema(arguments[0])).validate(value)


def test_a_schema_refuses_what_it_does_not_know() -> None:
    wrong = {"schema": "variorum.diff/1", "results": [], "more": 1}
    assert not jsonschema.Draft202012Validator(schema("diff")).is_valid(wrong)
