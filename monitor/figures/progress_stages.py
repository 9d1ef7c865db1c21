"""Tiles, figures and tables of the stages of 추진·예산."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import stacked
from monitor.charts.matrix import matrix
from monitor.charts.quarters import quarters
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.progress_chosen import here, here_in, place_name
from monitor.figures.progress_gantt import day_columns, slip_text, stage_rows
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text, signed_text

_QUARTERS = 4


def stage_tiles(view: View, counts: pd.DataFrame, late: pd.DataFrame) -> list[Tile]:
    """Return how many projects are in each stage, and how many are past its planned end."""
    words = view.words
    slips = late[late["breakdown"] == "all"].set_index("stage")
    tiles = []
    for row in records(counts[counts["breakdown"] == "all"]):
        slip = slips.loc[row.stage] if row.stage in slips.index else None
        tiles.append(
            Tile(
                view.name("stages", row.stage),
                words("progress.count", count=number_text(row.projects)),
                "" if slip is None else words("progress.overdue", count=slip["overdue"]),
                ""
                if slip is None
                else words(
                    "progress.stage_help",
                    slip=slip_text(view, slip["end_slip"]),
                    ended=number_text(slip["stages_ended"]),
                    longest=slip_text(view, slip["longest"]),
                ),
            )
        )
    return tiles


@figure("progress/late_stages")
def late_stages(view: View, *, region: str = "all", model_type: str = "all") -> Drawn:
    """List the stages that are late now, the most days first."""
    words = view.words
    return Drawn(
        None,
        _late_table(view, view.ask("progress/stages", **here(view, region, model_type))),
        title=words("progress.late_list", place=place_name(view, region, model_type)),
        nothing=words("progress.none_late"),
        notes=(words("progress.slip_note"),),
    )


@figure("progress/stages-region")
def stages_by_region(view: View, *, model_type: str = "all") -> Drawn:
    """Draw how many projects are in each stage, by province."""
    return _counts(view, "region", "all", model_type)


@figure("progress/stages-model-type")
def stages_by_type(view: View, *, region: str = "all") -> Drawn:
    """Draw how many projects are in each stage, by type."""
    return _counts(view, "model_type", region, "all")


@figure("progress/slip-region")
def slip_by_region(view: View, *, model_type: str = "all") -> Drawn:
    """Draw by how many days stages end late, by province."""
    return _slips(view, "region", "all", model_type)


@figure("progress/slip-model-type")
def slip_by_type(view: View, *, region: str = "all") -> Drawn:
    """Draw by how many days stages end late, by type."""
    return _slips(view, "model_type", region, "all")


@figure("progress/passing")
def passing(view: View, *, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw how many projects complete each stage a quarter, planned and actual."""
    passed = view.ask("progress/passing", **here(view, region, model_type))
    named = place_name(view, region, model_type)
    return Drawn(
        _passing_columns(view, passed, named),
        _passing_table(view, passed),
        nothing=view.words("progress.no_stages"),
    )


def stage_counts(view: View, region: str, model_type: str) -> pd.DataFrame:
    """Ask how many projects are in each stage on the as-of date."""
    asked = here_in(view, view.manifest.last_year, region, model_type)
    return view.ask("progress/stage_counts", **asked)


def _counts(view: View, breakdown: str, region: str, model_type: str) -> Drawn:
    counts = stage_counts(view, region, model_type)
    title = view.narrowed(view.words(f"progress.counts_by_{breakdown}"), region, model_type)
    return Drawn(
        _count_bars(view, counts, breakdown, title),
        _counts_table(view, counts, breakdown),
        nothing=view.words("progress.no_stages"),
    )


def _slips(view: View, breakdown: str, region: str, model_type: str) -> Drawn:
    late = view.ask("progress/slippage", **here(view, region, model_type))
    title = view.narrowed(view.words(f"progress.slip_by_{breakdown}"), region, model_type)
    return Drawn(
        _slip_matrix(view, late, breakdown, title),
        _slippage_table(view, late, breakdown),
        nothing=view.words("progress.no_stages"),
    )


def _label(view: View, breakdown: str, member: str) -> str:
    return view.region(member) if breakdown == "region" else view.model_type(member)


@kept
def _late_table(view: View, course: pd.DataFrame) -> Table:
    """Show the stages that are late now, the most days first."""
    words = view.words
    late = course.dropna(subset=["days_late"])
    late = late.sort_values(["days_late", "project"], ascending=[False, True])
    late.attrs = dict(course.attrs)
    columns = {
        words("column.project"): project_links(view, late),
        words("column.region"): [view.region(region) for region in late["region"]],
        words("column.model_type"): [view.model_type(t) for t in late["model_type"]],
        words("column.stage"): [view.name("stages", stage) for stage in late["stage"]],
        words("progress.stage_state"): [
            words(f"progress.state_{state}") for state in late["stage_state"]
        ],
        **day_columns(view, late),
        words("progress.days_late"): texts(late["days_late"], lambda v: signed_text(v, 0)),
    }
    del columns[words("progress.actual_end")]
    return Table(columns, [words("progress.days_late")], late)


