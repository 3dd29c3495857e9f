"""What a document's style sheets hide, and what they write into it: the cascade as far as text depends on it.

Rules of every medium count (https://www.w3.org/TR/css-cascade-4/): words that any device hides are not words that
the book shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cssselect2
import tinycss2

Declarations = dict[str, str]

# Where one of these is in force, an element's text cannot be seen.
_HIDING = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "content-visibility": ("hidden",),
    "opacity": ("0", "0.0", "0%"),
    "font-size": ("0", "0em", "0%", "0px", "0pt", "0rem"),
    "color": ("transparent",),
}
_OF_INTEREST = {*_HIDING, "content", "list-style", "list-style-type"}


class Styles:
    """The style sheets in force in one document."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._matcher = cssselect2.Matcher()
        for sheet in sheets:
            for prelude, declarations in _rules(tinycss2.parse_stylesheet(sheet, True, True)):
                try:
                    selectors = cssselect2.compile_selector_list(prelude)
                except cssselect2.SelectorError:
                    continue  # a reading app leaves out a rule that it does not understand
                for selector in selectors:
                    self._matcher.add_selector(selector, declarations)

    def _in_force(
        self, element: cssselect2.ElementWrapper, pseudo_element: str | None = None
    ) -> Declarations:
        found: Declarations = {}
        for _specificity, _order, pseudo, declarations in sorted(
            self._matcher.match(element), key=lambda match: match[:2]
        ):
            if pseudo == pseudo_element:
                found |= declarations
        if pseudo_element is None:
            found |= _declarations(tinycss2.parse_blocks_contents(element.etree_element.get("style", "")))
        return found

    def hides(self, element: cssselect2.ElementWrapper) -> bool:
        """Whether the element and all in it are out of sight."""
        if element.etree_element.get("hidden") is not None:
            return True
        declarations = self._in_force(element)
        return any(declarations.get(name) in values for name, values in _HIDING.items())

    def has_markers(self, listing: cssselect2.ElementWrapper) -> bool:
        """Whether the items of a list carry their numbers or dots."""
        declarations = self._in_force(listing)
        return not any(
            "none" in declarations.get(name, "").split() for name in ("list-style", "list-style-type")
        )

    def generated(self, element: cssselect2.ElementWrapper, pseudo_element: str) -> str:
        """The text that the style sheets write ``before`` or ``after`` an element's own."""
        content = self._in_force(element, pseudo_element).get("content", "")
        return "".join(
            token.value for token in tinycss2.parse_component_value_list(content) if token.type == "string"
        )


def _rules(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[list[tinycss2.ast.Node], Declarations]]:
    """Every style rule, those within ``@media`` and the like as well."""
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
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower()
        if node.lower_name != "content"
        else tinycss2.serialize(node.value)
        for node in nodes
        if node.type == "declaration" and node.lower_name in _OF_INTEREST
    }
