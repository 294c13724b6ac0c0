"""What a thing in the text is: a finding, an element, an attribute, a value, what it points to."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp

from . import convert, ids, tags
from .completing import asked_of, clark, escaped, markdown
from .session import Mark, Opened, Session

XML = "http://www.w3.org/XML/1998/namespace"


def hover(session: Session, one: Opened, offset: int) -> lsp.Hover | None:
    """What is known of what stands at an offset; findings first. None where that is nothing."""
    found = list(_findings(session, one, offset))
    thing = _thing(session, one, offset)
    parts = [*(said for _, said in found), *([thing[1]] if thing else [])]
    if not parts:
        return None
    start, end = thing[0] if thing else found[0][0]
    return lsp.Hover(
        lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(parts)),
        convert.span(one.text, start, end),
    )


Said = tuple[tuple[int, int], str]


def _findings(session: Session, one: Opened, offset: int) -> Iterator[Said]:
    for mark in session.marks(one.path):
        if mark.start <= offset <= mark.end:
            yield (mark.start, mark.end), _explained(mark)


def _explained(mark: Mark) -> str:
    """A finding with its rule: why it matters, what is right and what wrong."""
    from ..errors import UsageError
    from ..validation import find

    finding = mark.finding
    parts = [f"**{finding.code}** {escaped(finding.whole)}"]
    try:
        rule = find(finding.code)
    except UsageError:  # of the project's own
        return parts[0]
    parts.append(_prose(rule.title if rule.title != finding.message else ""))
    parts.append(_prose(rule.why))
    for word, examples in (("Right", rule.passes[:1]), ("Wrong", rule.fails[:1])):
        parts += [f"{word}:\n\n```xml\n{example}\n```" for example in examples]
    return "\n\n".join(filter(None, parts))


def _prose(text: str) -> str:
    """What a rule says, its code between backticks as such."""
    return "`".join(escaped(one) if n % 2 == 0 else one for n, one in enumerate(text.split("`")))


def _thing(session: Session, one: Opened, offset: int) -> Said | None:
    source = one.text.source
    here = tags.caret(source, offset)
    if here.kind in ("content", "aside", "entity") and source[offset : offset + 1] == "<":
        here = tags.caret(source, offset + 1)  # at the very beginning of a tag
    if here.kind in ("name", "closing"):
        return _element(session, one, here)
    if here.kind == "attribute" and here.start < here.end:
        return _attribute(session, one, here)
    if here.kind == "value":
        return _value(session, one, here, offset)
    return None


def _element(session: Session, one: Opened, here: tags.Caret) -> Said | None:
    name = one.text.source[here.start : here.end]
    tag = clark(name, tags.bindings(one.text.source, here.end))
    said = asked_of(session, one, lambda says: says.element(tag))
    return ((here.start, here.end), f"`<{name}>`\n\n{markdown(said)}") if said else None


def _attribute(session: Session, one: Opened, here: tags.Caret) -> Said | None:
    name = one.text.source[here.start : here.end]
    tag = clark(here.tag, tags.bindings(one.text.source, here.end))
    said = asked_of(session, one, lambda says: says.attribute(tag, _attribute_name(name)))
    return ((here.start, here.end), f"`@{name}`\n\n{markdown(said)}") if said else None


def _attribute_name(name: str) -> str:
    return f"{{{XML}}}{name[4:]}" if name.startswith("xml:") else name


def _value(session: Session, one: Opened, here: tags.Caret, offset: int) -> Said | None:
    source = one.text.source
    pointer = ids.pointer_at(source, offset)
    if pointer is not None:
        said = _pointed(session, one, pointer)
        if said:
            return (pointer.at, pointer.at + len(pointer.token)), said
    value = source[here.start : here.end]
    if here.attribute == "xml:id":
        count = len([p for p in ids.pointers(source) if p.fragment[1] == value])
        return (here.start, here.end), f"`{value}`: pointed to {times(count)} in this file"
    tag = clark(here.tag, tags.bindings(source, here.end))
    words = source[slice(*here.value)]
    name = _attribute_name(here.attribute)
    said = asked_of(session, one, lambda says: says.value(tag, name, words)) or asked_of(
        session, one, lambda says: says.attribute(tag, name)
    )
    return (here.value, f"`{words}`\n\n{markdown(said)}") if said else None


def times(count: int) -> str:
    """A number of times, in words."""
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _pointed(session: Session, one: Opened, pointer: ids.Pointer) -> str:
    """What a pointer points to: the element with what it says; of a witness, how often cited."""
    source = one.text.source
    file, name = ids.target(source, pointer)
    if file:
        other = session.buffer(session.beside(one, file)) if "://" not in file else None
        if other is None:
            return ""
        if not name:
            return f"the file `{file}`"
        source = other.source
    found = ids.find(source, name)
    if found is None:
        return ""
    parts = [f"`<{found.element}>` **{escaped(name)}**"]
    if said := ids.label(source, found):
        parts.append(escaped(said))
    if found.element == "witness" and not file:
        cited = ids.citations(source, name)
        parts.append(f"cited {times(cited)} in @wit of this file")
    return "\n\n".join(parts)
