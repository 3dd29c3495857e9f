"""The file for the screen: what its tags, links and metadata say (veraPDF and outloud judge it in tests/oracles)."""

from __future__ import annotations

import re

import pikepdf
import pytest

from pipeline.findings import OutsideFailure
from pipeline.formats.pdf import PRESS, SCREEN
from pipeline.handbook import words_digest
from pipeline.typeset import compositor
from tests.formats.pdf.opening import structure


@pytest.fixture(scope="session")
def screen_file(handbook, written):
    with structure(written(handbook)[SCREEN]) as pdf:
        yield pdf


def elements(parent):
    """Every structure element below ``parent``, in order."""
    kids = parent.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def marked(page):
    """The marked contents of a page: (tag, properties, number of characters shown inside)."""
    found, open_ones = [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                found.append([str(operands[0]), operands[1] if len(operands) > 1 else {}, 0])
                open_ones.append(found[-1])
            case "EMC":
                open_ones.pop()
            case "TJ" | "Tj":
                assert open_ones, "text outside every mark"
                open_ones[-1][2] += 1
    return found


def test_heads_and_folios_are_artifacts(screen_file):
    """What the tree does not hold is said to be an artifact; the body's pages have a head and a folio."""
    held = {
        (element.Pg.objgen, int(kid))
        for element in elements(screen_file.Root.StructTreeRoot)
        for kid in element.K
        if isinstance(kid, int)
    }
    furniture = 0
    for page in screen_file.pages:
        for tag, properties, texts in marked(page):
            if tag == "/Artifact":
                furniture += bool(texts) and properties.get("/Type") == "/Pagination"
            else:
                assert (page.objgen, int(properties["/MCID"])) in held
    assert furniture > len(screen_file.pages) / 3


def test_heads_of_tables_say_what_they_head(screen_file):
    heads = [one for one in elements(screen_file.Root.StructTreeRoot) if one.S == "/TH"]
    assert heads
    assert {str(head.A.Scope) for head in heads} <= {"/Row", "/Column"}
    assert str(heads[0].A.Scope) == "/Row"  # the imprint's


def test_footnotes_are_notes(demanding, written):
    with structure(written(demanding)[SCREEN]) as pdf:
        notes = [one for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Note"]
        names = [str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)]
        assert len(notes) == len([name for name in names if re.search(r"_n\d+$", name)])
        assert len({str(note.ID) for note in notes}) == len(notes)


def test_pictures_have_words_or_are_decoration(screen_file):
    for one in elements(screen_file.Root.StructTreeRoot):
        assert one.S != "/Figure" or str(one.Alt)


def test_links_say_where_they_lead(screen_file, handbook):
    links = [link for page in screen_file.pages for link in page.get("/Annots", [])]
    said = {str(link.Contents) for link in links}
    for question in handbook.questions:
        assert f"转到第{question.number}问：{question.title}" in said
    assert all(re.match("转到|回到|打开网址|第.+问脚注|编写说明脚注", words) for words in said)
    assert all(float(link.Rect[0]) < float(link.Rect[2]) for link in links)


@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_every_file_names_its_edition(handbook, written, file):
    with structure(written(handbook)[file]) as pdf:
        with pdf.open_metadata() as packet:
            assert packet["{urn:baiwen:edition#}release"] == handbook.release
            assert packet["{urn:baiwen:edition#}sourceDigest"] == words_digest(handbook)
            assert packet["dc:title"].startswith(handbook.title)
        assert str(pdf.docinfo["/Title"]).startswith(handbook.title)


def test_the_other_way_to_subset_fonts_is_not_taken(monkeypatch):
    monkeypatch.setattr(compositor, "harfbuzz_subset", None)
    with pytest.raises(OutsideFailure, match="libharfbuzz-subset0"):
        compositor.write_pdf(None)
