"""Golden answers: every question asked of the tiny programme, worked out by hand.

The programme is laid out in ``tests/tiny.py``; a comment shows each sum.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from monitor.store import ask, questions
from tests.tiny import Tiny


def expect(row: pd.Series, **expected: Any) -> None:
    """Compare a row's named columns with what was worked out by hand; None is no value."""
    for name, worked_out in expected.items():
        found = None if pd.isna(row[name]) else row[name]
        is_number = isinstance(worked_out, int | float)
        assert found == (pytest.approx(worked_out) if is_number else worked_out), name


# ── the programme ────────────────────────────────────────────────────────────────────────────────


def test_the_programme_is_summed_and_compared_with_the_year_before(tiny: Tiny) -> None:
    # money of 2027: S1 100, G1 300, J1 50; of 2026: S1 100 + 100, G1 200, G2 100
    expect(
        tiny.row("programme/totals", year=2027),
        projects=4,  # S1, G1, G2, J1
        previous_projects=4,  # S1, G1, G2, N1
        provinces=4,
        model_types=3,
        municipalities=4,
        allocated=450,
        granted=425,  # 100 + 300 + 25
        executed=265,  # 90 + 150 + 25
        execution_rate=100 * 265 / 450,
        national_allocated=450,
        national_executed=265,
        previous_allocated=500,
        allocated_change_percent=-10,  # 450 against 500
        previous_execution_rate=64,  # (80 + 40 + 190 + 10) / 500
        execution_rate_change=100 * 265 / 450 - 64,
        submissions_expected=17,
        submissions_accepted=4,  # seoul, jeju, and one workbook for gwangju and jeonnam
        national_budget=None,
    )


def test_national_money_is_told_from_all_money(tiny: Tiny) -> None:
    expect(
        tiny.row("programme/totals", year=2026),
        national_allocated=400,
        national_executed=280,  # S1 80, G1 190, G2 10
        national_execution_rate=70,
        previous_projects=None,
        previous_allocated=None,
        national_budget=8_500_000_000,
    )


def test_the_years_covered_and_their_last_quarters_are_told(tiny: Tiny) -> None:
    years = tiny.ask("programme/years")
    assert years[["year", "last_quarter"]].to_numpy().tolist() == [[2026, 4], [2027, 4]]
    assert years["national_budget"].iloc[0] == 8_500_000_000
    assert pd.isna(years["national_budget"].iloc[1])


def test_the_key_indicators_come_in_their_order(tiny: Tiny) -> None:
    answer = tiny.ask("programme/key_indicators", year=2027)
    assert answer["indicator"].tolist() == [
        "organisations",
        "service_users",
        "jobs",
        "partner_sales",
        "satisfaction",
        "local_respending_rate",
    ]
    expect(answer.loc[2], actual=35, previous=27, change=8, change_percent=100 * 8 / 27)


def test_the_worst_projects_come_first_and_those_on_track_not_at_all(tiny: Tiny) -> None:
    answer = tiny.ask("programme/attention", year=2026)
    assert answer["project"].tolist() == ["G2", "S1", "N1"]
    assert answer["status"].tolist() == ["poor", "poor", "watch"]


# ── indicators ───────────────────────────────────────────────────────────────────────────────────


def test_a_sum_is_compared_with_the_year_before_in_percent(tiny: Tiny) -> None:
    expect(
        tiny.row("indicators/total", indicator="jobs", year=2027),
        actual=35,  # S1 10, G1 12, G2 6, J1 7
        target=23,  # S1 8, G1 15
        previous=27,  # S1 8 as corrected, G1 10, G2 5, N1 4
        change=8,
        change_percent=100 * 8 / 27,
        projects=4,
        projects_reported=4,
        projects_with_target=2,
        per_100_000=100_000 * 35 / 51_817_499,
        population_year=2025,
        absence=None,
    )


def test_attainment_compares_only_projects_that_have_both(tiny: Tiny) -> None:
    # G2 reports 6 and J1 7 without targets: (10 + 12) / (8 + 15), not 35 / 23
    row = tiny.row("indicators/total", indicator="jobs", year=2027)
    assert row["attainment"] == pytest.approx(100 * 22 / 23)


