"""Tables that several pages show: answers with their numbers written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.view import View
from monitor.wording import date_text, number_text, signed_text


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Return an answer's rows, each with its columns as attributes."""
    yield from frame.itertuples(index=False)


def texts(values: Iterable[float], write: Callable[[float], str]) -> list[str]:
    """Write a column of numbers."""
    return [write(value) for value in values]


def unbroken(text: str) -> str:
    """Keep a short text on one line of its cell."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def day_text(view: View, day: dt.date) -> str:
    """Write a day on one line."""
    return unbroken(date_text(day, view.language))


def day(view: View, value: dt.date | None) -> str:
    """Write a day; a dash for none."""
    return "–" if value is None or pd.isna(value) else day_text(view, value)


def change_text(view: View, indicator: str, change: float, change_percent: float) -> str:
    """Write a change as briefings do: % of an amount, %p or the own unit of a rate."""
    is_rate, unit = view.indicator(indicator).is_rate, view.unit(indicator, "change")
    apart = "" if view.is_korean or unit.startswith("%") else " "
    return signed_text(change if is_rate else change_percent, 1, f"{apart}{unit}")


def change_texts(view: View, frame: pd.DataFrame, indicators: Iterable[str]) -> list[str]:
    """Write the changes of an answer's rows, each of its own indicator."""
    rows = zip(indicators, frame["change"], frame["change_percent"], strict=True)
    return [change_text(view, *row) for row in rows]


def reported_texts(frame: pd.DataFrame) -> list[str]:
    """Write how many of the expected projects have reported: ``12/14``."""
    pairs = zip(frame["projects_reported"], frame["projects"], strict=True)
    return [f"{reported}/{expected}" for reported, expected in pairs]


@kept
def figures_table(
    view: View,
    frame: pd.DataFrame,
    indicator: str,
    first: str,
    labels: list[str],
    quarter: int,
) -> Table:
    """Show one indicator by groups or years: actual, target, attainment, change, coverage."""
    words = view.words
    columns = {
        first: labels,
        words("column.actual", unit=view.unit(indicator)): [
            absence_or(view, frame, row, view.write(indicator, value))
            for row, value in enumerate(frame["actual"])
        ],
        words("column.target", unit=view.unit(indicator)): texts(
            frame["target"], lambda value: view.write(indicator, value)
        ),
        words("column.attainment"): texts(frame["attainment"], lambda v: number_text(v, 1)),
        words("column.change"): change_texts(view, frame, [indicator] * len(frame)),
        words("column.reported"): reported_texts(frame),
    }
    lines = coverage_notes(view, unreported(frame), quarter)
    return Table(columns, list(columns)[1:], frame, lines)


def absence_or(view: View, frame: pd.DataFrame, row: int, text: str) -> str:
    """Return the kind of absence where there is no figure, else the text."""
    absence = frame["absence"].iloc[row] if "absence" in frame else None
    return text if absence is None or pd.isna(absence) else view.name("absences", absence)


def unreported(frame: pd.DataFrame) -> int:
    """Return how many projects have not reported, in the last year of an answer over years."""
    last = frame[frame["year"] == frame["year"].max()] if "year" in frame else frame
    return int((last["projects"] - last["projects_reported"]).sum())


def coverage_notes(view: View, missing: int, quarter: int) -> list[str]:
    """Say when some projects have not reported, or when the year is not over."""
    notes = [view.words("notes.not_reported", projects=missing)] if missing else []
    if quarter < 4:
        notes.append(view.words("notes.half_year"))
    return notes


@kept
def key_indicators_table(view: View, frame: pd.DataFrame, quarter: int) -> Table:
    """Show several indicators, a row each, every number with its own unit."""
    words, indicators = view.words, list(frame["indicator"])
    columns = {
        words("column.indicator"): [view.indicator_name(i) for i in indicators],
        words("column.unit"): [view.unit(i) for i in indicators],
        words("column.actual_plain"): list(map(view.write, indicators, frame["actual"])),
        words("column.target_plain"): list(map(view.write, indicators, frame["target"])),
        words("column.attainment"): texts(frame["attainment"], lambda v: number_text(v, 1)),
        words("column.change"): change_texts(view, frame, indicators),
        words("column.reported"): reported_texts(frame),
    }
    missing = int((frame["projects"] - frame["projects_reported"]).max())
    lines = [view.words("notes.not_all_reported", projects=missing)] if missing else []
    return Table(columns, list(columns)[2:], frame, [*lines, *coverage_notes(view, 0, quarter)])


