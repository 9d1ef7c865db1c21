"""Figures and tables of 연차 비교."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.lines import lines, small_multiples
from monitor.charts.waterfall import waterfall
from monitor.figures.across import across_notes, no_year_before
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import (
    change_texts,
    figures_table,
    records,
    reported_texts,
    texts,
)
from monitor.figures.view import View
from monitor.wording import number_text, period_text

CAUSES = ("real_change", "coverage", "restated", "boundaries")


@figure("year_on_year/years")
def years(
    view: View, *, year: int, indicator: str, model_type: str = "all", region: str = "all"
) -> Drawn:
    """Draw an indicator over the years, each to the quarter that the chosen year reached."""
    quarter, of = view.quarter(year), {"region": region, "model_type": model_type}
    answer = view.ask(
        "indicators/years_total", indicator=indicator, quarter=quarter, basis=view.basis, **of
    )
    labels = [view.period_to(each, quarter) for each in answer["year"]]
    chart = _years_bars(view, answer, labels, indicator, **of)
    first = view.words("column.year")
    table = figures_table(view, answer, indicator, first, labels, quarter)
    return Drawn(chart, table, notes=across_notes(view, indicator, region))


@figure("year_on_year/causes")
def causes(
    view: View, *, year: int, indicator: str, model_type: str = "all", region: str = "all"
) -> Drawn:
    """Draw why an indicator changed from the year before."""
    answer = view.ask(
        "indicators/change_causes",
        indicator=indicator,
        quarter=view.quarter(year),
        basis=view.basis,
        year=year,
        model_type=model_type,
    )
    chart = _causes_waterfall(view, answer, indicator, year, region, model_type)
    notes = _causes_notes(view, answer, indicator, year, region) if chart else []
    return Drawn(
        chart,
        _causes_table(view, answer, indicator),
        nothing=no_year_before(view, year, indicator),
        notes=(
            *notes,
            view.words("year_on_year.causes_note"),
            *across_notes(view, indicator),
        ),
    )


@figure("year_on_year/regions")
def regions(view: View, *, year: int, indicator: str, model_type: str = "all") -> Drawn:
    """Draw an indicator over the years, a panel a province."""
    quarter = view.quarter(year)
    answer = view.ask(
        "indicators/years_by_region",
        indicator=indicator,
        quarter=quarter,
        basis=view.basis,
        model_type=model_type,
    )
    chart = _region_panels(view, answer, indicator, quarter, model_type)
    table = _years_table(view, answer, indicator, "region")
    return Drawn(chart, table, notes=across_notes(view, indicator))


@figure("year_on_year/types")
def types(view: View, *, year: int, indicator: str, region: str = "all") -> Drawn:
    """Draw an indicator over the years, a panel a type."""
    quarter = view.quarter(year)
    answer = view.ask(
        "indicators/years_by_type",
        indicator=indicator,
        quarter=quarter,
        basis=view.basis,
        region=region,
    )
    chart = _type_panels(view, answer, indicator, quarter, region)
    table = _years_table(view, answer, indicator, "model_type")
    return Drawn(chart, table, notes=across_notes(view, indicator, region))


@figure("year_on_year/cohorts")
def cohorts(
    view: View, *, year: int, indicator: str, model_type: str = "all", region: str = "all"
) -> Drawn:
    """Draw an indicator by programme year, a line a cohort."""
    of = {"region": region, "model_type": model_type}
    answer = view.ask(
        "indicators/by_programme_year",
        indicator=indicator,
        quarter=view.quarter(year),
        basis=view.basis,
        **of,
    )
    return Drawn(
        _cohort_lines(view, answer, indicator, **of),
        _cohorts_table(view, answer, indicator),
        notes=(
            view.words("year_on_year.cohorts_note"),
            *across_notes(view, indicator, region),
        ),
    )


def _place(view: View, region: str, model_type: str) -> str:
    """Return whose figures are shown: a province or the nation, of one type where one is chosen."""
    place = view.region(None if region == "all" else region)
    if model_type == "all":
        return place
    return view.words(
        "year_on_year.place_and_type", place=place, model_type=view.model_type(model_type)
    )


@kept
def _years_bars(
    view: View, years: pd.DataFrame, labels: list[str], indicator: str, region: str, model_type: str
) -> Chart:
    """Draw an indicator's years, each to the same quarter, with the year's target."""
    divisor = view.divisor(indicator)
    changes = change_texts(view, years, [indicator] * len(years))
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": years["actual"] / divisor,
            "text": [
                view.write(indicator, actual) + ("" if change == "–" else f" ({change})")
                for actual, change in zip(years["actual"], changes, strict=True)
            ],
            "reference": years["target"] / divisor,
        }
    )
    title = view.words(
        "year_on_year.years",
        indicator=view.indicator_name(indicator),
        place=_place(view, region, model_type),
    )
    told = [f"{label} {text}" for label, text in zip(labels, frame["text"], strict=True)]
    parts = [text for text, actual in zip(told, years["actual"], strict=True) if pd.notna(actual)]
    return bars(
        frame,
        view.caption(title, view.unit(indicator)),
        f"{title}: {', '.join(parts)}",
        reference_name=view.words("common.year_target"),
        value_name=view.words("common.actual"),
        label_width=100 if view.is_korean else 72,
        row_height=80,  # three bars beside the waterfall
    )


def _causes_of(causes: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the row of a province, or of the nation; none where nothing can be compared."""
    return causes[causes["region"].isna() if region == "all" else causes["region"] == region]


