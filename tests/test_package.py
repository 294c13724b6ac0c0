"""The wheel holds what is run and nothing else, and says truly what it is."""

from __future__ import annotations

import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    (made,) = builder.WheelBuilder(str(ROOT)).build(
        directory=str(tmp_path_factory.mktemp("dist")), versions=["standard"]
    )
    return zipfile.ZipFile(made)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    (name,) = [n for n in wheel.namelist() if n.endswith(".dist-info/METADATA")]
    return Parser().parsestr(wheel.read(name).decode("utf-8"))


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: zipfile.ZipFile) -> None:
    held = {n for n in wheel.namelist() if ".dist-info/" not in n}
    package = ROOT / "toolkit" / "variorum"
    there = {
        str(Path("variorum") / path.relative_to(package))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == there


def test_the_licences_are_named_and_their_texts_are_there(
    wheel: zipfile.ZipFile, metadata: Message
) -> None:
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0 AND Apache-2.0"
    texts = [wheel.read(name).decode("utf-8") for name in wheel.namelist() if "/licenses/" in name]
    assert any("Permission is hereby granted" in text for text in texts)
    assert any("Attribution-ShareAlike" in text for text in texts)
    assert any("Grant of Copyright License" in text for text in texts)  # the whole of Apache-2.0


def test_whom_the_weights_come_from_stands_beside_them(wheel: zipfile.ZipFile) -> None:
    weights = "variorum/alignment/weights/"
    for name in ("LICENSE", "ENCODER.md"):
        text = wheel.read(weights + name).decode("utf-8")
        for source in ("unfoldingWord", "Berean Standard Bible", "Clear Bible", "all-MiniLM-L6-v2"):
            assert source in text, (name, source)


def test_the_readme_of_the_index_has_addresses_where_the_repository_has_paths(
    metadata: Message,
) -> None:
    text = str(metadata.get_payload())
    assert "](toolkit/" not in text
    assert "](examples/" not in text
    source = next(u.split(", ")[1] for u in metadata.get_all("Project-URL", []) if "Source" in u)
    assert f"]({source}/blob/main/toolkit/ARCHITECTURE.md)" in text
    assert metadata["Requires-Python"] == ">=3.11"


def test_what_is_cited_is_the_version_that_is_installed() -> None:
    from variorum import __version__

    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {__version__}\n" in cited
    assert "\ntype: software\n" in cited
