"""Write what Neovim shows of an edition into the documentation: findings, an explanation, offers.

    python bench/editor_screen.py

Neovim runs in a terminal of its own (`pip install pyte`), set up as the page says, with the server
of this copy; the screens are what it draws. The page is changed only between its marks.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

WIDTH, HEIGHT, FIRST = 100, 40, 15  # of the terminal; the first line that is shown
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
vim.o.wrap, vim.o.swapfile = false, false
vim.o.completeopt = "menuone"
vim.cmd("edit edition.xml")
vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
local function shot(name)
  vim.cmd("redraw!")
  io.open(name .. ".ready", "w"):close()
  vim.wait(20000, function() return vim.fn.filereadable(name .. ".ready") == 0 end, 20)
end
local function till(holds) assert(vim.wait(60000, holds, 50), "nothing came") end
till(function() return #vim.diagnostic.get(0) > 1 end)
shot("findings")
vim.fn.cursor(18, 50)
vim.lsp.buf.hover()
till(function() return #vim.api.nvim_list_wins() > 1 end)
shot("hover")
vim.cmd("wincmd w")
vim.cmd("quit")
vim.fn.cursor(20, 23)
local keys = vim.api.nvim_replace_termcodes("a<C-x><C-o>", true, false, true)
vim.api.nvim_feedkeys(keys, "n", false)
local timer = vim.loop.new_timer()
timer:start(100, 100, vim.schedule_wrap(function()
  if vim.fn.pumvisible() == 1 then
    timer:stop()
    shot("offers")
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
        return run(folder, {**os.environ, **home, "PATH": path, "TERM": "xterm"})


def run(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Run Neovim in a folder until it ends; what is on the screen when it says that it is ready."""
    import pyte

    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(screen)
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    command = ["nvim", "-n", "-u", "init.lua", "-c", RUN]
    editor = subprocess.Popen(
        command, cwd=folder, stdin=its, stdout=its, stderr=its, env=environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(its)
    found: dict[str, str] = {}
    quiet = 0
    while editor.poll() is None:
        if select.select([ours], [], [], 0.2)[0]:
            with contextlib.suppress(OSError):  # it has ended
                stream.feed(os.read(ours, 65536))
            quiet = 0
            continue
        quiet += 1
        for ready in folder.glob("*.ready") if quiet > 2 else ():
            found[ready.stem] = "\n".join(line.rstrip() for line in screen.display)
            ready.unlink()
    return found


def shown(found: dict[str, str]) -> str:
    """The screens as the page has them: without what is the same in all and the empty lines."""
    blocks = []
    for name, words in (
        ("findings", "The findings, beside the lines:"),
        ("hover", "Why one of them matters (`vim.lsp.buf.hover()` at the siglum):"),
        ("offers", "What may stand at the caret (`CTRL-X CTRL-O` behind the `#`):"),
    ):
        every = found[name].split("\n")[FIRST:-2]  # below them only the state of the editor stands
        lines = [line for line in every if line != "~"]
        blocks.append(f"{words}\n\n```text\n" + "\n".join(lines).rstrip() + "\n```\n")
    return "\n".join(blocks)


def main() -> None:
    page = PAGE.read_text("utf-8")
    begin, end = "<!-- screens -->\n", "<!-- end of screens -->"
    before, _, rest = page.partition(begin)
    PAGE.write_text(f"{before}{begin}\n{shown(screens())}\n{end}{rest.partition(end)[2]}", "utf-8")


if __name__ == "__main__":
    main()
