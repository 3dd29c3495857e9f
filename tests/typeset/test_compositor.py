"""One door for files; no warning is passed over."""

import gc
import hashlib

import pytest

from pipeline.findings import OutsideFailure
from pipeline.typeset.compositor import lay_out, without_collector, write_pdf
from pipeline.typeset.font_kit import FACES, FontKit
from pipeline.typeset.picture import image_bytes, picture


def page(body: str) -> str:
    return f"<html lang='zh-Hans'><head><title>甲</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1/a.png", "https://example.org/a.png", "images/a.png", "image:no"],
)
def test_refused(kit, address):
    with pytest.raises(OutsideFailure, match=r"refused|image"):
        lay_out(page(f"<img src='{address}' alt='甲'>"), [], kit, {})


def test_a_style_sheet_cannot_reach_out_either(kit):
    with pytest.raises(OutsideFailure):
        lay_out(page("甲"), ["@import 'http://127.0.0.1/a.css';"], kit, {})


def test_a_broken_face_is_a_failure(kit, tmp_path):
    """None but the kit's own faces are there: without them nothing is set in another."""
    for face in FACES:
        (tmp_path / face.name).write_bytes(b"" if face.name == "Kai-400" else kit.read(face.name))
    with pytest.raises(OutsideFailure, match=r"Kai-400.*改法"):
        lay_out(page("甲"), [], FontKit(tmp_path), {})


def test_a_face_stands_wherever_the_kit_does(kit, tmp_path):
    """Names that XML and Fontconfig take for their own are names as any other."""
    folder = tmp_path / "a & <b> 甲"
    folder.symlink_to(kit.folder)
    style = ["html { font: 700 20px Hei }"]
    drawn, again = (
        image_bytes(picture(page("百问"), style, one, 60, 60), "PNG") for one in (kit, FontKit(folder))
    )
    assert drawn == again


def test_an_unknown_property_is_a_failure(kit):
    with pytest.raises(OutsideFailure, match="tect-indent"):
        lay_out(page("甲"), ["p { tect-indent: 2em }"], kit, {})


def test_the_same_bytes_every_time(kit):
    def made() -> str:
        document = lay_out(page("<p>甲“乙”丙</p>" * 50), ["html { font-family: Song }"], kit, {})
        return hashlib.sha256(write_pdf(document)).hexdigest()

    assert made() == made()


def test_picture(kit):
    style = "html { font: 60px Hei; color: #fff; background: #a23b2a } body { margin: 40px }"
    drawn = picture(page("百问百答"), [style], kit, 300, 480)
    assert drawn.size == (300, 480)
    assert drawn.getpixel((2, 2)) == drawn.getpixel((297, 477)) == pytest.approx((162, 59, 42), abs=1)
    assert len({drawn.getpixel((x, 80)) for x in range(300)}) > 2
    assert image_bytes(drawn, "PNG") == image_bytes(picture(page("百问百答"), [style], kit, 300, 480), "PNG")


def test_the_rule_of_a_box_ends_with_its_last_line_on_a_page(kit):
    """Three lines of four stand on a page of four and a half: the last two go to the next one together."""
    style = """
        @page { size: 100px 90px; margin: 0 }
        html { font: 10px/20px Song; orphans: 2; widows: 2 }
        body, p { margin: 0 }
        div { border-left: 2px solid #000 }
    """
    body = "<p>甲</p><div><p>乙<br>丙<br>丁<br>戊</p></div>"
    first, second = lay_out(page(body), [style], kit, {}).pages

    def rule(sheet):
        (html,) = [child for child in sheet._page_box.children if child.element_tag == "html"]
        box = html.children[0].children[-1]
        return box.content_box_y(), box.height

    assert rule(first) == (20, 40)
    assert rule(second) == (0, 40)


def test_the_collector_stays_off_until_the_outermost_block_ends():
    with without_collector():
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
