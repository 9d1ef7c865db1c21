"""Where the cells of a table stand that goes on from sheet to sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from monitor.intake.findings import Place
from monitor.intake.received import cell_name

# More than any sheet has: 1,048,576 rows in Excel.
ROWS_A_SHEET: Final = 10_000_000


class PlaceInSheets(Place):
    """Sheet and columns of a table, or several where it goes on.

    A row is known by ``source_row``: its number in the sheet; from the second sheet on with
    ``ROWS_A_SHEET`` more for each sheet before it.
    """

    def __init__(self, sheets: Sequence[tuple[str, dict[str, int]]]) -> None:
        super().__init__(*sheets[0])
        self._sheets = tuple(sheets)

    def where(self, source_row: int, field: str) -> tuple[str, str]:
        """Return the sheet and the name of the cell of a row and field."""
        part, number = divmod(source_row, ROWS_A_SHEET)
        sheet, columns = self._sheets[part]
        return sheet, cell_name(number, columns.get(field, 1))

    def cell(self, rows: pd.DataFrame, index: Any, field: str) -> str:
        """Return the name of the cell of a frame's row and field."""
        return self.where(int(rows.loc[index, "source_row"]), field)[1]
