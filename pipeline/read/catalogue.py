"""What can be wrong with a source file's form: every code with its severity, its sentence and its mend, once.

S: the project's settings and front matter. M: the Markdown of an answer. Words in braces are filled in at the place.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.findings import Finding, Severity
from pipeline.handbook import Place


class Entry(NamedTuple):
    """A row of the catalogue."""

    severity: Severity
    message: str
    hint: str


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CATALOGUE: dict[str, Entry] = {
    # ---- settings and front matter
    "S101": Entry(ERROR, "YAML 写法有误：{reason}", "检查冒号后的空格、缩进和引号是否成对"),
    "S102": Entry(ERROR, "不认识的字段“{name}”", "{suggestion}"),
    "S103": Entry(ERROR, "缺少字段“{name}”", "补上一行“{name}: …”"),
    "S104": Entry(ERROR, "字段“{name}”的内容不对：{reason}", "{mend}"),
    "S105": Entry(ERROR, "编号 id“{id}”重复，{other} 也用它", "后加的或复制来的那一个换成没有用过的 id"),
    "S106": Entry(ERROR, "类别“{category}”不在 handbook.yaml 里", "改成已有的类别之一：{known}"),
    "S107": Entry(ERROR, "文件名“{name}”不合规则", "改成“三位数字-英文短名.md”，如 012-elderly-care.md"),
    "S108": Entry(ERROR, "文件开头没有信息栏", "第一行写“---”，写好 id、category、question 后再写一行“---”"),
    "S109": Entry(ERROR, "文件不是 UTF-8 编码，无法读取", "用编辑软件“另存为”，编码选 UTF-8"),
    "S110": Entry(
        ERROR,
        "同一类别里有两个文件都用序号 {number}：另一个是 {other}",
        "后加的那一个改名，开头用没有用过的序号，如 {free}",
    ),
    "S111": Entry(ERROR, "还没有任何问题", "在 source/questions/ 里新建第一个问题文件"),
    "S112": Entry(ERROR, "印刷设置不对：{reason}", "{mend}"),
    "S113": Entry(ERROR, "“{word}”的读音“{reading}”不对：{reason}", "{mend}"),
    "S120": Entry(
        INFO, "类别“{title}”还没有问题，各种成品里暂不出现", "写好该类的第一个问题后自动出现；不用处理"
    ),
    "S150": Entry(
        INFO,
        "书名的主体“{title}”有 {count} 字，封面、扉页上要缩小或分成几行，书脊上会断开",
        "写一行 short_title: 书名末尾的几个字（{most} 字以内），前面的字会自动排成小一号的一行",
    ),
    "S130": Entry(ERROR, "字段名后面的冒号写得不对：{reason}", "用英文冒号加一个空格，写成 {line}"),
    "S131": Entry(ERROR, "字段的内容会读错：{reason}", "写成 {line}"),
    "S132": Entry(ERROR, "这个文件没有读进来，书里不会有它：{reason}", "{mend}"),
    "S133": Entry(INFO, "这个文件没有用到：{reason}", "{mend}"),
    "S140": Entry(ERROR, "“{name}”还没有填：“{value}”", "填上正式的内容；没有填完不能生成和发布"),
    # ---- the Markdown of an answer
    "M201": Entry(ERROR, "这个问题还没有答案", "在信息栏的“---”下面写答案正文"),
    "M202": Entry(
        ERROR, "不能使用 HTML 代码“{html}”", "删去尖括号里的代码；小于号、大于号本身写成 \\< 和 \\>"
    ),
    "M203": Entry(
        ERROR, "不认识的块“{name}”", "可用的块：point（要点）、case（案例）、note（说明）、table（表格）"
    ),
    "M204": Entry(ERROR, "{block} 块没有“{name}”这一项", "{suggestion}"),
    "M205": Entry(ERROR, "{block} 块缺少“{name}”", '写成 ::: {{.{block} {name}="…"}}'),
    "M206": Entry(ERROR, "正文里不能用{construct}", "{mend}"),
    "M207": Entry(
        ERROR,
        "残留的星号“{mark}”，加粗或着重没有生效",
        "把末尾标点移到星号外面，如 **作用**。；要印出星号本身写成 \\*",
    ),
    "M208": Entry(ERROR, "参见的“{id}”不存在", "改成某个问题文件里的 id，或某张表、某幅图的编号{suggestion}"),
    "M209": Entry(ERROR, "图片“{name}”{reason}", "{mend}"),
    "M210": Entry(ERROR, "图片缺少替代文字", "在方括号里用一句话说明图上有什么：![说明](…)"),
    "M211": Entry(ERROR, "图片缺少图题", '在路径后加图题：![说明](images/x.png "图题")'),
    "M212": Entry(ERROR, "表格没有放在 table 块里", '在表格前写 ::: {{.table caption="表题"}}，表格后写 :::'),
    "M213": Entry(ERROR, "“:::”没有成对：{reason}", "{mend}"),
    "M214": Entry(ERROR, "脚注“{label}”没有对应的内容", "在文件末尾补一行 {label}: 脚注内容"),
    "M215": Entry(ERROR, "脚注里只能是一段文字", "把脚注改成一段，不用列表、表格或图片"),
    "M216": Entry(ERROR, "链接地址“{target}”不能用", "写完整网址（https://…）；参见别的问题写 [](#问题的id)"),
    "M217": Entry(ERROR, "“{inner}”块不能放在“{outer}”块里面", "把它移到外面，另起一段"),
    "M218": Entry(ERROR, "table 块里应当正好是一张表格", "表格以外的文字移到块外，一个块只放一张表"),
    "M219": Entry(ERROR, "{block} 块里没有内容", "在两行“:::”之间写内容，或删去这个块"),
    "M221": Entry(ERROR, "这一行有文字没有读进来：“{text}…”", "检查这一行的方括号、花括号和行首符号是否用错"),
    "M222": Entry(
        ERROR,
        "表格这一行有{found}格，表头是{wanted}格",
        "补足或删去竖线“|”，使每行格数相同；格里的竖线写成 \\|",
    ),
    "M223": Entry(
        WARNING,
        "图片“{name}”不够清晰：{pixels} 像素宽印成 {width} 毫米宽，只有 {dpi} dpi",
        "换成至少 {wanted} 像素宽的原图；不要用软件放大",
    ),
    "M224": Entry(
        ERROR,
        "脚注标记前面没有文字",
        "把标记移到它所注的词语后面，如 服务台[^1]；表格一格里没有别的文字时写 —[^1]",
    ),
    "M225": Entry(
        ERROR,
        "两个脚注标记紧挨在一起，印出来像一个两位数的注号",
        "把两条脚注并成一条，或把其中一个标记移到别的词语后面",
    ),
    "M226": Entry(
        ERROR,
        "表格第{row}行太高：约{lines}行字，一页最多放{most}行",
        "把这一行分成几行，或把长的文字移到表格外面",
    ),
    "M230": Entry(ERROR, "{where}像是从表格粘贴来的，格子之间没有竖线", "改成（⏎处换行）：{mend}"),
    "M231": Entry(ERROR, "表格第二行应当是“---”的分隔行，这里没有", "{mend}"),
    "M234": Entry(
        WARNING, "要点“{lead}”下面没有内容", "在两行“:::”之间写内容；它其实是类名或普通的一句话的话，改过来"
    ),
    "M232": Entry(ERROR, "“{typed}”里有全角的记号，不起作用", "写成 {meant}"),
    "M233": Entry(ERROR, "“{typed}”不起作用，会照原样印出来：{reason}", "{mend}"),
    "M220": Entry(
        ERROR, "脚注“{label}”没有被引用，不会出现在成品里", "在正文要注的地方写 {label}，或删去这条脚注"
    ),
    "M270": Entry(
        ERROR,
        "表或图的编号“{id}”不能用",
        "用小写英文字母、数字和短横线，字母开头，不超过36个字符，如 #t-fees",
    ),
    "M271": Entry(
        ERROR, "{block} 块不能有编号“#{id}”", "删去这个编号；只有表格和图有编号，供 [](#编号) 参见"
    ),
    "M272": Entry(ERROR, "编号“{id}”重复，已用于{other}", "给这张表或这幅图换一个没有用过的编号"),
    "M250": Entry(
        ERROR,
        "图片“{name}”像素太多：{width}×{height}，最多 {most} 万像素",
        "用看图软件把图片缩小后再放进来，宽 3000 像素已够印满一页",
    ),
    "M251": Entry(
        INFO,
        "图片“{name}”的文件里记有{noted}，成品里不会带上",
        "不用处理；源文件本身没有改动，要发给别人时请留意",
    ),
    "M252": Entry(
        ERROR,
        "图片“{name}”只有 {width}×{height}，太细，印出来看不清",
        "换成长不超过宽 40 倍、短边至少 8 像素的图；分隔线不用图片",
    ),
}


def problem(code: str, at: Place, **words: object) -> Finding:
    """Give the finding of this code at this place, its sentence filled in with ``words``."""
    entry = CATALOGUE[code]
    return Finding(at, code, entry.severity, entry.message.format(**words), entry.hint.format(**words))
