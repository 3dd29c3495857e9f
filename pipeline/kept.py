"""Files of a cache folder: written whole, noticed when damaged, the oldest given up when there are too many."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

MOST = 1 << 30  # bytes: some twenty states of a handbook of a hundred questions
_HALF = ".half-"
_LONG_AGO = 3600.0  # seconds: what is older and still half done was left by a process that was killed


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder ``folder`` of the disk; a caller must be ready for any of it to be gone.

    A file is named by its key and holds the digest of key and content before its content, so that a damaged one, one
    in another's place, and one that is only half there are taken for none.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Give what is kept under this key, None where there is none that is whole."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = data[_LENGTH:]
        if data[:_LENGTH] != _seal(key, content):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # the oldest are those that were not asked for
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` under this key; where the disk refuses, it is not kept."""
        path = self._path(key)
        half = path.with_name(f"{_HALF}{secrets.token_hex(8)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(_seal(key, content) + content)
            half.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)

    def trim(self, most: int = MOST) -> None:
        """Give up the oldest files until the rest holds ``most`` bytes, and what killed processes left half done."""
        found: list[tuple[float, int, Path]] = []
        with contextlib.suppress(OSError):
            for path in self.folder.glob("*/*"):
                with contextlib.suppress(OSError):
                    status = path.stat()
                    if not path.name.startswith(_HALF):
                        found.append((status.st_mtime, status.st_size, path))
                    elif time.time() - status.st_mtime > _LONG_AGO:
                        path.unlink()
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= most:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


_LENGTH = hashlib.sha256().digest_size


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).digest()
