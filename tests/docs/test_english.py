"""Docstrings say plainly what a function takes, gives and raises, and in the imperative mood: ``Give the …``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

# The verbs with which the docstring of a function may begin; a new one is welcome when none of these says it.
VERBS = """
Accept Add Ask Begin Blend Bring Build Call Carry Check Choose Compare Convert Correct Count Cut Describe Design
Digest Divide Do Draw Edit End Enter Escape Find Finish Give Group Identify Ignore Impose Install Join Keep
Label Lay List Load Make Measure Mend Name Number Open Parse Plan Prepare Print Proofread Prove Put Raise Read
Record Remark Remove Render Replace Report Return Run Set Shape Shorten Sort Split State Sum Switch Take Turn
Unpack Upload Wait Widen Write
"""

# Words that leave a reader guessing: what they mean has a name.
RIDDLES = {
    r"\bnothing (where|for|when|if|unless)\b|\b(or|else|is|gives?|returns?) nothing\b": "None, or “empty”",
    r"\b(tell|tells) (whether|of|what|which)\b|\b(is|are|be) told\b": "report",
    r"\bstands? against\b": "a fault, a finding",
    r"\bwhatsoever\b|\bshall\b": "a plainer word",
    r"\b(nobody|somebody)\b": "who it is",
}

PROPERTIES = {"property", "cached_property", "overload", "setter"}


def is_english(text: str) -> bool:
    """The commands' help and the proofreading rules' manual are Chinese, and for editors."""
    return text[:1].isascii()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Public functions and the methods of public classes, without properties."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from functions(node)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            decorators = {re.split(r"[.(]", ast.unparse(one))[-1] for one in node.decorator_list}
            # What a rule for the articles says is the rule.
            if not decorators & PROPERTIES and not any(
                ast.unparse(one).startswith("rule(") for one in node.decorator_list
            ):
                yield node


def faults(name: str, source: str) -> Iterator[str]:
    tree = ast.parse(source)
    for function in functions(tree):
        words = ast.get_docstring(function) or ""
        verb = re.split(r"[ ,.:;]", words)[0]
        if is_english(words) and words and verb not in VERBS.split():
            yield f"{name}:{function.lineno} {function.name}: begins with “{verb}”, which is no verb of the list"
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            words = ast.get_docstring(node) or ""
            for riddle, plain in RIDDLES.items():
                if is_english(words) and (found := re.search(riddle, words)):
                    line = getattr(node, "lineno", 1)
                    yield f"{name}:{line}: “{found[0]}” in a docstring; say {plain}"


def test_every_docstring_is_plain():
    found = [
        fault
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        for fault in faults(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_what_is_not_plain_is_found():
    source = '''
def even(number):
    """Whether it is even."""

class Pair:
    """Two things, or nothing."""

    def first(self):
        """The first of them."""

    @property
    def second(self):
        """The second of them."""

def _hidden():
    """What it tells is told."""

def command():
    """检查源文件。"""
'''
    assert [fault.split(": ")[0] for fault in faults("a.py", source)] == [
        "a.py:2 even",
        "a.py:8 first",
        "a.py:5",
        "a.py:15",
    ]
