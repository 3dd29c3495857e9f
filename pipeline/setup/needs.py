"""What each stage needs from the system: one table of facts, and how to see that a thing is there.

A need counts as met when the thing itself is found (the library loads, the program is on the PATH, the font file lies
in a font folder), whoever put it there.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path
from typing import Protocol


class Stage(IntEnum):
    """How far a machine is prepared; each stage holds the ones before it."""

    build = 1
    test = 2
    oracles = 3


class System(Enum):
    """The systems whose package names are known."""

    DEBIAN = "Debian"
    UBUNTU = "Ubuntu"
    FEDORA = "Fedora"
    MACOS = "macOS"
    OTHER = "other"


class Probe(Protocol):
    """A way to see that a thing is there."""

    def found(self, fonts: frozenset[str]) -> bool:
        """Report whether it is there, given the names of all font files of the machine."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of this Python (Debian keeps ``ensurepip`` in a package of its own)."""

    name: str

    def found(self, fonts: frozenset[str]) -> bool:
        """Report whether this Python could import it."""
        return importlib.util.find_spec(self.name) is not None


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library by the name that Linux loads, and the name that macOS searches (none: not needed there)."""

    linux: str
    macos: str

    def found(self, fonts: frozenset[str]) -> bool:
        """Load it on Linux; ask Python's own search on macOS, as WeasyPrint's cffi does."""
        if sys.platform == "darwin":
            return not self.macos or ctypes.util.find_library(self.macos) is not None
        try:
            ctypes.CDLL(self.linux)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Font:
    """A font, by the name of its file."""

    file: str

    def found(self, fonts: frozenset[str]) -> bool:
        """Report whether the file lies in a font folder."""
        return self.file in fonts


@dataclass(frozen=True, slots=True)
class Program:
    """A program on the PATH."""

    name: str

    def found(self, fonts: frozenset[str]) -> bool:
        """Report whether the program is there."""
        return shutil.which(self.name) is not None


@dataclass(frozen=True, slots=True)
class Browser:
    """Chromium or Chrome that really starts: Ubuntu's ``chromium-browser`` may be a stub that only names its snap."""

    names: tuple[str, ...]

    def found(self, fonts: frozenset[str]) -> bool:
        """Report whether a browser is there that is no stub."""
        paths = (shutil.which(name) for name in self.names)
        return any(path is not None and not is_snap_stub(Path(path)) for path in paths)


