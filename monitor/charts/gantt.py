"""Gantt: a row a project or group of them, each stage as planned and, below it, as it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from monitor.charts.lettering import text_width
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

_ROW_HEIGHT: Final = 38
_BAR: Final = 0.38  # of its row
_OFFSET: Final = 0.2
_MONTHS_A_QUARTER: Final = 3
_NARROWEST_PLOT: Final = 520  # pixels between labels and texts, on a page of 1280


@dataclass(frozen=True)
class Stage:
    """A stage: its id in the frame, its short name, and its colour."""

    stage: str
    name: str
    colour: str


@dataclass(frozen=True)
class Said:
    """What the marks are, in words; ``half`` is how the axis writes the middle of a year."""

    planned: str
    actual: str
    late: str
    today: str
    half: str


def gantt(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    stages: Sequence[Stage],
    today: dt.date,
    said: Said,
    label_width: int = 150,
) -> Chart:
    """Draw a row a key: planned stages outlined with their names, what happened filled below.

    What goes beyond the planned end is hatched. A stage that has begun and not ended reaches to
    today's line.

    Args:
        frame: a row a key and stage, keys in order: key, label, text (what is written right of the
            row), stage, planned_start, planned_end, actual_start, actual_end (dates, none where it
            has not happened), counted_to (where an open stage ends), hover; optional group, whose
            name stands above its rows.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        stages: the stages in order.
        today: the day that is marked.
        said: what the marks are, in words.
        label_width: room for the labels on the left in pixels.
    """
    colours = palette(dark=caption.dark)
    rows, headings, height = _places(frame)
    bars = [*_bars(frame, rows)]
    drawing = Drawing()
    for stage in stages:
        _draw(drawing, [bar for bar in bars if bar.stage == stage.stage], stage, said, colours)
    first, last = _span(frame, today)
    _name_plans(drawing, bars, stages, (first, last), colours)
    _write_rows(drawing, frame, rows, last, colours)
    _draw_today(drawing, today, said.today, first, last, colours)
    _draw_axes(drawing, frame, rows, headings, height, (first, last), said.half)
    text_room = 18 + int(max(map(text_width, frame["text"]), default=0))
    return finish(
        drawing,
        caption,
        alternative_text,
        height=int(150 + _ROW_HEIGHT * height),
        margin={"l": label_width, "r": text_room, "t": 76, "b": 74},
        key=_key(stages, said, colours),
    )


@dataclass(frozen=True)
class _Bar:
    """A stretch of a stage in a row, in days of the calendar."""

    stage: str
    kind: str
    row: float
    start: int
    end: int
    hover: str


def _places(frame: pd.DataFrame) -> tuple[dict[str, float], dict[str, float], float]:
    """Return where each key and each group's heading stand, and how many rows that is."""
    rows: dict[str, float] = {}
    headings: dict[str, float] = {}
    place: float = 0
    groups = frame["group"] if "group" in frame else [""] * len(frame)
    for key, group in zip(frame["key"], groups, strict=True):
        if key in rows:
            continue
        if group and group not in headings:
            headings[group] = place
            place += 0.8
        rows[key] = place
        place += 1
    return rows, headings, place


def _bars(frame: pd.DataFrame, rows: dict[str, float]) -> Iterator[_Bar]:
    """Yield what is drawn of each stage: its plan, what happened, and what of it was late."""
    row: Any
    for row in frame.itertuples(index=False):
        place, told = rows[row.key], escaped(str(row.hover)).replace("\n", "<br>")
        begin, due = _day(row.planned_start), _day(row.planned_end)
        if begin is not None and due is not None:
            yield _Bar(row.stage, "planned", place - _OFFSET, begin, due + 1, told)
        start = _day(row.actual_start)
        ended = _day(row.counted_to if pd.isna(row.actual_end) else row.actual_end)
        if start is None or ended is None:
            continue
        end = max(ended, start) + 1
        in_time = end if due is None else min(end, max(due + 1, start))
        if in_time > start:
            yield _Bar(row.stage, "actual", place + _OFFSET, start, in_time, told)
        if end > in_time:
            yield _Bar(row.stage, "late", place + _OFFSET, in_time, end, told)


def _day(day: Any) -> int | None:
    """Return a day as a number of the calendar; none where there is none."""
    return None if pd.isna(day) else pd.Timestamp(day).toordinal()


