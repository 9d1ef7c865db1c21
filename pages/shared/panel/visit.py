"""현장 방문표: one project on two printed pages, the second with room for notes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitor.evaluation import conditions_now, findings_now
from monitor.wording import date_text
from pages.shared import tables
from pages.shared.desk.common import day
from pages.shared.keep import kept
from pages.shared.panel.common import (
    choose_project,
    conditions_table,
    indicators_table,
    names_of,
    own_projects,
    recorded,
    today,
)
from pages.shared.panel.findings import history_table
from pages.shared.show import Table, escape, table
from pages.shared.tables import records
from pages.shared.view import View

_NOTE_LINES = 14


def show(view: View, member: str, year: int) -> None:
    """Choose a project of the member; show its sheet as it prints."""
    words, projects = view.words, own_projects(view, member)
    if projects.empty:
        st.caption(words("panel.no_project"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        project = choose_project(view, names_of(projects))
        # page.js prints when it is clicked
        st.button(words("panel.print"), key="print_sheet", type="primary")
    st.caption(words("panel.print_lead"))
    of = {"project": project, "year": year, "quarter": view.quarter(year)}
    facts = view.ask("panel/project", **of, basis=view.basis)
    with st.container(key="sheet", gap="small"):
        with st.container(key="sheet_1", gap="small"):
            _first_page(view, member, facts, of)
        with st.container(key="sheet_2", gap="small"):
            _second_page(view, facts["name"].iloc[0], of)


def _first_page(view: View, member: str, facts: pd.DataFrame, of: dict[str, object]) -> None:
    words, row = view.words, next(records(facts))
    st.markdown(f"#### {words('panel.sheet_title', project=escape(row.name))}")
    line = words(
        "panel.sheet_line",
        member=view.name("panel_members", member),
        as_of=date_text(view.manifest.as_of, view.language),
        state=view.state,
        kind=words(f"release.{view.manifest.data_kind}"),
    )
    st.caption(line)
    table(view, facts_table(view, facts), words("panel.facts"), "facts")
    _section(view, "status.numbers", tables.status_table(view, facts), "status")
    money = view.ask("panel/money", **of)
    sources = [view.name("funding_sources", source) for source in money["funding_source"]]
    numbers = tables.money_table(view, money, words("column.funding_source"), sources)
    _section(view, "panel.money", numbers, "money")
    indicators = view.ask("panel/indicators", **of)
    _section(view, "panel.indicators", indicators_table(view, indicators), "indicators")


def _second_page(view: View, name: str, of: dict[str, object]) -> None:
    words, project = view.words, str(of["project"])
    st.markdown(f"#### {words('panel.sheet_second', project=escape(name))}")
    stages = view.ask("panel/stages", **of)
    _section(view, "panel.stages", stages_table(view, stages), "stages")
    found = recorded(findings_now, today())
    waiting = found[(found["project"] == project) & (found["finding_state"] != "closed")]
    st.markdown(f"**{words('panel.waiting_findings')}**")
    if waiting.empty:
        st.caption(words("panel.no_finding_waits"))
    else:
        numbers = history_table(view, project, *map(int, waiting["finding"]))
        table(view, numbers, words("panel.waiting_findings"), "history")
    conditions = recorded(conditions_now, today())
    conditions = conditions[conditions["project"] == project]
    st.markdown(f"**{words('panel.conditions')}**")
    if conditions.empty:
        st.caption(words("panel.no_condition"))
    else:
        shown = conditions_table(view, conditions, "project")
        table(view, shown, words("panel.conditions"), "conditions")
    st.markdown(f"**{words('panel.notes')}**")
    st.html("".join('<div class="note-line"></div>' for _ in range(_NOTE_LINES)))


def _section(view: View, title: str, numbers: Table, key: str) -> None:
    words = view.words
    st.markdown(f"**{words(title)}**")
    table(view, numbers, words(title), f"sheet_{key}")


@kept
def facts_table(view: View, facts: pd.DataFrame) -> Table:
    """Show what the project is: a fact a row."""
    words, row = view.words, next(records(facts))
    place = getattr(row, f"municipality_{view.language}")
    known = {
        words("file.project"): row.project,
        words("column.region"): f"{view.region(row.region)} {place}",
        words("column.model_type"): view.model_type(row.model_type, "name"),
        words("column.programme_year"): words(
            "panel.selected_in",
            programme_year=words("common.programme_year", number=row.programme_year),
            year=row.selection_year,
        ),
        words("column.stage"): view.name("stages", row.stage),
        words("panel.lead_organisation"): row.lead_organisation,
        words("panel.purpose"): row.purpose,
        words("column.reason"): tables.reason_text(view, row.worst_measure, row.worst_value),
    }
    # Two facts a row, so that the sheet stays short.
    names, texts = list(known), list(known.values())
    half = len(names) // 2
    columns = {
        words("panel.item"): names[:half],
        words("panel.content"): texts[:half],
        f"{words('panel.item')} ": names[half:],
        f"{words('panel.content')} ": texts[half:],
    }
    return Table(columns, [], facts)


@kept
def stages_table(view: View, frame: pd.DataFrame) -> Table:
    """Show each stage: planned, actual, and by how many days late."""
    words, rows = view.words, list(records(frame))
    columns = {
        words("column.stage"): [view.name("stages", row.stage) for row in rows],
        words("panel.planned"): [_span(view, row.planned_start, row.planned_end) for row in rows],
        words("panel.actual"): [_span(view, row.actual_start, row.actual_end) for row in rows],
        words("panel.days_late"): [
            "–" if pd.isna(row.days_late) else str(int(row.days_late)) for row in rows
        ],
    }
    return Table(columns, [words("panel.days_late")], frame)


def _span(view: View, start: object, end: object) -> str:
    if pd.isna(start):  # type: ignore[call-overload]  # a day or nothing
        return "–"
    return f"{day(view, start)} ~ {day(view, end) if pd.notna(end) else ''}"  # type: ignore[arg-type, call-overload]