@kept
def _causes_waterfall(
    view: View, causes: pd.DataFrame, indicator: str, year: int, region: str, model_type: str
) -> Chart | None:
    """Draw why the figure changed, from the year before as published to this year."""
    found = _causes_of(causes, region)
    if found.empty:
        return None
    row, words, divisor = found.iloc[0], view.words, view.divisor(indicator)
    before, now = (period_text(y, view.quarter(year), view.language) for y in (year - 1, year))
    if row["is_published_before"]:
        before = words("cause.as_published", period=before)
    labels = [before, *(words(f"cause.{cause}") for cause in CAUSES), now]
    values = [row["start_value"], *(row[cause] for cause in CAUSES), row["end_value"]]
    written = [
        view.write(indicator, row["start_value"]),
        *(_cause_text(view, indicator, row, cause) for cause in CAUSES),
        view.write(indicator, row["end_value"]),
    ]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": [value / divisor for value in values],
            "text": written,
            "kind": ["total", *["change"] * len(CAUSES), "total"],
        }
    )
    title = words(
        "year_on_year.causes",
        indicator=view.indicator_name(indicator),
        place=_place(view, region, model_type),
    )
    parts = [f"{label} {text}" for label, text in zip(labels, written, strict=True)]
    return waterfall(
        frame, view.caption(title, view.unit(indicator)), f"{title}: {', '.join(parts)}"
    )


def _cause_text(view: View, indicator: str, row: pd.Series, cause: str) -> str:
    """Write what a cause adds; a restatement is unknown where nothing was published before."""
    if cause == "restated" and not row["is_published_before"]:
        return "–"
    return view.signed(indicator, row[cause])


def _causes_notes(
    view: View, causes: pd.DataFrame, indicator: str, year: int, region: str
) -> list[str]:
    """Explain why the bar of the year before and the start of the waterfall are not the same."""
    found = _causes_of(causes, region)
    if found.empty or not found["restated"].iloc[0]:
        return []
    row = found.iloc[0]
    note = view.words(
        "notes.restated",
        period=view.period_to(year - 1, view.quarter(year)),
        known=view.amount(indicator, row["known_before"]),
        published=view.amount(indicator, row["start_value"]),
        difference=view.signed(indicator, row["restated"]),
    )
    return [note]


@kept
def _causes_table(view: View, causes: pd.DataFrame, indicator: str) -> Table:
    """Show the causes of change by province; they add up to the change."""
    words, rows = view.words, [row for _, row in causes.iterrows()]
    columns = {
        words("column.region"): [view.region(region) for region in causes["region"]],
        words("column.start_value"): [view.write(indicator, v) for v in causes["start_value"]],
    }
    for cause in CAUSES:
        columns[words(f"cause.{cause}")] = [
            _cause_text(view, indicator, row, cause) for row in rows
        ]
    columns[words("column.difference")] = [view.signed(indicator, v) for v in causes["change"]]
    columns[words("column.end_value")] = [view.write(indicator, v) for v in causes["end_value"]]
    lines = [words("notes.rounding")]
    unpublished = causes.loc[~causes["is_published_before"].astype(bool), "region"]
    if len(unpublished):
        names = ", ".join(view.region(region) for region in unpublished)
        lines.append(words("notes.never_published", regions=names))
    return Table(columns, list(columns)[1:], causes, lines)


@kept
def _region_panels(
    view: View, by_region: pd.DataFrame, indicator: str, quarter: int, model_type: str
) -> Chart:
    """Draw a panel a province."""
    labels = [view.region(region) for region in by_region["region"]]
    title = view.words(
        f"year_on_year.regions{'' if model_type == 'all' else '_of_type'}",
        indicator=view.indicator_name(indicator),
        model_type=view.model_type(model_type),
    )
    return _panels(view, by_region, labels, indicator, quarter, title, columns=9)


