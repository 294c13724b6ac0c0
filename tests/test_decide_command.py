"""`variorum decide`: from the command line a decision is made, shown, checked and taken back."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Done
from conftest import ROOT

from variorum.cli import decide

Run = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rest = "\n\nHe rested there with his friends, and was glad of the fire.\n"
    for name, text in (("a", "The wise man came home."), ("b", "The wise sage came home.")):
        (tmp_path / f"{name}.txt").write_text(text + rest, encoding="utf-8")
    monkeypatch.delenv("VARIORUM_AUTHOR", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(folder: Path, author: str = "EN") -> list[dict[str, object]]:
    text = (folder / "decisions" / f"{author}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_each_example_of_the_help_does_what_it_says(variorum: Run, folder: Path) -> None:
    for example in filter(None, decide.EXAMPLES.splitlines()):
        known = lines(folder) if (folder / "decisions").is_dir() else []
        arguments = [
            str(known[0]["id"]) if word == "01JDS3" else word for word in shlex.split(example)[1:]
        ]
        done = variorum(*arguments, cwd=folder)
        assert not done.returncode, done.stderr
        saves = "--preview" not in example and "--author" in example
        assert len(lines(folder)) == len(known) + saves
    assert "[withdrawn]" in variorum("decide", "list", cwd=folder).stdout


def test_the_effect_is_shown_and_saved_only_without_preview(variorum: Run, folder: Path) -> None:
    said = ["decide", "class", "a.txt", "b.txt", "--at", "a p1 3 man", "--reading", "sage"]
    said += ["--is", "synonym", "--author", "EN"]
    done = variorum(*said, "--preview", cwd=folder)
    assert done.stdout == ("- p1, 3: man] a; sage b (lexical)\n+ p1, 3: man] a; sage b (synonym)\n")
    assert not (folder / "decisions").exists()
    assert variorum(*said, cwd=folder).stdout == done.stdout
    assert [line["kind"] for line in lines(folder)] == ["class"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["guess", "a.txt"], "unknown action 'guess'; choose from row, passage,"),
        (["class", "--at", "a p1 1", "--is", "case"], "no text is named; name the texts"),
        (["class", "a.txt", "b.txt", "--is", "case", "--at", "z p1 1"],
         "'z p1 1' names no witness; begin with one of a, b"),
        (["class", "a.txt", "b.txt", "--is", "case", "--at", "a p9 1"],
         "'a p9 1': a has no p9; it has p1, p2; write SIGLUM DIVISION NUMBER, as in A p1 4-5"),
        (["class", "a.txt", "b.txt", "--is", "case", "--at", "a p1 77"],
         "'a p1 77': p1 has 6 words and marks; write SIGLUM DIVISION NUMBER"),
        (["class", "a.txt", "b.txt", "--is", "case", "--at", "a p1 3 sage"],
         "'a p1 3 sage': 'man' stands there"),
        (["class", "a.txt", "b.txt", "--at", "a p1 3"], "class does not say which class"),
        (["row", "a.txt", "b.txt", "--at", "a p1", "--is", "near"],
         "row cannot be 'near': choose from together, apart, moved, alone"),
        (["align", "a.txt", "b.txt", "--at", "a p1 3"], "align names 1 place; it takes"),
        (["suppress", "a.txt", "b.txt", "--at", "a p1 3"], "suppress has no reason"),
        (["regularise", "a.txt", "b.txt", "--pattern", "(", "--is", "x", "--author", "EN"],
         "'(' is not a pattern: "),
        (["class", "a.txt", "b.txt", "--is", "synonym", "--at", "a p1 3", "--reading", "boy",
          "--author", "EN"], "no witness reads 'boy' there; nothing was saved"),
        (["note", "a.txt", "b.txt", "--is", "x", "--at", "a p1 3"],
         "nobody is named as the author; add --author EN, or set VARIORUM_AUTHOR"),
        (["note", "a.txt", "b.txt", "--is", "x", "--at", "a p1 3", "--author", "../EN"],
         "'../EN' cannot name a file; give letters and digits, as in EN"),
        (["withdraw", "01J", "--author", "EN"], "no decision '01J'; variorum decide list shows"),
        (["withdraw", "--author", "EN"], "no decision is named; give its id"),
        (["convert", "old.toml"], "no text is named; give the old file, then the texts"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_with_its_remedy_and_saves_nothing(
    variorum: Run, folder: Path, arguments: list[str], message: str
) -> None:
    done = variorum("decide", *arguments, cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(folder.glob("decisions/*.jsonl"))


def test_a_broken_file_is_neither_read_nor_added_to(variorum: Run, folder: Path) -> None:
    (folder / "decisions").mkdir()
    path = folder / "decisions" / "EN.jsonl"
    path.write_text('{"id": "1", "kind": "done"\n{"id": "2", "kind": "done"}\n')
    said = ["a.txt", "b.txt", "--decisions", "decisions"]
    place = ["--at", "a p1 3", "--is", "x", "--author", "EN"]
    for arguments in (["apparatus", *said], ["decide", "note", *said, *place]):
        done = variorum(*arguments, cwd=folder)
        assert done.returncode == 2
        assert "EN.jsonl:1: not a decision; each line is one JSON object" in done.stderr
    assert path.read_text().startswith('{"id": "1", "kind": "done"\n')


def test_a_torn_line_is_reported_and_kept_beside(variorum: Run, folder: Path) -> None:
    said = ["decide", "note", "a.txt", "b.txt", "--at", "a p1 3", "--author", "EN", "--is"]
    variorum(*said, "one", cwd=folder)
    path = folder / "decisions" / "EN.jsonl"
    whole = path.read_text()
    path.write_text(whole + '{"id": "01M8')
    told = variorum("apparatus", "a.txt", "b.txt", "--decisions", "decisions", cwd=folder)
    assert "the last line is cut off; it was never confirmed as saved" in told.stderr
    variorum(*said, "two", cwd=folder)
    assert path.read_text().startswith(whole)
    assert [line["ruling"] for line in lines(folder)] == ["one", "two"]
    assert path.with_suffix(".jsonl.broken").read_text() == '{"id": "01M8\n'


def test_a_folder_without_decisions_is_said_to_be_one(variorum: Run, folder: Path) -> None:
    for arguments in (["list"], ["check", "a.txt", "b.txt"]):
        done = variorum("decide", *arguments, cwd=folder)
        assert (done.returncode, done.stdout.strip()) == (0, "")
        assert "no decisions in decisions" in done.stderr


def test_check_exits_with_1_where_a_decision_is_not_obeyed(variorum: Run, folder: Path) -> None:
    said = ["decide", "note", "a.txt", "b.txt", "--at", "a p1 3 man", "--author", "EN", "--is"]
    variorum(*said, "one", cwd=folder)
    assert variorum("decide", "check", "a.txt", "b.txt", cwd=folder).returncode == 0
    (folder / "a.txt").write_text((folder / "b.txt").read_text(), encoding="utf-8")
    done = variorum("decide", "check", "a.txt", "b.txt", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("stale")
    assert "a has no 'man' now" in done.stdout
    assert not variorum("decide", "check", "a.txt", "b.txt", "--exit-zero", cwd=folder).returncode


def test_an_older_file_is_converted_to_places_that_no_setting_changes(
    variorum: Run, folder: Path
) -> None:
    (folder / "old.toml").write_text(
        '[[decision]]\nkind = "class"\nruling = "synonym"\nauthor = "MK"\ndate = "2026-01-01"\n'
        'where = { passage = "p1", lemma = "man", reading = "sage" }\n'
        '[[decision]]\nkind = "apart"\nwhere = { a = "p1 5 home", b = "p1 5 home" }\n'
        '[[decision]]\nkind = "regularise"\nwhere = { form = "wise", witness = "b" }\n'
        'ruling = "old"\n'
        '[[decision]]\nkind = "class"\nruling = "case"\nwhere = { lemma = "x", reading = "y" }\n'
    )
    before = variorum("apparatus", "a.txt", "b.txt", "--decisions", "old.toml", cwd=folder)
    done = variorum("decide", "convert", "old.toml", "a.txt", "b.txt", "--author", "EN", cwd=folder)
    assert not done.returncode, done.stderr
    assert "4 decisions of old.toml are in decisions" in done.stderr
    (one,) = lines(folder, "MK")
    assert one["at"] == [
        {"w": "a", "p": "p1", "n": 3, "t": "man", "near": "The wise | came home ."}
    ]
    assert (one["date"], one["reading"]) == ("2026-01-01", "sage")
    for unit in ("sentence", "paragraph"):
        after = variorum(
            "apparatus", "a.txt", "b.txt", "--decisions", "decisions", "--unit", unit, cwd=folder
        )
        assert after.stdout == before.stdout
        assert "outdated decision (class case, lemma=x, reading=y" in after.stderr


@pytest.mark.parametrize("command", ["align", "collate", "apparatus", "compare", "diff"])
def test_the_folder_that_the_project_names_holds_for_every_command(
    variorum: Run, folder: Path, command: str
) -> None:
    arguments = ["--at", "a p1 3 man", "--at", "b p1 3 sage", "--author", "EN"]
    variorum("decide", "apart", "a.txt", "b.txt", *arguments, cwd=folder)
    level = ["--level", "word"] if command == "align" else []
    plain = variorum(command, "a.txt", "b.txt", *level, cwd=folder)
    (folder / "variorum.toml").write_text('[project]\ndecisions = "decisions"\n')
    ruled = variorum(command, "a.txt", "b.txt", *level, cwd=folder)
    assert "decision" not in ruled.stderr
    assert ruled.stdout != plain.stdout or command in ("compare", "diff")


def test_what_was_left_aside_is_said_once(variorum: Run) -> None:
    memo = [ROOT / "tei" / name for name in ("memo.xml", "memo-b.xml")]
    said = ["--at", "Z p1 2", "--reading", "Sergeyevich", "--is", "orthographic", "--preview"]
    done = variorum("decide", "class", *memo, *said, "--author", "EN")
    assert "Sergeyevich B (orthographic)" in done.stdout
    assert done.stderr.count("kept beside the text") == 1
