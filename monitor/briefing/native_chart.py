"""Native charts: a plot as the chart part that PowerPoint, LibreOffice and Hancom draw and edit.

Only what all three draw is used. A target among lying bars is a second, pale bar, since none of
of them joins lines to lying bars; among columns it is a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from openpyxl.utils import get_column_letter
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Length, Pt

from monitor.briefing.chart_axes import add_legend, dress_axes
from monitor.briefing.chart_labels import Room, legible, sides
from monitor.briefing.chart_order import from_below, on_common_places
from monitor.briefing.chart_series import Look, dress_series, rgb
from monitor.briefing.chart_sheet import sheet_of
from monitor.briefing.label_format import briefing_format
from monitor.briefing.plain_text import plain
from monitor.charts.lettering import text_width
from monitor.charts.native import Plot, Series
from monitor.charts.theme import LIGHT

FONT: Final = "맑은 고딕"
_ON_PAPER: Final = (460.0, 230.0)  # points: a chart as wide as the text of a page of A4
_LONGEST_NAME: Final = 24.0  # of a category, as a multiple of its size
# The same where so many names stand beside each other, slanted.
_LONGEST_SLANTED: Final = ((16, 9.0), (8, 13.0))
_FEW: Final = 4  # categories, whose bars would be as thick as blocks
_KINDS: Final = {
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
    ("column", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
    ("line", True): XL_CHART_TYPE.LINE_MARKERS_STACKED,
    ("scatter", False): XL_CHART_TYPE.XY_SCATTER,
}


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


def draws_everywhere(plot: Plot) -> bool:
    """Say whether every program that we know draws a chart as it is meant.

    Renderers of Hancom's documents draw series that are not to be seen, join points that are not
    to be joined, and so every scatter, and begin a line at the first category though its value is
    missing; a picture says it there.
    """
    return (
        plot.kind != "scatter"
        and all(series.colour and not _has_gap(series.values) for series in plot.series)
        and not (plot.kind == "line" and any(series.mark == "dot" for series in plot.series))
    )


def _has_gap(values: Sequence[float | None]) -> bool:
    """Say whether a value is missing before others."""
    known = [place for place, value in enumerate(values) if value is not None]
    return bool(known) and known[-1] >= len(known)


def chart_xml(plot: Plot, *, size: float = 10, font: str = FONT) -> bytes:
    """Return the chart part of a plot, without a workbook beside it.

    Lying bars are written from the last to the first: not every program turns an axis over.

    Args:
        plot: what is drawn.
        size: of all lettering, in points.
        font: for Hangul and Latin alike.
    """
    room = Room(*_ON_PAPER, size)
    plot = legible(from_below(on_common_places(plot)), room)
    written = ChartXmlWriter(_kind(plot), _data(plot)).xml
    space = parse_xml(written.encode())
    _dress(Chart(space, None), plot, Look(size, font, sides(plot, room)))
    part: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def add_chart(
    slide: Slide, plot: Plot, box: Box, *, size: float = 12, font: str = FONT
) -> GraphicFrame:
    """Put the chart of a plot on a slide, with the workbook that a person edits it in."""
    room = Room(Length(box.width).pt, Length(box.height).pt, size)
    plot = legible(on_common_places(plot), room)
    data = _data(plot)
    frame: GraphicFrame = slide.shapes.add_chart(
        _kind(plot), box.left, box.top, box.width, box.height, data
    )
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(sheet_of(_sheet(plot)))
    _dress(chart, plot, Look(size, font, sides(plot, room)), turned=plot.kind == "bar")
    return frame


def chart_cells(plot: Plot) -> list[tuple[str | float | None, ...]]:
    """Return the cells that the chart of a plot is drawn from: names of series first, then rows."""
    data = _sheet(on_common_places(plot))
    rows = zip(
        (each.label for each in data.categories), *(each.values for each in data), strict=True
    )
    return [(plot.across, *(each.name for each in data)), *rows]


def _kind(plot: Plot) -> XL_CHART_TYPE:
    return _KINDS[plot.kind, plot.stacked]


def _data(plot: Plot) -> CategoryChartData | XyChartData:
    if plot.kind != "scatter":
        return _sheet(plot)
    points = XyChartData(number_format=briefing_format(plot.number_format))
    for series in plot.series:
        added = points.add_series(_name(series, plot))
        for x, y in zip(_digits(series.places), _digits(series.values), strict=True):
            added.add_data_point(x, y)
    return points


def _sheet(plot: Plot) -> CategoryChartData:
    """Return the numbers as the sheet beside the chart holds them: a column a series."""
    data = CategoryChartData(number_format=briefing_format(plot.number_format))
    is_scatter = plot.kind == "scatter"
    places = _digits(plot.series[0].places) if is_scatter else list(map(plain, _categories(plot)))
    data.categories = places
    for series in plot.series:
        data.add_series(_name(series, plot), _digits(series.values))
    return data


def _name(series: Series, plot: Plot) -> str:
    """Return the name of a series; a line at one place of a scatter is named as what it is of."""
    if series.name or plot.kind != "scatter":
        return plain(series.name)
    ends = [x for x, y in zip(series.places, series.values, strict=True) if y is not None]
    return plain(plot.across if len(set(ends)) == 1 else plot.along)


def _digits(values: Sequence[float | None]) -> list[float | int | None]:
    """Return whole numbers as such, so that a file says 450 and not 450.0."""
    return [int(value) if value is not None and value == int(value) else value for value in values]


def _categories(plot: Plot) -> Sequence[str]:
    """Return the categories; where nothing can be drawn, the reason stands beside the name."""
    count = len(plot.categories)
    longest = _LONGEST_NAME
    if plot.kind != "bar":
        fewer = (wide for more, wide in _LONGEST_SLANTED if count > more)
        longest = next(fewer, _LONGEST_NAME)
    names = [_cut(name, longest) for name in plot.categories]
    written = [series for series in plot.series if series.texts]
    if len(written) != 1 or plot.kind == "line":
        return names
    return [
        f"{name} ({text})" if value is None and text not in {"", "–"} else name
        for name, value, text in zip(names, written[0].values, written[0].texts, strict=True)
    ]


def _cut(name: str, longest: float) -> str:
    """Cut a name that would leave the chart no room; the table beside it has it whole."""
    if text_width(name, 1) <= longest:
        return name
    while text_width(f"{name}…", 1) > longest:
        name = name[:-1].rstrip()
    return f"{name}…"


# ── dressing ─────────────────────────────────────────────────────────────────────────────────────


def _dress(chart: Chart, plot: Plot, look: Look, *, turned: bool = False) -> None:
    """Bring a chart as python-pptx makes it into our form."""
    _number_axes(chart)
    if plot.kind == "scatter":
        _name_ranges(chart, len(plot.series[0].places))
    if plot.kind == "column":
        _part_lines(chart, plot)
    chart.has_title = False
    chart.font.size = Pt(look.size)
    chart.font.color.rgb = rgb(LIGHT.ink)
    drawn = {series._element.idx.val: series for part in chart.plots for series in part.series}
    lines = 0
    for number, series in enumerate(plot.series):
        dress_series(drawn[number], number, plot, lines if series.name else 0, look)
        lines += bool(series.name) and series.mark in {"line", "dot"}
    for part in chart.plots:
        if part._element.tag == qn("c:barChart"):
            part.vary_by_categories = False
            part.gap_width = 45 if plot.stacked or len(plot.series) == 1 else 60
            if len(plot.categories) <= _FEW:
                part.gap_width = 110
            part.overlap = 100 if plot.stacked else 0
    dress_axes(chart, plot, look, turned=turned)
    add_legend(chart, plot, look)
    _set_fonts(chart, look)


def _number_axes(chart: Chart) -> None:
    """Number the axes from 1: python-pptx gives them negative numbers, which the schema forbids."""
    space = chart._chartSpace
    named = list(dict.fromkeys(e.get("val") for e in space.iter(qn("c:axId"))))
    numbers = {name: str(number) for number, name in enumerate(named, start=1)}
    for element in space.iter(qn("c:axId"), qn("c:crossAx")):
        element.set("val", numbers[element.get("val")])


def _name_ranges(chart: Chart, count: int) -> None:
    """Say where in the common sheet each series of a scatter stands."""
    for number, series in enumerate(chart._chartSpace.iter(qn("c:ser"))):
        column = get_column_letter(number + 2)
        name, places, values = series.iter(qn("c:f"))
        name.text = f"Sheet1!${column}$1"
        places.text = f"Sheet1!$A$2:$A${count + 1}"
        values.text = f"Sheet1!${column}$2:${column}${count + 1}"


def _part_lines(chart: Chart, plot: Plot) -> None:
    """Draw the series that are no columns on the same axes as lines."""
    columns = chart._chartSpace.find(f".//{qn('c:barChart')}")
    moved = [
        series
        for number, series in enumerate(columns.findall(qn("c:ser")))
        if plot.series[number].mark != "bar"
    ]
    if not moved:
        return
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    )
    for series in moved:
        lines.find(qn("c:marker")).addprevious(series)
    columns.addnext(lines)


def _set_fonts(chart: Chart, look: Look) -> None:
    """Name the font wherever letters are described: Hangul follows ``ea``, the rest ``latin``."""
    space = chart._chartSpace
    for element in space.iter(qn("a:defRPr"), qn("a:rPr")):
        for tag in ("a:ea", "a:latin"):
            for old in element.findall(qn(tag)):
                element.remove(old)
        fonts = [parse_xml(f"<{tag} {nsdecls('a')}/>") for tag in ("a:latin", "a:ea")]
        at = _after_fill(element)
        for font in reversed(fonts):
            font.set("typeface", look.font)
            element.insert(at, font)


def _after_fill(element: Any) -> int:
    """Return where fonts stand among what describes letters: after line, fill and effects."""
    before = {qn(f"a:{name}") for name in ("ln", "solidFill", "noFill", "effectLst", "highlight")}
    return sum(child.tag in before for child in element)
