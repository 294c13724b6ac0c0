"""Starts the processes beside the server; alone in its file, so that this comes before loading."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

_COMMAND = "from variorum.lsp.worker import main; main()"
_ROOT = str(Path(__file__).parent.parent.parent)


def start() -> subprocess.Popen[bytes]:
    """The process, which waits on its standard input; see `worker`."""
    return run(_COMMAND)


def run(command: str) -> subprocess.Popen[bytes]:
    """A process of this package that runs a line of Python."""
    paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    return subprocess.Popen(
        [sys.executable, "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environment,
    )  # fmt: skip


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process, and close what led to it and from it."""
    process.kill()
    process.wait()
    for stream in filter(None, (process.stdin, process.stdout)):
        with contextlib.suppress(OSError):
            stream.close()
