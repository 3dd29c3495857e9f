"""Preflight: the finished files pass, and every check sees the fault that it is there for."""

from __future__ import annotations

import dataclasses

import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.findings import UNREADABLE, Severity
from pipeline.formats.pdf import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.opening import opened
from pipeline.formats.pdf.order_sheet import order_notes, order_rows
from pipeline.formats.pdf.resources import resource_dictionaries
from pipeline.formats.pdf.rules.check import CODES, MEASURES, Check, Verdict
from pipeline.formats.pdf.rules.content import Colour, colours
from pipeline.formats.pdf.rules.least import least_checks
from pipeline.formats.pdf.rules.others import booklet_checks
from pipeline.formats.pdf.rules.preflight import preflight
from pipeline.formats.pdf.rules.sheet import OpenFile
from pipeline.formats.pdf.rules.table import check_rows
from pipeline.handbook import Printing
from tests.formats.pdf.opening import changed, seen, structure


def paint(operators):
    """A spoiler that adds ``operators`` to the second page."""

    def spoil(pdf):
        page = pdf.pages[min(1, len(pdf.pages) - 1)]
        page.contents_add(pdf.make_stream(b"q " + operators + b" Q"))

    return spoil


def change_box(box, by):
    def spoil(pdf):
        page = pdf.pages[0].obj
        page[box] = Array([float(value) + by for value in page[box]])

    return spoil


def narrower(pdf):
    page = pdf.pages[0].obj
    page.TrimBox = Array([float(page.TrimBox[0]) + 1, *page.TrimBox[1:]])


def without_marks(pdf):
    page = pdf.pages[min(2, len(pdf.pages) - 1)].obj
    page.Contents = page.Contents[1]


def write_as_text(operators):
    """A figure in the first font of the page, in a colour."""

    def spoil(pdf):
        page = pdf.pages[min(1, len(pdf.pages) - 1)]
        font = min(page.obj.Resources.Font.keys()).encode()
        page.contents_add(
            pdf.make_stream(b"q BT " + font + b" 12 Tf 200 300 Td " + operators + b" <0013> Tj ET Q")
        )

    return spoil


def near_the_edge(pdf):
    pdf.pages[min(7, len(pdf.pages) - 1)].contents_add(pdf.make_stream(b"1 0 0 1 -40 0 cm"), prepend=True)


def forget(key):
    def spoil(pdf):
        del pdf.Root[key]

    return spoil


def other_packet(old, new):
    def spoil(pdf):
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata.write(data.replace(old, new))

    return spoil


def foreign_font(pdf):
    fonts = next(found.Font for found in resource_dictionaries(pdf) if "/Font" in found)
    fonts["/Helv"] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def overprint(pdf):
    state = Dictionary(Type=Name.ExtGState, op=True)
    pdf.pages[0].add_resource(state, Name.ExtGState)


def one_page_less(pdf):
    del pdf.pages[-1]


def rgb_picture(pdf):
    picture = pdf.make_stream(
        b"\xff\0\0",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )
    pdf.pages[0].add_resource(picture, Name.XObject)


def link(pdf):
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])


def head_on_a_blank_page(pdf):
    page = pdf.pages[3]
    left, top = float(page.trimbox[0]), float(page.trimbox[3])
    page.obj.Contents = Array(
        [pdf.make_stream(b"q 0 0 0 1 k %f %f 60 8 re f Q" % (left + 60, top - 50)), page.obj.Contents[2]]
    )


SPOILERS = [
    (PRESS, "成品尺寸", narrower),
    (PRESS, "出血", change_box("/BleedBox", 0.3)),
    (PRESS, "裁切标记", without_marks),
    (PRESS, "标准", link),
    (PRESS, "标准", other_packet(b"PDF/X-4", b"PDF/X-1")),
    (PRESS, "输出意图", forget("/OutputIntents")),
    (PRESS, "颜色", paint(b"1 0 0 rg 200 300 20 20 re f")),
    (PRESS, "颜色", rgb_picture),
    (PRESS, "黑字", write_as_text(b"0.7 0.6 0.6 0.9 k")),
    (PRESS, "总墨量", paint(b"1 1 1 .5 k 200 300 20 20 re f")),
    (PRESS, "字体", foreign_font),
    (PRESS, "文字离切口", near_the_edge),
    (PRESS, "页数", one_page_less),
    (PRESS, "青版", paint(b"0.1 0 0 0 k 200 300 20 20 re f")),
    (PRESS, "空白页", head_on_a_blank_page),
    (PRESS, "叠印", overprint),
    (COVER, "成品尺寸", lambda pdf: (pdf.pages.append(pdf.pages[0]), narrower(pdf))),
    (COVER, "出血", change_box("/BleedBox", 0.3)),
    (COVER, "裁切标记", without_marks),
    (COVER, "标准", link),
    (COVER, "标准", other_packet(b"PDF/X-4", b"PDF/X-1")),
    (COVER, "输出意图", forget("/OutputIntents")),
    (COVER, "颜色", paint(b"1 0 0 rg 200 300 20 20 re f")),
    (COVER, "颜色", rgb_picture),
    (COVER, "黑字", write_as_text(b"0.7 0.6 0.6 0.9 k")),
    (COVER, "总墨量", paint(b"1 1 1 .5 k 200 300 20 20 re f")),
    (COVER, "文字离切口", near_the_edge),
    (COVER, "叠印", overprint),
    (COVER, "展开尺寸", lambda pdf: pdf.pages.append(pdf.pages[0])),
    (COVER, "字体", foreign_font),
    (SCREEN, "页码", one_page_less),
    (SCREEN, "无障碍", forget("/MarkInfo")),
    (SCREEN, "无障碍", other_packet(b"<pdfuaid:part>1", b"<pdfuaid:part>7")),
    (SCREEN, "颜色", paint(b"0 0 0 1 k 200 300 20 20 re f")),
    (SCREEN, "字体", foreign_font),
    (BOOKLET, "拼版", one_page_less),
    (BOOKLET, "字体", foreign_font),
]