@kept
def _type_panels(
    view: View, by_type: pd.DataFrame, indicator: str, quarter: int, region: str
) -> Chart | None:
    """Draw a panel a model type, of the nation or one province."""
    if by_type.empty:
        return None
    labels = [view.model_type(model_type) for model_type in by_type["model_type"]]
    title = view.words(
        "year_on_year.types",
        indicator=view.indicator_name(indicator),
        place=_place(view, region, "all"),
    )
    return _panels(view, by_type, labels, indicator, quarter, title, columns=3)


def _panels(
    view: View,
    frame: pd.DataFrame,
    labels: list[str],
    indicator: str,
    quarter: int,
    title: str,
    *,
    columns: int,
) -> Chart:
    divisor = view.divisor(indicator)
    panels = pd.DataFrame(
        {
            "group": labels,
            "year": frame["year"],
            "actual": frame["actual"] / divisor,
            "target": frame["target"] / divisor,
        }
    )
    newest = frame.assign(label=labels)[frame["year"] == frame["year"].max()]
    known = newest.dropna(subset=["change"]).sort_values("change")
    finding = title
    if len(known):
        rising, falling = known.iloc[-1], known.iloc[0]
        finding = view.words(
            "year_on_year.movers",
            title=title,
            period=view.period_to(int(rising["year"]), quarter),
            up=f"{rising['label']} {view.signed(indicator, rising['change'])}",
            down=f"{falling['label']} {view.signed(indicator, falling['change'])}",
        )
    return small_multiples(
        panels,
        view.caption(
            f"{title} · {view.words(f'common.to_quarter_{quarter}')}", view.unit(indicator)
        ),
        finding,
        columns=columns,
        write=lambda value: view.write(indicator, value * divisor),
        actual_name=view.words("common.actual"),
        target_name=view.words("common.year_target"),
    )


@kept
def _years_table(view: View, frame: pd.DataFrame, indicator: str, kind: str) -> Table:
    """Show groups over the years: actual, target, attainment, change, coverage."""
    words = view.words
    label = view.region if kind == "region" else view.model_type
    columns = {
        words(f"column.{kind}"): [label(key) for key in frame[kind]],
        words("column.year"): [str(year) for year in frame["year"]],
        words("column.actual", unit=view.unit(indicator)): [
            view.write(indicator, value) for value in frame["actual"]
        ],
        words("column.target", unit=view.unit(indicator)): [
            view.write(indicator, value) for value in frame["target"]
        ],
        words("column.attainment"): texts(frame["attainment"], lambda v: number_text(v, 1)),
        words("column.change"): change_texts(view, frame, [indicator] * len(frame)),
        words("column.reported"): reported_texts(frame),
    }
    return Table(columns, list(columns)[2:], frame)


@kept
def _cohort_lines(
    view: View, cohorts: pd.DataFrame, indicator: str, region: str, model_type: str
) -> Chart | None:
    """Draw projects selected in the same year by programme year: first, second, third."""
    words = view.words
    if cohorts["actual"].isna().all():
        return None
    is_sum = not view.indicator(indicator).is_rate
    values = cohorts["per_project"] if is_sum else cohorts["actual"]
    frame = pd.DataFrame(
        {
            "group": [
                words("year_on_year.selected", year=year) for year in cohorts["selection_year"]
            ],
            "x": cohorts["programme_year"],
            "value": values,
        }
    )
    numbers = sorted(cohorts["programme_year"].unique())
    ticks = {int(n): words("common.programme_year", number=n) for n in numbers}
    key = "year_on_year.cohorts_mean" if is_sum else "year_on_year.cohorts"
    title = words(
        key,
        indicator=view.indicator_name(indicator),
        place=_place(view, region, model_type),
    )
    parts = [
        f"{row.group} {ticks[int(row.x)]} {view.write_mean(indicator, row.value)}"
        for row in records(frame)
    ]
    return lines(
        frame,
        view.caption(title, view.unit(indicator)),
        f"{title}: {', '.join(parts)}",
        write=lambda value: view.write_mean(indicator, value),
        ticks=ticks,
        scale=view.divisor(indicator),
    )


@kept
def _cohorts_table(view: View, cohorts: pd.DataFrame, indicator: str) -> Table:
    """Show cohorts by programme year."""
    words = view.words
    columns = {
        words("column.selection_year"): [str(year) for year in cohorts["selection_year"]],
        words("column.programme_year"): [
            words("common.programme_year", number=n) for n in cohorts["programme_year"]
        ],
        words("column.year"): [str(year) for year in cohorts["year"]],
        words("column.actual", unit=view.unit(indicator)): [
            view.write(indicator, value) for value in cohorts["actual"]
        ],
        words("column.per_project"): [
            view.write_mean(indicator, value) for value in cohorts["per_project"]
        ],
        words("column.attainment"): texts(cohorts["attainment"], lambda v: number_text(v, 1)),
        words("column.reported"): reported_texts(cohorts),
    }
    return Table(columns, list(columns)[3:], cohorts)
