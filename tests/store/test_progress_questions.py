"""Golden answers on stages, money and anomalies; the programme is in ``tests/paced.py``."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.paced import Paced
from tests.store.test_questions import expect

HALF = {"year": 2027, "quarter": 2}
ALL = "funding_source != funding_source"


def rows(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    """Return columns as rows, what is absent as None."""
    chosen = frame[list(columns)].astype("object")
    return [[None if pd.isna(cell) else cell for cell in row] for row in chosen.to_numpy()]


# ── stages ───────────────────────────────────────────────────────────────────────────────────────


def test_slips_are_counted_to_what_happened_or_to_the_as_of_date(paced: Paced) -> None:
    course = paced.ask("progress/stages")
    columns = ("project", "stage", "start_slip", "end_slip", "days_late", "stage_state")
    assert rows(course, *columns) == [
        ["A", "plan", 2, 10, None, "done"],  # 04-01 → 04-03, 06-30 → 07-10
        ["A", "development", -5, 181, 181, "overdue"],  # since 2026-12-31
        ["A", "demonstration", 30, None, 30, "late_start"],  # since 2027-05-31
        ["A", "research", None, None, None, "to_come"],
        ["C", "plan", 0, 0, None, "done"],
        ["B", "plan", 0, -2, None, "done"],
        ["B", "development", 0, None, None, "running"],  # due on the as-of date: not late yet
        ["D", "plan", 10, 92, None, "stopped"],  # 2026-09-30 to the day on which it stopped
        ["D", "development", None, None, None, "stopped"],
    ]


@pytest.mark.parametrize(
    ("chosen", "projects"),
    [
        ({"region": "seoul"}, ["A", "C"]),
        ({"model_type": "public_service"}, ["C", "D"]),
        ({"region": "busan", "model_type": "community"}, ["B"]),
        ({"region": "jeju"}, []),
    ],
)
def test_stages_follow_province_and_type(
    paced: Paced, chosen: dict[str, str], projects: list[str]
) -> None:
    assert sorted(set(paced.ask("progress/stages", **chosen)["project"])) == projects


def test_projects_are_counted_in_the_stage_they_began_last(paced: Paced) -> None:
    counts = paced.ask("progress/stage_counts", **HALF).query("projects > 0")
    assert rows(counts, "breakdown", "region", "model_type", "stage", "projects") == [
        ["all", None, None, "plan", 1],  # C
        ["all", None, None, "development", 2],  # A, B; D has stopped
        ["model_type", None, "public_service", "plan", 1],
        ["model_type", None, "community", "development", 2],
        ["region", "seoul", None, "plan", 1],
        ["region", "seoul", None, "development", 1],
        ["region", "busan", None, "development", 1],
    ]


def test_a_cohort_is_where_half_of_its_projects_are(paced: Paced) -> None:
    half = paced.ask("progress/cohorts").query("selection_year == 2026")
    columns = ("stage", "projects", "planned_end", "actual_start", "actual_end")
    found = [
        [cell.date() if isinstance(cell, dt.datetime) else cell for cell in row]
        for row in rows(half, *columns)
    ]
    assert found == [
        # A and B; D, which stopped, is left out
        ["plan", 2, dt.date(2026, 6, 30), dt.date(2026, 4, 1), dt.date(2026, 6, 28)],
        ["development", 2, dt.date(2026, 12, 31), dt.date(2026, 6, 26), None],
        ["demonstration", 1, dt.date(2027, 12, 31), None, None],
        ["research", 1, dt.date(2028, 6, 30), None, None],
    ]


def test_slippage_is_the_median_of_what_happened_or_is_due(paced: Paced) -> None:
    expect(
        paced.row("progress/slippage", "breakdown == 'all' and stage == 'plan'"),
        stages_begun=4,
        start_slip=1,  # 0 0 2 10
        stages_ended=4,
        end_slip=5,  # -2 0 10 92
        longest=92,
        overdue=0,
    )
    expect(
        paced.row("progress/slippage", "breakdown == 'all' and stage == 'development'"),
        stages_begun=2,
        start_slip=-2.5,  # -5 0
        stages_ended=1,
        end_slip=181,
        longest=181,
        overdue=1,
    )
    expect(
        paced.row("progress/slippage", "region == 'seoul' and stage == 'plan'"),
        stages_begun=2,
        end_slip=5,  # 10 0
    )
    expect(
        paced.row("progress/slippage", "model_type == 'public_service' and stage == 'plan'"),
        stages_ended=2,
        end_slip=46,  # 0 92
    )


def test_stages_passed_are_counted_by_quarter(paced: Paced) -> None:
    passing = paced.ask("progress/passing")
    plan = passing.query("stage == 'plan' and year < 2028")
    columns = ("year", "quarter", "planned", "actual", "planned_to_date", "actual_to_date")
    assert rows(plan, *columns) == [
        [2026, 2, 2, 1, 2, 1],  # A and B planned, B did
        [2026, 3, 1, 1, 3, 2],  # D planned, A did
        [2026, 4, 0, 0, 3, 2],
        [2027, 1, 0, 0, 3, 2],
        [2027, 2, 1, 1, 4, 3],  # C
        [2027, 3, 0, None, 4, None],  # after the as-of date
        [2027, 4, 0, None, 4, None],
    ]
    # D was to end its development in the first quarter of 2027, after it had stopped.
    assert passing.query("stage == 'development'")["planned"].sum() == 2


# ── money ────────────────────────────────────────────────────────────────────────────────────────


def test_money_runs_from_allocated_to_executed_by_source(paced: Paced) -> None:
    expect(
        paced.row("progress/money", "funding_source == 'national'", **HALF),
        running=3,
        projects=2,
        without_budget=1,  # B
        allocated=400,
        granted=360,
        executed=330,
        not_granted=40,
        granted_left=30,
        grant_rate=90,
        execution_rate=82.5,
        granted_execution_rate=100 * 330 / 360,
        elapsed=50,
        execution_gap=32.5,
        carried_in=5,
    )
    expect(
        paced.row("progress/money", "funding_source == 'local'", **HALF),
        allocated=50,
        executed=10,
        execution_gap=-30,
        carried_in=None,  # never told, so not zero
    )
    expect(paced.row("progress/money", ALL, **HALF), allocated=450, granted=380, executed=340)


@pytest.mark.parametrize(
    ("chosen", "allocated"), [({"region": "seoul"}, 450), ({"model_type": "public_service"}, 300)]
)
def test_money_follows_province_and_type(
    paced: Paced, chosen: dict[str, str], allocated: int
) -> None:
    assert paced.row("progress/money", ALL, **HALF, **chosen)["allocated"] == allocated


def test_the_curve_is_held_against_the_plan_of_the_same_projects(paced: Paced) -> None:
    curve = paced.ask("progress/curve", **HALF)
    columns = ("quarter", "executed", "previous", "planned", "planned_executed", "plan_rate")
    assert rows(curve, *columns) == [
        [1, None, None, 10, None, None],
        [2, 340, 90, 50, 60, 120],  # plan and execution of A's national money alone
        [3, None, 200, None, None, None],
        [4, None, 350, 100, None, None],
    ]
    assert rows(curve, "projects", "projects_planned", "allocated")[1] == [2, 1, 450]


def test_the_curve_of_one_source_is_its_own(paced: Paced) -> None:
    curve = paced.ask("progress/curve", funding_source="local", **HALF)
    assert rows(curve, "executed", "previous", "projects_planned")[1] == [10, 10, 0]


def test_the_forecast_applies_what_became_of_what_was_left(paced: Paced) -> None:
    # national, 2026: A had 80 left and executed 70, B 140 of 140; D did not report the quarter
    share, slow, fast = 210 / 220, 0.875 + 0.1 * 0.125, 1 - 0.1 * 0.125
    expect(
        paced.row("progress/forecast", "funding_source == 'national'", **HALF),
        allocated=400,
        executed=330,  # 70 left
        forecast=round(330 + 70 * share),
        low=round(330 + 70 * slow),
        high=round(330 + 70 * fast),
        forecast_rate=100 * round(330 + 70 * share) / 400,
        cases=2,
        pace_from=2026,
        pace_to=2026,
    )
    # local: A had 40 left and executed 20: one half, of the 40 left now
    expect(
        paced.row("progress/forecast", "funding_source == 'local'", **HALF),
        forecast=30,
        low=30,
        high=30,
        cases=1,
    )
    expect(
        paced.row("progress/forecast", ALL, **HALF),
        forecast=round(330 + 70 * share + 30),
        low=round(330 + 70 * slow + 30),
        high=round(330 + 70 * fast + 30),
        executed=340,
    )


def test_the_first_year_has_no_forecast_and_a_whole_year_needs_none(paced: Paced) -> None:
    first = paced.ask("progress/forecast", year=2026, quarter=2)
    assert first["forecast"].isna().all()
    assert first["executed"].tolist() == [80, 10, 90]
    assert paced.ask("progress/forecast", year=2026, quarter=4).empty


def test_every_project_takes_the_pace_of_all(paced: Paced) -> None:
    expect(
        paced.row("progress/forecast", ALL, model_type="public_service", **HALF),
        forecast=round(270 + 30 * 210 / 220),  # C, whose type has no past of its own
    )


def test_what_was_left_is_carried_over_unspent_or_untold(paced: Paced) -> None:
    ended = paced.ask("progress/year_end")
    columns = ("funding_source", "allocated", "executed", "left_over", "carried_over")
    assert rows(ended, "year", *columns, "unspent", "unreported") == [
        [2026, "national", 400, 320, 80, 5, 75, 0],  # A 5 of 10, D all of 70
        [2026, "local", 50, 30, 20, None, None, 20],
        [2026, None, 450, 350, 100, 5, 75, 20],
    ]
    expect(
        paced.row("progress/year_end", "funding_source == 'national'"),
        execution_rate=80,
        carried_rate=1.25,
        unspent_rate=18.75,
    )


def test_the_national_budget_is_held_against_what_is_allocated(paced: Paced) -> None:
    expect(
        paced.row("progress/national_budget", "year == 2026"),
        quarter=4,
        year_budget=8_500_000_000,
        allocated=400,
        granted=360,
        executed=320,
        left_over=8_500_000_000 - 400,
        allocated_share=100 * 400 / 8_500_000_000,
        is_exceeded=False,
    )
    expect(
        paced.row("progress/national_budget", "year == 2027"),
        quarter=2,
        year_budget=None,
        allocated=400,
        left_over=None,
        is_exceeded=False,
    )


# ── anomalies ────────────────────────────────────────────────────────────────────────────────────


def test_anomalies_stand_the_worst_first_with_their_numbers(paced: Paced) -> None:
    found = paced.ask("progress/anomalies", **HALF)
    assert rows(found, "anomaly", "project", "stage") == [
        ["money_past_stage", "A", "development"],
        ["money_without_progress", "C", "plan"],
    ]
    expect(
        found.iloc[0],
        leading_value=181,
        excess=181 / 60,
        execution_rate=100 * 70 / 150,
        execution_gap=100 * 70 / 150 - 50,  # not 10 %p behind: it goes on spending
        attainment_index=50,
    )
    expect(found.iloc[1], leading_value=3, excess=3 / 1.75, execution_rate=90, attainment_index=30)


def test_progress_without_money_and_bunching_are_found_at_the_years_end(paced: Paced) -> None:
    found = paced.ask("progress/anomalies", year=2026)
    assert rows(found, "anomaly", "project") == [
        ["progress_without_money", "D"],
        ["year_end_bunching", "A"],
    ]
    expect(found.iloc[0], attainment_lead=50, excess=2.5)  # 80 less 30
    # A: 40 + 10 by the third quarter, 90 + 30 by the fourth
    expect(found.iloc[1], last_quarter_share=100 * 70 / 120, excess=70 / 120 / 0.5)


def test_what_cannot_be_judged_is_counted(paced: Paced) -> None:
    columns = ("anomaly", "projects", "allocated", "judged", "unknown")
    assert rows(paced.ask("progress/anomaly_counts", year=2026), *columns) == [
        ["money_without_progress", 0, 0, 2, 1],  # A has no target, so no attainment
        ["money_past_stage", 0, 0, 3, 0],
        ["progress_without_money", 1, 100, 2, 1],
        ["year_end_bunching", 1, 150, 2, 1],  # D told of the fourth quarter only
    ]
    assert rows(paced.ask("progress/anomaly_counts", **HALF), *columns) == [
        ["money_without_progress", 1, 300, 2, 1],  # B reports no money
        ["money_past_stage", 1, 150, 2, 1],
        ["progress_without_money", 0, 0, 2, 1],
        ["year_end_bunching", 0, 0, 0, 3],  # the fourth quarter is to come
    ]


def test_every_running_project_has_a_pace(paced: Paced) -> None:
    pace = paced.ask("progress/pace", **HALF)
    assert rows(pace, "project", "attainment_index", "anomaly") == [
        ["A", 50, "money_past_stage"],
        ["C", 30, "money_without_progress"],
        ["B", None, None],
    ]
    assert rows(paced.ask("progress/pace", region="busan", **HALF), "project") == [["B"]]
