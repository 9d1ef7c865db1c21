"""A matrix: a figure that is itself a table, of coloured cells, and its table of numbers."""

from __future__ import annotations

import re
from typing import Final

from monitor.briefing.exhibit import Exhibit
from monitor.charts.native import Grid

_DIGITS: Final = re.compile(r"[△+]?\d[\d,.]*")


def is_matrix(exhibit: Exhibit) -> bool:
    """Say whether the figure of an exhibit is itself a table, of coloured cells."""
    return exhibit.chart is not None and isinstance(exhibit.chart.native, Grid)


def adds_to_matrix(exhibit: Exhibit) -> bool:
    """Say whether the table of an exhibit has numbers that its matrix does not show."""
    native = exhibit.chart.native if exhibit.chart else None
    if not isinstance(native, Grid):
        return bool(exhibit.columns)
    shown = {n for row in native.cells for cell in row for n in _DIGITS.findall(cell.text)}
    texts = [text for name in exhibit.numeric for text in exhibit.columns.get(name, ())]
    return any(found not in shown for text in texts for found in _DIGITS.findall(text))


def corner_of(exhibit: Exhibit, grid: Grid) -> str:
    """Return what stands over the rows of a matrix: what a cell holds, else what the rows are."""
    return grid.corner or next(iter(exhibit.columns), "")
