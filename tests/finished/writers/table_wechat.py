"""Breakages of the writers and templates of the articles, their list and their covers."""

from __future__ import annotations

from tests.finished.writers.breaking import Breakage
from tests.finished.writers.handbook import by_question, long_series, rich_handbook

_ROOM, _LOOK = "pipeline/formats/wechat/", "templates/wechat/"
ANSWER, ARTICLE, COVER = (f"{_LOOK}{name}.html.j2" for name in ("answer", "article", "cover"))
STYLE, PAGE = f"{_LOOK}article.css", f"{_ROOM}page/index.html.j2"
TITLES, SERIES, BOUND, PLAN, FACTS, NOTES, COVERS, PICTURES, HEAD = (
    f"{_ROOM}{name}.py"
    for name in (
        "titles",
        "series",
        "steps",
        "plan",
        "facts",
        "notes",
        "covers",
        "pictures",
        "page/__init__",
    )
)


def _row(name: str, file: str, old: str, new: str, tells: str = "") -> Breakage:
    return Breakage(name, file, old, new, tells, rich_handbook)


def _single(name: str, file: str, old: str, new: str, tells: str = "") -> Breakage:
    return Breakage(name, file, old, new, tells, by_question)


def _long(name: str, file: str, old: str, new: str, tells: str = "") -> Breakage:
    return Breakage(name, file, old, new, tells, long_series)


