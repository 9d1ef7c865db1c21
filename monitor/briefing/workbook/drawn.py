"""The sheet of a figure's drawing: a native chart over the cells that it is drawn from.

The chart is the very one that slides and reports carry (``chart_xml``). xlsxwriter writes a
chart of its own in its place, and all that belongs around it; ``grafted`` puts ours there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from monitor.briefing.chart_axes import axis_format
from monitor.briefing.exhibit import Exhibit
from monitor.briefing.native_chart import chart_cells, chart_xml
from monitor.briefing.plain_text import plain
from monitor.briefing.workbook.pen import Pen, letters
from monitor.charts.native import Plot

_ROW_HEIGHT: Final = 20  # pixels
_CHART_WIDTH: Final = 760
_CHART_AT: Final = 2  # row
_PER_CATEGORY: Final = 26
_CELL: Final = re.compile(r"\$([A-Z]+)\$(\d+)")
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Chart:
    """A chart to be grafted: where its cells stand, and what it is drawn from."""

    plot: Plot
    sheet: str
    first_row: int


def write_drawing(pen: Pen, sheet: Any, exhibit: Exhibit, plot: Plot) -> Chart:
    """Write a plot's cells and a place for its chart."""
    pen.top(sheet, exhibit, exhibit.title, exhibit.unit, 7)
    height = _height(plot)
    head = _CHART_AT + height // _ROW_HEIGHT + 2
    heading, *rows = chart_cells(plot)
    # A number without a fraction would show the point of this format.
    number = pen.look(axis_format(plot).replace(".##", ".0"))
    text = pen.look("text")
    for place, name in enumerate(heading):
        pen.put(sheet, head, place, name, pen.look("head"))
        sheet.set_column(place, place, _width([row[place] for row in (heading, *rows)]))
    for row, cells in enumerate(rows, start=head + 1):
        for place, value in enumerate(cells):
            pen.put(sheet, row, place, value, text if isinstance(value, str) else number)
    standing = pen.book.add_chart({"type": "column"})
    standing.add_series({"values": [sheet.get_name(), head + 1, 1, head + len(rows), 1]})
    standing.set_size({"width": _CHART_WIDTH, "height": height})
    told = f"{exhibit.alternative_text} · {pen.words('document.code', code=exhibit.code)}"
    sheet.insert_chart(_CHART_AT, 0, standing, {"description": plain(told), "y_offset": 6})
    pen.foot(sheet, head + len(rows) + 2, exhibit)
    return Chart(plot, sheet.get_name(), head)


def _width(cells: Sequence[str | float | None]) -> int:
    widest = max(letters(cell) if isinstance(cell, str) else 0 for cell in cells)
    return max(12, min(40, widest + 2))


def _height(plot: Plot) -> int:
    if plot.kind != "bar":
        return 380
    beside = 1 if plot.stacked else max(1, len(plot.series))
    return max(220, 70 + len(plot.categories) * max(_PER_CATEGORY, 15 * beside))


def grafted(workbook: bytes, charts: Sequence[Chart]) -> bytes:
    """Return a workbook with our charts in the places of xlsxwriter's, in their order."""
    parts = {f"xl/charts/chart{place}.xml": each for place, each in enumerate(charts, start=1)}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = _part(parts[name]) if name in parts else before.read(name)
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, content)
    return stream.getvalue()


def _part(chart: Chart) -> bytes:
    space = parse_xml(chart_xml(chart.plot))
    quoted = chart.sheet.replace("'", "''")
    for place in space.iter(qn("c:f")):
        cells = place.text.partition("!")[2]
        moved = _CELL.sub(lambda at: f"${at[1]}${int(at[2]) + chart.first_row}", cells)
        place.text = f"'{quoted}'!{moved}"
    # A sheet draws a frame around a chart unless told otherwise.
    drawn = space.find(qn("c:chart"))
    drawn.addnext(parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:ln><a:noFill/></a:ln></c:spPr>"))
    part: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part
