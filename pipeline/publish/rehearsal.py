"""What a push would send, as files; no network, no secrets.

``requests.json`` lists the requests in order; a draft's body is beside it. What only the platform can give (the
address of a picture, the media_id of a cover or a new draft) is written ``<…>`` unless the record has it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.publish.articles import Article, Picture, groups, payload
from pipeline.publish.drafts import assign, digest
from pipeline.publish.record import Record
from pipeline.world import Files

FOLDER = "wechat/push/"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The requests of a push, a line each, and the files that show them, by their names below ``output/``."""

    requests: tuple[str, ...]
    files: Files


def rehearse(articles: Sequence[Article], record: Record) -> Rehearsal:
    """Write the requests that :func:`pipeline.publish.drafts.push` would send."""
    requests: list[Mapping[str, object]] = []
    bodies: dict[str, object] = {}
    uploaded: set[str] = set()

    def upload(interface: str, picture: Picture) -> None:
        if picture.sha256 not in uploaded:
            uploaded.add(picture.sha256)
            requests.append(
                {
                    "interface": interface,
                    "file": picture.file,
                    "sha256": picture.sha256,
                    "bytes": len(picture.data),
                }
            )

    def body(interface: str, name: str, content: object) -> None:
        bodies[name] = content
        requests.append({"interface": interface, "body": name})

    wanted = groups(articles)
    for number, (group, draft) in enumerate(zip(wanted, assign(wanted, record.drafts), strict=True), 1):
        payloads = []
        for article in group:
            addresses = {}
            for picture in article.images:
                addresses[picture.file] = record.image(picture.sha256) or f"<{picture.file} 的网址>"
                if not record.image(picture.sha256):
                    upload("media/uploadimg", picture)
            cover = record.cover(article.cover.sha256) or f"<{article.cover.file} 的 media_id>"
            if not record.cover(article.cover.sha256):
                upload("material/add_material?type=image", article.cover)
            payloads.append(payload(article, addresses, cover))
        if draft is None:
            body("draft/add", f"draft-{number}.json", {"articles": payloads})
            continue
        for index, (ready, known) in enumerate(zip(payloads, draft.articles, strict=True)):
            if (group[index].key, digest(ready)) != (known.key, known.sent):
                update = {"media_id": draft.media_id, "index": index, "articles": ready}
                body("draft/update", f"draft-{number}-article-{index + 1}.json", update)
    return Rehearsal(
        tuple(f"{one['interface']} {one.get('body') or one.get('file')}" for one in requests),
        {
            FOLDER + name: (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
            for name, content in {**bodies, "requests.json": requests}.items()
        },
    )
