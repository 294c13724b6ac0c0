"""Elements that a user names by XPath, without having to say that they are TEI's.

`add[@type='commentary']` finds such elements wherever they stand; a path may begin with `/`. Names
without a prefix are TEI's, or of a file without a namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import UsageError
from ..text import xml

_TOKEN = re.compile(
    r"""\s+|"[^"]*"|'[^']*'|\d+(?:\.\d*)?|\.\d+|::|//|\.\.|!=|<=|>=|[\w][\w.-]*(?::(?:[\w][\w.-]*|\*))?|."""
)
_NAME = re.compile(r"[^\W\d][\w.-]*")
_AFTER_NO_OPERAND = frozenset(["", "@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "=", "!="])
_NODE_TESTS = frozenset(["node", "text", "comment", "processing-instruction"])
_OPERATORS = frozenset(["and", "or", "div", "mod", "<", "<=", ">", ">="])


def selected(root: Any, paths: Iterable[str]) -> frozenset[Any]:
    """The elements below `root` that one of the paths selects.

    Raises `UsageError` for a path that cannot be read, or that selects no elements but a value.
    """
    etree = xml.library()
    space = (root.tag if isinstance(root.tag, str) else "").rpartition("}")[0].lstrip("{")
    prefixes = {"xml": xml.XML, **({"tei": space} if space else {})}
    found: set[Any] = set()
    for path in paths:
        try:
            result = root.xpath(with_names(path, "tei:" if space else ""), namespaces=prefixes)
        except (etree.XPathError, ValueError) as error:
            said = str(error).partition("\n")[0]
            raise UsageError(f"{path!r} is an invalid XPath ({said})", hint=_HINT) from None
        if not isinstance(result, list) or not all(map(etree.iselement, result)):
            raise UsageError(f"{path!r} selects no elements", hint=_HINT)
        found.update(node for node in result if xml.is_element(node))
    return frozenset(found)


_HINT = "name elements, as in add[@type='commentary'] or front//head"


def with_names(path: str, prefix: str) -> str:
    """The path with a prefix at every name of an element, each alternative searched everywhere.

    By XPath 1.0, 3.7: a name after an operand is an operator.

    >>> with_names("add[@type='a'] | div/head", "tei:")
    ".//tei:add[@type='a'] | .//tei:div/tei:head"
    >>> with_names("div[count(p) div 2 > 1]", "tei:")
    './/tei:div[count(tei:p) div 2 > 1]'
    """
    return "".join(_named(_TOKEN.findall(path), prefix))


def _named(tokens: list[str], prefix: str) -> Iterator[str]:
    last, depth, begins = "", 0, True
    for number, token in enumerate(tokens):
        if token.isspace():
            yield token
            continue
        after = next((t for t in tokens[number + 1 :] if not t.isspace()), "")
        operand = last not in _AFTER_NO_OPERAND | _OPERATORS
        function = after == "(" and token not in _NODE_TESTS
        if begins and not function and token not in ("/", "//", ".", "..", "("):
            yield ".//"
        element = _NAME.fullmatch(token) and not operand and last != "@"
        yield prefix + token if element and after not in ("(", "::") else token
        depth += (token in "([") - (token in ")]")
        begins = depth == 0 and token == "|"
        last = token if not (element and token in _OPERATORS) else "name"
