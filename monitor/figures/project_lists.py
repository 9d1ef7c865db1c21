"""The lists of one project, each taken along whole: its record, its origin, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from monitor.figures import project_beyond as beyond
from monitor.figures import project_record as record
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, Figure, figure
from monitor.figures.tables import projects_table
from monitor.figures.view import View


@figure("project/projects")
def projects(view: View, *, year: int) -> Drawn:
    """List all projects of a year."""
    answer = view.ask("projects/list", year=year, quarter=view.quarter(year), basis=view.basis)
    return Drawn(
        None,
        projects_table(view, answer),
        title=view.words("project.all_of", period=view.period(year)),
        nothing=view.words("show.nothing"),
    )


def _listed(key: str, make: Callable[..., Table]) -> Figure:
    """Register a list of a project."""

    @figure(f"project/{key}")
    def listed(view: View, *, project: str) -> Drawn:
        of_basis = {"basis": view.basis} if key in beyond.OF_BASIS else {}
        rows = view.ask(f"project/{key}", project=project, **of_basis)
        title, nothing = _title(view, key, project), view.words("show.nothing")
        return Drawn(None, make(view, rows), title=title, nothing=nothing)

    return listed


@kept
def _title(view: View, key: str, project: str) -> str:
    known = view.ask("project/all").set_index("project")["name"]
    name = known.get(project, project)
    return view.words("project.list_of", project=name, list=view.words(f"project.{key}"))


LISTS: Final[Mapping[str, Figure]] = {
    key: _listed(key, make) for key, make in {**record.TABLES, **beyond.TABLES}.items()
}
