"""Tiles, figures and tables of the results of 연차 평가."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.figures.evaluation import (
    TOTAL,
    grade_text,
    range_text,
    said,
    score_text,
)
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts, unbroken
from monitor.figures.view import View
from monitor.wording import number_text, signed_text


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


@figure("evaluation/results")
def results(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List what a year's evaluation gave each project."""
    answer = view.ask("evaluation/results", **Chosen(year, region, model_type).on(view.basis))
    title = view.words("evaluation.all_results", year=view.period_to(year, 4))
    return Drawn(
        None,
        _results_table(view, answer),
        title=view.narrowed(title, region, model_type),
        nothing=view.words("show.nothing"),
    )


@kept
def _results_table(view: View, results: pd.DataFrame) -> Table:
    """Show every project's score, rank, grade, decision and marks."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, results),
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
