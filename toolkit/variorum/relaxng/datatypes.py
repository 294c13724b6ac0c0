"""Datatypes: which texts are values, and which values are equal.

XSD types are checked by libxml2, through a schema of one element for each type with its
parameters; the answers are kept. Where Python can say the same at once (NCName in ASCII, tokens
without blanks, anyURI) it does. `anyURI` follows RFC 2396 as jing does, which is stricter than
libxml2 and looser than RFC 3986.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from ..errors import ReadError

if TYPE_CHECKING:
    from lxml import etree

BLANKS = " \t\r\n"  # white space of XML; a no-break space is text
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"
ID_TYPES = ("ID", "IDREF", "IDREFS")
KEPT = 50_000  # answers kept a datatype, so that memory stays bounded over many files

Params = tuple[tuple[str, str], ...]

_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_NAME = re.compile(r"[A-Za-z_:][A-Za-z0-9._:-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_UNSIGNED = re.compile(r"\+?[0-9]{1,18}|-0{1,18}")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_IPV6 = re.compile(r"([^\[\]]*@)?\[[0-9A-Fa-f:.]+(%[^\[\]]*)?\](:[0-9]*)?")
_NO_BLANKS = r"[^\p{C}\p{Z}]+"  # TEI's word, by far the most frequent pattern
_INTEGERS = re.compile(
    r"(non)?(positive|negative)?(un?signed)?integer|(unsigned)?(long|int|short|byte)", re.I
)


_BLANK = re.compile(f"[{BLANKS}]")


def collapse(text: str) -> str:
    """Trim XML white space and make every run of it one space."""
    if not _BLANK.search(text):
        return text
    return " ".join(filter(None, _BLANK.split(text)))


def is_uri(value: str) -> bool:
    """Is a text a URI reference, once characters that must be escaped are escaped?"""
    main, _, fragment = collapse(value).partition("#")
    if "#" in fragment or _ESCAPE.search(main) or _ESCAPE.search(fragment):
        return False
    if not main:
        return True
    head = re.split("[/?]", main, maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    rest = main
    if colon:
        rest = main[len(scheme) + 1 :]
        if not _SCHEME.fullmatch(scheme) or not rest:
            return False
        if rest[0] != "/":
            return True  # opaque, as mailto:
    return _is_hierarchical(rest)


def _is_hierarchical(rest: str) -> bool:
    path, _, query = rest.partition("?")
    if path.startswith("//"):
        authority, slash, path = path[2:].partition("/")
        if not authority and not slash and not query:
            return False
        if ("[" in authority or "]" in authority) and not _IPV6.fullmatch(authority):
            return False
    return "[" not in path and "]" not in path


def _token_without_blanks(value: str) -> bool | None:
    token = value.strip(BLANKS)
    if token.isascii() or token.isprintable():
        return bool(token) and token.isprintable() and " " not in token
    return None


def _by(pattern: re.Pattern[str], *, exact: bool = False) -> Callable[[str], bool | None]:
    """A test that says yes at once, and no only where the pattern is the whole truth."""

    def test(value: str) -> bool | None:
        if pattern.fullmatch(value.strip(BLANKS)):
            return True
        return False if exact else None

    return test


def _always(value: str) -> bool | None:
    return True


_SHORT_CUTS: dict[tuple[str, Params], Callable[[str], bool | None]] = {
    ("string", ()): _always,
    ("token", ()): _always,
    ("normalizedString", ()): _always,
    ("anyURI", ()): is_uri,
    ("token", (("pattern", _NO_BLANKS),)): _token_without_blanks,
    ("NCName", ()): _by(_NCNAME),
    ("ID", ()): _by(_NCNAME),
    ("IDREF", ()): _by(_NCNAME),
    ("Name", ()): _by(_NAME),
    ("language", ()): _by(_LANGUAGE, exact=True),
    ("nonNegativeInteger", ()): _by(_UNSIGNED),
}


class Datatype:
    """One datatype with its parameters."""

    __slots__ = ("_answers", "_fast", "_schema", "name", "params", "vocabulary")

    def __init__(self, library: str, name: str, params: Params) -> None:
        self.vocabulary = library
        self.name = name
        self.params = params
        self._answers: dict[str, bool] = {}
        self._schema: etree.XMLSchema | None = None
        fast = _SHORT_CUTS.get((name, params)) if library else _always
        if library and name == "anyURI" and params:
            fast = None
        self._fast = fast

    @property
    def id_type(self) -> str:
        """`ID`, `IDREF`, `IDREFS` or the empty string."""
        return self.name if self.vocabulary and self.name in ID_TYPES else ""

    def allows(self, value: str) -> bool:
        """Is the text a value of this type?"""
        answer = self._answers.get(value)
        if answer is None:
            fast = self._fast(value) if self._fast else None
            answer = self._ask(value) if fast is None else fast
            if len(self._answers) >= KEPT:
                self._answers.clear()
            self._answers[value] = answer
        return answer

    def _ask(self, value: str) -> bool:
        """Ask libxml2."""
        from lxml import etree

        if self.name == "anyURI" and not is_uri(value):
            return False
        if self.name in _LISTS and not collapse(value):
            return False  # libxml2 takes a list of nothing
        if self._schema is None:
            # the document's prefixes and entities are not known here: only the form is checked
            name = {"QName": "Name", "ENTITY": "NCName", "NOTATION": "Name"}.get(
                self.name, self.name
            )
            self._schema = _schema(name, self.params)
        element = etree.Element("v")
        element.text = value
        return bool(self._schema.validate(element))

    def value(self, written: str) -> object:
        """The value that a text stands for; equal values are equal."""
        if not self.vocabulary:
            return written if self.name == "string" else collapse(written)
        if self.name in ("string", "CDATA"):
            return written
        text = collapse(written)
        if self.name == "boolean":
            return {"1": "true", "0": "false"}.get(text, text)
        if self.name == "hexBinary":
            return text.upper()
        if self.name in ("double", "float"):
            return _float(text)
        if self.name == "decimal" or _INTEGERS.fullmatch(self.name):
            return _decimal(text)
        return text


_LISTS = ("NMTOKENS", "IDREFS", "ENTITIES")


def _float(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _decimal(text: str) -> object:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


_KNOWN = frozenset(
    """string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY
    ENTITIES QName NOTATION anyURI boolean decimal integer nonPositiveInteger negativeInteger long
    int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte
    positiveInteger double float duration dateTime date time gYear gYearMonth gMonth gMonthDay gDay
    hexBinary base64Binary""".split()
)


@cache
def datatype(library: str, name: str, params: Params) -> Datatype:
    """A datatype by library and name; raises `ReadError` where there is none of that name."""
    if not library and name in ("string", "token") and not params:
        return Datatype(library, name, params)
    if (library == XSD and name in _KNOWN) or (library == COMPATIBILITY and name in ID_TYPES):
        return Datatype(library, name, params)
    raise ReadError(
        f"the schema uses the datatype {name!r} of {library or 'the built-in library'!r}, "
        "which is not known",
        hint="the libraries known are the built-in one and W3C XML Schema datatypes",
    )


def _schema(name: str, params: Params) -> Any:
    """Compile a schema of one element with the type."""
    from lxml import etree

    xs = "{http://www.w3.org/2001/XMLSchema}"
    root = etree.Element(f"{xs}schema", nsmap={"xs": xs[1:-1]})
    holder = etree.SubElement(root, f"{xs}element", name="v")
    # libxml2 takes several patterns of one step as alternatives, RELAX NG wants all of them: so
    # each parameter is a restriction of the one before
    kinds = [holder]
    for parameter, value in reversed(params):
        simple = etree.SubElement(kinds[-1], f"{xs}simpleType")
        restriction = etree.SubElement(simple, f"{xs}restriction")
        kinds.append(restriction)
        facet = etree.Element(f"{xs}{parameter}", value=value)
        restriction.append(facet)
    if len(kinds) == 1:
        holder.set("type", f"xs:{name}")
    else:
        kinds[-1].set("base", f"xs:{name}")
        for restriction in kinds[1:-1]:
            restriction.append(restriction[0])  # the facet stands after the inner type
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError as error:
        raise ReadError(
            f"the schema restricts {name} in a way that cannot be: {error}",
            hint=f"look at the parameters {', '.join(p for p, _ in params)}",
        ) from error
