"""Draw the pictures of README and of the guide from what stands in ``output/``: ``make pictures``.

A spread of the book, the e-book on a phone by day and by night, an article as the platform shows it, the editor's page.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import guide_pictures
import pymupdf
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
OUTPUT, PICTURES = ROOT / "output", ROOT / "docs/images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
GROUND = (226, 226, 222)
NIGHT = "html { background: #111 } body { color: #ccc }"
DAY = "html { background: #fbfaf5 } body { color: #1a1a1a }"
READER = "html { padding: 24px; font-family: 'Noto Serif CJK SC', serif; font-size: 18px }"


def spread(first: int, name: str) -> None:
    """Two facing pages, ``first`` (from 0) at the left, on a grey ground."""
    with pymupdf.open(OUTPUT / "handbook.pdf") as pdf:
        pages = []
        for number in (first, first + 1):
            drawn = pdf[number].get_pixmap(dpi=110, alpha=False)
            pages.append(Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples))
    width, height = pages[0].size
    sheet = Image.new("RGB", (2 * width + 41, height + 40), GROUND)
    sheet.paste(pages[0], (20, 20))
    sheet.paste(pages[1], (21 + width, 20))
    save(sheet, name)


def save(picture: Image.Image, name: str) -> None:
    """Write a small PNG; 128 colours are enough for black, red and paper."""
    picture.quantize(128).save(PICTURES / f"{name}.png", optimize=True)


def shot(
    browser: Browser, address: str, name: str, *, style: str = "", width: int = 390, height: int = 844
) -> None:
    """A page in a browser of this size in CSS pixels."""
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    page.goto(address)
    if style:
        page.add_style_tag(content=style)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    page.close()
    with Image.open(path) as picture:
        save(picture.convert("RGB"), name)


def main() -> None:
    """Draw them all."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        sys.exit("没有找到 Chromium（改法：运行 make test，会自动安装）")
    PICTURES.mkdir(exist_ok=True)
    with pymupdf.open(OUTPUT / "handbook.pdf") as pdf:
        # The first page of the second part's answers is a verso, the left page of a spread.
        titles = [entry for entry in pdf.get_toc() if entry[0] == 2]
        parts = [entry[2] for entry in pdf.get_toc() if entry[0] == 1]
        second = next(page for _, _, page in titles if sum(part <= page for part in parts[2:]) > 1)
    spread(second - 1, "book")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        with zipfile.ZipFile(OUTPUT / "handbook.epub") as book:
            book.extractall(folder)
            chapters = sorted(name for name in book.namelist() if Path(name).name.startswith("part-"))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        chapter = (Path(folder) / chapters[-1]).as_uri()
        shot(browser, chapter, "epub-day", style=READER + DAY)
        shot(browser, chapter, "epub-night", style=READER + NIGHT)
        shot(browser, (OUTPUT / "wechat/index.html").as_uri(), "wechat", width=1200, height=860)
        guide_pictures.draw(browser, save)
        browser.close()


if __name__ == "__main__":
    main()
