"""A platform, a finished series, and a push that pauses for nobody."""

from __future__ import annotations

import functools
import json

import httpx
import pytest

from pipeline.files import save
from pipeline.handbook.names import PUBLISHED
from pipeline.publish.articles import read_series
from pipeline.publish.client import Account
from pipeline.publish.credentials import Credentials
from pipeline.publish.drafts import push
from pipeline.publish.record import Record
from pipeline.world import Below, Folder
from tests.publish.platform import APPID, SECRET, Cut, Platform
from tests.sample import png


class Office:
    """A project's finished articles and the platform that takes them."""

    def __init__(self, root, faults=()):
        self.root = root
        self.folder = root / "output/wechat"
        (self.folder / "images").mkdir(parents=True)
        (root / "source").mkdir()
        self.platform = Platform(faults)
        self.pauses = []
        self.lines = []

    @property
    def record(self):
        return self.root / PUBLISHED

    def write(self, *names, per_draft=8, changed=()):
        """Finish an article a name; the second has a picture; those in ``changed`` have other words."""
        entries = []
        for position, name in enumerate(names):
            image = (
                '<section nodeleaf=""><img data-w="64" src="images/001.png"></section>'
                if position == 1
                else ""
            )
            words = "新的文字" if name in changed else "文字"
            (self.folder / f"{name}.html").write_text(
                f'<p><span leaf="">{name}{words}“引文”</span></p>{image}'
            )
            (self.folder / f"{name}.png").write_bytes(png(235 + position, 100))
            (self.folder / f"{name}-square.png").write_bytes(png(100, 100 + position))
            entries.append(
                {
                    "key": name,
                    "draft": position // per_draft + 1,
                    "file": f"{name}.html",
                    "title": f"第{name}篇",
                    "digest": f"{name}的摘要",
                    "author": "编者",
                    "covers": [
                        {"file": f"{name}.png", "width": 235, "height": 100},
                        {"file": f"{name}-square.png", "width": 100, "height": 100},
                    ],
                }
            )
        (self.folder / "images/001.png").write_bytes(png(64, 36))
        (self.folder / "series.json").write_text(json.dumps({"articles": entries}))

    def series(self):
        return read_series(Below(Folder(self.root), "output"))

    def known(self):
        """The record, to be saved where it stands."""
        return Record(Folder(self.root), functools.partial(save, self.record))

    def push(self):
        series = self.series()
        assert series.findings == ()
        with httpx.Client(base_url="http://platform", transport=httpx.MockTransport(self._serve)) as http:
            account = Account(http, Credentials(APPID, SECRET), self.pauses.append)
            return push(series.articles, account, self.known(), self.lines.append)

    def _serve(self, request):
        content_type = request.headers.get("Content-Type", "")
        try:
            status, body = self.platform.answer(str(request.url), content_type, request.read())
        except Cut as cut:
            kind = httpx.ReadTimeout if cut.slow else httpx.RemoteProtocolError
            raise kind(f"about {request.url}") from None
        return httpx.Response(status, content=body)

    def assert_complete(self):
        """Every article is in the draft box once, as it is finished now."""
        articles = self.series().articles
        wanted = sorted((one.title, one.content.split("</p>")[0]) for one in articles)
        shown = [one for draft in self.platform.box.values() for one in draft]
        assert sorted((one["title"], one["content"].split("</p>")[0]) for one in shown) == wanted


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)
