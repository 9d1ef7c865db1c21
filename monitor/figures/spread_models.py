"""Figures and tables of standard models: how each grew, who adopted it, what it does."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.lines import lines
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_link
from monitor.figures.parts import Marked, Table, escape
from monitor.figures.register import Drawn, figure
from monitor.figures.spread import (
    model_names,
    numbers_of,
    of_model,
    place_text,
    quarter_text,
    short,
    text_or_dash,
)
from monitor.figures.tables import day_text, records, texts, unbroken
from monitor.figures.view import View
from monitor.wording import number_text

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "x", "star")
_TONES: Final = ("accent", "warning", "good", "bad", "ink", "soft_ink")


@figure("spread/curve")
def curve(view: View, *, year: int, model: str = "all") -> Drawn:
    """Draw how the adoption of each model grew."""
    grown = view.ask("spread/curve", model=model, year=year, quarter=view.quarter(year))
    title = of_model(view, view.words("spread.curve", period=view.period(year)), model)
    return Drawn(
        _curve_lines(view, grown, title),
        _curve_table(view, grown),
        nothing=view.words("spread.not_designated"),
    )


@figure("spread/begun")
def begun(view: View, *, year: int, model: str = "all") -> Drawn:
    """Draw in which quarter how many began and ended."""
    grown = view.ask("spread/curve", model=model, year=year, quarter=view.quarter(year))
    title = of_model(view, view.words("spread.begun_matrix", period=view.period(year)), model)
    return Drawn(
        _begun_matrix(view, grown, title),
        _begun_table(view, grown),
        nothing=view.words("spread.not_designated"),
    )


@figure("spread/models")
def models(view: View, *, year: int) -> Drawn:
    """List the models."""
    known = view.ask("spread/models", basis=view.basis, year=year, quarter=view.quarter(year))
    title = view.words("spread.cards")
    return Drawn(None, _models_table(view, known), title=title)


@figure("spread/adopters")
def adopters(view: View, *, year: int, model: str = "all") -> Drawn:
    """List what each adopting local government reports."""
    told = view.ask(
        "spread/adopters", model=model, basis=view.basis, year=year, quarter=view.quarter(year)
    )
    title = of_model(view, view.words("spread.adopters"), model)
    return Drawn(None, _adopters_table(view, told), title=title)


@kept
def _curve_lines(view: View, curve: pd.DataFrame, title: str) -> Chart | None:
    """Draw how many municipalities have each model in force, quarter by quarter."""
    if curve.empty:
        return None
    words, names = view.words, model_names(view)
    numbers, colours = numbers_of(view), palette(dark=view.dark)
    frame = pd.DataFrame(
        {
            "group": [short(names[model]) for model in curve["model"]],
            "x": curve["position"].tolist(),
            "value": curve["governments"].astype("float64").tolist(),
            "colour": [_pick(_TONES, numbers, m, colours) for m in curve["model"]],
            "dash": [_pick(_DASHES, numbers, m) for m in curve["model"]],
            "symbol": [_pick(_SYMBOLS, numbers, m) for m in curve["model"]],
        }
    )
    first = int(curve["position"].min())
    ticks = {
        int(row.position): words("spread.tick", year=row.year, quarter=row.quarter)
        for row in records(curve)
        if row.quarter == 1 or row.position == first
    }
    ticks |= {int(curve["position"].max()): ticks.get(int(curve["position"].max()), "")}
    last = curve[curve["position"] == curve["position"].max()]
    written = [words("spread.places", count=number_text(n)) for n in last["governments"]]
    labels = [names[model] for model in last["model"]]
    return lines(
        frame,
        view.caption(title, view.name("units", "government")),
        view.finding_of(title, labels, last["governments"], written),
        write=number_text,
        ticks=dict(sorted(ticks.items())),
        label_width=max(map(label_room, ([group] for group in frame["group"]))) + 24,
    )


def _pick(looks: tuple[str, ...], numbers: dict[str, int], model: str, of: Any = None) -> str:
    look = looks[(numbers[model] - 1) % len(looks)]
    return look if of is None else str(getattr(of, look))


@kept
def _curve_table(view: View, curve: pd.DataFrame) -> Table:
    """Show every quarter of every model: begun, ended, in force, users."""
    words, names = view.words, model_names(view)
    columns = {
        words("spread.model"): [names[model] for model in curve["model"]],
        words("spread.column_quarter"): [
            quarter_text(view, row.year, row.quarter) for row in records(curve)
        ],
        words("spread.column_begun"): texts(curve["begun"], number_text),
        words("spread.column_ended"): texts(curve["ended"], number_text),
        words("spread.column_in_force"): texts(curve["governments"], number_text),
        words("spread.column_users"): texts(curve["users"], number_text),
        words("spread.column_users_reported"): texts(curve["users_reported"], number_text),
    }
    return Table(columns, list(columns)[2:], curve, [words("spread.users_sum_note")])


@kept
def _begun_matrix(view: View, curve: pd.DataFrame, title: str) -> Chart | None:
    """Draw how many began and ended each model in each quarter."""
    if curve.empty:
        return None
    words, names = view.words, model_names(view)
    quarters = curve[["position", "year", "quarter"]].drop_duplicates().sort_values("position")
    known = {(row.model, row.position): row for row in records(curve)}
    cells = [
        (model, place, known.get((model, place.position)))
        for model in dict.fromkeys(curve["model"])
        for place in records(quarters)
    ]
    frame = pd.DataFrame(
        {
            "row": [short(names[model]) for model, _, _ in cells],
            "column": [
                words("spread.tick_two", year=place.year, quarter=place.quarter)
                for _, place, _ in cells
            ],
            "value": [0 if row is None else row.begun for *_, row in cells],
            "text": ["" if row is None else _moved(row.begun, row.ended) for *_, row in cells],
        }
    )
    per_quarter = curve.groupby("position")["begun"].sum()
    labels = [quarter_text(view, row.year, row.quarter) for row in records(quarters)]
    written = [words("spread.cases", count=number_text(n)) for n in per_quarter]
    return matrix(
        frame,
        view.caption(title, view.name("units", "government")),
        view.finding_of(title, labels, per_quarter, written),
        label_width=label_room(list(frame["row"])),
    )


def _moved(begun: int, ended: int) -> str:
    parts = [f"+{begun}" if begun else "", f"△{ended}" if ended else ""]
    return " ".join(filter(None, parts)) or "·"


@kept
def _begun_table(view: View, curve: pd.DataFrame) -> Table:
    """Show only the quarters in which something began or ended."""
    words, names = view.words, model_names(view)
    moved = curve[(curve["begun"] > 0) | (curve["ended"] > 0)]
    columns = {
        words("spread.column_quarter"): [
            quarter_text(view, row.year, row.quarter) for row in records(moved)
        ],
        words("spread.model"): [names[model] for model in moved["model"]],
        words("spread.column_begun"): texts(moved["begun"], number_text),
        words("spread.column_ended"): texts(moved["ended"], number_text),
    }
    return Table(columns, list(columns)[2:], moved)


def card_text(view: View, row: Any) -> str:
    """Write a model's card as Markdown; all that is from data is escaped."""
    words = view.words
    origin = (
        escape(row.project)
        if pd.isna(row.project_name)
        else project_link(view, row.project, row.project_name)
    )
    place = "–" if pd.isna(row.region) else place_text(view, row)
    return "  \n".join(
        [
            f"**{escape(model_names(view)[row.model])}**",
            escape(row.summary),
            words("spread.card_conditions", text=escape(row.conditions)),
            words("spread.card_origin", project=origin, place=escape(place)),
            words(
                "spread.card_spread",
                day=day_text(view, row.designated_on),
                governments=number_text(row.governments),
                provinces=number_text(row.provinces),
                ended=number_text(row.ended),
                users=words("spread.unreported_short")
                if pd.isna(row.users)
                else words("spread.people", count=number_text(row.users)),
            ),
        ]
    )


