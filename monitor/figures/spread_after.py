"""Figures and tables of what became of projects whose support has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.matrix import matrix
from monitor.figures.chosen import Chosen
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.spread import place_text, quarter_text, short
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text

RESULTS: Final = ("users", "jobs", "own_money")


@figure("spread/before-now", result=RESULTS)
def before_now(
    view: View,
    *,
    year: int,
    result: str = "users",
    region: str = "all",
    model_type: str = "all",
) -> Drawn:
    """Draw a result of each project against the last quarter of its support."""
    chosen = Chosen(year, region, model_type)
    projects = view.ask("aftercare/projects", **chosen.asked(view))
    return Drawn(
        _before_and_now(view, projects, result, chosen),
        _before_table(view, projects, result),
        nothing=view.words("spread.nothing_after"),
    )


@figure("spread/after-quarters", result=RESULTS)
def after_quarters(
    view: View,
    *,
    year: int,
    result: str = "users",
    region: str = "all",
    model_type: str = "all",
) -> Drawn:
    """Draw a result of each project quarter by quarter since support ended."""
    chosen = Chosen(year, region, model_type)
    quarters = view.ask("aftercare/quarters", **chosen.asked(view))
    return Drawn(
        _quarters_matrix(view, quarters, result, chosen),
        _quarters_table(view, quarters, result),
        nothing=view.words("spread.nothing_after"),
    )


@figure("spread/aftercare")
def aftercare(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List the projects whose support has ended with all that is followed."""
    projects = view.ask("aftercare/projects", **Chosen(year, region, model_type).asked(view))
    title = view.narrowed(view.words("spread.after_projects"), region, model_type)
    return Drawn(None, _projects_table(view, projects), title=title)


def _writer(view: View, result: str) -> Callable[[float], str]:
    return view.million_won if result == "own_money" else number_text


def _unit(view: View, result: str) -> str:
    return view.name("units", "million_won" if result == "own_money" else "person")


@kept
def _before_and_now(
    view: View, projects: pd.DataFrame, result: str, chosen: Chosen
) -> Chart | None:
    """Draw each project's last report as a bar, the last quarter of support as a tick."""
    shown = projects[projects[result].notna() | projects[f"{result}_before"].notna()]
    if shown.empty:
        return None
    words, write = view.words, _writer(view, result)
    scale = 1_000_000 if result == "own_money" else 1
    labels = [short(name) for name in shown["name"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": (shown[result].astype("float64") / scale).tolist(),
            "reference": (shown[f"{result}_before"].astype("float64") / scale).tolist(),
            "text": [
                words("spread.unreported_short")
                if pd.isna(row.continuation)
                else f"{_mark(view, row.continuation)} {write(getattr(row, result))}"
                for row in records(shown)
            ],
        }
    )
    period = view.period(chosen.year)
    title = words("spread.before_now", result=words(f"spread.{result}"), period=period)
    title = view.narrowed(title, chosen.region, chosen.model_type)
    written = [write(value) for value in shown[result]]
    return bars(
        frame,
        view.caption(title, _unit(view, result)),
        view.finding_of(title, shown["name"], shown[result], written),
        value_name=words("spread.now"),
        reference_name=words(f"spread.{result}_before"),
        label_width=label_room(labels),
    )


def _mark(view: View, continuation: str) -> str:
    return view.marked("continuations", continuation).split("\N{NO-BREAK SPACE}")[0]


@kept
def _before_table(view: View, projects: pd.DataFrame, result: str) -> Table:
    """Show one result before and now."""
    words, write = view.words, _writer(view, result)
    unit = _unit(view, result)
    columns = {
        words("column.project"): project_links(view, projects),
        f"{words(f'spread.{result}_before')} ({unit})": texts(projects[f"{result}_before"], write),
        f"{words('spread.now')} ({unit})": texts(projects[result], write),
        words("spread.column_reported"): [
            quarter_text(view, row.reported_year, row.reported_quarter) for row in records(projects)
        ],
    }
    return Table(columns, list(columns)[1:3], projects, [words(f"spread.{result}_before_note")])


