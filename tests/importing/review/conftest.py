"""Sources whose review copies go out."""

import pytest

from pipeline.importing.writing import question_file
from tests.importing.review.copies import ROOT, copied_source


@pytest.fixture(scope="session")
def everything(tmp_path_factory, sample):
    """A source with every construct, written as editors write: comments, folded lines, escapes, own labels."""
    source = tmp_path_factory.mktemp("everything") / "source"
    (source / "questions").mkdir(parents=True)
    (source / "images").mkdir()
    (source / "handbook.yaml").write_text(
        '# 说明\ntitle: 样例手册\npublisher: 甲\nedition: 第1版\nrelease: "1"\ndate: 2024-05-31\nlanguage: zh-Hans\n'
        "page: A5\ncategories:   # 类别\n"
        + "".join(f"  - {{id: {c.id}, title: {c.title}}}  # 第{c.ordinal}类\n" for c in sample.categories),
        "utf-8",
    )
    (source / "preface.md").write_text("为说明样例，\n编写本书。\n\n另起一段。\n", "utf-8")
    for image in sample.images:
        (source / image.name).write_bytes(image.data)
    for category in sample.categories:
        for q in category.questions:
            front = {"id": q.id, "category": category.id, "question": q.title, "as_of": "2024-05"}
            text = question_file(front, q.blocks, {})
            text = (
                text.replace("[^1]", "[^note]")
                .replace("as_of: 2024-05", "as_of: 2024-05   # 截至")
                .replace("每季度召集一次例会。", "每季度召集\n一次例会。", 1)
            )
            (source / f"questions/{q.number:03}-{q.id}.md").write_text(text, "utf-8")
    return source


@pytest.fixture
def project(tmp_path, everything):
    return copied_source(everything, tmp_path)


@pytest.fixture
def real(tmp_path):
    return copied_source(ROOT / "source", tmp_path)
