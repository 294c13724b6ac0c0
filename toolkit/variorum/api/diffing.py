"""Where versions differ, passage by passage: what `diff` means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model import Source, Witness
from .deciding import arranged, docket_of, recut, report
from .door import verb
from .machine import Machine
from .reading import Input, inputs, numbered, texts_of, told_source
from .regularising import regularisations
from .settled import is_settled, settled
from .tongues import in_languages, with_settled
from .versions import is_foreign, rows_in_table, unit_of

if TYPE_CHECKING:
    from ..comparison.books import Books
    from ..comparison.rulings import Rulings
    from ..critic.decisions import Docket
    from ..critic.project import Project
    from ..host import Host
    from ..model import Synopsis
    from ..model.comparison import Comparison
    from .kinds import Decided, Names, Path, Texts

PLAIN, TEXTS = "txt", (".txt", ".text")
Given = Input | Source | Witness


@verb
def diff(
    *texts: Texts,
    base: str | None = None,
    unit: str = "auto",
    granularity: str = "phrase",
    ignore: Names = (),
    only: Names = (),
    min_words: int = 0,
    markup: bool = False,
    printed: bool = True,
    reader: str | None = None,
    encoding: str | None = None,
    language: Names | None = None,
    layers: bool = False,
    furniture: str = "drop",
    choice: str = "orig",
    exclude_elements: Names = (),
    only_elements: Names = (),
    alignment: Path | None = None,
    project: Path | None = None,
    regularise: Path | None = None,
    decisions: Decided | None = None,
    host: Host | None = None,
) -> Comparison:
    """Where two to twelve versions differ, row by row.

    Each row has the passages of all versions and their changes against the base (by default the
    first), each with its class. Differences named in `ignore` (case, punct, accents, typography,
    whitespace, brackets, markup) are counted but not shown; so is every other class with `only`,
    and every change of fewer words with `min_words` (what was left out: `only="omission",
    min_words=5`). `markup` compares the markup of two XML files as well. `printed` gives texts with
    printed brackets instead of markup. Settings and decisions of the project apply as in `collate`:
    base, language, own classes and spellings, regularised forms (counted as "regularised"), words
    together and apart, classes of readings. An `alignment` that is given is used.
    """
    host = host or Machine()
    given = inputs(texts_of(texts), host)
    how = How.of(
        given, host, reader, encoding, language, layers, furniture, choice=choice,
        exclude_elements=exclude_elements, only_elements=only_elements,
    )  # fmt: skip
    return compared(
        given, how, base=base or "", unit=unit, granularity=granularity, ignore=listed(ignore),
        only=",".join(listed(only)), min_words=min_words, markup=markup, printed=printed,
        alignment=alignment, project=project, regularise=regularise, decisions=decisions,
    )  # fmt: skip


def listed(names: Names) -> tuple[str, ...]:
    """Names that may come as one string with commas."""
    given = names.split(",") if isinstance(names, str) else names
    return tuple(name.strip() for name in given if name.strip())


@dataclass(frozen=True, slots=True)
class How:
    """How the inputs of one comparison are read."""

    host: Host
    reader: str | None = None
    encoding: str | None = None
    language: Names | None = None
    layers: bool = False
    furniture: str = "drop"
    elements: Mapping[str, Any] = field(default_factory=dict)  # which of TEI are read
    overrules: bool = True  # does `reader` hold against a suffix that says something else?
    sides: tuple[str, ...] = ()  # what the inputs are called, where they are two states of one file

    @classmethod
    def of(
        cls, given: Sequence[Given], host: Host, reader: str | None = None,
        encoding: str | None = None, language: Names | None = None, layers: bool = False,
        furniture: str = "drop", sides: tuple[str, ...] = (), **elements: Any,
    ) -> How:  # fmt: skip
        """If all names show their format, a format that is given can only be meant to override
        them.

        `elements` says which elements of TEI are read, as `read` takes it.
        """
        from ..readers import suffixes

        files = [item for item in given if isinstance(item, Input)]
        overrules = not reader or all(f.path.lower().endswith(suffixes()) for f in files)
        return cls(host, reader, encoding, language, layers, furniture, elements, overrules, sides)

    def reader_of(self, item: Input) -> str | None:
        """The format of an input: the one given applies to names that do not show it, or to all."""
        from ..readers import suffixes

        if not item.data.strip():
            return PLAIN  # what is empty has no format
        if self.reader and (self.overrules or not item.path.lower().endswith(suffixes())):
            return self.reader
        return PLAIN if item.path.lower().endswith(TEXTS) else None

    def encoding_of(self, item: Input) -> str:
        """The encoding given, except for a file that is certainly UTF-8, as beside an older one."""
        from ..text.encoding import decode

        if not self.encoding or item.data.isascii():
            return self.encoding or ""
        told = decode(item.data, name=item.path, encoding=self.encoding)  # refuses what is unknown
        try:
            if item.data.decode("utf-8") == told:
                return self.encoding
        except UnicodeDecodeError:
            return self.encoding
        self.host.note(
            f"{item.name} is UTF-8 and is read as UTF-8; the encoding that was named "
            "applies to the other files"
        )
        return ""

    def source(self, item: Given) -> Source:
        """One input, read by its format."""
        if not isinstance(item, Input):
            return told_source(item, self.host)
        reader = self.reader_of(item)
        encoding = self.encoding_of(item) if reader == PLAIN else self.encoding
        return told_source(
            item, self.host, reader=reader, encoding=encoding, language=self.language,
            layers=self.layers, furniture=self.furniture, **self.elements,
        )  # fmt: skip

    def text(self, item: Given) -> str:
        """A plain file as it stands; of any other format the text of its one witness."""
        from ..text.encoding import decode

        if isinstance(item, Input) and self.reader_of(item) == PLAIN:
            return decode(item.data, name=item.path, encoding=self.encoding_of(item))
        source = self.source(item)
        if len(source.witnesses) != 1:
            raise UsageError(
                f"{name_of(item)} holds {len(source.witnesses)} versions",
                hint="give the file of one version",
            )
        return source.witnesses[0].text


def name_of(item: Given) -> str:
    """What an input is called in a heading: its file's name, else its siglum."""
    if isinstance(item, Input):
        return item.name or item.siglum
    first = item if isinstance(item, Witness) else next(iter(item.witnesses), None)
    return (first.origin[0] or first.siglum) if first else ""


