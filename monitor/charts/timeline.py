"""Timeline: what happened on which day, a row a thing, spans as bars and days as marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from monitor.charts.theme import SMALL_SIZE, Caption, Chart, Drawing, escaped, finish, palette
from monitor.wording import Language

_ROW_HEIGHT: Final = 34
_SPELLED: Final = {
    "circle": "●",
    "circle-open": "○",
    "diamond": "◆",
    "diamond-open": "◇",
    "x": "×",
    "square": "■",
    "star": "★",
    "line-ns": "<b>|</b>",
}
_MONTHS: Final = (1, 2, 3, 6, 12)
_MOST_TICKS: Final = 7
_MOST_MONTHS: Final = 6
_DAYS_A_MONTH: Final = 31
Tone = Literal["accent", "good", "warning", "bad", "ink", "soft_ink"]


@dataclass(frozen=True)
class Kind:
    """A kind of event: its name, plotly's symbol for it, and its tone."""

    name: str
    symbol: str
    tone: Tone = "accent"


def timeline(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    kinds: Mapping[str, Kind],
    label_width: int = 150,
) -> Chart:
    """Draw a row a label; a kind that no row has is left out of the key.

    Args:
        frame: columns label (in order), day, until (the last day of a span; none for a single
            day), kind (``span`` or one of ``kinds``), text (written after a span or a mark; may be
            blank), hover.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        kinds: how each kind of event is drawn, in the order in which they are laid on each other.
        label_width: room for the labels on the left in pixels.
    """
    colours = palette(dark=caption.dark)
    labels = list(dict.fromkeys(frame["label"]))
    rows = {label: place for place, label in enumerate(labels)}
    drawing = Drawing()
    for label, day, until in frame[frame["kind"] == "span"][["label", "day", "until"]].to_numpy():
        drawing.shape(
            "rect",
            x0=_number(day),
            x1=_number(until) + 1,
            y0=rows[label] - 0.2,
            y1=rows[label] + 0.2,
            fillcolor=colours.classes[1],
            line={"width": 0},
            layer="below",
        )
    for kind, look in kinds.items():
        shown = frame[frame["kind"] == kind]
        if shown.empty:
            continue
        tone = getattr(colours, look.tone)
        drawing.trace(
            "scatter",
            x=[_number(day) + 0.5 for day in shown["day"]],
            y=[rows[label] for label in shown["label"]],
            mode="markers",
            marker={
                "symbol": look.symbol,
                "size": 16 if look.symbol == "line-ns" else 10,
                "color": tone,
                "line": {
                    "width": 1.6 if look.symbol == "line-ns" else 1,
                    "color": tone if look.symbol in ("line-ns", "x") else colours.paper,
                },
            },
            customdata=[escaped(str(text)) for text in shown["hover"]],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for label, day, until, text in frame[["label", "day", "until", "text"]].to_numpy():
        if text:
            end = day if pd.isna(until) else until
            drawing.text(
                escaped(str(text)),
                x=_number(end) + 1,
                y=rows[label],
                xanchor="left",
                yanchor="middle",
                xshift=6,
                font={"size": SMALL_SIZE, "color": colours.ink},
            )
    first, last = _number(frame["day"].min()), _number(_last(frame)) + 1
    room = max(0.02 * (last - first), 1)
    ticks = ticks_of(_day(first), _day(last), caption.language)
    drawing.axis(
        "xaxis",
        range=[first - room, last + room],
        tickvals=[_number(day) for day in ticks],
        ticktext=list(ticks.values()),
        tickangle=0,
    )
    drawing.axis(
        "yaxis",
        tickvals=list(rows.values()),
        ticktext=[escaped(label) for label in labels],
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
    )
    key = "   ".join(
        f"<span style='color:{getattr(colours, look.tone)}'>{_SPELLED[look.symbol]}</span> "
        f"{escaped(look.name)}"
        for kind, look in kinds.items()
        if (frame["kind"] == kind).any()
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=150 + _ROW_HEIGHT * len(labels),
        margin={"l": label_width, "r": 28, "t": 64, "b": 76},
        key=key,
    )


def _last(frame: pd.DataFrame) -> pd.Timestamp:
    ends = pd.to_datetime(frame["until"]).fillna(pd.to_datetime(frame["day"]))
    latest: pd.Timestamp = ends.max()
    return latest


def _number(day: dt.date | pd.Timestamp) -> int:
    return pd.Timestamp(day).toordinal()


def _day(number: int) -> dt.date:
    return dt.date.fromordinal(number)


def ticks_of(first: dt.date, last: dt.date, language: Language) -> dict[dt.date, str]:
    """Return days that divide a time evenly: of months, or of weeks where it is short."""
    if (last - first).days < 2 * _DAYS_A_MONTH:
        step = max(7, -(-(last - first).days // _MOST_TICKS))
        days = [first + dt.timedelta(step * n) for n in range((last - first).days // step + 1)]
        return {day: _day_text(day, language) for day in days}
    months = (last - first).days / 30.4
    step = next((step for step in _MONTHS if months / step <= _MOST_MONTHS), 12)
    starts = [
        dt.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13, step)
    ]
    return {day: _month_text(day, language) for day in starts if first <= day <= last}


def _day_text(day: dt.date, language: Language) -> str:
    return f"{day.day} {day:%b}" if language == "en" else f"{day.month}. {day.day}."


def _month_text(day: dt.date, language: Language) -> str:
    return f"{day:%b}<br>{day.year}" if language == "en" else f"{day.month}월<br>{day.year}"
