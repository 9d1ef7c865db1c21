"""Contents kept once, each under the SHA-256 of its bytes and packed by gzip.

``gunzip < objects/ab/abcd….gz | sha256sum`` gives ``abcd…`` again: no program of ours is needed.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from monitor.disk import written_whole

_PIECE: Final = 1 << 20
# Releases shrink to a twentieth at once; a higher level takes longer for little more.
_LEVEL: Final = 1


class Damaged(Exception):
    """An object is missing, or its bytes are not those that its name says."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest


class Objects:
    """The objects in a folder. Whoever writes here holds the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes_written = 0

    def keep(self, stream: BinaryIO, count: int) -> str:
        """Keep the next ``count`` bytes of a stream unless they are kept; return their digest."""
        start = stream.tell()
        digest = hashlib.sha256()
        for piece in _pieces(stream, count):
            digest.update(piece)
        name = digest.hexdigest()
        if not self._path(name).exists():
            stream.seek(start)
            self._write(name, _pieces(stream, count))
        return name

    def write_to(self, stream: BinaryIO, digest: str) -> None:
        """Write an object's bytes to a stream.

        Raises:
            Damaged: its bytes are not what they were, or it is gone.
        """
        found = hashlib.sha256()
        try:
            with gzip.open(self._path(digest)) as kept:
                while piece := kept.read(_PIECE):
                    found.update(piece)
                    stream.write(piece)
        except (FileNotFoundError, EOFError, zlib.error, gzip.BadGzipFile):
            raise Damaged(digest) from None
        if found.hexdigest() != digest:
            raise Damaged(digest)

    def drop(self, digest: str) -> None:
        """Remove an object, so that the next backup keeps its bytes anew."""
        self._path(digest).unlink(missing_ok=True)

    def drop_all_but(self, needed: Collection[str]) -> int:
        """Remove every object that is not needed, and what killed writers left; return how many."""
        removed = 0
        for path in self.folder.glob("*/*"):
            if path.name.removesuffix(".gz") not in needed:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.gz"

    def _write(self, digest: str, pieces: Iterator[bytes]) -> None:
        """Write beside its place, flush, and rename: what has the name is whole."""
        path = self._path(digest)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            written_whole(path) as file,
            gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
        ):
            for piece in pieces:
                packed.write(piece)
        self.bytes_written += path.stat().st_size


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def _pieces(stream: BinaryIO, count: int) -> Iterator[bytes]:
    while count > 0 and (piece := stream.read(min(count, _PIECE))):
        count -= len(piece)
        yield piece
