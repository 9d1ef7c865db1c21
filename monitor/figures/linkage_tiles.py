"""Tiles of 연계·협력, and what the numbers on them lack."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.figures.chosen import Chosen
from monitor.figures.linkage import before, cases, pieces, reported_note
from monitor.figures.parts import Tile
from monitor.figures.view import View
from monitor.wording import number_text


def policy_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return how much is linked, by how many ministries, and how many projects have none."""
    words, row = view.words, totals.iloc[0]
    return [
        Tile(
            words("linkage.linked_policies"),
            cases(view, row["linked_policies"]),
            before(view, cases(view, row["previous_policies"]), row["previous_policies"]),
            words("linkage.linked_policies_help"),
        ),
        Tile(
            words("linkage.different_policies"),
            cases(view, row["policies"]),
            "",
            words("linkage.different_policies_help"),
        ),
        Tile(
            words("linkage.linked_money_tile"),
            view.million_won(row["linked_money"]),
            before(view, view.million_won(row["previous_money"]), row["previous_money"]),
            words("linkage.linked_money_help"),
        ),
        Tile(words("linkage.ministries"), pieces(view, row["ministries"])),
        Tile(
            words("linkage.without_link"),
            pieces(view, row["projects_without"]),
            words("linkage.reported_none", count=number_text(row["projects_reported"])),
        ),
        Tile(
            words("linkage.not_known"),
            pieces(view, row["projects"] - row["projects_reported"]),
            words("linkage.not_known_note"),
        ),
    ]


def policy_notes(view: View, totals: pd.DataFrame) -> list[str]:
    """Say where money belongs to links that have ended."""
    ended = totals.iloc[0]["money_ended"]
    if not ended:
        return []
    return [view.words("linkage.money_ended", money=view.million_won(ended))]


def partner_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return how many take part, counted in each project and once, and who came and left."""
    words, row = view.words, totals.iloc[0]
    return [
        Tile(
            words("linkage.social_partners"),
            pieces(view, row["social_partners"]),
            before(view, pieces(view, row["previous_partners"]), row["previous_partners"]),
            words("linkage.social_partners_help"),
        ),
        Tile(
            words("linkage.social_organisations"),
            pieces(view, row["social_organisations"]),
            "",
            words("linkage.social_organisations_help"),
        ),
        Tile(
            words("linkage.all_partners"),
            pieces(view, row["partners"]),
            words("linkage.different", count=number_text(row["organisations"])),
            words("linkage.all_partners_help"),
        ),
        Tile(
            words("linkage.shared_organisations"),
            pieces(view, row["shared_organisations"]),
            words("linkage.in_more_than_one"),
        ),
        Tile(
            words("linkage.joined_and_left"),
            "–"
            if pd.isna(row["joined"])
            else f"+{number_text(row['joined'])} / △{number_text(row['departed'])}",
            words("linkage.in_year"),
        ),
        Tile(
            words("linkage.mean_value"),
            number_text(row["mean_value"], 1),
            words("linkage.valued", count=number_text(row["valued_organisations"])),
            words("linkage.mean_value_help"),
        ),
    ]


def partner_notes(view: View, totals: pd.DataFrame) -> list[str]:
    """Say what the numbers lack."""
    return reported_note(view, totals.iloc[0])


def network_tiles(view: View, measured: pd.DataFrame, chosen: Chosen) -> list[Tile]:
    """Return the measures of the province chosen, or of the whole country."""
    words = view.words
    is_all = chosen.region == "all"
    found = measured[measured["region"].isna() if is_all else measured["region"] == chosen.region]
    if found.empty:
        return [Tile(words("linkage.projects"), pieces(view, 0))]
    row = found.iloc[0]
    return [
        Tile(
            words("linkage.projects"),
            pieces(view, row["projects"]),
            words("linkage.reported_of", count=number_text(row["projects_reported"])),
        ),
        Tile(
            words("linkage.organisations"),
            pieces(view, row["organisations"]),
            words("linkage.counted_in_each", count=number_text(row["partners"])),
            words("linkage.organisations_help"),
        ),
        Tile(
            words("linkage.partners_per_project"),
            number_text(row["partners_per_project"], 1),
            "",
            words("linkage.partners_per_project_help"),
        ),
        Tile(
            words("linkage.shared_organisations"),
            pieces(view, row["shared_organisations"]),
            words("linkage.in_more_than_one"),
        ),
        Tile(words("linkage.ministries"), pieces(view, row["ministries"])),
        Tile(
            words("linkage.tied_projects"),
            pieces(view, row["tied_projects"]),
            words(
                "linkage.lone_and_groups",
                lone=number_text(row["lone_projects"]),
                groups=number_text(row["project_groups"]),
            ),
            words("linkage.tied_projects_help"),
        ),
    ]


def product_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return what was completed, what is being developed, and how much of it by all sides."""
    words, row = view.words, totals.iloc[0]
    return [
        Tile(
            words("linkage.completed"),
            cases(view, row["products"]),
            before(view, cases(view, row["previous_products"]), row["previous_products"]),
            words("linkage.completed_help"),
        ),
        Tile(
            words("linkage.completed_so_far"),
            cases(view, row["completed_so_far"]),
            "",
            words("linkage.completed_so_far_help"),
        ),
        Tile(words("linkage.in_development"), cases(view, row["in_development"])),
        Tile(
            words("linkage.by_all_completed"),
            _share(row["by_all_percent"]),
            _part_of(view, row["by_all"], row["products"]),
            words("linkage.by_all_help"),
        ),
        Tile(
            words("linkage.by_all_in_development"),
            _share(row["by_all_in_development_percent"]),
            _part_of(view, row["by_all_in_development"], row["in_development"]),
            words("linkage.by_all_help"),
        ),
        Tile(
            words("linkage.with_residents"),
            cases(view, row["with_residents"]),
            ""
            if pd.isna(row["residents"])
            else words("linkage.people", count=number_text(row["residents"])),
            words("linkage.with_residents_help"),
        ),
    ]


def _share(value: float) -> str:
    text = number_text(value, 1)
    return text if text == "–" else f"{text}%"


def _part_of(view: View, part: Any, whole: Any) -> str:
    if pd.isna(whole):
        return ""
    return view.words("linkage.part_of", part=number_text(part), whole=number_text(whole))


def product_notes(view: View, totals: pd.DataFrame) -> list[str]:
    """Say what the numbers lack."""
    return reported_note(view, totals.iloc[0])
