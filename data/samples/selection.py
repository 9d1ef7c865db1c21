"""How the made-up projects came to be selected: calls, sessions that explained them, applications.

The ministry's call of 2026 and its national budget are known from its press release; days, places,
attendance, the other applications and all points are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from form import Row, reference, words
from names import PLACES, TITLES, organisation
from plan import PROJECTS, Project
from progress import FIRST_YEAR_BUDGET, MILLION, allocations, round_to, stream

STEP: Final = 5 * MILLION


@dataclass(frozen=True)
class Call:
    """A call for applications and how many came."""

    id: str
    year: int
    name: str
    opened_on: date
    closed_on: date
    selected_on: date
    national_budget: int | None
    applications: int


CALLS: Final = (
    Call(
        "C2026",
        2026,
        "2026년 사회연대경제 혁신모델 발굴 및 확산 공모",
        date(2026, 2, 9),
        date(2026, 3, 6),
        date(2026, 3, 27),
        FIRST_YEAR_BUDGET,
        110,
    ),
    Call(
        "C2027",
        2027,
        "2027년 사회연대경제 혁신모델 발굴 및 확산 공모",
        date(2027, 1, 11),
        date(2027, 2, 10),
        date(2027, 3, 24),
        None,
        40,
    ),
)
# call | held on | place | area | how many came
SESSIONS_TEXT: Final = """
C2026 | 2026-02-11 | 서울 회의장(가상) | 수도권·강원권 | 212
C2026 | 2026-02-12 | 대전 회의장(가상) | 충청권 | 134
C2026 | 2026-02-13 | 광주 회의장(가상) | 호남권 | 158
C2026 | 2026-02-19 | 대구 회의장(가상) | 영남권 | 171
C2026 | 2026-02-20 | 제주 회의장(가상) | 제주권 | 37
C2027 | 2027-01-13 | 서울 회의장(가상) | 수도권·강원권 | 143
C2027 | 2027-01-14 | 세종 회의장(가상) | 충청권 | 88
C2027 | 2027-01-19 | 광주 회의장(가상) | 호남권·제주권 | 104
C2027 | 2027-01-20 | 부산 회의장(가상) | 영남권 | 119
"""
# Projects of 2027 that had already applied in 2026 and were not selected then.
APPLIED_BEFORE: Final = {"2027-SEO-01": "reserve", "2027-CHB-01": "reserve", "2027-GYN-01": ""}
# How the applications beside the selected ones fared: a share of them each.
FATES: Final = {"ineligible": 0.11, "withdrawn": 0.06, "reserve": 0.1}
# Municipalities that were not yet, or are no longer, at the time of both calls.
REDRAWN: Final = {"중구", "동구", "서구", "제물포구", "영종구", "서해구", "검단구"}


@dataclass(frozen=True)
class Application:
    """One application and what became of it; ids follow the order in which they came."""

    region: str
    municipality: str
    model_type: str
    name: str
    applicant: str
    requested: int
    received_on: date
    screening: str
    score: float | None
    selection: str
    project: str = ""
    id: str = ""


def _received_on(random: Random, call: Call) -> date:
    """A working day of the call: most come in the last days."""
    length = (call.closed_on - call.opened_on).days
    day = call.closed_on - timedelta(days=int(length * random.random() ** 2.2))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _of_project(project: Project, call: Call) -> Application:
    """The application of a project that was selected, or that had applied in vain before."""
    random = stream(call.id, project.id, "application")
    is_selected = project.selection_year == call.year
    national = allocations(project, project.selection_year)["national"]
    points = 80 + (project.quality - 1) * 32 + random.gauss(0, 3)
    fate = "selected" if is_selected else APPLIED_BEFORE[project.id] or "not_selected"
    lowest, highest = {"selected": (70.5, 94), "reserve": (68, 75)}.get(fate, (58, 69))
    return Application(
        project.home,
        project.municipality,
        project.model_type,
        project.name,
        project.lead_organisation,
        round_to(national * random.uniform(1.0, 1.35) + STEP / 2, STEP),
        _received_on(random, call),
        "eligible",
        round(min(highest, max(lowest, points)), 1),
        fate,
        project.id if is_selected else "",
    )


def _beside(call: Call, number: int) -> Application:
    """An application of nobody whom we met elsewhere, which was not selected."""
    random = stream(call.id, "application", number)
    region = random.choice([row["region"] for row in _regions()])
    model_type = random.choice(list(TITLES))
    roll, fate = random.random(), "not_selected"
    for name, share in FATES.items():
        if 0 <= roll < share:
            fate = name
        roll -= share
    is_eligible = fate in ("reserve", "not_selected")
    points = random.uniform(69, 75.5) if fate == "reserve" else random.gauss(61, 6.5)
    return Application(
        region,
        random.choice(_municipalities(region)),
        model_type,
        f"{random.choice(PLACES)} {random.choice(TITLES[model_type])}",
        organisation(random, model_type)[0],
        round_to(random.uniform(120, 330) * MILLION, STEP),
        _received_on(random, call),
        "eligible" if is_eligible else fate,
        round(min(75.5, max(38, points)), 1) if is_eligible else None,
        fate if is_eligible else "",
    )


def _regions() -> list[dict[str, str]]:
    return [row for row in reference("regions") if row["region"] == row["region_17"]]


@cache
def _municipalities(region: str) -> list[str]:
    """Municipalities of a province that were there at the time of both calls."""
    here = [row for row in reference("municipalities") if row["region"] == region]
    lasting = [row["name_ko"] for row in here if not row["valid_to"]]
    return [name for name in lasting if region != "incheon" or name not in REDRAWN]


@cache
def applications(call: Call) -> tuple[Application, ...]:
    """Every application of a call, in the order in which they came."""
    known = [project for project in PROJECTS if project.selection_year == call.year]
    if call.year == 2026:
        known += [project for project in PROJECTS if project.id in APPLIED_BEFORE]
    found = [_of_project(project, call) for project in known]
    earlier = [each for each in CALLS if each.year < call.year]
    names = {each.name for each in found}
    names |= {application.name for each in earlier for application in applications(each)}
    number = 0
    while len(found) < call.applications:
        candidate = _beside(call, number)
        number += 1
        if candidate.name not in names:
            names.add(candidate.name)
            found.append(candidate)
    found.sort(key=lambda each: (each.received_on, each.name))
    return tuple(
        replace(each, id=f"{call.id}-{place:03d}") for place, each in enumerate(found, start=1)
    )


def call_rows(call: Call) -> list[Row]:
    """The call itself."""
    fields = ("name", "opened_on", "closed_on", "selected_on", "national_budget")
    return [{"call": call.id, **{field: getattr(call, field) for field in fields}}]


def session_rows(call: Call) -> list[Row]:
    """The sessions that explained a call."""
    lines = [line.split(" | ") for line in SESSIONS_TEXT.strip().splitlines()]
    return [
        {
            "call": which,
            "held_on": date.fromisoformat(day),
            "place": place,
            "area": area,
            "attendance": int(number),
        }
        for which, day, place, area, number in lines
        if which == call.id
    ]


def application_rows(call: Call) -> list[Row]:
    """The applications of a call, spelt as the form wants them."""
    merged = words("regions", "region")["jeonnam_gwangju"]
    names = words("regions", "region")
    if call.year > 2026:
        names = names | {"gwangju": merged, "jeonnam": merged}
    types = words("model_types", "model_type")
    screenings, selections = words("screenings", "screening"), words("selections", "selection")
    return [
        {
            "call": call.id,
            "application": each.id,
            "name": each.name,
            "region": names[each.region],
            "municipality": each.municipality,
            "model_type": types[each.model_type],
            "applicant": each.applicant,
            "requested": each.requested,
            "received_on": each.received_on,
            "screening": screenings[each.screening],
            "score": each.score,
            "selection": selections.get(each.selection),
            "project": each.project or None,
        }
        for each in applications(call)
    ]
