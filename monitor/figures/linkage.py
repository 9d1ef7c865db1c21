"""How the parts of 연계·협력 name and write things."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from monitor.charts.lettering import text_width
from monitor.figures.chosen import Chosen
from monitor.figures.view import View
from monitor.wording import number_text


def cases(view: View, count: float | None) -> str:
    """Write a number of policies or products: ``12건``."""
    text = number_text(count)
    return text if text == "–" else view.words("linkage.cases", count=text)


def pieces(view: View, count: float | None) -> str:
    """Write a number of projects, organisations or ministries: ``12개``."""
    text = number_text(count)
    return text if text == "–" else view.words("linkage.count", count=text)


def before(view: View, text: str, previous: Any) -> str:
    """Compare with the year before; the first year has none."""
    if pd.isna(previous):
        return view.words("linkage.first_year")
    return view.words("linkage.before", value=text)


def reported_note(view: View, row: Any) -> list[str]:
    """Say how many projects the numbers lack, where there are any."""
    missing = int(row["projects"] - row["projects_reported"])
    return [view.words("linkage.not_reported", projects=missing)] if missing else []


def ministry(view: View, key: Any, form: str = "short") -> str:
    """Return a ministry's name; a dash for none."""
    return "–" if pd.isna(key) else view.name("ministries", key, form)


def quarter_names(view: View, frame: pd.DataFrame) -> list[str]:
    """Return what each quarter is called on an axis below its year."""
    return [view.words("linkage.quarter", quarter=quarter) for quarter in frame["quarter"]]


def quarter_texts(view: View, frame: pd.DataFrame) -> list[str]:
    """Write each quarter with its year."""
    pairs = zip(frame["year"], frame["quarter"], strict=True)
    return [view.words("linkage.year_quarter", year=year, quarter=q) for year, q in pairs]


def missing_quarters(view: View, frame: pd.DataFrame) -> list[str]:
    """Name the quarters in which some projects had not been reported, with how many."""
    lacking = frame[frame["projects_reported"] < frame["projects"]]
    if lacking.empty:
        return []
    parts = ", ".join(
        f"{text} {pieces(view, projects - reported)}"
        for text, projects, reported in zip(
            quarter_texts(view, lacking),
            lacking["projects"],
            lacking["projects_reported"],
            strict=True,
        )
    )
    return [view.words("linkage.quarters_lacking", parts=parts)]


def titled(view: View, key: str, chosen: Chosen) -> str:
    """Return a figure's title with its period and, where chosen, its province and type."""
    title = view.words(f"linkage.{key}", period=view.period(chosen.year))
    return view.narrowed(title, chosen.region, chosen.model_type)


def label_room(labels: Iterable[str]) -> int:
    """Return the pixels that labels take."""
    return int(max(map(text_width, labels), default=60)) + 14


def as_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as they stand in a file: which columns are filled says what they add up."""
    return rows.drop(columns="breakdown")
