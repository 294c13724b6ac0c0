"""Versions in another language that an edition carries beside its text, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model import Answer, Passage, Witness
from ..text import xml
from ..text.flow import Flow
from .elements import is_beside
from .text import Wanted, read_text

Finish = Callable[[Flow, str, str, str], Witness]  # text, siglum, language, title


def beside(text: Any, finish: Finish) -> tuple[Witness, ...]:
    """Each `div` of the back that is a version of its own; its passages have their `@n` as id."""
    divisions = [division for division in text.iter("{*}div") if is_beside(division)]
    if not divisions:
        return ()
    root = text.getroottree().getroot()
    titles = {b.get("n"): xml.string(b) for b in root.iter("{*}bibl") if b.get("type") == "source"}
    found = []
    for division in divisions:
        siglum = str(division.get("n"))
        title = " ".join(titles.get(siglum, "").split())
        ids = {p: str(p.get("n")) for p in division.iter("{*}p") if p.get("n")}
        flow = read_text(division, Wanted(), ids)
        found.append(finish(flow, siglum, str(division.get(xml.XML_LANG)), title))
    return tuple(found)


def answers(text: Any, ids: dict[Any, str], passages: tuple[Passage, ...]) -> tuple[Answer, ...]:
    """The links of `linkGrp type="translation"` between passages of the base and of versions.

    The base's are named themselves or by an anchor in them. A link that names anything else is left
    out: it says something that is not an alignment.
    """
    known = {p.id for p in passages}
    keys: dict[str, tuple[str, str]] = {}
    for node, id in ids.items():
        if id in known:
            own = [node, *node.iterchildren(f"{{{xml.TEI}}}anchor")]
            keys |= {str(i): ("", id) for n in own if (i := n.get(xml.XML_ID))}
    for division in text.iter("{*}div"):
        if is_beside(division):
            keys |= {
                str(p.get(xml.XML_ID)): (str(division.get("n")), str(p.get("n")))
                for p in division.iter("{*}p")
                if p.get(xml.XML_ID)
            }
    found = []
    for group in text.getroottree().getroot().iter("{*}linkGrp"):
        if group.get("type") == "translation":
            targets = [link.get("target", "").split() for link in group.iter("{*}link")]
            rows = [[keys.get(t.removeprefix("#")) for t in row] for row in targets]
            found += [tuple(key for key in row if key) for row in rows if row and all(row)]
    return tuple(found)
