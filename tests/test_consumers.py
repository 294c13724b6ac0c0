"""What other programs make of our TEI: teiphy, open-cbgm, EVT, the Versioning Machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import TEI
from test_convert import METHODS, PLACES, STYLES
from test_writers import as_text, sages

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.readers import read


@pytest.mark.parametrize("profile", ["edition", "interchange"])
def test_our_tei_is_what_teiphy_and_open_cbgm_read(profile: str) -> None:
    """The paths that both programs take, checked on the file itself."""
    from variorum.text import xml

    text = as_text("tei", sages(), profile=profile)
    root = xml.parse(text.encode(), name="x").getroot()
    assert 'xmlns="http://www.tei-c.org/ns/1.0"' in text
    ns = {"t": xml.TEI}
    path = "t:teiHeader/t:fileDesc/t:sourceDesc/t:listWit/t:witness"
    declared = {w.get(xml.XML_ID) for w in root.findall(path, ns)}
    assert declared == {"L", "M", "R", "S"}
    for app in root.iter(f"{{{xml.TEI}}}app"):
        names = [xml.local(child) for child in app]
        assert names[0] == "lem"
        assert set(names[1:]) == {"rdg"}
        assert app[0].get("wit") is None
        numbers = [child.get("n") for child in app[1:]]
        assert len(set(numbers)) == len(numbers)
        for child in app[1:]:
            assert {p.removeprefix("#") for p in child.get("wit").split(" ")} <= declared


def _panel(root: Any, id: str, lacunae: bool) -> str:
    """A witness's text as the Versioning Machine and EVT put it together in the browser.

    What stands outside entries is everybody's; of an entry the readings whose `@wit` names the
    witness's id, with a `#`, are shown, and a lemma without `@wit` is nobody's. EVT knows lacunae.
    """
    from variorum.text import xml

    off = False

    def shown(node: Any) -> str:
        nonlocal off
        name, wit = xml.local(node), node.get("wit", "").split()
        if name in ("corr", "back") or (name in ("lem", "rdg") and f"#{id}" not in wit):
            return ""
        if name in ("lacunaStart", "lacunaEnd") and lacunae:
            off = name == "lacunaStart"
        text = "" if off else node.text or ""
        for child in node.iterchildren("*"):
            text += shown(child)  # which may begin or end a lacuna
            text += "" if off else xml.tail(child)
        return text

    return shown(next(root.iter("{*}body")))


@pytest.mark.parametrize("profile", ["edition", "interchange"])
@pytest.mark.parametrize("base", ["Z", "B"])
def test_the_versioning_machine_and_evt_show_every_text(profile: str, base: str) -> None:
    """Ids are classes of CSS and addresses there, each entry has one, and every text is whole."""
    from variorum.text import xml

    files = ("memo.xml", "memo-b.xml", "memo-c.xml")
    texts = [read((TEI / n).read_bytes(), name=n).witnesses[0] for n in files]
    app = apparatus(collate(texts), base=base)
    root = xml.parse(as_text("tei", app, profile=profile).encode(), name="x").getroot()
    ids = [str(n.get(xml.XML_ID)) for n in root.iter("{*}witness")]
    assert ids == ["Z", "B", "C"]
    encoding = next(root.iter("{*}variantEncoding"))
    assert dict(encoding.attrib) == {"method": "parallel-segmentation", "location": "internal"}
    entries = [str(n.get(xml.XML_ID)) for n in root.iter("{*}app")]
    assert len(set(entries)) == len(entries) >= len(app.units)
    for id, witness in zip(ids, app.collation.witnesses, strict=True):
        # C has a gap: in agreed words the one reader does not know it, the one profile not say it.
        for lacunae in (True,) if id == "C" else (True, False):
            if id != "C" or profile == "edition":
                assert "".join(_panel(root, id, lacunae).split()) == "".join(witness.text.split())


def _nexus_rows(text: str) -> dict[str, str]:
    body = re.split("matrix", text, flags=re.I)[1]
    found = re.findall(r"^\s+'?([^\s';]+)'?\s+([0-9A-Za-z?]+);?$", body, re.M)
    return dict(found)


def test_teiphy_makes_the_same_matrix_from_our_tei(tmp_path: Path) -> None:
    teiphy = Path(sys.executable).with_name("teiphy")
    if not teiphy.exists():
        pytest.skip("teiphy is not installed")
    source, target = tmp_path / "a.xml", tmp_path / "a.nex"
    source.write_text(as_text("tei", sages(), profile="interchange"), encoding="utf-8")
    subprocess.run([teiphy, "-m", "lac", source, target], check=True, capture_output=True)
    theirs = target.read_text(encoding="utf-8")
    assert "ntax=4 nchar=7" in theirs
    assert _nexus_rows(theirs) == _nexus_rows(as_text("nexus", sages()))


def test_every_method_and_profile_is_valid_tei(tmp_path: Path, shared: Path) -> None:
    jing = Path(sys.executable).with_name("pyjing")
    if not jing.exists() or not shutil.which("java"):
        pytest.skip("jing needs java and the extra variorum[jing]")
    files = []
    for method in METHODS:
        for place in PLACES:
            for style in STYLES:
                for profile in ("edition", "interchange"):
                    file = tmp_path / f"{method}-{place}-{style}-{profile}.xml"
                    text = as_text(
                        "tei", sages(), method=method, location=place, style=style, profile=profile
                    )
                    file.write_text(text, encoding="utf-8")
                    files.append(file)
    schema = shared / "schema" / "tei_all-4.3.0.rng"
    done = subprocess.run([jing, schema, *files], capture_output=True, text=True)
    assert done.stdout + done.stderr == ""