NAMES = (
    _row(
        "a title with the second keyword of each question",
        TITLES,
        "question.keywords[0] for question in article.questions if question.keywords",
        "question.keywords[-1] for question in article.questions if question.keywords",
    ),
    _row(
        "a title of the first keyword and 等 at once",
        TITLES,
        'return ["、".join(keywords), *fewer]',
        "return fewer[-1:]",
    ),
    _row("a title too short by a keyword", TITLES, 'return ["、".join(keywords), *fewer]', "return fewer"),
    _row("a title without 等", TITLES, '"、".join(keywords[:count]) + "等"', '"、".join(keywords[:count])'),
    _row(
        "a title with the whole book's name",
        TITLES,
        'f"{handbook.short_title or handbook.title}{circled(article.ordinal)}｜"',
        'f"{handbook.title}{circled(article.ordinal)}｜"',
    ),
    _row(
        "a title with the number of the next article",
        TITLES,
        "{circled(article.ordinal)}｜",
        "{circled(article.ordinal + 1)}｜",
    ),
    _row(
        "a title cut one character too early",
        TITLES,
        "if len(title) <= TITLE_LIMIT)",
        "if len(title) < TITLE_LIMIT - 15)",
    ),
    _row(
        "a title of more characters than the platform takes", TITLES, "TITLE_LIMIT = 32", "TITLE_LIMIT = 64"
    ),
    _single(
        "a question's title cut one character too early",
        TITLES,
        "room = text[: limit - 1]",
        "room = text[: limit - 2]",
    ),
    _single(
        "a question's title cut anywhere",
        TITLES,
        'fitted(choices[-1], TITLE_LIMIT, "，、；：")',
        'fitted(choices[-1], TITLE_LIMIT, "|")',
    ),
    _single(
        "a cut title without …",
        TITLES,
        'return (room[: end + 1] if room[end] in "。！？" else room[:end]) + "…"',
        'return room[: end + 1] if room[end] in "。！？" else room[:end]',
    ),
    _single(
        "a question's title that of the first of its part",
        TITLES,
        "choices = [series + article.questions[0].title]",
        "choices = [series + article.category.questions[0].title]",
    ),
    _long(
        "no 等 left: the range lost in a title",
        TITLES,
        "for subject in (*_topics(article), _range(article))]",
        'for subject in (*_topics(article), "问答")]',
    ),
    _long(
        "the number of a part of a part wrong",
        TITLES,
        "（{numeral(article.part)}）",
        "（{numeral(article.part + 1)}）",
    ),
    _long(
        "a title without its part's part",
        TITLES,
        'f"（{numeral(article.part)}）" if article.part else ""',
        '""',
    ),
    _row(
        "the digest of another article",
        BOUND,
        "entries = [_entry(one, article, signed.author) for one, article in zip(series, offered, strict=True)]",
        'entries = [_entry(one, article, signed.author) | {"digest": other.names.digest} for one, article, other in zip(series, offered, series[1:] + series[:1], strict=True)]',
    ),
    _row("a digest without its range", TITLES, 'return f"{_range(article)}：" + "".join', 'return "".join'),
    _row(
        "a digest without the last question",
        TITLES,
        '"".join(question.title for question in article.questions)',
        '"".join(question.title for question in article.questions[:-1])',
    ),
    _row(
        "a digest of more characters than the platform takes",
        TITLES,
        "DIGEST_LIMIT = 128",
        "DIGEST_LIMIT = 20",
    ),
    _single(
        "a digest that is the title",
        TITLES,
        "return next(paragraphs, question.title)",
        "return question.title",
    ),
    _single(
        "a digest of the second paragraph",
        TITLES,
        "return next(paragraphs, question.title)",
        "return list(paragraphs)[-1]",
    ),
    _single(
        "a digest of a list's item",
        TITLES,
        'if passage.kind == "paragraph")',
        'if passage.kind != "picture")',
    ),
    _long(
        "a digest cut after the first half",
        TITLES,
        'digest=fitted(_digest(article), DIGEST_LIMIT, "。！？；")',
        'digest=fitted(_digest(article), DIGEST_LIMIT - 20, "。！？；")',
    ),
    _row(
        "a file by its part's ordinal",
        TITLES,
        'file=f"{article.ordinal:02}-{stem}.html"',
        'file=f"{article.category.ordinal:02}-{stem}.html"',
    ),
    _row(
        "a file by its first question",
        TITLES,
        "stem = article.questions[0].id if by_question else article.category.id",
        "stem = article.questions[0].id",
    ),
    _row("a range by one too far", TITLES, 'f"第{first}～{last}问"', 'f"第{first}～{last + 1}问"'),
    _row(
        "a heading with the part's number",
        TITLES,
        "heading = article.category.title +",
        'heading = f"第{article.category.ordinal}类" + article.category.title +',
    ),
    _row(
        "the titles exchanged in the list", BOUND, '"title": one.names.title,', '"title": one.names.heading,'
    ),
    _row("an article's key its part", SERIES, "return self.questions[0].id", "return self.category.id"),
    _row(
        "an article's key its last question",
        SERIES,
        "return self.questions[0].id",
        "return self.questions[-1].id",
    ),
    _row("the author lost", BOUND, '"author": author,', '"author": "",'),
    _long("one article more in a draft", SERIES, "ARTICLES_A_DRAFT = 8", "ARTICLES_A_DRAFT = 9"),
    _long("drafts counted from nought", BOUND, "// ARTICLES_A_DRAFT + 1", "// ARTICLES_A_DRAFT"),
    _row(
        "questions of an article lost in the list",
        BOUND,
        '"questions": list(one.questions),',
        '"questions": list(one.questions[:1]),',
    ),
    _row(
        "pictures of the list exchanged",
        BOUND,
        "for shown in one.pictures\n        ],",
        "for shown in one.pictures[::-1]\n        ],",
    ),
    _row("a picture's caption without its label", PLAN, 'f"{one.label} {one.caption}"', "one.caption"),
    _row(
        "a picture's alternative its caption",
        PLAN,
        'f"{one.label} {one.caption}", one.alternative)',
        'f"{one.label} {one.caption}", one.caption)',
    ),
    _row(
        "the covers of the list exchanged",
        BOUND,
        "for cover in article.covers\n        ],",
        "for cover in article.covers[::-1]\n        ],",
    ),
    _row(
        "a wrong size of a picture", BOUND, '"width": shown.picture.width,', '"width": shown.picture.height,'
    ),
    _row(
        "a wrong count of characters",
        BOUND,
        '"characters": article.characters,',
        '"characters": article.characters - 1,',
    ),
    _row("a wrong count of words", BOUND, '"words": article.words,', '"words": article.characters,'),
)

