"""The fixed form of ``handbook.yaml``, ``terms.yaml`` and a question's front matter, as pydantic models.

They name every field once; the messages about a faulty field are made from them in :mod:`pipeline.read.validate`.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError


def _one_line(value: str) -> str:
    if not value.strip() or "\n" in value.strip():
        raise PydanticCustomError("words", "应当是一行文字")
    return value.strip()


def _as_text(value: Any) -> Any:
    """YAML reads 2023 as a number and 2023-08-22 as a date; both are text to an editor."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _month(value: str) -> str:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value)
    if match is None:
        raise PydanticCustomError("month", "应当写成 2023-08 这样的年月")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise PydanticCustomError("month", "没有这样的日期") from None
    return value


IDENTIFIER = "[a-z][a-z0-9]*(-[a-z0-9]+)*"


def _identifier(value: str) -> str:
    if not re.fullmatch(IDENTIFIER, value) or len(value) > 60:
        raise PydanticCustomError("identifier", "应当是小写英文字母、数字和短横线，字母开头，不超过60个字符")
    return value


def _release(value: Any) -> Any:
    if isinstance(value, int | float):
        raise PydanticCustomError("release", '数字要加引号，如 "1.0"')
    return value


def _release_form(value: str) -> str:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", value):
        raise PydanticCustomError("release", '应当是 "1.0" 这样的数字编号')
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", value):
        raise PydanticCustomError("language", "应当是语言代码，简体中文写 zh-Hans")
    return value


def _millimetres(value: Any) -> Any:
    match = (
        re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:mm|毫米)\s*", value) if isinstance(value, str) else None
    )
    if match is None:
        raise PydanticCustomError("millimetres", "应当写成 148mm 这样的毫米数")
    return float(match.group(1))


Words = Annotated[str, BeforeValidator(_as_text), AfterValidator(_one_line)]


def _written(pattern: str) -> WithJsonSchema:
    """What editors' programs check while typing; the validator beside it says more when the file is read."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


TO_FILL, NOT_DATED = "待填写", datetime.date.min
"""What stands in a new project for words that only its editor knows, and the date that it stands for."""


def _day(value: Any) -> Any:
    return NOT_DATED if value == TO_FILL else value


Day = Annotated[datetime.date, BeforeValidator(_day)]
Identifier = Annotated[str, AfterValidator(_identifier), _written(f"^{IDENTIFIER}$")]
Month = Annotated[
    str, BeforeValidator(_as_text), AfterValidator(_month), _written(r"^\d{4}(-\d{2}(-\d{2})?)?$")
]
Millimetres = Annotated[
    float,
    BeforeValidator(_millimetres),
    Field(ge=95, le=420),
    _written(r"^\s*\d+(\.\d+)?\s*(mm|毫米)\s*$"),
]

NAMED_PAGES: dict[str, tuple[float, float]] = {
    # GB/T 788-1999 and the trade's customary trim sizes, in millimetres
    "A5": (148, 210),
    "大32开": (140, 203),
    "正度16开": (185, 260),
}


_PAGE_NAMES = WithJsonSchema({"enum": list(NAMED_PAGES)})


def _page_name(value: str) -> str:
    if value not in NAMED_PAGES:
        raise PydanticCustomError("page", "不认识的开本")
    return value


class Form(BaseModel):
    """What all have in common: no fields but the named ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CategoryForm(Form):
    """An entry of ``categories``."""

    id: Identifier
    title: Words
    intro: Words | None = None


# The two ways to write a page size; pydantic puts them into the path of an error.
NAMED_PAGE, OWN_PAGE = "(named)", "(own)"


class PageForm(Form):
    """A trim size of one's own."""

    width: Millimetres
    height: Millimetres


Spine = Annotated[
    float, BeforeValidator(_millimetres), Field(ge=0, le=80), _written(r"^\s*\d+(\.\d+)?\s*(mm|毫米)\s*$")
]


class PrintForm(Form):
    """``print``."""

    paper_gsm: Annotated[int, Field(ge=40, le=350)] = 80
    binding: Literal["perfect", "saddle"] = "perfect"
    cover_gsm: Annotated[int, Field(ge=80, le=400)] = 250
    spine: Spine | None = None
    pictures: Literal["black", "colour"] = "black"
    profile: Words | None = None
    condition: Words | None = None
    barcode: bool = True
    link_addresses: Literal["none", "short"] = "none"


def names_picture(value: str) -> bool:
    """Report whether a value of ``follow`` is a picture's name below ``source/`` (a QR code) and not words."""
    return re.fullmatch(r"images/\S+\.(png|jpe?g|svg)", value, re.IGNORECASE) is not None


