"""The platform as its documentation describes it: checks every field and limit, keeps a draft box, injects faults."""

from __future__ import annotations

import email
import json
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

APPID, SECRET = "wx-appid-of-the-tests", "secret-of-the-tests"
ADDRESS = "203.0.113.7"
FIELDS = {
    "article_type",
    "title",
    "author",
    "digest",
    "content",
    "content_source_url",
    "thumb_media_id",
    "need_open_comment",
    "only_fans_can_comment",
    "pic_crop_1_1",
}


class Cut(Exception):
    """The connection breaks; ``slow`` when the answer merely never comes."""

    def __init__(self, slow: bool) -> None:
        super().__init__("cut")
        self.slow = slow


class Wrong(Exception):
    def __init__(self, code: int, words: str = "") -> None:
        super().__init__(code)
        self.code, self.words = code, words


class Platform:
    """``faults`` are taken one a request: "", a number (errcode), "500", "garbage", "before"/"after" (cut before or
    after the request was carried out), "slow" (carried out, no answer)."""

    def __init__(self, faults: Iterable[str | int] = ()) -> None:
        self.faults = list(faults)
        self.box: dict[str, list[dict]] = {}
        self.images: dict[str, bytes] = {}
        self.covers: dict[str, bytes] = {}
        self.calls: Counter[str] = Counter()
        self.token, self.number = "", 0
        self.forced = 0
        self.bodies: list[bytes] = []

    def answer(self, target: str, content_type: str, body: bytes) -> tuple[int, bytes]:
        """HTTP status and body. Raises :class:`Cut`."""
        url = urlsplit(target)
        interface = url.path.removeprefix("/cgi-bin/")
        self.calls[interface] += 1
        self.bodies.append(body)
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "before":
            raise Cut(slow=False)
        if isinstance(fault, int):
            return 200, json.dumps(
                {"errcode": fault, "errmsg": f"told {SECRET} ip {ADDRESS}, rid: 1"}
            ).encode()
        try:
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            result = self._carry_out(interface, query, content_type, body)
        except Wrong as wrong:
            result = {"errcode": wrong.code, "errmsg": wrong.words}
        if fault in {"after", "slow"}:
            raise Cut(slow=fault == "slow")
        if fault == "500":
            return 500, b"oops"
        if fault == "garbage":
            return 200, b"<html>gateway</html>"
        return 200, json.dumps(result, ensure_ascii=False).encode()

    def expire(self) -> None:
        """The token in use is worth nothing from now on."""
        self._new_token()

    def _new_token(self) -> None:
        self.number += 1
        self.token = f"TOKEN-{self.number}-of-the-tests"

    def _next(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-{self.number}"

    def _carry_out(self, interface, query, content_type, body) -> dict:
        if interface == "stable_token":
            return self._stable_token(json.loads(body))
        if query.get("access_token") != self.token:
            raise Wrong(40001, "invalid credential")
        if interface in {"media/uploadimg", "material/add_material"}:
            return self._upload(interface, query, content_type, body)
        assert content_type.startswith("application/json")
        assert b"\\u" not in body, "escapes are shown to readers as they are"
        return getattr(self, interface.replace("/", "_"))(json.loads(body))

    def _stable_token(self, asked) -> dict:
        assert set(asked) == {"grant_type", "appid", "secret", "force_refresh"}
        assert asked["grant_type"] == "client_credential"
        if asked["appid"] != APPID:
            raise Wrong(40013)
        if asked["secret"] != SECRET:
            raise Wrong(40125, f"invalid appsecret {asked['secret']}")
        if asked["force_refresh"]:
            self.forced += 1
        if asked["force_refresh"] or not self.token:
            self._new_token()
        return {"access_token": self.token, "expires_in": 7200}

    def _upload(self, interface, query, content_type, body) -> dict:
        message = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        (part,) = message.get_payload()
        assert part.get_param("name", header="content-disposition") == "media"
        assert part.get_filename()
        data = part.get_payload(decode=True)
        if not data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            raise Wrong(40005)
        if interface == "media/uploadimg":
            if len(data) >= 1_000_000:
                raise Wrong(40009)
            url = f"http://mmbiz.qpic.cn/mmbiz_png/{self._next('image')}/0?from=appmsg"
            self.images[url.replace("http://", "https://")] = data
            return {"url": url}
        assert query["type"] == "image"
        if len(data) > 10_000_000:
            raise Wrong(40006)
        media_id = self._next("cover")
        self.covers[media_id] = data
        return {"media_id": media_id, "url": "http://mmbiz.qpic.cn/x"}

    def _check(self, article) -> None:
        assert set(article) == FIELDS
        assert article["article_type"] == "news"
        assert article["need_open_comment"] in {0, 1}
        assert article["only_fans_can_comment"] in {0, 1}
        crop = article["pic_crop_1_1"]
        assert re.fullmatch(r"(0|1|0\.\d{1,6})(_(0|1|0\.\d{1,6})){3}", crop), crop
        limits = (
            (45003, "title", 32),
            (45110, "author", 16),
            (45004, "digest", 128),
            (45002, "content", 19_999),
        )
        for code, name, limit in limits:
            if len(article[name]) > limit:
                raise Wrong(code)
        if len(article["content"].encode()) >= 1_000_000:
            raise Wrong(45002)
        if not article["title"] or not article["content"]:
            raise Wrong(44002)
        if article["thumb_media_id"] not in self.covers:
            raise Wrong(40007)
        sources = re.findall(r'<img\b[^>]*?\ssrc="([^"]*)"', article["content"])
        assert all(source in self.images for source in sources), "a picture from elsewhere would be filtered"

    def draft_add(self, asked) -> dict:
        assert set(asked) == {"articles"}
        if not asked["articles"]:
            raise Wrong(44003)
        if len(asked["articles"]) > 8:
            raise Wrong(45008)
        for article in asked["articles"]:
            self._check(article)
        media_id = self._next("draft")
        self.box[media_id] = asked["articles"]
        return {"media_id": media_id}

    def draft_update(self, asked) -> dict:
        assert set(asked) == {"media_id", "index", "articles"}
        draft = self._draft(asked["media_id"])
        if not 0 <= asked["index"] < len(draft):
            raise Wrong(40114)
        self._check(asked["articles"])
        draft[asked["index"]] = asked["articles"]
        return {"errcode": 0, "errmsg": "ok"}

    def draft_get(self, asked) -> dict:
        return {"news_item": self._shown(self._draft(asked["media_id"]), whole=True)}

    def draft_batchget(self, asked) -> dict:
        assert set(asked) == {"offset", "count", "no_content"}
        assert 1 <= asked["count"] <= 20
        newest = list(reversed(self.box.items()))[asked["offset"] : asked["offset"] + asked["count"]]
        items = [
            {"media_id": key, "content": {"news_item": self._shown(value, whole=False)}, "update_time": 1}
            for key, value in newest
        ]
        return {"total_count": len(self.box), "item_count": len(items), "item": items}

    def _draft(self, media_id) -> list[dict]:
        if media_id not in self.box:
            raise Wrong(40007)
        return self.box[media_id]

    @staticmethod
    def _shown(articles, *, whole) -> list[dict]:
        """As the platform gives drafts back: only a draft of one article has a digest."""
        return [
            {
                "title": article["title"],
                "digest": article["digest"] if len(articles) == 1 else "",
                **({"content": article["content"]} if whole else {}),
            }
            for article in articles
        ]
