"""The engine: SaxonC, which is imported only where a rule is to be run.

It may read nothing: neither files nor the network. What a rule asks for by `document()`
comes through `Fetch`, within the root that the caller holds it to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

from ..errors import ReadError, VariorumError
from ..text.xml import parse, serialise
from .stylesheet import ABSENT, OWN, REFUSED, WANTED

_FEATURE = "http://saxon.sf.net/feature/"
_DISALLOWED = "has been disallowed"  # what Saxon says of a file that it would read itself
NO_DOCUMENT = "it asks for a collection of files or a text, and nothing but documents is read"
_ROUNDS = 8  # documents that ask for documents …
_DOCUMENTS = 200  # at most of one file
Fetch = Callable[[str], "bytes | None"]
"""Gives a document by its whole address; None where there is none.

Raises a `VariorumError` with the reason for an address that is not read at all: one on the
network, or outside the root.
"""


class Broken(Exception):
    """A stylesheet that cannot be compiled, or a run that failed as a whole."""


@cache
def installed() -> bool:
    """Is the extra there? Looked for once, since it is asked of every file."""
    return find_spec("saxonche") is not None


class Saxon:
    """One processor, in one process."""

    def __init__(self) -> None:
        from saxonche import PySaxonProcessor

        self.process = os.getpid()
        self._processor: Any = PySaxonProcessor(license=False)
        for name, value in (
            ("allowedProtocols", "variorum"),
            ("allow-external-functions", "false"),
        ):
            self._processor.set_configuration_property(_FEATURE + name, value)
        self._compiler = self._processor.new_xslt30_processor()

    def compile(self, stylesheet: str) -> Any:
        """A stylesheet ready to run; raises `Broken` with Saxon's reason."""
        from saxonche import PySaxonApiError

        try:
            return self._compiler.compile_stylesheet(stylesheet_text=stylesheet)
        except PySaxonApiError as error:
            raise Broken(reason(str(error))) from None

    def parse(self, text: str, base: str) -> Any:
        """A document as Saxon has it."""
        from saxonche import PySaxonApiError

        builder = self._processor.new_document_builder()
        if base:
            builder.set_base_uri(base)
        try:
            return builder.parse_xml(xml_text=text)
        except PySaxonApiError as error:
            raise Broken(reason(str(error))) from None

    def run(self, executable: Any, node: Any, documents: dict[str, Any], fetch: Fetch) -> str:
        """What a stylesheet says of a document, once it has all documents that it asks for.

        `documents` holds, by their addresses, those that are known already, or why one is not to
        be had; it is added to.
        """
        from saxonche import PySaxonApiError

        for _ in range(_ROUNDS):
            executable.set_save_xsl_message(True)
            executable.clear_xsl_messages()
            executable.set_parameter(f"{{{OWN}}}documents", self._processor.make_map2(documents))
            try:
                said = executable.transform_to_string(xdm_node=node)
            except PySaxonApiError as error:
                raise Broken(reason(str(error))) from None
            wanted = self._wanted(executable)
            if not wanted:
                return str(said)
            for uri in wanted:
                documents[uri] = self._fetched(uri, documents, fetch)
        raise Broken("one document asks for another without end")

    def _wanted(self, executable: Any) -> list[str]:
        messages = executable.get_xsl_messages()
        if messages is None:
            return []
        said = (str(messages.item_at(i).get_string_value()) for i in range(messages.size))
        return list(dict.fromkeys(
            one.removeprefix(WANTED) for one in said if one.startswith(WANTED)
        ))  # fmt: skip

    def _fetched(self, uri: str, documents: dict[str, Any], fetch: Fetch) -> Any:
        """A document, or why it is not to be had."""
        if len(documents) >= _DOCUMENTS:
            return self._refused(f"it asks for more than {_DOCUMENTS} documents")
        whole = re.sub(r"^file:/(?!/)", "file:///", uri)  # as everybody else writes it
        try:
            data = fetch(whole)
        except VariorumError as error:
            return self._refused(error.message)
        if data is None:
            return self._refused(f"there is no document {whole}", ABSENT)
        try:
            return self.parse(serialise(parse(data, name=uri).getroot()), uri)
        except (ReadError, Broken) as error:
            return self._refused(str(error), ABSENT)

    def _refused(self, why: str, kind: str = REFUSED) -> Any:
        return self._processor.make_string_value(kind + why)


_KEPT: list[Saxon] = []


def saxon() -> Saxon:
    """The processor of this process: one that another process made cannot be used."""
    if not _KEPT or _KEPT[0].process != os.getpid():
        _KEPT[:] = [Saxon()]
    return _KEPT[0]


def reason(said: str) -> str:
    """What Saxon says is wrong, without the place in our stylesheet."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    kept = [line for line in lines if not line.startswith(("Error ", "In ", "at ", "invoked by"))]
    code, _, text = (kept[0] if kept else lines[0] if lines else "?").partition("  ")
    return f"{without_place(text)} ({code})" if text else without_place(code)


def without_place(said: str) -> str:
    """The same without what Saxon adds of where it was found in the stylesheet."""
    if _DISALLOWED in said:
        return NO_DOCUMENT
    return " ".join(said.partition(". Found while")[0].split())
