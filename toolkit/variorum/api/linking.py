"""Does an encoder help to link words? What keeps it from doing so is said once."""

from __future__ import annotations

from importlib import util

from ..host import Host


def linking(neural: bool | None, host: Host) -> bool | None:
    """What was asked for; False, with a note, where the encoder's file is not that of this version.

    An encoder that was asked for and is missing is an error of those who link.
    """
    if neural is not None or util.find_spec("onnxruntime") is None:
        return neural
    from ..alignment.encoder import changed

    if not changed():
        return None
    host.note("warning: words are linked without the encoder: its file is not that of this version")
    return False
