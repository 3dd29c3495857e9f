"""Breakages of the writers and templates of the book, its cover and its order sheet."""

from __future__ import annotations

from tests.finished.writers.breaking import Breakage
from tests.finished.writers.handbook import rich_handbook

_ROOM = "pipeline/formats/pdf/"
_LOOK = "templates/pdf/"
BOOK, ANSWER, STYLE, FACTS = (
    f"{_LOOK}book.html.j2",
    f"{_LOOK}answer.html.j2",
    f"{_LOOK}book.css.j2",
    f"{_ROOM}facts.py",
)
COVER, COVER_FACTS, SPINE = f"{_LOOK}cover.html.j2", f"{_ROOM}cover/spread.py", f"{_ROOM}cover/spine.py"
SHEET, SHEET_FACTS, SHEETS = f"{_LOOK}order-sheet.html.j2", f"{_ROOM}order_sheet.py", f"{_ROOM}sheets.py"
CASES, KEYWORDS, GLOSSARY, IMPRINT = (
    f"{_ROOM}{name}.py" for name in ("cases", "keywords", "glossary", "imprint")
)
TITLES, NAVIGATION, PACKET, TAGS, BOOKLET = (
    "pipeline/formats/titles.py",
    *(f"{_ROOM}{name}.py" for name in ("navigation", "xmp", "structure", "booklet")),
)


def _row(name: str, file: str, old: str, new: str, tells: str = "") -> Breakage:
    return Breakage(name, file, old, new, tells, rich_handbook)


INDEXES = (
    _row(
        "the last keyword of a question dropped",
        KEYWORDS,
        "dict.fromkeys(question.keywords)",
        "dict.fromkeys(question.keywords[:2])",
    ),
    _row(
        "a keyword with its first question only",
        KEYWORDS,
        "Keyword(place.word, tuple(questions[place.word]))",
        "Keyword(place.word, tuple(questions[place.word][:1]))",
    ),
    _row(
        "keywords under a letter in the order of their characters",
        KEYWORDS,
        "for place in sorted(index_place(word, readings) for word in questions):",
        "for place in sorted((index_place(word, readings) for word in questions), key=lambda one: (one.letter, one.word)):",
    ),
    _row(
        "keywords by the letter of their second syllable",
        KEYWORDS,
        "letters.setdefault(place.letter, [])",
        "letters.setdefault(place.syllables[-1][:1].upper(), [])",
    ),
    _row(
        "letters from Z to A",
        KEYWORDS,
        "for place in sorted(index_place(word, readings) for word in questions):",
        "for place in sorted((index_place(word, readings) for word in questions), reverse=True):",
    ),
    _row(
        "a letter lost",
        KEYWORDS,
        "for name, keywords in letters.items())",
        "for name, keywords in list(letters.items())[1:])",
    ),
    _row(
        "a keyword's questions in the wrong order",
        BOOK,
        "{% for question in keyword.questions %}",
        "{% for question in keyword.questions | reverse %}",
    ),
    _row(
        "a keyword led to another question",
        BOOK,
        '<a href="#q-{{ question.id }}">{{ question.number }}</a>{% endfor %}</span></li>',
        '<a href="#q-{{ handbook.questions[0].id }}">{{ question.number }}</a>{% endfor %}</span></li>',
    ),
    _row(
        "the page of a keyword's part",
        BOOK,
        '<a href="#q-{{ question.id }}">{{ question.number }}</a>{% endfor %}</span></li>',
        '<a href="#part-general">{{ question.number }}</a>{% endfor %}</span></li>',
    ),
    _row("the legend of the index lost", BOOK, '<p class="legend"><span>问题序号</span>（页码）</p>', ""),
    _row("the keyword index lost", FACTS, '"keywords": keyword_index(handbook),', '"keywords": (),'),
    _row(
        "a district lost",
        CASES,
        "return tuple(District(name, tuple(entries[name])) for name in in_order)",
        "return tuple(District(name, tuple(entries[name])) for name in in_order[:-1])",
    ),
    _row(
        "the second case of a district lost",
        CASES,
        "District(name, tuple(entries[name]))",
        "District(name, tuple(entries[name][:1]))",
    ),
    _row(
        "districts in the order of the book",
        CASES,
        "in_order = sorted(entries, key=order)",
        "in_order = list(entries)",
    ),
    _row(
        "a case named by its place before its project",
        CASES,
        "one.case.project or place or",
        "place or one.case.project or",
    ),
    _row(
        "a case named by its question alone",
        CASES,
        "words = one.case.project or place or _subject(one.question)",
        "words = one.question.title",
    ),
    _row(
        "cases inside points left out of the index",
        CASES,
        "cases = (block for block in walk(question.blocks) if isinstance(block, Case))\n        for number",
        "cases = (block for block in question.blocks if isinstance(block, Case))\n        for number",
    ),
    _row(
        "a case in the index with the next question's number",
        CASES,
        "Entry(one.question.number, words, one.anchor)",
        "Entry(one.question.number + 1, words, one.anchor)",
    ),
    _row(
        "the anchor of a case counted from nought",
        CASES,
        "for number, case in enumerate(cases, 1):",
        "for number, case in enumerate(cases):",
    ),
    _row(
        "a case in the index led to its question",
        BOOK,
        '<a href="#{{ entry.anchor }}">{{ entry.words }}</a>',
        '<a href="#q-{{ handbook.questions[entry.question - 1].id }}">{{ entry.words }}</a>',
    ),
    _row(
        "the first case of all left out of the index",
        BOOK,
        "{% for entry in district.entries %}",
        '{% for entry in district.entries if entry.question != 2 or entry.words != "两级议事" %}',
    ),
    _row(
        "pages of the index by district one too high",
        STYLE,
        '.index a::after { content: "\\e000" target-counter(attr(href url), page);',
        '.index a::after { content: "\\e000" target-counter(attr(href url), page) "1";',
    ),
    _row("the district index lost", FACTS, '"districts": districts(handbook),', '"districts": (),'),
    _row(
        "a term of the glossary lost",
        GLOSSARY,
        "for entry in handbook.terms.glossary\n    )",
        "for entry in handbook.terms.glossary[:-1]\n    )",
    ),
    _row(
        "a term that no question speaks of lost",
        BOOK,
        "{% for entry in glossary %}",
        "{% for entry in glossary if entry.questions %}",
    ),
    _row("a term with two questions at most", GLOSSARY, "MOST = 3", "MOST = 2"),
    _row(
        "a term with all its questions", GLOSSARY, "if entry.term in text)[:MOST]", "if entry.term in text)"
    ),
    _row(
        "a term with its last questions",
        GLOSSARY,
        "if entry.term in text)[:MOST]",
        "if entry.term in text)[-MOST:]",
    ),
    _row("a term found in titles alone", GLOSSARY, "question_text(handbook, question))", "question.title)"),
    _row(
        "terms in the order of their names",
        GLOSSARY,
        "for entry in handbook.terms.glossary\n    )",
        "for entry in sorted(handbook.terms.glossary, key=lambda one: one.term)\n    )",
    ),
    _row("a definition lost", BOOK, "<dd>{{ entry.definition }}", "<dd>"),
    _row(
        "a term led to the wrong question",
        BOOK,
        '<a href="#q-{{ question.id }}">第{{ question.number }}问</a></span>{% endfor %}',
        '<a href="#q-{{ question.id }}">第{{ question.number + 1 }}问</a></span>{% endfor %}',
    ),
    _row(
        "a term's link led to the first question",
        BOOK,
        '<a href="#q-{{ question.id }}">第{{ question.number }}问</a></span>{% endfor %}',
        '<a href="#q-plain">第{{ question.number }}问</a></span>{% endfor %}',
    ),
)

