"""A handbook → WeChat articles to be pasted into the platform's editor, and their text read back out of them.

``series`` cuts the handbook into articles, ``titles`` names them, ``plan`` hands both on; ``notes`` numbers footnotes
and links, ``pictures`` makes the images fit, ``fragment`` makes of a rendered template what the platform keeps,
``covers`` draws; ``page`` is the editor's page. ``read`` opens all of it again (``folder``, ``parsing``, ``blocks``,
``frames``, ``listing``; ``found`` has the words for what was found), ``rules`` find its faults.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading
from pipeline.formats.wechat.expected import expected
from pipeline.formats.wechat.read import open_series, recognised
from pipeline.formats.wechat.steps import steps

FORMAT = Format(
    "wechat",
    ("wechat/*",),
    steps,
    (Reading("wechat.articles", open_series, ("wechat/*",)),),
    expected,
    recognised,
)
"""The articles, their pictures, the series and the editor's page."""