@pytest.fixture(scope="session")
def finished(sample, written):
    return written(sample)


@pytest.mark.parametrize("book", ["real_handbook", "sample"])
def test_finished_files_pass(request, written, book):
    found = preflight(written(request.getfixturevalue(book)))
    assert [one for one in found.checks if one.verdict is Verdict.BAD] == []
    assert all(finding.severity is Severity.INFO for finding in found.findings)


def test_every_row_has_a_code_and_no_code_is_idle(finished):
    assert {one.name for one in preflight(finished).checks} == CODES.keys()
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize(("file", "name", "spoil"), SPOILERS)
def test_each_check_sees_its_fault(finished, file, name, spoil):
    found = preflight({**finished, file: changed(finished[file], spoil)})
    bad = [one for one in found.checks if one.verdict is Verdict.BAD]
    assert (file, name) in {(one.file, one.name) for one in bad}
    grave = [one for one in found.findings if one.severity is Severity.ERROR]
    assert any(
        f"印前检查 {name}" in one.message and (one.file, one.code) == (file, CODES[name]) for one in grave
    )


def test_words_on_a_narrow_spine_are_seen(finished):
    with seen(finished[COVER]) as pdf:
        page = pdf[0]
        page.insert_text((page.rect.width / 2 - 3, 300), "x", fontsize=8)
        altered = {**finished, COVER: pdf.tobytes()}
    assert ("书脊字", Verdict.BAD) in {
        (one.name, one.verdict) for one in preflight(altered).checks if one.file == COVER
    }


def test_files_of_two_editions_are_seen(finished):
    older = changed(finished[COVER], other_packet(b"<baiwen:release>1.0", b"<baiwen:release>0.9"))
    (row,) = (one for one in preflight({**finished, COVER: older}).checks if one.name == "版本")
    assert row.verdict is Verdict.BAD
    assert COVER in row.found


@pytest.mark.parametrize(
    ("name", "spoil", "found"),
    [
        ("最小字号", write_as_text(b"0 0 0 1 k .4 0 0 .4 200 300 Tm"), "4.8 pt（第 2 面）"),
        ("最细线", paint(b"0 0 0 1 K .25 w 200 300 m 260 300 l S"), "0.088 mm（第 2 面）"),
        ("最细线", paint(b"0 0 0 1 k 200 300 60 .3 re f"), "0.11 mm（第 2 面）"),
        ("最细线", paint(b"0 0 0 1 K .2 w 200 300 m 230 400 260 200 290 300 c S"), "0.071 mm（第 2 面）"),
    ],
)
def test_small_type_and_thin_lines_are_remarks(finished, name, spoil, found):
    data = changed(finished[PRESS], spoil)
    with structure(data) as pdf, seen(data) as pages:
        rows = {one.name: one for one in least_checks(OpenFile(PRESS, pdf, pages))}
    assert (rows[name].verdict, rows[name].found) == (Verdict.NOTE, found)
    assert (rows[name].finding.severity, rows[name].finding.hint) == (Severity.INFO, "")


def test_the_books_own_type_and_lines_are_large_enough(finished):
    rows = [one for one in preflight(finished).checks if one.name in ("最小字号", "最细线")]
    assert [(one.file, one.verdict) for one in rows] == [(PRESS, Verdict.GOOD)] * 2 + [
        (COVER, Verdict.GOOD)
    ] * 2
    assert rows[1].found.startswith("0.2 mm")


def test_a_coarse_picture_is_named(finished):
    (row,) = (one for one in preflight(finished).checks if one.name == "图片精度")
    assert row.verdict is Verdict.NOTE
    assert row.found == "第2问图1（第5页） 150 dpi"


def test_the_inks_of_a_picture_are_seen_behind_its_mask(finished):
    def inked(pdf):
        kind = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8}
        mask = pdf.make_stream(b"\x80", Dictionary(**kind, ColorSpace=Name.DeviceGray))
        picture = pdf.make_stream(
            b"\xff\xff\xff\xff", Dictionary(**kind, ColorSpace=Name.DeviceCMYK, SMask=mask)
        )
        pdf.pages[0].add_resource(picture, Name.XObject)

    data = changed(finished[PRESS], inked)
    with structure(data) as pdf, seen(data) as pages:
        found = OpenFile(PRESS, pdf, pages).pictures
    assert ("cmyk", (1.0, 1.0, 1.0, 1.0), 400) in found


