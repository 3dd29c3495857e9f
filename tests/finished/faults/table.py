"""The faults, one a row: what it is, in which file, how it is seeded, and which question and place must be told.

``number`` is the question that must be named (0: none), ``tells`` words that the place or the message must hold.
``seed`` is given the folder with the finished files of the sample and of its earlier release.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Dictionary, Name, String

from tests.finished.faults import seeding as s


@dataclass(frozen=True)
class Fault:
    """A single fault."""

    name: str
    file: str
    seed: Callable[[Path, Path], None]
    number: int
    tells: tuple[str, ...]
    by_manifest: bool = False
    """Only the manifest can tell it: the file says what it should."""


COVER, BOOKLET, ORDER = "cover.pdf", "handbook-booklet.pdf", "order-sheet.pdf"
SCREEN, PRESS, BOOK = "handbook.pdf", "handbook-print.pdf", "handbook.epub"
ONE, TWO, SERIES, PAGE = (
    "wechat/01-general.html",
    "wechat/02-technical.html",
    "wechat/series.json",
    "wechat/index.html",
)
GENERAL, TECHNICAL = "EPUB/part-general.xhtml", "EPUB/part-technical.xhtml"


COVERS = ("wechat/covers/01-general-wide.png", "wechat/covers/02-technical-wide.png")
ARTICLE_SECOND = '<p style="margin-top:1em"><span leaf="">第二段。'
HIDDEN = (
    ("display:none", "第10段", "S-display"),
    ("visibility:hidden", "第10段"),
    ("opacity:0", "第10段"),
    ("font-size:0", "第10段"),
    ("color:#fff", "第10段", "4.1.1"),
    ("color:#eee", "第10段", "4.1.1"),
    ("text-indent:-9999px", "第10段"),
    ("text-indent:-99em", "第10段"),
    ("margin:0 0 0 9999px", "第10段"),
    ("padding:999em 0 0", "第10段"),
    ("height:0;overflow:hidden", "第10段", "1.5.1"),
    ("width:0", "第10段"),
    ("max-width:0%", "第10段"),
    ("line-height:0", "第10段", "1.3"),
    ("transform:scale(0)", "第10段"),
    ("position:absolute;left:-9999px", "第10段"),
    ("clip-path:inset(50%)", "第10段"),
)
"""Styles that take words away: what is told, beside the question."""


def in_pdf(file: str) -> tuple[Fault, ...]:
    """The faults that any of the two PDF files may have."""

    def words(name, old, new, number, *tells, **where):
        return Fault(f"{file}: {name}", file, s.pdf_words(file, old, new, **where), number, tells)

    def drawn(name, number, *tells, page=7, **how):
        return Fault(f"{file}: {name}", file, s.pdf_drawn(file, page, **how), number, tells)

    return (
        words("two characters of a paragraph change places", "专项", "项专", 1, "第2页第2行"),
        words("a number altered", "1234", "1243", 1, "第2页第3行", "1234"),
        words("a quotation mark lost", "“样例行动”是2024", "样例行动”是2024", 1, "第2页", "“"),
        words("a title altered", "最后一问", "最一后问", 3, "题目", "第6页", page=11),
        words("a lead altered", "统筹平台", "平台统筹", 2, "要点", "第4页"),
        words("a case's label altered", "某街", "街某", 2, "标签"),
        words("a table's caption altered", "各区项目", "项目各区", 2, "图表名"),
        words("a cell altered", "完成", "成完", 2, "表格"),
        words("a picture's caption altered", "位图样例", "样例位图", 2, "图表名"),
        words("a footnote altered", "第一条", "第条一", 1, "脚注"),
        words("a source altered", "工作办法", "办法工作", 1, "资料来源"),
        words("a line left out", "例会。如甲区搭建", "", 2, "正文"),
        words("a running head altered", "“样例”", "样“例”", 0, "书眉", page=7, band=(0, 90)),
        words("a folio altered", "4", "2", 0, "书眉和页码", page=9, band=(700, 9999)),
        words("a line of the contents altered", "是什么", "什么是", 0, "书前", "第v页", page=4),
        words("a word of the glossary altered", "说明的例子", "例子的说明", 0, "术语"),
        drawn("a word added that everybody sees", 1, "第2页", text="more", at=(100, 300)),
        drawn("white words", 0, "看不见", "2", text="white", at=(100, 300), color=(1, 1, 1)),
        drawn("words without ink", 0, "看不见", text="no ink", at=(100, 300), render_mode=3),
        drawn("tiny words", 0, "看不见", text="tiny", at=(100, 300), fontsize=1),
        drawn("transparent words", 0, "看不见", text="glass", at=(100, 300), fill_opacity=0.0),
        drawn("words covered", 1, "第2页", cover=(100, 130, 200, 165)),
        drawn("a dot under a character covered", 1, "第2页", "“着”下应有着重号", cover=(165, 156, 169, 159)),
        drawn("a dot under another character", 1, "第2页", "下不应有着重号", dot=(112, 158)),
        drawn("words beside the page", 0, "裁切线外", text="beside", at=(-80, 300)),
        drawn("a word on a blank page", 0, "书前", text="blank", at=(200, 300), page=1),
        Fault(
            f"{file}: a picture on white paper",
            file,
            s.pdf_laid_over(file, 7, (100, 350, 300, 390)),
            1,
            ("第2页", "画面"),
        ),
        Fault(
            f"{file}: words struck through",
            file,
            s.pdf_struck_through(file, 7, (80, 300, 129)),
            1,
            ("第2页", "画面"),
        ),
        Fault(f"{file}: a line moved", file, s.pdf_line_moved(file, 9, 8, 30, 0), 2, ("第4页", "画面")),
        Fault(f"{file}: a comment", file, s.pdf_comment(file, 7), 0, ("批注", "2")),
        Fault(f"{file}: an attachment", file, s.pdf_attachment(file), 0, ("附件",)),
        Fault(f"{file}: a bookmark leads elsewhere", file, s.pdf_bookmark_leads(file), 0, ("书签", "目录")),
        Fault(
            f"{file}: another language",
            file,
            s.pdf_catalog(file, Name.Lang, String("en")),
            0,
            ("文件信息", "en"),
        ),
        Fault(f"{file}: a page label shifted", file, s.pdf_labels(file), 0, ("书眉和页码",)),
        Fault(f"{file}: a bookmark altered", file, s.pdf_bookmark(file), 0, ("书签",)),
        Fault(f"{file}: a page left out", file, s.pdf_without_page(file, 9), 2, ()),
        Fault(f"{file}: another title in the file's data", file, s.pdf_title(file), 0, ("文件信息",)),
        Fault(f"{file}: another release in the file's data", file, s.pdf_release(file), 0, ("版本",)),
        Fault(f"{file}: the earlier edition's file", file, s.earlier_file(file), 1, ("1200",)),
        Fault(f"{file}: the file cut short", file, s.cut_short(file), -1, ()),
        Fault(f"{file}: the file missing", file, s.missing(file), 0, ("找不到",)),
    )


# What changes no character of the answer: the name, what it takes the place of, and what must be told.
SECOND, PAST = "<p>第二段。</p>", "第6段（印刷版第4页）"
IN_ANSWER = (
    *(
        (f"words in <{name}>", SECOND, f"<p><{name}>第二段。</{name}></p>", f"<{name}>", PAST)
        for name in ("del", "s", "ins", "u", "mark", "small", "bdo", "q", "big", "button")
    ),
    ("words that are not spoken", SECOND, '<p aria-hidden="true">第二段。</p>', "aria-hidden", PAST),
    ("words that are spoken otherwise", SECOND, '<p aria-label="假">第二段。</p>', "aria-label", PAST),
    ("a case that is spoken otherwise", "案例：甲区", "案例：乙区", "aria-label", "第4段"),
    ("words that come up at a touch", SECOND, '<p title="假">第二段。</p>', "title", PAST),
    ("words from right to left", SECOND, '<p dir="rtl">第二段。</p>', "dir", PAST),
    ("Japanese forms of characters", SECOND, '<p lang="ja">第二段。</p>', "lang", PAST),
    ("a style in the text", SECOND, '<p style="color:white">第二段。</p>', "style", PAST),
    ("words raised", SECOND, "<p>第二<sup>段</sup>。</p>", "上标", PAST),
    ("a line broken", SECOND, "<p>第二<br/>段。</p>", "不应另起一段", "第7段"),
    ("a list that counts down", '<ol start="3">', '<ol start="3" reversed="reversed">', "reversed", "第8段"),
    ("a list with letters", '<ol start="3">', '<ol start="3" type="a">', "type", "第8段"),
    ("a figure in another column", '(<td class="right">)8</td>\n(<td class="center">)</td>',
     '<td class="right"></td><td class="center">8</td>', "应在表格第2行第2列，实在第2行第3列", "第26段"),
    ("a cell over two columns", '<td class="left">乙区', '<td colspan="2" class="left">乙区', "第2行第3列"),
    ("a cell over two rows", '<td class="left">甲区', '<td rowspan="2" class="left">甲区', "第2行第2列"),
    ("a heading of a column that is none", '<th scope="col" class="left">区</th>', "<td>区</td>", "应在表格表头"),
    ("a cell that is a heading", '<td class="left">乙区</td>', '<th scope="row">乙区</th>', "实在表头"),
    ("a case out of its box", '(?s)<aside class="case"([^>]*)>(.*?)</aside>',
     r"<div>\2</div>", "应在案例里，实不在框里", "第4段"),
    ("a case without its frame", 'aside class="case"', "aside", "应在案例里，实不在框里", "第4段"),
    ("a paragraph out of its case", "<p>第二段。</p>\n</aside>", "</aside><p>第二段。</p>", "应在案例里", PAST),
    ("a quotation that is none", "(?s)<blockquote>(.*?)</blockquote>", r"<div>\1</div>", "应在引文里"),
    ("a note that is none", '<div class="note">', "<div>", "应在说明里"),
    ("a footnote's mark on the line", "(?s)<sup>(.*?)</sup>", r"\1", "完成1"),
)  # fmt: skip
STYLE = "EPUB/style.css"
IN_STYLE = (
    ("emphasis without dots", "em { text-emphasis: none; -webkit-text-emphasis: none }", 1, "应有着重"),
    ("dots under everything", ".case p { text-emphasis: dot }", 2, "不应有着重"),
    ("strong words as the others", "strong { font-weight: normal }", 1, "应有加重"),
    ("code as the others", "code { font-family: inherit }", 1, "应有代码字体"),
    ("marks of footnotes on the line", "sup { vertical-align: baseline }", 1, "不同"),
    ("letters before the items", "ol li { list-style-type: lower-alpha }", 2, "序号", "lower-alpha"),
    ("items without marks", "li { display: block }", 2, "序号"),
    ("lines that run off the screen", "p { white-space: nowrap }", 1, "不换行"),
)


def in_epub(name, change, number, *tells):
    """A fault of the e-book."""
    return Fault(f"{BOOK}: {name}", BOOK, s.epub(change), number, tells)


def in_article(name, old, new, number, *tells, file=ONE):
    """A fault of an article and of what is copied, which stay alike."""
    return Fault(f"{file}: {name}", file, s.article(file, old, new), number, tells)


FAULTS: tuple[Fault, ...] = (
    *in_pdf(SCREEN),
    *in_pdf(PRESS),
    Fault(
        "a link leads elsewhere", SCREEN, s.pdf_link("https://example.org/path"), 1, ("外部链接", "链接应为")
    ),
    Fault("a reference leads elsewhere", SCREEN, s.pdf_reference("q-everything", "q-last"), 1, ("第2问",)),
    Fault("a line of the contents leads elsewhere", SCREEN, s.pdf_contents_link(), 0, ("链接",)),
    Fault("a picture exchanged", SCREEN, s.pdf_picture(), 2, ("images/frame.png", "第5页")),
    Fault("other words for a picture", SCREEN, s.pdf_alternative(), 2, ("替代文字",)),
    Fault(
        "a script",
        SCREEN,
        s.pdf_catalog(SCREEN, Name.OpenAction, Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        0,
        ("动作",),
    ),
    Fault("other words read aloud", SCREEN, s.pdf_spoken_words(), 0, ("朗读时换掉的文字",)),
    Fault("rows read aloud in another order", SCREEN, s.pdf_spoken_order(), 0, ("朗读次序", "第iv页")),
    # ---- the e-book
    in_epub(
        "a character changed", s.sub(GENERAL, "专项", "专题"), 1, "part-general.xhtml#q-plain", "印刷版第2页"
    ),
    in_epub("a number altered", s.sub(GENERAL, "1234.5", "1234.6"), 1, "1234.5"),
    in_epub("a quotation mark lost", s.sub(GENERAL, "旨在", "”旨在"), 1, "”"),
    in_epub("a title altered", s.sub(TECHNICAL, "最后一问？</h2>", "最末一问？</h2>"), 3, "题目"),
    in_epub("a lead altered", s.sub(TECHNICAL, "统筹平台", "统筹平抬"), 2, "要点"),
    in_epub("a label altered", s.sub(TECHNICAL, ">甲区</span>", ">丙区</span>"), 2, "标签"),
    in_epub("a caption altered", s.sub(TECHNICAL, "位图样例", "位图祥例"), 2, "图表名"),
    in_epub("a cell altered", s.sub(TECHNICAL, ">12</td>", ">13</td>"), 2, "表格"),
    in_epub("a footnote altered", s.sub(GENERAL, "第一条脚注", "第二条脚注"), 1, "脚注"),
    in_epub("a source altered", s.sub(GENERAL, "〔2024〕12号", "〔2024〕13号"), 1, "资料来源"),
    in_epub("a paragraph dropped", s.sub(TECHNICAL, r"<p>第二段。</p>", ""), 2, "第二段"),
    in_epub("two paragraphs run into one", s.sub(TECHNICAL, r"</p>\s*<p>第二段", "第二段"), 2, "另起一段"),
    in_epub("two cases change places", s.swapped(TECHNICAL, 'aside class="case"', "aside"), 2, ""),
    in_epub("emphasis lost", s.sub(GENERAL, "<strong>加重的文字</strong>", "加重的文字"), 1, "应有加重"),
    in_epub("emphasis added", s.sub(TECHNICAL, "<p>答：</p>", "<p><em>答：</em></p>"), 3, "不应有着重"),
    in_epub(
        "a link leads elsewhere", s.sub(GENERAL, "example.org/path", "example.org/elsewhere"), 1, "外部链接"
    ),
    in_epub(
        "a reference leads elsewhere", s.sub(GENERAL, "xhtml#q-everything", "xhtml#q-last"), 1, "问题引用"
    ),
    in_epub("a footnote's mark moved", s.moved_note(GENERAL), 1, "注号"),
    in_epub("a picture exchanged", s.exchanged("EPUB/images/001.png"), 2, "images/frame.png"),
    in_epub("other words for a picture", s.sub(TECHNICAL, "方框中央", "方框右侧"), 2, "替代文字"),
    in_epub("words hidden", s.sub(GENERAL, "<p>“样例", '<p hidden="hidden">暗中</p><p>“样例'), 1, "看不见"),
    in_epub("words hidden by style", s.sub("EPUB/style.css", r"$", ".case { display: none }"), 2, ""),
    in_epub(
        "a line of the contents altered", s.sub("EPUB/nav.xhtml", "最后一问", "最末一问"), 0, "nav.xhtml"
    ),
    in_epub(
        "a line of the contents leads elsewhere",
        s.sub("EPUB/nav.xhtml", '#q-last"', '#q-everything"'),
        0,
        "目录",
    ),
    in_epub("a page label shifted", s.sub("EPUB/nav.xhtml", r">4</a>", ">5</a>"), 0, "页码"),
    in_epub(
        "the preface altered", s.sub("EPUB/preface.xhtml", "为说明样例", "为说明祥例"), 0, "preface.xhtml"
    ),
    in_epub("the glossary altered", s.sub("EPUB/glossary.xhtml", "例子", "例证"), 0, "glossary.xhtml"),
    in_epub("the title page altered", s.sub("EPUB/title.xhtml", "第1版", "第2版"), 0, "title.xhtml"),
    in_epub(
        "another title in the metadata",
        s.sub("EPUB/content.opf", "</dc:title>", "（新）</dc:title>"),
        0,
        "title",
    ),
    in_epub(
        "another release in the metadata",
        s.sub("EPUB/content.opf", r":release\">1.0", ':release">1.1'),
        0,
        "版本",
    ),
    *(in_epub(name, s.sub(TECHNICAL, pattern, new), 2, *tells) for name, pattern, new, *tells in IN_ANSWER),
    *(in_epub(name, s.sub(STYLE, "$", rules), number, *tells) for name, rules, number, *tells in IN_STYLE),
    in_epub(
        "bold without meaning",
        s.sub(GENERAL, "strong>(加重的文字)</strong>", "b>加重的文字</b>"),
        1,
        "应有加重",
    ),
    in_epub(
        "slant without meaning", s.sub(GENERAL, "em>(着重的文字)</em>", "i>着重的文字</i>"), 1, "应有着重"
    ),
    in_epub(
        "another number on a footnote's mark",
        s.sub(GENERAL, '_n1">1</a></sup>', '_n1">7</a></sup>'),
        1,
        "注号",
    ),
    in_epub("another number before a footnote", s.sub(GENERAL, '_r1">1</a>', '_r1">7</a>'), 1, "脚注", "7"),
    Fault(f"{BOOK}: the earlier edition's file", BOOK, s.earlier_file(BOOK), 1, ("1200",)),
    Fault(f"{BOOK}: the file cut short", BOOK, s.cut_short(BOOK), 0, ("打不开",)),
    Fault(f"{BOOK}: the file missing", BOOK, s.missing(BOOK), 0, ("找不到",)),
    # ---- the articles
    in_article("a character changed", "专项", "专题", 1, "01-general.html 第6段"),
    in_article("a number altered", "1234.5", "1234.6", 1, "1234.5"),
    in_article("a title altered", "是什么？</strong>", "是啥？</strong>", 1, "题目"),
    in_article("a lead altered", "用好清单", "用好请单", 2, "要点", file=TWO),
    in_article("a label altered", "甲区\u00a0<", "丙区\u00a0<", 2, "标签", file=TWO),
    in_article("a caption altered", "位图样例", "位图祥例", 2, "图表名", file=TWO),
    in_article("a cell altered", ">12<", ">13<", 2, "表格", file=TWO),
    in_article("a footnote altered", "第一条脚注", "第二条脚注", 1, "脚注"),
    in_article(
        "a paragraph dropped",
        '<p style="margin-top:1em"><span leaf="">第二段。</span></p>',
        "",
        2,
        "",
        file=TWO,
    ),
    in_article(
        "a paragraph out of its case",
        '<p style="margin-top:1em"><span leaf="">第二段。</span></p></section>',
        '</section><p style="margin-top:1em"><span leaf="">第二段。</span></p>',
        2,
        "应在案例里",
        "02-technical.html 第10段",
        file=TWO,
    ),
    in_article("a quotation set as text", "<blockquote", "<section", 2, "应在引文里", file=TWO),
    in_article(
        "an inner list no longer further in",
        'style="margin-left:2em"',
        "",
        2,
        "应在列表里的列表里",
        file=TWO,
    ),
    in_article(
        "a cell in another column",
        '>8</span></td><td style="padding:5px;border:0;text-align:center"><span leaf=""><br></span>',
        '><br></span></td><td style="padding:5px;border:0;text-align:center"><span leaf="">8</span>',
        2,
        "第2行第2列",
        file=TWO,
    ),
    in_article("a space in a word", "第二段", "第 二段", 2, "多出空白", "第10段", file=TWO),
    in_article("a wide space in a word", "第二段", "第　二段", 2, "多出空白", file=TWO),
    in_article("a mark without width", "第二段", "第\u200b二段", 2, "零宽", "第10段", file=TWO),
    in_article("emphasis lost", "<strong>加重的文字</strong>", "加重的文字", 1, "应有加重"),
    in_article("an address altered", "example.org/path<", "example.org/else<", 1, "链接", "外部链接"),
    in_article("a link leads elsewhere", "weixin.qq.com/s/abc", "weixin.qq.com/s/xyz", 1, "链接", "旧文"),
    in_article("other words for a picture", "方框中央", "方框右侧", 2, "替代文字", file=TWO),
    in_article("words at the end", "<br>版本", "<br>加一句<br>版本", 0, "加一句"),
    in_article("the opening altered", "这一部分说明", "这一部份说明", 0, "篇首"),
    in_article("the next article misnamed", "下一篇：百问", "下一篇：千问", 0, "篇末"),
    Fault(
        f"{ONE}: the article alone altered",
        "wechat/",
        s.article_alone(ONE, "专项", "专题"),
        1,
        ("01-general",),
    ),
    Fault(f"{PAGE}: the copied text alone altered", PAGE, s.page_alone("专项", "专题"), 1, ("01-general",)),
    Fault(
        f"{TWO}: a picture exchanged", "wechat/", s.exchanged_file("wechat/images/001.png"), 2, ("frame.png",)
    ),
    Fault(f"{SERIES}: articles in another order", "wechat/", s.series_reversed(), 0, ("次序",)),
    Fault(f"{SERIES}: a digest altered", "wechat/", s.series("digest", "别的摘要"), 0, ("标题和摘要",)),
    Fault(f"{SERIES}: a title altered", "wechat/", s.series("title", "别的标题"), 0, ("标题和摘要",)),
    Fault(f"{SERIES}: brackets without end", SERIES, s.brackets(SERIES), 0, ("读不懂",)),
    Fault(f"{ONE}: an article missing", ONE, s.missing(ONE), 0, ("找不到",)),
    *(
        in_article(
            f"words hidden ({style})",
            ARTICLE_SECOND,
            ARTICLE_SECOND.replace("margin-top:1em", style),
            2,
            *tells,
            file=TWO,
        )
        for style, *tells in HIDDEN
    ),
    *(
        in_article(
            f"a phrase hidden ({style})",
            "第二段",
            f'<span style="{style}">第二段</span>',
            2,
            "第10段",
            file=TWO,
        )
        for style in (
            "color:transparent",
            "color:#3330",
            "vertical-align:-9999px",
            "display:inline-block;width:0",
        )
    ),
    in_article("words in a drawing", "第二段。", "第二段。<svg><text>暗</text></svg>", 2, "第10段", file=TWO),
    in_article(
        "a drawing added",
        "第二段。",
        "第二段。<svg><path d='M0 0h9'></path></svg>",
        2,
        "应有 2 幅图",
        file=TWO,
    ),
    in_article(
        "words in an attribute", ' leaf="">第二段', ' leaf="" data-x="暗">第二段', 2, "不能用属性", file=TWO
    ),
    in_article("a comment added", "第二段", "<!-- 暗 -->第二段", 2, "注释", "第10段", file=TWO),
    in_article("a frame added", "第二段。", "第二段。<iframe src='x'></iframe>", 2, "S-embed", file=TWO),
    in_article(
        "a card of an account added",
        "第二段。",
        "第二段。<mp-common-profile></mp-common-profile>",
        2,
        "S-tag",
        file=TWO,
    ),
    in_article("an anchor added", "第二段", '<a id="x"></a>第二段', 2, "S-id", file=TWO),
    in_article("a line broken inside a word", "第二段", "第<br>二段", 2, "不应另起一段", file=TWO),
    in_article("an empty line", "第二段。", "第二段。<br>", 2, "空行", "第10段", file=TWO),
    in_article(
        "an empty paragraph",
        ARTICLE_SECOND,
        '<p><span leaf=""><br></span></p>' + ARTICLE_SECOND,
        2,
        "空段",
        file=TWO,
    ),
    in_article("words turned round", "第二段", "\u202e第二段\u202c", 2, "正文", file=TWO),
    in_article(
        "words emphasised by style alone",
        "第二段",
        "<b style='font-weight:bold'>第二段</b>",
        2,
        "不应有加重",
        file=TWO,
    ),
    in_article(
        "words bold by style alone",
        "第二段",
        "<span style='font-weight:bold'>第二段</span>",
        2,
        "不应有加重",
        file=TWO,
    ),
    in_article(
        "strong words set light", "<strong>加重", '<strong style="font-weight:normal">加重', 1, "应有加重"
    ),
    in_article(
        "words struck out",
        "第二段",
        '<span style="text-decoration:line-through">第二段</span>',
        2,
        "S-property",
        file=TWO,
    ),
    in_article("a mark of half width", "内层一；", "内层一;", 2, "正文", file=TWO),
    in_article("a picture made invisible", "max-width:100%", "max-width:0", 2, "太窄", file=TWO),
    in_article("a link over other words", ">旧文</a>", ">旧</a>文", 1, "链接"),
    in_article("a note without its mark", ">①</sup></span></td>", "></sup></span></td>", 2, "脚注", file=TWO),
    in_article("the date of the edition altered", "（2024-05-31）", "（2023-05-31）", 0, "篇末"),
    in_article(
        "a tag that does not match",
        "最后一问？</strong></span>",
        "最后一问？</strong></p>",
        3,
        "标记不规范",
        file=TWO,
    ),
    in_article("a control character", "第二段", "第\x01二段", 0, "第”之后有控制字符 U+0001", file=TWO),
    Fault(
        f"{SERIES}: a mark without width", "wechat/", s.series("questions", ["pla\u200bin"]), 0, ("\\u200b",)
    ),
    Fault(f"{ONE}: words behind the article", ONE, s.appended(ONE, "暗"), 0, ("正文外面",)),
    Fault(f"{TWO}: a question twice", TWO, s.article_question_twice(TWO), 2, ("不止一次", "02-technical")),
    Fault(
        f"{ONE}: two articles change places",
        "wechat/",
        s.files_exchanged(ONE, TWO),
        0,
        ("01-general", "应为“第1问”，实为“第2～3问”"),
    ),
    Fault(
        f"{TWO}: an article twice",
        "wechat/",
        s.copied_file(ONE, TWO),
        0,
        ("02-technical", "应为“第2～3问”，实为“第1问”"),
    ),
    Fault(f"{TWO}: the earlier edition's article", "wechat/", s.earlier_file(TWO), 3, ("没有这一问",)),
    Fault(
        f"{TWO}: a picture missing",
        "wechat/",
        s.missing("wechat/images/001.png"),
        2,
        ("缺少图片 images/001.png",),
    ),
    Fault(
        f"{TWO}: a picture painted over",
        "wechat/",
        s.painted_over("wechat/images/001.png", (200, 120, 440, 240)),
        2,
        ("frame.png",),
    ),
    Fault(
        f"{ONE}: the cover of another article",
        "wechat/",
        s.copied_file(COVERS[1], COVERS[0]),
        0,
        ("封面不同", "第1问"),
    ),
    Fault(
        f"{ONE}: the cover painted over",
        "wechat/",
        s.painted_over(COVERS[0], (30, 20, 100, 60)),
        0,
        ("封面", "改动过"),
    ),
    Fault(f"{ONE}: the cover missing", "wechat/", s.missing(COVERS[0]), 0, ("01-general-wide.png", "找不到")),
    *(
        Fault(f"{SERIES}: {key} altered", "wechat/", s.series(key, value), 0, ("01-general", words))
        for key, value, words in (
            ("author", "别人", "作者"),
            ("key", "last", "文章代号"),
            ("draft", 2, "草稿"),
            ("questions", ["everything"], "问题"),
            ("characters", 1, "字符数"),
            ("words", 1, "字数"),
            ("covers", [], "封面"),
            ("release", "9", "release"),
            ("cover", "x.png", "cover"),
        )
    ),
    Fault(
        f"{SERIES}: a word too many at the top", "wechat/", s.series_top("release", "1.0"), 0, ("release",)
    ),
    *(
        Fault(
            f"{SERIES}: the {key} of a picture altered", "wechat/", s.series_image(1, key, value), 0, (words,)
        )
        for key, value, words in (
            ("caption", "别的", "图片"),
            ("file", "images/002.png", "images/001.png"),
            ("width", 1, "640×360"),
            ("alternative", "别的", "图片"),
        )
    ),
    *(
        Fault(f"{PAGE}: {name}", PAGE, s.page_alone_seen(old, new), 0, ("复制页", *tells))
        for name, old, new, *tells in (
            ("words added", "</body>", "<p>多余的话</p></body>", "多余的话"),
            ("a script added", "</body>", "<script>x()</script></body>", "x()"),
            ("the script altered", '"use strict";', '"use strict";x();'),
            ("words added by style", "</style>", "body::after{content:'暗'}</style>"),
            ("an event added", "<body>", "<body onload='x()'>"),
            (
                "a button copies another article",
                'data-article="0" data-copy="title"',
                'data-article="1" data-copy="title"',
                "第1篇",
            ),
            ("a cover offered for another", 'href="covers/01-', 'href="covers/02-', "第1篇"),
            ("a title altered", 'id="title-2">', 'id="title-2">新', "第2篇"),
            ("the edition altered", "第1版", "第2版"),
        )
    ),
    *(
        Fault(
            f"{PAGE}: the {key} of what is copied altered",
            PAGE,
            s.page_entry(1, key, lambda old: old + "。"),
            0,
            (words, "02-technical"),
        )
        for key, words in (
            ("title", "标题和摘要"),
            ("digest", "标题和摘要"),
            ("text", "纯文字"),
            ("author", "author"),
        )
    ),
    Fault(
        f"{PAGE}: a style of what is copied altered",
        PAGE,
        s.page_entry(
            1, "html", lambda old: old.replace(ARTICLE_SECOND, ARTICLE_SECOND.replace("1em", "9em"))
        ),
        2,
        ("第2篇要复制的正文", "02-technical.html 第10段"),
    ),
    Fault(
        f"{PAGE}: the articles in another order", PAGE, s.page_reversed(), 0, ("应为“第1问”，实为“第2～3问”",)
    ),
    Fault(
        f"{SERIES}: an article that is not listed", SERIES, s.stray("wechat/03-extra.html"), 0, ("03-extra",)
    ),
    *(
        Fault(f"{TWO}: {name}", TWO, s.article(TWO, old, new), number, tells)
        for name, old, new, number, tells in (
            (
                "a figure raised by its style",
                ">12</span></td>",
                '>1<span style="vertical-align:super;font-size:12px">2</span></span></td>',
                2,
                ("第23段", "表格"),
            ),
            (
                "a paragraph bold by its style",
                ARTICLE_SECOND,
                ARTICLE_SECOND.replace("margin-top:1em", "font-weight:bold"),
                2,
                ("第10段", "不应有加重"),
            ),
            (
                "everything slanted",
                '<section style="',
                '<section style="font-style:italic;',
                2,
                ("第6段", "不应有着重"),
            ),
            (
                "a cell bold by its style",
                '<td style="padding:5px;border:0"><span leaf="">甲区',
                '<td style="font-weight:bold"><span leaf="">甲区',
                2,
                ("第21段", "不应有加重"),
            ),
            (
                "the first words moved out at the left",
                ARTICLE_SECOND,
                ARTICLE_SECOND.replace("margin-top:1em", "text-indent:-4em"),
                2,
                ("第10段", "伸出左边"),
            ),
            (
                "a paragraph moved out at the left",
                ARTICLE_SECOND,
                ARTICLE_SECOND.replace("margin-top:1em", "margin:1em 0 0 -5em"),
                2,
                ("第10段", "伸出左边"),
            ),
            (
                "a list of notes between two questions",
                '<p><span leaf="">答：',
                '<h3><span leaf="">注释</span></h3><p><span leaf="">①表内脚注。</span></p><h2><span leaf="">3'
                '<br>最后一问？</span></h2><p><span leaf="">答：',
                3,
                ("“注释”的位置", "排在第3问前面"),
            ),
            (
                "a row without its last cell",
                '<td style="padding:5px;border:0;text-align:center"><span leaf=""><br></span></td>',
                "",
                2,
                ("第24段", "格数"),
            ),
        )
    ),
    Fault(
        f"{ONE}: the ground of a code taken away",
        ONE,
        s.article(ONE, "background:#ddd;color:#333", "background:#fff;color:#333"),
        1,
        ("第7段", "应有代码字体"),
    ),
    Fault(f"{TWO}: a second frame in a picture", TWO, s.picture_moves("wechat/images/001.png"), 0, ("会动",)),
    in_article("another release in the last line", "版本 1.0", "版本 1.1", 0, "版本"),
    # ---- the files beside the book
    Fault("the cover's words altered", COVER, s.pdf_words(COVER, "办公室", "室公办"), 0, ("封面不同",)),
    Fault(
        "a word added to the cover", COVER, s.pdf_drawn(COVER, 0, text="more", at=(200, 300)), 0, ("封面",)
    ),
    Fault(
        "a word added to the booklet",
        BOOKLET,
        s.pdf_drawn(BOOKLET, 2, text="more", at=(200, 300)),
        0,
        ("第3面",),
    ),
    Fault(
        "a picture on the booklet",
        BOOKLET,
        s.pdf_laid_over(BOOKLET, 2, (100, 300, 300, 340)),
        0,
        ("第3面",),
    ),
    Fault(
        "words of the booklet covered",
        BOOKLET,
        s.pdf_drawn(BOOKLET, 2, cover=(100, 100, 300, 300)),
        0,
        ("第3面",),
    ),
    Fault(
        "a number of the order sheet altered", ORDER, s.pdf_words(ORDER, "80", "90"), 0, ("印刷单不同", "80")
    ),
    Fault(
        "a measure on the order sheet altered",
        ORDER,
        s.pdf_words(ORDER, "148×210", "148×201"),
        0,
        ("实测值",),
    ),
    Fault(
        "words of the order sheet covered",
        ORDER,
        s.pdf_drawn(ORDER, 0, cover=(60, 100, 200, 200)),
        0,
        ("印刷单",),
    ),
    Fault("the order sheet missing", ORDER, s.missing(ORDER), 0, ("找不到",)),
    Fault("a side of the booklet left out", BOOKLET, s.pdf_without_page(BOOKLET, 2), 0, ("小册子",)),
    # ---- what only the manifest can tell
    Fault("a cover altered", "wechat/covers/01-general-wide.png", s.cover(), 0, ("改动过",), True),
    Fault("a file too many", "handbook-copy.pdf", s.stray("handbook-copy.pdf"), 0, ("清单里没有",), True),
    Fault("the manifest missing", "manifest.json", s.missing("manifest.json"), 0, ("清单",), True),
)
