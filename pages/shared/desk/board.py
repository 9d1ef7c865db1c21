"""The board: who has sent what for a quarter, overdue first, and what was received."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitor.figures.parts import Table, Tile
from monitor.figures.tables import day
from monitor.figures.view import View, vocabulary
from monitor.intake.board import board, day_of, due_on
from monitor.intake.form import PROGRAMME
from monitor.store import Ledger
from monitor.wording import number_text
from pages.shared.desk.common import (
    choose_period,
    ledger,
    period_name,
    recorded,
    sender_name,
    stated,
)
from pages.shared.show import table, tiles

STATES = ("overdue", "returned", "submitted", "awaited", "accepted")


def show(view: View) -> None:
    """Show the quarter's provinces by state, and every submission for it, as far as open."""
    received = recorded(Ledger.submissions)
    year, quarter = choose_period(view, received)
    today = recorded(day_of)
    rows = recorded(board, vocabulary(), year=year, quarter=quarter, today=today)
    period = period_name(view, year, quarter)
    due = day(view, due_on(vocabulary(), year, quarter))
    if len(rows) > 1:
        tiles(_tiles(view, rows), key="board tiles")
    st.subheader(view.words("submissions.board_of", period=period), anchor=False)
    st.caption(view.words("submissions.board_lead", due=due, today=day(view, today)))
    table(view, board_table(view, rows), view.words("submissions.board"), "board")
    if ledger().actor.is_unlimited("read_submission"):
        st.caption(_register(view, received))
    st.subheader(view.words("submissions.received_for", period=period), anchor=False)
    chosen = received[(received["year"] == year) & (received["quarter"] == quarter)]
    numbers = submissions_table(view, chosen.iloc[::-1])
    table(view, numbers, view.words("submissions.received"), "received")


def _register(view: View, received: pd.DataFrame) -> str:
    """Say when the ministry's register last came, for which quarter, and how it stands."""
    registers = received[received["form"] == PROGRAMME]
    if registers.empty:
        return view.words("submissions.no_register")
    last = registers.iloc[-1]
    state = last["submission_state"]
    return view.words(
        "submissions.register_came",
        day=day(view, last["received_at"]),
        period=period_name(view, last["year"], last["quarter"]),
        number=last["submission"],
        state=stated(state, view.words(f"submission_state.{state}")),
    )


def _tiles(view: View, rows: pd.DataFrame) -> list[Tile]:
    counts = rows["board_state"].value_counts()
    of = view.words("submissions.of_provinces", count=number_text(len(rows)))
    return [
        Tile(
            stated(state, view.words(f"board_state.{state}")),
            number_text(int(counts.get(state, 0))),
            of,
        )
        for state in STATES
    ]


def board_table(view: View, rows: pd.DataFrame) -> Table:
    """Show each province's state, how late it is, and its last submission."""
    words = view.words
    columns = {
        words("submissions.province"): [view.region(region) for region in rows["region"]],
        words("submissions.state"): [
            stated(state, view.words(f"board_state.{state}")) for state in rows["board_state"]
        ],
        words("submissions.days_overdue"): [_number(days) for days in rows["days_overdue"]],
        words("submissions.received_on"): [
            f"{day(view, received)}{words('submissions.late') if late else ''}"
            for received, late in zip(rows["received_on"], rows["is_late"], strict=True)
        ],
        words("submissions.number"): [_number(number) for number in rows["submission"]],
        words("submissions.last"): [
            "–" if pd.isna(state) else words(f"submission_state.{state}")
            for state in rows["last_state"]
        ],
        words("submissions.note"): [
            "–" if pd.isna(note) or not note else note for note in rows["note"]
        ],
    }
    numeric = [words("submissions.days_overdue"), words("submissions.number")]
    return Table(columns, numeric, rows)


def submissions_table(view: View, rows: pd.DataFrame) -> Table:
    """Show submissions: who sent which file when, how it stands, what was found."""
    words = view.words
    columns = {
        words("submissions.number"): [str(number) for number in rows["submission"]],
        words("submissions.sender"): [
            sender_name(view, form, region)
            for form, region in zip(rows["form"], rows["region"], strict=True)
        ],
        words("submissions.file"): list(rows["file_name"]),
        words("submissions.who"): list(rows["submitted_by"]),
        words("submissions.received_on"): [day(view, moment) for moment in rows["received_at"]],
        words("submissions.state"): [
            stated(state, view.words(f"submission_state.{state}"))
            for state in rows["submission_state"]
        ],
        **{
            words(f"severity.{severity}"): [number_text(count) for count in rows[f"{severity}s"]]
            for severity in ("error", "warning", "note")
        },
    }
    numeric = [words(f"severity.{severity}") for severity in ("error", "warning", "note")]
    return Table(columns, numeric, rows)


def _number(value: float) -> str:
    return "–" if pd.isna(value) else str(int(value))
