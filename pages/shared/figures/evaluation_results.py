"""Tiles, figures and tables of the results of 연차 평가."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from monitor.charts import Chart
from monitor.charts.dots import Band, Mark, dots
from monitor.charts.scatter import scatter
from monitor.wording import number_text, signed_text
from pages.shared.evaluation.chosen import Chosen
from pages.shared.figures.evaluation import (
    TOTAL,
    grade_text,
    label_room,
    labels_of,
    place_text,
    range_text,
    said,
    score_text,
)
from pages.shared.keep import kept
from pages.shared.show import Table, Tile
from pages.shared.tables import records, texts, unbroken
from pages.shared.view import View

_OF_YEAR: Final = {1: "circle", 2: "square", 3: "diamond"}
_NAMED: Final = 2  # projects of each kind that are named in the scatter


def summary_tiles(
    view: View, summary: pd.DataFrame, agreement: pd.DataFrame, chosen: Chosen
) -> list[Tile]:
    """Return how many were evaluated, their mean, their own view, and how far the panel agrees."""
    words, row = view.words, summary.iloc[0]
    is_first = not row["previous_projects"]
    mean_key = "mean" if chosen.criterion == TOTAL else "mean_share"
    help_key = "mean_help" if row["both_projects"] else "mean_first_help"
    shown = [
        Tile(
            words("evaluation.projects"),
            words("evaluation.count", count=number_text(row["projects"])),
            words("evaluation.no_before")
            if is_first
            else words("evaluation.before", value=number_text(row["previous_projects"])),
        ),
        Tile(
            words(f"evaluation.{mean_key}"),
            number_text(row["mean"], 1),
            words("evaluation.no_before")
            if is_first
            else f"{words('evaluation.before', value=number_text(row['previous_mean'], 1))}"
            f" ({signed_text(row['change'], 1)})",
            words(
                f"evaluation.{help_key}",
                count=number_text(row["both_projects"]),
                change=signed_text(row["both_change"], 1),
            ),
        ),
        Tile(
            words("evaluation.self_gap"),
            signed_text(row["self_gap"], 1),
            words("evaluation.self_gap_note", value=number_text(row["self_mean"], 1)),
            words("evaluation.self_gap_help"),
        ),
        Tile(
            words("evaluation.deviating"),
            words("evaluation.count", count=number_text(row["deviating"])),
            "",
            words("evaluation.deviating_help"),
        ),
    ]
    for each in records(agreement[agreement["criterion"] == chosen.criterion]):
        level = "unknown" if pd.isna(each.agreement_level) else each.agreement_level
        shown.append(
            Tile(
                words("evaluation.agreement", number=each.programme_year),
                f"{number_text(each.alpha, 2)} {words(f'evaluation.agreement_{level}')}",
                words("evaluation.agreement_note", projects=each.projects, scorers=each.scorers),
                words("evaluation.agreement_help"),
            )
        )
    return shown


def _before(view: View, row: Any) -> str:
    return view.words("evaluation.before", value=number_text(row.previous_projects))


def grade_tiles(view: View, counts: pd.DataFrame, bands: pd.DataFrame) -> list[Tile]:
    """Return how many projects have each grade."""
    words, shown = view.words, []
    rules = {band.grade: band for band in records(bands)}
    for row in records(counts[counts["kind"] == "grade"]):
        count = words("evaluation.count", count=number_text(row.projects))
        if row.value == "withheld":
            label, told = words("evaluation.withheld"), words("evaluation.withheld_help")
        else:
            band = rules[row.value]
            label = words("evaluation.grade", grade=row.value)
            key = "grade_help" if band.method == "cut_off" else "grade_quota_help"
            told = words(
                f"evaluation.{key}",
                score=number_text(band.minimum_score),
                decision=view.name("decisions", band.decision),
            )
        shown.append(Tile(label, count, _before(view, row), told))
    return shown


def decision_tiles(view: View, counts: pd.DataFrame) -> list[Tile]:
    """Return how many projects have each decision."""
    words = view.words
    return [
        Tile(
            said(view, row.value),
            words("evaluation.count", count=number_text(row.projects)),
            _before(view, row),
            words("evaluation.undecided_help") if row.value == "undecided" else "",
        )
        for row in records(counts[counts["kind"] == "decision"])
    ]


def open_on_click(figure: str) -> dict[str, Any]:
    """Return what makes a click on a project open what its score rests on."""

    def remember() -> None:
        points = st.session_state[figure].selection.points
        if points and points[0].get("customdata"):
            st.session_state["project"] = points[0]["customdata"][0]
            st.session_state["part"] = "project"

    return {"on_select": remember, "selection_mode": "points"}


def _ranking(results: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the projects of a programme year by rank, those without one last."""
    shown = results[results["programme_year"] == number]
    return shown.sort_values(["rank", "project"], na_position="last")


