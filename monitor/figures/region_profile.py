"""A province on 지역 지도: its projects, every indicator beside the nation's, its context."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.figures.files import context_measure as _context
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.region_map import context_change
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import absence_or, change_texts, projects_table, reported_texts, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("region_map/projects")
def projects(view: View, *, region: str, year: int) -> Drawn:
    """List the projects of a province."""
    answer = view.ask("projects/list", year=year, quarter=view.quarter(year), **_at(view, region))
    return Drawn(None, projects_table(view, answer), title=_of(view, region, "projects"))


@figure("region_map/own")
def own_indicators(view: View, *, region: str, year: int) -> Drawn:
    """List what the projects of a province report on indicators of their own."""
    answer = view.ask(
        "regions/own_indicators", year=year, quarter=view.quarter(year), **_at(view, region)
    )
    title = _of(view, region, "own_indicators")
    return Drawn(None, _own_indicators_table(view, answer), title=title)


@figure("region_map/profile")
def profile(view: View, *, region: str, year: int) -> Drawn:
    """List every indicator of a province beside the nation's."""
    answer = view.ask("regions/profile", year=year, quarter=view.quarter(year), **_at(view, region))
    return Drawn(None, _profile_table(view, answer), title=_of(view, region, "profile"))


@figure("region_map/context")
def own_context(view: View, *, region: str) -> Drawn:
    """List the numbers of context of a province."""
    answer = view.ask("context/of_region", **_at(view, region))
    return Drawn(None, _context_table(view, answer), title=_of(view, region, "own_context"))


@kept
def _profile_table(view: View, profile: pd.DataFrame) -> Table:
    """Show every indicator of a province beside the nation's."""
    words, indicators = view.words, list(profile["indicator"])
    columns = {
        words("column.indicator"): [
            f"{view.indicator_name(i)} ({view.unit(i)})" for i in indicators
        ],
        words("column.actual_plain"): [
            absence_or(view, profile, row, view.write(i, value))
            for row, (i, value) in enumerate(zip(indicators, profile["actual"], strict=True))
        ],
        words("column.attainment"): texts(profile["attainment"], lambda v: number_text(v, 1)),
        words("column.change"): change_texts(view, profile, indicators),
        words("column.nationwide"): list(map(view.write, indicators, profile["national_actual"])),
        words("column.share"): texts(profile["share"], lambda v: number_text(v, 1)),
        words("column.reported"): reported_texts(profile),
    }
    return Table(columns, list(columns)[1:], profile)


@kept
def _context_table(view: View, context: pd.DataFrame) -> Table:
    """Show the context numbers of a province with their change in five years."""
    words = view.words
    rows = [_context(view, measure) for measure in context["measure"]]
    columns = {
        words("column.context"): [
            f"{row[f'name_{view.language}']} ({row[f'unit_{view.language}']})" for row in rows
        ],
        words("column.context_year"): [str(year) for year in context["year"]],
        words("column.value"): [
            number_text(value, int(row["decimals"]))
            for row, value in zip(rows, context["value"], strict=True)
        ],
        words("column.five_years"): [
            context_change(view, *row) + ("\N{NO-BREAK SPACE}※" if is_broken else "")
            for *row, is_broken in zip(
                context["measure"],
                context["change"],
                context["change_percent"],
                context["is_broken"],
                strict=True,
            )
        ],
    }
    broken = context.loc[context["is_broken"], "measure"]
    lines = [
        words("notes.series_break", measure=names[f"name_{view.language}"], note=note)
        for names in (_context(view, measure) for measure in broken)
        for note in [names[f"note_{view.language}"]]
    ]
    return Table(columns, list(columns)[1:], context, lines)


@kept
def _own_indicators_table(view: View, own: pd.DataFrame) -> Table:
    """Show what projects report on the indicators they defined themselves."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, own, own["project_name"]),
        words("column.indicator"): list(own["indicator_name"]),
        words("column.definition"): list(own["definition"]),
        words("column.unit"): list(own["unit_name"]),
    }
    numeric = {"actual_plain": "actual", "target_plain": "target", "previous": "previous"}
    for word, column in numeric.items():
        columns[words(f"column.{word}")] = texts(own[column], lambda value: number_text(value, 1))
    return Table(columns, [words(f"column.{word}") for word in numeric], own)


def _at(view: View, region: str) -> dict[str, Any]:
    return {"region": region, "basis": view.basis}


def _of(view: View, region: str, part: str) -> str:
    return f"{view.name('regions', region)} {view.words(f'region_map.{part}')}"
