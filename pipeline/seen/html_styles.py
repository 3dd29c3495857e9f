"""What a document's style sheets hide, write into it and set off: the cascade as far as text depends on it.

Rules of every medium count (https://www.w3.org/TR/css-cascade-4/): words that any device hides are not words that
the document shows. What a style sheet may do at all is decided by each format's rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import cssselect2
import tinycss2
from lxml import etree

from pipeline.handbook import MarkKind
from pipeline.seen.html_names import name_of

Declarations = dict[str, str]

# Declarations that make an element's text invisible.
_HIDING = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "content-visibility": ("hidden",),
    "opacity": ("0", "0.0", "0%"),
    "font-size": ("0", "0em", "0%", "0px", "0pt", "0rem"),
    "color": ("transparent",),
}
# Properties that show emphasis, raise a footnote's mark, give lists their marks, or let lines run off the screen.
_SHOWING = {
    "text-emphasis-style", "font-style", "font-weight", "font-family", "text-decoration-line", "vertical-align",
    "content", "list-style-type", "white-space", "text-wrap", "text-wrap-mode",
}  # fmt: skip
_OF_INTEREST = {*_HIDING, *_SHOWING}
_SHORT_FOR = {
    "text-emphasis": "text-emphasis-style", "list-style": "list-style-type", "text-decoration": "text-decoration-line",
}  # fmt: skip
_PREFIX = re.compile(r"-(webkit|epub|moz|ms)-")
_UNSET = {"", "normal", "initial", "inherit", "unset", "revert", "none"}
_WEIGHT_OF_TEXT = {*_UNSET, "lighter", "100", "200", "300", "400", "500"}
_ON_THE_LINE = {*_UNSET, "baseline", "0", "sub", "middle", "bottom", "text-bottom"}


@dataclass(frozen=True, slots=True)
class Style:
    """The declarations in force on an element, and on the text generated before and after its own."""

    own: Declarations = field(default_factory=dict)
    pseudo: dict[str, Declarations] = field(default_factory=dict)
    hidden: bool = False

    @property
    def hides(self) -> bool:
        """Report whether the element and all in it are out of sight."""
        if self.hidden and "display" not in self.own:
            return True
        return any(self.own.get(name) in values for name, values in _HIDING.items())

    @property
    def keeps_lines_whole(self) -> bool:
        """Report whether a line that is too long runs on instead of being broken."""
        said = {self.own.get(name) for name in ("white-space", "text-wrap", "text-wrap-mode")}
        return not said.isdisjoint({"nowrap", "pre"})

    def generated(self, pseudo_element: str) -> str:
        """Give the text that the style sheets write ``before`` or ``after`` an element's own."""
        content = self.pseudo.get(pseudo_element, {}).get("content", "")
        if not content:
            return ""
        return "".join(
            token.value for token in tinycss2.parse_component_value_list(content) if token.type == "string"
        )

    def raises(self, by_itself: bool) -> bool:
        """Report whether text is raised above its line; ``by_itself`` is the answer where no style sheet says."""
        said = self.own.get("vertical-align")
        return by_itself if said is None else said not in _ON_THE_LINE and not said.startswith("-")

    @property
    def bold(self) -> bool | None:
        """Report whether text is bold; None where the style sheets do not say."""
        said = self.own.get("font-weight")
        return None if said in (None, "inherit") else said not in _WEIGHT_OF_TEXT

    def shows(self, kind: MarkKind | None, among_bold: bool = False) -> MarkKind | None:
        """Give ``kind`` where it can be seen, else None; dots under characters are emphasis, whatever the element is.

        Bold is not seen where the text around it is bold (``among_bold``).
        """
        if self._dotted:
            return kind or "emphasis"
        underlined = "underline" in self.own.get("text-decoration-line", "")
        bold = self.own.get("font-weight", "bold" if kind == "strong" else "") not in _WEIGHT_OF_TEXT
        if kind == "strong":
            return kind if (bold and not among_bold) or underlined else None
        family = self.own.get("font-family", "")
        if kind == "emphasis":
            # A reading app slants it by default: only a style sheet that says otherwise sets it upright.
            slanted = self.own.get("font-style", "italic") not in _UNSET
            return kind if slanted or bold or underlined or family not in _UNSET else None
        if kind == "code":
            return kind if family not in (_UNSET - {""}) | {"serif", "sans-serif"} else None
        return kind

    @property
    def _dotted(self) -> bool:
        return self.own.get("text-emphasis-style", "none").split()[0] not in _UNSET

    @property
    def marker_type(self) -> str | None:
        """Give the kind of mark that list items get; None where the style sheets do not say."""
        return self.own.get("list-style-type")


