"""Everything that is read, by name: the one door to a project's files and to the program's own.

A name is a path from the project's root with ``/`` (``source/questions/004-….md``, ``templates/pdf/book.css.j2``,
``releases/1.0.json``). Rooms ask a :class:`World` and never the disk, so that the same code reads a folder, files of
the installed program, unsaved text laid over a folder, or a source that exists in memory only.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipeline.findings import OutsideFailure

Files = Mapping[str, bytes]
"""Files as values: bytes by name."""


class Absent(LookupError):
    """There is no file of this name in a world."""


class World(Protocol):
    """Where files are read from."""

    def read(self, name: str, most: int | None = None) -> bytes:
        """Give the bytes of the file, at most the first ``most``.

        Raises :class:`Absent`, and :class:`~pipeline.findings.OutsideFailure` when the disk refuses.
        """
        ...

    def names(self, under: str) -> tuple[str, ...]:
        """Give the names of all files below the folder ``under``, sorted; none where there is no such folder.

        Raises :class:`~pipeline.findings.OutsideFailure` when the disk refuses.
        """
        ...


def has(world: World, name: str) -> bool:
    """Report whether there is a file of this name."""
    return read_or_none(world, name, 0) is not None


def read_or_none(world: World, name: str, most: int | None = None) -> bytes | None:
    """Give the bytes of a file, None where there is no file of this name."""
    try:
        return world.read(name, most)
    except Absent:
        return None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the disk. No file outside it is read, whatever a name or a symbolic link says."""

    root: Path

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read the file from the disk."""
        path = self._inside(name)
        if path is None:
            raise Absent(name)
        try:
            with path.open("rb") as stream:
                return stream.read(-1 if most is None else most)
        except OSError as refused:
            if refused.errno in _NO_FILE:
                raise Absent(name) from refused
            raise OutsideFailure.of_disk(f"无法读取 {name}", refused) from refused

    def names(self, under: str) -> tuple[str, ...]:
        """List the files of the folder and of those in it."""
        folder = self._inside(under)
        if folder is None or not folder.is_dir():
            return ()
        try:
            found = [path for path in folder.rglob("*") if path.is_file()]
        except OSError as refused:
            raise OutsideFailure.of_disk(f"无法读取 {under}", refused) from refused
        return tuple(sorted(f"{_prefix(under)}{path.relative_to(folder).as_posix()}" for path in found))

    def _inside(self, name: str) -> Path | None:
        if not is_plain(name):
            return None
        path = self.root / name
        return path if path.resolve().is_relative_to(self.root.resolve()) else None


_NO_FILE = (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def _prefix(folder: str) -> str:
    """Give what the names of the files below a folder begin with."""
    return f"{folder.rstrip('/')}/" if folder else ""


def is_plain(name: str) -> bool:
    """Report whether a name leads nowhere but below its folder: relative, with ``/``, without ``..``."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name


@dataclass(frozen=True, slots=True)
class Packaged:
    """The data files of an installed package (``pipeline``), wherever it is installed."""

    package: str

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read the file from the package."""
        found = files(self.package).joinpath(name) if is_plain(name) else None
        if found is None or not found.is_file():
            raise Absent(name)
        return found.read_bytes()[:most]

    def names(self, under: str) -> tuple[str, ...]:
        """List the files of the folder and of those in it."""
        folder = files(self.package).joinpath(under) if is_plain(under) else None
        return tuple(sorted(_below(folder, under.rstrip("/")))) if folder and folder.is_dir() else ()


def _below(folder: Traversable, name: str) -> Iterator[str]:
    for entry in folder.iterdir():
        inner = f"{name}/{entry.name}" if name else entry.name
        if entry.is_dir():
            yield from _below(entry, inner)
        else:
            yield inner


PROGRAM = Packaged("pipeline")
"""What the program carries itself: tables, the colour profile, the editor's page."""

TEMPLATES = "templates/"


