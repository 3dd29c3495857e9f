"""No article is wider than a phone."""

from __future__ import annotations

import pytest

# As the platform shows an article: its own resets around the pasted fragment.
PHONE = """<!doctype html><meta charset="utf-8"><style>* {{ margin: 0; box-sizing: border-box; max-width: 100%;
overflow-wrap: break-word }} body {{ padding: 16px; font: 17px/1.6 "Noto Sans CJK SC" }}</style>{}"""
# A space at a line's end hangs outside its box and is nothing to see, so lines are measured by their blocks.
WIDER = """margin => [...document.body.querySelectorAll("*")].filter(e => {
  if (getComputedStyle(e).display === "inline") return false;
  const box = e.getBoundingClientRect();
  return box.left < margin - 1 || box.right > innerWidth - margin + 1 || e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [320, 375, 677])
@pytest.mark.parametrize("which", ["finished", "finished_real", "finished_nasty"])
def test_nothing_stands_out(which, width, chromium, request):
    folder = request.getfixturevalue(which) / "wechat"
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for path in sorted(folder.glob("[0-9]*.html")):
        page.set_content(PHONE.format(path.read_text(encoding="utf-8")))
        assert page.evaluate(WIDER, 16) == []
    page.close()
