"""What a person ruled about a text; kept in a file under version control, replayed at every run."""

from __future__ import annotations

from dataclasses import dataclass

from .shown import Shown


@dataclass(frozen=True, slots=True, repr=False)
class Decision(Shown):
    """One decision. `selector` says where it applies, `ruling` what it decides.

    Date and author are kept as written; neither is ever invented.
    """

    kind: str  # "class", "lemma", "align", "apart", "regularise"
    selector: tuple[tuple[str, str], ...]
    ruling: str
    author: str = ""
    date: str = ""
    reason: str = ""
