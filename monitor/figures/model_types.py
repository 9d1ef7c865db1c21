"""Figures and tables of 모델 유형."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars, stacked
from monitor.charts.matrix import matrix
from monitor.charts.strip import strips
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import figures_table, records, texts
from monitor.figures.view import View
from monitor.wording import number_text


def _label_width(view: View) -> int:
    return 96 if view.is_korean else 128


@figure("model_types/type-money")
def money(view: View, *, year: int) -> Drawn:
    """Draw the money of each type."""
    summary = view.ask("types/summary", year=year, quarter=view.quarter(year))
    return Drawn(_money_bars(view, summary, year), _summary_table(view, summary))


@figure("model_types/type-stages")
def stages(view: View, *, year: int) -> Drawn:
    """Draw in which stages the projects of each type are."""
    answer = view.ask("projects/by_stage", year=year, quarter=view.quarter(year))
    return Drawn(_stage_bars(view, answer, year), _stages_table(view, answer))


@figure("model_types/type-indicator")
def by_type(view: View, *, year: int, indicator: str) -> Drawn:
    """Draw one indicator by type."""
    quarter = view.quarter(year)
    answer = view.ask("indicators/by_type", indicator=indicator, year=year, quarter=quarter)
    names = [view.model_type(model_type, "name") for model_type in answer["model_type"]]
    first = view.words("column.model_type")
    numbers = figures_table(view, answer, indicator, first, names, quarter)
    return Drawn(_indicator_bars(view, answer, indicator, year), numbers)


@figure("model_types/type-distribution")
def distribution(view: View, *, year: int, indicator: str) -> Drawn:
    """Draw every project by type."""
    of = {"indicator": indicator, "year": year, "quarter": view.quarter(year)}
    projects = view.ask("indicators/by_project", **of, basis=view.basis)
    medians = view.ask("types/distribution", **of)
    chart = _type_strips(view, projects, medians, indicator, year)
    return Drawn(chart, _distribution_table(view, medians, indicator))


@figure("model_types/type-matrix")
def provinces(view: View, *, year: int) -> Drawn:
    """Draw how many projects each province has of each type."""
    here = {"year": year, "quarter": view.quarter(year), "basis": view.basis}
    cells = view.ask("projects/region_type_matrix", **here)
    return Drawn(_region_type_matrix(view, cells, year), _matrix_table(view, cells))


@figure("model_types/type-distinction")
def distinction(view: View, *, year: int) -> Drawn:
    """Draw what sets each type apart from the others."""
    apart = view.ask("types/distinction", year=year, quarter=view.quarter(year))
    return Drawn(
        _distinction_matrix(view, apart, year),
        _distinction_table(view, apart),
        notes=(view.words("model_types.distinction_note"),),
    )


@kept
def _summary_table(view: View, summary: pd.DataFrame) -> Table:
    """Show the six types: projects, provinces, money, execution, projects on track."""
    words = view.words
    columns = {
        words("column.model_type"): [view.model_type(t, "name") for t in summary["model_type"]],
        words("column.projects"): texts(summary["projects"], number_text),
        words("column.provinces"): texts(summary["provinces"], number_text),
        words("column.allocated"): texts(summary["allocated"], view.million_won),
        words("column.executed"): texts(summary["executed"], view.million_won),
        words("column.execution_rate"): texts(
            summary["execution_rate"], lambda v: number_text(v, 1)
        ),
        words("column.attainment_index"): texts(
            summary["attainment_index"], lambda v: number_text(v, 1)
        ),
        words("column.on_track"): texts(summary["on_track"], number_text),
    }
    return Table(columns, list(columns)[1:], summary)


@kept
def _money_bars(view: View, summary: pd.DataFrame, year: int) -> Chart:
    """Draw money allocated to each type with its number of projects and execution rate."""
    words = view.words
    frame = pd.DataFrame(
        {
            "label": [view.model_type(t) for t in summary["model_type"]],
            "value": summary["allocated"] / 1_000_000,
            "text": [
                words(
                    "model_types.money_text",
                    money=view.million_won(row.allocated),
                    projects=row.projects,
                    rate=number_text(row.execution_rate, 1),
                )
                for row in records(summary)
            ],
            "colour": [view.colours("model_types")[t] for t in summary["model_type"]],
        }
    )
    title = words("model_types.money", period=view.period(year))
    return bars(
        frame,
        view.caption(title, view.name("units", "million_won")),
        view.finding_of(title, frame["label"], frame["value"], frame["text"]),
        label_width=_label_width(view),
    )


@kept
def _stage_bars(view: View, stages: pd.DataFrame, year: int) -> Chart:
    """Draw how many projects of each type are in each stage."""
    frame = pd.DataFrame(
        {
            "label": [view.model_type(t) for t in stages["model_type"]],
            "part": stages["stage"],
            "value": stages["projects"],
        }
    )
    order = [row["stage"] for row in view.vocabulary.rows("stages")]
    colours = view.colours("stages")
    title = view.words("model_types.stages", period=view.period(year))
    sums = stages.groupby("stage")["projects"].sum()
    counted = ", ".join(f"{view.name('stages', stage)} {sums[stage]}" for stage in order)
    return stacked(
        frame,
        view.caption(title, view.name("units", "project")),
        f"{title}: {counted}",
        parts=[(stage, view.name("stages", stage, "short"), colours[stage]) for stage in order],
        label_width=_label_width(view),
    )


@kept
def _stages_table(view: View, stages: pd.DataFrame) -> Table:
    """Show types against stages in numbers of projects."""
    wide = stages.pivot(index="model_type", columns="stage", values="projects")
    order = [row["stage"] for row in view.vocabulary.rows("stages")]
    types = list(dict.fromkeys(stages["model_type"]))
    columns = {view.words("column.model_type"): [view.model_type(t, "name") for t in types]}
    for stage in order:
        columns[view.name("stages", stage)] = texts(wide.loc[types, stage], number_text)
    return Table(columns, list(columns)[1:], stages)


@kept
def _indicator_bars(view: View, by_type: pd.DataFrame, indicator: str, year: int) -> Chart:
    """Draw one indicator by type, with its target as a tick."""
    divisor = view.divisor(indicator)
    frame = pd.DataFrame(
        {
            "label": [view.model_type(t) for t in by_type["model_type"]],
            "value": by_type["actual"] / divisor,
            "text": [view.write(indicator, value) for value in by_type["actual"]],
            "reference": by_type["target"] / divisor,
            "colour": [view.colours("model_types")[t] for t in by_type["model_type"]],
        }
    )
    title = view.words(
        "model_types.indicator",
        indicator=view.indicator_name(indicator),
        period=view.period(year),
    )
    return bars(
        frame,
        view.caption(title, view.unit(indicator)),
        view.finding_of(title, frame["label"], frame["value"], frame["text"]),
        reference_name=view.words("common.year_target"),
        value_name=view.words("common.actual"),
        label_width=_label_width(view),
    )


@kept
def _type_strips(
    view: View, projects: pd.DataFrame, medians: pd.DataFrame, indicator: str, year: int
) -> Chart:
    """Draw every project as a dot by type, with the type's median."""
    looks = {row["model_type"]: row for row in view.vocabulary.rows("model_types")}
    merged = medians[["model_type", "median"]].merge(projects, on="model_type", how="left")
    frame = pd.DataFrame(
        {
            "group": [view.model_type(t) for t in merged["model_type"]],
            "value": merged["actual"],
            "median": merged["median"],
            "name": merged["name"].fillna(""),
            "colour": [view.colours("model_types")[t] for t in merged["model_type"]],
            "symbol": [looks[t]["symbol"] for t in merged["model_type"]],
        }
    )
    title = view.words(
        "model_types.distribution",
        indicator=view.indicator_name(indicator),
        period=view.period(year),
    )
    labels = [view.model_type(t) for t in medians["model_type"]]
    written = [view.amount(indicator, value) for value in medians["median"]]
    return strips(
        frame,
        view.caption(title, view.unit(indicator)),
        view.finding_of(title, labels, medians["median"], written),
        write=lambda value: view.write(indicator, value),
        median_name=view.words("common.median"),
        scale=view.divisor(indicator),
        label_width=_label_width(view),
    )


