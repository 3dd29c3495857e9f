"""Steps are carried out once, in the order of their needs, and a result is taken from the store while its key holds."""

from __future__ import annotations

import dataclasses
from graphlib import CycleError

import pytest

from pipeline.findings import finding_in
from pipeline.making.carry_out import Event, carry_out, key_of, unheard
from pipeline.making.executors import Here, processes
from pipeline.making.steps import Result, Step
from pipeline.making.store import Forgetful, Remembering
from pipeline.world import Given

WORLD = Given({"templates/x/a": b"style"})


def spell(reads, supplies):
    """The step's own words, after those of the steps that it needs, and its templates."""
    before = b"".join(supplies.made.values())
    style = b"".join(supplies.world.read(name) for name in supplies.world.names("templates/x"))
    return Result({f"{reads}.txt": before + reads.encode() + style})


def refuse(reads, _supplies):
    return Result(findings=(finding_in("", "V999", reads),))


def peep(_reads, supplies):
    return Result({"x": supplies.world.read("source/a")})


def step(name, *needs, run=spell, reads=""):
    return Step(name, run, reads or name, needs, ("templates/x/",))


STEPS = (step("c", "a", "b"), step("a"), step("b", "a"))


@pytest.fixture
def store(tmp_path):
    return Remembering(tmp_path, {})


def run(steps, store, world=WORLD):
    events = []
    results = carry_out(steps, world, store, Here(), events.append)
    return results, [event.step for event in events if not event.done]


@pytest.mark.parametrize("count", [1, 2])
def test_needs_come_first(tmp_path, count):
    with processes(count) as executor:
        results = carry_out(STEPS, WORLD, Forgetful(tmp_path), executor, unheard)
    assert list(results) == ["c", "a", "b"]
    assert results["c"].files == {"c.txt": b"astyleastylebstylecstyle"}


def test_a_need_of_another_run_is_left_out(tmp_path):
    results = carry_out((step("b", "a"),), WORLD, Forgetful(tmp_path), Here(), unheard)
    assert results["b"].files == {"b.txt": b"bstyle"}


def test_a_step_that_refuses_stops_what_needs_it(store):
    steps = (step("a", run=refuse), step("b", "a"), step("c", "b"), step("d"))
    results, _ = run(steps, store)
    assert list(results) == ["a", "d"]
    assert [finding.message for finding in results["a"].findings] == ["a"]
    assert len(store.results) == 1


def test_a_circle_is_refused(store):
    with pytest.raises(CycleError):
        run((step("a", "b"), step("b", "a")), store)


def test_what_was_not_declared_is_not_given(store):
    with pytest.raises(ValueError, match="source/a is read"):
        run((step("a", run=peep),), store)


def test_nothing_is_done_twice(store):
    first, began = run(STEPS, store)
    again, began_again = run(STEPS, store)
    assert (began, began_again) == (["a", "b", "c"], [])
    assert again == first


def test_only_what_follows_from_a_change_is_done_again(store):
    run(STEPS, store)
    changed = tuple(dataclasses.replace(one, reads="b2") if one.name == "b" else one for one in STEPS)
    assert run(changed, store)[1] == ["b", "c"]
    style = Given({"templates/x/a": b"other style"})
    assert run(STEPS, store, style)[1] == ["a", "b", "c"]


def test_what_comes_out_the_same_has_no_consequences(store):
    def first_word(reads, _supplies):
        return Result({"a.txt": reads.split()[0].encode()})

    steps = (step("a", run=first_word, reads="same one"), step("b", "a"))
    run(steps, store)
    changed = (dataclasses.replace(steps[0], reads="same two"), steps[1])
    assert run(changed, store)[1] == ["a"]


def test_a_result_that_was_there_is_said(store):
    run(STEPS, store)
    events = []
    carry_out(STEPS, WORLD, store, Here(), events.append)
    assert events == [Event(name, done=True, kept=True) for name in ("a", "b", "c")]


def test_the_key_follows_from_all_that_a_step_depends_on(monkeypatch):
    one = step("a")
    keys = {key_of(one, WORLD, {})}
    keys.add(key_of(dataclasses.replace(one, name="b"), WORLD, {}))
    keys.add(key_of(dataclasses.replace(one, reads="b"), WORLD, {}))
    keys.add(key_of(one, Given({}), {}))
    keys.add(key_of(one, WORLD, {"k": b"made"}))
    keys.add(key_of(dataclasses.replace(one, fonts=True), WORLD, {}))
    monkeypatch.setattr("pipeline.making.carry_out.program", lambda: "another")
    keys.add(key_of(one, WORLD, {}))
    assert len(keys) == 7


def test_what_a_step_raises_is_raised(store):
    def broken(_reads, _supplies):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        run((step("a", run=broken),), store)
