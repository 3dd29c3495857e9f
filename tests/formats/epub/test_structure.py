"""What EPUB 3.3 and its readers want of the finished file, found with zipfile and lxml alone."""

from __future__ import annotations

import dataclasses
import datetime
import io
import posixpath
import re
import zipfile

import pytest
from lxml import etree

from pipeline.handbook import Handbook, Terms
from tests.formats.epub.bound import bound, unpacked
from tests.hundred import hundred_questions

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def package(files):
    return etree.fromstring(files["EPUB/content.opf"])


@pytest.fixture(scope="module")
def pages(files):
    """Every XHTML document by its name below EPUB/."""
    return {
        name.removeprefix("EPUB/"): etree.fromstring(data)
        for name, data in files.items()
        if name.endswith(".xhtml")
    }


def test_the_archive_has_one_fixed_form(finished):
    with zipfile.ZipFile(io.BytesIO(finished)) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        for entry in (first, *others):
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.extra) == (3, b"")
            # No two builds of zlib need agree on the bytes of a compressed text.
            assert entry.compress_type == zipfile.ZIP_STORED
    # The name and the media type stand where a file command looks for them (EPUB 3.3, OCF ZIP container).
    assert finished[30:58] == b"mimetypeapplication/epub+zip"


def test_the_manifest_is_the_archive(files, package):
    listed = [f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")]
    assert sorted([*listed, "mimetype", "META-INF/container.xml", "EPUB/content.opf"]) == sorted(files)


def test_a_category_of_a_hundred_questions_opens_at_once():
    """One file a category: a phone lays out the whole of it before it shows the first page."""
    handbook = hundred_questions()
    whole = dataclasses.replace(handbook.categories[0], questions=handbook.questions)
    data = bound(dataclasses.replace(handbook, categories=(whole,)))
    part = unpacked(data)["EPUB/part-general.xhtml"]
    assert part.count(b'class="question"') == 100
    assert len(part) < 400_000
    assert sum(1 for _ in etree.fromstring(part).iter()) < 8_000
    assert len(data) < 1_000_000


def test_every_page_is_in_the_reading_order(package, pages):
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    order = [items[reference.get("idref")] for reference in package.iter(f"{OPF}itemref")]
    assert sorted(order) == sorted(pages)
    assert order == [
        "cover.xhtml",
        "title.xhtml",
        "nav.xhtml",
        "preface.xhtml",
        "part-general.xhtml",
        "part-technical.xhtml",
        "glossary.xhtml",
    ]


def test_every_link_inside_the_book_leads_somewhere(files, pages):
    targets = {(name, element.get("id")) for name, page in pages.items() for element in page.iter()}
    targets |= {(name.removeprefix("EPUB/"), None) for name in files}
    found = 0
    for name, page in pages.items():
        for element in page.iter():
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is None or re.match(r"[a-z]+:", target):
                    continue
                path, _, anchor = target.partition("#")
                assert (posixpath.normpath(path) if path else name, anchor or None) in targets, target
                found += 1
    assert found > 25


def test_ids_and_file_names_are_ascii_and_unique(files, pages):
    assert all(name.isascii() for name in files)
    for page in pages.values():
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Za-z][\w-]*", one, re.ASCII) for one in ids)


def test_the_common_ids_are_there(pages):
    def ids(name):
        return {element.get("id") for element in pages[name].iter()}

    assert {"part-general", "q-plain", "q-plain_n1", "q-plain_r1"} <= ids("part-general.xhtml")
    assert {"part-technical", "q-everything", "q-everything_n1", "q-last"} <= ids("part-technical.xhtml")


def test_every_page_names_its_language_and_itself(pages, package):
    assert package.get(LANG) == "zh-Hans"
    for page in pages.values():
        assert page.get("lang") == page.get(LANG) == "zh-Hans"
    titles = {name: page.findtext(f"{XHTML}head/{XHTML}title") for name, page in pages.items()}
    assert titles["part-general.xhtml"] == "总体要求类"
    assert titles["title.xhtml"] == "示例市“样例”行动百问百答"
    assert len(set(titles.values())) == len(titles)


def _contents(page):
    nav = next(nav for nav in page.iter(f"{XHTML}nav") if nav.get(TYPE) == "toc")
    return [(link.text, link.get("href"), _depth(link, f"{XHTML}li")) for link in nav.iter(f"{XHTML}a")]


def _depth(element, tag):
    return sum(1 for _ in element.iterancestors(tag))


