"""Pieces → drafts of questions, and what became of each piece.

First the document is asked which kind of head asks its questions and which name its categories (``survey``); then
one pass over the pieces builds the answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.handbook import (
    Block,
    Case,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Quote,
    Strong,
    Table,
    Text,
    inline_text,
)
from pipeline.importing.districts import district_in
from pipeline.importing.marks import (
    ANSWER,
    CAPTION,
    CASE,
    LEAD,
    LONGEST_CATEGORY,
    LONGEST_TITLE,
    QUESTION_END,
    SENTENCE_END,
    Head,
    head_of,
    opens_point,
)
from pipeline.importing.pieces import Grid, Picture, Piece
from pipeline.importing.question_tables import HEADING, NUMBER
from pipeline.importing.repairs import is_debris
from pipeline.importing.tree import flat, trimmed
from pipeline.word.numbering import BULLET

CAPTION_STYLES = frozenset({"caption", "题注", "table caption", "image caption"})
LEFT_OUT, CATEGORY, TITLE = "没有导入", "类名", "书名"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a piece.

    ``became`` names it (类名, 问题, 要点 …); ``before`` and ``after`` are the characters taken off its ends because
    the source says the same otherwise; ``added`` is an automatic number that became text; ``question`` is the draft's
    index, None outside of questions.
    """

    piece: Piece
    became: str
    before: str = ""
    after: str = ""
    added: str = ""
    question: int | None = None
    reason: str = ""

    @property
    def kept(self) -> str:
        """The text that must stand in the source."""
        text = self.piece.text
        return self.added + text[len(self.before) : len(text) - len(self.after)]


