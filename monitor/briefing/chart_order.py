"""The order and the places in which the values of a native chart are written."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from monitor.charts.native import Plot


def from_below(plot: Plot) -> Plot:
    """Return lying bars in the order in which programs draw them, from the foot upwards."""
    if plot.kind != "bar":
        return plot
    turned = tuple(
        replace(each, values=each.values[::-1], texts=each.texts[::-1], colours=each.colours[::-1])
        for each in plot.series
    )
    categories = plot.categories[::-1]
    # On each other, parts are drawn from the left whichever way the axis runs.
    series = turned if plot.stacked else turned[::-1]
    return replace(plot, categories=categories, series=series)


def on_common_places(plot: Plot) -> Plot:
    """Give the series of a scatter the same places, in one column, with nothing where not theirs.

    That is how a person keeps such a sheet; and LibreOffice draws no first series that is shorter
    than the others.
    """
    if plot.kind != "scatter":
        return plot
    rows = [
        (number, x, y, text, colour)
        for number, series in enumerate(plot.series)
        for x, y, text, colour in zip_longest(
            series.places, series.values, series.texts, series.colours
        )
        if x is not None and y is not None
    ]
    return replace(
        plot,
        series=tuple(
            replace(
                series,
                places=tuple(x for _, x, _, _, _ in rows),
                values=tuple(y if owner == number else None for owner, _, y, _, _ in rows),
                texts=tuple((text or "") * (owner == number) for owner, _, _, text, _ in rows),
                colours=tuple((own or "") * (owner == number) for owner, _, _, _, own in rows),
            )
            for number, series in enumerate(plot.series)
        ),
    )
