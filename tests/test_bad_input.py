"""What a translation scholar may get wrong: one line with the place and the remedy, no file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from commands import Run, runner

TMX = (
    '<tmx version="1.4"><header srclang="de"/><body><tu><tuv xml:lang="de"><seg>Tag</seg></tuv>'
    '<tuv xml:lang="fr"><seg>Jour</seg></tuv></tu></body></tmx>'
)
_NS = "urn:oasis:names:tc:opendocument:xmlns:container"
_ENCRYPTED = (
    f'<encryption xmlns="{_NS}"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
    "</EncryptedData></encryption>"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "a.txt": "The sea was calm.\n",
        "b.txt": "The sea was still [sic].\n",
        "t.tmx": TMX,
        "broken.odt": "no archive",
        "broken.epub": "no archive",
        "class.tsv": "bracket\tclass\n[sic]\tnonsense\n",
        "text.tsv": "bracket\tclass\n[sick]\teditorial\n",
        "columns.tsv": "word\tkind\n[sic]\teditorial\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "locked.epub", "w") as book:
        book.writestr("META-INF/container.xml", f'<container xmlns="{_NS}"/>')
        book.writestr("META-INF/encryption.xml", _ENCRYPTED)
    with zipfile.ZipFile(tmp_path / "locked.odt", "w") as text:
        text.writestr("content.xml", "x")
        text.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "place", "remedy"),
    [
        ("align a.txt b.txt --language xx", "unknown language 'xx'", "registry"),
        (
            "align a.txt b.txt --language french",
            "'french' is not a language code",
            "two or three letters",
        ),
        ("align a.txt b.txt --language a=en-UK", "unknown region 'UK'", "write en-GB"),
        ("align a.txt b.txt --language ?", "invalid language '?'", "such as en"),
        ("align a.txt b.txt --language Q=fr", "unknown witness 'Q'", "choose from a, b"),
        ("align t.tmx --language ru", "t.tmx: the memory has no text in ru", "it has de, fr"),
        ("align broken.epub a.txt", "broken.epub: not EPUB", "save it again"),
        ("align locked.epub a.txt", "locked.epub: the book is encrypted", "give a copy"),
        ("encode broken.odt", "broken.odt: not ODT", "save it again"),
        ("encode locked.odt", "locked.odt: the document is encrypted", "without a password"),
        ("encode b.txt --brackets class.tsv", "class.tsv:2: 'nonsense'", "choose from completion"),
        (
            "encode b.txt --brackets text.tsv",
            "text.tsv:2: the text has no bracket [sick]",
            "delete the table",
        ),
        ("encode b.txt --brackets columns.tsv", "columns.tsv:1: not a table", "it will be written"),
    ],
)
def test_one_line_says_what_where_and_what_to_do(
    run: Run, folder: Path, command: str, place: str, remedy: str
) -> None:
    before = sorted(folder.iterdir())
    done = run(*command.split(), "-o", "out.xml", cwd=folder)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert place in done.stderr
    assert remedy in done.stderr
    assert sorted(folder.iterdir()) == before


def test_a_longer_code_of_a_language_is_as_good_as_the_short_one(run: Run, folder: Path) -> None:
    assert run("align", "a.txt", "b.txt", "--language", "eng", cwd=folder).returncode == 0


def test_a_table_may_write_the_brackets_too(run: Run, folder: Path) -> None:
    (folder / "good.tsv").write_text("bracket\tclass\n[sic]\tgloss\n", encoding="utf-8")
    done = run("encode", "b.txt", "--brackets", "good.tsv", "-o", "-", cwd=folder)
    assert not done.returncode
    assert 'type="gloss"' in done.stdout
