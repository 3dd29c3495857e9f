"""The one door to pandoc: files as bytes → its document tree."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypandoc

from pipeline.findings import OutsideFailure

Node = dict[str, Any]


class PandocFailure(OutsideFailure):
    """Pandoc could not read what it was given."""


def document_tree(files: Sequence[bytes], suffix: str, dialect: str) -> list[Node]:
    """Give the block nodes of ``files``, each read on its own in ``dialect``.

    To pandoc their names are ``0000`` … with ``suffix``. ``--file-scope``: footnote labels belong to their file.
    ``--sandbox``: pandoc opens nothing but these files. It takes no bytes, so they stand in a temporary folder
    meanwhile. Raises :class:`OutsideFailure` when pandoc is missing, :class:`PandocFailure` when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="baiwen-") as folder:
        paths = [Path(folder, f"{index:04}{suffix}") for index in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        try:
            text = pypandoc.convert_file(
                [str(path) for path in paths],
                "json",
                format=dialect,
                extra_args=["--file-scope", "--sandbox"],
                verify_format=False,  # it would start pandoc twice more to ask for what it knows
            )
        except OSError as fault:
            raise OutsideFailure("找不到 pandoc，无法读取正文", "运行 make setup 重新安装") from fault
        except RuntimeError as fault:
            reason = str(fault).splitlines()[-1]
            raise PandocFailure(f"pandoc 运行失败：{reason}", "运行 make setup 后重试") from fault
    blocks: list[Node] = json.loads(text)["blocks"]
    return blocks
