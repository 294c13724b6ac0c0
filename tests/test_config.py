"""Settings: the nearest file upward, every key with its origin, a slip met with the nearest key."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Run


def test_the_nearest_file_upward_holds(variorum: Run, tmp_path: Path) -> None:
    (tmp_path / "variorum.toml").write_text('[project]\nbase = "B"\n', encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    shown = variorum("config", "show", cwd=inner).stdout
    assert "settings from variorum.toml" in shown
    assert ["project.base", '"B"', "(variorum.toml)"] in [
        line.split()[:3] for line in shown.splitlines()
    ]
    assert "(default)" in shown


def test_the_apparatus_obeys_the_projects_base(variorum: Run, tmp_path: Path) -> None:
    (tmp_path / "variorum.toml").write_text('[project]\nbase = "b"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("the sage said no\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("the wise man said no\n", encoding="utf-8")
    done = variorum("apparatus", "a.txt", "b.txt", "-f", "json")
    assert json.loads(done.stdout)["base"] == "b"


def test_pyproject_may_hold_the_settings(variorum: Run, tmp_path: Path) -> None:
    text = '[tool.variorum.project]\ntitle = "Memo"\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    rows = json.loads(variorum("config", "show", "-f", "json").stdout)["results"]
    assert {"key": "project.title", "value": "Memo", "origin": "pyproject.toml"} in rows


def test_an_unknown_key_is_met_with_the_nearest(variorum: Run, tmp_path: Path) -> None:
    (tmp_path / "variorum.toml").write_text('[project]\nbsae = "B"\n', encoding="utf-8")
    done = variorum("config", "show")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "base" in done.stderr


def test_what_is_no_toml_is_said(variorum: Run, tmp_path: Path) -> None:
    (tmp_path / "variorum.toml").write_text("[project\n", encoding="utf-8")
    done = variorum("config", "show")
    assert done.returncode == 2
    assert "invalid TOML" in done.stderr
