"""The kinds of decisions: what each takes, and an example of each.

One table, from which files are checked, `variorum decide` gets its help and the manual its list.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Decision

MANY = 1_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: how many places it names, what may be decided (nothing: any words), its fields."""

    name: str
    says: str
    places: tuple[int, int]  # at least, at most
    rulings: tuple[str, ...] = ()  # the words to choose from; none: words of one's own
    free: str = ""  # what the words of one's own are; "" where the kind has none
    fields: tuple[str, ...] = ()
    words: bool = True  # must each place name words, not a whole division?
    pattern: bool = False  # may it do without a place, by `lemma` and `reading` alone?


_ENTRY = ("lemma", "reading")
_OLD = ("passage", "word", "occurrence", "unit")  # how files before 1.0 named an entry

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("row", "Passages are one row of the synopsis, or are not, or one has none opposite.",
             (1, MANY), ("together", "apart", "moved", "alone"), words=False),
        Kind("passage", "A passage begins at a word, or goes on over a border.",
             (1, MANY), ("split", "join"), words=False),
        Kind("align", "Words of two or more witnesses, each one or several, belong together.",
             (2, MANY)),
        Kind("apart", "Words of two or more witnesses do not belong together.", (2, MANY)),
        Kind("unit", "An entry begins at a word, or entries are one.", (1, MANY),
             ("split", "join")),
        Kind("suppress", "An entry is not printed; the reason is kept.", (1, 1), fields=_ENTRY),
        Kind("transpose", "Words of two witnesses are one block that moved, or are not.", (2, 2),
             ("link", "unlink")),
        Kind("class", "The class of a reading.", (0, 1), free="class",
             fields=(*_ENTRY, *_OLD), pattern=True),
        Kind("lemma", "A reading is the lemma.", (0, 1), free="reading",
             fields=(*_ENTRY, *_OLD), pattern=True),
        Kind("order", "The order of the readings of an entry after its lemma.", (1, 1),
             fields=("readings",)),
        Kind("sub", "A reading is printed as a form of another.", (1, 1), free="reading",
             fields=("reading",)),
        Kind("conjecture", "A reading that no witness has; `by` says whose, `print` makes it the "
             "text.", (1, 1), free="text", fields=("by", "print")),
        Kind("lacuna", "Witnesses without these words are not extant here, or omit them.", (1, 1),
             ("lacuna", "omission"), fields=("witnesses",)),
        Kind("regularise", "A form counts as another: once, in a passage, in some witnesses or "
             "everywhere; `pattern` for all forms that differ so.", (0, MANY), free="form",
             fields=("form", "pattern", "witnesses", "class", "except", "forms", "word"),
             words=False, pattern=True),
        Kind("label", "The label of a reading, as it is printed.", (1, 1), free="label",
             fields=("reading",)),
        Kind("note", "A note on an entry, printed.", (1, 1), free="text"),
        Kind("comment", "A comment for those who edit; not printed.", (1, 1), free="text",
             words=False),
        Kind("done", "Somebody looked at these words; open again once they change.", (1, 1),
             fields=("seen",), words=False),
        Kind("doubt", "Somebody wants to look at these words again.", (1, 1), fields=("seen",),
             words=False),
        Kind("withdraw", "A decision no longer holds; withdrawn itself, it holds again.", (0, 0),
             free="id"),
        Kind("settle", "Of decisions that disagree, this one holds.", (0, 0), free="id"),
    )
}  # fmt: skip

FIELDS = (
    "lemma", "reading", "form", "pattern", "witnesses", "class", "except", "forms", "readings",
    "by", "print", "seen", *_OLD,
)  # fmt: skip


def fault(decision: Decision) -> str:
    """Why a decision cannot be obeyed whatever the texts are; "" where it can."""
    kind = KINDS.get(decision.kind)
    if kind is None:
        return f"unknown kind {decision.kind!r}, perhaps of a newer version"
    for test in (_of_ruling, _of_places, _of_fields):
        if said := test(kind, decision):
            return said
    return ""


def _of_ruling(kind: Kind, decision: Decision) -> str:
    if kind.rulings and decision.ruling not in kind.rulings:
        return f"{kind.name} cannot be {decision.ruling!r}: choose from {', '.join(kind.rulings)}"
    needed = kind.free in ("class", "id", "text", "form") and decision.kind != "conjecture"
    if needed and not decision.ruling and not decision.get("pattern"):
        return f"{kind.name} does not say which {kind.free}"
    return ""


def _of_places(kind: Kind, decision: Decision) -> str:
    count, (least, most) = len(decision.at), kind.places
    if not least <= count <= most:
        wanted = str(least) if least == most else f"at least {least}" if most == MANY else "one"
        places = "1 place" if count == 1 else f"{count} places"
        return f"{kind.name} names {places}; it takes {wanted}"
    if kind.words and any(not place.first for place in decision.at):
        return f"{kind.name} names no words in {decision.at[0].division}"
    if kind.pattern and not decision.at and not decision.fields:
        return f"{kind.name} names neither a place nor words"
    several = len({place.witness for place in decision.at})
    if kind.name in ("align", "apart", "transpose") and several < count:
        return f"{kind.name} names two places of one witness"
    return ""


def _of_fields(kind: Kind, decision: Decision) -> str:
    unknown = [name for name, _ in decision.fields if name not in kind.fields]
    if unknown:
        return f"{kind.name} has no {unknown[0]!r}, perhaps of a newer version"
    if kind.name in ("order",) and not decision.several("readings"):
        return "order names no readings"
    if kind.name == "lacuna" and not decision.several("witnesses"):
        return "lacuna names no witnesses"
    if kind.name == "regularise" and not (decision.get("form") or decision.get("pattern")):
        return "regularise names no form"
    if kind.name == "suppress" and not decision.reason:
        return "suppress has no reason"
    return ""
