"""Tiles, figures and tables of how each call ran."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.timeline import Kind, Tone, timeline
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile
from monitor.figures.register import Drawn, figure
from monitor.figures.spread import short
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import Refused, number_text

_LOOKS: Final[dict[str, tuple[str, Tone]]] = {
    "received": ("line-ns", "ink"),
    "session": ("diamond", "good"),
    "selected": ("star", "warning"),
}
_IN_TIME: Final = ("session", "received", "selected")
_STEPS: Final = ("requested", "eligible_requested", "selected_requested")


def _of(every: pd.DataFrame, call: str) -> pd.DataFrame:
    return every if call == "all" else every[every["call"] == call]


def call_tiles(view: View, every: pd.DataFrame, call: str) -> list[Tile]:
    """Return sessions, people told, days open and to selection; of all calls their sums."""
    words, shown = view.words, _of(every, call)
    sessions, attendance = int(shown["sessions"].sum()), shown["attendance"].dropna()
    tiles = [
        Tile(
            words("selection.sessions_tile"),
            words("selection.times", count=number_text(sessions)),
            words("selection.attendance", count=number_text(int(attendance.sum())))
            if len(attendance)
            else words("selection.no_attendance"),
        ),
        Tile(
            words("selection.received"),
            words("selection.cases", count=number_text(int(shown["applications"].sum()))),
        ),
    ]
    if call == "all":
        return tiles
    row = shown.iloc[0]
    return [
        *tiles,
        Tile(
            words("selection.open"),
            words("selection.days", count=number_text(row["days_open"])),
            f"{day_text(view, row['opened_on'])} – {day_text(view, row['closed_on'])}",
        ),
        Tile(
            words("selection.to_selection"),
            "–"
            if pd.isna(row["days_to_selection"])
            else words("selection.days", count=number_text(row["days_to_selection"])),
            words("selection.not_yet")
            if pd.isna(row["selected_on"])
            else day_text(view, row["selected_on"]),
            words("selection.to_selection_help"),
        ),
        Tile(
            words("selection.budget"),
            words("selection.untold")
            if pd.isna(row["national_budget"])
            else words("selection.million", amount=view.million_won(row["national_budget"])),
        ),
    ]


@figure("selection/call-days")
def call_days(view: View, *, call: str = "all") -> Drawn:
    """Draw the days of a call, or of all: sessions, applications, the selection."""
    every, days = view.ask("selection/calls"), view.ask("selection/days", call=call)
    return Drawn(
        _call_timeline(view, every, days, call),
        _days_table(view, days),
        nothing=view.words("selection.none"),
    )


@figure("selection/call-money")
def call_money(view: View, *, call: str = "all") -> Drawn:
    """Draw what was applied for, eligible and selected against the budget of a call, or of all."""
    every = view.ask("selection/calls")
    known = ["all", *every["call"]]
    if call not in known:
        raise Refused("not_a_choice", choice="call", value=call, known=", ".join(known))
    return Drawn(
        _money_bars(view, every, call),
        _calls_table(view, every, call),
        nothing=view.words("selection.none"),
    )


@figure("selection/sessions")
def sessions(view: View, *, call: str = "all") -> Drawn:
    """List the briefing sessions of a call, or of all."""
    held = view.ask("selection/sessions", call=call)
    numbers, title = _sessions_table(view, held), view.words("selection.sessions")
    return Drawn(None, numbers, title=title, source=view.register_line)


@kept
def _call_timeline(view: View, every: pd.DataFrame, days: pd.DataFrame, call: str) -> Chart | None:
    """Draw each call's days: sessions, the time it was open, applications, the selection."""
    words, shown = view.words, _of(every, call)
    if shown.empty:
        return None
    rows: list[dict[str, Any]] = []
    for each in records(shown):
        labels = {event: _label(view, each, event, alone=call != "all") for event in _LOOKS}
        rows.append(
            {
                "label": labels["session"] if call == "all" else words("selection.open"),
                "day": each.opened_on,
                "until": each.closed_on,
                "kind": "span",
                "text": "" if call == "all" else words("selection.days", count=each.days_open),
                "hover": "",
            }
        )
        rows += [
            {
                "label": labels[row.event],
                "day": row.happened_on,
                "until": pd.NaT,
                "kind": row.event,
                "text": "",
                "hover": _hover(view, row),
            }
            for event in _IN_TIME
            for row in records(days[(days["call"] == each.call) & (days["event"] == event)])
        ]
    frame = pd.DataFrame(rows)
    title = words("selection.timeline")
    told = [
        words(
            "selection.timeline_call",
            call=each.name,
            opened=day_text(view, each.opened_on),
            closed=day_text(view, each.closed_on),
            selected=words("selection.not_yet")
            if pd.isna(each.selected_on)
            else day_text(view, each.selected_on),
        )
        for each in records(shown)
    ]
    return timeline(
        frame,
        view.register_caption(title, words("spread.unit_day")),
        f"{title}: {'; '.join(told)}",
        kinds={
            kind: Kind(words(f"selection.event_{kind}"), *look) for kind, look in _LOOKS.items()
        },
        label_width=label_room(list(frame["label"])),
    )