ARTICLES = (
    _row(
        "parts in another order",
        SERIES,
        "for category in handbook.parts:\n        whole",
        "for category in handbook.parts[::-1]:\n        whole",
    ),
    _row(
        "a part lost",
        SERIES,
        "for category in handbook.parts:\n        whole",
        "for category in handbook.parts[:-1]:\n        whole",
    ),
    _single(
        "questions in another order",
        SERIES,
        "for question in category.questions:\n                article",
        "for question in category.questions[::-1]:\n                article",
    ),
    _row(
        "an article a question where one a part is wanted",
        SERIES,
        'if handbook.wechat.series == "question":',
        'if handbook.wechat.series != "question":',
    ),
    _long("parts of a part twice as small", SERIES, "LENGTH_BUDGET = 18_000", "LENGTH_BUDGET = 9_000"),
    _long(
        "articles longer than the platform takes", SERIES, "LENGTH_BUDGET = 18_000", "LENGTH_BUDGET = 38_000"
    ),
    _long(
        "the last question of a divided part lost",
        SERIES,
        "rest = rest[len(part.questions) :]",
        "rest = rest[len(part.questions) :][: len(rest) - 2]",
    ),
    _row(
        "the neighbours of an article exchanged",
        BOUND,
        "Ending(before, after, told.edition)",
        "Ending(after, before, told.edition)",
    ),
    _row(
        "the title before last as neighbour",
        BOUND,
        "zip(series, articles, around, around[2:], strict=False)",
        'zip(series, articles, around, around[3:] + ["", ""], strict=False)',
    ),
    _row(
        "the article itself as its neighbour",
        BOUND,
        "zip(series, articles, around, around[2:], strict=False)",
        "zip(series, articles, around, around[1:], strict=False)",
    ),
    _row(
        "the next article not named",
        ARTICLE,
        "{%- if ending.after %}下一篇：{{ ending.after }}<br>{% endif %}",
        "",
    ),
    _row(
        "the next article named as the one before",
        ARTICLE,
        "{%- if ending.after %}下一篇：",
        "{%- if ending.after %}上一篇：",
    ),
    _row(
        "the number of the article at its end wrong",
        ARTICLE,
        "·第{{ article.ordinal }}篇",
        "·第{{ article.category.ordinal }}篇",
    ),
    _row(
        "the whole title at an article's end",
        ARTICLE,
        "{{ handbook.short_title or handbook.title }}·",
        "{{ handbook.title }}·",
    ),
    _row(
        "the edition's line without its digest",
        FACTS,
        'return f"版本 {handbook.release}（{handbook.date}）· 校验码 {digest}"',
        'return f"版本 {handbook.release}（{handbook.date}）"',
    ),
    _row(
        "the edition's line with another release",
        FACTS,
        'return f"版本 {handbook.release}（',
        'return f"版本 {handbook.edition}（',
    ),
    _row("the edition's line with another date", FACTS, "（{handbook.date}）·", "（{handbook.date:%Y-%m}）·"),
    _row(
        "the last digits of the digest",
        FACTS,
        "words_digest(handbook)[:CODE_LENGTH]",
        "words_digest(handbook)[-CODE_LENGTH:]",
    ),
    _row("fewer digits of the digest", FACTS, "CODE_LENGTH = 8", "CODE_LENGTH = 6"),
    _row("the edition's line missing", ARTICLE, "{{ ending.edition }}</p>", "</p>"),
    _row(
        "a line of the follow text lost",
        ARTICLE,
        "{%- for name, value in handbook.wechat.follow %}",
        "{%- for name, value in handbook.wechat.follow[1:] %}",
    ),
    _row(
        "name and value of a follow line exchanged",
        ARTICLE,
        "{{ name }}：{{ value }}<br>",
        "{{ value }}：{{ name }}<br>",
    ),
    _row(
        "a picture at the end lost",
        ARTICLE,
        "{% for name, picture in follow_pictures %}",
        "{% for name, picture in follow_pictures[1:] %}",
    ),
    _row(
        "pictures at the end exchanged",
        FACTS,
        "[(name, pictures[image]) for name, image in handbook.wechat.pictures]",
        "[(name, pictures[image]) for (name, _), (_, image) in zip(handbook.wechat.pictures, handbook.wechat.pictures[::-1])]",
    ),
    _row("the caption of a picture at the end lost", ARTICLE, '<p class="caption below">{{ name }}</p>', ""),
    _row(
        "the alternative of a picture at the end lost",
        ARTICLE,
        'class="follow" src="{{ picture.file }}" alt="{{ name }}"',
        'class="follow" src="{{ picture.file }}" alt=""',
    ),
    _row(
        "the opening without the book's title",
        ARTICLE,
        '<p class="opening">{{ handbook.title }}<br>',
        '<p class="opening">{{ handbook.short_title }}<br>',
    ),
    _row(
        "the opening without its range",
        ARTICLE,
        "{{ titles.heading }}：{{ titles.range }}",
        "{{ titles.heading }}",
    ),
    _row(
        "a question missing in the opening",
        ARTICLE,
        "{% for question in article.questions %}<br>",
        "{% for question in article.questions[1:] %}<br>",
    ),
    _row(
        "questions of the opening numbered in the article",
        ARTICLE,
        "<br>{{ question.number }}　{{ question.title }}",
        "<br>{{ loop.index }}　{{ question.title }}",
    ),
    _single(
        "the opening of a single question with its list",
        ARTICLE,
        "{%- if article.questions | length > 1 %}",
        "{%- if true %}",
    ),
    _row(
        "the preface in every article",
        FACTS,
        '"preface": handbook.preface if article.ordinal == 1 else (),',
        '"preface": handbook.preface,',
    ),
    _row(
        "the preface in no article",
        FACTS,
        '"preface": handbook.preface if article.ordinal == 1 else (),',
        '"preface": (),',
    ),
    _row(
        "a paragraph of the preface lost",
        ARTICLE,
        "{{ answer.blocks(preface) }}",
        "{{ answer.blocks(preface[:-1]) }}",
    ),
    _single(
        "the introduction in each article of a part",
        ARTICLE,
        "{% if article.category.intro and article.opens_category %}",
        "{% if article.category.intro %}",
    ),
    _row(
        "the introduction lost",
        ARTICLE,
        "{% if article.category.intro and article.opens_category %}",
        "{% if false %}",
    ),
    _single(
        "the introduction at a part's last question",
        SERIES,
        "return self.questions[0] == self.category.questions[0]",
        "return self.questions[-1] == self.category.questions[-1]",
    ),
    _row(
        "footnotes numbered from ②",
        NOTES,
        "for number, footnote in enumerate(footnotes, 1)}",
        "for number, footnote in enumerate(footnotes, 2)}",
    ),
    _row(
        "footnotes numbered in each question",
        NOTES,
        "circled(number) for number, footnote in enumerate(footnotes, 1)}",
        "circled(footnote.number) for number, footnote in enumerate(footnotes, 1)}",
    ),
    _row("footnotes in brackets", NOTES, "{footnote: circled(number) for", '{footnote: f"({number})" for'),
    _row(
        "footnotes of the preface not counted",
        SERIES,
        "preface = handbook.preface if article.ordinal == 1 else ()\n    return (*preface,",
        "preface = handbook.preface[:1] if article.ordinal == 1 else ()\n    return (*preface,",
    ),
    _row(
        "the list of footnotes exchanged",
        ARTICLE,
        "{% for footnote, mark in footnote_marks.items() %}",
        "{% for footnote, mark in footnote_marks.items() | list | reverse %}",
    ),
    _row(
        "the last footnote lost",
        ARTICLE,
        "{% for footnote, mark in footnote_marks.items() %}",
        "{% for footnote, mark in (footnote_marks.items() | list)[:-1] %}",
    ),
    _row(
        "marks of footnotes shifted in their list",
        ARTICLE,
        '<p><span class="mark">{{ mark }}</span>{{ answer.inlines(footnote.inlines) }}</p>',
        '<p><span class="mark">{{ (footnote_marks.values() | list)[loop.index0 - 1] }}</span>{{ answer.inlines(footnote.inlines) }}</p>',
    ),
    _row(
        "emphasis lost in footnotes",
        ARTICLE,
        "{{ answer.inlines(footnote.inlines) }}",
        "{{ footnote.inlines | visible }}",
    ),
    _row(
        "links numbered from 2",
        NOTES,
        "for number, target in enumerate(targets, 1)}",
        "for number, target in enumerate(targets, 2)}",
    ),
    _row(
        "the list of links exchanged",
        ARTICLE,
        "{% for target, mark in link_marks.items() %}",
        "{% for target, mark in link_marks.items() | list | reverse %}",
    ),
    _row(
        "the address of another link",
        ARTICLE,
        '<p><span class="mark">{{ mark }}</span>{{ target }}</p>',
        '<p><span class="mark">{{ mark }}</span>{{ (link_marks.keys() | list)[loop.index0 - 1] }}</p>',
    ),
    _row("the heading of the notes wrong", NOTES, 'NOTES_TITLE = "注释"', 'NOTES_TITLE = "脚注"'),
    _row("the heading of the links wrong", NOTES, 'LINKS_TITLE = "链接"', 'LINKS_TITLE = "网址"'),
    _row("the list of links lost", ARTICLE, "{% if link_marks %}\n<h3>", "{% if false %}\n<h3>"),
    _row(
        "a reference to an article not yet published linked",
        BOUND,
        "question.id: published[other.key]",
        "question.id: published[articles[0].key]",
    ),
    _row(
        "no references linked",
        BOUND,
        "if other != article and other.key in published",
        "if other == article and other.key in published",
    ),
    _row(
        "references in an article linked to itself",
        BOUND,
        "if other != article and other.key in published",
        "if other.key in published",
    ),
    _row(
        "the first reference of an article linked to the wrong one",
        ANSWER,
        '<a href="{{ addresses[item.question_id] }}">',
        '<a href="{{ addresses.values() | first }}">',
    ),
)

