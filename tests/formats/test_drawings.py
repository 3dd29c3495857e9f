"""Drawings as usual programs write them: every writer and the proof show what browsers show."""

import base64
import io

import pytest

from pipeline.formats.screen_pictures import drawn, printable
from pipeline.handbook import Image, Place
from pipeline.read.images import read_image
from pipeline.seen.likeness import alike
from pipeline.typeset.picture import image_bytes, picture
from pipeline.world import Given

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 240" width="400" height="240"'
SANS = 'font-family="Noto Sans CJK SC"'  # what Chromium finds on the machine, too
LINES = {
    "inherited": f'><g text-anchor="middle" font-size="20" {SANS}><path d="M90 60h220v90h-220z" fill="none" '
    'stroke="#000"/><text x="200" y="115">楼层 A3 管理 26</text></g></svg>',
    "on the root": f' {SANS} font-size="24" text-anchor="end"><text x="390" y="200">共 5 角</text></svg>',
    "arrow": '><marker id="a" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0 L10 5 L0 10 z"/></marker><path d="M40 40 L300 200" stroke="#c00" stroke-width="4" '
    'marker-end="url(#a)"/></svg>',
    "gradient": '><linearGradient id="g"><stop offset="0" stop-color="#06c"/><stop offset="1" stop-color="#fff"/>'
    '</linearGradient><path d="M40 40h320v160h-320z" fill="url(#g)" stroke="#000"/></svg>',
    "clip": '><clipPath id="c"><circle cx="200" cy="120" r="80"/></clipPath><g clip-path="url(#c)">'
    '<path d="M100 20h100v200h-100z" fill="#093"/><path d="M200 20h100v200h-100z" fill="#930"/></g></svg>',
    "style": '><style>.a{fill:#eef;stroke:#336} .b{font:bold 22px/1.2 "Noto Sans CJK SC";text-anchor:middle}</style>'
    '<path class="a" d="M50 50h300v140h-300z"/><text class="b" x="200" y="110">报名流程</text></svg>',
    "lengths": '><path d="M20 20h300v90h-300z" fill="#cde"/>'
    f'<text x="50mm" y="22mm" font-size="6mm" text-anchor="middle" {SANS}>展厅</text></svg>',
    "pattern": '><pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse">'
    '<path d="M0 0h10v20h-10z" fill="#888"/></pattern><path d="M40 40h320v160h-320z" fill="url(#p)"/></svg>',
}
BITMAPS = {
    "mask": '><mask id="m"><path d="M0 0h400v240h-400z" fill="#fff"/><circle cx="200" cy="120" r="60"/></mask>'
    '<path d="M40 40h320v160h-320z" fill="#064" mask="url(#m)"/></svg>',
    "shadow": '><filter id="f" x="-20%" y="-20%" width="150%" height="150%"><feGaussianBlur in="SourceAlpha" '
    'stdDeviation="4"/><feOffset dx="9" dy="9"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge>'
    '</filter><path d="M80 50h240v120h-240z" fill="#fff" stroke="#000" filter="url(#f)"/></svg>',
    "choice": '><switch><foreignObject requiredExtensions="urn:x"/><path d="M80 50h240v120h-240z" fill="#a00"/>'
    '<path d="M0 0h99v99h-99z"/></switch></svg>',
}


def read(body: str) -> Image:
    read = read_image(Given({"source/a.svg": f"{HEAD}{body}".encode()}), "a.svg", Place("source/a.md", 1))
    assert read.value is not None, read.findings
    return read.value


@pytest.fixture(scope="module")
def page(chromium):
    opened = chromium.new_page(viewport={"width": 400, "height": 240}, device_scale_factor=2)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", [*LINES, *BITMAPS])
def test_drawings_are_as_browsers_show_them(name, page, kit):
    body = (LINES | BITMAPS)[name]
    image = read(body)
    data = base64.b64encode(f"{HEAD}{body}".encode()).decode()
    page.set_content(
        f'<body style="margin:0"><img style="display:block" src="data:image/svg+xml;base64,{data}">'
    )
    page.wait_for_function("document.images[0].complete")
    assert alike(image, page.screenshot(), kit)
    assert alike(image, image_bytes(drawn(image, 800, 480, kit), "PNG"), kit)


@pytest.mark.parametrize("name", [*LINES, *BITMAPS])
def test_what_is_printed_is_the_drawing_in_lines_where_they_come_out_right(name, kit):
    image = read((LINES | BITMAPS)[name])
    kind, data = printable(image, kit)
    assert kind == ("image/svg+xml" if name in LINES else "image/png")
    style = "body { margin: 0 } img { display: block; width: 567px; height: 340px }"
    printed = picture('<img src="image:d" alt="">', [style], kit, 567, 340, images={"d": (kind, data)})
    assert alike(image, image_bytes(printed, "PNG"), kit)


def test_another_drawing_is_told_apart(kit):
    image = read(LINES["inherited"])
    stream = io.BytesIO()
    drawn(read(LINES["inherited"].replace("楼层", "门牌")), 800, 480, kit).save(stream, "PNG")
    assert not alike(image, stream.getvalue(), kit)