@dataclass(frozen=True, slots=True)
class Draft:
    """A question found in a document; ``number`` as the document shows it."""

    title: str
    category: str
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()
    number: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a document holds: preface (text before the first head), categories and drafts in order, fates."""

    preface: tuple[Block, ...]
    categories: tuple[str, ...]
    drafts: tuple[Draft, ...]
    fates: tuple[Fate, ...]
    document_title: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """The kinds of head that ask questions; the indices of pieces that are questions and that name categories."""

    questions: frozenset[int]
    categories: frozenset[int]


def survey(pieces: Sequence[Piece]) -> Survey:
    """Find out which pieces are heads.

    The kind with most question marks asks the questions; among equals the kind that says so (问：, 第一问) wins. A
    category is a short head of another kind with a question right below it.
    """
    heads = {index: head for index, piece in enumerate(pieces) if (head := head_of(piece))}
    asking = Counter(head.kind for index, head in heads.items() if QUESTION_END.search(pieces[index].text))
    plain = Counter(head.kind for head in heads.values() if head.kind in ("asked", "ordinal"))
    votes = asking or plain
    if not votes:
        return _unmarked(pieces, heads)
    kind = max(votes, key=lambda name: (votes[name], name in ("asked", "ordinal"), name))
    questions = _question_heads(pieces, heads, kind)
    return Survey(frozenset(questions), frozenset(_category_heads(pieces, heads, questions, kind)))


def _unmarked(pieces: Sequence[Piece], heads: dict[int, Head]) -> Survey:
    """Survey questions without a mark of their own: whole paragraphs in bold, or else every line that asks."""
    asking = [
        index
        for index, piece in enumerate(pieces)
        if index not in heads
        and not (piece.grid or piece.picture or piece.quoted)
        and len(piece.text) <= LONGEST_TITLE
        and QUESTION_END.search(piece.text)
        and not re.search("[。！]", piece.text)
    ]
    bold = [
        index for index in asking if all(isinstance(one, Strong | Footnote) for one in pieces[index].inlines)
    ]
    questions = set(bold or asking)
    # A question right below another is part of an answer's wording only when nothing follows it.
    return Survey(frozenset(questions), frozenset(_category_heads(pieces, heads, questions, "")))


def _question_heads(pieces: Sequence[Piece], heads: dict[int, Head], kind: str) -> set[int]:
    """Give the pieces of ``kind`` that end in a question mark, or go on with the number and are no sentence."""
    found: set[int] = set()
    expected = 1
    for index, head in heads.items():
        if head.kind != kind:
            continue
        text = pieces[index].text
        asks = bool(QUESTION_END.search(text)) or kind in ("asked", "ordinal")
        follows = head.number == expected and len(text) <= 60 and not SENTENCE_END.search(text)
        heading = kind.startswith("heading") and len(text) <= LONGEST_TITLE
        if asks or (found and follows) or heading:
            found.add(index)
            expected = (head.number or expected) + 1
    return found


def _category_heads(
    pieces: Sequence[Piece], heads: dict[int, Head], questions: set[int], kind: str
) -> set[int]:
    found: set[int] = set()
    for index, head in heads.items():
        text = pieces[index].text
        if index in questions or head.kind == kind or len(text) > LONGEST_CATEGORY + 2:
            continue
        if SENTENCE_END.search(text) or (kind.startswith("heading") and head.kind > kind):
            continue
        if head.kind == "bracket" or index + 1 in questions:
            found.add(index)
    return found | _bold_lines(pieces, heads, questions)


def _bold_lines(pieces: Sequence[Piece], heads: Collection[int], questions: set[int]) -> set[int]:
    """Give the short bold lines above questions, where one stands above the first question too."""
    found = {
        index
        for index in (question - 1 for question in questions)
        if index >= 0 and index not in heads and _is_bold_line(pieces[index]) and index not in questions
    }
    if found and pieces[min(found)].text and _KIND_OF_DOCUMENT.search(pieces[min(found)].text):
        return set()
    return found if min(questions, default=0) - 1 in found else set()


def _is_bold_line(piece: Piece) -> bool:
    text = piece.text.strip()
    bold = bool(piece.inlines) and all(isinstance(one, Strong) for one in piece.inlines)
    return (
        bold
        and len(text) <= LONGEST_CATEGORY
        and not (SENTENCE_END.search(text) or QUESTION_END.search(text))
    )


@dataclass(slots=True)
class _Answer:
    """An answer under construction: blocks at its own level, and the point that takes what follows."""

    title: str = ""
    category: str = ""
    number: int | None = None
    id: str = ""
    blocks: list[Block] = field(default_factory=list)
    lead: str | None = None
    inner: list[Block] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    caption: str = ""

    def target(self) -> list[Block]:
        """Where the next block goes."""
        return self.blocks if self.lead is None else self.inner

    def close_list(self) -> None:
        """Turn the list items gathered so far into one list."""
        if self.items:
            items, self.items = self.items, []
            self.target().append(_list(items, 0)[0])

    def close_point(self) -> None:
        """End the point under way."""
        self.close_list()
        if self.lead is not None:
            self.blocks.append(Point(self.lead, tuple(self.inner)))
            self.lead, self.inner = None, []

    def finished(self) -> tuple[Block, ...]:
        """Give all blocks."""
        self.close_point()
        return tuple(self.blocks)


def recognise(pieces: Sequence[Piece], districts: Mapping[str, str], default_category: str) -> Recognised:
    """Find categories, questions, points, cases, lists, tables and figures in ``pieces``."""
    drafts: list[_Answer] = []
    preface = _Answer()
    fates: list[Fate] = []
    categories: list[str] = []
    category = ""
    listed = contents_lines(pieces)
    body = [
        piece
        for piece in pieces
        if not is_debris(piece.text) and id(piece) not in listed and piece.style not in (HEADING, NUMBER)
    ]
    found = survey(body)
    title = _document_title(body, found)
    places = {id(piece): index for index, piece in enumerate(body)}
    answer = preface
    for piece in pieces:
        index = places.get(id(piece))
        where = len(drafts) - 1 if drafts else None
        if id(piece) in listed:
            fates.append(Fate(piece, LEFT_OUT, piece.text, question=where, reason="目录，成品里自动生成"))
        elif piece.style in (HEADING, NUMBER):
            fates.append(Fate(piece, LEFT_OUT, piece.text, question=where, reason=f"问答表的{piece.style}"))
        elif index is None:
            fates.append(Fate(piece, LEFT_OUT, piece.text, question=where, reason="网页上正文以外的文字"))
        elif index == title:
            fates.append(Fate(piece, TITLE, piece.text, reason="文件的标题，不是正文"))
        elif index in found.categories:
            head = head_of(piece) or Head("", None, "")
            category = piece.text[len(head.prefix) : len(piece.text) - len(head.suffix)].strip()
            if category not in categories:
                categories.append(category)
            fates.append(Fate(piece, CATEGORY, head.prefix, head.suffix))
        elif index in found.questions:
            head = head_of(piece) or Head("", None, "")
            category = category or default_category
            if category not in categories:
                categories.append(category)
            words = piece.text[len(head.prefix) : len(piece.text) - len(head.suffix)].strip()
            answer = _Answer(title=words, category=category, number=head.number)
            drafts.append(answer)
            fates.append(Fate(piece, "问题", head.prefix, head.suffix, question=len(drafts) - 1))
            _keep_notes(piece, answer)
        else:
            fates.append(replace(_place(piece, answer, districts), question=where))
    return Recognised(
        preface.finished(),
        tuple(categories),
        tuple(
            Draft(one.title, one.category, one.finished(), tuple(one.pictures), one.number, one.id)
            for one in drafts
        ),
        tuple(fates),
        body[title].text if title is not None else "",
    )


_LEADER = re.compile(r".{2,80}?(?:…+|[.．·•]{3,}|\s)\s*\d{1,3}")


def contents_lines(pieces: Sequence[Piece]) -> set[int]:
    """Give the ids of pieces that make up a table of contents: as the document says, or with dots and page numbers."""
    dotted = [
        piece
        for piece in pieces
        if _LEADER.fullmatch(piece.text.strip()) and re.search(r"…|[.．·•]{3}", piece.text)
    ]
    found = {id(piece) for piece in pieces if piece.contents}
    if len(dotted) > 1:
        found |= {id(piece) for piece in dotted}
    if found:
        found |= {id(one) for one in pieces if re.fullmatch(r"目\s*录", one.text.strip())}
    return found


def _keep_notes(piece: Piece, answer: _Answer) -> None:
    """A title can hold no footnote: those of its head go to the answer's beginning."""
    notes = tuple(inline for inline in piece.inlines if isinstance(inline, Footnote))
    if notes:
        answer.blocks.append(Paragraph(notes))


