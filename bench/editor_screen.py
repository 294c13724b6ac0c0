"""Write what Neovim shows of an edition into the documentation: findings, an explanation, offers.

    python bench/editor_screen.py

Neovim runs without a terminal, set up as the page says, with the server of this copy; the screens
are what it would draw. The page is changed only between its marks.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parent.parent / "toolkit" / "docs" / "pages" / "how-to" / "editors.md"
EDITION = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>A wise man</title></titleStmt>
      <publicationStmt><p>none</p></publicationStmt>
      <sourceDesc>
        <listWit>
          <witness xml:id="A">Codex A</witness>
          <witness xml:id="B">Codex B</witness>
        </listWit>
      </sourceDesc>
    </fileDesc>
    <encodingDesc>
      <variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
  </teiHeader>
  <text><body>
    <p>A <app><lem wit="#A">wise</lem><rdg wit="#Q">old</rdg></app> man
    <emphh>answers</emphh>.</p>
    <p><app><rdg wit="#"/></app></p>
  </body></text>
</TEI>
"""
SCREEN = """
vim.o.columns, vim.o.lines, vim.o.wrap, vim.o.swapfile = 100, 24, false, false
vim.o.completeopt = "menuone"
vim.cmd("edit edition.xml")
vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
local function shot(name)
  vim.cmd("redraw!")
  local out = io.open(name, "w")
  for r = 1, vim.o.lines - 2 do
    local row = {}
    for c = 1, vim.o.columns do table.insert(row, vim.fn.screenstring(r, c)) end
    out:write((table.concat(row):gsub("%s+$", "")), "\\n")
  end
  out:close()
end
local function till(holds) assert(vim.wait(60000, holds, 50), "nothing came") end
till(function() return #vim.diagnostic.get(0) > 1 end)
shot("findings.txt")
vim.fn.cursor(18, 50)
vim.lsp.buf.hover()
till(function() return #vim.api.nvim_list_wins() > 1 end)
shot("hover.txt")
vim.cmd("wincmd w")
vim.cmd("quit")
vim.fn.cursor(20, 23)
local keys = vim.api.nvim_replace_termcodes("a<C-x><C-o>", true, false, true)
vim.api.nvim_feedkeys(keys, "n", false)
local timer = vim.loop.new_timer()
timer:start(100, 100, vim.schedule_wrap(function()
  if vim.fn.pumvisible() == 1 then
    timer:stop()
    shot("offers.txt")
    vim.cmd("qall!")
  end
end))
"""
RUN = "lua local ok, why = pcall(dofile, 'shot.lua') if not ok then print(why) vim.cmd('cquit') end"


def screens() -> dict[str, str]:
    """What Neovim shows, by name."""
    lua = re.search(r"```lua\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert lua is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = folder / "bin" / "variorum"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m variorum "$@"\n')
        command.chmod(0o755)
        for file, text in (("edition.xml", EDITION), ("init.lua", lua[1]), ("shot.lua", SCREEN)):
            (folder / file).write_text(text, "utf-8")
        path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
        home = {f"XDG_{kind}_HOME": name for kind in ("CONFIG", "DATA", "STATE")}
        subprocess.run(["nvim", "--headless", "-n", "-u", "init.lua", "-c", RUN], cwd=folder,
                       env={**os.environ, **home, "PATH": path}, check=True, timeout=120,
                       stdin=subprocess.DEVNULL)  # fmt: skip
        return {one.stem: one.read_text("utf-8") for one in folder.glob("*.txt")}


def shown(found: dict[str, str]) -> str:
    """The screens as the page has them: without what is the same in all and the empty lines."""
    blocks = []
    for name, words in (
        ("findings", "The findings, beside the lines:"),
        ("hover", "Why one of them matters (`vim.lsp.buf.hover()` at the siglum):"),
        ("offers", "What may stand at the caret (`CTRL-X CTRL-O` behind the `#`):"),
    ):
        lines = [line for line in found[name].split("\n")[15:] if line.strip() not in ("", "~")]
        blocks.append(f"{words}\n\n```text\n" + "\n".join(lines) + "\n```\n")
    return "\n".join(blocks)


def main() -> None:
    page = PAGE.read_text("utf-8")
    begin, end = "<!-- screens -->\n", "<!-- end of screens -->"
    before, _, rest = page.partition(begin)
    PAGE.write_text(f"{before}{begin}\n{shown(screens())}\n{end}{rest.partition(end)[2]}", "utf-8")


if __name__ == "__main__":
    main()
