"""The map of 확산: from which province to which standard models spread."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.classes import classify
from monitor.charts.routes import SHADES, routes
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.region_map import boundary_attribution
from monitor.figures.register import Drawn, figure
from monitor.figures.spread import circled, model_names, numbers_of, of_model
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("spread/routes")
def spread_routes(view: View, *, year: int, model: str = "all") -> Drawn:
    """Draw from which province to which standard models spread."""
    then: dict[str, Any] = {"year": year, "quarter": view.quarter(year), "basis": view.basis}
    regions = view.ask("spread/by_region", model=model, **then)
    links = view.ask("spread/routes", model=model, **then)
    models = view.ask("spread/models", **then)
    return Drawn(
        _routes_chart(view, regions, links, models, model, year) if model_names(view) else None,
        _regions_table(view, regions),
        nothing=view.words("spread.no_models"),
    )


@kept
def _routes_chart(
    view: View,
    regions: pd.DataFrame,
    links: pd.DataFrame,
    models: pd.DataFrame,
    model: str,
    year: int,
) -> Chart:
    """Draw adopting governments by province, and an arc from where each model comes from."""
    words, names, numbers = view.words, model_names(view), numbers_of(view)
    frame = pd.DataFrame(
        {
            "region": regions["region"],
            "value": regions["governments"].astype("float64"),
            "absence": None,
            "hover": [
                words(
                    "spread.map_hover",
                    region=view.name("regions", row.region),
                    governments=number_text(row.governments),
                    adoptions=number_text(row.adoptions),
                    ended=number_text(row.ended),
                    models=number_text(row.models),
                )
                for row in records(regions)
            ],
        }
    )
    shown = models[models["region"].notna() & ((models["model"] == model) | (model == "all"))]
    origins = pd.DataFrame(
        {
            "number": [numbers[each] for each in shown["model"]],
            "region": shown["region"].tolist(),
            "hover": [
                words("spread.origin_hover", model=names[row.model], region=view.region(row.region))
                for row in records(shown)
            ],
        }
    )
    arcs = pd.DataFrame(
        {
            "number": [numbers[each] for each in links["model"]],
            "origin": links["origin"].tolist(),
            "region": links["region"].tolist(),
            "value": links["governments"].tolist(),
            "hover": [
                words(
                    "spread.route_hover",
                    model=names[row.model],
                    origin=view.region(row.origin),
                    region=view.region(row.region),
                    count=number_text(row.governments),
                )
                for row in records(links)
            ],
        }
    )
    title = of_model(view, words("spread.map", period=view.period(year)), model)
    return routes(
        frame,
        arcs,
        origins,
        view.caption(title, view.name("units", "government")),
        basis=view.basis,
        names=view.units,
        write=number_text,
        classes=classify(frame["value"], "jenks", SHADES),
        absence_names={
            row["absence"]: view.name("absences", row["absence"])
            for row in view.vocabulary.rows("absences")
        },
        attribution=boundary_attribution(view),
        key=words("spread.map_key", one=circled(1)),
    )


@kept
def _regions_table(view: View, regions: pd.DataFrame) -> Table:
    """Show adopting governments by province."""
    words = view.words
    columns = {
        words("column.region"): [view.region(region) for region in regions["region"]],
        words("spread.governments"): texts(regions["governments"], number_text),
        words("spread.column_adoptions"): texts(regions["adoptions"], number_text),
        words("spread.column_ended_ever"): texts(regions["ended"], number_text),
        words("spread.column_from_here"): texts(regions["models"], number_text),
    }
    return Table(columns, list(columns)[1:], regions, [words("spread.map_note")])
