"""Markdown as an editor types it → the Markdown that is meant: marks typed in full width, links that do not close.

To a Markdown parser such marks are words, and they would be printed. A full-width mark is named and read as the one
that is meant, which is as long, so that the rest of the file can be checked in the same run and every place stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.findings import Finding
from pipeline.handbook import Place
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked

_NARROW = str.maketrans("：｛｝．＝［］＾（）！＊｜—–－", ":{}.=[]^()!*|---")
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^\s*[:：]{3,}(?:\s*[{｛][.．]?[a-z]+|\s*$)",  # the fence of a block
        r"(?<=[\w\"])\s*｝\s*$",
        r"^\s{0,3}[\[［]\s*[\^＾][^\[\]［］\s]{1,20}[\]］][:：]",  # a footnote
        r"[\[［][\^＾][A-Za-z0-9-]{1,20}[\]］]",  # its mark
        r"(?<=\])[(（](?:https?://|mailto:|#|images/)[^()（）]*[)）]",  # the address of a link or a picture
        r"[!！](?=\[[^\[\]]*\][(（]images/)",
        r"＊＊",
        r"^\s*｜.*",  # a row of a table
        r"^\s*[|｜][\s|｜:：—–－-]*[—–－-][\s|｜:：—–－-]*$",
    )
)
_WIDE = re.compile("[：｛｝．＝［］＾（）！＊｜—–－]")


def as_meant(body: str, file: str) -> Checked[str]:
    """Give ``body`` with the marks that were typed in full width as they are meant, and a finding for each."""
    if not _WIDE.search(body):
        return Checked(body)
    lines = body.split("\n")
    findings: list[Finding] = []
    for number in range(len(lines)):
        for pattern in _MARKS:
            line = lines[number]
            for match in pattern.finditer(line):
                meant = _meant(match[0])
                if meant != match[0]:
                    at = Place(file, number + 1, match.start() + len(match[0]) - len(match[0].lstrip()) + 1)
                    typed = match[0].strip()
                    findings.append(problem("M232", at, typed=_short(typed), meant=_short(meant.strip())))
                    typed_line = lines[number]
                    lines[number] = typed_line[: match.start()] + meant + typed_line[match.end() :]
    return Checked("\n".join(lines), tuple(findings))


def _meant(text: str) -> str:
    """Give the marks that are meant; the words of cells and the address of a link stay."""
    if text[0] in "(（":
        return f"({text[1:-1]})"
    if "｜" not in text:
        return text.translate(_NARROW)
    words = text.translate({ord("｜"): "|"})
    return words if re.search(r"[^\s|:：—–－-]", words) else words.translate(_NARROW)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


_LINK = re.compile(r"(?<!\\)!?\[(?!\^)[^\[\]]*\](?P<gap>[ \t]*)\(")
_ADDRESS = re.compile(r"\s*<?(?:https?:|www\.|mailto:|#|images/)")
_SOUND = re.compile(r"\s*(?:<[^<>]*>|\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*")


def check_links(lines: list[str], file: str) -> Iterator[Finding]:
    """Report links and pictures that are printed as they are written: nothing closes them, or there is a space."""
    for number, line in enumerate(lines, start=1):
        for match in _LINK.finditer(re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), line)):
            inner = _inside(line, match.end())
            target = line[match.end() :] if inner is None else inner
            if not _ADDRESS.match(target):
                continue
            found = _fault(match, target, closed=inner is not None)
            if found:
                typed = line[match.start() : match.end()] + target + ("" if inner is None else ")")
                reason, mend = found
                at = Place(file, number, match.start() + 1)
                yield problem("M233", at, typed=_short(typed), reason=reason, mend=mend)


def _fault(match: re.Match[str], target: str, *, closed: bool) -> tuple[str, str] | None:
    head = match[0].removesuffix("(").rstrip()
    if not closed:
        address = re.split(r"[\s，。；、：）]", target.strip())[0]
        return "后面没有“)”", f"在网址最后补上“)”：{head}({address})"
    if match["gap"]:
        return "“]”和“(”之间有空格", f"删去空格：{head}({target})"
    if _SOUND.fullmatch(target):
        return None
    curly = re.fullmatch(r"\s*(\S+)\s*[“\"”](.*)[“\"”]\s*", target)
    if curly:
        return "题目要放在一对英文直引号里，前面空一格", f'写成 {head}({curly[1]} "{curly[2]}")'
    if target.strip().startswith("images/"):
        file, quote, title = target.partition('"')
        title = f" {quote}{title}" if quote else ""
        return "文件名里有空格", f"文件改名，去掉空格，再写 {head}({''.join(file.split())}{title})"
    if target.strip().startswith("#"):
        return "问题的 id 里有空格", f"删去空格：{head}({''.join(target.split())})"
    return "网址里有空格", f"把空格写成 %20：{head}({target.strip().replace(' ', '%20')})；多打的空格就删去"


def _inside(line: str, start: int) -> str | None:
    """Give what stands up to the bracket that closes one opened before ``start``; None where none does."""
    depth = 1
    for at in range(start, len(line)):
        depth += {"(": 1, ")": -1}.get(line[at], 0)
        if not depth:
            return line[start:at]
    return None


_PAIR = re.compile(r"(?P<stars>\*{1,2})(?P<words>[^*\s][^*]*)(?P=stars)")
_EDGES = re.compile(
    r"(?P<open>[“‘（《「『【〔]*)(?P<words>.*?)(?P<close>[，。！？；：、…—“”‘’（）《》「」『』【】〔〕]*)"
)


def with_stars_mended(findings: Sequence[Finding], body: str) -> list[Finding]:
    """Give the findings about ``body`` with one for each pair of stars without effect, mended in its own words."""
    lines = body.split("\n")
    told: set[tuple[int, int]] = set()
    found: list[Finding] = []
    for one in findings:
        at = one.at if one.code == "M207" and isinstance(one.at, Place) else None
        pair = _pair_at(lines, at) if at else None
        if at is None or pair is None:
            found.append(one)
        elif (at.line, pair.start()) not in told:
            told.add((at.line, pair.start()))
            mend = f"标点移到星号外面，写成 {_outside(pair)}；要印出星号本身写成 \\*"
            found.append(replace(one, message=one.message.replace(pair["stars"], pair[0], 1), hint=mend))
    return found


def _pair_at(lines: Sequence[str], at: Place) -> re.Match[str] | None:
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    return next((m for m in _PAIR.finditer(line) if m.start() < at.column <= m.end()), None)


def _outside(pair: re.Match[str]) -> str:
    """Write the words of a pair of stars with the marks at their edges outside, where stars have an effect."""
    edges = _EDGES.fullmatch(pair["words"])
    if edges is None or not edges["words"]:
        return pair["words"]
    stars, opening, closing = pair["stars"], edges["open"], edges["close"]
    if opening and not closing and not pair.string[: pair.start()][-1:].isalnum():
        return f"{stars}{opening}{edges['words']}{stars}"
    return f"{opening}{stars}{edges['words']}{stars}{closing}"
