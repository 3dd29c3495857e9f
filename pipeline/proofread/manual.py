"""The rules as a table and as a manual in Chinese, both made from the rules themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline.proofread.decisions import STALE
from pipeline.proofread.registry import AnyRule

SOURCE, EXAMPLE = "依据：", "例："

_HEAD = """# 校对规则

本页由 `make docs` 从规则的说明生成，不要手改。`baiwen check` 按这些规则检查源文件；
`baiwen rules` 在命令行列出同样的规则。

- **错误**：不改不能生成成品。**警告**：要看一看，不影响生成。**提示**：供参考。
- 标“可自动改”的，`baiwen check --fix` 会改好，并逐处说明；其余内容一个字节也不动。
- 标“问作者”的，列入 `baiwen check --queries` 写出的疑问单（`output/queries.docx`）。
- 原文不改的，在 `source/decisions.yaml` 里写下决定：

  ```yaml
  decisions:
    - rule: F101                      # 规则编号
      question: some-question         # 问题的 id；前言写 preface，术语表写 terms，总说明写 handbook
      text: 主要领导亲自挂帅          # 原文，一字不差
      reason: 引自已公布的方案，照原文
      by: 张三
      date: 2026-11-24
  queries:
    - question: some-question
      text: 市区部门
      doubt: 是“市、区部门”还是“市区的部门”？
      suggestion: 改为“市、区部门”
      rules: []                       # 在等作者答复的规则编号，可以不写
  ```
"""


def manual(rules: Sequence[AnyRule]) -> str:
    """Write ``docs/proofreading.md``."""
    parts = [_HEAD.strip()]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            parts.append(f"## {family}")
        parts.append("\n\n".join(_page(rule)))
    parts.append("## 校对决定")
    parts += [f"### {code} {what}\n\n错误。{mend}。" for code, (what, mend) in STALE.items()]
    return "\n\n".join(parts) + "\n"


def _page(rule: AnyRule) -> Iterator[str]:
    also = ["可自动改"] * rule.mends + ["问作者"] * rule.asks
    yield f"### {rule.code} {rule.name}"
    lines = [line for line in rule.manual[1:] if line]
    body = [line for line in lines if not line.startswith((SOURCE, EXAMPLE))]
    yield "，".join([rule.severity.value, *also]) + "。" + "".join(body)
    for line in lines:
        if line.startswith(SOURCE):
            yield line
        elif line.startswith(EXAMPLE):
            yield EXAMPLE + " → ".join(
                f"`{part.strip()}`" for part in line.removeprefix(EXAMPLE).split(" → ")
            )


def rules_table(rules: Sequence[AnyRule]) -> str:
    """Write a line a rule: code, severity, family, name, and whether it can be mended or asks the author."""
    lines = []
    for rule in rules:
        also = "".join([" 可自动改"] * rule.mends + [" 问作者"] * rule.asks)
        lines.append(f"{rule.code}  {rule.severity.value}  {rule.family}：{rule.name}{also}\n")
    return "".join(lines) + f"共{len(lines)}条规则。\n"


def rules_json(rules: Sequence[AnyRule]) -> str:
    """Write ``{"rules": [{"code", "severity", "family", "name", "mends", "asks", "manual"}]}``."""
    rows = [
        {
            "code": rule.code,
            "severity": rule.severity.name.lower(),
            "family": rule.family,
            "name": rule.name,
            "mends": rule.mends,
            "asks": rule.asks,
            "manual": "\n".join(rule.manual),
        }
        for rule in rules
    ]
    return json.dumps({"rules": rows}, ensure_ascii=False, indent=2) + "\n"
