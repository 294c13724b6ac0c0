"""Pictures of each view of the reading page, at the width of a desk and of a telephone.

python bench/screenshots.py        writes build/screenshots/*.png, to be looked at by a person
python bench/screenshots.py --readme   renews the two pictures that the README shows
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VIEWS = ("rows", "read", "table", "graph", "overview")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def page(target: Path) -> None:
    """The page of the memo and its versions."""
    tei = ROOT / "tei"
    subprocess.run(
        [
            sys.executable, "-m", "variorum", "--quiet", "compare",
            *(str(tei / f"{name}.xml") for name in ("memo", "memo-b", "memo-c")),
            "--source", str(tei / "memo-ru.xml"), "--base", "Z", "--force", "-o", str(target),
            "--title", "A memorandum of 1988 and its translations",
        ],
        check=True,
    )  # fmt: skip


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    browser = next((b for name in BROWSERS if (b := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium found: install it with your package manager")
    out = ROOT / "build" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    page(out / "memo.html")
    address = (out / "memo.html").as_uri()
    shown = ROOT / "examples" / "screenshots"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                tab = chromium.new_page(
                    viewport={"width": width, "height": 820}, color_scheme=scheme
                )
                for view in VIEWS:
                    tab.goto(f"{address}#v={view}&p=r-4")
                    tab.reload()
                    tab.wait_for_timeout(300)  # rows are laid out when they come near the screen
                    tab.screenshot(path=out / f"{view}-{width}-{scheme}.png")
                tab.close()
        if "--readme" in sys.argv:
            shown.mkdir(exist_ok=True)
            tab = chromium.new_page(viewport={"width": 1100, "height": 620})
            for view, place in (("rows", ""), ("overview", "")):
                tab.goto(f"{address}#v={view}&p={place}")
                tab.reload()
                tab.wait_for_timeout(300)  # rows are laid out when they come near the screen
                tab.screenshot(path=shown / f"{view}.png")
        chromium.close()
    print(f"{out}: look at them")


if __name__ == "__main__":
    main()