ANSWERS = (
    _row(
        "a question lost",
        ARTICLE,
        "{% for question in article.questions %}\n<h2>",
        "{% for question in article.questions if question.number != 3 %}\n<h2>",
    ),
    _row(
        "questions exchanged",
        ARTICLE,
        "{% for question in article.questions %}\n<h2>",
        "{% for question in article.questions | reverse %}\n<h2>",
    ),
    _row(
        "a question's number counted in its article",
        ARTICLE,
        '<span class="number">{{ question.number }}</span><br>',
        '<span class="number">{{ loop.index }}</span><br>',
    ),
    _row("the mark of a new question lost", ARTICLE, '<p class="revised">{{ question.revised }}</p>', ""),
    _row("sources lost", ARTICLE, "{{ answer.sources(handbook.cited(question)) }}", ""),
    _row(
        "the second source lost",
        ANSWER,
        '{% for source in cited %}{{ "；" if not loop.first }}',
        "{% for source in cited[:1] %}",
    ),
    _row(
        "the handbook itself among the sources", ARTICLE, "handbook.cited(question)", "question.sources[1:]"
    ),
    _row(
        "strong words plain",
        ANSWER,
        "<strong>{{ inlines(item.inlines) }}</strong>\n",
        "{{ inlines(item.inlines) }}\n",
    ),
    _row(
        "emphasised words strong",
        ANSWER,
        "<em>{{ inlines(item.inlines) }}</em>",
        "<strong>{{ inlines(item.inlines) }}</strong>",
    ),
    _row("code as text", ANSWER, '<span class="code">{{ item.text }}</span>', "{{ item.text }}"),
    _row("a link's mark lost", ANSWER, "<sup>{{ link_marks[item.target] }}</sup>", ""),
    _row(
        "a link with another's mark",
        ANSWER,
        "<sup>{{ link_marks[item.target] }}</sup>",
        "<sup>{{ link_marks.values() | first }}</sup>",
    ),
    _row(
        "a footnote with another's mark",
        ANSWER,
        "<sup>{{ footnote_marks[item] }}</sup>",
        "<sup>{{ footnote_marks.values() | first }}</sup>",
    ),
    _row(
        "a lead plain",
        ANSWER,
        '<p class="text"><strong>{% if block.ordinal %}<span class="ordinal">{{ block.ordinal }}</span>{% endif %}{{ block.lead[block.ordinal | length:] }}</strong>',
        '<p class="text">{% if block.ordinal %}<span class="ordinal">{{ block.ordinal }}</span>{% endif %}{{ block.lead[block.ordinal | length:] }}',
    ),
    _row(
        "a lead's counting word lost",
        ANSWER,
        '{% if block.ordinal %}<span class="ordinal">{{ block.ordinal }}</span>{% endif %}',
        "",
    ),
    _row(
        "what stands under a point lost",
        ANSWER,
        "{%- if runs_in %}{{ inlines(block.blocks[0].inlines) }}{% endif %}</p>\n{{ blocks(block.blocks[1:] if runs_in else block.blocks) }}",
        "{%- if runs_in %}{{ inlines(block.blocks[0].inlines) }}{% endif %}</p>",
    ),
    _row("the label of a note wrong", FACTS, '"note_label": NOTE_LABEL,', '"note_label": "注意",'),
    _row("a note as text", ANSWER, '<section class="note">', '<section class="plain">'),
    _row(
        "a quotation as text",
        ANSWER,
        "<blockquote>\n{{ blocks(block.blocks) }}\n</blockquote>",
        "{{ blocks(block.blocks) }}",
    ),
    _row(
        "the district of a case wrong",
        ANSWER,
        "&nbsp;{{ block.home }}&nbsp;",
        "&nbsp;{{ block.label[-1] }}&nbsp;",
    ),
    _row(
        "the year of a case lost",
        ANSWER,
        "{% for part in block.label[1:] %}",
        "{% for part in block.label[1:-1] %}",
    ),
    _row(
        "the second paragraph of a case lost",
        ANSWER,
        "{{ blocks(block.blocks[1:] if runs_in else block.blocks) }}\n</section>\n{% endif %}\n{% endmacro %}",
        "</section>\n{% endif %}\n{% endmacro %}",
    ),
    _row(
        "the first paragraph of a case in its label's line",
        ANSWER,
        "{%- if runs_in %}<br>{{ inlines(block.blocks[0].inlines) }}{% endif %}\n{% endset %}",
        "{%- if runs_in %}{{ inlines(block.blocks[0].inlines) }}{% endif %}\n{% endset %}",
    ),
    _row(
        "lists numbered from one",
        ANSWER,
        "{{ block.markers[loop.index0] }}",
        '{{ loop.index ~ "." if block.ordered else "•" }}',
    ),
    _row(
        "bullets as dashes",
        ANSWER,
        "{{ block.markers[loop.index0] }}",
        '{{ block.markers[loop.index0] | replace("•", "–") }}',
    ),
    _row("an item lost", ANSWER, "{% for item in block.items %}", "{% for item in block.items[:-1] %}"),
    _row("inner lists lost", ANSWER, "{{ lines(inner, depth + 1) }}", ""),
    _row(
        "cells of a row exchanged",
        ANSWER,
        "<tr>{% for cell in row %}<td",
        "<tr>{% for cell in row | reverse %}<td",
    ),
    _row(
        "rows exchanged",
        ANSWER,
        "{% for row in block.rows %}\n<tr>",
        "{% for row in block.rows | reverse %}\n<tr>",
    ),
    _row(
        "an empty cell left out",
        ANSWER,
        "<tr>{% for cell in row %}<td",
        "<tr>{% for cell in row if cell %}<td",
    ),
    _row(
        "names of a card's columns shifted",
        ANSWER,
        "{{ inlines(block.head[loop.index0]) }}",
        "{{ inlines(block.head[loop.index0 - 1]) }}",
    ),
    _row(
        "cells of a card exchanged",
        ANSWER,
        '<p class="row">{% for cell in row %}',
        '<p class="row">{% for cell in row | reverse %}',
    ),
    _row(
        "a card lost",
        ANSWER,
        '{% for row in block.rows %}\n<p class="row">',
        '{% for row in block.rows[1:] %}\n<p class="row">',
    ),
    _row(
        "the label of a table wrong",
        ANSWER,
        '<p class="caption"><strong>{{ block.label }}</strong>',
        '<p class="caption"><strong>图{{ block.number }}</strong>',
    ),
    _row(
        "the caption of a figure its alternative",
        ANSWER,
        "<strong>{{ block.label }}</strong>　{{ block.caption }}</p>\n{% endif %}",
        "<strong>{{ block.label }}</strong>　{{ block.alternative }}</p>\n{% endif %}",
    ),
    _row(
        "the alternative of a figure its caption",
        ANSWER,
        'alt="{{ block.alternative }}"',
        'alt="{{ block.caption }}"',
    ),
    _row(
        "figures of the same picture",
        ANSWER,
        "{% set picture = pictures[block.image] %}",
        "{% set picture = pictures.values() | first %}",
    ),
    _row(
        "a picture turned",
        PICTURES,
        'bitmap = _narrowed(opaque(rgb(opened)).convert("RGB"))',
        'bitmap = _narrowed(opaque(rgb(opened)).convert("RGB")).transpose(1)',
    ),
    _row(
        "a picture's ratio that of its height",
        PICTURES,
        "{self.height / self.width:.4f}",
        "{self.width / self.height:.4f}",
    ),
    _row(
        "words hidden by a style",
        STYLE,
        ".text + .text, .opening + .text { margin-top: 1em }",
        ".text + .text, .opening + .text { margin-top: 1em; display: none }",
    ),
    _row("words white", STYLE, "--text: #333;", "--text: #fff;"),
    _row(
        "a script", ARTICLE, '<section class="article">\n', '<section class="article">\n<script>1</script>\n'
    ),
    _row("empty paragraphs", ARTICLE, '<section class="article">\n', '<section class="article">\n<p></p>\n'),
    _row(
        "a sentence from nowhere",
        ARTICLE,
        '<section class="article">\n',
        '<section class="article">\n<p>点赞</p>\n',
    ),
)

