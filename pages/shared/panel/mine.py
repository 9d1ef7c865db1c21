"""내 사업: the member's projects, what changed since the last visit, and what lags behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from monitor.evaluation import changes_between, findings_now, last_visit, mark_visit
from monitor.figures import panel as draw
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.register import Choice
from monitor.figures.releases import release_of
from monitor.figures.tables import day, records, texts
from monitor.figures.view import View, vocabulary
from monitor.store import Manifest
from monitor.wording import number_text, signed_text
from pages.shared.desk.common import attempt, ledger, recorded, say_what_happened
from pages.shared.panel.common import province_names, provinces, state_text, today
from pages.shared.show import fold_of, notes, table, take_along, tiles
from pages.shared.status import show_status_numbers

_MOST_ROWS = 12
_MOST_CHANGES = 40


def show(view: View, member: str, year: int) -> None:
    """Show the member's projects of a period, the changes, and what is overdue or off target."""
    words = view.words
    period = {"year": year, "quarter": view.quarter(year)}
    projects = view.ask("projects/list", **period, basis=view.basis, member=member)
    stages = view.ask("panel/overdue_stages", **period, member=member)
    off = view.ask("panel/off_target", **period, member=member)
    found = recorded(findings_now, today())
    found = found[found["region"].isin(provinces(member))]
    waiting = found[found["finding_state"] != "closed"]
    tiles(_tiles(view, member, projects, stages, off, waiting), key="panel tiles")

    st.subheader(words("panel.since_visit"), anchor=False)
    _show_changes(view, member, found)

    st.subheader(words("panel.mine"), anchor=False)
    choices: dict[str, Choice] = {"year": year, "member": member}
    mine = draw.mine(view, **choices)
    table(view, mine.numbers, mine.heading, "mine")
    show_status_numbers(view, projects, "mine")
    take_along(view, draw.mine, mine, choices)
    notes(mine.all_notes)

    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(words("panel.overdue_stages"), anchor=False)
        table(view, stages_table(view, stages), words("panel.overdue_stages"), "stages")
    with right:
        st.subheader(words("panel.waiting_findings"), anchor=False)
        shown = findings_short(view, waiting.head(_MOST_ROWS))
        table(view, shown, words("panel.waiting_findings"), "waiting")
        _say_rest(view, len(waiting))
    st.subheader(words("panel.off_target"), anchor=False)
    st.caption(words("panel.off_target_lead"))
    first = draw.off_target_table(view, off, most=_MOST_ROWS)
    table(view, first, words("panel.off_target"), "off_first")
    _say_rest(view, len(off))
    if len(off) > _MOST_ROWS:
        fold_of(view, draw.off_target, draw.off_target(view, **choices), choices)


def _tiles(
    view: View,
    member: str,
    projects: pd.DataFrame,
    stages: pd.DataFrame,
    off: pd.DataFrame,
    waiting: pd.DataFrame,
) -> list[Tile]:
    words = view.words
    watched = projects[projects["status"] != "on_track"]
    return [
        Tile(
            words("panel.my_projects"),
            number_text(len(projects)),
            province_names(view, member),
        ),
        Tile(
            words("panel.to_watch"),
            number_text(len(watched)),
            words("panel.of_projects", count=number_text(len(projects))),
            words("notes.status"),
        ),
        Tile(
            words("panel.overdue_stages"),
            number_text(len(stages)),
            words("panel.in_projects", count=number_text(stages["project"].nunique())),
        ),
        Tile(
            words("panel.off_target"),
            number_text(len(off)),
            words("panel.in_projects", count=number_text(off["project"].nunique())),
            words("panel.off_target_lead"),
        ),
        Tile(
            words("panel.waiting_findings"),
            number_text(len(waiting)),
            words("panel.of_these_late", count=number_text(waiting["is_overdue"].sum())),
        ),
    ]


# ── what changed ─────────────────────────────────────────────────────────────────────────────────


def _show_changes(view: View, member: str, found: pd.DataFrame) -> None:
    words, shown = view.words, view.manifest
    seen = recorded(last_visit, member)
    if seen is None:
        st.caption(words("panel.first_visit"))
    else:
        name, at = seen
        _show_since(view, member, name, at)
        moved = found[found["changed_at"] > pd.Timestamp(at)]
        title = words("panel.findings_since", day=day(view, at))
        if len(moved):
            st.markdown(f"**{title}**")
            table(view, findings_short(view, moved.head(_MOST_ROWS)), title, "moved")
            _say_rest(view, len(moved))
        else:
            st.caption(words("panel.no_finding_since"))

    def done() -> str:
        mark_visit(ledger(), vocabulary(), member, shown.release)
        return words("panel.visit_kept", release=_release(view, shown))

    if not ledger().actor.may("write_finding", member=member):
        return  # it is looked at on behalf of nobody
    st.button(
        words("panel.mark_visit"),
        key=f"visit {member}",
        on_click=attempt,
        args=(view, "visit", done),
        help=words("panel.mark_visit_help"),
    )
    say_what_happened("visit")


