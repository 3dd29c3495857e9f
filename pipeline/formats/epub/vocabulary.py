"""The elements and attributes that a document of the book is made of.

Whatever else stands in it may change what a reader sees or hears without changing a character. HTML has words for
what is left out, put in, shrunk, spoken otherwise or not at all
(https://html.spec.whatwg.org/multipage/text-level-semantics.html); an answer has none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.handbook import without_space
from pipeline.seen.html_names import EPUB_TYPE, XHTML, XML_LANG, words_in

_HEADINGS = (f"{XHTML}h1", f"{XHTML}h2")
_ELEMENTS = {
    *_HEADINGS,
    *(
        f"{XHTML}{name}"
        for name in (
            "html", "body", "section", "article", "header", "footer", "main", "aside", "nav", "div", "p", "hr", "br",
            "ol", "ul", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th",
            "td", "figure", "figcaption", "img", "blockquote", "span", "strong", "em", "code", "sup", "a", "dfn", "wbr",
        )
    ),
}  # fmt: skip
# What a book may have, and no answer to a question has.
_BESIDE_ANSWERS = {f"{XHTML}{name}" for name in ("h1", "hr", "nav", "main", "dl", "dt", "dd", "dfn")}
_ATTRIBUTES = {"id", "class", "role", EPUB_TYPE}
_OWN_ATTRIBUTES = {
    (f"{XHTML}a", "href"), (f"{XHTML}img", "src"), (f"{XHTML}img", "alt"), (f"{XHTML}th", "scope"),
    (f"{XHTML}ol", "start"), (f"{XHTML}li", "value"), (f"{XHTML}nav", "hidden"),
}  # fmt: skip
CASE_LABEL = "案例："


def strange(language: str, element: etree._Element, in_answer: bool) -> Iterator[tuple[str, str]]:
    """Give what an element says or is beside its words and its known meanings, each with its mend.

    ``language`` is the book's: in another one characters are drawn in other forms and read aloud in another voice.
    """
    if element.tag not in _ELEMENTS or (in_answer and element.tag in _BESIDE_ANSWERS):
        name = etree.QName(element).localname
        message = f"“{_short(words_in(element))}”外面有 <{name}>，会改变文字的意思或样子"
        yield message, "从模板里去掉这个元素"
    if element.tag == f"{XHTML}aside" and element.get("role") is None:
        message = f"“{_short(words_in(element))}”外面的 <aside> 没有写明是什么"
        yield message, "写上 role，或去掉这个元素"
    for name, value in _attributes(element):
        if name in _ATTRIBUTES or (element.tag, name) in _OWN_ATTRIBUTES:
            continue
        if name in ("lang", XML_LANG):
            # The language of a whole document is looked at by rules.words.
            if value == language or element.tag == f"{XHTML}html":
                continue
        elif (name == "aria-label" and _says_the_same(element, value)) or (
            name == "aria-labelledby" and _own_heading(element) == value
        ):
            continue
        said = f"{etree.QName(name).localname}=“{_short(value)}”"
        yield f"“{_short(words_in(element))}”的元素上有 {said}，会改变文字的样子或读法", "去掉"


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.items())


def _says_the_same(element: etree._Element, label: str) -> bool:
    """Report whether what a screen reader says of an element is what stands in it, or names what shows no words."""
    if "doc-example" in element.get("role", ""):
        words = without_space(words_in(element))
        return label.startswith(CASE_LABEL) and words.startswith(without_space(label[len(CASE_LABEL) :]))
    return "pagebreak" in element.get(EPUB_TYPE, "") or element.get("hidden") is not None


def _own_heading(element: etree._Element) -> str | None:
    heading = next(element.iter(*_HEADINGS), None)
    return None if heading is None else heading.get("id")


def _short(text: str) -> str:
    words = "".join(text.split())
    return words if len(words) <= 24 else f"{words[:11]}…{words[-11:]}"
