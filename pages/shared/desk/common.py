"""What the tasks of the desk share: its heading, periods, names, and refusals in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from monitor.evaluation import SELF
from monitor.evaluation.people import SEOUL
from monitor.figures.memory import remembered
from monitor.figures.parts import escape
from monitor.figures.view import View, vocabulary
from monitor.intake.board import day_of, is_demonstration
from monitor.intake.form import PROGRAMME
from monitor.store import Ledger
from monitor.wording import Refused
from pages.shared.choose import choose
from pages.shared.who import this_store

Given = ParamSpec("Given")
Found = TypeVar("Found")
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
        if recorded(is_demonstration):
            st.badge(view.words("common.demonstration"), color="orange")
    st.caption(view.words("submissions.lead"))


def ledger() -> Ledger:
    """Return the store's ledger."""
    return this_store().ledger


def recorded(
    read: Callable[Concatenate[Ledger, Given], Found], *given: Given.args, **named: Given.kwargs
) -> Found:
    """Read something of the ledger, once a day as long as its file and who reads stay as they are.

    Opening the file takes longer than any question to it. What is returned is shared among those
    to whom the same is open: read it only.
    """
    book = ledger()
    files = [book.path, book.path.with_name(f"{book.path.name}.wal")]
    stands = [(file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists()]
    asked = [each for each in (*given, *named.items()) if each is not vocabulary()]
    day = dt.datetime.now(SEOUL).date()
    version = f"{book.path} {stands} {day} {book.actor.standing} {read.__qualname__} {asked}"
    found: Found = remembered(version, lambda: read(book, *given, **named))
    return found


def stated(state: str, word: str) -> str:
    """Write a state as shape and word."""
    return f"{SYMBOLS[state]}\N{NO-BREAK SPACE}{word}"


def period_name(view: View, year: float | None, quarter: float | None) -> str:
    """Write a quarter: ``2027년 1분기``; a dash when it is not known."""
    if year is None or quarter is None or pd.isna(year) or pd.isna(quarter):
        return "–"
    return view.words("submissions.quarter", year=int(year), quarter=int(quarter))


def scorer_name(view: View, scorer: str | None) -> str:
    """Write who scored: a member of the panel, a province itself; a dash for several."""
    if scorer is None or pd.isna(scorer):
        return "–"
    if scorer == SELF:
        return view.words("score_form.self")
    return view.name("panel_members", scorer)


def sender_name(view: View, form: str, region: str | None) -> str:
    """Write who sent a workbook: a province, or the ministry its register."""
    if form == PROGRAMME:
        return view.words("form_name.programme")
    return "–" if region is None or pd.isna(region) else view.region(region)


def choose_period(view: View, received: pd.DataFrame) -> tuple[int, int]:
    """Offer the quarters up to the current one or the last reported; the last that had ended."""
    day = recorded(day_of)
    current = day.year * 4 + (day.month - 1) // 3
    reported = (received["year"] * 4 + received["quarter"] - 1).dropna().astype(int)
    first = int(vocabulary().setting("first_year")) * 4
    numbers = range(max(current, first, *reported), first - 1, -1)
    ended = max(current - 1, first)
    names = {f"{n // 4}Q{n % 4 + 1}": period_name(view, n // 4, n % 4 + 1) for n in numbers}
    period = choose(
        st.selectbox,
        view.words("submissions.period"),
        list(names),
        key="period",
        default=f"{ended // 4}Q{ended % 4 + 1}",
        names=names,
    )
    return int(period[:4]), int(period[5])


def ask_name(view: View, key: str = "who") -> None:
    """Ask who is at the desk; a person who signed in is known, and is only told the name.

    Every entry of the ledger says who made it.
    """
    actor = this_store().actor
    if actor.is_local_manager:
        st.text_input(view.words("submissions.who"), key=key, max_chars=40, width=240)
    else:
        st.caption(view.words("entrance.signed_as", name=escape(actor.name)))


def signer(key: str = "who") -> str:
    """Return whose name stands on an entry: what ``ask_name`` asked for, or knew.

    Raises:
        Refused: ``name_missing``.
    """
    return this_store().actor.sign(str(st.session_state.get(key, "")))


def attempt(view: View, place: str, do: Callable[[], str]) -> None:
    """Do something on a click, and keep what is to be said of it, at a place of the page.

    It is called before the page runs anew, so that a click counts although the page has changed
    since: what somebody else did meanwhile is then said, not passed over.
    """
    try:
        happened = ("success", do())
    except Refused as refusal:
        happened = ("error", refusal.say(view.language))
    st.session_state["happened"] = (place, *happened)


def say_the_rest() -> None:
    """Say what came of a click whose place the page no longer has: it is refused in a sentence."""
    _, kind, text = st.session_state.pop("happened", ("", "", ""))
    if text:
        place, _ = st.session_state["announcements"]
        (place.success if kind == "success" else place.error)(escape(text))


def say_what_happened(place: str) -> None:
    """Say, once, what came of the last click, if it is to be said here."""
    at, kind, text = st.session_state.get("happened", ("", "", ""))
    if at == place:
        del st.session_state["happened"]
        (st.success if kind == "success" else st.error)(escape(text))
