"""RELAX NG in compact syntax, by way of `rnc2rng`, which reads most of it."""

from __future__ import annotations

from ..errors import ReadError

_LIMITS = "rnc2rng fails on data with except, external references and triple-quoted literals"


def to_xml(data: bytes, *, name: str) -> bytes:
    """Turn compact syntax into XML syntax; raises `ReadError` where it cannot be turned."""
    try:
        import rnc2rng
    except ImportError as error:
        raise ReadError(
            "RELAX NG in compact syntax needs the package rnc2rng",
            source=name,
            hint="pip install rnc2rng, or convert the schema to XML syntax with trang",
        ) from error
    try:
        return str(rnc2rng.dumps(rnc2rng.loads(data.decode("utf-8-sig")))).encode()
    except Exception as error:  # rply raises whatever comes to it
        line = getattr(getattr(error, "source_pos", None), "lineno", 0)
        raise ReadError(
            f"the compact syntax could not be read ({type(error).__name__}: {error}); {_LIMITS}",
            source=name,
            line=int(line or 0),
            hint="convert the schema to XML syntax with trang and give that",
        ) from error
