"""Breakages of the writers and templates of the e-book."""

from __future__ import annotations

from tests.finished.writers.breaking import Breakage
from tests.finished.writers.handbook import rich_handbook
from tests.sample import sample_handbook

_ROOM, _LOOK = "pipeline/formats/epub/", "templates/epub/"
ANSWER, PART, NAV, PREFACE, GLOSSARY, TITLE, COVER, PAGE = (
    f"{_LOOK}{name}.xhtml.j2"
    for name in ("answer", "part", "nav", "preface", "glossary", "title", "cover", "page")
)
NCX, STYLE, PICTURE = f"{_LOOK}toc.ncx.j2", f"{_LOOK}style.css.j2", f"{_LOOK}cover-picture.html.j2"
CONTENTS, METADATA, DOCUMENTS, PACKAGING, MARKERS, IMAGES, NARROW, BOUND, PAGES, COVER_FACTS = (
    f"{_ROOM}{name}.py"
    for name in (
        "contents",
        "metadata",
        "facts",
        "packaging",
        "page_markers",
        "pictures",
        "narrow_screens",
        "steps",
        "print_pages",
        "cover",
    )
)
TITLES, SHOWN = "pipeline/formats/titles.py", "pipeline/formats/screen_pictures.py"


def _row(name: str, file: str, old: str, new: str, tells: str = "") -> Breakage:
    return Breakage(name, file, old, new, tells, rich_handbook)


def _printed(name: str, file: str, old: str, new: str, tells: str = "") -> Breakage:
    return Breakage(name, file, old, new, tells, sample_handbook, printed=True)


