"""Figures and tables of the money of 추진·예산 over the year: curve, plan, forecast."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.curve import Curve, Fan, curves
from monitor.charts.dots import Mark, dots
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.progress_chosen import here_in, source_name
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text

_QUARTERS = (1, 2, 3, 4)


@figure("progress/curve")
def curve(
    view: View,
    *,
    year: int,
    region: str = "all",
    model_type: str = "all",
    funding_source: str = "all",
) -> Drawn:
    """Draw execution by quarter against the plan and the year before."""
    here = here_in(view, year, region, model_type)
    forecast = view.ask("progress/forecast", **here)
    by_quarter = view.ask("progress/curve", funding_source=funding_source, **here)
    title = view.words("progress.curve", year=year, source=source_name(view, funding_source))
    title = view.narrowed(title, region, model_type)
    return Drawn(
        _money_curve(view, by_quarter, forecast, funding_source, title),
        _curve_table(view, by_quarter, view.quarter(year)),
        nothing=view.words("progress.no_money"),
    )


@figure("progress/forecast")
def forecast(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw what is executed and what is to be expected of each source."""
    expected = view.ask("progress/forecast", **here_in(view, year, region, model_type))
    title = view.narrowed(view.words("progress.forecast_title", year=year), region, model_type)
    return Drawn(
        _forecast_dots(view, expected, title),
        _forecast_table(view, expected),
        nothing=_no_forecast(view, year),
    )


def _one(value: float) -> str:
    return number_text(value, 1)


@kept
def _money_curve(
    view: View, curve: pd.DataFrame, forecast: pd.DataFrame, source: str, title: str
) -> Chart | None:
    """Draw execution by quarter against the plan and the year before, and what is expected."""
    if curve.empty:
        return None
    words = view.words
    frame = pd.DataFrame({"x": [0, *curve["quarter"]]})
    for column in ("executed", "planned", "previous"):
        values = curve[column].astype("float")
        frame[column] = [0.0 if values.notna().any() else float("nan"), *values]
    known = curve.dropna(subset=["executed"])
    last = known.iloc[-1]
    return curves(
        frame,
        view.caption(title, words("progress.million_won")),
        words(
            "progress.curve_finding",
            title=title,
            quarter=int(last["quarter"]),
            executed=view.million_won(last["executed"]),
            planned=view.million_won(last["planned"]),
            previous=view.million_won(last["previous"]),
        ),
        lines=[
            Curve("executed", words("progress.executed_now")),
            Curve("planned", words("progress.plan"), "dash", "diamond-open", "ink"),
            Curve("previous", words("progress.year_before"), "dot", "square", "soft_ink"),
        ],
        ticks={0: "", **{q: words("progress.quarter_short", quarter=q) for q in _QUARTERS}},
        write=view.million_won,
        scale=1_000_000,
        level=(words("progress.allocated"), float(last["allocated"])),
        fan=_fan(view, last, forecast, source),
    )


def _fan(view: View, last: pd.Series, forecast: pd.DataFrame, source: str) -> Fan | None:
    names = forecast["funding_source"]
    rows = forecast[names.isna() if source == "all" else names == source]
    if rows.empty or pd.isna(rows["forecast"].iloc[0]):
        return None
    row = rows.iloc[0]
    return Fan(
        view.words("progress.forecast_short"),
        int(last["quarter"]),
        float(last["executed"]),
        _QUARTERS[-1],
        float(row["low"]),
        float(row["forecast"]),
        float(row["high"]),
    )


