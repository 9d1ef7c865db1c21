"""What one project is and how it stands, as the card and the visit sheet show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from monitor.figures import tables
from monitor.figures.evaluation import grade_text, said, score_text
from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile
from monitor.figures.tables import day, records, texts
from monitor.figures.view import View
from monitor.wording import number_text


def card_tiles(view: View, facts: pd.DataFrame, decided: pd.DataFrame) -> list[Tile]:
    """Return what is asked first of a project: status, stage, money, results, judgement."""
    words, row = view.words, next(records(facts))
    shown = [
        Tile(
            words("column.status"),
            view.status(row.status),
            tables.reason_text(view, row.worst_measure, row.worst_value),
        ),
        Tile(
            words("column.stage"),
            view.name("stages", row.stage),
            words("common.programme_year", number=row.programme_year),
        ),
        Tile(words("column.allocated"), view.million_won(row.allocated), words("project.of_year")),
        Tile(
            words("column.execution_rate"),
            number_text(row.execution_rate, 1),
            words("project.elapsed", elapsed=number_text(row.elapsed)),
        ),
        Tile(
            words("column.attainment_index"),
            number_text(row.attainment_index, 1),
            words("project.elapsed", elapsed=number_text(row.elapsed)),
        ),
    ]
    current = decided[decided["is_current"].astype(bool) & decided["score"].notna()]
    if len(current):
        last = next(records(current.tail(1)))
        note = words(
            "project.judged",
            score=score_text(last.score),
            decision=said(view, "undecided" if pd.isna(last.decision) else last.decision),
        )
        label = words("project.evaluation_of", year=last.year)
        shown.append(Tile(label, grade_text(last.grade), note))
    return shown


@kept
def facts_table(view: View, facts: pd.DataFrame) -> Table:
    """Show what the project is: two facts a row, so that the sheet stays short."""
    words, row = view.words, next(records(facts))
    place = getattr(row, f"municipality_{view.language}")
    known = {
        words("file.project"): row.project,
        words("column.region"): f"{view.region(row.region)} {place}",
        words("column.model_type"): view.model_type(row.model_type, "name"),
        words("column.programme_year"): words(
            "panel.selected_in",
            programme_year=words("common.programme_year", number=row.programme_year),
            year=row.selection_year,
        ),
        words("column.stage"): view.name("stages", row.stage),
        words("panel.lead_organisation"): row.lead_organisation,
        words("panel.purpose"): row.purpose,
        words("column.reason"): tables.reason_text(view, row.worst_measure, row.worst_value),
    }
    names, written = list(known), list(known.values())
    half = len(names) // 2
    columns = {
        words("panel.item"): names[:half],
        words("panel.content"): written[:half],
        f"{words('panel.item')} ": names[half:],
        f"{words('panel.content')} ": written[half:],
    }
    return Table(columns, [], facts)


@kept
def status_table(view: View, facts: pd.DataFrame) -> Table:
    """Show what the status was measured by; whose it is stands above."""
    numbers = tables.status_table(view, facts)
    columns = dict(numbers.columns)
    del columns[view.words("column.project")]
    return Table(columns, numbers.numeric, facts, numbers.notes)


@kept
def stages_table(view: View, frame: pd.DataFrame) -> Table:
    """Show each stage: planned, actual, and by how many days late."""
    words, rows = view.words, list(records(frame))
    columns = {
        words("column.stage"): [view.name("stages", row.stage) for row in rows],
        words("panel.planned"): [_span(view, row.planned_start, row.planned_end) for row in rows],
        words("panel.actual"): [_span(view, row.actual_start, row.actual_end) for row in rows],
        words("panel.days_late"): [
            "–" if pd.isna(row.days_late) else str(int(row.days_late)) for row in rows
        ],
    }
    return Table(columns, [words("panel.days_late")], frame)


def _span(view: View, start: Any, end: Any) -> str:
    if pd.isna(start):
        return "–"
    return f"{day(view, start)} ~ {day(view, end) if pd.notna(end) else ''}"


@kept
def indicators_table(view: View, frame: pd.DataFrame, *, narrow: bool = False) -> Table:
    """Show a project's indicators: actual, target, attainment and what was to be expected of it.

    Where there is little room, names carry the unit, and the change on the year before is left out.
    """
    words, indicators = view.words, list(frame["indicator"])
    names, units = map(view.indicator_name, indicators), [view.unit(each) for each in indicators]
    columns = {
        words("column.indicator"): [
            f"{name} ({unit})" if narrow else name for name, unit in zip(names, units, strict=True)
        ],
        words("column.unit"): units,
        words("column.actual_plain"): [
            tables.absence_or(view, frame, row, view.write(indicator, value))
            for row, (indicator, value) in enumerate(zip(indicators, frame["actual"], strict=True))
        ],
        words("column.target_plain"): list(map(view.write, indicators, frame["target"])),
        words("column.attainment"): texts(frame["attainment"], lambda v: number_text(v, 1)),
        words("panel.expected"): [
            number_text(expected, 0) if pd.notna(attainment) else "–"
            for expected, attainment in zip(frame["expected"], frame["attainment"], strict=True)
        ],
        words("column.change"): tables.change_texts(view, frame, indicators),
    }
    numeric = list(columns)[2:]
    if narrow:
        del columns[words("column.unit")], columns[words("column.change")]
    return Table(columns, numeric, frame)


@kept
def history_table(view: View, indicators: pd.DataFrame, history: pd.DataFrame, year: int) -> Table:
    """Show each indicator of a year with what was reported in the years before it.

    An indicator of the project's own has the name and unit that the project gave it.
    """
    words, order = view.words, list(indicators["indicator"])
    numbers = indicators_table(view, indicators).columns
    earlier = history[history["year"] < year]
    columns = {
        words("column.indicator"): _as_called(history, "own_name", order, view.indicator_name),
        words("column.unit"): _as_called(history, "own_unit", order, view.unit),
        **{
            view.period(before): [view.write(each, known.get(each)) for each in order]
            for before in sorted(set(earlier["year"]))
            for known in [_actuals(earlier[earlier["year"] == before])]
        },
        view.period(year): numbers[words("column.actual_plain")],
    }
    now = {words(f"column.{name}") for name in ("target_plain", "attainment", "change")}
    columns |= {name: column for name, column in numbers.items() if name in now}
    return Table(columns, list(columns)[2:], indicators)


def _actuals(rows: pd.DataFrame) -> dict[str, float]:
    return dict(zip(rows["indicator"], rows["actual"], strict=True))


def _as_called(
    history: pd.DataFrame, column: str, order: list[str], usual: Callable[[str], str]
) -> list[str]:
    """Return what the project calls its own indicators, the catalogue's word for the others."""
    told = history.dropna(subset=[column])
    own = dict(zip(told["indicator"], told[column], strict=True))
    return [own.get(each) or usual(each) for each in order]
