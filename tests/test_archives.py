"""Word documents that are traps: bombs, ways out, entities. Each is one line, and soon seen."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from variorum.errors import VariorumError
from variorum.readers import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
TENFOLD = "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi")
)
LOL = f"<!DOCTYPE x [<!ENTITY a 'lol'>{TENFOLD}]>"
OUTER = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/hostname'>]>"
WIDE = '<?xml version="1.0" encoding="UTF-16"?>'


def archive(
    parts: dict[str, str | bytes] | None = None, *, main: str = "word/document.xml"
) -> bytes:
    """A Word document as small as can be, with these parts besides or instead."""
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}" Target="{main}"/></Relationships>',
        "word/document.xml": BODY % "the wise man",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in held.items():
            made.writestr(name, content)
    return out.getvalue()


def saying(data: bytes, size: int) -> bytes:
    """The archive, whose directory says of its last part that it has so many bytes."""
    entry = data.rfind(b"PK\x01\x02")
    return data[: entry + 24] + struct.pack("<I", size) + data[entry + 28 :]


MOST = 1_000_000  # bytes that may be unpacked before a trap is seen
DEEP = f"<w:document {W}><w:body>{'<w:ins>' * 1900}{'</w:ins>' * 1900}</w:body></w:document>"
TRAPS = {
    "a text packed a thousand to one": (
        archive({"word/document.xml": BODY % ("a " * 3_000_000)}),
        "word/document.xml is packed more than 100 to one",
    ),
    "styles packed a thousand to one": (
        archive({"word/styles.xml": f"<w:styles {W}>{'<w:x/>' * 900_000}</w:styles>"}),
        "word/styles.xml is packed more than 100 to one",
    ),
    "a picture of three gigabytes": (
        saying(archive({"word/media/a.png": b"\x89PNG"}), 3_000_000_000),
        "the archive unpacks to 3000000",
    ),
    "sixty megabytes of XML": (
        saying(archive({"word/x.xml": "<x/>"}), 60_000_000),
        "the archive has 60000",
    ),
    "a part that is larger than it says": (
        saying(archive({"word/y.xml": f"<x>{'y' * 90_000}</x>"}), 100),
        "the archive is damaged in word/y.xml",
    ),
    "more parts than any document has": (
        archive({f"x/{i}.bin": b"" for i in range(20_001)}),
        "in 20004 parts, over the limit",
    ),
    "a bomb of entities": (
        archive({"word/document.xml": LOL + BODY % "&i;"}),
        "word/document.xml declares entities",
    ),
    "a bomb in UTF-16": (
        archive({"word/document.xml": (WIDE + LOL + BODY % "&i;").encode("utf-16")}),
        "word/document.xml declares entities",
    ),
    "a bomb behind a long comment": (
        archive({"word/document.xml": f"<!--{'x' * 70_000}-->{LOL}{BODY % '&i;'}"}),
        "word/document.xml declares entities",
    ),
    "a bomb in a part of another name": (
        archive({"word/evil.bin": LOL + BODY % "&i;"}, main="word/evil.bin"),
        "word/evil.bin declares entities",
    ),
    "a file of the machine": (
        archive({"word/footnotes.xml": OUTER + BODY % "&i;"}),
        "word/footnotes.xml declares entities",
    ),
    "a part that leads out": (
        archive({"../../../../tmp/variorum-escaped.txt": "x"}),
        "'../../../../tmp/variorum-escaped.txt' of the archive leads out of it",
    ),
    "a part from the root": (archive({"/etc/variorum": "x"}), "leads out of it"),
    "a part of a drive": (archive({r"C:\variorum": "x"}), "leads out of it"),
    "markup nested too deep": (archive({"word/document.xml": DEEP}), "nested too deep"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_in_one_line_before_much_of_it_is_unpacked(
    trap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, message = TRAPS[trap]
    unpacked: list[int] = []
    plain = zipfile.ZipExtFile.read

    def reading(stream: zipfile.ZipExtFile, size: int | None = -1) -> bytes:
        found = plain(stream, size)
        unpacked.append(len(found))
        return found

    monkeypatch.setattr(zipfile.ZipExtFile, "read", reading)
    with pytest.raises(VariorumError, match=re.escape(message)) as caught:
        read(data, name="a.docx")
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert sum(unpacked) <= MOST


def test_the_smallest_document_is_none() -> None:
    (witness,) = read(archive(), name="a.docx").witnesses
    assert witness.text == "the wise man"


WATCHED = """
import re, sys
from pathlib import Path
from variorum.cli import run
code = run(sys.argv[1:])
sys.stdout.flush()
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(f"peak {peak}", file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory as Linux tells it")
@pytest.mark.parametrize("command", ["validate", "diff", "convert"])
def test_no_command_unpacks_a_bomb(tmp_path: Path, command: str) -> None:
    (tmp_path / "good.docx").write_bytes(archive())
    bomb = archive({"word/document.xml": BODY % ("a " * 3_000_000)})
    (tmp_path / "bomb.docx").write_bytes(bomb)
    arguments = {"diff": ("good.docx", "bomb.docx"), "convert": ("bomb.docx", "--to", "json"),
                 "validate": ("bomb.docx", "-f", "concise")}[command]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, command, *arguments],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if "bomb.docx" in line]
    assert len(said) == 1
    assert int(done.stderr.rpartition("peak ")[2]) < 250_000  # kilobytes


def test_an_archive_that_is_called_xml_is_named_as_what_it_is() -> None:
    with pytest.raises(VariorumError, match="not a text but a ZIP archive"):
        read(archive(), name="a.xml")
