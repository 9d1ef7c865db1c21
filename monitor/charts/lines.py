"""Lines over years: small multiples, one panel a province or a type, and cohorts side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from monitor.charts.native import Cell, Grid, Plot, Series, in_unit, numbers
from monitor.charts.panels import (
    PANEL_GAP,
    PANEL_HEIGHT,
    PANEL_SPACE,
    PANEL_STEP,
    Plane,
    draw_frames,
    write_texts,
)
from monitor.charts.theme import (
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    axis_text,
    escaped,
    finish,
    nice_ticks,
    palette,
)

_LABEL_ROOM: Final = 22  # pixels that a number needs above the base line
_LABEL_GAP: Final = 27  # pixels that a number needs between its point and the target's mark above
_GENTLE: Final = 6  # pixels by which a line may rise that a number under its end stays clear of
_COHORT_LOOKS: Final = (("solid", "circle"), ("dash", "square"), ("dot", "diamond"))


def small_multiples(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    columns: int,
    write: Callable[[float], str],
    actual_name: str,
    target_name: str,
) -> Chart:
    """Draw one panel a group on a common scale: actual as a line, target as an open mark.

    The last actual is written in the line's own colour, so that it is not read as the target's.

    Args:
        frame: columns group (label), year, actual, target (NaN where missing); groups in order.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        columns: panels a row.
        write: writes a value as the label at the end of its line.
        actual_name: what the line and its number are, in words.
        target_name: what the open mark is, in words.
    """
    colours = palette(dark=caption.dark)
    groups = list(dict.fromkeys(frame["group"]))
    rows = math.ceil(len(groups) / columns)
    years = sorted(frame["year"].unique().tolist())
    plane = Plane(columns, years[0], years[-1], *_panel_range(frame))
    drawing = Drawing()
    draw_frames(drawing, plane, [escaped(str(group)) for group in groups], years, colours)
    _draw_values(drawing, plane, frame, groups, colours, write)
    height = rows * (PANEL_HEIGHT + PANEL_GAP) - PANEL_GAP
    drawing.axis("xaxis", range=[0, columns * PANEL_STEP - PANEL_SPACE], visible=False)
    drawing.axis("yaxis", range=[-height, 0], visible=False)
    return finish(
        drawing,
        caption,
        alternative_text,
        height=162 + height,
        margin={"t": 86, "b": 76},
        key=f"<b><span style='color:{colours.accent}'>● {actual_name}</span></b>   ○ {target_name}",
        native=_panels_native(frame, write, f"{actual_name} ({target_name})"),
    )


def _panels_native(frame: pd.DataFrame, write: Callable[[float], str], corner: str) -> Grid:
    """A table of actual (target): so many lines on common axes could not be told apart."""
    years = sorted(frame["year"].unique().tolist())
    groups = list(dict.fromkeys(frame["group"]))
    written = {
        (group, year): write(actual) + ("" if pd.isna(target) else f" ({write(target)})")
        for group, year, actual, target in zip(
            frame["group"], frame["year"], frame["actual"], frame["target"], strict=True
        )
    }
    cells = (tuple(Cell(written.get((group, year), "")) for year in years) for group in groups)
    return Grid(tuple(map(str, years)), tuple(map(str, groups)), tuple(cells), corner)


def _panel_range(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the common range: from zero, or around values that all lie far from it."""
    values = pd.concat([frame["actual"], frame["target"]]).dropna()
    if values.empty:
        return 0, 1
    lowest, highest = float(values.min()), float(values.max())
    if lowest > 0.5 * highest:
        room = max(highest - lowest, 0.05 * highest)
        return lowest - 0.9 * room, highest + 0.9 * room
    room = (highest - min(lowest, 0)) or 1
    return min(lowest, 0) - 0.05 * room, highest + 0.34 * room