@kept
def projects_table(view: View, frame: pd.DataFrame) -> Table:
    """Show projects with place, type, stage, money and status with its reason."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, frame),
        words("column.status"): [view.status(status) for status in frame["status"]],
        words("column.region"): [
            f"{view.region(region)} {place}"
            for region, place in zip(
                frame["region"], frame[f"municipality_{view.language}"], strict=True
            )
        ],
        words("column.model_type"): [view.model_type(t) for t in frame["model_type"]],
        words("column.programme_year"): [
            words("common.programme_year", number=number) for number in frame["programme_year"]
        ],
        words("column.stage"): [view.name("stages", stage) for stage in frame["stage"]],
        words("column.allocated"): texts(frame["allocated"], view.million_won),
        words("column.execution_rate"): texts(frame["execution_rate"], lambda v: number_text(v, 1)),
        words("column.attainment_index"): texts(
            frame["attainment_index"], lambda v: number_text(v, 1)
        ),
        words("column.reason"): [
            reason_text(view, measure, value)
            for measure, value in zip(frame["worst_measure"], frame["worst_value"], strict=True)
        ],
    }
    numeric = ["allocated", "execution_rate", "attainment_index"]
    return Table(columns, [words(f"column.{name}") for name in numeric], frame)


@kept
def status_table(view: View, frame: pd.DataFrame) -> Table:
    """Show what the status of each project was measured by, and the rules."""
    words = view.words
    gaps = ("execution_gap", "attainment_gap")
    counts = ("overdue_stages", "overdue_follow_ups")
    columns = {
        words("column.project"): project_links(view, frame),
        words("column.status"): [view.status(status) for status in frame["status"]],
        words("status.elapsed"): texts(frame["elapsed"], number_text),
        words("column.execution_rate"): texts(frame["execution_rate"], lambda v: number_text(v, 1)),
        words("column.attainment_index"): texts(
            frame["attainment_index"], lambda v: number_text(v, 1)
        ),
        **{words(f"status.{gap}"): texts(frame[gap], lambda v: signed_text(v, 1)) for gap in gaps},
        **{words(f"status.{count}"): texts(frame[count], number_text) for count in counts},
    }
    return Table(columns, list(columns)[2:], frame, _rules(view))


def _rules(view: View) -> list[str]:
    """Write the rules of each measure: from which value which status."""
    rules = view.vocabulary.rows("status_rules")
    measures = dict.fromkeys(row["measure"] for row in rules)
    return [
        view.words(
            "status.rule",
            measure=view.name("status_rules", measure),
            limits=", ".join(
                view.words(
                    f"status.{row['comparison']}",
                    status=view.status(row["status"]),
                    value=number_text(float(row["threshold"])),
                    unit=row["unit"] if view.is_korean else row["unit"].replace("건", ""),
                )
                for row in rules
                if row["measure"] == measure
            ),
        )
        for measure in measures
    ]


def reason_text(view: View, measure: str | None, value: float) -> str:
    """Say which measure gave a status, with its number."""
    if measure is None or pd.isna(measure):
        return "–"
    if measure in ("overdue_stages", "overdue_follow_ups"):
        return view.words(f"reason.{measure}", count=number_text(value))
    return view.words(f"reason.{measure}", gap=number_text(value, 1))


@kept
def money_table(view: View, frame: pd.DataFrame, first: str, labels: list[str]) -> Table:
    """Show money by groups in 백만원, with its execution rate."""
    words = view.words
    columns = {
        first: labels,
        words("column.allocated"): texts(frame["allocated"], view.million_won),
        words("column.granted"): texts(frame["granted"], view.million_won),
        words("column.executed"): texts(frame["executed"], view.million_won),
        words("column.execution_rate"): texts(frame["execution_rate"], lambda v: number_text(v, 1)),
    }
    return Table(columns, list(columns)[1:], frame, [words("notes.rounding")])
