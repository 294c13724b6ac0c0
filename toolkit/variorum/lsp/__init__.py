"""The language server: what an editor asks while one encodes, over standard input and output.

A thin shell: `api` decides what is checked and how, `relaxng` what may stand at a point. What is
open in the editor holds before what is on the disk. Checks run in a process of their own, so that
no key waits for them. Nothing is announced to the editor that is not here.
"""

from __future__ import annotations

__all__ = ["serve"]


def serve(*, debug: bool = False) -> None:
    """Speak the protocol until the editor ends; raises `MissingExtra` without the extra.

    With `debug` the log says where in the program something went wrong. The process that checks
    gets ready while the protocol is loaded.
    """
    from importlib.util import find_spec

    from ..errors import MissingExtra
    from .process import start

    if not (find_spec("pygls") and find_spec("lsprotocol")):
        raise MissingExtra("editor", "variorum lsp")
    process = start()
    from .protocol import load

    load()
    from .server import speak

    speak(process, debug=debug)