CONTENTS = (
    _row(
        "the last question of a part missing in the contents",
        BOOK,
        "<ol>\n{% for question in part.questions %}",
        "<ol>\n{% for question in (part.questions[:-1] if part.questions | length > 1 else part.questions) %}",
    ),
    _row(
        "lines of the contents exchanged",
        BOOK,
        "<ol>\n{% for question in part.questions %}",
        "<ol>\n{% for question in part.questions | reverse %}",
    ),
    _row(
        "numbers of the contents counted in their part",
        BOOK,
        '<li><span class="number">{{ question.number }}</span>',
        '<li><span class="number">{{ loop.index }}</span>',
    ),
    _row(
        "a line of the contents led to its part",
        BOOK,
        '<a href="#q-{{ question.id }}">{{ broken(question.title, contents_room) }}</a>',
        '<a href="#part-{{ part.id }}">{{ broken(question.title, contents_room) }}</a>',
    ),
    _row(
        "a part in the contents led to the first part",
        BOOK,
        '<h2><a href="#part-{{ part.id }}">',
        '<h2><a href="#part-general">',
    ),
    _row(
        "pages in the contents with a roman number",
        STYLE,
        '.contents li a::after { content: "\\e000" target-counter(attr(href url), page);',
        '.contents li a::after { content: "\\e000" target-counter(attr(href url), page, lower-roman);',
    ),
    _row(
        "pages of the parts lost in the contents",
        STYLE,
        '.contents h2 a::after { content: "\\e000" target-counter(attr(href url), page) }',
        "",
    ),
    _row(
        "a title cut at its break",
        BOOK,
        "{%- for part in turned(title, room) -%}",
        "{%- for part in turned(title, room)[:1] -%}",
    ),
    _row(
        "the second half of a title twice",
        BOOK,
        "{%- if not loop.first -%}<br>{%- endif -%}{{ part }}",
        "{%- if not loop.first -%}<br>{{ part }}{%- endif -%}{{ part }}",
    ),
    _row(
        "the appendix missing in the contents", BOOK, '<h2><a href="#back">{{ title_of.back }}</a></h2>', ""
    ),
    _row(
        "the glossary missing in the contents",
        BOOK,
        "{% for anchor, title in appendix %}\n<li class",
        "{% for anchor, title in appendix[:-1] %}\n<li class",
    ),
    _row(
        "parts of the appendix exchanged in the contents",
        BOOK,
        "{% for anchor, title in appendix %}\n<li class",
        "{% for anchor, title in appendix | reverse %}\n<li class",
    ),
    _row(
        "the title of an index wrong",
        BOOK,
        "<h1>{{ title_of[anchor] }}</h1>",
        '<h1>{{ title_of[anchor] | replace("词", "字") }}</h1>',
    ),
    _row(
        "a bookmark without its number",
        BOOK,
        'data-bookmark="{{ question.number }}　{{ question.title }}"',
        'data-bookmark="{{ question.title }}"',
    ),
    _row(
        "bookmarks of parts dropped",
        STYLE,
        "string-set: part content(); bookmark-level: 1 }",
        "string-set: part content(); bookmark-level: none }",
    ),
    _row("bookmarks of questions on the first level", STYLE, "bookmark-level: 2;\n", "bookmark-level: 1;\n"),
    _row(
        "the bookmark of the preface dropped",
        STYLE,
        "700 {{ look.front_heading }}pt/{{ 2 * look.line }}mm Song; bookmark-level: 1 }",
        "700 {{ look.front_heading }}pt/{{ 2 * look.line }}mm Song; bookmark-level: none }",
    ),
    _row(
        "bookmarks of districts added",
        STYLE,
        "font: 700 10pt/{{ look.small_line }}mm Hei; bookmark-level: none }",
        "font: 700 10pt/{{ look.small_line }}mm Hei; bookmark-level: 3 }",
    ),
)

