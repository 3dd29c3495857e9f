"""What the machine needs: the table is whole, and each thing is seen by itself."""

import pytest

from pipeline.setup import needs
from pipeline.setup.needs import NEEDS, Browser, Font, Java, Library, Module, Need, Program, Stage, System
from pipeline.typeset.font_kit import FACES, FOLDERS


@pytest.mark.parametrize(
    ("os_release", "system"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', System.DEBIAN),
        ("ID=ubuntu\nID_LIKE=debian\n", System.UBUNTU),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', System.UBUNTU),
        ("ID=raspbian\nID_LIKE=debian\n", System.DEBIAN),
        ("ID=fedora\n", System.FEDORA),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', System.FEDORA),
        ("ID=arch\n", System.OTHER),
        ("", System.OTHER),
    ],
)
def test_a_system_is_known_by_its_os_release(os_release, system):
    assert needs.system_named(os_release) is system


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ('openjdk version "17.0.21" 2026-01-20', 17),
        ('java version "1.8.0_392"', 8),
        ('openjdk version "25" 2025-09-16', 25),
        ("The operation couldn’t be completed. Unable to locate a Java Runtime.", 0),
    ],
)
def test_java_tells_its_version(words, version):
    assert needs.java_version(words) == version


def test_a_stage_needs_what_the_stages_before_it_need():
    table = [Need(stage.name, stage, Font("absent.ttf"), {}) for stage in Stage]
    assert [need.name for need in needs.missing(Stage.build, frozenset(), table)] == ["build"]
    assert [need.name for need in needs.missing(Stage.oracles, frozenset(), table)] == [
        "build",
        "test",
        "oracles",
    ]


def test_what_is_there_is_not_missing(tmp_path):
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / "deep/er/Song.ttc").write_bytes(b"")
    fonts = needs.font_files([tmp_path, tmp_path / "absent"])
    table = [Need("宋体", Stage.build, Font("Song.ttc"), {}), Need("json", Stage.build, Module("json"), {})]
    assert needs.missing(Stage.oracles, fonts, table) == ()


def test_absent_things_are_not_found(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    probes = [
        Program("pdftotext"),
        Java(11),
        Browser(("chromium",)),
        Library("libabsent.so.0", "absent"),
        Module("absent"),
    ]
    assert [probe.found(frozenset()) for probe in probes] == [False] * 5


def _program(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def test_java_is_asked(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    _program(tmp_path / "java", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    assert Java(11).found(frozenset())
    assert not Java(17).found(frozenset())
    _program(tmp_path / "java", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\nexit 1\n")
    assert not Java(11).found(frozenset())


def test_a_snap_stub_is_no_browser(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    browser = Browser(("chromium-browser",))
    _program(
        tmp_path / "chromium-browser", "#!/bin/sh\nif ! [ -x /snap/bin/chromium-absent ]; then exit 1; fi\n"
    )
    assert not browser.found(frozenset())
    _program(tmp_path / "chromium-browser", '#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"\n')
    assert browser.found(frozenset())


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.name)
def test_every_need_can_be_met_on_debian_and_ubuntu(need):
    assert System.DEBIAN in need.packages
    assert System.UBUNTU in need.packages


def test_the_fonts_are_those_that_the_font_kit_is_made_of():
    assert {need.probe.file for need in NEEDS if isinstance(need.probe, Font)} == {
        face.file for face in FACES
    }


def test_fonts_are_sought_where_the_font_kit_seeks_them(monkeypatch):
    monkeypatch.setenv("HOME", "/home/editor")
    expanded = {folder.replace("~", "/home/editor") for folder in FOLDERS}
    assert {str(folder) for folder in needs.font_folders()} == expanded
