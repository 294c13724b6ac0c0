"""Check many files: what to check, with which schema, from which cache, in how many processes."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, UsageError, VariorumError
from . import _progress, _schemas, _settings

if TYPE_CHECKING:
    from ..model import Finding
    from ..relaxng import Grammar
    from ..validation import Options, Report

SUFFIXES = (".xml", ".tei", ".odd")
ROOT_MARKS = ("variorum.toml", ".git", "pyproject.toml")
MOST_BYTES = 1 << 30  # a file beyond a gigabyte is refused
WORTH_IT = 3_000_000  # bytes in all from which several processes pay
_PI = re.compile(rb"<\?xml-model\s+(.*?)\?>", re.S)
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Task:
    """What every file of a run is checked by."""

    options: Options
    schema: str | None = None  # as asked for; None = each file's own
    root: str = ""  # within which pointers to other files are followed; "" = the project's
    cache: bool = True
    engine: str = "variorum"
    answers: Mapping[str, list[Finding]] = field(default_factory=dict)  # of jing, by path


def files_of(paths: Sequence[str]) -> list[str]:
    """The files named, and those below the folders named, without doubles."""
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):
            below = (str(p) for p in Path(path).rglob("*") if p.suffix.lower() in SUFFIXES)
            found.update(dict.fromkeys(sorted(p for p in below if not _hidden(p, path))))
        elif path != "-" and ("*" in path or "?" in path) and not os.path.exists(path):
            import glob

            found.update(dict.fromkeys(sorted(glob.glob(path, recursive=True))))
        else:
            found[path] = None
    if not found:
        raise UsageError("no file to check", hint=f"wanted {', '.join(SUFFIXES)}")
    return list(found)


def _hidden(path: str, folder: str) -> bool:
    return any(part.startswith(".") for part in Path(path).relative_to(folder).parts)


def changed_since(files: Iterable[str], ref: str) -> list[str]:
    """Those of the files that git says were changed or made since a commit."""
    import subprocess

    def git(*arguments: str) -> list[str]:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(f"git cannot tell what changed since {ref!r}",
                             hint=said[-1] if said else "is this a git repository?")  # fmt: skip
        return [name for name in done.stdout.decode("utf-8", "replace").split("\0") if name]

    if ref.startswith("-"):
        raise UsageError(f"{ref!r} is no commit")
    top = git("rev-parse", "--show-toplevel")[0].strip()
    names = git("diff", "--name-only", "-z", ref, "--") + git(
        "ls-files", "--others", "--exclude-standard", "--full-name", "-z", top
    )
    touched = {os.path.realpath(os.path.join(top, name)) for name in names}
    return [path for path in files if os.path.realpath(path) in touched]


def run(files: Sequence[str], task: Task, jobs: int = 0) -> list[Report]:
    """Check every file; the reports come in the order of the files, whatever the processes do."""
    _collect_seldom()
    if task.engine == "jing" and len(files) > 1:
        task = replace(task, answers=_ask_jing(files, task))
    sizes = sum(os.path.getsize(f) for f in files if os.path.isfile(f))
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2 or (not jobs and sizes < WORTH_IT):
        return list(_with_progress((check_file(f, task) for f in files), len(files)))
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    reports: list[Report] = []
    try:
        with ProcessPoolExecutor(workers, initializer=_collect_seldom) as pool:
            chunk = max(1, min(16, len(files) // (workers * 4)))
            done = pool.map(_check_one, ((f, task) for f in files), chunksize=chunk)
            for report in _with_progress(done, len(files)):
                reports.append(report)  # noqa: PERF402 - what was done before a crash is kept
    except BrokenProcessPool:
        why = "the process that checked it was stopped (memory?)"
        reports.extend([failure(file, why) for file in files[len(reports) :]])
    return reports


def _ask_jing(files: Sequence[str], task: Task) -> dict[str, list[Finding]]:
    """What one Java process says of all files that are not in the cache."""
    from . import _engines

    asked: list[tuple[str, bytes, _schemas.Choice]] = []
    for path in files:
        if path == "-":
            continue  # can be read once only
        try:
            data = _read(path)
            choice, store = _planned(path, data, task)[:2]
        except VariorumError:
            continue  # the check will say so
        if not (store and store.exists()):
            asked.append((path, data, choice))
    return _engines.jing_answers(asked, huge=task.options.huge)


def _collect_seldom() -> None:
    """Let the garbage collector run rarely: trees and indexes are freed without it.

    It costs a fifth of a check, looking again and again through what is all still in use.
    """
    import gc

    gc.set_threshold(200_000, 20, 50)


def _check_one(item: tuple[str, Task]) -> Report:
    return check_file(*item)


def _with_progress(reports: Iterable[Report], total: int) -> Iterator[Report]:
    """Tell on a terminal how far it is."""
    for done, report in enumerate(reports, 1):
        _progress.count(done, total)
        yield report


def check_file(path: str, task: Task) -> Report:
    """Check one file. Whatever happens, there is a report and the run goes on."""
    try:
        return _check(path, _read(path), task)
    except VariorumError as error:
        return failure(path, error.message, error.hint)
    except RecursionError:
        return failure(path, "it is nested too deeply")
    except MemoryError:
        return failure(path, "it does not fit into memory")
    except Exception as error:
        if _settings.current().debug:
            raise
        return failure(path, f"an error of ours ({type(error).__name__}: {error})")


def failure(path: str, why: str, hint: str = "") -> Report:
    """The report of a file that could not be checked."""
    from ..model import Finding, Severity
    from ..validation import Report

    finding = Finding(path, 0, 0, "XML009", "not-checked", Severity.ERROR,
                      f"could not be checked: {why}", hint)  # fmt: skip
    return Report(path, (finding,), checked=False)


def _read(path: str) -> bytes:
    from ._io import read_bytes

    if path != "-" and os.path.isfile(path) and os.path.getsize(path) > MOST_BYTES:
        raise ReadError(f"is larger than {MOST_BYTES >> 20} MB", source=path)
    return read_bytes(path)


def _planned(path: str, data: bytes, task: Task) -> tuple[_schemas.Choice, Path | None, _Resolver]:
    """The schema of a file, where its report would be kept, what follows its pointers."""
    near = resolver(path, task.root)
    choice = _schemas.choose(task.schema, named_schemas(data), near.folder, near.root)
    store = _cache_file(path, data, choice, task) if task.cache else None
    return choice, store, near


def resolver(path: str, root: str) -> _Resolver:
    """What follows the pointers of a file, within the root asked for or that of its project."""
    folder = os.path.dirname(os.path.realpath(path)) if path != "-" else os.getcwd()
    return _Resolver(folder, os.path.realpath(root) if root else project_root(folder))


def _check(path: str, data: bytes, task: Task) -> Report:
    choice, store, resolver = _planned(path, data, task)
    if store and (known := _from_cache(store)):
        return known
    report = _engine(path, data, choice, task, resolver)
    if store and not resolver.used:  # what hangs on other files is not known by this one's hash
        _to_cache(store, report)
    return report


def _engine(
    path: str, data: bytes, choice: _schemas.Choice, task: Task, resolver: _Resolver
) -> Report:
    from ..validation import Fallback, profile, validate

    options = replace(task.options, resolve=resolver)
    fallback = None
    if choice.fallback:
        fallback = Fallback(
            profile.names(), profile.other_names(), choice.named, profile.attributes()
        )
    if task.engine == "variorum":
        return validate(
            data, path=path, schema=_grammar(choice), options=options, fallback=fallback
        )
    from . import _engines

    return _engines.second_opinion(
        task.engine, path, data, choice, options, said=task.answers.get(path)
    )


_LOADED: dict[_schemas.Choice, Grammar] = {}


def _grammar(choice: _schemas.Choice) -> Grammar:
    """The grammar of a choice, loaded once a process."""
    key = replace(choice, fallback=False, named="")
    if key not in _LOADED:
        _LOADED[key] = _schemas.load(key)
    return _LOADED[key]


def named_schemas(data: bytes) -> tuple[str, ...]:
    """The RELAX NG schemas that a file's `xml-model` instructions name, in order."""
    head = data[: 64 * 1024]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    found = []
    for match in _PI.finditer(head):
        text = match[1].decode("utf-8", "replace")
        pseudo = {key: a or b for key, a, b in _PSEUDO.findall(text)}
        href = pseudo.get("href", "")
        kind = pseudo.get("schematypens", "") + pseudo.get("type", "")
        if (
            "relaxng" in kind
            or "relax-ng" in kind
            or ("schematron" not in kind and href.endswith((".rng", ".rnc")))
        ):
            found.append(href)
    return tuple(dict.fromkeys(found))