def _show_since(view: View, member: str, seen: str, at: dt.datetime) -> None:
    """Show what the shown release says otherwise than the one seen last."""
    words, shown = view.words, view.manifest
    when = day(view, at)
    earlier = release_of(view, seen)
    if seen == shown.release:
        st.caption(words("panel.seen_this", day=when))
    elif earlier is None:
        st.caption(words("panel.seen_gone", release=seen, day=when))
    elif earlier.manifest.release_number > shown.release_number:
        st.caption(words("panel.seen_newer", release=_release(view, earlier.manifest), day=when))
    else:
        percent = vocabulary().setting("visit_change_percent")
        st.caption(
            words(
                "panel.compared",
                day=when,
                earlier=_release(view, earlier.manifest),
                later=_release(view, shown),
                percent=percent,
            )
        )
        changes = _changes(view, seen, member)
        title = words("panel.since_visit")
        table(view, changes_table(view, changes), title, "changes")
        _say_rest(view, len(changes), _MOST_CHANGES)


def _release(view: View, manifest: Manifest) -> str:
    return view.words(
        "app.release_name",
        as_of=day(view, manifest.as_of),
        state=view.words(f"release.{manifest.release_state}"),
    )


@kept
def _changes(view: View, seen: str, member: str) -> pd.DataFrame:
    earlier = release_of(view, seen)
    assert earlier is not None, "it has been looked up"
    percent = float(vocabulary().setting("visit_change_percent"))
    return changes_between(earlier, view.published, member, percent)


@kept
def changes_table(view: View, changes: pd.DataFrame) -> Table:
    """Show the first of what is other than at the last visit: then, now, and by how much."""
    words, changes = view.words, changes.head(_MOST_CHANGES)
    rows = list(records(changes))
    columns = {
        words("panel.project"): project_links(view, changes),
        words("panel.item"): [_item(view, row) for row in rows],
        words("panel.then"): [_side(view, row, "earlier") for row in rows],
        words("panel.now"): [_side(view, row, "later") for row in rows],
        words("column.difference"): [_difference(view, row) for row in rows],
    }
    return Table(columns, list(columns)[2:], changes)


def _item(view: View, row: Any) -> str:
    if row.item == "indicator":
        return view.words("panel.item_indicator", indicator=view.indicator_name(row.indicator))
    return view.words(f"panel.item_{row.item}")


def _side(view: View, row: Any, side: str) -> str:
    """Write one side of a change, with its period."""
    status, year = getattr(row, f"status_{side}"), getattr(row, f"year_{side}")
    if pd.isna(year):
        return "–"
    text = (
        view.status(status)
        if pd.notna(status)
        else _value(view, row.item, row.indicator, getattr(row, side))
    )
    period = view.period_to(int(year), int(getattr(row, f"quarter_{side}")))
    return view.words("panel.value_of_period", value=text, period=period)


def _value(view: View, item: str, indicator: str, value: float) -> str:
    if item == "indicator":
        return view.amount(indicator, value)
    if item in ("allocated", "executed"):
        return view.million_won(value)
    return signed_text(value, 1, "%p")


def _difference(view: View, row: Any) -> str:
    if row.item == "indicator":
        unit = view.unit(
            row.indicator, "change" if view.indicator(row.indicator).is_rate else "actual"
        )
        apart = "" if view.is_korean or unit.startswith("%") else " "
        return f"{view.signed(row.indicator, row.difference)}{apart}{unit}"
    if row.item in ("allocated", "executed"):
        return view.signed("national_executed", row.difference)
    return signed_text(row.difference, 1, "%p")


# ── what lags behind ─────────────────────────────────────────────────────────────────────────────


@kept
def stages_table(view: View, frame: pd.DataFrame) -> Table:
    """Show stages past their planned end, the latest first."""
    words = view.words
    columns = {
        words("panel.project"): project_links(view, frame),
        words("column.stage"): [view.name("stages", stage) for stage in frame["stage"]],
        words("panel.planned_end"): [day(view, end) for end in frame["planned_end"]],
        words("panel.days_late"): texts(frame["days_late"], number_text),
    }
    return Table(columns, [words("panel.days_late")], frame)


def findings_short(view: View, rows: pd.DataFrame) -> Table:
    """Show findings in few columns: what about, how they stand, due when."""
    words = view.words
    columns = {
        words("panel.state"): [
            state_text(view, state, late)
            for state, late in zip(rows["finding_state"], rows["is_overdue"], strict=True)
        ],
        words("panel.number"): [str(number) for number in rows["finding"]],
        words("panel.project"): project_links(view, rows),
        words("panel.severity"): [
            view.marked("finding_severities", each) for each in rows["finding_severity"]
        ],
        words("panel.due_on"): [day(view, due) for due in rows["due_on"]],
    }
    return Table(columns, [], rows)


def _say_rest(view: View, total: int, most: int = _MOST_ROWS) -> None:
    if total > most:
        notes([view.words("submissions.rest", shown=most, total=total)])
