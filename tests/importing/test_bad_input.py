"""Bad input: one clear line, exit code 1, nothing written."""

import io
import zipfile

import pytest
from typer.testing import CliRunner

from pipeline.commands import app
from pipeline.importing import documents
from tests.importing.word_builder import document, paragraph


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    return stream.getvalue()


BAD = {
    "encrypted.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "有密码保护",
    ),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧的 .doc"),
    "broken.docx": (document(paragraph("1.甲？"))[:-200], "不是完好的 Word 文件"),
    "text.docx": (b"1. what?", "不是完好的 Word 文件"),
    "empty.docx": (b"", "不是完好的 Word 文件"),
    "bomb.docx": (bomb(), "大得不正常"),
    "damaged.docx": (document("<w:p>"), "已损坏"),
    "gbk.txt": ("1.甲是什么？\n因为如此。".encode("gbk"), "GBK"),
    "unknown.txt": (bytes(range(128, 256)) * 9, "无法识别的编码"),
    "nothing.txt": ("没有问题，只有一段话。".encode(), "没有找到问题"),
    "empty.html": (b"", "网页里没有内容"),
    "old.doc": (b"\xd0\xcf\x11\xe0", "另存为 .docx"),
    "print.pdf": (b"%PDF-1.7", "排版前的 Word 文件"),
    "big5.txt": ("1、甚麼是更新？\n答：改造。\n".encode("big5"), "无法识别的编码"),
    "parts.docx": (document(paragraph("1.甲？"), paragraph("乙。"), "<w:altChunk/>"), "嵌入的另一个文件"),
    "sheet.xlsx": (b"PK", "不认识的文件类型"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_line_and_nothing_written(tmp_path, name):
    data, words = BAD[name]
    (tmp_path / name).write_bytes(data)
    result = CliRunner().invoke(app, ["import", "-C", str(tmp_path / "project"), str(tmp_path / name)])
    assert result.exit_code == 1
    (line,) = [one for one in result.stderr.splitlines() if " 错误 " in one]
    assert words in line
    assert not (tmp_path / "project/source").exists()


def test_a_large_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 10)
    (tmp_path / "in.txt").write_text("1.甲是什么？\n因为如此。", "utf-8")
    result = CliRunner().invoke(app, ["import", "-C", str(tmp_path / "project"), str(tmp_path / "in.txt")])
    assert result.exit_code == 1
    assert "没有读取" in result.stderr


def test_one_bad_file_among_good_ones_stops_all(tmp_path):
    (tmp_path / "good.txt").write_text("1.甲是什么？\n因为如此。", "utf-8")
    (tmp_path / "bad.docx").write_bytes(b"")
    files = [str(tmp_path / "good.txt"), str(tmp_path / "bad.docx")]
    result = CliRunner().invoke(app, ["import", "-C", str(tmp_path / "project"), *files])
    assert result.exit_code == 1
    assert not (tmp_path / "project").exists()
