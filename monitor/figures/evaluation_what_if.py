"""What other weights or cut-offs would change, and how firm the order is."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.dots import Mark, dots
from monitor.charts.matrix import matrix
from monitor.figures.evaluation import (
    grade_text,
    label_room,
    labels_of,
    place_text,
    said,
    score_text,
)
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


def change_tiles(view: View, changed: pd.DataFrame) -> list[Tile]:
    """Return how many grades and decisions would be others; and that the record is not."""
    words, of = view.words, view.words("evaluation.of_all", count=number_text(len(changed)))
    return [
        Tile(
            words(f"evaluation.{kind}s_changed"),
            words("evaluation.count", count=number_text(changed[f"{kind}_changes"].sum())),
            of,
        )
        for kind in ("grade", "decision")
    ]


@figure("evaluation/grade-moves")
def grade_moves(view: View, *, year: int, weights: str = "none", cut_offs: str = "none") -> Drawn:
    """Draw how many projects would go from which grade to which."""
    changed = supposed(view, year, weights, cut_offs)
    bands = view.ask("evaluation/bands", year=year)
    return Drawn(
        _grade_matrix(view, changed, bands, year),
        _moves_table(view, changed, bands),
        nothing=view.words("evaluation.not_this_year"),
    )


@figure("evaluation/what_if")
def what_if(view: View, *, year: int, weights: str = "none", cut_offs: str = "none") -> Drawn:
    """List all projects as they are recorded and as they would be."""
    return Drawn(
        None,
        changed_table(view, supposed(view, year, weights, cut_offs), every=True),
        title=view.words("evaluation.supposed_list", year=view.period_to(year, 4)),
        nothing=view.words("evaluation.not_this_year"),
    )


@figure("evaluation/stability")
def stability(view: View, *, year: int, programme_year: int) -> Drawn:
    """Draw how firm each rank is under any reasonable weights."""
    results = view.ask("evaluation/results", **Chosen(year).on(view.basis))
    return Drawn(
        _stability_dots(view, results, year, programme_year),
        _stability_table(view, results, programme_year),
        nothing=view.words("show.nothing"),
    )


def supposed(view: View, year: int, weights: str, cut_offs: str) -> pd.DataFrame:
    """Return every project as it is recorded and as it would be."""
    return view.ask("evaluation/what_if", year=year, weights=weights, cut_offs=cut_offs)


@kept
def _grade_matrix(
    view: View, changed: pd.DataFrame, bands: pd.DataFrame, year: int
) -> Chart | None:
    """Draw how many projects go from which grade to which."""
    if changed.empty:
        return None
    cells = _moves(changed, bands)
    frame = pd.DataFrame(
        {
            "row": [_grade(view, grade) for grade in cells["grade"]],
            "column": [_grade(view, grade) for grade in cells["new_grade"]],
            "value": cells["projects"].tolist(),
            "text": [str(count) if count else "·" for count in cells["projects"]],
        }
    )
    title = view.words("evaluation.grade_matrix", year=view.period_to(year, 4))
    finding = view.words(
        "evaluation.grade_matrix_finding",
        title=title,
        count=number_text(len(changed)),
        changed=number_text(changed["grade_changes"].sum()),
    )
    return matrix(
        frame,
        view.caption(title, view.name("units", "project")),
        finding,
        label_width=70 if view.is_korean else 84,
    )


def _grade(view: View, grade: str) -> str:
    return grade if grade != "–" else view.words("evaluation.withheld")


def _moves(changed: pd.DataFrame, bands: pd.DataFrame) -> pd.DataFrame:
    """Return how many projects have each pair of grades, none of them left out."""
    grades = [*bands["grade"], "–"]
    pairs = pd.crosstab(
        changed["grade"].map(grade_text), changed["new_grade"].map(grade_text)
    ).reindex(index=grades, columns=grades, fill_value=0)
    return pd.DataFrame(
        [
            {"grade": old, "new_grade": new, "projects": int(pairs.loc[old, new])}
            for old in grades
            for new in grades
        ]
    )


@kept
def _moves_table(view: View, changed: pd.DataFrame, bands: pd.DataFrame) -> Table:
    """Show the pairs of grades that occur."""
    words, cells = view.words, _moves(changed, bands)
    shown = cells[cells["projects"] > 0]
    columns = {
        words("evaluation.column_grade"): [_grade(view, grade) for grade in shown["grade"]],
        words("evaluation.column_new_grade"): [_grade(view, g) for g in shown["new_grade"]],
        words("column.projects"): texts(shown["projects"], number_text),
    }
    return Table(columns, list(columns)[2:], shown)


@kept
def changed_table(view: View, changed: pd.DataFrame, *, every: bool = False) -> Table:
    """Show the projects whose grade or decision by the rules would be another, or every one."""
    words = view.words
    is_other = (changed["grade_changes"] | changed["decision_changes"]).astype(bool)
    shown = changed if every else changed[is_other]
    columns = {
        words("column.project"): project_links(view, shown, labels_of(view, shown)),
        words("column.programme_year"): [
            words("common.programme_year", number=n) for n in shown["programme_year"]
        ],
        words("evaluation.column_score"): [
            f"{score_text(row.score)} → {score_text(row.new_score)}" for row in records(shown)
        ],
        words("evaluation.column_rank"): [
            f"{number_text(row.rank)} → {number_text(row.new_rank)}" for row in records(shown)
        ],
        words("evaluation.column_grade"): [
            f"{grade_text(row.grade)} → {grade_text(row.new_grade)}" for row in records(shown)
        ],
        words("evaluation.column_decision"): [
            said(view, row.rule_decision)
            if not row.decision_changes
            else f"{said(view, row.rule_decision)} → {said(view, row.new_decision)}"
            for row in records(shown)
        ],
    }
    return Table(columns, list(columns)[2:4], shown)


def _of_year(results: pd.DataFrame, number: int) -> pd.DataFrame:
    shown = results[(results["programme_year"] == number) & results["weight_rank_from"].notna()]
    return shown.sort_values(["rank", "project"])


@kept
def _stability_dots(view: View, results: pd.DataFrame, year: int, number: int) -> Chart | None:
    """Draw each project's rank with its range under other weights."""
    shown = _of_year(results, number)
    if shown.empty:
        return None
    words, labels = view.words, labels_of(view, shown)
    frame = pd.DataFrame(
        {
            "label": labels,
            "rank": shown["rank"].tolist(),
            "lower": shown["weight_rank_from"].tolist(),
            "upper": shown["weight_rank_to"].tolist(),
            "text": [
                words(
                    "evaluation.stability_text",
                    first=number_text(row.weight_rank_from),
                    last=number_text(row.weight_rank_to),
                    percent=number_text(row.same_grade_percent),
                )
                for row in records(shown)
            ],
        }
    )
    title = words("evaluation.stability", year=view.period_to(year, 4), number=number)
    wide = shown.iloc[int((shown["weight_rank_to"] - shown["weight_rank_from"]).argmax())]
    least = shown.iloc[int(shown["same_grade_percent"].argmin())]
    finding = words(
        "evaluation.stability_finding",
        title=title,
        name=wide["name"],
        first=number_text(wide["weight_rank_from"]),
        last=number_text(wide["weight_rank_to"]),
        least=least["name"],
        percent=number_text(least["same_grade_percent"]),
    )
    return dots(
        frame,
        view.caption(title, words("evaluation.place")),
        finding,
        marks=[Mark("rank", words("evaluation.rank_recorded"))],
        interval_name=words("evaluation.rank_range_name"),
        label_width=label_room(labels),
        whole_scale=(0.2, len(shown) + 0.8),
    )


@kept
def _stability_table(view: View, results: pd.DataFrame, number: int) -> Table:
    """Show each project's rank, its range under other weights, and how often its grade stays."""
    words, shown = view.words, _of_year(results, number)
    columns = {
        words("column.project"): project_links(view, shown, labels_of(view, shown)),
        words("evaluation.column_rank"): texts(shown["rank"], number_text),
        words("evaluation.rank_range_name"): [
            place_text(view, row.weight_rank_from, row.weight_rank_to) for row in records(shown)
        ],
        words("evaluation.column_grade"): [grade_text(grade) for grade in shown["grade"]],
        words("evaluation.column_same_grade"): texts(
            shown["same_grade_percent"], lambda v: number_text(v, 1)
        ),
    }
    numeric = [*list(columns)[1:3], list(columns)[4]]
    return Table(columns, numeric, shown, [words("evaluation.stability_note")])
