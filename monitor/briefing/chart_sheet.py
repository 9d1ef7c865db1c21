"""The workbook that lies beside a native chart, in which a person changes its numbers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

# The same chart is the same bytes, whenever it is written.
_MADE: Final = dt.datetime(2026, 1, 1)
_AS_TEXT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def sheet_of(data: CategoryChartData) -> bytes:
    """Return the workbook of a chart."""
    blob: bytes = _TextStaysText(data).xlsx_blob
    return blob


class _TextStaysText(CategoryWorkbookWriter):  # type: ignore[misc]  # it has no types
    """python-pptx's writer, in whose hands a name that begins with = would become a formula."""

    @contextmanager
    def _open_worksheet(self, stream: io.BytesIO) -> Iterator[tuple[Any, Any]]:
        with Workbook(stream, _AS_TEXT) as workbook:
            workbook.set_properties({"created": _MADE})
            yield workbook, workbook.add_worksheet()