def _draw_values(
    drawing: Drawing,
    plane: Plane,
    frame: pd.DataFrame,
    groups: list[Any],
    colours: Palette,
    write: Callable[[float], str],
) -> None:
    """Draw targets as open marks and actuals as lines, and write the last of each."""
    marks: list[tuple[float, float]] = []
    points: list[tuple[float | None, float | None, str]] = []
    labels: list[tuple[float, float, bool, str]] = []
    rows_of = dict(list(frame.groupby("group", sort=False)))
    for panel, group in enumerate(groups):
        rows = rows_of[group]
        end, before = None, math.nan
        for year, actual, target in zip(rows["year"], rows["actual"], rows["target"], strict=True):
            if not pd.isna(target):
                marks.append((plane.across(panel, year), plane.up(panel, target)))
            if pd.isna(actual):
                points.append((None, None, ""))
                continue
            text = f"{escaped(str(group))} {year}: {write(actual)}"
            points.append((plane.across(panel, year), plane.up(panel, actual), text))
            place = _label_place(plane, panel, year, before, actual, target)
            end, before = (*place, f"<b>{write(actual)}</b>"), actual
        points.append((None, None, ""))
        labels += [end] if end else []
    drawing.trace(
        "scatter",
        x=[x for x, _ in marks],
        y=[y for _, y in marks],
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 9,
            "color": colours.soft_ink,
            "line": {"width": 1.5},
        },
        hoverinfo="skip",
    )
    drawing.trace(
        "scatter",
        x=[x for x, _, _ in points],
        y=[y for _, y, _ in points],
        mode="lines+markers",
        line={"color": colours.accent, "width": 2},
        marker={"size": 6, "color": colours.accent},
        customdata=[text for _, _, text in points],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for is_below in (False, True):
        group = [label for label in labels if label[2] == is_below]
        write_texts(
            drawing,
            [x for x, _, _, _ in group],
            [y for _, y, _, _ in group],
            [text for _, _, _, text in group],
            "bottom center" if is_below else "top center",
            {"size": SMALL_SIZE, "color": colours.accent},
        )


def _label_place(
    plane: Plane, panel: int, year: int, before: float, actual: float, target: float
) -> tuple[float, float, bool]:
    """Return where a number stands, and whether below that place.

    It stands above its point; below where the target's mark is close above; above that mark where
    there is no room below, or the line comes up through it.
    """
    x, y = plane.across(panel, year), plane.up(panel, actual)
    mark = plane.up(panel, target)
    if not 0 <= mark - y < _LABEL_GAP:
        return x, y, False
    is_steep = y - plane.up(panel, before) > _GENTLE
    if y - plane.bottom(panel) > _LABEL_ROOM and not is_steep:
        return x, y, True
    return x, mark, False


def lines(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    write: Callable[[float], str],
    ticks: dict[int, str],
    scale: float = 1,
    label_width: int = 170,
) -> Chart:
    """Draw a line a group, each with its own dash and mark, labelled at its end.

    Args:
        frame: columns group (label), x (integer), value; optional colour, dash, symbol.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        write: writes a value as the label of a point.
        ticks: the places on the axis with their names.
        scale: what axis values are divided by, as the unit says.
        label_width: room for the labels on the right in pixels.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    ends = []
    for number, (group, line) in enumerate(frame.groupby("group", sort=False)):
        shown = line.dropna(subset=["value"])
        if shown.empty:
            continue
        dash, symbol = _look(line, number)
        colour = line["colour"].iloc[0] if "colour" in line else colours.accent
        ends.append((float(shown["value"].iloc[-1]), int(shown["x"].iloc[-1]), str(group), colour))
        drawing.trace(
            "scatter",
            x=shown["x"],
            y=shown["value"],
            mode="lines+markers",
            line={"color": colour, "width": 2, "dash": dash},
            marker={"symbol": symbol, "size": 8, "color": colour},
            customdata=[write(value) for value in shown["value"]],
            hovertemplate=f"{escaped(str(group))}: %{{customdata}}<extra></extra>",
        )
    highest = max([frame["value"].max(), *(end[0] for end in ends)]) or 1
    _label_ends(drawing, ends, write, colours, max(ticks), 0.075 * highest)
    values = nice_ticks(0, highest * 1.12 / scale)
    drawing.axis(
        "yaxis",
        range=[0, highest * 1.12],
        # 만 and 억, which plotly does not know.
        tickvals=[value * scale for value in values],
        ticktext=[axis_text(value, caption.language) for value in values],
    )
    drawing.axis(
        "xaxis",
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[min(ticks) - 0.3, max(ticks) + 0.15],
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=352,
        margin={"l": 56, "r": label_width, "b": 76},
        native=in_unit(_native(frame, ticks, write, colours), scale),
    )


def _native(
    frame: pd.DataFrame, ticks: dict[int, str], write: Callable[[float], str], colours: Palette
) -> Plot:
    """A series a line, its last value written; a place without a tick has no name."""
    places = sorted({*ticks, *frame["x"]})
    names = tuple(ticks.get(place, "").replace("<br>", " ") for place in places)
    series = []
    for group, line in frame.groupby("group", sort=False):
        values = line.set_index("x")["value"].reindex(places)
        last = values.last_valid_index()
        texts = tuple(write(value) if x == last else "" for x, value in values.items())
        colour = str(line["colour"].iloc[0]) if "colour" in line else colours.accent
        series.append(Series(str(group), numbers(values), colour, "line", texts))
    return Plot("line", names, tuple(series), lowest=0)


def _look(line: pd.DataFrame, number: int) -> tuple[str, str]:
    if "dash" in line:
        return str(line["dash"].iloc[0]), str(line["symbol"].iloc[0])
    return _COHORT_LOOKS[number % len(_COHORT_LOOKS)]


def _label_ends(
    drawing: Drawing,
    ends: list[tuple[float, int, str, str]],
    write: Callable[[float], str],
    colours: Palette,
    last: int,
    gap: float,
) -> None:
    """Write each line's name at its end, moved apart by a gap where lines end close together.

    A line that ends early has its name below its end, out of the way of the others.
    """
    lowest = -math.inf
    for value, x, group, _ in sorted(ends):
        ends_early = x < last
        place = value if ends_early else max(value, lowest + gap)
        lowest = lowest if ends_early else place
        drawing.text(
            f"{escaped(group)} <b>{write(value)}</b>",
            x=x,
            y=place,
            xanchor="left",
            yanchor="top" if ends_early else "middle",
            xshift=9 if ends_early else 12,
            yshift=-3 if ends_early else 0,
            showarrow=False,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )
