"""Make the XML syntax of the profile from its compact source; for developers, needs rnc2rng."""

from __future__ import annotations

from . import TITLE, VERSION


def to_rng(source: str) -> str:
    """The RELAX NG (XML) of the profile's compact source."""
    import rnc2rng

    lines = rnc2rng.dumps(rnc2rng.loads(source)).splitlines()
    head = f"<!-- {TITLE}. Version: {VERSION}. Made from profile.rnc: edit that, not this. -->"
    at = next(i for i, line in enumerate(lines) if line.lstrip().startswith("<start"))
    title = f"  <a:documentation>{TITLE}</a:documentation>"
    return "\n".join([lines[0], head, *lines[1:at], title, *lines[at:]]) + "\n"
