"""Decide about texts, list what was decided, take it back, or check what becomes of it.

ACTION is a kind of decision (row passage align apart unit suppress transpose class lemma order sub
conjecture lacuna regularise label note comment done doubt) or list, check, withdraw, settle,
convert. A place is SIGLUM DIVISION NUMBER [WORDS], as in --at "A p1 4-5": the division is the
file's own, the number counts words and marks in it. Decisions are saved in decisions/AUTHOR.jsonl,
which git can merge; align, collate, apparatus, compare, glossary and diff use them with
--decisions, or with decisions = "decisions" in variorum.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import _options as o

if TYPE_CHECKING:
    from ..model import Decision
    from ._host import Terminal

PANEL = "Publish"
EXAMPLES = """
variorum decide class a.txt b.txt --at "a p1 3 man" --reading sage --is synonym --author EN
variorum decide apart a.txt b.txt --at "a p1 3" --at "b p1 3" --author EN --preview
variorum decide regularise a.txt b.txt --form sage --is man --author EN
variorum decide list
variorum decide check a.txt b.txt
variorum decide withdraw 01JDS3 --author EN
"""
ACTIONS = ("list", "check", "withdraw", "settle", "convert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is decided."""

    at: Annotated[
        list[str] | None,
        typer.Option("--at", metavar="PLACE", help="Words, or a division; repeatable."),
    ] = None
    ruling: Annotated[
        str | None,
        typer.Option("--is", metavar="TEXT", help="The decision: a class, a form, together, …"),
    ] = None
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", help='The reading; "" is an omission. Of order: each, in order.'),
    ] = None
    lemma: Annotated[
        str | None, typer.Option("--lemma", help="Without a place: the lemma of every such entry.")
    ] = None
    form: Annotated[str | None, typer.Option("--form", help="The form that counts as another.")] = (
        None
    )
    pattern: Annotated[
        str | None,
        typer.Option("--pattern", help="All forms that this pattern changes."),
    ] = None
    witness: Annotated[
        list[str] | None, typer.Option("--witness", metavar="S", help="Only these; repeatable.")
    ] = None
    cls: Annotated[
        str | None, typer.Option("--class", help="The class of readings with a regularised form.")
    ] = None
    except_: Annotated[
        list[str] | None,
        typer.Option("--except", metavar="DIVISION", help="Not in this division; repeatable."),
    ] = None
    by: Annotated[
        list[str] | None, typer.Option("--by", help="Whose conjecture it is; repeatable.")
    ] = None
    print_: Annotated[
        bool, typer.Option("--print", help="The conjecture is the text of the edition.")
    ] = False
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the decision.")] = ""
    author: Annotated[
        str | None,
        typer.Option("--author", help="Who decides; else the variable VARIORUM_AUTHOR."),
    ] = None


@o.grouped
def command(
    action: Annotated[str, typer.Argument(metavar="ACTION", help="A kind, or list, check, …")],
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SIGLUM=]PATH...", help="The texts; of withdraw and settle the ids."
        ),
    ] = None,
    output: o.Output = None,
    format: Annotated[str | None, o.formats("txt", "json", "tsv")] = None,
    *,
    said: Said,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would change, and save nothing.")
    ] = False,
    reading: o.Choosing,
    rows: o.Rows,
    collating: o.Collating,
    exit_zero: o.ExitZero = False,
    force: o.Force = False,
) -> int:
    """Decide, or show what was decided."""
    from ._host import Terminal

    host, given = Terminal(), list(arguments or ())
    how = o.said(reading, rows, collating)
    if action == "list":
        return _list(how, host)
    if action in ("withdraw", "settle"):
        return _by_id(action, given, said, how, host)
    if action == "check":
        return _check(given, how, host, output, format, force=force, exit_zero=exit_zero)
    if action == "convert":
        return _convert(given, said, how, host)
    return _decide(action, given, said, how, host, preview=preview)


def _decide(
    kind: str, texts: list[str], said: Said, how: dict[str, Any], host: Terminal, *, preview: bool
) -> int:
    """Make a decision, show what it changes, and save it unless it could not be obeyed."""
    from ..api import deciding, proposing
    from ..errors import UsageError
    from . import _io

    decision = _made(kind, texts, said, how, host)
    folder = _folder(how, host)
    author = _author(said, host)
    how.pop("decisions", None)
    known = deciding.held(folder, host)
    decision = proposing.completed(decision, texts, known, host=host, **how)
    found = proposing.effect(texts, known, [decision], host=host, **how)
    refused = [o for o in found.outcomes if o.state != "applied"]
    if refused and not preview:
        raise UsageError(refused[0].reason, hint="nothing was saved")
    _io.emit("".join(f"{line}\n" for line in found.lines()))
    if preview:
        return 0
    (kept,) = deciding.record([decision], folder, author=author, host=host)
    host.note(f"saved in {deciding.file_of(folder, author, host)}: {kept.id}")
    return 0


