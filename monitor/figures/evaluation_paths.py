"""Figures and tables of the evaluation over the years."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.dots import Mark, dots
from monitor.charts.flow import flow
from monitor.charts.slopes import slopes
from monitor.figures.across import rules_notes
from monitor.figures.evaluation import (
    TOTAL,
    criteria_names,
    evaluated_years,
    grade_text,
    label_room,
    labels_of,
    measure_name,
    measure_unit,
    said,
    state_name,
)
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text, signed_text

# The best on top: what a state's bar is drawn in.
_TONES: Final = {
    "selected": "soft_ink",
    "continue": "accent",
    "conditional": "warning",
    "undecided": "soft_ink",
    "stop": "bad",
    "pending": "line",
}


def _no_mover(view: View, year: int) -> str:
    """Say why no move can be shown."""
    is_first = year in evaluated_years(view)[:1]
    return view.words(f"evaluation.{'one_year' if is_first else 'not_both_years'}")


_MOST_ACROSS: Final = 6  # panels of types side by side


@figure("evaluation/movers")
def movers(
    view: View,
    *,
    year: int,
    region: str = "all",
    model_type: str = "all",
    criterion: str = TOTAL,
) -> Drawn:
    """Draw which projects moved most since the year before."""
    chosen = Chosen(year, region, model_type, criterion)
    moved = view.ask("evaluation/movers", criterion=criterion, **chosen.on(view.basis))
    numbers = _movers_table(view, moved, criterion)
    chart = _mover_dots(view, moved, chosen)
    return Drawn(chart, numbers, nothing=_no_mover(view, year), notes=rules_notes(view, year))


@figure("evaluation/flow")
def decision_flow(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw what became of the projects, from selection to each programme year."""
    chosen = Chosen(year, region, model_type)
    passed = view.ask("evaluation/flow", **chosen.on(view.basis))
    nothing = view.words("evaluation.not_this_year")
    return Drawn(_flow_chart(view, passed, chosen), _flow_table(view, passed), nothing=nothing)


@figure("evaluation/by-model-type", marking=("model_type",))
def by_model_type(view: View, *, model_type: str = "all", criterion: str = TOTAL) -> Drawn:
    """Draw a panel a type, the chosen one set off."""
    types = len(view.vocabulary.rows("model_types"))
    columns = types if types <= _MOST_ACROSS else math.ceil(types / 2)
    return _by(view, "model_type", model_type, criterion, columns=columns)


@figure("evaluation/by-region", marking=("region",))
def by_region(view: View, *, region: str = "all", criterion: str = TOTAL) -> Drawn:
    """Draw a panel a province, the chosen one set off."""
    return _by(view, "region", region, criterion, columns=9)


def _by(view: View, breakdown: str, picked: str, criterion: str, *, columns: int) -> Drawn:
    projects = view.ask("evaluation/paths", criterion=criterion, basis=view.basis)
    groups = view.ask("evaluation/group_paths", criterion=criterion, basis=view.basis)
    chart = _panels(view, projects, groups, breakdown, picked, criterion, columns)
    numbers = _groups_table(view, groups, criterion, breakdown)
    return Drawn(chart, numbers, nothing=view.words("show.nothing"))


def _one(value: float) -> str:
    return number_text(value, 1)


@kept
def _mover_dots(view: View, moved: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw the largest moves: last year's mark, this year's, and the difference."""
    if moved.empty:
        return None
    words, labels = view.words, labels_of(view, moved)
    frame = pd.DataFrame(
        {
            "label": labels,
            "previous": moved["previous"].tolist(),
            "value": moved["value"].tolist(),
            "text": [signed_text(change, 1) for change in moved["change"]],
        }
    )
    title = words("evaluation.movers", year=view.period_to(chosen.year, 4))
    if chosen.criterion != TOTAL:
        title = f"{title}: {measure_name(view, chosen.criterion)}"
    title = view.narrowed(title, **chosen.place)
    told = [
        f"{label} {signed_text(change, 1)}"
        for label, change in zip(labels, moved["change"], strict=True)
    ]
    return dots(
        frame,
        view.caption(title, measure_unit(view, chosen.criterion)),
        words("evaluation.movers_finding", title=title, up=told[0], down=told[-1]),
        marks=[
            Mark("value", words("evaluation.this_year")),
            Mark("previous", words("evaluation.previous"), "circle-open", "ink"),
        ],
        connected=("previous", "value"),
        label_width=label_room(labels),
    )


@kept
def _movers_table(view: View, moved: pd.DataFrame, criterion: str) -> Table:
    """Show the largest moves."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, moved),
        words("column.region"): [view.region(region) for region in moved["region"]],
        words("column.model_type"): [view.model_type(t) for t in moved["model_type"]],
        words("evaluation.column_previous"): texts(moved["previous"], _one),
        words("evaluation.this_year"): texts(moved["value"], _one),
        words("evaluation.column_change"): texts(moved["change"], lambda v: signed_text(v, 1)),
        words("evaluation.column_grade"): [
            f"{grade_text(row.previous_grade)} → {grade_text(row.grade)}" for row in records(moved)
        ],
    }
    return Table(columns, list(columns)[3:6], moved, [_weights_note(view, criterion)])


