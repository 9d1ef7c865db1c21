"""The map's layers: an indicator by a measure, or the context of a province."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pandas as pd

from monitor.charts import Caption, Chart
from monitor.charts.classes import Classes, Method, classify, classify_change
from monitor.charts.map import choropleth
from monitor.charts.tiles import tile_grid
from monitor.figures.across import across_notes, no_year_before
from monitor.figures.files import context_measure as _context
from monitor.figures.keep import kept
from monitor.figures.parts import Table, escape
from monitor.figures.register import Choice, Drawn, figure
from monitor.figures.tables import (
    absence_or,
    coverage_notes,
    figures_table,
    texts,
    unreported,
)
from monitor.figures.view import MEASURES, Measure, View
from monitor.vocabulary import BOUNDARIES, CONTEXT
from monitor.wording import number_text, signed_text

_COLUMNS: Mapping[Measure, str] = {
    "actual": "actual",
    "attainment": "attainment",
    "per_100_000": "per_100_000",
}


@dataclass(frozen=True)
class Layer:
    """What the map shows. ``name`` is an indicator's id or a context measure's."""

    kind: str
    name: str
    year: int
    measure: Measure
    model_type: str = "all"
    method: Method = "quantile"
    breaks: str = "year"

    @property
    def fixed(self) -> bool:
        """Say whether the limits of the classes are those of all years."""
        return self.breaks == "fixed"

    @property
    def choices(self) -> dict[str, Choice]:
        """Return the layer as the choices of a figure."""
        return {
            "layer": self.kind,
            "subject": self.name,
            "year": self.year,
            "measure": self.measure,
            "model_type": self.model_type,
            "method": self.method,
            "breaks": self.breaks,
        }


_ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "layer": ("indicator", "context"),
    "measure": MEASURES,
    "method": ("quantile", "jenks"),
    "breaks": ("year", "fixed"),
}


def _of_layer(draw: Callable[..., Chart]) -> Callable[..., Drawn]:
    """Return the function of a figure that draws a layer; ``region`` is outlined."""

    def make(
        view: View,
        *,
        subject: str,
        year: int,
        layer: str = "indicator",
        measure: Measure = "actual",
        model_type: str = "all",
        method: Method = "quantile",
        breaks: str = "year",
        region: str = "",
    ) -> Drawn:
        shown = Layer(layer, subject, year, measure, model_type, method, breaks)
        return _drawn(view, shown, region, draw)

    return make


def _drawn(view: View, layer: Layer, region: str, draw: Callable[..., Chart]) -> Drawn:
    answer = _ask_layer(view, layer)
    classes = _classes_of(view, layer, answer)
    chart = draw(view, layer, answer, classes, region or None)
    return Drawn(
        chart, _layer_table(view, layer, answer), notes=_layer_notes(view, layer, answer, classes)
    )


@kept
def _ask_layer(view: View, layer: Layer) -> pd.DataFrame:
    """Return the answer of a layer with the column ``shown``: what the map colours."""
    return _asked(view, layer, layer.year)


def _asked(view: View, layer: Layer, year: int) -> pd.DataFrame:
    if layer.kind == "context":
        answer = view.ask("context/by_region", measure=layer.name, year=year, basis=view.basis)
        missing = answer["value"].isna().map({True: "not_collected", False: None})
        return answer.assign(shown=answer[_context_column(view, layer)], absence=missing)
    answer = view.ask(
        "indicators/by_region",
        indicator=layer.name,
        year=year,
        quarter=view.quarter(layer.year),
        basis=view.basis,
        model_type=layer.model_type,
    )
    return answer.assign(shown=answer[_indicator_column(view, layer)])


def _indicator_column(view: View, layer: Layer) -> str:
    if layer.measure == "change":
        return "change" if view.indicator(layer.name).is_rate else "change_percent"
    return _COLUMNS[layer.measure]


def _context_column(view: View, layer: Layer) -> str:
    if layer.measure != "change":
        return "value"
    return "change_percent" if _context(view, layer.name)["is_sum"] else "change"


def _write_shown(view: View, layer: Layer) -> Callable[[float], str]:
    """Return how a value of the layer is written, without its unit."""
    if layer.kind == "indicator":
        return lambda value: view.write(layer.name, value, layer.measure)
    if layer.measure == "change":
        return lambda value: signed_text(value, 1)
    decimals = int(_context(view, layer.name)["decimals"])
    return lambda value: number_text(value, decimals)


def _unit_of(view: View, layer: Layer) -> str:
    """Return the layer's unit."""
    if layer.kind == "indicator":
        return view.unit(layer.name, layer.measure)
    context = _context(view, layer.name)
    own = str(context[f"unit_{view.language}"])
    if layer.measure != "change":
        return own
    return "%" if context["is_sum"] else "%p" if own == "%" else own


