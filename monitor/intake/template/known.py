"""What the ledger knows of a province's projects when its template is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import duckdb

from monitor.intake.template.lines import Period, Record
from monitor.store import Ledger

Key = tuple[Any, ...]

_PROJECTS: Final = """
select * from current_project
where region in (select unnest($regions)) and selection_year <= $year
order by project
"""
_OF_PROJECTS: Final = "select * from {view} where project in (select unnest($projects))"
_LAST_SUBMISSION: Final = """
select office, data_kind from accepted_submission
where region in (select unnest($submitters))
order by year desc, quarter desc, submission desc
limit 1
"""
_ADOPTIONS: Final = """
select * exclude (submission, source_row) from current_adoption
where region in (select unnest($regions))
order by year, quarter, model, municipality
"""
_MODELS: Final = "select model, name from current_standard_model order by model"
# The lists, and by what their rows are ordered.
_LISTS: Final = {
    "spending_plan": "project, year, quarter, funding_source",
    "partner": "project, joined_on, organisation",
    "linkage": "year, quarter, project, policy",
    "product": "project, product",
    "aftercare": "year, quarter, project",
}


class Known:
    """What the ledger knows of a province's projects, a record a key."""

    def __init__(self, ledger: Ledger, regions: list[str], submitters: list[str], period: Period):
        with ledger.reading() as connection:
            self.projects = records(
                connection, _PROJECTS, {"regions": regions, "year": period.year}
            )
            names = {"projects": [row["project"] for row in self.projects]}
            tables = {
                table: records(connection, _OF_PROJECTS.format(view=f"current_{table}"), names)
                for table in ("stage", "budget", "target", "observation", "own_indicator")
            }
            lists = {
                table: records(
                    connection,
                    f"{_OF_PROJECTS.format(view=f'current_{table}')} order by {order}",
                    names,
                )
                for table, order in _LISTS.items()
            }
            self.adoptions = records(connection, _ADOPTIONS, {"regions": regions})
            self.models = records(connection, _MODELS, {})
            last = records(connection, _LAST_SUBMISSION, {"submitters": submitters})
        self.last = last[0] if last else {"office": None, "data_kind": None}
        self.stages = _by(tables["stage"], "project", "stage")
        self.money = _by(tables["budget"], "project", "year", "quarter", "funding_source")
        self.targets = _by(tables["target"], "project", "indicator", "year")
        self.values = _by(tables["observation"], "project", "indicator", "year", "quarter")
        self.own = _by(tables["own_indicator"], "project", "indicator")
        self.plans = _by(lists["spending_plan"], "project", "year", "quarter", "funding_source")
        self.partners, self.links = lists["partner"], lists["linkage"]
        self.products, self.aftercare = lists["product"], lists["aftercare"]
        self.running = [row for row in self.projects if _is_running(row, period)]


def records(connection: duckdb.DuckDBPyConnection, query: str, values: Record) -> list[Record]:
    """Return the rows of an answer, a record each."""
    found = connection.execute(query, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _by(rows: Iterable[Record], *key: str) -> dict[Key, Record]:
    return {tuple(row[name] for name in key): row for row in rows}


def _is_running(project: Record, period: Period) -> bool:
    """Say whether a project still had something to report in a period."""
    stopped = project["stopped_on"]
    return project["project_state"] == "active" or bool(stopped and stopped >= period.first_day)
