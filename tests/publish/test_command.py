"""``baiwen push`` as the operator meets it. No test here reaches the network: each ends before the first request."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.publish import credentials as keys
from tests.values import lend_fonts

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/read/base"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small project with its articles built."""
    folder = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(BASE, folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    lend_fonts(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["baiwen", "build", "wechat", "-C", str(folder)])
        with pytest.raises(SystemExit) as left:
            cli.main()
    assert not left.value.code
    return folder


@pytest.fixture
def baiwen(built, tmp_path, monkeypatch, capsys):
    """Run ``baiwen …`` in a copy of the project: (exit code, output, errors); its folder is ``baiwen.root``."""
    root = tmp_path / "project"
    shutil.copytree(built, root, symlinks=True)
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(lend_fonts(root)))
    for name in (keys.APPID, keys.SECRET, keys.FILE):
        monkeypatch.delenv(name, raising=False)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["baiwen", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    run.root = root
    return run


def test_a_dry_run_writes_every_article_and_leaves_the_output_proven(baiwen):
    code, out, _ = baiwen("push", "--dry-run")
    assert code == 0
    assert "没有联网" in out
    folder = baiwen.root / "output/wechat"
    series = json.loads((folder / "series.json").read_text(encoding="utf-8"))["articles"]
    sent = json.loads((folder / "push/draft-1.json").read_text(encoding="utf-8"))["articles"]
    assert [one["title"] for one in sent] == [one["title"] for one in series]
    assert all(one["thumb_media_id"].startswith("<covers") for one in sent)
    assert baiwen("push", "--dry-run")[0] == 0
    assert not (baiwen.root / "source/wechat.yaml").exists()


@pytest.mark.parametrize("words", [("push",), ("push", "--dry-run")])
def test_output_older_than_the_source_is_not_pushed(baiwen, monkeypatch, words):
    monkeypatch.setenv(keys.APPID, "wx-nobody")
    monkeypatch.setenv(keys.SECRET, "nothing")
    path = baiwen.root / "source/questions/001-first.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n新的一段。\n", encoding="utf-8")
    code, out, err = baiwen(*words)
    said = [line for line in err.splitlines() if "没有推送" in line]
    assert (code, out, len(said)) == (1, "", 1)
    assert "过时" in err


def test_an_altered_article_is_not_pushed(baiwen):
    article = next((baiwen.root / "output/wechat").glob("01-*.html"))
    article.write_text(article.read_text(encoding="utf-8") + "改", encoding="utf-8")
    code, _, err = baiwen("push", "--dry-run")
    assert code == 1
    assert "被改动过" in err


def test_without_credentials(baiwen):
    code, out, err = baiwen("push")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert keys.APPID in err
