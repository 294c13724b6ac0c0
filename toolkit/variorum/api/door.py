"""The door of every verb: arguments are checked against its types, and what comes out is ours.

A wrong name or kind of argument is a `UsageError` of one line, and no error of Python's leaves a
verb for what a caller can cause: a nesting too deep, a full disk or too little memory is said as
what it is.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, wraps
from os import PathLike
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    ParamSpec,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from ..errors import LimitError, ReadError, UsageError

P = ParamSpec("P")
R = TypeVar("R")
_WORDS = {
    str: "a string", bytes: "bytes", bool: "True or False", int: "a number", float: "a number",
    PathLike: "a path", NoneType: "None", Mapping: "a dict", Sequence: "a list", Iterable: "a list",
    Callable: "a function",
}  # fmt: skip


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """A verb whose arguments are checked before it begins."""

    @wraps(function)
    def checked(*given: P.args, **named: P.kwargs) -> R:
        try:
            _check(function, given, named)
            return function(*given, **named)
        except RecursionError:
            raise LimitError("the input is nested too deeply", hint="reduce the nesting") from None
        except MemoryError:
            raise LimitError(
                "the input does not fit into memory", hint="split it into smaller files"
            ) from None
        except OSError as error:
            said = (error.strerror or str(error)).lower()
            raise ReadError(said, source=str(error.filename or ""), hint="check the path") from None

    return checked


def arguments(called: Callable[..., Any]) -> Collection[str]:
    """The names of everything that a verb takes, its option tables laid flat."""
    return _drawn(inspect.unwrap(called))[1]


def _check(function: Callable[..., Any], given: Sequence[Any], named: Mapping[str, Any]) -> None:
    signature, hints = _drawn(function)
    name = function.__name__
    for key in named:
        if key not in hints:
            near = get_close_matches(key, hints, 1)
            known = ", ".join(k for k in hints if k in signature.parameters or k not in ("host",))
            hint = f"did you mean {near[0]!r}?" if near else f"choose from {known}"
            raise UsageError(f"{name}: unknown argument {key!r}", hint=hint)
    own = {k: v for k, v in named.items() if k in signature.parameters}
    try:
        bound = signature.bind(*given, **own)
    except TypeError as error:
        raise UsageError(f"{name}: {error}", hint=f"see help({name})") from None
    several = {p.name for p in signature.parameters.values() if p.kind is p.VAR_POSITIONAL}
    for key, value in {**bound.arguments, **named}.items():
        for one in value if key in several else (value,):
            if not fits(one, hints[key]):
                raise UsageError(
                    f"{name}: {key} cannot be {_shown(one)}", hint=f"give {_described(hints[key])}"
                )


@cache
def _drawn(function: Callable[..., Any]) -> tuple[inspect.Signature, dict[str, Any]]:
    """The signature of a verb, and the type of each argument, with those of its option tables."""
    from .kinds import NAMES

    signature = inspect.signature(function)
    hints = get_type_hints(function, function.__globals__, NAMES)
    hints.pop("return", None)
    for name, parameter in signature.parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            (table,) = get_args(hints.pop(name))
            assert is_typeddict(table)
            hints |= get_type_hints(table)
            signature = signature.replace(
                parameters=[p for p in signature.parameters.values() if p is not parameter]
            )
    return signature, hints


def fits(value: object, hint: Any) -> bool:
    """Is a value of the kind that a type hint names?

    >>> fits("a", str | None), fits("a", list[str]), fits(True, int), fits(1, float)
    (True, False, False, True)
    """
    if hint is Any:
        return True
    if hint is None or hint is NoneType:
        return value is None
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return value in parts
    if origin is Callable:
        return callable(value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            fits(k, parts[0]) and fits(v, parts[1]) for k, v in value.items()
        )
    if origin is tuple:
        return isinstance(value, tuple) and _items_fit(value, parts)
    if isinstance(origin, type) and issubclass(origin, Iterable):
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, origin):
            return False
        return not isinstance(value, Collection) or all(fits(item, parts[0]) for item in value)
    kind = origin or hint
    if isinstance(value, bool) and kind in (int, float):
        return False
    return isinstance(value, (int, float) if kind is float else kind)


def _items_fit(value: tuple[object, ...], parts: tuple[Any, ...]) -> bool:
    if len(parts) == 2 and parts[1] is ...:
        return all(fits(item, parts[0]) for item in value)
    return len(value) == len(parts) and all(map(fits, value, parts))


def _shown(value: object) -> str:
    """A value in a message: short, with its type where that says more."""
    if value is None:
        return "None"
    text = repr(value) if isinstance(value, str | int | float | bytes) else ""
    kind = type(value).__name__
    article = "an" if kind[0].lower() in "aeiou" else "a"
    return f"{text[:40]} ({kind})" if text else f"{article} {kind}"


def _described(hint: Any) -> str:
    """What may be given, in words."""
    words = list(dict.fromkeys(_each(hint)))
    if len(words) > 1 and "None" in words:
        words.remove("None")
    return " or ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} or {words[-1]}"


def _each(hint: Any) -> Iterable[str]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        for part in parts:
            yield from _each(part)
    elif origin is Literal:
        yield from map(repr, parts)
    else:
        kind = origin or hint
        for known, word in _WORDS.items():
            if kind is known or (origin and getattr(known, "__origin__", known) is kind):
                yield word
                return
        name = getattr(kind, "__name__", str(kind))
        yield "a list" if name in ("tuple", "list", "Sequence", "Iterable") else f"a {name}"
