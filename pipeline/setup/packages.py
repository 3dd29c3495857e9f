"""The system's package manager: which command brings the missing things, and whether we may run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from enum import Enum

from pipeline.setup.needs import Need, System

_APT = (System.DEBIAN, System.UBUNTU)
_QUIET_APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300")
_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


class Rights(Enum):
    """How this user may install packages without being asked for a password."""

    ROOT = "root"
    SUDO = "sudo"
    NONE = "none"


def package_names(needs: Sequence[Need], system: System, python: str = _PYTHON) -> tuple[str, ...]:
    """Return the packages that bring these needs, sorted and once each."""
    named = {need.packages[system].format(python=python) for need in needs if system in need.packages}
    return tuple(sorted(named))


def one_command(needs: Sequence[Need], system: System, *, python: str = _PYTHON, sudo: bool = True) -> str:
    """Return the one command that gets what packages bring, to be run by a person; empty for an unknown system."""
    if system is System.OTHER:
        return ""
    names = " ".join(package_names(needs, system, python))
    return _install(names, system, sudo=sudo) if names else ""


def by_hand(needs: Sequence[Need], system: System) -> tuple[Need, ...]:
    """Return the needs that no package of this system brings."""
    return tuple(need for need in needs if system not in need.packages)


def _install(names: str, system: System, *, sudo: bool) -> str:
    """Return the package manager's own command."""
    if system is System.MACOS:
        return f"brew install {names}"
    if system is System.FEDORA:
        return f"sudo dnf install -y {names}" if sudo else f'su -c "dnf install -y {names}"'
    update, install = "apt-get update", f"apt-get install -y --no-install-recommends {names}"
    return f"sudo {update} && sudo {install}" if sudo else f'su -c "{update} && {install}"'


def apt_commands(names: Sequence[str], rights: Rights) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the commands that renew apt's lists and bring these packages, without asking anything."""
    apt = ("sudo", "-n", *_QUIET_APT) if rights is Rights.SUDO else _QUIET_APT
    return (*apt, "-o", "APT::Update::Error-Mode=any", "update"), (
        *apt,
        "install",
        "-y",
        "--no-install-recommends",
        *names,
    )


def rights(system: System) -> Rights:
    """Report whether, and how, we may install packages without asking for a password."""
    if system not in _APT or shutil.which("apt-get") is None:
        return Rights.NONE
    if os.geteuid() == 0:
        return Rights.ROOT
    if shutil.which("sudo") is None:
        return Rights.NONE
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return Rights.SUDO if asked.returncode == 0 else Rights.NONE
