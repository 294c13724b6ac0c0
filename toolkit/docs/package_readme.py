"""The README as the package index shows it: its links are addresses in the repository.

Hatchling calls this when a wheel or an sdist is built.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))


class PackageReadme(MetadataHookInterface):
    def update(self, metadata: dict[str, object]) -> None:
        import links

        text = (links.ROOT / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": links.moved(text, links.absolute),
        }
