"""Figures and tables of single applications, their scores and outcomes."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.strip import strips
from monitor.charts.theme import palette
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_link
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.selection import OUTCOMES, outcome_name
from monitor.figures.spread import place_text
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text

_SYMBOLS: Final = {
    "selected": "circle",
    "reserve": "diamond",
    "not_selected": "square",
    "undecided": "triangle-up",
    "in_review": "triangle-up-open",
    "ineligible": "x",
    "withdrawn": "circle-open",
}


@figure("selection/scores")
def scores(view: View, *, call: str = "all", region: str = "all", model_type: str = "all") -> Drawn:
    """Draw the scores of the applications by what came of them."""
    applied = _applied(view, call, region, model_type)
    title = view.narrowed(view.words("selection.scores"), region, model_type)
    return Drawn(
        _score_strips(view, applied, title),
        _scores_table(view, applied),
        nothing=view.words("selection.no_scores"),
    )


@figure("selection/applications")
def applications(
    view: View, *, call: str = "all", region: str = "all", model_type: str = "all"
) -> Drawn:
    """List every application with its outcome."""
    applied = _applied(view, call, region, model_type)
    numbers = _applications_table(view, applied, with_call=call == "all")
    title = view.narrowed(view.words("selection.list"), region, model_type)
    return Drawn(None, numbers, title=title, source=view.register_line)


def _applied(view: View, call: str, region: str, model_type: str) -> pd.DataFrame:
    return view.ask(
        "selection/applications", basis=view.basis, call=call, region=region, model_type=model_type
    )


def _scored(applied: pd.DataFrame) -> list[str]:
    """Return the outcomes with scores, the best first."""
    scored = set(applied.loc[applied["score"].notna(), "outcome"])
    return [outcome for outcome in OUTCOMES if outcome in scored]


@kept
def _score_strips(view: View, applied: pd.DataFrame, title: str) -> Chart | None:
    """Draw every score as a mark by outcome, with the outcome's median."""
    outcomes = _scored(applied)
    if not outcomes:
        return None
    words, colours = view.words, palette(dark=view.dark)
    shown = pd.concat(
        [applied[(applied["outcome"] == o) & applied["score"].notna()] for o in outcomes]
    )
    names = {outcome: outcome_name(view, outcome) for outcome in outcomes}
    frame = pd.DataFrame(
        {
            "group": [names[outcome] for outcome in shown["outcome"]],
            "value": shown["score"].tolist(),
            "median": shown["median"].tolist(),
            "name": [f"{view.region(row.region)} {row.name}" for row in records(shown)],
            "colour": [str(getattr(colours, OUTCOMES[o])) for o in shown["outcome"]],
            "symbol": [_SYMBOLS[outcome] for outcome in shown["outcome"]],
        }
    )
    medians = shown.drop_duplicates("outcome")
    written = [
        words("selection.points", points=number_text(value, 1)) for value in medians["median"]
    ]
    return strips(
        frame,
        view.register_caption(title, view.name("units", "point")),
        view.finding_of(
            title, [names[outcome] for outcome in medians["outcome"]], medians["median"], written
        ),
        write=lambda value: number_text(value, 1),
        median_name=words("common.median"),
        from_zero=False,
        label_width=label_room(list(names.values())),
    )


@kept
def _scores_table(view: View, applied: pd.DataFrame) -> Table:
    """Show the scored applications by outcome, the highest first."""
    words, outcomes = view.words, _scored(applied)
    scored = applied[applied["score"].notna()]
    ordered = scored.assign(place=[outcomes.index(o) for o in scored["outcome"]])
    shown = ordered.sort_values(["place", "score"], ascending=[True, False]).drop(columns="place")
    columns = {
        words("selection.outcome"): [outcome_name(view, o) for o in shown["outcome"]],
        words("selection.column_score"): texts(shown["score"], lambda v: number_text(v, 1)),
        words("common.median"): texts(shown["median"], lambda v: number_text(v, 1)),
        words("column.project"): [_name(view, row) for row in records(shown)],
        words("column.region"): [view.region(region) for region in shown["region"]],
    }
    without = len(applied) - len(scored)
    lines = [words("selection.unscored", count=number_text(without))] if without else []
    return Table(columns, list(columns)[1:3], shown, lines)


def _name(view: View, row: Any) -> str:
    """Return the name applied with; of a selected project the way to its card."""
    if pd.isna(row.project) or pd.isna(row.project_name):
        return str(row.name)
    return project_link(view, row.project, row.name)


@kept
def _applications_table(view: View, applied: pd.DataFrame, *, with_call: bool) -> Table:
    """Show every application with its outcome."""
    words = view.words
    calls = view.ask("selection/calls")
    names = dict(zip(calls["call"], calls["name"], strict=True))
    of_call = {words("selection.call"): [names.get(call, call) for call in applied["call"]]}
    columns = {
        **(of_call if with_call else {}),
        words("column.project"): [_name(view, row) for row in records(applied)],
        words("selection.outcome"): [_marked(view, outcome) for outcome in applied["outcome"]],
        words("selection.column_score"): texts(applied["score"], lambda v: number_text(v, 1)),
        words("column.region"): [place_text(view, row) for row in records(applied)],
        words("column.model_type"): [view.model_type(t) for t in applied["model_type"]],
        words("selection.applicant"): applied["applicant"].tolist(),
        words("selection.column_requested"): texts(applied["requested"], view.million_won),
        words("selection.column_received"): [day_text(view, d) for d in applied["received_on"]],
    }
    numeric = [words("selection.column_score"), words("selection.column_requested")]
    return Table(columns, numeric, applied, [words("selection.list_note")])


_MARKS: Final = {
    "selected": "●",
    "reserve": "◆",
    "not_selected": "■",
    "undecided": "▲",
    "in_review": "△",
    "ineligible": "×",
    "withdrawn": "○",
}


def _marked(view: View, outcome: str) -> str:
    return f"{_MARKS[outcome]}\N{NO-BREAK SPACE}{outcome_name(view, outcome)}"
