"""The calls to the platform: a token, uploads, drafts. There is no call here that publishes.

Interfaces: https://developers.weixin.qq.com/doc/service/api/ (stable_token, media/uploadimg, material/add_material,
draft/add, draft/update, draft/get, draft/batchget).
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from pipeline.publish.articles import Payload, Picture
from pipeline.publish.credentials import Credentials
from pipeline.publish.faults import BUSY, STALE_TOKEN, PlatformRefusal, Unanswered

PLATFORM = "https://api.weixin.qq.com"
PAUSES = (1.0, 2.0, 4.0)  # seconds before each further attempt
PAGE = 20  # drafts an answer of draft/batchget, the most it gives
TIMEOUT = httpx.Timeout(60, connect=10)  # seconds
_TRANSPORT_LOGGERS = ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "httpcore.proxy")

Sleep = Callable[[float], None]


class _Answer(BaseModel):
    errcode: int = 0
    errmsg: str = ""


class _Token(_Answer):
    access_token: str


class _Address(_Answer):
    url: str


class _Media(_Answer):
    media_id: str


class DraftArticle(_Answer):
    """An article as the draft box has it."""

    title: str
    digest: str = ""


class _News(_Answer):
    news_item: list[DraftArticle]


class Draft(_Answer):
    """A draft as the draft box has it."""

    media_id: str
    content: _News

    @property
    def articles(self) -> tuple[DraftArticle, ...]:
        """The articles in order."""
        return tuple(self.content.news_item)


class _Page(_Answer):
    total_count: int
    item: list[Draft] = []


AnswerT = TypeVar("AnswerT", bound=_Answer)


@contextmanager
def open_account(
    credentials: Credentials, base: str = PLATFORM, sleep: Sleep = time.sleep
) -> Iterator[Account]:
    """Open the account behind ``credentials``, over one pool of connections.

    The transport's own log is silent meanwhile: it would show addresses, and the token is part of an address.
    """
    loggers = [logging.getLogger(name) for name in _TRANSPORT_LOGGERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with httpx.Client(base_url=base, timeout=TIMEOUT, limits=httpx.Limits(max_connections=2)) as http:
            yield Account(http, credentials, sleep)
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


class Account:
    """One official account.

    Every method raises :class:`PlatformRefusal` or, with its attempts used up, :class:`Unanswered`.
    """

    def __init__(self, http: httpx.Client, credentials: Credentials, sleep: Sleep) -> None:
        self._http = http
        self._credentials = credentials
        self._token = ""
        self.sleep = sleep

    @property
    def name(self) -> str:
        """A digest that is another for each account and does not give the AppID away."""
        return self._credentials.account

    def upload_image(self, picture: Picture) -> str:
        """Upload a picture of an article; give its address (https)."""
        step = f"上传图片 {picture.file}"
        files = {"media": (picture.file.rpartition("/")[2], picture.data, picture.media_type)}
        url = self._patiently(lambda: self._ask(step, "media/uploadimg", _Address, files=files)).url
        parts = urlsplit(url)
        if not (parts.hostname or "").endswith(".qpic.cn"):
            raise Unanswered(step, "平台给出的图片地址不对")
        return parts._replace(scheme="https").geturl()

    def upload_cover(self, picture: Picture) -> str:
        """Upload a permanent picture; give its media_id."""
        step = f"上传封面 {picture.file}"
        files = {"media": (picture.file.rpartition("/")[2], picture.data, picture.media_type)}
        query = {"type": "image"}
        return self._patiently(
            lambda: self._ask(step, "material/add_material", _Media, files=files, query=query)
        ).media_id

    def add_draft(self, articles: Sequence[Payload]) -> str:
        """Add a draft; give its media_id.

        There is one attempt: after :class:`Unanswered` the draft may exist, and the caller must look before trying
        again.
        """
        return self._ask("新建草稿", "draft/add", _Media, {"articles": list(articles)}).media_id

    def update_draft(self, media_id: str, index: int, article: Payload) -> None:
        """Put ``article`` in place of the draft's article at ``index`` (from 0)."""
        body = {"media_id": media_id, "index": index, "articles": article}
        self._patiently(lambda: self._ask(f"更新“{article['title']}”", "draft/update", _Answer, body))

    def draft(self, media_id: str) -> tuple[DraftArticle, ...]:
        """Give the articles of a draft."""
        found = self._patiently(lambda: self._ask("查看草稿", "draft/get", _News, {"media_id": media_id}))
        return tuple(found.news_item)

    def drafts(self) -> Iterator[Draft]:
        """Give every draft in the draft box, the newest first, without its content."""
        offset = 0
        while True:
            page = self._patiently(lambda start=offset: self._page(start))  # type: ignore[misc]
            yield from page.item
            offset += len(page.item)
            if not page.item or offset >= page.total_count:
                return

    def _page(self, offset: int) -> _Page:
        body = {"offset": offset, "count": PAGE, "no_content": 1}
        return self._ask("查找草稿", "draft/batchget", _Page, body)

    def _patiently(self, ask: Callable[[], AnswerT]) -> AnswerT:
        """Call ``ask``, and again after a pause while no answer comes; only for requests that may be made twice."""
        for pause in PAUSES:
            try:
                return ask()
            except Unanswered:
                self.sleep(pause)
        return ask()

    def _ask(
        self,
        step: str,
        interface: str,
        shape: type[AnswerT],
        body: object = None,
        *,
        files: Any = None,
        query: Mapping[str, str] | None = None,
    ) -> AnswerT:
        """Make a request; where the token has expired, renew it and make the request once more."""
        if not self._token:
            self._token = self._fetch_token(force=False)
        for attempt in ("first", "renewed"):
            parameters = {"access_token": self._token, **(query or {})}
            try:
                return self._post(
                    step, f"/cgi-bin/{interface}", shape, body=body, files=files, parameters=parameters
                )
            except PlatformRefusal as fault:
                if fault.code not in STALE_TOKEN or attempt == "renewed":
                    raise
            self._renew_token()
        raise AssertionError(step)  # pragma: no cover

    def _renew_token(self) -> None:
        """Get another token: the account's current one, or a new one where that is the expired one.

        Forcing is allowed 20 times a day, so it comes second.
        """
        stale = self._token
        self._token = self._fetch_token(force=False)
        if self._token == stale:
            self._token = self._fetch_token(force=True)

    def _fetch_token(self, *, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._credentials.appid,
            "secret": self._credentials.secret,
            "force_refresh": force,
        }
        return self._post("登录公众号", "/cgi-bin/stable_token", _Token, body=body).access_token

    def _post(
        self,
        step: str,
        path: str,
        shape: type[AnswerT],
        *,
        body: object,
        files: Any = None,
        parameters: Mapping[str, str] | None = None,
    ) -> AnswerT:
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {} if body is None else {"Content-Type": "application/json; charset=utf-8"}
        try:
            response = self._http.post(path, params=parameters, content=content, files=files, headers=headers)
        except httpx.TimeoutException:
            raise Unanswered(
                step, "平台没有及时回答"
            ) from None  # the cause holds the address, and so the token
        except httpx.HTTPError:
            raise Unanswered(step, "网络连接中断") from None
        if response.status_code != httpx.codes.OK:
            raise Unanswered(step, f"平台出错（HTTP {response.status_code}）")
        try:
            answer = _Answer.model_validate_json(response.content)
            if answer.errcode == BUSY:
                raise Unanswered(step, "平台繁忙")
            if answer.errcode:
                raise PlatformRefusal(step, answer.errcode, self._without_secrets(answer.errmsg))
            return shape.model_validate_json(response.content)
        except ValidationError:
            raise Unanswered(step, "平台的回答读不懂") from None

    def _without_secrets(self, words: str) -> str:
        for secret in (self._credentials.secret, self._credentials.appid, self._token):
            words = words.replace(secret, "…") if secret else words
        return " ".join(words.split())[:160]
