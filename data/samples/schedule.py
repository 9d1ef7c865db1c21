"""Who sends which demonstration workbook when: late, missing and corrected reports too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from figures import runs
from plan import PROJECTS, REGION_OF_LETTERS, Project
from progress import PERIODS, Period, stream

MERGED: Final = "jeonnam_gwangju"
MERGED_FROM: Final = Period(2026, 3)
UNSENT: Final = {("2028Q1", "sejong"), ("2028Q2", "sejong"), ("2028Q1", "ulsan")}
SPOILT: Final = "2028Q2_ulsan"
LATE_DAYS: Final = {
    ("2026Q3", "gyeongbuk"): 41,
    ("2026Q4", "gangwon"): 68,
    ("2026Q4", "chungnam"): 38,
    ("2027Q2", "jeonbuk"): 52,
    ("2027Q3", "daegu"): 36,
    ("2027Q4", "incheon"): 47,
    ("2028Q1", "gyeongnam"): 44,
}
SUBMITTED_ON: Final = {
    "2027Q1_busan_correction": date(2027, 6, 11),
    "2027Q4_gyeonggi_correction": date(2028, 3, 20),
    "2028Q2_gangwon_correction": date(2028, 8, 18),
}


@dataclass(frozen=True)
class Workbook:
    """One file a province sends."""

    period: Period
    region: str
    is_correction: bool = False

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"{self.period.name}_{self.region}{'_correction' * self.is_correction}"


def submitter(home: str, period: Period) -> str:
    """Region that reports for a region of selection: 광주 and 전남 are one from 2026Q3."""
    merged = home in ("gwangju", "jeonnam") and period >= MERGED_FROM
    return MERGED if merged else home


def workbooks() -> Iterator[Workbook]:
    """Every file, in the order of quarters and of the official list of provinces."""
    for period in PERIODS:
        regions = {submitter(p.home, period): None for p in listed_projects(period)}
        order = list(dict.fromkeys(submitter(r, period) for r in REGION_OF_LETTERS.values()))
        for region in sorted(regions, key=order.index):
            if (period.name, region) not in UNSENT:
                yield Workbook(period, region)
            correction = Workbook(period, region, is_correction=True)
            if correction.name in SUBMITTED_ON:
                yield correction


def listed_projects(period: Period) -> Iterator[Project]:
    """Projects that stand in the workbooks of a quarter; a stopped one appears once more."""
    for project in PROJECTS:
        just_stopped = "stopped" in project.traits and period == Period(2027, 1)
        if runs(project, period) or just_stopped:
            yield project


def projects_of(book: Workbook) -> list[Project]:
    """Projects that stand in a workbook."""
    return [
        project
        for project in listed_projects(book.period)
        if submitter(project.home, book.period) == book.region
    ]


def submitted_on(book: Workbook) -> date:
    """Day of submission: a working day within four weeks, except for the late ones."""
    if book.is_correction:
        return SUBMITTED_ON[book.name]
    usual = stream(book.name, "submitted").randint(5, 26)
    day = book.period.end + timedelta(days=LATE_DAYS.get((book.period.name, book.region), usual))
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def is_first_of_year(book: Workbook, project: Project) -> bool:
    """Whether a workbook is the first one of a year that reports on a project."""
    sent = [
        each
        for each in PERIODS
        if each.year == book.period.year
        and runs(project, each)
        and (each.name, book.region) not in UNSENT
    ]
    return book.period == sent[0]


def last_sent(book: Workbook, project: Project) -> Period | None:
    """The quarter of the workbook before that told of a project."""
    before = PERIODS[: PERIODS.index(book.period)]
    sent = [
        each
        for each in before
        if runs(project, each) and (each.name, submitter(project.home, each)) not in UNSENT
    ]
    return sent[-1] if sent else None