def _weights_note(view: View, criterion: str) -> str:
    """Say what a change also holds: other weights; of a criterion, its points by year."""
    if criterion == TOTAL:
        return view.words("evaluation.weights_note")
    criteria = view.ask("evaluation/criteria")
    points = ", ".join(
        view.words(
            "evaluation.weight_in",
            number=row.programme_year,
            points=number_text(row.maximum_points),
        )
        for row in records(criteria[criteria["criterion"] == criterion])
    )
    name = criteria_names(view)[criterion]
    return view.words("evaluation.weights_of", criterion=name, points=points)


@kept
def _flow_chart(view: View, passed: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw what was decided from selection to each programme year."""
    if passed.empty:
        return None
    words = view.words
    counts = {(0, "selected"): 0}
    for row in records(passed):
        place = int(row.step), str(row.to_state)
        counts[place] = counts.get(place, 0) + int(row.projects)
        counts[0, "selected"] += int(row.projects) if row.step == 1 else 0
    write = {place: words("evaluation.count", count=n) for place, n in counts.items()}
    steps = [
        words("evaluation.selected"),
        *(words("common.programme_year", number=number) for number in (1, 2, 3)),
    ]
    title = words("evaluation.flow", year=view.period_to(chosen.year, 4))
    title = view.narrowed(title, **chosen.place)
    parts = ", ".join(
        words(
            "evaluation.flow_step",
            step=steps[step],
            state=state_name(view, state),
            projects=number_text(count),
        )
        for (step, state), count in counts.items()
        if step and state != "pending"
    )
    return flow(
        passed,
        view.caption(title, view.name("units", "project")),
        words("evaluation.flow_finding", title=title, parts=parts),
        steps=steps,
        states={state: (tone, _short(view, state)) for state, tone in _TONES.items()},
        write=write,
    )


def _short(view: View, state: str) -> str:
    """Return the word that fits beside a bar."""
    if state == "conditional":
        return view.words("evaluation.conditional")
    return state_name(view, state)


@kept
def _flow_table(view: View, passed: pd.DataFrame) -> Table:
    """Show how many passed from each state to each."""
    words = view.words
    columns = {
        words("evaluation.flow_step_column"): [
            words("common.programme_year", number=step) for step in passed["step"]
        ],
        words("evaluation.flow_from"): [said(view, state) for state in passed["from_state"]],
        words("evaluation.flow_to"): [said(view, state) for state in passed["to_state"]],
        words("column.projects"): texts(passed["projects"], number_text),
    }
    return Table(columns, list(columns)[3:], passed)


def _label(view: View, breakdown: str, member: str) -> str:
    return view.region(member) if breakdown == "region" else view.model_type(member)


@kept
def _panels(
    view: View,
    projects: pd.DataFrame,
    groups: pd.DataFrame,
    breakdown: str,
    picked: str,
    criterion: str,
    columns: int,
) -> Chart | None:
    """Draw a panel a province or type: its mean over the years, its projects behind it."""
    if groups.empty:
        return None
    words, shown = view.words, groups[groups["breakdown"] == breakdown]
    labels = [_label(view, breakdown, member) for member in shown["member"]]
    members = pd.DataFrame(
        {
            "group": [_label(view, breakdown, member) for member in projects[breakdown]],
            "member": projects["project"].tolist(),
            "year": projects["year"].tolist(),
            "value": projects["value"].tolist(),
            "hover": [f"{row.name} {row.year}: {_one(row.value)}" for row in records(projects)],
        }
    )
    means = pd.DataFrame(
        {"group": labels, "year": shown["year"].tolist(), "value": shown["mean"].tolist()}
    )
    what = measure_name(view, criterion)
    title = words(f"evaluation.by_{'type' if breakdown == 'model_type' else 'region'}", what=what)
    moves = shown.assign(label=labels).dropna(subset=["change"]).sort_values("change")
    latest = shown["year"].max()
    newest = shown.assign(label=labels)[shown["year"].eq(latest).tolist()]
    finding = view.finding_of(title, newest["label"], newest["mean"], map(_one, newest["mean"]))
    if len(moves):
        up, down = moves.iloc[-1], moves.iloc[0]
        finding = words(
            "evaluation.movers_finding",
            title=title,
            up=f"{up['label']} {signed_text(up['change'], 1)}",
            down=f"{down['label']} {signed_text(down['change'], 1)}",
        )
    return slopes(
        members,
        means,
        view.caption(title, measure_unit(view, criterion)),
        finding,
        columns=columns,
        write=_one,
        chosen=[] if picked == "all" else [_label(view, breakdown, picked)],
        member_name=words("evaluation.each_project"),
        group_name=words("evaluation.group_mean"),
    )


@kept
def _groups_table(view: View, groups: pd.DataFrame, criterion: str, breakdown: str) -> Table:
    """Show each group's mean by year, with its change and its range."""
    words = view.words
    shown = groups[groups["breakdown"].isin(["nation", breakdown])]
    columns = {
        words(f"column.{breakdown}"): [
            view.region(None) if pd.isna(member) else _label(view, breakdown, member)
            for member in shown["member"]
        ],
        words("column.year"): [str(year) for year in shown["year"]],
        words("column.projects"): texts(shown["projects"], number_text),
        f"{words('evaluation.group_mean')} ({measure_unit(view, criterion)})": texts(
            shown["mean"], _one
        ),
        words("evaluation.column_change"): texts(shown["change"], lambda v: signed_text(v, 1)),
        words("evaluation.column_lowest"): texts(shown["lowest"], _one),
        words("evaluation.column_highest"): texts(shown["highest"], _one),
    }
    return Table(columns, list(columns)[2:], shown)
