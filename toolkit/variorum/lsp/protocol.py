"""Loads the values of the protocol: six hundred classes, half of the time that a start takes."""

from __future__ import annotations

from typing import Any

import attrs


def load() -> None:
    """Load them without what the server never asks: are two equal, how do they look in a log.

    The package makes these methods of every class when it is loaded, by compiling their text; the
    values, and how they are written and read, are the same without them.
    """
    module: Any = attrs
    define = module.define

    def lean(one: type | None = None, **said: Any) -> Any:
        return define(one, **{"eq": False, "repr": False, **said})

    module.define = lean
    try:
        import lsprotocol.types  # noqa: F401
    finally:
        module.define = define
