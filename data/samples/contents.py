"""What each demonstration workbook holds: how it spells things, its rows.

The oddities are listed at the top: corrections, revised targets, old names of provinces. Words
come from ``data/reference``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from figures import COUNTED, Figure, actual, age, measured, profiles, runs, target
from form import MARK, Row, Tables, changed, reference, words
from linkages import linkage_rows
from partners import partner_state
from plan import OWN_INDICATORS, PROJECTS, Project
from products import product_state
from progress import PERIODS, Period, budget, stages, stream
from schedule import (
    MERGED,
    SPOILT,
    Workbook,
    is_first_of_year,
    last_sent,
    projects_of,
    submitted_on,
    submitter,
)
from spending import carried_over, spending_plan
from spread import adoption_rows, aftercare_rows

# Workbook, project, indicator, quarter corrected, what the first number is multiplied by.
CORRECTIONS: Final = (
    ("2027Q1_seoul", "2026-SEO-01", "service_users", Period(2026, 4), 1.9),
    ("2027Q1_gyeonggi", "2026-GYG-02", "partner_sales", Period(2026, 4), 0.45),
    ("2027Q1_gyeongnam", "2026-GYN-01", "service_users", Period(2026, 3), 0.5),
    ("2027Q1_daejeon", "2026-DJN-02", "satisfaction", Period(2026, 4), 0.94),
    ("2027Q2_chungbuk", "2026-CHB-01", "partner_sales", Period(2026, 4), 2.1),
    ("2027Q2_jeonnam_gwangju", "2026-GWA-01", "service_users", Period(2026, 4), 1.7),
    ("2027Q2_chungnam", "2026-CHN-01", "resident_participants", Period(2026, 3), 1.5),
    ("2027Q3_gyeongbuk", "2026-GYB-01", "service_users", Period(2026, 4), 0.6),
    ("2027Q1_busan_correction", "2026-BUS-01", "service_users", Period(2026, 4), 2.2),
    ("2027Q1_busan_correction", "2026-BUS-02", "partner_sales", Period(2027, 1), 0.6),
    ("2027Q4_gyeonggi_correction", "2026-GYG-01", "service_users", Period(2027, 4), 1.4),
    ("2027Q4_gyeonggi_correction", "2026-GYG-03", "partner_sales", Period(2027, 3), 0.5),
    ("2028Q1_jeonbuk", "2026-JEB-01", "partner_sales", Period(2027, 4), 1.6),
    ("2028Q1_seoul", "2026-SEO-02", "service_users", Period(2027, 3), 0.55),
    ("2028Q2_gangwon", "2026-GAN-02", "blind_spot_households", Period(2027, 4), 1.5),
    ("2028Q2_gangwon_correction", "2026-GAN-01", "service_users", Period(2028, 1), 0.6),
)
# Workbook, project, indicator, what the target of that year is multiplied by.
REVISED_TARGETS: Final = (
    ("2027Q2_seoul", "2026-SEO-01", "service_users", 1.2),
    ("2027Q2_gangwon", "2026-GAN-03", "partner_sales", 0.7),
    ("2027Q3_chungbuk", "2026-CHB-01", "local_procurement", 1.15),
    ("2027Q3_daegu", "2026-DAE-01", "blind_spot_households", 0.75),
    ("2027Q3_jeju", "2026-JEJ-02", "service_users", 0.8),
)
# Workbooks that use a name which is no longer in force; others vary by chance.
OLD_NAMES: Final = {
    "2026Q3_jeonbuk": "전라북도",
    "2027Q3_jeonbuk": "전라북도",
    "2027Q2_gangwon": "강원도",
    "2026Q4_seoul": "서울시",
}
OFFICES: Final = ("사회적경제과", "사회연대경제과", "지역경제과", "공동체협력과", "사회혁신담당관")


@cache
def spelling(name: str, sheet: str, region: str) -> str:
    """How a workbook spells its province: mostly officially, at times as people write it."""
    official = words("regions", "region")[region]
    random = stream(name, sheet, "spelling")
    roll = random.random()
    if name in OLD_NAMES:
        return OLD_NAMES[name]
    if region == MERGED or roll < 0.62:
        return official
    if roll < 0.72:
        return random.choice((f" {official}", f"{official} ", f"{official[:2]} {official[2:]}"))
    aliases = [row["alias"] for row in reference("region_aliases") if row["region"] == region]
    return random.choice([alias for alias in aliases if not alias.isascii()])


def cover(book: Workbook) -> Row:
    """The cover sheet."""
    settings = words("settings", "setting", "value")
    return {
        "region": spelling(book.name, "cover", book.region),
        "year": book.period.year,
        "quarter": book.period.quarter,
        "submitted_on": submitted_on(book),
        "office": stream(book.region, "office").choice(OFFICES),
        "form_version": settings["form_version"],
        "data_kind": words("data_kinds", "data_kind")[MARK],
    }


def project_row(book: Workbook, project: Project) -> Row:
    """A project as it stands at the end of the quarter."""
    state = project.state_on(book.period.end)
    return {
        "project": project.id,
        "name": project.name,
        "region": spelling(book.name, "project", book.region),
        "municipality": project.municipality_at(book.period.year, book.period.quarter),
        "model_type": words("model_types", "model_type")[project.model_type],
        "selection_year": project.selection_year,
        "lead_organisation": project.lead_organisation,
        "purpose": project.purpose,
        "project_state": words("project_states", "project_state")[state],
        "stopped_on": None if state == "active" else project.ends_on,
    }


def stage_rows(book: Workbook, project: Project) -> Iterator[Row]:
    """The four stages of a project."""
    names = words("stages", "stage")
    fields = ("planned_start", "planned_end", "actual_start", "actual_end")
    for stage, *dates in stages(project, book.period.end):
        yield {
            "project": project.id,
            "stage": names[stage],
            **dict(zip(fields, dates, strict=True)),
        }


def budget_rows(book: Workbook, project: Project) -> Iterator[Row]:
    """Money of a project by source of funds."""
    names = words("funding_sources", "funding_source")
    carried = carried_over(project, book.period)
    for source, (allocated, granted, executed) in budget(project, book.period).items():
        yield {
            "project": project.id,
            "year": book.period.year,
            "quarter": book.period.quarter,
            "funding_source": names[source],
            "allocated": allocated,
            "granted": granted,
            "executed": executed,
            "carried_over": carried[source],
        }


def figure_row(project: Project, indicator: str, figure: Figure, **when: int) -> Row:
    """A row of targets or actuals."""
    return {
        "project": project.id,
        "indicator": words("indicators", "indicator")[indicator],
        **when,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "absence": words("absences", "absence", "cell_ko").get(figure.absence),
    }


def multiplied(figure: Figure, factor: float) -> Figure:
    """A figure as corrected or revised."""
    if figure.value is not None:
        places = 1 if isinstance(figure.value, float) else None
        return replace(figure, value=round(figure.value * factor, places))
    return replace(figure, numerator=round((figure.numerator or 0) * factor))


def spending_plan_rows(book: Workbook, project: Project) -> Iterator[Row]:
    """The spending plan of the year, in its first report, and quarters of it revised later."""
    names = words("funding_sources", "funding_source")
    is_first = is_first_of_year(book, project)
    plan = spending_plan(project, book.period, book.name, is_first=is_first)
    for period, by_source in plan.items():
        for source, planned in by_source.items():
            yield {
                "project": project.id,
                **period._asdict(),
                "funding_source": names[source],
                "planned": planned,
            }


def listed_rows(book: Workbook, project: Project) -> Tables:
    """Partners and products that are new or changed since the workbook before."""
    before = last_sent(book, project)
    return {
        table: changed(state(project, book.period), state(project, before) if before else [])
        for table, state in (("partner", partner_state), ("product", product_state))
    }


def target_rows(book: Workbook, project: Project) -> Iterator[Row]:
    """Targets of the year, in its first report, and those revised later."""
    year = book.period.year
    if is_first_of_year(book, project):
        for name in profiles(project):
            figure = target(project, name, year)
            if figure:
                yield figure_row(project, name, figure, year=year)
    for workbook, identifier, name, factor in REVISED_TARGETS:
        if (workbook, identifier) == (book.name, project.id):
            figure = target(project, name, year)
            if figure is None:
                raise ValueError(f"{identifier} has no target of {name} to revise in {year}")
            yield figure_row(project, name, multiplied(figure, factor), year=year)


def observation_rows(book: Workbook, project: Project) -> Iterator[Row]:
    """Actuals of the quarter, and of the quarter before where they were not yet counted."""
    index = PERIODS.index(book.period)
    before = PERIODS[index - 1] if index and age(project, book.period) > 0 else None
    for name in (each for each in profiles(project) if each not in COUNTED):
        figure = actual(project, name, book.period)
        if figure:
            yield figure_row(project, name, figure, **book.period._asdict())
        earlier = actual(project, name, before) if before else None
        found = stream(project.id, "jobs" if name == "jobs_vulnerable" else name, "found")
        if before and earlier and earlier.absence == "not_collected" and found.random() < 0.6:
            yield figure_row(project, name, measured(project, name, before), **before._asdict())


def correction_rows(book: Workbook) -> Iterator[Row]:
    """Corrected actuals of earlier quarters."""
    by_id = {project.id: project for project in PROJECTS}
    for workbook, identifier, name, period, factor in CORRECTIONS:
        if workbook == book.name:
            figure = actual(by_id[identifier], name, period)
            if figure is None or figure.absence:
                raise ValueError(f"{identifier} has no number of {name} to correct in {period}")
            row = figure_row(by_id[identifier], name, multiplied(figure, factor))
            yield row | period._asdict()


def own_indicator_rows(project: Project) -> Iterator[Row]:
    """Definitions of a project's own indicators."""
    for item in OWN_INDICATORS:
        if item.project == project.id:
            yield {
                "project": project.id,
                "indicator": words("indicators", "indicator")[item.indicator],
                "name": item.name,
                "unit_name": item.unit_name,
                "definition": item.definition,
            }


