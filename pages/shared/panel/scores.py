"""점수: who has still to score what, and the form for one project with its evidence beside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from monitor.evaluation import conditions_now, decisions_now, scoring_board, scoring_counts
from monitor.figures.links import project_link, project_links
from monitor.figures.parts import Table, Tile, escape
from monitor.figures.project import indicators_table
from monitor.figures.tables import day, records, texts
from monitor.figures.view import View, vocabulary
from monitor.wording import number_text
from pages.shared.choose import choose
from pages.shared.desk.common import ledger, recorded
from pages.shared.panel import score_book, score_form
from pages.shared.panel.common import (
    choose_project,
    conditions_table,
    criterion_name,
    names_of,
    today,
)
from pages.shared.show import table, tiles

# What stands before the state of a sheet, so that colour is not needed.
_SYMBOLS = {"missing": "○", "late": "▲", "draft": "◆", "submitted": "●", "excluded": "□"}


def show(view: View, member: str, year: int) -> None:
    """Show the year's scoring board, then one of the member's projects to be scored."""
    words = view.words
    due = due_on(year)
    if due is None:
        st.caption(words("panel.no_evaluation", year=year))
        return
    board = recorded(scoring_board, vocabulary(), year, today())
    own = board[board["member"] == member]
    late = due < today()
    tiles(_tiles(view, own, due, late), key="score tiles")
    # How far the others are stands with who reads all scores.
    boards = ["own", "member", "project"] if ledger().actor.is_unlimited("read_score") else ["own"]
    which = "own"
    if len(boards) > 1:
        which = choose(
            st.segmented_control,
            words("panel.board"),
            boards,
            key="board",
            default="own",
            names={which: words(f"panel.board_{which}") for which in boards},
        )
    if which == "own":
        numbers = own_table(view, own, late)
    else:
        numbers = counts_table(view, board, "member" if which == "member" else "project", late)
    table(view, numbers, words("panel.scores"), f"board_{which}")
    if own.empty:
        st.caption(words("panel.no_project"))
        return
    scores = ledger().actor.may("score", member=member)
    st.subheader(words("panel.score_one" if scores else "panel.score_of_one"), anchor=False)
    _show_one(view, member, year, own)
    if not scores:
        return
    # The place of the member's score workbook: downloaded, filled in, handed in here.
    with st.expander(words("panel.workbook"), key="workbook"):
        can_score = bool(own["exclusion"].isna().any())
        score_book.show(view, member, year, has_projects=can_score)


def due_on(year: int) -> dt.date | None:
    """Return the day by which a year's scores are due; None for a year without an evaluation."""
    rows = vocabulary().rows("evaluation_years")
    due = {int(row["year"]): dt.date.fromisoformat(row["scores_due_on"]) for row in rows}
    return due.get(year)


def _tiles(view: View, own: pd.DataFrame, due: dt.date, late: bool) -> list[Tile]:
    words, counts = view.words, _states(own, late).value_counts()
    states = ("submitted", "draft", "late" if late else "missing", "excluded")
    deadline = Tile(
        words("panel.deadline"),
        day(view, due),
        words("panel.deadline_past" if late else "panel.deadline_ahead"),
    )
    return [
        deadline,
        *(
            Tile(
                sheet_text(view, state),
                number_text(int(counts.get(state, 0))),
                words("panel.of_projects", count=number_text(len(own))),
            )
            for state in states
        ),
    ]


def _states(rows: pd.DataFrame, late: bool) -> pd.Series:
    """Return how each row of the board stands: excluded, submitted, draft, missing or late."""
    states = rows["sheet_state"].mask(rows["exclusion"].notna(), "excluded")
    return states.replace("missing", "late") if late else states


def sheet_text(view: View, state: str) -> str:
    """Write how a sheet stands as shape and word."""
    return f"{_SYMBOLS[state]}\N{NO-BREAK SPACE}{view.words(f'panel.sheet_{state}')}"


