"""What a panel member asks of a release, worked by hand on the tiny programmes."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.store import Store, ask
from tests.evaluated import Evaluated
from tests.tiny import Tiny


def test_a_project_stands_as_its_money_and_indicators_say(tiny: Tiny) -> None:
    row = tiny.ask("project/facts", project="G1", year=2027).iloc[0]
    # It moved to 전남, spent 150 of 300, and reached 80 % of its jobs and more than all (capped at
    # 100 %) of its waiting days, at the end of the year.
    assert (row["region"], row["stage"], row["programme_year"]) == ("jeonnam", "demonstration", 2)
    assert (row["allocated"], row["executed"], row["execution_rate"]) == (300, 150, 50.0)
    assert (row["elapsed"], row["execution_gap"]) == (100.0, -50.0)
    assert (row["attainment_index"], row["attainment_gap"]) == (90.0, -10.0)
    assert (row["overdue_stages"], row["overdue_follow_ups"]) == (0, 0)
    assert (row["status"], row["worst_measure"]) == ("poor", "execution_gap")


def test_money_of_a_project_is_told_by_source(tiny: Tiny) -> None:
    money = tiny.ask("project/money", project="S1", year=2026)
    columns = ["funding_source", "allocated", "granted", "executed", "execution_rate"]
    assert money[columns].to_numpy().tolist() == [
        ["national", 100, 100, 80, 80.0],
        ["local", 100, 60, 40, 40.0],
    ]


def test_indicators_of_a_project_stand_with_target_and_absence(tiny: Tiny) -> None:
    rows = tiny.ask("project/indicators", project="S1", year=2026).set_index("indicator")
    jobs = rows.loc["jobs"]  # 8 after the correction, of 10
    assert (jobs["actual"], jobs["target"], jobs["attainment"]) == (8.0, 10.0, 80.0)
    assert rows.loc["own_income_rate", "actual"] == pytest.approx(100 * 4 / 12)
    assert rows.loc["service_users", "absence"] == "not_submitted"
    assert rows.loc["finding_followup_rate", "absence"] == "not_applicable"


def test_stages_of_a_project_stand_with_plan_and_reality(tiny: Tiny) -> None:
    stages = tiny.ask("project/stages", project="G1", year=2026).set_index("stage")
    assert list(stages.index) == ["plan", "demonstration"]
    assert stages.loc["plan", "actual_end"].date() == dt.date(2026, 3, 31)
    assert stages["days_late"].isna().all()


def test_stages_past_their_end_are_counted_in_days(tiny: Tiny) -> None:
    late = tiny.ask("panel/overdue_stages", member="m03", year=2027)
    days = dict(zip(late["stage"], late["days_late"], strict=True))
    # Planned to end on 2026-09-30 and 2026-11-30, neither ended by 2027-12-31.
    assert days == {"development": 92 + 365, "demonstration": 31 + 365}


def test_indicators_behind_elapsed_time_are_named(tiny: Tiny) -> None:
    rows = tiny.ask("panel/off_target", member="m01", year=2027)  # 12 jobs of 15, the year over
    told = rows[["project", "indicator", "attainment", "expected", "gap"]].to_numpy().tolist()
    assert told == [["G1", "jobs", 80.0, 100.0, -20.0]]


def test_a_member_stands_before_the_projects_of_their_provinces_alone(tiny: Tiny) -> None:
    # m03 looks after 서울, not after 광주, 전남 or 제주.
    assert set(tiny.ask("panel/standing", member="m03")["project"]) == {"S1"}


def test_points_of_the_panel_are_told_by_criterion(evaluated: Evaluated) -> None:
    rows = evaluated.ask("panel/criteria", project="S1", year=2026).set_index("criterion")
    assert rows.loc["plan", "points"] == 25.5  # 85 % of 30
    assert (rows["points_percent"] == 85).all()


def test_criteria_stand_by_programme_year_and_add_up_to_100(evaluated: Evaluated) -> None:
    rows = evaluated.ask("evaluation/criteria")
    assert rows.groupby("programme_year")["maximum_points"].sum().to_dict() == {
        1: 100.0, 2: 100.0, 3: 100.0,
    }  # fmt: skip


def test_years_evaluated_are_told_with_their_rules(evaluated: Evaluated) -> None:
    row = evaluated.ask("evaluation/years").iloc[0]
    assert (row["year"], row["projects"]) == (2026, 6)
    assert (row["minimum_scorers"], row["trim_from"]) == (3, 5)
    assert row["scores_due_on"].date() == dt.date(2027, 2, 15)


def test_measured_and_judged_are_correlated_by_rank(demonstration: Store) -> None:
    rows = ask("evaluation/measured_and_judged", release=demonstration.release(), year=2027)
    known = rows.dropna(subset=["attainment_index", "score"])
    expected = known["attainment_index"].rank().corr(known["score"].rank())
    assert known["rank_correlation"].iloc[0] == pytest.approx(expected)