@kept
def _distribution_table(view: View, medians: pd.DataFrame, indicator: str) -> Table:
    """Show the spread of each type in five numbers."""
    words = view.words
    columns = {
        words("column.model_type"): [view.model_type(t, "name") for t in medians["model_type"]],
        words("column.projects"): texts(medians["projects"], number_text),
    }
    for name in ("minimum", "lower_quartile", "median", "upper_quartile", "maximum"):
        columns[words(f"column.{name}")] = texts(
            medians[name], lambda value: view.write(indicator, value)
        )
    return Table(columns, list(columns)[1:], medians)


@kept
def _region_type_matrix(view: View, cells: pd.DataFrame, year: int) -> Chart:
    """Draw how many projects each province has in each type."""
    frame = pd.DataFrame(
        {
            "row": [view.region(region) for region in cells["region"]],
            "column": [view.model_type(t) for t in cells["model_type"]],
            "value": cells["projects"],
            "text": [str(count) if count else "·" for count in cells["projects"]],
        }
    )
    title = view.words("model_types.matrix", period=view.period(year))
    per_region = cells.groupby("region", sort=False)["projects"].sum()
    finding = view.finding(
        title,
        highest=f"{view.region(str(per_region.idxmax()))} {per_region.max()}",
        lowest=f"{view.region(str(per_region.idxmin()))} {per_region.min()}",
    )
    return matrix(
        frame,
        view.caption(title, view.name("units", "project")),
        finding,
        label_width=64 if view.is_korean else 124,
    )


