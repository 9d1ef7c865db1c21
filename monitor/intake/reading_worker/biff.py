"""What an old xls says besides its values: a walk over the records of its stream.

Source: [MS-XLS] 2.3 (records by number), 2.4 (their fields), 2.5.10 (codes of errors).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from monitor.intake.reading_worker.formats import BUILT_IN_PERCENTS, shows_percent
from monitor.intake.reading_worker.sheet_scan import Scanned
from monitor.intake.received import cell_name

_BOF, _EOF, _BOUNDSHEET, _XF, _FORMAT = 0x0809, 0x000A, 0x0085, 0x00E0, 0x041E
_ROW, _COLINFO, _FORMULA, _BOOLERR = 0x0208, 0x007D, 0x0006, 0x0205
_NUMBER, _RK, _MULRK = 0x0203, 0x027E, 0x00BD
_BIFF8: Final = 0x0600
_HIDDEN_ROW: Final = 0x20
_HIDDEN_COLUMN: Final = 0x1
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def scan_xls(content: bytes) -> list[Scanned]:
    """Return the marks of each sheet, in the order of the workbook; no extent.

    A formula without a value is not seen: Excel saves the last value of each in this format.
    """
    from olefile import OleFileIO  # noqa: PLC0415 - only old files wait for it

    with OleFileIO(io.BytesIO(content)) as ole:
        name = "Workbook" if ole.exists("Workbook") else "Book"
        stream = ole.openstream(name).read()
    book = _Book(stream)
    return [_Sheet(stream, position, book.percents).scanned() for position in book.positions]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each record up to the end of a substream."""
    depth = 0
    while at + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, at)
        depth += (record == _BOF) - (record == _EOF)  # a chart within a sheet is one of its own
        if depth <= 0:
            return
        if depth == 1:
            yield record, stream[at + 4 : at + 4 + size]
        at += 4 + size


class _Book:
    """Where the sheets begin, and which cell formats show a percentage."""

    def __init__(self, stream: bytes) -> None:
        self.positions: list[int] = []
        percents, formats = set(BUILT_IN_PERCENTS), list[int]()
        is_biff8 = True
        for record, content in _records(stream, 0):
            if record == _BOF:
                is_biff8 = struct.unpack_from("<H", content)[0] == _BIFF8
            elif record == _BOUNDSHEET:
                self.positions.append(struct.unpack_from("<L", content)[0])
            elif record == _FORMAT and shows_percent(_text(content[2:], is_biff8)):
                percents.add(struct.unpack_from("<H", content)[0])
            elif record == _XF:
                formats.append(struct.unpack_from("<H", content, 2)[0])
        self.percents = frozenset(at for at, code in enumerate(formats) if code in percents)


def _text(content: bytes, is_biff8: bool) -> str:
    """Return a format's code: characters of one byte or, where a flag says so, of two."""
    if not is_biff8:
        return content[1:].decode("latin-1")
    is_wide = bool(content[2:3]) and content[2] & 1
    return content[3:].decode("utf-16-le" if is_wide else "latin-1", "replace")


@dataclass
class _Sheet:
    """Gathers the marks of one sheet."""

    stream: bytes
    position: int
    percent_styles: frozenset[int]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def scanned(self) -> Scanned:
        """Walk over the sheet's records."""
        for record, content in _records(self.stream, self.position):
            if record in {_NUMBER, _RK, _FORMULA, _BOOLERR}:
                self._cell(record, content)
            elif record == _MULRK:
                self._cells(content)
            elif record == _ROW:
                if struct.unpack_from("<H", content, 12)[0] & _HIDDEN_ROW:
                    self.hidden_rows.add(struct.unpack_from("<H", content)[0] + 1)
            elif record == _COLINFO:
                first, last, _, _, options = struct.unpack_from("<HHHHH", content)
                if options & _HIDDEN_COLUMN:
                    self.hidden_columns.append((first + 1, last + 1))
        return Scanned(
            0,
            0,
            frozenset(self.hidden_rows),
            tuple(self.hidden_columns),
            frozenset(),
            frozenset(self.percents),
            tuple(self.errors),
        )

    def _cell(self, record: int, content: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", content)
        if style in self.percent_styles:
            self.percents.add((row + 1, column + 1))
        code = None
        if record == _BOOLERR and content[7]:
            code = content[6]
        elif record == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:
            code = content[8]
        if code is not None:
            name = cell_name(row + 1, column + 1)
            self.errors.append((name, _ERRORS.get(code, _ERRORS[0x2A])))

    def _cells(self, content: bytes) -> None:
        """Mark the numbers that stand side by side in one record."""
        row, first = struct.unpack_from("<HH", content)
        for index in range((len(content) - 6) // 6):
            if struct.unpack_from("<H", content, 4 + 6 * index)[0] in self.percent_styles:
                self.percents.add((row + 1, first + index + 1))