def _made(kind: str, texts: list[str], said: Said, how: dict[str, Any], host: Terminal) -> Decision:
    from ..api import proposing
    from ..errors import UsageError
    from ..model import Decision

    kinds = proposing.kinds()
    if kind not in kinds:
        raise UsageError(
            f"unknown action {kind!r}", hint=f"choose from {', '.join((*kinds, *ACTIONS))}"
        )
    if not texts:
        raise UsageError("no text is named", hint="name the texts that the decision is about")
    at = proposing.places(said.at or (), texts, host=host, **how)
    readings = tuple(said.reading or ())
    fields: dict[str, Any] = {
        "lemma": said.lemma, "form": said.form, "pattern": said.pattern, "class": said.cls,
        "witnesses": tuple(said.witness or ()) or None, "by": tuple(said.by or ()) or None,
        "except": tuple(said.except_ or ()) or None, "print": "yes" if said.print_ else None,
        "readings": readings or None if kind == "order" else None,
        "reading": readings[0] if readings and kind != "order" else None,
    }  # fmt: skip
    made = Decision(
        kind, said.ruling or "", at, reason=said.reason,
        fields=tuple((name, value) for name, value in fields.items() if value is not None),
    )  # fmt: skip
    return proposing.checked(made)


def _list(how: dict[str, Any], host: Terminal) -> int:
    from ..api import deciding
    from . import _io

    folder = _folder(how, host)
    known = deciding.held(folder, host)
    if not known:
        host.note(f"no decisions in {folder}")
    _io.emit("".join(f"{line}\n" for line in deciding.listed(known)))
    return 0


def _by_id(action: str, ids: list[str], said: Said, how: dict[str, Any], host: Terminal) -> int:
    from ..api import deciding
    from ..errors import UsageError

    if not ids:
        raise UsageError("no decision is named", hint=f"give its id: variorum decide {action} ID")
    call = deciding.withdraw if action == "withdraw" else deciding.settle
    author = _author(said, host)
    made = call(ids, _folder(how, host), author=author, reason=said.reason, host=host)
    for decision in made:
        host.note(f"{'withdrawn' if action == 'withdraw' else 'settled'}: {decision.ruling}")
    return 0


def _check(
    texts: list[str], how: dict[str, Any], host: Terminal, output: str | None,
    format: str | None, *, force: bool, exit_zero: bool,
) -> int:  # fmt: skip
    """What becomes of every decision; 1 where one is not obeyed."""
    from .. import api
    from ..model import Decided
    from ._deliver import deliver, target_of

    name = target_of(Decided, format, output, force=force, files=texts)
    folder = str(how.pop("decisions", "")) or _folder(how, host)
    how["decisions"] = folder if host.is_folder(folder) or host.is_file(folder) else ()
    value = api.decide(*texts, host=host, **how)
    if not len(value):
        host.note(f"no decisions in {folder}")
    deliver(value, name, output, host, force=force, files=texts)
    refused = any(outcome.state in ("stale", "contradicted") for outcome in value)
    return 1 if refused and not exit_zero else 0


def _convert(given: list[str], said: Said, how: dict[str, Any], host: Terminal) -> int:
    from ..api import deciding, proposing
    from ..errors import UsageError

    if len(given) < 2:
        raise UsageError(
            "no text is named", hint="give the old file, then the texts that it is about"
        )
    old, *texts = given
    folder = str(how.pop("decisions", None) or "decisions")
    known = deciding.journal(old, host)
    found, stale = proposing.converted(known, texts, host=host, **how)
    author = said.author or host.environment("VARIORUM_AUTHOR")
    count = deciding.record_all(found, folder, author=author, host=host)
    for outcome in stale:
        host.note(deciding.told(outcome))
    host.note(f"{count} decisions of {old} are in {folder}")
    return 0


def _folder(how: dict[str, Any], host: Terminal) -> str:
    """Where decisions are: as said, else as the project says, else in `decisions`."""
    from ..api.settled import settled

    named = how.get("decisions") or settled(how.get("project"), (), host).decisions
    return str(named or "decisions")


def _author(said: Said, host: Terminal) -> str:
    from ..errors import UsageError

    author = said.author or host.environment("VARIORUM_AUTHOR")
    if not author:
        raise UsageError(
            "nobody is named as the author", hint="add --author EN, or set VARIORUM_AUTHOR"
        )
    return author
