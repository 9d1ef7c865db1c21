"""Reading: bytes become sheets of cells. The content decides, not the file's name."""

from __future__ import annotations

import io
import re
import struct
import zlib
from lzma import LZMAError
from typing import Final
from zipfile import BadZipFile, ZipFile, is_zipfile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from monitor.intake.received import Cells, Received, Sheet, cell_name
from monitor.wording import Refused

MAXIMUM_BYTES: Final = 20_000_000
_MAXIMUM_UNPACKED: Final = 300_000_000
_MAXIMUM_CELLS: Final = 5_000_000
# What the unpacker and the reader raise on bytes that only look like a workbook.
_UNREADABLE: Final = (
    BadZipFile,
    CalamineError,
    EOFError,
    LZMAError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_CELL: Final = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def read_file(content: bytes, file_name: str) -> Received:
    """Return the sheets of a file.

    Raises:
        Refused: ``file_too_large``, ``sheet_too_wide``, ``not_a_workbook``.
    """
    if len(content) > MAXIMUM_BYTES:
        raise Refused("file_too_large", file=file_name, limit=MAXIMUM_BYTES // 1_000_000)
    try:
        _refuse_what_would_not_fit(content, file_name)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            Sheet(sheet.name, _cells(workbook, sheet.name))
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
    except _UNREADABLE as error:
        raise Refused("not_a_workbook", file=file_name) from error
    return Received("xlsx", tuple(sheets))


def _cells(workbook: CalamineWorkbook, name: str) -> Cells:
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _refuse_what_would_not_fit(content: bytes, file_name: str) -> None:
    """Refuse a workbook that would fill the memory: the reader lays every cell out, empty or not.

    One forgotten cell in the last row and column of a sheet makes 17 billion of them.
    """
    stream = io.BytesIO(content)
    if not is_zipfile(stream):
        return
    with ZipFile(stream) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MAXIMUM_UNPACKED:
            raise Refused("file_too_large", file=file_name, limit=_MAXIMUM_UNPACKED // 1_000_000)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                height, width = _extent(archive.read(name))
                if height * width > _MAXIMUM_CELLS:
                    last = cell_name(height, width)
                    raise Refused("sheet_too_wide", file=file_name, cell=last)


def _extent(sheet: bytes) -> tuple[int, int]:
    """Return the last row and the last column that a sheet names."""
    columns, rows = set[bytes](), set[bytes]()
    for column, row in _CELL.findall(sheet):
        columns.add(column)
        rows.add(row)
    return max(map(int, rows), default=0), max(map(_column_number, columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
