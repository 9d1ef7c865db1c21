"""What the tasks of the panel's page share: who looks, when, at what, on which evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from monitor.evaluation import Evidence
from monitor.evaluation.people import provinces_of
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.releases import release_text
from monitor.figures.tables import day, records
from monitor.figures.view import View, vocabulary
from monitor.intake.board import day_of
from monitor.wording import Refused
from pages.shared.choose import choose
from pages.shared.desk.common import ledger, recorded


def today() -> dt.date:
    """Return the day on which things are due or overdue (see ``latest_day``)."""
    return recorded(day_of)


def choose_member(view: View) -> str:
    """Return the member who looks: oneself; who may look as any of them, chooses.

    Blank for who is of no panel: a province looks at what was found in it.
    """
    actor = ledger().actor
    own = actor.members("read_score")
    members = [row["member"] for row in vocabulary().rows("panel_members")]
    if own is not None:
        return next((member for member in members if member in own), "")
    return choose(
        st.selectbox,
        view.words("panel.member"),
        members,
        key="member",
        default=members[0],
        names={member: view.name("panel_members", member) for member in members},
        help=view.words(
            "panel.member_help" if actor.is_local_manager else "panel.member_looked_at"
        ),
    )


def choose_project(view: View, names: Mapping[str, str]) -> str:
    """Offer projects, the first chosen."""
    return choose(
        st.selectbox,
        view.words("panel.project"),
        list(names),
        key="project",
        default=next(iter(names)),
        names={project: f"{project} · {name}" for project, name in names.items()},
        width=380,
    )


def own_projects(view: View, member: str) -> pd.DataFrame:
    """Ask for the member's projects at the end of the shown release."""
    year = view.years[-1]
    return view.ask(
        "projects/list", year=year, quarter=view.quarter(year), basis=view.basis, member=member
    )


def names_of(projects: pd.DataFrame) -> dict[str, str]:
    """Return project names by id."""
    return dict(zip(projects["project"], projects["name"], strict=True))


def provinces(member: str) -> list[str]:
    """Return the provinces that a member looks after."""
    return provinces_of(vocabulary(), member, today())


def open_provinces(member: str) -> list[str]:
    """Return the provinces whose findings are one's own; who reads all looks as a member does."""
    own = ledger().actor.regions("read_finding")
    if own is None:
        return provinces(member)
    return [row["region"] for row in vocabulary().rows("regions") if row["region"] in own]


def province_names(view: View, member: str) -> str:
    """Name the provinces that a member looks after."""
    return ", ".join(view.region(region) for region in provinces(member))


def state_text(view: View, state: str, is_overdue: bool = False) -> str:
    """Write how a finding stands as shape and word; that it is overdue, too."""
    text = view.marked("finding_states", state)
    return f"{text}, {view.words('panel.late')}" if is_overdue else text


def who_text(view: View, name: str, is_member: bool) -> str:
    """Write who it was: a member by name, somebody of a province as they signed."""
    return view.name("panel_members", name) if is_member else name


def criterion_name(view: View, criterion: str) -> str:
    """Return the name of a criterion of the evaluation."""
    rows = vocabulary().rows("evaluation_criteria")
    return next(
        (row[f"name_{view.language}"] for row in rows if row["criterion"] == criterion), criterion
    )


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────


def evidence_texts(view: View, project: str, cited: Iterable[Evidence]) -> str:
    """Write what was cited: the number, its release and date, and the number now if it differs."""
    return " / ".join(_evidence_text(view, project, each) for each in cited) or "–"


def _evidence_text(view: View, project: str, cited: Evidence) -> str:
    then, now = view.amount(cited.indicator, cited.value), _now(view, project, cited)
    text = view.words(
        "panel.evidence_line",
        indicator=view.indicator_name(cited.indicator),
        period=view.period_to(cited.year, cited.quarter),
        value=then,
        release=release_text(view, cited.release),
    )
    if now in (None, then):
        return text
    return view.words(
        "panel.evidence_now", then=text, now=now, release=release_text(view, view.manifest.release)
    )


def _now(view: View, project: str, cited: Evidence) -> str | None:
    """Return what the shown release says of the number cited; None when it does not cover it."""
    period = {"year": cited.year, "quarter": cited.quarter}
    try:
        now = view.ask("project/indicators", project=project, **period).set_index("indicator")
    except Refused:
        return None
    known = now["actual"].to_dict()
    return (
        view.amount(cited.indicator, known[cited.indicator]) if cited.indicator in known else None
    )


def citable(view: View, project: str, year: int) -> dict[str, str]:
    """Return the indicators of a project with a figure in the shown release, each with it."""
    answer = view.ask("project/indicators", project=project, year=year, quarter=view.quarter(year))
    known = answer[answer["actual"].notna()]
    return {
        row.indicator: f"{view.indicator_name(row.indicator)} "
        f"{view.amount(row.indicator, row.actual)}"
        for row in records(known)
    }


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


def conditions_table(view: View, rows: pd.DataFrame, *leave_out: str) -> Table:
    """Show the conditions of decisions, with their answers or that they are missing.

    ``leave_out`` names columns that are the same on all rows: year_evaluated, project.
    """
    words = view.words
    columns = {
        words("panel.year_evaluated"): [str(year) for year in rows["year"]],
        words("panel.project"): project_links(view, rows),
        words("panel.condition"): list(rows["condition"]),
        words("panel.due_on"): [day(view, due) for due in rows["due_on"]],
        words("panel.answer"): [_answer(view, row) for row in records(rows)],
    }
    for name in leave_out:
        del columns[words(f"panel.{name}")]
    return Table(columns, [], rows)


def _answer(view: View, row: Any) -> str:
    if pd.isna(row.answer):
        return view.words("panel.unanswered_late" if row.is_overdue else "panel.unanswered")
    return view.words(
        "panel.answered_by",
        answer=row.answer,
        who=row.answered_by,
        day=day(view, row.answered_at),
    )
