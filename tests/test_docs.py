"""The documentation cannot lie: every command of the README and every example is run.

A `console` block holds `$ commands` with what they print; `pytest --accept` rewrites the output,
which is then read in the git diff.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from commands import runner
from conftest import ROOT

pytestmark = pytest.mark.docs
README = ROOT / "README.md"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/run.sh"))
PAGES = sorted((ROOT / "toolkit" / "docs" / "pages").rglob("*.md"))
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def _environment() -> dict[str, str]:
    """The commands first on the path; nothing of the tester's own settings."""
    here = str(Path(sys.executable).parent)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("VARIORUM")}
    kept.pop("FORCE_COLOR", None)
    return {
        **kept, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1",
        "COLUMNS": "80", "LC_ALL": "C.UTF-8", "CI": "true",
    }  # fmt: skip


def _run(command: str, folder: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=_environment(), text=True, encoding="utf-8",
        input=given, capture_output=True, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the README's commands need, as in a fresh clone."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("tei", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("out"))
    (folder / "build").mkdir()
    return folder


def _commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def _words(command: str, folder: Path) -> list[str]:
    """What the shell makes of the arguments: quotes are taken off, stars stand for files."""
    found: list[str] = []
    for word in shlex.split(command)[1:]:
        files = folder.glob(word) if "*" in word else ()
        found += sorted(str(path.relative_to(folder)) for path in files) or [word]
    return found


Said = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def said(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    """Run a line of the README: our command in this process, what it is piped into in the shell.

    The examples run in the shell with the installed command, as all else does here.
    """
    for name in [n for n in os.environ if n.startswith("VARIORUM") or n == "FORCE_COLOR"]:
        monkeypatch.delenv(name)
    settings = {k: v for k, v in _environment().items() if k in ("COLUMNS", "LC_ALL", "CI")}
    call = runner(monkeypatch, capsys)

    def run(line: str) -> subprocess.CompletedProcess[str]:
        command, _, rest = line.partition(" | ")
        if not command.startswith("variorum "):
            return _run(line, checkout)
        done = call(*_words(command, checkout), cwd=checkout, **settings)
        if not rest:
            return subprocess.CompletedProcess(line, done.returncode, done.stdout, done.stderr)
        end = _run(rest, checkout, done.stdout)
        return subprocess.CompletedProcess(
            line, end.returncode, end.stdout, done.stderr + end.stderr
        )

    return run


def _printed(block: str, run: Said) -> str:
    """The block as it should be: each command with what it prints."""
    lines = []
    for command in _commands(block):
        done = run(command)
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1), f"{command}: {done.stderr}"
        lines += [f"$ {command}\n", (done.stdout + done.stderr).replace("\t", "  ")]
    return "".join(re.sub(r"[ ]+\n", "\n", line) for line in lines)


def test_the_readme_shows_what_the_commands_print(
    said: Said, request: pytest.FixtureRequest
) -> None:
    if find_spec("wordllama"):
        pytest.skip("the README shows an install without `semantic`, which links other words")
    text = README.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) > 5
    for block in blocks:
        if "in the dictionary" in block and not find_spec("pymorphy3"):
            continue  # it shows what the extra `russian` adds, and says so
        real = _printed(block, said)
        if request.config.getoption("--accept"):
            text = text.replace(f"```console\n{block}```", f"```console\n{real}```")
        else:
            assert block == real
    if request.config.getoption("--accept"):
        README.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_of_the_site_shows_what_the_commands_print(
    page: Path, said: Said, request: pytest.FixtureRequest
) -> None:
    if find_spec("wordllama"):
        pytest.skip("the pages show an install without `semantic`, which links other words")
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        real = _printed(block, said)
        if request.config.getoption("--accept"):
            text = text.replace(f"```console\n{block}```", f"```console\n{real}```")
            page.write_text(text, encoding="utf-8")
        else:
            assert block == real


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_python_of_a_page_runs(page: Path, checkout: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    if blocks:
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(blocks)], cwd=checkout, env=_environment(),
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_the_site_is_built_and_every_link_in_it_leads_somewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")
    site = tmp_path / "site"
    done = _run(
        f"mkdocs build --strict --quiet -f {ROOT}/toolkit/docs/mkdocs.yml -d {site}", tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    fetched = re.compile(r"<(?:script|img|link rel=.stylesheet.)[^>]* (?:src|href)=.https?:[^>]*>")
    assert not [page for page in site.rglob("*.html") if fetched.search(page.read_text("utf-8"))]
    rules = (site / "reference" / "rules.html").read_text(encoding="utf-8")
    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert 'id="WIT001"' in rules
    for name in re.findall(r"^  ([a-z]+)  ", _run("variorum --help", ROOT).stdout, re.M):
        assert f'id="{name}"' in commands


def test_the_readme_shows_python_that_runs(checkout: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=checkout, env=_environment(), capture_output=True,
        text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Sergeyevich" in done.stdout


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda f: f.name)
def test_each_example_runs(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("out"))
    done = _run("sh run.sh", tmp_path / "examples" / folder.name)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_every_example_is_listed_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    for folder in EXAMPLES:
        assert f"examples/{folder.name}" in text


def test_every_command_has_help_with_examples() -> None:
    for name in re.findall(r"^  ([a-z]+)  ", _run("variorum --help", ROOT).stdout, re.M):
        done = _run(f"variorum {name} --help", ROOT)
        assert done.returncode == 0, name
        assert "Usage" in done.stdout
