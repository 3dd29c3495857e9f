"""A PNG or JPEG file → the picture alone: upright, whole, and without what its makers noted in it.

A photograph carries where and when it was taken, with which camera, and often a smaller copy of itself. None of that
is for readers. It is taken out without touching the pixels, segment by segment; only a picture that its camera held
askew is written anew. Colour profile and the mark of Adobe's inks stay.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PIL import ExifTags, JpegImagePlugin
from PIL import Image as Picture

MOST_PIXELS = 80_000_000  # an A4 page at 600 dpi has 35 million
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"sBIT",
        b"pHYs",
    )
)
_JFIF, _EXIF, _ICC, _ADOBE, _XMP = (
    b"JFIF\0",
    b"Exif\0\0",
    b"ICC_PROFILE\0",
    b"Adobe",
    b"http://ns.adobe.com/xap",
)
_TURNS = {
    2: Picture.Transpose.FLIP_LEFT_RIGHT,
    3: Picture.Transpose.ROTATE_180,
    4: Picture.Transpose.FLIP_TOP_BOTTOM,
    5: Picture.Transpose.TRANSPOSE,
    6: Picture.Transpose.ROTATE_270,
    7: Picture.Transpose.TRANSVERSE,
    8: Picture.Transpose.ROTATE_90,
}
# What is told about notes that were taken out, and how it shows in Exif (tags) and in XMP or PNG (words).
_TOLD = (
    ("拍摄地点", (ExifTags.Base.GPSInfo,), rb"GPSL|photoshop:City|Iptc4xmpCore:Location"),
    (
        "时间",
        (ExifTags.Base.DateTime, ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized),
        rb"CreateDate|ModifyDate|DateTimeOriginal|DateCreated|Creation Time|^tIME",
    ),
    ("相机", (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.MakerNote), rb"tiff:Model|tiff:Make"),
    ("作者", (ExifTags.Base.Artist, ExifTags.Base.Copyright), rb"dc:creator|dc:rights|Author|Copyright"),
)


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A clean picture: its type, size in pixels and bytes, and what was ``noted`` in the file and is taken out."""

    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int
    data: bytes
    noted: tuple[str, ...] = ()


class Unusable(ValueError):
    """The data are no whole PNG or JPEG."""


class TooManyPixels(ValueError):
    """The picture has more than :data:`MOST_PIXELS`; its size is given."""


def read_bitmap(data: bytes) -> Bitmap:
    """Read a picture whole. Raises :class:`Unusable` and :class:`TooManyPixels`."""
    if data.startswith(_PNG):
        kept, dropped = _sorted(_chunks(data), data[:8])
    elif data.startswith(b"\xff\xd8"):
        kept, dropped = _sorted(_segments(data), b"\xff\xd8")
    else:
        raise Unusable("不是 PNG 或 JPEG 图片")
    exif = _exif(dropped)
    turn = _TURNS.get(exif.get(ExifTags.Base.Orientation, 1)) if exif else None
    try:
        with warnings.catch_warnings():  # what Pillow minds is told as a finding, or is of no consequence
            warnings.simplefilter("ignore")
            with Picture.open(io.BytesIO(kept), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise TooManyPixels(picture.width, picture.height)
                picture.load()
                kind, size = picture.format, picture.size
                if turn is not None:
                    kept, size = _turned(picture, turn)
    except Picture.DecompressionBombError:
        raise TooManyPixels(*_size(kept)) from None
    except TooManyPixels:
        raise
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error) as error:
        raise Unusable("不完整或已损坏") from error
    return Bitmap("image/png" if kind == "PNG" else "image/jpeg", *size, kept, _told(dropped, exif))


Part = tuple[bytes, bytes, bool]
"""A stretch of a file: what it holds, all of its bytes, and whether it belongs to the picture."""


def _sorted(parts: Iterator[Part], head: bytes) -> tuple[bytes, list[bytes]]:
    """Give the bytes of the picture, and the contents of what does not belong to it."""
    kept, dropped = [head], []
    for content, whole, belongs in parts:
        if belongs:
            kept.append(whole)
        else:
            dropped.append(content)
    return b"".join(kept), dropped


