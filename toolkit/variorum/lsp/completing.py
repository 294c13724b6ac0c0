"""What may be written at the caret: by the grammar, by the names in the text, by what is open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from lsprotocol import types as lsp

from ..relaxng import Documentation, Expected, Grammar, expected
from . import convert, ids, tags
from .session import Opened, Session

XML = "http://www.w3.org/XML/1998/namespace"
MOST_USED = 40  # values of a text that are offered
_DATED = ("when", "from", "to", "notBefore", "notAfter")
_ITS_OWN = ("xml:id", "xmlns")  # whose values are no other element's
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_DECLARED = re.compile(r"<!ENTITY\s+([\w.:-]+)\s+[\"']([^\"']*)[\"']")
_LANGUAGE = re.compile(
    r"xml:lang\s*=\s*[\"']([^\"'<\s]+)[\"']|<language\b[^>]*?\bident=\"([^\"<]+)\""
)
Kind = lsp.CompletionItemKind


@dataclass
class Offers:
    """What is offered at one caret, in order."""

    session: Session
    one: Opened
    offset: int
    snippets: bool
    items: list[lsp.CompletionItem] = field(default_factory=list)

    def add(self, label: str, text: str, start: int, end: int, kind: Kind, *, detail: str = "",
            data: dict[str, str] | None = None, snippet: bool = False,
            preselect: bool = False) -> None:  # fmt: skip
        """Offer a text in place of what stands from `start` to `end`."""
        buffer = self.one.text
        self.items.append(
            lsp.CompletionItem(
                label,
                kind=kind,
                detail=detail or None,
                data={"uri": self.one.uri, **data} if data else None,
                sort_text=f"{len(self.items):05}",
                filter_text=buffer.source[start : self.offset] + label if start < self.offset and
                not label.startswith(buffer.source[start : self.offset]) else None,
                preselect=preselect or None,
                text_edit=lsp.TextEdit(convert.span(buffer, start, end), text),
                insert_text_format=lsp.InsertTextFormat.Snippet if snippet else None,
            )
        )  # fmt: skip


def complete(
    session: Session, one: Opened, offset: int, *, snippets: bool, invoked: bool
) -> list[lsp.CompletionItem]:
    """What may stand at an offset. `invoked`: somebody asked for it and did not just type."""
    source = one.text.source
    here = tags.caret(source, offset)
    offers = Offers(session, one, offset, snippets)
    if here.kind == "closing":
        for name in _open_names(source, here.begins)[:1]:
            rest = "" if source[here.end : here.end + 1] == ">" else ">"
            offers.add(name, name + rest, here.start, here.end, Kind.Keyword)
    elif here.kind == "entity":
        _entities(offers, here)
    elif here.kind == "value":
        _values(offers, here)
    elif here.kind == "attribute":
        _attributes(offers, here)
    elif here.kind == "name":
        _elements(offers, here.start, here.end, here.begins, written=True)
    elif here.kind == "content" and invoked and not source[max(0, offset - 1) : offset].isalnum():
        _elements(offers, offset, offset, offset, written=False)
    return offers.items


def _open_names(source: str, offset: int) -> list[str]:
    return [tag.name for tag in reversed(tags.opened(source, offset))]


def asked(session: Session, one: Opened, offset: int) -> tuple[Expected | None, Grammar | None]:
    """What the first grammar that has an answer expects at an offset."""
    source, offset = tags.bound(one.text.source, offset)
    for grammar in session.grammars(one):
        found = expected(source, offset, grammar)
        if found is None:
            repaired = tags.repaired(source, offset)
            found = expected(repaired, len(repaired), grammar)
        if found is not None:
            return found, grammar
    return None, None


def ready(session: Session, one: Opened, offset: int) -> None:
    """Load what every answer needs: the grammar as far as a document needs it, and the rules."""
    with session.at_work:
        complete(session, one, offset, snippets=False, invoked=True)
        for grammar in session.grammars(one):
            grammar.tags()
    ids.points("wit", "rdg")


def prefixed(tag: str, bound: dict[str, str]) -> str:
    """A name of lxml's as it is written where these prefixes are bound; "" where it cannot be."""
    namespace, _, name = tag.rpartition("}")
    if not namespace or namespace[1:] == bound.get("", ""):
        return name
    if namespace[1:] == XML:
        return f"xml:{name}"
    return next((f"{p}:{name}" for p, uri in bound.items() if p and uri == namespace[1:]), "")