def test_a_ratio_is_the_ratio_of_sums(tiny: Tiny) -> None:
    # S1 1/2 + 3/10, G1 8/8: 12 of 20; the mean of the projects' ratios would be 66.7
    row = tiny.row("indicators/total", indicator="own_income_rate", year=2026)
    expect(row, actual=60, change_percent=None, per_100_000=None)


def test_a_mean_is_weighted_by_its_denominator(tiny: Tiny) -> None:
    # 80 points of 10 people, 90 of 30: 3500 / 40; the mean of the means would be 85
    assert tiny.row("indicators/total", indicator="satisfaction", year=2026)["actual"] == 87.5


def test_a_rate_changes_in_its_own_unit_and_never_in_percent(tiny: Tiny) -> None:
    # 2026: G1 10 days; 2027: G1 6 days of 30 cases, J1 5 of 10: 230 / 40
    expect(
        tiny.row("indicators/total", indicator="waiting_days", year=2027),
        actual=5.75,
        previous=10,
        change=-4.25,
        change_percent=None,
        # lower is better, and J1 has no target: 6.6 / 6
        attainment=110,
    )


def test_missing_the_target_of_a_lower_is_better_indicator_is_below_100(tiny: Tiny) -> None:
    # 10 days where 8 were promised
    assert tiny.row("indicators/total", indicator="waiting_days", year=2026)["attainment"] == 80


@pytest.mark.parametrize(("quarter", "jobs"), [(1, 1), (2, 9), (3, 9), (4, 27)])
def test_a_flow_is_the_year_to_date(tiny: Tiny, quarter: int, jobs: int) -> None:
    row = tiny.row("indicators/total", indicator="jobs", year=2026, quarter=quarter)
    assert row["actual"] == jobs


@pytest.mark.parametrize(("quarter", "organisations"), [(1, 3), (2, 11), (4, 13)])
def test_a_stock_is_the_last_value(tiny: Tiny, quarter: int, organisations: int) -> None:
    # partners, Q1: S1 3; Q2: S1 5, G1 4, N1 2; Q4: S1 still 5, G1 6, N1 still 2
    row = tiny.row("indicators/total", indicator="organisations", year=2026, quarter=quarter)
    assert row["actual"] == organisations


def test_a_half_year_is_compared_with_the_same_half_year(tiny: Tiny) -> None:
    # 2027: S1 5, G1 3; 2026: S1 3, G1 4, N1 2
    expect(
        tiny.row("indicators/total", indicator="jobs", year=2027, quarter=2),
        actual=8,
        previous=9,
        change=-1,
        change_percent=-100 / 9,
    )


def test_one_type_is_summed_by_itself(tiny: Tiny) -> None:
    row = tiny.row("indicators/total", indicator="jobs", year=2027, model_type="community")
    expect(row, actual=6, previous=9, projects=1)


def test_own_indicators_never_add_up(tiny: Tiny) -> None:
    assert tiny.ask("indicators/total", indicator="own_1", year=2026).empty
    row = tiny.row("indicators/by_project", indicator="own_1", year=2026)
    expect(row, project="S1", actual=12.5)


