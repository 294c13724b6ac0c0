"""What the server and the process that checks say to each other: pickled, after its length."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import IO, Any

from ..model import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file, and what was read to find it."""

    path: str
    findings: tuple[Finding, ...]  # of the file and of those that it includes
    refused: bool  # it is not well-formed: nothing but that was found
    schema: str
    settings: tuple[Finding, ...]  # what is wrong with files of settings
    read: frozenset[str]  # whole paths


def send(stream: IO[bytes], message: Any) -> None:
    """Write one message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; raises `EOFError` where there is none."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
