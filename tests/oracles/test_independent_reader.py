"""An independent reader: poppler, zipfile and lxml, nothing of the pipeline, against the text as it was published.

It knows nothing but the finished files, the published text, and the labels of the cases as ``source/`` writes them
(the published text has none).
"""

import json
import re
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

pytestmark = pytest.mark.oracle

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "output"
MM = 72 / 25.4


def folded(text: str) -> str:
    """Without white space and zero-width marks, widths folded."""
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", text)


@pytest.fixture(scope="module")
def published() -> list[str]:
    """The eight questions of the published text, each with its number, list marks removed."""
    text = (ROOT / "tests/source/original.txt").read_text("utf-8").replace("打印本页 关闭窗口", "")
    text = re.sub(r"^——(?=如)|^【.*】$", "", text, flags=re.M)
    return [folded(part) for part in re.split(r"^(?=\d\.)", text, flags=re.M)[1:]]


@pytest.fixture(scope="module")
def labels() -> list[tuple[str, str]]:
    """The head line of every case in the book's order, and how its text begins."""
    found = []
    for path in sorted((ROOT / "source/questions").glob("*.md")):
        for attributes, text in re.findall(
            r"^:::+ \{\.case (.*)\}\n+(.*)$", path.read_text("utf-8"), flags=re.M
        ):
            words = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            year = f"{words['year']}年" if "year" in words else ""
            label = "".join(words.get(key, "") for key in ("district", "place", "project")) + year
            found.append((folded(label), folded(text)[:8]))
    assert len(found) == 14
    return found


def check(text: str, published: list[str], labels: list[tuple[str, str]]) -> None:
    """``text`` holds the eight questions one after another, each whole, with nothing between but part titles."""
    text = folded(text)
    for label, beginning in labels:
        assert text.count(label + beginning) == 1, label
        text = text.replace(label + beginning, beginning)
    at = 0
    for number, question in enumerate(published, start=1):
        wanted = question.replace(f"{number}.", str(number), 1)
        found = text.find(wanted, at)
        assert found >= 0, f"第{number}问：{text[at : at + 60]}…"
        assert found - at < 60, f"第{number}问前面多出：{text[at:found]}"
        at = found + len(wanted)


@pytest.mark.parametrize("name", ["handbook.pdf", "handbook-print.pdf"])
def test_pdf(name, published, labels):
    boxes = subprocess.run(
        ["pdfinfo", "-box", "-f", "1", "-l", "999", OUTPUT / name], capture_output=True, text=True, check=True
    ).stdout
    trims = re.findall(r"TrimBox:\s+([\d. -]+)", boxes)
    medias = re.findall(r"MediaBox:\s+([\d. -]+)", boxes)
    body = ""
    for number, (trim, media) in enumerate(zip(trims, medias, strict=True), start=1):
        x0, y0, x1, y1 = (float(value) for value in trim.split())
        left, top = x0 - float(media.split()[0]), float(media.split()[3]) - y1
        # The text area lies 26 and 22 mm from head and foot; heads and folios stand outside it.
        area = [left, top + 25 * MM, x1 - x0 - 4 * MM, y1 - y0 - 46 * MM]
        size = [f"-{key}={round(value)}" for key, value in zip("xyWH", area, strict=True)]
        words = [part for option in size for part in option.split("=")]
        body += subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), *words, OUTPUT / name, "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    # The contents list the questions too; the answers begin where the first one does.
    start = folded(body).index(published[0][2:][:60])
    check(folded(body)[start - 1 :], published, labels)


def test_epub(published, labels):
    with zipfile.ZipFile(OUTPUT / "handbook.epub") as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        names = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}manifest/{*}item")}
        spine = [names[item.get("idref")] for item in package.iterfind(".//{*}spine/{*}itemref")]
        parts = [etree.fromstring(book.read(f"EPUB/{name}")) for name in spine if name.startswith("part-")]
    check("".join("".join(part.find("{*}body").itertext()) for part in parts), published, labels)


def test_wechat(published, labels):
    articles = json.loads((OUTPUT / "wechat/series.json").read_text("utf-8"))["articles"]
    text = ""
    for article in articles:
        tree = html.fromstring((OUTPUT / "wechat" / Path(article["file"]).name).read_text("utf-8"))
        texts = [element.text_content() for element in tree.iter("h2", "p")]
        first = next(i for i, words in enumerate(texts) if re.match(r"\d+\D", folded(words)) and i > 0)
        text += "".join(texts[first:])
    for question in published:
        # A contents card stands before the answers and the follow lines after them; only the questions count here.
        head = folded(question).split("?")[0]
        assert folded(text).count(head.replace(".", "", 1)) >= 1
    for number, question in enumerate(published, start=1):
        wanted = question.replace(f"{number}.", str(number), 1)
        found = folded(text)
        for label, beginning in labels:
            found = found.replace(label + beginning, beginning)
        assert wanted in found, f"第{number}问"
