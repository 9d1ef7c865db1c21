"""The figure of an exhibit: a chart that Hancom edits where there is one, else a picture."""

from __future__ import annotations

from typing import Final, cast

from hwpx.errors import HwpxError
from hwpx.oxml import HwpxOxmlInlineObject

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.native_chart import chart_xml
from monitor.briefing.report.looks import MILLIMETRE, TEXT_WIDTH
from monitor.briefing.report.pen import Pen, describe
from monitor.briefing.report.tables import grid_table, write_table
from monitor.charts.native import Grid, Plot

_MOST_BARS: Final = 40
_TALLEST: Final = round(195 * MILLIMETRE)


def wants_picture(exhibit: Exhibit) -> bool:
    """Say whether a report is better with a picture of an exhibit, from the renderer."""
    if exhibit.chart is None:
        return False
    native = exhibit.chart.native
    return not isinstance(native, Grid) and not (isinstance(native, Plot) and _is_safe(native))


def write_figure(pen: Pen, exhibit: Exhibit, picture: bytes | None) -> bool:
    """Write the figure of an exhibit; say whether there was anything to draw it from."""
    native = exhibit.chart.native if exhibit.chart else None
    if isinstance(native, Grid):
        write_table(pen, grid_table(native))
        return True
    is_preferred = picture is None or not wants_picture(exhibit)
    is_chart = is_preferred and isinstance(native, Plot) and _is_drawable(native)
    if is_chart and _write_chart(pen, cast(Plot, native), exhibit):
        return True
    if picture is not None:
        _write_picture(pen, picture, exhibit)
    return picture is not None


def _is_safe(plot: Plot) -> bool:
    """Say whether every program that we know draws a chart as it is meant.

    Where a series is not to be seen or points are not to be joined, some draw it all the same.
    """
    unseen = any(not series.colour for series in plot.series)
    loose = plot.kind == "line" and any(series.mark == "dot" for series in plot.series)
    return _is_drawable(plot) and not unseen and not loose


def _is_drawable(plot: Plot) -> bool:
    """Say whether a chart would show anything and can be read at the width of a page."""
    values = [value for series in plot.series for value in series.values if value is not None]
    return bool(values) and len(plot.categories) <= _MOST_BARS


def _write_chart(pen: Pen, plot: Plot, exhibit: Exhibit) -> bool:
    """Write a chart; say whether the library took it for one."""
    paragraph = pen.paragraph("object")
    try:
        chart = pen.document.shapes.add_chart(
            chart_xml(plot),
            paragraph=paragraph,
            size=(TEXT_WIDTH, _height(plot)),
            treat_as_char=True,
        )
    except HwpxError:
        paragraph.remove()
        return False
    _describe(chart, exhibit)
    return True


def _height(plot: Plot) -> int:
    """Return the height of a chart: lying bars need room for each name."""
    if plot.kind != "bar":
        return round((95 if plot.kind == "scatter" else 80) * MILLIMETRE)
    bars = 1 if plot.stacked else max(1, len(plot.series))
    each = 4.2 + 0.7 * (bars - 1)
    return min(_TALLEST, round((17 + each * len(plot.categories)) * MILLIMETRE))


def _write_picture(pen: Pen, picture: bytes, exhibit: Exhibit) -> None:
    look = pen.styles["object"]
    width, height = _size(picture)
    drawn = pen.document.add_picture(
        picture,
        "png",
        width=width,
        height=height,
        para_pr_id_ref=look.paragraph,
        style_id_ref=look.style,
        char_pr_id_ref=look.character,
    )
    _describe(drawn, exhibit)


def _size(picture: bytes) -> tuple[int, int]:
    """Return the size of a PNG on the page: as wide as the text, unless it would be too tall."""
    across, down = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    height = round(TEXT_WIDTH * down / across)
    if height <= _TALLEST:
        return TEXT_WIDTH, height
    return round(_TALLEST * across / down), _TALLEST


def _describe(drawn: HwpxOxmlInlineObject, exhibit: Exhibit) -> None:
    describe(drawn.element, f"{exhibit.title} [{exhibit.code}]: {exhibit.alternative_text}")
