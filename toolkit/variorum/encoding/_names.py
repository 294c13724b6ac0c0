"""Names beside a bracket: what follows a role, and where role and forename part in one bracket."""

from __future__ import annotations

import re

from ..text.brackets import Bracket
from ._marks import Ids, Marks

# After such a noun, capitalised words at the end of a bracket are a name, not part of the role.
_ROLES = frozenset(
    "leader minister president secretary chairman chairwoman chief head premier chancellor king "
    "queen emperor prince princess ambassador envoy general marshal admiral colonel commander "
    "director editor member deputy governor senator mayor bishop pope patriarch archbishop judge "
    "speaker spokesman aide adviser advisor officer official dictator ruler writer poet author "
    "composer philosopher historian scientist translator professor doctor wife husband brother "
    "sister son daughter father mother".split()
)
_WORD = r"[^\W\d_a-zа-яё][\w’'ʹ-]*"
_INITIAL = re.compile(r"\s*(?:[^\W\d_a-zа-яё]|Kh|Yu|Ya|Zh|Ts|Ch|Sh|Shch)\.")
_COMPLETED = re.compile(r"\s*[^\W\d_a-zа-яё]\w{0,2}\[[^\W\d_]+\]\w*")
_CAPITAL = re.compile(rf"\s*{_WORD}")


def role(marks: Marks, bracket: Bracket, ids: Ids) -> None:
    """A role before a name; a forename at its end is parted from it and goes into the name.

    `[Prime Minister Kaysone] K. Phomvihan` is a note on the office, and a name whose supplied
    forename says what `K.` is short for.
    """
    text = marks.text
    inner, stop = bracket.start + 1, bracket.end - 1
    parts = _name_after(text, bracket.end)
    cut = _forename_begins(text[inner:stop])
    id = ids.new("n") if parts else ""
    marks.drop_brackets(bracket.start, bracket.end)
    target = f"#{id}" if id else ""
    note = {"type_": "gloss", "place": "inline", "target": target}
    if cut and parts:
        marks.owed("note", inner, inner + len(text[inner : inner + cut].rstrip()),
                   rend="bracket-start", **note)  # fmt: skip
        begin = inner + cut
    else:
        marks.owed("note", inner, stop, rend="brackets", **note)
        begin = parts[0][1] if parts else stop
    if not parts:
        return
    marks.add("persName", begin, parts[-1][2], xml_id=id)
    marks.names.append((begin, parts[-1][2]))
    if begin < bracket.end:
        marks.owed("supplied", begin, stop, reason="completion", rend="bracket-end")
        marks.add("forename", begin, stop)
    for kind, start, end in parts:
        _part(marks, kind, start, end)


def forename(marks: Marks, bracket: Bracket) -> None:
    """`[Yuri] Ivanov`: a forename or an initial that an editor supplied before a surname."""
    inner, stop = bracket.start + 1, bracket.end - 1
    following = _name_after(marks.text, bracket.end)
    marks.add("persName", inner, following[-1][2] if following else stop)
    marks.names.append((inner, following[-1][2] if following else stop))
    marks.owed("supplied", inner, stop, reason="completion", rend="brackets")
    short = "init" if marks.text[inner:stop].strip().endswith(".") else ""
    marks.add("forename", inner, stop, full=short)
    for part in following:
        _part(marks, *part)
    marks.drop_brackets(bracket.start, bracket.end)


def _part(marks: Marks, kind: str, start: int, end: int) -> None:
    if kind == "initial":
        marks.add("forename", start, end, full="init")
    else:
        marks.add("surname" if kind == "surname" else "forename", start, end)


def completion(marks: Marks, bracket: Bracket) -> None:
    """Letters that complete a word; a completed initial before a name is a forename."""
    text = marks.text
    start, end = bracket.start, bracket.end
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    covered = any(a <= start < b for a, b in marks.names)
    following = _name_after(text, end) if text[start].isupper() and not covered else []
    if following:
        marks.add("persName", start, following[-1][2])
        marks.names.append((start, following[-1][2]))
        marks.add("forename", start, end)
        for part in following:
            _part(marks, *part)
    marks.add("expan", start, end)
    marks.owed("ex", bracket.start + 1, bracket.end - 1, rend="brackets")
    marks.drop_brackets(bracket.start, bracket.end)


def _forename_begins(content: str) -> int:
    """Where the name begins in `Laotian Prime Minister Kaysone`; 0 where there is only a role."""
    words = list(re.finditer(r"[\w’'-]+", content))
    for i in range(len(words) - 2, -1, -1):
        if words[i][0].lower() in _ROLES:
            rest = words[i + 1 :]
            return rest[0].start() if all(w[0][0].isupper() for w in rest) else 0
    return 0


def _name_after(text: str, position: int) -> list[tuple[str, int, int]]:
    """The parts of the name that begins here, as (kind, start, end); empty where none does."""
    parts: list[tuple[str, int, int]] = []
    if not text[position : position + 1].isspace():
        return parts
    while match := _INITIAL.match(text, position) or _COMPLETED.match(text, position):
        kind = "initial" if match[0].endswith(".") else "forename"
        parts.append((kind, _first(text, match.start()), match.end()))
        position = match.end()
    words: list[tuple[str, int, int]] = []
    while len(words) < 3 and (match := _CAPITAL.match(text, position)):
        words.append(("forename", _first(text, match.start()), match.end()))
        position = match.end()
    if words:
        words[-1] = ("surname", *words[-1][1:])
        return parts + words
    return []


def _first(text: str, position: int) -> int:
    while text[position].isspace():
        position += 1
    return position