_KIND_OF_DOCUMENT = re.compile(r"(?:问答|百问|答疑|解答|解读|须知|指南|手册)(?:汇编|手册|选编|（.{1,12}）)?$")


def _document_title(pieces: Sequence[Piece], found: Survey) -> int | None:
    """Give the first piece when it is the document's title: a short head, ``Title``, or a line that names its kind."""
    if not pieces or 0 in found.questions | found.categories:
        return None
    first = pieces[0]
    named = first.style.casefold() in ("title", "标题") or first.level == 1
    named = named or (len(first.text) <= 40 and _KIND_OF_DOCUMENT.search(first.text) is not None)
    return 0 if named and len(first.text) <= LONGEST_TITLE and not SENTENCE_END.search(first.text) else None


def _place(piece: Piece, answer: _Answer, districts: Mapping[str, str]) -> Fate:
    """Put a piece of an answer where it belongs."""
    if piece.number and _is_item(piece) and piece.grid is None and piece.picture is None:
        return _item(piece, answer)
    if not (piece.depth and not piece.number and answer.items):
        answer.close_list()
    if answer.caption and piece.grid is None:
        answer.target().append(Paragraph((Text(answer.caption),)))
        answer.caption = ""
    if piece.grid is not None:
        return _table(piece, piece.grid, answer)
    if piece.picture is not None:
        return _figure(piece, piece.picture, answer)
    if answer.items:
        answer.items.append(piece)
        return Fate(piece, "列表项的下一段")
    return _paragraph(piece, answer, districts)


_ITEM = re.compile(r"\d{1,3}[.．、)）]?|[（(]\d{1,3}[)）]|[①-⑳]")


def _is_item(piece: Piece) -> bool:
    return piece.number == BULLET or _ITEM.fullmatch(piece.number) is not None


