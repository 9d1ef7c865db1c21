"""Social value points of the organisations that take part."""

from __future__ import annotations

import pandas as pd

from monitor.charts import Chart
from monitor.charts.dots import Band, Mark, dots
from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import as_file, label_room, titled
from monitor.figures.linkage_partners import kind_name, kinds_of
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("linkage/partner-values")
def values(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw the social value points of each kind."""
    chosen = Chosen(year, region, model_type)
    counted = view.ask("linkage/kinds_and_roles", **chosen.asked(view))
    return Drawn(
        _value_dots(view, counted, chosen),
        _values_table(view, counted),
        nothing=view.words("linkage.no_value"),
    )


def _bands(view: View) -> list[Band]:
    """Return the bands of social value points, the best first."""
    rows = view.vocabulary.rows("social_value_bands")
    edges = [100.0, *(float(row["minimum_points"]) for row in rows)]
    return [
        Band(view.words.label(row), float(row["minimum_points"]), edges[place])
        for place, row in enumerate(rows)
    ]


def _drawn_bands(view: View) -> list[Band]:
    """Return the bands as they are named above the scale, which is narrow for English names."""
    if view.is_korean:
        return _bands(view)
    return [
        Band(view.words("linkage.band_from", points=number_text(band.start)), band.start, band.end)
        for band in _bands(view)
    ]


@kept
def _value_dots(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw the mean of each kind's points with its lowest and highest, bands behind."""
    rows, words = kinds_of(counted), view.words
    rows = rows[rows["valued_organisations"] > 0]
    if rows.empty:
        return None
    labels = [kind_name(view, key) for key in rows["organisation_kind"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": rows["mean_value"].tolist(),
            "lower": rows["lowest_value"].tolist(),
            "upper": rows["highest_value"].tolist(),
            "text": [
                words(
                    "linkage.value_text",
                    value=number_text(row.mean_value, 1),
                    count=number_text(row.valued_organisations),
                )
                for row in records(rows)
            ],
        }
    )
    title = titled(view, "values", chosen)
    return dots(
        frame,
        view.caption(title, view.name("units", "point")),
        view.finding_of(title, labels, frame["value"], frame["text"]),
        marks=[Mark("value", words("linkage.mean"))],
        interval_name=words("linkage.lowest_to_highest"),
        bands=_drawn_bands(view),
        label_width=label_room(labels),
        whole_scale=(10 * (frame["lower"].min() // 10), 100),
    )


@kept
def _values_table(view: View, counted: pd.DataFrame) -> Table:
    """Show each kind's social value points."""
    words, rows = view.words, kinds_of(counted)
    shown = {
        words("linkage.kind"): [kind_name(view, key) for key in rows["organisation_kind"]],
        words("linkage.column_organisations"): texts(rows["organisations"], number_text),
        words("linkage.column_valued"): texts(rows["valued_organisations"], number_text),
        words("linkage.mean"): texts(rows["mean_value"], lambda v: number_text(v, 1)),
        words("linkage.lowest"): texts(rows["lowest_value"], lambda v: number_text(v, 1)),
        words("linkage.highest"): texts(rows["highest_value"], lambda v: number_text(v, 1)),
    }
    bands = ", ".join(
        words("linkage.band", band=band.name, points=number_text(band.start))
        for band in _bands(view)
    )
    return Table(shown, list(shown)[1:], as_file(rows), [words("linkage.bands", bands=bands)])
