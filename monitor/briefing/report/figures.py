"""The figure of an exhibit: a chart that Hancom edits where there is one, else a picture."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from hwpx.errors import HwpxError
from hwpx.oxml import HwpxOxmlInlineObject

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.matrix import corner_of
from monitor.briefing.native_chart import chart_xml, draws_everywhere
from monitor.briefing.report.looks import MILLIMETRE, TEXT_WIDTH
from monitor.briefing.report.pen import Pen, describe
from monitor.briefing.report.tables import grid_table, write_table
from monitor.charts.native import Grid, Plot

Form: TypeAlias = Literal["chart", "grid", "picture"]
_MOST_BARS: Final = 40
_TALLEST: Final = round(195 * MILLIMETRE)


def wants_picture(exhibit: Exhibit) -> bool:
    """Say whether a report is better with a picture of an exhibit, from the renderer."""
    if exhibit.chart is None:
        return False
    native = exhibit.chart.native
    return not isinstance(native, Grid) and not (isinstance(native, Plot) and _is_safe(native))


def form_of(exhibit: Exhibit, picture: bytes | None) -> Form | None:
    """Return in which form a figure is written; none where there is nothing to draw it from."""
    native = exhibit.chart.native if exhibit.chart else None
    if isinstance(native, Grid):
        return "grid"
    if picture is not None and wants_picture(exhibit):
        return "picture"
    if isinstance(native, Plot) and _is_drawable(native):
        return "chart"
    return None if picture is None else "picture"


def write_figure(pen: Pen, exhibit: Exhibit, form: Form, picture: bytes | None) -> None:
    """Write the figure of an exhibit; what the library takes for no chart, as a picture."""
    native = exhibit.chart.native if exhibit.chart else None
    if form == "grid" and isinstance(native, Grid):
        write_table(pen, grid_table(native, corner_of(exhibit, native)))
    elif form == "chart" and isinstance(native, Plot) and _write_chart(pen, native, exhibit):
        return
    elif picture is not None:
        _write_picture(pen, picture, exhibit)


def _is_safe(plot: Plot) -> bool:
    """Say whether a chart can be read on a page, whichever program draws it."""
    return _is_drawable(plot) and draws_everywhere(plot)


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