@dataclass(frozen=True, slots=True)
class Part:
    """The files below one folder of a world (its name ends with ``/``), and no others."""

    world: World
    folder: str

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read the file, if it is below the folder."""
        if not name.startswith(self.folder):
            raise Absent(name)
        return self.world.read(name, most)

    def names(self, under: str) -> tuple[str, ...]:
        """List the names below ``under``, if that is the folder or below it."""
        return self.world.names(under) if _prefix(under).startswith(self.folder) else ()


@dataclass(frozen=True, slots=True)
class Given:
    """Files that exist as values only: unsaved text, a source that is about to be written."""

    files: Files

    def read(self, name: str, most: int | None = None) -> bytes:
        """Give the bytes of the file."""
        try:
            return self.files[name][:most]
        except KeyError as missing:
            raise Absent(name) from missing

    def names(self, under: str) -> tuple[str, ...]:
        """List the names below the folder."""
        return tuple(sorted(name for name in self.files if name.startswith(_prefix(under))))


@dataclass(frozen=True, slots=True)
class Over:
    """Worlds laid over one another: a file is the first one's that has it."""

    worlds: tuple[World, ...]

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read the file from the first world that has it."""
        for world in self.worlds:
            data = read_or_none(world, name, most)
            if data is not None:
                return data
        raise Absent(name)

    def names(self, under: str) -> tuple[str, ...]:
        """List the names that any of the worlds has."""
        return tuple(sorted({name for world in self.worlds for name in world.names(under)}))


@dataclass(frozen=True, slots=True)
class Without:
    """A world without some of its files."""

    world: World
    removed: frozenset[str]

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read the file, unless it is removed."""
        if name in self.removed:
            raise Absent(name)
        return self.world.read(name, most)

    def names(self, under: str) -> tuple[str, ...]:
        """List the names that are left."""
        return tuple(name for name in self.world.names(under) if name not in self.removed)


@dataclass(frozen=True, slots=True)
class Within:
    """The part of a world that a step has declared to read: the files named, and those below the folders named.

    A folder's name ends with ``/``. Reading any other file raises :class:`ValueError`: a change in a file that was
    not declared would not be noticed.
    """

    world: World
    declared: tuple[str, ...]

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read a declared file. Raises :class:`ValueError` for any other."""
        self._check(name)
        return self.world.read(name, most)

    def names(self, under: str) -> tuple[str, ...]:
        """List the files of a declared folder. Raises :class:`ValueError` for any other."""
        self._check(_prefix(under))
        return self.world.names(under)

    def _check(self, name: str) -> None:
        if not any(name == one or (one.endswith("/") and name.startswith(one)) for one in self.declared):
            raise ValueError(f"{name} is read, but not declared")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A world that notes what was read: the digest of every file by name, empty for one that is absent.

    The list of a folder's names is noted under the folder's name with ``/`` at its end.
    """

    world: World
    seen: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, most: int | None = None) -> bytes:
        """Read the file and note its digest."""
        try:
            data = self.world.read(name, most)
        except Absent:
            self.seen[name] = ""
            raise
        self.seen[name] = hashlib.sha256(data).hexdigest()
        return data

    def names(self, under: str) -> tuple[str, ...]:
        """List the names and note the digest of the list."""
        found = self.world.names(under)
        self.seen[_prefix(under)] = hashlib.sha256("\n".join(found).encode()).hexdigest()
        return found


@dataclass(frozen=True, slots=True)
class Below(Mapping[str, bytes]):
    """The files below a folder of a world as values by their names from there, each read when it is asked for."""

    world: World
    folder: str

    def __getitem__(self, name: str) -> bytes:
        try:
            return self.world.read(f"{self.folder}/{name}")
        except Absent as missing:
            raise KeyError(name) from missing

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(f"{self.folder}/") for name in self.world.names(self.folder))

    def __len__(self) -> int:
        return len(self.world.names(self.folder))


CHECKOUT = Path(__file__).parents[1]
OWN_TEMPLATES = Part(Over((PROGRAM, Folder(CHECKOUT))), TEMPLATES)
"""The templates that come with the program: in its package where it is installed, beside it in a checkout."""


def project(root: Path) -> World:
    """Give the world of a handbook's folder: its own files, and the program's templates where it has none."""
    return Over((Folder(root), OWN_TEMPLATES))


def digest_of(world: World, declared: Sequence[str]) -> str:
    """Give the SHA-256 (hexadecimal) over the files named, and those below the folders named (ending with ``/``)."""
    names = sorted(
        {inner for one in declared for inner in (world.names(one) if one.endswith("/") else (one,))}
    )
    found = hashlib.sha256()
    for name in names:
        data = read_or_none(world, name)
        found.update(f"{name}\0{'' if data is None else hashlib.sha256(data).hexdigest()}\n".encode())
    return found.hexdigest()