@kept
def _count_bars(view: View, counts: pd.DataFrame, breakdown: str, title: str) -> Chart | None:
    """Draw how many projects are in each stage, by province or type."""
    rows = counts[counts["breakdown"] == breakdown]
    if rows.empty:
        return None
    words = view.words
    labels = [_label(view, breakdown, member) for member in rows[breakdown]]
    frame = pd.DataFrame(
        {"label": labels, "part": rows["stage"].tolist(), "value": rows["projects"].tolist()}
    )
    totals = counts[counts["breakdown"] == "all"]
    told = ", ".join(
        f"{view.name('stages', row.stage)} {number_text(row.projects)}" for row in records(totals)
    )
    return stacked(
        frame,
        view.caption(title, words("progress.projects_unit")),
        f"{title}: {told}",
        parts=[(stage.stage, stage.name, stage.colour) for stage in stage_rows(view)],
        label_width=label_room(labels),
    )


@kept
def _counts_table(view: View, counts: pd.DataFrame, breakdown: str) -> Table:
    """Show how many projects are in each stage."""
    rows = counts[counts["breakdown"] == breakdown]
    members = list(dict.fromkeys(rows[breakdown]))
    columns = {
        view.words(f"column.{breakdown}"): [_label(view, breakdown, m) for m in members],
        **{
            stage.name: texts(rows.loc[rows["stage"] == stage.stage, "projects"], number_text)
            for stage in stage_rows(view)
        },
    }
    return Table(columns, list(columns)[1:], rows)


@kept
def _slip_matrix(view: View, late: pd.DataFrame, breakdown: str, title: str) -> Chart | None:
    """Draw by how many days stages end late, by province or type."""
    rows = late[late["breakdown"] == breakdown]
    if rows.empty:
        return None
    words = view.words
    labels = [_label(view, breakdown, member) for member in rows[breakdown]]
    frame = pd.DataFrame(
        {
            "row": labels,
            "column": [view.name("stages", stage, "short") for stage in rows["stage"]],
            "value": rows["end_slip"].clip(lower=0).fillna(0).tolist(),
            "text": [
                signed_text(row.end_slip, 0) + (f" ▲{row.overdue}" if row.overdue else "")
                for row in records(rows)
            ],
        }
    )
    written = [f"{label} {slip}" for label, slip in zip(labels, frame["text"], strict=True)]
    slips = rows["end_slip"].tolist()
    return matrix(
        frame,
        view.caption(title, words("progress.day_unit")),
        view.finding_of(title, written, slips, [""] * len(rows)),
        label_width=label_room(labels),
    )


@kept
def _slippage_table(view: View, late: pd.DataFrame, breakdown: str) -> Table:
    """Show days late at the beginning and end of stages."""
    words, rows = view.words, late[late["breakdown"] == breakdown]
    columns = {
        words(f"column.{breakdown}"): [_label(view, breakdown, m) for m in rows[breakdown]],
        words("column.stage"): [view.name("stages", stage, "short") for stage in rows["stage"]],
        words("progress.begun"): texts(rows["stages_begun"], number_text),
        words("progress.start_slip"): texts(rows["start_slip"], lambda v: signed_text(v, 1)),
        words("progress.ended"): texts(rows["stages_ended"], number_text),
        words("progress.end_slip"): texts(rows["end_slip"], lambda v: signed_text(v, 1)),
        words("progress.longest"): texts(rows["longest"], lambda v: signed_text(v, 0)),
        words("progress.overdue_now"): texts(rows["overdue"], number_text),
    }
    return Table(columns, list(columns)[2:], rows, [words("progress.median_note")])


@kept
def _passing_columns(view: View, passing: pd.DataFrame, named: str) -> Chart | None:
    """Draw how many projects complete each stage a quarter, planned and actual."""
    if passing.empty:
        return None
    words = view.words
    names = {stage.stage: view.name("stages", stage.stage) for stage in stage_rows(view)}
    frame = pd.DataFrame(
        {
            "group": [names[stage] for stage in passing["stage"]],
            "number": (passing["year"] * _QUARTERS + passing["quarter"] - 1).tolist(),
            "actual": passing["actual"].astype("float").tolist(),
            "planned": passing["planned"].tolist(),
            "hover": [
                words(
                    "progress.passing_hover",
                    year=row.year,
                    quarter=row.quarter,
                    actual=number_text(row.actual),
                    planned=number_text(row.planned),
                )
                for row in records(passing)
            ],
        }
    )
    title = words("progress.passing", place=named)
    now = passing.dropna(subset=["actual_to_date"]).drop_duplicates("stage", keep="last")
    told = ", ".join(
        words(
            "progress.passed",
            stage=names[row.stage],
            actual=number_text(row.actual_to_date),
            planned=number_text(row.planned_to_date),
        )
        for row in records(now)
    )
    return quarters(
        frame,
        view.caption(title, words("progress.projects_unit")),
        f"{title}: {told}",
        write=number_text,
        actual_name=words("progress.completed"),
        planned_name=words("progress.to_complete"),
    )


@kept
def _passing_table(view: View, passing: pd.DataFrame) -> Table:
    """Show how many projects complete each stage a quarter."""
    words = view.words
    columns = {
        words("column.stage"): [view.name("stages", stage) for stage in passing["stage"]],
        words("progress.quarter"): [
            words("progress.quarter_of", year=row.year, quarter=row.quarter)
            for row in records(passing)
        ],
        words("progress.to_complete"): texts(passing["planned"], number_text),
        words("progress.completed"): texts(passing["actual"], number_text),
        words("progress.planned_to_date"): texts(passing["planned_to_date"], number_text),
        words("progress.actual_to_date"): texts(passing["actual_to_date"], number_text),
    }
    return Table(columns, list(columns)[2:], passing, [words("progress.passing_note")])
