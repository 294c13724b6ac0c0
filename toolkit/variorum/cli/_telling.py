"""What is said on standard error."""

from __future__ import annotations

import sys

from . import _progress, _settings


def note(message: str) -> None:
    """Say something on standard error, unless the user wants silence."""
    if not _settings.current().quiet:
        _progress.stop()
        print(f"variorum: {message}", file=sys.stderr)
