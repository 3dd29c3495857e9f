"""Lines of a Word document → the bytes of a ``.docx``, the same every time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image as Bitmap

from pipeline.findings import OutsideFailure
from pipeline.formats.docx import styles
from pipeline.formats.docx.baseline import NAMESPACE, PART, escaped, kept_part
from pipeline.formats.docx.facts import FIRST_LIST, Layout, layout
from pipeline.formats.docx.names import FILE
from pipeline.formats.docx.styles import Role
from pipeline.formats.screen_pictures import drawn, opaque, rgb, shown
from pipeline.formats.templating import Templates
from pipeline.handbook import Handbook, Image, PageSize, Printing, Terms, WeChat, words_digest
from pipeline.making.steps import Result, Step, Supplies
from pipeline.typeset.picture import image_bytes

TEMPLATES = "templates/docx"
_EMU = 9525  # English Metric Units in a CSS pixel (914,400 an inch, 96 pixels an inch)
_TEXT_WIDTH = 8844  # twentieths of a point between the margins of document.xml.j2
_WIDEST = _TEXT_WIDTH * 635  # EMU
_TALLEST = 5_400_000  # EMU, 15 cm: two thirds of a page
_PIXELS = 1600  # as wide as a picture gets: 280 a printed inch
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_IMPLIED_STYLES = {
    styles.TITLE: "Title",
    styles.IMPRINT: "Subtitle",
    styles.GUIDE: "Guide",
    styles.PREFACE: "Preface",
    styles.CATEGORY: "Heading1",
    styles.INTRO: "Intro",
    styles.QUESTION: "Heading2",
    styles.SOURCES: "Sources",
    styles.CELL: "Cell",
}
_BUILT_IN = frozenset(
    {"Title", "Subtitle", "Heading1", "Heading2", "FootnoteText", "Header", "Footer", "Normal"}
)
# Styles that an editor may need, though the handbook does not use them yet.
_PALETTE = (
    Role("body"),
    Role("item"),
    Role("lead"),
    Role("body", ("point",)),
    Role("item", ("point",)),
    Role("case"),
    Role("body", ("case",)),
    Role("case", ("point",)),
    Role("body", ("point", "case")),
    Role("note"),
    Role("body", ("note",)),
    Role("body", ("quote",)),
    Role("caption"),
    Role("picture"),
    Role("legend"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the document; size in EMU."""

    relationship: str
    file: str
    width: int
    height: int
    data: bytes


def steps(handbook: Handbook) -> tuple[Step, ...]:
    """Give the one step that makes the review copy."""
    return (Step("docx.review", step_review, _told(handbook), looks=(f"{TEMPLATES}/",), fonts=True),)


def step_review(handbook: Handbook, supplies: Supplies) -> Result:
    """Make the review copy. Raises :class:`OutsideFailure` when it cannot be written."""
    return Result({FILE: review_copy(handbook, supplies)})


def _told(handbook: Handbook) -> Handbook:
    """Leave out of the handbook what affects neither the review copy nor the digest of the words that it names."""
    return dataclasses.replace(
        handbook,
        page=PageSize("", 0, 0),
        terms=Terms(handbook.terms.glossary),
        printing=Printing(),
        wechat=WeChat(),
        images=tuple(image for image in handbook.images if image in shown(handbook)),
        revisions=None,
        districts=(),
    )


def review_copy(handbook: Handbook, supplies: Supplies) -> bytes:
    """Give the bytes of the ``.docx``. Raises :class:`OutsideFailure` when it cannot be written."""
    laid_out = layout(handbook)
    pictures = _pictures(handbook, supplies)
    links, note_links = (
        {target: f"rId{number}" for number, target in enumerate(targets, 101)}
        for targets in (laid_out.targets, laid_out.note_targets())
    )
    facts = _facts(handbook, laid_out, pictures) | {"link_ids": links, "note_link_ids": note_links}
    templates = Templates(supplies.world, TEMPLATES)
    parts: dict[str, bytes] = {
        f"word/{name}.xml": _without_blank_lines(templates.render(f"{name}.xml.j2", facts))
        for name in ("document", "styles", "numbering", "footnotes", "settings", "header", "footer")
    }
    parts |= {f"word/{one.file}": one.data for one in pictures.values()}
    parts = _fixed_parts(handbook, pictures, links, note_links) | parts
    parts[PART] = f"{_HEAD}{kept_part(handbook, parts)}\n".encode()
    return _zipped(parts)


def following(role: Role) -> Role:
    """Give the role of the paragraph that Word begins when one presses Enter at the end of a head."""
    opened = {"lead": "point", "case": "case", "note": "note"}.get(role.kind)
    return Role("body", (*role.inside, opened)) if opened else role  # type: ignore[arg-type]


def _facts(handbook: Handbook, laid_out: Layout, pictures: Mapping[str, Picture]) -> dict[str, object]:
    roles = tuple(dict.fromkeys((*_PALETTE, *laid_out.roles)))
    return {
        "handbook": handbook,
        "lines": laid_out.lines,
        "notes": laid_out.notes,
        "starts": laid_out.starts,
        "first_list": FIRST_LIST,
        "roles": tuple(dict.fromkeys((*roles, *map(following, roles)))),
        "following": following,
        "style_ids": _IMPLIED_STYLES | {role.style: role.style_id for role in roles},
        "built_in": _BUILT_IN,
        "body_id": Role("body").style_id,
        "guide_style": styles.GUIDE,
        "preface_style": styles.PREFACE,
        "intro_style": styles.INTRO,
        "sources_style": styles.SOURCES,
        "cell_style": styles.CELL,
        "code_style": styles.CODE,
        "pictures": pictures,
        "text_width": _TEXT_WIDTH,
    }