NAVIGATION = (
    _row(
        "a question missing in the contents",
        CONTENTS,
        "for question in part.questions\n            ),",
        "for question in part.questions[1:] or part.questions\n            ),",
    ),
    _row(
        "contents lines exchanged",
        CONTENTS,
        "for question in part.questions\n            ),",
        "for question in part.questions[::-1]\n            ),",
    ),
    _row(
        "contents lines led to their part",
        CONTENTS,
        'Entry(f"{question.number}　{question.title}", _question_href(part, question))',
        'Entry(f"{question.number}　{question.title}", part_href(part))',
    ),
    _row(
        "contents lines without numbers",
        CONTENTS,
        'Entry(f"{question.number}　{question.title}",',
        "Entry(question.title,",
    ),
    _row(
        "contents lines led to the first question",
        CONTENTS,
        'Entry(f"{question.number}　{question.title}", _question_href(part, question))',
        'Entry(f"{question.number}　{question.title}", _question_href(part, part.questions[0]))',
    ),
    _row(
        "parts in the contents led to the first part",
        CONTENTS,
        "            part_href(part),\n",
        "            part_href(handbook.parts[0]),\n",
    ),
    _row(
        "the preface missing in the contents",
        CONTENTS,
        "entries.insert(0, Entry(PREFACE_TITLE, PREFACE))",
        "pass",
    ),
    _row(
        "the preface behind the parts in the contents",
        CONTENTS,
        "entries.insert(0, Entry(PREFACE_TITLE, PREFACE))",
        "entries.append(Entry(PREFACE_TITLE, PREFACE))",
    ),
    _row(
        "the glossary missing in the contents",
        CONTENTS,
        "entries.append(Entry(GLOSSARY_TITLE, GLOSSARY))",
        "pass",
    ),
    _row(
        "the glossary led to the preface",
        CONTENTS,
        "entries.append(Entry(GLOSSARY_TITLE, GLOSSARY))",
        "entries.append(Entry(GLOSSARY_TITLE, PREFACE))",
    ),
    _row(
        "the title of the glossary wrong everywhere",
        CONTENTS,
        '"封面", "扉页", "目录", "编写说明", "术语"',
        '"封面", "扉页", "目录", "编写说明", "术语表"',
    ),
    _row(
        "the title of the preface wrong everywhere",
        CONTENTS,
        '"封面", "扉页", "目录", "编写说明", "术语"',
        '"封面", "扉页", "目录", "前言", "术语"',
    ),
    _row(
        "the title of the contents wrong everywhere",
        CONTENTS,
        '"封面", "扉页", "目录", "编写说明", "术语"',
        '"封面", "扉页", "目次", "编写说明", "术语"',
    ),
    _row(
        "a contents line left out of the template",
        NAV,
        "{% for child in entry.children %}",
        "{% for child in entry.children[1:] %}",
    ),
    _row(
        "a contents line led to its parent",
        NAV,
        '<li><a href="{{ child.href }}">',
        '<li><a href="{{ entry.href }}">',
    ),
    _row(
        "contents lines of one level",
        NAV,
        "{%- if entry.children %}\n\n<ol>",
        "{%- if entry.children %}</li>",
    ),
    _row(
        "a landmark lost",
        CONTENTS,
        'found.append(Landmark("glossary", "glossary", GLOSSARY_TITLE, GLOSSARY))',
        "pass",
    ),
    _row(
        "the landmark of the text led to the last part",
        CONTENTS,
        'Landmark("bodymatter", "text", "正文", part_href(handbook.parts[0]))',
        'Landmark("bodymatter", "text", "正文", part_href(handbook.parts[-1]))',
    ),
    _row(
        "the landmark of the title page led to the cover",
        CONTENTS,
        'Landmark("titlepage", "title-page", TITLE_PAGE_TITLE, TITLE_PAGE)',
        'Landmark("titlepage", "title-page", TITLE_PAGE_TITLE, COVER)',
    ),
    _row(
        "the landmark of the preface of another meaning",
        CONTENTS,
        'Landmark("preface", "preface", PREFACE_TITLE, PREFACE)',
        'Landmark("foreword", "preface", PREFACE_TITLE, PREFACE)',
    ),
    _row(
        "the landmark of the preface of another meaning in the guide",
        CONTENTS,
        'Landmark("preface", "preface", PREFACE_TITLE, PREFACE)',
        'Landmark("preface", "foreword", PREFACE_TITLE, PREFACE)',
    ),
    _row(
        "landmarks in another order",
        NAV,
        "{% for mark in landmarks %}",
        "{% for mark in landmarks | reverse %}",
    ),
    _row(
        "the guide lost",
        BOUND,
        "package(facts, resources, landmarks(handbook))",
        "package(facts, resources, landmarks(handbook)[4:5])",
    ),
    _row(
        "the NCX without its first line", NCX, "{% for entry in entries %}", "{% for entry in entries[1:] %}"
    ),
    _row(
        "the NCX in another order",
        NCX,
        "{% for child in entry.children %}",
        "{% for child in entry.children | reverse %}",
    ),
    _row(
        "the NCX numbered by level",
        NCX,
        '{% set order.count = order.count + 1 %}\n<navPoint id="entry-{{ order.count }}" playOrder="{{ order.count }}">\n<navLabel><text>{{ child',
        '<navPoint id="entry-{{ order.count }}-{{ loop.index }}" playOrder="{{ order.count }}">\n<navLabel><text>{{ child',
    ),
    _row(
        "the NCX led to the parts",
        NCX,
        '<content src="{{ child.href }}"/>',
        '<content src="{{ entry.href }}"/>',
    ),
    _row("the NCX of another book", NCX, 'content="{{ identifier }}"', 'content="{{ identifier }}x"'),
    _row(
        "the NCX without its title",
        NCX,
        "<docTitle><text>{{ handbook.title }}</text></docTitle>",
        "<docTitle><text>{{ handbook.short_title }}</text></docTitle>",
    ),
    _row(
        "the NCX with another author",
        NCX,
        "<docAuthor><text>{{ handbook.publisher }}</text></docAuthor>",
        "<docAuthor><text>{{ handbook.edition }}</text></docAuthor>",
    ),
    _row(
        "the depth of the NCX wrong",
        NCX,
        '<meta name="dtb:depth" content="2"/>',
        '<meta name="dtb:depth" content="3"/>',
    ),
    _row(
        "the spine with the parts exchanged",
        BOUND,
        "for href, data in texts.items()),",
        "for href, data in reversed(texts.items())),",
    ),
    _row(
        "the contents behind the text",
        BOUND,
        "        *documents.front(pages),\n        *(text_resource(href, data) for href, data in texts.items()),",
        "        *(text_resource(href, data) for href, data in texts.items()),\n        *documents.front(pages),",
    ),
    _row(
        "the glossary before the parts",
        CONTENTS,
        "return (*preface, *map(part_href, handbook.parts), *glossary)",
        "return (*preface, *glossary, *map(part_href, handbook.parts))",
    ),
    _row(
        "the glossary lost",
        CONTENTS,
        "glossary = (GLOSSARY,) if handbook.terms.glossary else ()",
        "glossary = ()",
    ),
    _row(
        "a part lost",
        CONTENTS,
        "*map(part_href, handbook.parts), *glossary)",
        "*map(part_href, handbook.parts[:-1]), *glossary)",
    ),
    _row(
        "a document's title its file's name",
        PAGE,
        "<title>{{ page_title }}</title>",
        "<title>{{ handbook.title }}</title>",
    ),
    _row(
        "a document's title of another",
        DOCUMENTS,
        'self._page("part.xhtml.j2", place.part_href(part), part.title, part=part)',
        'self._page("part.xhtml.j2", place.part_href(part), part.title + "。", part=part)',
    ),
    _printed(
        "pages shifted by one",
        MARKERS,
        'pages += [Page(start.label, f"{href}#{_id(start.label)}") for _, _, start in found]',
        'pages += [Page(start.label, f"{href}#{_id(other.label)}") for (_, _, start), (_, _, other) in zip(found, found[1:] + found[:1])]',
    ),
    _printed(
        "markers shifted by one",
        PAGES,
        "starts.setdefault(page, PageStart(labels[page], name, offset))",
        "starts.setdefault(page, PageStart(labels[page - 1], name, offset))",
    ),
    _printed(
        "markers some characters late",
        MARKERS,
        "_insert(run, at, _marker(start.label))",
        "_insert(run, min(at + 3, len(run.text)), _marker(start.label))",
    ),
    _printed(
        "the last page lost",
        MARKERS,
        "for section, run in _runs(document):\n            positions",
        "for section, run in list(_runs(document))[:-40]:\n            positions",
    ),
    _printed("a page missing in the list", NAV, "{% for page in pages %}", "{% for page in pages[1:] %}"),
    _printed(
        "pages in the NCX led one further",
        NCX,
        '<content src="{{ page.href }}"/>',
        '<content src="{{ pages[loop.index0 - 1].href }}"/>',
    ),
    _printed(
        "a page in the NCX with the value of another",
        NCX,
        'value="{{ page.label }}"',
        'value="{{ loop.index }}"',
    ),
    _printed(
        "the number of pages in the NCX wrong",
        NCX,
        'name="dtb:totalPageCount" content="{{ pages | length }}"',
        'name="dtb:totalPageCount" content="0"',
    ),
    _printed("the highest page in the NCX wrong", NCX, '| list)) | max }}"', '| list)) | min }}"'),
    _printed("the list of pages called otherwise", NAV, 'aria-label="印刷版页码"', 'aria-label="页码"'),
    _printed(
        "no pages beside the print PDF",
        MARKERS,
        "pages: list[Page] = []\n    for href, document in documents.items():\n        passed",
        "pages: list[Page] = []\n    for href, document in {}.items():\n        passed",
    ),
)

