"""Single faults to seed into a good e-book: what is changed in which file, and words of the message that must follow.

The list is that of faults that other judges were tried with: EPUBCheck 5.3.0, its port, Ace 1.4.6 and calibre are
silent on those marked ``silent``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Files = dict[str, bytes]

OPF, NAV, NCX, CSS = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/style.css"
PART, OTHER, PREFACE, COVER = (
    "EPUB/part-technical.xhtml", "EPUB/part-general.xhtml", "EPUB/preface.xhtml", "EPUB/cover.xhtml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: its name, how it changes the files of the book, and what the message must say."""

    name: str
    change: Callable[[Files], None]
    message: str
    silent: bool = False


def sub(file: str, pattern: str, replacement: str, count: int = 1) -> Callable[[Files], None]:
    """Replace the first place (``count`` 0: every place) of ``file`` that matches; the pattern must match."""

    def change(files: Files) -> None:
        text, done = re.subn(pattern, replacement, files[file].decode(), count=count, flags=re.DOTALL)
        assert done, pattern
        files[file] = text.encode()

    return change


def add(file: str, text: str) -> Callable[[Files], None]:
    """Write ``text`` at the end of ``file``."""

    def change(files: Files) -> None:
        files[file] += text.encode()

    return change


def drop(file: str) -> Callable[[Files], None]:
    """Take ``file`` out of the archive."""

    def change(files: Files) -> None:
        del files[file]

    return change


def empty(file: str) -> Callable[[Files], None]:
    """Leave nothing in ``file``."""

    def change(files: Files) -> None:
        files[file] = b""

    return change


def swap(file: str, one: str, other: str) -> Callable[[Files], None]:
    """Let two strings change places everywhere in ``file``."""

    def change(files: Files) -> None:
        text = files[file].decode()
        assert one in text
        assert other in text
        files[file] = text.replace(one, "\0").replace(other, one).replace("\0", other).encode()

    return change


def each(*changes: Callable[[Files], None]) -> Callable[[Files], None]:
    """Several changes that make one fault."""

    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def _move_contents_line(files: Files) -> None:
    """The first question's line goes behind the second's, in both lists of contents."""
    for file, pattern in (
        (NAV, r"(<li><a href=\"part-technical\.xhtml#q-everything\">.*?</li>\s*)(<li>.*?</li>)"),
        (NCX, r"(<text>2　.*?<content src=\"[^\"]*\"/>)(.*?)(<text>3　.*?<content src=\"[^\"]*\"/>)"),
    ):
        sub(file, pattern, r"\2\1" if file == NAV else r"\3\2\1")(files)


def _drop_contents_line(files: Files) -> None:
    sub(NAV, r"<li><a href=\"part-technical\.xhtml#q-last\">.*?</li>", "")(files)
    sub(NCX, r"<navPoint id=\"[^\"]*\" playOrder=\"\d+\">\s*<navLabel><text>3　.*?</navPoint>", "")(files)
    order = iter(range(1, 1000))
    text = re.sub(r"playOrder=\"\d+\"", lambda _: f'playOrder="{next(order)}"', files[NCX].decode())
    files[NCX] = text.encode()


def _drop_page(files: Files) -> None:
    """Page 5 vanishes: its line in both lists and its marker."""
    sub(NAV, r"<li><a href=\"[^\"]*#page5\">5</a></li>", "")(files)
    sub(NCX, r"<pageTarget id=\"target-5\".*?</pageTarget>", "")(files)
    sub(PART, r"<span [^>]*id=\"page5\"[^>]*></span>", "")(files)
    order = iter(range(1, 1000))
    text = re.sub(r"playOrder=\"\d+\"", lambda _: f'playOrder="{next(order)}"', files[NCX].decode())
    files[NCX] = text.encode()


MARKER = r"(<span epub:type=\"pagebreak\"[^>]*></span>)"

