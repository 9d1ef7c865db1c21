"""The series of a native chart: colours, marks, lines and the texts at their points."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from pptx.chart.datalabel import DataLabels
from pptx.chart.series import BarSeries, LineSeries, XySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from monitor.briefing.chart_labels import Positions
from monitor.briefing.label_format import label_format
from monitor.briefing.plain_text import plain
from monitor.charts.lettering import text_on
from monitor.charts.native import Plot, Series
from monitor.charts.theme import LIGHT

# Lines differ in dash and mark besides their colour, so that they are told apart in grey print.
_LOOKS: Final = (
    (MSO_LINE_DASH_STYLE.SOLID, XL_MARKER_STYLE.CIRCLE),
    (MSO_LINE_DASH_STYLE.DASH, XL_MARKER_STYLE.SQUARE),
    (MSO_LINE_DASH_STYLE.ROUND_DOT, XL_MARKER_STYLE.DIAMOND),
    (MSO_LINE_DASH_STYLE.DASH_DOT, XL_MARKER_STYLE.TRIANGLE),
    (MSO_LINE_DASH_STYLE.LONG_DASH, XL_MARKER_STYLE.X),
    (MSO_LINE_DASH_STYLE.SOLID, XL_MARKER_STYLE.STAR),
    (MSO_LINE_DASH_STYLE.DASH, XL_MARKER_STYLE.TRIANGLE),
    (MSO_LINE_DASH_STYLE.ROUND_DOT, XL_MARKER_STYLE.CIRCLE),
)
_MARK_SIZE: Final = 7
_TICK_SIZES: Final = ((12, 14), (24, 10))  # so many categories at most, points
_SMALLEST_TICK: Final = 7


@dataclass(frozen=True)
class Look:
    """Lettering of a chart.

    Attributes:
        size: in points.
        font: for Hangul and Latin.
        sides: where the texts of lines stand; one that has no place is not written.
    """

    size: float
    font: str
    sides: Positions = field(default_factory=dict)


def rgb(colour: str) -> RGBColor:
    """Return a colour written ``#rrggbb``."""
    parts: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return parts


def dress_series(drawn: Any, place: int, plot: Plot, number: int, look: Look) -> None:
    """Give a series its colours, its mark and its texts.

    Args:
        drawn: python-pptx's series.
        place: which of the plot's series it is, from 0.
        plot: that it belongs to.
        number: which of the plot's lines it is, from 0.
        look: lettering.
    """
    series = plot.series[place]
    if isinstance(drawn, BarSeries):
        _dress_bars(drawn, series, plot)
    else:
        _dress_line(drawn, series, number, len(plot.categories))
    _write_texts(drawn, place, plot, look)


def _dress_bars(drawn: BarSeries, series: Series, plot: Plot) -> None:
    drawn.invert_if_negative = False
    fill, line = drawn.format.fill, drawn.format.line
    if not series.colour:
        fill.background()
        line.fill.background()
    elif series.mark == "tick":
        _fill(fill, LIGHT.line)
    else:
        _fill(fill, series.colour)
        if plot.stacked:
            line.color.rgb = rgb(LIGHT.paper)
            line.width = Pt(0.75)
    for place, colour in enumerate(series.colours):
        if colour and colour != series.colour:
            _fill(drawn.points[place].format.fill, colour)


def _dress_line(drawn: LineSeries | XySeries, series: Series, number: int, count: int) -> None:
    line = drawn.format.line
    dash, symbol = _LOOKS[number % len(_LOOKS)]
    if series.mark == "line":
        line.color.rgb = rgb(series.colour)
        line.width = Pt(2)
        line.dash_style = dash
    else:
        line.fill.background()
    marker = drawn.marker
    if not series.name and series.mark == "line":  # a line to be read against, such as a median
        marker.style = XL_MARKER_STYLE.NONE
        line.width = Pt(1)
        line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT  # as the page and its notes have it
        return
    is_tick = series.mark == "tick"
    marker.style = XL_MARKER_STYLE.DASH if is_tick else symbol
    marker.size = _tick_size(count) if is_tick else _MARK_SIZE
    colour = LIGHT.ink if is_tick else series.colour
    _fill(marker.format.fill, colour)
    marker.format.line.color.rgb = rgb(colour)
    for place, own in enumerate(series.colours):
        if own and own != series.colour:
            _fill(drawn.points[place].marker.format.fill, own)
            drawn.points[place].marker.format.line.color.rgb = rgb(own)
    if isinstance(drawn, LineSeries):
        drawn.smooth = False


def _tick_size(count: int) -> int:
    """Return how long a tick is, so that those of neighbours do not touch."""
    return next((size for most, size in _TICK_SIZES if count <= most), _SMALLEST_TICK)


def _fill(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = rgb(colour)


def _write_texts(drawn: Any, number: int, plot: Plot, look: Look) -> None:
    """Write texts as native labels where a format writes them alike, else as they are."""
    series = plot.series[number]
    values, texts = series.values, series.texts
    if not any(texts) or not series.colour:
        return
    number_format = label_format(values, texts)
    labels = DataLabels(drawn._element.get_or_add_dLbls())
    labels.show_value = True
    labels.number_format = number_format or "General"
    labels.number_format_is_linked = False
    labels.position = _position(drawn, plot)
    labels.font.size = Pt(look.size)
    is_inside = isinstance(drawn, BarSeries) and plot.stacked
    ink = text_on(series.colour) if is_inside else LIGHT.ink
    labels.font.color.rgb = rgb(ink)
    for place, (value, text) in enumerate(zip(values, texts, strict=True)):
        if value is None:
            continue
        position = labels.position
        if isinstance(drawn, LineSeries):
            position = look.sides.get((number, place))
        if not text or position is None:
            _leave_out(drawn, place)
        elif not number_format:
            _write_own(drawn, place, text, ink, look, position)
        elif position != labels.position:
            _move(drawn, place, position)


def _position(drawn: Any, plot: Plot) -> Any:
    if isinstance(drawn, BarSeries):
        return XL_LABEL_POSITION.CENTER if plot.stacked else XL_LABEL_POSITION.OUTSIDE_END
    return XL_LABEL_POSITION.RIGHT if plot.kind == "scatter" else XL_LABEL_POSITION.ABOVE


def _leave_out(drawn: Any, place: int) -> None:
    """Write nothing at a point."""
    labels = drawn._element.get_or_add_dLbls()
    silent = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>')
    labels.replace(labels.get_or_add_dLbl_for_point(place), silent)


def _move(drawn: Any, place: int, position: Any) -> None:
    """Write the value of a point, as the others are, on another side of it."""
    labels = drawn._element.get_or_add_dLbls()
    label = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{place}"/></c:dLbl>')
    for part in labels:
        if part.tag not in {qn("c:dLbl"), qn("c:showLeaderLines")}:
            label.append(deepcopy(part))
    label.find(qn("c:dLblPos")).set("val", XL_LABEL_POSITION.to_xml(position))
    labels.replace(labels.get_or_add_dLbl_for_point(place), label)


def _write_own(drawn: Any, place: int, text: str, ink: str, look: Look, position: Any) -> None:
    label = drawn.points[place].data_label
    label.position = position
    frame = label.text_frame
    frame.word_wrap = False
    frame.text = plain(text)
    font = frame.paragraphs[0].runs[0].font
    font.size = Pt(look.size)
    font.color.rgb = rgb(ink)
