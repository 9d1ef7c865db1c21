"""The Gantt of 추진·예산, of projects and of groups of them, and their tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.gantt import Said, Stage, gantt
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.progress_chosen import here, place_name
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import date_text, number_text, signed_text

_DAYS = ("planned_start", "planned_end", "actual_start", "actual_end", "counted_to")


@figure("progress/gantt")
def stages_gantt(view: View, *, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw the stages of each project of a province or a type; of the whole, of its cohorts."""
    nothing = view.words("progress.no_stages")
    if region == model_type == "all":
        half = view.ask("progress/cohorts")
        return Drawn(_cohort_gantt(view, half), _cohorts_table(view, half), nothing=nothing)
    course = view.ask("progress/stages", **here(view, region, model_type))
    named = place_name(view, region, model_type)
    chart = _project_gantt(view, course, named)
    return Drawn(chart, _projects_table(view, course), nothing=nothing)


def stage_rows(view: View) -> list[Stage]:
    """Return the stages in order with short name and colour."""
    colours = view.colours("stages")
    return [
        Stage(row["stage"], view.name("stages", row["stage"], "short"), colours[row["stage"]])
        for row in view.vocabulary.rows("stages")
    ]


def slip_text(view: View, days: float) -> str:
    """Write days late with their unit: ``+42일``, ``△3일``."""
    unit = view.words("progress.day_unit")
    return signed_text(days, 0, unit if view.is_korean else f" {unit}")


def day_or_none(view: View, day: dt.date) -> str:
    """Write a day, or a dash."""
    return "–" if pd.isna(day) else day_text(view, day)


def _said(view: View) -> Said:
    words = view.words
    return Said(
        planned=words("progress.planned"),
        actual=words("progress.actual"),
        late=words("progress.late"),
        today=words("progress.today", day=date_text(view.manifest.as_of, view.language)),
        half=words("progress.july"),
    )


def _hover(view: View, title: str, row: Any) -> str:
    return view.words(
        "progress.gantt_hover",
        title=title,
        stage=view.name("stages", row.stage),
        planned=f"{day_or_none(view, row.planned_start)} ~ {day_or_none(view, row.planned_end)}",
        actual=f"{day_or_none(view, row.actual_start)} ~ {day_or_none(view, row.actual_end)}",
    )


def _frame(view: View, source: pd.DataFrame, keys: list[str], labels: list[str]) -> pd.DataFrame:
    """Return what every Gantt needs of an answer's rows."""
    frame = source[["stage", *_DAYS]].copy()
    frame["key"], frame["label"] = keys, labels
    frame["hover"] = [
        _hover(view, label, row) for label, row in zip(labels, records(source), strict=True)
    ]
    return frame


@kept
def _project_gantt(view: View, course: pd.DataFrame, named: str) -> Chart | None:
    """Draw a row a project of a province or a type, with the slip that matters now."""
    if course.empty:
        return None
    words = view.words
    is_one_region = len(set(course["region"])) == 1
    labels = [_label(view, row, with_region=not is_one_region) for row in records(course)]
    frame = _frame(view, course, course["project"].tolist(), labels)
    slips = {project: _slip_now(view, rows) for project, rows in course.groupby("project")}
    frame["text"] = [slips[project] for project in course["project"]]
    title = words("progress.gantt", place=named)
    late = course.dropna(subset=["days_late"])
    return gantt(
        frame,
        view.caption(title, words("progress.day_unit")),
        words(
            "progress.gantt_finding",
            title=title,
            projects=course["project"].nunique(),
            late=late["project"].nunique(),
        ),
        stages=stage_rows(view),
        today=view.manifest.as_of,
        said=_said(view),
        label_width=label_room(labels),
    )


def _label(view: View, row: Any, *, with_region: bool) -> str:
    name = f"{view.region(row.region)} {row.name}" if with_region else str(row.name)
    return f"{name} ({view.words('progress.state_stopped')})" if row.is_stopped else name


def _slip_now(view: View, rows: pd.DataFrame) -> str:
    """Say the worst of the stages that are late now, else how the last ended one ended."""
    late = rows.dropna(subset=["days_late"])
    if len(late):
        worst = late.sort_values("days_late").iloc[-1]
        stage = view.name("stages", worst["stage"], "short")
        return f"▲ {stage} {slip_text(view, worst['days_late'])}"
    ended = rows[rows["stage_state"] == "done"]
    if ended.empty:
        return ""
    last = ended.iloc[-1]
    return f"{view.name('stages', last['stage'], 'short')} {slip_text(view, last['end_slip'])}"


@kept
def _cohort_gantt(view: View, half: pd.DataFrame) -> Chart | None:
    """Draw a row a type and year of selection, by the days when half of its projects were there."""
    if half.empty:
        return None
    words = view.words
    labels = [view.model_type(model_type) for model_type in half["model_type"]]
    keys = [f"{row.selection_year} {row.model_type}" for row in records(half)]
    frame = _frame(view, half, keys, labels)
    frame["group"] = [words("progress.selected_in", year=year) for year in half["selection_year"]]
    frame["text"] = [
        words("progress.count", count=number_text(count)) for count in half["projects"]
    ]
    title = words("progress.cohort_gantt")
    return gantt(
        frame,
        view.caption(title, words("progress.projects_unit")),
        words("progress.cohort_finding", title=title, rows=len(set(keys))),
        stages=stage_rows(view),
        today=view.manifest.as_of,
        said=_said(view),
        label_width=label_room([*labels, *frame["group"]]),
    )


@kept
def _projects_table(view: View, course: pd.DataFrame) -> Table:
    """Show each stage of each project: planned, actual, days late."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, course),
        words("column.region"): [view.region(region) for region in course["region"]],
        words("column.model_type"): [view.model_type(t) for t in course["model_type"]],
        words("column.stage"): [view.name("stages", stage, "short") for stage in course["stage"]],
        **day_columns(view, course),
        words("progress.start_slip"): texts(course["start_slip"], _days),
        words("progress.end_slip"): texts(course["end_slip"], _days),
        words("progress.stage_state"): [
            words(f"progress.state_{state}") for state in course["stage_state"]
        ],
    }
    numeric = [words("progress.start_slip"), words("progress.end_slip")]
    return Table(columns, numeric, course)


def day_columns(view: View, frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return the planned and actual days of stages as columns."""
    return {
        view.words(f"progress.{name}"): [day_or_none(view, day) for day in frame[name]]
        for name in _DAYS[:4]
    }


def _days(value: float) -> str:
    return signed_text(value, 0)


@kept
def _cohorts_table(view: View, half: pd.DataFrame) -> Table:
    """Show the days by which half of a type's projects were there."""
    words = view.words
    columns = {
        words("column.selection_year"): [str(year) for year in half["selection_year"]],
        words("column.model_type"): [view.model_type(t) for t in half["model_type"]],
        words("column.stage"): [view.name("stages", stage, "short") for stage in half["stage"]],
        words("column.projects"): texts(half["projects"], number_text),
        **day_columns(view, half),
    }
    return Table(columns, [words("column.projects")], half, [words("progress.cohort_note")])
