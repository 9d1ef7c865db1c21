"""Figures and tables of what came of applications, by province and by type."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars, stacked
from monitor.charts.matrix import matrix
from monitor.charts.theme import Palette, palette
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.selection import OUTCOMES, cases, counts_of, outcome_name
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("selection/outcomes-by-type")
def outcomes_by_type(view: View, *, call: str = "all") -> Drawn:
    """Draw what came of the applications of each type."""
    return _outcomes(view, call, "model_type")


@figure("selection/outcomes-by-region")
def outcomes_by_region(view: View, *, call: str = "all") -> Drawn:
    """Draw what came of the applications of each province."""
    return _outcomes(view, call, "region")


def _outcomes(view: View, call: str, breakdown: str) -> Drawn:
    counts = _rows_by(view, counts_of(view, call), breakdown)
    return Drawn(
        _outcome_bars(view, counts, breakdown),
        _counts_table(view, counts, breakdown),
        nothing=view.words("selection.no_application"),
    )


@figure("selection/rates")
def rates(view: View, *, call: str = "all") -> Drawn:
    """Draw the share of applications of each type that was selected."""
    counts = _rows_by(view, counts_of(view, call), "model_type")
    return Drawn(
        _rate_bars(view, counts),
        _rates_table(view, counts),
        nothing=view.words("selection.no_application"),
    )


@figure("selection/selection-matrix")
def by_region_and_type(view: View, *, call: str = "all") -> Drawn:
    """Draw selected over received of each province and type."""
    counts = counts_of(view, call)
    return Drawn(
        _selected_matrix(view, counts),
        _matrix_table(view, counts),
        nothing=view.words("selection.no_application"),
    )


@kept
def _rows_by(_: View, counts: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """Return the rows of an answer that stand for each province, or for each type."""
    other = "model_type" if breakdown == "region" else "region"
    return counts[counts[breakdown].notna() & counts[other].isna()].copy()


def _label(view: View, row: Any, breakdown: str) -> str:
    if breakdown == "region":
        return view.region(row.region)
    return view.model_type(row.model_type)


@kept
def _outcome_bars(view: View, counts: pd.DataFrame, breakdown: str) -> Chart | None:
    """Draw what came of the applications of each province or type; only outcomes that occur."""
    if not int(counts["received"].sum()):
        return None
    words, colours = view.words, palette(dark=view.dark)
    shown = [outcome for outcome in OUTCOMES if int(counts[outcome].sum())]
    labels = [_label(view, row, breakdown) for row in records(counts)]
    frame = pd.DataFrame(
        {
            "label": [label for label in labels for _ in shown],
            "part": shown * len(labels),
            "value": [int(row[outcome]) for _, row in counts.iterrows() for outcome in shown],
        }
    )
    title = words(f"selection.outcomes_by_{breakdown}")
    written = [cases(view, count) for count in counts["received"]]
    return stacked(
        frame,
        view.register_caption(title, view.name("units", "case")),
        view.finding_of(title, labels, counts["received"], written),
        parts=[(o, outcome_name(view, o), _tone(colours, OUTCOMES[o])) for o in shown],
        label_width=label_room(labels),
    )


def _tone(colours: Palette, tone: str) -> str:
    return str(getattr(colours, tone))


@kept
def _counts_table(view: View, counts: pd.DataFrame, breakdown: str) -> Table:
    """Show every count of each province or type, with the rate as a ratio of sums."""
    words = view.words
    columns = {
        words(f"column.{breakdown}"): [_label(view, row, breakdown) for row in records(counts)],
        words("selection.received"): texts(counts["received"], number_text),
        words("selection.eligible"): texts(counts["eligible"], number_text),
        **{
            outcome_name(view, outcome): texts(counts[outcome], number_text) for outcome in OUTCOMES
        },
        words("selection.column_rate"): texts(
            counts["selection_rate"], lambda v: number_text(v, 1)
        ),
        words("selection.column_requested"): texts(counts["requested"], view.million_won),
    }
    return Table(columns, list(columns)[1:], counts)


@kept
def _rate_bars(view: View, counts: pd.DataFrame) -> Chart | None:
    """Draw the share of applications of each type that was selected."""
    shown = counts[counts["received"] > 0]
    if shown.empty:
        return None
    words = view.words
    labels = [view.model_type(t) for t in shown["model_type"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": shown["selection_rate"].tolist(),
            "text": [
                words(
                    "selection.rate_text",
                    rate=number_text(row.selection_rate, 1),
                    selected=number_text(row.selected),
                    received=number_text(row.received),
                )
                for row in records(shown)
            ],
            "colour": [view.colours("model_types")[t] for t in shown["model_type"]],
        }
    )
    title = words("selection.rates")
    return bars(
        frame,
        view.register_caption(title, "%"),
        view.finding_of(title, labels, frame["value"], frame["text"]),
        label_width=label_room(labels),
    )


@kept
def _rates_table(view: View, counts: pd.DataFrame) -> Table:
    """Show selected, received and the rate of each type."""
    words, shown = view.words, counts
    columns = {
        words("column.model_type"): [view.model_type(t, "name") for t in shown["model_type"]],
        words("selection.received"): texts(shown["received"], number_text),
        words("selection.selected"): texts(shown["selected"], number_text),
        words("selection.column_rate"): texts(shown["selection_rate"], lambda v: number_text(v, 1)),
        words("selection.column_selected_requested"): texts(
            shown["selected_requested"], view.million_won
        ),
    }
    return Table(columns, list(columns)[1:], shown, [words("selection.rate_help")])


@kept
def _selected_matrix(view: View, counts: pd.DataFrame) -> Chart | None:
    """Draw selected over received of each province and type."""
    cells = counts.dropna(subset=["region", "model_type"])
    if not int(cells["received"].sum()):
        return None
    words = view.words
    frame = pd.DataFrame(
        {
            "row": [view.region(region) for region in cells["region"]],
            "column": [view.model_type(t) for t in cells["model_type"]],
            "value": cells["received"].tolist(),
            "text": [
                f"{row.selected}/{row.received}" if row.received else "·" for row in records(cells)
            ],
        }
    )
    title = words("selection.matrix")
    by_region = counts[counts["region"].notna() & counts["model_type"].isna()]
    labels = [view.region(region) for region in by_region["region"]]
    written = [f"{row.selected}/{row.received}" for row in records(by_region)]
    return matrix(
        frame,
        view.register_caption(title, view.name("units", "case")),
        view.finding_of(title, labels, by_region["received"], written),
        label_width=64 if view.is_korean else 124,
    )


@kept
def _matrix_table(view: View, counts: pd.DataFrame) -> Table:
    """Show received, selected and the rate of each province and type that has any."""
    words = view.words
    cells = counts.dropna(subset=["region", "model_type"])
    cells = cells[cells["received"] > 0]
    columns = {
        words("column.region"): [view.region(region) for region in cells["region"]],
        words("column.model_type"): [view.model_type(t) for t in cells["model_type"]],
        words("selection.received"): texts(cells["received"], number_text),
        words("selection.selected"): texts(cells["selected"], number_text),
        words("selection.column_rate"): texts(cells["selection_rate"], lambda v: number_text(v, 1)),
        words("selection.column_requested"): texts(cells["requested"], view.million_won),
    }
    return Table(columns, list(columns)[2:], cells, [words("selection.matrix_note")])