def _elements(offers: Offers, start: int, end: int, begins: int, *, written: bool) -> None:
    """The elements that may begin at `begins`; with `written` their "<" stands already."""
    source = offers.one.text.source
    less = "" if written else "<"
    found, grammar = asked(offers.session, offers.one, begins)
    if found is not None and grammar is not None:
        bound = tags.bindings(source, offers.offset)
        whole = written and source[end : end + 1] in (" ", "\n", ">", "/", "\t")
        if offers.snippets and not whole:
            _patterns(offers, found, start, end, less)
        required = set(found.required)
        for tag in sorted(found.elements, key=lambda one: one not in required):
            name, also = prefixed(tag, bound), ""
            if not name and not found.inside and "" not in bound:  # the root, which may bind it
                namespace, _, name = tag[1:].rpartition("}")
                also = f' xmlns="{namespace}"'
            if not name:
                continue
            text, snippet = name + also, False
            if not whole:
                text, snippet = _opening(name, tag, grammar, bound, also, offers.snippets)
            offers.add(
                name, less + text, start, end, Kind.Class, data={"tag": tag}, snippet=snippet,
                detail="required" if tag in required else "", preselect=tag in required,
            )  # fmt: skip
    around = [found.inside] if found is not None else _open_names(source, begins)[:1]
    for name in filter(None, around):
        offers.add(f"/{name}", f"{less}/{name}>", start, end, Kind.Keyword, detail="end tag")


def _opening(
    name: str, tag: str, grammar: Grammar, bound: dict[str, str], also: str, snippets: bool
) -> tuple[str, bool]:
    """A start tag after its "<", with what it must have (and `also`), and its end tag."""
    needed, empty = grammar.shape(tag)
    if not snippets:
        return name + also, False
    said = also + "".join(
        f' {prefixed(one, bound)}="${number}"' for number, one in enumerate(needed, 1)
    )
    return (f"{name}{said}/>$0" if empty else f"{name}{said}>$0</{name}>"), True


def _patterns(offers: Offers, found: Expected, start: int, end: int, less: str) -> None:
    """Whole entries: an apparatus entry with the witnesses of the text, and pairs."""
    own = {tag.rpartition("}")[2] for tag in found.elements if tag.startswith(f"{{{tags.TEI}}}")}
    source = offers.one.text.source
    if "app" in own and (sigla := _sigla(source)):
        first, *others = sigla
        rows = "".join(f'<rdg wit="{s}">${n}</rdg>' for n, s in enumerate(others, 2))
        text = f'{less}app><lem wit="{first}">$1</lem>{rows}</app>$0'
        offers.add("app with its witnesses", text, start, end, Kind.Snippet, snippet=True,
                   detail=f"{len(sigla)} witnesses")  # fmt: skip
    for outer, pairs in (
        ("choice", (("sic", "corr"), ("abbr", "expan"), ("orig", "reg"))),
        ("subst", (("del", "add"),)),
    ):
        for one, other in pairs if outer in own else ():
            text = f"{less}{outer}><{one}>$1</{one}><{other}>$2</{other}></{outer}>$0"
            label = f"{outer} of {one} and {other}"
            offers.add(label, text, start, end, Kind.Snippet, snippet=True)


def _sigla(source: str) -> list[str]:
    """The witnesses of a text as it cites them."""
    sign = "" if ids.bare(source) else "#"
    return [f"{sign}{name}" for name, one in ids.named(source).items() if one.element == "witness"]


def _attributes(offers: Offers, here: tags.Caret) -> None:
    source = offers.one.text.source
    found, _ = asked(offers.session, offers.one, here.start)
    if found is None:
        return
    bound = tags.bindings(source, here.end)
    tag = clark(here.tag, bound)
    later = set(_later(source, here))  # those of this tag that stand after the caret
    has_value = re.match(r"\s*=", source[here.end : here.end + 20]) is not None
    for attribute in found.attributes:
        name = prefixed(attribute, bound)
        if not name or name in later:
            continue
        text, snippet = name, False
        if not has_value:
            text, snippet = (f'{name}="$1"$0', True) if offers.snippets else (f'{name}=""', False)
        required = attribute in found.required
        offers.add(name, text, here.start, here.end, Kind.Property, snippet=snippet,
                   data={"tag": tag, "attribute": attribute}, preselect=required,
                   detail="required" if required else "")  # fmt: skip


def clark(name: str, bound: dict[str, str]) -> str:
    """A name as written, with its namespace, as lxml writes it."""
    prefix, _, own = name.rpartition(":")
    namespace = XML if prefix == "xml" else bound.get(prefix, "")
    return f"{{{namespace}}}{own}" if namespace else own


def _later(source: str, here: tags.Caret) -> Iterator[str]:
    tag = next(tags.tags(source, here.begins), None)
    if tag is not None and tag.start == here.begins:
        yield from (a.name for a in tags.attributes(source, tag) if a.at > here.start)


def _values(offers: Offers, here: tags.Caret) -> None:
    source = offers.one.text.source
    found, _ = asked(offers.session, offers.one, here.value[0])
    tag = clark(here.tag, tags.bindings(source, here.end))
    name = f"{{{XML}}}{here.attribute[4:]}" if here.attribute[:4] == "xml:" else here.attribute
    for value in filter(None, found.values if found is not None else ()):
        offers.add(value, value, here.start, here.end, Kind.EnumMember,
                   data={"tag": tag, "attribute": name, "value": value})  # fmt: skip
    if here.attribute == "xml:lang" or (here.attribute, here.tag) == ("ident", "language"):
        _languages(offers, here)
    elif ids.points(here.attribute, here.tag):
        _targets(offers, here)
    elif here.attribute not in _ITS_OWN:
        if here.attribute.removesuffix("-iso") in _DATED:
            today = date.today().isoformat()
            offers.add(today, today, *here.value, Kind.Value, detail="today")
        _used(offers, here, found.values if found is not None else ())


