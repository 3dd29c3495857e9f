"""What a style sheet may do to words: anything that decorates, nothing that hides, exchanges or reorders them.

A property is known to decorate, with values between bounds in which no word vanishes, or it is reported; CSS has too
many ways to put words out of sight for a list of those. What emphasises, and which marks items get, is read with the
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import tinycss2


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a value may be: ``em``, per cent and bare numbers from … to, and its words (None: any).

    ``strings`` and ``functions`` say whether there may be any.
    """

    em: tuple[float, float] = (0, 0)
    per_cent: tuple[float, float] = (0, 0)
    number: tuple[float, float] = (0, 0)
    words: frozenset[str] | None = None
    strings: bool = False
    functions: bool = False

    def hold(self, tokens: Iterable[tinycss2.ast.Node]) -> bool:
        """Report whether a value lies within them."""
        return all(self._holds(token) for token in tokens)

    def _holds(self, token: tinycss2.ast.Node) -> bool:
        if token.type == "dimension":
            # What is no em is reported for its unit.
            return token.lower_unit not in ("em", "ex", "ch", "ic", "lh") or _between(token.value, self.em)
        if token.type == "percentage":
            return _between(token.value, self.per_cent)
        if token.type == "number":
            # A bare number other than 0 is no length, and reading apps leave it out.
            return _between(token.value, self.number if self.number != (0, 0) else self.em)
        if token.type == "ident":
            return self.words is None or token.lower_value in self.words or token.lower_value in _ALWAYS
        if token.type == "function":
            return self.functions and self.hold(token.arguments)
        return token.type in ("whitespace", "literal") or (token.type == "string" and self.strings)