@kept
def _quarters_matrix(
    view: View, quarters: pd.DataFrame, result: str, chosen: Chosen
) -> Chart | None:
    """Draw a result quarter by quarter since support ended, darker where more of it is left."""
    if quarters.empty:
        return None
    words, write = view.words, _writer(view, result)
    places = sorted(quarters["quarters_after"].unique().tolist())
    names = dict(zip(quarters["project"], map(short, quarters["name"]), strict=True))
    known = {(row.project, row.quarters_after): row for row in records(quarters)}
    cells = [(p, place, known.get((p, place))) for p in names for place in places]
    frame = pd.DataFrame(
        {
            "row": [names[project] for project, _, _ in cells],
            "column": [
                words("spread.after_column", count=place) if place else words("spread.base_column")
                for _, place, _ in cells
            ],
            "value": [
                float("nan") if row is None else getattr(row, f"{result}_ratio")
                for _, _, row in cells
            ],
            "text": ["" if row is None else _cell(view, row, result) for _, _, row in cells],
        }
    )
    title = words("spread.after_matrix", result=words(f"spread.{result}"))
    title = view.narrowed(title, chosen.region, chosen.model_type)
    last = quarters[quarters["is_reported"]].groupby("project").tail(1)
    written = [write(value) for value in last[result]]
    return matrix(
        frame,
        view.caption(title, _unit(view, result)),
        view.finding_of(title, last["name"], last[result], written),
        label_width=label_room(list(names.values())),
        around_one=True,
    )


def _cell(view: View, row: Any, result: str) -> str:
    text = _writer(view, result)(getattr(row, result))
    if row.quarters_after == 0:
        return text
    if not row.is_reported:
        return view.words("spread.no_report")
    return f"{_mark(view, row.continuation)} {text}"


@kept
def _quarters_table(view: View, quarters: pd.DataFrame, result: str) -> Table:
    """Show a result quarter by quarter."""
    words, write = view.words, _writer(view, result)
    columns = {
        words("column.project"): project_links(view, quarters),
        words("spread.column_quarter"): [
            quarter_text(view, row.year, row.quarter) for row in records(quarters)
        ],
        words("spread.column_after"): [
            words("spread.after_column", count=n) if n else words("spread.base_column")
            for n in quarters["quarters_after"]
        ],
        words("column.status"): [
            "–" if pd.isna(state) else view.marked("continuations", state)
            for state in quarters["continuation"]
        ],
        f"{words(f'spread.{result}')} ({_unit(view, result)})": texts(quarters[result], write),
        words("spread.column_ratio"): texts(
            quarters[f"{result}_ratio"] * 100, lambda v: number_text(v, 1)
        ),
    }
    return Table(columns, list(columns)[4:], quarters, [words("spread.after_matrix_note")])


@kept
def _projects_table(view: View, projects: pd.DataFrame) -> Table:
    """Show each ended project with all that is followed."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, projects),
        words("column.region"): [place_text(view, row) for row in records(projects)],
        words("column.model_type"): [view.model_type(t) for t in projects["model_type"]],
        words("spread.column_support"): [
            f"{day_text(view, row.ended_on)} {view.name('project_states', row.project_state)}"
            for row in records(projects)
        ],
        words("spread.column_coverage"): [
            f"{number_text(row.quarters_reported)}/{number_text(row.quarters_expected)}"
            for row in records(projects)
        ],
        words("column.status"): [
            words("spread.unreported_short")
            if pd.isna(state)
            else view.marked("continuations", state)
            for state in projects["continuation"]
        ],
    }
    results: list[tuple[str, Callable[[float], str]]] = [
        ("users", number_text),
        ("jobs", number_text),
        ("own_money", view.million_won),
    ]
    for result, write in results:
        columns[f"{words(f'spread.{result}')} ({_unit(view, result)})"] = [
            "–" if pd.isna(before) and pd.isna(now) else f"{write(before)} → {write(now)}"
            for before, now in zip(projects[f"{result}_before"], projects[result], strict=True)
        ]
    lines = [words(f"spread.{result}_before_note") for result, _ in results]
    return Table(columns, list(columns)[4:5] + list(columns)[6:], projects, lines)