def _used(offers: Offers, here: tags.Caret, known: Collection[str]) -> None:
    """The values that this attribute of this element has elsewhere in the text, by frequency.

    Not those with which something is wrong.
    """
    source = offers.one.text.source
    name = re.escape(here.attribute)
    pattern = re.compile(
        rf"<{re.escape(here.tag)}\s(?:[^<>]*?\s)?{name}\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')"
    )
    wrong = {mark.finding.subject for mark in offers.one.marks if mark.finding.code == "SCH003"}
    found = Counter(
        one[1] or one[2]
        for one in pattern.finditer(source)
        if here.value[0] not in (one.start(1), one.start(2))
    )
    for value, count in found.most_common(MOST_USED):
        if value and value not in known and value not in wrong and len(value) <= ids.LABEL:
            offers.add(value, value, *here.value, Kind.Value, detail=f"{count} × in this text")


def _languages(offers: Offers, here: tags.Caret) -> None:
    """Those that the text declares or uses, then the common ones of the registry."""
    from ..validation.values.langtags import COMMON

    known = (a or b for a, b in _LANGUAGE.findall(offers.one.text.source))
    written = offers.one.text.source[here.start : here.end]
    own = dict.fromkeys(tag for tag in known if tag != written)
    for tag in dict.fromkeys((*own, *sorted(COMMON))):
        detail = "in this text" if tag in own else ""
        offers.add(tag, tag, here.start, here.end, Kind.Value, detail=detail)


def _targets(offers: Offers, here: tags.Caret) -> None:
    """The names to which an attribute may point, in this file or the one that is named."""
    source = offers.one.text.source
    written = source[here.start : offers.offset]
    file = written.partition("#")[0] if "#" in written else ""
    other = offers.session.buffer(offers.session.beside(offers.one, file)) if file else None
    inside = other.source if other is not None else source
    if file and other is None:
        return
    sign = "" if here.attribute == "wit" and ids.bare(source) else f"{file}#"
    said = set(source[here.value[0] : here.start].split())
    said |= set(source[here.end : here.value[1]].split())
    kinds = ids.wanted(here.attribute, here.tag)
    every = ids.ranked(inside, here.attribute, here.tag, here.begins if not file else 0)
    for one in [one for one in every if one.element in kinds] or every:
        token = f"{sign}{one.name}"
        if token not in said:
            offers.add(token, token, here.start, here.end, Kind.Reference,
                       detail=ids.label(inside, one) or f"<{one.element}>")  # fmt: skip


def _entities(offers: Offers, here: tags.Caret) -> None:
    declared = dict(_DECLARED.findall(offers.one.text.source))
    for name, stands_for in {**_ENTITIES, **declared}.items():
        offers.add(name, f"{name};", here.start, here.end, Kind.Constant, detail=stands_for[:40])


def resolve(session: Session, item: lsp.CompletionItem) -> lsp.CompletionItem:
    """An offer with what the schema says of it."""
    data = item.data if isinstance(item.data, dict) else {}
    one = session.open.get(str(data.get("uri", "")))
    if one is None or "tag" not in data:
        return item
    tag, attribute, value = (str(data.get(key, "")) for key in ("tag", "attribute", "value"))

    def says(of: Documentation) -> str:
        if value:
            return of.value(tag, attribute, value)
        return of.attribute(tag, attribute) if attribute else of.element(tag)

    if said := asked_of(session, one, says):
        item.documentation = lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown(said))
    return item


def asked_of(session: Session, one: Opened, says: Callable[[Documentation], str]) -> str:
    """What the first grammar of a document that says anything says; "" for nothing."""
    said = (says(grammar.documentation) for grammar in session.grammars(one))
    return next(filter(None, said), "")


_GLOSS = re.compile(r"^\(([^()]*)\)\s*")
_SECTION = re.compile(r"\s*\[((?:\d+|[A-Z])\.[^\]]*)\]\s*$")


def markdown(said: str) -> str:
    """TEI's `(gloss) description [section]` for people; what is special in Markdown is escaped."""
    section = _SECTION.search(said)
    text = said[: section.start()] if section else said
    gloss = _GLOSS.match(text)
    parts = [f"**{escaped(gloss[1])}**: {escaped(text[gloss.end() :])}" if gloss
             else escaped(text)]  # fmt: skip
    if section:
        parts.append(f"*{escaped(section[1])}*")
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """Text in which Markdown finds nothing to do."""
    return re.sub(r"([\\`*_<>\[\]#|])", r"\\\1", text)