def _between(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


_ALWAYS = {"inherit", "initial", "unset", "revert", "currentcolor"}
_DEFAULT = _ALWAYS | {"none", "auto", "normal"}


def _words(*words: str) -> Bounds:
    return Bounds(words=frozenset(words))


_FREE = Bounds((0, 20), (0, 100), (0, 1000), strings=True)
_SIZE = Bounds((0.5, 100), (10, 100))
_KNOWN: tuple[tuple[str, Bounds], ...] = (
    # The space around words, and lines around boxes.
    (r"margin-(left|right|inline.*)", Bounds((-0.5, 10), (0, 30))),
    (r"margin-(top|bottom|block.*)", Bounds((-1, 20), (0, 60))),
    (r"padding-(top|bottom|block.*)", Bounds((0, 20), (0, 60))),
    (r"padding(-.*)?", Bounds((0, 10), (0, 30))),
    (r"border(-.*)?|outline(-.*)?", Bounds((0, 3), (0, 50))),
    (r"box-sizing|box-decoration-break|border-collapse|table-layout|empty-cells|caption-side", _FREE),
    # Lines and the characters in them.
    (r"text-indent", Bounds((-5, 10), (0, 40))),
    (r"letter-spacing", Bounds((-0.1, 2))),
    (r"word-spacing", Bounds((-0.2, 3))),
    (r"text-align(-.*)?|text-justify|text-wrap(-.*)?|white-space(-.*)?|line-break|word-break|word-wrap", _FREE),
    (r"overflow-wrap|hyphens|hyphenate-limit-.*|hanging-punctuation|text-spacing(-.*)?|text-autospace", _FREE),
    (r"tab-size|text-size-adjust|ruby-(align|position)", _FREE),
    (r"line-height", Bounds((0.8, 10), (80, 1000), (0.8, 10))),
    (r"vertical-align", Bounds((-1, 1), (-100, 100))),
    (r"text-(decoration(-line|-style|-color|-thickness|-skip.*)?|underline-.*)", Bounds((0, 0.3), words=frozenset((
        "none", "underline", "overline", "solid", "double", "dotted", "dashed", "wavy", "auto", "from-font", "under",
        "left", "right", "all", "ink", "skip-ink",
    )))),
    (r"text-emphasis(-style|-position|-color)?", _words(
        "none", "filled", "open", "dot", "circle", "double-circle", "triangle", "sesame", "over", "under", "left",
        "right",
    )),
    # Faces and sizes.
    (r"font-(family|style|weight|stretch|kerning|synthesis.*|optical-sizing)|quotes", _FREE),
    (r"font-size", Bounds((0.6, 6), (60, 600))),
    (r"font", Bounds((0.5, 10), (50, 600), (0.8, 1000), strings=True)),
    (r"font-variant(-caps|-numeric|-ligatures|-east-asian|-position)?", _words(
        "normal", "none", "small-caps", "all-small-caps", "lining-nums", "oldstyle-nums", "proportional-nums",
        "tabular-nums", "slashed-zero", "proportional-width", "full-width", "common-ligatures", "contextual",
        "no-common-ligatures", "no-contextual",
    )),
    (r"initial-letter", Bounds(number=(1, 5))),
    # Boxes, columns and pages.
    (r"display", _words(
        "block", "inline", "inline-block", "list-item", "flow-root", "table", "inline-table", "table-row", "table-cell",
        "flex", "inline-flex", "grid", "inline-grid", "contents", "none",
    )),
    (r"visibility|content-visibility", _words("visible", "auto")),
    (r"max-width|max-inline-size|flex-basis", Bounds((0.5, 200), (10, 100))),
    (r"width|inline-size|column-width", Bounds((0.5, 30), (10, 100))),
    (r"min-(width|inline-size|height|block-size)", Bounds((0, 30), (0, 100))),
    (r"overflow(-x|-y)?", _words("visible", "auto", "scroll")),
    (r"column-count|columns", Bounds((5, 60), number=(1, 6))),
    (r"column-(gap|rule.*|fill|span)|gap|row-gap|border-spacing", Bounds((0, 5), (0, 20))),
    (r"orphans|widows|(page-)?break-(before|after|inside)", _FREE),
    (r"flex-direction|flex-flow|flex-wrap", _words("row", "column", "wrap", "nowrap")),
    (r"flex|flex-grow|flex-shrink", Bounds((0.5, 200), (0, 100), (0, 10))),
    (r"(align|justify|place)-(items|content|self)", _FREE),
    (r"grid-template-columns", Bounds((1, 60), (5, 100), (1, 6), functions=True)),
    (r"speak.*", _words("normal")),
    (r"order", Bounds()),
    (r"direction|unicode-bidi", _words("ltr", "normal", "embed", "isolate")),
    (r"object-fit", _words("contain", "scale-down", "fill")),
    (r"image-rendering|cursor|color", _FREE),
    (r"list-style(-type|-position)?", Bounds(strings=True)),
)  # fmt: skip
_PROPERTIES = tuple((re.compile(pattern), bounds) for pattern, bounds in _KNOWN)
_PREFIX = re.compile(r"-(webkit|epub|moz|ms)-")
_FEATURES = {
    "palt", "halt", "kern", "chws", "liga", "clig", "calt", "locl", "onum", "lnum", "tnum", "pnum", "zero", "smcp",
}  # fmt: skip
_OF_PICTURES = re.compile(r"(max-|min-)?(height|block-size|width|inline-size)")
# Faces in which letters are drawings, bars or blank.
_OF_SIGNS = re.compile(
    r"(wing|web)dings|dingbats|symbol|barcode|code ?39|blank|last ?resort|emoji|ornament", re.IGNORECASE
)
_HEIGHTS = re.compile(r"(max-)?(height|block-size)")
_OF_TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_NEVER_SHOWN = {"head", "title", "meta", "link", "style", "script", "template", "*"}
_LAST = re.compile(r"[\s>+~]")


def at_words(
    prelude: Sequence[tinycss2.ast.Node], declarations: Sequence[tinycss2.ast.Node]
) -> Iterator[tinycss2.ast.Node]:
    """Give the declarations of a rule that may do more to words than decorate them."""
    subjects = [_LAST.split(one.strip())[-1].lower() for one in tinycss2.serialize(prelude).split(",")]
    hanging = sum(_left(one) for one in declarations)
    for one in declarations:
        name = _PREFIX.sub("", one.lower_name, count=1)
        tokens = [token for token in one.value if token.type not in ("whitespace", "comment")]
        if name.startswith("--"):
            continue
        if not _allowed(name, tokens, subjects) or (
            name == "text-indent" and any(-(_em(token) or 0) > hanging + 0.01 for token in tokens)
        ):
            yield one


def _allowed(name: str, tokens: Sequence[tinycss2.ast.Node], subjects: Sequence[str]) -> bool:
    if name == "margin":
        return all(_allowed(f"margin-{side}", [token], subjects) for side, token in _sides(tokens).items())
    if name == "font-feature-settings":
        return all(token.type != "string" or token.value in _FEATURES for token in tokens)
    if name in ("font-family", "font") and _OF_SIGNS.search(tinycss2.serialize(tokens)):
        return False
    if _OF_PICTURES.fullmatch(name) and all(re.match(r"(img|svg)\b", subject) for subject in subjects):
        return Bounds((3, 100), (20, 100)).hold(tokens)
    if _HEIGHTS.fullmatch(name) and all(re.match(r"hr\b", subject) for subject in subjects):
        return _FREE.hold(tokens)
    if name == "line-height" and all(re.match(r"su[pb]\b", subject) for subject in subjects):
        return True
    if name == "line-height" and all("first-letter" in subject for subject in subjects):
        return Bounds((0.5, 10), (50, 1000), (0.5, 10)).hold(tokens)
    if name == "display":
        types = {re.split(r"[.:#\[]", one)[0] for one in subjects}
        # A cell that is displayed otherwise is in no column.
        if types & _NEVER_SHOWN or (types & _OF_TABLES and types & _OF_TABLES != {"table"}):
            return False
    for pattern, bounds in _PROPERTIES:
        if pattern.fullmatch(name):
            return bounds.hold(tokens)
    return name != "all" and all(token.type == "ident" and token.lower_value in _DEFAULT for token in tokens)


def _sides(tokens: Sequence[tinycss2.ast.Node]) -> dict[str, tinycss2.ast.Node]:
    """Give the values of a shorthand for four sides (https://www.w3.org/TR/css-box-3/#margin-shorthand)."""
    top, right, bottom, left = {
        1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1),
    }.get(len(tokens), (0, 1, 2, 3))  # fmt: skip
    if len(tokens) > 4 or not tokens:
        return {}
    return {"top": tokens[top], "right": tokens[right], "bottom": tokens[bottom], "left": tokens[left]}


def _left(one: tinycss2.ast.Node) -> float:
    """Give the space in em that a declaration leaves at the left, where a first line may hang out."""
    tokens = [token for token in one.value if token.type not in ("whitespace", "comment")]
    if one.lower_name in ("margin", "padding"):
        tokens = [token for side, token in _sides(tokens).items() if side == "left"]
    elif one.lower_name not in ("margin-left", "padding-left", "margin-inline-start", "padding-inline-start"):
        return 0
    return sum(_em(token) or 0 for token in tokens[:1])


def _em(token: tinycss2.ast.Node) -> float | None:
    return float(token.value) if token.type == "dimension" and token.lower_unit == "em" else None