def project_root(folder: str) -> str:
    """The nearest folder upward that holds a project's mark; else the folder itself."""
    at = Path(folder)
    for candidate in (at, *at.parents):
        if any((candidate / mark).exists() for mark in ROOT_MARKS):
            return str(candidate)
    return folder


class _Resolver:
    """Reads the files that pointers name, within one root, each once; notes that it did."""

    def __init__(self, folder: str, root: str) -> None:
        self.folder, self.root, self.used = folder, root, False

    def __call__(self, file: str) -> bytes | None:
        self.used = True
        path = os.path.realpath(os.path.join(self.folder, file))
        if path != self.root and not path.startswith(self.root + os.sep):
            raise PermissionError(file)
        if not os.path.isfile(path):
            return None if not os.path.isdir(path) else b""
        if os.path.getsize(path) > 1 << 28:
            return b""
        with open(path, "rb") as stream:
            return stream.read()


def _cache_file(path: str, data: bytes, choice: _schemas.Choice, task: Task) -> Path | None:
    from .._version import __version__

    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    asked = replace(task.options, resolve=None, transcriptions={})
    if task.options.transcriptions:
        return None
    parts = (__version__, _code(), path, repr(choice), repr(asked), task.engine)
    key = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    key.update(hashlib.sha256(data).digest())
    digest = key.hexdigest()
    return Path(base) / "variorum" / "validate" / digest[:2] / f"{digest[2:]}.json"


@cache
def _code() -> str:
    """What tells one state of our own checks from another: the newest time stamp of their rooms."""
    home = Path(__file__).parent.parent
    files = (p for room in ("validation", "relaxng") for p in (home / room).rglob("*"))
    return str(max(int(p.stat().st_mtime_ns) for p in files if p.is_file()))


def _from_cache(store: Path) -> Report | None:
    from ..model import Finding, Severity
    from ..validation import Report

    try:
        value: dict[str, Any] = json.loads(store.read_bytes())
        findings = tuple(
            Finding(**{**f, "severity": Severity(f["severity"])}) for f in value.pop("findings")
        )
        lines = {int(n): text for n, text in value.pop("lines").items()}
        return Report(findings=findings, lines=lines, **value)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _to_cache(store: Path, report: Report) -> None:
    """Keep a report; a cache that cannot be written is none."""
    from dataclasses import asdict

    value = asdict(report)
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        part = store.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(value), "utf-8")
        os.replace(part, store)
    except OSError:
        return
