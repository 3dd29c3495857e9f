"""The forms of the YAML files as JSON Schema (draft 2020-12): editors' programs complete and check while typing."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from pipeline.read.schema import DecisionsForm, DivisionsForm, HandbookForm, QuestionForm, TermsForm

FORMS: dict[str, type[BaseModel]] = {
    "handbook": HandbookForm,
    "question": QuestionForm,
    "terms": TermsForm,
    "decisions": DecisionsForm,
    "divisions": DivisionsForm,
}
"""The name of each schema's file and the form that it describes."""

_HELP = {
    "HandbookForm.title": "书名：封面、扉页、公众号都用它",
    "HandbookForm.short_title": "简称：用于书眉和公众号系列名",
    "HandbookForm.publisher": "编制单位",
    "HandbookForm.edition": "版次，如 第1版",
    "HandbookForm.release": "发布号，要加引号，每次发布换新号",
    "HandbookForm.date": "本次发布的日期，如 2023-08-22",
    "HandbookForm.language": "语言，简体中文写 zh-Hans",
    "HandbookForm.page": "开本：A5、大32开、正度16开，或 {width: 148mm, height: 210mm}",
    "HandbookForm.categories": "问题的分类，按书中的先后排列",
    "HandbookForm.print": "印刷：纸张、装订、书脊、图片、色彩文件",
    "HandbookForm.wechat": "公众号：成篇方式、署名、文末关注信息",
    "HandbookForm.revisions": "修订：与哪个已记录的版本相比，印不印修订说明，问题旁标不标记号",
    "RevisionsForm.since": "已记录的旧版本，如 1.0，要加引号",
    "RevisionsForm.list": "true 时书前印修订说明",
    "RevisionsForm.marks": "true 时新增和修订的问题带记号",
    "CategoryForm.id": "英文短名，问题文件里的 category 写它，定下以后不改",
    "CategoryForm.title": "印出来的类名",
    "CategoryForm.intro": "放在本类开头的一段话",
    "PageForm.width": "宽，如 148mm",
    "PageForm.height": "高，如 210mm",
    "PrintForm.paper_gsm": "内文纸克重（克/平方米），用来计算书脊厚度",
    "PrintForm.binding": "装订：perfect 胶装，saddle 骑马订",
    "PrintForm.cover_gsm": "封面纸克重（克/平方米），写在印刷单上",
    "PrintForm.spine": "书脊厚度，如 9mm；印刷厂量过的数，写了就不再计算",
    "PrintForm.pictures": "图片：black 印成黑白，colour 印成彩色（内文要加印青版）",
    "PrintForm.profile": "印刷厂给的 .icc 色彩文件，写它在 source/ 里的路径",
    "PrintForm.condition": "上面的色彩文件所描述的印刷条件的注册名称，如 FOGRA39",
    "PrintForm.barcode": "封底留不留条码的白框：内部资料没有书号，写 false",
    "PrintForm.link_addresses": "书里印不印链接的网址：short 在链接的文字后面用括号印出（不带 https://），none 不印",
    "WeChatForm.series": "category 一类一篇，question 一问一篇",
    "WeChatForm.author": "文章署名，不超过16个字",
    "WeChatForm.follow": "文末的关注信息，一行一条；值写 images/文件名 就放那张图片（二维码），冒号前的名称是它的说明",
    "QuestionForm.id": "英文短名，全书不重复，定下以后不改",
    "QuestionForm.category": "handbook.yaml 里的类别 id",
    "QuestionForm.question": "题目，不写序号",
    "QuestionForm.keywords": "关键词，印进书后索引",
    "QuestionForm.as_of": "内容截止的年月，如 2023-08",
    "QuestionForm.sources": "资料来源",
    "SourceForm.title": "文件或资料的名称",
    "SourceForm.date": "年月，如 2023-08",
    "SourceForm.number": "文号，如 某府办发〔2022〕29号",
    "SourceForm.url": "网址，以 https:// 开头",
    "TermsForm.glossary": "术语：印在书后",
    "TermsForm.names": "名称：全称、简称、文号",
    "TermsForm.spelling": "统一写法",
    "TermsForm.readings": "读音：关键词索引按它排列，只写多音字排错了的词",
    "TermForm.term": "术语",
    "TermForm.definition": "解释",
    "NameForm.name": "全称",
    "NameForm.aliases": "正文里也用到的简称",
    "NameForm.number": "文件的文号",
    "SpellingForm.use": "正确的写法",
    "SpellingForm.not": "要改掉的写法",
    "SpellingForm.except": "本来就对、不必改的上下文",
    "ReadingForm.word": "关键词，或关键词里的词，只写汉字",
    "ReadingForm.reading": "拼音，一个字一个音节，用空格分开，如 cháng níng；声调可以不标",
    "DivisionsForm.divisions": "本手册所说地方的全部区（县）",
    "DivisionsForm.former": "已经撤销的区（县）",
    "DivisionForm.name": "全称，如 某某区",
    "DivisionForm.code": "行政区划代码，六位，要加引号",
    "DivisionForm.source": "在哪里核对的",
    "DivisionForm.towns": "全部街道、镇、乡；写了就核对，要写全",
    "FormerDivisionForm.name": "旧名",
    "FormerDivisionForm.now": "现在的名称",
    "FormerDivisionForm.year": "撤销的年份，要加引号",
    "FormerDivisionForm.source": "依据",
    "DecisionsForm.decisions": "看过、不改的地方",
    "DecisionsForm.queries": "只有作者能回答的地方",
    "DecisionForm.rule": "规则编号，如 F101",
    "DecisionForm.question": "问题的 id；前言写 preface，术语表写 terms，总说明写 handbook",
    "DecisionForm.text": "原文，一字不差",
    "DecisionForm.reason": "不改的理由",
    "DecisionForm.by": "谁定的",
    "DecisionForm.date": "哪天定的，如 2026-11-24",
    "QueryForm.question": "问题的 id；前言写 preface，术语表写 terms，总说明写 handbook",
    "QueryForm.text": "原文，一字不差",
    "QueryForm.doubt": "疑问",
    "QueryForm.suggestion": "建议的改法",
    "QueryForm.rules": "在等作者答复的规则编号",
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Give the schema of every form by the name of its file, each field with a Chinese description."""
    return {name: _schema(form) for name, form in FORMS.items()}


def _schema(form: type[BaseModel]) -> dict[str, Any]:
    schema = form.model_json_schema(by_alias=True)
    for name, described in [(form.__name__, schema), *schema.get("$defs", {}).items()]:
        # The docstrings of the forms speak to programmers.
        described.pop("description", None)
        for key, field in described.get("properties", {}).items():
            field.pop("title", None)
            if words := _HELP.get(f"{name}.{key}"):
                field["description"] = words
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
