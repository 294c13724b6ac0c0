"""The library and the command line are one: every command that we show, and the same call of the
library, give the same bytes.

The arguments of a command are read by its own parser; those that the verb takes go to the verb,
those that say how it is written to `write`. Nothing is said twice here, so a new option is held
too. What a terminal alone is for (views of a diff, the summary) is compared as the data behind it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from commands import Done, runner
from conftest import ROOT, TEI

import variorum as v
from variorum.api.checks import Checks
from variorum.api.door import arguments
from variorum.api.kinds import Writing
from variorum.registry import get, names
from variorum.validation.reports import ReportOptions
from variorum.validation.reports.json import report as json_report

VERBS = {"align", "apparatus", "collate", "compare", "convert", "decide", "diff", "encode",
         "glossary", "patch", "validate"}  # fmt: skip
WITHOUT_A_VERB = {
    "config": "shows the settings of a folder; every verb obeys them",
    "lsp": "speaks with an editor until that ends",
    "rules": "prints the manual of validation",
    "schema": "keeps copies of schemas on this machine, the one command that may fetch",
}
WITHOUT_A_COMMAND = {
    "read": "each command reads by itself",
    "witness": "literal text has no place on a command line",
    "write": "each command writes by itself",
}
BY_TERMINAL = {"side_by_side", "inline", "unified", "word_diff", "stat", "full", "context"}
CITED = re.compile(r"^(?:\$ )?variorum [^\n]*", re.M)
END = re.compile(r"\s(?:\||>|&&|;).*$")


def commands_in(text: str) -> list[str]:
    """The commands that a text shows, each on one line, without what the shell does with them."""
    joined = re.sub(r"\\\n\s*", "", text).replace("$tei/", "tei/").replace("$OUT/", "build/")
    return [END.sub("", found.removeprefix("$ ")) for found in CITED.findall(joined)]


def examples_of(command: str) -> list[str]:
    return commands_in(str(getattr(get("cli", command), "EXAMPLES", "")))


EXAMPLES = [line for name in names("cli") for line in examples_of(name)]
SCRIPTS = sorted((ROOT / "examples").glob("*/run.sh"))


def test_every_command_has_a_verb_or_a_reason() -> None:
    assert VERBS | WITHOUT_A_VERB.keys() == set(names("cli"))
    assert not VERBS & WITHOUT_A_VERB.keys()


def test_every_verb_has_a_command_or_a_reason() -> None:
    verbs = {name for name in v.__all__ if name.islower() and callable(getattr(v, name))}
    assert verbs == VERBS | WITHOUT_A_COMMAND.keys()


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in [n for n in os.environ if n.startswith("VARIORUM")]:
        monkeypatch.delenv(name)
    call = runner(monkeypatch, capsys)
    return lambda *given, cwd: call(*given, cwd=cwd, COLUMNS="80", CI="true", NO_COLOR="1")


def parsed(name: str, arguments: list[str]) -> dict[str, Any]:
    """The arguments of a command by name, read by its own parser."""
    module = get("cli", name)
    app = typer.Typer(add_completion=False)
    app.command()(module.command)
    context = typer.main.get_command(app).make_context(name, list(arguments))
    return {key: value for key, value in context.params.items() if value not in (None, (), [])}


def words_of(line: str, folder: Path) -> list[str]:
    """The arguments as the shell gives them: stars stand for files."""
    found: list[str] = []
    for word in shlex.split(line)[1:]:
        files = sorted(str(p.relative_to(folder)) for p in folder.glob(word)) if "*" in word else []
        found += files or [word]
    return [word for word in found if word not in ("-q", "--quiet")]


def held(line: str, folder: Path, run: Run, *, leave: bool = False) -> None:
    """Run a command and the same call of the library; they must give the same bytes.

    With `leave` what the command writes stays where a later line may read it.
    """
    name, *given = words_of(line, folder)
    said = parsed(name, given)
    if "bitext" in said:
        return  # lines of a parallel corpus, in bounded memory: a stream is no value
    if name == "decide":
        return  # it saves what a person decides: test_decide_command runs each of its examples
    own, ours = folder / "cli", folder / "library"
    for made in (own, ours):
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
    target = Path(str(said.get("output", "-"))).name
    target = "out.txt" if target == "-" else target
    seen = [flag for flag in BY_TERMINAL if said.get(flag)]
    if name == "validate" or seen:
        given = [w for w in given if w.removeprefix("--").replace("-", "_") not in BY_TERMINAL]
        given, said["format"], target = [*given, "-f", "json"], "json", "out.json"
    done = run(name, *given, "--force", "-o", own / target, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    if name == "validate":
        settings = {key: said[key] for key in said if key in Checks.__dataclass_fields__}
        reports = v.validate(said["files"], **settings)
        (ours / target).write_text(json_report(reports, ReportOptions()), encoding="utf-8")
    else:
        written(name, said, ours / target)
    assert (ours / target).read_bytes() == (own / target).read_bytes(), line
    for part in own.glob("*"):
        assert (ours / part.name).exists()
        if leave and "output" in said:
            shutil.copy(part, folder / Path(str(said["output"])).parent)


def written(name: str, said: dict[str, Any], target: Path) -> None:
    """What the library makes of the same arguments, in a file."""
    verb = getattr(v, name)
    files = said.get("files") or [said[key] for key in ("file", "witness", "patch") if key in said]
    taken = arguments(verb)
    if name == "convert":
        said["rename"] = dict(pair.split("=") for pair in said.pop("rename", []))
        said["to"] = said.get("format") or {".xml": "tei"}.get(target.suffix, target.suffix[1:])
        said["to"] = {"tex": "reledmac", "nex": "nexus"}.get(said["to"], said["to"])
    value = verb(*files, **{key: said[key] for key in said if key in taken and key != "patch"})
    how = {key: said[key] for key in said if key in Writing.__annotations__}
    if how.pop("into", False):
        how["into"] = files
    v.write(value, target, format=said.get("format", ""), **how)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file that an example of a command names."""
    folder = tmp_path_factory.mktemp("parity")
    shutil.copytree(TEI, folder / "tei")
    base = "The wise man [chokhom] answers. He went home."
    texts = {
        "a": base, "b": base.replace("wise man", "sage"), "c": base.replace("home", "away"),
        "old": base, "new": base.replace("wise", "old"), "garnett": base,
        "maude": base.replace("He went", "Then he left"), "dole": base.replace("answers", "said"),
        "memo": base,
    }  # fmt: skip
    for stem, text in texts.items():
        (folder / f"{stem}.txt").write_text(text + "\n", encoding="utf-8")
    copies = {"memo": "memo", "other": "memo-b", "memo-ru": "memo-ru", "en": "memo", "a": "memo",
              "ru": "memo-ru", "b": "memo-b", "c": "memo-c"}  # fmt: skip
    for stem, source in copies.items():
        shutil.copy(TEI / f"{source}.xml", folder / f"{stem}.xml")
    words = ROOT / "examples" / "historian"
    for stem in ("a", "garnett", "memo"):
        shutil.copy(words / "first.docx", folder / f"{stem}.docx")
    for stem in ("b", "c", "maude"):
        shutil.copy(words / "second.docx", folder / f"{stem}.docx")
    (folder / "words.tsv").write_text("memorandum\tмеморандум\n", encoding="utf-8")
    (folder / "witnesses.json").write_text(
        '{"witnesses": [{"id": "A", "tokens": [{"t": "a "}, {"t": "b"}]},'
        ' {"id": "B", "tokens": [{"t": "a "}, {"t": "c"}]}]}', encoding="utf-8",
    )  # fmt: skip
    sigla = (("a", "M"), ("b", "L"), ("c", "N"))
    edition = v.apparatus(*(v.witness(texts[stem], siglum=siglum) for stem, siglum in sigla))
    v.write(edition, folder / "edition.xml")
    v.write(v.diff(folder / "old.txt", folder / "new.txt"), folder / "change.patch")
    encoded = v.encode(v.witness(texts["old"], siglum="W"), title="W")
    (folder / "witness.xml").write_text(encoded, encoding="utf-8")
    (folder / "texts").mkdir()
    shutil.copy(folder / "edition.xml", folder / "texts")
    return folder