@kept
def _curve_table(view: View, curve: pd.DataFrame, quarter: int) -> Table:
    """Show execution by quarter against plan and year before, and how many reported a plan."""
    words = view.words
    columns = {
        words("progress.quarter"): [
            words("progress.end_of_quarter", quarter=q) for q in curve["quarter"]
        ],
        words("column.executed"): texts(curve["executed"], view.million_won),
        words("progress.column_planned"): texts(curve["planned"], view.million_won),
        words("progress.column_planned_executed"): texts(
            curve["planned_executed"], view.million_won
        ),
        words("progress.plan_rate"): texts(curve["plan_rate"], _one),
        words("progress.column_previous"): texts(curve["previous"], view.million_won),
        words("progress.projects_planned"): [
            f"{row.projects_planned}/{row.projects}" for row in records(curve)
        ],
    }
    return Table(columns, list(columns)[1:], curve, _plan_notes(view, curve, quarter))


def _plan_notes(view: View, curve: pd.DataFrame, quarter: int) -> list[str]:
    """Say how execution stands to the plan, and for how many projects no plan was reported."""
    words = view.words
    rows = curve[curve["quarter"] == quarter]
    if rows.empty:
        return []
    (row,) = records(rows)
    if not row.projects_planned:
        return [words("progress.no_plan")]
    lines = [words("progress.plan_note", rate=_one(row.plan_rate))]
    if row.projects_planned < row.projects:
        lines.append(
            words("progress.plan_missing", planned=row.projects_planned, projects=row.projects)
        )
    return lines


def _no_forecast(view: View, year: int) -> str:
    """Say why there is no forecast."""
    if view.quarter(year) == _QUARTERS[-1]:
        return view.words("progress.year_is_over", year=year)
    return view.words("progress.no_forecast", year=year)


@kept
def _forecast_dots(view: View, forecast: pd.DataFrame, title: str) -> Chart | None:
    """Draw what is executed and what is expected of each source, with its band."""
    rows = forecast[forecast["forecast"].notna()]
    if rows.empty:
        return None
    words = view.words
    labels = [source_name(view, source) for source in rows["funding_source"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "executed": rows["execution_rate"].tolist(),
            "forecast": rows["forecast_rate"].tolist(),
            "lower": rows["low_rate"].tolist(),
            "upper": rows["high_rate"].tolist(),
            "text": [
                words(
                    "progress.forecast_text",
                    forecast=_one(row.forecast_rate),
                    low=_one(row.low_rate),
                    high=_one(row.high_rate),
                )
                for row in records(rows)
            ],
        }
    )
    return dots(
        frame,
        view.caption(title, "%"),
        words("progress.forecast_finding", title=title, value=frame["text"].iloc[-1]),
        marks=[
            Mark("forecast", words("progress.forecast_mark")),
            Mark("executed", words("progress.executed_now"), "circle-open", "ink"),
        ],
        interval_name=words("progress.band_name"),
        label_width=label_room(labels),
        whole_scale=(0, 102),
    )


@kept
def _forecast_table(view: View, forecast: pd.DataFrame) -> Table:
    """Show the forecast of each source with its band, in money and %."""
    words = view.words
    columns = {
        words("column.funding_source"): [
            source_name(view, source) for source in forecast["funding_source"]
        ],
        words("column.allocated"): texts(forecast["allocated"], view.million_won),
        words("column.executed"): texts(forecast["executed"], view.million_won),
        words("progress.column_forecast"): texts(forecast["forecast"], view.million_won),
        words("progress.column_band"): [
            f"{view.million_won(row.low)}~{view.million_won(row.high)}" for row in records(forecast)
        ],
        words("progress.forecast_rate"): texts(forecast["forecast_rate"], _one),
    }
    return Table(columns, list(columns)[1:], forecast, _method(view, forecast))


def _method(view: View, forecast: pd.DataFrame) -> list[str]:
    """Name the method, the band, and what they rest on."""
    known = forecast[forecast["forecast"].notna()]
    if known.empty:
        return []
    row = known.iloc[-1]
    return [
        view.words(
            "progress.method",
            first=int(row["pace_from"]),
            last=int(row["pace_to"]),
            cases=number_text(row["cases"]),
        ),
        view.words("progress.band_note"),
    ]