HEADS = (
    _row(
        "the first question of a left page is one that begins there",
        STYLE,
        "string(question, start)",
        "string(question, first)",
    ),
    _row(
        "the last question of a left page in its head",
        STYLE,
        "string(question, start)",
        "string(question, last)",
    ),
    _row(
        "the first question of a right page in its head",
        STYLE,
        "string(question, last)",
        "string(question, first)",
    ),
    _row(
        "the question that goes on in a right page's head",
        STYLE,
        "string(question, last)",
        "string(question, start)",
    ),
    _row(
        "the book's name missing in a head",
        STYLE,
        'head("string(book)", inks.soft, 400)',
        "head('\"\"', inks.soft, 400)",
    ),
    _row(
        "the short title in a head",
        BOOK,
        'data-title="{{ handbook.title }}"',
        'data-title="{{ handbook.short_title }}"',
    ),
    _row(
        "第 missing in a head",
        STYLE,
        'head(\'"第" string(question, start) "问"\'',
        "head('string(question, start) \"问\"'",
    ),
    _row(
        "heads of left and right pages exchanged",
        STYLE,
        '@top-left { {{ head("string(part)", inks.soft, 400) }} }',
        '@top-left { {{ head("string(book)", inks.soft, 400) }} }',
    ),
    _row(
        "heads on the opening pages",
        STYLE,
        "@page opener { {{ no_heads() }} {{ no_folios() }} }",
        "@page opener { {{ no_folios() }} }",
    ),
    _row(
        "folios on the opening pages",
        STYLE,
        "@page opener { {{ no_heads() }} {{ no_folios() }} }",
        "@page opener { {{ no_heads() }} }",
    ),
    _row(
        "folios of the front matter in figures",
        STYLE,
        '{{ folio(", lower-roman", 400) }} } }\n@page front:right',
        '{{ folio("", 400) }} } }\n@page front:right',
    ),
    _row(
        "folios of the front matter in capitals",
        STYLE,
        '@page front:right { @bottom-right { {{ folio(", lower-roman", 400) }} } }',
        '@page front:right { @bottom-right { {{ folio(", upper-roman", 400) }} } }',
    ),
    _row(
        "pages counted on from the front matter",
        STYLE,
        "@page first { counter-reset: page 1;",
        "@page first {",
    ),
    _row(
        "pages counted from nought",
        STYLE,
        "@page first { counter-reset: page 1;",
        "@page first { counter-reset: page 0;",
    ),
    _row("folios of right pages lost", STYLE, '  @bottom-right { {{ folio("", 700) }} }', ""),
    _row("page labels in capitals", NAVIGATION, "Dictionary(S=Name.r)", "Dictionary(S=Name.R)"),
    _row("page labels from the second part on", NAVIGATION, "first = min(parts,", "first = max(parts,"),
    _row(
        "an index under the head of the part before",
        STYLE,
        ".back h1 { string-set: part content(); bookmark-level: 2 }",
        ".back h1 { bookmark-level: 2 }",
    ),
    _row(
        "the question's number in the head of an index",
        STYLE,
        "@page tab-{{ back_ordinal }}:right { @top-right { content: none } }",
        "",
    ),
)

