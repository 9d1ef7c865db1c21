"""Tiles, figures and tables of standard models and who adopted them."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.lettering import text_width
from monitor.charts.lines import lines
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.figures.evaluation import label_room
from monitor.figures.keep import kept
from monitor.figures.links import project_link
from monitor.figures.parts import Marked, Table, Tile, escape
from monitor.figures.tables import day_text, records, texts, unbroken
from monitor.figures.view import View, vocabulary
from monitor.vocabulary import BASES
from monitor.wording import number_text

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "x", "star")
_TONES: Final = ("accent", "warning", "good", "bad", "ink", "soft_ink")
_LONGEST: Final = 175  # pixels of a model's name beside a figure
_FIRST_CIRCLED: Final = 0x2460  # ①
_MOST_CIRCLED: Final = 20


def all_models(view: View) -> pd.DataFrame:
    """Return every standard model of the release, in the order of their designation."""
    year = view.years[-1]
    return view.ask("spread/models", year=year, quarter=view.quarter(year), basis=view.basis)


def model_names(view: View) -> dict[str, str]:
    """Return the models of the release by id, each name behind its number."""
    models = all_models(view)
    return {
        model: f"{circled(number)} {name}"
        for number, (model, name) in enumerate(
            zip(models["model"], models["name"], strict=True), start=1
        )
    }


def numbers_of(view: View) -> dict[str, int]:
    """Return the number that stands for each model on the map and before its name."""
    return {model: number for number, model in enumerate(all_models(view)["model"], start=1)}


def circled(number: int) -> str:
    """Write a number in a circle, as far as there are such."""
    return chr(_FIRST_CIRCLED + number - 1) if number <= _MOST_CIRCLED else f"({number})"


def short(name: str) -> str:
    """Cut a model's name to what fits beside a figure."""
    if text_width(name) <= _LONGEST:
        return name
    while text_width(f"{name}…") > _LONGEST:
        name = name[:-1]
    return f"{name.rstrip()}…"


def place_text(view: View, row: Any) -> str:
    """Write province and municipality of a row."""
    name = getattr(row, f"municipality_{view.language}")
    region = view.region(row.region)
    # 세종 is its own only municipality.
    is_whole = pd.isna(name) or name == view.name("regions", row.region)
    return region if is_whole else f"{region} {name}"


def quarter_text(view: View, year: Any, quarter: Any) -> str:
    """Write a quarter on one line; a dash for none."""
    if pd.isna(year):
        return "–"
    return unbroken(view.words("spread.quarter", year=int(year), quarter=int(quarter)))


def text_or_dash(value: Any) -> str:
    """Write a text from data; a dash for none."""
    return "–" if value is None or pd.isna(value) or not str(value).strip() else str(value)


def total_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return how many models, governments, adoptions, provinces and users there are."""
    words, row = view.words, totals.iloc[0]
    before = row["previous_governments"]
    units = len(vocabulary().units_of(next(basis for basis in BASES if basis == view.basis)))
    return [
        Tile(
            words("spread.models_tile"),
            words("spread.models_count", count=number_text(row["models"])),
            "",
            words("spread.models_help"),
        ),
        Tile(
            words("spread.governments"),
            words("spread.places", count=number_text(row["governments"])),
            words("spread.no_before")
            if pd.isna(before)
            else words("spread.before", count=number_text(before)),
            words("spread.governments_help"),
        ),
        Tile(
            words("spread.begun"),
            words("spread.cases", count=number_text(row["begun"])),
            words("spread.ended_note", count=number_text(row["ended"])),
            words("spread.begun_help"),
        ),
        Tile(
            words("spread.provinces"),
            words("spread.of", count=number_text(row["provinces"]), whole=units),
            "",
            words("spread.provinces_help"),
        ),
        Tile(
            words("spread.users_tile"),
            "–"
            if pd.isna(row["users"])
            else words("spread.people", count=number_text(row["users"])),
            words(
                "spread.users_note",
                reported=number_text(row["users_reported"]),
                whole=number_text(row["adoptions"]),
            ),
            words("spread.users_help"),
        ),
    ]


def total_notes(view: View, totals: pd.DataFrame, model: str) -> list[str]:
    """Say how the count of governments agrees with the indicator, by its definition."""
    if model != "all":
        return []
    words, row = view.words, totals.iloc[0]
    parts = [
        words(f"spread.{name}", count=number_text(row[name]))
        for name in ("counted_again", "after_support", "unreported")
        if row[name]
    ]
    key = "agrees_but" if parts else "agrees"
    return [
        words(
            f"spread.{key}",
            indicator=view.indicator_name("adopting_governments"),
            count=number_text(row["indicator_governments"]),
            parts=", ".join(parts),
        )
    ]


@kept
def curve_lines(view: View, curve: pd.DataFrame, year: int) -> Chart | None:
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
    title = words("spread.curve", period=view.period(year))
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
def curve_table(view: View, curve: pd.DataFrame) -> Table:
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
def begun_matrix(view: View, curve: pd.DataFrame, year: int) -> Chart | None:
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
    title = words("spread.begun_matrix", period=view.period(year))
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
def begun_table(view: View, curve: pd.DataFrame) -> Table:
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
def models_table(view: View, models: pd.DataFrame) -> Table:
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
def adopters_table(view: View, adopters: pd.DataFrame) -> Table:
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
