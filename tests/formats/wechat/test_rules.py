"""The fragments hold nothing that the platform takes away, and every rule catches what it is for."""

from __future__ import annotations

import re

import lxml.html
import pytest

from pipeline.formats.wechat.rules import offences

GOOD = '<section style="margin:0 0 16px"><p style="line-height:1.8em"><span leaf="">文字<br>文字</span></p></section>'
IMAGE = 'src="images/001.png" alt="图" data-w="640" data-ratio="0.5"'

BAD = {
    "div": '<section><div><span leaf="">文字</span></div></section>',
    "script": "<section><script>1</script></section>",
    "style": "<section><style>p{}</style></section>",
    "class": '<section><p class="a"><span leaf="">文字</span></p></section>',
    "id": '<section id="a"></section>',
    "onclick": '<section onclick="x()"></section>',
    "注释": "<section><!-- 注释 --></section>",
    "font-family": '<section style="font-family:serif"></section>',
    "position": '<section style="position:fixed"></section>',
    "important": '<section style="color:#333333 !important"></section>',
    "var": '<section style="color:var(--ink)"></section>',
    "gradient": '<section style="background-color:linear-gradient(#fff,#000)"></section>',
    "px width": '<section style="width:375px"></section>',
    "px max-width": '<section style="max-width:375px"></section>',
    "named colour": '<section style="color:transparent"></section>',
    "white on white": '<section style="color:#ffffff"></section>',
    "height": '<section style="height:0"></section>',
    "hidden": '<section style="display:none"></section>',
    "start": '<section style="text-align:start"></section>',
    "line-height": '<section style="line-height:0.5em"></section>',
    "unitless line-height": '<section style="line-height:1.5"></section>',
    "small type": '<section style="font-size:9px"></section>',
    "bare text": "<section><p>文字</p></section>",
    "bare tail": '<section><p><span leaf="">文</span>字</p></section>',
    "box in a leaf": '<section><span leaf=""><strong>文字</strong></span></section>',
    "bare image": f"<section><p><img {IMAGE}></p></section>",
    "image without size": '<section nodeleaf=""><img src="a.png" alt="图"></section>',
}


def _offences(html):
    return list(offences(lxml.html.fragment_fromstring(html)))


def test_what_is_allowed_passes():
    assert _offences(GOOD) == []
    assert _offences(f'<section nodeleaf=""><img {IMAGE}></section>') == []


@pytest.mark.parametrize("bad", BAD)
def test_what_the_platform_refuses_is_named(bad):
    assert _offences(BAD[bad])


def _fragments(directory):
    return [path.read_text(encoding="utf-8") for path in sorted((directory / "wechat").glob("[0-9]*.html"))]


@pytest.fixture(scope="module")
def fragments(finished, finished_real):
    return _fragments(finished) + _fragments(finished_real)


def test_finished_fragments_keep_the_rules(fragments):
    assert len(fragments) == 4
    for fragment in fragments:
        assert _offences(fragment) == []


@pytest.mark.parametrize(
    "forbidden",
    [
        r"<(div|style|script|link|pre|ul|ol|li|iframe)\b",
        r"\s(class|id|on\w+)=",
        r"font-family|!important|var\(|gradient|position:|float:|flex|grid",
        r"[;\"](max-|min-)?width:\d+px(?![^>]*viewBox)",
        r"line-height:[\d.]+[;\"]",
        r"href=\"(?!https?://mp\.weixin\.qq\.com/)",
    ],
)
def test_nothing_forbidden_is_written(fragments, forbidden):
    for fragment in fragments:
        assert not re.findall(forbidden, fragment)


def test_every_text_stands_in_a_leaf(fragments):
    for fragment in fragments:
        root = lxml.html.fragment_fromstring(fragment)
        for text in root.xpath("//text()"):
            holder = text.getparent() if text.is_text else text.getparent().getparent()
            assert holder.get("leaf") == "", text