def _chunks(data: bytes) -> Iterator[Part]:
    """Cut a PNG into its chunks, up to its end; what follows is left out."""
    at = len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 4 : end - 4]
        if end > len(data) or zlib.crc32(body) != int.from_bytes(data[end - 4 : end]):
            raise Unusable("不完整或已损坏")
        yield body, data[at:end], name in _KEPT_CHUNKS
        if name == b"IEND":
            return
        at = end
    raise Unusable("不完整或已损坏")


def _segments(data: bytes) -> Iterator[Part]:
    """Cut a JPEG into its segments, up to its end; what follows (previews, films) is left out."""
    at = 2
    while at + 4 <= len(data) + 2:
        if data[at : at + 1] != b"\xff":
            raise Unusable("不完整或已损坏")
        marker = data[at + 1] if at + 1 < len(data) else 0
        if marker == 0xFF:  # a byte that only fills
            at += 1
            continue
        if marker == 0xD9:
            yield b"", b"\xff\xd9", True
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data) or end < at + 4:
            raise Unusable("不完整或已损坏")
        if marker == 0xDA:  # a scan: coded pixels follow, up to the next marker that is none of their own
            follows = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]").search(data, end)
            if follows is None:
                raise Unusable("不完整或已损坏")
            end = follows.start()
        content = data[at + 4 : end]
        yield content, data[at:end], _belongs(marker, content)
        at = end
    raise Unusable("不完整或已损坏")


def _belongs(marker: int, content: bytes) -> bool:
    if marker == 0xFE:  # a remark
        return False
    if 0xE0 <= marker <= 0xEF:
        kept = {0xE0: _JFIF, 0xE2: _ICC, 0xEE: _ADOBE}.get(marker)
        return kept is not None and content.startswith(kept)
    return True


def _exif(dropped: list[bytes]) -> Picture.Exif | None:
    """Read the first Exif notes; None where there are none that can be read."""
    for content in dropped:
        notes = content[4:] if content.startswith(b"eXIf") else content
        if content.startswith((_EXIF, b"eXIf")):
            exif = Picture.Exif()
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    exif.load(notes)
                    exif.get(ExifTags.Base.Orientation)
                    exif.update(exif.get_ifd(ExifTags.IFD.Exif))
            except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error):
                return None
            return exif
    return None


def _told(dropped: list[bytes], exif: Picture.Exif | None) -> tuple[str, ...]:
    """Name what was noted in the parts that were taken out, in the editors' words."""
    words = b"\n".join(part for part in dropped if not part.startswith((_EXIF, b"eXIf")))
    told = tuple(
        name
        for name, tags, signs in _TOLD
        if (exif is not None and any(tag in exif for tag in tags)) or re.search(signs, words, re.MULTILINE)
    )
    notes = (_EXIF, _XMP, b"eXIf", b"tEXt", b"zTXt", b"iTXt")
    return told or (("其他附加说明",) if any(part.startswith(notes) for part in dropped) else ())


def _turned(picture: Picture.Image, turn: Picture.Transpose) -> tuple[bytes, tuple[int, int]]:
    """Write the picture anew as it is to be seen; a JPEG with the fineness that it had."""
    stream, upright = io.BytesIO(), picture.transpose(turn)
    profile = picture.info.get("icc_profile")
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        halved = JpegImagePlugin.get_sampling(picture) == 2
        upright.save(
            stream, "JPEG", qtables=picture.quantization, subsampling=2 if halved else 0, icc_profile=profile
        )
    else:
        upright.save(stream, "PNG", icc_profile=profile, optimize=False)
    return stream.getvalue(), upright.size


def _size(data: bytes) -> tuple[int, int]:
    """Read the size that a picture claims to have, which Pillow refuses to open."""
    if data.startswith(_PNG):
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    frame = next(
        whole
        for _, whole, _ in _segments(data)
        if 0xC0 <= whole[1] <= 0xCF and whole[1] not in (0xC4, 0xC8, 0xCC)
    )
    return int.from_bytes(frame[7:9]), int.from_bytes(frame[5:7])
