"""Every public name of a module has a user: ruff sees unused imports and variables, but not these."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Functions under these decorators are found by a registry.
REGISTERING = re.compile(r"(rule|in_passage|in_book|app\.(command|callback))\(")


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Give the public names that a module defines at its top level, with their statements."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not any(REGISTERING.match(ast.unparse(one)) for one in node.decorator_list):
                yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for one in ast.walk(target):
                    if isinstance(one, ast.Name):
                        yield one.id, node


def loaded(node: ast.AST) -> set[str]:
    """Give the names that a piece of code reads."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}


def dead_names(modules: Mapping[str, ast.Module], users: Mapping[str, ast.Module], text: str) -> list[str]:
    """Give ``module.name`` of each public name that no module, no user and no word of ``text`` uses."""
    imported: set[tuple[str, str]] = set()  # what only hands a name on is no user
    named = set(re.findall(r"\w+", text))  # by text, and as attributes of modules
    for name, tree in {**users, **modules}.items():
        read = loaded(tree) if name.endswith("__init__") else None
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                imported |= {
                    (node.module or "", one.name)
                    for one in node.names
                    if read is None or (one.asname or one.name) in read
                }
            elif isinstance(node, ast.Attribute):
                named.add(node.attr)
            elif isinstance(node, ast.Constant) and str(node.value).startswith("pipeline."):
                named.add(str(node.value).rpartition(".")[2])
    found = []
    for name, tree in modules.items():
        module = name.removesuffix(".__init__")
        packages = [module.rsplit(".", depth)[0] for depth in range(module.count(".") + 1)]
        reads = [(statement, loaded(statement)) for statement in tree.body]
        found += [
            f"{module}.{word}"
            for word, at in defined(tree)
            if not word.startswith("_")
            and word not in named
            and not any((package, word) in imported for package in packages)
            and not any(word in names for statement, names in reads if statement is not at)
        ]
    return found


def parsed(folder: str) -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def test_every_public_name_has_a_user():
    users = parsed("tests") | parsed("docs") | parsed("benchmarks")
    templates = [
        path.read_text("utf-8")
        for folder in ("templates", "pipeline")
        for path in (ROOT / folder).rglob("*.j2")
    ]
    text = "\n".join([*templates, (ROOT / "pyproject.toml").read_text("utf-8")])
    dead = dead_names(parsed("pipeline"), users, text)
    assert not dead, "no code uses " + "\n".join(dead)


def test_a_dead_name_is_found():
    source = (
        "import re\nUSED = 1\nDEAD = 2\ndef alive() -> int:\n    return USED\ndef dead(): return dead()\n"
    )
    modules = {
        "pipeline.room.part": ast.parse(source),
        "pipeline.room.__init__": ast.parse("from pipeline.room.part import alive, dead\n"),
    }
    user = ast.parse("from pipeline.room import alive\n")
    assert dead_names(modules, {"tests.user": user}, "") == [
        "pipeline.room.part.DEAD",
        "pipeline.room.part.dead",
    ]
