"""What may check a document besides the grammar and the rules: a Schematron, for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ...model import Finding
from ..document.document import Document
from .rule import Rule


class Checker(Protocol):
    """A further check of a document that is well-formed; given to `validate` by its caller.

    Its findings are selected, ignored, silenced, aggregated and reported as those of a rule are.
    The `cause` of one is an index among the findings of the same checker. It raises nothing for
    what a document says; a `VariorumError` means that the checker cannot be used, and ends the
    run.
    """

    @property
    def rules(self) -> Sequence[Rule]:
        """What it may find: the code, the name and the manual page of each (`check` is None)."""
        ...

    def __call__(self, document: Document) -> Iterable[Finding]:
        """What is wrong with the document, in any order.

        `document` gives `tree`, `source` and, of an element, `xpath`, `near` and, through
        `layout`, its place; its `path` is that of every finding.
        """
        ...