@kept
def rank_dots(
    view: View, results: pd.DataFrame, bands: pd.DataFrame, chosen: Chosen, number: int
) -> Chart:
    """Draw the score of each project with its interval, by rank, over the grades."""
    words, shown = view.words, _ranking(results, number)
    labels = [
        name if pd.isna(rank) else f"{number_text(rank)}. {name}"
        for rank, name in zip(shown["rank"], labels_of(view, shown), strict=True)
    ]
    written = [_rank_text(view, row) for row in records(shown)]
    frame = pd.DataFrame(
        {
            "label": labels,
            "text": written,
            "score": shown["score"].tolist(),
            "lower": shown["score_from"].tolist(),
            "upper": shown["score_to"].tolist(),
            "is_soft": [not chosen.is_chosen(r.region, r.model_type) for r in records(shown)],
            "key": shown["project"].tolist(),
            "hover": [f"{label}<br>{text}" for label, text in zip(labels, written, strict=True)],
        }
    )
    title = words("evaluation.rank", year=view.period_to(chosen.year, 4), number=number)
    cut_offs = bands[bands["method"] == "cut_off"]
    return dots(
        frame,
        view.caption(title, words("evaluation.points")),
        _rank_finding(view, title, shown),
        marks=[Mark("score", words("evaluation.score"))],
        interval_name=words("evaluation.interval"),
        bands=[Band(b.grade, b.minimum_score, b.up_to) for b in records(cut_offs)],
        label_width=label_room(labels),
    )


def _rank_text(view: View, row: Any) -> str:
    method = view.words(f"evaluation.method_{row.score_method}")
    if pd.isna(row.rank) or pd.isna(row.rank_from):
        return view.words("evaluation.rank_text_few", score=score_text(row.score), method=method)
    text = view.words(
        "evaluation.rank_text",
        grade=grade_text(row.grade),
        score=score_text(row.score),
        first=number_text(row.rank_from),
        last=number_text(row.rank_to),
    )
    return text if row.score_method == "trimmed" else f"{text} · {method}"


def _rank_finding(view: View, title: str, shown: pd.DataFrame) -> str:
    ranked = shown.dropna(subset=["rank", "rank_to"])
    if ranked.empty:
        return view.finding(title, highest=None, lowest=None)
    first = ranked.iloc[0]
    wide = ranked.loc[(ranked["rank_to"] - ranked["rank_from"]).idxmax()]
    return view.words(
        "evaluation.rank_finding",
        title=title,
        first=first["name"],
        score=score_text(first["score"]),
        low=number_text(first["score_from"], 1),
        high=number_text(first["score_to"], 1),
        wide=wide["name"],
        from_rank=number_text(wide["rank_from"]),
        to_rank=number_text(wide["rank_to"]),
    )


def rank_notes(view: View, year: int) -> list[str]:
    """Say what the interval and the marks mean."""
    years = view.ask("evaluation/years")
    rules = years[years["year"] == year].iloc[0]
    return [
        view.words("evaluation.rank_note"),
        view.words(
            "evaluation.rank_marks",
            trim=number_text(rules["trim_from"]),
            least=number_text(rules["minimum_scorers"]),
        ),
        view.words("evaluation.rank_click"),
    ]


@kept
def rank_table(view: View, results: pd.DataFrame, number: int) -> Table:
    """Show score and rank with their intervals."""
    words, shown = view.words, _ranking(results, number)
    columns = {
        words("column.project"): shown["name"].tolist(),
        words("column.region"): [view.region(region) for region in shown["region"]],
        words("evaluation.column_rank"): texts(shown["rank"], number_text),
        words("evaluation.column_rank_interval"): [
            place_text(view, row.rank_from, row.rank_to) for row in records(shown)
        ],
        words("evaluation.column_score"): texts(shown["score"], score_text),
        words("evaluation.column_interval"): [
            range_text(view, row.score_from, row.score_to) for row in records(shown)
        ],
        words("evaluation.column_grade"): [grade_text(grade) for grade in shown["grade"]],
        words("evaluation.column_marks"): [
            words(f"evaluation.method_{method}") for method in shown["score_method"]
        ],
    }
    return Table(columns, list(columns)[2:6], shown)