def compared(
    given: Sequence[Given], how: How, *, base: str = "", unit: str = "auto",
    granularity: str = "phrase", ignore: tuple[str, ...] = (), only: str = "", min_words: int = 0,
    markup: bool = False, printed: bool = True, alignment: Path | None = None,
    project: Path | None = None, regularise: Path | None = None, decisions: Decided | None = None,
) -> Comparison:  # fmt: skip
    """Read, cut into passages, compare, leave out the classes not asked for."""
    from ..comparison.choosing import only as choose
    from ..comparison.compose import Options, compare

    unit = "sentence" if unit == "auto" else unit
    agreed = _agreed(project, given, how.host)
    if agreed:
        how = replace(how, language=with_settled(how.language, agreed.language))
        regularise = regularise or agreed.regularise or None
    witnesses = _versions(given, how, unit)
    if alignment is not None:
        unit = unit_of(alignment, witnesses, unit, how.host)
    printed_so = _of_one_kind(witnesses)
    settled_ones = agreed.decisions if agreed and not how.sides else ""
    docket = docket_of(decisions, settled_ones, printed_so, how.host)
    own = agreed.options if agreed else None
    settled_base = agreed.base if agreed else ""
    options = Options(
        base or (settled_base if any(w.siglum == settled_base for w in witnesses) else ""),
        granularity, ignore, unit, printed,
        rules=own.rules if own else (),
        spelling=own.spelling if own else (),
        regularised=regularisations(regularise, docket, printed_so, how.host),
    )  # fmt: skip
    cut = [recut(_cut(w, unit), docket) for w in printed_so]
    first = next((w for w in witnesses if w.siglum == options.base), witnesses[0])
    for witness in witnesses:
        if is_foreign(witness, first):
            how.host.note(
                f"{witness.siglum} is in another language ({witness.language}): all its words "
                "differ; align sets the passages side by side"
            )
    rulings = _rulings(cut, docket)
    rows = None if alignment is None else rows_in_table(alignment, cut, how.host)
    rows = _decided(rows, cut, docket)
    found = compare(cut, options, rows=rows, rulings=rulings)
    if rulings:
        rulings.tell()
        report(docket, how.host)
    found = replace(
        found,
        versions=tuple(
            replace(v, origin=w.origin, text=w.text) for v, w in zip(found.versions, witnesses)
        ),
    )
    found = _with_markup(found, given, how, asked=markup)
    return choose(found, only, min_words=min_words) if only or min_words else found


