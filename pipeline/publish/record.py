"""``source/wechat.yaml``: what the platform has confirmed, so that the next push sends only what is new.

``account`` tells official accounts apart; ``drafts`` is a list of ``media_id`` and ``articles`` (``key``, ``title``,
``sent``: SHA-256 of what was confirmed, empty when unknown); ``images`` has the platform's address and ``covers`` the
media_id of each picture by its SHA-256. ``published`` belongs to the operator and is never written. Comments and
unknown fields are kept.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from pipeline.findings import WrongUse
from pipeline.handbook.names import PUBLISHED
from pipeline.world import World, read_or_none

_HEAD = """\
# 公众号草稿的记录，由 baiwen push 更新，请随源文件一起保存。除 published 以外，不要手工修改。
# 文章发表以后，可以在 published 里写上它的网址，其他文章提到它时就会变成链接：
# published:
#   文章的 key（见下面的 drafts）: https://mp.weixin.qq.com/s/……
"""


@dataclass(frozen=True, slots=True)
class SentArticle:
    """An article that the platform has; ``sent`` is the digest of what it confirmed, empty when unknown."""

    key: str
    title: str
    sent: str = ""


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft that the platform has."""

    media_id: str
    articles: tuple[SentArticle, ...]


class _ArticleForm(BaseModel):
    key: str
    title: str
    sent: str


class _DraftForm(BaseModel):
    media_id: str
    articles: list[_ArticleForm]


class _RecordForm(BaseModel):
    account: str = ""
    drafts: list[_DraftForm] = []
    images: dict[str, str] = {}
    covers: dict[str, str] = {}


class Record:
    """The record of a project. Every ``keep_…`` and ``forget_…`` is saved, whole, when it returns."""

    def __init__(self, world: World, save: Callable[[bytes], None]) -> None:
        """Read the record; ``save`` writes it. Raises :class:`WrongUse` where it cannot be understood."""
        self._save_data = save
        self._yaml = YAML()
        self._yaml.width = 4096  # an address stays on its line
        try:
            data = read_or_none(world, PUBLISHED)
            text = _HEAD if data is None else data.decode("utf-8-sig")
            self._data: Any = self._yaml.load(text)
            if self._data is None:  # the file has only comments
                self._data = self._yaml.load(f"{text}\ndrafts: []\n")
            _RecordForm.model_validate(self._data)
        except (UnicodeDecodeError, YAMLError, ValidationError) as fault:
            raise WrongUse(
                f"读不懂 {PUBLISHED}",
                "恢复上一次的文件；没有的话删去它，再次推送会找回草稿箱里标题相同的草稿",
            ) from fault

    def _form(self) -> _RecordForm:
        return _RecordForm.model_validate(self._data)

    @property
    def drafts(self) -> tuple[SentDraft, ...]:
        """Every draft, in the order in which they were made."""
        return tuple(
            SentDraft(one.media_id, tuple(SentArticle(a.key, a.title, a.sent) for a in one.articles))
            for one in self._form().drafts
        )

    def draft(self, media_id: str) -> SentDraft | None:
        """Give the draft with this media_id, None where there is none."""
        return next((draft for draft in self.drafts if draft.media_id == media_id), None)

    def image(self, sha256: str) -> str:
        """Give the address of a picture, empty where it has none yet."""
        return self._form().images.get(sha256, "")

    def cover(self, sha256: str) -> str:
        """Give the media_id of a cover, empty where it has none yet."""
        return self._form().covers.get(sha256, "")

    def belongs_to(self, account: str) -> None:
        """Make the record that of ``account``. Raises :class:`WrongUse` when it belongs to another account."""
        known = self._form().account
        if known and known != account:
            raise WrongUse(
                f"{PUBLISHED} 记的是另一个公众号的草稿",
                "换回原来的 AppID；要换公众号，就把这个文件移到别处再推送",
            )
        if not known:
            self._data.insert(0, "account", account)
            self._save()

    def keep_image(self, sha256: str, address: str) -> None:
        """Record an uploaded picture."""
        self._section("images", CommentedMap)[sha256] = address
        self._save()

    def keep_cover(self, sha256: str, media_id: str) -> None:
        """Record an uploaded cover."""
        self._section("covers", CommentedMap)[sha256] = media_id
        self._save()

    def forget_covers(self, digests: Sequence[str]) -> None:
        """Remove covers that the platform no longer has."""
        covers = self._section("covers", CommentedMap)
        for digest in digests:
            covers.pop(digest, None)
        self._save()

    def keep_draft(self, draft: SentDraft) -> None:
        """Record a draft, new or changed."""
        drafts = self._section("drafts", list)
        articles = [{"key": one.key, "title": one.title, "sent": one.sent} for one in draft.articles]
        for known in drafts:
            if known["media_id"] == draft.media_id:
                known["articles"] = articles
                break
        else:
            drafts.append({"media_id": draft.media_id, "articles": articles})
        self._save()

    def forget_draft(self, media_id: str) -> None:
        """Remove a draft that the platform no longer has."""
        drafts = self._section("drafts", list)
        drafts[:] = [known for known in drafts if known["media_id"] != media_id]
        self._save()

    def _section(self, name: str, kind: type[Any]) -> Any:
        if not self._data.get(name):
            self._data[name] = kind()
        return self._data[name]

    def _save(self) -> None:
        stream = io.StringIO()
        self._yaml.dump(self._data, stream)
        self._save_data(stream.getvalue().encode())
