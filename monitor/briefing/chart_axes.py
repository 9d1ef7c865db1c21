"""The axes and the legend of a native chart."""

from __future__ import annotations

from typing import Any, Final

from pptx.chart.chart import Chart
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from monitor.briefing.chart_series import Look, rgb
from monitor.briefing.label_format import briefing_format, label_format
from monitor.briefing.plain_text import plain
from monitor.charts.native import Plot
from monitor.charts.theme import LIGHT

_MANY: Final = 16  # categories, whose names stand slanted or close above each other
_SMALLER: Final = 2  # points


def dress_axes(chart: Chart, plot: Plot, look: Look, *, turned: bool) -> None:
    """Rule the axes as thinly as on the page, and none of values where each is written.

    Args:
        chart: whose axes.
        plot: that it shows.
        look: lettering.
        turned: whether the first category stands on top, where the axis would have the last.
    """
    places, values = chart.category_axis, chart.value_axis
    for axis in (places, values):
        axis.tick_labels.font.size = Pt(look.size)
        axis.tick_labels.font.color.rgb = rgb(LIGHT.ink)
        axis.format.line.color.rgb = rgb(LIGHT.line)
        axis.major_tick_mark = XL_TICK_MARK.NONE
        axis.has_major_gridlines = False
    if len(plot.categories) > _MANY:
        places.tick_labels.font.size = Pt(look.size - _SMALLER)
    values.tick_labels.number_format = axis_format(plot)
    values.tick_labels.number_format_is_linked = False
    values.minimum_scale, values.maximum_scale = plot.lowest, plot.highest
    if _is_written_out(plot):
        values.visible = False
    else:
        values.has_major_gridlines = True
        values.major_gridlines.format.line.color.rgb = rgb(LIGHT.faint)
        values.format.line.fill.background()
    if plot.kind == "scatter":
        _name_axis(places, plot.across, look)
    else:
        places.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        _label_every_category(places)
    if turned:
        # The first category on top; the axis of values stays at the foot.
        places.reverse_order = True
        places.crosses = XL_AXIS_CROSSES.MAXIMUM
    _name_axis(values, plot.along, look)


def _is_written_out(plot: Plot) -> bool:
    """Say whether a text stands at every bar, so that no axis of values is needed."""
    bars = [series for series in plot.series if series.mark == "bar" and series.colour]
    return bool(bars) and plot.kind in {"bar", "column"} and all(series.texts for series in bars)


def axis_format(plot: Plot) -> str:
    """Return the format of a plot's values: that of the texts at its marks, where they have one."""
    found = (label_format(series.values, series.texts) for series in plot.series if series.texts)
    return next(filter(None, found), "") or briefing_format(plot.number_format)


def _name_axis(axis: Any, name: str, look: Look) -> None:
    if not name:
        return
    frame = axis.axis_title.text_frame
    frame.text = plain(name)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(look.size), False
    font.color.rgb = rgb(LIGHT.soft_ink)


def _label_every_category(axis: Any) -> None:
    element = axis._element
    last = element.find(qn("c:noMultiLvlLbl"))
    last.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))


def add_legend(chart: Chart, plot: Plot, look: Look) -> None:
    """Name the series above the chart, where there is more than one to name."""
    unnamed = [n for n, series in enumerate(plot.series) if not (series.colour and series.name)]
    chart.has_legend = len(plot.series) - len(unnamed) > 1
    if not chart.has_legend:
        return
    legend = chart.legend
    legend.position = XL_LEGEND_POSITION.TOP
    legend.include_in_layout = False
    legend.font.size = Pt(look.size)
    legend.font.color.rgb = rgb(LIGHT.ink)
    for number in reversed(unnamed):
        legend._element.find(qn("c:legendPos")).addnext(
            parse_xml(
                f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/>'
                "</c:legendEntry>"
            )
        )
