"""The commit that a project is at, read from git's own files: no program is run in a stranger's folder."""

from __future__ import annotations

import re
from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def commit_of(start: Path) -> str:
    """Give the checked-out commit of the repository around ``start`` (gitrepository-layout(5)), empty without one."""
    for folder in (start.resolve(), *start.resolve().parents):
        git = folder / ".git"
        try:
            if git.is_file():
                git = (folder / git.read_text().removeprefix("gitdir:").strip()).resolve()
            if (git / "HEAD").is_file():
                return _commit(git)
        except (OSError, ValueError):
            return ""
    return ""


def _commit(git: Path) -> str:
    head = (git / "HEAD").read_text().strip()
    if not head.startswith("ref: "):
        return head if _COMMIT.fullmatch(head) else ""
    name = head.removeprefix("ref: ")
    common = git / "commondir"
    folders = [git, *([(git / common.read_text().strip()).resolve()] if common.is_file() else [])]
    for folder in folders:
        if (folder / name).is_file():
            found = (folder / name).read_text().strip()
            return found if _COMMIT.fullmatch(found) else ""
        if (folder / "packed-refs").is_file():
            for line in (folder / "packed-refs").read_text().splitlines():
                if line.endswith(f" {name}"):
                    return line.split(" ")[0]
    return ""
