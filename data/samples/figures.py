"""The made-up targets and actuals of the demonstration workbooks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from plan import OWN_INDICATORS, Project
from progress import MILLION, PERIODS, Period, round_to, scale, stream

SEASON: Final = {1: 0.95, 2: 1.0, 3: 1.0, 4: 1.05}


@dataclass(frozen=True)
class Profile:
    """How an indicator develops in an ordinary project, counted in quarters from its start.

    ``level`` is the first value. ``growth`` is added each quarter: to a sum as a share of the
    level, to the others as it is. ``swing`` is what quality 2.0 instead of 1.0 would add to a rate
    or mean, ``weight`` the first denominator.
    """

    rule: str  # sum, stock, ratio, mean
    first: int
    level: float
    growth: float
    noise: float
    step: int = 1
    swing: float = 0.0
    weight: float = 0.0
    lowest: float = 0.0
    highest: float = math.inf


MONEY: Final = 10_000
PROFILES: Final = {
    "organisations": Profile("stock", 0, 5, 0.8, 0.3),
    "resident_participants": Profile("sum", 0, 80, 0.35, 0.2),
    "council_meetings": Profile("sum", 0, 2.6, 0.02, 0.2),
    "linked_policies": Profile("stock", 0, 0.8, 0.35, 0.3),
    "linked_money": Profile("sum", 1, 14 * MILLION, 0.2, 0.6, MONEY),
    "products": Profile("sum", 1, 0.6, 0.15, 0.2),
    "demonstration_participants": Profile("sum", 3, 45, 0.3, 0.25),
    "service_users": Profile("sum", 1, 100, 0.6, 0.2),
    "jobs": Profile("sum", 2, 1.4, 0.25, 0.2),
    "jobs_vulnerable": Profile("sum", 2, 0.55, 0.22, 0.2),
    "partner_sales": Profile("sum", 2, 18 * MILLION, 0.3, 0.25, MONEY),
    "satisfaction": Profile("mean", 2, 75.5, 1.1, 1.8, swing=12, weight=30, highest=95),
    "own_income_rate": Profile("ratio", 2, 0.10, 0.022, 0.02, MONEY, 0.12, 60 * MILLION, 0.01, 0.6),
    "local_respending_rate": Profile(
        "ratio", 2, 0.47, 0.018, 0.03, MONEY, 0.2, 45 * MILLION, 0.1, 0.9
    ),
    "adopting_governments": Profile("stock", 3, 0.05, 0.25, 0.3),
    "waiting_days": Profile("mean", 0, 24, -1.4, 1.3, swing=-9, weight=60, lowest=3, highest=60),
    "local_procurement": Profile("sum", 1, 14 * MILLION, 0.3, 0.25, MONEY),
    "blind_spot_households": Profile("sum", 1, 18, 0.3, 0.25),
    "idle_spaces": Profile("stock", 1, 0.8, 0.5, 0.3),
    "young_settlers": Profile("sum", 2, 1.6, 0.25, 0.2),
    "new_resident_groups": Profile("sum", 0, 0.9, 0.12, 0.2),
}
TYPE_INDICATORS: Final = {
    "public_service": ("waiting_days",),
    "circular_economy": ("local_procurement",),
    "living_service": ("blind_spot_households",),
    "revitalisation": ("idle_spaces", "young_settlers"),
    "community": ("new_resident_groups",),
    "local_choice": (),
}
SPECIAL: Final = {name for names in TYPE_INDICATORS.values() for name in names}
# Counted from the lists of a workbook: they have targets, and no row of actuals.
COUNTED: Final = {
    "organisations",
    "linked_policies",
    "linked_money",
    "products",
    "adopting_governments",
}
# Counts that are truly zero before they begin; the others are not yet applicable.
ZERO_BEFORE_START: Final = {"products", "demonstration_participants", "service_users"}
NEVER_REPORTED: Final = {
    ("2026-DAE-02", "linked_money"),
    ("2026-CHN-02", "own_income_rate"),
    ("2026-GAN-03", "local_respending_rate"),
    ("2026-JEN-02", "adopting_governments"),
    ("2027-JEB-01", "linked_policies"),
}


@dataclass(frozen=True)
class Figure:
    """A target or an actual: a value, a numerator, a denominator, or why there is none."""

    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    absence: str = ""


def age(project: Project, period: Period) -> int:
    """Quarters since the project began: 0 in the second quarter of its first year."""
    return (period.year - project.selection_year) * 4 + period.quarter - 2


def runs(project: Project, period: Period) -> bool:
    """Whether the project reports on this quarter."""
    has_ended = project.ends_on is not None and project.ends_on < period.end
    return age(project, period) >= 0 and not has_ended


@cache
def profiles(project: Project) -> dict[str, Profile]:
    """The indicators a project reports, with their development."""
    common = {name: item for name, item in PROFILES.items() if name not in SPECIAL}
    special = {name: PROFILES[name] for name in TYPE_INDICATORS[project.model_type]}
    own = {
        item.indicator: Profile("own", 1, item.level, item.growth, 0.04, swing=0.5)
        for item in OWN_INDICATORS
        if item.project == project.id
    }
    return common | special | own


def expected(project: Project, profile: Profile, period: Period) -> float:
    """What a project of ordinary quality would reach in a quarter."""
    steps = age(project, period) - profile.first
    if profile.rule == "sum":
        trend = profile.level * (1 + profile.growth * steps / (1 + 0.06 * steps))
        return trend * SEASON[period.quarter] * scale(project)
    return profile.level + profile.growth * steps


def strength(project: Project, period: Period) -> float:
    """Quality of a project in a quarter: some lose ground after their first year."""
    lost = 0.12 * max(0, age(project, period) - 4) if "fading" in project.traits else 0.0
    return project.quality * max(0.4, 1 - lost)


def count(random: Random, mean: float) -> int:
    """A small count around a mean (Poisson by multiplication)."""
    threshold, product, number = math.exp(-mean), random.random(), 0
    while product > threshold:
        product *= random.random()
        number += 1
    return number


def summed(random: Random, profile: Profile, mean: float) -> int:
    """An amount of a period around its mean."""
    noisy = mean * math.exp(random.gauss(0, profile.noise) - profile.noise**2 / 2)
    return count(random, noisy) if mean < 12 else round_to(noisy, profile.step)


def denominator(random: Random, project: Project, profile: Profile, period: Period) -> int:
    """The denominator of a rate or the weight of a mean."""
    steps = age(project, period) - profile.first
    size = profile.weight * (1 + 0.08 * steps) * scale(project) * random.uniform(0.8, 1.2)
    return max(2 * profile.step, round_to(size, profile.step))


def levelled(random: Random, project: Project, profile: Profile, period: Period) -> float:
    """A rate or mean of a quarter, kept within what is possible."""
    shift = profile.swing * (strength(project, period) - 1)
    value = expected(project, profile, period) + shift + random.gauss(0, profile.noise)
    return min(profile.highest, max(profile.lowest, value))


def own_value(random: Random, project: Project, profile: Profile, period: Period) -> float:
    """A value of an own indicator."""
    value = expected(project, profile, period) * strength(project, period)
    value *= math.exp(random.gauss(0, profile.noise))
    return round(value, 1) if profile.level % 1 else round(value)


def stock(project: Project, name: str, profile: Profile, period: Period) -> int:
    """A state at the end of a quarter: it climbs, and now and then loses one."""
    held = 0
    for each in PERIODS:
        if each > period or age(project, each) < profile.first:
            continue
        random = stream(project.id, name, each.name)
        reached = expected(project, profile, each) * strength(project, each)
        held = max(held, round(reached + random.gauss(0, profile.noise)))
        if held > 3 and random.random() < 0.05:
            held -= 1
    return held


def measured(project: Project, name: str, period: Period) -> Figure:
    """What the project would report if it counted everything."""
    profile = profiles(project)[name]
    random = stream(project.id, name, period.name)
    if profile.rule == "stock":
        return Figure(value=stock(project, name, profile, period))
    if profile.rule == "own":
        return Figure(value=own_value(random, project, profile, period))
    if name == "jobs_vulnerable":
        jobs = int(measured(project, "jobs", period).value or 0)
        return Figure(value=sum(random.random() < 0.42 for _ in range(jobs)))
    if profile.rule == "sum":
        mean = expected(project, profile, period)
        if name != "council_meetings":
            mean *= strength(project, period)
        return Figure(value=summed(random, profile, mean))
    weight = denominator(random, project, profile, period)
    value = levelled(random, project, profile, period)
    if profile.rule == "mean":
        return Figure(value=round(value, 1), denominator=weight)
    return Figure(numerator=round_to(weight * value, profile.step), denominator=weight)


def absence(project: Project, name: str, period: Period) -> str:
    """Why there is no number: a word of ``absences.csv``, ``no_row``, or nothing."""
    if name == "jobs_vulnerable":
        return absence(project, "jobs", period)
    if (project.id, name) in NEVER_REPORTED:
        return "no_row"
    if age(project, period) < profiles(project)[name].first:
        return "" if name in ZERO_BEFORE_START else "not_applicable"
    if project.home == "jeju" and name == "satisfaction" and period.year == 2028:
        return "withheld"
    chance = stream(project.id, name, period.name, "absence").random()
    waits = 0.045 if name in ("jobs", "partner_sales", "own_income_rate") else 0.018
    return "no_row" if chance < 0.01 else "not_collected" if chance < 0.01 + waits else ""


def actual(project: Project, name: str, period: Period) -> Figure | None:
    """The actual as first reported; ``None`` where the workbook has no such row."""
    reason = absence(project, name, period)
    if reason == "no_row":
        return None
    if reason:
        return Figure(absence=reason)
    if age(project, period) < profiles(project)[name].first:
        return Figure(value=0)
    return measured(project, name, period)


def target(project: Project, name: str, year: int) -> Figure | None:
    """The target of a year; ``None`` where the project set none."""
    profile = profiles(project)[name]
    quarters = [
        Period(year, quarter)
        for quarter in (1, 2, 3, 4)
        if age(project, Period(year, quarter)) >= profile.first
    ]
    random = stream(project.id, name, year, "target")
    ambition = random.uniform(0.92, 1.18)
    if not quarters or random.random() < 0.04:
        return None
    last = expected(project, profile, quarters[-1])
    if profile.rule == "sum":
        whole = sum(expected(project, profile, quarter) for quarter in quarters) * ambition
        return Figure(value=max(1, round_to(whole, target_step(whole))))
    if profile.rule == "stock":
        return Figure(value=max(1, round(last * ambition)))
    if profile.rule == "own":
        return Figure(value=round(last * ambition, 1 if profile.level % 1 else None))
    middle = expected(project, profile, quarters[len(quarters) // 2])
    steps = sum(1 + 0.08 * (age(project, each) - profile.first) for each in quarters)
    weight = profile.weight * scale(project) * steps
    weight = max(2, round_to(weight, target_step(weight)))
    if profile.rule == "mean":
        return Figure(value=round(middle), denominator=int(weight))
    rate = min(profile.highest, round(middle, 2))
    return Figure(numerator=round(weight * rate), denominator=int(weight))


def target_step(number: float) -> int:
    """The round number in which a target of this size is set."""
    for least, step in ((MILLION, MILLION), (300, 50), (60, 10), (20, 5)):
        if number >= least:
            return step
    return 1