def _agreed(project: Path | None, given: Sequence[Given], host: Host) -> Project | None:
    """What the project settled; None where there is none."""
    paths = [item.path for item in given if isinstance(item, Input)]
    return settled(project, paths, host) if is_settled(project, paths, host) else None


def _rulings(witnesses: Sequence[Witness], docket: Docket) -> Rulings | None:
    if not docket:
        return None
    from ..comparison.rulings import Rulings

    return Rulings(docket, [w.siglum for w in witnesses])


def _decided(rows: Synopsis | None, cut: Sequence[Witness], docket: Docket) -> Synopsis | None:
    """The rows as people decided, where they decided on passages."""
    if not docket.of("row"):
        return rows
    from ..alignment.passages import synopsis

    return arranged(rows or synopsis(cut, sure=False), docket)


def _cut(witness: Witness, unit: str) -> Witness:
    from ..text.passages import cut

    return cut(witness, unit)


def _versions(given: Sequence[Given], how: How, unit: str) -> tuple[Witness, ...]:
    """All witnesses of all inputs; one siglum each, two witnesses at least."""
    sides = how.sides or ("",) * len(given)
    found = numbered(
        [
            (w, not isinstance(item, Input))
            for item, side in zip(given, sides)
            for w in _of_side(item, side, how)
        ],
        how.host,
    )
    for witness in found:
        if not (len(witness) or how.sides):  # git hands over nothing for a file that is new
            how.host.note(f"warning: {witness.siglum} is empty")
    if len(found) < 2:
        raise UsageError("only one version", hint="name two texts or more")
    return in_languages(found, how.language, how.host)


def _of_side(item: Given, side: str, how: How) -> list[Witness]:
    """The witnesses of an input; one that stands alone goes by the name of its side, if it has one.

    Two sides of one file have the same sigla: the side distinguishes their witnesses.
    """
    from ..text.build import rename

    found = how.source(item).witnesses
    if not side:
        return list(found)
    return [rename(w, f"{side}:{w.siglum}" if len(found) > 1 else side) for w in found]


def _of_one_kind(found: Sequence[Witness]) -> list[Witness]:
    """Where one version has its brackets as signs, the others have theirs so too, not as markup."""
    from ..text.build import as_printed

    signs = any(span.name == "bracket" for w in found for span in w.spans)
    return [as_printed(w) if signs else w for w in found]


def _with_markup(
    comparison: Comparison, given: Sequence[Given], how: How, *, asked: bool
) -> Comparison:
    """Changes of encoding between two XML files: shown when asked for, else counted as hidden."""
    files = [item for item in given if isinstance(item, Input) and _is_xml(item)]
    if len(given) != 2 or len(files) != 2:
        if asked and not how.sides:  # of many pairs some are texts, or new
            raise UsageError(
                "changes of mark-up can be shown between two XML files only", hint="name two"
            )
        return comparison
    from ..comparison.markup import compare_markup

    old, new = files
    found = compare_markup(old.data, new.data, (old.path, new.path))
    if asked and "markup" not in comparison.ignored:
        return replace(comparison, markup=tuple(found))
    hidden = Counter(dict(comparison.hidden))
    hidden["markup"] += len(found)
    return replace(comparison, hidden=tuple(sorted((+hidden).items())))


def _is_xml(item: Input) -> bool:
    return item.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def patch_between(given: Sequence[Given], how: How) -> tuple[str, bool]:
    """The patch that makes the second text of the first, and whether they differ."""
    from ..comparison.patching import make

    if len(given) != 2:
        raise UsageError(f"a patch is between two texts, not {len(given)}", hint="name two")
    old, new = (how.text(item) for item in given)
    return make(old, new, (name_of(given[0]), name_of(given[1]))), old != new


BOOK = 1_000_000  # bytes: two texts of this size are not read in rows, word by word


def are_books(given: Sequence[Given]) -> bool:
    """Are all of these long files, which a word diff shows as one stream where no view is asked?"""
    return all(isinstance(item, Input) and len(item.data) >= BOOK for item in given)


def books(given: Sequence[Given], how: How, ignore: tuple[str, ...]) -> Books:
    """Two texts, word against word: whole books at once, without passages."""
    from ..comparison.books import compare_books
    from ..comparison.ignoring import Ignoring

    old, new = (how.text(item) for item in given)
    return compare_books(old, new, Ignoring.of(ignore).names)
