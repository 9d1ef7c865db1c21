"""Tiles, figures and tables of the money of 추진·예산: by source, and at the year's end."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import stacked
from monitor.charts.theme import palette
from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile
from monitor.figures.progress_chosen import (
    funding_sources,
    here,
    here_in,
    place_name,
    source_name,
)
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import Refused, number_text, signed_text


def _one(value: float) -> str:
    return number_text(value, 1)


def _row_of(frame: pd.DataFrame, source: str) -> pd.Series | None:
    """Return the row of a source of funds, or of all of them."""
    names = frame["funding_source"]
    rows = frame[names.isna() if source == "all" else names == source]
    return None if rows.empty else rows.iloc[0]


def money_tiles(view: View, money: pd.DataFrame, forecast: pd.DataFrame, source: str) -> list[Tile]:
    """Return allocated, granted, executed, against elapsed time, to be expected, carried in."""
    words, row = view.words, _row_of(money, source)
    if row is None:
        return [Tile(words("progress.allocated"), "–", words("progress.no_money"))]
    ahead = _row_of(forecast, source)
    is_known = ahead is not None and not pd.isna(ahead["forecast"])
    return [
        Tile(
            words("progress.allocated"),
            view.million_won(row["allocated"]),
            words("progress.with_budget", projects=row["projects"], running=row["running"]),
        ),
        Tile(
            words("progress.granted"),
            view.million_won(row["granted"]),
            words("progress.of_allocated", share=_one(row["grant_rate"])),
        ),
        Tile(
            words("progress.executed"),
            view.million_won(row["executed"]),
            words("progress.of_allocated", share=_one(row["execution_rate"])),
            words("progress.executed_help", share=_one(row["granted_execution_rate"])),
        ),
        Tile(
            words("progress.against_time"),
            signed_text(row["execution_gap"], 1),
            words("progress.elapsed_note", elapsed=number_text(row["elapsed"])),
            words("progress.against_time_help"),
        ),
        Tile(
            words("progress.forecast"),
            f"{_one(ahead['forecast_rate'])}%" if is_known and ahead is not None else "–",
            words("progress.band", low=_one(ahead["low_rate"]), high=_one(ahead["high_rate"]))
            if is_known and ahead is not None
            else words("progress.no_forecast_short"),
            words("progress.forecast_help"),
        ),
        Tile(
            words("progress.carried_in"),
            view.million_won(row["carried_in"]),
            words("progress.not_reported") if pd.isna(row["carried_in"]) else "",
            words("progress.carried_in_help"),
        ),
    ]


@figure("progress/sources")
def sources(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw the money of each source from allocation to execution."""
    money = view.ask("progress/money", **here_in(view, year, region, model_type))
    named = place_name(view, region, model_type)
    return Drawn(
        _source_bars(view, money, year, named),
        _sources_table(view, money),
        nothing=view.words("progress.no_money"),
    )


@figure("progress/year-end")
def year_end(
    view: View, *, region: str = "all", model_type: str = "all", funding_source: str = "all"
) -> Drawn:
    """Draw what of a source's money was left at the end of each year."""
    known = funding_sources(view)
    if funding_source not in known:
        raise Refused(
            "not_a_choice", choice="funding_source", value=funding_source, known=", ".join(known)
        )
    ended = view.ask("progress/year_end", **here(view, region, model_type))
    title = view.words("progress.year_end", source=source_name(view, funding_source))
    title = view.narrowed(title, region, model_type)
    return Drawn(
        _year_end_bars(view, ended, funding_source, title),
        _year_end_table(view, ended),
        nothing=view.words("progress.no_year_end"),
    )


@kept
def _source_bars(view: View, money: pd.DataFrame, year: int, named: str) -> Chart | None:
    """Draw what of each source's allocation is executed, granted and left, or not granted."""
    rows = money[money["funding_source"].notna()]
    if rows.empty:
        return None
    words, colours = view.words, palette(dark=view.dark)
    parts = {
        "executed": colours.classes[-2],
        "granted_left": colours.classes[1],
        "not_granted": colours.faint,
    }
    labels = [
        words(
            "progress.source_label",
            source=source_name(view, row.funding_source),
            allocated=view.million_won(row.allocated),
        )
        for row in records(rows)
    ]
    frame = pd.DataFrame(
        [
            {"label": label, "part": part, "value": row[part]}
            for label, (_, row) in zip(labels, rows.iterrows(), strict=True)
            for part in parts
        ]
    )
    title = words("progress.by_source", year=view.period(year), place=named)
    told = ", ".join(
        f"{source_name(view, row.funding_source)} {_one(row.execution_rate)}%"
        for row in records(rows)
    )
    return stacked(
        frame,
        view.caption(title, words("progress.million_won")),
        words("progress.by_source_finding", title=title, rates=told),
        parts=[(part, words(f"progress.{part}"), colour) for part, colour in parts.items()],
        label_width=150,
        write=view.million_won,
        scale=1_000_000,
    )


