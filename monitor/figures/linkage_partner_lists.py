"""Lists of the organisations that take part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import titled
from monitor.figures.linkage_partners import kind_name, role_name
from monitor.figures.links import project_link, project_links
from monitor.figures.parts import Marked, Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("linkage/shared")
def shared(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List the organisations that several projects name."""
    chosen = Chosen(year, region, model_type)
    several = view.ask("linkage/shared_organisations", **chosen.asked(view))
    return Drawn(
        None,
        _shared_table(view, several),
        title=titled(view, "shared", chosen),
        nothing=view.words("linkage.nobody_shared"),
    )


@figure("linkage/partner-list")
def everybody(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List every organisation of every project."""
    chosen = Chosen(year, region, model_type)
    listed = view.ask("linkage/partner_list", **chosen.asked(view))
    title = titled(view, "everybody", chosen)
    return Drawn(None, _list_table(view, listed), title=title)


@kept
def _shared_table(view: View, shared: pd.DataFrame) -> Table:
    """Show each organisation that several projects name, with these and its role in each."""
    words = view.words
    groups: dict[str, list[Any]] = {}
    for row in records(shared):
        groups.setdefault(row.organisation, []).append(row)
    lists = list(groups.values())
    shown: dict[str, Sequence[str]] = {
        words("linkage.organisation"): list(groups),
        words("linkage.kind"): [
            _told(kind_name(view, row.organisation_kind) for row in rows) for rows in lists
        ],
        words("column.projects"): [number_text(rows[0].projects) for rows in lists],
        words("column.project"): [
            Marked(" · ".join(project_link(view, row.project, row.name) for row in rows))
            for rows in lists
        ],
        words("column.region"): [_told(view.region(row.region) for row in rows) for rows in lists],
        words("linkage.role"): [
            _told(role_name(view, row.partner_role) for row in rows) for rows in lists
        ],
    }
    return Table(shown, [words("column.projects")], shared, [words("linkage.same_name")])


def _told(names: Any) -> str:
    """Write names once each, in the order in which they come."""
    return ", ".join(dict.fromkeys(names))


@kept
def _list_table(view: View, everybody: pd.DataFrame) -> Table:
    """Show every organisation of every project."""
    words = view.words
    shown = {
        words("column.project"): project_links(view, everybody),
        words("column.region"): [view.region(region) for region in everybody["region"]],
        words("linkage.organisation"): everybody["organisation"].tolist(),
        words("linkage.kind"): [kind_name(view, key) for key in everybody["organisation_kind"]],
        words("linkage.role"): [role_name(view, key) for key in everybody["partner_role"]],
        words("linkage.since"): [day_text(view, day) for day in everybody["joined_on"]],
        words("linkage.points"): texts(everybody["social_value"], lambda v: number_text(v, 1)),
    }
    return Table(shown, [words("linkage.points")], everybody)
