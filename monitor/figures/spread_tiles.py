"""Tiles of 확산, and how they agree with the indicator."""

from __future__ import annotations

import pandas as pd

from monitor.figures.parts import Tile
from monitor.figures.tables import unbroken
from monitor.figures.view import View
from monitor.wording import number_text


def total_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return how many models, governments, adoptions, provinces and users there are."""
    words, row = view.words, totals.iloc[0]
    before = row["previous_governments"]
    units = len(view.units)
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


def after_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return how many projects go on, and what is left of users, jobs and money."""
    words, row = view.words, totals.iloc[0]

    def kept_tile(name: str) -> Tile:
        before, now = number_text(row[f"{name}_before"]), number_text(row[name])
        compared = number_text(row[f"compared_{name}"])
        percent = row[f"{name}_percent"]
        return Tile(
            words(f"spread.{name}_kept"),
            "–" if pd.isna(percent) else f"{number_text(percent, 1)}%",
            words("spread.from_to", before=before, now=now) if row[f"compared_{name}"] else "",
            words(f"spread.{name}_kept_help", count=compared),
        )

    return [
        Tile(
            words("spread.ended_projects"),
            words("spread.projects_count", count=number_text(row["projects"])),
            words(
                "spread.reported_of",
                count=number_text(row["reported"]),
                whole=number_text(row["expected"]),
            ),
            words("spread.ended_projects_help"),
        ),
        Tile(
            view.marked("continuations", "continued"),
            words("spread.projects_count", count=number_text(row["continued"])),
            ", ".join(
                unbroken(f"{view.marked('continuations', state)} {number_text(row[state])}")
                for state in ("reduced", "ended")
            ),
            words("spread.continuation_help"),
        ),
        kept_tile("users"),
        kept_tile("jobs"),
        Tile(
            words("spread.own_money_tile"),
            "–"
            if pd.isna(row["own_money"])
            else words("spread.million", count=view.million_won(row["own_money"])),
            words("spread.projects_reported", count=number_text(row["own_money_reported"])),
            words("spread.own_money_help"),
        ),
    ]


def award_tiles(
    view: View, counts: pd.DataFrame, meetings: pd.DataFrame, region: str
) -> list[Tile]:
    """Return awards, governments honoured, incentives, meetings and decisions on models."""
    words = view.words
    place = counts["region"].isna() if region == "all" else counts["region"] == region
    row = counts[place & counts["award_kind"].isna()]
    awards = int(row["awards"].sum())
    with_money = int(row["with_incentive"].sum())
    about = int(meetings["model"].notna().sum())
    return [
        Tile(words("spread.awards_tile"), words("spread.cases", count=number_text(awards))),
        Tile(
            words("spread.honoured"),
            words("spread.places", count=number_text(int(row["governments"].sum()))),
            "",
            words("spread.honoured_help"),
        ),
        Tile(
            words("spread.incentive"),
            words("spread.million", count=view.million_won(int(row["incentive"].sum())))
            if with_money
            else "–",
            words(
                "spread.incentive_note",
                count=number_text(with_money),
                whole=number_text(awards),
            ),
        ),
        Tile(
            words("spread.meetings_tile"),
            words("spread.times", count=number_text(meetings["held_on"].nunique())),
            words("spread.agenda_note", count=number_text(len(meetings))),
        ),
        Tile(
            words("spread.about_models"),
            words("spread.cases", count=number_text(about)),
            "",
            words("spread.about_models_help"),
        ),
    ]
