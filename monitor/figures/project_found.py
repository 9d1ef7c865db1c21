"""What a search found, as links by kind."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.links import link, project_link, project_links
from monitor.figures.parts import Marked, Table
from monitor.figures.tables import records
from monitor.figures.view import View

GROUPS: Final = {
    "project": "projects",
    "organisation": "organisations",
    "region": "regions",
    "municipality": "regions",
}


@kept
def found_table(view: View, found: pd.DataFrame, group: str) -> Table:
    """Show what was found of one group, the likeliest first: a link, where it is, and why.

    An organisation stands once, with all projects that it takes part in.
    """
    words, raw = view.words, found[found["kind"].map(GROUPS) == group]
    rows = list(records(raw.drop_duplicates(["kind", "id"])))
    columns = {words(f"project.name_{group}"): [_named(view, row) for row in rows]}
    if group == "organisations":
        columns[words("column.project")] = [
            Marked(", ".join(project_links(view, of_it, of_it["project_name"])))
            for of_it in (raw[raw["id"] == row.id] for row in rows)
        ]
    else:
        columns[words("column.region")] = [view.region(row.region) for row in rows]
    columns[words("project.likeness")] = [_why(view, row) for row in rows]
    return Table(columns, [], raw)


def _named(view: View, row: Any) -> str:
    name = row.label_ko if view.is_korean else row.label_en
    if row.kind == "project":
        return project_link(view, row.project, name)
    if row.kind == "organisation":
        return str(name)
    return _region_link(view, row.region, name)


def _region_link(view: View, region: str, name: str) -> str:
    """Link to the province on the map, on the other basis where this one does not have it."""
    known = view.vocabulary
    having = [basis for basis in known.bases if known.unit_of(basis, region) == region]
    other = {"basis": f"{having[0]}"} if having and view.basis not in having else {}
    return link(view, "region_map", name, region=region, **other)


def _why(view: View, row: Any) -> str:
    """Say how a name is like what was typed, and which name, where it is not the one shown."""
    likeness = view.words(f"project.likeness_{row.likeness}")
    if row.written in (row.label_ko, row.label_en):
        return likeness
    return view.words("project.likeness_of", likeness=likeness, written=row.written)
