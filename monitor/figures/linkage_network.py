"""Figures and tables of how projects work together."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.network import network
from monitor.charts.rings import rings
from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import ministry, pieces, titled
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text

_PANELS: Final = 6  # a row
_MANY: Final = 16  # organisations that are no longer drawn one by one


@figure("linkage/rings")
def province_rings(
    view: View, *, year: int, model_type: str = "all", partners: str = "all"
) -> Drawn:
    """Draw the networks of all provinces."""
    chosen = Chosen(year, model_type=model_type)
    measured = view.ask("linkage/networks", **chosen.of_all_regions(view), partners=partners)
    tied = view.ask("linkage/ties", **chosen.asked(view), partners=partners)
    return Drawn(
        _province_rings(view, tied, measured, chosen, partners),
        _ties_table(view, tied),
        nothing=view.words("linkage.no_project"),
    )


@figure("linkage/network")
def province_network(
    view: View, *, year: int, region: str, model_type: str = "all", partners: str = "all"
) -> Drawn:
    """Draw the network of one province."""
    chosen = Chosen(year, region, model_type)
    members = view.ask("linkage/members", **chosen.asked(view), partners=partners)
    # The whole country's projects by name would be a thicket.
    is_one = region != "all"
    return Drawn(
        _province_network(view, members, chosen, partners) if is_one else None,
        _members_table(view, members),
        title=_titled(view, "network_of", chosen, partners),
        nothing=view.words("linkage.no_project" if is_one else "linkage.choose_province"),
    )


@figure("linkage/networks")
def networks(view: View, *, year: int, model_type: str = "all", partners: str = "all") -> Drawn:
    """List the measures of all networks."""
    chosen = Chosen(year, model_type=model_type)
    measured = view.ask("linkage/networks", **chosen.of_all_regions(view), partners=partners)
    title = _titled(view, "measures", chosen, partners)
    return Drawn(None, _measures_table(view, measured), title=title)


def _titled(view: View, key: str, chosen: Chosen, among: str) -> str:
    title = titled(view, key, chosen)
    return title if among == "all" else f"{title}, {view.words(f'linkage.among_{among}')}"


@kept
def _province_rings(
    view: View, tied: pd.DataFrame, measured: pd.DataFrame, chosen: Chosen, among: str
) -> Chart | None:
    """Draw a ring a province: projects, joined where they share an organisation."""
    if tied.empty:
        return None
    words = view.words
    provinces = measured[measured["region"].notna()]
    panels = pd.DataFrame(
        {
            "panel": provinces["region"].tolist(),
            "label": [view.region(region) for region in provinces["region"]],
            "note": [_ring_note(view, row) for row in records(provinces)],
        }
    )
    each = tied.drop_duplicates("project")
    spots = pd.DataFrame(
        {
            "panel": each["region"].tolist(),
            "key": each["project"].tolist(),
            "mark": [_mark(row) for row in records(each)],
            "is_tied": each["other"].notna().tolist(),
            "hover": [_hover(view, row) for row in records(each)],
        }
    )
    # Each pair stands twice, once from either end.
    pairs = tied[tied["project"] < tied["other"].fillna("")]
    ties = pd.DataFrame(
        {
            "from_key": pairs["project"].tolist(),
            "to_key": pairs["other"].tolist(),
            "weight": pairs["organisations"].tolist(),
        }
    )
    title = _titled(view, "rings", chosen, among)
    return rings(
        panels,
        spots,
        ties,
        view.caption(title, view.name("units", "project")),
        view.finding_of(title, panels["label"], provinces["tied_projects"], panels["note"]),
        columns=_PANELS,
        key=words("linkage.rings_key"),
    )


def _ring_note(view: View, row: Any) -> str:
    projects = number_text(row.projects)
    if not row.projects_reported:
        return view.words("linkage.ring_unknown", projects=projects)
    return view.words("linkage.ring_note", projects=projects, tied=number_text(row.tied_projects))


def _mark(row: Any) -> str:
    if not row.is_reported:
        return "x"
    return "circle-open" if row.other is None or pd.isna(row.other) else "circle"


def _hover(view: View, row: Any) -> str:
    text = pieces(view, row.partners) if row.is_reported else view.words("linkage.not_known")
    return f"{row.name}: {text}"


@kept
def _ties_table(view: View, tied: pd.DataFrame) -> Table:
    """Show which projects share how many organisations, and those that share none."""
    words = view.words
    rows = tied[tied["other"].isna() | (tied["project"] < tied["other"].fillna(""))]
    names = dict(zip(tied["project"], tied["name"], strict=True))
    columns = {
        words("column.region"): [view.region(region) for region in rows["region"]],
        words("column.project"): project_links(view, rows),
        words("linkage.other_project"): [
            names.get(other, "–") if isinstance(other, str) else "–" for other in rows["other"]
        ],
        words("linkage.shared_organisations"): texts(rows["organisations"], number_text),
    }
    return Table(columns, list(columns)[3:], tied, [words("linkage.rings_note")])


@kept
def _province_network(
    view: View, members: pd.DataFrame, chosen: Chosen, among: str
) -> Chart | None:
    """Draw the projects of a province between ministries and the organisations that they share."""
    if members.empty:
        return None
    words = view.words
    shared = members[members["organisation"].notna() & (members["projects"] > 1)]
    linked = members[members["ministry"].notna()]
    middle = [
        {
            "side": "middle",
            "key": project,
            "label": rows["name"].iloc[0],
            "note": _own_partners(view, rows),
            "is_open": not rows["is_reported"].iloc[0],
        }
        for project, rows in members.groupby("project", sort=False)
    ]
    sides = [
        *(_ministry_node(view, row) for row in records(linked.drop_duplicates("ministry"))),
        *(_organisation_node(row) for row in records(shared.drop_duplicates("organisation"))),
    ]
    both = pd.concat([linked, shared])
    ties = pd.DataFrame(
        {
            "from_key": both["project"].tolist(),
            "to_key": [
                *(f"ministry {key}" for key in linked["ministry"]),
                *(f"organisation {name}" for name in shared["organisation"]),
            ],
            "weight": both["linked_policies"].fillna(1).tolist(),
        }
    )
    title = _titled(view, "network_of", chosen, among)
    nodes = pd.DataFrame([*middle, *sides])
    return network(
        nodes,
        ties,
        view.caption(title, view.name("units", "organisation")),
        words(
            "linkage.network_finding",
            title=title,
            projects=pieces(view, len(middle)),
            ministries=pieces(view, linked["ministry"].nunique()),
            organisations=pieces(view, shared["organisation"].nunique()),
        ),
        headings={
            "left": words("linkage.linked_ministries"),
            "middle": words("linkage.network_projects"),
            "right": words("linkage.network_shared")
            if len(shared)
            else words("linkage.network_none_shared"),
        },
    )


def _ministry_node(view: View, row: Any) -> dict[str, Any]:
    name = ministry(view, row.ministry)
    key = f"ministry {row.ministry}"
    return {"side": "left", "key": key, "label": name, "note": "", "is_open": False}


def _organisation_node(row: Any) -> dict[str, Any]:
    name = row.organisation
    is_other = not row.is_social
    key = f"organisation {name}"
    return {"side": "right", "key": key, "label": name, "note": "", "is_open": is_other}


def _own_partners(view: View, rows: pd.DataFrame) -> str:
    """Write the organisations of this project alone as marks, filled where they are social."""
    words = view.words
    if not rows["is_reported"].iloc[0]:
        return words("linkage.not_known")
    own = rows[rows["organisation"].notna() & (rows["projects"] == 1)]
    social = int(own["is_social"].sum())
    marks = "●" * social + "○" * (len(own) - social) if len(own) <= _MANY else ""
    return words("linkage.own_partners", marks=marks, count=number_text(len(own))).strip()


@kept
def _members_table(view: View, members: pd.DataFrame) -> Table:
    """Show each project with its ministries and its organisations."""
    words = view.words
    rows = members[members["ministry"].notna() | members["organisation"].notna()]
    columns = {
        words("column.project"): project_links(view, rows),
        words("linkage.ministry"): [ministry(view, key, "name") for key in rows["ministry"]],
        words("linkage.organisation"): [
            "–" if pd.isna(name) else name for name in rows["organisation"]
        ],
        words("linkage.projects_of_member"): texts(rows["projects"], number_text),
        words("linkage.linked_policies"): texts(rows["linked_policies"], number_text),
    }
    return Table(columns, list(columns)[3:], rows, [words("linkage.network_note")])


def _one_decimal(value: float) -> str:
    return number_text(value, 1)


@kept
def _measures_table(view: View, measured: pd.DataFrame) -> Table:
    """Show the measures of the whole country and of every province."""
    words = view.words
    counts = (
        "organisations",
        "partners",
        "partners_per_project",
        "shared_organisations",
        "ministries",
        "tied_projects",
        "lone_projects",
        "project_groups",
        "largest_group",
    )
    columns = {
        words("column.region"): [view.region(region) for region in measured["region"]],
        words("column.projects"): texts(measured["projects"], number_text),
        words("column.reported"): texts(measured["projects_reported"], number_text),
        **{
            words(f"linkage.measure_{name}"): texts(
                measured[name], _one_decimal if name == "partners_per_project" else number_text
            )
            for name in counts
        },
    }
    lines = [words(f"linkage.{name}") for name in ("measures_note", "groups_note", "same_name")]
    return Table(columns, list(columns)[1:], measured, lines)