def own_table(view: View, own: pd.DataFrame, late: bool) -> Table:
    """Show the member's projects to be scored: what is missing first, the excluded with why."""
    words = view.words
    order = ["late", "missing", "draft", "submitted", "excluded"]
    states = _states(own, late)
    rows = own.assign(state=states).sort_values(
        "state", key=lambda each: each.map(order.index), kind="stable"
    )
    columns = {
        words("panel.state"): [sheet_text(view, state) for state in rows["state"]],
        words("column.region"): [view.region(region) for region in rows["region"]],
        words("panel.project"): project_links(view, rows),
        words("column.programme_year"): [
            words("common.programme_year", number=number) for number in rows["programme_year"]
        ],
        words("panel.given_on"): [day(view, at) for at in rows["given_at"]],
        words("panel.exclusion"): [exclusion_text(view, row) for row in records(rows)],
    }
    if rows["exclusion"].isna().all():
        del columns[words("panel.exclusion")]
    return Table(columns, [], rows)


def exclusion_text(view: View, row: Any) -> str:
    """Say why a member does not score a project; a dash where they do."""
    if pd.isna(row.exclusion):
        return "–"
    why = view.name("exclusions", row.exclusion)
    reasons = [
        each[f"reason_{view.language}"]
        for each in vocabulary().rows("conflicts_of_interest")
        if row.exclusion == "conflict"
        and (each["member"], each["project"]) == (row.member, row.project)
    ]
    return ": ".join([why, *reasons])


def counts_table(view: View, board: pd.DataFrame, by: Any, late: bool) -> Table:
    """Show by member or project how many sheets are in and how many are missing."""
    words, counts = view.words, scoring_counts(board, by)
    names = names_of(board)
    columns = {
        words(f"panel.{by}"): [
            view.name("panel_members", who)
            if by == "member"
            else project_link(view, who, f"{who} · {names[who]}")
            for who in counts["who"]
        ],
        words("panel.state"): [
            sheet_text(view, ("late" if late else "missing") if missing else "submitted")
            for missing in counts["missing"]
        ],
        **{
            words(f"panel.count_{name}"): texts(counts[name], number_text)
            for name in ("to_score", "submitted", "missing", "excluded")
        },
    }
    return Table(columns, list(columns)[2:], counts)


def _show_one(view: View, member: str, year: int, own: pd.DataFrame) -> None:
    """Choose a project; the form to score it, and beside it what the numbers say."""
    words = view.words
    todo = own["exclusion"].isna() & (own["sheet_state"] != "submitted")
    project = choose_project(view, names_of(pd.concat([own[todo], own[~todo]])))
    row = next(row for row in records(own) if row.project == project)
    form, evidence = st.columns([5, 4], gap="medium")
    with form:
        if pd.notna(row.exclusion):
            st.info(words("panel.excluded", why=escape(exclusion_text(view, row))))
        elif not ledger().actor.may("score", member=member):
            score_form.show_sheet(view, member, year, row)
        elif project in set(recorded(decisions_now, year)["project"]):
            st.info(words("panel.decided_already", year=year))
            score_form.show_sheet(view, member, year, row)
        else:
            score_form.show(view, member, year, row)
    with evidence:
        _show_evidence(view, year, project)


def _show_evidence(view: View, year: int, project: str) -> None:
    """Show conditions of the year before, last year's points, and the indicators now."""
    words = view.words
    conditions = recorded(conditions_now, today())
    conditions = conditions[(conditions["project"] == project) & (conditions["year"] == year - 1)]
    if len(conditions):
        title = words("panel.conditions_of", year=year - 1)
        st.markdown(f"**{title}**")
        shown = conditions_table(view, conditions, "year_evaluated", "project")
        table(view, shown, title, "conditions")
    if year - 1 in view.years:
        title = words("panel.points_of", year=year - 1)
        st.markdown(f"**{title}**")
        points = view.ask("panel/criteria", year=year - 1, project=project)
        table(view, points_table(view, points), title, "points")
    title = words("panel.indicators_of", period=view.period(year))
    st.markdown(f"**{title}**")
    indicators = view.ask(
        "project/indicators", project=project, year=year, quarter=view.quarter(year)
    )
    table(view, indicators_table(view, indicators, narrow=True), title, "indicators")


def points_table(view: View, points: pd.DataFrame) -> Table:
    """Show the mean points of each criterion and their share of the most there are."""
    words = view.words
    columns = {
        words("panel.criterion"): [criterion_name(view, each) for each in points["criterion"]],
        words("panel.points"): texts(points["points"], lambda v: number_text(v, 1)),
        words("panel.most"): texts(points["maximum_points"], number_text),
        words("panel.share"): texts(points["points_percent"], lambda v: number_text(v, 1)),
    }
    return Table(columns, list(columns)[1:], points)