@kept
def _sources_table(view: View, money: pd.DataFrame) -> Table:
    """Show money by source from allocation to execution, against elapsed time."""
    words = view.words
    columns = {
        words("column.funding_source"): [source_name(view, s) for s in money["funding_source"]],
        words("column.allocated"): texts(money["allocated"], view.million_won),
        words("column.granted"): texts(money["granted"], view.million_won),
        words("column.executed"): texts(money["executed"], view.million_won),
        words("progress.grant_rate"): texts(money["grant_rate"], _one),
        words("column.execution_rate"): texts(money["execution_rate"], _one),
        words("progress.granted_execution_rate"): texts(money["granted_execution_rate"], _one),
        words("status.execution_gap"): texts(money["execution_gap"], lambda v: signed_text(v, 1)),
        words("progress.column_carried_in"): texts(money["carried_in"], view.million_won),
    }
    lines = [words("notes.rounding")]
    without_budget = money["without_budget"].tail(1).sum()  # the last row stands for all sources
    if without_budget:
        missing = number_text(without_budget)
        lines.insert(0, words("progress.without_budget", count=missing))
    return Table(columns, list(columns)[1:], money, lines)


@kept
def _year_end_bars(view: View, ended: pd.DataFrame, source: str, title: str) -> Chart | None:
    """Draw what was left at the end of each year: carried over, unspent, or not told."""
    names = ended["funding_source"]
    rows = ended[names.isna() if source == "all" else names == source]
    if rows.empty:
        return None
    words, colours = view.words, palette(dark=view.dark)
    parts = {
        "carried_over": colours.classes[-2],
        "unspent": colours.warning,
        "unreported": colours.line,
    }
    labels = [
        words("progress.year_label", year=row.year, left=view.million_won(row.left_over))
        for row in records(rows)
    ]
    frame = pd.DataFrame(
        [
            {"label": label, "part": part, "value": 0 if pd.isna(row[part]) else row[part]}
            for label, (_, row) in zip(labels, rows.iterrows(), strict=True)
            for part in parts
        ]
    )
    told = ", ".join(
        f"{row.year} {view.million_won(row.carried_over)} / {view.million_won(row.unspent)}"
        for row in records(rows)
    )
    return stacked(
        frame,
        view.caption(title, words("progress.million_won")),
        words("progress.year_end_finding", title=title, years=told),
        parts=[(part, words(f"progress.{part}"), colour) for part, colour in parts.items()],
        label_width=150,
        write=view.million_won,
        scale=1_000_000,
    )


@kept
def _year_end_table(view: View, ended: pd.DataFrame) -> Table:
    """Show carry-over and what was unspent by year and source."""
    words = view.words
    columns = {
        words("column.year"): [str(year) for year in ended["year"]],
        words("column.funding_source"): [source_name(view, s) for s in ended["funding_source"]],
        words("column.allocated"): texts(ended["allocated"], view.million_won),
        words("column.executed"): texts(ended["executed"], view.million_won),
        words("column.execution_rate"): texts(ended["execution_rate"], _one),
        words("progress.column_carried_over"): texts(ended["carried_over"], view.million_won),
        words("progress.column_unspent"): texts(ended["unspent"], view.million_won),
        words("progress.column_unreported"): texts(ended["unreported"], view.million_won),
        words("progress.carried_rate"): texts(ended["carried_rate"], _one),
        words("progress.unspent_rate"): texts(ended["unspent_rate"], _one),
    }
    lines = [words("progress.year_end_note")]
    if ended["unreported"].sum() > 0:
        lines.append(words("progress.unreported_note"))
    return Table(columns, list(columns)[2:], ended, lines)
