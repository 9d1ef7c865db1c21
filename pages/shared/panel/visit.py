"""현장 방문표: one project on two printed pages, the second with room for notes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitor.evaluation import conditions_now, findings_now
from monitor.figures import project as draw
from monitor.figures import tables
from monitor.figures.parts import escape
from monitor.figures.tables import records
from monitor.figures.view import View
from monitor.wording import date_text
from pages.shared.desk.common import recorded
from pages.shared.panel.common import (
    choose_project,
    conditions_table,
    names_of,
    own_projects,
    today,
)
from pages.shared.panel.findings import history_table
from pages.shared.sheet import print_button, section, two_pages
from pages.shared.show import table

_NOTE_LINES = 14


def show(view: View, member: str, year: int) -> None:
    """Choose a project of the member; show its sheet as it prints."""
    words, projects = view.words, own_projects(view, member)
    if projects.empty:
        st.caption(words("panel.no_project"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        project = choose_project(view, names_of(projects))
        print_button(view)
    st.caption(words("panel.print_lead"))
    of = {"project": project, "year": year, "quarter": view.quarter(year)}
    facts = view.ask("project/facts", **of, basis=view.basis)
    name = facts["name"].iloc[0]
    two_pages(lambda: _first_page(view, member, facts, of), lambda: _second_page(view, name, of))


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
    table(view, draw.facts_table(view, facts), words("panel.facts"), "facts")
    section(view, words("status.numbers"), draw.status_table(view, facts), "status")
    money = view.ask("project/money", **of)
    sources = [view.name("funding_sources", source) for source in money["funding_source"]]
    numbers = tables.money_table(view, money, words("column.funding_source"), sources)
    section(view, words("panel.money"), numbers, "money")
    indicators = view.ask("project/indicators", **of)
    section(view, words("panel.indicators"), draw.indicators_table(view, indicators), "indicators")


def _second_page(view: View, name: str, of: dict[str, object]) -> None:
    words, project = view.words, str(of["project"])
    st.markdown(f"#### {words('panel.sheet_second', project=escape(name))}")
    stages = view.ask("project/stages", **of)
    section(view, words("panel.stages"), draw.stages_table(view, stages), "stages")
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