def tables(book: Workbook) -> Tables:
    """Rows of every sheet below the cover."""
    content: Tables = {
        "project": [],
        "stage": [],
        "budget": [],
        "target": [],
        "observation": [],
        "own_indicator": [],
        "spending_plan": [],
        "partner": [],
        "linkage": [],
        "product": [],
        "adoption": [],
        "aftercare": [],
    }
    for project in projects_of(book):
        content["project"].append(project_row(book, project))
        if book.is_correction:
            continue
        content["stage"] += stage_rows(book, project)
        content["own_indicator"] += own_indicator_rows(project)
        for table, rows in listed_rows(book, project).items():
            content[table] += rows
        if runs(project, book.period):
            content["budget"] += budget_rows(book, project)
            content["spending_plan"] += spending_plan_rows(book, project)
            content["target"] += target_rows(book, project)
            content["observation"] += observation_rows(book, project)
            content["linkage"] += linkage_rows(project, book.period)
    if not book.is_correction:
        content["adoption"] += adoption_rows(book.region, book.period)
        for project in PROJECTS:
            if submitter(project.home, book.period) == book.region:
                content["aftercare"] += aftercare_rows(project, book.period)
    content["observation"] += correction_rows(book)
    if book.name == SPOILT:
        spoil(content)
    return content


def spoil(content: Tables) -> None:
    """Put in the errors for which a workbook is returned."""
    users = words("indicators", "indicator")["service_users"]
    row = next(row for row in content["observation"] if row["indicator"] == users)
    row["value"] = "약 1,200명"
    content["observation"][-1]["indicator"] = "마을활력지수"
    money = content["budget"][0]
    money["executed"] = int(str(money["allocated"])) + 5_000_000
    content["project"][-1]["name"] = None
