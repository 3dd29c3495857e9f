"""字符与字形。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from pipeline.chinese.characters import (
    CLOSING,
    FULL_WIDTH,
    HAN,
    MARKS,
    OPENING,
    half_width_marks,
    is_han,
    within_foreign,
)
from pipeline.proofread.manuscript import MASK, Passage
from pipeline.proofread.registry import ERROR, WARNING, Hit, in_passage
from pipeline.typeset.font_kit import printed_everywhere, unprintable


@in_passage("U101", ERROR, mends=True)
def half_width(passage: Passage) -> Iterator[Hit]:
    """半角标点。

    中文里的逗号、分号、冒号、问号、叹号和括号占一个字的位置，用全角。数字之间（10:30、1,000）、网址和外文里的不改。
    依据：GB/T 15834—2011 第5章。
    例：提升质量,加快建设。 → 提升质量，加快建设。
    """
    for at in half_width_marks(passage.text):
        mark = passage.text[at]
        yield Hit(
            passage,
            at,
            at + 1,
            f"「{passage.excerpt(at, at + 1)}」中的 {mark}",
            f"改成「{FULL_WIDTH[mark]}」",
            FULL_WIDTH[mark],
        )


@in_passage("U102", ERROR, mends=True)
def full_width_letters(passage: Passage) -> Iterator[Hit]:
    """全角字母、数字或百分号。

    阿拉伯数字、拉丁字母和百分号用半角字符。
    依据：GB/T 15835—2011 第4章；CY/T 154—2017。
    例：共１２个项目。 → 共12个项目。
    """
    for match in re.finditer(r"[０-９Ａ-Ｚａ-ｚ％]+|(?<=[\d０-９])．(?=[\d０-９])", passage.text):
        new = unicodedata.normalize("NFKC", match[0])
        yield Hit(passage, *match.span(), f"「{match[0]}」", f"改成“{new}”", new)


@in_passage("U103", ERROR, mends=True)
def straight_quotes(passage: Passage) -> Iterator[Hit]:
    """直引号。

    中文引号用弯引号，外层“”，里层‘’。英文里的撇号不改。
    依据：GB/T 15834—2011 4.8。
    例：建设"口袋公园"。 → 建设“口袋公园”。
    """
    marks = [m.start() for m in re.finditer(r"\"|(?<![A-Za-z])'|'(?![A-Za-z])", passage.text)]
    marks = [at for at in marks if not re.match(r"\d['\"]", passage.text[max(0, at - 1) : at + 1])]
    # Marks open and close in turn, but only where no other sign shows which is which.
    clear = len(marks) % 2 == 0 and len({passage.text[at] for at in marks}) == 1
    for index, at in enumerate(marks):
        inner = passage.text.count("“", 0, at) > passage.text.count("”", 0, at)
        new = ("‘’" if inner else "“”")[index % 2]
        yield Hit(
            passage,
            at,
            at + 1,
            f"「{passage.excerpt(at, at + 1)}」",
            f"改成「{new}」" if clear else "改成成对的弯引号“”",
            new if clear else None,
        )


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+")


@in_passage("U104", ERROR, mends=True)
def forbidden_characters(passage: Passage) -> Iterator[Hit]:
    """看不见或无法显示的字符。

    零宽字符、软连字符、控制字符、乱码占位符（U+FFFD）和私用区字符印出来是空白或方框，还会使搜索、核对出错。
    零宽字符可以自动删去；乱码和私用区字符要照原稿补字。
    依据：GB 18030—2022；Unicode 标准第23章。
    例：社区（零宽空格）治理。 → 社区治理。
    """
    for pattern, mend in ((_INVISIBLE, True), (_BROKEN, False)):
        for match in pattern.finditer(passage.text):
            names = "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in match[0]))
            before = passage.shown[max(0, match.start() - 6) : match.start()]
            hint = "删去" if mend else "对照原稿换成正确的字"
            yield Hit(passage, *match.span(), f"「{before}」后面有 {names}", hint, "" if mend else None)


_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


@in_passage("U105", ERROR, mends=True)
def odd_spaces(passage: Passage) -> Iterator[Hit]:
    """段首空格、全角空格或特殊空格。

    段首空两字、标题居中等由版式自动处理，源文件里不打空格；不换行空格等从网页带来的空格也要删去。
    依据：本项目源文件约定；GB/T 15834—2011 5.1（标点和字之间不加空）。
    例：　　各区要加强统筹。 → 各区要加强统筹。
    """
    for match in _SPACES.finditer(passage.text):
        at_edge = match.start() == 0 or match.end() == len(passage.text)
        latin = re.search("[A-Za-z]$", passage.text[: match.start()]) and re.match(
            "[A-Za-z]", passage.text[match.end() :]
        )
        new = "" if at_edge else " " if latin else None if "\u3000" in match[0] else ""
        where = "段首" if match.start() == 0 else f"「{passage.excerpt(*match.span())}」"
        hint = "换成普通空格" if new == " " else "删去" if new is not None else "删去，或改用标点隔开"
        yield Hit(passage, *match.span(), f"{where}有 U+{ord(match[0][0]):04X}", hint, new)


@in_passage("U106", ERROR, mends=True)
def compatibility_ideographs(passage: Passage) -> Iterator[Hit]:
    """兼容汉字或部首字符。

    从 PDF、网页复制时会混进外形相同、编码不同的兼容汉字和康熙部首，搜索不到，字体里也常没有。
    依据：GB 18030—2022；Unicode 标准 2.3、18.1。
    例：⼯作机制。 → 工作机制。
    """
    for match in re.finditer("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]", passage.text):
        plain = unicodedata.normalize("NFKC", match[0])
        if plain == match[0] and unicodedata.name(plain, "").startswith("CJK COMPATIBILITY"):
            continue  # twelve of that block are ideographs in their own right
        new = plain if plain != match[0] else None
        hint = f"改成“{plain}”" if new else "换成正式的汉字"
        yield Hit(passage, *match.span(), f"「{match[0]}」是 U+{ord(match[0]):04X}", hint, new)


_LOOKALIKES = {
    "・": "·",
    "･": "·",
    "∙": "·",
    "､": "、",
    "｡": "。",
    "｢": "“",
    "｣": "”",
    "﹐": "，",
    "﹑": "、",
    "﹔": "；",
    "﹕": "：",
    "﹖": "？",
    "﹗": "！",
    "﹙": "（",
    "﹚": "）",
    "〝": "“",
    "〞": "”",
    "⋯": "…",
    "━": "—",
    "─": "—",
    "―": "—",
}


@in_passage("U107", ERROR, mends=True)
def lookalike_marks(passage: Passage) -> Iterator[Hit]:
    """外形相近的别种符号。

    日文间隔号、制表线、竖排用的标点等看上去像中文标点，宽度和位置都不对。
    依据：GB/T 15834—2011 4.10、4.11、4.14。
    例：玛丽・居里夫人。 → 玛丽·居里夫人。
    """
    for match in re.finditer("[" + "".join(_LOOKALIKES) + "]", passage.text):
        new = _LOOKALIKES[match[0]]
        yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span())}」", f"改成「{new}」", new)


_SQUARED = {
    "㎡": ("平方米", "m²"),
    "㎥": ("立方米", "m³"),
    "㎢": ("平方千米", "km²"),
    "㎝": ("厘米", "cm"),
    "㎜": ("毫米", "mm"),
    "㎞": ("千米", "km"),
    "㎏": ("千克", "kg"),
    "㎎": ("毫克", "mg"),
}


@in_passage("U120", WARNING)
def squared_units(passage: Passage) -> Iterator[Hit]:
    """挤在一格里的计量单位。

    “㎡”这类一个字符的单位是为旧设备准备的，字形小，搜索“平方米”“m²”找不到。正文写中文名称，表格里可以写单位符号。
    依据：GB 3100—1993 6.2；Unicode 标准22.3（兼容字符）。
    例：面积10㎡ → 面积10平方米
    """
    for match in re.finditer("[" + "".join(_SQUARED) + "]", passage.text):
        words, symbol = _SQUARED[match[0]]
        hint = f"改成“{symbol}”或“{words}”" if passage.kind == "cell" else f"改成“{words}”，或写“{symbol}”"
        yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span())}」", hint)


@in_passage("U108", WARNING)
def corner_quotes(passage: Passage) -> Iterator[Hit]:
    """直角引号。

    横排文稿用“”和‘’；「」『』用于竖排。
    依据：GB/T 15834—2011 4.8、5.2。
    例：开展「清洁家园」行动。 → 开展“清洁家园”行动。
    """
    for match in re.finditer("「[^「」]*」|『[^『』]*』", passage.text):
        yield Hit(passage, *match.span(), match[0], f"改成“{match[0][1:-1]}”")


@in_passage("U109", ERROR, mends=True)
def full_stop(passage: Passage) -> Iterator[Hit]:
    """用小圆点作句号。

    中文句子末尾用“。”。数字、字母后面的小圆点（1.、3.5）不改。
    依据：GB/T 15834—2011 4.1.2。
    例：各区要加强统筹. → 各区要加强统筹。
    """
    for match in re.finditer(rf"(?<=[{HAN}{CLOSING}])[.．](?=$|[{HAN}{OPENING}])", passage.text):
        before = passage.text[max(0, match.start() - 2) : match.start()]
        if re.fullmatch("[第附图表]?[一二三四五六七八九十]+|.?[）】]", before):
            continue  # an ordinal or something like （1）.
        yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span())}」", "改成“。”", "。")


_BESIDE = f"{HAN}{re.escape(MARKS)}"


@in_passage("U110", ERROR, mends=True)
def spaces(passage: Passage) -> Iterator[Hit]:
    """多余的空格。

    汉字之间、汉字与数字或字母之间、标点旁边不打空格，间隙由版式自动处理。英文单词之间的空格不改。
    依据：GB/T 15834—2011 5.1；CY/T 154—2017（中文与外文之间的间距属于排版）。
    例：步行 15 分钟可达。 → 步行15分钟可达。
    """
    for match in re.finditer(
        f"(?<=[{_BESIDE}]) +(?!{MASK}|$)|(?<!{MASK})(?<!^) +(?=[{_BESIDE}])", passage.text
    ):
        if not within_foreign(passage.text, *match.span()):
            yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span())}」", "删去空格", "")


@in_passage("U111", ERROR)
def no_font(passage: Passage) -> Iterator[Hit]:
    """印不出的字。

    书籍所用的宋体、黑体、楷体里都没有这个字或符号，例如表情符号、新造字和某些生僻字。
    依据：《图书质量管理规定》（缺字按错字计）；字库的字符表见 pipeline/typeset/coverage.txt。
    例：设置😀标识 → 设置笑脸标识
    """
    strange = unprintable(passage.shown.replace(MASK, ""), _covered())
    for match in re.finditer(f"[{re.escape(strange)}]", passage.shown) if strange else ():
        hint = "换一个写法，或请维护者补充字体"
        yield Hit(passage, *match.span(), f"「{match[0]}」（U+{ord(match[0]):04X}）", hint)


_covered = cache(printed_everywhere)


_SHARED = {
    **dict(
        zip(
            "‑∼´•‧‒‵︰⁚︙⁝∕\u2329\u232a〜⮕🄋🄌➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓䎛㦳㫚㬵㬺䐠㮣𤈎壿𤨁𩿗𧺯",
            "-~ˊ··–｀：：……／〈〉～➡⓪⓿①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿㖈㘽曶胶幐㬻槩㶷墫瑨𩿎﨣",
            strict=True,
        )
    ),
    **dict.fromkeys("ㅤᅠﾠ", ""),
    **{
        chr(first + at): chr(usual + at)  # Korean letters of half width
        for first, last, usual in (
            (0xFFA1, 0xFFBE, 0x3131),
            (0xFFC2, 0xFFC7, 0x314F),
            (0xFFCA, 0xFFCF, 0x3155),
            (0xFFD2, 0xFFD7, 0x315B),
            (0xFFDA, 0xFFDC, 0x3161),
        )
        for at in range(last - first + 1)
    },
}
_PIECES = "⎟⎢⎥⎪"  # of large brackets


@in_passage("U115", ERROR, mends=True)
def shared_glyphs(passage: Passage) -> Iterator[Hit]:
    """和常用字符同形的别种字符。

    书籍所用的字体里，这个字符和一个更常用的字符共用一个字形，印出来分不清，在PDF里搜索、复制也会变成另一个。
    依据：GB 18030—2022；字库的字符表（同一字体里共用字形的字符）。
    例：㬵州湾 → 胶州湾
    """
    for match in re.finditer(f"[{re.escape(''.join(_SHARED))}{_PIECES}]", passage.text):
        new = _SHARED.get(match[0])
        hint = "换一个写法" if new is None else f"改成“{new}”" if new else "删去"
        yield Hit(passage, *match.span(), f"「{match[0]}」是 U+{ord(match[0]):04X}", hint, new)


_UNITS = {"m": "米", "km": "千米", "cm": "厘米", "mm": "毫米"}


@in_passage("U112", ERROR, mends=True)
def flat_exponents(passage: Passage) -> Iterator[Hit]:
    """平方米、立方米写成了m2、m3。

    单位的指数没有升到右上角；正文里写中文的单位名称。
    依据：GB 3100—1993 6.2；GB/T 15835—2011 4.1（与数值连用的计量单位）。
    例：用地不少于100m2。 → 用地不少于100平方米。
    """
    for match in re.finditer(r"(?<=\d)([kcm]?m)([23])(?![A-Za-z0-9])", passage.text):
        new = ("平方" if match[2] == "2" else "立方") + _UNITS[match[1]]
        yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span(), 4)}」", f"改成“{new}”", new)


@in_passage("U113", ERROR, mends=True)
def letter_as_times(passage: Passage) -> Iterator[Hit]:
    """乘号写成了字母或星号。

    尺寸的长和宽之间用乘号“×”（U+00D7）。
    依据：GB/T 3102.11—1993（乘号）。
    例：展板为3x5米。 → 展板为3×5米。
    """
    number = r"\d+(?:\.\d+)?"
    for match in re.finditer(
        rf"(?<![\dA-Za-z.]){number}(?:m|cm|mm|米|厘米)?(?P<at>[xX*✕])(?={number}(?:m|cm|mm|米|厘米|毫米)(?![A-Za-z]))",
        passage.text,
    ):
        yield Hit(passage, *match.span("at"), f"「{passage.excerpt(*match.span('at'), 4)}」", "改成“×”", "×")


_FIRST_OF_BIG5, _LAST_OF_BIG5 = b"\xa4\x40", b"\xc6\x7e"
_FIRST_OF_JIS, _LAST_OF_JIS = b"\x88\x9f", b"\x98\x72"
# Frequent in Taiwan or Japan, and yet characters of the 通用规范汉字表.
_STANDARD = frozenset(
    "伋俵偲僇僎墦姅抆昇昤晞暍杗枓柊棻楯毚沘泜洸浥浬涊湲潟濩煆玥疢琯璘璟瞭祇箄芣谿迺逕鄗鄘陞頫"
)


@cache
def _of_another_script(character: str) -> bool:
    """Report whether this is among the frequent characters of Big5 or JIS X 0208 and no simplified one of GB 2312."""
    if not is_han(character) or character in _STANDARD or _code(character, "gb2312"):
        return False
    big5, jis = _code(character, "big5"), _code(character, "shift_jis")
    return _FIRST_OF_BIG5 <= big5 <= _LAST_OF_BIG5 or _FIRST_OF_JIS <= jis <= _LAST_OF_JIS


def _code(character: str, charset: str) -> bytes:
    return character.encode(charset, "ignore")


@in_passage("U114", WARNING)
def other_scripts(passage: Passage) -> Iterator[Hit]:
    """繁体字或日本汉字。

    从别处复制、识别图片或输入法切错时混进来的字形，如“圏”“區”。姓名、古籍、商标里有意使用的不改。
    依据：《中华人民共和国国家通用语言文字法》第十七条；《通用规范汉字表》（2013）。
    例：社区生活圏 → 社区生活圈
    """
    for character in dict.fromkeys(passage.text):
        if _of_another_script(character):
            at = passage.text.index(character)
            yield Hit(
                passage, at, at + 1, f"「{passage.excerpt(at, at + 1)}」中的“{character}”", "换成规范字"
            )
