"""What a whole edition does or leaves undone is one finding, not one at each place."""

from __future__ import annotations

from pathlib import Path

import pytest

from variorum import cli
from variorum import validate as check
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
        ("REF004", PAGES, "the pictures that @facs names are not here", 6),
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


INCLUDED = (
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="https://example.org/b.xml">'
    "<xi:fallback><p/></xi:fallback></xi:include>"
)


def test_what_may_be_in_a_part_that_was_not_read_is_one_remark_of_a_file() -> None:
    (finding,) = findings(f'{INCLUDED}<p ana="#a"/><p ana="#b"/><ref target="#c"/>', "REF003")
    assert (str(finding.severity), finding.count) == ("info", 3)
    assert finding.subjects == ("#a", "#b", "#c")


def test_files_of_a_folder_that_are_not_tei_are_named_in_one_line_and_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("build", "deploy"):
        (tmp_path / f"{name}.xml").write_text(f"<project name='{name}'><target/></project>")
    assert cli.run(["validate", str(tmp_path), "--no-cache"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "XML013 info: this file is not TEI and was not checked (2 files)" in line


def test_a_file_that_is_named_is_checked_whatever_it_is(tmp_path: Path) -> None:
    build = tmp_path / "build.xml"
    build.write_text("<project/>")
    assert [f.code for f in check(build).findings] == ["SCH001"]


def test_ids_that_a_whole_project_keeps_in_another_file_are_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(25):
        body = f'<p><name ref="#p{n}0">a</name> <name ref="#p{n}1">b</name></p>'
        data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
        (tmp_path / f"{n:02}.xml").write_text(data)
    assert cli.run(["validate", str(tmp_path), "--no-cache", "--select", "REF003"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "such as '#p00' (50 places in 25 files); point to the file in which" in line
