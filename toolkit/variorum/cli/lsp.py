"""Run the language server for editors: findings as you type, completion, hover and more.

The editor starts this command and speaks the Language Server Protocol with it over standard input
and output. Findings are those that variorum validate reports, with the same settings and schemas.
Needs the extra editor.
"""

from __future__ import annotations

PANEL = "Check"
EXAMPLES = """
variorum lsp
"""


def command() -> int:
    """Serve an editor."""
    from ..lsp import serve
    from . import _settings

    serve(debug=_settings.current().debug)
    return 0
