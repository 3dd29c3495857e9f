"""Articles → the draft box: the same drafts again, only what changed, never one twice.

A new draft is looked for before it is added, by its titles and digests: after a time-out, or a push that was killed
between the platform's answer and the record, it is found and brought up to date instead of adding a second one.
"""

from __future__ import annotations

import dataclasses
import hashlib
import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.findings import Finding, OutsideFailure, Severity
from pipeline.handbook import Place
from pipeline.handbook.names import PUBLISHED
from pipeline.publish.articles import CONTENT_LIMIT, Article, Payload, groups, payload
from pipeline.publish.client import PAUSES, Account, DraftArticle
from pipeline.publish.faults import UNKNOWN_MEDIA, PlatformRefusal, Unanswered
from pipeline.publish.record import Record, SentArticle, SentDraft

Progress = Callable[[str], None]
Group = tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: how many articles were sent, how many had not changed, and what the operator must know."""

    sent: int
    unchanged: int
    notes: tuple[Finding, ...]


def push(articles: Sequence[Article], account: Account, record: Record, progress: Progress) -> Pushed:
    """Bring the draft box up to date with ``articles``; give what was done.

    Raises :class:`OutsideFailure`; a further push then continues.
    """
    record.belongs_to(account.name)
    wanted = groups(articles)
    known = assign(wanted, record.drafts)
    sending = _Sending(account, record, progress)
    for group, draft in zip(wanted, known, strict=True):
        sending.send(group, draft.media_id if draft else "")
    left = [one for one in record.drafts if one.media_id not in sending.used]
    notes = (*sending.notes, *(_left_over(draft) for draft in left))
    return Pushed(sending.sent, len(articles) - sending.sent, notes)


def assign(wanted: Sequence[Group], drafts: Sequence[SentDraft]) -> tuple[SentDraft | None, ...]:
    """Find the known draft for each group, None where there is none.

    It is the draft of the same articles, or one of as many articles with the most in common: the platform cannot
    add an article to a draft or take one out, so a draft of another length is of no use.
    """
    free = list(drafts)
    found: list[SentDraft | None] = [None] * len(wanted)
    for exact in (True, False):
        for position, group in enumerate(wanted):
            keys = [article.key for article in group]
            fitting = [draft for draft in free if len(draft.articles) == len(keys) and _common(keys, draft)]
            if exact:
                fitting = [draft for draft in fitting if [one.key for one in draft.articles] == keys]
            if found[position] is None and fitting:
                best = max(fitting, key=lambda draft: _common(keys, draft))
                found[position] = best
                free.remove(best)
    return tuple(found)


# The last line of an article carries the digest of the whole book's words, which any change anywhere changes.
_CODE = re.compile(r"(校验码 )[0-9a-f]{8}")


def digest(article: Payload) -> str:
    """Give the SHA-256 of what is sent, in hexadecimal, without the words' digest in its last line.

    So a change in one article does not send the others anew: their line keeps naming the words that they were made
    from. A new release does send them all.
    """
    article = {**article, "content": _CODE.sub(r"\1", str(article["content"]))}
    return hashlib.sha256(json.dumps(article, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _common(keys: Sequence[str], draft: SentDraft) -> int:
    return len({one.key for one in draft.articles}.intersection(keys))


LEFT_OVER, GONE = "D201", "D202"


def _left_over(draft: SentDraft) -> Finding:
    return _note(
        LEFT_OVER,
        f"以“{draft.articles[0].title}”开头的旧草稿（{len(draft.articles)}篇）不再属于这一套",
        f"在后台草稿箱里删除它，再删去 {PUBLISHED} 里它的一条",
    )


def _note(code: str, message: str, hint: str = "") -> Finding:
    return Finding(Place(PUBLISHED), code, Severity.INFO, message, hint)


class _Sending:
    """A push under way."""

    def __init__(self, account: Account, record: Record, progress: Progress) -> None:
        self._account = account
        self._record = record
        self._progress = progress
        self.sent = 0
        self.notes: list[Finding] = []
        self.used: set[str] = set()

    def send(self, group: Group, media_id: str) -> None:
        """Bring one draft up to date; covers that the platform has lost are uploaded once more."""
        try:
            self._send(group, media_id)
        except PlatformRefusal as fault:
            if fault.code != UNKNOWN_MEDIA:
                raise
            self._record.forget_covers([article.cover.sha256 for article in group])
            self._send(group, media_id)

    def _send(self, group: Group, media_id: str) -> None:
        payloads = [self._payload(article) for article in group]
        draft = self._record.draft(media_id)
        if draft is not None and not _changed(group, payloads, draft):
            self.used.add(draft.media_id)
            return
        found = self._found(draft) if draft else ()
        if draft and not found:
            self._record.forget_draft(draft.media_id)
            words = f"草稿“{draft.articles[0].title}”已不在草稿箱里（已发表或被删除），已重新新建"
            self.notes.append(_note(GONE, words))
            draft = None
        if draft is None:
            draft = self._adopted(group) or self._added(group, payloads)
        elif len(found) != len(group):
            raise OutsideFailure(
                f"草稿“{draft.articles[0].title}”在后台被改成了{len(found)}篇，记录里是{len(group)}篇",
                "在后台删除这份草稿，再推送一次，会重新新建",
            )
        elif [_plain(one.title) for one in found] != [_plain(one.title) for one in draft.articles]:
            draft = _unknown(draft)  # moved or renamed in the draft box: every place is written again
            self._record.keep_draft(draft)
        self.used.add(draft.media_id)
        self._update(group, payloads, draft)

    def _found(self, draft: SentDraft) -> tuple[DraftArticle, ...]:
        try:
            return self._account.draft(draft.media_id)
        except PlatformRefusal as fault:
            if fault.code == UNKNOWN_MEDIA:
                return ()
            raise

    def _update(self, group: Group, payloads: Sequence[Payload], draft: SentDraft) -> None:
        for index in _changed(group, payloads, draft):
            self._progress(f"更新 {group[index].title}")
            self._account.update_draft(draft.media_id, index, payloads[index])
            articles = list(draft.articles)
            articles[index] = _sent(group[index], payloads[index])
            draft = dataclasses.replace(draft, articles=tuple(articles))
            self._record.keep_draft(draft)
            self.sent += 1

    def _added(self, group: Group, payloads: Sequence[Payload]) -> SentDraft:
        self._progress(f"新建草稿（{len(group)}篇）：{group[0].title}")
        for pause in (*PAUSES, None):
            try:
                media_id = self._account.add_draft(payloads)
            except Unanswered:
                if pause is None:
                    raise
                self._account.sleep(pause)
                if adopted := self._adopted(group):
                    return adopted
                continue
            draft = SentDraft(media_id, tuple(map(_sent, group, payloads)))
            self._record.keep_draft(draft)
            self.sent += len(group)
            return draft
        raise AssertionError  # pragma: no cover

    def _adopted(self, group: Group) -> SentDraft | None:
        """Find the draft of these articles that is in the draft box and not in the record."""
        recorded = {draft.media_id for draft in self._record.drafts}
        for draft in self._account.drafts():
            if draft.media_id not in recorded and _same(group, draft.articles):
                self._progress(f"草稿箱里已有：{group[0].title}")
                found = SentDraft(draft.media_id, tuple(SentArticle(one.key, one.title) for one in group))
                self._record.keep_draft(found)
                return found
        return None

    def _payload(self, article: Article) -> Payload:
        addresses = {}
        for picture in article.images:
            address = self._record.image(picture.sha256)
            if not address:
                self._progress(f"上传图片 {picture.file}")
                address = self._account.upload_image(picture)
                self._record.keep_image(picture.sha256, address)
            addresses[picture.file] = address
        cover = self._record.cover(article.cover.sha256)
        if not cover:
            self._progress(f"上传封面 {article.cover.file}")
            cover = self._account.upload_cover(article.cover)
            self._record.keep_cover(article.cover.sha256, cover)
        ready = payload(article, addresses, cover)
        length = len(str(ready["content"]))
        if length >= CONTENT_LIMIT:
            raise OutsideFailure(
                f"“{article.title}”换上平台的图片地址后有{length}个字符，须少于{CONTENT_LIMIT}",
                "把这一篇的问题分开",
            )
        return ready


def _sent(article: Article, ready: Payload) -> SentArticle:
    return SentArticle(article.key, article.title, digest(ready))


def _unknown(draft: SentDraft) -> SentDraft:
    return dataclasses.replace(
        draft, articles=tuple(dataclasses.replace(one, sent="") for one in draft.articles)
    )


def _changed(group: Group, payloads: Sequence[Payload], draft: SentDraft) -> tuple[int, ...]:
    together = enumerate(zip(group, payloads, draft.articles, strict=True))
    return tuple(index for index, (article, ready, known) in together if _sent(article, ready) != known)


def _same(group: Group, found: Sequence[DraftArticle]) -> bool:
    """Report whether a draft carries these titles, and these digests: a draft of several articles may have none."""
    if len(group) != len(found):
        return False
    without = {""} if len(group) > 1 else set()
    return all(
        _plain(one.title) == _plain(article.title)
        and _plain(one.digest) in {_plain(article.digest)} | without
        for article, one in zip(group, found, strict=True)
    )


def _plain(text: str) -> str:
    return "".join(html.unescape(text).split())
