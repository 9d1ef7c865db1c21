"""How the parts of 확산 name models, places and quarters."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts.lettering import text_width
from monitor.figures.tables import unbroken
from monitor.figures.view import View

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


def of_model(view: View, title: str, model: str) -> str:
    """Return a title that names the model it is narrowed to, if any."""
    return title if model == "all" else f"{title}, {model_names(view).get(model, model)}"


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