class WeChatForm(Form):
    """``wechat``. A value of ``follow`` is words, or the name of a picture with its key as caption."""

    series: Literal["category", "question"] = "category"
    author: Annotated[str, Field(max_length=16)] = ""
    follow: dict[str, str] = {}


class RevisionsForm(Form):
    """``revisions``: what a new release shows of its changes."""

    since: Annotated[
        str, BeforeValidator(_release), AfterValidator(_release_form), _written(r"^\d+(\.\d+)*$")
    ]
    list: bool = False
    marks: bool = False


class HandbookForm(Form):
    """``handbook.yaml``."""

    title: Words
    short_title: Words | None = None
    publisher: Words
    edition: Words
    release: Annotated[
        str, BeforeValidator(_release), AfterValidator(_release_form), _written(r"^\d+(\.\d+)*$")
    ]
    date: Day
    language: Annotated[str, AfterValidator(_language)]
    page: Annotated[
        Annotated[str, AfterValidator(_page_name), _PAGE_NAMES, Tag(NAMED_PAGE)]
        | Annotated[PageForm, Tag(OWN_PAGE)],
        Discriminator(lambda value: NAMED_PAGE if isinstance(value, str) else OWN_PAGE),
    ]
    categories: list[CategoryForm]
    print: PrintForm = PrintForm()
    wechat: WeChatForm = WeChatForm()
    revisions: RevisionsForm | None = None


class SourceForm(Form):
    """An entry of ``sources``."""

    title: Words
    date: Month | None = None
    number: Words | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None


class QuestionForm(Form):
    """A question's front matter."""

    id: Identifier
    category: Words
    question: Words
    keywords: list[Words] = []
    as_of: Month | None = None
    sources: list[SourceForm] = []


class TermForm(Form):
    """An entry of ``glossary``."""

    term: Words
    definition: Words


class NameForm(Form):
    """An entry of ``names``."""

    name: Words
    aliases: list[Words] = []
    number: Words | None = None


class SpellingForm(Form):
    """An entry of ``spelling``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    use: Words
    avoid: Annotated[list[Words], Field(alias="not")] = []
    exceptions: Annotated[list[Words], Field(alias="except")] = []


class ReadingForm(Form):
    """An entry of ``readings``."""

    word: Words
    reading: Words


def _article_address(value: str) -> str:
    if not re.fullmatch(r"https?://mp\.weixin\.qq\.com/\S+", value):
        raise PydanticCustomError("address", "应当是已发表文章的网址，以 https://mp.weixin.qq.com/ 开头")
    return value


class PublishedForm(BaseModel):
    """What the articles are given by ``wechat.yaml``; the rest of it is the record of what has been pushed.

    ``published`` has an address by the id of the article's first question.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    published: dict[str, Annotated[str, AfterValidator(_article_address)]] = {}


class TermsForm(Form):
    """``terms.yaml``."""

    glossary: list[TermForm] = []
    names: list[NameForm] = []
    spelling: list[SpellingForm] = []
    readings: list[ReadingForm] = []


class DivisionForm(Form):
    """An entry of ``divisions``."""

    name: Words
    code: Words | None = None
    source: Words | None = None
    towns: list[Words] = []


class FormerDivisionForm(Form):
    """An entry of ``former``."""

    name: Words
    now: Words
    year: Words
    source: Words | None = None


class DivisionsForm(Form):
    """``divisions.yaml``."""

    divisions: list[DivisionForm] = []
    former: list[FormerDivisionForm] = []


def _rule_code(value: str) -> str:
    if not re.fullmatch(r"[A-Z][0-9]{3}", value):
        raise PydanticCustomError("rule", "应当是校对规则的编号，如 P101")
    return value


RuleCode = Annotated[str, AfterValidator(_rule_code), _written(r"^[A-Z]\d{3}$")]


class DecisionForm(Form):
    """An entry of ``decisions``."""

    rule: RuleCode
    question: Identifier
    text: Words
    reason: Words
    by: Words
    date: datetime.date


class QueryForm(Form):
    """An entry of ``queries``."""

    question: Identifier
    text: Words
    doubt: Words
    suggestion: Words
    rules: list[RuleCode] = []


class DecisionsForm(Form):
    """``decisions.yaml``."""

    decisions: list[DecisionForm] = []
    queries: list[QueryForm] = []


@cache
def field_names() -> frozenset[str]:
    """Give the names of all fields that any file may have."""
    forms: list[type[BaseModel]] = [*Form.__subclasses__(), PublishedForm]
    return frozenset(f.alias or name for form in forms for name, f in form.model_fields.items())
