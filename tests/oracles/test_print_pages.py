"""The printed page numbers in the e-book, judged by poppler, zipfile and lxml: nothing of the pipeline reads here.

Between the markers N and N+1 the e-book must say what page N of the print PDF shows. What a page shows beyond that
must be one of: footnotes (at the page's foot, or carried over), their marks, marks of lists, the page behind a
reference, the head of a table again, the words of a part's opening page.
"""

from __future__ import annotations

import dataclasses
import re
import subprocess
import unicodedata
import zipfile
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from lxml import etree

pytestmark = pytest.mark.oracle

ROOT = Path(__file__).parents[2]
MM = 72 / 25.4
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
PAGE = re.compile(r"\(第[\dxvi]+页\)")
EXTRA = re.compile(r"\d+\.|•|\d{1,2}|第[一二三四五六七八九十]+部分|第\d+(~\d+)?问|见第\d+问(、第\d+问)*")


def folded(text: str) -> str:
    """Without white space and zero-width marks, compatibility forms resolved."""
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", text)


def printed_pages(pdf: Path) -> list[str]:
    """The text of every page's 版心, in the order of painting."""
    information = subprocess.run(
        ["pdfinfo", "-box", "-f", "1", "-l", "9999", pdf], capture_output=True, text=True, check=True
    ).stdout
    trims, medias = (
        [
            [float(value) for value in found.split()]
            for found in re.findall(rf"{box}Box:\s+([\d. -]+)", information)
        ]
        for box in ("Trim", "Media")
    )
    pages = []
    for number, (trim, media) in enumerate(zip(trims, medias, strict=True), start=1):
        left, top = trim[0] - media[0], media[3] - trim[3]
        # Whole lines of 6 mm within 46 mm less than the page is high; the head is 4 mm higher than the foot. Running
        # heads and folios stand outside, by more than the millimetres that are allowed here.
        height = (trim[3] - trim[1]) / MM
        margins = height - 6 * int((height - 46) / 6)
        head, foot = margins / 2 + 2, margins / 2 - 2
        box = {
            "x": left,
            "y": top + (head - 2) * MM,
            "W": trim[2] - trim[0],
            "H": (height - head - foot + 3) * MM,
        }
        crop = [part for key, value in box.items() for part in (f"-{key}", str(round(value)))]
        span = ["-f", str(number), "-l", str(number)]
        done = subprocess.run(
            ["pdftotext", "-raw", *span, *crop, pdf, "-"], capture_output=True, text=True, check=True
        )
        pages.append(folded(done.stdout))
    return pages


def electronic_pages(book: Path) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Label and text from each marker to the next one, the footnotes, and the heads of tables."""
    pages: list[tuple[str, list[str]]] = []
    notes: list[str] = []
    heads: list[str] = []

    def walk(element: etree._Element) -> None:
        meaning = element.get(TYPE)
        if meaning == "pagebreak":
            pages.append((element.get("aria-label", ""), []))
        elif meaning == "footnote":
            notes.append(folded("".join(element.itertext())))
        elif meaning != "noteref":
            if element.tag == f"{XHTML}thead":
                heads.append(folded("".join(element.itertext())))
            if element.text and pages:
                pages[-1][1].append(element.text)
            for child in element:
                walk(child)
                if child.tail and pages:
                    pages[-1][1].append(child.tail)

    with zipfile.ZipFile(book) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        names = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        for reference in package.iter("{*}itemref"):
            document = etree.fromstring(archive.read(f"EPUB/{names[reference.get('idref')]}"))
            walk(document.find(f"{XHTML}body"))
    return [(label, folded("".join(words))) for label, words in pages], notes, heads


def page_list(book: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Labels and targets as the navigation document and the NCX give them."""
    with zipfile.ZipFile(book) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        ncx = etree.fromstring(archive.read("EPUB/toc.ncx"))
    (listing,) = [one for one in nav.iter(f"{XHTML}nav") if one.get(TYPE) == "page-list"]
    return (
        [(link.text, link.get("href")) for link in listing.iter(f"{XHTML}a")],
        [
            (target.findtext("{*}navLabel/{*}text"), target.find("{*}content").get("src"))
            for target in ncx.iter("{*}pageTarget")
        ],
    )


