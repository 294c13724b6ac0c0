"""XML as strings: escaping, elements, names. Strings, since a large text must stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..text.xml import NAME_LETTERS, NCNAME

# What XML 1.0 cannot hold, in any escape; U+FFFD says that something stood there.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_NAME = re.compile(f"[^{NAME_LETTERS}]")


def escape(text: str) -> str:
    """Text content: `&`, `<` and every `>` (so that `]]>` cannot arise) escaped."""
    clean = _ILLEGAL.sub("\ufffd", text)
    bare = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return bare.replace("\r", "&#13;")


def quote(value: str) -> str:
    """An attribute value in double quotes, white space kept as it is."""
    bare = escape(value).replace('"', "&quot;")
    return '"' + bare.replace("\n", "&#10;").replace("\t", "&#9;") + '"'


def attributes(values: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """Attributes with a blank before each; empty values are left out."""
    pairs = values.items() if isinstance(values, Mapping) else values
    return "".join(f" {name}={quote(value)}" for name, value in pairs if value)


def element(name: str, content: str = "", **values: str) -> str:
    """An element; `xml_id` is written `xml:id`, `from_` is `from`, `type_` is `type`.

    >>> element("rdg", "a &lt; b", wit="#A", xml_id="r1")
    '<rdg wit="#A" xml:id="r1">a &lt; b</rdg>'
    """
    named = {key.rstrip("_").replace("xml_", "xml:"): value for key, value in values.items()}
    opened = f"{name}{attributes(named)}"
    return f"<{opened}>{content}</{name}>" if content else f"<{opened}/>"


def xml_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """An `xml:id` for each name: itself where it can be one, else the nearest that is free.

    >>> xml_names(["A", "A*", "69", "A_"])
    {'A': 'A', 'A*': 'A_', '69': 'w69', 'A_': 'A_2'}
    """
    used = set(taken)
    given: dict[str, str] = {}
    for name in names:
        plain = name if NCNAME.fullmatch(name) else _NOT_NAME.sub("_", name)
        if not NCNAME.fullmatch(plain):
            plain = f"w{plain}"
        candidate, number = plain, 2
        while candidate in used:
            candidate, number = f"{plain}{number}", number + 1
        used.add(candidate)
        given[name] = candidate
    return given
