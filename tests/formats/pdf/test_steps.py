"""The steps: what each depends on, and what it does not."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from pipeline.formats.pdf import FORMAT, ORDER, SCREEN
from pipeline.handbook import OfficialName, PageSize, Printing, WeChat, digest, words_digest
from pipeline.making.steps import Supplies
from tests.values import STORE


def reads(handbook):
    """The digest of what each step reads."""
    return {step.name: digest(step.reads) for step in FORMAT.steps(handbook)}


def touched(one, other):
    """The names of the steps that read something else."""
    before, after = reads(one), reads(other)
    assert before.keys() == after.keys()
    return {name.removeprefix("pdf.") for name in before if before[name] != after[name]}


def test_articles_and_words_for_the_proofreader_touch_nothing(sample):
    articles = WeChat(author="某某", published=(("plain", "https://mp.weixin.qq.com/s/a"),))
    terms = dataclasses.replace(sample.terms, names=(OfficialName("某某办公室"),))
    assert touched(sample, dataclasses.replace(sample, wechat=articles, terms=terms)) == set()


def test_a_picture_of_the_articles_touches_nothing(sample):
    code = dataclasses.replace(sample.images[0], name="images/code.png")
    assert touched(sample, dataclasses.replace(sample, images=(*sample.images, code))) == set()


@pytest.mark.parametrize(
    ("printing", "steps"),
    [
        (Printing(spine=9.0), {"cover", "order"}),
        (Printing(barcode=False), {"cover", "order"}),
        (Printing(paper_gsm=100), {"booklet", "cover", "order"}),
        (Printing(pictures="colour"), {"press", "cover", "order"}),
        (Printing(binding="saddle"), {"layout", "cover", "order"}),
    ],
)
def test_facts_for_the_press_touch_what_they_are_for(sample, printing, steps):
    assert touched(sample, dataclasses.replace(sample, printing=printing)) == steps


def test_words_and_page_touch_everything_that_shows_them(sample):
    everything = {"layout", "screen", "press", "booklet", "cover", "order"}
    assert touched(sample, dataclasses.replace(sample, edition="第2版")) == everything
    assert touched(sample, dataclasses.replace(sample, page=PageSize("大32开", 140, 203))) == {
        "layout",
        "booklet",
        "cover",
        "order",
    }


def test_what_is_left_out_changes_no_word(sample):
    layout = next(step for step in FORMAT.steps(sample) if step.name == "pdf.layout")
    assert words_digest(layout.reads) == words_digest(sample)


def test_another_process_can_be_told_to_do_each_step(sample):
    for step in FORMAT.steps(sample):
        assert pickle.loads(pickle.dumps(step)) == step


def test_the_steps_make_the_files_of_the_format(written, sample):
    assert list(written(sample)) == [SCREEN, *FORMAT.files[1:]]


def test_an_order_sheet_is_not_made_of_files_that_cannot_be_measured(written, sample):
    order = next(step for step in FORMAT.steps(sample) if step.name == "pdf.order")
    made = {name: data for name, data in written(sample).items() if name != ORDER}
    result = order.run(order.reads, Supplies({**made, "cover.pdf": b"%PDF-1.7"}, None, STORE.folder))
    assert (dict(result.files), [one.file for one in result.findings]) == ({}, ["cover.pdf"])
