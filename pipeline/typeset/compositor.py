"""HTML and CSS → pages, with Chinese justification, through one door for files.

WeasyPrint is given the font kit and served the images handed in (``image:<name>``) and nothing else: no disk, no
network. The system's fonts are unknown to it, so that none can slip in for a character that the kit lacks.
Whatever it warns of stops the work.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import unquote

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.ffi import ffi, fontconfig, harfbuzz_subset, pangoft2
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pipeline.findings import OutsideFailure
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.fragments import end_rules_with_text
from pipeline.typeset.justify import chinese_lines
from pipeline.typeset.shaping import Fonts

# WeasyPrint does not declare this function of Fontconfig. A further declaration does not affect its own.
ffi.cdef("FcConfig * FcConfigCreate (void);")

# While a document is laid out, functions of WeasyPrint are replaced and its log is caught: one document at a time.
_one_at_a_time = threading.RLock()


class Door(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves ``image:`` addresses; every other address is refused."""

    def __init__(self, images: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=("image",))
        self._images = images

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Give the bytes behind ``url``.

        Raises ``ValueError`` for any address but an image's: WeasyPrint then warns, and the warning stops the work.
        """
        scheme, _, name = url.partition(":")
        name = unquote(name)
        if scheme == "image" and name in self._images:
            media_type, data = self._images[name]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})
        raise ValueError(f"refused: {url}")


@lru_cache(maxsize=2)  # fonts are loaded once a process: that takes as long as to lay out a page
def _fonts_of(kit: FontKit) -> Fonts:
    """Make a configuration that knows the kit's faces, where they are in the kit, and no font of the system.

    An ``@font-face`` rule would have WeasyPrint write a copy of each face, 70 MB for every cover and every sheet.
    Raises :class:`OutsideFailure` for a face that is missing or broken.
    """
    fonts = Fonts()
    config = fonts._config = fontconfig.FcConfigCreate()
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", fonts.font_map), config)
    fontconfig.FcConfigDestroy(config)  # the font map keeps its own reference
    fontconfig.FcConfigParseAndLoadFromMemory(config, kit.fontconfig.encode(), True)
    for face in kit.files:
        if not fontconfig.FcConfigAppFontAddFile(config, os.fsencode(face)):
            raise OutsideFailure(f"字体 {face} 读不出来", f"删去文件夹 {face.parent}，再生成一次")
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", fonts.font_map))
    return fonts


def lay_out(
    html: str,
    stylesheets: Sequence[str],
    kit: FontKit,
    images: Mapping[str, tuple[str, bytes]],
    **options: object,
) -> weasyprint.Document:
    """Lay out ``html``, whose images are named ``image:<name>``; give WeasyPrint's document.

    ``images`` gives media type and bytes of each name; ``options`` are WeasyPrint's rendering options
    (``pdf_variant`` …). Raises :class:`OutsideFailure` on any warning.
    """
    door = Door(images)
    with _one_at_a_time, _no_warnings(), chinese_lines(), without_collector():
        fonts, counters = _fonts_of(kit), CounterStyle()
        sheets = [
            weasyprint.CSS(string=sheet, url_fetcher=door, font_config=fonts, counter_style=counters)
            for sheet in stylesheets
        ]
        page = weasyprint.HTML(string=html, url_fetcher=door, base_url="image:")
        document = page.render(stylesheets=sheets, font_config=fonts, counter_style=counters, **options)
    end_rules_with_text(document)
    return document


def write_pdf(document: weasyprint.Document, **options: object) -> bytes:
    """Write the laid-out document as PDF; give the bytes. Raises :class:`OutsideFailure` on any warning.

    It is raised without HarfBuzz's subsetter, too: WeasyPrint would write other fonts, and take twenty times as long.
    """
    if harfbuzz_subset is None:
        raise OutsideFailure(
            "系统缺少 libharfbuzz-subset", "运行 make setup，或安装软件包 libharfbuzz-subset0"
        )
    with _one_at_a_time, _no_warnings(), chinese_lines(), without_collector():
        data = document.write_pdf(**options)
    assert isinstance(data, bytes)
    return data


_MISSING = re.compile(r'\.notdef glyph rendered for Unicode string unsupported by fonts: "(.)"', re.DOTALL)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Turn WeasyPrint's warnings into one failure when the block ends."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate, logger.propagate = logger.propagate, False
    handlers, logger.handlers = logger.handlers, [collector]
    try:
        yield
    finally:
        logger.propagate, logger.handlers = propagate, handlers
    messages = [" ".join(message.split()) for message in dict.fromkeys(collector.messages)]
    if missing := [found[1] for message in messages if (found := _MISSING.search(message))]:
        names = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing)
        raise OutsideFailure(f"字体里没有这些字：{names}", "换成别的字或符号")
    if messages:
        raise OutsideFailure(
            f"排版时 WeasyPrint 提出警告：{'；'.join(messages)}", "检查模板和样式表里对应的一行"
        )


@contextmanager
def without_collector() -> Iterator[None]:
    """Switch garbage collection off while the block runs.

    Layout makes millions of objects that live on; looking for garbage among them takes a fifth of its time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
