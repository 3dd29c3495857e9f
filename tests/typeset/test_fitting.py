"""A picture at the foot of a page is set smaller before it leaves the page empty."""

import pymupdf
import pytest

from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.fitting import LEAST
from pipeline.typeset.geometry import POINT, USUAL
from tests.sample import SVG, png

# A page of twenty lines; the picture has ten, its caption one.
LINE = USUAL.line
SHEET = f"""
@page {{ size: 300pt {20 * LINE + 20}mm; margin: 10mm 30pt }}
html {{ font: 10pt/{LINE}mm Song; orphans: 2; widows: 2 }}
body, p, figure {{ margin: 0 }}
figure {{ break-inside: avoid }}
img {{ display: block; margin: auto }}
"""
OWN = 10 * LINE


def figure(height=OWN):
    return (
        f'<figure><div style="height: {height}mm"><img src="image:a" style="width: 40mm; height: {height}mm"></div>'
        "<figcaption>图1</figcaption></figure>"
    )


def placed(kit, lines, body):
    """For each picture behind so many lines its page and its width and height in mm; the baseline of what follows."""
    html = f"<html lang='zh-Hans'><body>{'<p>行</p>' * lines}{body}<p>后</p></body></html>"
    document = lay_out(html, [SHEET], kit, {"a": ("image/png", png())})
    with pymupdf.open(stream=write_pdf(document)) as pdf:
        boxes = [(page.number, *image["bbox"]) for page in pdf for image in page.get_image_info()]
        (after,) = [(page.number, box.y1) for page in pdf for box in page.search_for("后")]
    return [(n, (x1 - x0) * POINT, (y1 - y0) * POINT) for n, x0, y0, x1, y1 in boxes], after


@pytest.mark.parametrize(
    ("lines", "page", "height"),
    [(0, 0, 10), (9, 0, 10), (10, 0, 9), (11, 0, 8), (12, 0, 7), (13, 1, 10), (19, 1, 10), (20, 1, 10)],
)
def test_it_stands_on_the_page_where_seven_tenths_of_it_fit(kit, lines, page, height):
    ((number, width, high),), _ = placed(kit, lines, figure())
    assert (number, high) == (page, pytest.approx(height * LINE, abs=0.05))
    assert width / 40 == pytest.approx(high / OWN, abs=0.01)
    assert high >= LEAST * OWN - 0.05


def test_a_tall_one_may_become_as_low_as_a_third_of_the_page(kit):
    """Sixteen lines of twenty: ten are more than six tenths."""
    ((page, _, height),), _ = placed(kit, 9, figure(16 * LINE))
    assert (page, height) == (0, pytest.approx(10 * LINE, abs=0.05))
    ((page, *_),), _ = placed(kit, 10, figure(16 * LINE))
    assert page == 1


def test_what_follows_stays_on_the_lines_of_the_page(kit):
    """Two of them, one on the first page and one on the second; both smaller."""
    tops = {placed(kit, lines, figure())[1][1] % (LINE / POINT) for lines in (9, 11)}
    assert max(tops) - min(tops) < 0.05


def test_the_next_one_has_its_own_size_again(kit):
    found, _ = placed(kit, 11, figure() + figure())
    assert [(page, round(height / LINE, 2)) for page, _, height in found] == [(0, 8), (1, 10)]


def test_a_drawing_is_set_smaller_too(kit):
    html = f"<html lang='zh-Hans'><body>{'<p>行</p>' * 11}{figure()}</body></html>"
    document = lay_out(html, [SHEET], kit, {"a": ("image/svg+xml", SVG)})
    assert len(document.pages) == 1