NEEDS = ("tei_all.rng", "baseline", "--diff")  # a schema of the reader's own, …


@pytest.mark.parametrize("line", EXAMPLES)
def test_each_example_of_a_command_is_a_call_of_the_library(
    line: str, shelf: Path, run: Run
) -> None:
    if line.split()[1] in WITHOUT_A_VERB:
        assert WITHOUT_A_VERB[line.split()[1]]
        return
    if any(word in line for word in NEEDS):
        pytest.skip("held on files of its own in test_validate_parity")
    if "--brackets" in line:  # the first run writes the table that later ones obey
        run(*words_of(line, shelf), "--force", cwd=shelf)
    held(line, shelf, run)


@pytest.mark.docs
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.parent.name)
def test_each_command_of_the_examples_is_a_call_of_the_library(
    script: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "example"
    shutil.copytree(script.parent, folder, ignore=shutil.ignore_patterns("out"))
    (folder / "out").mkdir()
    for made in folder.glob("*.py"):  # the example of the library itself writes what is checked
        subprocess.run([sys.executable, made.name], cwd=folder, check=True, capture_output=True)
    for line in commands_in(script.read_text(encoding="utf-8")):
        if line.split()[1] in WITHOUT_A_VERB or any(word in line for word in NEEDS):
            continue
        held(line, folder, run, leave=True)


@pytest.mark.docs
@pytest.mark.parametrize("text", ["README.md", "examples/demo.sh"])
def test_each_command_of_the_readme_is_a_call_of_the_library(
    text: str, tmp_path: Path, run: Run
) -> None:
    for name in ("tei", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("out"))
    (tmp_path / "build").mkdir()
    note = (
        "We cannot treat them across-the-board [chokhom].\nE[rich] Honecker wrote in May [1988].\n"
    )
    (tmp_path / "build" / "note.txt").write_text(note, encoding="utf-8")
    slip = (tmp_path / "tei" / "memo-b.xml").read_text(encoding="utf-8")
    (tmp_path / "build" / "slip.xml").write_text(
        slip.replace("foreign", "forign"), encoding="utf-8"
    )
    for line in shown(ROOT / text):
        if line.split()[-1] == "variorum" or line.split()[1] in WITHOUT_A_VERB:
            continue
        held(line, tmp_path, run, leave=True)


def shown(path: Path) -> Iterator[str]:
    """The commands of a document that take files; prose that begins with our name is none."""
    for line in commands_in(path.read_text(encoding="utf-8")):
        if line.split()[1] in VERBS | WITHOUT_A_VERB.keys() or line.split()[1] == "--quiet":
            yield line.replace("--quiet ", "")
