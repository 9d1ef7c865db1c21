"""Lists of policies that ministries have linked, and of projects without one."""

from __future__ import annotations

import pandas as pd

from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import ministry, titled
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import texts
from monitor.figures.view import View


@figure("linkage/unlinked")
def unlinked(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List the projects that have no link, and those of which it is not known."""
    chosen = Chosen(year, region, model_type)
    projects = view.ask("linkage/unlinked", **chosen.asked(view))
    title = titled(view, "unlinked", chosen)
    return Drawn(None, _unlinked_table(view, projects), title=title)


@figure("linkage/links")
def links(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List every link."""
    chosen = Chosen(year, region, model_type)
    every = view.ask("linkage/links", **chosen.asked(view))
    title = titled(view, "links", chosen)
    return Drawn(None, _links_table(view, every), title=title)


@kept
def _links_table(view: View, links: pd.DataFrame) -> Table:
    """Show every link: ministry, policy, project, money, and whether it lasts."""
    words = view.words
    columns = {
        words("linkage.ministry"): [ministry(view, key) for key in links["ministry"]],
        words("linkage.policy"): links["policy"].tolist(),
        words("column.project"): project_links(view, links),
        words("column.region"): [view.region(region) for region in links["region"]],
        words("column.model_type"): [view.model_type(t) for t in links["model_type"]],
        words("linkage.linked_money_tile"): texts(links["linked_money"], view.million_won),
        words("linkage.state"): [
            words("linkage.current" if current else "linkage.ended")
            for current in links["is_current"]
        ],
        words("linkage.content"): ["–" if pd.isna(text) else text for text in links["content"]],
    }
    return Table(columns, [words("linkage.linked_money_tile")], links)


@kept
def without_table(view: View, unlinked: pd.DataFrame) -> Table:
    """Show the projects that were reported and have no link."""
    rows = unlinked[unlinked["is_reported"]]
    return Table(_projects(view, rows), [], rows)


@kept
def unknown_table(view: View, unlinked: pd.DataFrame) -> Table:
    """Show the projects of which it is not known whether they have a link, with the reason."""
    rows = unlinked[~unlinked["is_reported"]]
    return Table(_projects(view, rows) | _reasons(view, rows), [], rows)


@kept
def _unlinked_table(view: View, unlinked: pd.DataFrame) -> Table:
    """Show both in one table."""
    words = view.words
    states = {
        words("linkage.state"): [
            words("linkage.none" if is_reported else "linkage.none_known")
            for is_reported in unlinked["is_reported"]
        ]
    }
    return Table(_projects(view, unlinked) | states | _reasons(view, unlinked), [], unlinked)


def _projects(view: View, rows: pd.DataFrame) -> dict[str, list[str]]:
    words = view.words
    return {
        words("column.project"): project_links(view, rows),
        words("column.region"): [view.region(region) for region in rows["region"]],
        words("column.model_type"): [view.model_type(t) for t in rows["model_type"]],
        words("column.programme_year"): [
            words("common.programme_year", number=number) for number in rows["programme_year"]
        ],
    }


def _reasons(view: View, rows: pd.DataFrame) -> dict[str, list[str]]:
    return {
        view.words("linkage.why_unknown"): [
            "–" if pd.isna(absence) else view.name("absences", absence)
            for absence in rows["absence"]
        ]
    }
