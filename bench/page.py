"""What the reading page costs for a long text: 40 000 words in 12 witnesses, opened in Chromium.

python bench/page.py [WORDS WITNESSES]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from tradition import tradition  # type: ignore[import-not-found]

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.page import Edition, render
from variorum.text.build import witness_from_text


def main() -> None:
    """Print sizes and times."""
    words, count = (int(a) for a in (sys.argv[1:3] or ("40000", "12")))
    made = tradition(count, words, rate=0.01).tokens
    witnesses = []
    for siglum, tokens in made.items():
        lines = [" ".join(tokens[i : i + 120]) for i in range(0, len(tokens), 120)]
        bounds, text = [], ""
        for line in lines:
            bounds.append((len(text), len(text) + len(line) + 1))
            text += line + "\n"
        witnesses.append(witness_from_text(siglum, text, bounds=bounds))
    start = time.process_time()
    edition = apparatus(collate(witnesses), base=witnesses[0].siglum)
    edited = time.process_time()
    page = render(Edition(edition, title="A long text"))
    done = time.process_time()
    print(f"{words} words x {count}: {len(edition.units)} units, {len(page) / 1e6:.1f} MB")
    print(f"collate and edit {edited - start:.1f} s, render {done - edited:.1f} s CPU")
    browser = next((b for b in map(shutil.which, ("chromium", "google-chrome")) if b), None)
    if browser is None:
        print("no browser: opening not measured")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        tab.goto(path.as_uri())
        print(f"opens in {time.perf_counter() - began:.2f} s")
        for what, act in (("next variant", "j"), ("next passage", "n"), ("another base", "2")):
            began = time.perf_counter()
            tab.keyboard.press(act)
            tab.evaluate("new Promise(r => requestAnimationFrame(() => r()))")
            print(f"{what}: {time.perf_counter() - began:.2f} s")
        chromium.close()


if __name__ == "__main__":
    main()
