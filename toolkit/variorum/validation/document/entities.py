"""Entities of the DOCTYPE, put in where they are referred to, within limits (XML 1.0, 4).

Only what the file itself declares is known, and what files near it hold if that is allowed. The
number of references, the depth and the size are bounded, so that no bomb goes off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from ...relaxng.source import marks
from .codecs import known_codec
from .woven import Text, Woven, Written

MOST_REFERENCES = 1_000_000
DEEPEST = 16  # entities within entities
MOST_LETTERS = 10_000_000  # that entities may add to a text
_NAME = r"[^\s%&;\"'<>\[\]]+"
_PART = re.compile(
    rf"\s+|{marks.COMMENT}"
    rf"|(?P<entity><!ENTITY\s+(?:(?P<percent>%)\s+)?(?P<name>{_NAME})\s+"
    rf"(?:(?P<value>{marks.LITERAL})|(?:SYSTEM|PUBLIC\s+(?:{marks.LITERAL}))\s*"
    rf"(?P<system>{marks.LITERAL})(?P<ndata>\s+NDATA\s+{_NAME})?)\s*>)"
    rf"|%(?P<used>{_NAME});|<!(?>[^>\"']+|{marks.LITERAL})*>",
    re.S,
)
_MENTIONED = re.compile("<!ENTITY|%")
_SECTION = re.compile(r"<!\[\s*(INCLUDE|IGNORE)\s*\[")
_CHARACTER = re.compile(r"&#(x[0-9A-Fa-f]+|[0-9]+);")
_TOKEN = re.compile(
    rf"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
    rf"|(?P<tag><(?>[^<>\"'&]+|{marks.LITERAL})*>)|&(?P<name>{_NAME});",
    re.S,
)
_REFERENCE = re.compile(rf"&({_NAME});")
_DECLARATION = re.compile(r"^\ufeff?<\?xml\s.*?\?>", re.S)
PREDEFINED = ("amp", "lt", "gt", "quot", "apos")

Read = Callable[[str], "bytes | None"]


class Refused(Exception):
    """An entity that is not put in: where it stands, and why."""

    def __init__(self, source: Text, start: int, end: int, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.source, self.start, self.end, self.why, self.hint = source, start, end, why, hint


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for: its own letters, or those of a file."""

    value: str | None
    system: str = ""
    unparsed: bool = False  # an image or the like, which is named and never put in


def woven(source: Written, read: Read | None) -> Text:
    """A file with its entities put in; itself where it declares none.

    `read` gives files near it, for entities that are files; None where they are not to be read.
    Raises `Refused`.
    """
    found = marks.doctype(source.text)
    if found is None or found[2] is None or not _MENTIONED.search(found[2]):
        return source
    return _Weaving(source, read).whole(found.span(1), found.span(2))