def _draw(
    drawing: Drawing, bars: Sequence[_Bar], stage: Stage, said: Said, colours: Palette
) -> None:
    looks: dict[str, dict[str, Any]] = {
        "planned": {"color": colours.faint, "line": {"color": colours.line, "width": 1}},
        "actual": {"color": stage.colour, "line": {"width": 0}},
        "late": {
            "color": stage.colour,
            "line": {"color": colours.bad, "width": 1},
            "pattern": {
                "shape": "/",
                "size": 5,
                "solidity": 0.45,
                "fgcolor": colours.bad,
                "fillmode": "overlay",
            },
        },
    }
    for kind, look in looks.items():
        shown = [bar for bar in bars if bar.kind == kind]
        if not shown:
            continue
        drawing.trace(
            "bar",
            orientation="h",
            base=[bar.start for bar in shown],
            x=[bar.end - bar.start for bar in shown],
            y=[bar.row for bar in shown],
            width=_BAR,
            name=f"{escaped(stage.name)} {getattr(said, kind)}",
            marker=look,
            customdata=[bar.hover for bar in shown],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _name_plans(
    drawing: Drawing,
    bars: Sequence[_Bar],
    stages: Sequence[Stage],
    span: tuple[int, int],
    colours: Palette,
) -> None:
    """Write the stage into each planned bar; what does not fit is left to hover and table."""
    names = {stage.stage: stage.name for stage in stages}
    pixels = _NARROWEST_PLOT / (span[1] - span[0])
    shown = [
        bar
        for bar in bars
        if bar.kind == "planned"
        and text_width(names[bar.stage], SMALL_SIZE - 1) < (bar.end - bar.start) * pixels
    ]
    drawing.trace(
        "scatter",
        x=[bar.start for bar in shown],
        y=[bar.row for bar in shown],
        mode="text",
        text=[f"\N{NO-BREAK SPACE}{escaped(names[bar.stage])}" for bar in shown],
        textposition="middle right",
        textfont={"size": SMALL_SIZE - 1, "color": colours.soft_ink},
        hoverinfo="skip",
    )


def _span(frame: pd.DataFrame, today: dt.date) -> tuple[int, int]:
    """Return the first and last day of the axis: whole quarters around all that is drawn."""
    days = ["planned_start", "planned_end", "actual_start", "actual_end"]
    known = pd.concat([pd.to_datetime(frame[column]) for column in days]).dropna()
    first = min([*known, pd.Timestamp(today)])
    last = max([*known, pd.Timestamp(today)])
    start = dt.date(first.year, first.month - (first.month - 1) % _MONTHS_A_QUARTER, 1)
    return start.toordinal(), last.toordinal() + 12


def _write_rows(
    drawing: Drawing, frame: pd.DataFrame, rows: dict[str, float], last: int, colours: Palette
) -> None:
    """Write each row's text right of it."""
    texts = frame.drop_duplicates("key").set_index("key")["text"]
    drawing.trace(
        "scatter",
        x=[last] * len(rows),
        y=list(rows.values()),
        mode="text",
        text=[f"\N{NO-BREAK SPACE}{escaped(str(texts[key]))}" for key in rows],
        textposition="middle right",
        textfont={"size": SMALL_SIZE, "color": colours.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _draw_today(
    drawing: Drawing, today: dt.date, name: str, first: int, last: int, colours: Palette
) -> None:
    """Rule today's line and name it above, on the side where there is room."""
    place = today.toordinal() + 1
    drawing.shape(
        "line",
        x0=place,
        x1=place,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": colours.ink, "width": 1.5, "dash": "dash"},
    )
    drawing.text(
        f"<b>{escaped(name)}</b>",
        x=place,
        yref="paper",
        y=1,
        xanchor="right" if 2 * place > first + last else "left",
        yanchor="bottom",
        font={"size": SMALL_SIZE, "color": colours.ink},
    )


def _draw_axes(
    drawing: Drawing,
    frame: pd.DataFrame,
    rows: dict[str, float],
    headings: dict[str, float],
    height: float,
    span: tuple[int, int],
    half: str,
) -> None:
    labels = frame.drop_duplicates("key").set_index("key")["label"]
    halves = [*_half_years(*span)]
    drawing.axis(
        "xaxis",
        range=list(span),
        tickvals=[day.toordinal() for day in halves],
        ticktext=[f"<b>{day.year}</b>" if day.month == 1 else half for day in halves],
        showgrid=True,
    )
    named = {**{place: f"<b>{escaped(name)}</b>" for name, place in headings.items()}} | {
        place: escaped(str(labels[key])) for key, place in rows.items()
    }
    drawing.axis(
        "yaxis",
        tickvals=list(named),
        ticktext=list(named.values()),
        ticklabelstandoff=6,
        range=[height - 0.4, -0.55],
        showgrid=False,
    )
    drawing.layout |= {"barmode": "overlay"}


def _half_years(first: int, last: int) -> Iterator[dt.date]:
    start = dt.date.fromordinal(first)
    for year in range(start.year, dt.date.fromordinal(last).year + 1):
        for month in (1, 7):
            if first <= dt.date(year, month, 1).toordinal() <= last:
                yield dt.date(year, month, 1)


def _key(stages: Sequence[Stage], said: Said, colours: Palette) -> str:
    """Say what each mark is."""
    filled = "".join(f"<span style='color:{stage.colour}'>■</span>" for stage in stages)
    late = f"<span style='color:{colours.bad}'><b>///</b></span> {said.late}"
    return f"□ {said.planned}   {filled} {said.actual}   {late}"
