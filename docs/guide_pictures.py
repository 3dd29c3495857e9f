"""Pictures of the editors' guide from real runs: what the commands print, pages of Word files (`make pictures`).

Everything happens in a copy of the source. Pages of Word files need LibreOffice; without it the old pictures stay.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pypandoc
from PIL import Image
from playwright.sync_api import Browser
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PAGE = (
    '<html><body style="margin:0"><pre style="display:inline-block;margin:0;padding:18px 22px;background:#fbfaf7;'
    "color:#222;font:15px/1.6 'Noto Sans Mono CJK SC','Noto Sans CJK SC',monospace;white-space:pre-wrap;"
    'width:900px;word-break:break-all">{code}</pre></body></html>'
)
DRAFT = """【社区食堂类】

1、什么是社区食堂？

答：社区食堂是为居民提供助餐服务的场所,老年人优先。

2、社区食堂怎样选址？

一是方便居民。选在步行十分钟可以到达的地方。

二是利用现有房屋。优先改造闲置的房屋。

（相关资料图）
"""


def draw(browser: Browser, save: Callable[[Image.Image, str], None]) -> None:
    """Draw them all; ``save`` writes a picture under its name."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "手册")
        shutil.copytree(ROOT / "source", project / "source")
        for name in ("templates", ".cache"):
            (project / name).symlink_to(ROOT / name)
        terminal = _Terminal(browser, project, save)
        _spoil(project / "source/questions/004-joint-conference.md")
        terminal.show("guide-check", ["check"], keep=("错误", "警告", "共 "))
        terminal.show("guide-fix", ["check", "--fix"], keep=("已改",))
        shutil.copytree(ROOT / "source", project / "source", dirs_exist_ok=True)
        pypandoc.convert_text(DRAFT, "docx", "markdown", outputfile=str(project / "社区食堂.docx"))
        terminal.show("guide-import", ["import", "社区食堂.docx"])
        shutil.rmtree(project / "source")
        shutil.copytree(ROOT / "source", project / "source")
        terminal.run(["build", "docx"])
        terminal.run(["check", "--queries"])
        review = project / "output/handbook-review.docx"
        for file, name in ((review, "guide-review"), (project / "output/queries.docx", "guide-queries")):
            _first_page(file, name, save)
        edited = project / "审阅稿.docx"
        edited.write_bytes(_edited(review.read_bytes(), "每季度召集一次", "每月召集一次"))
        terminal.show("guide-back", ["import", "--update", edited.name])


class _Terminal:
    """Runs commands in a project and draws what they print."""

    def __init__(self, browser: Browser, project: Path, save: Callable[[Image.Image, str], None]) -> None:
        self.browser, self.project, self.save = browser, project, save

    def run(self, arguments: list[str]) -> str:
        """What a command prints."""
        program = [sys.executable, "-m", "pipeline", *arguments]
        environment = {**os.environ, "FORCE_COLOR": "1", "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        done = subprocess.run(
            program, cwd=self.project, env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    def show(self, name: str, arguments: list[str], keep: tuple[str, ...] = ()) -> None:
        """Draw a command and its lines (those with one of the words ``keep``, all for none)."""
        lines = [line for line in self.run(arguments).splitlines() if line.strip()]
        shown = [line for line in lines if not keep or any(word in line for word in keep)]
        console = Console(
            record=True, width=400, file=io.StringIO(), color_system="standard", force_terminal=True
        )
        console.print(Text(f"baiwen {' '.join(arguments)}", "bold green"))
        for line in shown:
            console.print(Text.from_ansi(line), soft_wrap=True)
        html = console.export_html(inline_styles=True, code_format=PAGE)
        page = self.browser.new_page(viewport={"width": 960, "height": 400}, device_scale_factor=1.5)
        page.set_content(html)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "shot.png")
            page.locator("pre").screenshot(path=path)
            with Image.open(path) as picture:
                self.save(picture.convert("RGB"), name)
        page.close()


def _spoil(file: Path) -> None:
    """Faults that editors make, to be found."""
    text = file.read_text("utf-8")
    faults = {
        "协调，加强与区内": "协调,加强与区内",
        "如闵行区就": "如闽行区就",
        "统筹协调平台": "统筹  协调平台",
    }
    for right, wrong in faults.items():
        if right not in text:
            raise SystemExit(f"{file.name} 里没有“{right}”（改法：换一处）")
        text = text.replace(right, wrong, 1)
    file.write_text(text, "utf-8")


def _edited(data: bytes, old: str, new: str) -> bytes:
    """A Word file in which an editor has typed over some words."""
    with tempfile.TemporaryFile() as stream:
        with zipfile.ZipFile(stream, "w") as after, tempfile.TemporaryFile() as given:
            given.write(data)
            with zipfile.ZipFile(given) as before:
                for entry in before.infolist():
                    content = before.read(entry)
                    if entry.filename == "word/document.xml":
                        content = content.replace(old.encode(), new.encode(), 1)
                    after.writestr(entry, content)
        stream.seek(0)
        return stream.read()


def _first_page(file: Path, name: str, save: Callable[[Image.Image, str], None]) -> None:
    office = shutil.which("soffice")
    if office is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [office, "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True)
        with pymupdf.open(Path(folder, file.stem + ".pdf")) as pdf:
            drawn = pdf[0].get_pixmap(dpi=80, alpha=False)
            picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
            save(picture.crop((0, 0, drawn.width, drawn.height * 4 // 5)), name)