class _Weaving:
    def __init__(self, source: Written, read: Read | None) -> None:
        self.source = source
        self.read = read
        self.general: dict[str, Entity] = {}
        self.parameter: dict[str, Entity] = {}
        self._files: dict[str, Written] = {}
        self.references = self.letters = 0

    def whole(self, doctype: tuple[int, int], subset: tuple[int, int]) -> Woven:
        source, out = self.source, Woven()
        blank = self._declared(source, *subset, 0)
        at = 0
        for start, end in blank:
            out.add(source, at, start)
            out.put(re.sub(r"[^\r\n]", " ", source.text[start:end]), source, start, end)
            at = end
        out.add(source, at, doctype[1])
        self._content(source, doctype[1], len(source.text), out, None, 0)
        return out

    # ---- declarations -------------------------------------------------------------------------

    def _declared(self, source: Text, at: int, end: int, depth: int) -> list[tuple[int, int]]:
        """Take note of the declarations in a stretch; gives where they stand."""
        text, found = source.text, []
        if depth > DEEPEST:
            raise Refused(self.source, at, end, "entities of the DTD name each other without end")
        while at < end:
            part = _PART.match(text, at, end)
            if part is None:
                if _SECTION.match(text, at, end) or text.startswith("]]>", at):
                    raise Refused(source, at, at + 1, "conditional sections of a DTD are not read")
                break  # the parser says what is wrong
            if part["entity"]:
                known = self.parameter if part["percent"] else self.general
                known.setdefault(part["name"], _entity(part))
                found.append(part.span())
            elif part["used"]:
                self._parameter(source, part, depth)
                found.append(part.span())
            at = part.end()
        return found

    def _parameter(self, source: Text, part: re.Match[str], depth: int) -> None:
        """Declarations that an entity of the DTD stands for."""
        entity = self.parameter.get(part["used"])
        start, end = part.span()
        if entity is None:
            raise Refused(source, start, end, f"the entity %{part['used']}; is not declared")
        if entity.value is not None:
            inner: Text = Written(getattr(self.source, "name", ""), entity.value)
        else:
            inner = self._file(entity, part["used"], "%", self.source, start, end)
        self._declared(inner, 0, len(inner.text), depth + 1)

    # ---- content ------------------------------------------------------------------------------

    def _content(self, source: Text, at: int, end: int, out: Woven,
                 outer: tuple[Text, int, int] | None, depth: int) -> None:  # fmt: skip
        """Weave a stretch; `outer` is the reference that stands for all of it, if one does."""
        text = source.text
        for token in _TOKEN.finditer(text, at, end):
            if token["tag"]:
                if "&" not in token["tag"]:
                    continue
                for reference in _REFERENCE.finditer(text, *token.span()):
                    if self._known(reference[1]):
                        self._pass(source, at, reference.start(), out, outer)
                        self._attribute(source, reference, out, outer)
                        at = reference.end()
            elif token["name"] and self._known(token["name"]):
                self._pass(source, at, token.start(), out, outer)
                self._reference(source, token, out, outer, depth)
                at = token.end()
        self._pass(source, at, end, out, outer)

    def _known(self, name: str) -> bool:
        return name in self.general and not name.startswith("#") and name not in PREDEFINED

    def _pass(self, source: Text, at: int, end: int, out: Woven,
              outer: tuple[Text, int, int] | None) -> None:  # fmt: skip
        if outer is None:
            out.add(source, at, end)
        else:
            out.put(source.text[at:end], *outer)

    def _reference(self, source: Text, token: re.Match[str], out: Woven,
                   outer: tuple[Text, int, int] | None, depth: int) -> None:  # fmt: skip
        where = outer or (source, *token.span())
        entity = self._counted(token["name"], where, depth)
        if entity.value is not None:
            self._letters(len(entity.value), where)
            inner: Text = Written("", entity.value)
            self._content(inner, 0, len(inner.text), out, where, depth + 1)
            return
        file = self._file(entity, token["name"], "&", *where)
        self._letters(len(file.text), where)
        declaration = _DECLARATION.match(file.text)
        begin = declaration.end() if declaration else 0
        self._content(file, begin, len(file.text), out, None, depth + 1)

    def _attribute(self, source: Text, reference: re.Match[str], out: Woven,
                   outer: tuple[Text, int, int] | None) -> None:  # fmt: skip
        where = outer or (source, *reference.span())
        out.put(self._value(reference[1], where, 0), *where)

    def _value(self, name: str, where: tuple[Text, int, int], depth: int) -> str:
        """What a reference in an attribute stands for."""
        entity = self._counted(name, where, depth)
        if entity.value is None:
            raise Refused(*where, f"the entity &{name}; is a file, which no attribute may hold")
        self._letters(len(entity.value), where)
        plain = entity.value.replace('"', "&quot;").replace("'", "&apos;")
        return _REFERENCE.sub(
            lambda m: self._value(m[1], where, depth + 1) if self._known(m[1]) else m[0], plain
        )

    def _counted(self, name: str, where: tuple[Text, int, int], depth: int) -> Entity:
        self.references += 1
        if depth > DEEPEST:
            raise Refused(*where, f"the entity &{name}; is made of entities more than {DEEPEST} "
                          "deep, or of itself", "write out what it stands for")  # fmt: skip
        if self.references > MOST_REFERENCES:
            raise Refused(*where, f"entities are referred to more than {MOST_REFERENCES:,} times")
        entity = self.general[name]
        if entity.unparsed:
            raise Refused(*where, f"the entity &{name}; is not text, and stands in the text")
        return entity

    def _letters(self, count: int, where: tuple[Text, int, int]) -> None:
        self.letters += count
        if self.letters > MOST_LETTERS:
            most = MOST_LETTERS // 1_000_000
            raise Refused(*where, f"entities stand for more than {most} million letters "
                          "(an entity bomb?)", "write out what they stand for")  # fmt: skip

    def _file(self, entity: Entity, name: str, sign: str, *where: object) -> Written:
        """The file that an entity stands for."""
        source, start, end = where
        assert isinstance(source, Written | Woven)
        assert isinstance(start, int)
        assert isinstance(end, int)
        parts = urlsplit(entity.system)
        file = normpath(join(dirname(self.source.name), unquote(entity.system)))
        why = ""
        if parts.scheme or parts.netloc:
            why = "nothing is fetched"
        elif self.read is None:
            why = "other files are read only with the option external-entities"
        if why:
            raise Refused(source, start, end, f"the entity {sign}{name}; is the file "
                          f"{entity.system}: {why}", "use xi:include, or allow it")  # fmt: skip
        if file not in self._files:
            assert self.read is not None
            try:
                data = self.read(file)
            except PermissionError:
                raise Refused(source, start, end, f"the entity {sign}{name}; is the file "
                              f"{entity.system}, outside the root") from None  # fmt: skip
            if data is None:
                raise Refused(source, start, end, f"the entity {sign}{name}; is the file "
                              f"{entity.system}, which is not there",
                              "correct its address")  # fmt: skip
            self._files[file] = Written(file, decoded(data))
        return self._files[file]


def _entity(part: re.Match[str]) -> Entity:
    if part["value"]:
        return Entity(_CHARACTER.sub(_character, part["value"][1:-1]))
    return Entity(None, part["system"][1:-1], bool(part["ndata"]))


def _character(found: re.Match[str]) -> str:
    number = int(found[1][1:], 16) if found[1].startswith("x") else int(found[1])
    return chr(number) if number < 0x110000 else found[0]


def decoded(data: bytes) -> str:
    """The text of a file."""
    return data.decode(known_codec(data), "replace")
