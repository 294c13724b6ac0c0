"""The check of one file after the other, in one process: its bytes, schema, rules, what is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, VariorumError
from ..host import Host

if TYPE_CHECKING:
    from ..model import Finding
    from ..validation import Checker, Report
    from .checks import Checks, Desk
    from .nearby import Nearby
    from .schemas import Choice, Chosen, Schemas
    from .schematrons import ChosenRules, Schematrons

MOST_BYTES = 1 << 30  # a file beyond a gigabyte is refused


@dataclass
class Worker:
    """What a process needs to check one file after the other."""

    desk: Desk
    schemas: Schemas
    schematrons: Schematrons
    data: Mapping[str, bytes]  # of what has no file
    debug: bool = False
    answers: dict[str, list[Finding]] = field(default_factory=dict)  # of jing, by path
    folders: tuple[str, ...] = ()  # that the user named
    found: frozenset[str] = frozenset()  # files that were found there, or by a pattern
    roots: dict[tuple[str, str], str] = field(default_factory=dict)  # by folder and what is asked
    step: Callable[[], None] | None = None  # called between the steps of a check; may end it

    @property
    def host(self) -> Host:
        return self.desk.host

    def check(self, path: str) -> Report:
        """Check one file. Whatever happens, there is a report and the run goes on."""
        try:
            return self._check(path, self.read(path), self.desk.of(path))
        except VariorumError as error:
            line = f":{error.line}" if error.line else ""
            place = f"{error.source}{line}: " if error.source not in ("", path) else ""
            return failure(path, place + error.message, error.hint)
        except RecursionError:
            return failure(path, "it is nested too deeply")
        except MemoryError:
            return failure(path, "it does not fit into memory")
        except Exception as error:
            if self.debug:
                raise
            return failure(path, f"internal error ({type(error).__name__}: {error})")

    def read(self, path: str) -> bytes:
        if path in self.data:
            return self.data[path]
        stamp = self.host.stamp(path)
        if stamp and stamp[0] > MOST_BYTES:
            raise ReadError(f"is larger than {MOST_BYTES >> 20} MB", source=path)
        return self.host.read(path)

    def _check(self, path: str, data: bytes, checks: Checks) -> Report:
        from . import report_cache

        chosen, rules, near, store = self._planned(path, data, checks)
        known = report_cache.kept(store, self.host) if store else None
        if known is not None:  # a report without a finding is false
            return known
        report, of_schema = self._asked(path, data, checks, chosen, rules, near)
        if store:
            report_cache.keep(store, report, {**of_schema, **near.asked}, self.host)
        return report

    def _near(self, path: str, root: str) -> Nearby:
        """What follows the pointers of a file; the root is looked for once a folder."""
        from .nearby import Nearby, nearby

        folder = os.path.dirname(self.desk.place(path))
        known = self.roots.get((folder, root))
        if known is None:
            found = nearby(path, root, self.host, self.folders)
            self.roots[folder, root] = found.root
            return found
        return Nearby(folder, known, self.host)

    def _planned(
        self, path: str, data: bytes, checks: Checks
    ) -> tuple[Chosen, ChosenRules, Nearby, str]:
        """The schemas of a file, what follows its pointers, where its report would be kept."""
        from ..schematron import installed
        from ..validation.document import intake
        from . import report_cache
        from .schemas import named

        near = self._near(path, checks.root)
        names = named(intake.head(data))
        chosen = self.schemas.choose(checks, names, near)
        rules = self.schematrons.choose(checks, names, chosen, near)
        if not checks.cache or checks.transcription:
            return chosen, rules, near, ""
        asked = (
            checks.options,
            self.desk.fragment(path),
            path in self.found,
            chosen,
            rules,
            installed(),
            near.root,
            checks.engine,
            self.desk.own_rules(path),
        )
        return chosen, rules, near, report_cache.place(path, data, asked, self.host)

    def _asked(
        self,
        path: str,
        data: bytes,
        checks: Checks,
        chosen: Chosen,
        rules: ChosenRules,
        near: Nearby,
    ) -> tuple[Report, dict[str, Any]]:
        from ..validation import Fallback, profile
        from ..validation import validate as check

        said = {s: self._transcription(p) for s, p in checks.transcription}
        part = self.desk.fragment(path)
        options = replace(checks.options, resolve=near, transcriptions=said, fragment=part,
                          found=path in self.found)  # fmt: skip
        runs = self.schematrons.runs(rules, near, len(data))
        others = self.schemas.others(chosen)
        own = filter(None, [self.desk.own_rules(path)])
        checkers: list[Checker] = [*others, *runs.checkers, *own]
        if checks.engine != "variorum" and chosen.choices:
            from .engines import second_opinion

            known = self.answers.get(path)
            choice = chosen.choices[0]
            return second_opinion(
                checks.engine, path, data, choice, options, self.host, said=known,
                checkers=checkers,
            ), runs.asked  # fmt: skip
        fallback = None
        if chosen.fallback:
            lost = chosen.missing[0].name if chosen.missing else ""
            fallback = Fallback(profile.names(), profile.other_names(), lost, profile.attributes(),
                                profile.contents())  # fmt: skip
        loaded = [self.schemas.load(choice) for choice in chosen.choices]
        report = check(
            data, path=path, schema=[one.grammar for one in loaded], options=options,
            fallback=fallback, missing=[*chosen.missing, *rules.missing], checkers=checkers,
            step=self.step,
        )  # fmt: skip
        asked = {path: seen for one in loaded for path, seen in one.asked.items()}
        titles = " and ".join(filter(None, [report.schema, *(one.title for one in others)]))
        return runs.titled(replace(report, schema=titles)), {**asked, **runs.asked}

    def _transcription(self, path: str) -> str:
        from ..text.encoding import decode

        return decode(self.host.read(path), name=path)

    def ask_jing(self, files: Sequence[str]) -> None:
        """Ask one Java process about all files whose reports are not kept."""
        from . import engines

        asked: list[tuple[str, bytes, Choice]] = []
        huge = False
        for path in files:
            try:
                data, checks = self.read(path), self.desk.of(path)
                chosen, _, _, store = self._planned(path, data, checks)
            except VariorumError:
                continue  # the check will say so
            huge = huge or checks.huge
            if not (store and self.host.is_file(store)):
                asked.append((path, data, chosen.choices[0]))
        self.answers = engines.jing_answers(asked, self.host, huge=huge)


_worker: Worker  # of this process


def begin(worker: Worker) -> None:
    global _worker
    _worker = worker
    collect_seldom()


def checked(path: str) -> Report:
    return _worker.check(path)


def collect_seldom() -> None:
    """Let the garbage collector run rarely: trees and indexes are freed without it.

    It costs a fifth of a check, looking again and again through what is all still in use.
    """
    import gc

    gc.set_threshold(200_000, 20, 50)


def failure(path: str, why: str, hint: str = "") -> Report:
    """The report of a file that could not be checked."""
    from ..model import Finding, Severity
    from ..validation import Report

    finding = Finding(path, 0, 0, "XML009", "not-checked", Severity.ERROR,
                      f"could not be checked: {why}", hint)  # fmt: skip
    return Report(path, (finding,), checked=False)
