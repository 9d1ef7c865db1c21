"""When the made-up projects plan to spend their money, and what they carry to the next year."""

from __future__ import annotations

from typing import Final

from plan import Project
from progress import MILLION, Period, allocations, budget, round_to, stream

# Share of the year's money planned to be spent by the end of each quarter.
FIRST_YEAR: Final = {2: 0.22, 3: 0.58, 4: 1.0}
LATER_YEARS: Final = {1: 0.19, 2: 0.46, 3: 0.73, 4: 1.0}
# Workbook, project: what the plan of the quarters from its own to the third is multiplied by.
REVISED: Final = {
    ("2026Q3_ulsan", "2026-ULS-02"): 0.72,
    ("2026Q3_seoul", "2026-SEO-03"): 0.6,
    ("2027Q2_gyeonggi", "2026-GYG-03"): 0.65,
    ("2027Q2_gangwon", "2026-GAN-03"): 0.75,
    ("2027Q3_gyeongbuk", "2026-GYB-03"): 0.8,
    ("2028Q2_daejeon", "2026-DJN-02"): 0.85,
}
# Traits of projects that carry much; the others carry little, or nothing, by chance.
CARRIES_MUCH: Final = {"slow", "bunched"}


def planned(project: Project, period: Period) -> dict[str, int]:
    """Planned to be spent in the fiscal year by the end of a quarter, by source of funds."""
    shares = FIRST_YEAR if period.year == project.selection_year else LATER_YEARS
    share = shares[period.quarter]
    if period.quarter < 4:
        random = stream(project.id, "spending plan", *period)
        share *= random.uniform(0.9, 1.1)
    return {
        source: round_to(allocated * share, MILLION // 10) if period.quarter < 4 else allocated
        for source, allocated in allocations(project, period.year).items()
    }


def spending_plan(
    project: Project, period: Period, workbook: str, *, is_first: bool
) -> dict[Period, dict[str, int]]:
    """What a workbook says of the year's plan: all of it at first, later what was revised."""
    quarters = [Period(period.year, quarter) for quarter in (1, 2, 3, 4)]
    if project.selection_year == period.year:
        quarters = quarters[1:]
    if is_first:
        return {each: planned(project, each) for each in quarters}
    factor = REVISED.get((workbook, project.id))
    if factor is None:
        return {}
    return {
        each: {
            source: round_to(money * factor, MILLION // 10)
            for source, money in planned(project, each).items()
        }
        for each in quarters
        if period.quarter <= each.quarter < 4
    }


def carried_over(project: Project, period: Period) -> dict[str, int | None]:
    """Carried to the next year by source of funds; what is left beyond it lapses."""
    rows = budget(project, period)
    if period.quarter < 4:
        return dict.fromkeys(rows)
    random = stream(project.id, "carried over", period.year)
    carries_much = bool(CARRIES_MUCH & project.traits)
    share = random.uniform(0.86, 0.97) if carries_much else random.uniform(0.3, 0.85)
    carries_nothing = not carries_much and random.random() < 0.55
    if carries_nothing or project.state_on(period.end) == "completed":
        share = 0.0
    return {
        source: round_to((granted - executed) * share, 10) if source != "own" else 0
        for source, (_, granted, executed) in rows.items()
    }
