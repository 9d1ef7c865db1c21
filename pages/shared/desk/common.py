"""What the tasks of the desk share: its heading, periods, names, and refusals in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from monitor.store import Ledger, Store
from monitor.wording import Refused
from pages.shared.choose import choose
from pages.shared.show import escape
from pages.shared.view import View, vocabulary

SEOUL: Final = ZoneInfo("Asia/Seoul")
# What stands before a state's word, so that colour is not needed.
SYMBOLS: Final = {
    "overdue": "▲",
    "returned": "■",
    "submitted": "◆",
    "awaited": "○",
    "accepted": "●",
    "error": "▲",
    "warning": "■",
    "note": "○",
    "new": "＋",
    "changed": "→",
    "unchanged": "＝",
    "withdrawn": "△",
}


def desk_heading(view: View) -> None:
    """Show the page's title and what it is for; made-up data are marked."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(view.words("submissions.title"), anchor=False, width="content")
        if (ledger().submissions()["data_kind"] == "demonstration").any():
            st.badge(view.words("common.demonstration"), color="orange")
    st.caption(view.words("submissions.lead"))
    if done := st.session_state.pop("done", ""):
        st.success(escape(done))


def ledger() -> Ledger:
    """Return the store's ledger."""
    return Store().ledger


def stated(state: str, word: str) -> str:
    """Write a state as shape and word."""
    return f"{SYMBOLS[state]}\N{NO-BREAK SPACE}{word}"


def period_name(view: View, year: float | None, quarter: float | None) -> str:
    """Write a quarter: ``2027년 1분기``; a dash when it is not known."""
    if year is None or quarter is None or pd.isna(year) or pd.isna(quarter):
        return "–"
    return view.words("submissions.quarter", year=int(year), quarter=int(quarter))


def day(value: object) -> str:
    """Write a day; a dash for none."""
    return "–" if value is None or pd.isna(value) else f"{value:%Y-%m-%d}"  # type: ignore[call-overload]  # pandas' own


def latest_day(received: pd.DataFrame) -> dt.date:
    """Return today, or the last day of the ledger where its data are of a time to come.

    Demonstration data are: nothing would ever be due on its board.
    """
    today = dt.datetime.now(SEOUL).date()
    return max(today, received["received_at"].max().date()) if len(received) else today


def choose_period(view: View, received: pd.DataFrame) -> tuple[int, int]:
    """Offer the quarters of the programme up to the last one that had ended, that one chosen."""
    last = latest_day(received)
    number = last.year * 4 + (last.month - 1) // 3 - 1
    first = int(vocabulary().setting("first_year")) * 4
    numbers = range(max(number, first), first - 1, -1)
    names = {f"{n // 4}Q{n % 4 + 1}": period_name(view, n // 4, n % 4 + 1) for n in numbers}
    period = choose(
        st.selectbox,
        view.words("submissions.period"),
        list(names),
        key="period",
        default=next(iter(names)),
        names=names,
    )
    return int(period[:4]), int(period[5])


def ask_name(view: View) -> str:
    """Ask who is at the desk; every entry of the ledger says who made it."""
    return st.text_input(view.words("submissions.who"), key="who", max_chars=40, width=240)


def person(name: str) -> str:
    """Return a name that can stand on an entry.

    Raises:
        Refused: ``name_missing``.
    """
    if not name.strip():
        raise Refused("name_missing")
    return name.strip()


def attempt(view: View, do: Callable[[], str]) -> None:
    """Do something; say why not, or run the page anew, which says what was done."""
    try:
        st.session_state["done"] = do()
    except Refused as refusal:
        st.error(escape(refusal.say(view.language)))
        return
    st.rerun()
