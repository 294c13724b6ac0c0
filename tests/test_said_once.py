"""What a whole edition does or leaves undone is one finding, not one at each place."""

from __future__ import annotations

import pytest

from variorum.model import Finding
from variorum.validation import Options, validate

PAGES = "".join(f'<pb facs="{n}r.jpg"/>' for n in range(6))
ZONES = "".join(f'<zone xml:id="z{n}"/><seg facs="z{n}"/>' for n in range(25))
HYPHENS = "<p>" + "cata-<lb/>lyst " * 25 + "</p>"


def findings(body: str, code: str, *, there: str = "") -> tuple[Finding, ...]:
    def near(file: str) -> bytes | None:
        return b"an image" if file == there else None

    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return validate(
        data.encode(), path="a.xml", options=Options(resolve=near, select=(code,))
    ).findings


@pytest.mark.parametrize(
    ("code", "body", "message", "count"),
    [
        ("REF004", PAGES, "none of the 6 files that @facs names is there", 6),
        ("REF003", ZONES, "25 pointers of @facs to an xml:id of this file lack the '#'", 25),
        ("TXT009", HYPHENS, "none of the 25 breaks after a hyphen has @break", 25),
    ],
)
def test_what_is_so_throughout_is_said_once(code: str, body: str, message: str, count: int) -> None:
    (finding,) = findings(body, code)
    assert message in finding.message
    assert finding.count == count


def test_one_image_that_is_there_makes_each_other_a_loss() -> None:
    assert len(findings(PAGES, "REF004", there="3r.jpg")) == 5


def test_one_break_that_is_marked_makes_each_other_an_omission() -> None:
    body = HYPHENS + '<p>cata-<lb break="no"/>lyst</p>'
    assert sum(finding.count for finding in findings(body, "TXT009")) == 25
