"""Tiles of how many applied and how many were chosen, and the way from receipt to selection."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.flow import flow
from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile
from monitor.figures.register import Drawn, figure
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


def cases(view: View, count: float) -> str:
    """Write how many applications: ``12건``."""
    return view.words("selection.cases", count=number_text(count))


def whole_of(counts: pd.DataFrame) -> Any:
    """Return the row of all provinces and types together."""
    return counts[counts["region"].isna() & counts["model_type"].isna()].iloc[0]


def counts_of(view: View, call: str, region: str = "all", model_type: str = "all") -> pd.DataFrame:
    """Ask how many applied and what came of it, of a call or of all."""
    return view.ask(
        "selection/counts", basis=view.basis, call=call, region=region, model_type=model_type
    )


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
        Tile(words("selection.received"), cases(view, row["received"])),
        Tile(words("selection.eligible"), cases(view, row["eligible"]), apart),
        Tile(words("selection.selected"), cases(view, row["selected"]), waiting),
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


@figure("selection/funnel")
def funnel(view: View, *, call: str = "all", region: str = "all", model_type: str = "all") -> Drawn:
    """Draw how many passed from receipt over screening to selection."""
    passed = view.ask(
        "selection/funnel", basis=view.basis, call=call, region=region, model_type=model_type
    )
    return Drawn(
        _funnel_flow(view, passed, region, model_type),
        _funnel_table(view, passed),
        nothing=view.words("selection.no_application"),
    )


@kept
def _funnel_flow(view: View, passed: pd.DataFrame, region: str, model_type: str) -> Chart | None:
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
        f"{names[state]} {cases(view, count)}" for (_, state), count in counts.items()
    )
    title = words("selection.funnel_title")
    if region != "all":
        title = f"{title}: {view.region(region)}"
    if model_type != "all":
        title = f"{title} ({view.model_type(model_type)})"
    return flow(
        frame,
        view.register_caption(title, view.name("units", "case")),
        f"{title}: {parts}",
        steps=[words(f"selection.step_{step}") for step in range(3)],
        states={state: (tone, names[state]) for state, tone in _STATES.items()},
        write={place: cases(view, count) for place, count in counts.items()},
    )


def _state(view: View, state: str) -> str:
    return view.words("selection.received") if state == "received" else outcome_name(view, state)


@kept
def _funnel_table(view: View, passed: pd.DataFrame) -> Table:
    """Show how many passed from each state to each."""
    words = view.words
    columns = {
        words("selection.column_from"): [_state(view, state) for state in passed["came_from"]],
        words("selection.column_to"): [_state(view, state) for state in passed["went_to"]],
        words("selection.column_applications"): texts(passed["applications"], number_text),
        words("selection.column_requested"): texts(passed["requested"], view.million_won),
    }
    return Table(columns, list(columns)[2:], passed, [words("selection.funnel_note")])
