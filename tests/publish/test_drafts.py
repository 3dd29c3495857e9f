"""Drafts: the same ones again, none twice, none lost, whatever fails."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.findings import OutsideFailure, WrongUse
from pipeline.publish.client import PAUSES
from tests.publish.conftest import Office
from tests.publish.platform import APPID, SECRET

NINE = tuple("abcdefghi")


def drafts(office):
    return [[one["title"] for one in draft] for draft in office.platform.box.values()]


def test_first_push(office):
    office.write(*NINE)
    pushed = office.push()
    assert drafts(office) == [[f"第{name}篇" for name in "abcdefgh"], ["第i篇"]]
    assert (pushed.sent, pushed.unchanged, pushed.notes) == (9, 0, ())
    assert len(office.platform.images) == 1
    assert len(office.platform.covers) == 9
    office.assert_complete()


def test_nothing_changed_nothing_sent(office):
    office.write(*NINE)
    office.push()
    before = office.platform.calls.copy()
    pushed = office.push()
    assert (pushed.sent, pushed.unchanged) == (0, 9)
    assert office.platform.calls == before


def test_only_the_changed_article_is_sent(office):
    office.write("a", "b", "c")
    office.push()
    before = office.platform.calls.copy()
    office.write("a", "b", "c", changed="b")
    assert office.push().sent == 1
    assert office.platform.calls - before == {"stable_token": 1, "draft/get": 1, "draft/update": 1}
    office.assert_complete()


def test_a_longer_draft_is_added_and_the_old_one_told(office):
    office.write("a", "b")
    office.push()
    office.write("a", "b", "c")
    pushed = office.push()
    assert len(pushed.notes) == 1
    assert "以“第a篇”开头的旧草稿（2篇）" in pushed.notes[0].message
    assert "在后台草稿箱里删除它" in pushed.notes[0].hint
    assert drafts(office) == [["第a篇", "第b篇"], ["第a篇", "第b篇", "第c篇"]]


def test_a_deleted_draft_is_added_anew_and_told(office):
    office.write("a", "b")
    office.push()
    office.platform.box.clear()
    office.write("a", "b", changed="a")
    pushed = office.push()
    assert "已不在草稿箱里" in pushed.notes[0].message
    office.assert_complete()
    assert len(office.known().drafts) == 1


def test_articles_moved_in_the_draft_box_are_not_overwritten(office):
    office.write("a", "b", "c")
    office.push()
    next(iter(office.platform.box.values())).reverse()
    office.write("a", "b", "c", changed="a")
    office.push()
    office.assert_complete()


def test_an_article_taken_out_in_the_draft_box(office):
    office.write("a", "b", "c")
    office.push()
    next(iter(office.platform.box.values())).pop()
    office.write("a", "b", "c", changed="a")
    with pytest.raises(OutsideFailure, match="在后台被改成了2篇"):
        office.push()


def test_lost_covers_are_uploaded_again(office):
    office.write("a", "b")
    office.push()
    office.platform.covers.clear()
    office.write("a", "b", changed="a")
    office.push()
    office.assert_complete()
    assert len(office.platform.covers) == 2


@pytest.mark.parametrize("fault", ["after", "slow", "500", "garbage", "before", -1])
def test_no_second_draft_after_an_answer_that_never_came(office, fault):
    office.write("a", "b")
    # token, cover a, image, cover b, batchget, then draft/add
    office.platform.faults = ["", "", "", "", "", fault]
    office.push()
    assert len(office.platform.box) == 1
    assert office.pauses == [PAUSES[0]]
    office.assert_complete()


def test_a_draft_of_one_is_told_from_its_namesake_by_the_digest(office):
    office.write("a")
    office.push()
    (draft,) = office.platform.box.values()
    draft[0]["digest"] = "别人的摘要"
    office.record.unlink()
    office.push()
    assert len(office.platform.box) == 2


def test_without_the_record_the_drafts_are_found_beyond_the_first_page(office):
    office.write(*NINE)
    office.push()
    other = [{"title": "别的", "digest": "", "content": "x"}]
    office.platform.box.update({f"other-{number}": other for number in range(45)})
    office.record.unlink()
    office.push()
    assert len(office.platform.box) == 47


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_stale_token_is_renewed_once(office, code):
    office.write("a")
    office.platform.faults = ["", code]
    office.push()
    office.assert_complete()
    assert (office.platform.calls["stable_token"], office.platform.forced) == (3, 1)


def test_the_accounts_new_token_is_taken_without_force(office):
    office.write("a", "b")
    serve = office.platform.draft_batchget

    def expired_before_adding(asked):
        office.platform.expire()
        return serve(asked)

    office.platform.draft_batchget = expired_before_adding
    office.push()
    assert office.platform.forced == 0
    office.assert_complete()


def test_a_token_that_stays_stale_ends_the_push(office):
    office.write("a")
    office.platform.faults = ["", 42001, "", "", 42001]
    with pytest.raises(OutsideFailure, match="42001"):
        office.push()
    assert office.platform.calls["material/add_material"] == 2


def test_quota_ends_the_push_and_the_next_continues(office):
    office.write("a", "b")
    office.platform.faults = ["", "", "", 45009]
    with pytest.raises(OutsideFailure, match="明天再推送"):
        office.push()
    assert office.pauses == []
    office.push()
    assert len(office.platform.images) == 1
    assert len(office.platform.covers) == 2
    office.assert_complete()


def test_silence_ends_the_push_after_the_pauses(office):
    office.write("a")
    office.platform.faults = ["", *["slow"] * 4]
    with pytest.raises(OutsideFailure, match="没有及时回答"):
        office.push()
    assert office.pauses == list(PAUSES)


def test_the_unlisted_address_is_named(office):
    office.write("a")
    office.platform.faults = [40164]
    with pytest.raises(OutsideFailure, match=r"IP白名单”里加入 203\.0\.113\.7"):
        office.push()


def test_another_account_is_refused(office):
    office.write("a")
    office.push()
    text = office.record.read_text()
    assert "account: " in text
    office.record.write_text(text.replace("account: ", "account: x"))
    with pytest.raises(WrongUse, match="另一个公众号"):
        office.push()


class Killed(BaseException):
    """The process ends between two steps."""


FAULTS = st.sampled_from(
    ["", "", "", "before", "after", "slow", "500", "garbage", -1, 42001, 45009, 40164, 99999, "kill"]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    rounds=st.lists(
        st.tuples(st.sets(st.sampled_from("abc")), st.lists(FAULTS, max_size=30)), min_size=1, max_size=4
    )
)
def test_any_faults_in_any_order(rounds):
    root = Path(tempfile.mkdtemp())
    try:
        office = Office(root)
        for changed, faults in rounds:
            office.write("a", "b", "c", per_draft=2, changed=changed)
            office.platform.faults = list(faults)
            _push_until_done(office)
            office.assert_complete()
            assert [len(draft) for draft in office.platform.box.values()].count(2) == 1
            assert len(office.platform.box) == 2
    finally:
        shutil.rmtree(root)


def _push_until_done(office):
    """As the operator does: again, until it says that it is done. A kill comes after the platform's work."""
    carry_out = office.platform._carry_out

    def killed(*asked):
        result = carry_out(*asked)
        if office.platform.faults and office.platform.faults[0] == "kill":
            office.platform.faults.pop(0)
            raise Killed
        return result

    office.platform._carry_out = killed
    try:
        for _ in range(100):
            try:
                office.push()
            except (OutsideFailure, Killed) as fault:
                words = f"{fault}{office.lines}"
                assert SECRET not in words
                assert APPID not in words
                assert "TOKEN-" not in words
            else:
                return
        raise AssertionError("never done")
    finally:
        office.platform._carry_out = carry_out


def test_the_code_of_the_source_alone_sends_nothing(office):
    office.write("a", "b")
    path = office.folder / "a.html"
    words = path.read_text(encoding="utf-8")
    last = '<p><span leaf="">版本 1.0（2024-05-31）· 校验码 {}</span></p>'
    path.write_text(words + last.format("0123abcd"), encoding="utf-8")
    office.push()
    path.write_text(words + last.format("89abcdef"), encoding="utf-8")
    assert office.push().sent == 0
    path.write_text(words + last.format("89abcdef").replace("1.0", "1.1"), encoding="utf-8")
    assert office.push().sent == 1