def _without_blank_lines(text: str) -> bytes:
    return "".join(f"{line}\n" for line in text.split("\n") if line.strip()).encode()


def pictures_by_digest(handbook: Handbook, supplies: Supplies) -> dict[str, str]:
    """Give the names of the handbook's images by the SHA-256 of the pictures that the review copy has for them."""
    return {
        hashlib.sha256(picture.data).hexdigest(): name
        for name, picture in _pictures(handbook, supplies).items()
    }


# ---- pictures ----------------------------------------------------------------------------------------------------


def _pictures(handbook: Handbook, supplies: Supplies) -> dict[str, Picture]:
    return {
        image.name: _picture(image, number, supplies) for number, image in enumerate(shown(handbook), start=1)
    }


def _picture(image: Image, number: int, supplies: Supplies) -> Picture:
    """Make the image as Word shows it: PNG or JPEG in RGB, no wider than the text."""
    if image.media_type == "image/svg+xml":
        data, suffix = image_bytes(_drawn(image, supplies), "PNG"), "png"
    else:
        with Bitmap.open(io.BytesIO(image.data)) as opened:
            plain = opaque(rgb(opened))
            suffix = "jpg" if image.media_type == "image/jpeg" else "png"
            if opened.mode == plain.mode in ("RGB", "L", "P") and plain.width <= _PIXELS:
                data = image.data
            else:
                plain.thumbnail((_PIXELS, _PIXELS * 4))
                data = image_bytes(plain.convert("RGB"), "JPEG" if suffix == "jpg" else "PNG")
    scale = min(1, _WIDEST / (image.width * _EMU), _TALLEST / (image.height * _EMU))
    width, height = (max(1, round(side * _EMU * scale)) for side in (image.width, image.height))
    return Picture(f"rId{1000 + number}", f"media/image{number}.{suffix}", width, height, data)


def _drawn(image: Image, supplies: Supplies) -> Bitmap.Image:
    width = min(_PIXELS, 3 * image.width)
    return drawn(image, width, max(1, round(width * image.height / image.width)), supplies.kit)


# ---- the package -------------------------------------------------------------------------------------------------

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "settings": "settings",
    "header": "header",
    "footer": "footer",
}


def _fixed_parts(
    handbook: Handbook,
    pictures: Mapping[str, Picture],
    links: Mapping[str, str],
    note_links: Mapping[str, str],
) -> dict[str, bytes]:
    """Make the parts that say what the package holds, in the order that Word writes them."""
    overrides = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD_TYPE}.{name}+xml" for name in _KINDS},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpg": "image/jpeg",
    }
    types = "".join(f'<Default Extension="{k}" ContentType="{v}"/>' for k, v in defaults.items())
    types += "".join(f'<Override PartName="{k}" ContentType="{v}"/>' for k, v in overrides.items())
    inner = [
        *(
            (f"rId{n}", f"{_OFFICE}/{kind}", f"{name}.xml")
            for n, (name, kind) in enumerate(_KINDS.items(), 3)
        ),
        ("rId9", f"{_OFFICE}/customXml", "../customXml/item1.xml"),
        *((one.relationship, f"{_OFFICE}/image", one.file) for one in pictures.values()),
    ]
    day = f"{handbook.date.isoformat()}T00:00:00Z"
    core = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(handbook.title)}</dc:title><dc:creator>{escaped(handbook.publisher)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )
    format_id = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by ECMA-376 part 1, 22.3.2.2
    properties = {"release": handbook.release, "sourceDigest": words_digest(handbook)}
    custom = "".join(
        f'<property fmtid="{format_id}" pid="{pid}" name="{name}"><vt:lpwstr>{escaped(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(properties.items(), 2)
    )
    text = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": _relationships(
            [
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
            ]
        ),
        "docProps/core.xml": core,
        "docProps/custom.xml": (
            f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            f"{custom}</Properties>"
        ),
        "word/_rels/document.xml.rels": _relationships(inner, links),
        "word/_rels/footnotes.xml.rels": _relationships([], note_links),
        "customXml/_rels/item1.xml.rels": _relationships(
            [("rId1", f"{_OFFICE}/customXmlProps", "itemProps1.xml")]
        ),
        "customXml/itemProps1.xml": (
            f'{_HEAD}<ds:datastoreItem ds:itemID="{{B41A3E0C-5D0E-4C55-9C5D-6B1F0A7E15C1}}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
    }
    return {name: content.encode() for name, content in text.items()}


def _relationships(inner: list[tuple[str, str, str]], links: Mapping[str, str] | None = None) -> str:
    items = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in inner)
    items += "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/hyperlink" Target="{escaped(target)}" TargetMode="External"/>'
        for target, i in (links or {}).items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in parts.items():
                entry = zipfile.ZipInfo(name, _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                archive.writestr(entry, data)
    except ValueError as fault:
        raise OutsideFailure(f"Word 文件写不出来：{fault}", "重新运行") from fault
    return stream.getvalue()