FRONT = (
    _row(
        "the edition missing on the imprint", IMPRINT, '{date.month}月{handbook.edition}"', '{date.month}月"'
    ),
    _row(
        "the month before on the imprint",
        IMPRINT,
        '("版次", f"{date.year}年{date.month}月',
        '("版次", f"{date.year}年{date.month - 1}月',
    ),
    _row("the day missing at the release", IMPRINT, "月{date.day}日）", "月）"),
    _row("the release missing on the imprint", IMPRINT, '("发布", f"{handbook.release}（', '("发布", f"（'),
    _row(
        "width and height exchanged on the imprint",
        IMPRINT,
        'size = f"{page.width:g}mm×{page.height:g}mm"',
        'size = f"{page.height:g}mm×{page.width:g}mm"',
    ),
    _row("the name of the size missing", IMPRINT, 'f"{size}（{page.name}）"', 'f"{size}"'),
    _row(
        "footnotes left out of the count of characters",
        IMPRINT,
        "question_text(handbook, question) for",
        "question.title for",
    ),
    _row(
        "the preface left out of the count of characters",
        IMPRINT,
        "for passage in passages(handbook.preface))",
        "for passage in passages(()))",
    ),
    _row("white space counted", IMPRINT, "count = len(without_space(text))", "count = len(text)"),
    _row("the last month of the facts before the first", IMPRINT, 'f"{first}～{last}"', 'f"{last}～{first}"'),
    _row(
        "the month of the first question alone",
        IMPRINT,
        "_in_words(months[0]), _in_words(months[-1])",
        "_in_words(months[0]), _in_words(months[0])",
    ),
    _row(
        "the month without its year",
        IMPRINT,
        'zip(date.split("-"), "年月日", strict=False)',
        'zip(date.split("-")[1:], "月日", strict=False)',
    ),
    _row(
        "a row of the imprint lost",
        BOOK,
        "{% for name, value in imprint %}",
        '{% for name, value in imprint if name != "编者" %}',
    ),
    _row(
        "rows of the imprint exchanged",
        BOOK,
        "{% for name, value in imprint %}",
        "{% for name, value in imprint | reverse %}",
    ),
    _row(
        "the mill's sheet of another size",
        SHEETS,
        '"A5": Sheet(890, 1240, 32),',
        '"A5": Sheet(880, 1230, 32),',
    ),
    _row("half as many leaves a sheet", SHEETS, '"A5": Sheet(890, 1240, 32),', '"A5": Sheet(890, 1240, 16),'),
    _row(
        "印张 of the leaves",
        SHEETS,
        "(pages + -pages % multiple) / self.leaves",
        "(pages + -pages % multiple) / 2 / self.leaves",
    ),
    _row(
        "印张 of a page more",
        STYLE,
        "content: counter(pages, sheets)",
        "counter-increment: pages 2; content: counter(pages, sheets)",
    ),
    _row("印张 missing", BOOK, "{% if sheet %}\n<tr>", "{% if not sheet %}\n<tr>"),
    _row("印张 of the page", STYLE, "content: counter(pages, sheets)", "content: counter(page, sheets)"),
    _row(
        "the title in one line",
        TITLES,
        "return TitleLines(series, handbook.short_title)",
        "return TitleLines(series, series)",
    ),
    _row("the series line lost", BOOK, '<p class="series">{{ titles.series }}</p>', ""),
    _row(
        "the half title without its series",
        BOOK,
        "{% if titles.series %}\n<p>{{ titles.series }}</p>\n{% endif %}",
        "",
    ),
    _row(
        "a part lost on the title page",
        BOOK,
        '<p class="subtitle">{% for part in handbook.parts %}',
        '<p class="subtitle">{% for part in handbook.parts[1:] %}',
    ),
    _row(
        "empty parts on the title page",
        BOOK,
        '<p class="subtitle">{% for part in handbook.parts %}',
        '<p class="subtitle">{% for part in handbook.categories %}',
    ),
    _row(
        "编 missing on the title page",
        BOOK,
        '<p class="issuer">{{ handbook.issuer }}</p>',
        '<p class="issuer">{{ handbook.publisher }}</p>',
    ),
    _row(
        "the month of the title page by two figures",
        BOOK,
        '<p class="date">{{ handbook.date.year }}年{{ handbook.date.month }}月</p>',
        '<p class="date">{{ handbook.date.year }}年{{ "%02d" % handbook.date.month }}月</p>',
    ),
    _row("the preface lost", BOOK, "{% if handbook.preface %}", "{% if not handbook.preface %}"),
    _row("the preface without its heading", BOOK, "<h1>{{ title_of.preface }}</h1>", ""),
    _row(
        "the last paragraph of the preface lost",
        BOOK,
        '{{ answer.blocks(handbook.preface, "preface") -}}',
        '{{ answer.blocks(handbook.preface[:-1], "preface") -}}',
    ),
    _row(
        "the list of changes lost",
        BOOK,
        "{% if handbook.revision_list %}",
        "{% if not handbook.revision_list %}",
    ),
    _row(
        "left-out words left out of the list of changes",
        BOOK,
        '{% if kind == "same" %}{{ text }}',
        '{% if kind == "same" %}{{ text }}{% elif kind == "removed" %}',
    ),
    _row(
        "a change led to another question",
        BOOK,
        '<a class="reference" href="#q-{{ line.question }}">',
        '<a class="reference" href="#q-plain">',
    ),
    _row(
        "preface and list of changes exchanged",
        BOOK,
        "<h1>{{ title_of.revisions }}</h1>",
        "<h1>{{ title_of.preface }}</h1>",
    ),
)

OPENERS = (
    _row(
        "parts numbered without the empty one",
        BOOK,
        "第{{ chinese_number(part.ordinal) }}部分",
        "第{{ chinese_number(loop.index) }}部分",
    ),
    _row(
        "parts numbered from nought",
        FACTS,
        '"chinese_number": numeral,',
        '"chinese_number": lambda number: numeral(number + 1),',
    ),
    _row("the introduction of a part lost", BOOK, '<p class="intro">{{ part.intro }}</p>', ""),
    _row(
        "the introduction of the first part everywhere",
        BOOK,
        '<p class="intro">{{ part.intro }}</p>',
        '<p class="intro">{{ handbook.parts[0].intro }}</p>',
    ),
    _row(
        "the range of a part by one too far",
        BOOK,
        "{% if first != last %}～{{ last }}{% endif %}",
        "{% if first != last %}～{{ last + 1 }}{% endif %}",
    ),
    _row(
        "a range where there is one question",
        BOOK,
        "{% if first != last %}～{{ last }}{% endif %}",
        "～{{ last }}",
    ),
    _row(
        "a part's questions counted",
        BOOK,
        '<p class="range">第{{ first }}',
        '<p class="range">第{{ part.questions | length }}',
    ),
    _row(
        "a part's title from the part before",
        BOOK,
        '<h1>{{ part.title }}</h1>\n<p class="range">',
        '<h1>{{ handbook.parts[loop.index0 - 1].title }}</h1>\n<p class="range">',
    ),
    _row(
        "a part's anchor missing",
        BOOK,
        'first{% endif %}" id="part-{{ part.id }}">',
        'first{% endif %}" id="part-{{ part.ordinal }}">',
    ),
    _row(
        "the appendix without what it has",
        BOOK,
        "{% for anchor, title in appendix %}{{ title }}",
        "{% for anchor, title in appendix[1:] %}{{ title }}",
    ),
)

