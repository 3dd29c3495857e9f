"""Chinese lines, measured on the finished page."""

import subprocess
from collections import defaultdict
from html import escape

import pymupdf
import pytest
import weasyprint

from pipeline.handbook import passages
from pipeline.typeset import justify
from pipeline.typeset.characters import CLOSING
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.justify import MovedInside, check_inside

MEASURE, MARGIN, SIZE = 315.0, 50.0, 10.5
STYLE = f"""
@page {{ size: {MEASURE + 2 * MARGIN}pt 600pt; margin: {MARGIN}pt }}
html {{ font: {SIZE}pt/17pt Song; font-feature-settings: "chws"; text-align: justify }}
body, p {{ margin: 0 }}
p {{ text-indent: 2em }}
b {{ font: 700 1em/0 Hei }}
.case {{ font-family: Kai }}
"""
MIXED = (
    "本市“15分钟社区生活圈”行动包括CityWalk城市漫步、<b>“睦邻市集”</b>等1～2项内容，由《工作办法》（〔2023〕12号）规定；"
    "<a href='https://example.org'>详见链接</a>，涉及13万余元、200多名居民，“楼长”“楼事会”均参加，评议·公示3次。"
)


@pytest.fixture(scope="module")
def pages(kit, real_handbook, tmp_path_factory):
    """The real handbook's text, and paragraphs with everything inside, set on a plain page."""
    parts = [
        f"<p>{escape(passage.text)}</p>"
        for question in real_handbook.questions
        for passage in passages(question.blocks)
        if passage.kind in ("paragraph", "lead")
    ]
    parts += [f"<p class='{name}'>{MIXED * 3}</p>" for name in ("", "case")]
    html = f"<html lang='zh-Hans'><body>{''.join(parts)}</body></html>"
    path = tmp_path_factory.mktemp("pages") / "lines.pdf"
    path.write_bytes(write_pdf(lay_out(html, [STYLE], kit, {})))
    return path


def lines(path):
    """Every line as (left, right, text, is last of its paragraph); a closing mark at the end counts half an em."""
    found = []
    with pymupdf.open(path) as pdf:
        for page in pdf:
            rows = defaultdict(list)
            for span in page.get_texttrace():
                for code, _, origin, box in span["chars"]:
                    if not chr(code).isspace():
                        rows[round(origin[1])].append((origin[0], chr(code), box[2] - box[0]))
            ordered = [sorted(row) for _, row in sorted(rows.items())]
            for row, following in zip(ordered, [*ordered[1:], None], strict=True):
                x, character, width = row[-1]
                right = x + (SIZE / 2 if character in CLOSING else SIZE if ord(character) > 0x2000 else width)
                last = following is None or following[0][0] > MARGIN + SIZE
                found.append((row[0][0], right, "".join(c for _, c, _ in row), last))
    return found


def test_lines_are_flush(pages):
    inner = [line for line in lines(pages) if not line[3]]
    short = [line for line in inner if MARGIN + MEASURE - line[1] > 1]
    assert len(inner) > 100
    assert len(short) <= 0.005 * len(inner), short
    assert all(line[1] <= MARGIN + MEASURE + 0.5 for line in inner)


def test_no_mark_stands_at_the_wrong_edge(pages):
    for left, _, text, _ in lines(pages):
        if left < MARGIN + SIZE:
            assert text[0] not in "，。、；：！？”’）》〉】〕～·—…", text
        assert text[-1] not in "“‘（《〈【〔", text


def test_paragraphs_do_not_end_in_one_character(pages):
    assert all(len(text) >= 3 for _, _, text, last in lines(pages) if last)


def test_a_reader_finds_every_occurrence(pages, real_handbook):
    """Poppler's text has the handbook's key phrase as often as the source, and no space between Han characters."""
    text = subprocess.run(["pdftotext", pages, "-"], capture_output=True, text=True, check=True).stdout
    assert not [line for line in text.splitlines() if " " in line.strip(" \f")], "a false space"
    joined = "".join(text.split())
    source = "".join(p.text for q in real_handbook.questions for p in passages(q.blocks) if p.kind != "label")
    phrase = "15分钟社区生活圈"
    assert joined.count(phrase) == source.count(phrase) + 6


def test_a_moved_weasyprint_is_noticed(monkeypatch):
    check_inside()
    monkeypatch.setattr(justify, "VERSION", "70.1")
    with pytest.raises(MovedInside):
        check_inside()


def test_nothing_stays_replaced(kit):
    def parts():
        return (
            weasyprint.layout.block.iter_line_boxes,
            weasyprint.layout.page.remake_page,
            weasyprint.draw.text.draw_first_line,
        )

    before = parts()
    lay_out("<html lang='zh-Hans'><body>甲</body></html>", [], kit, {})
    assert parts() == before