COVERED = (
    _row(
        "a cover's words of another article",
        BOUND,
        "(one.names, (one.category_ordinal",
        '(dataclasses.replace(one.names, heading="总体要求类"), (one.category_ordinal',
    ),
    _row(
        "a cover with the range of the book",
        COVERS,
        'return f"{handbook.title}，{names.heading}，{names.range}（{shape.name}）"',
        'return f"{handbook.title}，{names.heading}，第1～7问（{shape.name}）"',
    ),
    _row(
        "covers exchanged",
        COVERS,
        "return f\"covers/{names.file.removesuffix('.html')}-{shape.name}.png\"",
        "return f\"covers/{names.file.removesuffix('.html')}-{shape.name[::-1]}.png\"",
    ),
    _row(
        "one cover",
        FACTS,
        'SHAPES = (Shape("wide", 900, 383, 480, 130, 92), Shape("square", 500, 500, 240, 190, 104))',
        'SHAPES = (Shape("wide", 900, 383, 480, 130, 92),)',
    ),
    _row(
        "a cover of another size",
        FACTS,
        'Shape("square", 500, 500, 240, 190, 104)',
        'Shape("square", 600, 600, 240, 190, 104)',
    ),
    _row(
        "a cover drawn with another place",
        COVER,
        '<p class="place">{{ cover.place }}</p>',
        '<p class="place">第1问</p>',
    ),
    _row(
        "a cover drawn without its title",
        COVER,
        '<p class="hero">{% for part in cover.hero %}{{ part }}{% if not loop.last %}<br>{% endif %}{% endfor %}</p>',
        "",
    ),
    _row("a cover drawn without its series", COVER, "{{ cover.series }}</p>", "</p>"),
    _row(
        "a cover told to show another place than it is given",
        FACTS,
        'place = names.range if square else f"{names.heading}\u3000{names.range}"',
        'place = names.range if square else f"{names.heading}\u3000第1问"',
    ),
)