@dataclass(frozen=True, slots=True)
class Java:
    """A Java runtime of at least this version."""

    version: int

    def found(self, fonts: frozenset[str]) -> bool:
        """Report whether ``java`` is new enough; on macOS it may be a program that only offers to download one."""
        java = shutil.which("java")
        if java is None:
            return False
        answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        return answer.returncode == 0 and java_version(answer.stderr) >= self.version


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a stage needs: its name, the probe, the package that brings it on each system.

    ``{python}`` in a package name stands for this Python's version (``3.11``); a system without an entry has no such
    package. ``otherwise`` is the command for a system whose package does not always bring the thing.
    """

    name: str
    stage: Stage
    probe: Probe
    packages: Mapping[System, str]
    otherwise: Mapping[System, str] = field(default_factory=dict)


def _packages(debian: str, ubuntu: str, fedora: str, macos: str) -> Mapping[System, str]:
    """Package names by system; an empty one says that the system has no such package."""
    names = {System.DEBIAN: debian, System.UBUNTU: ubuntu, System.FEDORA: fedora, System.MACOS: macos}
    return {system: name for system, name in names.items() if name}


_SERIF = _packages("fonts-noto-cjk", "fonts-noto-cjk", "google-noto-serif-cjk-fonts", "")
_SANS = _packages("fonts-noto-cjk", "fonts-noto-cjk", "google-noto-sans-cjk-fonts", "")
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# fmt: off
NEEDS: tuple[Need, ...] = (
    Need("Python venv", Stage.build, Module("ensurepip"),
         _packages("python{python}-venv", "python{python}-venv", "python3", "python")),
    Need("Pango", Stage.build, Library("libpango-1.0.so.0", "pango-1.0"),
         _packages("libpango-1.0-0", "libpango-1.0-0", "pango", "pango")),
    Need("PangoFT2", Stage.build, Library("libpangoft2-1.0.so.0", "pangoft2-1.0"),
         _packages("libpangoft2-1.0-0", "libpangoft2-1.0-0", "pango", "pango")),
    # WeasyPrint works without it, but subsets fonts with fontTools then: twenty times slower
    Need("HarfBuzz-Subset", Stage.build, Library("libharfbuzz-subset.so.0", "harfbuzz-subset"),
         _packages("libharfbuzz-subset0", "libharfbuzz-subset0", "harfbuzz", "harfbuzz")),
    Need("宋体 Noto Serif CJK", Stage.build, Font("NotoSerifCJK-Regular.ttc"), _SERIF),
    Need("宋体 Noto Serif CJK Bold", Stage.build, Font("NotoSerifCJK-Bold.ttc"), _SERIF),
    Need("黑体 Noto Sans CJK", Stage.build, Font("NotoSansCJK-Regular.ttc"), _SANS),
    Need("黑体 Noto Sans CJK Bold", Stage.build, Font("NotoSansCJK-Bold.ttc"), _SANS),
    Need("楷体 LXGW WenKai", Stage.build, Font("LXGWWenKai-Regular.ttf"),
         _packages("fonts-lxgw-wenkai", "fonts-lxgw-wenkai", "", "font-lxgw-wenkai")),
    Need("Chromium", Stage.test, Browser(_BROWSERS),
         _packages("chromium", "chromium-browser", "chromium", "google-chrome"),
         otherwise={System.UBUNTU: "sudo snap install chromium"}),
    Need("libatomic", Stage.test, Library("libatomic.so.1", ""),  # for the Node inside Playwright
         _packages("libatomic1", "libatomic1", "libatomic", "")),
    Need("Java 11", Stage.test, Java(11),
         _packages("default-jre-headless", "default-jre-headless", "java-latest-openjdk-headless", "temurin")),
    Need("Poppler", Stage.test, Program("pdftotext"),
         _packages("poppler-utils", "poppler-utils", "poppler-utils", "poppler")),
    Need("Ghostscript", Stage.oracles, Program("gs"),
         _packages("ghostscript", "ghostscript", "ghostscript", "ghostscript")),
    Need("Java compiler", Stage.oracles, Program("javac"),  # java reads tests/oracles/VeraPdf.java as it is
         _packages("default-jdk-headless", "default-jdk-headless", "java-latest-openjdk-devel", "temurin")),
    Need("qpdf", Stage.oracles, Program("qpdf"), _packages("qpdf", "qpdf", "qpdf", "qpdf")),
)
# fmt: on


def missing(
    stage: Stage, fonts: frozenset[str] | None = None, needs: Iterable[Need] = NEEDS
) -> tuple[Need, ...]:
    """Return the needs of the stage, and of those before it, that the machine does not meet."""
    files = font_files(font_folders()) if fonts is None else fonts
    return tuple(need for need in needs if need.stage <= stage and not need.probe.found(files))


def font_files(folders: Iterable[Path]) -> frozenset[str]:
    """Return the names of all files in the font folders and below."""
    return frozenset(
        name for folder in folders for _, _, names in os.walk(folder, followlinks=True) for name in names
    )


def font_folders() -> tuple[Path, ...]:
    """Return where Linux and macOS keep fonts."""
    home = Path.home()
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
    return (*shared, home / ".local/share/fonts", home / ".fonts", home / "Library/Fonts")


def this_system() -> System:
    """Return the system that this machine runs."""
    if sys.platform == "darwin":
        return System.MACOS
    try:
        return system_named(Path("/etc/os-release").read_text(encoding="utf-8"))
    except OSError:
        return System.OTHER


def system_named(os_release: str) -> System:
    """Read a system's kind from its ``os-release`` file: its own name first, then what it says it is like."""
    facts = dict(re.findall(r'^(ID|ID_LIKE)="?([^"\n]*)"?$', os_release, re.MULTILINE))
    kinds = {"debian": System.DEBIAN, "ubuntu": System.UBUNTU, "fedora": System.FEDORA}
    names = f"{facts.get('ID', '')} {facts.get('ID_LIKE', '')}".split()
    return next((kinds[name] for name in names if name in kinds), System.OTHER)


def is_snap_stub(program: Path) -> bool:
    """Report whether a program is a script that only starts a snap which is not installed."""
    try:
        head = program.read_bytes()[:4096]
    except OSError:
        return True
    return head.startswith(b"#!") and b"/snap/bin/" in head and shutil.which("/snap/bin/chromium") is None


def java_version(words: str) -> int:
    """Read Java's main version from what ``java -version`` says (``1.8.0`` is 8), or 0."""
    found = re.search(r'version "(?:1\.)?(\d+)', words)
    return int(found[1]) if found else 0
