"""The configurations of editors that the documentation shows are sound, and Neovim's is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from conftest import ROOT
from test_lsp_writing import EDITION

from variorum.errors import MissingExtra
from variorum.lsp import errands

PAGE = (ROOT / "toolkit/docs/pages/how-to/editors.md").read_text("utf-8")
ASKING = """
vim.cmd("edit edition.xml")
local found = vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
assert(found, "no findings")
local said = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(said, { one.code or one.user_data.lsp.code, one.lnum, one.col })
end
local function ask(method, line, column)
  local params = { textDocument = vim.lsp.util.make_text_document_params(),
                   position = { line = line, character = column } }
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do return answer.result end
end
local text = vim.api.nvim_buf_get_lines(0, 0, -1, false)
local line, column, units
for number, row in ipairs(text) do
  local at = row:find('wit="#Q"', 1, true)
  if at then
    line, column = number - 1, at + 5
    units = select(2, vim.str_utfindex(row, column))
  end
end
local labels = {}
for _, item in ipairs(ask("textDocument/completion", line, units).items) do
  table.insert(labels, item.label)
end
local hover = ask("textDocument/hover", line, units).contents.value
vim.api.nvim_buf_set_text(0, line, column, line, column + 1, { "B" })
local gone = vim.wait(60000, function()
  for _, one in ipairs(vim.diagnostic.get(0)) do
    if (one.code or one.user_data.lsp.code) == "WIT001" then return false end
  end
  return true
end, 20)
local out = io.open("out.json", "w")
out:write(vim.json and vim.json.encode({ said, labels, hover, gone })
          or vim.fn.json_encode({ said, labels, hover, gone }))
out:close()
vim.cmd("qall!")
"""
RUN = "lua local ok, why = pcall(dofile, 'ask.lua') if not ok then print(why) vim.cmd('cquit') end"


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.S)
    assert found
    return found[1]


@pytest.mark.skipif(not shutil.which("nvim"), reason="needs Neovim (Debian: neovim)")
def test_neovim_as_the_page_sets_it_up_shows_completes_and_explains(tmp_path: Path) -> None:
    command = tmp_path / "bin" / "variorum"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m variorum "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    text = EDITION % 'é 𐎠 <app><lem wit="#A">a</lem><rdg wit="#Q">b</rdg></app>'
    (tmp_path / "edition.xml").write_text(text, "utf-8")
    (tmp_path / "init.lua").write_text(f"{block('lua')}\n", "utf-8")
    (tmp_path / "ask.lua").write_text(ASKING, "utf-8")
    home = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE")}
    done = subprocess.run(
        ["nvim", "--headless", "-n", "-u", "init.lua", "-c", RUN], cwd=tmp_path,
        env={**os.environ, **home, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    said, labels, hover, gone = json.loads((tmp_path / "out.json").read_text("utf-8"))
    (place,) = [(line, column) for code, line, column in said if code == "WIT001"]
    row = text.split("\n")[place[0]]
    assert row.encode()[place[1] :].startswith(b"#Q")
    assert labels == ["#A", "#B"]
    assert "**WIT001**" in hover
    assert gone


def test_the_other_configurations_are_sound() -> None:
    helix = tomllib.loads(block("toml"))
    assert helix["language-server"]["variorum"] == {"command": "variorum", "args": ["lsp"]}
    assert helix["language"][0]["language-servers"] == ["variorum"]
    kate = json.loads(block("json"))
    assert kate["servers"]["xml"]["command"] == ["variorum", "lsp"]
    assert re.match(kate["servers"]["xml"]["highlightingModeRegex"], "XML")
    elisp = block("elisp")
    assert elisp.count("(") == elisp.count(")")
    assert '("variorum" "lsp")' in elisp


def test_the_extension_starts_the_server_and_says_what_to_install() -> None:
    folder = ROOT / "toolkit" / "editors" / "vscode"
    package = json.loads((folder / "package.json").read_text("utf-8"))
    settings = package["contributes"]["configuration"]["properties"]
    assert settings["variorum.command"]["default"] == "variorum"
    assert settings["variorum.arguments"]["default"] == ["lsp"]
    source = (folder / "src" / "extension.ts").read_text("utf-8")
    assert MissingExtra("editor", "").hint in source
    asked = set(re.findall(r'settings\.get<[^>]*>\("(\w+)"', source))
    assert {f"variorum.{name}" for name in asked} == set(settings)
    commands = {one["command"] for one in package["contributes"]["commands"]}
    assert commands == set(re.findall(r'registerCommand\("([\w.]+)"', source))
    assert set(re.findall(r'ask(?:<.*?>)?\("([\w.]+)"', source)) == set(errands.COMMANDS)
    assert not commands & set(errands.COMMANDS)  # which the client registers by itself
