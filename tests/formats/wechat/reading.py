"""Finished articles opened again, for tests."""

from __future__ import annotations

import json
import re

from pipeline.formats.wechat import FORMAT
from tests.values import opened

ARTICLE = re.compile(r"wechat/[0-9][^/]*\.html")


def reread(files):
    """What the reading finds: two editions, and what stands against the files."""
    return opened(FORMAT, files, "wechat.articles")


def series(files):
    """The entries of ``series.json``."""
    return json.loads(files["wechat/series.json"])["articles"]


def articles(files):
    """The names of the articles' files, in order."""
    return sorted(name for name in files if ARTICLE.fullmatch(name))
