"""Random documents that a RELAX NG schema allows, for properties of the bundled profile."""

from __future__ import annotations

import random
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML = "http://www.w3.org/XML/1998/namespace"
TEI = "http://www.tei-c.org/ns/1.0"
FAR = 10**6
VALUES = {
    "ID": None, "anyURI": "#x1", "date": "1988-12-20", "gYear": "1988", "gMonth": "--12",
    "gDay": "---20", "gYearMonth": "1988-12", "gMonthDay": "--12-20", "time": "10:00:00",
    "dateTime": "1988-12-20T10:00:00", "language": "en", "nonNegativeInteger": "2",
    "double": "0.5", "decimal": "1.5", "boolean": "true", "Name": "name", "token": "a",
}  # fmt: skip


class Generator:
    """Writes documents by walking the schema's patterns; `seed` decides everything."""

    def __init__(self, rng: bytes, seed: int) -> None:
        self.root = etree.fromstring(rng)
        self.random = random.Random(seed)
        self.defines = {d.get("name"): d for d in self.root.iter(f"{RNG}define")}
        self.ids = 0
        self.budget = 400

    def document(self) -> bytes:
        start = self.root.find(f"{RNG}start")
        self.ids, self.budget = 0, 400
        text = "".join(self._content(child, 0)[1] for child in start)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()

    @cache  # noqa: B019 - one generator lives as long as its test
    def _cost(self, node: etree._Element, depth: int = 0) -> int:
        """How deep the smallest content of a pattern is."""
        kind = etree.QName(node).localname
        if depth > 40 or kind == "notAllowed":
            return FAR
        inner = [c for c in node if isinstance(c.tag, str)]
        if kind == "ref":
            return self._cost_define(node.get("name"), depth)
        if kind in ("optional", "zeroOrMore", "text", "empty", "data", "value", "list", "name"):
            return 0
        if kind == "attribute":
            return 0
        if kind == "choice":
            return min((self._cost(c, depth + 1) for c in inner), default=0)
        own = 1 if kind == "element" else 0
        return own + max((self._cost(c, depth + 1) for c in inner), default=0)

    def _cost_define(self, name: str, depth: int) -> int:
        if not hasattr(self, "_costs"):
            self._costs: dict[str, int] = {}
            self._open: set[str] = set()
        if name in self._costs:
            return self._costs[name]
        if name in self._open:
            return FAR
        self._open.add(name)
        inner = [c for c in self.defines[name] if isinstance(c.tag, str)]
        cost = max((self._cost(c, depth + 1) for c in inner), default=0)
        self._open.discard(name)
        if not self._open:
            self._costs[name] = cost
        return cost

    def _content(self, node: etree._Element, depth: int) -> tuple[str, str]:
        """Attributes and content of one pattern."""
        kind = etree.QName(node).localname
        inner = [c for c in node if isinstance(c.tag, str)]
        if kind == "ref":
            return self._all(self.defines[node.get("name")], depth)
        if kind in ("data", "value", "list"):
            return "", self._value(node)
        if kind in ("group", "interleave", "oneOrMore", "mixed", "define"):
            return self._all(node, depth)
        if kind in ("optional", "zeroOrMore"):
            likely = 0.15 if inner and _holds_attribute(inner[0]) else 0.45
            if self.budget <= 0 or depth > 14 or self.random.random() > likely:
                return "", ""
            if max(self._cost(c) for c in inner) + depth > 24:
                return "", ""
            return self._all(node, depth)
        if kind == "choice":
            costs = [self._cost(c) for c in inner]
            least = min(costs)
            fit = [c for c, cost in zip(inner, costs) if cost <= least + max(0, 8 - depth)]
            tight = self.budget <= 0 or depth > 12
            chosen = inner[costs.index(least)] if tight else self.random.choice(fit)
            return self._content(chosen, depth)
        if kind == "element":
            return "", self._element(node, depth)
        if kind == "attribute":
            return self._attribute(node), ""
        if kind == "text":
            return "", self.random.choice(["", "wise ", "man", "мудрец "])
        return "", ""

    def _all(self, node: etree._Element, depth: int) -> tuple[str, str]:
        parts = [self._content(c, depth) for c in node if isinstance(c.tag, str)]
        return "".join(a for a, _ in parts), "".join(b for _, b in parts)

    def _element(self, node: etree._Element, depth: int) -> str:
        self.budget -= 1
        name = node.find(f"{RNG}name").text
        parts = [
            self._content(c, depth + 1)
            for c in node
            if isinstance(c.tag, str) and c.tag != f"{RNG}name"
        ]
        attributes = "".join(a for a, _ in parts)
        space = f' xmlns="{TEI}"' if depth == 0 else ""
        return f"<{name}{space}{attributes}>{''.join(b for _, b in parts)}</{name}>"

    def _attribute(self, node: etree._Element) -> str:
        inner = [c for c in node if isinstance(c.tag, str)]
        own = inner[0]
        name = f"xml:{own.text}" if own.get("ns") == XML else own.text
        return f" {name}={quoteattr(self._value(inner[1]) if len(inner) > 1 else 'a')}"

    def _value(self, node: etree._Element) -> str:
        kind = etree.QName(node).localname
        inner = [c for c in node if isinstance(c.tag, str)]
        if kind == "ref":
            return self._value(self.defines[node.get("name")][0])
        if kind == "value":
            return node.text or ""
        if kind == "data":
            return self._data(node)
        if kind == "choice":
            return self._value(self.random.choice(inner))
        if kind in ("list", "group", "oneOrMore"):
            return " ".join(self._value(c) for c in inner)
        if kind == "text":
            return "a"
        return ""

    def _data(self, node: etree._Element) -> str:
        kind = node.get("type")
        if kind == "ID":
            self.ids += 1
            return f"x{self.ids}"
        pattern = node.findtext(f"{RNG}param") or ""
        if kind == "token" and "vh" in pattern:
            return "12cm"
        if kind == "token" and "\\d" in pattern:
            return "1/2" if "/" in pattern else "1"
        return escape(VALUES[kind])


def _holds_attribute(node: etree._Element) -> bool:
    return node.tag == f"{RNG}attribute"
