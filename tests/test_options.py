"""Options: each declared once, and what `--help` says of formats is what a command writes."""

from __future__ import annotations

import re

import pytest
from conftest import Run

from variorum.api import formats
from variorum.writers import entries

WRITERS = {
    name: {module.TAKES, *getattr(module, "ALSO", ())}
    for name, module in entries("writers").items()
}
OF_APPARATUS = {name for name, taken in WRITERS.items() if taken & {"apparatus", "collation"}}
OF_APPARATUS |= {"fragment"}
WRITTEN = {
    "apparatus": OF_APPARATUS,
    "collate": OF_APPARATUS,
    "convert": {*WRITERS, "fragment"},
    "compare": set(formats.MEASURES),
    "diff": set(formats.CHANGES),
    "align": {*formats.ROWS, *formats.LINKS},
    "glossary": set(formats.TERMS),
}


@pytest.mark.parametrize("command", WRITTEN)
def test_help_names_every_format_that_a_command_writes(variorum: Run, command: str) -> None:
    said = " ".join(variorum(command, "--help").stdout.split())
    (listed,) = re.findall(r"Output format: ([^.]+)\.", said)
    assert set(listed.split(", ")) == WRITTEN[command]
