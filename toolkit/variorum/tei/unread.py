"""Why the apparatus of a TEI document could not be read as a table: said, never guessed round."""

from __future__ import annotations

from typing import Any

from ..model import Finding, Severity, Witness
from ..model.shown import counted
from ..text import xml
from .pointing import pointing
from .readings import readings, wit

HINT = "witnesses and their readings must be in the file"


def unread(text: Any, name: str, witnesses: list[Witness]) -> Finding | None:
    """The reason, as a finding at the first entry; None where there is no apparatus at all."""
    apps = list(text.iter("app", f"{{{xml.TEI}}}app"))
    if not apps:
        return None
    said = [part for app in apps for part in readings(app)]
    held = counted(len(apps), "entry", "entries")
    message = f"no collation in its {held}: {_reason(text, said, witnesses)}"
    line = int(str(apps[0].sourceline or 0))
    return Finding(
        name, line, 0, "TEI005", "no-table", Severity.WARNING, message, hint=HINT, count=len(apps)
    )


def _reason(text: Any, said: list[Any], witnesses: list[Witness]) -> str:
    if not any(wit(part) for part in said):
        return "no reading names a witness by @wit"
    elsewhere = _elsewhere(said)
    if elsewhere:
        return f"the readings are pointers to another file ({elsewhere})"
    apart = pointing(text)
    if apart and not any(len(w) for w in witnesses):
        return "they point to a base text that is not in this file"
    ends = [app.get(name) for app in apart for name in ("from", "to") if app.get(name)]
    outside = next((end for end in ends if not end.startswith("#")), "")
    if outside:
        return f"they point to another file ({outside})"
    if apart and not ends and not any(app.get("loc") for app in apart):
        return "they stand apart from the text and neither @from nor @loc says where they belong"
    return "none of them could be placed in the base text"


def _elsewhere(said: list[Any]) -> str:
    """The first target, where readings hold pointers and no words."""
    if any(xml.string(part).strip() for part in said):
        return ""
    pointers = (p for part in said for p in part.iter("ptr", f"{{{xml.TEI}}}ptr"))
    return next((str(p.get("target")) for p in pointers if p.get("target")), "")
