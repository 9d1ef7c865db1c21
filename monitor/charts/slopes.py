"""Slopes: one panel a group, its members' paths thin, the group's own path strong."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Final

import pandas as pd

from monitor.charts.native import Plot, Series, numbers
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
    escaped,
    finish,
    palette,
)

_MOST_LINES: Final = 8  # that common axes can carry


def slopes(
    members: pd.DataFrame,
    groups: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    columns: int,
    write: Callable[[float], str],
    chosen: Collection[str],
    member_name: str,
    group_name: str,
) -> Chart:
    """Draw a panel a group on a common scale.

    Args:
        members: columns group (label), member (id), year, value, hover; a row a member and year.
        groups: columns group (label, in order), year, value; NaN where missing.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        columns: panels a row.
        write: writes a value as the label at the end of its line.
        chosen: labels of the groups that stand out; none for all alike.
        member_name: what a thin line is, in words.
        group_name: what a strong line is.
    """
    colours = palette(dark=caption.dark)
    labels = list(dict.fromkeys(groups["group"]))
    years = sorted(groups["year"].unique().tolist())
    plane = Plane(columns, years[0], years[-1], *_range(pd.concat([members, groups])["value"]))
    drawing = Drawing()
    names = [f"▶ {escaped(label)}" if label in chosen else escaped(label) for label in labels]
    draw_frames(drawing, plane, names, years, colours)
    _draw_members(drawing, plane, members, labels, colours.soft_ink)
    for is_strong in (False, True):
        shown = [label for label in labels if (not chosen or label in chosen) is is_strong]
        tone = colours.accent if is_strong else colours.ink
        _draw_groups(drawing, plane, groups, labels, shown, write, tone, is_strong=is_strong)
    height = math.ceil(len(labels) / columns) * (PANEL_HEIGHT + PANEL_GAP) - PANEL_GAP
    drawing.axis("xaxis", range=[0, columns * PANEL_STEP - PANEL_SPACE], visible=False)
    drawing.axis("yaxis", range=[-height, 0], visible=False)
    key = (
        f"<b><span style='color:{colours.accent}'>● {group_name}</span></b>"
        f"   <span style='color:{colours.soft_ink}'>— {member_name}</span>"
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=162 + height,
        margin={"t": 86, "b": 76, "r": 24},
        key=key,
        native=_native(members, groups, years, write, colours),
    )


def _native(
    members: pd.DataFrame,
    groups: pd.DataFrame,
    years: list[int],
    write: Callable[[float], str],
    colours: Palette,
) -> Plot | None:
    """All lines on common axes, where they are few enough to be told apart."""
    paths = [
        (str(name), rows, colours.accent) for name, rows in groups.groupby("group", sort=False)
    ]
    paths += [
        ("", rows, colours.soft_ink) for _, rows in members.groupby(["group", "member"], sort=False)
    ]
    if len(paths) > _MOST_LINES:
        return None
    series = []
    for name, rows, colour in paths:
        values = rows.set_index("year")["value"].reindex(years)
        last = values.last_valid_index() if name else None
        texts = tuple(write(value) if year == last else "" for year, value in values.items())
        series.append(Series(name, numbers(values), colour, "line", texts))
    return Plot("line", tuple(map(str, years)), tuple(series), number_format="#,##0.##")


def _range(values: pd.Series) -> tuple[float, float]:
    if values.isna().all():
        return 0, 1
    low, high = float(values.min()), float(values.max())
    room = (high - low) or 1
    return low - 0.1 * room, high + 0.12 * room


def _draw_members(
    drawing: Drawing, plane: Plane, members: pd.DataFrame, labels: list[str], tone: str
) -> None:
    """Draw the thin lines, one after another in one trace."""
    x: list[float | None] = []
    y: list[float | None] = []
    told: list[str] = []
    shown = members.dropna(subset=["value"])
    for (group, _), rows in shown.groupby(["group", "member"], sort=False):
        panel = labels.index(str(group))
        for year, value, hover in zip(rows["year"], rows["value"], rows["hover"], strict=True):
            x.append(plane.across(panel, year))
            y.append(plane.up(panel, value))
            told.append(escaped(str(hover)))
        x.append(None)
        y.append(None)
        told.append("")
    drawing.trace(
        "scatter",
        x=x,
        y=y,
        mode="lines+markers",
        line={"color": tone, "width": 1, "dash": "solid"},
        marker={"size": 4, "symbol": "diamond", "color": tone},
        opacity=0.55,
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _draw_groups(
    drawing: Drawing,
    plane: Plane,
    groups: pd.DataFrame,
    labels: list[str],
    shown: list[str],
    write: Callable[[float], str],
    tone: str,
    *,
    is_strong: bool,
) -> None:
    """Draw the groups' own lines and write the last value of each."""
    points: list[tuple[float | None, float | None, str]] = []
    ends: list[tuple[float, float, str]] = []
    for group in shown:
        rows = groups[(groups["group"] == group) & groups["value"].notna()]
        panel = labels.index(group)
        for year, value in zip(rows["year"], rows["value"], strict=True):
            text = f"{escaped(group)} {year}: {write(value)}"
            points.append((plane.across(panel, year), plane.up(panel, value), text))
        points.append((None, None, ""))
        if len(rows):
            year, value = rows["year"].iloc[-1], rows["value"].iloc[-1]
            place = plane.across(panel, year), plane.up(panel, value)
            ends.append((*place, f"<b>{write(value)}</b>"))
    if not ends:
        return
    drawing.trace(
        "scatter",
        x=[x for x, _, _ in points],
        y=[y for _, y, _ in points],
        mode="lines+markers",
        line={"color": tone, "width": 2.5 if is_strong else 1.75, "dash": "solid"},
        marker={"size": 7, "symbol": "circle" if is_strong else "square", "color": tone},
        customdata=[text for _, _, text in points],
        hovertemplate="%{customdata}<extra></extra>",
    )
    write_texts(
        drawing,
        [x for x, _, _ in ends],
        [y for _, y, _ in ends],
        [text for _, _, text in ends],
        "middle right",
        {"size": SMALL_SIZE, "color": tone},
    )
