"""From a path that Saxon gives to the place in the source: element, attribute, text or comment."""

from __future__ import annotations

import re
from typing import Any

from ..model import Finding, Severity
from ..text.xml import XML, pieces
from ..validation import Document

_STEP = re.compile(
    r"/(?:Q\{(?P<space>[^}]*)\}(?P<name>[^\[/]+)\[(?P<number>\d+)\]"
    r"|@(?:Q\{(?P<of>[^}]*)\})?(?P<attribute>[^/]+)"
    r"|(?P<kind>text|comment|processing-instruction)\((?P<target>[^)]*)\)\[(?P<which>\d+)\])"
)
_TAG = re.compile(r"<[^\s/>]+")


class Places:
    """The places of one document, by paths in the form of XPath's `path()`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._children: dict[Any, dict[str, list[Any]]] = {}

    def finding(self, path: str, code: str, rule: str, severity: Severity, message: str,
                hint: str = "") -> Finding:  # fmt: skip
        """A finding at a path; at the root where the path leads nowhere in this document."""
        element, start, end, step = self._found(path)
        place = self.document.layout.place
        line, column = place(start)
        end_line, end_column = place(end)
        return Finding(
            self.document.path, line, column, code, rule, severity, message, hint,
            self.document.xpath(element) + step, self.document.near(element),
            end_line=end_line, end_column=end_column,
        )  # fmt: skip

    def _found(self, path: str) -> tuple[Any, int, int, str]:
        """The element, the offsets, and what the path has beyond the element."""
        root = self.document.root
        element: Any = None
        for step in _STEP.finditer(path):
            if step["name"]:
                tag = f"{{{step['space']}}}{step['name']}" if step["space"] else step["name"]
                every = [root] if element is None else self._named(element, tag)
                at = int(step["number"]) - 1
                if at >= len(every) or every[at].tag != tag:
                    return root, *self._tag(root), ""
                element = every[at]
            elif step["attribute"] and element is not None:
                key = f"{{{step['of']}}}{step['attribute']}" if step["of"] else step["attribute"]
                found = self.document.layout.value_of(element, key)
                shown = f"/@{'xml:' if step['of'] == XML else ''}{step['attribute']}"
                if found is not None:
                    return element, found[0], found[2] + 1, shown
                return element, *self._tag(element), shown
            elif step["kind"] and element is not None:
                return element, *self._within(element, step), ""
        element = root if element is None else element
        return element, *self._tag(element), ""

    def _named(self, parent: Any, tag: str) -> list[Any]:
        if parent not in self._children:
            by_tag = self._children[parent] = {}
            for child in parent:
                if isinstance(child.tag, str):
                    by_tag.setdefault(child.tag, []).append(child)
        return self._children[parent].get(tag, [])

    def _tag(self, element: Any) -> tuple[int, int]:
        """The `<` of a start tag with the name."""
        layout = self.document.layout
        start = layout.start(layout.index[element])
        name = _TAG.match(layout.source, start)
        return start, name.end() if name else start + 1

    def _within(self, element: Any, step: re.Match[str]) -> tuple[int, int]:
        """A text, a comment or an instruction among the children of an element."""
        layout, left = self.document.layout, int(step["which"])
        after = layout.opened(layout.index[element])
        for piece in pieces(element):
            if isinstance(piece, str):
                left -= step["kind"] == "text"
                if not left:
                    stop = layout.source.find("<", after)
                    text = layout.source[after:stop]
                    blank = len(text) - len(text.lstrip())
                    return after + (blank if text.strip() else 0), after + len(text.rstrip())
                continue
            i = layout.index[piece]
            if not isinstance(piece.tag, str) and step["kind"] != "text":
                target = getattr(piece, "target", None)
                comment = step["kind"] == "comment" and target is None
                left -= comment or (target is not None and target == step["target"])
                if not left:
                    return layout.start(i), layout.end(i)
            after = layout.end(i)
        return self._tag(element)
