"""Which TEI elements are passages, which only group them, which are not text of the document.

What is in no list is text: an element nobody thought of must not vanish.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..text import xml

# Each begins a passage, and text after it inside its parent begins another.
BLOCKS = frozenset(
    "p ab l head salute signed dateline byline item cell speaker trailer titlePart docAuthor "
    "docDate docEdition docImprint imprimatur caption "
    "castItem headItem headLabel entryFree line u".split()
)
# Each ends the passage before it and the one in it; its own stray text is a passage.
CONTAINERS = frozenset(
    "TEI teiCorpus text body front back group floatingText div div1 div2 div3 div4 div5 div6 div7 "
    "lg sp spGrp list table row opener closer postscript epigraph argument titlePage docTitle "
    "castList castGroup set prologue epilogue performance listBibl entry annotationBlock".split()
)
# These stand both within a sentence and around paragraphs: a passage only where none is open.
EITHER = frozenset("quote cit q said label stage bibl figure desc seg".split())
# Not the text of the document.
APART = frozenset(
    "teiHeader standOff facsimile sourceDoc fw figDesc listApp listAnnotation annotation "
    "listTranspose listWit listPerson listPlace listOrg listNym listEvent listObject listRelation "
    "listChange linkGrp link spanGrp span interpGrp interp altGrp alt join joinGrp timeline "
    "certainty precision respons index metamark witDetail wit noteGrp classDecl taxonomy fsdDecl "
    "fs substJoin graphic media binaryObject notatedMusic xenoData divGen specGrp stamp incident "
    "kinesic vocal".split()
)
# What stands directly in these is layout of the file, no reading.
NO_TEXT = frozenset("app rdgGrp choice subst".split())
BREAKS = frozenset("lb pb cb gb milestone".split())
MILESTONES = frozenset("witStart witEnd lacunaStart lacunaEnd".split())
ORIGINAL = ("orig", "sic", "abbr")
REGULAR = ("corr", "reg", "expan")


def is_apart(node: Any) -> bool:
    """Is this element no text of the document? A note is, unless it is printed in the line."""
    name = xml.local(node)
    if name == "note":
        return bool(node.get("place") != "inline" or node.get("type") in ("source", "editorial"))
    return name in APART or (name == "div" and is_beside(node))


def is_ours(root: Any) -> bool:
    """Is this of a document that we wrote?"""
    top = root.getroottree().getroot()
    header = next((n for n in top.iterchildren() if xml.local(n) == "teiHeader"), None)
    if header is None:
        return False
    return any(n.get("ident") == "variorum" for n in header.iter(f"{{{xml.TEI}}}application"))


def is_sentence(node: Any) -> bool:
    """In a document that we wrote: is this a passage, being a sentence of a paragraph?"""
    return xml.local(node) == "s" and bool(node.get("n"))


def is_beside(node: Any) -> bool:
    """Is this `div` a version in another language, as our writer puts it into the back?

    `type="source"`, with the siglum as `@n` and a language that is not that of the text.
    """
    above = node.getparent()
    if node.get("type") != "source" or above is None or xml.local(above) != "back":
        return False
    language, text = node.get(xml.XML_LANG), above.getparent()
    return bool(node.get("n") and language) and text.get(xml.XML_LANG) != language


def chosen(choice: Any, wanted: Sequence[str]) -> Any | None:
    """The child of a `choice` that is taken: the first of the names wanted, else what stands on
    the page, else the first child; None if it has none.

    `reg` alone is the editor's text, whatever it is called.
    """
    names = REGULAR if tuple(wanted) == ("reg",) else (*wanted, *ORIGINAL)
    children = [child for child in choice if xml.is_element(child)]
    for name in names:
        for child in children:
            if xml.local(child) == name:
                return child
    return children[0] if children else None


def passage_ids(root: Any) -> dict[Any, str]:
    """An id for every element that may be a passage: `@xml:id`, else `@n`, else a running number.

    Where one `@n` occurs twice in the document, each is written with those of its ancestors
    (`1.2`). The only block of a numbered division goes by its division: chapter 58 of book 1 is
    `1.58`. The ids depend on the tree alone, so all witnesses of a document share them.
    """
    other = {n for div in root.iter("{*}div") if is_beside(div) for n in div.iter()}
    ours = is_ours(root)
    nodes = [
        n
        for n in root.iter()
        if (xml.local(n) in BLOCKS | CONTAINERS | EITHER or (ours and is_sentence(n)))
        and n not in other
    ]
    numbers = [n.get("n") for n in nodes if n.get("n") and xml.local(n) in BLOCKS]
    repeated = len(set(numbers)) < len(numbers)
    alone = _alone(nodes)
    ids: dict[Any, str] = {}
    counts: dict[str, int] = {}
    seen: dict[str, int] = {}
    for node in nodes:
        name = xml.local(node)
        counts[name] = counts.get(name, 0) + 1
        id = node.get(xml.XML_ID) or _number(node, repeated and name != "s")
        id = id or ".".join(alone.get(node, ())) or f"{name}{counts[name]}"
        seen[id] = seen.get(id, 0) + 1
        ids[node] = id if seen[id] == 1 else f"{id}-{seen[id]}"
    return ids


def _number(node: Any, with_ancestors: bool) -> str:
    if not node.get("n") or not with_ancestors:
        return str(node.get("n") or "")
    return ".".join([*numbers_above(node), str(node.get("n"))])


def numbers_above(node: Any) -> list[str]:
    """`@n` of the ancestors, outermost first; a URN names the whole work, not a place in it."""
    above = [str(parent.get("n")) for parent in node.iterancestors() if parent.get("n")]
    return [n for n in reversed(above) if not n.lower().startswith("urn:")]


def _alone(nodes: Iterable[Any]) -> dict[Any, list[str]]:
    """The blocks that are the only one of a numbered division, heads apart: its numbers."""
    held: dict[Any, list[Any]] = {}
    for node in nodes:
        if xml.local(node) in BLOCKS - {"head"}:
            division = next((p for p in node.iterancestors() if xml.local(p) in CONTAINERS), None)
            held.setdefault(division, []).append(node)
    return {
        blocks[0]: numbers_above(blocks[0])
        for division, blocks in held.items()
        if len(blocks) == 1 and division is not None and division.get("n")
    }
