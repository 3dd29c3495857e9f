"""Which command brings what is missing, on which system."""

import pytest

from pipeline.setup.needs import NEEDS, Stage, System
from pipeline.setup.packages import Rights, apt_commands, by_hand, one_command, package_names

PANGO = [need for need in NEEDS if need.name in {"Pango", "PangoFT2"}]
KAI = [need for need in NEEDS if "WenKai" in need.name]
BUILD = [need for need in NEEDS if need.stage is Stage.build]


@pytest.mark.parametrize(
    ("system", "command"),
    [
        (
            System.DEBIAN,
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
            "fonts-lxgw-wenkai libpango-1.0-0 libpangoft2-1.0-0",
        ),
        (System.FEDORA, "sudo dnf install -y pango"),
        (System.MACOS, "brew install font-lxgw-wenkai pango"),
        (System.OTHER, ""),
    ],
)
def test_one_command_brings_what_packages_can(system, command):
    assert one_command([*PANGO, *KAI], system) == command


def test_without_sudo_the_root_password_is_asked_for():
    command = one_command(PANGO, System.DEBIAN, sudo=False)
    assert command == (
        'su -c "apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"'
    )


def test_what_no_package_brings_is_named():
    assert by_hand([*PANGO, *KAI], System.FEDORA) == tuple(KAI)
    assert by_hand([*PANGO, *KAI], System.DEBIAN) == ()


def test_packages_are_named_once_and_for_this_python():
    assert package_names(BUILD, System.UBUNTU, python="3.12") == (
        "fonts-lxgw-wenkai",
        "fonts-noto-cjk",
        "libharfbuzz-subset0",
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "python3.12-venv",
    )


def test_apt_asks_nothing_and_takes_no_more_than_is_needed():
    for rights, start in ((Rights.ROOT, "env"), (Rights.SUDO, "sudo")):
        update, install = apt_commands(("qpdf",), rights)
        assert update[0] == install[0] == start
        assert "DEBIAN_FRONTEND=noninteractive" in install
        assert install[-4:] == ("install", "-y", "--no-install-recommends", "qpdf")
