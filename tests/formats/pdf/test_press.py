"""The press file: its colours, its pictures, what it says about the press (its boxes are in test_pages)."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest
from PIL import Image as Picture

from pipeline.formats.pdf import PRESS, SCREEN
from pipeline.formats.pdf.press.colours import press_colours
from pipeline.formats.pdf.resources import images, resource_dictionaries
from pipeline.formats.pdf.steps import TEMPLATES, padded
from pipeline.formats.templating import Templates
from pipeline.handbook import Image, Printing
from tests.formats.pdf.opening import structure
from tests.values import TEMPLATES as WORLD

OWN = Templates(WORLD, TEMPLATES)

GRADIENT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160" viewBox="0 0 320 160"><defs>'
    b'<linearGradient id="a"><stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>'
    b'</linearGradient></defs><rect width="320" height="160" fill="url(#a)" opacity=".5"/>'
    b'<circle cx="80" cy="80" r="40" fill="#00aa55" stroke="black"/></svg>'
)


def photo(mode: str, kind: str) -> bytes:
    """A picture with every hue, as a file."""
    hues = Picture.linear_gradient("L").resize((64, 64))
    full = Picture.new("L", (64, 64), 255)
    picture = Picture.merge("HSV", (hues, full, hues.rotate(90))).convert("RGB")
    if mode == "RGBA":
        picture.putalpha(hues)
    stream = io.BytesIO()
    (picture if mode == "RGBA" else picture.convert(mode)).save(stream, kind)
    return stream.getvalue()


@pytest.fixture(scope="session")
def colourful(sample):
    """The sample with a drawing full of colour and with each kind of picture in turn; printed in black or colour."""

    def book(mode, kind, pictures):
        frame, circle = (sample.image(name) for name in ("images/frame.png", "images/circle.svg"))
        media = "image/jpeg" if kind == "JPEG" else "image/png"
        return dataclasses.replace(
            sample,
            images=(
                Image(frame.name, media, 64, 64, photo(mode, kind)),
                Image(circle.name, "image/svg+xml", 320, 160, GRADIENT),
            ),
            printing=Printing(pictures=pictures),
        )

    return {
        (mode, kind, pictures): book(mode, kind, pictures)
        for mode, kind, pictures in (
            ("RGB", "JPEG", "black"),
            ("RGBA", "PNG", "colour"),
            ("CMYK", "JPEG", "colour"),
        )
    }


def every_dictionary(pdf):
    return (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing for thing in pdf.objects)


@pytest.mark.parametrize(
    ("mode", "kind", "pictures"),
    [("RGB", "JPEG", "black"), ("RGBA", "PNG", "colour"), ("CMYK", "JPEG", "colour")],
)
def test_nothing_is_in_rgb(colourful, written, mode, kind, pictures):
    with structure(written(colourful[mode, kind, pictures])[PRESS]) as pdf:
        assert not any(b"RGB" in thing.unparse(True) for thing in every_dictionary(pdf) if thing.is_indirect)
        found = list(images(pdf))
        assert found
        for holder, name in found:
            wanted = "/DeviceGray" if pictures == "black" else "/DeviceCMYK"
            assert str(holder[name].ColorSpace) == wanted
        shadings = [one for r in resource_dictionaries(pdf) for one in r.get("/Shading", {}).values()]
        assert {str(one.ColorSpace) for one in shadings} <= {"/DeviceCMYK"}


def test_the_screen_has_no_ink(colourful, written):
    with structure(written(colourful["CMYK", "JPEG", "colour"])[SCREEN]) as pdf:
        assert not any(
            b"DeviceCMYK" in thing.unparse(True) for thing in every_dictionary(pdf) if thing.is_indirect
        )


def test_colours_go_through_the_profile():
    colours = press_colours(OWN, Printing(pictures="colour"))
    cyan, magenta, yellow, black = colours.ink((0, 170, 85))
    assert min(cyan, yellow) > 0.6
    assert magenta < 0.1
    assert sum((cyan, magenta, yellow, black)) <= 3
    assert colours.ink((0, 0, 0)) == (0, 0, 0, 1)  # never four-colour black
    assert colours.ink((162, 59, 42)) == (0, 0.86, 0.86, 0.4)
    hues = colours.picture(Picture.open(io.BytesIO(photo("RGB", "PNG"))))
    assert max(sum(pixel) for pixel in hues.get_flattened_data()) <= 3 * 255


def test_greys_keep_their_lightness():
    colours = press_colours(OWN, Printing())
    ramp = Picture.linear_gradient("L").crop((0, 0, 1, 256))
    printed = list(colours.picture(ramp).get_flattened_data())
    assert printed == sorted(printed)
    assert (printed[0], printed[255]) == (0, 255)
    # A middle grey (L* 54) needs less than half of the ink, because dots gain when they are printed.
    assert 0.5 < 1 - printed[119] / 255 < 0.7


def test_the_file_says_which_press_it_is_for(handbook, written):
    with structure(written(handbook)[PRESS]) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes()[16:20] == b"CMYK"
        assert pdf.pdf_version == "1.6"
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        with pdf.open_metadata() as packet:
            assert packet["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"


def test_the_shops_own_profile_is_taken(sample):
    data = press_colours(OWN, Printing()).profile
    named = press_colours(OWN, Printing(profile=data, condition="JC200103"))
    assert (named.condition, named.registered) == ("JC200103", True)
    own = press_colours(OWN, Printing(profile=data))
    assert (own.condition, own.registered) == (own.description, False)


def test_pages_are_even_and_the_added_one_is_blank(handbook, written):
    with structure(written(handbook)[PRESS]) as pdf:
        assert len(pdf.pages) % 2 == 0


@pytest.mark.parametrize(("pages", "multiple", "wanted"), [(3, 2, 4), (4, 2, 4), (5, 4, 8)])
def test_blank_pages_fill_the_last_leaf(pages, multiple, wanted):
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(400, 600))
            page.trimbox, page.obj.BleedBox = page.mediabox, page.mediabox
        pdf.save(stream)
    made = padded(stream.getvalue(), multiple)
    assert made.pages == wanted
    with structure(made.data) as pdf:
        assert len(pdf.pages) == wanted
        assert all(page.trimbox == pdf.pages[0].trimbox for page in pdf.pages)


def test_the_identifier_of_a_padded_book_follows_from_its_contents():
    """Not from the clock: two books of the same second have two, the same book always one."""
    found = []
    for width in (400, 401, 400):
        stream = io.BytesIO()
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(width, 600))
            page.trimbox, page.obj.BleedBox = page.mediabox, page.mediabox
            pdf.save(stream, static_id=True)
        found.append(padded(stream.getvalue(), 2).data)
    assert found[0] == found[2] != found[1]
    with pikepdf.open(io.BytesIO(found[0])) as one, pikepdf.open(io.BytesIO(found[1])) as other:
        assert bytes(one.trailer.ID[1]) != bytes(other.trailer.ID[1])