@pytest.mark.parametrize("file", [SCREEN, PRESS, BOOKLET, COVER])
def test_a_missing_or_broken_file_is_one_finding(finished, file):
    missing = {name: data for name, data in finished.items() if name != file}
    for files, words in ((missing, "找不到"), ({**finished, file: b"%PDF-1.7 nothing"}, "打不开")):
        found = preflight(files)
        assert found.checks == ()
        (finding,) = found.findings
        assert (finding.file, finding.code) == (file, UNREADABLE)
        assert words in finding.message


def test_a_file_whose_structure_is_not_what_it_should_be_is_a_finding(finished):
    def spoil(pdf):
        pdf.Root.OutputIntents = 7

    found = preflight({**finished, PRESS: changed(finished[PRESS], spoil)})
    assert found.checks == ()
    assert "结构残缺" in found.findings[0].message


def test_an_order_sheet_with_other_measures_is_seen(finished):
    """Of a file that was exchanged after the sheet had been made."""
    files = {**finished, COVER: changed(finished[COVER], change_box("/BleedBox", 0.3))}
    assert (ORDER, MEASURES) in {(one.file, one.code) for one in preflight(files).findings}
    files = {name: data for name, data in finished.items() if name != ORDER}
    assert (ORDER, UNREADABLE) in {(one.file, one.code) for one in preflight(files).findings}


@pytest.mark.parametrize(
    ("stream", "used", "words"),
    [
        (b"0 0 0 1 k BT (a) Tj ET", {("cmyk", (0, 0, 0, 1))}, {("cmyk", (0, 0, 0, 1))}),
        (b"q 1 0 0 rg Q BT (1 1 1 rg) Tj ET", {("rgb", (1, 0, 0)), ("gray", (0,))}, {("gray", (0,))}),
        (b"/All cs 1 scn [(1 0 0 rg) -3 <00>] TJ", {("all", (1,))}, {("all", (1,))}),
        (b"/X CS .5 .5 SCN % 1 0 0 rg\n0 g", {("other", (0.5, 0.5)), ("gray", (0,))}, set()),
    ],
)
def test_colours_of_a_stream(stream, used, words):
    found = colours(stream, {"All": "all"})
    assert found.used == {Colour(*one) for one in used}
    assert found.words == {Colour(*one) for one in words}


def test_the_order_sheet_has_every_check_of_the_two_files(finished):
    checks = preflight(finished).checks
    rows = check_rows(checks)
    names = {one.name for one in checks if one.file in (PRESS, COVER)}
    assert [row.name for row in rows] == list(dict.fromkeys(one.name for one in checks if one.name in names))
    assert all(any(row.found) for row in rows)
    assert {row.name: row.noted for row in rows if any(row.noted)} == {"图片精度": (True, False)}
    with seen(finished[ORDER]) as pdf:
        (page,) = pdf  # all of it on one page
        text = "".join(page.get_text().split())
    for row in rows:
        assert "".join(row.name.split()) in text
        for found in row.found:
            assert "".join(found.split()) in text


def test_a_long_measure_stands_whole_on_the_order_sheet():
    weak = "；".join(f"第 {number} 问图 {number} 72 dpi" for number in range(1, 40))
    (row,) = check_rows([Check(PRESS, "图片精度", "不低于 300 dpi", weak, Verdict.NOTE)])
    assert row.found == (weak, "")


@pytest.mark.parametrize(("pages", "verdict"), [(64, Verdict.GOOD), (65, Verdict.NOTE), (180, Verdict.NOTE)])
def test_a_booklet_too_thick_for_staples_is_told(finished, pages, verdict):
    def many(pdf):
        del pdf.pages[1:]
        for _ in range(-(-pages // 4) * 2 - 1):
            pdf.pages.append(pdf.pages[0])

    with opened(BOOKLET, changed(finished[BOOKLET], many)) as files, opened(PRESS, finished[PRESS]) as press:
        checks = booklet_checks(OpenFile(BOOKLET, *files), OpenFile(PRESS, *press))
        (found,) = (one for one in checks if one.name == "折叠张数")
    assert found.verdict is verdict
    assert f"{-(-pages // 4)} 张" in found.found


def test_the_order_sheet_says_what_is_ordered(sample, written):
    rows = dict(order_rows(sample, 164))
    assert rows["开本"] == "890mm×1240mm　1/32（A5）"
    assert rows["印张"] == "5.125"
    assert rows["书脊"].startswith("8.9 mm")
    assert "无青版" in rows["内文色数"]
    with seen(written(sample)[ORDER]) as pdf:
        (page,) = pdf
        text = "".join(page.get_text().split())
    assert all(word in text for word in ("印刷单", "开本", "印张", "书脊", sample.publisher))
    stapled = dataclasses.replace(sample, printing=Printing(binding="saddle"))
    assert any("骑马订" in note for note in order_notes(stapled, 164))
    assert not any("骑马订" in note for note in order_notes(stapled, 32))
