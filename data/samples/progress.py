"""The made-up quarters, money and stages of the demonstration workbooks.

Every number follows from the seed and from what it belongs to alone, so that a change to one
project leaves the others as they were. Python's own generator is used: its streams do not move
between versions or machines.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final, NamedTuple

from plan import PROJECTS, Project

SEED: Final = 20260205
FIRST_YEAR_BUDGET: Final = 8_500_000_000
MILLION: Final = 1_000_000
# Stage and its usual length in months.
STAGES: Final = (("plan", 4), ("development", 8), ("demonstration", 12), ("research", 8))
# The same for a project that was planned for two years.
TWO_YEARS: Final = (("plan", 3), ("development", 5), ("demonstration", 7), ("research", 4))
StageDates = tuple[str, date, date, date | None, date | None]


class Period(NamedTuple):
    """A reporting quarter."""

    year: int
    quarter: int

    @property
    def name(self) -> str:
        """Name in file names, such as ``2026Q2``."""
        return f"{self.year}Q{self.quarter}"

    @property
    def end(self) -> date:
        """Last day of the quarter."""
        month = self.quarter * 3
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


PERIODS: Final = tuple(
    Period(year, quarter)
    for year in (2026, 2027, 2028)
    for quarter in (1, 2, 3, 4)
    if (2026, 2) <= (year, quarter) <= (2028, 2)
)


def stream(*words: object) -> Random:
    """A generator of its own for what the words name."""
    return Random("/".join(str(word) for word in (SEED, *words)))  # noqa: S311 - not a secret


def round_to(number: float, step: int) -> int:
    """Round to a multiple of the step."""
    return round(number / step) * step


@cache
def national_first_year() -> dict[str, int]:
    """National money of 2026 by project: multiples of 5 million that add up to the budget."""
    unit = 5 * MILLION
    ids = [project.id for project in PROJECTS if project.selection_year == 2026]
    raw = {name: stream(name, "size").uniform(0.62, 1.38) for name in ids}
    total = sum(raw.values())
    shares = {name: FIRST_YEAR_BUDGET / unit * raw[name] / total for name in ids}
    units = {name: math.floor(share) for name, share in shares.items()}
    rest = FIRST_YEAR_BUDGET // unit - sum(units.values())
    for name in sorted(ids, key=lambda n: units[n] - shares[n])[:rest]:
        units[name] += 1
    return {name: count * unit for name, count in units.items()}


@cache
def allocations(project: Project, year: int) -> dict[str, int]:
    """Money allocated for a fiscal year by source of funds."""
    random = stream(project.id, "allocated", year)
    size = national_first_year().get(project.id)
    first = size or round_to(stream(project.id, "size").uniform(130, 290) * MILLION, 5 * MILLION)
    drift = random.uniform(0.88, 1.12)
    same = year == project.selection_year
    national = first if same else round_to(first * drift, 5 * MILLION)
    return {
        "national": national,
        "local": round_to(national * random.uniform(0.32, 0.58), MILLION),
        "own": round_to(national * random.uniform(0.05, 0.15), MILLION // 10),
    }


def scale(project: Project) -> float:
    """Size of a project's numbers beside an ordinary one, from its money."""
    average = FIRST_YEAR_BUDGET / len(national_first_year())
    return math.pow(allocations(project, project.selection_year)["national"] / average, 0.7)


def budget(project: Project, period: Period) -> dict[str, tuple[int, int, int]]:
    """Allocated, granted and executed in the fiscal year so far, by source of funds."""
    first_year = period.year == project.selection_year
    granted_share = {1: 0.35, 2: 0.65, 3: 0.85, 4: 1.0}[period.quarter]
    executed_share = {1: 0.17, 2: 0.44, 3: 0.70, 4: 0.95}[period.quarter]
    if first_year:
        executed_share = {1: 0.0, 2: 0.19, 3: 0.54, 4: 0.92}[period.quarter]
    if "slow" in project.traits:
        executed_share *= 0.66
    if "bunched" in project.traits:
        executed_share = {1: 0.03, 2: 0.07, 3: 0.14, 4: 0.93}[period.quarter]
    if "stopped" in project.traits:
        executed_share *= 0.7
    rows = {}
    for source, allocated in allocations(project, period.year).items():
        pace = stream(project.id, "pace", period.year, source).uniform(0.9, 1.06)
        tail = stream(project.id, "won", period.year, period.quarter, source).random() * 0.01
        granted = round_to(allocated * granted_share, MILLION // 10)
        executed = round_to(allocated * executed_share * pace * (1 - tail), 10)
        rows[source] = (allocated, granted, min(executed, granted))
    return rows


def add_months(start: date, months: int) -> date:
    """The first day of the month so many months later."""
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, 1)


def delay(project: Project, stage: str) -> int:
    """Days that a stage runs over beyond the usual."""
    if "overdue" in project.traits:
        return {"plan": 150, "development": 260}.get(stage, 200)
    if "late" in project.traits:
        return 75
    return 70 if stream(project.id, stage, "delay").random() < 0.12 else 0


def stages(project: Project, as_of: date) -> Iterator[StageDates]:
    """Planned dates of the four stages and the actual ones known at a day."""
    random = stream(project.id, "stages")
    begin = add_months(date(project.selection_year, 4, 1), random.choice((0, 0, 1, 2)))
    last_day = date(project.selection_year + 2, 12, 31)
    known = min(as_of, project.ends_on or as_of)
    is_completed = "completed" in project.traits
    if is_completed and project.ends_on:
        last_day = project.ends_on
    slip = 0
    for stage, months in TWO_YEARS if is_completed else STAGES:
        finish = add_months(begin, months + random.choice((-1, 0, 0, 1))) - timedelta(days=1)
        finish = min(finish, last_day)
        started = begin + timedelta(days=max(0, slip + random.randint(-4, 12)))
        slip = max(0, slip // 2 + random.randint(-30, 20)) + delay(project, stage)
        ended = max(started + timedelta(days=40), finish + timedelta(days=slip))
        ended = min(ended, last_day) if is_completed else ended
        yield (
            stage,
            begin,
            finish,
            started if started <= known else None,
            ended if ended <= known else None,
        )
        begin = add_months(finish, random.choice((0, 1)))