def test_each_of_17_provinces_stands_in_the_official_order(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_region", indicator="jobs", year=2027)
    assert " ".join(answer["region"]) == (
        "seoul busan daegu incheon gwangju daejeon ulsan sejong gyeonggi gangwon chungbuk "
        "chungnam jeonbuk jeonnam gyeongbuk gyeongnam jeju"
    )


def test_a_province_is_summed_with_what_it_holds_now(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_region", indicator="jobs", year=2027).set_index("region")
    expect(
        answer.loc["jeonnam"],
        actual=12,  # G1, which moved here
        previous=4,  # N1, which stopped
        change=8,
        change_percent=200,
        attainment=80,  # 12 of 15
        per_100_000=100_000 * 12 / 1_778_545,
        population=1_778_545,
        projects=1,
        periods_reported=2,
        periods_expected=4,
    )
    expect(answer.loc["gwangju"], actual=6, previous=15, change=-9)


def test_the_merged_province_is_the_sum_of_its_parts(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_region", indicator="jobs", year=2027, basis=16)
    assert len(answer) == 16
    expect(
        answer.set_index("region").loc["jeonnam_gwangju"],
        actual=18,  # G1 12, G2 6
        previous=19,  # G1 10, G2 5, N1 4
        attainment=80,  # only G1 has both
        per_100_000=100_000 * 18 / (1_431_903 + 1_778_545),
        projects=2,
    )


@pytest.mark.parametrize("indicator", ["jobs", "organisations"])
@pytest.mark.parametrize("year", [2026, 2027])
def test_both_bases_add_up_to_the_same_total(tiny: Tiny, indicator: str, year: int) -> None:
    total = tiny.row("indicators/total", indicator=indicator, year=year)["actual"]
    for basis in (17, 16):
        parts = tiny.ask("indicators/by_region", indicator=indicator, year=year, basis=basis)
        assert parts["actual"].sum() == total


@pytest.mark.parametrize(
    ("indicator", "year", "quarter", "region", "why"),
    [
        ("jobs", 2026, 2, "seoul", None),
        ("jobs", 2027, 1, "seoul", "not_submitted"),
        ("jobs", 2027, 2, "jeju", "returned"),
        ("jobs", 2027, 2, "busan", "not_applicable"),  # no project there
        ("waiting_days", 2026, 4, "seoul", "not_applicable"),  # no project of the type
        ("resident_participants", 2027, 4, "gwangju", "withheld"),
        ("resident_participants", 2027, 4, "jeju", "returned"),  # as the half year's workbook is
        ("resident_participants", 2027, 2, "seoul", "not_submitted"),  # left out of the workbook
    ],
)
def test_why_a_province_has_no_figure_is_told(
    tiny: Tiny, indicator: str, year: int, quarter: int, region: str, why: str | None
) -> None:
    answer = tiny.ask("indicators/by_region", indicator=indicator, year=year, quarter=quarter)
    row = answer.set_index("region").loc[region]
    expect(row, absence=why)
    assert pd.isna(row["actual"]) == (why is not None)


def test_a_number_not_yet_counted_is_told_from_one_not_sent(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_project", indicator="jobs", year=2026, quarter=2)
    expect(answer.set_index("project").loc["G2"], actual=None, absence="not_collected")


def test_each_project_stands_with_its_own_year_before(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_project", indicator="jobs", year=2027)
    assert answer["project"].tolist() == ["G1", "S1", "J1", "G2"]  # largest first
    expect(
        answer.set_index("project").loc["G1"],
        name="사업 G1",
        region="jeonnam",
        model_type="public_service",
        programme_year=2,
        actual=12,
        target=15,
        attainment=80,
        previous=10,  # the same project, where it was then
        change=2,
        change_percent=20,
    )


def test_a_type_is_told_per_reporting_project(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_type", indicator="jobs", year=2027).set_index("model_type")
    expect(
        answer.loc["public_service"],
        actual=19,  # G1 12, J1 7
        per_project=9.5,
        previous=10,
        change_percent=90,
        attainment=80,
    )
    expect(answer.loc["revitalisation"], actual=None, projects=0, absence="not_applicable")


def test_a_province_is_told_by_type(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_region_and_type", indicator="jobs", year=2026, basis=16)
    found = answer.set_index(["region", "model_type"])["actual"].to_dict()
    assert found == {
        ("seoul", "local_choice"): 8,
        ("jeonnam_gwangju", "public_service"): 10,
        ("jeonnam_gwangju", "community"): 9,
    }


def test_years_stand_side_by_side(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/years_total", indicator="jobs")
    assert answer[["year", "actual"]].to_numpy().tolist() == [[2026, 27], [2027, 35]]
    assert answer["attainment"].tolist() == pytest.approx([100 * 22 / 25, 100 * 22 / 23])


def test_a_province_keeps_its_line_across_the_merger(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/years_by_region", indicator="jobs", basis=16)
    merged = answer.query("region == 'jeonnam_gwangju'")
    assert merged[["year", "actual"]].to_numpy().tolist() == [[2026, 19], [2027, 18]]


def test_a_type_keeps_its_line_over_the_years(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/years_by_type", indicator="jobs")
    community = answer.query("model_type == 'community'")
    assert community[["year", "actual"]].to_numpy().tolist() == [[2026, 9], [2027, 6]]


def test_projects_are_aligned_by_programme_year(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_programme_year", indicator="jobs")
    assert answer[["selection_year", "programme_year", "year", "actual"]].to_numpy().tolist() == [
        [2026, 1, 2026, 27],
        [2026, 2, 2027, 28],  # S1 10, G1 12, G2 6
        [2027, 1, 2027, 7],  # J1
    ]
    assert answer["per_project"].tolist() == pytest.approx([27 / 4, 28 / 3, 7])


# ── why a figure changed ─────────────────────────────────────────────────────────────────────────

CAUSES = {
    # 25 published → 27 as corrected → 23 of S1, G1, G2 → 23 → 28 of the same → 35 with J1
    None: {"start_value": 25, "end_value": 35, "restated": 2, "real_change": 5, "coverage": 3,
           "boundaries": 0, "change": 10},
    # S1: 6 published, 8 as corrected, 10
    "seoul": {"start_value": 6, "end_value": 10, "restated": 2, "real_change": 2, "coverage": 0,
              "boundaries": 0, "change": 4},
    # G1 10 and G2 5; G1 went to jeonnam with its 10; G2 made 5 into 6
    "gwangju": {"start_value": 15, "end_value": 6, "restated": 0, "real_change": 1, "coverage": 0,
                "boundaries": -10, "change": -9},
    # N1 left with 4; G1 came with 10 and made them 12
    "jeonnam": {"start_value": 4, "end_value": 12, "restated": 0, "real_change": 2,
                "coverage": -4, "boundaries": 10, "change": 8},
    # J1 came with 7 where nothing had been reported the year before
    "jeju": {"start_value": 0, "end_value": 7, "restated": 0, "real_change": 0, "coverage": 7,
             "boundaries": 0, "change": 7},
}  # fmt: skip


def test_a_change_is_split_into_its_four_causes(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/change_causes", indicator="jobs", year=2027)
    found = {None if pd.isna(row["region"]) else row["region"]: row for _, row in answer.iterrows()}
    assert set(found) == set(CAUSES)
    for region, expected in CAUSES.items():
        expect(found[region], **expected)
    assert answer["is_published_before"].all()


def test_a_move_inside_the_merged_province_is_no_change_of_boundaries(tiny: Tiny) -> None:
    # 19 → 15 of G1 and G2 → 18
    answer = tiny.ask("indicators/change_causes", indicator="jobs", year=2027, basis=16)
    expect(
        answer.set_index("region").loc["jeonnam_gwangju"],
        start_value=19,
        end_value=18,
        real_change=3,
        coverage=-4,
        boundaries=0,
        change=-1,
    )


def test_a_ratio_of_projects_that_came_and_left_changes_by_coverage(tiny: Tiny) -> None:
    # waiting days: G1 10 → 6 is real; J1 came: 6 → 5.75
    answer = tiny.ask("indicators/change_causes", indicator="waiting_days", year=2027)
    whole = answer[answer["region"].isna()].iloc[0]
    expect(whole, change=-4.25, real_change=-4, coverage=-0.25, restated=0, boundaries=0)


def test_a_year_never_published_is_compared_as_it_is_known_now(tiny: Tiny) -> None:
    answer = ask("indicators/change_causes", release=tiny.first, indicator="jobs", year=2026)
    assert answer.empty  # no year before at all


# ── money ────────────────────────────────────────────────────────────────────────────────────────


def test_money_is_summed_by_province_on_either_basis(tiny: Tiny) -> None:
    answer = tiny.ask("budget/by_region", year=2026).set_index("region")
    expect(answer.loc["seoul"], projects=1, allocated=200, granted=160, executed=120)
    expect(answer.loc["gwangju"], projects=2, allocated=300, granted=295, executed=200)
    merged = tiny.ask("budget/by_region", year=2026, basis=16).set_index("region")
    expect(merged.loc["jeonnam_gwangju"], allocated=300, execution_rate=100 * 200 / 300)
    national = tiny.ask("budget/by_region", year=2026, funding_source="national")
    expect(national.set_index("region").loc["seoul"], allocated=100, executed=80)


def test_money_is_summed_by_type(tiny: Tiny) -> None:
    answer = tiny.ask("budget/by_type", year=2027).set_index("model_type")
    expect(
        answer.loc["public_service"],
        projects=2,
        allocated=350,
        granted=325,
        executed=175,
        execution_rate=50,
    )


def test_money_is_summed_by_the_stage_its_projects_are_in(tiny: Tiny) -> None:
    answer = tiny.ask("budget/by_stage", year=2026).set_index("stage")
    expect(answer.loc["plan"], projects=2, allocated=100, executed=10)  # G2; N1 has none
    expect(answer.loc["development"], projects=1, allocated=200, executed=120)  # S1
    expect(answer.loc["demonstration"], projects=1, allocated=200, executed=190)  # G1
    expect(answer.loc["research"], projects=0, allocated=0, execution_rate=None)


def test_money_is_summed_by_its_source(tiny: Tiny) -> None:
    answer = tiny.ask("budget/by_funding_source", year=2027)
    assert answer["funding_source"].tolist() == ["national"]
    expect(
        answer.loc[0],
        executed=265,
        previous_executed=280,
        change_percent=100 * (265 - 280) / 280,
    )


def test_money_of_a_quarter_is_the_last_reported_up_to_it(tiny: Tiny) -> None:
    # only S1 had reported by the third quarter, at the end of the second
    row = tiny.row("budget/by_region", year=2026, quarter=3)
    expect(row, region="seoul", granted=50, executed=20)


# ── projects ─────────────────────────────────────────────────────────────────────────────────────


def test_a_status_comes_from_the_worst_rule_and_shows_its_number(tiny: Tiny) -> None:
    answer = tiny.ask("projects/list", year=2026).set_index("project")
    # execution 60 % of the whole year's time: −40 %p; two stages overdue would be 지연 only
    expect(
        answer.loc["S1"],
        status="poor",
        worst_measure="execution_gap",
        worst_value=-40,
        overdue_stages=2,
        attainment_index=80,  # jobs 8 of 10
        stage="development",
        execution_rate=60,
        municipality_ko="종로구",
        municipality_en="Jongno-gu",
    )
    # executed 95 %; jobs 100 % and waiting days 80 %, of equal weight
    expect(answer.loc["G1"], status="on_track", worst_measure=None, attainment_index=90)
    # jobs 4 of 5: 20 %p behind
    expect(answer.loc["N1"], status="watch", worst_measure="attainment_gap", worst_value=-20)


def test_a_list_can_be_narrowed_to_a_province_or_a_type(tiny: Tiny) -> None:
    merged = tiny.ask("projects/list", year=2027, basis=16, region="jeonnam_gwangju")
    assert merged["project"].tolist() == ["G1", "G2"]
    typed = tiny.ask("projects/list", year=2027, model_type="public_service")
    assert typed["project"].tolist() == ["G1", "J1"]


def test_every_status_is_counted_also_one_that_no_project_has(tiny: Tiny) -> None:
    answer = tiny.ask("projects/by_status", year=2026)
    assert answer.to_numpy().tolist() == [
        ["on_track", 1],
        ["watch", 1],
        ["delayed", 0],
        ["poor", 2],
    ]


def test_projects_are_counted_by_type_and_stage(tiny: Tiny) -> None:
    answer = tiny.ask("projects/by_stage", year=2026).set_index(["model_type", "stage"])
    assert len(answer) == 6 * 4
    assert answer["projects"].sum() == 4
    assert answer.loc[("community", "plan"), "projects"] == 2
    assert answer.loc[("local_choice", "development"), "projects"] == 1


def test_every_province_and_type_has_a_cell_in_the_matrix(tiny: Tiny) -> None:
    answer = tiny.ask("projects/region_type_matrix", year=2026, basis=16)
    assert len(answer) == 16 * 6
    cells = answer.set_index(["region", "model_type"])
    expect(cells.loc[("jeonnam_gwangju", "community")], projects=2, allocated=100)
    expect(cells.loc[("busan", "community")], projects=0, allocated=0)


# ── provinces ────────────────────────────────────────────────────────────────────────────────────


def test_a_province_is_set_beside_the_programme(tiny: Tiny) -> None:
    answer = tiny.ask("regions/profile", region="seoul", year=2027).set_index("indicator")
    expect(
        answer.loc["jobs"],
        actual=10,
        target=8,
        attainment=125,
        previous=8,
        change=2,
        change_percent=25,
        national_actual=35,
        share=100 * 10 / 35,
        per_100_000=100_000 * 10 / 9_315_066,
        national_per_100_000=100_000 * 35 / 51_817_499,
    )
    assert "waiting_days" not in answer.index


def test_own_indicators_are_told_in_the_projects_own_words(tiny: Tiny) -> None:
    row = tiny.row("regions/own_indicators", region="seoul", year=2026)
    expect(
        row,
        project="S1",
        project_name="사업 S1",
        indicator="own_1",
        indicator_name="마을 장터",
        unit_name="회",
        definition="연 횟수",
        actual=12.5,
        target=None,
        previous=None,
    )
    assert tiny.ask("regions/own_indicators", region="jeju", year=2027).empty


def test_one_workbook_of_the_merged_province_counts_for_both_parts(tiny: Tiny) -> None:
    answer = tiny.ask("regions/submissions", year=2027).set_index("region")
    for region in ("gwangju", "jeonnam"):
        assert answer.loc[region, "submission_state"] == "accepted"
        assert answer.loc[region, "accepted_on"].date() == dt.date(2028, 1, 20)
    assert answer.loc["busan", "submission_state"] == "not_submitted"


def test_a_workbook_after_the_deadline_is_late_and_a_returned_one_is_told(tiny: Tiny) -> None:
    late = tiny.ask("regions/submissions", year=2027).set_index("region").loc["jeju"]
    assert late["due_on"].date() == dt.date(2028, 1, 30)  # 30 days after the year
    assert bool(late["is_late"])
    half = tiny.ask("regions/submissions", year=2027, quarter=2).set_index("region").loc["jeju"]
    assert half["submission_state"] == "returned"
    assert not half["is_late"]


# ── types ────────────────────────────────────────────────────────────────────────────────────────


def test_types_are_compared_in_projects_money_and_status(tiny: Tiny) -> None:
    answer = tiny.ask("types/summary", year=2026).set_index("model_type")
    assert len(answer) == 6
    expect(
        answer.loc["public_service"],
        projects=1,
        provinces=1,
        allocated=200,
        granted=195,
        executed=190,
        execution_rate=95,
        on_track=1,
        attainment_index=90,
    )
    # G2 has no target: N1's 80 alone
    expect(answer.loc["community"], projects=2, provinces=2, on_track=0, attainment_index=80)
    expect(answer.loc["living_service"], projects=0, allocated=None, attainment_index=None)


def test_what_sets_a_type_apart_is_told_per_project(tiny: Tiny) -> None:
    answer = tiny.ask("types/distinction", year=2026)
    row = answer.query("model_type == 'local_choice' and indicator == 'jobs'").iloc[0]
    # S1 8; the others 10 + 5 + 4 over three
    expect(row, value=8, value_of_others=19 / 3, ratio=24 / 19)
    rate = answer.query("model_type == 'public_service' and indicator == 'satisfaction'").iloc[0]
    expect(rate, value=90, value_of_others=80)


def test_the_spread_of_a_type_is_told_by_its_quartiles(tiny: Tiny) -> None:
    answer = tiny.ask("types/distribution", indicator="jobs", year=2026).set_index("model_type")
    # 4 and 5
    expect(
        answer.loc["community"],
        projects=2,
        minimum=4,
        lower_quartile=4.25,
        median=4.5,
        upper_quartile=4.75,
        maximum=5,
    )
    expect(answer.loc["revitalisation"], projects=0, median=None)


# ── context, dictionary, releases ────────────────────────────────────────────────────────────────


def test_the_context_of_a_merged_province_is_the_ratio_of_sums(tiny: Tiny) -> None:
    answer = tiny.ask("context/by_region", measure="foreign_share", year=2025, basis=16)
    assert len(answer) == 16
    value = 100 * (36_632 + 78_060) / (1_431_903 + 1_778_545)
    previous = 100 * (30_573 + 45_236) / (1_477_573 + 1_788_807)
    expect(
        answer.set_index("region").loc["jeonnam_gwangju"],
        value=value,
        previous=previous,
        change=value - previous,
        change_percent=None,
    )


def test_a_population_changes_in_percent(tiny: Tiny) -> None:
    answer = tiny.ask("context/by_region", measure="population", year=2025)
    expect(
        answer.set_index("region").loc["seoul"],
        value=9_315_066,
        previous=9_586_195,
        change=-271_129,
        change_percent=100 * -271_129 / 9_586_195,
    )


def test_the_context_of_a_province_is_of_each_measures_newest_year(tiny: Tiny) -> None:
    answer = tiny.ask("context/of_region", region="seoul").set_index("measure")
    expect(answer.loc["population"], year=2025, value=9_315_066)
    expect(answer.loc["vacant_houses"], year=2020, value=96_629, previous=79_049)


def test_a_measure_names_the_years_it_has(tiny: Tiny) -> None:
    answer = tiny.ask("context/measures").set_index("measure")
    expect(
        answer.loc["vacant_houses"],
        years="2015,2020",
        first_year=2015,
        last_year=2020,
        is_sum=True,
        name_ko="빈집",
    )
    assert not answer.loc["foreign_share", "is_sum"]


def test_the_dictionary_says_how_well_an_indicator_is_reported(tiny: Tiny) -> None:
    row = tiny.row("dictionary/indicators", "indicator == 'jobs'")
    # 2026: S1 3 of 4, G1 2 of 4, G2 1 of 3, N1 2 of 3; 2027: S1 2 of 4, G1 2 of 4, G2 1 of 4,
    # J1 1 of 3
    expect(row, name_ko="신규 일자리", unit_ko="명", reported_percent=100 * 14 / 29)


def test_a_release_tells_all_its_figures_for_comparison(tiny: Tiny) -> None:
    before = ask("releases/figures", release=tiny.first).query("indicator == 'jobs'")
    after = tiny.ask("releases/figures").query("indicator == 'jobs' and region.isna()")
    assert before[before["region"].isna()][["year", "actual"]].to_numpy().tolist() == [[2026, 25]]
    assert after[["year", "quarter", "actual"]].to_numpy().tolist() == [
        [2026, 4, 27],
        [2027, 4, 35],
    ]


# ── and no question without its answer ───────────────────────────────────────────────────────────


def test_a_release_keeps_what_was_open_when_it_went_out(tiny: Tiny) -> None:
    answer = tiny.ask("releases/checklist").set_index("item")
    # of the 17, seoul, jeonnam, gwangju (in one workbook) and jeju had sent the last quarter
    assert answer["found"].to_dict() == {
        "not_submitted": 13,
        "returned": 0,
        "submitted": 0,
        "unexplained": 0,
        "restated": 1,
        "note": 1,
    }
    assert answer.loc["restated", "detail"] == "S1"
    assert answer.loc["note", "detail"] == "tried"


def test_every_question_has_a_golden_answer() -> None:
    asked_here = "".join(
        file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py")
    )
    missing = [
        name
        for name in questions()
        if not name.startswith("checks/") and f'"{name}"' not in asked_here
    ]
    assert missing == []
