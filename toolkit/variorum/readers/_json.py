"""JSON as a value, for the formats that are written in it."""

from __future__ import annotations

import json
from typing import Any

from ..errors import ReadError
from ..text.encoding import decode


def value_of(data: bytes, name: str) -> Any:
    """What a file of JSON holds; raises `ReadError` with file, line and remedy."""
    try:
        return json.loads(decode(data, name=name))
    except json.JSONDecodeError as error:
        raise ReadError(
            f"not JSON: {error.msg}", source=name, line=error.lineno, hint="fix the file there"
        ) from error
    except RecursionError as error:
        raise ReadError("JSON nested too deeply", source=name, hint="flatten the file") from error
