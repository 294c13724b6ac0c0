"""What is wrong with witnesses or settings of a collation is said in one line, with a remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run, runner

DECLARED = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit><witness xml:id="w1" n="A"/>
<witness xml:id="w2" n="A"/></listWit></sourceDesc></fileDesc></teiHeader><text><body><p>a
<app><lem wit="#w1">b</lem><rdg wit="{cited}">c</rdg></app></p></body></text></TEI>"""
PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page
imageFilename="1.jpg" imageWidth="9" imageHeight="9">{order}{order}<TextRegion id="r"><Coords
points="0,0 1,1"/></TextRegion></Page></PcGts>"""
ORDER = (
    '<ReadingOrder><OrderedGroup id="o"><RegionRefIndexed index="0" regionRef="r"/>'
    "</OrderedGroup></ReadingOrder>"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def made(**files: str) -> Path:
        (tmp_path / "A.txt").write_text("one two three\n", encoding="utf-8")
        (tmp_path / "B.txt").write_text("one zwei three\n", encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return tmp_path

    return made


@pytest.mark.parametrize(
    ("settings", "arguments", "said"),
    [
        ("", ("--extant", "B=p7..p9"), "A has no passage 'p7', where B begins or ends"),
        (
            "",
            ("--extant", "B"),
            "the range '' of B is not a range of passages; write SIGLUM=FIRST..LAST",
        ),
        ("", ("C.xml", "--exclude-elements", "add[@type="), "'add[@type=' is an invalid XPath"),
        (
            "[spelling.la]\nx = ['(', 'y']\n",
            (),
            "variorum.toml: [spelling.la] 'x': invalid pattern",
        ),
        ("[layers]\nA = ['nonsens']\n", (), "variorum.toml: unknown class 'nonsens'"),
        (
            "[[rules]]\nclass = 'lexical'\nlemma = 't(o'\nreading = 'x'\n",
            (),
            "variorum.toml: [[rules]]: 't(o' is not a valid pattern",
        ),
    ],
)
def test_a_setting_that_cannot_hold_is_named_with_its_place(
    run: Run, folder: Callable[..., Path], settings: str, arguments: tuple[str, ...], said: str
) -> None:
    where = folder(variorum_toml=settings, C_xml=DECLARED.format(cited="#w2"))
    done = run("apparatus", "A.txt", "B.txt", *arguments, cwd=where)
    assert done.returncode == 2
    assert done.stderr.startswith(f"variorum: {said}")
    assert done.stderr.count("\n") == 1


def test_a_siglum_of_two_declared_witnesses_is_no_witness(
    run: Run, folder: Callable[..., Path]
) -> None:
    where = folder(two_xml=DECLARED.format(cited="A"), ids_xml=DECLARED.format(cited="#w2"))
    done = run("convert", "two.xml", "-f", "txt", cwd=where)
    assert (done.returncode, done.stderr) == (
        2,
        "variorum: two.xml:4: the siglum 'A' matches two declared witnesses (w1 and w2); "
        "cite their ids, or give each its own siglum\n",
    )
    assert run("convert", "ids.xml", "-f", "txt", cwd=where).returncode == 0


def test_a_page_with_two_reading_orders_is_refused(run: Run, folder: Callable[..., Path]) -> None:
    where = folder()
    (where / "pages").mkdir()
    (where / "pages" / "1.xml").write_text(PAGE.format(order=ORDER), encoding="utf-8")
    done = run("collate", "pages", "A.txt", cwd=where)
    assert done.returncode == 2
    assert "two reading orders; keep one of them" in done.stderr
