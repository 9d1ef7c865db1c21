"""How the parts of 연차 평가 name and write things."""

from __future__ import annotations

from typing import Final

import pandas as pd

from monitor.charts.lettering import text_width
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.view import View
from monitor.wording import number_text

TOTAL: Final = "total"
# What stands before a decision's word, so that colour is not needed.
SYMBOLS: Final = {
    "selected": "○",
    "continue": "●",
    "conditional": "▲",
    "stop": "■",
    "undecided": "○",
    "pending": "○",
}
_WIDEST_LABEL: Final = 290
_LABEL_MARGIN: Final = 14


def evaluated_years(view: View) -> list[int]:
    """Return the years that the release has evaluated."""
    return list(dict.fromkeys(map(int, view.ask("evaluation/years")["year"])))


def programme_years(view: View, year: int) -> list[int]:
    """Return the programme years of the projects that were evaluated in a year."""
    years = view.ask("evaluation/years")
    return [int(number) for number in years.loc[years["year"] == year, "programme_year"]]


def criteria_names(view: View) -> dict[str, str]:
    """Return the total and every criterion with its name."""
    criteria = view.ask("evaluation/criteria")
    names = zip(criteria["criterion"], criteria[f"name_{view.language}"], strict=True)
    return {TOTAL: view.words("evaluation.total"), **dict(names)}


def measure_name(view: View, criterion: str) -> str:
    """Return what is measured: the score, or a criterion's share of points."""
    if criterion == TOTAL:
        return view.words("evaluation.score")
    return view.words("evaluation.share_of", criterion=criteria_names(view)[criterion])


def measure_unit(view: View, criterion: str) -> str:
    """Return its unit: points, or %."""
    return view.words("evaluation.points") if criterion == TOTAL else "%"


def said(view: View, decision: str | None) -> str:
    """Write a decision as shape and word; a dash for none."""
    if decision is None or pd.isna(decision):
        return "–"
    return f"{SYMBOLS[decision]}\N{NO-BREAK SPACE}{state_name(view, decision)}"


def state_name(view: View, state: str) -> str:
    """Return the word for a decision, or for what stands in its place."""
    if state in ("selected", "undecided", "pending"):
        return view.words(f"evaluation.{state}")
    return view.name("decisions", state)


def grade_text(grade: str | None) -> str:
    """Write a grade; a dash for none."""
    return "–" if grade is None or pd.isna(grade) else str(grade)


def score_text(value: float) -> str:
    """Write a score as it is judged: two decimals."""
    return number_text(value, 2)


def range_text(view: View, low: float | None, high: float | None, decimals: int = 1) -> str:
    """Write an interval; a dash where there is none."""
    if pd.isna(low) or pd.isna(high):
        return "–"
    ends = {"low": number_text(low, decimals), "high": number_text(high, decimals)}
    return view.words("evaluation.score_range", **ends)


def place_text(view: View, first: float | None, last: float | None) -> str:
    """Write a range of ranks; a dash where there is none."""
    if pd.isna(first) or pd.isna(last):
        return "–"
    return view.words("evaluation.rank_range", first=number_text(first), last=number_text(last))


def labels_of(view: View, frame: pd.DataFrame) -> list[str]:
    """Return each project's name behind its province."""
    pairs = zip(frame["region"], frame["name"], strict=True)
    return [f"{view.region(region)} {name}" for region, name in pairs]


@kept
def project_label(view: View, year: int, project: str) -> str:
    """Return the name of a project that was evaluated in a year, behind its province then."""
    results = view.ask("evaluation/results", **Chosen(year).on(view.basis))
    return next(iter(labels_of(view, results[results["project"] == project])), project)


def label_room(labels: list[str]) -> int:
    """Return the pixels that labels take."""
    widest = max(map(text_width, labels), default=0)
    return min(int(widest) + _LABEL_MARGIN, _WIDEST_LABEL)