QUESTIONS = (
    _row(
        "a question lost",
        BOOK,
        "{% for question in part.questions %}\n<article",
        "{% for question in part.questions if question.number != 3 %}\n<article",
    ),
    _row(
        "questions of a part exchanged",
        BOOK,
        "{% for question in part.questions %}\n<article",
        "{% for question in part.questions | reverse %}\n<article",
    ),
    _row(
        "a question's number counted in its part",
        BOOK,
        ">{{ question.number }}</span>{{ broken(question.title, heading_room) }}",
        ">{{ loop.index }}</span>{{ broken(question.title, heading_room) }}",
    ),
    _row(
        "a question's anchor that of another",
        BOOK,
        '<article class="question" id="q-{{ question.id }}">',
        '<article class="question" id="q-{{ part.questions[loop.index0 - 1].id }}">',
    ),
    _row("the mark of a new question lost", BOOK, '<p class="revised">{{ question.revised }}</p>', ""),
    _row(
        "a changed question marked as new",
        BOOK,
        '<p class="revised">{{ question.revised }}</p>',
        '<p class="revised">本版新增</p>',
    ),
    _row("sources lost", BOOK, "{{ answer.sources(cited) -}}", ""),
    _row("the second source lost", ANSWER, "{%- for source in cited -%}", "{%- for source in cited[:1] -%}"),
    _row(
        "a source without its number",
        ANSWER,
        "{%- set line = source | source_line -%}",
        '{%- set line = (source | source_line).replace(source.number, "") -%}',
    ),
    _row(
        "a source's address of the source before",
        ANSWER,
        '<a href="{{ source.url }}">{{ source.url }}</a>',
        '<a href="https://example.org/">{{ source.url }}</a>',
    ),
    _row("资料来源 missing", ANSWER, '<span class="label">{{ sources_label }}</span>', ""),
    _row(
        "strong words plain",
        ANSWER,
        "<strong>{{ inlines(item.inlines, owner, target) }}</strong>",
        "{{ inlines(item.inlines, owner, target) }}",
    ),
    _row(
        "emphasised words strong",
        ANSWER,
        "<em>{{ inlines(item.inlines, owner, target) }}</em>",
        "<strong>{{ inlines(item.inlines, owner, target) }}</strong>",
    ),
    _row(
        "emphasised words plain",
        ANSWER,
        "<em>{{ inlines(item.inlines, owner, target) }}</em>",
        "{{ inlines(item.inlines, owner, target) }}",
    ),
    _row("no dots under emphasised words", STYLE, "text-decoration: underline dotted }", "}"),
    _row(
        "a line under emphasised words",
        STYLE,
        "text-decoration: underline dotted }",
        "text-decoration: underline }",
    ),
    _row(
        "emphasis in a case in the face of the case",
        STYLE,
        ".case em, blockquote em { font-family: Song }",
        "blockquote em { font-family: Song }",
    ),
    _row(
        "emphasis in a quotation in the face of the quotation",
        STYLE,
        ".case em, blockquote em { font-family: Song }",
        ".case em { font-family: Song }",
    ),
    _row(
        "emphasis lost in footnotes",
        ANSWER,
        '<span id="{{ owner }}_n{{ item.number }}">{{ inlines(item.inlines, owner) }}</span>',
        '<span id="{{ owner }}_n{{ item.number }}">{{ item.inlines | visible }}</span>',
    ),
    _row(
        "emphasis lost in cells",
        ANSWER,
        '{% if narrow[loop.index0] %} narrow{% endif %}">{{ inlines(cell, owner) }}</td>',
        '{% if narrow[loop.index0] %} narrow{% endif %}">{{ cell | visible }}</td>',
    ),
    _row(
        "emphasis lost in lists' first paragraphs",
        ANSWER,
        "{{ opening }}{% if runs_in %}{{ inlines(items[0].inlines, owner) }}{% endif %}",
        "{{ opening }}{% if runs_in %}{{ items[0].inlines | visible }}{% endif %}",
    ),
    _row("code lost", ANSWER, "<code>{{ leaf(item.text, target) }}</code>", "<code></code>"),
    _row(
        "code lower case",
        STYLE,
        "code { font: .9em/0 Hei;",
        "code { text-transform: lowercase; font: .9em/0 Hei;",
    ),
    _row(
        "a link's address lost",
        ANSWER,
        "{{ inlines(item.inlines, owner, item.target) }}",
        "{{ inlines(item.inlines, owner) }}",
    ),
    _row(
        "a link led to another address",
        ANSWER,
        "{{ inlines(item.inlines, owner, item.target) }}",
        '{{ inlines(item.inlines, owner, item.target ~ "x") }}',
    ),
    _row(
        "a reference led to the first question",
        ANSWER,
        'href="#q-{{ item.question_id }}">{{ item.text }}',
        'href="#q-plain">{{ item.text }}',
    ),
    _row(
        "a reference without its page",
        STYLE,
        '.reference::after { content: "（第" target-counter(attr(href url), page) "页）"; font: .85em/0 Hei; white-space: nowrap }',
        "",
    ),
    _row(
        "a reference with the page that it stands on",
        STYLE,
        '.reference::after { content: "（第" target-counter(attr(href url), page)',
        '.reference::after { content: "（第" counter(page)',
    ),
    _row(
        "a reference by the question's id",
        ANSWER,
        'href="#q-{{ item.question_id }}">{{ item.text }}',
        'href="#q-{{ item.question_id }}">第{{ item.number + 1 }}问',
    ),
    _row(
        "footnotes numbered from nought in the text",
        ANSWER,
        '_n{{ item.number }}">{{ item.number }}</a></span><span',
        '_n{{ item.number }}">{{ item.number - 1 }}</a></span><span',
    ),
    _row(
        "footnotes numbered from two at the foot",
        ANSWER,
        '<a class="number" href="#{{ owner }}_r{{ item.number }}">{{ item.number }}</a>',
        '<a class="number" href="#{{ owner }}_r{{ item.number }}">{{ item.number + 1 }}</a>',
    ),
    _row(
        "a footnote's mark led to the first footnote",
        ANSWER,
        '<a id="{{ owner }}_r{{ item.number }}" href="#{{ owner }}_n{{ item.number }}">',
        '<a id="{{ owner }}_r{{ item.number }}" href="#{{ owner }}_n1">',
    ),
    _row(
        "a footnote led back to the first mark",
        ANSWER,
        '<a class="number" href="#{{ owner }}_r{{ item.number }}">',
        '<a class="number" href="#{{ owner }}_r1">',
    ),
    _row(
        "footnotes lost", STYLE, ".footnote { float: footnote;", ".footnote { display: none; float: footnote;"
    ),
    _row("footnotes in the line", STYLE, ".footnote { float: footnote;", ".footnote {"),
    _row(
        "a lead without its counting word", ANSWER, '<span class="ordinal">{{ block.ordinal }}</span>{{', "{{"
    ),
    _row(
        "a lead plain",
        ANSWER,
        '<strong class="lead"><span class="ordinal">{{ block.ordinal }}</span>{{ block.lead[block.ordinal | length:] }}</strong>',
        '<span class="lead"><span class="ordinal">{{ block.ordinal }}</span>{{ block.lead[block.ordinal | length:] }}</span>',
    ),
    _row(
        "what stands under a point lost",
        ANSWER,
        "{{ blocks(rest, owner, after) -}}\n{% endmacro %}",
        "{% endmacro %}",
    ),
    _row(
        "the district's label wrong",
        ANSWER,
        '<span class="district">{{ block.home }}</span>',
        '<span class="district">{{ block.label[-1] }}</span>',
    ),
    _row(
        "the year of a case lost",
        ANSWER,
        "{%- for part in block.label[1:] %}",
        "{%- for part in block.label[1:-1] %}",
    ),
    _row(
        "the second paragraph of a case lost",
        ANSWER,
        "{{ blocks(block.blocks, owner) -}}\n</aside>",
        "{{ blocks(block.blocks[:1], owner) -}}\n</aside>",
    ),
    _row("the label of a note wrong", FACTS, '"note_label": NOTE_LABEL,', '"note_label": "注意",'),
    _row("a note without its label", ANSWER, '<strong class="lead">{{ note_label }}</strong>', ""),
    _row(
        "a quotation's second paragraph lost",
        ANSWER,
        "<blockquote>\n{{ blocks(block.blocks, owner) -}}\n</blockquote>",
        "<blockquote>\n{{ blocks(block.blocks[:1], owner) -}}\n</blockquote>",
    ),
    _row(
        "lists numbered from one",
        ANSWER,
        '{{ blocks_after(list_mark(block.markers[loop.index0]), "item", item, owner) -}}',
        '{{ blocks_after(list_mark(loop.index ~ "." if block.ordered else "•"), "item", item, owner) -}}',
    ),
    _row(
        "bullets as dashes",
        ANSWER,
        '<span class="marker">{{ mark }}</span>',
        '<span class="marker">{{ mark | replace("•", "–") }}</span>',
    ),
    _row(
        "an item of a list lost",
        ANSWER,
        "{% for item in block.items %}\n<li>",
        "{% for item in block.items[:-1] %}\n<li>",
    ),
    _row(
        "an inner list in its outer one's line",
        ANSWER,
        "{% for item in block.items %}\n<li>",
        "{% for item in block.items | reverse %}\n<li>",
    ),
    _row(
        "cells of a row exchanged",
        ANSWER,
        "{% for cell in row %}\n<td",
        "{% for cell in row | reverse %}\n<td",
    ),
    _row(
        "rows of a table exchanged",
        ANSWER,
        "{% for row in block.rows %}\n<tr",
        "{% for row in block.rows | reverse %}\n<tr",
    ),
    _row(
        "the last row of a table lost",
        ANSWER,
        "{% for row in block.rows %}\n<tr",
        "{% for row in block.rows[:-1] %}\n<tr",
    ),
    _row(
        "the head of a table lost", ANSWER, "{% for cell in block.head %}", "{% for cell in block.head[1:] %}"
    ),
    _row(
        "an empty cell left out", ANSWER, "{% for cell in row %}\n<td", "{% for cell in row if cell %}\n<td"
    ),
    _row(
        "the label of a table wrong",
        ANSWER,
        '<p class="caption"><span class="label">{{ block.label }}</span>',
        '<p class="caption"><span class="label">图{{ block.number }}</span>',
    ),
    _row(
        "the caption of a table lost",
        ANSWER,
        "{{ block.label }}</span>{{ block.caption }}</p>",
        "{{ block.label }}</span></p>",
    ),
    _row(
        "the caption of a figure its alternative",
        ANSWER,
        "{{ block.label }}</span>{{ block.caption }}</figcaption>",
        "{{ block.label }}</span>{{ block.alternative }}</figcaption>",
    ),
    _row(
        "the alternative of a figure its caption",
        ANSWER,
        'alt="{{ block.alternative }}"',
        'alt="{{ block.caption }}"',
    ),
    _row("a figure without its alternative", ANSWER, 'alt="{{ block.alternative }}"', 'alt=""'),
    _row(
        "a figure of another image",
        ANSWER,
        'src="image:{{ block.image }}"',
        'src="image:{{ handbook.images[0].name }}"',
    ),
    _row(
        "a figure too flat",
        ANSWER,
        "width: {{ size.width }}mm; height: {{ size.height }}mm",
        "width: {{ size.width }}mm; height: {{ size.height / 3 }}mm",
    ),
    _row(
        "spaces between Han characters",
        ANSWER,
        '{%- if item.kind == "text" -%}{{ leaf(item.text, target) }}',
        '{%- if item.kind == "text" -%}{{ leaf(item.text[1:], target) }}',
    ),
)