FACTS = (
    _row(
        "the identifier of the release",
        METADATA,
        "(handbook.title, handbook.publisher, handbook.edition, handbook.language)",
        "(handbook.title, handbook.publisher, handbook.release, handbook.language)",
    ),
    _row("the short title in the package", METADATA, "title=handbook.title,", "title=handbook.short_title,"),
    _row("another language in the package", METADATA, "language=handbook.language,", 'language="zh-CN",'),
    _row(
        "the edition as publisher", METADATA, "publisher=handbook.publisher,", "publisher=handbook.edition,"
    ),
    _row(
        "the first of the month as date",
        METADATA,
        'date=f"{handbook.date.isoformat()}T00:00:00Z",',
        'date=f"{handbook.date.replace(day=1).isoformat()}T00:00:00Z",',
    ),
    _row("the edition as release", METADATA, "(RELEASE, handbook.release)", "(RELEASE, handbook.edition)"),
    _row(
        "another digest",
        METADATA,
        "(DIGEST, words_digest(handbook))",
        "(DIGEST, words_digest(handbook)[::-1])",
    ),
    _row(
        "pictures denied",
        METADATA,
        'modes = ("textual", "visual") if has_figures else ("textual",)',
        'modes = ("textual",)',
    ),
    _row("a feature claimed", METADATA, '"alternativeText",\n', '"alternativeText",\n        "index",\n'),
    _row("a feature left out", METADATA, '"alternativeText",\n', ""),
    _row(
        "a hazard claimed",
        METADATA,
        '("schema:accessibilityHazard", "none")',
        '("schema:accessibilityHazard", "flashing")',
    ),
    _row(
        "the summary without pictures",
        METADATA,
        'pictures = "封面和插图都有替代文字" if has_figures',
        'pictures = "封面和插图都有替代文字" if not has_figures',
    ),
    _row(
        "the summary with pages that are none",
        METADATA,
        'pages = "标有印刷版页码，可按页跳转；" if has_pages',
        'pages = "标有印刷版页码，可按页跳转；" if not has_pages',
    ),
    _printed(
        "the print edition without its release",
        METADATA,
        "{date}发布（{handbook.release}），印刷版",
        "{date}发布，印刷版",
    ),
    _printed(
        "the print edition of another month",
        METADATA,
        '    date = f"{handbook.date.year}年{handbook.date.month}月{handbook.date.day}日"\n    return f"《',
        '    date = f"{handbook.date.year}年{handbook.date.month - 1}月{handbook.date.day}日"\n    return f"《',
    ),
    _row("the author lost", PACKAGING, 'book.add_metadata("DC", "creator", metadata.publisher)', "pass"),
    _row(
        "the date of modifying that of the clock",
        PACKAGING,
        "meta.text = metadata.date",
        'meta.text = "2024-01-01T00:00:00Z"',
    ),
    _row("the packager's name left in", PACKAGING, "described.remove(meta)", "pass"),
    _row(
        "no cover for old readers",
        PACKAGING,
        'if "cover-image" in resource.properties:',
        'if "cover-picture" in resource.properties:',
    ),
    _row("the language of the package lost", PACKAGING, "root.set(XML_LANG, metadata.language)", "pass"),
    _row(
        "the language of documents English",
        PAGE,
        'lang="{{ handbook.language }}" xml:lang="{{ handbook.language }}"',
        'lang="en" xml:lang="en"',
    ),
    _row("the cover's words without the title", COVER, 'alt="《{{ handbook.title }}》封面"', 'alt="封面"'),
    _row(
        "the cover drawn with the series as title",
        PICTURE,
        "{% for row in hero %}{{ row }}",
        "{% for row in hero %}{{ row[:-4] }}",
    ),
    _row("the cover drawn without its issuer", PICTURE, '<p class="publisher">{{ publisher }}</p>', ""),
    _row("the title page without its series", TITLE, '<span class="series">{{ titles.series }}</span> ', ""),
    _row(
        "the title page with the short title twice",
        TITLES,
        "return TitleLines(series, handbook.short_title)",
        "return TitleLines(handbook.short_title, handbook.short_title)",
    ),
    _row("编 missing on the title page", TITLE, "{{ handbook.issuer }}", "{{ handbook.publisher }}"),
    _row("the edition missing on the title page", TITLE, "<p>{{ handbook.edition }}</p>", ""),
    _row("the day missing on the title page", TITLE, "月{{ handbook.date.day }}日发布", "月发布"),
    _row(
        "the month by two figures on the title page",
        TITLE,
        "年{{ handbook.date.month }}月",
        '年{{ "%02d" % handbook.date.month }}月',
    ),
    _row(
        "a strange sentence on the title page",
        TITLE,
        "<p>{{ handbook.edition }}</p>",
        "<p>{{ handbook.edition }}</p><p>内部资料</p>",
    ),
    _row(
        "a paragraph of the preface lost",
        PREFACE,
        '{{ answer.blocks(handbook.preface, "preface") }}',
        '{{ answer.blocks(handbook.preface[1:], "preface") }}',
    ),
    _row(
        "footnotes of the preface lost", PREFACE, '{{- answer.footnotes(handbook.preface, "preface") }}', ""
    ),
    _row("the introduction of a part lost", PART, '<p class="intro">{{ part.intro }}</p>', ""),
    _row(
        "the introduction of another part",
        PART,
        '<p class="intro">{{ part.intro }}</p>',
        '<p class="intro">{{ handbook.parts[-2].intro }}</p>',
    ),
    _row(
        "a part's heading with its number",
        PART,
        '_title">{{ part.title }}</h1>',
        '_title">第{{ part.ordinal }}部分{{ part.title }}</h1>',
    ),
    _row(
        "a term lost",
        GLOSSARY,
        "{% for entry in handbook.terms.glossary %}",
        "{% for entry in handbook.terms.glossary[:-1] %}",
    ),
    _row(
        "terms exchanged",
        GLOSSARY,
        "{% for entry in handbook.terms.glossary %}",
        "{% for entry in handbook.terms.glossary | reverse %}",
    ),
    _row(
        "a definition lost",
        GLOSSARY,
        "<dd>{{ entry.definition | breakable }}</dd>",
        "<dd>{{ entry.term }}</dd>",
    ),
    _row(
        "a picture among the files that is another",
        IMAGES,
        "for position, image in enumerate(shown(handbook), 1)",
        "for position, image in enumerate(shown(handbook)[:1] * 2, 1)",
    ),
    _row(
        "pictures of answers left out",
        SHOWN,
        "for block in handbook.blocks if",
        "for block in handbook.preface if",
    ),
    _row(
        "a picture upside down",
        IMAGES,
        "else opaque(opened)\n",
        "else opaque(opened).transpose(1)\n",
    ),
    _row(
        "every run of words broken by a character",
        NARROW,
        'Markup("<wbr/>").join(_pieces(run[0]))',
        'Markup("-").join(_pieces(run[0]))',
    ),
)

