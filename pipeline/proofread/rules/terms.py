"""用语与名称。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pypinyin import lazy_pinyin

from pipeline.chinese.characters import HAN
from pipeline.proofread.manuscript import PROSE, TERMS, Manuscript, Passage
from pipeline.proofread.registry import ERROR, INFO, WARNING, Hit, in_book
from pipeline.proofread.tables import rows


def _occurrences(text: str, word: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(word), text)]


def _covered(span: tuple[int, int], text: str, words: Iterable[str]) -> bool:
    """Report whether ``span`` lies inside an occurrence of one of ``words``."""
    return any(
        start <= span[0] and span[1] <= end for word in words for start, end in _occurrences(text, word)
    )


@in_book("T101", ERROR)
def preferred_spelling(manuscript: Manuscript) -> Iterator[Hit]:
    """没有用统一写法。

    terms.yaml 的 spelling 里规定了统一写法（use）、要改掉的写法（not）和本来就对的上下文（except）。
    应加引号的名称，把带引号的写法写在 use，不带引号的写在 not。
    依据：terms.yaml；《图书质量保障体系》（全书用语统一）。
    例：推进美丽家园行动。 → 推进“美丽家园”行动。
    """
    for spelling in manuscript.handbook.terms.spelling:
        for passage in manuscript.passages:
            for word in spelling.avoid:
                if word not in passage.text:
                    continue
                for span in _occurrences(passage.text, word):
                    if not _covered(span, passage.text, (spelling.use, *spelling.exceptions)):
                        yield Hit(passage, *span, f"「{passage.excerpt(*span)}」", f"改成「{spelling.use}」")


@in_book("T102", WARNING, asks=True)
def alias_first(manuscript: Manuscript) -> Iterator[Hit]:
    """简称先于全称出现。

    每一问要能单独看懂：terms.yaml 里有全称的机构，本问第一次出现时用全称。行政区的简称不在此列。
    依据：图书编辑惯例（简称首次出现时应有全称或说明）。
    例：由联席办负责统筹。 → 由联席会议办公室负责统筹。
    """
    for name in manuscript.handbook.terms.names:
        if re.search("[区县市镇]$|街道$", name.name):
            continue
        for alias in name.aliases:
            for question in manuscript.handbook.questions:
                for passage in manuscript.of(question):
                    if passage.kind not in PROSE:
                        continue
                    if name.name in passage.text:
                        break
                    spans = _occurrences(passage.text, alias)
                    if spans:
                        yield Hit(
                            passage,
                            *spans[0],
                            f"「{passage.excerpt(*spans[0])}」前面没有出现过全称",
                            f"第一次出现写「{name.name}」",
                        )
                        break


_DEFINITION = re.compile("（以下简称[：:]?[“《]?(?P<short>[^“”《》（）]{2,20})[”》]?）")
# Where a short name may begin: at the start, after a mark, after a word that takes an object; not inside 《…》.
_BEGINS = re.compile("(?:^|[，。；：、！？]|[由向经对和与及])$")


@in_book("T103", WARNING)
def defined_later(manuscript: Manuscript) -> Iterator[Hit]:
    """简称在说明之前就用了，或说明了两次。

    “（以下简称……）”要放在本问第一次出现的地方，同一问里只说明一次。
    依据：图书编辑惯例。
    例：联席办负责统筹。联席会议办公室（以下简称联席办） → 联席会议办公室（以下简称联席办）负责统筹。
    """
    for name, passages in manuscript.chapters.items():
        if name != TERMS:
            yield from _defined_later([p for p in passages if p.kind in PROSE])


def _defined_later(prose: list[Passage]) -> Iterator[Hit]:
    defined: set[str] = set()
    for index, passage in enumerate(prose):
        for match in _DEFINITION.finditer(passage.text):
            short, span = match["short"], match.span("short")
            if short in defined:
                yield Hit(passage, *span, f"「{short}」前面已经说明过", "删去后面这处“以下简称”")
                continue
            defined.add(short)
            for earlier in prose[: index + 1]:
                text = earlier.text if earlier is not passage else passage.text[: match.start()]
                early = next(
                    (
                        s
                        for s in _occurrences(text, short)
                        if _BEGINS.search(text[: s[0]])
                        # Not the beginning of the full name itself (甲办公室（以下简称甲办）).
                        and (earlier is not passage or re.search("[，。；：、（）]", text[s[1] :]))
                    ),
                    None,
                )
                if early and len(short) > 2:
                    yield Hit(earlier, *early, f"「{short}」用在“以下简称”之前", "把说明移到第一次出现的地方")
                    break


_OFFICES = {row["short"]: row for row in rows("offices")}
_OFFICE = re.compile("|".join(f"(?<!\\w式){short}" for short in sorted(_OFFICES, key=len, reverse=True)))


@in_book("T104", INFO)
def office_names(manuscript: Manuscript) -> Iterator[Hit]:
    """机构简称不规范。

    公文和正式出版物里的机构简称用规范简称；terms.yaml 的 names 里列了的不算。
    依据：国务院机构规范简称（中国政府网机构栏）；见 tables/offices.tsv。
    例：由市发改委牵头。 → 由市发展改革委牵头。
    """
    listed = {word for name in manuscript.handbook.terms.names for word in (name.name, *name.aliases)}
    for passage in manuscript.passages:
        if passage.kind in PROSE and any(short in passage.text for short in _OFFICES):
            for match in _OFFICE.finditer(passage.text):
                if not any(match[0] in word for word in listed):
                    yield Hit(
                        passage,
                        *match.span(),
                        f"「{passage.excerpt(*match.span(), 3)}」",
                        f"规范简称是“{_OFFICES[match[0]]['use']}”",
                    )


@in_book("T105", INFO)
def sometimes_quoted(manuscript: Manuscript) -> Iterator[Hit]:
    """同一名称有时加引号、有时不加。

    专门名称加不加引号，全书要一致。加引号三次以上、比不加多的，在这里列出不加的地方；
    确定要统一的，在 terms.yaml 的 spelling 里写明。
    依据：《图书质量保障体系》（全书用语统一）；GB/T 15834—2011 4.8。
    例：“美丽家园”项目……美丽家园项目 → “美丽家园”项目……“美丽家园”项目
    """
    quoted: Counter[str] = Counter()
    for passage in manuscript.passages:
        quoted.update(re.findall("“([^“”，。；：？！、]{4,14})”", passage.text))
    often = [word for word, count in quoted.items() if count >= 3]
    for word in often:
        bare = [
            Hit(passage, *span, f"「{word}」在别处加了引号（{quoted[word]}次）", f"统一成“{word}”，或都不加")
            for passage in manuscript.passages
            if passage.kind in PROSE and word in passage.text
            for span in _occurrences(passage.text, word)
            if passage.text[span[0] - 1 : span[0]] not in ("“", "‘", "《")
            and passage.text[span[1] : span[1] + 1] not in ("”", "’")
        ]
        if len(bare) < quoted[word]:
            yield from bare


_SAME_SOUND_FROM = 2  # characters: names that short are compared by sound only
_ANY_SLIP_FROM = 6  # characters: in names that long any single other character counts


@in_book("T106", WARNING)
def slips_in_names(manuscript: Manuscript) -> Iterator[Hit]:
    """疑似写错的专名。

    和 terms.yaml 里的名称（机构、人名、文件、术语）只差一个字：同音字，或长名称里的任何一个字。
    依据：《图书质量管理规定》（专名错误按错别字计）；terms.yaml。
    例：联席会义办公室 → 联席会议办公室
    """
    terms = manuscript.handbook.terms
    names = {word for name in terms.names for word in (name.name, *name.aliases)} | {
        t.term for t in terms.glossary
    }
    for name in sorted(
        name for name in names if len(name) > _SAME_SOUND_FROM and re.fullmatch(f"[{HAN}]+", name)
    ):
        for passage in manuscript.passages:
            for start in near_misses(passage.text, name):
                found = passage.text[start : start + len(name)]
                if found not in names and not any(found in known for known in names):
                    yield Hit(passage, start, start + len(name), f"「{found}」", f"是不是“{name}”")


_PARTICLES = "的了在和与及或而为于以由向从把被对是有个这那其所就都也不等中"
"""They stand beside names and belong to the sentence (作|为更新 is no slip for 微更新)."""


def near_misses(text: str, name: str) -> Iterator[int]:
    """Give the offsets where ``text`` has ``name`` but for one character, which in short names sounds the same."""
    half = len(name) // 2
    starts = set(_starts(text, name[:half])) | {at - half for at in _starts(text, name[half:])}
    for start in sorted(at for at in starts if at >= 0):
        found = text[start : start + len(name)]
        wrong = [i for i, c in enumerate(name) if found[i : i + 1] != c]
        if len(found) == len(name) and len(wrong) == 1:
            other, right = found[wrong[0]], name[wrong[0]]
            if not re.fullmatch(f"[{HAN}]", other) or other in _PARTICLES:
                continue
            if lazy_pinyin(other) == lazy_pinyin(right) or (
                len(name) >= _ANY_SLIP_FROM and 0 < wrong[0] < len(name) - 1
            ):
                yield start


def _starts(text: str, part: str) -> Iterator[int]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
