"""The finished files of the book, by their names in ``output/``, and the names of their furniture."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.handbook import GLOSSARY_TITLE, PREFACE_TITLE, Handbook

SCREEN, PRESS = "handbook.pdf", "handbook-print.pdf"
BOOKLET, COVER, ORDER = "handbook-booklet.pdf", "cover.pdf", "order-sheet.pdf"

APPENDIX: Mapping[str, str] = {
    "back": "附录",
    "back-districts": "案例索引（按区）",
    "back-keywords": "关键词索引",
    "back-glossary": GLOSSARY_TITLE,
}
"""The anchors of the back matter and the titles that they lead to, as :func:`appendix` has them for most books."""


def appendix(handbook: Handbook) -> Mapping[str, str]:
    """Give the titles of the back matter: a book about one district has its cases by town."""
    return {**APPENDIX, "back-districts": "案例索引（按街镇）"} if handbook.is_local else APPENDIX


HEADS = "书眉和页码"
PARTS = {
    "front": "书前",
    "part": "辑首页",
    "back": APPENDIX["back"],
    "back-districts": "案例索引",
    "back-keywords": APPENDIX["back-keywords"],
    "back-glossary": GLOSSARY_TITLE,
    "note": f"{PREFACE_TITLE}的脚注",
}
COVER_WORDS, COVER_FIELDS, ORDER_WORDS = "封面", "封面上的白框", "印刷单"
PACKET, TOLD_LINKS = "文件信息包", "链接的说明"
