"""Credentials, the record, what is refused before sending, messages, the rehearsal, a real socket."""

import http.server
import json
import logging
import threading

import pytest

from pipeline.findings import OutsideFailure, WrongUse
from pipeline.publish import credentials as keys
from pipeline.publish.client import open_account
from pipeline.publish.credentials import Credentials, read_credentials
from pipeline.publish.drafts import push
from pipeline.publish.faults import FAULTS, PlatformRefusal
from pipeline.publish.rehearsal import rehearse
from tests.publish.platform import APPID, SECRET, Cut


def test_credentials_of_the_environment_are_never_shown(tmp_path):
    found = read_credentials(tmp_path, {keys.APPID: APPID, keys.SECRET: f" {SECRET}\n"})
    assert (found.appid, found.secret) == (APPID, SECRET)
    assert APPID not in repr(found)
    assert SECRET not in repr(found)
    assert APPID not in found.account


def test_credentials_of_a_file_outside(tmp_path):
    (tmp_path / "project").mkdir()
    file = tmp_path / "keys.yaml"
    file.write_text(f"appid: {APPID}\nsecret: {SECRET}\n")
    assert read_credentials(tmp_path / "project", {keys.FILE: str(file)}).secret == SECRET


def test_credentials_inside_the_project_are_refused_even_through_a_link(tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (project / "keys.yaml").write_text(f"appid: {APPID}\nsecret: {SECRET}\n")
    (tmp_path / "link.yaml").symlink_to(project / "keys.yaml")
    for path in (project / "keys.yaml", tmp_path / "link.yaml"):
        with pytest.raises(WrongUse, match="放在了项目里") as caught:
            read_credentials(project, {keys.FILE: str(path)})
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "text", [f"secret: {SECRET}", f"[{SECRET}", f"secret: '{SECRET}", "", "appid: 5\nsecret: 6"]
)
def test_a_file_that_cannot_be_used_is_not_quoted(tmp_path, text):
    (tmp_path / "project").mkdir()
    file = tmp_path / "keys.yaml"
    file.write_text(text)
    with pytest.raises(WrongUse) as caught:
        read_credentials(tmp_path / "project", {keys.FILE: str(file)})
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_no_credentials(tmp_path, snapshot):
    with pytest.raises(WrongUse) as caught:
        read_credentials(tmp_path, {keys.APPID: APPID})
    assert str(caught.value) == snapshot


def test_every_refusal_is_one_line_with_a_mend(snapshot):
    lines = [
        str(PlatformRefusal("新建草稿", code, "invalid ip 203.0.113.7, not in whitelist")) for code in FAULTS
    ]
    assert all("改法：" in line and "\n" not in line and "{" not in line for line in lines)
    assert lines == snapshot


def test_an_unknown_code_is_told_without_secrets(office):
    office.write("a")
    office.platform.faults = ["", 99999]
    with pytest.raises(OutsideFailure, match="99999") as caught:
        office.push()
    assert SECRET not in str(caught.value)


def test_the_operators_lines_and_comments_stay(office):
    office.write("a", "b")
    office.record.write_text(
        "# 我的备注\npublished:\n  a: https://mp.weixin.qq.com/s/abc  # 周一发的\nmine: 1\n", encoding="utf-8"
    )
    office.push()
    text = office.record.read_text(encoding="utf-8")
    assert "# 我的备注" in text
    assert "  a: https://mp.weixin.qq.com/s/abc  # 周一发的\n" in text
    assert "mine: 1" in text
    assert SECRET not in text
    assert APPID not in text
    assert "TOKEN-" not in text
    assert [path.name for path in office.record.parent.iterdir()] == ["wechat.yaml"]


@pytest.mark.parametrize("text", ["", "# 只有备注\n"])
def test_an_empty_record(office, text):
    office.write("a")
    office.record.write_text(text, encoding="utf-8")
    office.push()
    assert text in office.record.read_text(encoding="utf-8")
    assert office.push().unchanged == 1


def test_a_fresh_record_tells_the_operator_what_it_is(office):
    office.write("a")
    office.push()
    text = office.record.read_text(encoding="utf-8")
    assert text.startswith("# 公众号草稿的记录")
    assert "# published:" in text


@pytest.mark.parametrize("text", ["- 1", "drafts: 3", "a: [", "drafts: [{media_id: x}]"])
def test_a_spoilt_record(office, text):
    office.record.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse, match="读不懂"):
        office.known()


def test_what_the_platform_would_refuse(office, snapshot):
    office.write("a", "b", *"cdefghijk", per_draft=10)
    series = json.loads((office.folder / "series.json").read_text())
    first, _, third, fourth, fifth, *_ = series["articles"]
    first |= {"title": "字" * 33, "author": "字" * 17, "digest": "字" * 129}
    (office.folder / "b.html").write_text("字" * 20_000)
    third["covers"] = []
    fourth["file"] = "../source/secret.html"
    (office.folder / "e.png").write_bytes(b"GIF89a")
    (office.folder / "f.html").write_text('<img src="images/002.png">')
    (office.folder / "images/002.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1_000_000))
    series["articles"] += [{**fifth, "file": f"{name}.html", "key": name, "draft": 1} for name in "ghi"]
    (office.folder / "series.json").write_text(json.dumps(series))
    assert [str(finding) for finding in office.series().findings] == snapshot


@pytest.mark.parametrize("text", ["", "{}", '{"articles": [{}]}'])
def test_a_series_that_cannot_be_read(office, text):
    (office.folder / "series.json").write_text(text)
    series = office.series()
    assert series.articles == ()
    (finding,) = series.findings
    assert (finding.file, finding.code) == ("wechat/series.json", "D113")
    assert finding.hint


def test_a_rehearsal_shows_what_is_sent(office, snapshot):
    office.write("a", "b", "c", per_draft=2)
    assert rehearse(office.series().articles, office.known()).requests == snapshot
    assert not office.record.exists()
    office.push()
    office.write("a", "b", "c", per_draft=2, changed="b")
    office.platform.bodies.clear()
    rehearsal = rehearse(office.series().articles, office.known())
    assert rehearsal.requests == ("draft/update draft-1-article-2.json",)
    body = "wechat/push/draft-1-article-2.json"
    assert set(rehearsal.files) == {"wechat/push/requests.json", body}
    office.push()
    sent = json.loads(office.platform.bodies[-1])
    assert json.loads(rehearsal.files[body]) == sent


@pytest.fixture
def address(office):
    """The platform behind a real socket."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                status, answer = office.platform.answer(self.path, self.headers["Content-Type"], body)
            except Cut:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_over_a_real_socket_with_a_cut_and_nothing_in_the_log(office, address, caplog):
    office.write(*"abcdefghi")
    office.platform.faults = ["", *[""] * 9, "", "after"]
    with caplog.at_level(logging.DEBUG):
        credentials = Credentials(APPID, SECRET)
        with open_account(credentials, address, office.pauses.append) as account:
            push(office.series().articles, account, office.known(), office.lines.append)
    office.assert_complete()
    assert len(office.platform.box) == 2
    assert len(office.pauses) == 1
    assert "TOKEN-" not in caplog.text
    assert SECRET not in caplog.text
    assert not logging.getLogger("httpx").disabled
