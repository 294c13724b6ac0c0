"""Fixtures: golden files, the shared data where it is there, a run of the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TEI = ROOT / "tei"

# Derandomised: a test run says the same today and tomorrow; `make soak` searches wider.
settings.register_profile(
    "default",
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files")


# The encoder links other words: only tests that ask for it have it (fixture `encoded`).
sys.modules.setdefault("onnxruntime", None)  # type: ignore[arg-type]


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `neural` is there, as for a user who installed it."""
    if sys.modules.get("onnxruntime") is None:
        monkeypatch.delitem(sys.modules, "onnxruntime")
    if find_spec("onnxruntime") is None:
        pytest.skip("needs the extra neural: pip install 'variorum[neural]'")


EXTRAS = ("wordllama", "pymorphy3", "sacrebleu")  # what a result may depend on


@pytest.fixture
def golden(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], None]:
    """Hold a result to `tests/cases/golden/NAME`; with --accept rewrite it, then read the diff.

    It is what an install without extras gives, whatever is installed here.
    """
    for package in EXTRAS:
        monkeypatch.setitem(sys.modules, package, None)

    def check(name: str, result: str) -> None:
        path = ROOT / "tests" / "cases" / "golden" / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(result, encoding="utf-8", newline="")
        assert path.exists(), f"no golden file {name}: run pytest --accept and read it"
        assert result == path.read_bytes().decode("utf-8")

    return check


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("needs the measuring data in ../shared, which is not part of the repository")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def each_ter_once() -> Iterator[None]:
    """Two segments whose TER sacreBLEU has searched for in this worker are not searched again."""
    if find_spec("sacrebleu") is None:
        yield
        return
    from sacrebleu.metrics import lib_ter, ter

    search = cache(lambda hypothesis, reference: lib_ter.translation_edit_rate(
        list(hypothesis), list(reference)))  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ter, "translation_edit_rate", lambda h, r: search(tuple(h), tuple(r)))
        yield


Run = Callable[..., Any]  # its result has returncode, stdout and stderr


@pytest.fixture
def variorum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, in an empty folder: what it says and its exit code."""
    from commands import Done, runner

    def run(
        *arguments: str | Path,
        stdin: str | bytes | None = None,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> Done:
        with pytest.MonkeyPatch.context() as patch:
            call = runner(patch, capsys)
            return call(
                *arguments, cwd=cwd or tmp_path, stdin=stdin or "",
                **{"NO_COLOR": "", **(env or {})},
            )  # fmt: skip

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run the command line as a user does: a process of its own, in an empty folder."""

    def run(
        *arguments: str | Path,
        stdin: str | bytes | None = None,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "variorum", *map(str, arguments)],
            input=given,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "", **(env or {})},
            timeout=120,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )  # fmt: skip

    return run


INSIDE = ("file:", "blob:", "data:")  # addresses that stay on the reader's own computer
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("needs a Chromium browser")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reading page of a small edition."""
    from editions import edition

    from variorum.page import render

    path = tmp_path_factory.mktemp("page") / "memo.html"
    path.write_text(render(edition()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tab(chromium: Any) -> Iterator[Any]:
    """One tab for all tests of a worker; `page` shows it as if it were new."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Any, file: Path) -> Iterator[Any]:
    """The page, loaded anew; the test fails on console errors and on requests that leave it."""
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(
        media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
    )
    tab.mouse.move(0, 0)
    faults: list[str] = []
    watched = {
        "console": lambda m: faults.append(m.text) if m.type in ("error", "warning") else None,
        "pageerror": lambda e: faults.append(str(e)),
        "request": lambda r: None if r.url.startswith(INSIDE) else faults.append(r.url),
    }
    for event, heard in watched.items():
        tab.on(event, heard)
    tab.goto(file.as_uri())
    yield tab
    for event, heard in watched.items():
        tab.remove_listener(event, heard)
    assert not faults


@pytest.fixture(scope="session")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A connection of an editor with a server, for all tests: to start one takes a second."""
    from editor import Editor, able

    one = Editor(tmp_path_factory.mktemp("editor"), **able())
    yield one
    assert one.quit() == 0


@pytest.fixture(scope="module")
def editor(connection: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An editor in a folder of its own, with nothing open."""
    connection.folder = tmp_path_factory.mktemp("project")
    yield connection
    connection.close_all()
