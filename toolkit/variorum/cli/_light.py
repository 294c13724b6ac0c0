"""Strings, numbers and flags read without pydantic, which costs more than a diff of a page.

typer 0.29 turns every argument over to a pydantic adapter. For the plain types that most options
have, the same is done here in three lines; everything else goes the usual way. Where typer has
no such door (another version), nothing is changed.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Let typer read plain options lightly; harmless when called twice."""
    from importlib import import_module

    try:
        core: Any = import_module("typer.core")
        _coercion: Any = import_module("typer._coercion")
    except ImportError:
        return
    usual: Any = getattr(core, "build_runtime_param", None)
    base: Any = getattr(_coercion, "RuntimeParam", None)
    if usual is None or base is None or getattr(usual, "light", False):
        return

    class Light(base):  # type: ignore[misc]
        def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
            return _read(value, self.annotation, self.parameter_info, param, ctx)

    def build(descriptor: Any) -> Any:
        if descriptor.annotation in (str, bool, int, list[str]):
            return Light(annotation=descriptor.annotation, parameter_info=descriptor.parameter_info)
        return usual(descriptor)

    build.light = True  # type: ignore[attr-defined]
    core.build_runtime_param = build


def _read(value: Any, annotation: Any, info: Any, param: Any, ctx: Any) -> Any:
    if annotation is int:
        return _number(value, info, param, ctx)
    if annotation == list[str]:
        return [str(item) for item in value]
    return value if annotation is bool else str(value)


def _number(value: Any, info: Any, param: Any, ctx: Any) -> int:
    import typer

    try:
        number = int(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no whole number", ctx=ctx, param=param) from None
    if info.min is not None and number < info.min:
        raise typer.BadParameter(f"{number} is less than {info.min}", ctx=ctx, param=param)
    if info.max is not None and number > info.max:
        raise typer.BadParameter(f"{number} is more than {info.max}", ctx=ctx, param=param)
    return number