def _item(piece: Piece, answer: _Answer) -> Fate:
    answer.items.append(piece)
    return Fate(piece, "列表项")


def _list(items: Sequence[Piece], at: int) -> tuple[ItemList, int]:
    """Give the list that begins at ``items[at]``, and the index after it; deeper items make a list inside an item."""
    first = items[at]
    ordered = first.number != BULLET
    start = int(re.sub(r"\D", "", first.number) or 1) if ordered else 1
    found: list[tuple[Block, ...]] = []
    while at < len(items):
        piece = items[at]
        if piece.depth < first.depth:
            break
        if piece.number and piece.depth == first.depth:
            found.append((Paragraph(piece.inlines),))
            at += 1
        elif piece.number:
            inner, at = _list(items, at)
            found[-1] = (*found[-1], inner)
        else:
            found[-1] = (*found[-1], Paragraph(piece.inlines))
            at += 1
    return ItemList(tuple(found), ordered, start), at


def _table(piece: Piece, grid: Grid, answer: _Answer) -> Fate:
    caption, answer.caption = grid.caption or answer.caption, ""
    before = ""
    match = CAPTION.match(grid.caption)
    if match:
        before, caption = match[0], grid.caption[match.end() :]
    head, *rows = (tuple(map(flat, row)) for row in (grid.head, *grid.rows))
    answer.target().append(Table(0, caption, tuple("left" for _ in head), head, tuple(rows)))
    return Fate(piece, "表格" if caption else "表格（缺表题）", before)


def _figure(piece: Piece, picture: Picture, answer: _Answer) -> Fate:
    if not picture.data:
        name = picture.name[-40:]
        drawn = name.lower().endswith((".emf", ".wmf"))
        why = "是 EMF、WMF 图，请在 Word 里另存为 PNG 再补上" if drawn else "不在文件里，或已损坏，请另外补上"
        return Fate(piece, LEFT_OUT, piece.text, reason=f"图片“{name}”{why}")
    answer.pictures.append(picture)
    answer.target().append(Figure(0, str(len(answer.pictures) - 1), picture.alternative, picture.caption))
    return Fate(piece, "图片" if picture.alternative else "图片（缺替代文字）")


def _paragraph(piece: Piece, answer: _Answer, districts: Mapping[str, str]) -> Fate:
    text = piece.text
    if piece.quoted:
        answer.target().append(Quote((Paragraph(piece.inlines),)))
        return Fate(piece, "引文")
    caption = CAPTION.match(text)
    if caption is None and piece.style.casefold() in CAPTION_STYLES:
        caption = re.match(r"(?P<kind>)", text)
    if caption and len(text) <= 60 and not SENTENCE_END.search(text) and not text.endswith("。"):
        return _caption(piece, answer, caption)
    before = ""
    if not answer.blocks and answer.lead is None and (match := ANSWER.match(text)):
        before = match[0]
        piece_inlines = without_first(piece.inlines, len(before))
        if not inline_text(piece_inlines):
            return Fate(piece, "答：（不用写出）", before)
    else:
        piece_inlines = piece.inlines
    words = inline_text(piece_inlines)
    added = piece.number if piece.number and piece.number != BULLET else ""
    if added:
        piece_inlines = (Text(added), *piece_inlines)
    if (case := _case(words, districts)) is not None and not added:
        dash, district, place = case
        text_of_it = Paragraph(without_first(piece_inlines, len(dash)))
        answer.target().append(Case(district, (text_of_it,), place))
        return Fate(piece, f"案例（{district}{place}）", before + dash)
    like = CASE.match(words)
    if like and like["dash"] and like["like"] and not added:
        # An example of an unknown district becomes a paragraph, without its dash.
        answer.target().append(Paragraph(without_first(piece_inlines, len(like["dash"]))))
        return Fate(piece, "段落（像案例，但认不出是哪个区）", before + like["dash"])
    if _HINT.match(words) and not added and not piece.level:
        answer.target().append(Note((Paragraph(piece_inlines),)))
        return Fate(piece, "说明", before)
    if piece.level or opens_point(words) or _bold_lead(piece_inlines):
        lead, rest = _lead(piece_inlines, piece.level > 0)
        if lead:
            answer.close_point()
            answer.lead = lead
            answer.inner = [Paragraph(rest)] if inline_text(rest) or rest else []
            return Fate(piece, "要点", before, added=added)
    if answer.lead is not None and answer.inner:
        answer.close_point()
    answer.target().append(Paragraph(piece_inlines))
    return Fate(piece, "段落", before, added=added)


