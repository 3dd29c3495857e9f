"""A handbook → ``handbook.epub``."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble
from pipeline.formats.contract import Workshop
from pipeline.formats.epub.contents import landmarks
from pipeline.formats.epub.cover import cover_picture
from pipeline.formats.epub.facts import Documents, with_page_markers
from pipeline.formats.epub.metadata import metadata
from pipeline.formats.epub.packaging import COVER_IMAGE, Resource, package
from pipeline.formats.epub.pictures import shown_images
from pipeline.handbook import Handbook, source_digest

FILE = "handbook.epub"
COVER_PICTURE = "cover.jpg"


def write(handbook: Handbook, workshop: Workshop, directory: Path) -> None:
    """Write ``handbook.epub`` into ``directory``, with the page numbers of the print PDF that stands there.

    Raises :class:`OutsideFailure` when a template is broken or the disk refuses.
    """
    data = bind(handbook, workshop.templates / "epub", cover_picture(handbook, workshop), directory)
    try:
        (directory / FILE).write_bytes(data)
    except OSError as problem:
        raise OutsideFailure(f"无法写入 {FILE}：{disk_trouble(problem)}") from problem


def bind(handbook: Handbook, templates: Path, cover: bytes, printed: Path | None = None) -> bytes:
    """The finished EPUB file, from the handbook, this format's templates and the cover picture (JPEG).

    The print PDF in the folder ``printed``, if it is there, gives the page numbers.
    """
    images = shown_images(handbook)
    documents = Documents(
        handbook, templates, COVER_PICTURE, {image.name: href for href, image in images.items()}
    )
    texts, pages = with_page_markers(documents.texts(), printed, source_digest(handbook))
    facts = metadata(handbook, has_figures=bool(images), has_pages=bool(pages))
    resources = (
        *documents.front(pages),
        *texts,
        *documents.aids(facts.identifier, pages),
        Resource(COVER_IMAGE, COVER_PICTURE, "image/jpeg", cover, ("cover-image",)),
        *(
            Resource(f"image-{position}", href, image.media_type, image.data)
            for position, (href, image) in enumerate(images.items(), 1)
        ),
    )
    return package(facts, resources, landmarks(handbook))