PLAIN = Style()


class Styles:
    """The style sheets in force in one document."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._matcher = cssselect2.Matcher()
        for sheet in sheets:
            for prelude, declarations in _rules(tinycss2.parse_stylesheet(sheet, True, True)):
                if not declarations:
                    continue
                try:
                    selectors = cssselect2.compile_selector_list(prelude)
                except cssselect2.SelectorError:
                    continue  # a reading app leaves out a rule that it does not understand
                for selector in selectors:
                    self._matcher.add_selector(selector, declarations)

    def of(self, element: cssselect2.ElementWrapper) -> Style:
        """Give the declarations in force on an element, without those that it inherits."""
        raw = element.etree_element
        hidden, own_style = raw.get("hidden") is not None, raw.get("style", "")
        matches = self._matcher.match(element)
        if not matches and not hidden and not own_style:
            return PLAIN
        own: Declarations = {}
        pseudo: dict[str, Declarations] = {}
        for _specificity, _order, name, declarations in matches:
            (own if name is None else pseudo.setdefault(name, {})).update(declarations)
        if own_style:
            own |= _declarations(tinycss2.parse_blocks_contents(own_style))
        return Style(own, pseudo, hidden)


def style_sheets(root: etree._Element, resource: Callable[[str], bytes]) -> tuple[str, ...]:
    """Give the style sheets of a document in order: those in it, and those it links, which ``resource`` gives.

    Raises what ``resource`` raises, and ``ValueError`` for a style sheet that is not UTF-8.
    """
    found: list[str] = []
    for element in root.iter("{*}link", "{*}style"):
        if name_of(element) == "style":
            found.append(element.text or "")
        elif "stylesheet" in element.get("rel", "").split():
            found.append(resource(element.get("href", "")).decode())
    return tuple(found)


def marker(kind: str | None, number: int, ordered: bool) -> str:
    """Give the mark before a list item as a person sees it; ``kind`` is its ``list-style-type``.

    Any sign counts as a dot; figures of another kind are given with its name.
    """
    if kind == "none":
        return ""
    if ordered:
        return f"{number}." if kind in (None, "decimal", "initial", "revert") else f"{number}（{kind}）"
    if kind in (None, "disc", "circle", "square", "initial", "revert"):
        return "•"
    sign = kind.strip("\"'").strip()
    if kind[:1] in "\"'" and sign and all(unicodedata.category(one)[0] in "PS" for one in sign):
        return "•"
    return f"•（{kind}）"


def _rules(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[list[tinycss2.ast.Node], Declarations]]:
    """Give every style rule, also those within ``@media`` and the like."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node.prelude, _declarations(tinycss2.parse_blocks_contents(node.content))
        elif (
            node.type == "at-rule"
            and node.content
            and node.lower_at_keyword in ("media", "supports", "layer")
        ):
            yield from _rules(tinycss2.parse_rule_list(node.content, True, True))


def _declarations(nodes: Iterable[tinycss2.ast.Node]) -> Declarations:
    found: Declarations = {}
    for node in nodes:
        if node.type != "declaration":
            continue
        name = _PREFIX.sub("", node.lower_name, count=1)
        name = _SHORT_FOR.get(name, name)
        if name not in _OF_INTEREST and name != "font":
            continue
        value = tinycss2.serialize(node.value).strip()
        if name != "content":
            value = value.lower()
        if name == "list-style-type":
            value = " ".join(one for one in value.split() if one not in ("inside", "outside"))
        if name == "font":
            found["font-style"] = "italic" if re.search("italic|oblique", value) else "normal"
            found["font-weight"] = "bold" if re.search(r"bold|\b[6-9]00\b", value) else "normal"
        elif value:
            found[name] = value
    return found