@kept
def _layer_title(view: View, layer: Layer) -> str:
    """Return the title of the map."""
    words = view.words
    if layer.kind == "context":
        key = "context_change" if layer.measure == "change" else "context_figure"
        name = str(_context(view, layer.name)[f"name_{view.language}"])
        return words(f"region_map.{key}", measure=name, year=layer.year)
    key = "figure" if layer.model_type == "all" else "figure_of_type"
    return words(
        f"region_map.{key}",
        indicator=view.indicator_name(layer.name),
        measure=words(f"measure.{layer.measure}"),
        period=view.period(layer.year),
        model_type=view.model_type(layer.model_type),
    )


@kept
def _classes_of(view: View, layer: Layer, answer: pd.DataFrame) -> Classes:
    """Return the classes of the shown values, or of all years' where limits are held fixed."""
    values = answer["shown"]
    if layer.fixed:
        quarter = view.quarter(layer.year)
        years = [year for year in view.years if view.quarter(year) >= quarter]
        values = pd.concat([_asked(view, layer, year)["shown"] for year in years])
    if layer.measure == "change":
        return classify_change(values.dropna(), layer.method)
    return classify(values.dropna(), layer.method)


@kept
def _frame(view: View, layer: Layer, answer: pd.DataFrame) -> pd.DataFrame:
    write, unit = _write_shown(view, layer), _unit_of(view, layer)
    unit = unit if view.is_korean or unit.startswith("%") else f" {unit}"
    hover = []
    for row, (region, value) in enumerate(zip(answer["region"], answer["shown"], strict=True)):
        name = view.name("regions", region)
        nothing = view.words("map.no_year_before") if _lacks_year_before(view, layer) else "–"
        text = absence_or(view, answer, row, nothing if pd.isna(value) else write(value) + unit)
        if "projects" in answer and not pd.isna(value):
            text = view.words(
                "region_map.hover",
                region=name,
                value=text,
                reported=answer["projects_reported"].iloc[row],
                projects=answer["projects"].iloc[row],
            )
        else:
            text = view.words("region_map.hover_absent", region=name, absence=text)
        hover.append(text)
    # A figure that exists but cannot be compared is no kind of absence; it is not applicable here.
    absence = answer["absence"].where(
        answer["absence"].notna() | answer["shown"].notna(), "not_applicable"
    )
    return pd.DataFrame(
        {
            "region": answer["region"],
            "value": answer["shown"].astype("float64"),
            "absence": absence,
            "hover": hover,
        }
    )


def chosen_line(view: View, layer: Layer, region: str) -> str:
    """Say in a line what the map shows of the chosen province, with the way to its details."""
    answer = _ask_layer(view, layer)
    rows = _frame(view, layer, answer).set_index("region")
    return view.words("region_map.chosen", summary=escape(str(rows.loc[region, "hover"])))


def _names(view: View) -> dict[str, str]:
    return view.units


def _absences(view: View, layer: Layer) -> dict[str, str]:
    names = {
        row["absence"]: view.name("absences", row["absence"])
        for row in view.vocabulary.rows("absences")
    }
    if _lacks_year_before(view, layer):
        names["not_applicable"] = view.words("map.no_year_before")
    return names


def _lacks_year_before(view: View, layer: Layer) -> bool:
    """Say whether a change is asked of the first year of the programme or of an indicator."""
    is_change = layer.kind == "indicator" and layer.measure == "change"
    return is_change and bool(no_year_before(view, layer.year, layer.name))


@kept
def _caption(view: View, layer: Layer, title: str) -> Caption:
    """Return what stands around a figure: context numbers are real and have their own source."""
    caption = view.caption(title, _unit_of(view, layer))
    if layer.kind == "indicator":
        return caption
    source = str(_context(view, layer.name)[f"source_{view.language}"])
    return replace(
        caption, source=view.words("region_map.context_source", source=source, year=layer.year)
    )


def _map_chart(
    view: View, layer: Layer, answer: pd.DataFrame, classes: Classes, selected: str | None
) -> Chart:
    """Draw the map of a layer."""
    return choropleth(
        _frame(view, layer, answer),
        _caption(view, layer, _layer_title(view, layer)),
        basis=view.basis,
        names=_names(view),
        write=_write_shown(view, layer),
        classes=classes,
        absence_names=_absences(view, layer),
        attribution=_licences(view, layer),
        selected=selected,
    )


