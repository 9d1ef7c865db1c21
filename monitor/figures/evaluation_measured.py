"""What was judged beside what was measured, and beside the provinces' own view."""

from __future__ import annotations

from typing import Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.dots import Mark, dots
from monitor.charts.scatter import scatter
from monitor.figures.evaluation import (
    label_room,
    labels_of,
    score_text,
)
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text, signed_text

_OF_YEAR: Final = {1: "circle", 2: "square", 3: "diamond"}
_NAMED: Final = 3  # projects of each kind that are named in the scatter


@figure("evaluation/measured", marking=("region", "model_type"))
def measured(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw what was measured beside what was judged, projects of a place or type filled."""
    compared = view.ask("evaluation/measured_and_judged", year=year, basis=view.basis)
    chart = _measured_scatter(view, compared, Chosen(year, region, model_type))
    nothing = view.words("show.nothing")
    return Drawn(chart, _measured_table(view, compared), nothing=nothing)


@figure("evaluation/self")
def self_assessed(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw the provinces' own view beside the panel's, or that of one province by project."""
    chosen = Chosen(year, region, model_type)
    results = view.ask("evaluation/results", **chosen.on(view.basis))
    groups = view.ask("evaluation/group_paths", basis=view.basis)
    own = _self_rows(view, groups, results, chosen)
    nothing = view.words("show.nothing")
    return Drawn(_self_dots(view, own, chosen), _self_table(view, own), nothing=nothing)


@kept
def _measured_scatter(view: View, compared: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw attainment at year end against the score, the projects that differ most named."""
    if compared.empty:
        return None
    words, labels = view.words, labels_of(view, compared)
    numbers = {project: str(n) for n, project in enumerate(_apart(compared)["project"], 1)}
    frame = pd.DataFrame(
        {
            "x": compared["attainment_index"],
            "y": compared["score"],
            "x_median": compared["attainment_median"],
            "y_median": compared["score_median"],
            "symbol": [_OF_YEAR.get(number, "circle") for number in compared["programme_year"]],
            "is_soft": [not chosen.is_chosen(r.region, r.model_type) for r in records(compared)],
            "number": [numbers.get(project, "") for project in compared["project"]],
            "hover": [
                f"{label}<br>{words('evaluation.scatter_x')} {number_text(row.attainment_index, 1)}"
                f"<br>{words('evaluation.scatter_y')} {score_text(row.score)}"
                for label, row in zip(labels, records(compared), strict=True)
            ],
        }
    )
    title = words("evaluation.scatter", year=view.period_to(chosen.year, 4))
    return scatter(
        frame,
        view.caption(title, words("evaluation.points")),
        _measured_finding(view, title, compared),
        x_name=words("evaluation.scatter_x"),
        y_name=words("evaluation.scatter_y"),
        key=words("evaluation.scatter_key"),
    )


def _measured_finding(view: View, title: str, compared: pd.DataFrame) -> str:
    correlation = compared["rank_correlation"].iloc[0]
    if pd.isna(correlation):
        count = number_text(len(compared))
        return view.words("evaluation.scatter_unknown", title=title, count=count)
    told = " ".join(_apart_lines(view, compared))
    value = number_text(correlation, 2)
    return view.words("evaluation.scatter_finding", title=title, value=value, told=told).strip()


def _apart(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the projects whose two places lie furthest apart, each kind in its order."""
    shown = compared[compared["outlier"].notna() & (compared["outlier"] <= _NAMED)]
    return shown.sort_values(["quadrant", "outlier"], ascending=[False, True])


def _apart_lines(view: View, compared: pd.DataFrame) -> list[str]:
    """Name those projects, each with its number in the figure."""
    shown = _apart(compared)
    named = shown.assign(
        label=[f"({n}) {label}" for n, label in enumerate(labels_of(view, shown), 1)]
    )
    return [
        view.words(f"evaluation.{quadrant}", names=", ".join(rows["label"]))
        for quadrant, rows in named.groupby("quadrant", sort=False)
    ]


@kept
def _measured_table(view: View, compared: pd.DataFrame) -> Table:
    """Show attainment beside the score, and how the two compare."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, compared),
        words("column.region"): [view.region(region) for region in compared["region"]],
        words("column.programme_year"): [
            words("common.programme_year", number=n) for n in compared["programme_year"]
        ],
        words("column.attainment_index"): texts(
            compared["attainment_index"], lambda v: number_text(v, 1)
        ),
        words("evaluation.column_score"): texts(compared["score"], score_text),
        words("evaluation.quadrant"): [
            words(f"evaluation.quadrant_{quadrant}") for quadrant in compared["quadrant"]
        ],
        words("evaluation.place_gap"): texts(compared["place_gap"], lambda v: signed_text(v, 0)),
    }
    numeric = [*list(columns)[3:5], words("evaluation.place_gap")]
    return Table(columns, numeric, compared, _measured_notes(view, compared))


def _measured_notes(view: View, compared: pd.DataFrame) -> list[str]:
    if compared.empty or pd.isna(compared["rank_correlation"].iloc[0]):
        return []
    value, words = number_text(compared["rank_correlation"].iloc[0], 2), view.words
    lines = [words("evaluation.correlation_note", value=value, count=len(compared))]
    return [*lines, *_apart_lines(view, compared), words("notes.attainment_index")]


@kept
def _self_rows(
    _view: View, groups: pd.DataFrame, results: pd.DataFrame, chosen: Chosen
) -> pd.DataFrame:
    """Return own and panel's scores: means by province, or the projects of the chosen one.

    Columns: region or name, self_score, score (points out of 100), self_gap (points).
    """
    if chosen.region != "all":
        return results[["name", "self_score", "score", "self_gap"]]
    shown = groups[(groups["breakdown"] == "region") & (groups["year"] == chosen.year)]
    names = {"member": "region", "self_mean": "self_score", "score_mean": "score"}
    return shown[[*names, "self_gap"]].rename(columns=names)


def _self_labels(view: View, own: pd.DataFrame) -> list[str]:
    return own["name"].tolist() if "name" in own else [view.region(r) for r in own["region"]]


@kept
def _self_dots(view: View, own: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw own and panel's scores, joined."""
    if own.empty:
        return None
    words, labels = view.words, _self_labels(view, own)
    frame = pd.DataFrame(
        {
            "label": labels,
            "own": own["self_score"].tolist(),
            "panel": own["score"].tolist(),
            "text": [signed_text(gap, 1) for gap in own["self_gap"]],
        }
    )
    key = "self" if chosen.region == "all" else "self_of"
    title = words(
        f"evaluation.{key}",
        region=view.region(chosen.region),
        year=view.period_to(chosen.year, 4),
    )
    # The means of the provinces are those of all types.
    title = title if chosen.region == "all" else view.narrowed(title, model_type=chosen.model_type)
    return dots(
        frame,
        view.caption(title, words("evaluation.points")),
        view.finding_of(title, labels, own["self_gap"], frame["text"]),
        marks=[
            Mark("panel", words("evaluation.panel_score")),
            Mark("own", words("evaluation.self_score"), "diamond-open", "ink"),
        ],
        connected=("own", "panel"),
        label_width=label_room(labels),
    )


@kept
def _self_table(view: View, own: pd.DataFrame) -> Table:
    """Show own and panel's scores with their gap."""
    words = view.words
    first = words("column.project" if "name" in own else "column.region")
    columns = {
        first: _self_labels(view, own),
        words("evaluation.self_score"): texts(own["self_score"], lambda v: number_text(v, 1)),
        words("evaluation.panel_score"): texts(own["score"], lambda v: number_text(v, 1)),
        words("evaluation.gap"): texts(own["self_gap"], lambda v: signed_text(v, 1)),
    }
    lines = [words("evaluation.self_gap_help")]
    return Table(columns, list(columns)[1:], own, lines)
