"""Archives of equal bytes: fixed dates, fixed order, one compression."""

from __future__ import annotations

from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP file can say


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of named contents, in the order given."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()


def unpack(data: bytes) -> list[tuple[str, bytes]]:
    """The files of an archive, in its order."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
