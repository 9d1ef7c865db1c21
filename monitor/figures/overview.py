"""Figures and tiles of 종합 현황."""

from __future__ import annotations

from typing import Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.figures.keep import kept
from monitor.figures.parts import Tile
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import (
    change_text,
    key_indicators_table,
    money_table,
    projects_table,
    records,
)
from monitor.figures.view import View
from monitor.vocabulary import PROGRAMME_BASIS
from monitor.wording import number_text, signed_text

_MOST_URGENT: Final = 10  # what a reader takes in; the whole list is a click away


def _against_before(view: View, year: int, key: str, value: str) -> str:
    """Compare with the year before; the first year has none."""
    if year == view.manifest.first_year:
        return view.words("overview.first_year")
    return view.words(f"overview.{key}", value=value)


def total_tiles(view: View, row: pd.Series, year: int) -> list[Tile]:
    """Return the tiles of the programme's size, money and reports."""
    words = view.words
    change = signed_text(row["execution_rate_change"], 1, "%p")
    return [
        Tile(
            words("overview.projects"),
            number_text(row["projects"]),
            _against_before(view, year, "before", number_text(row["previous_projects"])),
        ),
        Tile(
            words("overview.places"),
            f"{number_text(row['provinces'])}/{len(view.vocabulary.units_of(PROGRAMME_BASIS))}",
            words("overview.municipalities", count=number_text(row["municipalities"])),
        ),
        Tile(
            words("overview.types"),
            f"{number_text(row['model_types'])}/{len(view.vocabulary.rows('model_types'))}",
            words("overview.types_note"),
        ),
        Tile(
            words("overview.national"),
            view.million_won(row["national_allocated"]),
            words("overview.all_sources", value=view.million_won(row["allocated"])),
            words("overview.national_help"),
        ),
        Tile(
            words("overview.execution"),
            f"{number_text(row['execution_rate'], 1)}%",
            _against_before(view, year, "change", change),
            words("overview.execution_help"),
        ),
        Tile(
            words("overview.submissions"),
            f"{number_text(row['submissions_accepted'])}/{number_text(row['submissions_expected'])}",
            words("overview.submissions_note"),
        ),
    ]


def indicator_tiles(view: View, indicators: pd.DataFrame, year: int) -> list[Tile]:
    """Return a tile a key indicator: value, change on the year before, definition."""
    return [
        Tile(
            f"{view.indicator_name(row.indicator)} ({view.unit(row.indicator)})",
            view.write(row.indicator, row.actual),
            _against_before(
                view,
                year,
                "change",
                change_text(view, row.indicator, row.change, row.change_percent),
            ),
            view.definition(row.indicator),
        )
        for row in records(indicators)
    ]


@figure("overview/attainment")
def attainment(view: View, *, year: int) -> Drawn:
    """Draw how far the key indicators are towards their targets."""
    quarter = view.quarter(year)
    indicators = view.ask("programme/key_indicators", year=year, quarter=quarter)
    numbers = key_indicators_table(view, indicators, quarter)
    return Drawn(_attainment_bars(view, indicators, year), numbers)


@figure("overview/money")
def money(view: View, *, year: int) -> Drawn:
    """Draw how much of the money of each source was executed."""
    answer = view.ask("budget/by_funding_source", year=year, quarter=view.quarter(year))
    sources = [view.name("funding_sources", source) for source in answer["funding_source"]]
    numbers = money_table(view, answer, view.words("column.funding_source"), sources)
    return Drawn(_money_bars(view, answer, sources, year), numbers)


@figure("overview/attention")
def attention(view: View, *, year: int) -> Drawn:
    """List the projects that need attention, the worst first."""
    everything = view.ask(
        "programme/attention", year=year, quarter=view.quarter(year), basis=view.basis
    )
    words = view.words
    return Drawn(
        None,
        projects_table(view, everything),
        title=words("overview.attention"),
        notes=(words("notes.status"), words("notes.attainment_index")),
    )


@kept
def _attainment_bars(view: View, indicators: pd.DataFrame, year: int) -> Chart:
    """Draw each key indicator's attainment against 100 %."""
    frame = pd.DataFrame(
        {
            "label": [view.indicator_name(i) for i in indicators["indicator"]],
            "value": indicators["attainment"],
            "text": [f"{number_text(value, 1)}%" for value in indicators["attainment"]],
            "reference": 100.0,
        }
    )
    known = indicators.dropna(subset=["attainment"]).sort_values("attainment")
    title = view.words("overview.attainment", period=view.period(year))
    return bars(
        frame,
        view.caption(title, "%"),
        view.finding(
            title,
            highest=_attained(view, known, -1),
            lowest=_attained(view, known, 0),
        ),
        reference_name=view.words("overview.target_line"),
        value_name=view.words("measure.attainment"),
        label_width=150 if view.is_korean else 190,
    )


def _attained(view: View, known: pd.DataFrame, place: int) -> str | None:
    if known.empty:
        return None
    row = known.iloc[place]
    return f"{view.indicator_name(row['indicator'])} {number_text(row['attainment'], 1)}%"


@kept
def _money_bars(view: View, money: pd.DataFrame, sources: list[str], year: int) -> Chart:
    """Draw executed money by source, with what was allocated as a tick."""
    frame = pd.DataFrame(
        {
            "label": sources,
            "value": money["executed"] / 1_000_000,
            "text": [
                view.words(
                    "overview.executed_of",
                    executed=view.million_won(row.executed),
                    rate=number_text(row.execution_rate, 1),
                )
                for row in records(money)
            ],
            "reference": money["allocated"] / 1_000_000,
        }
    )
    title = view.words("overview.money", period=view.period(year))
    parts = [f"{label} {text}" for label, text in zip(sources, frame["text"], strict=True)]
    return bars(
        frame,
        view.caption(title, view.name("units", "million_won")),
        f"{title}: {', '.join(parts)}",
        reference_name=view.words("overview.allocated_line"),
        value_name=view.words("overview.executed_bar"),
        label_width=70 if view.is_korean else 130,
    )


def status_tiles(view: View, statuses: pd.DataFrame) -> list[Tile]:
    """Return how many projects have each status."""
    of = view.words("overview.of_projects", count=number_text(statuses["projects"].sum()))
    return [
        Tile(view.status(row.status), number_text(row.projects), of) for row in records(statuses)
    ]


@kept
def most_urgent(_view: View, attention: pd.DataFrame) -> pd.DataFrame:
    """Return the head of the list of projects that need attention: the worst come first."""
    return attention.head(_MOST_URGENT)


def missing_notes(view: View, sent: pd.DataFrame, year: int) -> list[str]:
    """Name the provinces that the totals lack: their workbook is missing, returned or waits."""
    parts = []
    for state in ("not_submitted", "returned", "submitted"):
        regions = sent.loc[sent["submission_state"] == state, "region"]
        if len(regions):
            names = ", ".join(view.region(region) for region in regions)
            parts.append(view.words(f"overview.{state}", regions=names))
    period = view.period(year)
    return [view.words("overview.missing", period=period, parts=" · ".join(parts))] if parts else []
