"""Making small ledgers by hand: a few rows say what a province's workbook said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from monitor.store import Ledger, Submission, decide

SEOUL = ZoneInfo("Asia/Seoul")
_COLUMNS = {
    "project": (
        "project name reported_region region municipality model_type selection_year "
        "lead_organisation purpose project_state stopped_on"
    ),
    "stage": "project stage planned_start planned_end actual_start actual_end",
    "budget": "project year quarter funding_source allocated granted executed carried_over",
    "target": "project indicator year value numerator denominator",
    "observation": "project indicator year quarter value numerator denominator absence",
    "own_indicator": "project indicator name unit_name definition",
    "spending_plan": "project year quarter funding_source planned",
    "partner": (
        "project organisation organisation_kind partner_role joined_on left_on social_value"
    ),
    "linkage": "project policy year quarter ministry linked_money content",
    "product": (
        "project product product_kind completed_on ministry local_government organisation residents"
    ),
    "adoption": (
        "model region municipality year quarter adopted_on ended_on adoption_state adaptation "
        "users report"
    ),
    "aftercare": "project year quarter continuation users jobs own_money",
    "call": "call name opened_on closed_on selected_on national_budget",
    "briefing_session": "call held_on place area attendance",
    "application": (
        "call application name region municipality model_type applicant requested received_on "
        "screening score selection project"
    ),
    "standard_model": "model project name designated_on summary conditions",
    "council_meeting": "held_on agenda model outcome",
    "award": "awarded_on award_kind region municipality project name incentive",
}
_number_of_file = count(1)

Row = tuple[Any, ...]


def project(
    name: str, region: str, municipality: str, model_type: str, year: int, stopped: str = ""
) -> Row:
    """Say that a project exists, where, of which type, since when, and whether it stopped."""
    stopped_on = dt.date.fromisoformat(stopped) if stopped else None
    state = "stopped" if stopped else "active"
    return (
        name, f"사업 {name}", region, region, municipality, model_type, year, "조직", "목적", state,
        stopped_on,
    )  # fmt: skip


def stage(name: str, which: str, planned: str, actual: str = "") -> Row:
    """Say when a stage was planned, ``2026-01-01/2026-03-31``, and when it really was."""
    dates = [*planned.split("/"), *(actual + "/").split("/")[:2]]
    return (name, which, *(dt.date.fromisoformat(day) if day else None for day in dates))


def value(name: str, indicator: str, year: int, quarter: int, number: float) -> Row:
    """Report a sum."""
    return (name, indicator, year, quarter, number, None, None, None)


def ratio(
    name: str, indicator: str, year: int, quarter: int, numerator: float, denominator: float
) -> Row:
    """Report a ratio by its parts."""
    return (name, indicator, year, quarter, None, numerator, denominator, None)


def mean(name: str, indicator: str, year: int, quarter: int, number: float, weight: float) -> Row:
    """Report a mean and how many it is the mean of."""
    return (name, indicator, year, quarter, number, None, weight, None)


def absent(name: str, indicator: str, year: int, quarter: int, why: str) -> Row:
    """Report that there is no number, and why."""
    return (name, indicator, year, quarter, None, None, None, why)


def target(name: str, indicator: str, year: int, number: float, weight: float | None = None) -> Row:
    """Set a target."""
    return (name, indicator, year, number, None, weight)


def send(
    ledger: Ledger,
    region: str | None,
    period: str,
    *,
    received: str,
    outcome: str = "accepted",
    data_kind: str = "real",
    findings: pd.DataFrame | None = None,
    **sheets: Iterable[Row],
) -> int:
    """Append what a province sent for a period such as ``2026Q2``; sheets are lists of rows.

    Without a region it is the ministry's own register. ``accepted``: it passed and a manager
    accepted it; ``returned``: the checks returned it; ``waiting``: it passed and waits.
    """
    year, quarter = int(period[:4]), int(period[5])
    day = dt.date.fromisoformat(received)
    submission = Submission(
        received_at=dt.datetime.combine(day, dt.time(10, tzinfo=SEOUL)),
        submitted_by="tester",
        file_name=f"{period}_{region}.xlsx",
        content=f"{region} {period} {received} {next(_number_of_file)}".encode(),
        outcome="returned" if outcome == "returned" else "accepted",
        region=region,
        year=year,
        quarter=quarter,
        submitted_on=day,
        office="부서",
        form_version="2026-1",
        data_kind=data_kind,
    )
    facts = {name: frame(name, list(rows)) for name, rows in sheets.items()}
    with ledger.kept_open():
        number = ledger.append(submission, facts, findings)
        if region is None:
            with ledger.writing() as connection:
                connection.execute("insert into programme_workbook values (?)", [number])
        if outcome == "accepted":
            decide(ledger, number, "accepted", by="tester", at=submission.received_at)
    return number


def frame(sheet: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a frame with the columns of the sheet's table in the ledger.

    A row may leave out its last cells, and write days as 2026-01-01.
    """
    columns = _COLUMNS[sheet].split()
    days = [place for place, column in enumerate(columns) if column.endswith("_on")]
    whole = [
        [
            dt.date.fromisoformat(cell) if place in days and isinstance(cell, str) else cell
            for place, cell in enumerate((*row, *[None] * (len(columns) - len(row))))
        ]
        for row in rows
    ]
    made = pd.DataFrame(whole, columns=columns, dtype="object")
    return made.assign(source_row=range(2, len(made) + 2))