def is_extra(words: str, notes: list[str], heads: list[str]) -> bool:
    """Whether a page may show these words beside the text."""
    rest = PAGE.sub("", words)
    for known in sorted((*notes, *heads), key=len, reverse=True):
        rest = rest.replace(known, "")
    rest = EXTRA.sub("", rest)
    # A footnote may be divided between two pages.
    return not rest or any(rest in note for note in notes)


def differences(book: Path, pdf: Path) -> tuple[list[str], int]:
    """Every page on which e-book and print disagree, and how many pages were compared."""
    printed = printed_pages(pdf)
    pages, notes, heads = electronic_pages(book)
    first = next(index for index, (label, _) in enumerate(pages) if label == "1")
    # Arabic numbers begin with the first part; its page is found by the words that open it.
    opening = next(index for index, text in enumerate(printed) if text.startswith("第一部分"))
    found = []
    for index, (label, text) in enumerate(pages):
        leaf = opening + int(label) - 1 if label.isdecimal() else opening - (first - index)
        shown = printed[leaf]
        for tag, a, b, c, d in SequenceMatcher(None, shown, text, autojunk=False).get_opcodes():
            missing = tag in ("insert", "replace")
            if missing or (tag == "delete" and not is_extra(shown[a:b], notes, heads)):
                found.append(f"{label}: {tag} {shown[a:b]!r} {text[c:d]!r}")
    return found, len(pages)


BOOKS = (
    ("real", None),
    ("hundred", ("A5", 148, 210)),
    ("hundred", ("大32开", 140, 203)),
    ("unusual", ("大32开", 140, 203)),
    ("unusual", ("正度16开", 185, 260)),
    ("unusual", ("150mm × 220mm", 150, 220)),
)


@pytest.fixture(scope="module", params=BOOKS, ids=lambda book: f"{book[0]} {book[1][0] if book[1] else ''}")
def finished(request, tmp_path_factory) -> Path:
    """A folder with a print PDF and its e-book."""
    name, size = request.param
    if name == "real":
        return ROOT / "output"
    from pipeline.formats.epub import FORMAT as EPUB
    from pipeline.formats.pdf import FORMAT as PDF
    from pipeline.handbook import PageSize
    from pipeline.read import read_handbook
    from pipeline.world import Folder
    from tests.hundred import hundred_questions
    from tests.values import files_of

    handbook = (
        hundred_questions()
        if name == "hundred"
        else read_handbook(Folder(ROOT / "tests/formats/epub/unusual")).handbook
    )
    assert handbook is not None
    folder = tmp_path_factory.mktemp(name)
    made = files_of(PDF, EPUB, handbook=dataclasses.replace(handbook, page=PageSize(*size)))
    for file in ("handbook-print.pdf", "handbook.epub"):
        (folder / file).write_bytes(made[file])
    return folder


def test_every_page_begins_where_print_begins_it(finished):
    found, count = differences(finished / "handbook.epub", finished / "handbook-print.pdf")
    assert found == []
    assert count >= 8


def test_both_lists_lead_to_the_markers(finished):
    book = finished / "handbook.epub"
    pages, _, _ = electronic_pages(book)
    nav, ncx = page_list(book)
    assert nav == ncx
    assert [label for label, _ in nav] == [label for label, _ in pages]
    assert all(href.endswith(f"#page{label}") for label, href in nav)


def test_a_marker_out_of_place_is_seen(finished, tmp_path):
    """One marker moved by three characters, two labels swapped: the judge is not asleep."""
    source = finished / "handbook.epub"
    late = re.compile(r'(<span epub:type="pagebreak"[^>]*></span>)([^<]{3})')
    labels = re.compile(r'id="page([2-9]|\d\d+)"( aria-label=")\1"')
    seen = 0
    for change in (
        lambda text: late.sub(r"\2\1", text, count=1),
        lambda text: labels.sub(lambda m: f'id="page{int(m[1]) ^ 1}"{m[2]}{int(m[1]) ^ 1}"', text),
    ):
        book, changed = tmp_path / "late.epub", False
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(book, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name.startswith("EPUB/part-") and not changed:
                    text = change(data.decode()).encode()
                    changed, data = text != data, text
                new.writestr(name, data)
        if not changed:
            continue  # in this book no page begins inside plain words
        seen += 1
        assert differences(book, finished / "handbook-print.pdf")[0]
    assert seen
