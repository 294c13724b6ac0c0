"""Measure `variorum validate`: seconds of processor time and memory, on a text of our own making.

    python bench/validate.py [MEGABYTES]

Needs nothing but the repository: the control of the tests, its paragraphs repeated.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from pathlib import Path

CONTROL = Path(__file__).parent.parent / "tests" / "cases" / "validate" / "control.xml"


def grown(megabytes: float) -> bytes:
    """The control with so many copies of its first paragraph, each with an id of its own."""
    text = CONTROL.read_text("utf-8")
    start = text.index('<p xml:id="p1"')
    paragraph = text[start : text.index("</p>", start) + 4]
    copies = int(megabytes * 1_000_000 / len(paragraph.encode()))
    more = "\n".join(re.sub('xml:id="p1"', f'xml:id="q{i}"', paragraph) for i in range(copies))
    return text.replace(paragraph, f"{paragraph}\n{more}", 1).encode()


def main() -> None:
    """Print one line a layer."""
    from variorum import relaxng as grammar
    from variorum.validation import Options, profile, validate

    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    data = grown(megabytes)
    since = time.process_time()
    schema = grammar.load(profile.data(), name="profile.rng")
    print(f"profile loaded          {time.process_time() - since:7.2f} s")
    for label, used in (("integrity alone", None), ("grammar and integrity", schema)):
        since = time.process_time()
        report = validate(data, path="grown.xml", schema=used, options=Options())
        seconds = time.process_time() - since
        print(f"{label:<23} {seconds:7.2f} s for {len(data) / 1e6:.1f} MB, "
              f"{len(report.findings)} findings")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory             {peak:7.0f} MB")


if __name__ == "__main__":
    main()
