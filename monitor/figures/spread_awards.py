"""Figures and tables of awards, incentives and the pan-government council."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.matrix import matrix
from monitor.charts.timeline import Kind, Tone, timeline
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_link
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.spread import model_names, of_model, place_text, short, text_or_dash
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text

_LOOKS: Final[dict[str, tuple[str, Tone]]] = {
    "adopted": ("circle", "accent"),
    "ended": ("x", "bad"),
    "meeting": ("diamond-open", "ink"),
    "designated": ("star", "warning"),
}


@figure("spread/award-matrix")
def award_matrix(view: View) -> Drawn:
    """Draw which province received how many awards of each kind."""
    counts = view.ask("spread/awards_by_region", basis=view.basis)
    return Drawn(
        _award_matrix(view, counts),
        _award_table(view, counts),
        nothing=view.words("spread.no_awards"),
    )


@figure("spread/incentives")
def incentives(view: View) -> Drawn:
    """Draw which province received how much money with its awards."""
    counts = view.ask("spread/awards_by_region", basis=view.basis)
    return Drawn(
        _incentive_bars(view, counts),
        _award_table(view, counts),
        nothing=view.words("spread.no_incentive"),
    )


@figure("spread/model-events")
def model_events(view: View, *, model: str = "all") -> Drawn:
    """Draw what happened to each model, day by day."""
    events = view.ask("spread/events", model=model)
    return Drawn(
        _event_timeline(view, events, of_model(view, view.words("spread.events"), model)),
        _events_table(view, events),
        nothing=view.words("spread.no_models"),
    )


@figure("spread/awards")
def awards(view: View, *, region: str = "all") -> Drawn:
    """List every award."""
    given = view.ask("spread/awards", region=region, basis=view.basis)
    title = view.narrowed(view.words("spread.award_list"), region)
    return Drawn(None, _awards_table(view, given), title=title, source=view.register_line)


@figure("spread/meetings")
def meetings(view: View, *, model: str = "all") -> Drawn:
    """List what the council decided."""
    held = view.ask("spread/meetings", model=model)
    title = of_model(view, view.words("spread.meetings"), model)
    return Drawn(None, _meetings_table(view, held), title=title, source=view.register_line)


@kept
def _award_matrix(view: View, counts: pd.DataFrame) -> Chart | None:
    """Draw how many awards of each kind every province received."""
    if counts.empty or not int(counts.iloc[0]["awards"]):
        return None
    words = view.words
    kinds = [row["award_kind"] for row in view.vocabulary.rows("award_kinds")]
    units = list(view.units)
    cells = counts.dropna(subset=["region", "award_kind"])
    known = {(row.region, row.award_kind): int(row.awards) for row in records(cells)}
    shown = [(region, kind, known.get((region, kind), 0)) for region in units for kind in kinds]
    frame = pd.DataFrame(
        {
            "row": [view.region(region) for region, _, _ in shown],
            "column": [words(f"spread.kind_{kind}") for _, kind, _ in shown],
            "value": [count for _, _, count in shown],
            "text": [str(count) if count else "·" for _, _, count in shown],
        }
    )
    title = words("spread.award_matrix")
    of_regions = counts[counts["region"].notna() & counts["award_kind"].isna()]
    per_region = dict(zip(of_regions["region"], of_regions["awards"], strict=True))
    values = [int(per_region.get(region, 0)) for region in units]
    written = [words("spread.cases", count=number_text(value)) for value in values]
    return matrix(
        frame,
        view.register_caption(title, view.name("units", "case")),
        view.finding_of(title, map(view.region, units), values, written),
        label_width=64 if view.is_korean else 124,
    )


@kept
def _incentive_bars(view: View, counts: pd.DataFrame) -> Chart | None:
    """Draw the money that came with the awards of each province that received any."""
    shown = counts[
        counts["region"].notna() & counts["award_kind"].isna() & (counts["with_incentive"] > 0)
    ]
    if shown.empty:
        return None
    words, labels = view.words, [view.region(region) for region in shown["region"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": (shown["incentive"].astype("float64") / 1_000_000).tolist(),
            "text": [
                words(
                    "spread.incentive_text",
                    money=view.million_won(row.incentive),
                    count=number_text(row.with_incentive),
                )
                for row in records(shown)
            ],
        }
    )
    title = words("spread.incentive_bars")
    return bars(
        frame,
        view.register_caption(title, view.name("units", "million_won")),
        view.finding_of(title, labels, frame["value"], frame["text"]),
        label_width=label_room(labels),
    )


@kept
def _award_table(view: View, counts: pd.DataFrame) -> Table:
    """Show awards and incentives by province and kind."""
    words = view.words
    columns = {
        words("column.region"): [view.region(region) for region in counts["region"]],
        words("spread.column_kind"): [
            words("spread.all_kinds") if pd.isna(kind) else view.name("award_kinds", kind)
            for kind in counts["award_kind"]
        ],
        words("spread.awards_tile"): texts(counts["awards"], number_text),
        words("spread.honoured"): texts(counts["governments"], number_text),
        words("spread.column_incentive"): texts(counts["incentive"], view.million_won),
    }
    return Table(columns, list(columns)[2:], counts)


@kept
def _event_timeline(view: View, events: pd.DataFrame, title: str) -> Chart | None:
    """Draw when each model was decided on, designated, adopted and ended."""
    if events.empty:
        return None
    words, names = view.words, model_names(view)
    listed = [model for model in names if (events["model"] == model).any()]
    ordered = pd.concat([events[events["model"] == model] for model in listed])
    labels = [short(names[model]) for model in ordered["model"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "day": ordered["happened_on"].tolist(),
            "until": [pd.NaT] * len(ordered),
            "kind": ordered["event"].tolist(),
            "text": "",
            "hover": [
                " · ".join(
                    [day_text(view, row.happened_on), words(f"spread.event_{row.event}"), *told]
                )
                for row in records(ordered)
                for told in [_told(view, row)]
            ],
        }
    )
    adopted = ordered[ordered["event"] == "adopted"].groupby("model", sort=False).size()
    counts = [int(adopted.get(model, 0)) for model in listed]
    written = [words("spread.cases", count=number_text(count)) for count in counts]
    return timeline(
        frame,
        view.caption(title, words("spread.unit_day")),
        view.finding_of(title, [names[model] for model in listed], counts, written),
        kinds={kind: Kind(words(f"spread.event_{kind}"), *look) for kind, look in _LOOKS.items()},
        label_width=label_room(labels),
    )


def _told(view: View, row: Any) -> list[str]:
    if not pd.isna(row.told):
        return [str(row.told)]
    if pd.isna(row.region):
        return []
    return [place_text(view, row)]


@kept
def _events_table(view: View, events: pd.DataFrame) -> Table:
    """Show what happened to each model, day by day."""
    words, names = view.words, model_names(view)
    columns = {
        words("spread.model"): [names[model] for model in events["model"]],
        words("spread.column_day"): [day_text(view, day) for day in events["happened_on"]],
        words("spread.column_event"): [words(f"spread.event_{e}") for e in events["event"]],
        words("spread.column_told"): [
            ", ".join(_told(view, row)) or "–" for row in records(events)
        ],
    }
    return Table(columns, [], events)


@kept
def _awards_table(view: View, awards: pd.DataFrame) -> Table:
    """Show every award, the newest first."""
    words = view.words
    columns = {
        words("spread.column_day"): [day_text(view, day) for day in awards["awarded_on"]],
        words("spread.column_kind"): [view.name("award_kinds", k) for k in awards["award_kind"]],
        words("spread.column_award"): awards["name"].tolist(),
        words("spread.column_government"): [place_text(view, row) for row in records(awards)],
        words("column.project"): [
            "–"
            if pd.isna(row.project)
            else row.project
            if pd.isna(row.project_name)
            else project_link(view, row.project, row.project_name)
            for row in records(awards)
        ],
        words("spread.column_incentive"): texts(awards["incentive"], view.million_won),
    }
    return Table(columns, list(columns)[5:], awards)


@kept
def _meetings_table(view: View, meetings: pd.DataFrame) -> Table:
    """Show every item on the council's agenda with its outcome, the newest first."""
    words, names = view.words, model_names(view)
    columns = {
        words("spread.column_day"): [day_text(view, day) for day in meetings["held_on"]],
        words("spread.column_agenda"): meetings["agenda"].tolist(),
        words("spread.model"): [
            "–" if pd.isna(model) else names.get(model, text_or_dash(model))
            for model in meetings["model"]
        ],
        words("spread.column_outcome"): meetings["outcome"].tolist(),
    }
    return Table(columns, [], meetings)
