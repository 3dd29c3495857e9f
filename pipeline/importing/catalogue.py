"""What an import can find fault with, and what it leaves to people: every code with its sentence and its mend, once.

I1: a document. I2: an edited review copy. I3: an editor's change that has to be made by hand.
"""

from __future__ import annotations

from pipeline.findings import Finding, Severity
from pipeline.handbook import Place
from pipeline.read.catalogue import Entry

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_OURS = "把这个文件发给维护者"

CATALOGUE: dict[str, Entry] = {
    # ---- a document
    "I101": Entry(_ERROR, "{reason}", "{mend}"),
    "I102": Entry(_ERROR, "没有找到问题", "给每个问题编号，如“1.”“一、”“问：”，或设成标题样式"),
    "I103": Entry(
        _ERROR, "文本框里有文字没有读进来：“{words}”", "在 Word 里把文本框里的文字剪切出来，贴到正文里"
    ),
    "I104": Entry(_ERROR, "{kind}里的文字没有读进来", "在 Word 里打开那个文件，把文字复制到正文"),
    "I105": Entry(
        _ERROR,
        "文件里的文字没有读全：{difference}",
        "这些字多半在框、控件或嵌套的表格里，在 Word 里复制成普通的段落",
    ),
    "I106": Entry(_ERROR, "脚注没有读全：{difference}", "把这条脚注改成正文里的文字"),
    "I107": Entry(_ERROR, "写出的{what}与文件不同：{difference}", _OURS),
    "I108": Entry(_ERROR, "写出的文件读不回来：{fault}", _OURS),
    "I110": Entry(
        _ERROR,
        "这里属于上级文件夹里的手册《{title}》，而文件是《{other}》",
        "要写进这本手册，用 -C 指明它的文件夹；要新建手册，换到它以外的文件夹",
    ),
    # ---- a review copy
    "I201": Entry(_ERROR, "文件里找不到问题", "问题的样式要用“标题 2”，类别用“标题 1”；不要另存为别的格式"),
    "I202": Entry(
        _ERROR,
        "“{words}”用了样式“{style}”，前面却没有“{head}”",
        "在 Word 里补上，或把这一段的样式改成“{body}”",
    ),
    "I203": Entry(_ERROR, "“{words}”下面没有内容", "在 Word 里把这一行也删去，或写上内容"),
    "I204": Entry(_ERROR, "“{title}”的改动不能准确带回", "在源文件里改"),
    "I205": Entry(_ERROR, "改动带回以后源文件有错误：{fault}", "{mend}"),
    # ---- to be done by hand
    "I301": Entry(
        _WARNING, "源文件里已经没有“{title}”这一问，审阅稿改了：{words}", "还要的话，作为新问题写进源文件"
    ),
    "I302": Entry(_WARNING, "同一处源文件后来也改过：{words}", "自己比较，改在源文件里"),
    "I303": Entry(_WARNING, "资料来源改过", "在信息栏的 sources 里改成“{new}”"),
    "I304": Entry(
        _WARNING, "审阅稿里删去了“{title}”这一问，但源文件后来改过它", "仍要删去的话，删去这个文件"
    ),
    "I305": Entry(_WARNING, "书名改过：{words}", "在 title 里改"),
    "I306": Entry(_WARNING, "第一个标题以前的文字：{words}", "要用的话，移到前言或某一问里"),
    "I307": Entry(_WARNING, "类别的先后改过：{words}", "在 categories 里调整"),
    "I308": Entry(_WARNING, "类别“{title}”删去了", "在 categories 里删去"),
    "I309": Entry(_WARNING, "类别的文字改过：{words}", "在 categories 里改"),
    "I310": Entry(
        _WARNING,
        "{place}插入的{what}没有{lacks}：{words}",
        "在 Word 里补上{lacks}（图题用样式“答案图题”，表题用样式“答案表题”，替代文字写在图片的“编辑替代文字”里）再导入",
    ),
    "I311": Entry(
        _WARNING, "{place}的{what}没有了{lacks}，源文件的保留", "不要这个{what}的话，连{what}一起删去"
    ),
    "I312": Entry(_WARNING, "“{title}”没有带回，带回以后源文件有错误（{fault}）：{words}", "{mend}"),
    "I313": Entry(_WARNING, "“{title}”的改动不能准确带回：{words}", "在源文件里改"),
    "I314": Entry(
        _WARNING, "源文件里已经有“{title}”这一问，审阅稿的新问题没有带回：{words}", "自己比较，改在源文件里"
    ),
    "I315": Entry(_WARNING, "问题的先后源文件后来也改过，审阅稿移动了：{words}", "在文件名的编号里调整"),
}


def problem(code: str, file: str, **words: object) -> Finding:
    """Make the finding of this code about a document or a file of the source, filled in with ``words``."""
    entry = CATALOGUE[code]
    return Finding(
        Place(file), code, entry.severity, entry.message.format(**words), entry.hint.format(**words)
    )