def _tiles_title(view: View, layer: Layer) -> str:
    """Return the title of the cells: away from the map they must say what they show."""
    return view.words("region_map.tiles", title=_layer_title(view, layer))


@kept
def _tiles_chart(
    view: View, layer: Layer, answer: pd.DataFrame, classes: Classes, selected: str | None
) -> Chart:
    """Draw the same layer as equal cells."""
    return tile_grid(
        _frame(view, layer, answer),
        _caption(view, layer, _tiles_title(view, layer)),
        basis=view.basis,
        names=_names(view),
        write=_write_shown(view, layer),
        classes=classes,
        absence_names=_absences(view, layer),
        selected=selected,
    )


def _licences(view: View, layer: Layer) -> str:
    """Return the licence lines of boundaries and, where shown, of the context numbers."""
    lines = [boundary_attribution(view)]
    if layer.kind == "context":
        lines.append(_attribution(str(CONTEXT / "attribution.csv"), view.language))
    return " · ".join(lines)


def boundary_attribution(view: View) -> str:
    """Return the line that the boundaries' licence asks for."""
    return _attribution(str(BOUNDARIES / "attribution.csv"), view.language)


@cache
def _attribution(file: str, language: str) -> str:
    with open(file, encoding="utf-8", newline="") as stream:  # noqa: PTH123 - cached by its text
        return next(row["text"] for row in csv.DictReader(stream) if row["language"] == language)


@kept
def _layer_notes(view: View, layer: Layer, answer: pd.DataFrame, classes: Classes) -> list[str]:
    """Say how classes were made, what was not reported, and what one must know of the source."""
    words = view.words
    if _lacks_year_before(view, layer):
        return [no_year_before(view, layer.year, layer.name)]
    method = words(f"region_map.{layer.method}")
    if layer.measure == "change":
        lines = [words("region_map.class_note_change", method=method)]
        lines += across_notes(view, layer.name)
    else:
        limits = "fixed" if layer.fixed else "year"
        lines = [
            words(
                "region_map.class_note",
                method=method,
                classes=classes.count,
                breaks=words(f"region_map.breaks_{limits}"),
            )
        ]
    if layer.kind == "context":
        note = _context(view, layer.name)[f"note_{view.language}"]
        return [*lines, *([] if pd.isna(note) else [str(note)])]
    if layer.measure == "per_100_000":
        total = view.ask(
            "indicators/total",
            indicator=layer.name,
            year=layer.year,
            quarter=view.quarter(layer.year),
        )
        lines.append(words("notes.population", year=int(total["population_year"].iloc[0])))
    return [*lines, *coverage_notes(view, unreported(answer), view.quarter(layer.year))]


@kept
def _layer_table(view: View, layer: Layer, answer: pd.DataFrame) -> Table:
    """Show the layer's numbers by province."""
    labels = [view.region(region) for region in answer["region"]]
    raw = answer.drop(columns="shown")
    if layer.kind == "indicator":
        quarter = view.quarter(layer.year)
        first = view.words("column.region")
        numbers = figures_table(view, raw, layer.name, first, labels, quarter)
        if "per_100_000" in raw and not view.indicator(layer.name).is_rate:
            columns = dict(numbers.columns)
            columns[view.words("column.per_100_000")] = [
                view.write(layer.name, value, "per_100_000") for value in raw["per_100_000"]
            ]
            return Table(columns, list(columns)[1:], raw)
        return Table(numbers.columns, numbers.numeric, raw)
    decimals = int(_context(view, layer.name)["decimals"])
    unit = str(_context(view, layer.name)[f"unit_{view.language}"])
    columns = {
        view.words("column.region"): labels,
        f"{view.words('column.value')} ({unit})": texts(
            raw["value"], lambda value: number_text(value, decimals)
        ),
        view.words("column.five_years"): [
            context_change(view, layer.name, *row)
            for row in zip(raw["change"], raw["change_percent"], strict=True)
        ],
    }
    return Table(columns, list(columns)[1:], raw)


def context_change(view: View, measure: str, change: float, change_percent: float) -> str:
    """Write a context number's change in five years: % of an amount, %p or the unit of a rate."""
    row = _context(view, measure)
    if row["is_sum"]:
        return signed_text(change_percent, 1, "%")
    own = str(row[f"unit_{view.language}"])
    return signed_text(change, int(row["decimals"]), "%p" if own == "%" else "")


province_map = figure("region_map/map", marking=("region",), **_ALLOWED)(_of_layer(_map_chart))
province_tiles = figure("region_map/tiles", marking=("region",), **_ALLOWED)(
    _of_layer(_tiles_chart)
)
