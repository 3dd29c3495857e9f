"""Plain YAML data → a checked form, every fault named in an editor's words at the place where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from pipeline.findings import Finding
from pipeline.read.catalogue import problem
from pipeline.read.schema import NAMED_PAGE, NAMED_PAGES, OWN_PAGE
from pipeline.read.yaml_file import YamlFile, parse_yaml
from pipeline.read.yaml_slips import as_meant

FormT = TypeVar("FormT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Filled(Generic[FormT]):
    """A filled form, and the YAML that says where each field stands."""

    form: FormT
    yaml: YamlFile
    slips: tuple[Finding, ...] = ()
    """What is wrong all the same with the way in which it is written."""


def read_form(
    text: str, file: str, form: type[FormT], first_line: int = 1
) -> Filled[FormT] | tuple[Finding, ...]:
    """Read YAML (``text``, from ``first_line`` of ``file``) as ``form``: the filled form, or all that is wrong."""
    meant = as_meant(text, file, first_line)
    yaml = parse_yaml(meant.value, file, first_line)
    if isinstance(yaml, Finding):
        return (*meant.findings, yaml)
    filled = validate(yaml, form)
    if isinstance(filled, tuple):
        return (*meant.findings, *filled)
    return Filled(filled, yaml, meant.findings)


def validate(yaml: YamlFile, form: type[FormT]) -> FormT | tuple[Finding, ...]:
    """Check ``yaml`` against ``form``: the filled form, or all that is wrong."""
    try:
        return form.model_validate(yaml.data)
    except ValidationError as fault:
        findings = [_finding(yaml, form, dict(error)) for error in fault.errors(include_url=False)]
        return tuple(dict.fromkeys(findings))


def _finding(yaml: YamlFile, form: type[BaseModel], error: Mapping[str, Any]) -> Finding:
    path = [step for step in error["loc"] if step not in (NAMED_PAGE, OWN_PAGE)]
    name = ".".join(str(step) if isinstance(step, str) else f"第{step + 1}项" for step in path)
    at = yaml.place(path)
    match error["type"]:
        case "missing":
            return problem("S103", at, name=name)
        case "extra_forbidden":
            return problem(
                "S102", at, name=name, suggestion=_suggestion(str(path[-1]), _fields(form, path[:-1]))
            )
    reason, mend = _reason(error)
    return problem("S104", at, name=name, reason=reason, mend=mend)


def _reason(error: Mapping[str, Any]) -> tuple[str, str]:
    """Give what is wrong with a value, and the mend."""
    kind, context = error["type"], error.get("ctx", {})
    own = {"words", "month", "identifier", "release", "language", "millimetres", "rule"}
    if kind in own:
        return str(error["msg"]), "照这个样子改"
    match kind:
        case "page":
            return "不认识的开本", "写 " + "、".join(NAMED_PAGES) + " 之一，或 {width: 148mm, height: 210mm}"
        case "literal_error":
            return "不在可选的写法里", f"写 {str(context.get('expected', '')).replace(' or ', ' 或 ')}"
        case "date_from_datetime_parsing" | "date_type" | "date_parsing":
            return "不是日期", "写成 2023-08-22 这样的日期，不加引号"
        case "list_type":
            return "应当是列表", "写成 [甲, 乙]，用英文方括号和逗号"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "应当是“名称: 内容”的形式", "照说明里的样子改"
        case "string_type":
            return "应当是文字", "写成文字；若含冒号等符号请加引号"
        case "string_pattern_mismatch":
            return "不是完整网址", "以 https:// 开头写完整"
        case "string_too_long":
            return "太长", f"不超过{context.get('max_length')}个字"
        case "too_short":
            return "是空的", "至少写一项"
        case "int_type" | "int_parsing" | "int_from_float":
            return "应当是整数", "只写数字，不写单位"
        case "greater_than_equal" | "less_than_equal":
            return (
                "超出了合理范围",
                f"改到 {context.get('ge', context.get('le'))} 以内"
                if "le" in context
                else (f"不小于 {context.get('ge')}"),
            )
    return str(error["msg"]), "照说明里的样子改"


def _fields(form: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Give the field names that a mapping at ``path`` of ``form`` may have."""
    current: type[BaseModel] = form
    for step in path:
        if isinstance(step, str) and step in current.model_fields:
            current = _model_in(current.model_fields[step].annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Give the model that an annotation such as ``list[SourceForm]`` holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def _suggestion(name: str, known: Sequence[str]) -> str:
    """Give the mend for an unknown field."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"是不是想写“{close[0]}”？" if close else f"删去这一行；可用的字段：{'、'.join(known)}"