_HINT = re.compile(
    r"[（(【]?(?:温馨|友情|特别|重要)?提[示醒][】]?\s*[：:]|【(?:温馨|友情)?提[示醒]】|(?:特别)?(?:注意|说明)[：:](?=.)"
)


def _caption(piece: Piece, answer: _Answer, match: re.Match[str]) -> Fate:
    words = piece.text[match.end() :]
    target = answer.target()
    if match["kind"] != "表" and target and isinstance(target[-1], Figure) and not target[-1].caption:
        target[-1] = replace(target[-1], caption=words)
        return Fate(piece, "图题", match[0])
    if match["kind"] != "图":
        answer.caption = words
        return Fate(piece, "表题", match[0])
    target.append(Paragraph(piece.inlines))
    return Fate(piece, "段落")


def _case(text: str, districts: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Give the dash to take off, the district and the town that told it, when a paragraph is a district's example."""
    match = CASE.match(text)
    if match is None or not (match["dash"] or match["like"]):
        return None
    scope = text if match["dash"] else text[: match.end() + 20]
    name = district_in(scope, districts)
    district = districts.get(name, name)
    return (match["dash"] or "", district, name if name != district else "") if name else None


def _bold_lead(inlines: tuple[Inline, ...]) -> bool:
    """Report whether a paragraph opens with a bold sentence, or is one short bold line."""
    first = inlines[0] if inlines else None
    if not isinstance(first, Strong):
        return False
    words = inline_text(first.inlines).strip()
    return words[-1:] in "。：；" if len(inlines) > 1 else len(words) <= 60


def _lead(inlines: tuple[Inline, ...], whole: bool) -> tuple[str, tuple[Inline, ...]]:
    """Give a point's lead and the paragraph after it; an empty lead when it holds more than plain or bold words."""
    text = inline_text(inlines)
    first = inlines[0] if inlines else None
    if whole or (len(inlines) == 1 and isinstance(first, Strong)):
        length = len(text)
    elif isinstance(first, Strong) and inline_text((first,)).rstrip()[-1:] in "。：；":
        length = len(inline_text((first,)))
    else:
        match = LEAD.match(text)
        length = match.end() if match else len(text)
    taken = first_of(inlines, length)
    if '"' in text[:length] or not all(_is_plain(inline) for inline in taken):
        return "", inlines
    return text[:length].strip(), trimmed(without_first(inlines, length))


def _is_plain(inline: Inline) -> bool:
    return isinstance(inline, Text) or (isinstance(inline, Strong) and all(map(_is_plain, inline.inlines)))


def without_first(inlines: Iterable[Inline], count: int) -> tuple[Inline, ...]:
    """Give inlines without their first ``count`` visible characters; footnotes among them stay."""
    found: list[Inline] = []
    for inline in inlines:
        length = len(inline_text((inline,)))
        if count <= 0 or isinstance(inline, Footnote):
            found.append(inline)
        elif length > count and isinstance(inline, Text):
            found.append(Text(inline.text[count:]))
        elif length > count and isinstance(inline, Strong | Emphasis | Link):
            found.append(replace(inline, inlines=without_first(inline.inlines, count)))
        elif length > count:
            found.append(inline)
        count -= length
    return tuple(found)


def first_of(inlines: Iterable[Inline], count: int) -> tuple[Inline, ...]:
    """Give the inlines that hold the first ``count`` visible characters, the last one whole."""
    found: list[Inline] = []
    for inline in inlines:
        if count <= 0:
            break
        found.append(inline)
        count -= len(inline_text((inline,)))
    return tuple(found)
