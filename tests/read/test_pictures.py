"""A picture is read once, as readers are to see it: whole, upright, without notes, its pixels untouched."""

import io

import pytest
from PIL import ExifTags, ImageCms, PngImagePlugin
from PIL import Image as Picture

from pipeline.handbook import Place
from pipeline.read.bitmaps import Unusable, read_bitmap
from pipeline.read.drawings import Drawing, read_drawing
from pipeline.read.images import read_image
from pipeline.world import Given

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SECRETS = (b"GPS", b"2026", b"Phone", b"Wang", b"x:xmpmeta", b"secret")
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"'


def corners() -> Picture.Image:
    """A picture that is another one when it is turned or mirrored."""
    picture = Picture.new("RGB", (160, 96), "white")
    picture.paste((200, 0, 0), (0, 0, 64, 32))
    picture.paste((0, 0, 200), (0, 64, 32, 96))
    return picture


def notes(orientation: int = 1) -> Picture.Exif:
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = "Phone 9"
    exif[ExifTags.Base.DateTime] = "2026:03:01 09:00:00"
    exif[ExifTags.Base.Artist] = "Wang"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (31.0, 14.0, 5.0)
    return exif


def saved(picture, kind, **options) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def opened(data: bytes) -> Picture.Image:
    with Picture.open(io.BytesIO(data)) as picture:
        picture.load()
    return picture


def shown(data: bytes):
    return read_image(Given({"source/images/a": data}), "images/a", Place("source/a.md", 3))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_held_askew_is_turned_once(kind, held):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's numbers of the turns
    askew = corners().transpose(Picture.Transpose(undo[held])) if held > 1 else corners()
    bitmap = read_bitmap(saved(askew, kind, exif=notes(held), icc_profile=PROFILE))
    picture = opened(bitmap.data)
    assert (bitmap.width, bitmap.height) == picture.size == (160, 96)
    assert not picture.getexif()
    assert picture.info["icc_profile"] == PROFILE
    for spot in ((20, 10), (10, 80), (150, 10), (150, 90)):
        wanted, found = corners().getpixel(spot), picture.convert("RGB").getpixel(spot)
        assert max(abs(a - b) for a, b in zip(wanted, found, strict=True)) < 12


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_notes_are_taken_out_and_named_the_pixels_untouched(mode):
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
    data = saved(
        corners().convert(mode), "JPEG", exif=notes(), comment=b"secret", xmp=xmp, icc_profile=PROFILE
    )
    bitmap = read_bitmap(data + b"secret film behind")
    assert [secret for secret in SECRETS if secret in bitmap.data.replace(PROFILE, b"")] == []
    assert bitmap.noted == ("拍摄地点", "时间", "相机", "作者")
    assert opened(bitmap.data).tobytes() == opened(data).tobytes()
    assert opened(bitmap.data).info["icc_profile"] == PROFILE
    assert (b"Adobe" in bitmap.data) == (mode == "CMYK")


