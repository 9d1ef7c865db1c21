"""What a panel member's projects look like in a release."""

from __future__ import annotations

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import projects_table, texts
from monitor.figures.view import View
from monitor.wording import number_text, signed_text


@figure("panel/mine")
def mine(view: View, *, year: int, member: str) -> Drawn:
    """List the projects of a member's provinces."""
    words, quarter = view.words, view.quarter(year)
    projects = view.ask(
        "projects/list", year=year, quarter=quarter, basis=view.basis, member=member
    )
    return Drawn(
        None,
        projects_table(view, projects),
        title=_title(view, "mine_of", year, member),
        nothing=words("show.nothing"),
        notes=(words("notes.status"), words("notes.attainment_index")),
    )


@figure("panel/off_target")
def off_target(view: View, *, year: int, member: str) -> Drawn:
    """List the indicators of these projects that are behind elapsed time."""
    off = view.ask("panel/off_target", year=year, quarter=view.quarter(year), member=member)
    return Drawn(
        None,
        off_target_table(view, off),
        title=_title(view, "off_target_of", year, member),
        nothing=view.words("show.nothing"),
        notes=(view.words("panel.off_target_lead"),),
    )


def _title(view: View, key: str, year: int, member: str) -> str:
    name = view.name("panel_members", member)
    return view.words(f"panel.{key}", member=name, period=view.period(year))


@kept
def off_target_table(view: View, frame: pd.DataFrame, most: int | None = None) -> Table:
    """Show indicators behind elapsed time, the furthest first."""
    words, frame = view.words, frame.head(most or len(frame))
    indicators = list(frame["indicator"])
    columns = {
        words("panel.project"): project_links(view, frame),
        words("column.indicator"): [view.indicator_name(i) for i in indicators],
        words("column.unit"): [view.unit(i) for i in indicators],
        words("column.actual_plain"): list(map(view.write, indicators, frame["actual"])),
        words("column.target_plain"): list(map(view.write, indicators, frame["target"])),
        words("column.attainment"): texts(frame["attainment"], lambda v: number_text(v, 1)),
        words("panel.expected"): texts(frame["expected"], number_text),
        words("panel.gap"): texts(frame["gap"], lambda v: signed_text(v, 1)),
    }
    return Table(columns, list(columns)[3:], frame)
