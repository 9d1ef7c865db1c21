"""Score and rank of each project with their intervals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.dots import Band, Mark, dots
from monitor.figures.evaluation import (
    grade_text,
    label_room,
    labels_of,
    place_text,
    range_text,
    score_text,
)
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("evaluation/rank", marking=("region", "model_type"))
def rank(
    view: View, *, year: int, programme_year: int, region: str = "all", model_type: str = "all"
) -> Drawn:
    """Draw score and rank of the projects of a programme year, those of a place or type filled."""
    chosen = Chosen(year, region, model_type)
    everywhere = view.ask("evaluation/results", **Chosen(year).on(view.basis))
    bands = view.ask("evaluation/bands", year=year)
    return Drawn(
        _rank_dots(view, everywhere, bands, chosen, programme_year),
        _rank_table(view, everywhere, programme_year),
        nothing=view.words("evaluation.not_this_year"),
        notes=_rank_notes(view, chosen),
    )


def _ranking(results: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the projects of a programme year by rank, those without one last."""
    shown = results[results["programme_year"] == number]
    return shown.sort_values(["rank", "project"], na_position="last")


@kept
def _rank_dots(
    view: View, results: pd.DataFrame, bands: pd.DataFrame, chosen: Chosen, number: int
) -> Chart | None:
    """Draw the score of each project with its interval, by rank, over the grades."""
    words, shown = view.words, _ranking(results, number)
    if shown.empty:
        return None
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
    wide = ranked.iloc[int((ranked["rank_to"] - ranked["rank_from"]).argmax())]
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


def _rank_notes(view: View, chosen: Chosen) -> list[str]:
    """Say what the interval and the marks mean."""
    years = view.ask("evaluation/years")
    rules = next(records(years[years["year"] == chosen.year]), None)
    if rules is None:
        return []
    return [
        view.words("evaluation.rank_note"),
        view.words(
            "evaluation.rank_marks",
            trim=number_text(rules.trim_from),
            least=number_text(rules.minimum_scorers),
        ),
        *([] if chosen.is_everything else [view.words("evaluation.rank_filled")]),
    ]


@kept
def _rank_table(view: View, results: pd.DataFrame, number: int) -> Table:
    """Show score and rank with their intervals."""
    words, shown = view.words, _ranking(results, number)
    columns = {
        words("column.project"): project_links(view, shown),
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