def test_texts_of_a_png_are_taken_out():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Wang")
    texts.add_text("Comment", "secret", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
    data = saved(corners(), "PNG", pnginfo=texts, exif=notes(), dpi=(300, 300))
    bitmap = read_bitmap(data)
    assert [secret for secret in SECRETS if secret in bitmap.data] == []
    assert "拍摄地点" in bitmap.noted
    assert opened(bitmap.data).tobytes() == corners().tobytes()


def test_a_clean_picture_stays_as_it_is():
    for data in (
        saved(corners(), "PNG"),
        saved(corners(), "JPEG"),
        saved(corners(), "JPEG", progressive=True),
    ):
        assert (read_bitmap(data).data, read_bitmap(data).noted) == (data, ())


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("JPEG", {}), ("JPEG", {"progressive": True})])
def test_what_is_cut_off_is_refused_wherever_it_is_cut(kind, options):
    data = saved(Picture.effect_noise((64, 64), 60), kind, **options)
    for length in range(2, len(data), max(1, len(data) // 60)):
        with pytest.raises(Unusable):
            read_bitmap(data[:length])
    with pytest.raises(Unusable):
        read_bitmap(data[:-1])


def test_a_remark_tells_what_a_photograph_had_in_it():
    (remark,) = shown(saved(corners(), "JPEG", exif=notes())).findings
    assert (remark.code, str(remark.at)) == ("M251", "source/a.md:3:1")
    assert "拍摄地点、时间、相机、作者" in remark.message


@pytest.mark.parametrize("size", [(600, 1), (1, 600), (1, 1), (3000, 20), (7, 7)])
def test_a_picture_that_is_a_mere_line_is_refused(size):
    assert [one.code for one in shown(saved(Picture.new("RGB", size), "PNG")).findings] == ["M252"]


# ---- drawings ----------------------------------------------------------------------------------------------------

LONG = "<!-- " + "说明" * 3000 + " -->"
PUBLIC = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
NAMED = '<!DOCTYPE svg [ <!-- names --> <!ENTITY ns "http://www.w3.org/2000/svg"> <!ENTITY c "red"> ]>'


@pytest.mark.parametrize(
    "data",
    [
        f"\ufeff{OPEN}/>".encode(),
        f'\n<?xml version="1.0"?>{LONG}{OPEN}/>'.strip().encode(),
        f"{LONG}{OPEN}/>".encode(),
        f"  \n{OPEN}/>".encode(),
        f'<?xml version="1.0" encoding="UTF-8"?>\n{PUBLIC}\n{OPEN}/>'.encode(),
        f'<?xml version="1.0" encoding="utf-16"?>{OPEN}/>'.encode("utf-16"),
        f'<?xml version="1.0" encoding="gb18030"?>{OPEN}><title>楼层</title></svg>'.encode("gb18030"),
        f'{NAMED}<svg xmlns="&ns;" width="40" height="30"><path fill="&c;"/></svg>'.encode(),
    ],
)
def test_a_drawing_is_read_however_it_begins(data):
    result = shown(data)
    assert result.findings == ()
    assert (result.value.media_type, result.value.width, result.value.height) == ("image/svg+xml", 40, 30)
    assert b"<!" not in result.value.data
    assert b"&" not in result.value.data


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a "b">',
        '<!ENTITY a "&b;">',
        '<!ENTITY a "<path/>">',
        "<!ELEMENT a ANY>",
        f'<!ENTITY a "{"x" * 9000}">',
    ],
)
def test_other_declarations_are_refused(declared):
    data = f"<!DOCTYPE svg [ {declared} ]>{OPEN}><title>{'&a;' * 900}</title></svg>"
    assert isinstance(read_drawing(data.encode()), str)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ('width="100mm" height="60mm"', (378, 227)),
        ('width="2in" height="1.5cm"', (192, 57)),
        ('width="72pt" height="3pc"', (96, 48)),
        ('width="100%" height="100%" viewBox="0 0 300 1.5e2"', (300, 150)),
        ('width="100" viewBox="0,0,300,150"', (100, 50)),
        ('viewBox="-5 -5 .3e3 150"', (300, 150)),
    ],
)
def test_sizes_in_every_unit(size, wanted):
    drawing = read_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())
    assert isinstance(drawing, Drawing)
    assert (drawing.width, drawing.height) == wanted


def test_what_a_drawing_program_keeps_for_itself_is_taken_out():
    noted = f"""{OPEN} xmlns:inkscape="urn:ink"
        inkscape:export-filename="secret" content="secret"><metadata>Wang</metadata>
        <text>甲<inkscape:own/>乙</text><g inkscape:label="secret"><title>丙</title></g></svg>"""
    drawing = read_drawing(noted.encode())
    assert isinstance(drawing, Drawing)
    assert [word for word in (b"secret", b"Wang", b"urn:ink") if word in drawing.data] == []
    assert ("甲乙" in drawing.data.decode(), "丙" in drawing.data.decode()) == (True, True)
    assert drawing.noted == ("绘图软件的附加信息",)


def test_a_photograph_inside_a_drawing_is_cleaned():
    import base64

    inside = base64.b64encode(saved(corners(), "JPEG", exif=notes())).decode()
    drawing = read_drawing(f'{OPEN}><image href="data:image/jpeg;base64,{inside}"/></svg>'.encode())
    assert isinstance(drawing, Drawing)
    assert drawing.noted == ("拍摄地点", "时间", "相机", "作者")
    assert inside not in drawing.data.decode()
