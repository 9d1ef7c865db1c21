"""A zip archive, opened with care: nothing is unpacked before the list of parts is sound."""

from __future__ import annotations

import io
import stat
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from monitor.intake.reading_worker.problem import (
    MAXIMUM_PARTS,
    MAXIMUM_UNPACKED,
    MEGABYTE,
    Problem,
)

_ENCRYPTED: Final = 0x1
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
# Parts of these kinds are never read as XML, so that nothing needs to be looked for in them.
_NO_XML: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".bin"})


class Archive:
    """The parts of a zip archive by name, their sizes in bytes; ``largest`` is that of the largest.

    Only stored and deflated parts are taken, as Office and Hancom write them: Python unpacks no
    other kind piece by piece, so that no limit would hold.

    Raises:
        Problem: ``file_cut``, ``not_a_workbook``, ``locked``, ``unsafe_part``, ``too_many_parts``,
            ``unpacks_too_large``.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(io.BytesIO(content))
        except BadZipFile as error:
            # The list of parts stands at the end of the file: without it, the end is missing.
            raise Problem("file_cut") from error
        parts = self._zip.infolist()
        if len(parts) > MAXIMUM_PARTS:
            raise Problem("too_many_parts", count=len(parts))
        for part in parts:
            _refuse_part(part)
        self.names = frozenset(part.filename for part in parts)
        if len(self.names) < len(parts):
            raise Problem("not_a_workbook")  # two parts of one name: which is meant?
        if sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
            raise Problem("unpacks_too_large", limit=MAXIMUM_UNPACKED // MEGABYTE)
        self.sizes = {part.filename: part.file_size for part in parts}
        self.largest = max(self.sizes.values(), default=0)
        self._looked_at: set[str] = set()

    def xml(self, name: str) -> bytes:
        """Return a part of XML.

        Raises:
            Problem: ``has_dtd`` (an entity bomb needs one, a spreadsheet never does),
                ``not_a_workbook`` when there is no such part.
        """
        if name not in self.names:
            raise Problem("not_a_workbook")
        content = self._zip.read(name)
        self._looked_at.add(name)
        marks = _DOCTYPES if b"\0" in content[:4] or content[:1] > b"\x7f" else _DOCTYPES[:1]
        if any(mark in content for mark in marks):
            raise Problem("has_dtd", part=name)
        return content

    def content(self, name: str) -> bytes:
        """Return a part that is no XML: a workbook within a presentation.

        Raises:
            Problem: ``not_a_workbook`` when there is no such part.
        """
        if name not in self.names:
            raise Problem("not_a_workbook")
        return self._zip.read(name)

    def look_at_the_rest(self) -> None:
        """Look for a DTD in every part that nobody has read yet."""
        for name in sorted(self.names - self._looked_at):
            if PurePosixPath(name).suffix.lower() not in _NO_XML:
                self.xml(name)

    def begins(self, name: str, size: int = 200) -> bytes:
        """Return the first bytes of a part, nothing when there is no such part."""
        if name not in self.names:
            return b""
        with self._zip.open(name) as stream:
            return stream.read(size)


def _refuse_part(part: ZipInfo) -> None:
    path = part.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    leaves = PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts
    if is_link or leaves or PureWindowsPath(path).drive or "\0" in path:
        raise Problem("unsafe_part", part=part.orig_filename)
    if part.flag_bits & _ENCRYPTED:
        raise Problem("locked")
    if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Problem("not_a_workbook")