def _label(view: View, call: Any, event: str, *, alone: bool) -> str:
    return view.words(f"selection.row_{event}") if alone else short(call.name)


def _hover(view: View, row: Any) -> str:
    name = view.words(f"selection.event_{row.event}")
    parts = [day_text(view, row.happened_on), name]
    if row.event == "received":
        parts.append(view.words("selection.cases", count=number_text(row.times)))
    if not pd.isna(row.told):
        parts.append(str(row.told))
    return " · ".join(parts)


@kept
def _days_table(view: View, days: pd.DataFrame) -> Table:
    """Show what happened on which day."""
    words = view.words
    columns = {
        words("selection.call"): days["name"].tolist(),
        words("selection.column_day"): [day_text(view, day) for day in days["happened_on"]],
        words("selection.column_event"): [words(f"selection.event_{e}") for e in days["event"]],
        words("selection.column_times"): texts(days["times"], number_text),
        words("selection.column_place"): ["–" if pd.isna(t) else str(t) for t in days["told"]],
    }
    return Table(columns, [words("selection.column_times")], days)


@kept
def _money_bars(view: View, every: pd.DataFrame, call: str) -> Chart | None:
    """Draw what was applied for, eligible and selected against the national budget of the call."""
    words, shown = view.words, _of(every, call)
    if shown.empty:
        return None
    rows = [(each, step) for each in records(shown) for step in _STEPS]
    labels = [
        words(f"selection.{step}_bar") if call != "all" else f"{short(each.name)} {of}"
        for each, step in rows
        for of in [words(f"selection.{step}_bar")]
    ]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": [getattr(each, step) / 1_000_000 for each, step in rows],
            "text": [view.million_won(getattr(each, step)) for each, step in rows],
        }
    )
    has_budget = shown["national_budget"].notna().any()
    if has_budget:
        frame["reference"] = [
            float("nan") if pd.isna(each.national_budget) else each.national_budget / 1_000_000
            for each, _ in rows
        ]
    title = words("selection.money")
    return bars(
        frame,
        view.register_caption(title, view.name("units", "million_won")),
        view.finding_of(title, labels, frame["value"], frame["text"]),
        value_name=words("selection.requested"),
        reference_name=words("selection.budget") if has_budget else "",
        label_width=label_room(labels),
    )


@kept
def _calls_table(view: View, every: pd.DataFrame, call: str) -> Table:
    """Show every call with its days and its money."""
    words = view.words
    columns = {
        words("selection.call"): every["name"].tolist(),
        words("selection.open"): [
            f"{day_text(view, row.opened_on)} – {day_text(view, row.closed_on)}"
            for row in records(every)
        ],
        words("selection.selected_on"): [
            words("selection.not_yet") if pd.isna(day) else day_text(view, day)
            for day in every["selected_on"]
        ],
        words("selection.to_selection"): texts(every["days_to_selection"], number_text),
        words("selection.received"): texts(every["applications"], number_text),
        words("selection.column_requested"): texts(every["requested"], view.million_won),
        words("selection.column_eligible_requested"): texts(
            every["eligible_requested"], view.million_won
        ),
        words("selection.column_selected_requested"): texts(
            every["selected_requested"], view.million_won
        ),
        words("selection.column_budget"): [
            words("selection.untold") if pd.isna(won) else view.million_won(won)
            for won in every["national_budget"]
        ],
    }
    is_told = bool(_of(every, call)["national_budget"].notna().any())
    note = words("selection.budget_note" if is_told else "selection.no_budget")
    return Table(columns, list(columns)[3:], every, [note])


@kept
def _sessions_table(view: View, sessions: pd.DataFrame) -> Table:
    """Show every briefing session."""
    words = view.words
    columns = {
        words("selection.column_day"): [day_text(view, day) for day in sessions["held_on"]],
        words("selection.column_place"): sessions["place"].tolist(),
        words("selection.column_area"): sessions["area"].tolist(),
        words("selection.column_attendance"): texts(sessions["attendance"], number_text),
    }
    return Table(columns, [words("selection.column_attendance")], sessions)
