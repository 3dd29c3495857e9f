"""What is kept on the disk is what was put there, whole, or nothing."""

from __future__ import annotations

import os

import pytest

from pipeline.kept import Kept
from pipeline.making.steps import Result
from pipeline.making.store import OnDisk

KEY, OTHER = "ab" * 32, "cd" * 32
RESULT = Result({"甲.txt": "一\n二".encode(), "empty": b"", "b": bytes(range(256))})


@pytest.fixture
def store(tmp_path):
    return OnDisk(tmp_path, Kept(tmp_path / "results"))


def test_a_result_comes_back_in_its_order(store):
    assert store.get(KEY) is None
    store.put(KEY, RESULT)
    assert store.get(KEY) == RESULT
    assert list(store.get(KEY).files) == list(RESULT.files)


def _damaged(path):
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        _damaged,
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"something else"),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_what_is_damaged_is_not_taken(store, damage):
    store.put(KEY, RESULT)
    (path,) = (store.folder / "results").glob(f"*/{KEY}")
    damage(path)
    assert store.get(KEY) is None


def test_another_key_s_file_is_not_taken(store):
    store.put(KEY, RESULT)
    folder = store.folder / "results"
    (folder / OTHER[:2]).mkdir()
    (folder / KEY[:2] / KEY).rename(folder / OTHER[:2] / OTHER)
    assert store.get(OTHER) is None


def test_a_damaged_one_is_made_anew(store):
    store.put(KEY, RESULT)
    _damaged(store.folder / "results" / KEY[:2] / KEY)
    store.put(KEY, RESULT)
    assert store.get(KEY) == RESULT


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "results").write_text("a file where the folder should be")
    store = OnDisk(tmp_path, Kept(tmp_path / "results"))
    store.put(KEY, RESULT)
    assert store.get(KEY) is None


def test_the_oldest_go_first_and_what_is_asked_for_stays(tmp_path):
    kept = Kept(tmp_path)
    keys = [f"{number:064x}" for number in range(4)]
    for age, key in enumerate(keys):
        kept.put(key, bytes(1000))
        os.utime(tmp_path / key[:2] / key, (1_000_000 + age, 1_000_000 + age))
    assert kept.get(keys[0]) is not None  # asked for: young again
    kept.trim(2500)
    assert [kept.get(key) is not None for key in keys] == [True, False, False, True]


def test_what_a_killed_process_left_is_cleared(tmp_path):
    kept = Kept(tmp_path)
    kept.put(KEY, b"whole")
    old, young = (tmp_path / KEY[:2] / f".half-{name}" for name in ("old", "young"))
    for half in (old, young):
        half.write_bytes(b"half")
    os.utime(old, (1_000_000, 1_000_000))
    kept.trim()
    assert (old.exists(), young.exists(), kept.get(KEY)) == (False, True, b"whole")