def test_navigation_ncx_and_questions_agree(files, pages, handbook):
    nav = _contents(pages["nav.xhtml"])
    ncx = etree.fromstring(files["EPUB/toc.ncx"])
    points = list(ncx.iter(f"{NCX}navPoint"))
    assert nav == [
        (
            point.findtext(f"{NCX}navLabel/{NCX}text"),
            point.find(f"{NCX}content").get("src"),
            _depth(point, f"{NCX}navPoint") + 1,
        )
        for point in points
    ]
    assert [point.get("playOrder") for point in points] == [str(n) for n in range(1, len(points) + 1)]
    assert max(depth for _title, _href, depth in nav) == 2
    questions = [title for title, href, _depth in nav if "#q-" in href]
    assert questions == [f"{question.number}　{question.title}" for question in handbook.questions]
    assert [href for title, href, depth in nav if depth == 1] == [
        "preface.xhtml",
        "part-general.xhtml",
        "part-technical.xhtml",
        "glossary.xhtml",
    ]


def test_headings_carry_the_words_of_the_contents(pages):
    for title, href, _depth in _contents(pages["nav.xhtml"]):
        name, _, anchor = href.partition("#")
        page = pages[name]
        heading = page.find(f".//{XHTML}section[@id='{anchor}']/{XHTML}h2" if anchor else f".//{XHTML}h1")
        assert "".join("".join(heading.itertext()).split()) == "".join(title.split())


def test_landmarks_are_chinese_and_of_one_meaning(pages):
    nav = next(nav for nav in pages["nav.xhtml"].iter(f"{XHTML}nav") if nav.get(TYPE) == "landmarks")
    assert nav.get("hidden") == "hidden"
    marks = [(link.get(TYPE), link.text) for link in nav.iter(f"{XHTML}a")]
    assert marks == [
        ("cover", "封面"),
        ("titlepage", "扉页"),
        ("toc", "目录"),
        ("preface", "编写说明"),
        ("bodymatter", "正文"),
        ("glossary", "术语"),
    ]


def test_the_cover_is_declared_in_every_way(package, pages):
    (item,) = (item for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image")
    assert item.get("media-type") == "image/jpeg"
    (meta,) = (meta for meta in package.iter(f"{OPF}meta") if meta.get("name") == "cover")
    assert meta.get("content") == item.get("id")
    image = pages["cover.xhtml"].find(f".//{XHTML}img")
    assert image.get("src") == item.get("href")
    assert image.get("alt") == "《示例市“样例”行动百问百答》封面"


def test_the_package_document_says_what_the_handbook_says(package):
    facts = {name: package.findtext(f".//{DC}{name}") for name in ("title", "publisher", "language", "date")}
    assert facts == {
        "title": "示例市“样例”行动百问百答",
        "publisher": "示例办公室",
        "language": "zh-Hans",
        "date": "2024-05-31T00:00:00Z",
    }
    properties = [(meta.get("property"), meta.text) for meta in package.iter(f"{OPF}meta")]
    assert ("dcterms:modified", "2024-05-31T00:00:00Z") in properties
    assert ("schema:accessModeSufficient", "textual") in properties
    assert ("schema:accessMode", "visual") in properties
    assert "ebooklib" not in etree.tostring(package, encoding="unicode").lower()


def _identifier(handbook):
    return etree.fromstring(unpacked(bound(handbook))["EPUB/content.opf"]).findtext(f".//{DC}identifier")


def test_the_identifier_is_the_edition_s(handbook):
    first = _identifier(handbook)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]+", first)
    assert _identifier(handbook) == first
    newer = dataclasses.replace(handbook, release="1.1", date=datetime.date(2031, 1, 1))
    assert _identifier(newer) == first
    for change in ({"edition": "第2版"}, {"title": "别的书名"}):
        assert _identifier(dataclasses.replace(handbook, **change)) != first


def test_a_book_without_preface_glossary_and_figures(handbook: Handbook):
    first = handbook.parts[0]
    small = dataclasses.replace(
        handbook,
        preface=(),
        terms=Terms(),
        categories=(
            dataclasses.replace(first, questions=(dataclasses.replace(first.questions[0], blocks=()),)),
        ),
    )
    files = unpacked(bound(small))
    package = files["EPUB/content.opf"].decode()
    assert not [name for name in files if "preface" in name or "glossary" in name or "images/" in name]
    assert ">visual<" not in package
