"""A handbook → WeChat articles to be pasted into the platform's editor, and their text read back out of them.

``series`` cuts the handbook into articles, ``titles`` names them, ``notes`` numbers footnotes and links, ``pictures``
makes the images fit, ``fragment`` renders the mark-up that the platform keeps (``rules`` says which), ``book`` writes
it all with the editor's page; ``reading`` opens it again.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading
from pipeline.formats.wechat.furniture import furniture
from pipeline.formats.wechat.read import inspect, read_back, reopen, stamp
from pipeline.formats.wechat.steps import write

FORMAT = Format(
    "wechat",
    ("wechat/*",),
    write,
    read_back,
    inspect,
    furniture=furniture,
    stamp=stamp,
    reopen=reopen,
    readings=(Reading(read_back, apart=True),),
    inspected_apart=True,
)
"""The articles, their pictures, the series and the editor's page."""