@kept
def _matrix_table(view: View, cells: pd.DataFrame) -> Table:
    """Show provinces against types: projects and money of each."""
    words = view.words
    shown = cells[cells["projects"] > 0]
    columns = {
        words("column.region"): [view.region(region) for region in shown["region"]],
        words("column.model_type"): [view.model_type(t, "name") for t in shown["model_type"]],
        words("column.projects"): texts(shown["projects"], number_text),
        words("column.allocated"): texts(shown["allocated"], view.million_won),
    }
    return Table(columns, list(columns)[2:], cells)


@kept
def _distinction_matrix(view: View, apart: pd.DataFrame, year: int) -> Chart:
    """Draw each type's figure per project as a multiple of the other types'."""
    frame = pd.DataFrame(
        {
            "row": [view.indicator_name(i) for i in apart["indicator"]],
            "column": [view.model_type(t) for t in apart["model_type"]],
            "value": apart["ratio"],
            "text": [number_text(ratio, 2) for ratio in apart["ratio"]],
        }
    )
    title = view.words("model_types.distinction", period=view.period(year))
    known = apart.dropna(subset=["ratio"])
    strongest = known.sort_values("ratio").iloc[-1] if len(known) else None
    finding = title
    if strongest is not None:
        finding = view.words(
            "model_types.strongest",
            title=title,
            model_type=view.model_type(strongest["model_type"]),
            indicator=view.indicator_name(strongest["indicator"]),
            ratio=number_text(strongest["ratio"], 2),
        )
    return matrix(
        frame,
        view.caption(title, view.words("model_types.times")),
        finding,
        label_width=150 if view.is_korean else 220,
        around_one=True,
    )


@kept
def _distinction_table(view: View, apart: pd.DataFrame) -> Table:
    """Show each type's figure per project beside the other types'."""
    words = view.words
    columns = {
        words("column.model_type"): [view.model_type(t, "name") for t in apart["model_type"]],
        words("column.indicator"): [view.indicator_name(i) for i in apart["indicator"]],
        words("column.unit"): [view.unit(i) for i in apart["indicator"]],
        words("column.per_project"): list(map(view.write_mean, apart["indicator"], apart["value"])),
        words("column.of_others"): list(
            map(view.write_mean, apart["indicator"], apart["value_of_others"])
        ),
        words("column.ratio"): texts(apart["ratio"], lambda v: number_text(v, 2)),
    }
    return Table(columns, list(columns)[3:], apart)