COVERS = (
    _row("the last sentence of the summary lost", COVER_FACTS, "SUMMARY = 190", "SUMMARY = 150"),
    _row("the summary too long", COVER_FACTS, "SUMMARY = 190", "SUMMARY = 230"),
    _row(
        "the summary of the last paragraph",
        COVER_FACTS,
        "(block for block in handbook.preface if",
        "(block for block in handbook.preface[::-1] if",
    ),
    _row("the summary lost", COVER, '<p class="summary">{{ summary }}</p>', ""),
    _row(
        "a part lost on the cover",
        COVER,
        '<p class="parts">{% for part in handbook.parts %}',
        '<p class="parts">{% for part in handbook.parts[1:] %}',
    ),
    _row("the series lost on the cover", COVER, '<p class="series">{{ titles.series }}</p>', ""),
    _row(
        "the hero of the cover cut",
        COVER,
        "{% for row in hero %}{{ row }}",
        "{% for row in hero %}{{ row[:2] }}",
    ),
    _row(
        "编 missing on the cover",
        COVER,
        '<p class="issuer">{{ handbook.issuer }}</p>',
        '<p class="issuer">{{ handbook.publisher }}</p>',
    ),
    _row(
        "the spine without its issuer",
        COVER_FACTS,
        'named = (("series", series), ("hero", hero), ("issuer", issuer))',
        'named = (("series", series), ("hero", hero))',
    ),
    _row(
        "the whole title on the spine",
        COVER_FACTS,
        "hero = column(titles.hero, [(rooms[1][0]",
        "hero = column(handbook.title, [(rooms[1][0]",
    ),
    _row(
        "series and title exchanged on the spine",
        COVER_FACTS,
        '(("series", series), ("hero", hero), ("issuer", issuer))',
        '(("hero", hero), ("series", series), ("issuer", issuer))',
    ),
    _row(
        "no words on a spine that has room for them", SPINE, "LEAST_FOR_WORDS = 6.0", "LEAST_FOR_WORDS = 16.0"
    ),
    _row(
        "marks on the spine as in a line",
        SPINE,
        "_PIECES.findall(part.translate(_VERTICAL))",
        "_PIECES.findall(part)",
    ),
    _row(
        "a character lost on the spine",
        COVER,
        "{% for cell in column.cells %}",
        "{% for cell in column.cells[1:] %}",
    ),
    _row(
        "the spine half as thick",
        SPINE,
        "round(math.ceil(pages / 2) * leaf_thickness(printing), 1)",
        "round(math.ceil(pages / 4) * leaf_thickness(printing), 1)",
    ),
    _row("paper of another thickness", SPINE, "THICKNESS_PER_GSM = 0.00135", "THICKNESS_PER_GSM = 0.0013"),
    _row(
        "no field for the barcode",
        COVER,
        "{% if handbook.printing.barcode %}",
        "{% if not handbook.printing.barcode %}",
    ),
    _row(
        "the spine of the cover's paper",
        SHEET_FACTS,
        'f"{spine:g} mm（{measured}）"',
        'f"{spine + 1:g} mm（{measured}）"',
    ),
    _row(
        "the paper of the cover for the inside",
        SHEET_FACTS,
        '("内文纸张", f"{printing.paper_gsm}',
        '("内文纸张", f"{printing.cover_gsm}',
    ),
    _row(
        "pages and leaves exchanged",
        SHEET_FACTS,
        'f"{pages} 面（{pages // 2} 张）"',
        'f"{pages // 2} 面（{pages} 张）"',
    ),
    _row(
        "the binding of the other kind",
        SHEET_FACTS,
        'BINDING = {"perfect": "胶装", "saddle": "骑马订"}',
        'BINDING = {"perfect": "骑马订", "saddle": "胶装"}',
    ),
    _row(
        "the inks of coloured pictures",
        SHEET_FACTS,
        'if printing.pictures == "black" else',
        'if printing.pictures != "black" else',
    ),
    _row(
        "the date of the order sheet without its day",
        SHEET_FACTS,
        "{handbook.date.isoformat()}",
        "{handbook.date:%Y-%m}",
    ),
    _row(
        "a row of the order sheet lost",
        SHEET,
        "{% for name, value in rows %}",
        '{% for name, value in rows if name != "装订" %}',
    ),
    _row("a note of the order sheet lost", SHEET, "{% for note in notes %}", "{% for note in notes[1:] %}"),
    _row(
        "the note on the barcode where there is none",
        SHEET_FACTS,
        "if handbook.printing.barcode:",
        "if not handbook.printing.barcode:",
    ),
    _row("a check of the order sheet lost", SHEET, "{% for row in checks %}", "{% for row in checks[1:] %}"),
    _row(
        "inside and cover exchanged in the checks",
        SHEET,
        "{%- for found in row.found %}",
        "{%- for found in row.found | reverse %}",
    ),
    _row(
        "a party missing on the order sheet",
        SHEET,
        "{% for party in signed %}",
        "{% for party in signed[:1] %}",
    ),
    _row("the number of copies lost", SHEET_FACTS, 'if row[1] or row[0] == "印数")', "if row[1])"),
    _row(
        "bleed of another width on the order sheet",
        SHEET_FACTS,
        "四边各 {BLEED:g} mm",
        "四边各 {BLEED + 2:g} mm",
    ),
    _row("the condition of printing lost", SHEET_FACTS, "{printing_condition(printing)}，总墨量", "总墨量"),
    _row(
        "the title of the order sheet wrong",
        SHEET_FACTS,
        'TITLE, SIGNED = "印刷单"',
        'TITLE, SIGNED = "付印单"',
    ),
    _row("the table of checks without its heading", SHEET, "<h2>{{ heading }}</h2>", ""),
    _row(
        "no mark at a measure to be looked at",
        SHEET,
        "{% if row.noted[loop.index0] %}{{ noted }}{% endif %}",
        "",
    ),
)

