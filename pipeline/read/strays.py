"""Files of ``source/`` that nothing reads: a colleague's question under a wrong name must not be missing in silence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from pipeline.findings import Finding
from pipeline.handbook import Place
from pipeline.handbook.names import HANDBOOK, QUESTIONS, SOURCE
from pipeline.read.catalogue import problem
from pipeline.read.texts import OPTIONAL
from pipeline.world import World

_OWN = [PurePosixPath(name).name for name in (HANDBOOK, *OPTIONAL)]
# What systems and word processors leave beside the files that are open in them; it holds nothing of an editor's.
_HARMLESS = re.compile(r"\.|~\$|(?:Thumbs\.db|desktop\.ini|ehthumbs\.db)$", re.IGNORECASE)
_COPY = re.compile(r"\.(?:bak|orig|tmp|swp|old)$|~$", re.IGNORECASE)
_DOCUMENTS = frozenset({".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".html", ".htm"})
_TEXTS = frozenset({".md", ".markdown", ".txt", ".mdown", ".yaml", ".yml"})
_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".svg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf", ".wmf"}
)


def strays(world: World, used: Collection[str]) -> Iterator[Finding]:
    """Report the files below ``source/`` that are not ``used``, each with what to do with it.

    What a book may lack because of it is an error; a picture or any other file that no one names is a remark.
    """
    for name in world.names(SOURCE):
        path = PurePosixPath(name)
        if name in used or any(_HARMLESS.match(part) for part in path.parts[1:]):
            continue
        code, reason, mend = _about(path, name.startswith(f"{QUESTIONS}/"))
        yield problem(code, Place(name), reason=reason, mend=mend)


def _about(path: PurePosixPath, of_questions: bool) -> tuple[str, str, str]:
    """Give the code for a file that is not read, why it is not, and the mend."""
    suffix = path.suffix.lower()
    if _COPY.search(path.name):
        return "S133", "备份或临时文件", "不用的话，删去"
    if of_questions:
        if suffix in _PICTURES:
            return "S133", "图片要放在 source/images/ 里", "移到 source/images/，并在答案里写上它"
        if suffix in _DOCUMENTS:
            return "S132", f"{suffix} 文件不是问题文件", "移出 source/，用 baiwen import 导入"
        if suffix and suffix not in _TEXTS:
            return "S133", "这里只放问题文件", "移出 source/questions/，或删去"
        if str(path.parent) != QUESTIONS and suffix == ".md":
            return "S132", "问题文件不能放在下一级文件夹里", f"移到 {QUESTIONS}/ 里，或移出 source/"
        ending = "".join(path.suffixes)
        good = f"{path.name.removesuffix(ending)}.md"
        return "S132", f"文件名没有以 .md 结尾：{path.name}", f"改名为 {good}；不是问题的，移出 source/"
    if suffix in _TEXTS:
        if re.match(r"\d{3}-", path.name):
            return "S132", "问题文件要放在 source/questions/ 里", f"移到 {QUESTIONS}/ 里"
        close = difflib.get_close_matches(path.name.lower(), _OWN, n=1, cutoff=0.75)
        if close:
            return "S132", "文件名写错了", f"改名为 {close[0]}；没有用的话，移出 source/"
    if suffix in _PICTURES:
        return "S133", "没有一处写到这张图片", "要用的话，在答案里写上它；不用的话，删去"
    return "S133", "它不是手册的源文件", "不用的话，移出 source/"
