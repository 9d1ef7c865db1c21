"""Who takes part in the made-up projects: organisations, and those that help them.

As many social-solidarity organisations take part as the profile ``organisations`` of
``figures.py`` says: they join in the quarter in which it grows, and leave when it falls.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Final

from figures import profiles, runs, stock
from form import Row, words
from names import COMPANIES, UNIVERSITIES, day_in, kind_of, organisation
from plan import Project
from progress import PERIODS, Period, stream

# Organisations that take part in several projects, some across provinces.
SHARED: Final = {
    "온나라돌봄사회적협동조합": ("2026-SEO-01", "2026-DAE-02", "2027-JGW-01"),
    "한울타리먹거리협동조합": ("2026-GWA-02", "2026-SEJ-01", "2027-BUS-01"),
    "되살림자원순환(주)": ("2026-SEO-03", "2026-CHB-01", "2026-JEN-03"),
    "모두의부엌사회적협동조합": ("2026-SEO-02", "2026-GYG-01"),
    "길동무이동지원협동조합": ("2026-BUS-02", "2026-DJN-02", "2026-ULS-01"),
    "빈집이음(주)": ("2026-INC-01", "2026-GYN-01", "2027-GYG-01"),
    "청년마을연구랩": ("2026-GYB-01", "2026-CHN-02"),
    "마을배움사회적협동조합": ("2026-JEB-01", "2026-GYG-02"),
    "섬살이생활협동조합": ("2026-JEN-02", "2026-GYB-03", "2027-GYN-01"),
    "튼튼손자활기업": ("2026-DAE-01", "2027-DAE-01"),
    "산빛방문건강사회적협동조합": ("2026-GAN-02", "2027-GAN-01", "2027-GYB-01"),
    "숲과사람협동조합": ("2026-GYG-03", "2027-CHB-01"),
    "함께파는장터협동조합": ("2026-JEJ-01", "2026-GYN-02", "2026-INC-02"),
    "나눔밥상마을기업": ("2026-JEB-02", "2026-CHB-02"),
}
SOCIAL_ROLES: Final = {"plan": 3, "produce": 10, "demand": 3, "support": 2, "fund": 1}


@dataclass(frozen=True)
class Partner:
    """An organisation in a project, from a day to a day."""

    name: str
    kind: str
    role: str
    joined_on: date
    left_on: date | None = None


@cache
def social_partners(project: Project) -> tuple[Partner, ...]:
    """The social-solidarity organisations of a project, in the order in which they joined."""
    queue = [name for name, projects in SHARED.items() if project.id in projects]
    members: list[Partner] = []
    profile = profiles(project)["organisations"]
    for period in (each for each in PERIODS if runs(project, each)):
        random = stream(project.id, "partners", period.name)
        here = [member for member in members if member.left_on is None]
        change = max(1, stock(project, "organisations", profile, period)) - len(here)
        leaving = max(0, -change) or int(len(here) > 4 and random.random() < 0.06)
        for member in random.sample(here[1:], leaving):
            left_on = day_in(random, period)
            members[members.index(member)] = replace(member, left_on=max(left_on, member.joined_on))
        for _ in range(max(0, change + leaving)):
            members.append(_joining(project, period, random, members, queue))
    return tuple(members)


def _joining(
    project: Project, period: Period, random: Random, members: list[Partner], queue: list[str]
) -> Partner:
    """The next organisation that joins; the first one leads."""
    if not members:
        first = date(period.year, period.quarter * 3 - 2, 1)
        return Partner(project.lead_organisation, kind_of(project.lead_organisation), "lead", first)
    role = random.choices(list(SOCIAL_ROLES), list(SOCIAL_ROLES.values()))[0]
    if queue and (len(members) == 2 or random.random() < 0.3):
        name = queue.pop(0)
        return Partner(name, kind_of(name), role, day_in(random, period))
    taken = {member.name for member in members}
    while True:
        name, kind = organisation(random, project.model_type)
        if name not in taken:
            return Partner(name, kind, role, day_in(random, period))


@cache
def other_partners(project: Project) -> tuple[Partner, ...]:
    """Local government, support body, university and others of a project."""
    random = stream(project.id, "partners", "others")
    periods = [each for each in PERIODS if runs(project, each)]
    province = words("regions", "region")[project.home]
    short = words("regions", "region", "short_ko")[project.home]
    place = project.municipality
    government = province if place == province else f"{province} {place}"
    centre = f"{short}사회연대경제지원센터(가상)"
    known = [
        (government, "local_government", random.choice(("fund", "plan")), 0, 1.0),
        (centre, "support_body", "support", random.choice((0, 1)), 0.9),
        (random.choice(UNIVERSITIES), "university", "evaluate", random.choice((2, 3, 4)), 0.6),
        (f"{place} 시설관리공단(가상)", "public_body", "demand", random.choice((1, 2)), 0.3),
        (random.choice(COMPANIES), "company", random.choice(("fund", "demand")), 3, 0.2),
    ]
    return tuple(
        Partner(name, kind, role, day_in(random, periods[quarter]))
        for name, kind, role, quarter, chance in known
        if random.random() < chance and quarter < len(periods)
    )


# The social value index is of enterprises, not of groups, governments or universities.
MEASURED: Final = {
    "social_enterprise",
    "cooperative",
    "social_cooperative",
    "village_enterprise",
    "self_support_enterprise",
    "social_venture",
}


def social_value(name: str, kind: str, period: Period) -> float | None:
    """Points of the social value index as known in a quarter; a third was ever measured."""
    random = stream(name, "social value")
    if kind not in MEASURED or random.random() > 0.4:
        return None
    points = round(min(96.5, max(36.0, random.gauss(70, 12))), 1)
    measured_in = random.choice(PERIODS[:7])
    return points if period >= measured_in else None


def partner_state(project: Project, period: Period) -> list[Row]:
    """The partners of a project as they stand at the end of a quarter."""
    kinds = words("organisation_kinds", "organisation_kind")
    roles = words("partner_roles", "partner_role")
    known = (*social_partners(project), *other_partners(project))
    return [
        {
            "project": project.id,
            "organisation": partner.name,
            "organisation_kind": kinds[partner.kind],
            "partner_role": roles[partner.role],
            "joined_on": partner.joined_on,
            "left_on": left_on(project, partner, period),
            "social_value": social_value(partner.name, partner.kind, period),
        }
        for partner in known
        if partner.joined_on <= period.end
    ]


def left_on(project: Project, partner: Partner, period: Period) -> date | None:
    """The day a partner left, once it has; everyone leaves a project that is stopped."""
    if partner.left_on and partner.left_on <= period.end:
        return partner.left_on
    return project.ends_on if project.state_on(period.end) == "stopped" else None


def active(project: Project, day: date) -> list[str]:
    """Names of the social-solidarity organisations that take part on a day."""
    return [
        partner.name
        for partner in social_partners(project)
        if partner.joined_on <= day and (partner.left_on is None or day < partner.left_on)
    ]