QUESTIONS = (
    _row(
        "a question lost",
        PART,
        "{% for question in part.questions %}",
        "{% for question in part.questions if question.number != 3 %}",
    ),
    _row(
        "questions exchanged",
        PART,
        "{% for question in part.questions %}",
        "{% for question in part.questions | reverse %}",
    ),
    _row(
        "numbers counted in their part",
        PART,
        "{{ question.number }} </span>{{ question.title }}",
        "{{ loop.index }} </span>{{ question.title }}",
    ),
    _row(
        "the title of the question before",
        PART,
        "</span>{{ question.title }}</h2>",
        "</span>{{ part.questions[loop.index0 - 1].title }}</h2>",
    ),
    _row(
        "an anchor by number",
        PART,
        '{% set anchor = "q-" ~ question.id %}',
        '{% set anchor = "q-" ~ question.number %}',
    ),
    _row("the mark of a new question lost", PART, '<p class="revised">{{ question.revised }}</p>', ""),
    _row(
        "the mark of a new question changed",
        PART,
        '<p class="revised">{{ question.revised }}</p>',
        '<p class="revised">本版新增</p>',
    ),
    _row("sources lost", PART, "{{- answer.sources(handbook.cited(question)) }}", ""),
    _row("footnotes lost", PART, "{{- answer.footnotes(question.blocks, anchor) }}", ""),
    _row(
        "strong words plain",
        ANSWER,
        "<strong>{{ inlines(item.inlines, owner) }}</strong>",
        "{{ inlines(item.inlines, owner) }}",
    ),
    _row(
        "emphasised words strong",
        ANSWER,
        "<em>{{ inlines(item.inlines, owner) }}</em>",
        "<strong>{{ inlines(item.inlines, owner) }}</strong>",
    ),
    _row(
        "dots under emphasis lost",
        STYLE,
        "em { -webkit-text-emphasis: filled dot; text-emphasis: filled dot; -webkit-text-emphasis-position: under right; text-emphasis-position: under right }",
        "",
    ),
    _row("code as text", ANSWER, "<code>{{ item.text | breakable }}</code>", "{{ item.text | breakable }}"),
    _row(
        "a link without its address",
        ANSWER,
        '<a href="{{ item.target }}">{{ inlines(item.inlines, owner) }}</a>',
        "{{ inlines(item.inlines, owner) }}",
    ),
    _row(
        "a link to another address",
        ANSWER,
        '<a href="{{ item.target }}">{{ inlines',
        '<a href="{{ item.target }}x">{{ inlines',
    ),
    _row(
        "a reference to another question",
        ANSWER,
        '<a href="{{ question_hrefs[item.question_id] }}">',
        '<a href="{{ question_hrefs[handbook.questions[0].id] }}">',
    ),
    _row(
        "references to the first question of the part",
        CONTENTS,
        "question.id: _question_href(part, question) for part in handbook.parts for question in part.questions",
        "question.id: _question_href(part, part.questions[0]) for part in handbook.parts for question in part.questions",
    ),
    _row(
        "footnotes counted from nought",
        ANSWER,
        '_n{{ item.number }}">{{ item.number }}</a></sup>',
        '_n{{ item.number }}">{{ item.number - 1 }}</a></sup>',
    ),
    _row(
        "a mark led to the first footnote",
        ANSWER,
        'href="#{{ owner }}_n{{ item.number }}">',
        'href="#{{ owner }}_n1">',
    ),
    _row(
        "a footnote led back to the first mark",
        ANSWER,
        'href="#{{ owner }}_r{{ note.number }}">{{ note.number }}',
        'href="#{{ owner }}_r1">{{ note.number }}',
    ),
    _row(
        "a footnote with another number",
        ANSWER,
        'href="#{{ owner }}_r{{ note.number }}">{{ note.number }}',
        'href="#{{ owner }}_r{{ note.number }}">{{ note.number + 1 }}',
    ),
    _row("footnotes exchanged", ANSWER, "{% for note in notes %}", "{% for note in notes | reverse %}"),
    _row(
        "emphasis lost in footnotes",
        ANSWER,
        "{{ inlines(note.inlines, owner) }}</p></li>",
        "{{ note.inlines | visible }}</p></li>",
    ),
    _row(
        "emphasis lost in cells",
        ANSWER,
        "{% set words = inlines(cell, owner) -%}",
        "{% set words = cell | visible -%}",
    ),
    _row(
        "emphasis lost at points",
        ANSWER,
        "{% if runs_in %}{{ inlines(block.blocks[0].inlines, owner) }}{% endif %}",
        "{% if runs_in %}{{ block.blocks[0].inlines | visible }}{% endif %}",
    ),
    _row("a lead plain", ANSWER, '<strong class="lead">{{ block.lead }}</strong>', "{{ block.lead }}"),
    _row(
        "a lead without its counting word",
        ANSWER,
        '<strong class="lead">{{ block.lead }}</strong>',
        '<strong class="lead">{{ block.lead[2:] }}</strong>',
    ),
    _row(
        "what stands under a point lost",
        ANSWER,
        "{{ blocks(block.blocks[1:] if runs_in else block.blocks, owner) -}}",
        "",
    ),
    _row(
        "the district of a case wrong",
        ANSWER,
        '<span class="district">{{ block.home }}</span>',
        '<span class="district">{{ block.label[-1] }}</span>',
    ),
    _row(
        "the district of a case wrong for those who hear it",
        ANSWER,
        'aria-label="案例：{{ block.home }}"',
        'aria-label="案例：{{ block.label[-1] }}"',
    ),
    _row(
        "the year of a case lost",
        ANSWER,
        "{%- for part in block.label[1:] %} <span",
        "{%- for part in block.label[1:-1] %} <span",
    ),
    _row(
        "a case as text",
        ANSWER,
        '<aside class="case" role="doc-example" aria-label="案例：{{ block.home }}">',
        '<div class="plain">',
    ),
    _row("the label of a note wrong", DOCUMENTS, '"note_label": NOTE_LABEL,', '"note_label": "注意",'),
    _row(
        "a note's second paragraph lost",
        ANSWER,
        '<p class="label">{{ note_label }}</p>\n{{ blocks(block.blocks, owner) -}}',
        '<p class="label">{{ note_label }}</p>\n{{ blocks(block.blocks[:1], owner) -}}',
    ),
    _row(
        "a quotation as text",
        ANSWER,
        "<blockquote>\n{{ blocks(block.blocks, owner) -}}\n</blockquote>",
        "<div>\n{{ blocks(block.blocks, owner) -}}\n</div>",
    ),
    _row(
        "lists numbered from one",
        ANSWER,
        '{% if block.ordered and block.start != 1 %} start="{{ block.start }}"{% endif %}',
        "",
    ),
    _row(
        "numbered lists as bullets", ANSWER, '<{{ "ol" if block.ordered else "ul" }}{% if', '<{{ "ul" }}{% if'
    ),
    _row(
        "list marks taken away",
        STYLE,
        "ul, ul ul { list-style-type: disc }",
        "ul, ul ul { list-style-type: none }",
    ),
    _row(
        "an item of a list lost",
        ANSWER,
        "{% for item in block.items %}",
        "{% for item in block.items[:-1] %}",
    ),
    _row("cells of a row exchanged", ANSWER, "{% for cell in row %}", "{% for cell in row | reverse %}"),
    _row("rows exchanged", ANSWER, "{% for row in block.rows %}", "{% for row in block.rows | reverse %}"),
    _row("a row lost", ANSWER, "{% for row in block.rows %}", "{% for row in block.rows[1:] %}"),
    _row("an empty cell left out", ANSWER, "{% for cell in row %}", "{% for cell in row if cell %}"),
    _row("a head as cells", ANSWER, '{{ cell_of("th" if cell else "td", cell', '{{ cell_of("td", cell'),
    _row(
        "the label of a table wrong",
        ANSWER,
        '<caption><span class="label">{{ block.label }}</span>',
        '<caption><span class="label">图{{ block.number }}</span>',
    ),
    _row(
        "the caption of a figure its alternative",
        ANSWER,
        "</span> {{ block.caption }}</figcaption>",
        "</span> {{ block.alternative }}</figcaption>",
    ),
    _row(
        "the alternative of a figure its caption",
        ANSWER,
        'alt="{{ block.alternative }}"/>',
        'alt="{{ block.caption }}"/>',
    ),
    _row("figures of the same image", ANSWER, 'src="{{ image_hrefs[block.image] }}"', 'src="images/001.png"'),
    _row("the second source lost", ANSWER, "{%- for source in cited -%}", "{%- for source in cited[:1] -%}"),
    _row(
        "sources divided by commas",
        ANSWER,
        "{%- if not loop.first -%}；{%- endif -%}",
        "{%- if not loop.first -%}，{%- endif -%}",
    ),
    _row(
        "a source led to another address",
        ANSWER,
        '<a href="{{ source.url }}">{{ source.url | breakable }}',
        '<a href="{{ source.url }}/x">{{ source.url | breakable }}',
    ),
    _row("资料来源 missing", DOCUMENTS, '"sources_label": SOURCES_LABEL,', '"sources_label": "来源：",'),
    _row("labels hidden", STYLE, ".case .about { margin-right: .3em }", ".case .about { display: none }"),
    _row("footnotes hidden", STYLE, ".footnotes p { text-indent: 0 }", ".footnotes p { visibility: hidden }"),
    _row(
        "words added by the style",
        STYLE,
        ".case .about { margin-right: .3em }",
        '.case .about::before { content: "于" }',
    ),
    _row("bold text", STYLE, "body { margin: 0;", "body { font-weight: bold; margin: 0;"),
    _row("a colour on text", STYLE, ".case .about { margin-right: .3em }", ".case .about { color: #eee }"),
    _row(
        "capitals",
        STYLE,
        "code { font-family: monospace;",
        "code { text-transform: uppercase; font-family: monospace;",
    ),
)

ALL = (*NAVIGATION, *FACTS, *QUESTIONS)
