"""The rim: every failure is one line with a remedy, nothing is overwritten, the same input gives
the same bytes, and starting is cheap."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from conftest import TEI, Run

MALFORMED = "<TEI><p>"
BOMB = '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><TEI>&b;</TEI>'
OUTSIDE = '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI>&a;</TEI>'
BAD = {
    "binary.txt": b"PNG\0\0\1\2" * 40,
    "malformed.xml": MALFORMED.encode(),
    "bomb.xml": BOMB.encode(),
    "outside.xml": OUTSIDE.encode(),
    "truncated.txt": b"caf\xc3",
    "letter.docx": b"no zip at all",
}
COMMANDS = {
    "diff": ("ok.txt", "{}"),
    "collate": ("ok.txt", "{}"),
    "apparatus": ("ok.txt", "{}"),
    "align": ("ok.txt", "{}"),
    "compare": ("ok.txt", "{}"),
    "glossary": ("ok.txt", "{}"),
    "encode": ("{}",),
    "convert": ("{}", "--to", "json"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good text and many bad ones."""
    (tmp_path / "ok.txt").write_text("The sage answers him. He left.\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("The wise man answers. He left early.\n", encoding="utf-8")
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "empty-folder").mkdir()
    return tmp_path


@pytest.mark.parametrize("bad", [*BAD, "missing.txt", "empty-folder"])
@pytest.mark.parametrize("command", ["diff", "collate", "encode", "convert"])
def test_bad_input_is_one_line_that_names_the_file_and_a_remedy(
    variorum: Run, folder: Path, command: str, bad: str
) -> None:
    arguments = [a.format(bad) for a in COMMANDS[command]]
    done = variorum(command, *arguments, "-o", "out.json" if command == "convert" else "out.xml")
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if "warning" not in line]
    assert len(said) == 1
    assert re.match(rf"variorum: {re.escape(bad)}(:\d+)?: .+; .+", said[0])
    assert not (folder / "out.xml").exists()
    assert not list(folder.glob(".*part"))


@pytest.mark.parametrize("command", ["align", "apparatus", "compare", "glossary"])
def test_a_missing_file_is_trouble_for_every_command(
    variorum: Run, folder: Path, command: str
) -> None:
    done = variorum(command, *(a.format("missing.txt") for a in COMMANDS[command]))
    assert (done.returncode, done.stdout) == (2, "")
    assert "missing.txt: no such file" in done.stderr


def test_two_witnesses_with_one_siglum_are_refused(variorum: Run, folder: Path) -> None:
    done = variorum("collate", "A=ok.txt", "A=other.txt")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "'A'" in done.stderr


def test_an_input_is_never_overwritten(variorum: Run, folder: Path) -> None:
    before = (folder / "ok.txt").read_bytes()
    for force in ([], ["--force"]):
        done = variorum("collate", "ok.txt", "other.txt", "-o", "ok.txt", *force)
        assert done.returncode == 2
    assert (folder / "ok.txt").read_bytes() == before


def test_a_file_of_the_users_is_replaced_only_by_force(variorum: Run, folder: Path) -> None:
    mine = folder / "mine.json"
    mine.write_text("{}", encoding="utf-8")
    assert variorum("collate", "ok.txt", "other.txt", "-o", mine).returncode == 2
    assert mine.read_text(encoding="utf-8") == "{}"
    assert variorum("collate", "ok.txt", "other.txt", "-o", mine, "--force").returncode == 0
    again = variorum("collate", "ok.txt", "other.txt", "-o", mine)  # it carries our signature now
    assert again.returncode == 0


def test_exit_codes_of_diff(process: Run, folder: Path) -> None:
    assert process("diff", "ok.txt", "A=ok.txt").returncode == 0
    assert process("diff", "ok.txt", "other.txt").returncode == 1
    assert process("diff", "ok.txt", "missing.txt").returncode == 2


def test_an_empty_witness_is_legal_and_said(variorum: Run, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    for command in ("diff", "collate", "apparatus", "align"):
        done = variorum(command, "ok.txt", "empty.txt")
        assert done.returncode in (0, 1)
        assert "empty is empty" in done.stderr


def test_a_typing_slip_is_met_with_the_nearest_name(process: Run) -> None:
    assert "did you mean 'collate'" in process("colate").stderr
    done = process("diff", "--granulrity", "word")
    assert done.returncode == 2
    assert done.stderr.startswith("variorum: ")
    assert done.stderr.count("\n") == 1


def test_standard_input_is_read_once(process: Run, folder: Path) -> None:
    assert process("diff", "ok.txt", "-", stdin="The sage answers him. He left.\n").returncode == 0
    assert process("diff", "-", "-", stdin="x").returncode == 2


def test_version_and_help(process: Run) -> None:
    assert re.fullmatch(r"variorum \d+\.\d+\.\d+\n", process("--version").stdout)
    assert "Exit codes" in process("--help").stdout
    assert "Usage" in process("diff", "-h").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "-f", "json"),
        ("apparatus", "--base", "Z", "-f", "tei"),
        ("align", "-f", "tsv"),
        ("diff", "--format", "json"),
    ],
    ids=lambda a: a[0],
)
def test_hash_seed_and_locale_change_no_byte(process: Run, arguments: tuple[str, ...]) -> None:
    command, *rest = arguments
    files = [TEI / "memo.xml", TEI / "memo-b.xml"]
    results = {
        process(command, *files, *rest, env={"PYTHONHASHSEED": seed, "LC_ALL": locale}).stdout
        for seed, locale in (("1", "C"), ("77", "C.UTF-8"))
    }
    assert len(results) == 1
    assert next(iter(results))


def test_no_result_knows_where_it_was_made(variorum: Run) -> None:
    done = variorum("compare", TEI / "memo.xml", TEI / "memo-b.xml", "-f", "json")
    assert str(TEI) not in done.stdout
    assert str(Path(sys.prefix)) not in done.stdout
