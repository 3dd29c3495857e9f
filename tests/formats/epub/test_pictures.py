"""Pictures: in RGB, opaque and of a bearable size, otherwise as given."""

from __future__ import annotations

import io

from lxml import etree
from PIL import Image as Picture
from PIL import ImageCms

from pipeline.formats.epub.pictures import LARGEST_PIXELS, for_screen, shown_images
from pipeline.handbook import Image
from tests.sample import SVG, png

XHTML = "{http://www.w3.org/1999/xhtml}"


def _image(picture, kind="PNG", **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    media_type = "image/png" if kind == "PNG" else "image/jpeg"
    return Image("images/x", media_type, picture.width, picture.height, stream.getvalue())


def _opened(image):
    picture = Picture.open(io.BytesIO(image.data))
    picture.load()
    assert picture.size == (image.width, image.height)
    return picture


def test_a_fit_picture_stays_as_it_is():
    image = Image("images/x.png", "image/png", 640, 360, png())
    assert for_screen(image) is image
    photograph = _image(Picture.new("RGB", (30, 20), (10, 200, 90)), "JPEG")
    assert for_screen(photograph) is photograph


def test_press_colours_become_screen_colours():
    press = _image(Picture.new("CMYK", (30, 20), (0, 255, 255, 0)), "JPEG")
    picture = _opened(for_screen(press))
    assert picture.mode == "RGB"
    red, green, blue = picture.getpixel((10, 10))
    assert red > 200
    assert max(green, blue) < 60


def test_an_unusable_colour_profile_does_not_stop_the_book():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()  # not one for four inks
    press = _image(Picture.new("CMYK", (30, 20), (0, 255, 255, 0)), "JPEG", icc_profile=profile)
    assert _opened(for_screen(press)).mode == "RGB"


def test_transparent_places_become_white_paper():
    clear = Picture.new("RGBA", (40, 30), (0, 0, 0, 0))
    clear.paste((20, 20, 20, 255), (10, 10, 20, 20))
    picture = _opened(for_screen(_image(clear)))
    assert not picture.has_transparency_data
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert picture.convert("RGB").getpixel((15, 15)) == (20, 20, 20)


def test_a_huge_picture_is_made_smaller():
    picture = _opened(for_screen(_image(Picture.new("P", (4000, 1500)))))
    assert picture.width * picture.height <= LARGEST_PIXELS
    assert abs(picture.width / picture.height - 4000 / 1500) < 0.01


def test_a_drawing_brings_its_own_paper():
    drawing = SVG.replace(b'viewBox="0 0 320 160"', b'viewBox="-10 -20 320 160"')
    image = for_screen(Image("images/x.svg", "image/svg+xml", 320, 160, drawing))
    root = etree.fromstring(image.data)
    ground = dict(root[0].attrib)
    assert (ground["x"], ground["y"], ground["width"], ground["height"]) == ("-10", "-20", "320", "160")
    assert "#ffffff" in ground["style"]
    assert len(root) == len(etree.fromstring(drawing)) + 1


def test_only_shown_images_are_packed_under_plain_names(handbook, files):
    assert list(shown_images(handbook)) == ["images/001.png", "images/002.svg"]
    packed = [name for name in files if name.startswith("EPUB/images/")]
    assert packed == ["EPUB/images/001.png", "EPUB/images/002.svg"]
    assert files["EPUB/images/001.png"] == handbook.images[0].data
    page = etree.fromstring(files["EPUB/part-technical.xhtml"])
    figure = page.find(f".//{XHTML}figure")
    image = figure.find(f"{XHTML}img")
    assert (image.get("src"), image.get("alt")) == ("images/001.png", "一条色带位于白色画面上方")
    assert "".join(figure.find(f"{XHTML}figcaption").itertext()) == "图1 位图样例"