FAULTS = (
    # Languages
    Fault("no language on the package", sub(OPF, r" xml:lang=\"zh-Hans\"", ""), "书的语言不对"),
    Fault(
        "no language on a document",
        sub(PART, r" lang=\"zh-Hans\" xml:lang=\"zh-Hans\"", ""),
        "part-technical.xhtml 错误 V330 语言",
    ),
    Fault(
        "no xml:lang on a document",
        sub(PART, r" xml:lang=\"zh-Hans\"", ""),
        "part-technical.xhtml 错误 V330 语言",
    ),
    Fault(
        "a document in English",
        sub(PART, r"lang=\"zh-Hans\"", 'lang="en"', 0),
        "part-technical.xhtml 错误 V330 语言",
        True,
    ),
    Fault("dc:language en", sub(OPF, r">zh-Hans</dc:language>", ">en</dc:language>"), "书的语言不对", True),
    Fault(
        "the whole book in English",
        each(*(sub(name, "zh-Hans", "en", 0) for name in (OPF, NAV, PART, OTHER, PREFACE, COVER))),
        "书的语言不对",
        True,
    ),
    Fault("dc:language zh_CN", sub(OPF, r">zh-Hans</dc:language>", ">zh_CN</dc:language>"), "书的语言不对"),
    # Archive, manifest, identifiers, links
    Fault("an id twice", sub(PART, r"id=\"q-last\"", 'id="q-everything"'), "出现 2 次"),
    Fault(
        "a broken link",
        sub(OTHER, r"part-technical\.xhtml#q-everything", "part-technical.xhtml#q-nowhere"),
        "无处可去",
    ),
    Fault(
        "a style sheet that is missing",
        sub(PART, r"href=\"style\.css\"", 'href="styles.css"'),
        "缺少内部文件",
    ),
    Fault("a file of the manifest that is missing", drop("EPUB/images/001.png"), "清单里有、书里没有"),
    Fault(
        "a file that no manifest names",
        lambda files: files.update({"EPUB/extra.txt": b"x"}),
        "书里有、清单里没有",
    ),
    Fault("another uid in the NCX", sub(NCX, r"urn:uuid:..", "urn:uuid:zz"), "NCX 的标识"),
    Fault(
        "a picture from the network",
        sub(PART, r"src=\"images/001\.png\"", 'src="https://example.org/a.png"'),
        "用了书外的文件",
    ),
    Fault("an empty chapter", empty(PART), "无法解析"),
    Fault("a Chinese id", sub(PART, r"id=\"q-last_title\"", 'id="最后"'), "不是英文字母"),
    Fault("no XML declaration", sub(PART, r"^<\?xml.*?\?>", ""), "没有写明编码"),
    Fault(
        "a chapter outside the reading order", sub(OPF, r"<itemref idref=\"preface\"/>", ""), "不在阅读顺序里"
    ),
    Fault(
        "no release date", sub(OPF, r"<meta property=\"dcterms:modified\">.*?</meta>", ""), "dcterms:modified"
    ),
    Fault(
        "no source digest",
        sub(OPF, r"<meta property=\"baiwen:sourceDigest\">.*?</meta>", ""),
        "没有写明版本和源文件的校验码",
        True,
    ),
    Fault(
        "a release twice",
        sub(OPF, r"(<meta property=\"baiwen:release\">.*?</meta>)", r"\1\1"),
        "没有写明版本和源文件的校验码",
        True,
    ),
    Fault(
        "another release",
        sub(OPF, r"(<meta property=\"baiwen:release\">)1\.0", r"\g<1>0.9"),
        "版本不同",
        True,
    ),
    Fault(
        "pages that turn the other way",
        sub(OPF, r"<spine ", '<spine page-progression-direction="rtl" '),
        "从右向左",
        True,
    ),
    # Accessibility metadata
    Fault(
        "no accessibility summary",
        sub(OPF, r"<meta property=\"schema:accessibilitySummary\">.*?</meta>", ""),
        "accessibilitySummary",
    ),
    Fault(
        "conformance misspelt",
        sub(
            OPF,
            r"(<meta property=\"schema:accessibilityHazard\")",
            r'<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 WCAG AA</meta>\1',
        ),
        "dcterms:conformsTo",
    ),
    Fault("an unknown access mode", sub(OPF, r">visual<", ">sight<"), "schema:accessMode"),
    Fault("visual without a picture", sub(PART, r"<img [^>]*/>", "", 0), "accessMode 的 visual"),
    Fault("an unknown feature", sub(OPF, r">readingOrder<", ">printPageNumbers<"), "accessibilityFeature"),
    # Pictures and cover
    Fault("a cover without words", sub(COVER, r" alt=\"[^\"]*\"", ""), "没有像样的替代文字"),
    Fault(
        "a cover described by its file name",
        sub(COVER, r" alt=\"[^\"]*\"", ' alt="cover.jpg"'),
        "没有像样的替代文字",
        True,
    ),
    Fault(
        "a picture described by its file name",
        sub(PART, r"alt=\"[^\"]*\"", 'alt="frame"'),
        "没有像样的替代文字",
        True,
    ),
    Fault("no cover image", sub(OPF, r" properties=\"cover-image\"", ""), "没有指明封面图", True),
    Fault("no cover for old reading apps", sub(OPF, r"<meta name=\"cover\"[^>]*/>", ""), "认不出封面", True),
    # Headings, titles, links
    Fault("a part that begins with h3", sub(PART, r"<h1(.*?)</h1>", r"<h3\1</h3>"), "第一个标题是 h3"),
    Fault("two h1", sub(PART, r"<h2(.*?)</h2>", r"<h1\1</h1>"), "不止一个一级标题", True),
    Fault(
        "a title that is a file name",
        sub(PART, r"<title>.*?</title>", "<title>ch002.xhtml</title>"),
        "标题像文件名",
        True,
    ),
    Fault(
        "a title of another page",
        sub(PART, r"<title>.*?</title>", "<title>总体要求类</title>"),
        "不同（改法：改成一样）",
        True,
    ),
    Fault("a link that says 点击这里", sub(OTHER, r">外部链接<", ">点击这里<"), "没有说清去哪里", True),
    # Roles and meanings
    Fault(
        "role doc-question",
        sub(PART, r"<section class=\"question\"", '<section class="question" role="doc-question"'),
        "role 的值不通行",
    ),
    Fault(
        "doc-footnote on div",
        sub(OTHER, r"<aside (epub:type=\"footnote\".*?)</aside>", r"<div \1</div>"),
        'role="doc-footnote" 只能用在',
    ),
    Fault(
        "epub:type question",
        sub(PART, r"<section class=\"question\"", '<section class="question" epub:type="question"'),
        "epub:type 的值不通行",
    ),
    Fault("qna without its role", sub(PART, r" role=\"doc-qna\"", ""), 'epub:type="qna" 要有'),
    Fault(
        "the attribute zy-footnote",
        sub(OTHER, r"role=\"doc-noteref\"", 'role="doc-noteref" zy-footnote="x"'),
        "zy-footnote",
    ),
    Fault(
        "a mark without its footnote",
        sub(OTHER, r"<aside epub:type=\"footnote\".*?</aside>", ""),
        "脚注与注号对不上",
    ),
    # Contents and landmarks
    Fault("no class on the NCX page list", sub(NCX, r" class=\"pagelist\"", ""), "pageList"),
    Fault("a gap in the play order", sub(NCX, r"playOrder=\"2\"", 'playOrder="200"'), "playOrder"),
    Fault("contents in another order", _move_contents_line, "目录的次序"),
    Fault("a line of the contents dropped", _drop_contents_line, "目录里没有“3最后一问？”", True),
    Fault(
        "a line of the NCX dropped", sub(NCX, r"<navLabel><text>3　", "<navLabel><text>4　"), "两份目录", True
    ),
    Fault(
        "a landmark with two meanings",
        sub(NAV, r"epub:type=\"bodymatter\"", 'epub:type="bodymatter frontmatter"'),
        "不是恰好一个含义",
        True,
    ),
    Fault(
        "no landmark for the text",
        sub(NAV, r"<li><a epub:type=\"bodymatter\".*?</li>", ""),
        "地标里缺少 bodymatter",
        True,
    ),
    # Printed page numbers
    Fault("a page list that leads nowhere", sub(NAV, r"#page4\"", '#page444"'), "无处可去"),
    Fault(
        "page labels swapped",
        each(
            swap(NAV, ">4</a>", ">5</a>"),
            swap(NCX, "<text>4</text>", "<text>5</text>"),
            swap(PART, 'id="page4" aria-label="4"', 'id="page5" aria-label="5"'),
        ),
        "页码",
        True,
    ),
    Fault(
        "a marker twenty characters late",
        sub(PART, MARKER + r"(<h2[^>]*><span[^>]*>[^<]*</span>[^<]{5})", r"\2\1"),
        "开头与印刷版不符",
        True,
    ),
    Fault(
        "no page list", sub(NAV, r"<nav epub:type=\"page-list\".*?</nav>", ""), "页码表与正文里的页码标记不符"
    ),
    Fault(
        "no page markers at all",
        each(
            sub(NAV, r"<nav epub:type=\"page-list\".*?</nav>", ""),
            *(sub(name, MARKER, "", 0) for name in (PART, OTHER, PREFACE)),
        ),
        "NCX 的页码表",
    ),
    Fault(
        "no source of the page breaks",
        sub(OPF, r"<meta property=\"pageBreakSource\">.*?</meta>", ""),
        "pageBreakSource",
    ),
    Fault(
        "the pages of another edition",
        sub(OPF, r"(<meta property=\"pageBreakSource\">[^<]*)第1版", r"\g<1>第2版"),
        "书的信息不同",
        True,
    ),
    Fault("one page left out of both lists", _drop_page, "没有标出第5页", True),
    # Looks
    Fault(
        "a font for the text", add(CSS, '\n@font-face { font-family: x; src: url("x.ttf") }'), "@font-face"
    ),
    Fault("vertical lines", add(CSS, "\nbody { writing-mode: vertical-rl }"), "排乱版面", True),
    Fault("low contrast", add(CSS, "\np { color: #bbb }"), "夜间模式"),
    Fault("black text", add(CSS, "\nbody { color: #000 }"), "夜间模式", True),
    Fault("black on white", add(CSS, "\nbody { color: #111; background: #fff }"), "夜间模式", True),
    Fault("a colour by name", add(CSS, "\nh1 { color: navy }"), "夜间模式", True),
    Fault("sizes in px", add(CSS, "\np { font-size: 14px }"), "不随读者的字号变化", True),
    Fault("a style sheet that breaks off", add(CSS, "\np { font-size 1em; } }"), "看不懂"),
    Fault("positions", add(CSS, "\nh1 { position: absolute }"), "排乱版面", True),
    Fault("a style in the text", sub(PART, r"<p>", '<p style="color:#000">'), "有 style=", True),
    *(
        Fault(f"style: {rules}", add(CSS, f"\n{rules}"), told, True)
        for rules, told in (
            (".note { height: 0; overflow: hidden }", "height: 0"),
            (".note { max-height: 1em }", "max-height: 1em"),
            (".note { width: 0 }", "width: 0"),
            (".note { max-width: 0 }", "max-width: 0"),
            (".note { padding-left: 60% }", "padding-left"),
            (".note p { font-size: 50% }", "font-size"),
            (".note { -epub-speak: none }", "speak"),
            ("td { display: inline }", "display: inline"),
            ("tr, td { display: block }", "display: block"),
            ("body { font-weight: bold }", "应有加重"),
            (".note { overflow: hidden }", "overflow: hidden"),
            (".note { clip-path: inset(100%) }", "clip-path"),
            (".note { -webkit-mask-size: 0 }", "mask-size"),
            (".note { zoom: 0 }", "zoom"),
            (".note { scale: 0 }", "scale"),
            (".note { margin-left: -40em }", "margin-left"),
            (".note { margin: 1em 0 1em -40em }", "margin: "),
            (".note { margin-top: -9em }", "margin-top"),
            (".note { padding-left: 90em }", "padding-left"),
            (".note p { text-indent: -3em }", "text-indent"),
            (".case p { line-height: 0 }", "line-height"),
            (".case p { letter-spacing: -1em }", "letter-spacing"),
            (".case p { font-size: .01em }", "font-size"),
            (".case p { font: 0/0 serif }", "font: 0"),
            (".question { display: flex; flex-direction: column-reverse }", "column-reverse"),
            (".question { display: flex; flex-wrap: wrap-reverse }", "wrap-reverse"),
            (".case { order: 2 }", "order: 2"),
            (".case { grid-row: 1 }", "grid-row"),
            (".case p { display: table-footer-group }", "table-footer-group"),
            (".case span { display: ruby-text }", "ruby-text"),
            ("title { display: block }", "display: block"),
            ("ol { counter-reset: list-item 7 }", "counter-reset"),
            ("li { counter-set: list-item 7 }", "counter-set"),
            ("li { counter-increment: list-item 2 }", "counter-increment"),
            ("code { text-transform: uppercase }", "text-transform"),
            (".case p { text-decoration: line-through }", "line-through"),
            (".case p { text-decoration: underline; text-underline-offset: -.5em }", "text-underline-offset"),
            (".case p { -webkit-text-security: disc }", "text-security"),
            (".case p { -webkit-line-clamp: 1 }", "line-clamp"),
            ('.case p { hyphenate-character: "假" }', "hyphenate-character"),
            ('em { text-emphasis: "假" }', "text-emphasis"),
            ('p { font-feature-settings: "trad" }', "font-feature-settings"),
            ("p { font-variant-east-asian: traditional }", "font-variant-east-asian"),
            (".case { all: unset }", "all: unset"),
            (".case { width: var(--w) }", "var(--w)"),
            (".case { outline: 40em solid }", "outline"),
            ("p { unicode-bidi: bidi-override }", "unicode-bidi"),
        )
    ),
    # What changes no word
    *(
        Fault(name, sub(PART, pattern, new), told, True)
        for name, pattern, new, told in (
            (
                "a link in a title",
                "最后一问？</h2>",
                '<a href="https://example.org/x">最后一问？</a></h2>',
                "不应有链接",
            ),
            (
                "a link in a caption",
                "各区项目一览",
                '<a href="https://example.org/x">各区项目一览</a>',
                "不应有链接",
            ),
            ("emphasis in a label", ">某街道<", "><em>某街道</em><", "不应有着重"),
            (
                "a table in a note",
                "<table>(.*?)</table>",
                r'<div class="note"><table>\1</table></div>',
                "实在说明里的表格里",
            ),
            ("an empty cell too many", '(<td class="center"></td>)', r"\1<td></td>", "第2行有 4 格"),
            ("an empty cell too few", '<td class="center"></td>\n', "", "第2行有 2 格"),
            (
                "a case in two boxes",
                "<p>第二段。</p>",
                '</aside><aside class="case" role="doc-example" aria-label="案例：第二段"><p>第二段。</p>',
                "要有一个标签",
            ),
            (
                "a label in the middle of a case",
                "<p>第二段。</p>",
                '<p class="label">第二段。</p>',
                "要有一个标签",
            ),
            ("a paragraph as a heading", "<p>第二段。</p>", "<h3>第二段。</h3>", "外面有 <h3>"),
            ("a paragraph as an entry of a glossary", "<p>答：</p>", "<dl><dd>答：</dd></dl>", "外面有 <dl>"),
            ("a rule between paragraphs", "<p>第二段。</p>", "<hr/><p>第二段。</p>", "外面有 <hr>"),
            ("a box without a meaning", "<p>答：</p>", "<aside><p>答：</p></aside>", "没有写明是什么"),
            (
                "a paragraph that leads elsewhere",
                "<p>第二段。</p>",
                '<a href="https://example.org/x"><p>第二段。</p></a>',
                "<a> 包住了整段",
            ),
            (
                "a paragraph in bold",
                "<p>第二段。</p>",
                "<strong><p>第二段。</p></strong>",
                "<strong> 包住了整段",
            ),
            (
                "a picture that leads elsewhere",
                r'(<img src="images/001[^>]*>)',
                r'<a href="https://example.org/x">\1</a>',
                "<a> 包住了整段或图",
            ),
            (
                "another picture on sharp screens",
                'src="images/001.png"',
                'src="images/001.png" srcset="cover.jpg 2x"',
                "srcset",
            ),
            ("words read in another voice", "<p>答：</p>", '<p lang="en">答：</p>', "lang"),
            ("a heading of columns as one of rows", 'scope="col"', 'scope="row"', "scope 写 col"),
            (
                "a section with another name",
                'aria-labelledby="q-last_title"',
                'aria-labelledby="q-everything_title"',
                "aria-labelledby",
            ),
            (
                "a page that leaves for another",
                "</head>",
                '<meta http-equiv="refresh" content="0; url=nav.xhtml"/></head>',
                "页头里有",
            ),
            ("links from another place", "</head>", '<base href="https://example.org/"/></head>', "页头里有"),
            (
                "a style sheet for paper alone",
                'rel="stylesheet"',
                'rel="stylesheet" media="print"',
                "页头里有",
            ),
            ("a mark to which no note leads back", 'id="q-everything_r1"', 'id="q-everything_r9"', "注号"),
            ("words in a footnote's mark", '_n1">1</a></sup>', '_n1">（假）</a></sup>', "注号"),
            (
                "a second mark of a footnote",
                "<p>答：</p>",
                '<p>答：<sup><a role="doc-noteref" epub:type="noteref" href="#q-last">假</a></sup></p>',
                "不同：应为",
            ),
            ("words shown in the number of a page", r'(id="page5"[^>]*>)', r"\1假", "不同：应为"),
            ("a field for words", "<p>答：</p>", '<p contenteditable="true">答：</p>', "contenteditable"),
        )
    ),
    Fault(
        "two questions under each other's names",
        each(swap(PART, '"q-everything"', '"q-last"'), swap(PART, "q-everything_title", "q-last_title")),
        "问题的标识",
        True,
    ),
    Fault(
        "two questions of the contents on another level",
        each(
            sub(
                NAV,
                r'</a>\s*<ol>\s*(<li><a href="part-general\.xhtml#q-plain">.*?</li>)\s*</ol>\s*</li>',
                r"</a></li>\1",
            ),
            sub(NCX, r'(<navPoint id="entry-3".*?</navPoint>)\s*</navPoint>', r"</navPoint>\1"),
        ),
        "第1级目录",
        True,
    ),
    Fault("another value of a page in the NCX", sub(NCX, 'value="4"', 'value="9"'), "它的值不同", True),
    Fault(
        "another book in the container",
        sub("META-INF/container.xml", r"(<rootfile [^>]*/>)", r"\1\1"),
        "不止一本书",
        True,
    ),
    Fault("a chapter twice", sub(OPF, '(<itemref idref="part-technical"/>)', r"\1\1"), "源文件里没有", True),
    Fault(
        "pages of fixed size",
        sub(OPF, "</metadata>", '<meta property="rendition:layout">pre-paginated</meta></metadata>'),
        "多出“pre-paginated”",
        True,
    ),
    Fault(
        "a book from right to left", sub(OPF, "<package ", '<package dir="rtl" '), "书的信息里有 dir", True
    ),
    Fault("letters as signs", add(CSS, "\n.case p { font-family: Wingdings }"), "Wingdings", True),
    Fault("a picture pressed flat", add(CSS, "\nfigure img { height: .5em }"), "height: .5em", True),
    Fault("the forms of another language", add(CSS, '\np { -webkit-locale: "ja" }'), "locale", True),
    Fault(
        "a link in the words before the questions",
        sub(OTHER, "这一部分", '<a href="https://example.org/x">这一部分</a>'),
        "不应有链接",
        True,
    ),
    Fault(
        "a link on the title page",
        sub("EPUB/title.xhtml", "第1版", '<a href="https://example.org/x">第1版</a>'),
        "不应有链接",
        True,
    ),
    Fault(
        "emphasis in the glossary",
        sub("EPUB/glossary.xhtml", "例子", "<strong>例子</strong>"),
        "不应有加重",
        True,
    ),
    # What the package document and the NCX say
    *(
        Fault(name, sub(OPF, pattern, new), told, True)
        for name, pattern, new, told in (
            ("another date", r"(<dc:date>)2024", r"\g<1>2023", "应为“2024-05-31"),
            ("another date of the release", r"(modified\">)2024", r"\g<1>2023", "应为“2024-05-31"),
            ("another identifier", r"urn:uuid:..", "urn:uuid:zz", "应为“urn:uuid"),
            ("a description", "</metadata>", "<dc:description>假</dc:description></metadata>", "多出“假”"),
            ("rights", "</metadata>", "<dc:rights>假</dc:rights></metadata>", "多出“假”"),
            ("a subject", "</metadata>", "<dc:subject>假</dc:subject></metadata>", "多出“假”"),
            ("a second author", "<dc:publisher>", "<dc:creator>假</dc:creator><dc:publisher>", "多出“假”"),
            (
                "a name for sorting",
                "</metadata>",
                '<meta name="calibre:series" content="假"/></metadata>',
                "多出“假”",
            ),
            ("another summary", "全书为文字问答", "全书为音频", "实为“全书为音频"),
            ("another name in the guide", 'title="正文"', 'title="假"', "guide不同"),
            (
                "a chapter that is passed over",
                'idref="part-technical"',
                'idref="part-technical" linear="no"',
                "linear",
            ),
            (
                "a chapter in another layout",
                'idref="part-technical"',
                'idref="part-technical" properties="rendition:layout-pre-paginated"',
                "另有排法",
            ),
        )
    ),
    Fault(
        "another title in the NCX", sub(NCX, "<docTitle><text>", "<docTitle><text>假"), "NCX 里的“假", True
    ),
    Fault(
        "another author in the NCX", sub(NCX, "<docAuthor><text>", "<docAuthor><text>假"), "NCX 里的“假", True
    ),
    Fault(
        "words put into the NCX",
        sub(NCX, "<navMap>", "<navInfo><text>假</text></navInfo><navMap>"),
        "“假",
        True,
    ),
    Fault("another name of a landmark", sub(NAV, ">正文</a>", ">假</a>"), "地标不同", True),
    Fault(
        "a landmark that leads elsewhere",
        sub(NAV, r'(bodymatter" href=")[^"]*', r"\1glossary.xhtml"),
        "地标",
        True,
    ),
    Fault("a page's name in the window", sub(COVER, "<title>封面", "<title>假"), "页名不同", True),
    Fault(
        "a style sheet by an instruction",
        sub(PART, "<!DOCTYPE", '<?xml-stylesheet href="data:text/css,p%7Bdisplay:none%7D"?><!DOCTYPE'),
        "会换掉文字或样式",
        True,
    ),
    Fault(
        "words by an entity",
        each(
            sub(PART, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x "假">]>'),
            sub(PART, "第二段", "第二段&x;"),
        ),
        "用了自定的字符",
        True,
    ),
    # Words
    Fault("a paragraph dropped", sub(PART, r"<p>第二段。</p>", ""), "不同", True),
    Fault("a character changed", sub(PART, r"背景与目的", "背景和目的"), "背景和目的", True),
    Fault(
        "a paragraph of the preface dropped",
        sub(PREFACE, r"<p>.*?</p>", "<p>别的话。</p>"),
        "印刷版与电子书的文字或版次不同",
        True,
    ),
    Fault("a space between characters", sub(PART, r"背景与目的", "背景 与目的"), "汉字之间有空白", True),
    Fault("a space after a figure", sub(OTHER, r"2024年的", "2024 年的"), "之间多出空白", True),
    Fault("a space lost between words", sub(OTHER, r"A-1 &lt;b", "A-1&lt;b"), "之间少了空格", True),
    Fault(
        "a line break between characters", sub(OTHER, r"</strong>、", "</strong>\n、"), "汉字之间有空白", True
    ),
    Fault(
        "a table without header cells",
        sub(PART, r"<th scope=\"col\"([^>]*>.*?)</th>", r"<td\1</td>", 0),
        "没有写明表头",
        True,
    ),
    Fault("header cells without scope", sub(PART, r" scope=\"col\"", "", 0), "没有写明表头", True),
    # What other ways of reading would pass over
    Fault("a role without its meaning", sub(PART, ' epub:type="qna"', ""), '要有 epub:type="qna"', True),
    Fault(
        "bare words in the body",
        sub(PART, '<body epub:type="bodymatter">', r"\g<0>假的字"),
        "假的字",
        True,
    ),
    Fault(
        "a part twice in the reading order",
        sub(OPF, r'<itemref idref="part-general"[^>]*/>', r"\g<0>\g<0>"),
        "多出“总体要求类”，源文件里没有",
    ),
    Fault("an NCX that is no XML", sub(NCX, "</navMap>", ""), "无法解析旧阅读软件用的目录"),
    Fault("an order in the NCX that is no number", sub(NCX, 'playOrder="1"', 'playOrder="one"'), "playOrder"),
    Fault(
        "more levels than the NCX says",
        sub(NCX, 'dtb:depth" content="2"', 'dtb:depth" content="3"'),
        "dtb:depth",
    ),
    Fault(
        "fewer pages than the NCX says", sub(NCX, r'(totalPageCount" content=")\d+', r"\g<1>99"), "应为", True
    ),
    Fault("a page without a body", sub(COVER, r"<body.*</body>", ""), "封面"),
)