@kept
def _models_table(view: View, models: pd.DataFrame) -> Table:
    """Show the models in numbers."""
    words, names = view.words, model_names(view)
    columns = {
        words("spread.model"): [names[model] for model in models["model"]],
        words("spread.column_origin"): [
            row.project
            if pd.isna(row.project_name)
            else project_link(view, row.project, row.project_name)
            for row in records(models)
        ],
        words("column.region"): [
            "–" if pd.isna(row.region) else place_text(view, row) for row in records(models)
        ],
        words("spread.column_designated"): [day_text(view, day) for day in models["designated_on"]],
        words("spread.column_conditions"): models["conditions"].tolist(),
        words("spread.column_in_force"): texts(models["governments"], number_text),
        words("spread.column_ended"): texts(models["ended"], number_text),
        words("spread.column_users"): texts(models["users"], number_text),
    }
    return Table(columns, list(columns)[5:], models)


@kept
def _adopters_table(view: View, adopters: pd.DataFrame) -> Table:
    """Show what each adopting local government reports, in its own words."""
    words, names = view.words, model_names(view)
    columns = {
        words("spread.model"): [names[model] for model in adopters["model"]],
        words("spread.column_government"): [place_text(view, row) for row in records(adopters)],
        words("spread.column_adopted"): [
            day_text(view, row.adopted_on)
            if pd.isna(row.ended_on)
            else Marked(f"{day_text(view, row.adopted_on)} – {day_text(view, row.ended_on)}")
            for row in records(adopters)
        ],
        words("column.status"): [
            "–" if pd.isna(state) else unbroken(view.marked("adoption_states", state))
            for state in adopters["adoption_state"]
        ],
        words("spread.column_users"): texts(adopters["users"], number_text),
        words("spread.column_reported"): [
            quarter_text(view, row.reported_year, row.reported_quarter) for row in records(adopters)
        ],
        words("spread.column_adaptation"): [text_or_dash(t) for t in adopters["adaptation"]],
        words("spread.column_report"): [text_or_dash(text) for text in adopters["report"]],
    }
    ended = int(adopters["ended_on"].notna().sum())
    lines = [words("spread.ended_count", count=number_text(ended))] if ended else []
    return Table(columns, [words("spread.column_users")], adopters, lines)
