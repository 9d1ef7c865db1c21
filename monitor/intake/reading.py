"""Reading: bytes become sheets of cells. The content decides, not the file's name."""

from __future__ import annotations

import io
from typing import Any, Final

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

from monitor.wording import Refused

Cells = list[list[Any]]
MAXIMUM_BYTES: Final = 20_000_000


def read_sheets(content: bytes, file_name: str) -> dict[str, Cells]:
    """Return the cells of every sheet by its name, row by row from the top left.

    Raises:
        Refused: ``file_too_large``, ``not_a_workbook``.
    """
    if len(content) > MAXIMUM_BYTES:
        raise Refused("file_too_large", file=file_name, limit=MAXIMUM_BYTES // 1_000_000)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }
    except (CalamineError, ValueError, OSError) as error:
        raise Refused("not_a_workbook", file=file_name) from error


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its row and column, both counted from one: ``B7``."""
    return f"{get_column_letter(column)}{row}"