PAGED = (
    _row(
        "the page with another title",
        HEAD,
        "return Head(handbook.title,",
        "return Head(handbook.short_title,",
    ),
    _row(
        "the page with the release for its date",
        HEAD,
        "handbook.edition, str(handbook.date))",
        "handbook.edition, handbook.release)",
    ),
    _row(
        "the page with another edition",
        HEAD,
        "handbook.language, handbook.edition,",
        "handbook.language, handbook.release,",
    ),
    _row(
        "the page copies the article before",
        HEAD,
        "copied = [copied_entry(one.title, one.digest, one.fragment) for one in articles]",
        "copied = [copied_entry(one.title, one.digest, articles[number - 1].fragment) for number, one in enumerate(articles)]",
    ),
    _row(
        "the page copies another digest",
        HEAD,
        "copied = [copied_entry(one.title, one.digest, one.fragment) for one in articles]",
        "copied = [copied_entry(one.title, articles[number - 1].digest, one.fragment) for number, one in enumerate(articles)]",
    ),
    _row(
        "the page copies plain text of the title",
        HEAD,
        "text = _plain_text(lxml.html.fragment_fromstring(fragment))",
        "text = title",
    ),
    _row(
        "the page shows another title",
        PAGE,
        '<h2 id="title-{{ loop.index }}">{{ one.title }}</h2>',
        '<h2 id="title-{{ loop.index }}">{{ articles[0].title }}</h2>',
    ),
    _row(
        "the page shows another digest",
        PAGE,
        '<p class="digest">{{ one.digest }}</p>',
        '<p class="digest">{{ articles[0].digest }}</p>',
    ),
    _row(
        "the page counts its articles wrong",
        PAGE,
        "公众号文章 {{ articles | length }} 篇",
        "公众号文章 {{ articles | length + 1 }} 篇",
    ),
    _row(
        "the page's buttons copy the next article",
        PAGE,
        '<button type="button" class="main" data-article="{{ loop.index0 }}"',
        '<button type="button" class="main" data-article="{{ loop.index }}"',
    ),
    _row(
        "the page offers the covers of the first article",
        PAGE,
        "{% for cover in one.covers %}",
        "{% for cover in articles[0].covers %}",
    ),
    _row(
        "the page offers pictures of the first article",
        PAGE,
        "{% for file, caption in one.pictures %}",
        "{% for file, caption in articles[0].pictures %}",
    ),
)

ALL = (*NAMES, *ARTICLES, *ANSWERS, *COVERED, *PAGED)