@kept
def measured_scatter(view: View, compared: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw attainment at year end against the score, the projects that differ most named."""
    if compared.empty:
        return None
    words, labels = view.words, labels_of(view, compared)
    names = [
        name if not pd.isna(place) and place <= _NAMED else ""
        for place, name in zip(compared["outlier"], compared["name"], strict=True)
    ]
    frame = pd.DataFrame(
        {
            "x": compared["attainment_index"],
            "y": compared["score"],
            "x_median": compared["attainment_median"],
            "y_median": compared["score_median"],
            "symbol": [_OF_YEAR.get(number, "circle") for number in compared["programme_year"]],
            "is_soft": [not chosen.is_chosen(r.region, r.model_type) for r in records(compared)],
            "name": names,
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
    told = {}
    for quadrant in ("measured_only", "judged_only"):
        rows = compared[(compared["quadrant"] == quadrant) & (compared["outlier"] <= _NAMED)]
        names = ", ".join(labels_of(view, rows.sort_values("outlier")))
        told[quadrant] = view.words(f"evaluation.{quadrant}", names=names) if names else ""
    return view.words(
        "evaluation.scatter_finding",
        title=title,
        value=number_text(correlation, 2),
        measured=told["measured_only"],
        judged=told["judged_only"],
    ).strip()


@kept
def measured_table(view: View, compared: pd.DataFrame) -> Table:
    """Show attainment beside the score, and how the two compare."""
    words = view.words
    columns = {
        words("column.project"): compared["name"].tolist(),
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
    return [*lines, words("notes.attainment_index")]


@kept
def self_rows(
    view: View, groups: pd.DataFrame, results: pd.DataFrame, chosen: Chosen
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
def self_dots(view: View, own: pd.DataFrame, chosen: Chosen) -> Chart | None:
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
def self_table(view: View, own: pd.DataFrame) -> Table:
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


@kept
def results_table(view: View, results: pd.DataFrame) -> Table:
    """Show every project's score, rank, grade, decision and marks."""
    words = view.words
    columns = {
        words("column.project"): results["name"].tolist(),
        words("column.status"): [
            "–" if pd.isna(status) else view.status(status) for status in results["status"]
        ],
        words("column.region"): [view.region(region) for region in results["region"]],
        words("column.model_type"): [view.model_type(t) for t in results["model_type"]],
        words("column.programme_year"): [
            words("common.programme_year", number=n) for n in results["programme_year"]
        ],
        words("evaluation.column_score"): texts(results["score"], score_text),
        words("evaluation.column_interval"): [
            unbroken(range_text(view, r.score_from, r.score_to)) for r in records(results)
        ],
        words("evaluation.column_rank"): [
            "–" if pd.isna(r.rank) else f"{number_text(r.rank)}/{number_text(r.ranked)}"
            for r in records(results)
        ],
        words("evaluation.column_self"): texts(results["self_score"], lambda v: number_text(v, 1)),
        words("evaluation.column_grade"): [grade_text(grade) for grade in results["grade"]],
        words("evaluation.column_decision"): [decision_text(view, r) for r in records(results)],
        words("evaluation.column_marks"): [marks_text(view, r) for r in records(results)],
    }
    numeric = [words(f"evaluation.column_{n}") for n in ("score", "interval", "rank", "self")]
    return Table(columns, numeric, results)


def decision_text(view: View, row: Any) -> str:
    """Write a decision; one by the rules says that the ministry has not decided."""
    text = said(view, row.decision)
    if row.is_decided or text == "–":
        return text
    return view.words("evaluation.not_decided", decision=text)


def marks_text(view: View, row: Any, *, reason: bool = True) -> str:
    """Write what is to be known of a result: how it was taken, and what departs from the rule."""
    words = view.words
    marks = [words(f"evaluation.method_{row.score_method}")]
    if row.excluded:
        marks.append(words("evaluation.mark_excluded", count=row.excluded))
    if row.corrected:
        marks.append(words("evaluation.mark_corrected", count=row.corrected))
    if not pd.isna(row.grade_reached) and row.grade_reached != row.grade:
        marks.append(words("evaluation.mark_barred", grade=row.grade_reached))
    if not (reason and row.is_deviating):
        return " · ".join(marks)
    if pd.isna(row.rule_decision):
        marks.append(words("evaluation.mark_deviating_plain", reason=row.reason))
    else:
        rule = view.name("decisions", row.rule_decision)
        marks.append(words("evaluation.mark_deviating", rule=rule, reason=row.reason))
    return " · ".join(marks)
