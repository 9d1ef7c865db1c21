"""Tiles, figures and tables of how many applied and how many were chosen."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars, stacked
from monitor.charts.flow import flow
from monitor.charts.matrix import matrix
from monitor.charts.theme import Palette, palette
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile
from monitor.figures.selection_chosen import Chosen
from monitor.figures.tables import records, texts, unbroken
from monitor.figures.view import View
from monitor.wording import number_text

# What came of an application, from the best down, and the tone that it is drawn in.
OUTCOMES: Final = {
    "selected": "accent",
    "reserve": "good",
    "not_selected": "soft_ink",
    "undecided": "warning",
    "in_review": "warning",
    "ineligible": "bad",
    "withdrawn": "line",
}
_STATES: Final = {"received": "soft_ink", "eligible": "accent", **OUTCOMES}


def outcome_name(view: View, outcome: str) -> str:
    """Return what came of an application, in words."""
    if outcome in ("selected", "reserve", "not_selected"):
        return view.name("selections", outcome)
    if outcome in ("eligible", "ineligible", "withdrawn"):
        return view.name("screenings", outcome)
    return view.words(f"selection.{outcome}")


def _cases(view: View, count: float) -> str:
    return view.words("selection.cases", count=number_text(count))


def whole_of(counts: pd.DataFrame) -> Any:
    """Return the row of all provinces and types together."""
    return counts[counts["region"].isna() & counts["model_type"].isna()].iloc[0]


def count_tiles(view: View, counts: pd.DataFrame) -> list[Tile]:
    """Return received, eligible, selected, the rate, and the money applied for and given."""
    words, row = view.words, whole_of(counts)
    apart = ", ".join(
        unbroken(f"{outcome_name(view, outcome)} {number_text(row[outcome])}")
        for outcome in ("ineligible", "withdrawn", "in_review")
        if row[outcome]
    )
    waiting = ", ".join(
        unbroken(f"{outcome_name(view, outcome)} {number_text(row[outcome])}")
        for outcome in ("reserve", "undecided")
        if row[outcome]
    )
    return [
        Tile(words("selection.received"), _cases(view, row["received"])),
        Tile(words("selection.eligible"), _cases(view, row["eligible"]), apart),
        Tile(words("selection.selected"), _cases(view, row["selected"]), waiting),
        Tile(
            words("selection.rate"),
            "–" if pd.isna(row["selection_rate"]) else f"{number_text(row['selection_rate'], 1)}%",
            "",
            words("selection.rate_help"),
        ),
        Tile(
            words("selection.requested"),
            words("selection.million", amount=view.million_won(row["requested"])),
            words("selection.requested_note", amount=view.million_won(row["selected_requested"])),
            words("selection.requested_help"),
        ),
    ]


def without_application(view: View, counts: pd.DataFrame) -> list[str]:
    """Name the provinces from which nothing came."""
    regions = counts[counts["region"].notna() & counts["model_type"].isna()]
    empty = [view.region(region) for region in regions.loc[regions["received"] == 0, "region"]]
    if not empty:
        return [view.words("selection.every_province")]
    return [
        view.words("selection.without", regions=", ".join(empty), count=number_text(len(empty)))
    ]


@kept
def funnel(view: View, passed: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw how many passed from receipt over screening to selection."""
    if passed.empty:
        return None
    words = view.words
    frame = passed.rename(
        columns={"came_from": "from_state", "went_to": "to_state", "applications": "projects"}
    )
    counts = {(0, "received"): int(frame.loc[frame["step"] == 1, "projects"].sum())}
    counts |= {(int(row.step), str(row.to_state)): int(row.projects) for row in records(frame)}
    names = {state: _state(view, state) for state in _STATES}
    parts = ", ".join(
        f"{names[state]} {_cases(view, count)}" for (_, state), count in counts.items()
    )
    title = words("selection.funnel_title")
    if chosen.region != "all":
        title = f"{title}: {view.region(chosen.region)}"
    if chosen.model_type != "all":
        title = f"{title} ({view.model_type(chosen.model_type)})"
    return flow(
        frame,
        view.register_caption(title, view.name("units", "case")),
        f"{title}: {parts}",
        steps=[words(f"selection.step_{step}") for step in range(3)],
        states={state: (tone, names[state]) for state, tone in _STATES.items()},
        write={place: _cases(view, count) for place, count in counts.items()},
    )


def _state(view: View, state: str) -> str:
    return view.words("selection.received") if state == "received" else outcome_name(view, state)


@kept
def funnel_table(view: View, passed: pd.DataFrame) -> Table:
    """Show how many passed from each state to each."""
    words = view.words
    columns = {
        words("selection.column_from"): [_state(view, state) for state in passed["came_from"]],
        words("selection.column_to"): [_state(view, state) for state in passed["went_to"]],
        words("selection.column_applications"): texts(passed["applications"], number_text),
        words("selection.column_requested"): texts(passed["requested"], view.million_won),
    }
    return Table(columns, list(columns)[2:], passed, [words("selection.funnel_note")])


@kept
def rows_by(_: View, counts: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """Return the rows of an answer that stand for each province, or for each type."""
    other = "model_type" if breakdown == "region" else "region"
    return counts[counts[breakdown].notna() & counts[other].isna()].copy()


def _label(view: View, row: Any, breakdown: str) -> str:
    if breakdown == "region":
        return view.region(row.region)
    return view.model_type(row.model_type)


@kept
def outcome_bars(view: View, counts: pd.DataFrame, breakdown: str) -> Chart | None:
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
    written = [_cases(view, count) for count in counts["received"]]
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
def counts_table(view: View, counts: pd.DataFrame, breakdown: str) -> Table:
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
def rate_bars(view: View, counts: pd.DataFrame) -> Chart | None:
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
def rates_table(view: View, counts: pd.DataFrame) -> Table:
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
def selected_matrix(view: View, counts: pd.DataFrame) -> Chart | None:
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
def matrix_table(view: View, counts: pd.DataFrame) -> Table:
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
