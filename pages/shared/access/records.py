"""The audit: filters in the address, what it adds up to, the newest first, its chain, an export."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Final

import pandas as pd
import streamlit as st

from monitor.access import today
from monitor.access.asking import Wanted
from monitor.access.audit import OUTCOMES, Audit
from monitor.briefing.workbook.lines import write_lines
from monitor.figures.access import (
    account_text,
    action_names,
    broken_text,
    outcome_text,
    records_table,
)
from monitor.figures.memory import remembered
from monitor.figures.parts import Tile, escape
from monitor.figures.view import View
from monitor.store import Store
from monitor.wording import number_text
from pages.shared.choose import choose
from pages.shared.show import table, tiles
from pages.shared.who import when_taken

_DAYS: Final = {"1": 1, "7": 7, "30": 30, "365": 365, "all": 0}
_ROWS: Final = 50
_MEGABYTE: Final = 1_000_000
# So much is checked within a second or two whenever the page is opened.
_CHECKED_AT_ONCE: Final = 10 * _MEGABYTE
_BROKEN_SHOWN: Final = 20
_CHECK: Final = "the audit is checked"


def show(view: View, store: Store) -> None:
    """Show the audit to who may read it; that they read it is on record, too."""
    _permit(store)
    audit = store.actor.audit
    is_whole = _say_chain(view, audit)
    since = _choose_since(view)
    of_period = audit.entries(since=since)
    asked = _choose_filters(view, store, of_period)
    rows = _of(of_period, **asked)
    _show_tiles(view, _of(of_period, **asked | {"outcome": None}))
    shown = _page_of(view, rows.iloc[::-1])
    numbers = records_table(view.words, shown, store.actor.people)
    table(view, numbers, view.words("access.records"), "records")
    if len(rows):
        _offer(view, store, Wanted(since, None, **asked))
    if is_whole:
        _show_head(view, audit)


def _permit(store: Store) -> None:
    """Let somebody in once; each further run of the page is no further reading."""
    mark = ("audit read by", store.actor.account)
    if st.session_state.get("audit read") != mark or not store.actor.may("read_audit"):
        store.actor.permit("read_audit")
        st.session_state["audit read"] = mark


def _say_chain(view: View, audit: Audit) -> bool:
    """Say whether the chain is whole, and return whether it is known to be."""
    words, size = view.words, audit.size()
    if size > _CHECKED_AT_ONCE and not st.session_state.get(_CHECK):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words("access.not_checked", size=number_text(size, 0, _MEGABYTE)))
            st.button(words("access.check_now"), on_click=_check_from_now_on)
        return False
    with st.spinner(words("cli.checking")):
        broken = remembered(f"audit {audit.folder} {audit.state()}", audit.check)
    if broken:
        lines = [broken_text(words, each) for each in broken[:_BROKEN_SHOWN]]
        told = words("access.broken", count=number_text(len(broken)))
        st.error("  \n".join(map(escape, [told, *lines])))
        return False
    count = number_text(audit.head().number)
    st.caption(f"● {escape(words('access.whole', count=count))}")
    return True


def _check_from_now_on() -> None:
    st.session_state[_CHECK] = True


def _choose_since(view: View) -> dt.date | None:
    names = {days: view.words(f"access.days_{days}") for days in _DAYS}
    days = choose(
        st.segmented_control,
        view.words("access.period"),
        list(_DAYS),
        key="days",
        default="30",
        names=names,
    )
    return today() - dt.timedelta(days=_DAYS[days] - 1) if _DAYS[days] else None


def _choose_filters(view: View, store: Store, rows: pd.DataFrame) -> dict[str, str | None]:
    """Offer every action, outcome and account, also those of which nothing is on record."""
    words, grants = view.words, store.actor.people.grants()
    names: dict[str, dict[str, str]] = {
        "action": action_names(words),
        "outcome": {outcome: outcome_text(words, outcome) for outcome in OUTCOMES},
        "account": {each.account: account_text(each.account, each.name) for each in grants},
    }
    chosen: dict[str, str | None] = {}
    with st.container(horizontal=True):
        for name, known in names.items():
            others = sorted(set(rows[name]) - {*known, ""})
            options = ["all", *known, *others]
            value = choose(
                st.selectbox,
                words(f"access.{name}"),
                options,
                key=name,
                default="all",
                names={"all": words("access.all"), **known},
                width=260,
            )
            chosen[name] = None if value == "all" else value
    return chosen


def _of(rows: pd.DataFrame, **asked: str | None) -> pd.DataFrame:
    for name, value in asked.items():
        rows = rows if value is None else rows[rows[name] == value]
    return rows


def _show_tiles(view: View, rows: pd.DataFrame) -> None:
    words, counts = view.words, rows["outcome"].value_counts()
    accounts = rows.loc[rows["account"] != "", "account"].nunique()
    tiles(
        [
            Tile(words("access.lines"), number_text(len(rows))),
            Tile(words("access.accounts"), number_text(accounts)),
            *(
                Tile(outcome_text(words, outcome), number_text(int(counts.get(outcome, 0))))
                for outcome in OUTCOMES
            ),
        ],
        key="audit tiles",
    )


def _page_of(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Offer the pages of a long table, and return the rows of the chosen one."""
    count = len(rows)
    starts = range(0, max(count, 1), _ROWS)

    def told(key: str, start: int) -> str:
        first, last = number_text(start + 1), number_text(min(start + _ROWS, count))
        return view.words(f"access.{key}", first=first, last=last, count=number_text(count))

    start = 0
    if len(starts) > 1:
        names = {str(place): told("rows_range", start) for place, start in enumerate(starts, 1)}
        label = view.words("access.rows")
        page = choose(
            st.selectbox, label, list(names), key="rows", default="1", names=names, width=160
        )
        start = starts[int(page) - 1]
        st.caption(told("of_rows", start))
    return rows.iloc[start : start + _ROWS]


def _offer(view: View, store: Store, wanted: Wanted) -> None:
    """Offer the chosen lines as files; who takes them is on record."""
    words, audit, language = view.words, store.actor.audit, view.language
    mark = words("common.demonstration") if _is_demonstration(view) else ""

    def csv(store: Store) -> bytes:
        store.actor.permit("read_audit", on="audit.csv")
        return audit.export("csv", wanted).encode("utf-8-sig")

    def xlsx(store: Store) -> bytes:
        store.actor.permit("read_audit", on="audit.xlsx")
        # Accounts alone: names stay in the house.
        columns = records_table(words, audit.entries(**asdict(wanted))).columns
        return write_lines(language, words("access.records"), columns, mark)

    st.caption(words("access.export_lead"))
    with st.container(horizontal=True):
        for form, made in {"csv": csv, "xlsx": xlsx}.items():
            st.download_button(
                words(f"access.exported_{form}"),
                data=when_taken(made),
                file_name=f"audit_{today():%Y%m%d}.{form}",
                key=f"take audit {form}",
                on_click="ignore",
            )


def _show_head(view: View, audit: Audit) -> None:
    """Show the end of the chain, to be noted elsewhere."""
    head = audit.head()
    st.caption(view.words("access.head"))
    st.code(f"{head.number}:{head.digest}", language=None, wrap_lines=True)


def _is_demonstration(view: View) -> bool:
    return view.release is not None and view.manifest.is_demonstration
