"""`--watch` checks again what changes, and says only what has changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from variorum.api.machine import Machine
from variorum.api.watching import Step, steps
from variorum.errors import MissingExtra

TEXT = "<TEI><text><body>{}</body></text></TEI>"
LOST = '<p corresp="#x">a</p>'
OTHER = '<p corresp="b.xml#y">a</p>'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


def write(name: str, body: str) -> str:
    Path(name).write_text(TEXT.format(body), encoding="utf-8")
    return str(Path(name).resolve())


def said(step: Step) -> tuple[list[str], list[str]]:
    """The keys of what is new and of what is gone."""
    return [f.key for r in step.new for f in r.findings], [f.key for f in step.gone]


def test_only_what_changes_is_said(home: Path) -> None:
    def batches() -> Iterator[set[str]]:
        yield {write("a.xml", LOST + LOST.replace("#x", "#z"))}
        yield {write("a.xml", LOST.replace("#x", "#z"))}
        yield {write("b.xml", '<p xml:id="y">a</p>')}  # a file to which c.xml points
        Path("a.xml").unlink()
        yield {str(home / "a.xml")}
        yield {write("new.xml", LOST)}

    write("a.xml", LOST)
    write("b.xml", "<p>a</p>")
    write("c.xml", OTHER)
    select = {"select": ["REF"]}
    found = [said(step) for step in steps(["."], select, batches(), host=Machine())]
    told = [step for step in found if step != ([], [])]
    assert told == [
        (["REF003 @corresp #x", "REF003 @corresp b.xml#y"], []),
        (["REF003 @corresp #z"], []),
        ([], ["REF003 @corresp #x"]),
        ([], ["REF003 @corresp b.xml#y"]),
        ([], ["REF003 @corresp #z"]),
        (["REF003 @corresp #x"], []),
    ]


def test_settings_that_change_hold_from_then_on_and_a_wrong_request_is_waited_out(
    home: Path,
) -> None:
    notes: list[str] = []

    class Host(Machine):
        def note(self, message: str) -> None:
            notes.append(message)

    def batches() -> Iterator[set[str]]:
        Path("variorum.toml").write_text('[validate]\nignore = ["REF"]\n')
        yield {str(home / "variorum.toml")}
        Path("own.rng").unlink()
        yield {str(home / "own.rng")}
        Path("own.rng").write_text(rng)
        yield {str(home / "own.rng")}

    rng = '<element name="TEI" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>'
    Path("own.rng").write_text(rng)
    write("a.xml", LOST)
    asked = {"schema": ["own.rng"], "select": ["REF"]}
    found = [said(step) for step in steps(["."], asked, batches(), host=Host())]
    assert found[:2] == [(["REF003 @corresp #x"], []), ([], ["REF003 @corresp #x"])]
    assert len(notes) == 1
    assert "no such schema" in notes[0]


def test_the_command_watches_until_it_is_stopped(home: Path) -> None:
    pytest.importorskip("watchfiles", reason="needs the package watchfiles")
    write("a.xml", LOST)
    command = [sys.executable, "-m", "variorum", "validate", ".", "--watch", "-f", "concise",
               "--select", "REF"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert "points to '#x'" in run.stdout.readline()
        assert "1 error in 1 file" in run.stderr.readline()
        line = ""
        for number in range(200):  # until the watch has begun, and sees a change
            write("a.xml", LOST.replace("#x", f"#y{number}"))
            import select

            if select.select([run.stdout], [], [], 0.3)[0]:
                line = run.stdout.readline()
                break
        run.terminate()
    assert "points to '#y" in line


def test_without_the_package_it_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from variorum.api.watching import batches

    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(MissingExtra, match=r"variorum\[watch\]"):
        next(batches(["."], Machine()))