FILES = (
    _row("the short title as the file's", PACKET, '"/Title": identity.title', '"/Title": identity.publisher'),
    _row("no author in the file", PACKET, '"/Author": identity.publisher', '"/Author": ""'),
    _row(
        "another release in the packet",
        PACKET,
        "<baiwen:release>{escape(identity.release)}",
        "<baiwen:release>{escape(identity.title)}",
    ),
    _row(
        "another digest in the packet",
        PACKET,
        "<baiwen:sourceDigest>{identity.digest}",
        "<baiwen:sourceDigest>{identity.digest[::-1]}",
    ),
    _row(
        "another title in the packet",
        PACKET,
        "words, publisher = escape(identity.title),",
        "words, publisher = escape(identity.title[1:]),",
    ),
    _row(
        "another date in the file",
        PACKET,
        'date = f"D:{identity.date:%Y%m%d}"',
        'date = f"D:{identity.date:%Y%m}01"',
    ),
    _row(
        "the language of the file English", BOOK, '<html lang="{{ handbook.language }}">', '<html lang="en">'
    ),
    _row(
        "the language of the packet English",
        PACKET,
        "<rdf:li>{identity.language}</rdf:li>",
        "<rdf:li>en</rdf:li>",
    ),
    _row(
        "a link told to lead to another question",
        TAGS,
        'f"转到第{question.number}问：{question.title}"',
        'f"转到第{question.number + 1}问：{question.title}"',
    ),
    _row(
        "a footnote told to be of another question",
        TAGS,
        'f"{words}脚注{note.number}"',
        'f"{words}脚注{note.number + 1}"',
    ),
    _row(
        "a case told to be of another question",
        TAGS,
        'f"转到第{one.question.number}问的案例：{words}"',
        'f"转到第{one.question.number}问：{words}"',
    ),
    _row(
        "an index told to be another",
        TAGS,
        'found = {anchor: f"转到{title}" for anchor, title in appendix(handbook).items()}',
        'found = {anchor: "转到附录" for anchor, title in appendix(handbook).items()}',
    ),
    _row(
        "booklet: pages of a side exchanged",
        BOOKLET,
        "Side(page(2 * sheet + 1), page(count - 2 - 2 * sheet), sheet),",
        "Side(page(count - 2 - 2 * sheet), page(2 * sheet + 1), sheet),",
    ),
    _row(
        "booklet: a side of the next sheet",
        BOOKLET,
        "Side(page(2 * sheet + 1), page(count - 2 - 2 * sheet), sheet),",
        "Side(page(2 * sheet + 2), page(count - 2 - 2 * sheet), sheet),",
    ),
    _row(
        "booklet: halves exchanged",
        BOOKLET,
        'x = across / 2 - width + inward if name == "/Left" else',
        'x = across / 2 - width + inward if name == "/Right" else',
    ),
    _row(
        "white letters",
        STYLE,
        "  color: {{ inks.ink }};\n  text-align: justify;",
        "  color: {{ inks.paper }};\n  text-align: justify;",
    ),
    _row("tables out of the text area", STYLE, ".table table { width: 100%;", ".table table { width: 140%;"),
    _row("scopes of heads lost", TAGS, 'if element["S"] == "/TR":', 'if element["S"] == "/TX":'),
)

WHOLE = (*COVERS, *FILES)
ALL = (*INDEXES, *CONTENTS, *HEADS, *FRONT, *OPENERS, *QUESTIONS, *COVERS, *FILES)
