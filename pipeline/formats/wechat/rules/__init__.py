"""A finished article → what the platform would refuse, take away or make unreadable, each with its rule's section.

``official`` holds a rule a section of the official plugin rules
(https://developers.weixin.qq.com/doc/service/guide/product/plugin_spec.html), ``night`` those of its chapter 4,
``stripped`` a rule an entry of the list of what the editor is known to take away. ``registry`` runs them all.

What the finished files must be for one another is beside them: ``articles`` (pictures, tables, mark-up), ``listing``
(``series.json`` and the files that it names), ``copy_page`` (the editor's page, made again and compared).
"""

from __future__ import annotations

from pipeline.formats.wechat.rules import night, official, stripped  # noqa: F401  (they fill the registry)
from pipeline.formats.wechat.rules.contrasts import Contrast, contrasts
from pipeline.formats.wechat.rules.registry import RULES, Subject, examined

__all__ = ["RULES", "Contrast", "Subject", "contrasts", "examined"]
